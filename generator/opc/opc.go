// Package opc reads Office packages (ECMA-376-2): the ZIP of parts that a .docx or an .xlsx is. A part is found by following
// the relations that lead to it, from the package's own on; its name says nothing.
//
//	p, err := opc.Open(r, size, opc.Limits{Part: 32 << 20})
//	mains, err := p.Related("", "officeDocument")
//	body, err := p.Part(mains[0].Part)
package opc

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/unicode"
)

// Limits are how many bytes parts may unfold to, against files that unfold without end; 0 for no limit.
type Limits struct {
	Part int64 // each of them
	All  int64 // all that are read, each as often as it is read
}

// The limits of every package. A document with a thousand pictures has as many parts and relations.
const (
	mostParts     = 1 << 16
	mostRelations = 1 << 16 // of one part
)

// What keeps a package or a part from being read. They come with the name of the part. Any other error is of a damaged one.
var (
	ErrNoPackage = errors.New("opc: no ZIP file, or a damaged one")
	ErrTooLarge  = errors.New("opc: too large")
	ErrEncrypted = errors.New("opc: encrypted")
)

// Package is an Office package that is open for reading. It is safe for concurrent use.
type Package struct {
	parts  map[string]*zip.File // by their plain names
	limits Limits
	read   atomic.Int64 // bytes that parts have unfolded to
}

// Open reads the list of parts of a package of size bytes. r is read until the last use of the Package. The error is
// ErrNoPackage or ErrTooLarge.
func Open(r io.ReaderAt, size int64, l Limits) (*Package, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, ErrNoPackage
	}
	if len(z.File) > mostParts {
		return nil, fmt.Errorf("%w: %d parts, more than %d", ErrTooLarge, len(z.File), mostParts)
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	p := &Package{parts: make(map[string]*zip.File, len(z.File)), limits: l}
	for _, f := range z.File {
		p.parts[plain(f.Name)] = f
	}
	return p, nil
}

// plain gives the form of a part's name in which names are compared: they differ neither by case (ECMA-376-2, 6.2.2.3) nor by
// a slash at the beginning, and some programs write backslashes.
func plain(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), "/")
}

// Relation says where a part is that another one refers to (ECMA-376-2, 6.5).
type Relation struct {
	ID   string // by which the other part refers to it
	Part string // its name, for Part
}

// Related gives the parts that a part refers to as being of a kind, in the order in which it has them: those whose relation's
// type ends in that word, such as officeDocument or footer. The part "" is the package. What lies outside the package is left
// out, and a part without relations has none.
func (p *Package) Related(name, kind string) ([]Relation, error) {
	folder, file := path.Split(strings.ReplaceAll(name, `\`, "/"))
	var list struct {
		Relations []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	source := folder + "_rels/" + file + ".rels"
	r, err := p.Markup(source)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	if err := d.Decode(&list); err != nil {
		return nil, fmt.Errorf("opc: %s: %w", source, err)
	}
	if len(list.Relations) > mostRelations {
		return nil, fmt.Errorf("%w: %s: more than %d relations", ErrTooLarge, source, mostRelations)
	}
	var found []Relation
	for _, l := range list.Relations {
		if l.Mode == "External" || path.Base(l.Type) != kind {
			continue
		}
		target := strings.ReplaceAll(l.Target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		found = append(found, Relation{l.ID, strings.TrimPrefix(path.Clean("/"+target), "/")})
	}
	return found, nil
}

// Part opens a part; the caller closes it. The error is fs.ErrNotExist if the package lacks it, or ErrEncrypted. Read gives
// ErrTooLarge once more than the limits allow was read.
func (p *Package) Part(name string) (io.ReadCloser, error) {
	f := p.parts[plain(name)]
	if f == nil {
		return nil, fmt.Errorf("opc: %s: %w", name, fs.ErrNotExist)
	}
	if f.Flags&1 != 0 { // APPNOTE 4.4.4
		return nil, fmt.Errorf("%w: %s", ErrEncrypted, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("opc: %s: %w", name, err)
	}
	return &part{ReadCloser: r, of: p, name: name}, nil
}

// Markup opens a part that is XML, as Part does, and gives it in UTF-8: parts may be in UTF-16 too (ECMA-376-2, 6.2.5), with a byte
// order mark or without.
func (p *Package) Markup(name string) (io.ReadCloser, error) {
	r, err := p.Part(name)
	if err != nil {
		return nil, err
	}
	text := bufio.NewReader(r)
	start, _ := text.Peek(2) // what keeps them from being read does so again
	order := unicode.BigEndian
	switch string(start) {
	case "\xff\xfe", "<\x00":
		order = unicode.LittleEndian
	case "\xfe\xff", "\x00<":
	default:
		return &markup{text, r}, nil
	}
	return &markup{unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(text), r}, nil
}

// markup is a part in UTF-8.
type markup struct {
	io.Reader
	io.Closer
}

// part is a part that is being read.
type part struct {
	io.ReadCloser
	of   *Package
	name string
	read int64
}

func (r *part) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	r.read += int64(n)
	all := r.of.read.Add(int64(n))
	switch l := r.of.limits; {
	case l.Part > 0 && r.read > l.Part:
		return n, fmt.Errorf("%w: %s: more than %d bytes", ErrTooLarge, r.name, l.Part)
	case l.All > 0 && all > l.All:
		return n, fmt.Errorf("%w: %s: all parts have more than %d bytes", ErrTooLarge, r.name, l.All)
	}
	return n, err
}
