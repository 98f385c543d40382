package layout

import (
	"fmt"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// headNotes sets 份号, 密级和保密期限 and 紧急程度 on the first rows of page 1: flush left below each other (7.2.1 to 7.2.3), or the
// last two flush right where the profile has them there (GB/T 9704-1999, 8.1.2 and 8.1.3). Those of a letter wait for its number,
// beside which they stand.
func (b *builder) headNotes(t *doc.HeadNotes) error {
	var left, right []note
	atLeft, atRight := b.profile.Notes(t, b.form)
	for _, side := range []struct {
		notes []doc.HeadNote
		lines *[]note
	}{{atLeft, &left}, {atRight, &right}} {
		for _, n := range side.notes {
			line, err := b.line(n.Text, n.Style)
			if err != nil {
				return err
			}
			*side.lines = append(*side.lines, note{line, n.Style, b.begin(page.Paragraph)})
		}
	}
	if b.form == doc.Letter {
		b.notes = left
		return nil
	}
	for i := range max(len(left), len(right)) {
		r := row{height: b.height(b.style("copy")), gap: b.profile.LineGap()}
		if i < len(left) {
			b.put(&r, left[i].tag, left[i].line, left[i].style, 0, 0)
		}
		if i < len(right) {
			b.put(&r, right[i].tag, right[i].line, right[i].style, b.measure-right[i].line.Width, 0)
		}
		b.push(r)
	}
	b.keep(len(b.rows))
	return nil
}

// mark sets the 发文机关标志 (7.2.4) at the height that the form asks for. rest is what comes after it on the paper.
func (b *builder) mark(t *doc.Mark, rest []doc.Block) error {
	names := t.Organs(b.form)
	space := b.markSpace(slices.Concat(names...))
	b.begin(page.Paragraph)
	var r row
	var err error
	if len(names) > 1 {
		r, err = b.jointMark(names, t.Suffix, space, rest)
	} else {
		r, err = b.singleMark(names, t.Suffix)
	}
	if err != nil {
		return err
	}
	r.space, r.keep, r.preprinted = space, true, true
	b.push(r)
	if b.form == doc.Letter {
		b.letterHead()
	}
	return nil
}

// markSpace gives the space above the mark, so that its upper edge is at the form's height: below the notes that stand at
// the top of the page, if they leave no room there.
func (b *builder) markSpace(mark doc.Text) page.Length {
	top := b.profile.MarkTop(b.form).Length
	if len(b.rows) == 0 {
		return top
	}
	last := &b.rows[len(b.rows)-1]
	space := top - b.used(0) + last.gap
	if space < 0 {
		b.notify(mark, "moved-mark", "首页上端的份号、密级、紧急程度占到了发文机关标志的位置，标志已下移")
		return 0
	}
	last.gap = 0
	return space
}

// used gives the height of the rows from the nth on.
func (b *builder) used(n int) page.Length {
	var h page.Length
	for _, r := range b.rows[n:] {
		h += r.space + r.height + r.gap
	}
	return h
}

// singleMark sets the name of one organ and the suffix on one line: as large as the profile allows, and narrower before
// smaller where the name is long.
func (b *builder) singleMark(names []doc.Text, suffix doc.Text) (row, error) {
	text := append(slices.Concat(names...), suffix...)
	s := b.markStyle(b.profile.MarkSize(names, suffix, b.profile.Mark.Height.Length))
	if err := b.define("mark", s); err != nil {
		return row{}, err
	}
	line, err := b.line(text, "mark")
	r := row{height: s.Size}
	b.put(&r, b.tag, line, "mark", (b.measure-line.Width)/2, 0)
	return r, err
}

// markStyle gives the style of a red head with characters of a size.
func (b *builder) markStyle(size doc.MarkSize) typeset.Style {
	s := b.style("mark").Style
	s.Size, s.Cell = size.Height, size.Width
	s.Stretch = int(s.Cell * 1000 / s.Size)
	return s
}

// jointMark sets the names of several organs below each other, all as wide as the longest, and the suffix on their right in
// the middle. The characters shrink until page 1 shows the beginning of the text (7.3.3).
func (b *builder) jointMark(names []doc.Text, suffix doc.Text, space page.Length, rest []doc.Block) (row, error) {
	below, err := b.toBody(rest)
	if err != nil {
		return row{}, err
	}
	p := b.profile
	size := p.MarkSize(names, suffix, p.Mark.Height.Length)
	high := p.JointMark(len(names), p.Area.Height.Length-b.used(0)-space-below)
	if high < size.Height {
		size = p.MarkSize(names, suffix, high)
		b.notify(names[0], "shrunk-mark", fmt.Sprintf("联合行文机关有%d个，为使首页显示正文，发文机关标志的字高缩小到%.1f毫米",
			len(names), size.Height.Millimetres()))
	}
	if err := b.define("mark", b.markStyle(size)); err != nil {
		return row{}, err
	}
	return b.stack(names, suffix, size)
}

// stack places the names of a joint mark and its suffix in one row.
func (b *builder) stack(names []doc.Text, suffix doc.Text, size doc.MarkSize) (row, error) {
	var lines []typeset.Line
	var wide page.Length
	for _, n := range names {
		l, err := b.line(n, "mark")
		if err != nil {
			return row{}, err
		}
		lines = append(lines, l)
		wide = max(wide, l.Width)
	}
	end, err := b.line(suffix, "mark")
	if err != nil {
		return row{}, err
	}
	all := wide
	if len(suffix) > 0 {
		all += size.SuffixGap() + end.Width
	}
	r := row{height: size.Pitch()*page.Length(len(lines)-1) + size.Height}
	left := (b.measure - all) / 2
	for i, l := range lines {
		spread(l, wide)
		b.put(&r, b.tag, l, "mark", left, page.Length(i)*size.Pitch())
	}
	b.put(&r, b.tag, end, "mark", left+all-end.Width, (r.height-size.Height)/2)
	return r, nil
}

// spread moves the characters of a line evenly apart until it is width wide. A single one stands in the middle.
func spread(l typeset.Line, width page.Length) {
	n := -1 // gaps between characters
	for _, t := range l.Texts {
		n += len(t.Glyphs)
	}
	free := width - l.Width
	if n < 1 {
		for _, t := range l.Texts {
			t.At.X += free / 2
		}
		return
	}
	before := func(i int) page.Length { return free.Scale(int64(i), int64(n)) }
	i := 0
	for _, t := range l.Texts {
		t.At.X += before(i)
		for j := range t.Glyphs {
			if i < n {
				t.Glyphs[j].Advance += before(i+1) - before(i)
			}
			i++
		}
	}
}

// toBody gives the height of what stands between the mark and the second line of the text.
func (b *builder) toBody(rest []doc.Block) (page.Length, error) {
	probe, err := newBuilder(b.profile, b.form, b.faces)
	if err != nil {
		return 0, err
	}
	for _, block := range rest {
		switch block.(type) {
		case *doc.Number, *doc.IssueLine, *doc.Rule, *doc.Title, *doc.DateLine, *doc.Addressee:
			if err := probe.add(block); err != nil {
				return 0, err
			}
			continue
		case *doc.Paragraph:
			n := len(probe.rows)
			if err := probe.add(block); err != nil {
				return 0, err
			}
			if len(probe.rows) > n {
				probe.rows = probe.rows[:n+1]
				probe.rows[n].gap = 0
			}
		}
		break
	}
	return probe.used(0), nil
}

// number centres the document number two lines below the mark (7.2.5), or sets it beside the signers. The number of an order
// and the issue of a briefing have spaces of their own.
func (b *builder) number(t *doc.Number) error {
	b.begin(page.Paragraph)
	line, err := b.line(t.Text, "number")
	if err != nil {
		return err
	}
	if b.form == doc.Letter {
		b.besideNotes(&line)
		return nil
	}
	if len(t.Signers) > 0 {
		return b.signers(t, line)
	}
	b.append([]typeset.Line{line}, "number", (b.measure-line.Width)/2, 0)
	b.keep(1)
	return nil
}

// signers sets the 签发人 of a paper to a superior on the right, their names below each other, and the number on the left of
// the last row, each one character in (7.2.5, 7.2.6).
func (b *builder) signers(t *doc.Number, number typeset.Line) error {
	p := b.profile
	label, err := b.line(t.Label, "number")
	if err != nil {
		return err
	}
	var names []typeset.Line
	for _, s := range t.Signers {
		l, err := b.line(s, "signer")
		if err != nil {
			return err
		}
		names = append(names, l)
	}
	widths := make([]page.Length, len(names))
	for i, l := range names {
		widths[i] = l.Width
	}
	rows, columns := b.textLine().SignerColumns(widths, label.Width, number.Width)
	if first := columns[0]; first < p.Characters(p.Number.Inset.N)+label.Width || len(rows) == 1 && first-label.Width < p.Characters(p.Number.Inset.N)+number.Width ||
		first < p.Characters(p.Number.Inset.N)+number.Width {
		b.notify(t.Signers[0], "signers-too-long", "签发人的姓名和发文字号在一行里排不下，会互相压住：请核对姓名和发文字号")
	}
	numberTag := b.tag
	signers := b.begin(page.Paragraph)
	for i, listed := range rows {
		r := row{height: b.height(b.style("number")), gap: p.LineGap(), keep: true}
		if i == 0 {
			b.put(&r, signers, label, "number", columns[0]-label.Width, 0)
		}
		for j, n := range listed {
			b.put(&r, signers, names[n], "number", columns[j], 0)
		}
		if i == len(rows)-1 {
			b.put(&r, numberTag, number, "number", p.Characters(p.Number.Inset.N), 0)
		}
		b.push(r)
	}
	return nil
}

// issueLine sets who edits a briefing at the left and its date at the right, each as far in as a document number.
func (b *builder) issueLine(t *doc.IssueLine) error {
	left, err := b.line(t.Left, "number")
	if err != nil {
		return err
	}
	right, err := b.line(t.Right, "number")
	if err != nil {
		return err
	}
	inset := b.profile.Characters(b.profile.Number.Inset.N)
	r := row{height: b.height(b.style("number")), gap: b.profile.LineGap(), keep: true}
	b.put(&r, b.begin(page.Paragraph), left, "number", inset, 0)
	b.put(&r, b.begin(page.Paragraph), right, "number", b.measure-inset-right.Width, 0)
	b.push(r)
	return nil
}

// rule draws the red rule (7.2.7), with a star in its middle where the profile has one. Orders have none, letters their own.
func (b *builder) rule() {
	if !b.form.HasRule() {
		return
	}
	r := b.profile.Rule
	left := (b.measure - r.Length.Length) / 2
	items := []page.Item{page.Rectangle(page.Rect{X: left, W: r.Length.Length, H: r.Thickness.Length}, page.Red)}
	if r.Star.On {
		half := (r.Length.Length - 2*r.StarSize.Length) / 2
		items = []page.Item{
			page.Rectangle(page.Rect{X: left, W: half, H: r.Thickness.Length}, page.Red),
			page.Rectangle(page.Rect{X: left + r.Length.Length - half, W: half, H: r.Thickness.Length}, page.Red),
			star(page.Point{X: b.measure / 2, Y: r.Thickness.Length / 2}, r.StarSize.Length),
		}
	}
	if n := len(b.rows); n > 0 {
		b.rows[n-1].gap = 0
	}
	b.tag = page.DecorationTag
	b.push(row{space: r.Gap.Length, height: r.Thickness.Length, items: items, keep: true, preprinted: true})
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
