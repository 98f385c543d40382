package record

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gongwen/generator/notice"
)

// mode says which rules mend a text.
type mode uint8

const (
	trimmedText mode = iota // blanks at the ends alone
	proseText               // paragraphs, a line each
	linesText               // a short text that may have several lines
	lineText                // a short text on one line
	numberText              // a document number
	nameText                // the name of a person
)

func parseMode(name string) (mode, error) {
	names := []string{"", "prose", "lines", "line", "number", "name"}
	if i := slices.Index(names, name); i >= 0 {
		return mode(i), nil
	}
	return 0, fmt.Errorf("x-text %q: want one of %s", name, strings.Join(names[1:], ", "))
}

func (m mode) severalLines() bool { return m == proseText || m == linesText }

// slip is a sort of thing that is mended. The order is that of the rules.
type slip uint8

const (
	invisible slip = iota
	fullWidth
	edgeBlanks
	yearBrackets
	numberBlanks
	brackets
	middleDots
	quotes
	punctuation
	doubtfulStop
	innerBlanks
	doubtfulBlanks
)

var slips = [...]struct{ code, message string }{
	invisible:    {"invisible-characters", "已去掉看不见的字符"},
	fullWidth:    {"full-width-characters", "全角数字、字母已改为半角"},
	edgeBlanks:   {"edge-blanks", "已去掉行首、行末的空格"},
	yearBrackets: {"year-brackets", "发文字号的年份已改用六角括号〔〕"},
	numberBlanks: {"number-blanks", "已去掉发文字号中的空格"},
	brackets:     {"half-width-brackets", "半角括号已改为全角"},
	middleDots:   {"middle-dots", "姓名中的间隔号已改为“·”"},
	quotes:       {"straight-quotes", "直引号已改为弯引号"},
	punctuation:  {"half-width-punctuation", "半角标点已改为全角"},
	doubtfulStop: {"doubtful-stop", "汉字之间的半角点没有改，请核对：句号应为“。”，间隔号应为“·”"},
	innerBlanks:  {"inner-blanks", "已去掉汉字、数字、标点之间的空格"},

	doubtfulBlanks: {"doubtful-blanks", "姓名中的空格没有改，请核对：几个人的姓名用“、”隔开"},
}

// change is one sort of slip in a text with all its spots.
type change struct {
	slip  slip
	spots []spot
}

// spot is a place in a text as it was given.
type spot struct {
	line, column int // from 1, column in characters
	near         string
}

// maxSpots is how many spots a notice names. A paper that was typed by a person has fewer.
const maxSpots = 500

// notice tells a change with its spots, counted in the field's own text; lines only if it has several.
func (c change) notice(p position, several bool) notice.Notice {
	var b strings.Builder
	b.WriteString(slips[c.slip].message)
	for i, s := range c.spots[:min(len(c.spots), maxSpots)] {
		separator := "、"
		if i == 0 {
			separator = "："
		}
		b.WriteString(separator)
		if several {
			fmt.Fprintf(&b, "第%d行", s.line)
		}
		fmt.Fprintf(&b, "第%d字“%s”", s.column, s.near)
	}
	if len(c.spots) > maxSpots {
		fmt.Fprintf(&b, "等，共%d处", len(c.spots))
	}
	b.WriteString("。")
	n := notice.Notice{Path: p.path, Field: p.field, Code: slips[c.slip].code, Message: b.String()}
	p.locate(&n, c.spots[0].line, c.spots[0].column)
	return n
}

// mend puts right what is mistyped in a text, and says what and where. Lines stay lines: nothing is added or taken away
// between them. Mending what was mended changes nothing.
func mend(text string, m mode) (string, []change) {
	if m == trimmedText {
		return strings.TrimFunc(text, func(r rune) bool { return isBlank(r) || r == '\n' }), nil
	}
	var found [len(slips)][]spot
	mended := strings.Split(text, "\n")
	for i, s := range mended {
		if !suspect(s) && (m != nameText || !strings.ContainsFunc(s, isDot)) {
			continue
		}
		l := newMender(s, i+1, m)
		for _, rule := range rules {
			rule(l)
		}
		for _, f := range l.found {
			found[f.slip] = append(found[f.slip], f.spot)
		}
		mended[i] = l.String()
	}
	var changes []change
	for s, spots := range found {
		if spots != nil {
			changes = append(changes, change{slip(s), spots})
		}
	}
	return strings.TrimRight(strings.Join(mended, "\n"), "\n"), changes
}

// suspect tells whether a line has any character that a rule looks at; most lines have none.
func suspect(s string) bool {
	for _, r := range s {
		if '\u4e00' <= r && r <= '\u9fff' { // Han, as most characters are
			continue
		}
		if r < 0x80 && !isDigit(r) && !isLetter(r) || r >= 0x80 && (isBlank(r) || isFullWidth(r) || isInvisible(r)) || r == '【' || r == '（' {
			return true
		}
	}
	return false
}

// mender is a line in work. Characters keep the column that they had at first.
type mender struct {
	mode  mode
	line  int
	first []rune
	cells []cell
	found []finding
}

type cell struct {
	r      rune
	column int // from 1
}

type finding struct {
	slip slip
	spot spot
}

func newMender(s string, line int, m mode) *mender {
	l := &mender{mode: m, line: line, first: []rune(s)}
	l.cells = make([]cell, len(l.first))
	for i, r := range l.first {
		l.cells[i] = cell{r, i + 1}
	}
	return l
}

// String gives the line as it is now.
func (l *mender) String() string {
	var b strings.Builder
	for _, c := range l.cells {
		b.WriteRune(c.r)
	}
	return b.String()
}

// rules in their order: a later one relies on what an earlier one did.
var rules = [...]func(*mender){
	(*mender).dropInvisible, (*mender).narrow, (*mender).trim, (*mender).documentNumbers, (*mender).widenBrackets, (*mender).nameDots,
	(*mender).curlQuotes, (*mender).widenPunctuation, (*mender).nameBlanks, (*mender).joinBlanks,
}

// report notes a slip at the ith character, with what stands around it.
func (l *mender) report(s slip, i int) {
	column := l.cells[i].column
	near := l.first[max(0, column-5):min(len(l.first), column+6)]
	l.found = append(l.found, finding{s, spot{l.line, column, strings.TrimFunc(string(near), isBlank)}})
}

// at gives the ith character, or 0 beyond the ends.
func (l *mender) at(i int) rune {
	if i < 0 || i >= len(l.cells) {
		return 0
	}
	return l.cells[i].r
}

// before and after give the next character that is no blank, or 0 at the end of the line.
func (l *mender) before(i int) rune {
	for i--; i >= 0 && isBlank(l.cells[i].r); i-- {
	}
	return l.at(i)
}

func (l *mender) after(i int) rune {
	for i++; i < len(l.cells) && isBlank(l.cells[i].r); i++ {
	}
	return l.at(i)
}

// drop takes out the characters for which gone is true; a run of them is one slip.
func (l *mender) drop(s slip, gone func(i int) bool) {
	var out []bool
	for i := range l.cells {
		g := gone(i)
		if g && (i == 0 || !out[i-1]) {
			l.report(s, i)
		}
		out = append(out, g)
	}
	i := -1
	l.cells = slices.DeleteFunc(l.cells, func(cell) bool { i++; return out[i] })
}

func (l *mender) dropInvisible() {
	if slices.ContainsFunc(l.first, isInvisible) {
		l.drop(invisible, func(i int) bool { return isInvisible(l.cells[i].r) })
	}
}

// narrow writes full-width digits and letters half-width; a run of them is one slip.
func (l *mender) narrow() {
	last := -2
	for i, c := range l.cells {
		if !isFullWidth(c.r) {
			continue
		}
		if last != i-1 {
			l.report(fullWidth, i)
		}
		last = i
		l.cells[i].r = c.r - 0xfee0
	}
}

func (l *mender) trim() {
	from, to := 0, len(l.cells)
	for from < to && isBlank(l.cells[from].r) {
		from++
	}
	for to > from && isBlank(l.cells[to-1].r) {
		to--
	}
	if from == to { // an empty line with blanks is an empty line
		l.cells = nil
		return
	}
	l.drop(edgeBlanks, func(i int) bool { return i < from || i >= to })
}

// documentNumbers mends 常电大委[2010] 4号: a year in other brackets, and blanks. In running text it is one only if 号 follows.
func (l *mender) documentNumbers() {
	if l.mode == numberText {
		l.drop(numberBlanks, func(i int) bool { return isBlank(l.cells[i].r) })
	}
	blanks := make([]bool, len(l.cells))
	for i, c := range l.cells {
		switch c.r {
		case '[', '【', '(', '（', '〔', '［':
		default:
			continue
		}
		end := l.digits(i + 1)
		if !strings.ContainsRune("]】)）〕］", l.at(end)) || end-i != 5 && (l.mode != numberText || end-i != 3) {
			continue
		}
		serial := l.skip(end + 1)
		sign := l.skip(l.digits(serial))
		if l.mode != numberText && (l.digits(serial) == serial || l.at(sign) != '号' || !isHan(l.before(i))) {
			continue
		}
		if c.r != '〔' || l.at(end) != '〕' {
			l.report(yearBrackets, i)
			l.cells[i].r, l.cells[end].r = '〔', '〕'
		}
		for j := end; j < sign && j < len(l.cells); j++ {
			blanks[j] = isBlank(l.cells[j].r)
		}
		for j := i - 1; j >= 0 && isBlank(l.cells[j].r); j-- {
			blanks[j] = true
		}
	}
	if slices.Contains(blanks, true) {
		l.drop(numberBlanks, func(i int) bool { return blanks[i] })
	}
}

// digits gives the index behind the digits from i on; skip that behind the blanks.
func (l *mender) digits(i int) int {
	for isDigit(l.at(i)) {
		i++
	}
	return i
}

func (l *mender) skip(i int) int {
	for isBlank(l.at(i)) {
		i++
	}
	return i
}

// widenBrackets writes a pair of brackets full-width when Han stands in it or next to it. It leaves f(x) and (a) alone.
func (l *mender) widenBrackets() {
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
func (l *mender) amongHan(start, end int) bool {
	before, after := l.beyondPairs(start, -1), l.beyondPairs(end, 1)
	return isChinese(before) || isChinese(after) && !isLetter(before) && !isDigit(before)
}

// beyondPairs gives the first character from i on in steps that is no blank, bracket or quote; 0 if there is none near.
func (l *mender) beyondPairs(i, step int) rune {
	for pairs := 0; pairs <= 8; {
		i += step
		switch r := l.at(i); {
		case isBlank(r):
		case r != 0 && strings.ContainsRune("()（）\"“”[]〔〕", r):
			pairs++
		default:
			return r
		}
	}
	return 0
}

// nameDots writes the · in the name of a person as GB/T 15834 has it.
func (l *mender) nameDots() {
	if l.mode != nameText {
		return
	}
	for i, c := range l.cells {
		if isDot(c.r) && isHan(l.before(i)) && isHan(l.after(i)) {
			l.report(middleDots, i)
			l.cells[i].r = '·'
		}
	}
}

// nameBlanks takes out the blanks around the · and the marks in the name of a person, and those in a name of two characters,
// because lists spread it. Other blanks may part the names of two persons, and are only reported.
func (l *mender) nameBlanks() {
	if l.mode != nameText {
		return
	}
	letters := 0
	for _, c := range l.cells {
		if !isBlank(c.r) {
			letters++
		}
	}
	gone := make([]bool, len(l.cells))
	doubt := -1
	for i, c := range l.cells {
		before, after := l.before(i), l.after(i)
		switch {
		case !isBlank(c.r):
		case before == '·' || after == '·' || letters == 2 || isMark(before) || isMark(after):
			gone[i] = true
		case isHan(before) && isHan(after) && doubt < 0:
			doubt = i
		}
	}
	if doubt >= 0 {
		l.report(doubtfulBlanks, doubt)
	}
	l.drop(innerBlanks, func(i int) bool { return gone[i] })
}

// curlQuotes turns pairs of straight quotes with Han in or next to them. Behind a digit a quote may be an inch: then none
// of the line is touched.
func (l *mender) curlQuotes() {
	var at []int
	for i, c := range l.cells {
		if c.r == '"' {
			if len(at)%2 == 0 && isDigit(l.at(i-1)) {
				return
			}
			at = append(at, i)
		}
	}
	for ; len(at) >= 2; at = at[2:] {
		open, end := at[0], at[1]
		inside := slices.ContainsFunc(l.cells[open:end], func(c cell) bool { return isHan(c.r) })
		if inside || l.amongHan(open, end) {
			l.report(quotes, open)
			l.cells[open].r, l.cells[end].r = '“', '”'
		}
	}
}

// widenPunctuation writes , ; : ? ! full-width next to Han and away from Latin letters, and a stop at the end of a sentence.
// A stop between Han may as well be the point in a name, so it is only reported.
func (l *mender) widenPunctuation() {
	for i, c := range l.cells {
		wide, ok := widePunctuation[c.r]
		if !ok && c.r != '.' {
			continue
		}
		before, after := l.before(i), l.after(i)
		switch {
		case ok && !isLetter(before) && !isLetter(after) && (isWide(before) || isWide(after) && isDigit(before)):
			l.report(punctuation, i)
			l.cells[i].r = wide
		case ok || !isWide(before) || l.at(i-1) == '.' || l.item(i):
		case after == 0 || isCloser(after):
			l.report(punctuation, i)
			l.cells[i].r = '。'
		case isHan(before) && isHan(after):
			l.report(doubtfulStop, i)
		}
	}
}

var widePunctuation = map[rune]rune{',': '，', ';': '；', ':': '：', '?': '？', '!': '！'}

// item tells whether the point at i stands behind the number that a line begins with: 一.
func (l *mender) item(i int) bool {
	for _, c := range l.cells[:i] {
		if !isDigit(c.r) && !strings.ContainsRune("第一二三四五六七八九十百", c.r) {
			return false
		}
	}
	return true
}

// joinBlanks takes out blanks that Chinese text does not have: next to its punctuation, and a single one between Han and
// digits. Between two Han characters it goes only where the line is a sentence; elsewhere it may part names or columns.
// Ideographic spaces inside a line are there on purpose.
func (l *mender) joinBlanks() {
	if !slices.ContainsFunc(l.cells, func(c cell) bool { return isBlank(c.r) }) {
		return
	}
	sentence := l.mode == lineText || slices.ContainsFunc(l.cells, func(c cell) bool { return isPause(c.r) })
	gone := make([]bool, len(l.cells))
	for i := 0; i < len(l.cells); i++ {
		end := i
		for isBlank(l.at(end)) && l.at(end) != '\u3000' {
			end++
		}
		if end > i && l.needless(i, end, sentence) {
			for j := i; j < end; j++ {
				gone[j] = true
			}
		}
		i = max(i, end-1)
	}
	l.drop(innerBlanks, func(i int) bool { return gone[i] })
}

// needless tells whether the blanks from i to before end go.
func (l *mender) needless(i, end int, sentence bool) bool {
	before, after := l.at(i-1), l.at(end)
	switch {
	case before == 0 || after == 0 || isLetter(before) || isLetter(after) || before == '\u3000' || after == '\u3000':
		return false
	case isMark(before) || isMark(after):
		return true
	case (before == '.' || before == '．') && isHan(after):
		return l.item(i - 1)
	case isHan(before) && isHan(after):
		return end-i == 1 && sentence || l.mode == lineText
	default:
		return (isHan(before) && isDigit(after) || isDigit(before) && isHan(after)) && (end-i == 1 || l.mode == lineText)
	}
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r > 0x7f && r <= '\u3000' && unicode.Is(unicode.Zs, r)
}
func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
func isHan(r rune) bool {
	return '\u4e00' <= r && r <= '\u9fff' || r == '○' || r > 0x2e00 && unicode.Is(unicode.Han, r)
}
func isMark(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '？', '！', '“', '”', '‘', '’', '（', '）', '《', '》', '〈', '〉', '〔', '〕', '【', '】', '「', '」', '『', '』':
		return true
	}
	return false
}
func isPause(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '？', '！':
		return true
	}
	return false
}
func isChinese(r rune) bool {
	switch r {
	case '、', '《', '》', '「', '」', '『', '』':
		return true
	}
	return isHan(r)
}
func isWide(r rune) bool   { return isHan(r) || isMark(r) }
func isCloser(r rune) bool { return r > 0x7f && strings.ContainsRune("”’）》〉〕】」』", r) }
func isInvisible(r rune) bool {
	return r > 0x7f && (r < '\u4e00' || r > '\u9fff') && unicode.Is(unicode.Cf, r) // Han, as most characters are, is not looked up
}

// isDot tells whether r is one of the points that people type for the · of a name.
func isDot(r rune) bool {
	return r == '.' || r > 0x7f && strings.ContainsRune("•‧・･∙⋅．", r)
}

// isFullWidth tells whether r is a full-width digit or Latin letter.
func isFullWidth(r rune) bool {
	return '０' <= r && r <= '９' || 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ'
}
