// Package mend puts right what is mistyped in a text, by one table of rules for every input: records, rosters, and the loose
// text of drafts.
//
//	mended, changes := mend.Text("常电大委[2010] 4号", mend.Number)
//
// What is certain is mended, and what is doubtful is left; both are told once a sort, with all places. The wording is never
// touched. Mending what was mended changes nothing. All of it takes time in proportion to the text.
//
// Beside texts there are dates, as offices write them (date.go), and the encoding of files (encoding.go).
package mend

import (
	"fmt"
	"slices"
	"strings"
)

// Mode says which rules mend a text.
type Mode uint8

// The modes.
const (
	Trimmed Mode = iota // characters that look like others, and blanks at the ends
	Prose               // paragraphs, a line each
	Lines               // a short text that may have several lines
	Line                // a short text on one line
	Number              // a document number
	Name                // the name of a person
)

// ParseMode gives the mode of a name, as schemas have it under x-text; "" is Trimmed.
func ParseMode(name string) (Mode, error) {
	names := []string{"", "prose", "lines", "line", "number", "name"}
	if i := slices.Index(names, name); i >= 0 {
		return Mode(i), nil
	}
	return 0, fmt.Errorf("x-text %q: want one of %s", name, strings.Join(names[1:], ", "))
}

// SeveralLines tells whether a text of the mode may have several lines.
func (m Mode) SeveralLines() bool { return m == Prose || m == Lines }

// slip is a sort of thing that is mended. The order is that of the rules.
type slip uint8

const (
	invisible slip = iota
	alike
	composed
	forms
	fullWidth
	edgeBlanks
	yearZeros
	yearBrackets
	numberBlanks
	leadingZeros
	outline
	bookMarks
	brackets
	middleDots
	doubtfulDashes
	quotes
	ellipses
	dashes
	ranges
	punctuation
	doubled
	doubtfulMarks
	doubtfulStop
	articleBlanks
	writeIn
	innerBlanks
	doubtfulBlanks
	doubtfulWords
)

var slips = [...]struct{ code, message string }{
	invisible:     {"invisible-characters", "已去掉看不见的字符"},
	alike:         {"look-alikes", "形似而编码不同的字已改为通用的字"},
	composed:      {"composed-letters", "拆开的字母、假名已合成一个字"},
	forms:         {"punctuation-forms", "竖排、小号的标点已改为通用的标点"},
	fullWidth:     {"full-width-characters", "全角数字、字母已改为半角"},
	edgeBlanks:    {"edge-blanks", "已去掉行首、行末的空格"},
	yearZeros:     {"year-zeros", "汉字年份中的零已改为“〇”"},
	yearBrackets:  {"year-brackets", "发文字号的年份已改用六角括号〔〕"},
	numberBlanks:  {"number-blanks", "已去掉发文字号中的空格"},
	leadingZeros:  {"leading-zeros", "已去掉发文字号顺序号前的零（不编虚位）"},
	outline:       {"outline-numbers", "层次序数已改为“一、”“（一）”“1.”“（1）”的写法"},
	bookMarks:     {"book-title-marks", "尖括号已改为书名号"},
	brackets:      {"half-width-brackets", "半角括号已改为全角"},
	middleDots:    {"middle-dots", "姓名中的间隔号已改为“·”"},
	quotes:        {"straight-quotes", "直引号已改为弯引号"},
	ellipses:      {"ellipses", "省略号已改为“……”"},
	dashes:        {"dashes", "破折号已改为“——”"},
	ranges:        {"range-dashes", "起止之间的连接号已改为“—”或“～”"},
	punctuation:   {"half-width-punctuation", "半角标点已改为全角"},
	doubled:       {"doubled-marks", "重复的标点已删去一个"},
	articleBlanks: {"article-blanks", "“第×条”“第×章”之后已改为空一个字"},
	writeIn:       {"write-in-blanks", "留着手写的空格已改为横线"},
	innerBlanks:   {"inner-blanks", "已去掉汉字、数字、标点之间的空格"},

	doubtfulDashes: {"doubtful-dashes", "姓名中的横线没有改，请核对：间隔号应为“·”"},
	doubtfulMarks:  {"doubtful-marks", "连在一起的两个标点没有改，请核对"},
	doubtfulStop:   {"doubtful-stop", "汉字之间的半角点没有改，请核对：句号应为“。”，间隔号应为“·”"},
	doubtfulBlanks: {"doubtful-blanks", "姓名中的空格没有改，请核对：几个人的姓名用“、”隔开"},
	doubtfulWords:  {"doubtful-blanks", "空格两边像是几个人的姓名或几个并列的词，没有改，请核对：并列的用“、”隔开"},
}

// Change is a sort of slip in a text with its places.
type Change struct {
	Code  string // English, for programs
	Spots []Spot
	Count int // of all places; Spots has the first 500

	message string
}

// Spot is a place in a text as it was given.
type Spot struct {
	Line, Column int    // from 1, the column in characters
	Near         string // what stands there, without what cannot be seen
	Note         string // what was found there, in Chinese, where Near does not show it
}

// maxSpots is how many places of a change are kept. A text that was typed by a person has fewer.
const maxSpots = 500

// Gather adds to all what was found in one line of a text, by the number of the line.
func Gather(all, found []Change, line int) []Change {
	for _, c := range found {
		i := slices.IndexFunc(all, func(a Change) bool { return a.message == c.message })
		if i < 0 {
			i = len(all)
			all = append(all, Change{Code: c.Code, message: c.message})
		}
		for _, p := range c.Spots[:min(len(c.Spots), maxSpots-len(all[i].Spots))] {
			p.Line = line
			all[i].Spots = append(all[i].Spots, p)
		}
		all[i].Count += c.Count
	}
	return all
}

// Sentence tells the change with its places in Chinese. unit is what a line is called, 行 or 段; "" for a text of one line.
func (c Change) Sentence(unit string) string {
	var b strings.Builder
	b.WriteString(c.message)
	for i, p := range c.Spots {
		separator := "、"
		if i == 0 {
			separator = "："
		}
		b.WriteString(separator)
		if unit != "" {
			fmt.Fprintf(&b, "第%d%s", p.Line, unit)
		}
		fmt.Fprintf(&b, "第%d字", p.Column)
		if p.Near != "" {
			fmt.Fprintf(&b, "“%s”", p.Near)
		}
		if p.Note != "" {
			fmt.Fprintf(&b, "（%s）", p.Note)
		}
	}
	if c.Count > len(c.Spots) {
		fmt.Fprintf(&b, "等，共%d处", c.Count)
	}
	b.WriteString("。")
	return b.String()
}

// Text mends a text, and says what and where. Lines stay lines: nothing is added or taken away between them.
func Text(text string, m Mode) (string, []Change) {
	if m == Trimmed {
		return trimmed(text)
	}
	return mended(text, m, rules[:])
}

// Characters mends the characters of a text alone: those that look like others, that stand in pieces, or that cannot be seen.
func Characters(text string) (string, []Change) {
	return mended(text, Prose, []func(*line){(*line).characters})
}

func trimmed(text string) (string, []Change) {
	text, changes := Characters(text)
	return strings.TrimFunc(text, func(r rune) bool { return IsBlank(r) || r == '\n' }), changes
}

func mended(text string, m Mode, rules []func(*line)) (string, []Change) {
	var found *findings // of the first line that has slips on
	articles := m == Prose && hasArticles(text)
	var b strings.Builder
	from := 0 // what stands before is written
	number := 0
	for rest, more := text, true; more; {
		var s string
		number++
		start := len(text) - len(rest)
		s, rest, more = strings.Cut(rest, "\n")
		if !suspect(s, m) && !(articles && strings.HasPrefix(s, "第")) {
			continue
		}
		if found == nil {
			found = &findings{}
		}
		l := newLine(s, number, m, found)
		l.articles = articles
		l.mend(rules)
		b.WriteString(text[from:start])
		l.write(&b)
		from = start + len(s)
	}
	if found == nil {
		return strings.TrimRight(text, "\n"), nil
	}
	b.WriteString(text[from:])
	return strings.TrimRight(b.String(), "\n"), found.changes()
}

// mostPasses is how often the rules are gone through for a line: until nothing changes, for what one rule did another may go on with.
const mostPasses = 6

func (l *line) mend(rules []func(*line)) {
	var before []cell
	for range mostPasses {
		doubts := *l.found
		before = append(before[:0], l.cells...)
		for _, rule := range rules {
			rule(l)
		}
		if slices.EqualFunc(before, l.cells, func(a, b cell) bool { return a.r == b.r }) {
			return
		}
		for s := range l.found { // which the next pass finds again
			if doubtful(slip(s)) {
				l.found[s] = doubts[s]
			}
		}
	}
}

// doubtful tells whether a slip is only told.
func doubtful(s slip) bool {
	return s == doubtfulDashes || s == doubtfulMarks || s == doubtfulStop || s == doubtfulBlanks || s == doubtfulWords
}

// findings are the places of slips, by their sorts.
type findings [len(slips)]struct {
	spots []Spot
	count int
}

func (f *findings) changes() []Change {
	var all []Change
	for s := range f {
		if f[s].count > 0 {
			all = append(all, Change{slips[s].code, f[s].spots, f[s].count, slips[s].message})
		}
	}
	return all
}

// rules in their order: a later one relies on what an earlier one did.
var rules = [...]func(*line){
	(*line).characters, (*line).narrow, (*line).trim, (*line).yearZeros, (*line).documentNumbers, (*line).outline, (*line).bookMarks,
	(*line).widenBrackets, (*line).nameDots, (*line).curlQuotes, (*line).ellipses, (*line).dashes, (*line).ranges, (*line).widenPunctuation,
	(*line).doubled, (*line).articleBlanks, (*line).writeIn, (*line).nameBlanks, (*line).joinBlanks,
}

// suspect tells whether a line has any character that a rule looks at; most lines have none.
func suspect(s string, m Mode) bool {
	var last rune
	for _, r := range s {
		switch {
		case '\u4e00' <= r && r <= '\u9fff': // Han, as most characters are
		case r < 0x80:
			if !isDigit(r) && !isLetter(r) || isZero(r) && (isNumeral(last) || m == Number && !isDigit(last)) || isDigit(r) && last == '（' {
				return true
			}
		case m == Name && isDot(r):
			return true
		default:
			switch r {
			case '，', '。', '；', '：':
				if isPause(last) {
					return true
				}
			case '、':
				if isPause(last) || last == '）' || isDigit(last) {
					return true
				}
			case '）':
				if isDigit(last) {
					return true
				}
			case '？', '！', '（', '“', '”', '‘', '’', '《', '》', '〈', '〉', '〔', '〕', '—', '·', '★', '～', '〇', '①', '②', '③', '④', '⑤':
				if r == '·' && last == '·' {
					return true
				}
			default:
				if !plain(r) {
					return true
				}
			}
		}
		last = r
	}
	return false
}
