package check

import (
	"strconv"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// wordLook is how a stretch of a Word document is set: a paragraph's and a character's properties together.
type wordLook struct {
	size               length
	track              length // between characters
	east, west         string // names of fonts
	ink                pdfread.Ink
	hidden             bool
	align              string
	left, right, first length // indents; first beyond left, negative if it hangs
	leftChars          int    // indents in hundredths of a character, which count before the others
	rightChars         int
	firstChars         int
	line               length // distance between lines; 0 if it is not exact
	exact              bool
	opens              bool
	borders            []pdfread.Rule
}

// wordStyles are the styles of a document.
type wordStyles struct {
	nodes    map[string]*node // by id
	theme    map[string]string
	defaults wordLook // of the document
	normal   wordLook // of the default paragraph style
	id       string   // of it
	looks    map[string]wordLook
}

func newWordStyles(list, theme *node) *wordStyles {
	s := &wordStyles{nodes: map[string]*node{}, theme: map[string]string{}, looks: map[string]wordLook{}}
	for _, kind := range []string{"major", "minor"} {
		fonts := theme.at("theme", "themeElements", "fontScheme", kind+"Font")
		s.theme[kind+"EastAsia"] = fonts.child("ea").attr("typeface")
		s.theme[kind+"HAnsi"] = fonts.child("latin").attr("typeface")
		s.theme[kind+"Ascii"] = fonts.child("latin").attr("typeface")
		if fonts != nil {
			for _, f := range fonts.children {
				if f.attr("script") == "Hans" && s.theme[kind+"EastAsia"] == "" {
					s.theme[kind+"EastAsia"] = f.attr("typeface")
				}
			}
		}
	}
	s.defaults = wordLook{size: 10 * measure.PT}
	s.normal = s.defaults
	if list == nil {
		return s
	}
	defaults := list.child("docDefaults")
	s.apply(&s.defaults, defaults.at("pPrDefault", "pPr"), defaults.at("rPrDefault", "rPr"))
	for _, n := range list.children {
		if n.name != "style" {
			continue
		}
		s.nodes[n.attr("styleId")] = n
		if n.attr("type") == "paragraph" && (n.attr("default") == "1" || n.attr("default") == "true") {
			s.id = n.attr("styleId")
		}
	}
	s.normal = s.look(s.id)
	return s
}

// look gives the properties of a paragraph style, with those of the styles that it is based on.
func (s *wordStyles) look(id string) wordLook {
	if known, ok := s.looks[id]; ok {
		return known
	}
	f := s.defaults
	var chain []*node
	for n := s.nodes[id]; n != nil && len(chain) < 20; n = s.nodes[n.child("basedOn").attr("val")] {
		chain = append(chain, n)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		s.apply(&f, chain[i].child("pPr"), chain[i].child("rPr"))
	}
	s.looks[id] = f
	return f
}

// name gives the name of a style, which stays the same where ids do not.
func (s *wordStyles) name(id string) string { return s.nodes[id].child("name").attr("val") }

// apply lays the properties of a paragraph and of a run over a look.
func (s *wordStyles) apply(f *wordLook, paragraph, run *node) {
	if paragraph != nil {
		s.applyParagraph(f, paragraph)
	}
	if run != nil {
		s.applyRun(f, run)
	}
}

func (s *wordStyles) applyParagraph(f *wordLook, p *node) {
	for _, n := range p.children {
		switch n.name {
		case "jc":
			f.align = n.attr("val")
		case "pageBreakBefore":
			f.opens = n.on()
		case "ind":
			f.applyIndents(n)
		case "spacing":
			if line, ok := n.twips("line"); ok {
				f.line, f.exact = line, n.attr("lineRule") == "exact" || n.attr("lineRule") == "atLeast"
			}
		case "pBdr":
			f.borders = nil
			for _, b := range n.children {
				if sz, ok := b.number("sz"); ok && b.attr("val") != "nil" && b.attr("val") != "none" && (b.name == "top" || b.name == "bottom") {
					f.borders = append(f.borders, pdfread.Rule{Box: pdfread.Box{Bottom: length(sz) * measure.PT / 8}, Ink: inkOf(b.attr("color"))})
				}
			}
		}
	}
}

func (f *wordLook) applyIndents(n *node) {
	for _, to := range []struct {
		length *length
		chars  *int
		names  []string
	}{
		{&f.left, &f.leftChars, []string{"left", "start"}},
		{&f.right, &f.rightChars, []string{"right", "end"}},
		{&f.first, &f.firstChars, []string{"firstLine"}},
	} {
		for _, name := range to.names {
			if v, ok := n.twips(name); ok {
				*to.length, *to.chars = v, 0
			}
			if v, ok := n.number(name + "Chars"); ok {
				*to.chars = v
			}
		}
	}
	if v, ok := n.twips("hanging"); ok {
		f.first, f.firstChars = -v, 0
	}
	if v, ok := n.number("hangingChars"); ok && v != 0 {
		f.firstChars = -v
	}
}

func (s *wordStyles) applyRun(f *wordLook, r *node) {
	for _, n := range r.children {
		switch n.name {
		case "sz":
			if half, ok := n.number("val"); ok {
				f.size = length(half) * measure.PT / 2
			}
		case "spacing":
			if v, ok := n.twips("val"); ok {
				f.track = v
			}
		case "color":
			f.ink = inkOf(n.attr("val"))
		case "vanish":
			f.hidden = n.on()
		case "rFonts":
			for _, to := range []struct {
				name  *string
				named string
			}{{&f.east, "eastAsia"}, {&f.west, "ascii"}} {
				if v := n.attr(to.named); v != "" {
					*to.name = v
				}
				if v := s.theme[n.attr(to.named+"Theme")]; v != "" {
					*to.name = v
				}
			}
		}
	}
}

// inkOf reads a colour in hexadecimal. What is no number is automatic, which is black.
func inkOf(s string) pdfread.Ink {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return pdfread.Ink{}
	}
	thousandth := func(c uint64) int { return int((c&255)*1000+127) / 255 }
	return pdfread.Ink{R: thousandth(n >> 16), G: thousandth(n >> 8), B: thousandth(n)}
}
