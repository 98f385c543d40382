package typeset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/page"
)

// Balanced sets a title: in the fewest lines, with its words whole, in the outline of a trapezium or a lozenge (GB/T
// 9704-2012, 7.3.1). A '\n' in a span is a line end that the writer wishes: the title then ends its lines there, and
// elsewhere only if a piece is too long for a line. Lines keep their natural width. The error is a *MissingError if no face
// has a character.
func (l *Library) Balanced(p *Paragraph) ([]Line, error) {
	t := l.setter()
	defer l.pool.Put(t)
	if err := t.load(l, p.Spans, true); err != nil {
		return nil, err
	}
	t.opportunities()
	t.markWords()
	glyphs := make([]page.Glyph, 0, len(t.chars))
	for start := 0; start < len(t.chars); {
		first := t.wished(start)
		end := first
		for end < len(t.chars) && t.chars[end].rune != '\n' {
			end++
		}
		for _, end := range t.titleLines(p, first, end) {
			indent := p.indent(len(t.lines))
			t.fit(start, end, p.Measure-indent, false)
			var err error
			if glyphs, err = t.add(glyphs, start, end, indent); err != nil {
				return nil, err
			}
			start = end
		}
	}
	return t.result(), nil
}

// indent gives the indent of a line, counted from 0.
func (p *Paragraph) indent(line int) page.Length {
	if line == 0 {
		return p.First
	}
	return p.Hanging
}

// titleSearch is the search for the line ends of a title, or of a piece of one.
type titleSearch struct {
	t      *setter
	p      *Paragraph
	start  int
	first  int   // the number of the piece's first line in the title
	places []int // where a line may end: before a word, and at the end
	ends   []int // the lines that are being tried
	best   []int
	cost   int // of best
}

// mostLines is the number of lines up to which all ways to break a title are tried.
const mostLines = 4

// titleLines gives the ends of the lines of the characters from start up to end. Where words are too long for the measure, lines end
// between any two characters that no rule holds together. The last line takes in the '\n' at end.
func (t *setter) titleLines(p *Paragraph, start, end int) []int {
	s := titleSearch{t: t, p: p, start: start, first: len(t.lines)}
	lines := s.lines(end, func(c *char) bool { return c.mayBreak && c.word })
	if lines == nil {
		lines = s.lines(end, func(c *char) bool { return c.mayBreak })
	}
	if lines == nil {
		lines = s.anywhere(end)
	}
	lines[len(lines)-1] = t.wished(end)
	return lines
}

// lines gives the ends of the fewest lines up to end that begin where they may; nil if what may not be parted is wider than a line.
func (s *titleSearch) lines(end int, begins func(*char) bool) []int {
	s.places, s.best = s.places[:0], nil
	for i := s.start + 1; i < end; i++ {
		if begins(&s.t.chars[i]) {
			s.places = append(s.places, i)
		}
	}
	s.places = append(s.places, end)
	lines := s.greedy()
	switch {
	case len(lines) <= 1:
		return lines
	case len(lines) <= mostLines:
		s.try(len(lines), 0)
	default:
		s.even(len(lines))
	}
	if s.best == nil {
		return lines
	}
	return s.best
}

// wished gives the end of the '\n' that stand from i on: the line ends that the writer wishes.
func (t *setter) wished(i int) int {
	for i < len(t.chars) && t.chars[i].rune == '\n' {
		i++
	}
	return i
}

// avail gives the room for the nth line of the piece.
func (s *titleSearch) avail(n int) page.Length { return s.p.Measure - s.p.indent(s.first+n) }

// greedy fills line after line, which makes the fewest lines. It gives nil if a word is wider than a line.
func (s *titleSearch) greedy() []int {
	var ends []int
	from, last := s.start, s.start
	for _, place := range s.places {
		if s.t.natural(from, place) > s.avail(len(ends)) {
			if last == from {
				return nil
			}
			ends, from = append(ends, last), last
			if s.t.natural(from, place) > s.avail(len(ends)) {
				return nil
			}
		}
		last = place
	}
	return append(ends, last)
}

// even finds the way to make so many lines, more than can all be tried, that are as alike in width as may be and end between
// words that part well.
func (s *titleSearch) even(lines int) {
	cell := max(1, int64(s.t.spans[s.t.chars[s.start].span].Style.Cell))
	end := s.places[len(s.places)-1]
	mean := int(s.t.natural(s.start, end).Scale(10, cell)) / lines
	const never = 1 << 30
	// cost[k][j] is the least that k+1 lines up to the jth place cost, the last of them beginning at from[k][j].
	cost, from := make([][]int, lines), make([][]int, lines)
	for k := range lines {
		cost[k], from[k] = make([]int, len(s.places)), make([]int, len(s.places))
		for j, to := range s.places {
			cost[k][j] = never
			for i := j - 1; i >= -1; i-- {
				start, before := s.start, 0
				if i >= 0 {
					start, before = s.places[i], never
					if k > 0 {
						before = cost[k-1][i]
					}
				} else if k > 0 {
					before = never
				}
				width := s.t.natural(start, to)
				if width > s.avail(k) {
					break
				}
				if before == never {
					continue
				}
				w := int(width.Scale(10, cell))
				c := before + (w-mean)*(w-mean)/evenWeight + shortCost(w, mean)
				if to != end {
					c += s.t.breakCost(to)
				}
				if c < cost[k][j] {
					cost[k][j], from[k][j] = c, i
				}
			}
		}
	}
	j := len(s.places) - 1
	if cost[lines-1][j] == never {
		return
	}
	s.best = make([]int, lines)
	for k := lines - 1; k >= 0; k-- {
		s.best[k] = s.places[j]
		j = from[k][j]
	}
}

// evenWeight makes a line that is five characters wider or narrower than the mean as bad as one that ends at a poor place.
const evenWeight = 40

// shortCost judges a line of a width, in tenths of a character, beside one of another: 的通知 alone, or a single character.
func shortCost(width, beside int) int {
	switch {
	case width < 15:
		return 4000
	case width < 40 && 2*width < beside:
		return 1000
	}
	return 0
}

// anywhere breaks the characters up to end as a paragraph's.
func (s *titleSearch) anywhere(end int) []int {
	all := s.t.chars
	s.t.chars = all[:end]
	defer func() { s.t.chars = all }()
	var ends []int
	for start := s.start; start < end; {
		start = s.t.lineEnd(start, s.avail(len(ends)))
		ends = append(ends, start)
	}
	return ends
}

// try goes through all ways to make lines more lines of the places from the one numbered place on, and keeps the best.
func (s *titleSearch) try(lines, place int) {
	from, n := s.start, len(s.ends)
	if n > 0 {
		from = s.ends[n-1]
	}
	if lines == 1 {
		place = len(s.places) - 1
	}
	for ; place < len(s.places); place++ {
		end := s.places[place]
		if s.t.natural(from, end) > s.avail(n) {
			return
		}
		s.ends = append(s.ends, end)
		if lines > 1 {
			s.try(lines-1, place+1)
		} else if c := s.judge(); s.best == nil || c < s.cost {
			s.best, s.cost = slices.Clone(s.ends), c
		}
		s.ends = s.ends[:n]
	}
}

// judge gives what is bad about the lines that are being tried, in tenths of a character.
func (s *titleSearch) judge() int {
	cost, from := 0, s.start
	var widths [mostLines]int
	cell := max(1, int64(s.t.spans[s.t.chars[from].span].Style.Cell))
	for i, end := range s.ends {
		w := s.t.natural(from, end)
		widths[i] = int(w.Scale(10, cell))
		if s.avail(i)-w < page.Length(cell) { // full to the edge
			cost += 30
		}
		if i+1 < len(s.ends) {
			cost += s.t.breakCost(end)
		}
		from = end
	}
	lines := widths[:len(s.ends)]
	longest := slices.Max(lines)
	for _, w := range lines {
		cost += shortCost(w, longest)
	}
	return cost + outline(lines)
}

// outline judges the widths of the lines, in tenths of a character. Three characters more or less from line to line are
// best. Two lines are long over short; more make a trapezium, or a lozenge.
func outline(widths []int) int {
	cost, longer, shorter, dipped := 0, 0, 0, false
	for i := 1; i < len(widths); i++ {
		d := widths[i-1] - widths[i]
		switch {
		case d >= 10:
			shorter++
		case d <= -10:
			longer++
			dipped = dipped || shorter > 0
			d = -d
		default:
			cost += 120 // two equal lines
		}
		cost += max(d-30, 30-d)
	}
	switch {
	case dipped: // short between long: neither trapezium nor lozenge
		cost += 200
	case longer > 0 && shorter > 0: // lozenge
		cost += 20
	case longer > 0: // the last line is the longest
		cost += 90
	}
	return cost
}

// breakCost judges a line end before the character at i by the words around it.
func (t *setter) breakCost(i int) int {
	const prepositions, conjunctions = "关于对在为以向把将", "和与及暨或"
	a, b := t.chars[i-1].rune, t.chars[i].rune
	cost := 0
	switch {
	case b == '《':
		cost -= 60
	case b == '关' && i+1 < len(t.chars) && t.chars[i+1].rune == '于': // behind the name of the organ
		cost -= 80
	case strings.ContainsRune(conjunctions, b) || a == '、':
		cost -= 20
	case b == '的':
		cost += 150
	case strings.ContainsRune("省市县区州", b): // mostly behind the name of a place
		cost += 60
	}
	switch {
	case a == '》':
		cost -= 40
	case a == '的':
		cost -= 50
	case strings.ContainsRune(conjunctions+prepositions, a):
		cost += 60
	}
	for k := i - 1; k >= 0 && t.chars[k].rune != '》'; k-- {
		if t.chars[k].rune == '《' {
			cost += 30 // inside of a name
			break
		}
	}
	return cost
}

// markWords marks the characters with which a word begins. Characters that are not Chinese begin one each: opportunities knows
// where they may be parted.
func (t *setter) markWords() {
	for i := 0; i < len(t.chars); {
		start := i
		t.chinese = t.chinese[:0]
		for ; i < len(t.chars) && unicode.Is(unicode.Han, t.chars[i].rune); i++ {
			t.chars[i].word = false
			t.chinese = utf8.AppendRune(t.chinese, t.chars[i].rune)
		}
		if i == start {
			t.chars[i].word = true
			i++
			continue
		}
		at, next := start, 0
		t.splitter.split(string(t.chinese), func(begin int) {
			for ; next < begin; at++ {
				next += utf8.RuneLen(t.chars[at].rune)
			}
			t.chars[at].word = true
		})
	}
}
