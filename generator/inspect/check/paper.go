package check

import (
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// length is a whole number of EMU.
type length = measure.Length

// paper is what was seen of a finished file: pages with marks if it is a PDF, a setting if it is a Word document, and the
// paragraphs and elements that were recognised in either.
type paper struct {
	pages      []*page  // nil for a Word document, which has none before Word has laid it out
	offset     int      // how many pages of the file come before these
	word       *setting // nil for a PDF
	paragraphs []*paragraph
	elements   elements
	area       area
}

// page is a page of a PDF with what was found on it.
type page struct {
	*pdfread.Page
	number       int // in its paper, from 1; odd pages are the fronts of leaves
	lines        []*line
	label        *line          // the printed page number; nil for none
	imprintTop   length         // upper edge of the 版记; 0 for none
	imprintRules []pdfread.Rule // from top to bottom
}

// verso tells whether the page is the back of a leaf.
func (pg *page) verso() bool { return pg.number%2 == 0 }

// lies tells whether the page lies across, with a table that is wider than it is high.
func (pg *page) lies() bool { return pg.Width > pg.Height }

// isBlack tells whether an ink is black enough for text. A rich black or the dark grey of an office printer's black passes.
func isBlack(i pdfread.Ink) bool { return i.R <= 200 && i.G <= 200 && i.B <= 200 }

// isRed tells whether an ink is the red of a paper's head: M 80 Y 80, or what screens and offices take for it.
func isRed(i pdfread.Ink) bool { return i.R >= 600 && i.G <= 400 && i.B <= 400 }

// line is a line of a page.
type line struct {
	pdfread.Line
	page   *page
	tabled bool // in a table
}

// alignment is how the lines of a paragraph stand between the edges of the type area.
type alignment uint8

const (
	flush alignment = iota
	centred
	toRight
)

// paragraph is a paragraph as a reader takes it. In a PDF it has lines; in a Word document it has what its style says.
type paragraph struct {
	text  string
	spans []span
	page  int     // from 1; 0 if not known
	lines []*line // nil in a Word document
	align alignment
	style string // the style's name in Word

	first, left, right length         // indents: first is that of the first line from the type area, left that of the others
	spacing            length         // from line to line in Word; 0 if it is not exact
	above              bool           // in the head, in a Word document
	opens              bool           // begins a page
	boxed              bool           // in a frame or text box of Word, or between the rules of an imprint
	tabled             bool           // in a table
	table              alignment      // of that table, in Word
	border             []pdfread.Rule // level lines that a Word paragraph draws, placed within the drawing
}

// span is a stretch of characters that are set alike.
type span struct {
	text string
	size length
	face *pdfread.Face
	ink  pdfread.Ink
}

// box gives the place of a PDF paragraph's lines on its first page.
func (p *paragraph) place() pdfread.Box {
	b := p.lines[0].Box
	for _, l := range p.lines[1:] {
		if l.page != p.lines[0].page {
			break
		}
		b.Left, b.Right, b.Bottom = min(b.Left, l.Left), max(b.Right, l.Right), l.Bottom
	}
	return b
}

// size gives the em of most of a paragraph's characters.
func (p *paragraph) size() length {
	count := tally[length]{}
	for _, s := range p.spans {
		count.add(s.size, len(s.text))
	}
	return count.most()
}

// face gives the face of most Chinese characters among the first n characters of the paragraph, all of them if n is 0. It
// is nil if there is none.
func (p *paragraph) face(n int) *pdfread.Face {
	count := tally[*pdfread.Face]{}
	for _, s := range p.spans {
		for _, r := range s.text {
			if pdfread.IsHan(r) {
				count.add(s.face, 1)
			}
			if n--; n == 0 {
				return count.most()
			}
		}
	}
	return count.most()
}

// coloured tells whether most of a paragraph's characters are in inks of a kind.
func (p *paragraph) coloured(is func(pdfread.Ink) bool) bool {
	yes, all := 0, 0
	for _, s := range p.spans {
		n := len(s.text)
		all += n
		if is(s.ink) {
			yes += n
		}
	}
	return all > 0 && yes*2 > all
}

// tally counts how often values were seen, in the order of their first sight.
type tally[T comparable] struct {
	values []T
	counts map[T]int
}

func (t *tally[T]) add(v T, n int) {
	if t.counts == nil {
		t.counts = map[T]int{}
	}
	if _, seen := t.counts[v]; !seen {
		t.values = append(t.values, v)
	}
	t.counts[v] += n
}

// most gives the value that was seen most often, the first such; the zero value if none was.
func (t *tally[T]) most() (most T) {
	best := 0
	for _, v := range t.values {
		if t.counts[v] > best {
			most, best = v, t.counts[v]
		}
	}
	return most
}

func abs(l length) length { return max(l, -l) }
