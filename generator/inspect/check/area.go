package check

import (
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// area is the type area (版心) as the lines of a paper show it. What they do not show is as the profile has it.
type area struct {
	profile *doc.Profile

	edges     [2]edges // of odd and of even pages
	first     length   // top of the characters of the first line of a page
	firstSeen bool
	last      length // bottom of the characters of the last line of the fullest page
	lastSeen  bool
	size      length // of most Chinese characters
	character length // from one character of a full line to the next
	onGrid    bool   // character was seen
	spacing   length // from one line of the body to the next; 0 if not seen
}

// edges are the left and right edge of the type area on a page.
type edges struct {
	left, right         length
	leftSeen, rightSeen bool
}

// of gives the edges on a sheet. On one that lies across, the type area lies in the middle.
func (a *area) of(s *sheet) edges {
	switch {
	case s.lies():
		long := a.profile.Area.Height.Length
		return edges{left: (s.width - long) / 2, right: (s.width + long) / 2}
	case s.verso():
		return a.edges[1]
	}
	return a.edges[0]
}

func (a *area) left(s *sheet) length  { return a.of(s).left }
func (a *area) right(s *sheet) length { return a.of(s).right }
func (a *area) width() length         { return a.profile.Area.Width.Length }
func (a *area) top() length {
	if a.firstSeen && !a.slotted() {
		return a.first
	}
	return a.profile.Page.Top.Length
}

// bottom is the lower edge: the profile's height under the top that was seen.
func (a *area) bottom() length { return a.top() + a.profile.Area.Height.Length }

// slot is the height of one of the equal parts that Word divides the type area into, one for each line.
func (a *area) slot() length {
	return a.profile.Area.Height.Length / length(a.profile.Grid.Lines.N)
}

// slotted tells whether lines stand in equal parts of the type area, as Word's grid has them: the first line's characters
// then begin below its edge.
func (a *area) slotted() bool { return abs(a.spacing-a.slot()) < measure.PT/10 }

// frame gives the upper edge of the part that the first line stands in. Word sets characters in the middle of it on a grid,
// and with their baseline four fifths down where the spacing is exact; the one that is nearer to what is wanted counts.
func (a *area) frame(want length) length {
	inMiddle := a.first - (a.spacing-a.size)/2
	exact := a.first + a.size.Scale(usualAscent, 1000) - a.spacing.Scale(4, 5)
	if abs(exact-want) < abs(inMiddle-want) {
		return exact
	}
	return inMiddle
}

// pitch is the distance between lines of characters of a size.
func (a *area) pitch(size length) length {
	gap := a.profile.LineGap()
	if a.spacing > a.size {
		gap = a.spacing - a.size
	}
	return size + gap
}

// observe finds the type area.
func observe(sheets []*sheet, profile *doc.Profile) area {
	a := area{profile: profile, character: profile.Character(), size: profile.Styles["body"].Size.Length}
	a.observeText(sheets)
	for side := range a.edges {
		a.observeEdges(sheets, side)
	}
	a.observeRows(sheets)
	return a
}

// observeText finds the size of the characters, and how far they and the lines are apart.
func (a *area) observeText(sheets []*sheet) {
	sizes, spacings := tally[length]{}, tally[length]{}
	steps := tally[length]{} // of lines: those that are stretched differ
	for _, s := range sheets {
		for _, l := range s.lines {
			for i := range l.glyphs {
				if !l.tabled && isHan(l.glyphs[i].char) {
					sizes.add(round(l.glyphs[i].size), 1)
				}
			}
		}
	}
	if size := sizes.most(); size > 0 {
		a.size = size
	}
	for _, s := range sheets {
		for i, l := range s.lines {
			if !a.isBody(l) {
				continue
			}
			if step := l.step(); step > 0 && l.right-l.left > a.width().Scale(4, 5) {
				steps.add(step, 1)
			}
			if i > 0 && a.isBody(s.lines[i-1]) {
				if d := l.base - s.lines[i-1].base; d > a.size && d < a.size.Scale(5, 2) {
					spacings.add(round(d), 1)
				}
			}
		}
	}
	a.spacing = spacings.most()
	if step := steps.most(); steps.counts[step] > 1 {
		a.character, a.onGrid = step, true
	}
}

// round gives a length in steps of a hundredth of a point, so that lengths of the same text count as the same.
func round(l length) length {
	const step = measure.PT / 100
	return (l + step/2) / step * step
}

// step is the distance between most neighbouring Chinese characters of a line; 0 if it has none.
func (l *line) step() length {
	steps := tally[length]{}
	for i := 1; i < len(l.glyphs); i++ {
		if isHan(l.glyphs[i-1].char) && isHan(l.glyphs[i].char) {
			steps.add(round(l.glyphs[i].x-l.glyphs[i-1].x), 1)
		}
	}
	return steps.most()
}

// isBody tells whether a line is of the body's size, and neither in the 版记 nor in a table.
func (a *area) isBody(l *line) bool {
	return abs(l.size-a.size) < measure.PT/2 && !l.inImprint() && !l.tabled
}

// isLarge tells whether a line is larger than the body, as a title's are.
func (a *area) isLarge(l *line) bool { return a.large(l.size) }

func (a *area) large(size length) bool { return size > a.size+3*measure.PT }

// observeEdges finds the left edge of turned lines and the right edge of full ones, on odd pages (side 0) or even ones. An
// edge that is not seen is as far from the other one as the profile has it.
func (a *area) observeEdges(sheets []*sheet, side int) {
	e := &a.edges[side]
	e.left = a.profile.Page.Binding.Length
	if side == 1 {
		e.left = a.profile.Page.Width.Length - e.left - a.width()
	}
	var lefts, rights []length
	var mixed []length // right edges of lines that would not agree by themselves
	for _, s := range sheets {
		if s.verso() != (side == 1) || s.lies() {
			continue
		}
		for i, l := range s.lines {
			last := l.glyphs[len(l.glyphs)-1].char
			if first := l.glyphs[0].char; i > 0 && a.turned(s.lines[i-1], l) && (isHan(first) || '0' <= first && first <= '9') {
				lefts = append(lefts, l.left)
			}
			if a.isBody(l) && isHan(last) && l.right-l.left > a.width().Scale(4, 5) {
				rights = append(rights, l.right)
				if l.hasNarrow() {
					mixed = append(mixed, l.right)
				}
			}
		}
	}
	e.right, e.rightSeen = cluster(rights, e.left+a.width(), false)
	e.left, e.leftSeen = cluster(lefts, e.right-a.width(), true)
	for _, left := range lefts { // two lines that show the two edges
		if right := left + a.width(); !e.leftSeen && near(rights, right) {
			*e = edges{left: left, right: right, leftSeen: true, rightSeen: true}
		}
	}
	if !e.rightSeen {
		e.right = e.left + a.width()
	}
	if missing := e.left + a.width() - e.right; missing > measure.MM && missing < a.character && !near(mixed, e.right) {
		e.right, e.rightSeen = e.left+a.width(), false // set flush left: another character had no room
	}
}

// turned tells whether a line goes on with the one before it: that one is full, and does not stand further out. One that stands
// where a sentence above it has ended begins a paragraph like that one.
func (a *area) turned(before, l *line) bool {
	last := before.glyphs[len(before.glyphs)-1].char
	if strings.ContainsRune("。：！？；", last) && abs(l.left-before.left) < measure.MM/5 {
		return false
	}
	return a.isBody(before) && a.isBody(l) && l.base-before.base < a.size.Scale(5, 2) &&
		before.right-before.left > a.width().Scale(4, 5) && l.left < before.left+measure.MM/5
}

// near tells whether one of values is a place.
func near(values []length, place length) bool {
	return slices.ContainsFunc(values, func(v length) bool { return abs(v-place) < measure.MM/5 })
}

// hasNarrow tells whether a line has a character that is narrower than a Chinese one.
func (l *line) hasNarrow() bool {
	return slices.ContainsFunc(l.glyphs, func(g glyph) bool { return g.width < g.size.Scale(4, 5) })
}

// cluster gives the value that at least two of values agree in within 0.2 mm: the smallest such, or else the one that most
// agree in. It gives without if there is none.
func cluster(values []length, without length, smallest bool) (length, bool) {
	slices.Sort(values)
	best, most := without, 1
	for i := 0; i < len(values); {
		n := i + 1
		for n < len(values) && values[n]-values[i] < measure.MM/5 {
			n++
		}
		if n-i > most && (!smallest || most == 1) {
			best, most = values[(i+n)/2], n-i
		}
		i = n
	}
	return best, most > 1
}

// observeRows finds where pages begin and end. The first page of a paper with a head, and pages that hold little, tell
// nothing.
func (a *area) observeRows(sheets []*sheet) {
	var firsts []length
	for _, s := range sheets {
		n := 0
		for _, l := range s.lines {
			if a.isBody(l) {
				n++
			}
		}
		if n < 3 || s.mark() != "" || s.lies() {
			continue
		}
		first := s.lines[0]
		if !first.tabled && first.size > a.size-measure.PT && first.top < a.profile.Page.Top.Length+2*a.pitch(a.size) {
			firsts = append(firsts, first.top)
		}
		if slices.ContainsFunc(s.lines, a.isLarge) { // a title moves what is below it
			continue
		}
		for _, l := range s.lines {
			if a.isBody(l) && l.bottom > a.last {
				a.last, a.lastSeen = l.bottom, n >= a.profile.Grid.Lines.N/2
			}
		}
	}
	if len(firsts) > 0 {
		a.first, _ = cluster(firsts, slices.Min(firsts), false)
		a.firstSeen = true
	}
}

// mark gives the large red characters in the upper half of a sheet: a head; "" if it has none.
func (s *sheet) mark() (text string) {
	for _, l := range s.lines {
		if l.isMark() && l.top < s.height/2 {
			text += compact(l.text)
		}
	}
	return text
}

// isMark tells whether a line is a red head: large and red, or very large and worded like one.
func (l *line) isMark() bool {
	red := 0
	for i := range l.glyphs {
		if l.glyphs[i].ink.red() {
			red++
		}
	}
	return looksLikeMark(l.size, red*2 > len(l.glyphs), l.text)
}

func looksLikeMark(size length, red bool, text string) bool {
	return red && size >= 20*measure.PT || size >= 30*measure.PT && markText.MatchString(compact(text))
}
