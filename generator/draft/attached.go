package draft

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/draft/source"
)

// appendix gives the first line of what can only follow the paper itself: an attachment, or what the paper issues.
func (a *assembly) appendix() int {
	dated, plain := false, a.plain()
	for i := a.start; i < len(a.lines); i++ {
		if i > a.start && !plain && a.enclosureTitle(i) > 0 || a.labelled(i, dated) {
			return i
		}
		dated = dated || ruleFor(closing, a.lines[i].text) != nil
	}
	return len(a.lines)
}

// labelled tells whether line i is a label over an attachment, and not in the 附件说明 over its names; dated says whether a date
// stands before it.
func (a *assembly) labelled(i int, dated bool) bool {
	r := ruleFor(attachmentLabel, a.lines[i].text)
	switch {
	case r == nil:
		return false
	case strings.HasSuffix(a.lines[i].text, "：") || strings.HasSuffix(a.lines[i].text, ":"):
		return dated && i+1 < len(a.lines) && !itemNumber.MatchString(a.lines[i+1].text)
	}
	return dated || r.confidence == Certain
}

// enclosureTitle gives how many lines from i on are the title of a paper that this one names in 《》; 0 if they are not.
func (a *assembly) enclosureTitle(i int) int {
	lines, _ := a.titled(i, len(a.lines), a.named)
	return lines
}

// titled finds which of the titles stands at line i, and on how many lines; 0 if none does. One that is the same to the last
// character goes before one that only （试行） or the like tells apart.
func (a *assembly) titled(i, end int, titles []string) (lines, which int) {
	for _, same := range []func(a, b string) bool{equalTitle, similarTitle} {
		for n := 3; n > 0; n-- {
			joined := a.joined(i, n, end)
			if joined == "" {
				continue
			}
			if which := slices.IndexFunc(titles, func(t string) bool { return same(plainTitle(joined), plainTitle(t)) }); which >= 0 {
				return n, which
			}
		}
	}
	return 0, 0
}

// joined gives the text of n lines from i on, if they can be one title: short, not used, without a gap, and before end.
func (a *assembly) joined(i, n, end int) string {
	if i+n > end {
		return ""
	}
	joined := ""
	for k, l := range a.lines[i : i+n] {
		if l.used || utf8.RuneCountInString(l.text) > shortLine || k > 0 && l.gap {
			return ""
		}
		joined += l.text
	}
	return joined
}

func equalTitle(a, b string) bool { return a == b && a != "" }

func similarTitle(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return b != "" && strings.HasPrefix(a, b+"（") && strings.HasSuffix(a, "）")
}

var titleMarks = strings.NewReplacer("(", "（", ")", "）", "《", "", "》", "", "“", "", "”", "", "\"", "", "〈", "", "〉", "", "<", "", ">", "")

// plainTitle gives a title without what people type differently: blanks, quotes, 《》, half-width brackets.
func plainTitle(s string) string {
	return strings.TrimRight(titleMarks.Replace(strip(s)), "。；，、;,.")
}

// attachmentNotes takes the 附件说明 from between body and signature.
func (a *assembly) attachmentNotes() {
	end := a.end
	for i := a.start; i < end; i++ {
		if a.lines[i].used || ruleFor(attachmentNote, a.lines[i].text) == nil || !a.notesFollow(i) {
			continue
		}
		a.items(i, end)
		return
	}
}

// notesFollow tells whether names follow 附件： at i, or stand behind it.
func (a *assembly) notesFollow(i int) bool {
	text := a.lines[i].text
	m := ruleFor(attachmentNote, text).match().FindStringSubmatch(text)
	return m[1] != "" && !strings.Contains(strings.TrimSuffix(m[1], "。"), "。") || m[1] == "" && i+1 < len(a.lines) && itemNumber.MatchString(a.lines[i+1].text)
}

// items takes the names of attachments from i on, each with or without its number, until something else comes.
func (a *assembly) items(i, end int) {
	first := true
	for ; i < end && !a.lines[i].used; i++ {
		l := &a.lines[i]
		r := ruleFor(attachmentNote, l.text)
		switch {
		case r != nil:
			a.cut(i, r)
			if l.used {
				continue
			}
		case itemNumber.MatchString(l.text) && itemNumber.FindStringIndex(l.text)[0] == 0:
		case !first && !l.gap && a.lines[i-1].number == l.number-1 && !sentence.MatchString(l.text) && utf8.RuneCountInString(a.lines[i-1].text) >= fullLine-4:
			a.extendName(l)
			continue
		case !first && !l.gap && l.indent >= 6 && !sentence.MatchString(l.text) && !a.organ(i) && ruleFor(attachmentLabel, l.text) == nil:
		default:
			return
		}
		a.name(l)
		first = false
	}
}

// name takes the names of attachments in one line.
func (a *assembly) name(l *line) {
	text := l.text
	l.used = true
	for text != "" {
		if at := itemNumber.FindStringIndex(text); at != nil && at[0] == 0 {
			a.omit(Label, l.number, text[:at[1]], "附件的序号")
			text = strings.TrimLeftFunc(text[at[1]:], source.IsBlank)
		}
		name := text
		if at := itemNumber.FindStringIndex(text); at != nil && at[0] > 0 {
			name = text[:at[0]]
		}
		text = strings.TrimLeftFunc(text[len(name):], source.IsBlank)
		a.attach(name, "附件说明", Certain, l.number, l.number)
	}
}

// attach adds an attachment and gives its number, from 0; -1 if nothing is left of the name, or if there are too many.
func (a *assembly) attach(name, rule string, c Confidence, from, to int) int {
	name = strings.TrimFunc(name, source.IsBlank)
	bare := strings.TrimRightFunc(strings.ReplaceAll(name, "\n", ""), func(r rune) bool { return strings.ContainsRune("。；，、：;,:. ", r) || source.IsBlank(r) })
	if bare == "" {
		a.omit(Label, from, name, "附件名称后的标点")
		return -1
	}
	n := len(a.attached)
	if n == maxAttachments {
		a.unused(from, name, fmt.Sprintf("附件超过 %d 个", maxAttachments))
		return -1
	}
	a.attached = append(a.attached, tighten(bare))
	a.add(Field{Name: fmt.Sprintf("attachments/%d/title", n), Value: a.attached[n], Raw: name, Confidence: c, Rule: rule, FromLine: from, ToLine: to})
	return n
}

// extendName adds a line to the name of the last attachment.
func (a *assembly) extendName(l *line) {
	for i := len(a.draft.Fields) - 1; i >= 0; i-- {
		f := &a.draft.Fields[i]
		if strings.HasPrefix(f.Name, "attachments/") {
			f.Raw += "\n" + l.text
			f.Value = strings.TrimRight(f.Value+tighten(l.text), "。；，、：;,:.")
			f.ToLine, f.Confidence, f.Rule = l.number, Likely, "附件说明，接上一行"
			a.attached[len(a.attached)-1] = f.Value
			l.used = true
			return
		}
	}
}

// attachment takes the attachment whose label is at i.
func (a *assembly) attachment(i, end int) {
	label := a.lines[i]
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || strings.ContainsRune("一二三四五六七八九十", r) {
			return r
		}
		return -1
	}, strings.SplitN(strings.TrimLeft(strip(label.text), "附件"), "：", 2)[0])
	a.try(i, attachmentLabel)
	from := a.next(i)
	if from >= end {
		return
	}
	n, lines := a.listed(from, end, small(digits)-1)
	if n < 0 {
		lines = 1
		a.lines[from].used = true
		rule, c := "“附件”之下的标题", Likely
		if _, issued := a.draft.Field("enclosure/title"); issued {
			rule, c = "印发的文件之后的附件，会列入本文的附件说明", Guessed
		}
		if n = a.attach(a.lines[from].text, rule, c, a.lines[from].number, a.lines[from].number); n < 0 {
			return
		}
	}
	a.text(fmt.Sprintf("attachments/%d/body", n), "“附件”之下的文字", Certain, from+lines, end)
}

// listed finds the attachment of the 附件说明 whose title stands at from, and how many lines it takes. label is the place that its
// label names, from 0: if there is an attachment with another title, the title stays in the text. n is -1 if there is no such attachment.
func (a *assembly) listed(from, end, label int) (n, lines int) {
	lines, n = a.titled(from, end, a.attached)
	for k := from; k < from+lines; k++ {
		a.lines[k].used = true
		a.omit(Label, a.lines[k].number, a.lines[k].text, "附件的标题，与附件说明相同")
	}
	if lines > 0 {
		return n, lines
	}
	if label >= 0 && label < len(a.attached) {
		a.warn(a.lines[from].number, "附件%d的标题“%s”与附件说明不一致，留在附件的正文里", label+1, a.lines[from].text)
		return label, 0
	}
	return -1, 0
}

// enclosure takes the paper that this one issues. One whose title the paper does not name is a guess.
func (a *assembly) enclosure(i, end int) {
	if _, twice := a.draft.Field("enclosure/title"); twice {
		return
	}
	lines, rule, c := a.enclosureTitle(i), "标题或正文中《》里的文件名", Certain
	if lines == 0 {
		if !a.titleLine(i) || a.next(i+1) >= end {
			return
		}
		lines, rule, c = 1, "落款之后的标题和正文", Guessed
		if issuing.MatchString(a.title) {
			c = Likely
		}
	}
	a.join("enclosure/title", rule, c, i, i+lines)
	a.text("enclosure/body", rule+"之后的文字", c, i+lines, end)
}
