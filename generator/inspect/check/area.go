package check

import (
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// area is the type area (版心) as the lines of a paper show it. What they do not show is taken from
// the profile.
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
	closer    int    // lines to a page where they are set closer and fill the type area so (5.2.3); the profile has them too. 0 if not
}

// edges are the left and right edge of the type area on a page.
type edges struct {
	left, right         length
	leftSeen, rightSeen bool
}

// of gives the edges on a page. On one that lies across, the type area lies in the middle.
func (a *area) of(pg *page) edges {
	switch {
	case pg.lies():
		long := a.profile.Area.Height.Length
		return edges{left: (pg.Width - long) / 2, right: (pg.Width + long) / 2}
	case pg.verso():
		return a.edges[1]
	}
	return a.edges[0]
}

func (a *area) left(pg *page) length  { return a.of(pg).left }
func (a *area) right(pg *page) length { return a.of(pg).right }
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
	exact := a.first + a.size.Scale(pdfread.UsualAscent, 1000) - a.spacing.Scale(4, 5)
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
func observe(pages []*page, profile *doc.Profile) area {
	a := area{profile: profile, character: profile.Character(), size: profile.Styles["body"].Size.Length}
	a.observeText(pages)
	a.observeCloser()
	for side := range a.edges {
		a.observeEdges(pages, side)
	}
	a.observeRows(pages)
	return a
}

// observeCloser finds whether the lines are set closer, to save pages, so that they fill the type area: everything else is then
// measured by that distance.
func (a *area) observeCloser() {
	for lines := a.profile.Grid.Lines.N + 1; lines <= a.profile.Grid.Most.N; lines++ {
		closer := a.profile.Closer(lines)
		if abs(a.spacing-closer.Rows(1)) < measure.PT/10 || abs(a.spacing-a.profile.Area.Height.Length/length(lines)) < measure.PT/20 {
			a.profile, a.closer = closer, lines
			return
		}
	}
}

// observeText finds the size of the characters, and how far they and the lines are apart.
func (a *area) observeText(pages []*page) {
	sizes, spacings := tally[length]{}, tally[length]{}
	steps := tally[length]{} // of lines: those that are stretched differ
	for _, pg := range pages {
		for _, l := range pg.lines {
			for i := range l.Glyphs {
				if !l.tabled && !l.inImprint() && pdfread.IsHan(l.Glyphs[i].Char) {
					sizes.add(round(l.Glyphs[i].Size), 1)
				}
			}
		}
	}
	a.size = textSize(&sizes, a.size)
	for _, pg := range pages {
		for i, l := range pg.lines {
			if !a.isBody(l) {
				continue
			}
			if step := l.step(); step > a.size/2 && // else characters are printed over one another
				l.Right-l.Left > a.width().Scale(4, 5) {
				steps.add(step, 1)
			}
			if i > 0 && a.isBody(pg.lines[i-1]) {
				if d := l.Base - pg.lines[i-1].Base; d > a.size && d < a.size.Scale(5, 2) {
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

// textSize gives the size of a paper's text, of the sizes of its Chinese characters outside tables and 版记. It is that of most
// of them; but a title may have more characters than the text of a short paper, so that what is as large as the text should
// be, want, is the text if it is a fifth of all. It is want if there are no characters.
func textSize(sizes *tally[length], want length) length {
	all, wanted := 0, tally[length]{}
	for _, size := range sizes.values {
		all += sizes.counts[size]
		if abs(size-want) < measure.PT/2 {
			wanted.add(size, sizes.counts[size])
		}
	}
	size := sizes.most()
	if near := wanted.most(); near > 0 && size > want && 5*wanted.counts[near] >= all {
		return near
	}
	if size == 0 {
		return want
	}
	return size
}

// round gives a length in steps of a hundredth of a point, so that lengths of the same text count as the same.
func round(l length) length {
	const step = measure.PT / 100
	return (l + step/2) / step * step
}

// step is the distance between most neighbouring Chinese characters of a line; 0 if it has none.
func (l *line) step() length {
	steps := tally[length]{}
	for i := 1; i < len(l.Glyphs); i++ {
		if pdfread.IsHan(l.Glyphs[i-1].Char) && pdfread.IsHan(l.Glyphs[i].Char) {
			steps.add(round(l.Glyphs[i].X-l.Glyphs[i-1].X), 1)
		}
	}
	return steps.most()
}

// isBody tells whether a line is of the body's size, and neither in the 版记 nor in a table.
func (a *area) isBody(l *line) bool {
	return abs(l.Size-a.size) < measure.PT/2 && !l.inImprint() && !l.tabled
}

// runs tells whether a line is one of running text: a row of a list of names, with gaps between its columns, begins and ends
// where the list does, which tells nothing of the type area.
func (a *area) runs(l *line) bool { return a.isBody(l) && !strings.Contains(l.Text, "　") }

// isLarge tells whether a line is larger than the body, as a title's are.
func (a *area) isLarge(l *line) bool { return a.large(l.Size) }

func (a *area) large(size length) bool { return size > a.size+3*measure.PT }

// observeEdges finds the left edge of lines that go on with a paragraph and the right edge of full lines, on odd pages (side 0)
// or even ones. If one edge is not seen, it is taken to be the profile's width away from the other.
func (a *area) observeEdges(pages []*page, side int) {
	e := &a.edges[side]
	e.left = a.profile.Page.Binding.Length
	if side == 1 {
		e.left = a.profile.Page.Width.Length - e.left - a.width()
	}
	var lefts, rights []length
	var mixed []length // right edges of lines that would not agree by themselves
	for _, pg := range pages {
		if pg.verso() != (side == 1) || pg.lies() {
			continue
		}
		for i, l := range pg.lines {
			last := l.Glyphs[len(l.Glyphs)-1].Char
			if first := l.Glyphs[0].Char; i > 0 && a.follows(pg.lines[i-1], l) && (pdfread.IsHan(first) || '0' <= first && first <= '9') {
				lefts = append(lefts, l.Left)
			}
			if a.runs(l) && pdfread.IsHan(last) && l.Right-l.Left > a.width().Scale(4, 5) {
				rights = append(rights, l.Right)
				if l.hasNarrow() {
					mixed = append(mixed, l.Right)
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

// follows tells whether a line goes on with the paragraph of the one before it: that one is full, and begins no further to the
// left. A line that begins where the one before it does, which ends a sentence, is a paragraph of its own.
func (a *area) follows(before, l *line) bool {
	last := before.Glyphs[len(before.Glyphs)-1].Char
	if strings.ContainsRune("。：！？；", last) && abs(l.Left-before.Left) < measure.MM/5 {
		return false
	}
	return a.runs(before) && a.runs(l) && l.Base-before.Base < a.size.Scale(5, 2) &&
		before.Right-before.Left > a.width().Scale(4, 5) && l.Left < before.Left+measure.MM/5
}

// near tells whether one of values is a place.
func near(values []length, place length) bool {
	return slices.ContainsFunc(values, func(v length) bool { return abs(v-place) < measure.MM/5 })
}

// hasNarrow tells whether a line has a character that is narrower than a Chinese one.
func (l *line) hasNarrow() bool {
	return slices.ContainsFunc(l.Glyphs, func(g pdfread.Glyph) bool { return g.Width < g.Size.Scale(4, 5) })
}

// cluster gives the value that most of the values agree in within 0.2 mm; if smallest is set, the smallest in which at least two
// agree. It gives without, and false, if no two agree.
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
func (a *area) observeRows(pages []*page) {
	var firsts []length
	for _, pg := range pages {
		n := 0
		for _, l := range pg.lines {
			if a.isBody(l) {
				n++
			}
		}
		if n < 3 || pg.mark() != "" || pg.lies() {
			continue
		}
		first := pg.lines[0]
		if !first.tabled && first.Size > a.size-measure.PT && first.Top < a.profile.Page.Top.Length+2*a.pitch(a.size) {
			firsts = append(firsts, first.Top)
		}
		if slices.ContainsFunc(pg.lines, a.isLarge) { // a title moves what is below it
			continue
		}
		for _, l := range pg.lines {
			if a.isBody(l) && l.Bottom > a.last {
				a.last, a.lastSeen = l.Bottom, n >= a.profile.Grid.Lines.N/2
			}
		}
	}
	if len(firsts) > 0 {
		a.first, _ = cluster(firsts, slices.Min(firsts), false)
		a.firstSeen = true
	}
}

// mark gives the large red characters of a page's head; "" if it has none.
func (pg *page) mark() (text string) {
	for _, l := range pg.marks() {
		text += compact(l.Text)
	}
	return text
}

// marks gives the lines of a red head. It begins in the upper half of the page; that of many organs may go on below it.
func (pg *page) marks() (marks []*line) {
	for _, l := range pg.lines {
		if !l.isMark() {
			continue
		}
		n := len(marks)
		if n == 0 && l.Top >= pg.Height/2 || l.Top >= pg.Height/2 && l.Top-marks[n-1].Bottom > l.Size {
			break
		}
		marks = append(marks, l)
	}
	return marks
}

// isMark tells whether a line is a red head: large and red, or very large and worded like one.
func (l *line) isMark() bool {
	red := 0
	for i := range l.Glyphs {
		if isRed(l.Glyphs[i].Ink) {
			red++
		}
	}
	return looksLikeMark(l.Size, red*2 > len(l.Glyphs), l.Text)
}

func looksLikeMark(size length, red bool, text string) bool {
	return red && size >= 20*measure.PT || size >= 30*measure.PT && markText.MatchString(compact(text))
}
