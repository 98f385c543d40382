package mend

import (
	"fmt"
	"slices"
	"strings"
)

// line is a line in work. Characters keep the column that they had at first.
type line struct {
	mode     Mode
	number   int
	articles bool // the text has blanks behind 第×条
	first    []rune
	cells    []cell
	found    *findings
}

type cell struct {
	r      rune
	column int // from 1
}

func newLine(s string, number int, m Mode, found *findings) *line {
	l := &line{mode: m, number: number, first: []rune(s), found: found}
	l.cells = make([]cell, len(l.first))
	for i, r := range l.first {
		l.cells[i] = cell{r, i + 1}
	}
	return l
}

// write writes the line as it is now.
func (l *line) write(b *strings.Builder) {
	for _, c := range l.cells {
		b.WriteRune(c.r)
	}
}

// report notes a slip at the ith character, with what stands around it.
func (l *line) report(s slip, i int) { l.reportColumn(s, l.cells[i].column, "") }

func (l *line) reportColumn(s slip, column int, note string) {
	f := &l.found[s]
	if f.count++; f.count > maxSpots {
		return
	}
	near := strings.TrimFunc(Visible(string(l.first[max(0, column-5):min(len(l.first), column+6)])), IsBlank)
	f.spots = append(f.spots, Spot{l.number, column, near, note})
}

// Visible gives a text for a message: without what cannot be seen, and with U+E863 for a character of the private areas, which
// has no shape.
func Visible(s string) string {
	odd := func(r rune) bool { return IsInvisible(r) || isPrivate(r) }
	if !strings.ContainsFunc(s, odd) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case isPrivate(r):
			fmt.Fprintf(&b, "%U", r)
		case !IsInvisible(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// at gives the ith character, or 0 beyond the ends.
func (l *line) at(i int) rune {
	if i < 0 || i >= len(l.cells) {
		return 0
	}
	return l.cells[i].r
}

// has tells whether the line has a character.
func (l *line) has(r rune) bool {
	return slices.ContainsFunc(l.cells, func(c cell) bool { return c.r == r })
}

// before and after give the next character that is no blank, or 0 at the end of the line.
func (l *line) before(i int) rune {
	for i--; i >= 0 && IsBlank(l.cells[i].r); i-- {
	}
	return l.at(i)
}

func (l *line) after(i int) rune {
	for i++; i < len(l.cells) && IsBlank(l.cells[i].r); i++ {
	}
	return l.at(i)
}

// drop takes out the characters for which gone is true; a run of them is one slip.
func (l *line) drop(s slip, gone func(i int) bool) {
	kept, last := l.cells[:0], -2
	for i, c := range l.cells {
		if !gone(i) {
			kept = append(kept, c)
			continue
		}
		if last != i-1 {
			l.reportColumn(s, c.column, "")
		}
		last = i
	}
	l.cells = kept
}

// digits gives the index behind the digits from i on; skip that behind the blanks, same that behind a run of one character.
func (l *line) digits(i int) int {
	for isDigit(l.at(i)) {
		i++
	}
	return i
}

func (l *line) skip(i int) int {
	for IsBlank(l.at(i)) {
		i++
	}
	return i
}

func (l *line) same(i int, r rune) int {
	for r != 0 && l.at(i) == r {
		i++
	}
	return i
}
