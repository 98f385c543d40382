package mend

import "strings"

// surnames are the hundred most frequent ones, which more than four fifths of all persons have.
const surnames = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"

func isSurname(r rune) bool { return r > 0x7f && strings.ContainsRune(surnames, r) }

// HasSurname tells whether a name begins with one of the hundred most frequent surnames.
func HasSurname(name string) bool {
	for _, r := range name {
		return isSurname(r)
	}
	return false
}

// trim takes the blanks off the ends of the line.
func (l *line) trim() {
	from, to := 0, len(l.cells)
	for from < to && IsBlank(l.cells[from].r) {
		from++
	}
	for to > from && IsBlank(l.cells[to-1].r) {
		to--
	}
	if from == to { // an empty line with blanks is an empty line
		l.cells = nil
		return
	}
	l.drop(edgeBlanks, func(i int) bool { return i < from || i >= to })
}

// gap is a run of blanks with what stands around it.
type gap struct {
	from, to      int
	before, after rune // 0 at the ends of the line
}

// gaps gives the runs of blanks of the line, in one pass.
func (l *line) gaps() []gap {
	var all []gap
	for i := 0; i < len(l.cells); i++ {
		if !IsBlank(l.cells[i].r) {
			continue
		}
		to := l.skip(i)
		all = append(all, gap{i, to, l.at(i - 1), l.at(to)})
		i = to - 1
	}
	return all
}

// dropGaps takes out gaps.
func (l *line) dropGaps(all []gap) {
	var edits []edit
	for _, g := range all {
		l.report(innerBlanks, g.from)
		edits = append(edits, edit{g.from, g.to, 0, 0})
	}
	l.apply(edits)
}

// nameBlanks takes out the blanks around the · and the marks in the name of a person, and those in a name that lists spread:
// of two characters, or of three of which each stands alone. Other blanks may part the names of two persons, and are only reported.
func (l *line) nameBlanks() {
	all := l.gaps()
	if l.mode != Name || len(all) == 0 {
		return
	}
	letters := len(l.cells)
	for _, g := range all {
		letters -= g.to - g.from
	}
	spread := letters == 2 || letters == 3 && len(all) == 2 && isSurname(l.at(0))
	doubt := -1
	var gone []gap
	for _, g := range all {
		switch {
		case g.before == '·' || g.after == '·' || spread || isMark(g.before) || isMark(g.after):
			gone = append(gone, g)
		case isHan(g.before) && isHan(g.after) && doubt < 0:
			doubt = g.from
		}
	}
	if doubt >= 0 {
		l.report(doubtfulBlanks, doubt)
	}
	l.dropGaps(gone)
}

// article gives the index behind the number of an article or chapter that the line begins with, 第一条; 0 if there is none.
func article(at func(i int) rune) int {
	if at(0) != '第' {
		return 0
	}
	end := 1
	for end < longestItem && (isCount(at(end)) || isDigit(at(end)) || at(end) == '零' || at(end) == '千') {
		end++
	}
	switch at(end) {
	case '条', '章', '节', '编':
		if end > 1 {
			return end + 1
		}
	}
	return 0
}

// hasArticles tells whether a line of the text begins with 第×条 or 第×章 and a blank behind it.
func hasArticles(text string) bool {
	if !strings.Contains(text, "第") {
		return false
	}
	for s := range strings.SplitSeq(text, "\n") {
		s = strings.TrimLeftFunc(s, IsBlank)
		if !strings.HasPrefix(s, "第") {
			continue
		}
		var first [longestItem + 2]rune
		n := 0
		for _, r := range s {
			if n == len(first) {
				break
			}
			first[n] = r
			n++
		}
		end := article(func(i int) rune { return first[i] })
		if end > 0 && IsBlank(first[end]) {
			return true
		}
	}
	return false
}

// articleBlanks gives 第×条 and 第×章 that a paragraph begins with one blank of a character behind it. Where none stands there it
// comes in if others of the text have one, but not before what goes on with the words: 第三条规定, 第一条、第二条.
func (l *line) articleBlanks() {
	if l.mode != Prose {
		return
	}
	end := article(l.at)
	to := l.skip(end)
	if end == 0 || l.at(to) == 0 || to == end+1 && l.at(end) == '\u3000' {
		return
	}
	next := l.at(to)
	if to == end && (!l.articles || !isHan(next) || strings.ContainsRune("规之中的第至和与及或款项所到起", next)) {
		return
	}
	l.reportColumn(articleBlanks, l.cells[end-1].column, "")
	l.apply([]edit{{end, to, '\u3000', 1}})
}

// The width of blanks to write in, in half characters: narrower ones are slips, and a longer rule than the longest has no room.
const (
	leastWriteIn = 4
	mostWriteIn  = 48
)

// writeIn writes a rule of low lines, which fonts join and no line breaks, for blanks that are left to be filled in by hand:
// 姓名：____，单位：____。 They stand behind a colon and before a mark, another label or a unit.
func (l *line) writeIn() {
	if l.mode != Prose && l.mode != Lines {
		return
	}
	var edits []edit
	for _, g := range l.gaps() {
		width := 0
		for _, c := range l.cells[g.from:min(g.to, g.from+mostWriteIn)] {
			width++
			if c.r == '\u3000' || c.r == '\u2003' {
				width++
			}
		}
		if g.before != '：' || width < leastWriteIn || !isPause(g.after) && !isCloser(g.after) && g.after != '（' && !l.label(g.to) && !l.unit(g.to) {
			continue
		}
		l.report(writeIn, g.from)
		edits = append(edits, edit{g.from, g.to, '_', min(width, mostWriteIn)})
	}
	l.apply(edits)
}

// word gives the end of the word that begins at i: the next blank or mark, and the end of the line at the latest.
func (l *line) word(i int) int {
	for i < len(l.cells) && !IsBlank(l.cells[i].r) && !isMark(l.cells[i].r) {
		i++
	}
	return i
}

// label tells whether a label begins at i: 时间：
func (l *line) label(i int) bool {
	end := i
	for end-i <= 8 && isHan(l.at(end)) {
		end++
	}
	return end > i && end-i <= 8 && l.at(end) == '：'
}

// unit tells whether one or two characters alone stand at i, as 年, 人 and 万元 behind what is filled in.
func (l *line) unit(i int) bool {
	end := i
	for end-i <= 2 && isHan(l.at(end)) {
		end++
	}
	after := l.at(end)
	return end > i && end-i <= 2 && (after == 0 || isMark(after) || IsBlank(after))
}

// joinBlanks takes out blanks that Chinese text does not have: next to its punctuation, and a single one between Han and
// digits. Between two Han characters it goes only where the line is a sentence; elsewhere it may part names or columns. Blanks that
// may part names stay and are reported. Ideographic spaces inside a line are there on purpose.
func (l *line) joinBlanks() {
	all := l.gaps()
	if len(all) == 0 {
		return
	}
	sentence := l.mode == Line
	for _, c := range l.cells {
		sentence = sentence || isPause(c.r)
	}
	var gone []gap
	for _, clause := range l.clauses(all) {
		several, told := l.severalWords(clause), false
		for _, g := range clause {
			switch {
			case !l.needless(g, sentence):
			case isHan(g.before) && isHan(g.after) && (several || l.twoNames(g)):
				if !told {
					l.report(doubtfulWords, g.from)
				}
				told = true
			default:
				gone = append(gone, g)
			}
		}
	}
	l.dropGaps(gone)
}

// clauses parts gaps where a mark stands between them.
func (l *line) clauses(all []gap) [][]gap {
	var parts [][]gap
	from := 0
	for i := 1; i <= len(all); i++ {
		if i == len(all) || l.word(all[i-1].to) != all[i].from {
			parts = append(parts, all[from:i])
			from = i
		}
	}
	return parts
}

// severalWords tells whether the gaps of a clause part three words or more that may be names or units side by side: each of
// two to four Han characters. They stand behind a colon, or most of them begin with a surname. In running text so may single
// characters: 甲 乙 丙三级.
func (l *line) severalWords(all []gap) bool {
	if len(all) < 2 {
		return false
	}
	start := all[0].from
	for start > 0 && isHan(l.cells[start-1].r) && all[0].from-start < 5 {
		start--
	}
	first := all[0].from - start
	if l.mode == Prose && (first == 1 || len(all) > 2) && l.singles(all) {
		return true
	}
	if first < 2 || first > 4 {
		return false
	}
	named := 0
	if isSurname(l.cells[start].r) {
		named++
	}
	for i, g := range all {
		n := l.word(g.to) - g.to
		if n < 2 || n > 4 && i < len(all)-1 || !isHan(g.before) || !isHan(g.after) {
			return false
		}
		if isSurname(g.after) {
			named++
		}
	}
	return l.mode == Line || l.at(start-1) == '：' || 2*named > len(all)
}

// singles tells whether gaps part single Han characters; more may stand behind the last gap.
func (l *line) singles(all []gap) bool {
	for i, g := range all {
		if !isHan(g.before) || !isHan(g.after) || i < len(all)-1 && l.word(g.to)-g.to != 1 {
			return false
		}
	}
	return true
}

// twoNames tells whether a gap may part two names: one ends before it, and what stands behind it begins with a surname.
func (l *line) twoNames(g gap) bool {
	if !isSurname(g.after) || l.word(g.to)-g.to < 2 {
		return false
	}
	return g.from >= 2 && isSurname(l.cells[g.from-2].r) || g.from >= 3 && isSurname(l.cells[g.from-3].r) && isHan(l.cells[g.from-2].r)
}

// needless tells whether the blanks of a gap go, if they part no names.
func (l *line) needless(g gap, sentence bool) bool {
	before, after := g.before, g.after
	single := g.to-g.from == 1
	switch {
	case before == 0 || after == 0 || isLetter(before) || isLetter(after):
		return false
	}
	for _, c := range l.cells[g.from:g.to] {
		if c.r == '\u3000' {
			return false
		}
	}
	switch {
	case isPair(before, after):
		return false // to tick or to write in
	case isMark(before) || isMark(after):
		return true
	case (before == '.' || before == '．') && isHan(after):
		return l.item(g.from - 1)
	case l.label(g.to):
		return false
	case isHan(before) && isHan(after) && l.mode == Name:
		return false // told by nameBlanks
	case isHan(before) && isHan(after):
		return single && sentence || l.mode == Line
	case isHan(before) && isDigit(after) && l.digits(g.to)-g.to >= 7:
		return false // a telephone number
	default:
		return (isHan(before) && isDigit(after) || isDigit(before) && isHan(after)) && (single || l.mode == Line)
	}
}

// isPair tells whether two marks are brackets or quotes around nothing.
func isPair(open, end rune) bool {
	switch open {
	case '（':
		return end == '）'
	case '《':
		return end == '》'
	case '“':
		return end == '”'
	case '〔':
		return end == '〕'
	}
	return false
}

// Names parts the names of several persons that stand in one text, one behind the other with blanks between them; ok is false
// where it is not certain that they are such. A name of two characters may be spread: 王　五.
func Names(text string) (names []string, ok bool) {
	alone := 0 // characters standing alone at the end of the last name
	for _, word := range strings.FieldsFunc(text, IsBlank) {
		n := 0
		for _, r := range word {
			if n++; !isHan(r) && r != '·' {
				return nil, false
			}
		}
		switch {
		case n > 1:
			if alone == 1 {
				return nil, false
			}
			alone = 0
			names = append(names, word)
		case alone == 1:
			alone = 0
			names[len(names)-1] += word
		default:
			alone = 1
			names = append(names, word)
		}
	}
	for _, name := range names {
		if n := len([]rune(name)); !strings.Contains(name, "·") && (n < 2 || n > 3 || !HasSurname(name)) {
			return nil, false
		}
	}
	return names, len(names) > 1 && alone == 0
}
