package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// imprint is the 版记 as rows, and their height from the upper edge of the first to the lower edge of the last rule.
type imprint struct {
	rows   []row
	height page.Length
}

// element is a part of the imprint between two rules.
type element struct {
	style string
	lines []typeset.Line
	left  []page.Length // of each line
}

// imprint sets the elements of the 版记 in the profile's order, with the profile's rules above, between and below them
// (GB/T 9704-2012, 7.4; GB/T 9704-1999, 8.3). A line is as high as one of its characters and the gap of the grid, half of
// which stands above it and half below.
func (b *builder) imprint(t *doc.Imprint) (imprint, error) {
	var elements []element
	for _, name := range b.profile.Imprint.Order {
		es, err := b.elements(name, t)
		if err != nil {
			return imprint{}, err
		}
		elements = append(elements, es...)
	}
	var im imprint
	if len(elements) == 0 {
		return im, nil
	}
	p := b.profile.Imprint
	im.rule(b, p.First.Length)
	for i, e := range elements {
		if err := im.element(b, e); err != nil {
			return imprint{}, err
		}
		if i < len(elements)-1 {
			im.rule(b, p.Middle.Length)
		}
	}
	im.rule(b, p.Last.Length)
	return im, nil
}

func (im *imprint) rule(b *builder, thickness page.Length) {
	if thickness == 0 {
		return
	}
	r := page.Rectangle(page.Rect{W: b.profile.Area.Width.Length, H: thickness}, page.Black)
	im.rows = append(im.rows, row{height: thickness, paths: []*page.Path{r}})
	im.height += thickness
}

func (im *imprint) element(b *builder, e element) error {
	s := b.style(e.style)
	ascent, err := b.faces.Ascent(s.Role, s.Size)
	if err != nil {
		return err
	}
	gap := b.profile.LineGap()
	above := gap / 2
	for i, l := range e.lines {
		im.rows = append(im.rows, row{space: above, height: s.Size, gap: gap - above, ascent: ascent, x: e.left[i], texts: l.Texts})
		im.height += s.Size + gap
	}
	return nil
}

// elements gives the imprint's parts called name: none if the paper has not got them.
func (b *builder) elements(name string, t *doc.Imprint) ([]element, error) {
	switch {
	case name == "keywords" && t.Keywords != nil:
		return b.keywords(t.Keywords)
	case name == "cc" && t.CC != nil:
		return b.hanging(t.CC)
	case name == "printed" && (len(t.PrintedBy) > 0 || len(t.PrintedOn) > 0):
		return b.printed(t)
	case name == "copies" && len(t.Copies) > 0:
		return b.right(t.Copies)
	}
	return nil, nil
}

// keywords sets 主题词 flush left, a character's space between the words (GB/T 9704-1999, 8.3.1). Turned lines align with the
// first word.
func (b *builder) keywords(t *doc.KeywordLine) ([]element, error) {
	label, err := b.line(t.Label, "keywordLabel")
	if err != nil {
		return nil, err
	}
	var words doc.Text
	for i, w := range t.Words {
		if i > 0 {
			words = append(words, doc.Span{Text: "　"})
		}
		words = append(words, w...)
	}
	lines, err := b.faces.Lines(b.paragraph(words, "keywords", b.profile.Area.Width.Length-label.Width, 0, 0))
	if err != nil {
		return nil, err
	}
	e := element{style: "keywords", lines: lines}
	for range lines {
		e.left = append(e.left, label.Width)
	}
	for _, text := range label.Texts {
		text.At.X -= label.Width
		e.lines[0].Texts = append(e.lines[0].Texts, text)
	}
	return []element{e}, nil
}

// hanging sets a label and names one character in on both sides; turned lines align with the first name (7.4.2).
func (b *builder) hanging(t *doc.LabelledLine) ([]element, error) {
	label, err := b.line(t.Label, "imprint")
	if err != nil {
		return nil, err
	}
	inset := b.profile.Characters(b.profile.Imprint.Indent.N)
	all := append(append(doc.Text{}, t.Label...), t.Text...)
	p := b.paragraph(all, "imprint", b.profile.Area.Width.Length-2*inset, 0, label.Width)
	p.Justify = true
	lines, err := b.faces.Lines(p)
	if err != nil {
		return nil, err
	}
	e := element{style: "imprint", lines: lines}
	for range lines {
		e.left = append(e.left, inset)
	}
	return []element{e}, nil
}

// printed sets 印发机关 at the left and 印发日期 at the right, one character in (7.4.3). An organ's name that leaves no room for
// the date goes on a line of its own.
func (b *builder) printed(t *doc.Imprint) ([]element, error) {
	width := b.profile.Area.Width.Length
	inset := b.profile.Characters(b.profile.Imprint.Indent.N)
	date, err := b.line(t.PrintedOn, "imprint")
	if err != nil {
		return nil, err
	}
	e := element{style: "imprint"}
	if len(t.PrintedBy) > 0 {
		if e.lines, err = b.faces.Lines(b.paragraph(t.PrintedBy, "imprint", width-2*inset, 0, 0)); err != nil {
			return nil, err
		}
		for range e.lines {
			e.left = append(e.left, inset)
		}
	}
	right := width - inset - date.Width
	n := len(e.lines)
	if n == 0 || inset+e.lines[n-1].Width+inset > right {
		e.lines = append(e.lines, date)
		e.left = append(e.left, right)
		return []element{e}, nil
	}
	for _, text := range date.Texts {
		text.At.X += right - inset
		e.lines[n-1].Texts = append(e.lines[n-1].Texts, text)
	}
	return []element{e}, nil
}

// right sets a line one character in from the right, as 共印××份 (GB/T 9704-1999, 8.3.3).
func (b *builder) right(t doc.Text) ([]element, error) {
	line, err := b.line(t, "imprint")
	if err != nil {
		return nil, err
	}
	left := b.profile.Area.Width.Length - b.profile.Characters(b.profile.Imprint.Indent.N) - line.Width
	return []element{{style: "imprint", lines: []typeset.Line{line}, left: []page.Length{left}}}, nil
}
