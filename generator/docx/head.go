package docx

import (
	"slices"

	"gongwen/generator/doc"
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
		f := form{before: b.noteRow(i)}
		var n doc.HeadNote
		if i < len(left) {
			n = left[i]
			cells[0] = n.Text
		}
		if i < len(right) {
			n = right[i]
			cells = append(cells, n.Text)
			f.tabs = []tab{{"right", b.grid.text}}
		}
		if err := b.tabbed(noteStyles[n.Style], n.Style, cells, f); err != nil {
			return err
		}
	}
	return nil
}

// noteStyles are the paragraph styles of the notes, by those of the profile.
var noteStyles = map[string]string{"copy": "CopyNumber", "secrecy": "Secrecy"}

// noteLine is the height of a line of the notes: one that has no room above its characters, so that those of the first stand
// on the edge of the type area, see lead.
func noteLine(p *doc.Profile) int { return twips(p.Styles["body"].Size.Length.Scale(11, 10)) }

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
	return b.place(space, p.Styles["body"].Size.Length, p.Character(), 0, line)
}

// markLine is the height of a line of the red head, a fifth more than its characters.
func markLine(s doc.MarkSize) measure.Length { return s.Height.Scale(6, 5) }

// markRuns sets characters of a size.
func markRuns(s doc.MarkSize) runForm {
	half := int(s.Height * 2 / measure.PT)
	percent := int(s.Width.Scale(100, int64(s.Height)))
	return runForm{head: -1, half: half, percent: percent, track: floorDiv(twips(s.Width)*100-half*10*percent, 100)}
}

// mark writes the red head (7.2.4).
func (b *body) mark(t *doc.Mark, rest []doc.Block) error {
	if len(t.Names) > 1 {
		return b.jointMark(t, rest)
	}
	text := append(slices.Concat(t.Names...), t.Suffix...)
	s := b.profile.MarkSize(t.Names, t.Suffix, b.profile.Mark.Height.Length)
	line := twips(markLine(s))
	b.begin("OrganMark", form{before: b.place(max(0, b.profile.MarkTop(b.form)-b.y), s.Height, s.Height, 0, line), line: line})
	err := b.runs(text, b.profile.Styles["mark"], markRuns(s))
	b.end()
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
	top := max(0, p.MarkTop(b.form)-b.y)
	below, err := b.below(t, rest)
	if err != nil {
		return err
	}
	room := p.Area.Height.Length - b.y - top - below
	s := p.MarkSize(t.Names, t.Suffix, min(p.Mark.Height.Length, p.JointMark(len(t.Names), room)))

	line := twips(markLine(s))
	before := b.place(top, s.Height, markLine(s)*(count-1)+s.Height, 0, line)
	b.pen += line * (len(t.Names) - 1)
	b.gap(before)
	names, gap, suffix := twips(s.Width)*longest, twips(s.SuffixGap()), twips(s.Width)*t.Suffix.Len()
	columns := []int{names}
	if suffix > 0 {
		columns = append(columns, gap, suffix)
	}
	b.s(`<w:tbl><w:tblPr><w:tblW w:w="`).n(sum(columns)).s(`" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`)
	b.s(noCellMargins).columns(columns)
	for i, name := range t.Names {
		b.s(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="`).n(line).s(`" w:hRule="exact"/></w:trPr>`)
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
		b.s(`</w:tr>`)
	}
	b.s(`</w:tbl>`)
	b.tabled = true
	return nil
}

// markCell writes a cell of a joint red head.
func (b *body) markCell(t doc.Text, width, line int, align, merge string, s doc.MarkSize) error {
	b.s(`<w:tc><w:tcPr><w:tcW w:w="`).n(width).s(`" w:type="dxa"/>`)
	if merge != "" {
		b.s(`<w:vMerge w:val="`).s(merge).s(`"/>`)
	}
	b.s(`<w:vAlign w:val="center"/></w:tcPr>`)
	b.begin("OrganMark", form{line: line, align: align})
	err := b.runs(t, b.profile.Styles["mark"], markRuns(s))
	b.end()
	b.s(`</w:tc>`)
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
	b.begin("DocumentNumber", form{before: b.row(0)})
	err := b.text(t.Text, p.Styles["number"])
	b.end()
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
	return ceilDiv(len(t.Signers), len(b.signerColumns(t)))
}

// signedNumber writes the number of a paper to a superior with its 签发人 at the right: several names to a row, each under one
// of the first row, the number on the last (7.2.5, 7.2.6).
func (b *body) signedNumber(t *doc.Number) error {
	p := b.profile
	columns := b.signerColumns(t)
	rows := slices.Collect(slices.Chunk(t.Signers, len(columns)))
	for i, row := range rows {
		cells := make([]doc.Text, 1, 1+len(row))
		for _, s := range row {
			cells = append(cells, inRole(s, p.Styles["signer"].Role))
		}
		f := form{before: b.row(i), left: b.grid.character(p.Number.Inset.N), align: "left"}
		for _, c := range columns {
			f.tabs = append(f.tabs, tab{"left", c})
		}
		if i == 0 {
			cells[1] = append(slices.Clone(t.Label), cells[1]...)
			f.tabs[0].at -= b.width(t.Label, "number")
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

// signerColumns gives where the names of signers begin that stand beside each other.
func (b *body) signerColumns(t *doc.Number) []int {
	names := make([]int, len(t.Signers))
	for i, s := range t.Signers {
		names[i] = b.width(s, "signer")
	}
	return b.line().SignerColumns(names, b.width(t.Label, "number"), b.width(t.Text, "number"))
}

// tabbed writes a paragraph of texts with a tab between them.
func (b *body) tabbed(style, profile string, cells []doc.Text, f form) error {
	b.begin(style, f)
	for i, cell := range cells {
		if i > 0 {
			b.s(`<w:r><w:tab/></w:r>`)
		}
		if err := b.text(cell, b.profile.Styles[profile]); err != nil {
			return err
		}
	}
	b.end()
	return nil
}

// issueLine writes the line above the rule of a 简报.
func (b *body) issueLine(t *doc.IssueLine) error {
	inset := b.grid.character(b.profile.Number.Inset.N)
	f := form{before: b.row(1), left: inset, tabs: []tab{{"right", b.grid.text - inset}}}
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
			b.begin("DocumentNumber", form{before: b.row(i), align: "right"})
			if err := b.text(number, p.Styles["number"]); err != nil {
				return err
			}
			b.end()
			continue
		}
		cells := []doc.Text{left[i].Text}
		f := form{before: b.noteRow(i)}
		if i == 0 && len(number) > 0 {
			cells = append(cells, inRole(number, p.Styles["number"].Role))
			f.tabs = []tab{{"right", b.grid.text}}
		}
		if err := b.tabbed(noteStyles[left[i].Style], left[i].Style, cells, f); err != nil {
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
	line := twips(markLine(s))
	top := p.Page.Top.Length + p.MarkTop(b.form)
	frame := box{y: top - measure.Length(lead(line, s.Height))*measure.Twip, w: p.Area.Width.Length, h: markLine(s)}
	b.begin("OrganMark", form{frame: &frame, line: line})
	err := b.runs(text, p.Styles["mark"], markRuns(s))
	b.end()
	b.y = p.MarkTop(b.form) + s.Height + p.Letter.RuleGap.Length + p.DoubleRule()
	return err
}

// letterRules makes the double rules of a letter for the next paragraph, in the middle of the page: the thick one above the
// thin one below the red head, the thin one above at the foot of the page (10.1).
func (b *body) letterRules() {
	p := b.profile
	l := p.Letter
	frame := box{x: p.DoubleRuleLeft(), y: p.Page.Top.Length + b.y - p.DoubleRule(), w: l.RuleLength.Length, h: p.DoubleRule()}
	thick, thin := box{w: frame.w, h: l.Thick.Length}, box{y: frame.h - l.Thin.Length, w: frame.w, h: l.Thin.Length}
	b.hang(func() {
		b.shapes(float{box: frame, from: "page", wrap: over, name: "上双线"}, []box{thick, thin}, box{})
	})

	frame.y = p.Page.Top.Length + p.DoubleRuleFoot() - frame.h
	thick.y, thin.y = frame.h-thick.h, 0
	b.hang(func() {
		b.shapes(float{box: frame, from: "page", wrap: over, name: "下双线"}, []box{thin, thick}, box{})
	})
}
