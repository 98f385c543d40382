// Package doc is the document model: what a paper says, before anything is placed.
//
// kind makes it from a record; layout places it for PDF and SVG, docx writes it as it is, because Word lays out for
// itself. Its words are those of GB/T 9704-2012; the glossary is in templates/README.md.
//
//	doc.go      Document, and the blocks of running text in the order of a paper
//	name.go     lists of names
//	side.go     cards and certificates
//	profile.go  the numbers of a standard, each with its clause
//	rules.go    what follows from them for an element, by the form of the paper: layout and docx ask here
//	line.go     and for what shares a line: signers, seals, the columns of tables and of names
package doc

import (
	"strings"
	"time"
	"unicode/utf8"

	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/picture"
)

// Document is a paper: what it says of itself, the profile and the form that it is set in, and its elements in order.
type Document struct {
	Info    Info
	Profile *Profile
	Form    Form
	Blocks  []Block
}

// NoProfile is what a file says of its profile that no standard rules.
const NoProfile = "none"

// ProfileName gives the name of the profile that a document keeps to, which its file says of itself; NoProfile for sheets.
func (d *Document) ProfileName() string {
	for _, b := range d.Blocks {
		if _, sheet := b.(*Side); sheet {
			return NoProfile
		}
	}
	if d.Profile == nil {
		return ""
	}
	return d.Profile.Name
}

// Form is one of the layouts of the standard: that of most papers, or a special one of GB/T 9704-2012, chapter 10. It says
// where head, number and page numbers stand.
type Form uint8

// The forms.
const (
	Common   Form = iota
	Letter        // 信函格式, 10.1
	Order         // 命令（令）格式, 10.2
	Minutes       // 纪要格式, 10.3
	Briefing      // 简报, by custom
	Plain         // without a red head: 承诺书, 公示, 方案 and tables, by custom
)

// Info is what a file says about itself.
type Info struct {
	Title    string
	Author   string // the issuing organ
	Number   string // the document number
	Keywords []string
	Language string    // BCP 47, such as "zh-CN"
	Date     time.Time // the paper's own date, at midnight UTC; zero if it has none
}

// Source is the place in the input that characters come from, so that whoever filled it in can be told where a fault is.
// Characters of a template have the zero Source.
type Source struct {
	Path   string // RFC 6901 pointer of the field, such as "/attachments/0/title"
	Line   int    // of the field's text, from 1
	Column int    // of the first character in that line, in characters, from 1
}

// Notice gives what the person who filled in the paper is told of the character, for record.Locate to find its place. code is
// English, for programs; message is Chinese.
func (s Source) Notice(code, message string) notice.Notice {
	return notice.Notice{Path: s.Path, Line: s.Line, Column: s.Column, Code: code, Message: message}
}

// Span is a stretch of characters that are set alike.
type Span struct {
	Text string
	Role string // the style's font role, or "" for that of the block
	From Source
}

// Text is a stretch of characters without line ends; an element that has several lines has several Texts.
type Text []Span

// String gives the characters alone.
func (t Text) String() string {
	switch len(t) {
	case 0:
		return ""
	case 1:
		return t[0].Text
	}
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Len counts the characters.
func (t Text) Len() int {
	n := 0
	for _, s := range t {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}

// Block is one element of a paper. The list is closed: the types of this file, NameList and Side.
type Block interface{ block() }

// HeadNotes are 份号, 密级和保密期限 and 紧急程度 at the head of page 1 (7.2.1 to 7.2.3), where the profile says. Those that a
// paper lacks are empty.
type HeadNotes struct{ Copy, Secrecy, Urgency Text }

// Mark is the 发文机关标志, the red head of a paper (GB/T 9704-2012, 7.2.4).
type Mark struct {
	Names  []Text // one; on a joint paper several, the host's first
	Suffix Text   // 文件; to the right of several names, centred on them
}

// Number is the 发文字号, the document number (7.2.5). A paper to a superior names its 签发人 on the same line (7.2.6).
type Number struct {
	Text    Text
	Label   Text // 签发人：
	Signers []Text
}

// IssueLine is the line above the rule of a 简报: who edits it at the left, the date at the right.
type IssueLine struct{ Left, Right Text }

// Rule is the 分隔线 between head and main part (7.2.7).
type Rule struct{}

// Title is the 标题 (7.3.1) of the paper, of what it issues, or of an attachment (7.3.7).
type Title struct {
	Text  Text
	Place TitlePlace
}

// TitlePlace says what a title stands over.
type TitlePlace uint8

// The places of a title.
const (
	MainTitle       TitlePlace = iota // under the red rule
	EnclosureTitle                    // of the paper that is issued, on the first row of a new page
	AttachmentTitle                   // of an attachment, on the third row of a page that begins with a Label
)

// Addressee is the 主送机关, its colon included (7.3.2).
type Addressee struct{ Text Text }

// Paragraph is a paragraph of the 正文 (7.3.3). Level 1 to 4 is a head (一、 （一） 1. （1）); 0 is plain text. Head is the number of
// characters of Text that are the head: all of them, or those before the text that runs on behind it; none if the
// paragraph is a sentence that only carries a number, which is set as plain text. Centred is the 第一章 or 第一节 of rules, which stands
// in the middle of the line.
type Paragraph struct {
	Text    Text
	Level   int
	Head    int
	Centred bool
}

// Heading gives the characters of the head, for bookmarks; "" for plain text.
func (p *Paragraph) Heading() string {
	if p.Level == 0 {
		return ""
	}
	n := 0
	s := p.Text.String()
	for i := range s {
		if n == p.Head {
			return s[:i]
		}
		n++
	}
	return s
}

// AttachmentNotes is the 附件说明: the names of what is attached (7.3.4). Numbers are added when there are several.
type AttachmentNotes struct {
	Label Text // 附件：
	Names []Text
}

// DateLine is the bracketed date centred under the title of a paper without an addressee, such as a 决定.
type DateLine struct{ Text Text }

// Signature is 发文机关署名 and 成文日期 (7.3.5). A paper may have the date alone.
type Signature struct {
	Form    SignatureForm
	Signers []Signer // on a joint paper the host first
	Date    Text
}

// SignatureForm is one of the three endings of a paper.
type SignatureForm uint8

// The endings.
const (
	Unsealed SignatureForm = iota // 7.3.5.2
	Sealed                        // 7.3.5.1
	Chopped                       // 7.3.5.3, with the signer's name chop
)

// SignLines are for people who sign by hand: at the right, each with a rule to write on, and below them the date, which may be
// blanks to write in. Without a date another block has it.
type SignLines struct {
	Labels []Text // 承诺人（签名）：
	Date   Text
}

// SignRule is how long the rule is that is signed on, in characters.
const SignRule = 7

// Signer is an organ that signs; under a name chop, the signer's post. Seal is the organ's seal or the chop, supplied by the
// user: where it is nil, the place is left free for the real one.
type Signer struct {
	Name Text
	Seal *Picture
}

// Picture is a picture that the user supplied, as it stands in the paper. Only cards have drawings.
type Picture struct {
	*picture.Picture
	PrintedWidth, PrintedHeight measure.Length // on a side these are those of its SideImage
	Alt                         string         // what it shows
	From                        Source
}

// Attendance is a line of the 出席, 请假 and 列席 of 纪要 (10.3): the label, and names that align behind it.
type Attendance LabelledLine

// Table is a table in running text, or, with Landscape, on pages of its own that are rotated (chapter 8).
type Table struct {
	Caption   Text
	Columns   []Column
	Head      int // rows that stand again on every page
	Rows      [][]Cell
	Heights   []measure.Length // of the rows, at the least; 0, or nil for all, is as high as the text
	Landscape bool
}

// Height gives the height that a row has at the least.
func (t *Table) Height(row int) measure.Length {
	if row < len(t.Heights) {
		return t.Heights[row]
	}
	return 0
}

// Landscape tells whether the first of blocks stands on a rotated page: a landscape table does, and so do the label and the
// title of an attachment that is nothing but such a table.
func Landscape(blocks []Block) bool {
	for _, block := range blocks {
		switch t := block.(type) {
		case *Table:
			return t.Landscape
		case *Label:
		case *Title:
			if t.Place != AttachmentTitle {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// Column is a column of a table. Width 0 shares what the others leave.
type Column struct {
	Width measure.Length
	Align Align
}

// Align says where text stands in a cell.
type Align uint8

// The alignments of a cell.
const (
	Left Align = iota
	Centre
	Right
)

// Cell is a cell of a table. A cell that another one covers is not in its row.
type Cell struct {
	Lines         []Text // each its own paragraph
	Columns, Rows int    // that it spans, 1 or more
	Centred       bool   // whatever its column says, as in a head
	Top           bool   // its text begins at its upper edge, not in its middle
	Spread        bool   // a name of two characters takes the room of three, see SpreadName
	Foot          []Text // at its lower right, below room to write: who signs, and when. A cell that has it is of one row
}

// Figure is a picture centred in the running text, with its caption below.
type Figure struct {
	Picture *Picture
	Caption Text
}

// Note is the 附注 under the date, its brackets included (7.3.6).
type Note struct{ Text Text }

// PageBreak starts a new page.
type PageBreak struct{}

// Label is the 附件 with its number at the head of an attachment (7.3.7).
type Label struct{ Text Text }

// Imprint is the 版记 at the foot of the last page (7.4), in the order in which it is printed. An element that the paper
// lacks is empty.
type Imprint struct {
	Keywords  *KeywordLine
	Sent      []LabelledLine // 报： 送： 发： of a 简报
	To        *LabelledLine  // 主送 that was moved here (7.4.2): no rule stands between it and 抄送
	CC        *LabelledLine  // 抄送
	PrintedBy Text           // 印发机关
	PrintedOn Text           // 印发日期 with 印发
	Copies    Text           // 共印××份
}

// KeywordLine is the 主题词 of papers before 2012 (GB/T 9704-1999, 8.3.1).
type KeywordLine struct {
	Label Text
	Words []Text
}

// LabelledLine is a label with text behind it; lines after the first align with the text.
type LabelledLine struct{ Label, Text Text }

func (*HeadNotes) block()       {}
func (*Mark) block()            {}
func (*Number) block()          {}
func (*IssueLine) block()       {}
func (*Rule) block()            {}
func (*Title) block()           {}
func (*DateLine) block()        {}
func (*Addressee) block()       {}
func (*Paragraph) block()       {}
func (*Table) block()           {}
func (*Figure) block()          {}
func (*AttachmentNotes) block() {}
func (*Signature) block()       {}
func (*SignLines) block()       {}
func (*Note) block()            {}
func (*Attendance) block()      {}
func (*PageBreak) block()       {}
func (*Label) block()           {}
func (*Imprint) block()         {}
func (*Side) block()            {}

// Headed gives the text of a paragraph, with what follows its head on the same line in a font role.
func (t *Paragraph) Headed(role string) Text {
	left := t.Head
	out := make(Text, 0, len(t.Text)+1)
	for _, s := range t.Text {
		n, end := 0, len(s.Text) // of the head in s
		for i := range s.Text {
			if n == left {
				end = i
				break
			}
			n++
		}
		left -= n
		if end > 0 {
			head := s
			head.Text = s.Text[:end]
			out = append(out, head)
		}
		if end < len(s.Text) {
			rest := s
			rest.Text, rest.Role = s.Text[end:], role
			rest.From.Column += n
			out = append(out, rest)
		}
	}
	return out
}

// CellStyle is the style of the cells that begin in a row.
func (t *Table) CellStyle(row int) string {
	if row < t.Head {
		return "tableHead"
	}
	return "table"
}

// NameHead is the style of what stands over the names of a list.
const NameHead = "heading2"
