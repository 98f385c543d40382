// Package draft makes a first draft of a paper from loose text: what someone pasted, a text file, or a Word file typed by
// hand.
//
//	text, err := draft.Read(data, "通知.docx") // what lines there are
//	d, err := draft.New(text, generator)      // what each of them is, and what kind of paper that makes
//	err = d.WriteYAML(w)                      // the input of `gongwen make`, each guess with a comment
//
// Package source reads the lines; lines.go takes out what is no wording, such as the signs of Markdown. Lines are recognised by
// the rules of one table (rules.go), with dates and names in date.go and names.go. A short assembly (assemble.go) decides, in
// the order in which a paper is read, what stands where: head and title (head.go), the ending and the 版记 (ending.go), the
// attachments (attached.go), and the body with its tables and lists of names between them (element.go, table.go). conclude.go
// chooses the kind and fits the fields to it; yaml.go writes them.
//
// Nothing is lost: every character of the source that is no blank is in the Raw of one field or in one Omission. Nothing is
// made up: what the kind requires and the text lacks is Missing. Wording is never touched; characters that look
// like others are mended and told when a source is read, and mistyped brackets and punctuation are left to package record, which
// mends and reports them.
package draft

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/draft/source"
	"gongwen/generator/kind"
)

// Confidence says how far a field can be trusted.
type Confidence int

// The degrees of confidence.
const (
	Guessed Confidence = iota // look at it
	Likely
	Certain
)

// String gives the Chinese word.
func (c Confidence) String() string { return [...]string{"猜测", "较有把握", "确定"}[c] }

// Draft is what was found in a text.
type Draft struct {
	Source    string // the file's name
	Unit      string // what FromLine counts: 行 or 段
	Kind      *kind.Kind
	Fields    []Field   // in the order in which they are printed
	Missing   []Missing // in the order of the kind's fields
	Omissions []Omission
	Warnings  []source.Warning
}

// Field is a field of the kind, or an element of papers that the kind lacks (Kept is false then). The items of a list
// are fields of the same name.
type Field struct {
	Name             string // its place in the record: "title", "enclosure/body", "attachments/0/title"
	Title            string // in Chinese: 附件第1项·标题
	Value            string // as the record takes it: dates as 2010-07-01
	Parts            []Part // of a text with tables or lists of names; nil if Value says it all
	Raw              string // the characters of the source that Value was made of; "" if it was derived from other fields
	Kept             bool   // the YAML has it as a field, not as a comment alone
	Confidence       Confidence
	Rule             string // what found it, in Chinese
	FromLine, ToLine int    // in the source; 0 if it was derived
}

// Missing is a field that the kind cannot do without and that the text lacks. Nothing is made up for it.
type Missing struct {
	Name, Title string
	Suggestion  string // what it may be; "" if the text does not tell
}

// Omission is text that is in no field.
type Omission struct {
	Line   int
	Text   string
	Reason string // in Chinese
	Sort   OmissionSort
}

// OmissionSort says what becomes of text that is in no field.
type OmissionSort int

// The sorts of omissions.
const (
	Label   OmissionSort = iota // a sign of what the rest of its line is: 抄送： or the 1. of an attachment
	Dropped                     // a line that is no wording of the paper: a page number
	Unused                      // it may be wording, and somebody has to decide what becomes of it
)

// Field gives the field of a name.
func (d *Draft) Field(name string) (Field, bool) {
	for _, f := range d.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// item gives the place of a field in its list, from 0.
func (f Field) item() int {
	parts := strings.Split(f.Name, "/")
	if len(parts) < 3 {
		return 0
	}
	n, _ := strconv.Atoi(parts[1])
	return n
}

// warn adds a warning about a line of the source; 0 for the whole.
func (a *assembly) warn(line int, format string, args ...any) {
	a.draft.Warnings = append(a.draft.Warnings, source.Warning{Line: line, Message: fmt.Sprintf(format, args...)})
}

// omit notes text that is in no field.
func (a *assembly) omit(sort OmissionSort, line int, text, reason string) {
	if strip(text) != "" {
		a.draft.Omissions = append(a.draft.Omissions, Omission{line, text, reason, sort})
	}
}

// oneLine gives a text on one line, its line ends shown.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ⏎ ") }

// unused notes text that has no place, and warns of it.
func (a *assembly) unused(line int, text, reason string) {
	if strip(text) != "" {
		a.omit(Unused, line, text, reason)
		a.warn(line, "%s，没有归入任何一项：“%s”", reason, text)
	}
}

// Read reads a text (UTF-8, UTF-16 with a byte order mark, GB 18030 and so GBK) or a Word file (.docx). What the data is
// decides, not the name, which the Draft tells. The error is a sentence in Chinese for whoever gave the file.
func Read(data []byte, name string) (*source.Text, error) {
	return source.Read(data, name, source.Sense{
		Imprint: func(line string) bool { return ruleFor(imprint, line) != nil },
		Noise:   func(line string) bool { return ruleFor(noise, line) != nil },
	})
}

// Kinds finds a kind of paper by its English name, as generator.Generator does.
type Kinds interface {
	Kind(name string) (*kind.Kind, error)
}

// New finds the parts of a paper in a text. The error is for kinds that lack one that is needed.
func New(text *source.Text, kinds Kinds) (*Draft, error) {
	a := &assembly{draft: &Draft{Source: text.Name, Unit: text.Unit, Warnings: slices.Clone(text.Warnings)}}
	a.clean(text)
	a.assemble()
	if err := a.conclude(kinds); err != nil {
		return nil, err
	}
	slices.SortStableFunc(a.draft.Warnings, func(x, y source.Warning) int { return cmp.Compare(x.Line, y.Line) })
	return a.draft, nil
}
