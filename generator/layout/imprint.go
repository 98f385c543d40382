package layout

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// imprint is the 版记 as rows, and their height from the upper edge of the first to the lower edge of the last.
type imprint struct {
	rows   []row
	height page.Length
}

// element is a part of the imprint between two rules.
type element struct {
	style string
	lines []imprintLine
}

// imprintLine is a line of an element, with what else stands on it.
type imprintLine struct {
	typeset.Line
	left page.Length // where it begins
	tag  *page.Tag

	other    typeset.Line // none if it has no texts
	from     page.Length  // where the other begins
	otherTag *page.Tag
}

// imprint sets the elements of the 版记 in the profile's order, with the profile's rules above, between and below them
// (GB/T 9704-2012, 7.4; GB/T 9704-1999, 8.3). A line is as high as one of its characters and the gap of the grid, half of
// which stands above it and half below. That of a letter has no rules, and its last line stands on the lower edge (10.1);
// that of a briefing always has one above it too.
func (b *builder) imprint(t *doc.Imprint) (imprint, error) {
	elements, err := b.elements(t)
	var im imprint
	if err != nil || len(elements) == 0 {
		return im, err
	}
	first, middle, last := b.profile.ImprintRules(b.form)
	im.rule(b, first)
	for i, e := range elements {
		im.element(b, e)
		if i < len(elements)-1 {
			im.rule(b, middle)
		}
	}
	im.rule(b, last)
	if last == 0 {
		im.height -= im.rows[len(im.rows)-1].gap
	}
	return im, nil
}

func (im *imprint) rule(b *builder, thickness page.Length) {
	if thickness == 0 {
		return
	}
	r := page.Rectangle(page.Rect{W: b.profile.Area.Width.Length, H: thickness}, page.Black)
	im.rows = append(im.rows, row{height: thickness, tag: page.DecorationTag, last: page.DecorationTag, items: []page.Item{r}})
	im.height += thickness
}

func (im *imprint) element(b *builder, e element) {
	s := b.style(e.style)
	gap := b.profile.LineGap()
	above := gap / 2
	for _, l := range e.lines {
		r := row{space: above, height: s.Size, gap: gap - above, at: page.Point{Y: s.ascent}}
		r.addTexts(l.tag, l.Line, l.left, 0)
		r.addTexts(l.otherTag, l.other, l.from, 0)
		im.rows = append(im.rows, r)
		im.height += s.Size + gap
	}
}

// elements sets the elements that the imprint has.
func (b *builder) elements(t *doc.Imprint) ([]element, error) {
	var elements []element
	for _, name := range b.profile.ImprintElements(t, b.form) {
		var e element
		var err error
		switch name {
		case doc.ImprintSent:
			e, err = b.sent(t)
		case doc.ImprintKeywords:
			e, err = b.keywords(t.Keywords)
		case doc.ImprintCC:
			e, err = b.hanging(t.To, t.CC)
		case doc.ImprintPrinted:
			e, err = b.printed(t)
		case doc.ImprintCopies:
			e, err = b.copies(t)
		default:
			err = fmt.Errorf("layout: no rule for the element %q of an imprint", name)
		}
		if err != nil {
			return nil, err
		}
		if len(e.lines) > 0 {
			elements = append(elements, e)
		}
	}
	return elements, nil
}

// keywords sets 主题词 flush left, a character's space between the words (GB/T 9704-1999, 8.3.1). Lines after the
// first align with the first word.
func (b *builder) keywords(t *doc.KeywordLine) (element, error) {
	e := element{style: "keywords"}
	label, err := b.line(t.Label, "keywordLabel")
	if err != nil {
		return e, err
	}
	lines, err := b.faces.Lines(b.paragraph(t.Spaced(), "keywords", b.profile.Area.Width.Length-label.Width, 0, 0))
	if err != nil {
		return e, err
	}
	whole := b.begin(page.Paragraph)
	head := b.within(whole, page.Span)
	e.add(b.within(whole, page.Span), lines, label.Width)
	if len(e.lines) > 0 {
		first := &e.lines[0]
		first.other, first.otherTag = label, head
	}
	return e, nil
}

// hanging sets labels and names one character in on both sides; lines after the first align with the first name, and no rule
// stands between 主送 and 抄送 (7.4.2). Lines that are nil are left out.
func (b *builder) hanging(lines ...*doc.LabelledLine) (element, error) {
	e := element{style: "imprint"}
	inset := b.profile.Characters(b.profile.Imprint.Indent.N)
	for _, t := range lines {
		if t == nil {
			continue
		}
		label, err := b.line(t.Label, "imprint")
		if err != nil {
			return e, err
		}
		all := append(append(doc.Text{}, t.Label...), t.Text...)
		p := b.paragraph(all, "imprint", b.profile.Area.Width.Length-2*inset, 0, label.Width)
		p.Justify = true
		lines, err := b.faces.Lines(p)
		if err != nil {
			return e, err
		}
		e.add(b.begin(page.Paragraph), lines, inset)
	}
	return e, nil
}

// sent sets whom a briefing is sent to, and the number of copies at the right.
func (b *builder) sent(t *doc.Imprint) (element, error) {
	lines := make([]*doc.LabelledLine, len(t.Sent))
	for i := range t.Sent {
		lines[i] = &t.Sent[i]
	}
	e, err := b.hanging(lines...)
	if err != nil {
		return e, err
	}
	err = b.right(&e, t.Copies)
	return e, err
}

// printed sets 印发机关 at the left and 印发日期 at the right, one character in (7.4.3).
func (b *builder) printed(t *doc.Imprint) (element, error) {
	e := element{style: "imprint"}
	inset := b.printedInset()
	lines, err := b.faces.Lines(b.paragraph(t.PrintedBy, "imprint", b.profile.Area.Width.Length-2*inset, 0, 0))
	if err != nil {
		return e, err
	}
	e.add(b.begin(page.Paragraph), lines, inset)
	err = b.right(&e, t.PrintedOn)
	return e, err
}

// copies sets 共印××份 one character in from the right (GB/T 9704-1999, 8.3.3).
func (b *builder) copies(t *doc.Imprint) (element, error) {
	e := element{style: "imprint"}
	err := b.right(&e, t.Copies)
	return e, err
}

// right sets a text at the right of an element's last line, one character in; on a line of its own where there is no room.
func (b *builder) right(e *element, t doc.Text) error {
	line, err := b.line(t, "imprint")
	if err != nil || len(line.Texts) == 0 {
		return err
	}
	inset := b.printedInset()
	x := b.profile.Area.Width.Length - inset - line.Width
	tag := b.begin(page.Paragraph)
	if n := len(e.lines); n > 0 {
		if last := &e.lines[n-1]; last.left+last.Width+inset <= x {
			last.other, last.from, last.otherTag = line, x, tag
			return nil
		}
	}
	e.add(tag, []typeset.Line{line}, x)
	return nil
}

// add adds lines of a tag that begin at left.
func (e *element) add(tag *page.Tag, lines []typeset.Line, left page.Length) {
	for _, l := range lines {
		e.lines = append(e.lines, imprintLine{Line: l, left: left, tag: tag})
	}
}

func (b *builder) printedInset() page.Length {
	return b.profile.Characters(b.profile.Imprint.Printed.N)
}
