package doc

import "gongwen/generator/measure"

// Line is a line of running text as whoever sets it measures it: package layout in EMU on the grid, package docx in twips as Word
// has them. Its methods are the rules that share a line out; all that they take and give is in that unit, counted from the
// left end of the line.
type Line[L ~int | ~int64] struct {
	Profile    *Profile
	Width      L
	Characters func(n int) L                 // the width of n characters of the body
	Of         func(length measure.Length) L // a length of the profile
}

// SignerColumns gives where the names of 签发人 begin that stand beside each other: as many to a row as the profile says or as
// have room at the right of the number, with the label before the first (7.2.5, 7.2.6). names are their widths, of one or
// more.
func (l Line[L]) SignerColumns(names []L, label, number L) []L {
	p := l.Profile.Number
	inset, gap := l.Characters(p.Inset.N), l.Characters(1)
	for across := max(1, min(p.Signers.N, len(names))); ; across-- {
		columns := make([]L, across)
		x := l.Width - inset
		for j := across - 1; j >= 0; j-- {
			var widest L
			for i := j; i < len(names); i += across {
				widest = max(widest, names[i])
			}
			columns[j] = x - widest
			x -= widest + gap
		}
		if across == 1 || columns[0]-label >= inset+number+gap {
			return columns
		}
	}
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

// The columns of a name list, in characters: each has room for a name of three, and a longer name takes several.
const (
	nameColumn = 5 // from column to column
	nameGap    = 2 // between two names
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
