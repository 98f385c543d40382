package docx

import (
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// head writes a block of the 版头; blocks are those of the paper, rest those after it. In a letter the place of each depends
// on the others, so the first of them writes all.
func (b *body) head(block doc.Block, blocks, rest []doc.Block) error {
	if b.form == doc.Letter {
		if b.letterhead {
			return nil
		}
		b.letterhead = true
		return b.letterHead(blocks)
	}
	switch t := block.(type) {
	case *doc.HeadNotes:
		return b.headNotes(t)
	case *doc.Mark:
		return b.mark(t, rest)
	case *doc.Number:
		return b.number(t)
	case *doc.IssueLine:
		return b.issueLine(t)
	}
	if b.form.HasRule() {
		b.rule()
	}
	return nil
}

// headNotes writes 份号, 密级和保密期限 and 紧急程度 on the first rows (7.2.1 to 7.2.3), some of them at the right where the profile
// has them there (GB/T 9704-1999, 8.1.2 and 8.1.3).
func (b *body) headNotes(t *doc.HeadNotes) error {
	left, right := b.profile.Notes(t, b.form)
	for i := range max(len(left), len(right)) {
		cells := make([]doc.Text, 1, 2)
		var styles []string
		f := wml.Paragraph{Before: b.noteRow(i)}
		var n doc.HeadNote
		if i < len(left) {
			n = left[i]
			cells[0] = n.Text
		}
		styles = append(styles, n.Style)
		if i < len(right) {
			n = right[i]
			cells, styles = append(cells, n.Text), append(styles, n.Style)
			f.Tabs = []wml.Tab{{Align: "right", At: b.grid.text}}
		}
		if err := b.tabbed(noteStyles[n.Style], n.Style, cells, f, styles...); err != nil {
			return err
		}
	}
	return nil
}

// noteStyles are the paragraph styles of the notes, by those of the profile.
var noteStyles = map[string]string{"copy": "CopyNumber", "secrecy": "Secrecy"}

// noteLine is the height of a line of the notes: one that has no room above its characters, so that those of the first stand
// on the edge of the type area, see lead.
func noteLine(p *doc.Profile) int { return wml.Twips(p.Styles["body"].Size.Length.Scale(11, 10)) }

// noteRow gives the space above the ith of the notes.
func (b *body) noteRow(i int) int { return b.lineOf(i, noteLine(b.profile)) }

// row gives the space above a line of the grid in the head of a page, the ith of several.
func (b *body) row(i int) int { return b.lineOf(i, b.grid.row) }

// lineOf gives the space above the ith of several lines of a height in the head of a page, each on its row.
func (b *body) lineOf(i, line int) int {
	p := b.profile
	var space measure.Length
	if i > 0 {
		space = p.LineGap()
	}
	return b.advance(space, p.Styles["body"].Size.Length, p.Character(), 0, line)
}

// markLook sets characters of a size.
func markLook(s doc.MarkSize) look {
	half := int(s.Height * 2 / measure.PT)
	percent := int(s.Width.Scale(100, int64(s.Height)))
	spacing := floorDiv(wml.Twips(s.Width)*100-half*10*percent, 100)
	return look{head: -1, Run: wml.Run{Size: half, Width: percent, Spacing: spacing}}
}

// mark writes the red head (7.2.4).
func (b *body) mark(t *doc.Mark, rest []doc.Block) error {
	if len(t.Names) > 1 {
		return b.jointMark(t, rest)
	}
	text := append(slices.Concat(t.Names...), t.Suffix...)
	s := b.profile.MarkSize(t.Names, t.Suffix, b.profile.Mark.Height.Length)
	line := wml.Twips(s.Pitch())
	b.begin("OrganMark", wml.Paragraph{Before: b.advance(max(0, b.profile.MarkTop(b.form).Length-b.y), s.Height, s.Height, 0, line), Line: line})
	err := b.runs(text, b.profile.Styles["mark"], markLook(s))
	b.End()
	return err
}

// jointMark writes the red head of several organs as a table without rules: the names evenly over one width, the suffix at
// their right, centred on them (7.2.4). Its characters shrink until page 1 shows the beginning of the text (7.3.3).
func (b *body) jointMark(t *doc.Mark, rest []doc.Block) error {
	longest := 0
	for _, name := range t.Names {
		longest = max(longest, name.Len())
	}
	p, count := b.profile, measure.Length(len(t.Names))
	top := max(0, p.MarkTop(b.form).Length-b.y)
	below, err := b.below(t, rest)
	if err != nil {
		return err
	}
	room := p.Area.Height.Length - b.y - top - below
	s := p.MarkSize(t.Names, t.Suffix, min(p.Mark.Height.Length, p.JointMark(len(t.Names), room)))

	line := wml.Twips(s.Pitch())
	before := b.advance(top, s.Height, s.Pitch()*(count-1)+s.Height, 0, line)
	b.pen += line * (len(t.Names) - 1)
	b.gap(before)
	names, gap, suffix := wml.Twips(s.Width)*longest, wml.Twips(s.SuffixGap()), wml.Twips(s.Width)*t.Suffix.Len()
	columns := []int{names}
	if suffix > 0 {
		columns = append(columns, gap, suffix)
	}
	b.Table(wml.Table{Widths: columns, Centred: true})
	for i, name := range t.Names {
		b.Row(wml.Row{Height: line, Exact: true})
		if err := b.markCell(name, names, line, "distribute", "", s); err != nil {
			return err
		}
		if suffix > 0 {
			merge, text := "continue", doc.Text(nil)
			if i == 0 {
				merge, text = "restart", t.Suffix
			}
			if err := b.markCell(nil, gap, line, "", "", s); err != nil {
				return err
			}
			if err := b.markCell(text, suffix, line, "center", merge, s); err != nil {
				return err
			}
		}
		b.CloseRow()
	}
	b.CloseTable()
	b.tabled = true
	return nil
}

// markCell writes a cell of a joint red head.
func (b *body) markCell(t doc.Text, width, line int, align, merge string, s doc.MarkSize) error {
	b.Cell(wml.Cell{Width: width, Merge: merge, Align: "center"})
	b.begin("OrganMark", wml.Paragraph{Line: line, Align: align})
	err := b.runs(t, b.profile.Styles["mark"], markLook(s))
	b.End()
	b.CloseCell()
	return err
}

// below is the height on paper of what page 1 must show under the red head: all that stands above the body, and its first
// line.
func (b *body) below(mark doc.Block, rest []doc.Block) (measure.Length, error) {
	p := b.profile
	h := p.Character() + measure.Twip // for what rounding takes
	previous := mark
	for _, block := range rest {
		h += p.Rows(p.LinesAbove(block, previous, b.form))
		switch t := block.(type) {
		case *doc.Number:
			h += p.Character() + p.Rows(b.signerRows(t)-1)
		case *doc.IssueLine, *doc.DateLine:
			h += p.Rows(1)
		case *doc.Rule:
			h += p.Rule.Gap.Length + p.Rule.Thickness.Length
		case *doc.Title:
			starts, err := b.starts(t.Text)
			if err != nil {
				return 0, err
			}
			lines := measure.Length(b.titleLines(t.Text, starts))
			h += lines * (p.Styles["title"].Size.Length + p.LineGap())
		case *doc.Addressee:
			h += p.Rows(1 + b.width(t.Text, "addressee")/b.grid.text)
		default:
			return h, nil
		}
		previous = block
	}
	return h, nil
}

// number writes the document number below the red head (7.2.5), at the left of its signers where it has them.
func (b *body) number(t *doc.Number) error {
	p := b.profile
	b.y += p.Rows(p.LinesAbove(t, b.previous, b.form))
	if len(t.Signers) > 0 {
		return b.signedNumber(t)
	}
	b.begin("DocumentNumber", wml.Paragraph{Before: b.row(0)})
	err := b.text(t.Text, p.Styles["number"])
	b.End()
	if b.form == doc.Order {
		b.y += p.LineGap()
	}
	return err
}

// signerRows is the number of rows of a number and its signers.
func (b *body) signerRows(t *doc.Number) int {
	if len(t.Signers) == 0 {
		return 1
	}
	rows, _ := b.signerColumns(t)
	return len(rows)
}

// signedNumber writes the number of a paper to a superior with its 签发人 at the right: several names to a row, each under one
// of the first row, the number on the last (7.2.5, 7.2.6).
func (b *body) signedNumber(t *doc.Number) error {
	p := b.profile
	rows, columns := b.signerColumns(t)
	for i, row := range rows {
		cells := make([]doc.Text, 1, 1+len(row))
		for _, n := range row {
			cells = append(cells, inRole(t.Signers[n], p.Styles["signer"].Role))
		}
		f := wml.Paragraph{Before: b.row(i), Left: b.grid.character(p.Number.Inset.N), Align: "left"}
		for _, c := range columns {
			f.Tabs = append(f.Tabs, wml.Tab{Align: "left", At: c})
		}
		if i == 0 {
			cells[1] = append(slices.Clone(t.Label), cells[1]...)
			f.Tabs[0].At -= b.width(t.Label, "number")
		}
		if i == len(rows)-1 {
			cells[0] = t.Text
		}
		if err := b.tabbed("DocumentNumber", "number", cells, f); err != nil {
			return err
		}
	}
	return nil
}

// signerColumns gives the rows of the names of signers, and where those begin that stand beside each other.
func (b *body) signerColumns(t *doc.Number) (rows [][]int, columns []int) {
	names := make([]int, len(t.Signers))
	for i, s := range t.Signers {
		names[i] = b.width(s, "signer")
	}
	return b.line().SignerColumns(names, b.width(t.Label, "number"), b.width(t.Text, "number"))
}

// tabbed writes a paragraph of texts with a tab between them, in a paragraph style and a style of the profile. The texts are in the faces
// of styles of their own if these are given.
func (b *body) tabbed(style, profile string, cells []doc.Text, f wml.Paragraph, own ...string) error {
	b.begin(style, f)
	for i, cell := range cells {
		if i > 0 {
			b.Tab()
		}
		set := look{head: -1}
		if i < len(own) && own[i] != profile {
			s := b.profile.Styles[own[i]]
			cell, set.latin = inRole(cell, s.Role), s.Latin
		}
		if err := b.runs(cell, b.profile.Styles[profile], set); err != nil {
			return err
		}
	}
	b.End()
	return nil
}

// issueLine writes the line above the rule of a 简报.
func (b *body) issueLine(t *doc.IssueLine) error {
	inset := b.grid.character(b.profile.Number.Inset.N)
	f := wml.Paragraph{Before: b.row(1), Left: inset, Tabs: []wml.Tab{{Align: "right", At: b.grid.text - inset}}}
	return b.tabbed("IssueLine", "number", []doc.Text{t.Left, t.Right}, f)
}

// letterHead writes the head of a letter: the red head in a frame counted from the page's edge, the double rules as drawings,
// and under the upper one the notes at the left and the number at the right (10.1).
func (b *body) letterHead(blocks []doc.Block) error {
	var left []doc.HeadNote
	var number doc.Text
	for _, block := range blocks {
		switch t := block.(type) {
		case *doc.HeadNotes:
			left, _ = b.profile.Notes(t, b.form)
		case *doc.Number:
			number = t.Text
		case *doc.Mark:
			if err := b.letterMark(t); err != nil {
				return err
			}
		}
	}
	p := b.profile
	b.letterRules()
	b.y += p.NoteGap()
	rows := max(1, len(left))
	for i := range rows {
		if i >= len(left) {
			b.begin("DocumentNumber", wml.Paragraph{Before: b.row(i), Align: "right"})
			if err := b.text(number, p.Styles["number"]); err != nil {
				return err
			}
			b.End()
			continue
		}
		cells := []doc.Text{left[i].Text}
		f := wml.Paragraph{Before: b.noteRow(i)}
		if i == 0 && len(number) > 0 {
			cells = append(cells, number)
			f.Tabs = []wml.Tab{{Align: "right", At: b.grid.text}}
		}
		if err := b.tabbed(noteStyles[left[i].Style], left[i].Style, cells, f, left[i].Style, "number"); err != nil {
			return err
		}
	}
	b.y += p.LineGap()
	return nil
}

// letterMark writes the red head of a letter in its frame, and moves on to below the upper double rule.
func (b *body) letterMark(t *doc.Mark) error {
	p := b.profile
	names := t.Organs(b.form)
	text := append(slices.Concat(names...), t.Suffix...)
	s := p.MarkSize(names, t.Suffix, p.Mark.Height.Length)
	line := wml.Twips(s.Pitch())
	top := p.Page.Top.Length + p.MarkTop(b.form).Length
	frame := wml.Box{Y: top - measure.Length(lead(line, s.Height))*measure.Twip, W: p.Area.Width.Length, H: s.Pitch()}
	b.begin("OrganMark", wml.Paragraph{Frame: &frame, Line: line})
	err := b.runs(text, p.Styles["mark"], markLook(s))
	b.End()
	b.y = p.MarkTop(b.form).Length + s.Height + p.Letter.RuleGap.Length + p.DoubleRule()
	return err
}

// letterRules makes the double rules of a letter for the next paragraph, in the middle of the page: the thick one above the
// thin one below the red head, the thin one above at the foot of the page (10.1).
func (b *body) letterRules() {
	p := b.profile
	l := p.Letter
	frame := wml.Box{X: p.DoubleRuleLeft(), Y: p.Page.Top.Length + b.y - p.DoubleRule(), W: l.RuleLength.Length, H: p.DoubleRule()}
	thick, thin := wml.Box{W: frame.W, H: l.Thick.Length}, wml.Box{Y: frame.H - l.Thin.Length, W: frame.W, H: l.Thin.Length}
	b.HangRedLines(wml.Float{Box: frame, From: "page", Name: "上双线"}, []wml.Box{thick, thin})

	frame.Y = p.Page.Top.Length + p.DoubleRuleFoot() - frame.H
	thick.Y, thin.Y = frame.H-thick.H, 0
	b.HangRedLines(wml.Float{Box: frame, From: "page", Name: "下双线"}, []wml.Box{thin, thick})
}
