package draft

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The limits of what is looked at for an element.
const (
	headLines  = 15 // in which a 发文字号 may stand above the title
	titleLines = 6
	shortLine  = 60 // characters of a line that may be a title or an organ
	fullLine   = 20 // characters of a line that may have been broken to fit the page

	maxAttachments = 99 // as in templates/notice
)

// assembly is a text in work: its lines, in order, and where each part of the paper begins.
type assembly struct {
	draft *Draft
	lines []line
	title string
	named []string // what the title, and then the body, names in 《》
	start int      // the first line of the body
	end   int      // the first line behind the date and its notes

	attached []string // the titles of the attachments
	chinese  bool     // the date is in Chinese digits
}

// assemble finds the parts in the order in which a paper is read.
func (a *assembly) assemble() {
	a.head()
	a.heading()
	a.addressee()
	a.ending()
	a.attachmentNotes()
	a.body()
	a.rest()
	a.leftovers()
	a.conclude()
}

// cut makes fields of the groups of a rule that fits a line, and labels of the rest.
func (a *assembly) cut(i int, r *rule) {
	l := &a.lines[i]
	groups := r.match.FindStringSubmatchIndex(l.text)
	var label strings.Builder
	rest, at := "", 0
	for g, name := range r.match.SubexpNames() {
		from, to := groups[2*g], groups[2*g+1]
		if name == "" || from < 0 {
			continue
		}
		label.WriteString(l.text[at:from])
		at = to
		if name == "rest" {
			rest = l.text[from:to]
			continue
		}
		a.add(Field{Name: name, Raw: l.text[from:to], Confidence: r.confidence, Rule: r.name, FromLine: l.number, ToLine: l.number})
	}
	label.WriteString(l.text[at:])
	sort := Label
	if r.match.NumSubexp() == 0 && r.part == web {
		sort = Dropped
	}
	a.omit(sort, l.number, label.String(), r.name)
	l.text, l.used = rest, rest == ""
}

// try cuts a line by the first rule of a part that fits.
func (a *assembly) try(i int, p part) bool {
	r := ruleFor(p, a.lines[i].text)
	if r == nil || a.lines[i].used {
		return false
	}
	a.cut(i, r)
	return true
}

// join makes one field of lines i to before j.
func (a *assembly) join(name, rule string, c Confidence, i, j int) {
	f := Field{Name: name, Confidence: c, Rule: rule, FromLine: a.lines[i].number, ToLine: a.lines[j-1].number}
	var texts []string
	for k := i; k < j; k++ {
		a.lines[k].used = true
		texts = append(texts, a.lines[k].text)
	}
	f.Raw = strings.Join(texts, "\n")
	a.add(f)
}

// next gives the first line from i on that is not used.
func (a *assembly) next(i int) int {
	for i < len(a.lines) && a.lines[i].used {
		i++
	}
	return i
}

// body takes what is left between addressee and ending.
func (a *assembly) body() {
	a.text("body", "标题和落款之间的文字", Certain, a.start, a.end)
	f, ok := a.draft.Field("body")
	if !ok {
		a.warn(0, "没有找到正文，请填写")
	}
	a.names(f.Value)
}

// names notes what a text names in 《》.
func (a *assembly) names(text string) {
	for _, m := range bookTitle.FindAllStringSubmatch(text, -1) {
		a.named = append(a.named, m[1])
	}
}

// text makes the paragraphs of a field from the lines i to before j that are not used.
func (a *assembly) text(name, rule string, c Confidence, i, j int) {
	f := Field{Name: name, Confidence: c, Rule: rule}
	var raw, value strings.Builder
	indented := a.indented(i, j)
	joins, before := 0, -1
	for ; i < j; i++ {
		l := &a.lines[i]
		if l.used {
			continue
		}
		l.used = true
		switch {
		case before < 0:
			f.FromLine = l.number
		case indented && a.broken(before, i):
			joins++
			raw.WriteByte('\n')
		default:
			raw.WriteByte('\n')
			value.WriteByte('\n')
		}
		f.ToLine = l.number
		raw.WriteString(l.text)
		value.WriteString(l.text)
		before = i
	}
	if before < 0 {
		return
	}
	if joins > 0 {
		f.Confidence = Guessed
		f.Rule += fmt.Sprintf("，按首行缩进把 %d 处折行接成一段", joins)
	}
	f.Raw, f.Value = raw.String(), value.String()
	a.add(f)
}

// indented tells whether the paragraphs of a text are indented, and so the lines that are not go on with the one before.
func (a *assembly) indented(i, j int) bool {
	n, paragraphs := 0, 0
	for _, l := range a.lines[i:j] {
		if l.used || l.table {
			continue
		}
		if n++; l.indent >= 2 {
			paragraphs++
		} else if n == 1 {
			return false
		}
	}
	return paragraphs > 0
}

// broken tells whether line i goes on with the line before it.
func (a *assembly) broken(before, i int) bool {
	l, up := a.lines[i], a.lines[before]
	return l.indent == 0 && !l.gap && !l.table && !up.table && !levelHead.MatchString(l.text) &&
		utf8.RuneCountInString(up.text) >= fullLine && !strings.ContainsAny(lastRune(up.text), "。；：！？")
}

// rest takes what follows the date: imprint, number, attachments, what the paper issues.
func (a *assembly) rest() {
	for i := a.end; i < len(a.lines); i++ {
		a.foot(i)
	}
	if _, ok := a.draft.Field("number"); !ok {
		for i := len(a.lines) - 1; i >= a.end; i-- {
			if a.try(i, number) {
				break
			}
		}
	}
	for i, end := a.next(a.end), 0; i < len(a.lines); i = a.next(i) {
		if i >= end {
			end = i + 1
			for end < len(a.lines) && ruleFor(attachmentLabel, a.lines[end].text) == nil {
				end++
			}
		}
		switch {
		case ruleFor(attachmentNote, a.lines[i].text) != nil && len(a.attached) == 0 && a.notesFollow(i):
			a.items(i, end)
		case ruleFor(attachmentLabel, a.lines[i].text) != nil:
			a.attachment(i, end)
		default:
			a.enclosure(i, end)
		}
		if !a.lines[i].used {
			a.lines[i].used = true
			a.unused(a.lines[i].number, a.lines[i].text, "落款之后的文字")
		}
	}
}

// leftovers reports every line that is in no field.
func (a *assembly) leftovers() {
	for i := range a.lines {
		if l := &a.lines[i]; !l.used {
			l.used = true
			a.unused(l.number, l.text, "不知是什么")
		}
	}
}

// conclude derives what the text does not say in so many words, and warns of what a person has to look at.
func (a *assembly) conclude() {
	a.genre()
	a.dress()
	a.lacking()
	for _, f := range a.draft.Fields {
		switch {
		case f.Confidence == Guessed:
			a.warn(f.FromLine, "%s是猜测的，请核对：%s", f.Title, f.Rule)
		case !f.Kept:
			a.warn(f.FromLine, "没有“%s”这个字段，只写在注释里：%s", f.Title, strings.ReplaceAll(f.Value, "\n", " "))
		}
	}
}

// genre gives the paper the 文种 of its title.
func (a *assembly) genre() {
	if g := genre(a.title); g == "令" {
		a.add(Field{Name: "genre", Value: "命令", Confidence: Likely, Rule: "标题结尾的“令”"})
	} else if g != "" {
		a.add(Field{Name: "genre", Value: g, Confidence: Certain, Rule: "标题结尾的文种"})
	} else if a.title != "" {
		a.warn(0, "标题“%s”没有文种，文种按“通知”填写，请核对", a.title)
	}
}

// dress derives how the paper is printed: 日期样式 and 版式.
func (a *assembly) dress() {
	date, dated := a.draft.Field("date")
	_, keywords := a.draft.Field("keywords")
	switch {
	case dated && a.chinese:
		a.add(Field{Name: "date_style", Value: "chinese", Confidence: Certain, Rule: "成文日期用汉字"})
	case dated:
		a.add(Field{Name: "date_style", Value: "arabic", Confidence: Certain, Rule: "成文日期用阿拉伯数字"})
	}
	switch {
	case dated && date.Value < "2012-07-01":
		a.add(Field{Name: "profile", Value: "party-1996", Confidence: Guessed, Rule: "成文日期早于2012年7月1日，用当时的版式"})
	case keywords && !dated:
		a.add(Field{Name: "profile", Value: "party-1996", Confidence: Guessed, Rule: "有主题词，用2012年以前的版式"})
	default:
		a.add(Field{Name: "profile", Value: "gbt9704-2012", Confidence: Likely, Rule: "现行国家标准"})
	}
}

// lacking fills in a 发文机关标志 that the text does not have, and says what else a notice cannot do without.
func (a *assembly) lacking() {
	if _, ok := a.draft.Field("number"); !ok {
		a.warn(0, "没有找到发文字号，请填写")
	}
	if _, ok := a.draft.Field("header"); ok {
		return
	}
	f := Field{Name: "header", Value: "××××文件", Confidence: Guessed, Rule: "原文没有发文机关标志，请把××××改成发文机关"}
	if organ, ok := a.draft.Field("signed_by"); ok {
		f.Value, f.Rule = organ.Value+"文件", "原文没有发文机关标志，按署名填写"
	}
	a.add(f)
}
