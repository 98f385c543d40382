package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"sync"

	"gongwen/generator/page"
)

// Cache keeps what many files have alike, as it stands in them: pictures, ornaments, subsets of fonts. It may be used by several
// goroutines at a time, and its zero value is empty.
type Cache struct {
	mutex    sync.Mutex
	pictures map[[sha256.Size]byte]*stored
	forms    map[*page.Symbol]*stored
	fonts    map[subsetKey]*storedFont
}

// maxStored is how many of each a cache keeps before it forgets them all: a picture that each file has is soon there again.
const maxStored = 64

// stored is a stream object as it stands in a file, but for its number.
type stored struct {
	entries string // of its dictionary, with its filter
	data    [][]byte
	mask    *stored // of a picture; nil if there is none
}

// storedFont is what a file has of a font, but for the numbers of its objects.
type storedFont struct {
	name               string // with its tag
	program, toUnicode *stored
}

// subsetKey tells subsets apart: by the face, and its glyphs with their characters in the order of their numbers.
type subsetKey struct {
	face   page.Font
	glyphs string
}

// mostGlyphs is the size up to which subsets are kept: larger ones are hardly ever the same in two papers.
const mostGlyphs = 200

// font gives the subset of a face. It is made without holding up others, who may make the same.
func (s *Cache) font(of *face, made func() (*storedFont, error)) (*storedFont, error) {
	if s == nil || len(of.glyphs) > mostGlyphs {
		return made()
	}
	key := make([]byte, 0, 6*len(of.glyphs))
	for i, g := range of.glyphs {
		key = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(key, g), uint32(of.uses[i].char))
	}
	k := subsetKey{of.Font, string(key)}
	s.mutex.Lock()
	known := s.fonts[k]
	s.mutex.Unlock()
	if known != nil {
		return known, nil
	}
	font, err := made()
	if err != nil {
		return nil, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.fonts == nil || len(s.fonts) >= maxStored {
		s.fonts = map[subsetKey]*storedFont{}
	}
	font.program.data[0] = bytes.Clone(font.program.data[0])
	s.fonts[k] = font
	return font, nil
}

func (s *Cache) picture(sum [sha256.Size]byte, made func() (*stored, error)) (*stored, error) {
	if s == nil {
		return made()
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.pictures == nil || len(s.pictures) >= maxStored {
		s.pictures = map[[sha256.Size]byte]*stored{}
	}
	return keep(s.pictures, sum, made)
}

func (s *Cache) form(of *page.Symbol, made func() (*stored, error)) (*stored, error) {
	if s == nil {
		return made()
	}
	if alike, err := ornament(of); err != nil || !alike {
		return made() // which comes upon the error again and gives its place
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.forms == nil || len(s.forms) >= maxStored {
		s.forms = map[*page.Symbol]*stored{}
	}
	return keep(s.forms, of, made)
}

// ornament tells whether a symbol has only paths and symbols of paths: text and pictures have names of resources that differ
// from file to file, so only such symbols can be shared. The error is an item that is of no known type.
func ornament(symbol *page.Symbol) (bool, error) {
	var o ornamental
	err := page.Paint(symbol.Items, &o)
	return !o.not, err
}

// ornamental looks through a symbol for what an ornament does not have.
type ornamental struct {
	not   bool // there is such a thing
	inner bool // this is a symbol in a symbol
}

func (o *ornamental) Text(*page.Text) error {
	o.not = true
	return nil
}

func (o *ornamental) Path(*page.Path) error { return nil }

func (o *ornamental) Image(*page.Image) error {
	o.not = true
	return nil
}

func (o *ornamental) Group(*page.Group) error {
	o.not = true
	return nil
}

func (o *ornamental) Tag(*page.Tag) error {
	o.not = true
	return nil
}

func (o *ornamental) Use(u *page.Use) error {
	if o.inner {
		o.not = true
		return nil
	}
	in := ornamental{inner: true}
	err := page.Paint(u.Symbol.Items, &in)
	o.not = o.not || in.not
	return err
}

func keep[K comparable](all map[K]*stored, key K, made func() (*stored, error)) (*stored, error) {
	if known := all[key]; known != nil {
		return known, nil
	}
	s, err := made()
	if err == nil {
		all[key] = s
	}
	return s, err
}

// pack gives a stream of data, compressed. entries are its own.
func (e *encoder) pack(entries string, data []byte) *stored {
	e.compress(e.matching, data)
	return &stored{entries: entries + flateEntry, data: [][]byte{bytes.Clone(e.packed.Bytes())}}
}

// writeStored writes an object that is ready. entries are those that differ from file to file.
func (e *encoder) writeStored(r ref, entries string, s *stored) {
	e.packedStream(r, s.entries+entries, s.data...)
}
