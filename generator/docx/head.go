package docx

import (
	"slices"
	"unicode/utf8"

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
	if b.form != doc.Order { // which has none (10.2)
		b.rule()
	}
	return nil
}

// note is one of the notes at the upper left of page 1.
type note struct {
	text       doc.Text
	id, styled string // its paragraph style, and the profile's
}

// notes gives the notes that a paper has, from the top.
func notes(t *doc.HeadNotes) []note {
	all := []note{{t.Copy, "CopyNumber", "copy"}, {t.Secrecy, "Secrecy", "secrecy"}, {t.Urgency, "Secrecy", "secrecy"}}
	return slices.DeleteFunc(all, func(n note) bool { return len(n.text) == 0 })
}

// headNotes writes 份号, 密级和保密期限 and 紧急程度 on the first rows (7.2.1 to 7.2.3), the last two at the right where the profile
// has them there (GB/T 9704-1999, 8.1.2 and 8.1.3).
func (b *body) headNotes(t *doc.HeadNotes) error {
	if b.profile.HeadNotes.Right.On {
		return b.notesAside(t)
	}
	for i, n := range notes(t) {
		b.begin(n.id, form{before: b.noteRow(i)})
		if err := b.text(n.text, b.profile.Styles[n.styled]); err != nil {
			return err
		}
		b.end()
	}
	return nil
}

// notesAside writes 份号 at the left of the first row, and 密级 and 紧急程度 at the right of the first rows.
func (b *body) notesAside(t *doc.HeadNotes) error {
	left, right := notes(&doc.HeadNotes{Copy: t.Copy}), notes(&doc.HeadNotes{Secrecy: t.Secrecy, Urgency: t.Urgency})
	for i := range max(len(left), len(right)) {
		if i >= len(right) {
			b.begin(left[i].id, form{before: b.noteRow(i)})
			if err := b.text(left[i].text, b.profile.Styles[left[i].styled]); err != nil {
				return err
			}
			b.end()
			continue
		}
		n := right[i]
		cells := []doc.Text{nil, b.profile.Note(n.text)}
		if i < len(left) {
			cells[0] = left[i].text
		}
		if err := b.tabbed(n.id, n.styled, cells, form{before: b.noteRow(i), tabs: []tab{{"right", b.grid.text}}}); err != nil {
			return err
		}
	}
	return nil
}

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

// markForm is how large a red head is: the height of its characters and the width that each takes.
type markForm struct{ size, width measure.Length }

// fitted is as large as the profile allows where a line has to hold so many half characters, and narrower before smaller
// where they are many (7.2.4).
func (b *body) fitted(halves int) markForm {
	m := b.profile.Mark
	width := min(m.Width.Length, m.LineLength.Length.Scale(2, int64(max(2, halves))))
	return markForm{min(m.Height.Length, width.Scale(int64(m.Narrowest.Den), int64(m.Narrowest.Num))), width}
}

// shrunk gives the same with characters that are no higher than size, and no wider than high.
func (f markForm) shrunk(size measure.Length) markForm {
	size = min(size, f.size)
	return markForm{size, min(f.width, size)}
}

// line is the height of a line of the red head, a fifth more than its characters.
func (f markForm) line() measure.Length { return f.size.Scale(6, 5) }

func (f markForm) runs() runForm {
	half := int(f.size * 2 / measure.PT)
	percent := int(f.width.Scale(100, int64(f.size)))
	return runForm{head: -1, half: half, percent: percent, track: floorDiv(twips(f.width)*100-half*10*percent, 100)}
}

// markTop is the upper edge of the red head below that of the type area.
func (b *body) markTop() measure.Length {
	p := b.profile
	switch b.form {
	case doc.Order:
		return p.Order.MarkTop.Length
	case doc.Minutes:
		return p.Minutes.MarkTop.Length
	case doc.Briefing:
		return p.Briefing.MarkTop.Length
	case doc.Letter:
		return p.Letter.MarkTop.Length - p.Page.Top.Length
	}
	return p.Mark.Top.Length
}

// mark writes the red head (7.2.4).
func (b *body) mark(t *doc.Mark, rest []doc.Block) error {
	if len(t.Names) > 1 {
		return b.jointMark(t, rest)
	}
	text := append(slices.Concat(t.Names...), t.Suffix...)
	f := b.fitted(2 * runes(text))
	line := twips(f.line())
	b.begin("OrganMark", form{before: b.place(max(0, b.markTop()-b.y), f.size, f.size, 0, line), line: line})
	err := b.runs(text, b.profile.Styles["mark"], f.runs())
	b.end()
	return err
}

func runes(t doc.Text) int { return utf8.RuneCountInString(t.String()) }

// jointMark writes the red head of several organs as a table without rules: the names evenly over one width, the suffix at
// their right, centred on them (7.2.4). Its characters shrink, but not below the title's, until page 1 shows the beginning of
// the text (7.3.3).
func (b *body) jointMark(t *doc.Mark, rest []doc.Block) error {
	longest := 0
	for _, name := range t.Names {
		longest = max(longest, runes(name))
	}
	halves := 2 * longest
	if len(t.Suffix) > 0 {
		halves += 1 + 2*runes(t.Suffix)
	}
	count := measure.Length(len(t.Names))
	top := max(0, b.markTop()-b.y)
	below, err := b.below(rest)
	if err != nil {
		return err
	}
	room := b.profile.Area.Height.Length - b.y - top - below
	f := b.fitted(halves)
	f = f.shrunk(max(b.profile.Styles["title"].Size.Length, room*5/(6*count-1)))

	line := twips(f.line())
	before := b.place(top, f.size, f.line()*(count-1)+f.size, 0, line)
	b.pen += line * (len(t.Names) - 1)
	b.gap(before)
	names, gap, suffix := twips(f.width)*longest, twips(f.width/2), twips(f.width)*runes(t.Suffix)
	columns := []int{names}
	if suffix > 0 {
		columns = append(columns, gap, suffix)
	}
	b.s(`<w:tbl><w:tblPr><w:tblW w:w="`).n(sum(columns)).s(`" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`)
	b.s(noCellMargins).columns(columns)
	for i, name := range t.Names {
		b.s(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="`).n(line).s(`" w:hRule="exact"/></w:trPr>`)
		if err := b.markCell(name, names, line, "distribute", "", f); err != nil {
			return err
		}
		if suffix > 0 {
			merge, text := "continue", doc.Text(nil)
			if i == 0 {
				merge, text = "restart", t.Suffix
			}
			if err := b.markCell(nil, gap, line, "", "", f); err != nil {
				return err
			}
			if err := b.markCell(text, suffix, line, "center", merge, f); err != nil {
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
func (b *body) markCell(t doc.Text, width, line int, align, merge string, f markForm) error {
	b.s(`<w:tc><w:tcPr><w:tcW w:w="`).n(width).s(`" w:type="dxa"/>`)
	if merge != "" {
		b.s(`<w:vMerge w:val="`).s(merge).s(`"/>`)
	}
	b.s(`<w:vAlign w:val="center"/></w:tcPr>`)
	b.begin("OrganMark", form{line: line, align: align})
	err := b.runs(t, b.profile.Styles["mark"], f.runs())
	b.end()
	b.s(`</w:tc>`)
	return err
}

// below is the height on paper of what page 1 must show under the red head: all that stands above the body, and its first
// line.
func (b *body) below(rest []doc.Block) (measure.Length, error) {
	p := b.profile
	h := p.Character() + measure.Twip // for what rounding takes
	for _, block := range rest {
		switch t := block.(type) {
		case *doc.Number:
			h += p.Rows(p.Number.Space.N) + p.Character() + p.Rows(b.signerRows(t)-1)
		case *doc.IssueLine:
			h += p.Rows(1)
		case *doc.Rule:
			h += p.Rule.Gap.Length + p.Rule.Thickness.Length
		case *doc.Title:
			starts, err := b.starts(t.Text)
			if err != nil {
				return 0, err
			}
			lines := measure.Length(b.titleLines(t.Text, starts))
			h += p.Rows(p.Title.Space.N+p.Addressee.Space.N) + lines*(p.Styles["title"].Size.Length+p.LineGap())
		case *doc.DateLine:
			h += p.Rows(1)
		case *doc.Addressee:
			h += p.Rows(1 + b.width(t.Text, "addressee")/b.grid.text)
		default:
			return h, nil
		}
	}
	return h, nil
}

// number writes the document number below the red head (7.2.5), at the left of its signers where it has them.
func (b *body) number(t *doc.Number) error {
	p := b.profile
	space := p.Number.Space.N
	switch b.form {
	case doc.Order:
		space = p.Order.Number.N
	case doc.Briefing:
		space = p.Briefing.Number.N
	}
	b.y += p.Rows(space)
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

// signerColumns gives where the names of signers begin that stand beside each other: as many as the profile says, or as have
// room beside the number.
func (b *body) signerColumns(t *doc.Number) []int {
	p := b.profile.Number
	inset, character := b.grid.character(p.Inset.N), b.grid.character(1)
	for across := min(p.Signers.N, len(t.Signers)); ; across-- {
		columns := make([]int, across)
		x := b.grid.text - inset
		for j := across - 1; j >= 0; j-- {
			widest := 0
			for i := j; i < len(t.Signers); i += across {
				widest = max(widest, b.width(t.Signers[i], "signer"))
			}
			columns[j] = x - widest
			x -= widest + character
		}
		if across == 1 || columns[0]-b.width(t.Label, "number") >= inset+b.width(t.Text, "number")+character {
			return columns
		}
	}
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
	var left []note
	var number doc.Text
	for _, block := range blocks {
		switch t := block.(type) {
		case *doc.HeadNotes:
			left = notes(t)
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
	gap := p.Letter.NoteGap
	b.y += p.Styles["body"].Size.Length.Scale(int64(gap.Num), int64(gap.Den))
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
		cells := []doc.Text{left[i].text}
		f := form{before: b.noteRow(i)}
		if i == 0 && len(number) > 0 {
			cells = append(cells, inRole(number, p.Styles["number"].Role))
			f.tabs = []tab{{"right", b.grid.text}}
		}
		if err := b.tabbed(left[i].id, left[i].styled, cells, f); err != nil {
			return err
		}
	}
	b.y += p.LineGap()
	return nil
}

// letterMark writes the red head of a letter in its frame, and moves on to below the upper double rule.
func (b *body) letterMark(t *doc.Mark) error {
	p := b.profile
	text := append(slices.Concat(t.Names[:min(1, len(t.Names))]...), t.Suffix...) // the host's alone (10.1)
	f := b.fitted(2 * runes(text))
	line := twips(f.line())
	top := p.Letter.MarkTop.Length
	frame := box{y: top - measure.Length(lead(line, f.size))*measure.Twip, w: p.Area.Width.Length, h: f.line()}
	b.begin("OrganMark", form{frame: &frame, line: line})
	err := b.runs(text, p.Styles["mark"], f.runs())
	b.end()
	b.y = b.markTop() + f.size + p.Letter.RuleGap.Length + b.doubleRule()
	return err
}

// doubleRule is the height of a double rule.
func (b *body) doubleRule() measure.Length {
	p := b.profile.Letter
	return p.Thick.Length + p.Between.Length + p.Thin.Length
}

// letterRules makes the double rules of a letter for the next paragraph, in the middle of the page: the thick one above the
// thin one below the red head, the thin one above at the foot of the page (10.1).
func (b *body) letterRules() {
	p := b.profile
	l := p.Letter
	frame := box{x: (p.Page.Width.Length - l.RuleLength.Length) / 2, y: p.Page.Top.Length + b.y - b.doubleRule(), w: l.RuleLength.Length, h: b.doubleRule()}
	thick, thin := box{w: frame.w, h: l.Thick.Length}, box{y: frame.h - l.Thin.Length, w: frame.w, h: l.Thin.Length}
	b.hang(func() {
		b.shapes(float{box: frame, from: "page", wrap: over, name: "上双线"}, []box{thick, thin}, box{})
	})

	frame.y = p.Page.Height.Length - l.RuleBottom.Length - frame.h
	thick.y, thin.y = frame.h-thick.h, 0
	b.hang(func() {
		b.shapes(float{box: frame, from: "page", wrap: over, name: "下双线"}, []box{thin, thick}, box{})
	})
}
