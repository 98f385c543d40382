package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// title centres a title over as few lines as hold it, balanced (7.3.1). That of a paper without a red head stands on the first
// row, as that of a paper which another one issues.
func (b *builder) title(t *doc.Title) error {
	b.begin(page.Title)
	first := len(b.rows)
	if err := b.centred(t.Text, "title"); err != nil {
		return err
	}
	if first < len(b.rows) {
		b.rows[first].mark = &page.Bookmark{Title: flat(t.Text), Level: 1}
	}
	return nil
}

// TitleBreaks gives the places where the lines of a title begin after its first, as numbers of characters before them.
func TitleBreaks(p *doc.Profile, t doc.Text, l *typeset.Library) ([]int, error) {
	return breaks(p, t, "title", p.Area.Width.Length, l)
}

// NameBreaks gives those places for the name of an organ that signs, in a column of a width.
func NameBreaks(p *doc.Profile, t doc.Text, wide page.Length, l *typeset.Library) ([]int, error) {
	return breaks(p, t, "signature", wide, l)
}

func breaks(p *doc.Profile, t doc.Text, style string, wide page.Length, l *typeset.Library) ([]int, error) {
	b, err := newBuilder(p, doc.Common, l)
	if err != nil {
		return nil, err
	}
	lines, err := b.faces.Balanced(b.paragraph(t, style, wide, 0, 0))
	if err != nil {
		return nil, err
	}
	var starts []int
	for _, l := range lines[min(1, len(lines)):] {
		starts = append(starts, l.Start)
	}
	return starts, nil
}

// flat gives the characters of a title without the line ends that were asked for.
func flat(t doc.Text) string {
	out := make([]rune, 0, 64)
	for _, r := range t.String() {
		if r != '\n' {
			out = append(out, r)
		}
	}
	return string(out)
}

// flush sets a text whose lines all begin at the left edge.
func (b *builder) flush(t doc.Text, style string) error {
	lines, err := b.faces.Lines(b.paragraph(t, style, b.measure, 0, 0))
	if err != nil {
		return err
	}
	b.append(lines, style, 0, 0)
	b.keep(len(lines))
	return nil
}

// indented sets a text whose first line is indented as its style says; the others begin at the left edge.
func (b *builder) indented(t doc.Text, style string) error {
	p := b.paragraph(t, style, b.measure, b.profile.Characters(b.profile.Styles[style].Indent.N), 0)
	p.Justify = true
	lines, err := b.faces.Lines(p)
	if err != nil {
		return err
	}
	b.append(lines, style, 0, 0)
	return nil
}

// body sets a paragraph of the running text (7.3.3). A head on lines of its own is kept with the line after it.
func (b *builder) body(t *doc.Paragraph) error {
	style := "body"
	if t.Level > 0 {
		style = headingStyles[t.Level]
	}
	head := t.Heading()
	alone := head != "" && head == t.Text.String() // no text runs on behind it
	if alone {
		b.begin(page.Heading).Level = uint8(t.Level)
	} else {
		b.begin(page.Paragraph)
	}
	first := len(b.rows)
	if t.Centred {
		if err := b.centred(t.Text, style); err != nil {
			return err
		}
	} else {
		lines, err := b.bodyLines(t, style)
		if err != nil {
			return err
		}
		b.append(lines, style, 0, 0)
	}
	for i := first; i < len(b.rows); i++ {
		b.rows[i].loose = true
	}
	if head == "" || first == len(b.rows) {
		return nil
	}
	b.rows[first].mark = &page.Bookmark{Title: head, Level: 1 + t.Level}
	if alone {
		b.keep(len(b.rows) - first)
	}
	return nil
}

// headingStyles are the styles of heads by their levels.
var headingStyles = [...]string{1: "heading1", 2: "heading2", 3: "heading3", 4: "heading4"}

// bodyLines gives the lines of a paragraph, those of the composition before where there was one: lines do not depend on what is
// between them.
func (b *builder) bodyLines(t *doc.Paragraph, style string) ([]typeset.Line, error) {
	if n := len(b.bodies); n < len(b.done) && b.done[n].paragraph == t {
		b.bodies = append(b.bodies, b.done[n])
		return b.done[n].lines, nil
	}
	text := t.Text
	if t.Level > 0 {
		text = t.Headed(b.profile.Styles["body"].Role)
	}
	p := b.paragraph(text, style, b.measure, b.profile.Characters(b.profile.Styles[style].Indent.N), 0)
	p.Justify = true
	lines, err := b.faces.Lines(p)
	b.bodies = append(b.bodies, setParagraph{t, lines})
	return lines, err
}

// attachmentNotes sets 附件： and the names, the lines after the first under the first character of the name (7.3.4).
func (b *builder) attachmentNotes(t *doc.AttachmentNotes) error {
	const style = "attachmentNotes"
	p := b.profile
	b.keepTail()
	label, err := b.line(t.Label, style)
	if err != nil {
		return err
	}
	list := b.begin(page.List)
	caption := b.within(list, page.Caption)
	left := p.Characters(p.AttachmentNotes.Indent.N) + label.Width
	top := len(b.rows)
	for i, name := range t.Names {
		text := name
		var number typeset.Line
		if n := t.Numbered(i); n != nil {
			if number, err = b.line(n, style); err != nil {
				return err
			}
			text = append(n, name...)
		}
		lines, err := b.faces.Lines(b.paragraph(text, style, b.measure-left, 0, number.Width))
		if err != nil {
			return err
		}
		b.within(list, page.ListItem)
		first := len(b.rows)
		b.append(lines, style, left, 0)
		if i == 0 {
			b.putBefore(first, caption, label)
		}
	}
	// It is not torn, unless it is half a page long.
	if n := len(b.rows) - top; n <= p.Grid.Lines.N/2 {
		b.keep(n)
		b.rows[len(b.rows)-1].keep = false
	}
	return nil
}

// attendance sets a line of 出席, 请假 or 列席: the label in 黑体, as that of an attachment, and the lines after the first under the
// first name (10.3).
func (b *builder) attendance(t *doc.Attendance) error {
	const style = "attendance"
	label, err := b.line(t.Label, "label")
	if err != nil {
		return err
	}
	left := b.profile.Characters(b.profile.Styles["body"].Indent.N) + label.Width
	names := b.paragraph(t.Text, style, b.measure-left, 0, 0)
	names.Justify = true
	lines, err := b.faces.Lines(names)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		lines = []typeset.Line{{}}
	}
	whole := b.begin(page.Paragraph)
	head := b.within(whole, page.Span)
	b.within(whole, page.Span)
	first := len(b.rows)
	b.append(lines, style, left, 0)
	b.putBefore(first, head, label)
	return nil
}

// note sets the 附注 under the date (7.3.6), on the date's page.
func (b *builder) note(t *doc.Note) error {
	if _, ok := b.previous.(*doc.Signature); ok {
		b.keep(1)
	}
	b.begin(page.Paragraph)
	return b.indented(t.Text, "note")
}
