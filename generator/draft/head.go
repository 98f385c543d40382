package draft

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/generator/draft/source"
	"gongwen/generator/mend"
)

// head takes what stands above the title: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人.
func (a *assembly) head() {
	limit := 0
	for limit < min(headLines, len(a.lines)) && !a.running(limit) {
		limit++
	}
	numbered := -1
	for i := range limit {
		if a.try(i, web) || a.try(i, mark) && a.lines[i].used || numbered >= 0 {
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
	} else if numbered > from {
		a.aboveNumber(from, numbered)
	}
	for i := a.next(0); i < limit && a.try(i, dateline); i = a.next(i) {
	}
}

// moreSigners takes names on lines of their own under that of the 签发人.
func (a *assembly) moreSigners(limit int) {
	signed := false
	for i := range limit {
		l := &a.lines[i]
		if signed && !l.used && !l.gap && l.indent >= 8 && persons.MatchString(l.text) {
			a.signers(l.text, Likely, "“签发人”，接上一行", l.number)
			l.used = true
			continue
		}
		signed = signed || slices.ContainsFunc(a.draft.Fields, func(f Field) bool { return f.Name == "signers" && f.ToLine == l.number })
	}
}

// signers adds the names of 签发人 that stand in a text.
func (a *assembly) signers(text string, c Confidence, rule string, line int) {
	a.omit(Label, line, strings.Map(func(r rune) rune {
		if strings.ContainsRune(nameSeparators, r) {
			return r
		}
		return -1
	}, text), "姓名之间的标点")
	for _, name := range personNames(text) {
		a.add(Field{Name: "signers", Raw: name, Confidence: c, Rule: rule, FromLine: line, ToLine: line})
	}
}

const nameSeparators = "、，；,;。"

// personNames parts names. Blanks stand between names and, to fill three characters, in one of two characters.
func personNames(text string) []string {
	var names []string
	single := 0 // characters standing alone at the end of the last name
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return source.IsBlank(r) || strings.ContainsRune(nameSeparators, r) }) {
		if utf8.RuneCountInString(word) > 1 {
			single = 0
		} else if single++; single == 2 {
			names[len(names)-1] += word
			single = 0
			continue
		}
		names = append(names, word)
	}
	return names
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
	for i := from; i < numbered; i++ {
		t := tighten(a.lines[i].text)
		if !a.lines[i].used && !(organAtEnd.MatchString(t) && headerLine.MatchString(t)) {
			return from // the title stands above the number
		}
	}
	return numbered
}

// header takes the 发文机关标志. Several organs issue a paper jointly; then 文件 may stand beside any of them.
func (a *assembly) header(from, end int) {
	var organs []Field
	suffix := ""
	for i := from; i < end; i++ {
		l := &a.lines[i]
		if l.used {
			continue
		}
		l.used = true
		text := tighten(l.text)
		if !headerLine.MatchString(text) {
			a.unused(l.number, l.text, "红头上的文字")
			continue
		}
		name, found := strings.CutSuffix(text, "文件")
		if found {
			suffix = "文件"
		}
		last := len(organs) - 1
		if last < 0 || organAtEnd.MatchString(organs[last].Value) && anotherOrgan(name) {
			organs = append(organs, Field{Name: "header", Value: name, Raw: l.text, Confidence: Certain, Rule: "标题之上的红头", FromLine: l.number, ToLine: l.number})
			continue
		}
		organs[last].Value += name
		organs[last].Raw += "\n" + l.text
		organs[last].ToLine = l.number
	}
	if len(organs) == 1 {
		f := &organs[0]
		if suffix != "" && !organAtEnd.MatchString(f.Value) {
			f.Confidence, f.Rule = Guessed, "以“文件”结尾的一行，“文件”之前不像机关名称"
		}
		f.Value += suffix
		suffix = ""
	}
	for _, f := range organs {
		if len(organs) > 1 && suffix == "" {
			f.Confidence, f.Rule = Guessed, "标题之上的几个机关，联合行文"
		}
		a.add(f)
	}
	if suffix != "" {
		a.add(Field{Name: "header_suffix", Value: suffix, Confidence: Certain, Rule: "几个机关名称旁的“文件”"})
	}
}

// anotherOrgan tells whether a line of a red head begins another organ, and is not the end of the name that is broken above it:
// 临江市人民政府 / 办公室.
func anotherOrgan(name string) bool {
	return utf8.RuneCountInString(name) > 4 && organAtEnd.MatchString(name) && !bareOffice.MatchString(name)
}

// aboveNumber sets aside what stands above the number and is neither the red head nor the title.
func (a *assembly) aboveNumber(from, numbered int) {
	if _, _, c := a.titleEnd(from); c == Certain {
		return
	}
	below := a.next(numbered)
	if end, _, c := a.titleEnd(below); end == below || c != Certain {
		return
	}
	for i := from; i < numbered; i++ {
		if l := &a.lines[i]; !l.used {
			l.used = true
			a.unused(l.number, l.text, "发文字号之上的文字")
		}
	}
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
		if a.plain() && a.byline(i) {
			a.join("byline", "标题下的一行", Likely, i, i+1)
		} else if a.try(i, adopted) {
			a.dated = true
		} else if !a.try(i, bracketNumber) && !a.try(i, number) && !a.try(i, web) {
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
		return a.ownTitleEnd(from)
	}
	return end, rule, c
}

// ownTitleEnd gives the line behind a title that ends in no 文种: in a word such as 方案, or where what is set in the middle ends; else it
// is one line, or more where a line is not complete.
func (a *assembly) ownTitleEnd(from int) (end int, rule string, c Confidence) {
	joined, whole := "", 0
	for i := from; i < min(from+titleLines, len(a.lines)) && a.titleLine(i) && a.lines[i].middle == a.lines[from].middle && (i == from || !a.lines[i].gap); i++ {
		joined += tighten(a.lines[i].text)
		if ownTitle.MatchString(joined) {
			whole = i + 1
			if next := i + 1; !a.lines[i].middle || next < len(a.lines) && !ownTitle.MatchString(tighten(a.lines[next].text)) {
				break
			}
		}
	}
	if whole > from {
		return whole, "以“方案”“总结”这类词结尾的标题", Likely
	}
	end = from + 1
	for joined = tighten(a.lines[from].text); end < len(a.lines) && end < from+titleLines && a.titleLine(end) && !a.lines[end].gap && incomplete(joined); end++ {
		joined += tighten(a.lines[end].text)
	}
	return end, "开头的短行当作标题，没有文种", Guessed
}

// incomplete tells whether a title goes on in the next line.
func incomplete(title string) bool {
	return unfinished.MatchString(title) || strings.Count(title, "《") != strings.Count(title, "》") || strings.Count(title, "“") != strings.Count(title, "”")
}

// plain tells whether the text is, as far as it was read, a paper without a red head.
func (a *assembly) plain() bool {
	t := a.traits()
	return t.header == "" && t.number == "" && !t.formal && !statutory(a.title)
}

// byline tells whether a line under the title of a manuscript says who speaks, or when.
func (a *assembly) byline(i int) bool {
	l := a.lines[i]
	t := tighten(l.text)
	if l.used || l.row != nil || utf8.RuneCountInString(t) > 40 || levelHead.MatchString(t) || strings.HasSuffix(t, "：") || strings.ContainsAny(lastRune(t), "。；:，") {
		return false
	}
	said := 0
	for _, f := range a.draft.Fields {
		if f.Name == "byline" {
			said++
		}
	}
	if a.title == "" || said == maxBylines {
		return false
	}
	next := i + 1
	last := next >= len(a.lines) || a.lines[next].gap
	dated := func(i int) bool {
		return ruleFor(closing, a.lines[i].text) != nil && !a.datedWith(i) || ruleFor(unfilled, a.lines[i].text) != nil
	}
	switch {
	case bracketed.MatchString(t), dated(i), l.middle:
		return next < len(a.lines) // else it is the ending
	case postAndName.MatchString(l.text) && postAndName.FindStringSubmatch(l.text)[2] != "":
		return true
	case surnamed(t), a.organ(i):
		last = last || strings.HasSuffix(a.lines[next].text, "：")
		return last || dated(next) || bracketed.MatchString(tighten(a.lines[next].text))
	}
	return false
}

// surnamed tells whether a text is the name of a person with a frequent surname.
func surnamed(t string) bool {
	n := utf8.RuneCountInString(t)
	return (n == 2 || n == 3) && persons.MatchString(t) && mend.HasSurname(t)
}

// maxBylines is how many lines may stand under a title, as in templates/manuscript.
const maxBylines = 5

// titleLine tells whether a line may be of a title.
func (a *assembly) titleLine(i int) bool {
	l := a.lines[i]
	t := tighten(l.text)
	return !l.used && !l.table && utf8.RuneCountInString(t) <= shortLine && !sentence.MatchString(t) && !strings.HasSuffix(t, "：") &&
		!strings.HasSuffix(t, ":") && !levelHead.MatchString(t) && ruleFor(closing, t) == nil && ruleFor(bracketNumber, t) == nil &&
		ruleFor(number, t) == nil && ruleFor(adopted, t) == nil
}

// addressee takes the 主送机关: what ends in a colon right under the title, over as many lines as it needs.
func (a *assembly) addressee() {
	if r := ruleFor(imprint, a.textAt(a.start)); r != nil && slices.Contains(r.match().SubexpNames(), "to") && a.try(a.start, imprint) {
		a.start = a.next(a.start)
		return
	}
	var joined string
	for i := a.start; i < min(a.start+8, len(a.lines)); i++ {
		t := strings.TrimFunc(a.lines[i].text, source.IsBlank)
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
	rest := strings.TrimLeftFunc(l.text[at+size:], source.IsBlank)
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

// textAt gives the text of line i; "" behind the last.
func (a *assembly) textAt(i int) string {
	if i >= len(a.lines) {
		return ""
	}
	return a.lines[i].text
}
