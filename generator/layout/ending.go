package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// signature sets the ending of a paper and keeps it with the last lines of the text (7.3.5).
func (b *builder) signature(t *doc.Signature) error {
	b.keepTail()
	defer func(first int) {
		if first < len(b.rows) {
			b.rows[first].signs = endingPlace(t)
		}
	}(len(b.rows))
	date, err := b.line(t.Date, "signature")
	if err != nil {
		return err
	}
	switch t.Form {
	case doc.Sealed:
		return b.sealed(t, date)
	case doc.Chopped:
		return b.chopped(t, date)
	}
	return b.unsealed(t, date)
}

// unsealed sets the organs and the date without a seal (7.3.5.2): an empty line below the text, two characters in from the
// right, the date beginning two characters to the right of the organ; a date longer than the organ stands two characters in,
// and the organ moves to the left.
func (b *builder) unsealed(t *doc.Signature, date typeset.Line) error {
	p := b.profile
	var organs []typeset.Line
	var tags []*page.Tag // of the organs' lines
	for _, s := range t.Signers {
		lines, err := b.faces.Balanced(b.paragraph(s.Name, "signature", b.measure, 0, 0))
		if err != nil {
			return err
		}
		tag := b.begin(page.Paragraph)
		for _, l := range lines {
			organs, tags = append(organs, l), append(tags, tag)
		}
	}
	if len(organs) == 0 {
		b.begin(page.Paragraph)
		b.append([]typeset.Line{date}, "signature", max(0, b.measure-p.Characters(p.Signature.Alone.N)-date.Width), 0)
		return nil
	}
	left, dateAt := b.textLine().Unsealed(widest(organs), date.Width)
	for i := range organs {
		b.tag = tags[i]
		b.append(organs[i:i+1], "signature", left, 0)
	}
	b.keep(len(organs))
	b.begin(page.Paragraph)
	b.append([]typeset.Line{date}, "signature", dateAt, 0)
	return nil
}

// signLines sets labels with rules to sign on, one below the other, and the date, all ending where a date without an organ does,
// and keeps them with the last lines of the text.
func (b *builder) signLines(t *doc.SignLines) error {
	b.keepTail()
	first := len(b.rows)
	begin, end := b.textLine().SignRules()
	for _, label := range t.Labels {
		lines, err := b.faces.Lines(b.paragraph(label, "signature", begin, 0, 0))
		if err != nil {
			return err
		}
		b.begin(page.Paragraph)
		b.append(lines, "signature", begin-widest(lines), 0)
		if len(lines) > 0 {
			thick := b.profile.Table.Inner.Length
			r := &b.rows[len(b.rows)-1]
			r.add(page.DecorationTag, page.Rectangle(page.Rect{X: begin - r.at.X, Y: r.height - thick - r.at.Y, W: end - begin, H: thick}, page.Black))
		}
	}
	date, err := b.line(t.Date, "signature")
	if err != nil {
		return err
	}
	if len(date.Texts) > 0 {
		b.begin(page.Paragraph)
		b.append([]typeset.Line{date}, "signature", end-date.Width, 0)
	}
	if n := len(b.rows) - first; n > 0 {
		b.keep(n)
		b.rows[len(b.rows)-1].keep = false
	}
	return nil
}

func widest(lines []typeset.Line) page.Length {
	var w page.Length
	for _, l := range lines {
		w = max(w, l.Width)
	}
	return w
}

// sealed sets organs with a seal on each (7.3.5.1): one organ centred above the date, several in order, at most as many
// beside each other as the profile says, the last one above the date. Where a seal is not given its place is left free.
func (b *builder) sealed(t *doc.Signature, date typeset.Line) error {
	p := b.profile
	signers := t.Signers
	if len(signers) == 0 {
		signers = []doc.Signer{{}}
	}
	s := sealRows{builder: b, size: p.SealSize(signers), date: date, from: endingPlace(t)}
	s.centres, s.wide = b.textLine().SealColumns(len(signers), s.size, date.Width)
	names := make([][]typeset.Line, len(signers))
	for i, signer := range signers {
		var err error
		if names[i], err = b.faces.Balanced(b.paragraph(signer.Name, "signature", s.wide, 0, 0)); err != nil {
			return err
		}
	}
	across := len(s.centres)
	if across == 1 { // long names move the date to the left with them
		for _, n := range names {
			s.centres[0] = min(s.centres[0], b.measure-widest(n)/2)
		}
	}
	first := len(b.rows)
	for i := 0; i < len(signers); i += across {
		n := min(i+across, len(signers))
		s.add(signers[i:n], names[i:n], n == len(signers))
	}
	// All rows of seals stand on one page with the end of the text, if a page holds them.
	if b.used(first) <= p.Area.Height.Length-p.Rows(2) {
		b.keep(len(b.rows) - first)
		b.rows[len(b.rows)-1].keep = false
	}
	return nil
}

// endingPlace is where the date, or else an organ, stands in the input.
func endingPlace(t *doc.Signature) *doc.Source {
	if len(t.Date) > 0 {
		return &t.Date[0].From
	}
	for _, s := range t.Signers {
		if len(s.Name) > 0 {
			return &s.Name[0].From
		}
	}
	return &doc.Source{}
}

// sealRows makes rows of seals.
type sealRows struct {
	*builder
	size    page.Length // of the place of a seal
	date    typeset.Line
	centres []page.Length // of the columns
	wide    page.Length   // of a column's names, at the most
	below   page.Length   // of the row before: from its seals' upper edge to its names
	end     page.Length   // and to where the next row of running text would begin
	from    *doc.Source
}

// add makes one row of seals; the last row has the date below its last name, and is set to the right if it is not full. The
// seals' centre is on the upper edge of the names' last lines, so that these and the date lie slightly below it.
func (s *sealRows) add(signers []doc.Signer, names [][]typeset.Line, last bool) {
	p := s.profile
	height := s.height(s.style("signature"))
	most := 0
	for _, n := range names {
		most = max(most, len(n))
	}
	lowest := p.Rows(max(0, most-1)) // from the first lines of the names to the last
	below := max(0, s.size/2-lowest) // from the seals' upper edge to the names
	bottom := below + lowest + height
	if last && len(s.date.Texts) > 0 {
		bottom = below + p.Rows(most) + height
	}
	r := row{height: bottom, gap: p.LineGap(), reach: max(0, s.size-bottom), ending: s.from}
	if r.space, r.slack = s.space(below); s.tight {
		r.space, r.slack = r.space-r.slack, 0
	}
	centre := below + lowest
	seals := row{} // painted over the text
	for i, n := range names {
		x := s.centres[len(s.centres)-len(names)+i]
		if len(n) > 0 {
			s.begin(page.Paragraph)
		}
		for j, l := range n {
			s.put(&r, s.tag, l, "signature", x-l.Width/2, below+p.Rows(most-len(n)+j))
		}
		if seal := signers[i].Seal; seal != nil {
			box := page.Rect{X: x - seal.PrintedWidth/2, Y: centre - seal.PrintedHeight/2, W: seal.PrintedWidth, H: seal.PrintedHeight}
			seals.add(s.figureOf(seal), s.image(seal, box))
		}
	}
	if last {
		x := s.centres[len(s.centres)-1] - s.date.Width/2
		s.put(&r, s.begin(page.Paragraph), s.date, "signature", x, below+p.Rows(most))
	}
	r.addRow(&seals)
	s.push(r)
	s.below, s.end = below, bottom+p.LineGap()
}

// space gives the space above a row of seals whose names begin below the seals' upper edge, so that the names stand on the
// line grid; and how much of it may be given up. The first row's seals are within a line of the text (7.3.5.1), the others'
// below those of the row before.
func (s *sealRows) space(below page.Length) (space, slack page.Length) {
	p := s.profile
	pitch := p.Rows(1)
	if s.end == 0 {
		rows := max(0, below-p.LineGap()+pitch-1) / pitch
		gap := min(p.LineGap()+p.Rows(int(rows))-below, p.Rows(p.Seal.Above.N))
		return gap - p.LineGap(), gap
	}
	apart := s.size + p.Seal.Distance.Length // from upper edge to upper edge
	rows := (apart + below - s.below + pitch - 1) / pitch
	top := s.below + p.Rows(int(rows)) - below
	return top - s.end, top - apart
}

// chopped sets the signers' posts with their name chops, one a row, and the date (7.3.5.3). The chops end below each
// other, the posts before the widest of them. Where a chop is not given its place is left free.
func (b *builder) chopped(t *doc.Signature, date typeset.Line) error {
	p := b.profile
	end := b.measure - p.Characters(p.Chop.Right.N)
	var widest page.Length
	for _, s := range t.Signers {
		w, _ := p.ChopSize(s.Seal)
		widest = max(widest, w)
	}
	for _, s := range t.Signers {
		posts := end - widest - p.Characters(p.Chop.Post.N)
		lines, err := b.faces.Balanced(b.paragraph(s.Name, "signature", posts, 0, 0))
		if err != nil {
			return err
		}
		b.begin(page.Paragraph)
		b.push(b.chopRow(s.Seal, lines, posts, end))
		b.rows[len(b.rows)-1].ending = endingPlace(t)
	}
	b.begin(page.Paragraph)
	b.append([]typeset.Line{date}, "signature", b.measure-p.Characters(p.Chop.DateRight.N)-date.Width, p.Rows(p.Chop.Date.N))
	return nil
}

// chopRow places a post that ends at posts and a chop that ends at end, the post in the middle of the chop's height.
func (b *builder) chopRow(chop *doc.Picture, lines []typeset.Line, posts, end page.Length) row {
	p := b.profile
	one := b.height(b.style("signature"))
	width, height := p.ChopSize(chop)
	text := p.Rows(max(0, len(lines)-1)) + one
	r := row{height: max(height, text), gap: p.LineGap(), keep: true}
	for i, l := range lines {
		b.put(&r, b.tag, l, "signature", posts-l.Width, (r.height-text)/2+p.Rows(i))
	}
	if chop != nil {
		box := page.Rect{X: end - width, Y: (r.height - height) / 2, W: width, H: height}
		r.add(b.figureOf(chop), b.image(chop, box))
	}
	return r
}
