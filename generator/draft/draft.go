// Package draft makes a first draft of a paper from loose text: what someone pasted, a text file, or a Word file typed by
// hand.
//
//	s, err := draft.Read(data, "通知.docx") // what lines there are
//	d := draft.New(s)                      // what each of them is
//	err = d.WriteYAML(w)                   // the input of `gongwen make`, each guess with a comment
//
// Lines are recognised by the rules of one table (rules.go), and a short assembly, in the order in which a paper is read,
// decides what stands where: head, title, addressee, ending, attachments, body, and what follows the date. Nothing is lost:
// every character of the source that is no blank is in the Raw of one field or in one Omission. Wording is never touched;
// mistyped brackets and punctuation are left to package record, which mends and reports them.
package draft

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
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
	Source    string  // the file's name
	Unit      string  // what FromLine counts: 行 or 段
	Fields    []Field // in the order of the kind's fields
	Omissions []Omission
	Warnings  []Warning
}

// Field is a field of the kind notice, or an element of papers that this kind does not have (Kept is false then).
type Field struct {
	Name             string // its place in the record: "title", "enclosure/body", "attachments/0/title"
	Title            string // in Chinese: 附件第1项·标题
	Value            string // as the record takes it: dates as 2010-07-01
	Raw              string // the characters of the source that Value was made of; "" if it was derived from other fields
	Kept             bool   // the YAML has it as a field, not as a comment alone
	Confidence       Confidence
	Rule             string // what found it, in Chinese
	FromLine, ToLine int    // in the source; 0 if it was derived
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

// element is a sort of field.
type element struct {
	name, title string
	kept        bool // the kind notice has it
	list        bool // it may come several times
	convert     func(a *assembly, f *Field) bool
}

// elements are the fields in the order of templates/notice, and behind them those that it does not have.
var elements = []element{
	{name: "profile", title: "版式", kept: true},
	{name: "genre", title: "文种", kept: true},
	{name: "organs", title: "发文机关", kept: true, list: true, convert: tightened},
	{name: "header", title: "发文机关标志", kept: true, convert: tightened},
	{name: "number", title: "发文字号", kept: true, convert: (*assembly).convertNumber},
	{name: "title", title: "标题", kept: true, convert: tightened},
	{name: "to", title: "主送机关", kept: true, convert: tightened},
	{name: "body", title: "正文", kept: true},
	{name: "enclosure/title", title: "印发文件·标题", kept: true, convert: tightened},
	{name: "enclosure/body", title: "印发文件·正文", kept: true},
	{name: "attachments", title: "附件", kept: true, list: true},
	{name: "signed_by", title: "署名", kept: true, list: true},
	{name: "date", title: "成文日期", kept: true, convert: (*assembly).convertDate},
	{name: "date_style", title: "日期样式", kept: true},
	{name: "notes", title: "附注", kept: true, list: true},
	{name: "cc", title: "抄送机关", kept: true},
	{name: "printed_by", title: "印发机关", kept: true, convert: tightened},
	{name: "printed_on", title: "印发日期", kept: true, convert: (*assembly).convertDate},
	{name: "keywords", title: "主题词", kept: true},
	{name: "copies", title: "印发份数", kept: true, convert: (*assembly).convertCopies},

	{name: "copy_number", title: "份号"},
	{name: "secrecy", title: "密级和保密期限"},
	{name: "urgency", title: "紧急程度"},
	{name: "signers", title: "签发人"},
	{name: "adopted", title: "题注"},
	{name: "report_to", title: "抄报机关"},
	{name: "disclosure", title: "公开方式"},
	{name: "proof", title: "印制人员"},
}

// elementOf gives the place of a field's sort in elements; attachments/0/title is of the sort attachments.
func elementOf(name string) int {
	return slices.IndexFunc(elements, func(e element) bool {
		return e.name == name || e.list && strings.HasPrefix(name, e.name+"/")
	})
}

// titleOf gives the Chinese title of a field: 附件第1项·标题.
func titleOf(name string) string {
	e := elements[elementOf(name)]
	if !e.list || !strings.Contains(name, "/") {
		return e.title
	}
	last := "标题"
	if strings.HasSuffix(name, "/body") {
		last = "正文"
	}
	return fmt.Sprintf("%s第%d项·%s", e.title, Field{Name: name}.item()+1, last)
}

// add gives the draft a field. A field that the draft has already, or that cannot be converted, is reported instead.
func (a *assembly) add(f Field) {
	e := elements[elementOf(f.Name)]
	f.Title, f.Kept = titleOf(f.Name), e.kept
	if f.Value == "" {
		f.Value = strings.TrimFunc(f.Raw, isBlank)
	}
	if e.convert != nil && !e.convert(a, &f) {
		a.unused(f.FromLine, f.Raw, e.title+"不全或不对")
		return
	}
	if first, twice := a.draft.Field(f.Name); twice && (!e.list || strings.Contains(f.Name, "/")) {
		if first.Value == f.Value {
			a.omit(Dropped, f.FromLine, f.Raw, e.title+"的重复")
		} else {
			a.unused(f.FromLine, f.Raw, "第二个"+e.title)
		}
		return
	}
	a.draft.Fields = append(a.draft.Fields, f)
}

func tightened(_ *assembly, f *Field) bool {
	f.Value = tighten(strings.ReplaceAll(f.Value, "\n", ""))
	return true
}

// numberParts are those of a 发文字号, however its brackets are typed.
var numberParts = regexp.MustCompile(`^(.+?)[〔\[【(（［﹝]([0-9０-９]{2}|[0-9０-９]{4})年?[〕\]】)）］﹞](第?)([0-9０-９]+)号$`)

// convertNumber writes a 发文字号 in its right form (GB/T 9704-2012, 7.2.5). One of another form, such as 第15号 of an order,
// stays as it is.
func (a *assembly) convertNumber(f *Field) bool {
	f.Value = tighten(f.Value)
	parts := numberParts.FindStringSubmatch(strip(f.Value))
	if parts == nil {
		f.Confidence = min(f.Confidence, Likely)
		a.warn(f.FromLine, "发文字号“%s”不是“机关代字〔年份〕顺序号”的形式，请核对", f.Value)
		return true
	}
	year, serial := chineseOne.Replace(parts[2]), strings.TrimLeft(chineseOne.Replace(parts[4]), "0")
	right := parts[1] + "〔" + year + "〕" + serial + "号"
	if len(year) == 2 {
		right = parts[1] + "〔19" + year + "〕" + serial + "号"
		f.Confidence = Guessed
	}
	if right != f.Value {
		if parts[3] != "" || len(year) == 2 || serial != chineseOne.Replace(parts[4]) {
			a.warn(f.FromLine, "发文字号“%s”已改写成“%s”", f.Value, right)
		}
		f.Value = right
	}
	return true
}

func (a *assembly) convertDate(f *Field) bool {
	d, ok := parseDate(dateIn.FindString(f.Value))
	if !ok {
		return false
	}
	f.Value, a.chinese = d.iso, a.chinese || f.Name == "date" && d.chinese
	return true
}

func (a *assembly) convertCopies(f *Field) bool {
	n, err := strconv.Atoi(chineseOne.Replace(strip(f.Value)))
	f.Value = strconv.Itoa(n)
	return err == nil && n > 0 && n <= 1_000_000
}

// warn adds a warning about a line of the source; 0 for the whole.
func (a *assembly) warn(line int, format string, args ...any) {
	a.draft.Warnings = append(a.draft.Warnings, Warning{line, fmt.Sprintf(format, args...)})
}

// omit notes text that is in no field.
func (a *assembly) omit(sort OmissionSort, line int, text, reason string) {
	if strip(text) != "" {
		a.draft.Omissions = append(a.draft.Omissions, Omission{line, text, reason, sort})
	}
}

// unused notes text that has no place, and warns of it.
func (a *assembly) unused(line int, text, reason string) {
	if strip(text) != "" {
		a.omit(Unused, line, text, reason)
		a.warn(line, "%s，没有归入任何一项：“%s”", reason, text)
	}
}

// New finds the parts of a paper in a text.
func New(s *Source) *Draft {
	a := &assembly{draft: &Draft{Source: s.Name, Unit: s.Unit, Warnings: slices.Clone(s.Warnings)}}
	a.clean(s)
	a.assemble()
	slices.SortStableFunc(a.draft.Fields, func(x, y Field) int {
		return cmp.Or(cmp.Compare(elementOf(x.Name), elementOf(y.Name)), cmp.Compare(x.item(), y.item()))
	})
	slices.SortStableFunc(a.draft.Warnings, func(x, y Warning) int { return cmp.Compare(x.Line, y.Line) })
	return a.draft
}
