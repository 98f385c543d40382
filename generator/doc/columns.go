package doc

import (
	"slices"
	"strings"
	"unicode"

	"gongwen/generator/measure"
)

// The widths of a table's columns come from what stands in them, for all formats alike. Characters are measured without a font: a
// Chinese one is as wide as high, a Latin one as in the Times of fonts.yaml and of Word.

// latinWidths are the advances of the characters from ' ' to '~' in Times, in thousandths of the size.
var latinWidths = [...]int16{
	250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
	556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
	500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
}

// thousandths gives the width of a character in thousandths of its size, and whether it is a full-width one.
func thousandths(r rune) (width int, wide bool) {
	switch {
	case r >= ' ' && r <= '~':
		return int(latinWidths[r-' ']), false
	case r < 0x2000 && r != '·' && r != '×' && r != '±' && r != '°' && r != '÷' && r != '§':
		return 722, false
	}
	return 1000, true
}

// The marks that hold on to the character before them, and to the one behind.
const (
	holdBefore = "”’）〕］｝】〗》〉」』，、；：。？！．·・—…～–-/.,;:!?)]}%％‰℃°′″"
	holdBehind = "“‘（〔［｛【〖《〈「『—([{￥¥£€＄№"
	afterDigit = "年月日号时分秒个项名人次元万亿％%‰℃°"
	pathMarks  = "/?&_=" // behind which the address of a page may be turned
)

// measured is the text of a paragraph of a cell.
type measured struct {
	natural int // of the whole on one line, in thousandths of the size
	longest int // of the longest run that no line end may part
}

// measureText measures a paragraph of a cell.
func measureText(t Text) measured {
	var m measured
	var run int
	var before rune
	beforeWide := true
	for _, s := range t {
		for _, r := range s.Text {
			w, wide := thousandths(r)
			if m.natural > 0 && mayPart(before, r, beforeWide, wide) {
				run = 0
			}
			m.natural += w
			if run += w; !unicode.IsSpace(r) {
				m.longest = max(m.longest, run)
			}
			before, beforeWide = r, wide
		}
	}
	return m
}

// mayPart tells whether a line may end between two characters of a cell.
func mayPart(a, b rune, aWide, bWide bool) bool {
	switch {
	case unicode.IsSpace(a):
		return true
	case !aWide && !bWide:
		return strings.ContainsRune(pathMarks, a) || strings.ContainsRune(".-@", a) && unicode.IsLetter(b)
	case strings.ContainsRune(holdBefore, b) || strings.ContainsRune(holdBehind, a):
		return false
	}
	return !unicode.IsDigit(a) || !strings.ContainsRune(afterDigit, b)
}

// Words that a column holds whole.
const (
	wholeWord = 4 // characters of a short word, such as a person's name, where there is room
	headWord  = 2 // and of what stands over a column, such as 序号, always
)

// need is what the cells of a column ask for, in thousandths of the size of a character, their pads left out.
type need struct {
	least int // the longest run that must stay whole
	words int // the same, with short words whole too
	most  int // every paragraph on one line
}

// needs are those of the columns of a table, and of some of its rows how much stands in each cell.
type needs struct {
	columns []need
	rows    [][]load
}

// load is the text of a cell of one column: of each paragraph the width on one line.
type load struct {
	column     int
	paragraphs []int
}

// sampledRows is how many rows, evenly over the table, the heights of rows are judged by.
const sampledRows = 60

// measureTable measures the cells of a table. Those that span columns ask for no more than that what must stay whole does.
func measureTable(t *Table) needs {
	n := needs{columns: make([]need, len(t.Columns))}
	every := max(1, len(t.Rows)/sampledRows)
	covered := make([]int, len(t.Columns)) // rows to come that a cell from above covers
	for i, row := range t.Rows {
		var loads []load
		at := 0
		for k := range row {
			for at < len(covered) && covered[at] > 0 {
				covered[at]--
				at++
			}
			c := &row[k]
			across := min(max(1, c.Columns), len(covered)-at)
			if across <= 0 {
				break
			}
			if l := n.cell(c, at, across, i < t.Head); len(l) > 0 {
				loads = append(loads, load{at, l})
			}
			for range across {
				covered[at] = max(1, c.Rows) - 1
				at++
			}
		}
		for ; at < len(covered); at++ {
			covered[at] = max(0, covered[at]-1)
		}
		if i < t.Head || i%every == 0 {
			n.rows = append(n.rows, loads)
		}
	}
	for i := range n.columns {
		c := &n.columns[i]
		c.words = max(c.words, c.least)
		c.most = max(c.most, c.words)
	}
	return n
}

// cell takes in what a cell asks of the columns that it spans, and gives the widths of its paragraphs if that is one.
func (n *needs) cell(c *Cell, at, across int, head bool) (paragraphs []int) {
	var all need
	for _, paragraphsOf := range [][]Text{c.Lines, c.Foot} {
		for _, t := range paragraphsOf {
			m := measureText(t)
			if c.Spread && SpreadName(t) {
				m.natural, m.longest = m.natural+1000, m.natural+1000
			}
			all.least = max(all.least, m.longest)
			all.most = max(all.most, m.natural)
			whole := wholeWord * 1000
			if head {
				whole = headWord * 1000
				all.least = max(all.least, min(m.natural, whole))
			}
			if m.natural <= whole || !head && code(t.String()) {
				all.words = max(all.words, m.natural)
			}
			paragraphs = append(paragraphs, m.natural)
		}
	}
	if across == 1 {
		own := &n.columns[at]
		own.least, own.words, own.most = max(own.least, all.least), max(own.words, all.words), max(own.most, all.most)
		return paragraphs
	}
	for i := at; i < at+across; i++ {
		n.columns[i].least = max(n.columns[i].least, all.least/across)
	}
	return nil
}

// smaller are the sizes that the characters of a table may have where it is too wide for that of its style (GB/T 9704-2012, 5.2.2):
// 五号, 小五 and 六号. Short words are kept whole down to the last but one of them.
var smaller = [...]measure.Length{10*measure.PT + measure.PT/2, 9 * measure.PT, 7*measure.PT + measure.PT/2}

// TableColumns gives the widths of the columns of a table and the size of its characters. Columns without a width share what the others
// leave by what stands in them: numbers, telephone numbers and Latin words stay whole, short words such as names where there
// is room, and the rest goes where it saves lines. Where they have no room the characters are smaller than those of the style. scaled is true
// where the columns ask for more than the line has even so, and are all made narrower.
func (l Line[L]) TableColumns(t *Table) (widths []L, size measure.Length, scaled bool) {
	size = l.Profile.Styles["table"].Size.Length
	least := l.Of(size) + 2*l.Of(l.Profile.Table.Pad.Length)
	widths = make([]L, len(t.Columns))
	var given L
	var open []int // the columns without a width
	room := l.Width
	for i, c := range t.Columns {
		if widths[i] = l.Of(c.Width); widths[i] == 0 {
			room -= least
			open = append(open, i)
		}
		given += widths[i]
	}
	left := l.Width - given
	if room = max(0, room); given > room {
		scaled = true
		left = l.Width
		for i := range widths {
			widths[i] = widths[i] * room / given
			left -= widths[i]
		}
	}
	if len(open) == 0 {
		return widths, size, scaled
	}
	asked, size, fits := l.share(measureTable(t), open, left)
	l.settle(widths, open, asked, left, size)
	return widths, size, scaled || !fits && len(t.Rows) > 0
}

// share gives the widths that open columns ask for of what is left, in thousandths of a character and without their pads, and the size
// of that. fits is false if what must stay whole has no room even in the smallest.
func (l Line[L]) share(n needs, open []int, left L) (asked []int, size measure.Length, fits bool) {
	free := func(all []int, size measure.Length) int { // in thousandths of a character; below 0 if they do not fit
		rest := left - 2*l.Of(l.Profile.Table.Pad.Length)*L(len(open))
		for _, w := range all {
			rest -= l.Of(size.Scale(int64(w), 1000))
		}
		return int(int64(rest) * 1000 / int64(l.Of(size)))
	}
	sizes := []measure.Length{l.Profile.Styles["table"].Size.Length}
	for _, s := range smaller {
		if s < sizes[0] {
			sizes = append(sizes, s)
		}
	}
	most := n.asked(open, func(c need) int { return c.most })
	words := n.asked(open, func(c need) int { return c.words })
	for _, size := range sizes[:max(1, len(sizes)-1)] {
		if rest := free(most, size); rest >= 0 {
			spread(rest, most, slices.Clone(most))
			return most, size, true
		}
		if rest := free(words, size); rest >= 0 {
			return n.balanced(open, words, most, rest), size, true
		}
	}
	runs := n.asked(open, func(c need) int { return c.least })
	for _, size := range sizes {
		if rest := free(runs, size); rest >= 0 {
			spread(rest, runs, differences(words, runs))
			return runs, size, true
		}
	}
	return runs, sizes[len(sizes)-1], false
}

// slack is what a column has beyond its longest run, in thousandths of a character: formats round differently.
const slack = 100

// asked gives what open columns ask for.
func (n *needs) asked(open []int, of func(need) int) []int {
	all := make([]int, len(open))
	for k, i := range open {
		all[k] = max(1000, of(n.columns[i])) + slack
	}
	return all
}

func differences(a, b []int) []int {
	d := make([]int, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
	}
	return d
}

// spread shares what is free among widths by weights; evenly if none weighs anything.
func spread(free int, widths, weights []int) {
	all := 0
	for _, w := range weights {
		all += w
	}
	for i := range widths {
		if all > 0 {
			widths[i] += free * weights[i] / all
		} else {
			widths[i] += free / len(widths)
		}
	}
}

// settle gives the open columns their widths, which are asked for without their pads and make up left in the end.
func (l Line[L]) settle(widths []L, open []int, asked []int, left L, size measure.Length) {
	var all L
	for k, i := range open {
		widths[i] = l.Of(size.Scale(int64(asked[k]), 1000)) + 2*l.Of(l.Profile.Table.Pad.Length)
		all += widths[i]
	}
	for k, i := range open { // what rounding leaves, or what there is too little
		part := widths[i] * left / all
		if k == len(open)-1 {
			part = left
		}
		all, left = all-widths[i], left-part
		widths[i] = part
	}
}

// balanced gives open columns the widths that make the rows of the table the fewest lines: none less than words, with free to share
// among them. most is what holds every paragraph on one line.
func (n *needs) balanced(open, words, most []int, free int) []int {
	at := make([]int, len(n.columns)) // in open, or -1
	for i := range at {
		at[i] = slices.Index(open, i)
	}
	best := slices.Clone(words)
	spread(free, best, differences(most, words))
	cost := n.cost(at, best)
	for lines := 2; lines <= evenLines; lines++ { // as wide as rows of so many lines ask
		widths := slices.Clone(words)
		for _, row := range n.rows {
			for k := range row {
				if i := at[row[k].column]; i >= 0 {
					widths[i] = max(widths[i], row[k].width(lines))
				}
			}
		}
		rest := free
		for i := range widths {
			rest -= widths[i] - words[i]
		}
		if rest < 0 {
			continue
		}
		spread(rest, widths, differences(most, widths))
		if c := n.cost(at, widths); c < cost {
			best, cost = widths, c
		}
		break
	}
	n.improve(at, best, words, cost)
	return best
}

// width is that of a column in which a cell has no more than so many lines, if there is one.
func (c *load) width(lines int) int {
	widest := slices.Max(c.paragraphs)
	for turns := lines; turns > 1; turns-- {
		if w := widest/turns + 1 + turnLoss; c.lines(w) <= lines {
			return w
		}
	}
	return widest
}

const (
	evenLines    = 8    // lines of a row that are tried
	balanceSteps = 24   // moves of room from one column to another, at the most
	balanceStep  = 500  // of so much, in thousandths of a character
	turnLoss     = 250  // what a line of a cell loses where it must not end
	heightWeight = 1000 // of a line of a row against one of a cell
)

// improve moves room between columns while that makes the rows of the table fewer lines. No column gets less than least.
func (n *needs) improve(at, widths, least []int, cost int) {
	for range balanceSteps {
		best, from, to, by := cost, -1, -1, 0
		for _, j := range n.tallest(at, widths) {
			for i := range widths {
				for _, step := range [2]int{balanceStep, 3 * balanceStep} {
					if i == j || widths[i]-step < least[i] {
						continue
					}
					widths[i], widths[j] = widths[i]-step, widths[j]+step
					if c := n.cost(at, widths); c < best {
						best, from, to, by = c, i, j, step
					}
					widths[i], widths[j] = widths[i]+step, widths[j]-step
				}
			}
		}
		if from < 0 {
			return
		}
		widths[from], widths[to] = widths[from]-by, widths[to]+by
		cost = best
	}
}

// lines is how many lines a cell has in a column of a width.
func (c *load) lines(width int) int {
	inner := max(1000, width-turnLoss)
	all := 0
	for _, w := range c.paragraphs {
		if w <= width {
			all++
		} else {
			all += (w + inner - 1) / inner
		}
	}
	return all
}

// cost judges widths by the lines of the rows, and, where those are alike, by those of the cells.
func (n *needs) cost(at, widths []int) int {
	cost := 0
	for _, row := range n.rows {
		high := 0
		for k := range row {
			if i := at[row[k].column]; i >= 0 {
				lines := row[k].lines(widths[i])
				high = max(high, lines)
				cost += lines * lines
			}
		}
		cost += high * heightWeight
	}
	return cost
}

// tallest gives the open columns that make rows high, at the most three, those of most rows first.
func (n *needs) tallest(at, widths []int) []int {
	rows := make([]int, len(widths))
	for _, row := range n.rows {
		high, by := 1, -1
		for k := range row {
			if i := at[row[k].column]; i >= 0 {
				if lines := row[k].lines(widths[i]); lines > high {
					high, by = lines, i
				}
			}
		}
		if by >= 0 {
			rows[by]++
		}
	}
	const most = 3
	var columns []int
	for i, n := range rows {
		if n > 0 {
			columns = append(columns, i)
		}
	}
	slices.SortStableFunc(columns, func(a, b int) int { return rows[b] - rows[a] })
	return columns[:min(most, len(columns))]
}
