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
	dated    bool     // it stands under the title
}

// assemble finds the parts in the order in which a paper is read.
func (a *assembly) assemble() {
	a.head()
	a.heading()
	a.addressee()
	a.ending()
	a.attachmentNotes()
	a.attendance()
	a.body()
	a.rest()
	a.leftovers()
}

// cut makes fields of the groups of a rule that fits a line, and labels of the rest.
func (a *assembly) cut(i int, r *rule) {
	l := &a.lines[i]
	groups := r.match().FindStringSubmatchIndex(l.text)
	var label strings.Builder
	rest, at := "", 0
	for g, name := range r.match().SubexpNames() {
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
		if name == "signers" {
			a.signers(l.text[from:to], r.confidence, r.name, l.number)
			continue
		}
		a.add(Field{Name: name, Raw: l.text[from:to], Confidence: r.confidence, Rule: r.name, FromLine: l.number, ToLine: l.number})
	}
	label.WriteString(l.text[at:])
	sort := Label
	if r.match().NumSubexp() == 0 && r.part == web {
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
	f, _ := a.draft.Field("body")
	a.names(f.Value)
}

// names notes what a text names in 《》.
func (a *assembly) names(text string) {
	for _, m := range bookTitle.FindAllStringSubmatch(text, -1) {
		a.named = append(a.named, m[1])
	}
}

// text makes the paragraphs and tables of a field from the lines i to before j that are not used.
func (a *assembly) text(name, rule string, c Confidence, i, j int) {
	var all []passage
	var raw []string
	indented := a.indented(i, j)
	joins, before := 0, -1
	for ; i < j; i++ {
		l := &a.lines[i]
		if l.used {
			continue
		}
		l.used = true
		raw = append(raw, l.text)
		if before >= 0 && indented && a.broken(before, i) {
			joins++
			last := &all[len(all)-1]
			last.text += l.text
			last.to = l.number
		} else {
			all = append(all, passage{l.text, l.row, l.pasted, l.number, l.number})
		}
		before = i
	}
	parts, value := a.parts(all)
	if value == "" {
		return
	}
	if joins > 0 {
		c = Guessed
		rule += fmt.Sprintf("，按首行缩进把 %d 处折行接成一段", joins)
	}
	a.add(Field{Name: name, Value: value, Parts: parts, Raw: strings.Join(raw, "\n"), Confidence: c, Rule: rule,
		FromLine: all[0].from, ToLine: all[len(all)-1].to})
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
	return l.indent == 0 && !l.gap && l.row == nil && up.row == nil && !levelHead.MatchString(l.text) &&
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
		case !a.plain():
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
