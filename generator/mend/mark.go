package mend

import (
	"slices"
	"strings"
)

// edit writes n times a character in place of those from one to before another.
type edit struct {
	from, to int
	r        rune
	n        int
}

// apply makes edits that stand in the order of the line and do not overlap. What is written gets the column of what it is
// written for.
func (l *line) apply(edits []edit) {
	if len(edits) == 0 {
		return
	}
	out := make([]cell, 0, len(l.cells)+len(edits))
	done := 0
	for _, e := range edits {
		out = append(out, l.cells[done:e.from]...)
		for range e.n {
			out = append(out, cell{e.r, l.cells[min(e.from, len(l.cells)-1)].column})
		}
		done = e.to
	}
	l.cells = append(out, l.cells[done:]...)
}

// narrow writes full-width digits and letters half-width; a run of them is one slip.
func (l *line) narrow() {
	last := -2
	for i, c := range l.cells {
		if !isFullWidth(c.r) {
			continue
		}
		if last != i-1 {
			l.report(fullWidth, i)
		}
		last = i
		l.cells[i].r = Narrow(c.r)
	}
}

// yearZeros writes 〇 for what is typed for it in a year in Chinese digits: 二0一二年, 二○一二学年.
func (l *line) yearZeros() {
	if !slices.ContainsFunc(l.cells, func(c cell) bool { return c.r != '〇' && isZero(c.r) }) {
		return
	}
	for i := 0; i < len(l.cells); i++ {
		if !isNumeral(l.cells[i].r) && !isZero(l.cells[i].r) {
			continue
		}
		end, digits := i, 0
		for isNumeral(l.at(end)) || isZero(l.at(end)) {
			if l.at(end) != '〇' && isNumeral(l.at(end)) {
				digits++
			}
			end++
		}
		year := end-i == 4 && (l.at(i) == '一' || l.at(i) == '二') && !isDigit(l.at(end)) && !isLetter(l.at(end)) && !isLetter(l.at(i-1)) &&
			(digits >= 2 || l.after(end-1) == '年')
		first := true
		for j := i; year && j < end; j++ {
			if isNumeral(l.cells[j].r) {
				continue
			}
			if first {
				l.report(yearZeros, j)
			}
			first = false
			l.cells[j].r = '〇'
		}
		i = end - 1
	}
}

// documentNumbers mends 常电大委[2010] 4号: a year in other brackets, and blanks. In running text it is one only if 号 follows.
func (l *line) documentNumbers() {
	if l.mode == Number {
		l.drop(numberBlanks, func(i int) bool { return IsBlank(l.cells[i].r) })
	}
	var blanks []bool
	for i, c := range l.cells {
		switch c.r {
		case '[', '【', '(', '（', '〔', '［':
		default:
			continue
		}
		end := l.digits(i + 1)
		if !strings.ContainsRune("]】)）〕］", l.at(end)) || end-i != 5 && (l.mode != Number || end-i != 3) {
			continue
		}
		serial := l.skip(end + 1)
		sign := l.skip(l.digits(serial))
		if l.mode != Number && (l.digits(serial) == serial || l.at(sign) != '号' || !isHan(l.before(i))) {
			continue
		}
		if c.r != '〔' || l.at(end) != '〕' {
			l.report(yearBrackets, i)
			l.cells[i].r, l.cells[end].r = '〔', '〕'
		}
		if blanks == nil {
			blanks = make([]bool, len(l.cells))
		}
		for j := end; j < sign && j < len(l.cells); j++ {
			blanks[j] = IsBlank(l.cells[j].r)
		}
		for j := i - 1; j >= 0 && IsBlank(l.cells[j].r); j-- {
			blanks[j] = true
		}
	}
	if slices.Contains(blanks, true) {
		l.drop(numberBlanks, func(i int) bool { return blanks[i] })
	}
	l.leadingZeros()
}

// leadingZeros takes the zeros from before the number in the field of a document number: 〔2012〕004号, 004号.
func (l *line) leadingZeros() {
	if l.mode != Number || l.at(len(l.cells)-1) != '号' {
		return
	}
	start := len(l.cells) - 1
	for start > 0 && isDigit(l.cells[start-1].r) {
		start--
	}
	zeros := l.same(start, '0')
	if zeros == start || zeros == len(l.cells)-1 || start > 0 && l.at(start-1) != '〕' {
		return
	}
	l.report(leadingZeros, start)
	l.apply([]edit{{start, zeros, 0, 0}})
}

// outline writes the number that a paragraph begins with as 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).
func (l *line) outline() {
	if l.mode != Prose {
		return
	}
	start := 0
	bracket := l.at(0) == '(' || l.at(0) == '（'
	if bracket {
		start = 1
	}
	count, digit := isCount(l.at(start)), isDigit(l.at(start))
	end := start
	for count && isCount(l.at(end)) || digit && isDigit(l.at(end)) {
		end++
	}
	point := l.at(end)
	closed := point == ')' || point == '）'
	next := l.at(l.skip(end + 1))
	switch {
	case end == start && !bracket:
		l.signs()
	case end == start || end-start > 3 || next == 0:
	case bracket && closed && strings.ContainsRune("、.．", next) && l.at(l.skip(l.skip(end+1)+1)) != 0:
		l.report(outline, 0)
		l.apply([]edit{{0, 1, '（', 1}, {end, l.skip(end+1) + 1, '）', 1}})
	case bracket || isDigit(next) || isCount(next) && !closed && point != '、':
	case count && (point == '.' || point == '．'):
		l.report(outline, 0)
		l.cells[end].r = '、'
	case digit && (point == '、' || point == '．'):
		l.report(outline, 0)
		l.cells[end].r = '.'
	case digit && closed && isHan(next):
		l.report(outline, 0)
		l.apply([]edit{{0, 0, '（', 1}, {end, end + 1, '）', 1}})
	}
}

// signs writes one sign that a paragraph begins with, ㈠ ⑴ ⒈, as what it stands for.
func (l *line) signs() {
	var out []rune
	switch r := l.at(0); {
	case '㈠' <= r && r <= '㈩':
		out = []rune{'（', []rune("一二三四五六七八九十")[r-'㈠'], '）'}
	case '⑴' <= r && r <= '⒇':
		out = slices.Concat([]rune{'（'}, []rune(decimal(r-'⑴'+1)), []rune{'）'})
	case '⒈' <= r && r <= '⒛':
		out = append([]rune(decimal(r-'⒈'+1)), '.')
	default:
		return
	}
	l.report(outline, 0)
	first := make([]cell, 0, len(l.cells)+len(out))
	for _, r := range out {
		first = append(first, cell{r, l.cells[0].column})
	}
	l.cells = append(first, l.cells[1:]...)
}

// decimal writes a number below 100.
func decimal(n rune) string {
	if n < 10 {
		return string('0' + n)
	}
	return string([]rune{'0' + n/10, '0' + n%10})
}

// bookMarks writes <> as 〈〉 in 《》, and << >> as 《》 where Han stands in them.
func (l *line) bookMarks() {
	if !l.has('<') && !l.has('＜') {
		return
	}
	var edits []edit
	inside, open, han, double := 0, -1, false, false
	for i := 0; i < len(l.cells); i++ {
		switch r := l.cells[i].r; {
		case r == '《':
			inside, open = inside+1, -1
		case r == '》':
			inside, open = max(0, inside-1), -1
		case r == '<' || r == '＜':
			double = l.at(i+1) == r && inside == 0
			if open, han = i, false; double {
				i++
			}
		case (r == '>' || r == '＞') && open >= 0 && han && double && l.at(i+1) == r:
			l.report(bookMarks, open)
			edits = append(edits, edit{open, open + 2, '《', 1}, edit{i, i + 2, '》', 1})
			open = -1
			i++
		case (r == '>' || r == '＞') && open >= 0 && han && !double && inside > 0:
			l.report(bookMarks, open)
			edits = append(edits, edit{open, open + 1, '〈', 1}, edit{i, i + 1, '〉', 1})
			open = -1
		case isHan(r):
			han = true
		}
	}
	l.apply(edits)
}

// widenBrackets writes a pair of brackets full-width when Han stands in it or next to it. It leaves f(x) and (a) alone.
func (l *line) widenBrackets() {
	if !l.has('(') && !l.has(')') {
		return
	}
	han := make([]int, len(l.cells)+1) // how many Han characters stand before the ith
	var open []int
	for i, c := range l.cells {
		han[i+1] = han[i]
		if isHan(c.r) {
			han[i+1]++
		}
		switch {
		case c.r == '(' || c.r == '（':
			open = append(open, i)
		case (c.r == ')' || c.r == '）') && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			if han[i] == han[start] && !l.amongHan(start, i) {
				continue
			}
			if l.cells[start].r == '(' {
				l.report(brackets, start)
			} else if c.r == ')' {
				l.report(brackets, i)
			}
			l.cells[start].r, l.cells[i].r = '（', '）'
		}
	}
}

// amongHan tells whether a pair of brackets or quotes stands in Chinese text, by what stands before and behind it. It looks
// past a few other brackets and quotes, and never judges by a mark that a rule could have made: otherwise mending twice would do
// more than mending once.
func (l *line) amongHan(start, end int) bool {
	before, after := l.beyondPairs(start, -1), l.beyondPairs(end, 1)
	return isChinese(before) || isChinese(after) && !isLetter(before) && !isDigit(before)
}

// beyondPairs gives the first character from i on in steps that is no blank, bracket or quote; 0 if there is none near.
func (l *line) beyondPairs(i, step int) rune {
	for pairs := 0; pairs <= 8; {
		i += step
		switch r := l.at(i); {
		case IsBlank(r):
		case r != 0 && strings.ContainsRune("()（）\"“”[]〔〕", r):
			pairs++
		default:
			return r
		}
	}
	return 0
}

// nameDots writes the · in the name of a person as GB/T 15834 has it. A dash may as well part a name from a post.
func (l *line) nameDots() {
	if l.mode != Name {
		return
	}
	for i, c := range l.cells {
		if !isDot(c.r) || !isHan(l.before(i)) || !isHan(l.after(i)) {
			continue
		}
		if isDash(c.r) && l.twoWords(i) {
			l.report(doubtfulDashes, i)
			continue
		}
		l.report(middleDots, i)
		l.cells[i].r = '·'
	}
}

// twoWords tells whether the dash at i may part a name from something else: the name before it is that of a Han, or what
// stands on either side is a unit.
func (l *line) twoWords(i int) bool {
	start := i
	for start > 0 && isHan(l.cells[start-1].r) {
		start--
	}
	end := i + 1
	for isHan(l.at(end)) {
		end++
	}
	own := i-start == 0 || start == 0 && i-start <= 3 && isSurname(l.at(start))
	return own || isUnit(l.at(i-1)) || isUnit(l.at(end-1))
}

// isUnit tells whether r ends the names of units and posts.
func isUnit(r rune) bool {
	return r > 0x7f && strings.ContainsRune("部组室处科班队院校会委局长记员任", r)
}

// curlQuotes turns pairs of straight quotes with Han in or next to them. Behind a digit a quote may be an inch: then none
// of the line is touched.
func (l *line) curlQuotes() {
	var at []int
	han := 0 // how many Han characters stand before the last quote
	var before []int
	for i, c := range l.cells {
		if isHan(c.r) {
			han++
		}
		if c.r == '"' {
			if len(at)%2 == 0 && isDigit(l.at(i-1)) {
				return
			}
			at, before = append(at, i), append(before, han)
		}
	}
	for i := 0; i+1 < len(at); i += 2 {
		open, end := at[i], at[i+1]
		if before[i+1] > before[i] || l.amongHan(open, end) {
			l.report(quotes, open)
			l.cells[open].r, l.cells[end].r = '“', '”'
		}
	}
}

// ellipses writes …… for three to six points of any sort behind Han, and for one or three ….
func (l *line) ellipses() {
	var edits []edit
	for i := 0; i < len(l.cells); i++ {
		r := l.cells[i].r
		if r != '.' && r != '…' && r != '·' && r != '•' {
			continue
		}
		end := l.same(i, r)
		n, before, after := end-i, l.at(i-1), l.at(end)
		typed := n >= 3 && n <= 6 && (r != '…' || n == 3)
		if r == '…' && n == 1 {
			typed = after == 0 || isWide(after)
		}
		if typed && isWide(before) && before != '…' && !isDigit(after) && !isLetter(after) {
			l.report(ellipses, i)
			edits = append(edits, edit{i, end, '…', 2})
		}
		i = end - 1
	}
	l.apply(edits)
}

// dashes writes —— for two hyphens or other short lines with Han on both sides, or before Han at the beginning of the line.
func (l *line) dashes() {
	var edits []edit
	for i := 0; i < len(l.cells); i++ {
		r := l.cells[i].r
		if r == '—' || !isDash(r) {
			continue
		}
		end := l.same(i, r)
		before, after := l.at(i-1), l.at(end)
		if end-i == 2 && (isWide(before) || before == 0) && (isWide(after) || after == 0 && before != 0) && (isHan(before) || isHan(after)) {
			l.report(dashes, i)
			edits = append(edits, edit{i, end, '—', 2})
		}
		i = end - 1
	}
	l.apply(edits)
}

// ranges writes — between dates and times, 3月1日—3月15日, and ～ for the ~ between numbers (GB/T 15834, 4.13).
func (l *line) ranges() {
	var edits []edit
	for i := 0; i < len(l.cells); i++ {
		r := l.cells[i].r
		wave := r == '~' || r == '～'
		if r == '—' || !wave && !isDash(r) {
			continue
		}
		from, to := i, i+1
		if !wave {
			to = l.same(i, r)
		}
		last := to - 1
		for from > 0 && IsBlank(l.at(from-1)) {
			from--
		}
		to = l.skip(to)
		before, after := l.at(from-1), l.at(to)
		dated := strings.ContainsRune("年月日时分点号", before) && before != 0 && isDigit(after)
		timed := l.clock(from, -1) && l.clock(to-1, 1)
		want := '—'
		switch {
		case wave && (dated || isDigit(after) && (isDigit(before) || before == '%' || before == '％' || before == '℃' || before == '万' || before == '元')):
			want = '～'
		case wave || last > i+1 || !dated && !timed && !(last == i+1 && isDigit(before) && isDigit(after) && l.dateBehind(to)):
			i = last
			continue
		}
		if r != want || from != i || to != i+1 {
			l.report(ranges, i)
			edits = append(edits, edit{from, to, want, 1})
		}
		i = to - 1
	}
	l.apply(edits)
}

// clock tells whether a time of the day, 9:30, stands right before or behind i.
func (l *line) clock(i, step int) bool {
	if step < 0 {
		return isDigit(l.at(i-1)) && isDigit(l.at(i-2)) && (l.at(i-3) == ':' || l.at(i-3) == '：') && isDigit(l.at(i-4))
	}
	end := l.digits(i + 1)
	return 1 < end-i && end-i <= 3 && (l.at(end) == ':' || l.at(end) == '：')
}

// dateBehind tells whether digits and then 年, 月 or 日 stand from i on.
func (l *line) dateBehind(i int) bool {
	r := l.at(l.digits(i))
	return r == '年' || r == '月' || r == '日'
}

// widenPunctuation writes , ; : ? ! full-width next to Han and away from Latin letters, and a stop at the end of a sentence.
// A stop between Han may as well be the point in a name, so it is only reported.
func (l *line) widenPunctuation() {
	for i, c := range l.cells {
		wide, ok := widePunctuation[c.r]
		if !ok && c.r != '.' {
			continue
		}
		before, after := l.before(i), l.after(i)
		behind := isWide(before) || before == '…'
		switch {
		case ok && !isLetter(before) && !isLetter(after) && (behind || isWide(after) && isDigit(before)):
			l.report(punctuation, i)
			l.cells[i].r = wide
		case ok || !isWide(before) || l.at(i-1) == '.' || l.item(i):
		case after == 0 || isCloser(after) || isCloser(l.at(i-1)) && isHan(after):
			l.report(punctuation, i)
			l.cells[i].r = '。'
		case isHan(before) && isHan(after):
			l.report(doubtfulStop, i)
		}
	}
}

var widePunctuation = map[rune]rune{',': '，', ';': '；', ':': '：', '?': '？', '!': '！'}

// longestItem is how many characters the number of an item has at most.
const longestItem = 8

// item tells whether the point at i stands behind the number that a line begins with: 一. or （1）.
func (l *line) item(i int) bool {
	if i > longestItem {
		return false
	}
	for _, c := range l.cells[:i] {
		if !isDigit(c.r) && !strings.ContainsRune("第一二三四五六七八九十百（）", c.r) {
			return false
		}
	}
	return true
}

// doubled takes out the second of two equal marks, and writes …… for three stops. Different marks side by side are told.
func (l *line) doubled() {
	var edits []edit
	for i := 0; i < len(l.cells); i++ {
		r := l.cells[i].r
		if !isStop(r) {
			continue
		}
		end := l.same(i, r)
		switch {
		case r == '。' && end-i > 2:
			l.report(ellipses, i)
			edits = append(edits, edit{i, end, '…', 2})
		case end-i > 1:
			l.report(doubled, i)
			edits = append(edits, edit{i, end, r, 1})
		case isStop(l.at(end)):
			l.report(doubtfulMarks, i)
		}
		i = end - 1
	}
	l.apply(edits)
}
