package draft

import (
	"strings"
	"unicode/utf8"
)

// head takes what stands above the title: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人.
func (a *assembly) head() {
	limit := 0
	for limit < min(headLines, len(a.lines)) && !a.running(limit) {
		limit++
	}
	numbered := -1
	for i := range limit {
		if a.try(i, web) || a.try(i, mark) || numbered >= 0 {
			continue
		}
		if a.try(i, number) || a.try(i, headNumber) {
			numbered = i
		}
	}
	a.moreSigners(limit)
	from := a.next(0)
	if end := a.headerEnd(from, limit, numbered); end > from {
		a.header(from, end)
	}
	for i := a.next(0); i < limit && a.try(i, dateline); i = a.next(i) {
	}
}

// moreSigners takes names on lines of their own under that of the 签发人.
func (a *assembly) moreSigners(limit int) {
	f := -1
	for i := range limit {
		l := &a.lines[i]
		for k := range a.draft.Fields {
			if a.draft.Fields[k].Name == "signers" && a.draft.Fields[k].ToLine == l.number {
				f = k
			}
		}
		if f < 0 || l.used || l.gap || l.indent < 8 || !persons.MatchString(l.text) {
			continue
		}
		s := &a.draft.Fields[f]
		s.Raw, s.Value, s.ToLine, l.used = s.Raw+"\n"+l.text, s.Value+"\u3000"+l.text, l.number, true
	}
}

// running tells whether a line is running text, or addresses somebody: the head is over.
func (a *assembly) running(i int) bool {
	t := a.lines[i].text
	return utf8.RuneCountInString(t) > shortLine || sentence.MatchString(t) || strings.HasSuffix(t, "：") && ruleFor(mark, t) == nil
}

// headerEnd gives the line behind the 发文机关标志; from if there is none.
func (a *assembly) headerEnd(from, limit, numbered int) int {
	end := from
	for i := from; i < min(limit, from+8) && (numbered < 0 || i < numbered); i++ {
		t := tighten(a.lines[i].text)
		if strings.Contains(t, "关于") {
			break
		}
		if strings.HasSuffix(t, "文件") || numbered >= 0 && headerEnd.MatchString(t) {
			end = i + 1
		}
	}
	if numbered < 0 {
		return end
	}
	if end > from {
		for end < numbered && organAtEnd.MatchString(tighten(a.lines[end].text)) { // 文件 stands beside the organs
			end++
		}
		return end
	}
	var all string
	for i := from; i < numbered; i++ {
		if !a.lines[i].used {
			all += tighten(a.lines[i].text)
		}
	}
	if genre(all) != "" && strings.Contains(all, "关于") || utf8.RuneCountInString(all) > shortLine {
		return from // the title stands above the number
	}
	return numbered
}

// header takes the 发文机关标志. Several organs issue a paper jointly; then 文件 may stand beside any of them.
func (a *assembly) header(from, end int) {
	f := Field{Name: "header", Confidence: Certain, Rule: "标题之上的红头", FromLine: a.lines[from].number, ToLine: a.lines[end-1].number}
	var raw []string
	before, last := "", ""
	for i := from; i < end; i++ {
		l := &a.lines[i]
		if l.used {
			continue
		}
		l.used = true
		raw = append(raw, l.text)
		name, found := strings.CutSuffix(tighten(l.text), "文件")
		if found {
			last = "文件"
		}
		if organAtEnd.MatchString(before) && organAtEnd.MatchString(name) {
			f.Value += "、"
			f.Confidence, f.Rule = Guessed, "标题之上的几个机关，联合行文"
		}
		f.Value += name
		before = name
	}
	f.Raw, f.Value = strings.Join(raw, "\n"), f.Value+last
	a.add(f)
}

// genre gives the 文种 that a title ends with, or "". A title with an open 《 is not complete.
func genre(title string) string {
	if strings.Count(title, "《") != strings.Count(title, "》") {
		return ""
	}
	if m := genreAtEnd.FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return ""
}

// heading takes the title, which may have several lines, and what stands in brackets under it.
func (a *assembly) heading() {
	from := a.next(0)
	_, labelled := a.draft.Field("title")
	if end, rule, c := a.titleEnd(from); end > from && (c == Certain || !labelled) {
		a.join("title", rule, c, from, end)
		from = end
	} else if !labelled {
		a.untitled()
	}
	if f, ok := a.draft.Field("title"); ok {
		a.title = f.Value
		a.names(f.Value)
	}
	for i := a.next(from); i < len(a.lines); i = a.next(i) {
		if tighten(a.lines[i].text) == a.title {
			a.omit(Dropped, a.lines[i].number, a.lines[i].text, "标题的重复")
			a.lines[i].used = true
			continue
		}
		if !a.try(i, bracketNumber) && !a.try(i, number) && !a.try(i, adopted) && !a.try(i, web) {
			break
		}
	}
	if f, ok := a.draft.Field("adopted"); ok {
		a.add(Field{Name: "date", Value: f.Value, Confidence: Likely, Rule: "题注中的日期"})
	}
	a.start = a.next(from)
}

// titleEnd gives the line behind the title that begins at from, and how it was recognised.
func (a *assembly) titleEnd(from int) (end int, rule string, c Confidence) {
	joined, end := "", from
	for i := from; i < min(from+titleLines, len(a.lines)) && a.titleLine(i); i++ {
		if i > from && a.lines[i].gap && end > from {
			break
		}
		joined += tighten(a.lines[i].text)
		if genre(joined) != "" {
			end = i + 1
			rule, c = "以文种结尾的标题", Certain
		}
	}
	if end == from && from < len(a.lines) && a.titleLine(from) {
		return from + 1, "开头的短行当作标题，没有文种", Guessed
	}
	return end, rule, c
}

// titleLine tells whether a line may be of a title.
func (a *assembly) titleLine(i int) bool {
	l := a.lines[i]
	t := tighten(l.text)
	return !l.used && !l.table && utf8.RuneCountInString(t) <= shortLine && !sentence.MatchString(t) && !strings.HasSuffix(t, "：") &&
		!strings.HasSuffix(t, ":") && !levelHead.MatchString(t) && ruleFor(closing, t) == nil && ruleFor(bracketNumber, t) == nil &&
		ruleFor(number, t) == nil && ruleFor(adopted, t) == nil
}

// untitled takes the 发文机关标志 as the title too when it names the kind, as that of a 公告 or a 令 does.
func (a *assembly) untitled() {
	f, ok := a.draft.Field("header")
	if !ok || genre(f.Value) == "" {
		a.warn(0, "没有找到标题，请填写")
		return
	}
	a.add(Field{Name: "title", Value: f.Value, Confidence: Guessed, Rule: "没有标题，用红头的文字", FromLine: f.FromLine, ToLine: f.ToLine})
}

// addressee takes the 主送机关: what ends in a colon right under the title, over as many lines as it needs.
func (a *assembly) addressee() {
	var joined string
	for i := a.start; i < min(a.start+8, len(a.lines)); i++ {
		t := strings.TrimFunc(a.lines[i].text, isBlank)
		joined += t
		before, colon := strings.CutSuffix(joined, "：")
		if !colon {
			before, colon = strings.CutSuffix(joined, ":")
		}
		switch {
		case noAddress.MatchString(joined) && i == a.start && a.runOn(i):
			return
		case noAddress.MatchString(joined), !addressees.MatchString(joined), i > a.start && a.lines[i].gap:
			return
		case colon:
			a.address(i, before)
			return
		case i == a.start && a.uncoloned(i):
			a.join("to", "标题下没有冒号的短行", Guessed, i, i+1)
			a.start = i + 1
			return
		}
	}
}

// address takes lines up to i as the 主送机关.
func (a *assembly) address(i int, before string) {
	c := Certain
	if !strings.ContainsAny(before, "各、，") && !organAtEnd.MatchString(before) {
		c = Likely
	}
	last := &a.lines[i]
	t := last.text
	last.text = strings.TrimSuffix(strings.TrimSuffix(t, "："), ":")
	a.omit(Label, last.number, t[len(last.text):], "主送机关之后的冒号")
	a.join("to", "标题下以冒号结尾的一行", c, a.start, i+1)
	a.start = i + 1
}

// runOn takes a 主送机关 after which the body goes on in the same line.
func (a *assembly) runOn(i int) bool {
	l := &a.lines[i]
	at := strings.IndexAny(l.text, "：:")
	if at < 0 {
		return false
	}
	before := l.text[:at]
	_, size := utf8.DecodeRuneInString(l.text[at:])
	rest := strings.TrimLeftFunc(l.text[at+size:], isBlank)
	if noAddress.MatchString(before) || !addressees.MatchString(before) || utf8.RuneCountInString(before) > shortLine || utf8.RuneCountInString(rest) < 10 {
		return false
	}
	a.omit(Label, l.number, l.text[at:at+size], "主送机关之后的冒号")
	a.add(Field{Name: "to", Raw: before, Confidence: Guessed, Rule: "第一段冒号之前的文字", FromLine: l.number, ToLine: l.number})
	l.text = rest
	return true
}

// uncoloned tells whether a line without a colon is a 主送机关.
func (a *assembly) uncoloned(i int) bool {
	t := a.lines[i].text
	return strings.HasPrefix(t, "各") && utf8.RuneCountInString(t) <= shortLine && !strings.HasSuffix(t, "，") && !strings.HasSuffix(t, "、") &&
		organAtEnd.MatchString(t) && i+1 < len(a.lines) && utf8.RuneCountInString(a.lines[i+1].text) > fullLine
}
