package layout

import (
	"fmt"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// builder turns blocks into rows.
type builder struct {
	profile  *doc.Profile
	form     doc.Form
	faces    *typeset.Library
	rotated  bool        // the rows are for rotated pages
	measure  page.Length // of a line: the width of the type area, its height on rotated pages
	rows     []row
	notes    []note      // of a letter, until they are set beside its number
	previous doc.Block   // the one that rows were made of last
	lead     page.Length // space above the next row, because of the block that stands there
	spans    []typeset.Span
	styles   map[string]style
	tags     page.Tags
	paper    *page.Tag // the root of them
	tag      *page.Tag // of the rows that are pushed
	notices  []notice.Notice

	bodies []setParagraph // the paragraphs of the running text, in order
	done   []setParagraph // the same of a composition before, whose lines are taken over
	tight  bool           // seals stand as near to the text as they may, to save a page (7.3.5.5)
}

// setParagraph is a paragraph of the running text and its lines.
type setParagraph struct {
	paragraph *doc.Paragraph
	lines     []typeset.Line
}

// style is how an element is set.
type style struct {
	typeset.Style
	ascent page.Length // from the top of the characters to the baseline
}

// note is one of the notes at the head of a paper.
type note struct {
	line  typeset.Line
	style string
	tag   *page.Tag
}

// newBuilder reads the styles of a profile. It fails if a role has no face that can be opened.
func newBuilder(p *doc.Profile, form doc.Form, l *typeset.Library) (*builder, error) {
	b := &builder{profile: p, form: form, faces: l, styles: map[string]style{}, rows: make([]row, 0, 128)}
	b.rotate(false)
	b.paper = b.tags.Add(nil, page.Whole)
	for _, name := range doc.StyleNames {
		s := p.Styles[name]
		set := typeset.Style{Role: s.Role, Latin: s.Latin, Size: s.Size.Length, Cell: s.Size.Length, Stretch: 1000, Color: page.Black}
		if s.Size.Length == p.Styles["body"].Size.Length { // which stands on the grid of 28 to a line; others have their own width
			set.Cell = p.Character()
		}
		if s.Color == "red" {
			set.Color = page.Red
		}
		if err := b.define(name, set); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// define makes or changes a style.
func (b *builder) define(name string, s typeset.Style) error {
	ascent, err := b.faces.Ascent(s.Role, s.Size)
	if err != nil {
		return fmt.Errorf("layout: style %s: %w", name, err)
	}
	b.styles[name] = style{s, ascent}
	return nil
}

func (b *builder) style(name string) style { return b.styles[name] }

// rotate says whether the rows that follow are for rotated pages.
func (b *builder) rotate(rotated bool) {
	b.rotated, b.measure = rotated, b.profile.Area.Width.Length
	if rotated {
		b.measure = b.profile.Area.Height.Length
	}
}

// textLine is a line of running text on the grid.
func (b *builder) textLine() doc.Line[page.Length] {
	return doc.Line[page.Length]{Profile: b.profile, Width: b.measure, Characters: b.profile.Characters,
		Of: func(l page.Length) page.Length { return l }}
}

// take gives the rows that were made since it was called last.
func (b *builder) take() []row {
	rows := b.rows
	b.rows, b.previous, b.lead = nil, nil, 0
	return rows
}

// add turns one block of running text into rows.
func (b *builder) add(block doc.Block) error {
	b.notesBefore(block)
	b.lead = b.profile.Rows(b.profile.LinesAbove(block, b.previous, b.form))
	defer func() { b.previous = block }()
	switch t := block.(type) {
	case *doc.HeadNotes:
		return b.headNotes(t)
	case *doc.Number:
		return b.number(t)
	case *doc.IssueLine:
		return b.issueLine(t)
	case *doc.Rule:
		b.rule()
		return nil
	case *doc.Title:
		return b.title(t)
	case *doc.DateLine:
		b.begin(page.Paragraph)
		return b.centred(t.Text, "dateLine")
	case *doc.Label:
		b.begin(page.Paragraph)
		return b.flush(t.Text, "label")
	case *doc.Addressee:
		b.begin(page.Paragraph)
		return b.flush(t.Text, "addressee")
	case *doc.Paragraph:
		return b.body(t)
	case *doc.Table:
		return b.table(t)
	case *doc.NameList:
		return b.nameList(t)
	case *doc.Figure:
		return b.figure(t)
	case *doc.AttachmentNotes:
		return b.attachmentNotes(t)
	case *doc.Signature:
		return b.signature(t)
	case *doc.SignLines:
		return b.signLines(t)
	case *doc.Note:
		return b.note(t)
	case *doc.Attendance:
		return b.attendance(t)
	}
	return fmt.Errorf("layout: no rule for a %T", block)
}

// push adds a row. Items without a tag of their own are of the element that was begun last.
func (b *builder) push(r row) {
	if r.tag == nil {
		r.tag, r.last = b.tag, b.tag
	}
	r.space += b.lead
	b.lead = 0
	b.rows = append(b.rows, r)
}

// height is that of a line's characters: on the grid for the body's size, so that 22 lines fill the type area. Smaller
// characters have lines as high as those of the body.
func (b *builder) height(s style) page.Length {
	if s.Size <= b.profile.Styles["body"].Size.Length {
		return b.profile.Character()
	}
	return s.Size
}

// paragraph makes the setter's input of a text in a profile's style.
func (b *builder) paragraph(t doc.Text, style string, measure, first, hanging page.Length) *typeset.Paragraph {
	b.spans = b.spans[:0]
	for _, s := range t {
		st := b.style(style).Style
		if s.Role != "" {
			st.Role = s.Role
		}
		b.spans = append(b.spans, typeset.Span{Text: s.Text, Style: st})
	}
	return &typeset.Paragraph{Spans: b.spans, Measure: measure, First: first, Hanging: hanging}
}

// endless is a measure that every text has room in.
const endless = page.Length(1) << 40 // 30 metres

// line sets a text that stands on one line however long it is.
func (b *builder) line(t doc.Text, style string) (typeset.Line, error) {
	if len(t) == 0 {
		return typeset.Line{}, nil
	}
	lines, err := b.faces.Lines(b.paragraph(t, style, endless, 0, 0))
	if err != nil || len(lines) == 0 {
		return typeset.Line{}, err
	}
	return lines[0], nil
}

// append adds lines of a style as rows, x from the left of the type area. space goes above the first.
func (b *builder) append(lines []typeset.Line, style string, x, space page.Length) {
	s := b.style(style)
	for _, l := range lines {
		b.push(row{space: space, height: b.height(s), gap: b.profile.LineGap(), at: page.Point{X: x, Y: s.ascent}, items: texts(l)})
		space = 0
	}
}

// centred sets a text on one or more lines in the middle of the type area.
func (b *builder) centred(t doc.Text, style string) error {
	lines, err := b.faces.Balanced(b.paragraph(t, style, b.measure, 0, 0))
	if err != nil {
		return err
	}
	for _, l := range lines {
		b.append([]typeset.Line{l}, style, (b.measure-l.Width)/2, 0)
	}
	b.keep(len(lines))
	return nil
}

// whole rounds a height up to that of whole rows, so that what follows is on the grid again.
func (b *builder) whole(height page.Length) page.Length {
	one := b.profile.Character()
	pitch := b.profile.Rows(1)
	n := max(0, (height-one+pitch-1)/pitch)
	return b.profile.Rows(int(n)) + one
}

// keep holds the last n rows together with the row that comes after them.
func (b *builder) keep(n int) {
	for i := max(0, len(b.rows)-n); i < len(b.rows); i++ {
		b.rows[i].keep = true
	}
}

// keepTail holds the last two lines of the running text together with what comes, so that an ending never stands alone on a
// page. It is fewer where no text would be left above them: page 1 shows text (7.3.3).
func (b *builder) keepTail() {
	tail := 2
	if last := len(b.rows) - 1; last >= 0 && b.rows[last].loose {
		for tail > 0 && !b.worded(len(b.rows)-tail) {
			tail--
		}
	}
	b.keep(tail)
}

// worded tells whether there is running text above the row i and all that is kept with it.
func (b *builder) worded(i int) bool {
	for i = max(0, i); i > 0 && b.rows[i-1].keep; i-- {
	}
	return slices.ContainsFunc(b.rows[:i], func(r row) bool { return r.loose })
}

// image gives a picture in a box.
func (b *builder) image(p *doc.Picture, box page.Rect) *page.Image {
	return &page.Image{Box: box, Picture: p.Picture, Alt: p.Alt}
}

// notify tells whoever filled in the paper something about the text t.
func (b *builder) notify(t doc.Text, code, message string) {
	var from doc.Source
	if len(t) > 0 {
		from = t[0].From
	}
	b.notices = append(b.notices, from.Notice(code, message))
}
