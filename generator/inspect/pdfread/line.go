package pdfread

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/generator/measure"
)

// Line is a row of glyphs on one baseline, from left to right.
type Line struct {
	Box                   // of the em boxes; Right is the end of the last glyph's own width
	Base   measure.Length // y of the baseline that most glyphs stand on
	Size   measure.Length // of most glyphs
	Glyphs []Glyph
	Text   string // an ideographic space stands for each wide gap
}

// Lines gives the lines of a page from top to bottom.
func (p *Page) Lines() []Line {
	g := slices.Clone(p.Glyphs)
	slices.SortStableFunc(g, func(a, b Glyph) int { return cmp.Compare(a.Y, b.Y) })
	var lines []Line
	for len(g) > 0 {
		n := 1
		for n < len(g) && g[n].Y-g[n-1].Y <= min(g[n].Size, g[n-1].Size)/5 {
			n++
		}
		lines = append(lines, NewLine(g[:n]))
		g = g[n:]
	}
	return lines
}

// NewLine makes a line of glyphs, at least one, which it sorts. A glyph that is printed twice, to look bold, counts once. The
// upper and lower edges are those of the first Chinese character of the line's size; of the first glyph if there is none.
func NewLine(glyphs []Glyph) Line {
	slices.SortStableFunc(glyphs, func(a, b Glyph) int { return cmp.Compare(a.X, b.X) })
	l := Line{Glyphs: make([]Glyph, 0, len(glyphs))}
	var out strings.Builder
	for i := range glyphs {
		g := &glyphs[i]
		if n := len(l.Glyphs); n > 0 {
			last := &l.Glyphs[n-1]
			if last.Char == g.Char && g.X-last.X < last.Size/10 {
				continue
			}
			if apart(last, g) {
				out.WriteRune('　')
			}
		}
		l.Glyphs = append(l.Glyphs, *g)
		out.WriteRune(g.Char)
	}
	l.Text = out.String()
	l.Size = most(l.Glyphs, func(g *Glyph) measure.Length { return g.Size })
	l.Base = most(l.Glyphs, func(g *Glyph) measure.Length { return g.Y })
	first, last := &l.Glyphs[0], &l.Glyphs[len(l.Glyphs)-1]
	if i := slices.IndexFunc(l.Glyphs, func(g Glyph) bool { return g.Size == l.Size && IsHan(g.Char) }); i >= 0 {
		l.Top, l.Bottom = l.Glyphs[i].Top(), l.Glyphs[i].Bottom()
	} else {
		l.Top, l.Bottom = first.Top(), first.Bottom()
	}
	l.Left, l.Right = first.X, last.X+last.Width
	return l
}

// Pieces gives what stands between the wide gaps of a line, each as a line of its own.
func (l *Line) Pieces() []Line {
	var pieces []Line
	start := 0
	for i := 1; i <= len(l.Glyphs); i++ {
		if i == len(l.Glyphs) || apart(&l.Glyphs[i-1], &l.Glyphs[i]) {
			pieces = append(pieces, NewLine(slices.Clone(l.Glyphs[start:i])))
			start = i
		}
	}
	return pieces
}

// apart tells whether two neighbours have a wide gap between them: one of most of a character.
func apart(before, after *Glyph) bool {
	return after.X-(before.X+before.Width) > before.Size.Scale(4, 5)
}

// most gives the value that most glyphs have, of several such values the first.
func most(glyphs []Glyph, of func(*Glyph) measure.Length) (found measure.Length) {
	counts := map[measure.Length]int{}
	for i := range glyphs {
		counts[of(&glyphs[i])]++
	}
	best := 0
	for i := range glyphs {
		if v := of(&glyphs[i]); counts[v] > best {
			found, best = v, counts[v]
		}
	}
	return found
}

// IsHan tells whether r is a Chinese character, no digit or mark. ○ is one: it stands for nought in dates.
func IsHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r <= 0x3FFFF || r == '〇' || r == '○'
}
