package docx

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// body is word/document.xml while it is written.
type body struct {
	xml
	profile *doc.Profile
	options Options
	fonts   *fontTable
	grid    grid

	breakBefore bool // the next paragraph begins a page
	titled      bool // a title was the last block
	written     int  // where the last paragraph's properties end
	drawings    int
	cover       bool // the last section is the imprint's page

	// As long as the head of a page is written, its place is known on paper, where package layout has it, and in Word.
	top bool
	y   measure.Length // of the next row on paper, below the top of the type area
	pen int            // of the next line in Word, in twips
}

// inner gives what writes paragraphs elsewhere than into the document: in a box or a footer.
func (b *body) inner() *body {
	return &body{profile: b.profile, options: b.options, fonts: b.fonts, grid: b.grid}
}

// open begins the document.
func (b *body) open() {
	b.s(declaration).s(`<w:document xmlns:w="` + nsW + `" xmlns:r="` + nsR + `" xmlns:mc="` + nsMC + `" xmlns:wp="` + nsWP +
		`" xmlns:a="` + nsA + `" xmlns:wps="` + nsWPS + `" xmlns:wpg="` + nsWPG + `" xmlns:v="` + nsV + `" xmlns:o="` + nsO + `"><w:body>`)
}

// close ends the document with its last section.
func (b *body) close() {
	if b.breakBefore || b.written == 0 {
		b.begin("DocumentBody", form{})
		b.end()
	}
	kind := ""
	if b.cover {
		kind = b.imprintSection()
	}
	b.section(kind, !b.cover).s(`</w:body></w:document>`)
}

// block writes one block; rest are those after it.
func (b *body) block(block doc.Block, rest []doc.Block) error {
	titled := false
	var err error
	switch t := block.(type) {
	case *doc.Mark:
		err = b.mark(t)
	case *doc.Number:
		err = b.number(t)
	case *doc.Rule:
		b.rule()
	case *doc.Title:
		err, titled = b.title(t), true
	case *doc.Addressee:
		err = b.plain("Addressee", "addressee", t.Text)
	case *doc.Paragraph:
		err = b.paragraph(t, rest)
	case *doc.AttachmentNotes:
		err = b.attachmentNotes(t, rest)
	case *doc.Signature:
		err = b.signature(t)
	case *doc.Note:
		err = b.plain("Note", "note", t.Text)
	case *doc.PageBreak:
		b.breakBefore, b.top, b.y, b.pen = true, true, 0, 0
	case *doc.Label:
		err = b.label(t)
	case *doc.Imprint:
		err = b.imprint(t)
	default:
		err = fmt.Errorf("no form for a %T", block)
	}
	b.titled = titled
	return err
}

// begin opens a paragraph with what differs from its style.
func (b *body) begin(style string, f form) {
	f.breakBefore, b.breakBefore = b.breakBefore, false
	b.s(`<w:p><w:pPr><w:pStyle w:val="`).s(style).s(`"/>`).properties(&f)
	b.written = len(b.b)
	b.s(`</w:pPr>`)
}

func (b *body) end() { b.s(paragraphEnd) }

const paragraphEnd = `</w:p>`

// plain writes a paragraph of the running text.
func (b *body) plain(style, profile string, t doc.Text) error {
	b.begin(style, form{before: b.settle()})
	err := b.text(t, b.profile.Styles[profile])
	b.end()
	return err
}

// place gives the space that a line in the head of a page needs above it in Word to stand where it stands on paper, and
// moves on behind it.
func (b *body) place(space, size, height, gap measure.Length, line int) int {
	y := b.y + space
	before := max(0, twips(y)-lead(line, size)-b.pen)
	b.pen += before + line
	b.y = y + height + gap
	return before
}

// settle ends the head of a page: it gives the space above the first line of running text for which as many lines fit under
// it in Word as on paper.
func (b *body) settle() int {
	p := b.profile
	space := 0
	if b.titled {
		space = p.Addressee.Space.N
	}
	if !b.top {
		return space * b.grid.row
	}
	b.top = false
	y := b.y + p.Rows(space)
	character := p.Character()
	if y == 0 || y+character > p.Area.Height.Length {
		return 0
	}
	rows := 1 + int((p.Area.Height.Length-y-character)/p.Rows(1))
	lowest := b.grid.area - rows*b.grid.row
	wanted := twips(y) - lead(b.grid.row, p.Styles["body"].Size.Length)
	return max(0, min(max(wanted, lowest-b.grid.row+1), lowest)-b.pen)
}

// mark writes the red head as large as the profile allows, and narrower before smaller where the name is long (GB/T
// 9704-2012, 7.2.4).
func (b *body) mark(t *doc.Mark) error {
	m := b.profile.Mark
	n := measure.Length(max(1, utf8.RuneCountInString(t.Text.String())))
	width := min(m.Width.Length, m.LineLength.Length/n)
	size := min(m.Height.Length, width.Scale(int64(m.Narrowest.Den), int64(m.Narrowest.Num)))
	half := int(size * 2 / measure.PT)
	percent := int(width.Scale(100, int64(size)))
	track := floorDiv(twips(width)*100-half*10*percent, 100)

	line := twips(size.Scale(12, 10))
	b.begin("OrganMark", form{before: b.place(m.Top.Length, size, size, 0, line), line: line})
	err := b.runs(t.Text, b.profile.Styles["mark"], runForm{head: -1, half: half, percent: percent, track: track})
	b.end()
	return err
}

// number writes the document number two lines below the red head (7.2.5).
func (b *body) number(t *doc.Number) error {
	p := b.profile
	size := p.Styles["number"].Size.Length
	before := b.place(p.Rows(p.Number.Space.N), size, p.Character(), 0, b.grid.row)
	b.begin("DocumentNumber", form{before: before})
	err := b.text(t.Text, p.Styles["number"])
	b.end()
	return err
}

// title writes a title with the lines that Options.Balance wants (7.3.1).
func (b *body) title(t *doc.Title) error {
	p := b.profile
	var starts []int
	if b.options.Balance != nil {
		var err error
		if starts, err = b.options.Balance(t.Text); err != nil {
			return err
		}
	}
	space := 0
	switch t.Place {
	case doc.MainTitle:
		space = p.Title.Space.N
	case doc.AttachmentTitle:
		space = p.Title.Attachment.N - 2
	}
	before := space * b.grid.row
	if b.top {
		size, line := p.Styles["title"].Size.Length, b.pitch("title")
		before = b.place(p.Rows(space), size, size, p.LineGap(), line)
		for range b.titleLines(t.Text, starts) - 1 {
			b.place(0, size, size, p.LineGap(), line)
		}
	}
	b.begin("DocumentTitle", form{before: before})
	err := b.runs(t.Text, p.Styles["title"], runForm{head: -1, starts: starts, breaks: true})
	b.end()
	return err
}

// titleLines counts the lines of a title.
func (b *body) titleLines(t doc.Text, starts []int) int {
	if starts != nil {
		return len(starts) + 1
	}
	lines, n := 1, 0
	full := b.grid.text / twips(b.profile.Styles["title"].Size.Length)
	for _, r := range t.String() {
		if n++; r == '\n' || n > full {
			lines, n = lines+1, 0
		}
	}
	return lines
}

// label writes 附件 on the first row of an attachment (7.3.7).
func (b *body) label(t *doc.Label) error {
	f := form{}
	if b.top {
		p := b.profile
		f.before = b.place(0, p.Styles["label"].Size.Length, p.Character(), p.LineGap(), b.grid.row)
	}
	b.begin("AttachmentLabel", f)
	err := b.text(t.Text, b.profile.Styles["label"])
	b.end()
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
		f.keepNext = f.keepNext || t.Heading() == t.Text.String()
	}
	f.before = b.settle()
	b.begin(id, f)
	err := b.runs(t.Text, b.profile.Styles[name], runForm{head: head})
	b.end()
	return err
}

// levels are the styles of heads.
var levels = [4]struct{ id, profile string }{
	{"Level1", "heading1"}, {"Level2", "heading2"}, {"Level3", "heading3"}, {"Level4", "heading4"},
}

// tail keeps the last two lines of the running text with what may not stand alone on a page.
func (b *body) tail(rest []doc.Block) form {
	if ends(rest) {
		return form{keepNext: true, orphans: true}
	}
	if len(rest) > 1 && ends(rest[1:]) {
		if p, ok := rest[0].(*doc.Paragraph); ok && b.width(p.Text, "body") <= b.grid.text-b.grid.character(b.profile.Styles["body"].Indent.N) {
			return form{keepNext: true}
		}
	}
	return form{}
}

// ends tells whether rest begins with what stands under the running text.
func ends(rest []doc.Block) bool {
	if len(rest) == 0 {
		return false
	}
	switch rest[0].(type) {
	case *doc.Signature, *doc.AttachmentNotes:
		return true
	}
	return false
}

// attachmentNotes writes 附件： and the names, turned lines under the first character of the name (7.3.4).
func (b *body) attachmentNotes(t *doc.AttachmentNotes, rest []doc.Block) error {
	p := b.profile.AttachmentNotes
	s := b.profile.Styles["attachmentNotes"]
	indent := b.grid.character(p.Indent.N)
	label := b.width(t.Label, "attachmentNotes")
	before := b.settle() + p.Space.N*b.grid.row
	for i, name := range t.Names {
		var number doc.Text
		if len(t.Names) > 1 {
			number = doc.Text{{Text: fmt.Sprintf("%d.", i+1)}}
		}
		f := form{left: indent + label + b.width(number, "attachmentNotes"), first: -b.width(number, "attachmentNotes")}
		text := append(number, name...)
		if i == 0 {
			f.before, f.first = before, f.first-label
			text = append(slices.Clone(t.Label), text...)
		}
		f.keepNext = i >= len(t.Names)-2 && ends(rest)
		b.begin("AttachmentNotes", f)
		if err := b.text(text, s); err != nil {
			return err
		}
		b.end()
	}
	return nil
}

// signature writes the organs and the date without a seal: two characters in from the right, the date beginning two
// characters to the right of the organs; a date longer than they are stands two characters in, and they move to the left
// (7.3.5.2).
func (b *body) signature(t *doc.Signature) error {
	p := b.profile.Signature
	s := b.profile.Styles["signature"]
	before := b.settle() + p.Space.N*b.grid.row
	date := b.width(t.Date, "signature")
	if len(t.Organs) == 0 {
		b.begin("SigningDate", form{before: before, right: b.grid.character(p.Alone.N), align: "right"})
		err := b.text(t.Date, s)
		b.end()
		return err
	}
	longest := 0
	for _, o := range t.Organs {
		longest = max(longest, b.width(o, "signature"))
	}
	right, shift := b.grid.character(p.Right.N), b.grid.character(p.Shift.N)
	left := b.grid.text - right - longest
	if date > longest {
		left = b.grid.text - right - date - shift
	}
	left = max(0, left)
	for _, o := range t.Organs {
		b.begin("SigningOrgan", form{before: before, left: left})
		if err := b.text(o, s); err != nil {
			return err
		}
		b.end()
		before = 0
	}
	// The negative indent keeps the date on one line where a word processor sets its digits wider.
	b.begin("SigningDate", form{left: max(0, min(left+shift, b.grid.text-date)), right: -shift})
	err := b.text(t.Date, s)
	b.end()
	return err
}

// width is that of a text in Word, in twips: a Chinese character has the style's size, a digit or a Latin letter half of it,
// a stop a quarter; on the grid there is a little less between them.
func (b *body) width(t doc.Text, style string) int {
	em, track := twips(b.profile.Styles[style].Size.Length), 0
	if em == b.grid.size*10 {
		track = b.grid.track
	}
	w := 0
	for _, s := range t {
		for _, r := range s.Text {
			switch {
			case r == '.' || r == ',' || r == ' ':
				w += em/4 + track
			case r < 0x2000 && r != '·':
				w += em/2 + track
			default:
				w += em + track
			}
		}
	}
	return w
}
