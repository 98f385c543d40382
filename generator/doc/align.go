package doc

import (
	"strings"
	"unicode/utf8"
)

// AlignByContent says how the columns of a table stand whose align is not said, aligned having false or nothing for them: quantities
// on the right, so that their decimals are below each other; serial numbers, telephone numbers, codes and dates in the
// middle; all else on the left.
func (t *Table) AlignByContent(aligned []bool) {
	contents := make([]content, len(t.Columns))
	covered := make([]int, len(t.Columns)) // rows to come that a cell from above covers
	for i, row := range t.Rows {
		at := 0
		for k := range row {
			for at < len(covered) && covered[at] > 0 {
				covered[at]--
				at++
			}
			c := &row[k]
			if c.Columns <= 1 && at < len(covered) && i >= t.Head {
				contents[at].take(c)
			}
			for range max(1, c.Columns) {
				if at < len(covered) {
					covered[at] = max(1, c.Rows) - 1
				}
				at++
			}
		}
		for ; at < len(covered); at++ {
			covered[at] = max(0, covered[at]-1)
		}
	}
	for i := range t.Columns {
		if i >= len(aligned) || !aligned[i] {
			t.Columns[i].Align = contents[i].align()
		}
	}
}

// content is what the cells of a column are.
type content struct {
	quantities, codes, others int
	shortest, longest         int  // quantity, in characters
	serial                    bool // so far the quantities are 1, 2, 3
	decimals                  bool
}

// take counts a cell. Dashes and the like in place of a number say nothing.
func (n *content) take(c *Cell) {
	if len(c.Lines) == 0 {
		return
	}
	s := strings.TrimSpace(c.Lines[0].String())
	switch {
	case len(c.Lines) > 1 || len(c.Foot) > 0:
		n.others++
	case s == "" || strings.Trim(s, "—－-/／无") == "":
	case quantity(s):
		size := utf8.RuneCountInString(s)
		if n.quantities == 0 {
			n.shortest, n.serial = size, s == "1"
		}
		n.quantities++
		n.shortest, n.longest = min(n.shortest, size), max(n.longest, size)
		n.serial = n.serial && digitsOf(s) == n.quantities
		n.decimals = n.decimals || strings.ContainsAny(s, ".,")
	case code(s):
		n.codes++
	default:
		n.others++
	}
}

// digitsOf gives the number that a few digits are; -1 for anything else.
func digitsOf(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1<<20 {
			return -1
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// quantity tells whether a text is a number with at most a sign, commas, a point and a per cent sign.
func quantity(s string) bool {
	s = strings.TrimRight(strings.TrimLeft(s, "+-－±"), "%％‰")
	whole, part, point := strings.Cut(s, ".")
	const digits = "0123456789"
	return s != "" && strings.Trim(whole, digits+",") == "" && strings.Trim(part, digits) == "" && (!point || part != "")
}

// code tells whether a text is of digits with what stands in telephone numbers, numbers of rooms, dates and times: A290, 0519-88886666,
// 2026年3月1日.
func code(s string) bool {
	const marks = "-－—–～~/.:：()（）年月日时分号# +"
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z':
			letters++
		case !strings.ContainsRune(marks, r):
			return false
		}
	}
	return digits > 0 && letters <= 3
}

// align says how a column stands.
func (n *content) align() Align {
	const telephone = 7 // digits, of which on are numbers of something rather than of how many
	switch {
	case n.others > 0 || n.quantities+n.codes == 0:
		return Left
	case n.codes > 0 || n.serial || n.shortest >= telephone && !n.decimals:
		return Centre
	}
	return Right
}
