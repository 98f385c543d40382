package check

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// What a Word document may be at the most.
const (
	mostPartBytes  = 32 << 20 // of one unpacked part
	mostParagraphs = 200_000
	mostNodes      = 1_000_000 // of all parts
	mostNesting    = 200
)

var errNoDocument = errors.New("no document part")

// node is an element of WordprocessingML, by its local name.
type node struct {
	name     string
	attrs    []xml.Attr
	children []*node
	text     []byte
}

// child gives the first child of a name; an empty node if there is none, so that questions can be strung together.
func (n *node) child(name string) *node {
	if n != nil {
		for _, c := range n.children {
			if c.name == name {
				return c
			}
		}
	}
	return nil
}

// at goes down a path of names.
func (n *node) at(names ...string) *node {
	for _, name := range names {
		n = n.child(name)
	}
	return n
}

// attr gives an attribute by its local name.
func (n *node) attr(name string) string {
	if n != nil {
		for _, a := range n.attrs {
			if a.Name.Local == name {
				return a.Value
			}
		}
	}
	return ""
}

// number gives an attribute as a number; ok is false if it is none.
func (n *node) number(name string) (int, bool) {
	v, err := strconv.ParseFloat(n.attr(name), 64)
	if err != nil || v < -1e8 || v > 1e8 {
		return 0, false
	}
	return int(v), true
}

// twips gives an attribute as a length; ok is false if it is none.
func (n *node) twips(name string) (length, bool) {
	v, ok := n.number(name)
	return length(v) * measure.Twip, ok
}

// on tells whether a switch is there and not set off.
func (n *node) on() bool {
	v := n.attr("val")
	return n != nil && v != "0" && v != "false" && v != "off"
}

// parseXML reads a part. Old word processors' fallbacks are left out, as is what nests deeper than any document.
// budget is the number of elements that may still be read.
func parseXML(r io.Reader, budget *int) (*node, error) {
	d := xml.NewDecoder(r)
	root := &node{}
	stack := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if *budget--; *budget < 0 || len(stack) > mostNesting {
				return nil, errTooLarge
			}
			if t.Name.Local == "Fallback" {
				if err := d.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			next := &node{name: t.Name.Local, attrs: t.Attr}
			top.children = append(top.children, next)
			stack = append(stack, next)
		case xml.EndElement:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			if top.name == "t" || top.name == "instrText" {
				top.text = append(top.text, t...)
			}
		}
	}
}

// wordFile is the package of a Word document.
type wordFile struct {
	parts  map[string]*zip.File
	budget int // of elements
}

// part reads a part; nil if the package has not got it.
func (f *wordFile) part(name string) (*node, error) {
	entry := f.parts[name]
	if entry == nil {
		return nil, nil
	}
	r, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: mostPartBytes + 1}
	n, err := parseXML(limited, &f.budget)
	if limited.N == 0 {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

// observeWord reads a Word document and recognises what is in it.
func observeWord(r io.ReaderAt, size int64, profile *doc.Profile) (p *paper, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			p, err = nil, fmt.Errorf("check: docx: %v", fault)
		}
	}()
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("check: docx: %w", err)
	}
	f := wordFile{parts: map[string]*zip.File{}, budget: mostNodes}
	for _, entry := range z.File {
		f.parts[strings.TrimPrefix(entry.Name, "/")] = entry
	}
	document, err := f.part("word/document.xml")
	if err != nil {
		return nil, fmt.Errorf("check: docx: %w", err)
	}
	body := document.at("document", "body")
	if body == nil {
		return nil, fmt.Errorf("check: docx: %w", errNoDocument)
	}
	w, err := f.setting(body)
	if err != nil {
		return nil, fmt.Errorf("check: docx: %w", err)
	}
	p = &paper{word: w, area: area{profile: profile}}
	reader := wordReader{paper: p, styles: w.styles}
	reader.blocks(body, wordPlace{})
	p.area.size = p.bodySize()
	p.area.character = w.character(p.area.size)
	for i, t := range p.paragraphs {
		reader.place(t, reader.forms[i])
	}
	reader.markHead()
	p.recognise()
	return p, nil
}

// setting is what a Word document says of its pages.
type setting struct {
	styles   *wordStyles
	sections []*node // sectPr
	mirrored bool
	oddEven  bool
	embedded bool
	footers  map[string]*node // by relation
	pictures int
}

// setting reads the parts beside the body.
func (f *wordFile) setting(body *node) (*setting, error) {
	w := &setting{footers: map[string]*node{}}
	body.walk(func(n *node) {
		if n.name == "sectPr" {
			w.sections = append(w.sections, n)
		}
	})
	styles, err := f.part("word/styles.xml")
	if err != nil {
		return nil, err
	}
	theme, err := f.part("word/theme/theme1.xml")
	if err != nil {
		return nil, err
	}
	w.styles = newWordStyles(styles.child("styles"), theme)
	settings, err := f.part("word/settings.xml")
	if err != nil {
		return nil, err
	}
	s := settings.child("settings")
	w.mirrored = s.child("mirrorMargins").on()
	w.oddEven = s.child("evenAndOddHeaders").on()
	w.embedded = s.child("embedTrueTypeFonts").on()
	relations, err := f.part("word/_rels/document.xml.rels")
	if err != nil {
		return nil, err
	}
	if list := relations.child("Relationships"); list != nil {
		for _, r := range list.children {
			if !strings.HasSuffix(r.attr("Type"), "/footer") || len(w.footers) > 100 {
				continue
			}
			footer, err := f.part("word/" + r.attr("Target"))
			if err != nil {
				return nil, err
			}
			w.footers[r.attr("Id")] = footer.child("ftr")
		}
	}
	return w, nil
}

// walk calls visit for a node and all nodes in it.
func (n *node) walk(visit func(*node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, c := range n.children {
		c.walk(visit)
	}
}

// page gives the first section that is not that of a turned table, else the last; nil if the document has none.
func (w *setting) page() *node {
	for _, s := range w.sections {
		if s.child("pgSz").attr("orient") != "landscape" {
			return s
		}
	}
	if n := len(w.sections); n > 0 {
		return w.sections[n-1]
	}
	return nil
}

// character gives the distance between two characters of a size: the grid's, or what the styles' tracking makes of it.
func (w *setting) character(size length) length {
	grid := w.page().child("docGrid")
	step := size + w.styles.normal.track
	if kind := grid.attr("type"); kind == "linesAndChars" || kind == "snapToChars" {
		if space, ok := grid.number("charSpace"); ok {
			const unit = 4096 // of a point
			step = w.styles.normal.size + length(space).Scale(int64(measure.PT), unit)
		}
	}
	return step
}
