package wml

// Paragraph is what a paragraph looks like, in twips. In a style it is the rule, in a paragraph what differs from it.
type Paragraph struct {
	KeepNext, BreakBefore bool
	LetGo                 bool // not kept with the next, whatever the style says
	Flush                 bool // no indent of the first line, whatever the style says
	Orphans               bool // two lines at least stay together
	Before, After, Line   int
	Loose                 bool // a line is as high as what stands in it
	Frame                 *Box // a place of its own on the page, counted from its left margin and upper edge
	Rule                  int  // thickness of the rule below it, in eighths of a point
	Left, Right, First    int  // indents; First is that of the first line beyond Left, negative if it hangs
	FirstCharacters       int  // First in characters, for the ruler
	Align                 string
	Tabs                  []Tab
}

// Tab is a tab stop.
type Tab struct {
	Align string
	At    int
}

// Paragraph opens a paragraph with what differs from its style. It carries the drawings that hang.
func (w *Writer) Paragraph(style string, p Paragraph) {
	w.s(`<w:p><w:pPr><w:pStyle w:val="`).s(style).s(`"/>`).properties(&p)
	w.written = len(w.b)
	w.s(`</w:pPr>`)
	w.b = append(w.b, w.floats.b...)
	w.floats.b = w.floats.b[:0]
}

// End ends the paragraph.
func (w *Writer) End() { w.s(paragraphEnd) }

const paragraphEnd = `</w:p>`

// properties appends w:pPr's children in the order of the schema (ECMA-376 part 1, 17.3.1), but for outlineLvl.
func (x *xml) properties(p *Paragraph) *xml {
	switch {
	case p.LetGo:
		x.s(`<w:keepNext w:val="0"/>`)
	case p.KeepNext:
		x.s(`<w:keepNext/>`)
	}
	if p.BreakBefore {
		x.s(`<w:pageBreakBefore/>`)
	}
	if p.Frame != nil {
		x.s(`<w:framePr w:w="`).n(Twips(p.Frame.W)).s(`" w:h="`).n(Twips(p.Frame.H))
		x.s(`" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="margin"`)
		x.attr("x", Twips(p.Frame.X)).attr("y", Twips(p.Frame.Y)).s(`/>`)
	}
	if p.Orphans {
		x.s(`<w:widowControl/>`)
	}
	if p.Rule > 0 {
		x.s(`<w:pBdr><w:bottom w:val="single" w:sz="`).n(p.Rule).s(`" w:space="0" w:color="000000"/></w:pBdr>`)
	}
	if len(p.Tabs) > 0 {
		x.s(`<w:tabs>`)
		for _, t := range p.Tabs {
			x.s(`<w:tab w:val="`).s(t.Align).s(`" w:pos="`).n(t.At).s(`"/>`)
		}
		x.s(`</w:tabs>`)
	}
	if p.Before != 0 || p.After != 0 || p.Line != 0 || p.Loose {
		x.s(`<w:spacing`).attr("before", p.Before).attr("after", p.After)
		switch {
		case p.Loose:
			x.s(` w:line="240" w:lineRule="auto"`)
		case p.Line != 0:
			x.attr("line", p.Line).s(` w:lineRule="exact"`)
		}
		x.s(`/>`)
	}
	if p.Flush {
		x.s(`<w:ind w:firstLineChars="0" w:firstLine="0"/>`)
	} else if p.Left != 0 || p.Right != 0 || p.First != 0 {
		x.s(`<w:ind`).attr("left", p.Left).attr("right", p.Right)
		if p.First < 0 {
			x.attr("hanging", -p.First)
		} else {
			x.attr("firstLineChars", p.FirstCharacters*100).attr("firstLine", p.First)
		}
		x.s(`/>`)
	}
	if p.Align != "" {
		x.s(`<w:jc w:val="`).s(p.Align).s(`"/>`)
	}
	return x
}

// Tab moves on to the next tab stop of the paragraph.
func (w *Writer) Tab() { w.s(`<w:r><w:tab/></w:r>`) }

// RuledTab does so along a rule to write on.
func (w *Writer) RuledTab() { w.s(`<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>`) }

// OpenField begins a field, such as PAGE. What is written up to CloseField stands in it until a word processor works it out.
func (w *Writer) OpenField(name string) {
	w.s(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> `).s(name).s(` </w:instrText></w:r>`)
	w.s(`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
}

// CloseField ends the field.
func (w *Writer) CloseField() { w.s(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`) }
