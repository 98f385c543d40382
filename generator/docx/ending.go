package docx

import (
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// signature writes 发文机关署名 and 成文日期 in one of the three endings of a paper (7.3.5).
func (b *body) signature(t *doc.Signature) error {
	p, row := b.profile, b.grid.row
	switch {
	case len(t.Signers) == 0 && t.Form == doc.Sealed:
		size := wml.Twips(p.SealSize([]doc.Signer{{}}))
		before := b.settle(t) + row*max(0, ceilDiv(size/2-row/2+b.grid.size*10, row))
		return b.date(t.Date, wml.Paragraph{Before: before, Right: b.grid.character(p.Seal.Right.N), Align: "right"})
	case len(t.Signers) == 0:
		return b.date(t.Date, wml.Paragraph{Before: b.settle(t), Right: b.grid.character(p.Signature.Alone.N), Align: "right"})
	case t.Form == doc.Sealed:
		return b.sealed(t)
	case t.Form == doc.Chopped:
		return b.chopped(t)
	}
	return b.unsealed(t)
}

// signLines writes labels with rules to sign on, and the date, all ending where a date without an organ does.
func (b *body) signLines(t *doc.SignLines, rest []doc.Block) error {
	begin, end := b.line().SignRules()
	before := b.settle(t)
	for i, label := range t.Labels {
		last := i == len(t.Labels)-1 && len(t.Date) == 0
		f := wml.Paragraph{KeepNext: !last || ends(rest), Before: before, Tabs: []wml.Tab{{Align: "right", At: begin}, {Align: "left", At: end}}}
		b.begin("SigningOrgan", f)
		b.Tab()
		if err := b.text(label, b.profile.Styles["signature"]); err != nil {
			return err
		}
		b.RuledTab()
		b.End()
		before = 0
	}
	if len(t.Date) == 0 {
		return nil
	}
	return b.date(t.Date, wml.Paragraph{KeepNext: ends(rest), Before: before, Right: b.grid.text - end, Align: "right"})
}

// date writes the 成文日期 with the seals that hang on it.
func (b *body) date(t doc.Text, f wml.Paragraph) error {
	b.begin("SigningDate", f)
	err := b.text(t, b.profile.Styles["signature"])
	b.End()
	return err
}

// unsealed writes the organs and the date without a seal: two characters in from the right, the date beginning two
// characters to the right of the organs; a date longer than they are stands two characters in, and they move to the left
// (7.3.5.2).
func (b *body) unsealed(t *doc.Signature) error {
	before := b.settle(t)
	organsAt, dateAt := b.line().Unsealed(b.longest(t.Signers), b.width(t.Date, "signature"))
	for _, o := range t.Signers {
		b.begin("SigningOrgan", wml.Paragraph{Before: before, Left: organsAt})
		if err := b.text(o.Name, b.profile.Styles["signature"]); err != nil {
			return err
		}
		b.End()
		before = 0
	}
	// The negative indent keeps the date on one line where a word processor sets its digits wider.
	return b.date(t.Date, wml.Paragraph{Left: dateAt, Right: -b.grid.character(b.profile.Signature.Shift.N)})
}

// longest is the width of the longest name of signers.
func (b *body) longest(signers []doc.Signer) int {
	longest := 0
	for _, s := range signers {
		longest = max(longest, b.width(s.Name, "signature"))
	}
	return longest
}

// sealed writes the organs and the date with room for their seals, and the seals that there are over them. The centre of a seal
// is at the upper edge of the organ's characters, or half way down to the last of its lines, so that organ and date lie below
// it, and its upper edge within a line of the text above (7.3.5.1).
func (b *body) sealed(t *doc.Signature) error {
	row, character := b.grid.row, b.grid.size*10
	size := wml.Twips(b.profile.SealSize(t.Signers))
	columns, wide := b.sealColumns(t, size)
	lines, breaks, err := b.nameBreaks(t.Signers, wide)
	if err != nil {
		return err
	}
	centre := (lines - 1) * row / 2 // below the upper edge of the names
	pitch := row * ceilDiv(size+wml.Twips(b.profile.Seal.Distance.Length), row)
	before := b.settle(t) + row*max(0, ceilDiv(size/2-centre-(row-character), row))
	rows := slices.Collect(slices.Chunk(t.Signers, len(columns)))
	for i, signers := range rows {
		write := b.organs
		if lines > 1 {
			write = func(signers []doc.Signer, middles []int, before int) error {
				return b.brokenOrgans(signers, breaks[i*len(columns):], middles, wide, before, lines)
			}
		}
		if err := write(signers, columns[len(columns)-len(signers):], before); err != nil {
			return err
		}
		before = max(gapLine, pitch-lines*row)
	}
	// All seals hang on the date, which has no space above it: word processors differ in whether they count that.
	top := lead(row, b.profile.Styles["signature"].Size.Length) - lines*row + centre
	for i, signers := range rows {
		for j, s := range signers {
			x := columns[len(columns)-len(signers)+j]
			if err := b.stamp(s.Seal, x, top-(len(rows)-1-i)*pitch, "印章"); err != nil {
				return err
			}
		}
	}
	return b.date(t.Date, b.centred(columns[len(columns)-1], b.width(t.Date, "signature"), 0))
}

// sealColumns gives the middles of the organs that stand beside each other, and the room for a name. Where there is one column,
// long names move it to the left.
func (b *body) sealColumns(t *doc.Signature, size int) (columns []int, wide int) {
	columns, wide = b.line().SealColumns(len(t.Signers), size, b.width(t.Date, "signature"))
	if len(columns) == 1 {
		columns[0] = min(columns[0], wide-min(wide, b.longest(t.Signers))/2)
	}
	return columns, wide
}

// stamp hangs a seal, if there is one, over the next paragraph: its middle at x and y, twips from the left and the upper edge
// of that paragraph.
func (b *body) stamp(p *doc.Picture, x, y int, name string) error {
	if p == nil {
		return nil
	}
	return b.seal(p, wml.Box{X: measure.Length(x)*measure.Twip - p.PrintedWidth/2, Y: measure.Length(y)*measure.Twip - p.PrintedHeight/2, W: p.PrintedWidth, H: p.PrintedHeight}, name)
}

// organs writes a row of organs, each about its middle.
func (b *body) organs(signers []doc.Signer, middles []int, before int) error {
	if len(signers) == 1 {
		b.begin("SigningOrgan", b.centred(middles[0], b.width(signers[0].Name, "signature"), before))
		err := b.text(signers[0].Name, b.profile.Styles["signature"])
		b.End()
		return err
	}
	f := wml.Paragraph{Before: before}
	cells := []doc.Text{nil}
	for i, s := range signers {
		f.Tabs = append(f.Tabs, wml.Tab{Align: "center", At: middles[i]})
		cells = append(cells, s.Name)
	}
	return b.tabbed("SigningOrgan", "signature", cells, f)
}

// brokenOrgans writes a row of organs whose names have so many lines at the most, as a table without rules; breaks are where they begin.
func (b *body) brokenOrgans(signers []doc.Signer, breaks [][]int, middles []int, wide, before, lines int) error {
	b.begin("SigningOrgan", wml.Paragraph{Line: max(gapLine, before)})
	b.End()
	left, widths := middles[0]-wide/2, []int{wide}
	for i := 1; i < len(middles); i++ {
		widths = append(widths, middles[i]-middles[i-1]-wide, wide)
	}
	b.Table(wml.Table{Widths: widths, Left: left})
	b.Row(wml.Row{Height: lines * b.grid.row, Exact: true})
	for i, w := range widths {
		b.Cell(wml.Cell{Width: w, Align: "bottom"})
		b.begin("SigningOrgan", wml.Paragraph{Align: "center"})
		if i%2 == 0 {
			name := signers[i/2].Name
			f := look{head: -1, starts: breaks[i/2]}
			if err := b.runs(name, b.profile.Styles["signature"], f); err != nil {
				return err
			}
		}
		b.End()
		b.CloseCell()
	}
	b.CloseRow()
	b.CloseTable()
	b.tabled = true
	return nil
}

// nameBreaks gives where the lines of each signer's name begin in a column of a width, and how many lines the longest has.
func (b *body) nameBreaks(signers []doc.Signer, wide int) (lines int, breaks [][]int, err error) {
	lines = 1
	for _, s := range signers {
		starts, err := b.typesetter.NameBreaks(s.Name, measure.Length(wide)*measure.Twip)
		if err != nil {
			return 0, nil, err
		}
		breaks = append(breaks, starts)
		lines = max(lines, len(starts)+1)
	}
	return lines, breaks, nil
}

// centred is the form of a paragraph about a middle, or at the edge of the type area where it is too wide for that.
func (b *body) centred(middle, width, before int) wml.Paragraph {
	f := wml.Paragraph{Before: before, Align: "center", Left: max(0, 2*middle-b.grid.text), Right: max(0, b.grid.text-2*middle)}
	if width > b.grid.text-f.Left-f.Right {
		f.Align = "left"
		if f.Left > 0 {
			f.Align = "right"
		}
		f.Left, f.Right = 0, 0
	}
	return f
}

// chopped writes the posts of those who sign, one below the other, their name chops at the right, and the date (7.3.5.3).
func (b *body) chopped(t *doc.Signature) error {
	p := b.profile.Chop
	row, character := b.grid.row, b.grid.size*10
	wide := 0
	for _, s := range t.Signers {
		wide = max(wide, wml.Twips(b.chopBox(s.Seal).W))
	}
	right := b.grid.character(p.Right.N)
	before := b.settle(t)
	for i, s := range t.Signers {
		half := (max(wml.Twips(b.chopBox(s.Seal).H), character) - character) / 2
		// All but the last have space only above: of that below one paragraph and above the next, Word keeps the larger.
		f := wml.Paragraph{Before: before + half, Right: right + wide + b.grid.character(p.Post.N), Align: "right"}
		if i == len(t.Signers)-1 {
			f.After = half + p.Date.N*row
		}
		b.begin("SigningPost", f)
		if err := b.text(s.Name, b.profile.Styles["signature"]); err != nil {
			return err
		}
		b.End()
		before = half
	}
	// The lower edge of the last chop, from the date on which all hang.
	bottom := lead(row, b.profile.Styles["signature"].Size.Length) - p.Date.N*row - (row - character)
	for _, s := range slices.Backward(t.Signers) {
		at := b.chopBox(s.Seal)
		if err := b.stamp(s.Seal, b.grid.text-right-wml.Twips(at.W)/2, bottom-wml.Twips(at.H)/2, "签名章"); err != nil {
			return err
		}
		bottom -= max(wml.Twips(at.H), character) + row - character
	}
	return b.date(t.Date, wml.Paragraph{Right: b.grid.character(p.DateRight.N), Align: "right"})
}

// chopBox is the size of a name chop, or of the place that is left free for one.
func (b *body) chopBox(p *doc.Picture) wml.Box {
	w, h := b.profile.ChopSize(p)
	return wml.Box{W: w, H: h}
}
