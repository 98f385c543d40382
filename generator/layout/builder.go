package layout

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// builder turns blocks into rows.
type builder struct {
	profile *doc.Profile
	faces   *typeset.Library
	rows    []row
	spans   []typeset.Span
	titled  bool // a title was the last block: the one after it stands an empty line below
	styles  map[string]typeset.Style
}

// take gives the rows that were made and begins anew.
func (b *builder) take() []row {
	rows := b.rows
	b.rows, b.titled = nil, false
	return rows
}

// add turns one block of running text into rows.
func (b *builder) add(block doc.Block) error {
	switch t := block.(type) {
	case *doc.Mark:
		return b.mark(t)
	case *doc.Number:
		return b.number(t)
	case *doc.Rule:
		b.rule()
		return nil
	case *doc.Title:
		return b.title(t)
	case *doc.Label:
		return b.flush(t.Text, "label")
	case *doc.Addressee:
		return b.flush(t.Text, "addressee")
	case *doc.Paragraph:
		return b.body(t)
	case *doc.AttachmentNotes:
		return b.attachmentNotes(t)
	case *doc.Signature:
		return b.signature(t)
	case *doc.Note:
		return b.indented(t.Text, "note")
	}
	return fmt.Errorf("layout: no rule for a %T", block)
}

// style gives the face, size and grid cell of a profile's style. Characters of the body's size stand on the grid of
// 28 to a line; larger and smaller ones have their own width.
func (b *builder) style(name string) typeset.Style {
	if s, ok := b.styles[name]; ok {
		return s
	}
	p := b.profile.Styles[name]
	s := typeset.Style{Role: p.Role, Latin: p.Latin, Size: p.Size.Length, Cell: p.Size.Length, Stretch: 1000, Color: page.Black}
	if p.Size.Length == b.profile.Styles["body"].Size.Length {
		s.Cell = b.profile.Character()
	}
	if p.Color == "red" {
		s.Color = page.Red
	}
	if b.styles == nil {
		b.styles = map[string]typeset.Style{}
	}
	b.styles[name] = s
	return s
}

// height is that of a line's characters: on the grid for the body's size, so that 22 lines fill the type area.
func (b *builder) height(s typeset.Style) page.Length {
	return min(s.Size, max(s.Cell, b.profile.Character()))
}

// paragraph makes the setter's input of a text in a profile's style.
func (b *builder) paragraph(t doc.Text, style string, measure, first, turned page.Length) *typeset.Paragraph {
	b.spans = b.spans[:0]
	for _, s := range t {
		st := b.style(style)
		if s.Role != "" {
			st.Role = s.Role
		}
		b.spans = append(b.spans, typeset.Span{Text: s.Text, Style: st})
	}
	return &typeset.Paragraph{Spans: b.spans, Measure: measure, First: first, Turned: turned}
}

// line sets a text that stands on one line however long it is.
func (b *builder) line(t doc.Text, style string) (typeset.Line, error) {
	if len(t) == 0 {
		return typeset.Line{}, nil
	}
	const endless = page.Length(1) << 40 // 30 metres
	lines, err := b.faces.Lines(b.paragraph(t, style, endless, 0, 0))
	if err != nil || len(lines) == 0 {
		return typeset.Line{}, err
	}
	return lines[0], nil
}

// append adds lines of a style as rows, x from the left of the type area. space goes above the first.
func (b *builder) append(lines []typeset.Line, style string, x, space page.Length) error {
	s := b.style(style)
	ascent, err := b.faces.Ascent(s.Role, s.Size)
	if err != nil {
		return err
	}
	if b.titled {
		space += b.profile.Rows(b.profile.Addressee.Space.N)
		b.titled = false
	}
	for _, l := range lines {
		b.rows = append(b.rows, row{space: space, height: b.height(s), gap: b.profile.LineGap(), ascent: ascent, x: x, texts: l.Texts})
		space = 0
	}
	return nil
}

// mark sets the red head on one line: as large as the profile allows, and narrower before smaller where the name is
// long (7.2.4).
func (b *builder) mark(t *doc.Mark) error {
	m := b.profile.Mark
	n := 0
	for range t.Text.String() {
		n++
	}
	s := b.style("mark")
	s.Cell = min(m.Width.Length, m.LineLength.Length/page.Length(max(n, 1)))
	s.Size = min(m.Height.Length, s.Cell.Scale(int64(m.Narrowest.Den), int64(m.Narrowest.Num)))
	s.Stretch = int(s.Cell * 1000 / s.Size)
	b.styles["mark"] = s
	line, err := b.line(t.Text, "mark")
	if err != nil {
		return err
	}
	if err := b.append([]typeset.Line{line}, "mark", (b.profile.Area.Width.Length-line.Width)/2, m.Top.Length); err != nil {
		return err
	}
	last := &b.rows[len(b.rows)-1]
	last.height, last.gap, last.keep = s.Size, 0, true
	return nil
}

// number centres the document number two lines below the red head (7.2.5).
func (b *builder) number(t *doc.Number) error {
	line, err := b.line(t.Text, "number")
	if err != nil {
		return err
	}
	p := b.profile
	if err := b.append([]typeset.Line{line}, "number", (p.Area.Width.Length-line.Width)/2, p.Rows(p.Number.Space.N)); err != nil {
		return err
	}
	b.rows[len(b.rows)-1].gap = 0
	b.keep(1)
	return nil
}

// rule draws the red rule (7.2.7), with a star in its middle where the profile has one.
func (b *builder) rule() {
	p := b.profile
	r := p.Rule
	left := (p.Area.Width.Length - r.Length.Length) / 2
	paths := []*page.Path{page.Rectangle(page.Rect{X: left, W: r.Length.Length, H: r.Thickness.Length}, page.Red)}
	if r.Star.On {
		half := (r.Length.Length - 2*r.StarSize.Length) / 2
		paths = []*page.Path{
			page.Rectangle(page.Rect{X: left, W: half, H: r.Thickness.Length}, page.Red),
			page.Rectangle(page.Rect{X: left + r.Length.Length - half, W: half, H: r.Thickness.Length}, page.Red),
			star(page.Point{X: p.Area.Width.Length / 2, Y: r.Thickness.Length / 2}, r.StarSize.Length),
		}
	}
	b.rows = append(b.rows, row{space: r.Gap.Length, height: r.Thickness.Length, paths: paths, keep: true})
}

// title centres a title over as few lines as hold it, balanced (7.3.1).
func (b *builder) title(t *doc.Title) error {
	p := b.profile
	lines, err := b.faces.Balanced(b.paragraph(t.Text, "title", p.Area.Width.Length, 0, 0))
	if err != nil {
		return err
	}
	var space page.Length
	switch t.Place {
	case doc.MainTitle:
		space = p.Rows(p.Title.Space.N)
	case doc.AttachmentTitle:
		space = p.Rows(p.Title.Attachment.N - 2)
	case doc.EnclosureTitle:
	}
	first := len(b.rows)
	for i, l := range lines {
		if i > 0 {
			space = 0
		}
		if err := b.append([]typeset.Line{l}, "title", (p.Area.Width.Length-l.Width)/2, space); err != nil {
			return err
		}
	}
	if first < len(b.rows) {
		b.rows[first].mark = &page.Bookmark{Title: flat(t.Text), Level: 1}
	}
	b.keep(len(b.rows) - first)
	b.titled = true
	return nil
}

// TitleBreaks gives the places where the lines of a title begin after its first, as numbers of characters before them.
func TitleBreaks(p *doc.Profile, t doc.Text, l *typeset.Library) ([]int, error) {
	b := builder{profile: p, faces: l}
	lines, err := b.faces.Balanced(b.paragraph(t, "title", p.Area.Width.Length, 0, 0))
	if err != nil {
		return nil, err
	}
	var starts []int
	for _, l := range lines[min(1, len(lines)):] {
		starts = append(starts, l.Start)
	}
	return starts, nil
}

// flush sets a text from the left edge, turned lines flush too.
func (b *builder) flush(t doc.Text, style string) error {
	lines, err := b.faces.Lines(b.paragraph(t, style, b.profile.Area.Width.Length, 0, 0))
	if err != nil {
		return err
	}
	if err := b.append(lines, style, 0, 0); err != nil {
		return err
	}
	b.keep(len(lines))
	return nil
}

// indented sets a text with its first line indented as its style says, turned lines flush.
func (b *builder) indented(t doc.Text, style string) error {
	p := b.paragraph(t, style, b.profile.Area.Width.Length, b.profile.Characters(b.profile.Styles[style].Indent.N), 0)
	p.Justify = true
	lines, err := b.faces.Lines(p)
	if err != nil {
		return err
	}
	return b.append(lines, style, 0, 0)
}

// body sets a paragraph of the running text (7.3.3). A head on lines of its own is kept with the line after it.
func (b *builder) body(t *doc.Paragraph) error {
	style := "body"
	text := t.Text
	if t.Level > 0 {
		style = fmt.Sprintf("heading%d", t.Level)
		text = headed(t, b.profile.Styles["body"].Role)
	}
	first := len(b.rows)
	if err := b.indented(text, style); err != nil {
		return err
	}
	if t.Level == 0 || first == len(b.rows) {
		return nil
	}
	if h := t.Heading(); h != "" {
		b.rows[first].mark = &page.Bookmark{Title: h, Level: 1 + t.Level}
		if h == t.Text.String() {
			b.keep(len(b.rows) - first)
		}
	}
	return nil
}

// headed gives the text of a paragraph whose head runs on, its body in the body's role.
func headed(t *doc.Paragraph, role string) doc.Text {
	left := t.Head
	out := make(doc.Text, 0, len(t.Text)+1)
	for _, s := range t.Text {
		r := []rune(s.Text)
		n := min(left, len(r))
		left -= n
		if n > 0 {
			head := s
			head.Text = string(r[:n])
			out = append(out, head)
		}
		if n < len(r) {
			rest := s
			rest.Text, rest.Role = string(r[n:]), role
			rest.From.Column += n
			out = append(out, rest)
		}
	}
	return out
}

// attachmentNotes sets 附件： and the names, turned lines under the first character of the name (7.3.4).
func (b *builder) attachmentNotes(t *doc.AttachmentNotes) error {
	p := b.profile
	b.keepTail()
	label, err := b.line(t.Label, "attachmentNotes")
	if err != nil {
		return err
	}
	x := p.Characters(p.AttachmentNotes.Indent.N)
	space := p.Rows(p.AttachmentNotes.Space.N)
	for i, name := range t.Names {
		text := name
		var number typeset.Line
		if len(t.Names) > 1 {
			n := doc.Span{Text: fmt.Sprintf("%d.", i+1)}
			if number, err = b.line(doc.Text{n}, "attachmentNotes"); err != nil {
				return err
			}
			text = append(doc.Text{n}, name...)
		}
		left := x + label.Width
		lines, err := b.faces.Lines(b.paragraph(text, "attachmentNotes", p.Area.Width.Length-left, 0, number.Width))
		if err != nil {
			return err
		}
		if i == 0 && len(lines) > 0 {
			for _, text := range label.Texts {
				text.At.X -= label.Width
				lines[0].Texts = append(lines[0].Texts, text)
			}
		}
		if err := b.append(lines, "attachmentNotes", left, space); err != nil {
			return err
		}
		space = 0
	}
	return nil
}

// signature sets the organs and the date without a seal (7.3.5.2): an empty line below the body, two characters in from the
// right, the date beginning two characters to the right of the organ; a date longer than the organ stands two characters in,
// and the organ moves to the left. They are kept with the end of the body.
func (b *builder) signature(t *doc.Signature) error {
	p := b.profile
	b.keepTail()
	width := p.Area.Width.Length
	var organs []typeset.Line
	var longest page.Length
	for _, o := range t.Organs {
		lines, err := b.faces.Balanced(b.paragraph(o, "signature", width, 0, 0))
		if err != nil {
			return err
		}
		for _, l := range lines {
			longest = max(longest, l.Width)
		}
		organs = append(organs, lines...)
	}
	date, err := b.line(t.Date, "signature")
	if err != nil {
		return err
	}
	space := p.Rows(p.Signature.Space.N)
	if len(organs) == 0 {
		return b.append([]typeset.Line{date}, "signature", max(0, width-p.Characters(p.Signature.Alone.N)-date.Width), space)
	}
	right, shift := p.Characters(p.Signature.Right.N), p.Characters(p.Signature.Shift.N)
	left := width - right - longest
	if date.Width > longest {
		left = width - right - date.Width - shift
	}
	left = max(0, left)
	first := len(b.rows)
	if err := b.append(organs, "signature", left, space); err != nil {
		return err
	}
	b.keep(len(b.rows) - first)
	return b.append([]typeset.Line{date}, "signature", min(left+shift, width-date.Width), 0)
}

// keep holds the last n rows together with the row that comes after them.
func (b *builder) keep(n int) {
	for i := len(b.rows) - n; i < len(b.rows); i++ {
		b.rows[i].keep = true
	}
}

// keepTail holds the last two lines of the running text together with what comes, so that a signature never stands alone
// on a page.
func (b *builder) keepTail() { b.keep(min(2, len(b.rows))) }

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

// star gives a five-pointed star, upright, in a circle of the given diameter around its centre.
func star(centre page.Point, diameter page.Length) *page.Path {
	// Sine and cosine of the ten corners in millionths, the inner ones on a circle of 0.381966 (the golden ratio's square).
	corners := [10][2]int64{
		{0, -1_000_000}, {224_514, -309_017}, {951_057, -309_017}, {363_271, 118_034}, {587_785, 809_017},
		{0, 381_966}, {-587_785, 809_017}, {-363_271, 118_034}, {-951_057, -309_017}, {-224_514, -309_017},
	}
	radius := diameter / 2
	p := &page.Path{Fill: page.Red}
	for i, c := range corners {
		op := page.Line
		if i == 0 {
			op = page.Move
		}
		to := page.Point{X: centre.X + radius.Scale(c[0], 1_000_000), Y: centre.Y + radius.Scale(c[1], 1_000_000)}
		p.Segments = append(p.Segments, page.Segment{Op: op, To: [3]page.Point{to}})
	}
	p.Segments = append(p.Segments, page.Segment{Op: page.Close})
	return p
}
