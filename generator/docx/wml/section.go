package wml

import "bytes"

// Section is a stretch of pages that are alike.
type Section struct {
	Width, Height            int
	Landscape                bool // Width is the longer side
	Top, Right, Bottom, Left int
	HeaderFromEdge           int
	FooterFromEdge           int      // from the lower edge of the page to that of the footer
	Footers                  []Footer // none for those of the section before
	Begins                   string   // evenPage or nextPage; "" is the next page
	FirstApart               bool     // the first page has a footer of its own
	Pitch                    int      // from line to line of the grid; 0 for no grid
}

// Footer is a footer of a section.
type Footer struct {
	On   string // default (on odd pages), even or first
	Part int    // which of the package's footers, from 0
}

// section appends a w:sectPr.
func (x *xml) section(s *Section) {
	x.s(`<w:sectPr>`)
	for _, f := range s.Footers {
		x.s(`<w:footerReference w:type="`).s(f.On).s(`" r:id="rId`).n(firstFooter + f.Part).s(`"/>`)
	}
	if s.Begins != "" {
		x.s(`<w:type w:val="`).s(s.Begins).s(`"/>`)
	}
	x.s(`<w:pgSz w:w="`).n(s.Width).s(`" w:h="`).n(s.Height)
	if s.Landscape {
		x.s(`" w:orient="landscape`)
	}
	x.s(`"/><w:pgMar w:top="`).n(s.Top).s(`" w:right="`).n(s.Right).s(`" w:bottom="`).n(s.Bottom).s(`" w:left="`).n(s.Left)
	x.s(`" w:header="`).n(s.HeaderFromEdge).s(`" w:footer="`).n(s.FooterFromEdge).s(`" w:gutter="0"/><w:cols w:space="0"/>`)
	if s.FirstApart {
		x.s(`<w:titlePg/>`)
	}
	if s.Pitch > 0 {
		x.s(`<w:docGrid w:type="lines" w:linePitch="`).n(s.Pitch).s(`"/>`)
	}
	x.s(`</w:sectPr>`)
}

// EndSection ends a section with the paragraph that was written last.
func (w *Writer) EndSection(s Section) {
	after := bytes.Clone(w.b[w.written:])
	w.b = w.b[:w.written]
	w.section(&s)
	w.b = append(w.b, after...)
}
