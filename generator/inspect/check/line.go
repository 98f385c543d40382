package check

import (
	"regexp"
	"slices"
	"strings"

	"gongwen/generator/measure"
)

// setLines takes the lines of a page, from top to bottom, and finds its page number.
func (pg *page) setLines() {
	for _, l := range pg.Lines() {
		pg.lines = append(pg.lines, &line{Line: l, page: pg})
	}
	pg.lines = slices.DeleteFunc(pg.lines, pg.inMargin)
	if n := len(pg.lines); n > 0 {
		if last := pg.lines[n-1]; last.Top > pg.Height.Scale(4, 5) && numberLine.MatchString(compact(last.Text)) {
			pg.label, pg.lines = last, pg.lines[:n-1]
		}
	}
}

// inMargin tells whether a line stands where papers have nothing: a running head, or what a browser prints at the foot.
func (pg *page) inMargin(l *line) bool {
	const upper, lower = 25 * measure.MM, 18 * measure.MM
	return l.Bottom < upper || l.Top > pg.Height-lower
}

// numberLine is a page number, with whatever an office puts around it.
var numberLine = regexp.MustCompile(`^(第?\d{1,4}页?(/\d+|共\d+页)?|[-—–－―─一~]+\d{1,4}[-—–－―─一~]+)$`)

// compact takes all spaces out of a text.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '　' || r == '\u00A0' || r == '\t' || r == '\n' {
			return -1
		}
		return r
	}, text)
}

// setParagraphs gathers the lines of all pages into paragraphs, in the order of reading.
func (p *paper) setParagraphs() {
	for _, pg := range p.pages {
		opens := true
		for i, l := range pg.lines {
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
	left := l.Left - p.area.left(l.page)
	t := &paragraph{
		page: l.page.number, boxed: l.inImprint(), tabled: l.tabled, first: left, left: left, right: p.area.right(l.page) - l.Right,
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
	for _, cut := range l.Pieces() {
		piece := p.newParagraph(&line{Line: cut, page: l.page})
		piece.boxed, piece.tabled = t.boxed, t.tabled
		all = append(all, piece)
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

// add appends a line to a paragraph.
func (p *paragraph) add(l *line) {
	p.lines = append(p.lines, l)
	p.text += l.Text
	for start := 0; start < len(l.Glyphs); {
		first := &l.Glyphs[start]
		var out strings.Builder
		end := start
		for end < len(l.Glyphs) && l.Glyphs[end].Face == first.Face && l.Glyphs[end].Size == first.Size && l.Glyphs[end].Ink == first.Ink {
			out.WriteRune(l.Glyphs[end].Char)
			end++
		}
		p.spans = append(p.spans, span{text: out.String(), size: first.Size, face: first.Face, ink: first.Ink})
		start = end
	}
}

// hanging begins a paragraph whose further lines hang under its text.
var hanging = regexp.MustCompile(`^(附件[:：]|\d+[.．]|抄送|抄报|主送|主题词|签发人|出席|请假|缺席|列席)`)

// besideNotes is the first row under a letter's double rule: a note at the left and the number at the right.
var besideNotes = regexp.MustCompile(`　.*〔\d+〕\d+号$`)

// continues tells whether a line, the ith of its page, goes on with a paragraph.
func (p *paper) continues(before *paragraph, l *line, i int) bool {
	const most = 1000 // lines; no paragraph is that long
	last := before.lines[len(before.lines)-1]
	if len(before.lines) == most {
		return false
	}
	if abs(last.Size-l.Size) > measure.PT/2 || before.tabled || l.tabled || before.boxed != l.inImprint() || p.inHead(last) || p.inHead(l) {
		return false
	}
	if last.page == l.page && l.Base-last.Base > p.area.pitch(l.Size).Scale(13, 10) || last.page != l.page && i > 0 {
		return false
	}
	if len(before.lines) == 1 && besideNotes.MatchString(before.text) {
		return false
	}
	em := p.area.character
	pg := l.page
	left := l.Left - p.area.left(pg)
	if p.large(l.Size) {
		return last.page == pg && p.isCentred(last) && p.isCentred(l)
	}
	if free := p.area.right(last.page) - last.Right; free > 2*em && l.word() <= free {
		return false
	}
	if hanging.MatchString(before.text) && left > before.first+em {
		return !noteItem.MatchString(l.Text)
	}
	return left < em/2 || before.boxed && left < em*3/2 && before.first < em/2
}

// word is the width of the Latin word or number that a line begins with: one that had no room on the line before leaves that short.
func (l *line) word() length {
	end := l.Left
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		if g.Char <= ' ' || g.Char > '~' {
			break
		}
		end = g.X + g.Width
	}
	return end - l.Left
}

// large tells whether characters are larger than those of the body, as a title's are.
func (p *paper) large(size length) bool { return p.area.large(size) }

// isCentred tells whether a line has the same space on both sides.
func (p *paper) isCentred(l *line) bool {
	pg := l.page
	return abs((l.Left-p.area.left(pg))-(p.area.right(pg)-l.Right)) < 2*measure.MM
}

// align says how a paragraph's lines stand.
func (p *paper) align(t *paragraph) {
	first := t.lines[0]
	em := p.area.character
	left := first.Left - p.area.left(first.page)
	switch {
	case left > em*5/2 && p.isCentred(first), p.large(first.Size) && p.isCentred(first):
		t.align = centred
	case left > p.area.width()/3:
		t.align = toRight
	}
}
