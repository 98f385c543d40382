package check

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/opc"
)

// The limits of a Word document.
const (
	mostPartBytes  = 32 << 20  // of one unpacked part
	mostBytes      = 128 << 20 // of all parts that are read
	mostFooters    = 100
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

// child gives the first child of a name; nil if there is none. All methods take nil, so that questions can be strung together.
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

// all gives the elements in an element.
func (n *node) all() []*node {
	if n == nil {
		return nil
	}
	return n.children
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
			if top.name == "t" || top.name == "instrText" || top.name == "lpwstr" {
				top.text = append(top.text, t...)
			}
		}
	}
}

// wordFile is the package of a Word document.
type wordFile struct {
	pack   *opc.Package
	main   string // the part that has the text
	budget int    // of elements
}

// part reads a part; nil if the package lacks it.
func (f *wordFile) part(name string) (*node, error) {
	r, err := f.pack.Part(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	n, err := parseXML(r, &f.budget)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

// related reads the first part of a kind that the main part refers to; nil if there is none.
func (f *wordFile) related(kind string) (*node, error) {
	found, err := f.pack.Related(f.main, kind)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return f.part(found[0].Part)
}

// openWord opens a Word document and reads its body.
func openWord(r io.ReaderAt, size int64) (f *wordFile, body *node, err error) {
	f = &wordFile{budget: mostNodes}
	if f.pack, err = opc.Open(r, size, opc.Limits{Part: mostPartBytes, All: mostBytes}); err != nil {
		return nil, nil, err
	}
	mains, err := f.pack.Related("", "officeDocument")
	if err != nil {
		return nil, nil, err
	}
	if len(mains) == 0 {
		return nil, nil, errNoDocument
	}
	f.main = mains[0].Part
	document, err := f.part(f.main)
	if err != nil {
		return nil, nil, err
	}
	if body = document.at("document", "body"); body == nil {
		return nil, nil, errNoDocument
	}
	return f, body, nil
}

// wordProfile gives the profile by which a Word document says it was made, as a property of its own that is called 版式; "" for none.
func wordProfile(r io.ReaderAt, size int64) string {
	f := &wordFile{budget: mostNodes}
	var err error
	if f.pack, err = opc.Open(r, size, opc.Limits{Part: mostPartBytes, All: mostBytes}); err != nil {
		return ""
	}
	properties, err := f.related("custom-properties")
	if err != nil {
		return ""
	}
	for _, p := range properties.child("Properties").all() {
		if text := p.child("lpwstr"); text != nil && p.attr("name") == "版式" {
			return string(text.text)
		}
	}
	return ""
}

// observeWord reads a Word document and recognises what is in it.
func observeWord(r io.ReaderAt, size int64, profile *doc.Profile) (p *paper, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			p, err = nil, fmt.Errorf("check: docx: %v", fault)
		}
	}()
	f, body, err := openWord(r, size)
	if err != nil {
		return nil, fmt.Errorf("check: docx: %w", err)
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
		reader.indent(t, reader.looks[i])
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
	styles, err := f.related("styles")
	if err != nil {
		return nil, err
	}
	theme, err := f.related("theme")
	if err != nil {
		return nil, err
	}
	w.styles = newWordStyles(styles.child("styles"), theme)
	settings, err := f.related("settings")
	if err != nil {
		return nil, err
	}
	s := settings.child("settings")
	w.mirrored = s.child("mirrorMargins").on()
	w.oddEven = s.child("evenAndOddHeaders").on()
	w.embedded = s.child("embedTrueTypeFonts").on()
	footers, err := f.pack.Related(f.main, "footer")
	if err != nil {
		return nil, err
	}
	for _, r := range footers[:min(len(footers), mostFooters)] {
		footer, err := f.part(r.Part)
		if err != nil {
			return nil, err
		}
		w.footers[r.ID] = footer.child("ftr")
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

// page gives the first upright section, or the last if all lie across, as those of wide tables do; nil if there is none.
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
