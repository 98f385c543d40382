package doc

import (
	"slices"

	"gongwen/generator/measure"
)

// Line is a line of running text as whoever sets it measures it: package layout in EMU on the grid, package docx in twips as Word
// has them. Its methods are the rules that share a line out; all that they take and give is in that unit, counted from the
// left end of the line.
type Line[L ~int | ~int64] struct {
	Profile    *Profile
	Width      L
	Characters func(n int) L                 // the width of n characters of the body
	Of         func(length measure.Length) L // a length of the profile
}

// SignerColumns gives the rows of 签发人, as the names in each by their places in names, and where the columns begin that they stand
// under each other in: as many to a row as the profile says, with the label before the first row and the number at the left
// of the last (7.2.5, 7.2.6). A name that is too long to have another beside it has a row of its own. names are the widths of one
// or more.
func (l Line[L]) SignerColumns(names []L, label, number L) (rows [][]int, columns []L) {
	p := l.Profile.Number
	inset, gap := l.Characters(p.Inset.N), l.Characters(1)
	across := max(1, min(p.Signers.N, len(names)))
	room := func(rows int) L { // for the names of a row
		left := max(label, number+gap)
		if rows == 1 {
			left = number + gap + label
		}
		return l.Width - 2*inset - left
	}
	all := make([]int, len(names))
	for i := range names {
		all[i] = i
	}
	rows = slices.Collect(slices.Chunk(all, across))
	if widths, wide := columnWidths(names, rows, gap); wide <= room(len(rows)) {
		return rows, l.signersEnd(widths, inset, gap)
	}
	most := (room(2) - L(across-1)*gap) / L(across) // of a name that has others beside it
	rows = nil
	for i, w := range names {
		n := len(rows)
		if n == 0 || len(rows[n-1]) == across || w > most || names[rows[n-1][0]] > most {
			rows = append(rows, nil)
			n++
		}
		rows[n-1] = append(rows[n-1], i)
	}
	widths, _ := columnWidths(names, rows, gap)
	return rows, l.signersEnd(widths, inset, gap)
}

// columnWidths gives the widths of the columns of rows of names, and what they take together. A name alone in its row reaches over
// all of them.
func columnWidths[L ~int | ~int64](names []L, rows [][]int, gap L) (widths []L, all L) {
	var alone L
	for _, row := range rows {
		if len(row) == 1 {
			alone = max(alone, names[row[0]])
			continue
		}
		for j, i := range row {
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], names[i])
		}
	}
	for _, w := range widths {
		all += w + gap
	}
	all -= gap
	if len(widths) == 0 {
		return []L{alone}, alone
	}
	if alone > all {
		widths[len(widths)-1] += alone - all
		all = alone
	}
	return widths, all
}

// signersEnd gives where columns of such widths begin so that the last ends as far in from the right as signers do.
func (l Line[L]) signersEnd(widths []L, inset, gap L) []L {
	columns := make([]L, len(widths))
	x := l.Width - inset
	for j := len(widths) - 1; j >= 0; j-- {
		columns[j] = x - widths[j]
		x = columns[j] - gap
	}
	return columns
}

// Unsealed gives where organs begin, the longest of a width, and the date below them: two characters in from the right, the date
// beginning two characters to the right of the organs; a date that is longer than they are stands two characters in, and
// they move to the left (7.3.5.2).
func (l Line[L]) Unsealed(longest, date L) (organsAt, dateAt L) {
	p := l.Profile.Signature
	right, shift := l.Characters(p.Right.N), l.Characters(p.Shift.N)
	organsAt = l.Width - right - longest
	if date > longest {
		organsAt = l.Width - right - date - shift
	}
	organsAt = max(0, organsAt)
	return organsAt, max(0, min(organsAt+shift, l.Width-date))
}

// SignRules gives where the rules that are signed on begin and end; a date below them ends there too.
func (l Line[L]) SignRules() (begin, end L) {
	end = l.Width - l.Characters(l.Profile.Signature.Alone.N)
	return end - l.Characters(SignRule), end
}

// SealColumns gives the middles of the organs that stand beside each other, as many of n as have room for their seals of a size:
// the last above the date, which is as far in from the right as the profile says, the others evenly over the line and never
// closer than the profile allows (7.3.5.1). wide is the room for a name.
func (l Line[L]) SealColumns(n int, size, date L) (middles []L, wide L) {
	p := l.Profile.Seal
	step := size + l.Of(p.Distance.Length)
	others := L(min(n, p.Across.N) - 1)
	for others > 0 && size+others*step > l.Width {
		others--
	}
	last := l.Width - l.Characters(p.Right.N) - date/2
	last = min(max(last, size/2+others*step), l.Width-size/2)
	if others <= 0 {
		return []L{last}, l.Width
	}
	step = max(step, (2*last-l.Width)/others)
	for i := L(0); i <= others; i++ {
		middles = append(middles, last-(others-i)*step)
	}
	return middles, min(step-l.Characters(1), 2*(l.Width-last))
}

// The columns of a name list, in characters: each has room for a name of three or four, and a longer name takes several.
const (
	nameColumn = 5 // from column to column
	nameGap    = 1 // between two names, at the least
)

// ListedName is a name in a row of a name list.
type ListedName struct {
	Name   int // which of the names it is
	Column int // the first of its columns
}

// NameRows gives names of so many widths their rows and columns, row by row. A name that is longer than a line has a row of its
// own.
func (l Line[L]) NameRows(widths []L) [][]ListedName {
	room := l.Width - l.Characters(l.Profile.Styles["body"].Indent.N) + l.Characters(nameGap)
	columns := 0
	for l.Characters((columns+1)*nameColumn) <= room {
		columns++
	}
	var rows [][]ListedName
	next := columns // the first free column
	for i, width := range widths {
		wants := l.nameColumns(width)
		if next+wants > columns {
			rows, next = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], ListedName{i, next})
		next += wants
	}
	return rows
}

// nameColumns gives how many columns a name takes, with the gap behind it. Widths on a grid are rounded, for which a tenth of a
// character is allowed.
func (l Line[L]) nameColumns(width L) int {
	n := 1
	for l.Characters(n*nameColumn-nameGap)+l.Characters(1)/10 < width {
		n++
	}
	return n
}

// NameStart gives where the names of a column of a list begin: indented as paragraphs are.
func (l Line[L]) NameStart(column int) L {
	return l.Characters(l.Profile.Styles["body"].Indent.N + column*nameColumn)
}
