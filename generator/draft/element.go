package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/draft/source"
)

// element is a sort of field.
type element struct {
	name, title string
	list        bool // it may come several times
	bare        bool // it is no wording: a date, a number, a choice
	convert     func(a *assembly, f *Field) bool
}

// elements are the fields of all kinds in the order in which they are printed, and behind them those that no kind has. A
// kind's own title goes before the one here.
var elements = []element{
	{name: "kind", title: "种类"},
	{name: "profile", title: "版式", bare: true},
	{name: "genre", title: "文种"},
	{name: "organs", title: "发文机关", list: true, convert: tightened},
	{name: "copy_number", title: "份号", bare: true, convert: (*assembly).convertCount},
	{name: "secrecy", title: "密级", convert: (*assembly).convertSecrecy},
	{name: "urgency", title: "紧急程度", convert: stripped},
	{name: "header", title: "发文机关标志", list: true, convert: tightened},
	{name: "header_suffix", title: "标志后缀"},
	{name: "number", title: "发文字号", convert: (*assembly).convertNumber},
	{name: "issue", title: "期号", bare: true},
	{name: "total", title: "总期号"},
	{name: "editor", title: "编印单位", convert: tightened},
	{name: "signers", title: "签发人", list: true, convert: tightened},
	{name: "title", title: "标题", convert: tightened},
	{name: "byline", title: "题下", list: true},
	{name: "to", title: "主送机关", convert: tightened},
	{name: "body", title: "正文"},
	{name: "enclosure/title", title: "印发文件·标题", convert: tightened},
	{name: "enclosure/body", title: "印发文件·正文"},
	{name: "attachments", title: "附件", list: true},
	{name: "present", title: "出席"},
	{name: "absent", title: "请假"},
	{name: "observers", title: "列席"},
	{name: "signed_by", title: "署名", list: true},
	{name: "signatory", title: "签发人姓名", list: true},
	{name: "sealing", title: "落款", bare: true},
	{name: "date", title: "成文日期", bare: true, convert: (*assembly).convertDate},
	{name: "date_style", title: "日期样式", bare: true},
	{name: "notes", title: "附注", list: true},
	{name: "report_to", title: "抄报机关"},
	{name: "send_to", title: "送交机关"},
	{name: "issue_to", title: "下发单位"},
	{name: "cc", title: "抄送机关"},
	{name: "printed_by", title: "印发机关", convert: tightened},
	{name: "printed_on", title: "印发日期", bare: true, convert: (*assembly).convertDate},
	{name: "keywords", title: "主题词"},
	{name: "copies", title: "印发份数", bare: true, convert: (*assembly).convertCount},

	{name: "adopted", title: "题注"},
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
	f.Title = titleOf(f.Name)
	if f.Value == "" {
		f.Value = strings.TrimFunc(f.Raw, source.IsBlank)
	}
	f.Value = tabless(f.Value)
	for i := range f.Parts {
		f.Parts[i].Text = tabless(f.Parts[i].Text)
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

// tabless gives a text with an ideographic blank for each tab, for which no paper has room.
func tabless(s string) string { return strings.ReplaceAll(s, "\t", "\u3000") }

func tightened(_ *assembly, f *Field) bool {
	f.Value = tighten(strings.ReplaceAll(f.Value, "\n", ""))
	return true
}

func stripped(_ *assembly, f *Field) bool {
	f.Value = strip(f.Value)
	return true
}

// numberParts are those of a 发文字号, however its brackets are typed.
var numberParts = regexp.MustCompile(`^(.+?)[〔\[【(（［﹝]([0-9０-９]{2}|[0-9０-９]{4})年?[〕\]】)）］﹞](第?)([0-9０-９]+)号$`)

var secrecyStar = strings.NewReplacer("☆", "★", "*", "★")

// convertNumber writes a 发文字号 in its right form (GB/T 9704-2012, 7.2.5). One of another form, such as 第15号 of an order,
// stays as it is.
func (a *assembly) convertNumber(f *Field) bool {
	f.Value = tighten(f.Value)
	parts := numberParts.FindStringSubmatch(strip(f.Value))
	if parts == nil {
		f.Confidence = min(f.Confidence, Likely)
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
	if strings.ContainsAny(f.Value, "OoｏＯ◯ОоΟοØ⭕") {
		a.warn(f.FromLine, "日期“%s”中的零写得不对，已读作 %s", strings.TrimFunc(f.Value, source.IsBlank), d.iso)
	}
	f.Value, a.chinese = d.iso, a.chinese || f.Name == "date" && d.chinese
	return true
}

func (a *assembly) convertCount(f *Field) bool {
	n, err := strconv.Atoi(chineseOne.Replace(strip(f.Value)))
	f.Value = strconv.Itoa(n)
	return err == nil && n > 0
}

// convertSecrecy writes 密级 and 保密期限 as GB/T 9704-2012, 7.2.2, does: 机密★1年.
func (a *assembly) convertSecrecy(f *Field) bool {
	f.Value = strip(f.Value)
	level, term, limited := strings.Cut(secrecyStar.Replace(f.Value), "★")
	if right := level + "★" + chineseOne.Replace(term); limited && right != f.Value {
		a.warn(f.FromLine, "密级“%s”已改写成“%s”", f.Value, right)
		f.Value = right
	}
	return true
}
