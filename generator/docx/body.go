package docx

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// body is word/document.xml while it is written.
type body struct {
	*wml.Writer
	profile    *doc.Profile
	form       doc.Form
	typesetter Typesetter
	fonts      *wml.Fonts
	grid       grid

	previous    doc.Block // the block before the one that is written
	breakBefore bool      // the next paragraph begins a page
	tabled      bool      // a table has no paragraph behind it yet
	letGo       bool      // the paragraphs of the block that is written are not kept with the next
	worded      bool      // running text stands on the page's head: the one of a paper, of what it issues, of an attachment

	cellSize measure.Length // of the characters of the table that is written; 0 outside of tables

	// The section that is written.
	empty     bool // nothing stands in it
	later     bool // it is not the first
	landscape bool
	cover     bool // it is the imprint's page
	rotated   bool // a section of the paper is landscape

	side *doc.Side // the last that was written

	letterhead bool // the head of a letter is written

	// While the head of a page is written: where the next row stands.
	top bool           // the head of a page is written
	y   measure.Length // in our layout, below the top of the type area
	pen int            // in Word, in twips
}

// inner gives what writes paragraphs to w, elsewhere than into the document: in a box or a footer.
func (b *body) inner(w *wml.Writer) *body {
	return &body{Writer: w, profile: b.profile, form: b.form, typesetter: b.typesetter, fonts: b.fonts, grid: b.grid}
}

// close ends the document with its last section.
func (b *body) close() {
	if b.side != nil {
		b.gap(gapLine)
		b.Close(sideSection(b.side))
		return
	}
	b.leaveTable()
	if b.breakBefore || b.empty {
		b.begin("DocumentBody", wml.Paragraph{})
		b.End()
	}
	b.Close(b.section())
}

// blocks writes the blocks of a paper.
func (b *body) blocks(blocks []doc.Block) error {
	for i, block := range blocks {
		if _, ok := block.(*doc.PageBreak); !ok {
			b.rotate(doc.Landscape(blocks[i:]))
		}
		b.letGo = b.letsGo(block, blocks[i+1:])
		if err := b.block(block, blocks, i); err != nil {
			return fmt.Errorf("docx: block %d: %w", i+1, err)
		}
		if p, ok := block.(*doc.Paragraph); ok && !alone(p) {
			b.worded = true
		}
		b.previous = block
	}
	return nil
}

// block writes blocks[i].
func (b *body) block(block doc.Block, blocks []doc.Block, i int) error {
	rest := blocks[i+1:]
	switch t := block.(type) {
	case *doc.HeadNotes, *doc.Mark, *doc.Number, *doc.IssueLine, *doc.Rule:
		return b.head(t, blocks, rest)
	case *doc.Title:
		return b.title(t)
	case *doc.DateLine:
		return b.dateLine(t)
	case *doc.Addressee:
		return b.plain(t, "Addressee", "addressee", t.Text)
	case *doc.Paragraph:
		return b.paragraph(t, rest)
	case *doc.Table:
		return b.table(t, rest)
	case *doc.NameList:
		return b.nameList(t, rest)
	case *doc.Figure:
		return b.figure(t, rest)
	case *doc.AttachmentNotes:
		return b.attachmentNotes(t, rest)
	case *doc.Signature:
		return b.signature(t)
	case *doc.SignLines:
		return b.signLines(t, rest)
	case *doc.Note:
		return b.plain(t, "Note", "note", t.Text)
	case *doc.Attendance:
		return b.attendance(t, rest)
	case *doc.Side:
		return b.writeSide(t)
	case *doc.PageBreak:
		b.breakBefore = true
		b.newPage()
	case *doc.Label:
		return b.label(t)
	case *doc.Imprint:
		return b.imprint(t)
	default:
		return fmt.Errorf("no form for a %T", block)
	}
	return nil
}

// newPage says that what follows stands at the head of a page.
func (b *body) newPage() { b.top, b.y, b.pen, b.worded = true, 0, 0, false }

// begin opens a paragraph with what differs from its style.
func (b *body) begin(style string, f wml.Paragraph) {
	f.BreakBefore, b.breakBefore = b.breakBefore, false
	f.LetGo = f.LetGo || b.letGo
	b.empty, b.tabled = false, false
	b.Paragraph(style, f)
}

// plain writes a paragraph of the running text.
func (b *body) plain(block doc.Block, style, profile string, t doc.Text) error {
	b.begin(style, wml.Paragraph{Before: b.settle(block)})
	err := b.text(t, b.profile.Styles[profile])
	b.End()
	return err
}

// advance gives the space that a line in the head of a page needs above it in Word to stand where it stands on paper, and
// moves on behind it.
func (b *body) advance(space, size, height, gap measure.Length, line int) int {
	y := b.y + space
	before := max(0, wml.Twips(y)-lead(line, size)-b.pen)
	b.pen += before + line
	b.y = y + height + gap
	return before
}

// settle gives the space above a block of running text. It ends the head of a page: as many lines fit under the block in Word as
// on paper.
func (b *body) settle(block doc.Block) int {
	p := b.profile
	lines := p.LinesAbove(block, b.previous, b.form)
	if !b.top {
		return lines * b.grid.row
	}
	b.top = false
	y := b.y + p.Rows(lines)
	character := p.Character()
	if y == 0 || y+character > p.Area.Height.Length {
		return 0
	}
	rows := 1 + int((p.Area.Height.Length-y-character)/p.Rows(1))
	lowest := b.grid.area - rows*b.grid.row
	wanted := wml.Twips(y) - lead(b.grid.row, p.Styles["body"].Size.Length)
	const rounding = 20 // LibreOffice rounds every line
	return max(0, min(max(wanted, lowest-b.grid.row+1), lowest-rounding)-b.pen)
}

// title writes a title with the lines that Options.Balance wants (7.3.1).
func (b *body) title(t *doc.Title) error {
	p := b.profile
	starts, err := b.starts(t.Text)
	if err != nil {
		return err
	}
	space := p.LinesAbove(t, b.previous, b.form)
	before := space * b.grid.row
	if b.top {
		size, line := p.Styles["title"].Size.Length, b.pitch("title")
		before = b.advance(p.Rows(space), size, size, p.LineGap(), line)
		for range b.titleLines(t.Text, starts) - 1 {
			b.advance(0, size, size, p.LineGap(), line)
		}
	}
	b.begin("DocumentTitle", wml.Paragraph{Before: before})
	err = b.runs(t.Text, p.Styles["title"], look{head: -1, starts: starts, breaks: true})
	b.End()
	return err
}

// starts gives the places where the lines of a title begin after its first; nil leaves it to Word.
func (b *body) starts(t doc.Text) ([]int, error) {
	return b.typesetter.TitleBreaks(t)
}

// titleLines counts the lines of a title.
func (b *body) titleLines(t doc.Text, starts []int) int {
	if starts != nil {
		return len(starts) + 1
	}
	lines, n := 1, 0
	full := b.grid.text / wml.Twips(b.profile.Styles["title"].Size.Length)
	for _, r := range t.String() {
		if n++; r == '\n' || n > full {
			lines, n = lines+1, 0
		}
	}
	return lines
}

// dateLine writes the bracketed date under a title.
func (b *body) dateLine(t *doc.DateLine) error { return b.alone("DateLine", "dateLine", t.Text) }

// label writes 附件 on the first row of an attachment (7.3.7).
func (b *body) label(t *doc.Label) error { return b.alone("AttachmentLabel", "label", t.Text) }

// alone writes a text that is a paragraph of its own, in a paragraph style and a style of the profile. On the top of a page it
// stands on the edge of the type area.
func (b *body) alone(id, style string, t doc.Text) error {
	f := wml.Paragraph{}
	p := b.profile
	if b.top {
		f.Before = b.advance(0, p.Styles[style].Size.Length, p.Character(), p.LineGap(), b.grid.row)
	}
	b.begin(id, f)
	err := b.text(t, p.Styles[style])
	b.End()
	return err
}

// paragraph writes a paragraph of the 正文 or a head (7.3.3). A head that stands alone is kept with the next paragraph, as
// is what a signature stands under.
func (b *body) paragraph(t *doc.Paragraph, rest []doc.Block) error {
	id, name := "DocumentBody", "body"
	head := -1
	f := b.tail(rest)
	if t.Level > 0 {
		if t.Level > len(levels) {
			return fmt.Errorf("no form for a head of level %d", t.Level)
		}
		id, name = levels[t.Level-1].id, levels[t.Level-1].profile
		head = t.Head
		f.KeepNext = f.KeepNext || alone(t)
	}
	if t.Centred {
		f.Align, f.First = "center", 1 // in place of the style's indent
	}
	f.Before = b.settle(t)
	text, style := t.Text, b.profile.Styles[name]
	n, fixed, err := b.turn(t, rest)
	if err != nil {
		return err
	}
	switch all := t.Text.Len(); {
	case n == all: // the ending stands on the next page, without text, as there is too little of it
		f.KeepNext = false
	case n > 0:
		var first doc.Text
		first, text = cut(text, n)
		b.begin(id, wml.Paragraph{Before: f.Before})
		if err := b.runs(first, style, look{head: head}); err != nil {
			return err
		}
		b.End()
		id, f.Before, f.Flush = "DocumentBody", 0, true
		b.breakBefore, fixed = fixed, false
		if head >= 0 {
			head = max(0, head-n)
		}
	}
	b.begin(id, f)
	err = b.runs(text, style, look{head: head})
	b.End()
	b.breakBefore = b.breakBefore || fixed
	return err
}

// alone tells whether a paragraph is a head on lines of its own.
func alone(t *doc.Paragraph) bool { return t.Level > 0 && t.Heading() == t.Text.String() }

// letsGo tells whether a block of the head is not to be kept with what comes: the only paragraph of the text, which is kept with its
// ending. The whole paper would be one chain, which word processors tear where it begins.
func (b *body) letsGo(block doc.Block, rest []doc.Block) bool {
	if _, ok := block.(*doc.Paragraph); ok || b.worded {
		return false
	}
	for i, next := range rest {
		p, ok := next.(*doc.Paragraph)
		if !ok {
			return false
		}
		if !alone(p) {
			return ends(rest[i+1:])
		}
	}
	return false
}

// turn gives the number of characters after which a paragraph is parted: where the page turns in our layout, within it or behind
// it, if it is the only one above an ending. LibreOffice would take all of it to the next page, and leave page 1 without text (7.3.3).
func (b *body) turn(t *doc.Paragraph, rest []doc.Block) (n int, fixed bool, err error) {
	if b.worded || alone(t) || !ends(rest) {
		return 0, false, nil
	}
	n, fixed, err = b.typesetter.Turn(t.Text)
	if err != nil || n == 0 || n == t.Text.Len() {
		return n, fixed, err
	}
	return b.wholeLines([]rune(t.Text.String())[:n]), fixed, nil
}

// wholeLines gives how many characters of a paragraph, of which ours end a line, stand on that many lines in LibreOffice too: it sets a
// quarter of a character between Chinese and digits or letters, whatever the file says.
func (b *body) wholeLines(text []rune) int {
	line, em := b.grid.text, b.grid.size*10
	indent := b.grid.character(b.profile.Styles["body"].Indent.N)
	all := indent
	for _, r := range text {
		all += b.runeWidth(r, em, b.grid.track)
	}
	n, at := 0, indent
	for left := max(1, (all+line/2)/line); n < len(text); n++ {
		w := b.runeWidth(text[n], em, b.grid.track)
		if n > 0 && (unicode.Is(unicode.Han, text[n]) && latin(text[n-1]) || unicode.Is(unicode.Han, text[n-1]) && latin(text[n])) {
			w += em / 4
		}
		if at += w; at > line {
			if left--; left == 0 {
				break
			}
			at = w
		}
	}
	if n == len(text) {
		return n
	}
	for n > 1 && (text[n] < 0x2000 && text[n-1] < 0x2000 || strings.ContainsRune(notFirst, text[n]) || strings.ContainsRune(notLast, text[n-1])) {
		n--
	}
	return n
}

// latin tells whether LibreOffice keeps a character apart from a Chinese one.
func latin(r rune) bool { return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// Characters that do not begin a line, and that do not end one.
const (
	notFirst = "，。、；：！？”’）》〉】〕…—～·%℃"
	notLast  = "“‘（《〈【〔"
)

// cut parts a text after a number of characters.
func cut(t doc.Text, n int) (before, after doc.Text) {
	for i, span := range t {
		r := []rune(span.Text)
		if n >= len(r) {
			n -= len(r)
			continue
		}
		left, right := span, span
		left.Text, right.Text = string(r[:n]), string(r[n:])
		return append(slices.Clone(t[:i]), left), append(doc.Text{right}, t[i+1:]...)
	}
	return t, nil
}

// levels are the styles of heads.
var levels = [4]struct{ id, profile string }{
	{"Level1", "heading1"}, {"Level2", "heading2"}, {"Level3", "heading3"}, {"Level4", "heading4"},
}

// tail keeps the last two lines of the running text with what may not stand alone on a page.
func (b *body) tail(rest []doc.Block) wml.Paragraph {
	if ends(rest) {
		return wml.Paragraph{KeepNext: true, Orphans: true}
	}
	// The first paragraph would take the head of the paper with it to the next page.
	if _, later := b.previous.(*doc.Paragraph); later && len(rest) > 1 && ends(rest[1:]) {
		if p, ok := rest[0].(*doc.Paragraph); ok && b.width(p.Text, "body") <= b.grid.text-b.grid.character(b.profile.Styles["body"].Indent.N) {
			return wml.Paragraph{KeepNext: true}
		}
	}
	return wml.Paragraph{}
}

// ends tells whether rest begins with what stands under the running text.
func ends(rest []doc.Block) bool {
	if len(rest) == 0 {
		return false
	}
	switch rest[0].(type) {
	case *doc.Signature, *doc.SignLines, *doc.AttachmentNotes:
		return true
	}
	return false
}

// attachmentNotes writes 附件： and the names, whose further lines hang under the first character of the name (7.3.4).
func (b *body) attachmentNotes(t *doc.AttachmentNotes, rest []doc.Block) error {
	p := b.profile.AttachmentNotes
	s := b.profile.Styles["attachmentNotes"]
	indent := b.grid.character(p.Indent.N)
	label := b.width(t.Label, "attachmentNotes")
	before := b.settle(t)
	for i, name := range t.Names {
		number := t.Numbered(i)
		f := wml.Paragraph{Left: indent + label + b.width(number, "attachmentNotes"), First: -b.width(number, "attachmentNotes")}
		text := append(number, name...)
		if i == 0 {
			f.Before, f.First = before, f.First-label
			text = append(slices.Clone(t.Label), text...)
		}
		// All names stand on one page (7.3.4), unless they are as many as fill half of it.
		f.KeepNext = i < len(t.Names)-1 && (len(t.Names) <= b.profile.Grid.Lines.N/2 || i >= len(t.Names)-2) || i == len(t.Names)-1 && ends(rest)
		b.begin("AttachmentNotes", f)
		if err := b.text(text, s); err != nil {
			return err
		}
		b.End()
	}
	return nil
}

// attendance writes a line of those present, absent and listening: an empty line above the first, further lines behind
// the colon (10.3).
func (b *body) attendance(t *doc.Attendance, rest []doc.Block) error {
	p := b.profile
	label := b.width(t.Label, "attendance")
	b.begin("Attendance", wml.Paragraph{KeepNext: ends(rest), Before: b.settle(t), Left: b.grid.character(p.Styles["body"].Indent.N) + label, First: -label})
	err := b.text(append(inRole(t.Label, p.Styles["label"].Role), t.Text...), p.Styles["attendance"])
	b.End()
	return err
}
