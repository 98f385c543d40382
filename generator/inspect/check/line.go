package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"gongwen/generator/measure"
)

// setLines gathers the glyphs of a sheet into lines, from top to bottom, and finds its page number.
func (s *sheet) setLines() {
	g := slices.Clone(s.glyphs)
	slices.SortStableFunc(g, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	for len(g) > 0 {
		n := 1
		for n < len(g) && g[n].y-g[n-1].y <= min(g[n].size, g[n-1].size)/5 {
			n++
		}
		s.lines = append(s.lines, newLine(s, g[:n]))
		g = g[n:]
	}
	s.lines = slices.DeleteFunc(s.lines, s.inMargin)
	if n := len(s.lines); n > 0 {
		if last := s.lines[n-1]; last.top > s.height.Scale(4, 5) && numberLine.MatchString(compact(last.text)) {
			s.label, s.lines = last, s.lines[:n-1]
		}
	}
}

// inMargin tells whether a line stands where papers have nothing: a running head, or what a browser prints at the foot.
func (s *sheet) inMargin(l *line) bool {
	const upper, lower = 25 * measure.MM, 18 * measure.MM
	return l.bottom < upper || l.top > s.height-lower
}

// numberLine is a page number, with whatever an office puts around it.
var numberLine = regexp.MustCompile(`^(第?\d{1,4}页?(/\d+|共\d+页)?|[-—–－―─一~]+\d{1,4}[-—–－―─一~]+)$`)

// newLine makes a line of glyphs, which it sorts. A glyph that is printed twice, to look bold, counts once; a gap of most of
// a character is a space.
func newLine(s *sheet, g []glyph) *line {
	slices.SortStableFunc(g, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	l := &line{sheet: s, glyphs: make([]glyph, 0, len(g))}
	var out strings.Builder
	sizes := tally[length]{}
	bases := tally[length]{}
	for i := range g {
		if n := len(l.glyphs); n > 0 {
			last := &l.glyphs[n-1]
			if last.char == g[i].char && g[i].x-last.x < last.size/10 {
				continue
			}
			if wide(last, &g[i]) {
				out.WriteRune('　')
			}
		}
		l.glyphs = append(l.glyphs, g[i])
		out.WriteRune(g[i].char)
		sizes.add(g[i].size, 1)
		bases.add(g[i].y, 1)
	}
	l.text, l.size, l.base = out.String(), sizes.most(), bases.most()
	first, last := &l.glyphs[0], &l.glyphs[len(l.glyphs)-1]
	l.left, l.right = first.x, last.x+last.width
	l.top, l.bottom = first.top(), first.bottom()
	for i := range l.glyphs {
		if l.glyphs[i].size == l.size && isHan(l.glyphs[i].char) {
			l.top, l.bottom = l.glyphs[i].top(), l.glyphs[i].bottom()
			break
		}
	}
	return l
}

// compact takes all spaces out of a text.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '　' || r == '\u00A0' || r == '\t' || r == '\n' {
			return -1
		}
		return r
	}, text)
}

// paragraphs gathers the lines of all sheets into paragraphs, in the order of reading.
func (p *paper) setParagraphs() {
	for _, s := range p.sheets {
		opens := true
		for i, l := range s.lines {
			n := len(p.paragraphs)
			if n > 0 && p.continues(p.paragraphs[n-1], l, i) {
				p.paragraphs[n-1].add(l)
				continue
			}
			next := p.newParagraph(l)
			next.opens = opens
			p.paragraphs = append(p.paragraphs, next)
			opens = false
		}
	}
	for _, next := range p.paragraphs {
		p.align(next)
	}
}

// newParagraph begins a paragraph with a line.
func (p *paper) newParagraph(l *line) *paragraph {
	left := l.left - p.area.left(l.sheet)
	t := &paragraph{
		page: l.sheet.number, boxed: l.inImprint(), tabled: l.tabled, first: left, left: left, right: p.area.right(l.sheet) - l.right,
	}
	t.add(l)
	return t
}

// pieces gives what stands between the wide gaps of a paragraph of one line, each as a paragraph of its own.
func (p *paper) pieces(t *paragraph) []*paragraph {
	if p.word != nil {
		return t.wordPieces()
	}
	if len(t.lines) != 1 {
		return []*paragraph{t}
	}
	l := t.lines[0]
	var all []*paragraph
	start := 0
	for i := 1; i <= len(l.glyphs); i++ {
		if i < len(l.glyphs) && !wide(&l.glyphs[i-1], &l.glyphs[i]) {
			continue
		}
		piece := p.newParagraph(newLine(l.sheet, slices.Clone(l.glyphs[start:i])))
		piece.boxed, piece.tabled = t.boxed, t.tabled
		all = append(all, piece)
		start = i
	}
	return all
}

// wordPieces gives what stands between the tabs of a paragraph.
func (t *paragraph) wordPieces() []*paragraph {
	var all []*paragraph
	for _, s := range append(slices.Clone(t.spans), span{text: "　"}) {
		n := len(all)
		switch {
		case s.text != "　" && (n == 0 || all[n-1] == nil):
			piece := *t
			piece.text, piece.spans = s.text, []span{s}
			all = append(all[:max(0, n-1)], &piece)
		case s.text != "　":
			all[n-1].text += s.text
			all[n-1].spans = append(all[n-1].spans, s)
		case n > 0 && all[n-1] != nil:
			all = append(all, nil)
		}
	}
	return all[:max(0, len(all)-1)]
}

// wide tells whether there is a gap of most of a character between two neighbours.
func wide(before, after *glyph) bool {
	return after.x-(before.x+before.width) > before.size.Scale(4, 5)
}

// add appends a line to a paragraph.
func (p *paragraph) add(l *line) {
	p.lines = append(p.lines, l)
	p.text += l.text
	for start := 0; start < len(l.glyphs); {
		first := &l.glyphs[start]
		var out strings.Builder
		end := start
		for end < len(l.glyphs) && l.glyphs[end].face == first.face && l.glyphs[end].size == first.size && l.glyphs[end].ink == first.ink {
			out.WriteRune(l.glyphs[end].char)
			end++
		}
		p.spans = append(p.spans, span{text: out.String(), size: first.size, face: first.face, ink: first.ink})
		start = end
	}
}

// hanging begins a paragraph whose turned lines hang under its text.
var hanging = regexp.MustCompile(`^(附件[:：]|\d+[.．]|抄送|抄报|主送|主题词|签发人|出席|请假|缺席|列席)`)

// besideNotes is the first row under a letter's double rule: a note at the left and the number at the right.
var besideNotes = regexp.MustCompile(`　.*〔\d+〕\d+号$`)

// continues tells whether a line, the ith of its sheet, goes on with a paragraph.
func (p *paper) continues(before *paragraph, l *line, i int) bool {
	const most = 1000 // lines; no paragraph is that long
	last := before.lines[len(before.lines)-1]
	if len(before.lines) == most {
		return false
	}
	if abs(last.size-l.size) > measure.PT/2 || before.tabled || l.tabled || before.boxed != l.inImprint() || p.inHead(last) || p.inHead(l) {
		return false
	}
	if last.sheet == l.sheet && l.base-last.base > p.area.pitch(l.size).Scale(13, 10) || last.sheet != l.sheet && i > 0 {
		return false
	}
	if len(before.lines) == 1 && besideNotes.MatchString(before.text) {
		return false
	}
	em := p.area.character
	s := l.sheet
	left := l.left - p.area.left(s)
	if p.large(l.size) {
		return last.sheet == s && p.isCentred(last) && p.isCentred(l)
	}
	if p.area.right(last.sheet)-last.right > 2*em {
		return false
	}
	if hanging.MatchString(before.text) && left > before.first+em {
		return !noteItem.MatchString(l.text)
	}
	return left < em/2 || before.boxed && left < em*3/2 && before.first < em/2
}

// large tells whether characters are larger than those of the body, as a title's are.
func (p *paper) large(size length) bool { return p.area.large(size) }

// isCentred tells whether a line has the same space on both sides.
func (p *paper) isCentred(l *line) bool {
	s := l.sheet
	return abs((l.left-p.area.left(s))-(p.area.right(s)-l.right)) < 2*measure.MM
}

// align says how a paragraph's lines stand.
func (p *paper) align(t *paragraph) {
	first := t.lines[0]
	em := p.area.character
	left := first.left - p.area.left(first.sheet)
	switch {
	case left > em*5/2 && p.isCentred(first), p.large(first.size) && p.isCentred(first):
		t.align = centred
	case left > p.area.width()/3:
		t.align = toRight
	}
}
