// Package doc is the document model: what a paper says, before anything is placed.
//
// kind makes it from a record; layout places it for PDF and SVG, docx writes it as it is, because Word lays out for
// itself. Its words are those of GB/T 9704-2012; the glossary is in templates/README.md.
package doc

import (
	"strings"
	"time"
)

// Document is a paper: what it says of itself, the profile that it is set in, and its elements in order.
type Document struct {
	Info    Info
	Profile *Profile
	Blocks  []Block
}

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

// Block is one element of a paper. The list is closed: the types of this file.
type Block interface{ block() }

// Mark is the 发文机关标志, the red head of a paper (GB/T 9704-2012, 7.2.4).
type Mark struct{ Text Text }

// Number is the 发文字号, the document number (7.2.5).
type Number struct{ Text Text }

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
// paragraph is a sentence that only carries a number, which is set as plain text.
type Paragraph struct {
	Text  Text
	Level int
	Head  int
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

// Signature is 发文机关署名 and 成文日期 without a seal (7.3.5.2). A paper may have the date alone.
type Signature struct {
	Organs []Text
	Date   Text
}

// Note is the 附注 under the date, its brackets included (7.3.6).
type Note struct{ Text Text }

// PageBreak starts a new page.
type PageBreak struct{}

// Label is the 附件 with its number at the head of an attachment (7.3.7).
type Label struct{ Text Text }

// Imprint is the 版记 at the foot of the last page (7.4), in the order in which it is printed. An element that the paper
// has not is empty.
type Imprint struct {
	Keywords  *KeywordLine
	CC        *LabelledLine // 抄送
	PrintedBy Text          // 印发机关
	PrintedOn Text          // 印发日期 with 印发
	Copies    Text          // 共印××份
}

// KeywordLine is the 主题词 of papers before 2012 (GB/T 9704-1999, 8.3.1).
type KeywordLine struct {
	Label Text
	Words []Text
}

// LabelledLine is a label with text behind it; turned lines align with the text.
type LabelledLine struct{ Label, Text Text }

func (*Mark) block()            {}
func (*Number) block()          {}
func (*Rule) block()            {}
func (*Title) block()           {}
func (*Addressee) block()       {}
func (*Paragraph) block()       {}
func (*AttachmentNotes) block() {}
func (*Signature) block()       {}
func (*Note) block()            {}
func (*PageBreak) block()       {}
func (*Label) block()           {}
func (*Imprint) block()         {}

// Notice is something that whoever filled in the paper must be told: a fault or a warning, with its place.
type Notice struct {
	From    Source
	Code    string // English, for programs: "substituted-font"
	Message string // Chinese, for the office
}
