package draft

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ending finds 成文日期, the organs above it and the notes below it.
func (a *assembly) ending() {
	limit := a.appendix()
	a.end = limit
	at := a.dateLine(closing, limit)
	if at < 0 {
		at = a.dateLine(unfilled, limit)
	}
	if _, dated := a.draft.Field("date"); dated && at >= 0 && !a.signed(at) && !a.datedWith(at) {
		at = -1 // the date stands under the title: this one is of something else
	}
	if at < 0 {
		a.undated(limit)
		return
	}
	a.signature(at)
	if !a.try(at, closing) {
		a.try(at, unfilled)
	}
	a.end = a.notes(at + 1)
}

// dateLine gives the line before limit that ends the paper by a rule of part p; -1 if there is none. A date among items is
// of the text, unless there is no other.
func (a *assembly) dateLine(p part, limit int) int {
	last := -1
	for i := a.start; i < limit; i++ {
		if ruleFor(p, a.lines[i].text) == nil || a.lines[i].table {
			continue
		}
		item := i > a.start && levelHead.MatchString(a.lines[i-1].text) && !a.lines[i].gap
		if !item && (i+1 == limit || !levelHead.MatchString(a.lines[i+1].text)) {
			return i
		}
		last = i
	}
	return last
}

// datedWith tells whether the line has the organ and the date.
func (a *assembly) datedWith(at int) bool {
	r := ruleFor(closing, a.lines[at].text)
	return r != nil && slices.Contains(r.match.SubexpNames(), "signed_by")
}

// signed tells whether the line above is an organ.
func (a *assembly) signed(at int) bool {
	return at > a.start && organAtEnd.MatchString(tighten(a.lines[at-1].text))
}

// undated ends a body that has no date: before what follows it, or before the imprint.
func (a *assembly) undated(limit int) {
	if _, dated := a.draft.Field("date"); !dated {
		a.warn(0, "没有找到成文日期，请填写")
	}
	for i := a.start; i < limit; i++ {
		if ruleFor(imprint, a.lines[i].text) != nil || i > a.start && ruleFor(number, a.lines[i].text) != nil {
			a.end = i
			break
		}
	}
	a.signature(a.end)
}

// notes takes the 附注 from i on, and gives the line behind them.
func (a *assembly) notes(i int) int {
	for ; i < len(a.lines); i++ {
		r := ruleFor(note, a.lines[i].text)
		if r == nil || r.confidence == Likely && i+1 < len(a.lines) && !a.lines[i+1].gap && ruleFor(imprint, a.lines[i+1].text) == nil {
			break
		}
		a.cut(i, r)
	}
	return i
}

// signature takes the organs above the date.
func (a *assembly) signature(at int) {
	first := at
	for first > a.start && at-first < 10 && a.organ(first-1) {
		first--
	}
	if first == at && at > a.start && at < len(a.lines) && a.signer(at-1) {
		if r := ruleFor(closing, a.lines[at].text); r != nil && !a.datedWith(at) {
			a.post(&a.lines[at-1])
			return
		}
	}
	for i := first; i < at; i++ {
		a.organs(i)
	}
}

// organ tells whether a line is the name of an organ, or several.
func (a *assembly) organ(i int) bool {
	l := a.lines[i]
	t := tighten(l.text)
	return !l.used && !l.table && utf8.RuneCountInString(t) <= shortLine && organAtEnd.MatchString(t) && !strings.ContainsAny(t, "，。；：？！,;:?!《》、") &&
		!levelHead.MatchString(l.text) && !strings.HasPrefix(t, "附件")
}

// signer tells whether a line stands where an organ signs.
func (a *assembly) signer(i int) bool {
	l := a.lines[i]
	t := tighten(l.text)
	ended := i > a.start && strings.ContainsAny(lastRune(a.lines[i-1].text), "。！.") || l.gap
	return !l.used && !l.table && ended && utf8.RuneCountInString(t) <= 25 && !strings.ContainsAny(t, "，。；：？！,;:?!《》") && !levelHead.MatchString(l.text) &&
		!strings.HasPrefix(t, "附") && !strings.HasPrefix(t, "特此") && !strings.HasPrefix(t, "妥否") && !strings.HasPrefix(t, "此致")
}

func lastRune(s string) string {
	r, _ := utf8.DecodeLastRuneInString(s)
	return string(r)
}

// post takes a signer who is no organ; wide blanks part post and name.
func (a *assembly) post(l *line) {
	parts := wideColumns.Split(l.text, -1)
	for i, p := range parts {
		parts[i] = tighten(p)
	}
	a.add(Field{Name: "signed_by", Value: strings.Join(parts, "\u3000"), Raw: l.text, Confidence: Guessed, Rule: "日期之上的短行", FromLine: l.number, ToLine: l.number})
	l.used = true
}

// organs takes the organs of one line; wide blanks part them.
func (a *assembly) organs(i int) {
	l := &a.lines[i]
	names := columns.Split(l.text, -1)
	if slices.ContainsFunc(names, func(n string) bool { return !organAtEnd.MatchString(n) || utf8.RuneCountInString(n) < 3 }) {
		names = []string{l.text}
	}
	for _, name := range names {
		if m := seal.FindString(name); m != "" {
			a.omit(Label, l.number, m, "盖章处")
			name = strings.TrimSuffix(name, m)
		}
		a.add(Field{Name: "signed_by", Value: tighten(name), Raw: name, Confidence: Certain, Rule: "日期之上的机关名称", FromLine: l.number, ToLine: l.number})
	}
	l.used = true
}

// foot takes a line of the imprint, with the lines that it runs over into, and 印发机关 on a line of its own.
func (a *assembly) foot(i int) {
	r := ruleFor(imprint, a.lines[i].text)
	if r == nil || a.lines[i].used {
		return
	}
	names := r.match.SubexpNames()
	if slices.Contains(names, "printed_on") && !slices.Contains(names, "printed_by") && i > a.end && a.organ(i-1) {
		a.join("printed_by", "印发日期之上的机关名称", Likely, i-1, i)
	}
	a.cut(i, r)
	if !slices.Contains(names, "cc") {
		return
	}
	for f := &a.draft.Fields[len(a.draft.Fields)-1]; i+1 < len(a.lines); i++ {
		l := &a.lines[i+1]
		open := strings.ContainsAny(lastRune(f.Raw), "，、,") || !strings.HasSuffix(f.Raw, "。") && strings.HasSuffix(l.text, "。")
		if f.Name != "cc" || !open || l.used || l.gap || ruleFor(imprint, l.text) != nil {
			return
		}
		f.Raw += "\n" + l.text
		f.Value += l.text
		f.ToLine, l.used = l.number, true
	}
}
