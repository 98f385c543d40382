package draft

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/generator/draft/source"
)

// ending finds 成文日期, the organs above it and the notes below it.
func (a *assembly) ending() {
	limit := a.appendix()
	a.end = limit
	if a.plain() {
		a.plainEnding(limit)
		return
	}
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

// plainEnding finds the ending of a manuscript: hardly anything but notes stands behind it. A date before that is of the text.
func (a *assembly) plainEnding(limit int) {
	at := limit
	for at > a.start && (a.lines[at-1].used || ruleFor(note, a.lines[at-1].text) != nil || ruleFor(imprint, a.lines[at-1].text) != nil) {
		at--
	}
	for at > a.start && a.try(at-1, labelled) {
		at--
	}
	if _, dated := a.draft.Field("date"); dated {
		a.end = at
		return
	}
	last := at - 1
	if last < a.start || !a.dates(last) {
		last = a.signedDate(at)
	}
	if last < 0 {
		if a.end = at; at > a.start && (a.organ(at-1) || a.jointNames(at-1) != nil) {
			a.signature(at)
		}
		a.end = max(a.notes(at), at)
		return
	}
	a.signature(last)
	if !a.try(last, closing) {
		a.try(last, unfilled)
	}
	a.end = a.notes(last + 1)
}

// dates tells whether line i is a date, whole or not.
func (a *assembly) dates(i int) bool {
	return !a.lines[i].table && (ruleFor(closing, a.lines[i].text) != nil || ruleFor(unfilled, a.lines[i].text) != nil)
}

// fewAfter is how many lines may stand behind the date of a manuscript that an organ signs.
const fewAfter = 3

// signedDate gives the last date before a line that an organ stands above, if only a few lines follow it; -1 if there is none. One that
// more follows is left in the text, and told.
func (a *assembly) signedDate(limit int) int {
	for i := limit - 1; i > a.start; i-- {
		if !a.dates(i) || !a.signed(i) && a.jointNames(i-1) == nil {
			continue
		}
		if limit-1-i <= fewAfter {
			return i
		}
		a.warn(a.lines[i].number, "“%s”像是成文日期，后面还有文字，和它上面的机关一起留在正文里，请核对", a.lines[i].text)
		break
	}
	return -1
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
	return r != nil && slices.Contains(r.match().SubexpNames(), "signed_by")
}

// signed tells whether the line above is an organ.
func (a *assembly) signed(at int) bool {
	return at > a.start && organAtEnd.MatchString(tighten(a.lines[at-1].text))
}

// undated ends a body that has no date: before what follows it, or before the imprint.
func (a *assembly) undated(limit int) {
	for i := a.start; i < limit; i++ {
		if ruleFor(imprint, a.lines[i].text) != nil || i > a.start && ruleFor(number, a.lines[i].text) != nil {
			a.end = i
			break
		}
	}
	for i := a.start; i < a.end; i++ {
		if r := ruleFor(note, a.lines[i].text); r != nil && r.confidence == Certain {
			a.cut(i, r)
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
	for first > a.start && at-first < 10 && a.organAbove(first) > 0 {
		first -= a.organAbove(first)
	}
	if first == at {
		a.posts(at)
	}
	for first < at {
		next := first + 1
		for next < at && a.sameName(first, next) {
			next++
		}
		a.organs(first, next)
		first = next
	}
}

// organAbove gives how many lines right above line i are the name of an organ, or a table of organs.
func (a *assembly) organAbove(i int) int {
	switch {
	case a.lines[i-1].row != nil:
		return i - a.organTable(i)
	case a.jointNames(i-1) != nil:
		return 1
	case !a.organ(i - 1):
		return 0
	}
	n := 1
	for i-n > a.start && a.mayBeOrgan(i-n-1) && a.sameName(i-n-1, i-1) {
		n++
	}
	return n
}

// sameName tells whether line j goes on with what line i begins: another paragraph of a table's cell, or, in the same paragraph,
// a name of which line i is not the end.
func (a *assembly) sameName(i, j int) bool {
	l, next := a.lines[i], a.lines[j]
	if l.row != nil {
		return l.row == next.row
	}
	return l.number == next.number && next.row == nil && !organAtEnd.MatchString(tighten(l.text))
}

// organ tells whether a line is the name of an organ, or several.
func (a *assembly) organ(i int) bool {
	return a.mayBeOrgan(i) && organAtEnd.MatchString(tighten(a.lines[i].text))
}

// jointNames gives the organs that a line names with 、 between them, or with blanks; nil if it is no such line. Something that has
// ended stands before it, for a list of organs may also end a sentence.
func (a *assembly) jointNames(i int) []string {
	l := a.lines[i]
	if l.used || l.row != nil || i == a.start || !l.gap && !a.endedBefore(i) {
		return nil
	}
	text, more := strings.CutSuffix(l.text, "、")
	names := strings.Split(text, "、")
	blanks := len(names) == 1 && !more // which may also stand in a name
	if blanks {
		names = strings.FieldsFunc(l.text, source.IsBlank)
	}
	if len(names) < 2 && !more || len(names) > maxSigners {
		return nil
	}
	for n, name := range names {
		name = tighten(strings.TrimFunc(name, source.IsBlank))
		bare := seal.ReplaceAllString(name, "")
		if utf8.RuneCountInString(bare) < 3 || blanks && (!fullOrgan.MatchString(bare) || bareOffice.MatchString(bare)) || !organAtEnd.MatchString(bare) || !headerLine.MatchString(bare) || nobody.MatchString(bare) {
			return nil
		}
		names[n] = name
	}
	return names
}

// endedBefore tells whether what stands above line i has ended, or is of the signature itself.
func (a *assembly) endedBefore(i int) bool {
	up := a.lines[i-1]
	if strings.HasSuffix(up.text, "、") {
		return up.used || a.jointNames(i-1) != nil // it signs, or has been taken for who signs
	}
	return strings.ContainsAny(lastRune(up.text), "。！.：:") || a.organ(i-1) || up.row != nil
}

// maxSigners is how many sign a paper, as in templates/shared/fields.yaml.
const maxSigners = 20

// nobody is what begins a list of organs that do not sign.
var nobody = regexp.MustCompile(`^(?:各|请|由|报|送|向|与|和|及|附件|抄送|主送|发至)`)

// mayBeOrgan tells whether a line can be the name of an organ, or a piece of it.
func (a *assembly) mayBeOrgan(i int) bool {
	l := a.lines[i]
	t := tighten(l.text)
	return !l.used && l.row == nil && utf8.RuneCountInString(t) <= shortLine && !strings.ContainsAny(t, "，。；：？！,;:?!《》、") &&
		!levelHead.MatchString(l.text) && !strings.HasPrefix(t, "附件")
}

// organTable gives the first line of the table right above line at, if all its cells are organs; at if they are not.
func (a *assembly) organTable(at int) int {
	first, seen := at, map[string]bool{}
	for first > a.start && a.lines[first-1].row != nil && a.lines[first-1].row.Table == a.lines[at-1].row.Table {
		first--
		names := organCells(a.lines[first].row)
		if a.lines[first].used || len(names) == 0 {
			return at
		}
		if a.lines[first].row.Table < 0 && slices.ContainsFunc(names, func(n string) bool { return !fullOrgan.MatchString(n) || bareOffice.MatchString(n) || seen[n] }) {
			return at // rows that were pasted say who belongs where
		}
		for _, n := range names {
			seen[n] = true
		}
	}
	return first
}

// organCells gives the cells of a row that are not empty if all of them are organs.
func organCells(r *source.Row) []string {
	var names []string
	for _, c := range r.Cells {
		name := tighten(strings.ReplaceAll(c.Text, "\n", ""))
		switch {
		case name == "":
		case organAtEnd.MatchString(name) && headerLine.MatchString(name):
			names = append(names, name)
		default:
			return nil
		}
	}
	return names
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

// posts takes signers who are no organs from above a date that stands alone.
func (a *assembly) posts(at int) {
	if at == len(a.lines) || at == a.start || a.datedWith(at) || ruleFor(closing, a.lines[at].text) == nil {
		return
	}
	first := at
	for a.genreIsOrder() && first > a.start && !a.lines[first-1].used && postAndName.MatchString(a.lines[first-1].text) {
		first--
	}
	if first == at && a.signer(at-1) {
		first--
	}
	for i := first; i < at; i++ {
		a.post(&a.lines[i])
	}
}

// post takes a signer who is no organ. On an order the name that stands behind the post is that of the chop.
func (a *assembly) post(l *line) {
	f := Field{Name: "signed_by", Raw: l.text, Confidence: Guessed, Rule: "日期之上的短行", FromLine: l.number, ToLine: l.number}
	l.used = true
	if parts := postAndName.FindStringSubmatch(l.text); parts != nil && a.genreIsOrder() {
		f.Value, f.Raw, f.Confidence, f.Rule = tighten(parts[1]), parts[1], Likely, "日期之上的职务"
		a.add(f)
		if parts[2] != "" {
			f.Name, f.Value, f.Raw, f.Rule = "signatory", tighten(parts[2]), parts[2], "职务后的姓名"
			a.add(f)
		}
		return
	}
	parts := wideColumns.Split(l.text, -1)
	for i, p := range parts {
		parts[i] = tighten(p)
	}
	f.Value = strings.Join(parts, "\u3000")
	a.add(f)
}

func (a *assembly) genreIsOrder() bool {
	return slices.Contains([]string{"命令", "令"}, a.traits().genre)
}

// organs takes the organs of lines i to before j, which are one line or a name that is broken; wide blanks part them.
func (a *assembly) organs(i, j int) {
	l := &a.lines[i]
	text := l.text
	for k := i + 1; k < j; k++ {
		text += a.lines[k].text
	}
	names := columns.Split(text, -1)
	if slices.ContainsFunc(names, func(n string) bool { return !organAtEnd.MatchString(n) || utf8.RuneCountInString(n) < 3 }) {
		names = []string{text}
	}
	c, rule := Certain, "日期之上的机关名称"
	if l.row != nil {
		names = organCells(l.row)
	} else if joint := a.jointNames(i); joint != nil && j == i+1 {
		names, c, rule = joint, Likely, "日期之上一行里的几个机关，联合署名"
		a.omit(Label, l.number, strings.Repeat("、", strings.Count(l.text, "、")), "机关名称之间的标点")
	}
	for _, name := range names {
		if m := seal.FindString(name); m != "" {
			a.omit(Label, l.number, m, "盖章处")
			a.add(Field{Name: "sealing", Value: "sealed", Confidence: Certain, Rule: "署名后的“" + m + "”"})
			name = strings.TrimSuffix(name, m)
		}
		a.add(Field{Name: "signed_by", Value: tighten(name), Raw: name, Confidence: c, Rule: rule, FromLine: l.number, ToLine: l.number})
	}
	for k := i; k < j; k++ {
		a.lines[k].used = true
	}
}

// foot takes a line of the imprint, with the lines that it runs over into, and 印发机关 on a line of its own.
func (a *assembly) foot(i int) {
	r := ruleFor(imprint, a.lines[i].text)
	if r == nil || a.lines[i].used {
		return
	}
	names := r.match().SubexpNames()
	if slices.Contains(names, "printed_on") && !slices.Contains(names, "printed_by") && i > a.end && a.organ(i-1) {
		a.join("printed_by", "印发日期之上的机关名称", Likely, i-1, i)
	}
	a.cut(i, r)
	a.runOver(i)
}

// attendance takes 出席, 请假 and 列席 of minutes from the text.
func (a *assembly) attendance() {
	if a.traits().genre != "纪要" {
		return
	}
	for i := a.start; i < a.end; i++ {
		if a.try(i, attendance) {
			a.runOver(i)
		}
	}
}

// runOver adds to the last field, found at line i, the lines below that it runs over into.
func (a *assembly) runOver(i int) {
	f := &a.draft.Fields[len(a.draft.Fields)-1]
	names, people := slices.Contains(organNames, f.Name), slices.Contains(personLists, f.Name)
	for i++; i < len(a.lines); i++ {
		l := &a.lines[i]
		open := strings.ContainsAny(lastRune(f.Raw), "，、,") ||
			names && !strings.HasSuffix(f.Raw, "。") && strings.HasSuffix(l.text, "。") || people && l.indent >= 8
		if !names && !people || !open || l.used || l.gap || ruleFor(imprint, l.text) != nil || ruleFor(attendance, l.text) != nil {
			return
		}
		if people && !strings.ContainsAny(lastRune(f.Raw), "，、,；：") {
			f.Value += "\u3000"
		}
		f.Raw += "\n" + l.text
		f.Value += l.text
		f.ToLine, l.used = l.number, true
	}
}

// Fields that may take several lines.
var (
	organNames  = []string{"cc", "report_to", "send_to", "issue_to"}
	personLists = []string{"present", "absent", "observers"}
)
