package check

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"gongwen/generator/measure"
)

// length is a whole number of EMU.
type length = measure.Length

// paper is what was seen of a finished file: sheets with marks if it is a PDF, a setting if it is a Word document, and the
// paragraphs and elements that were recognised in either.
type paper struct {
	sheets     []*sheet // nil for a Word document, which has none before Word has laid it out
	offset     int      // how many sheets of the file come before these
	word       *setting // nil for a PDF
	paragraphs []*paragraph
	elements   elements
	area       area
}

// sheet is a page with its marks. Places are counted from its top left corner, x to the right, y down.
type sheet struct {
	number        int // from 1; odd pages are the fronts of leaves
	width, height length
	glyphs        []glyph
	rules         []rule // level ones
	uprights      []rule
	pictures      []box
	shapes        [][]bounds     // filled paths, if they are wanted
	images        []types.Object // what the pictures are, if that is wanted
	lines         []*line
	label         *line  // the printed page number; nil for none
	turned        int    // glyphs that do not stand upright
	leftward      int    // of those, glyphs whose head points to the left
	imprintTop    length // upper edge of the 版记; 0 for none
	imprintRules  []rule // from top to bottom
}

// verso tells whether the sheet is the back of a leaf.
func (s *sheet) verso() bool { return s.number%2 == 0 }

// lies tells whether the sheet lies across, with a table that is wider than it is high.
func (s *sheet) lies() bool { return s.width > s.height }

// box is a place on a page.
type box struct{ left, top, right, bottom length }

func (b box) width() length  { return b.right - b.left }
func (b box) height() length { return b.bottom - b.top }

// glyph is a mark of writing. Characters that a file does not tell are unknown.
type glyph struct {
	char  rune
	code  uint32 // in its face
	x, y  length // origin, on the baseline
	width length // of its own, without tracking
	size  length // of the em
	face  *face
	ink   ink
}

// unknown stands for a character that a file does not tell.
const unknown = '\uFFFD'

// top and bottom are those of the em box.
func (g *glyph) top() length { return g.y - g.size.Scale(int64(g.face.ascent), 1000) }

func (g *glyph) bottom() length { return g.top() + g.size }

// rule is a straight filled or stroked line, or a thin filled rectangle, that lies level.
type rule struct {
	box
	ink ink
}

// ink is a colour in thousandths of each channel.
type ink struct {
	r, g, b int
	process bool // said in process inks: cyan, magenta, yellow, black
}

// black tells whether an ink is black enough for text. A rich black or the dark grey of an office printer's black passes.
func (i ink) black() bool { return i.r <= 200 && i.g <= 200 && i.b <= 200 }

// red tells whether an ink is the red of a paper's head: M 80 Y 80, or what screens and offices take for it.
func (i ink) red() bool { return i.r >= 600 && i.g <= 400 && i.b <= 400 }

// face is a font as a file has it.
type face struct {
	name     string // PostScript or family name, without the mark of a subset
	family   family
	embedded bool
	ascent   int // of the em box, in thousandths
	outline  func(code uint32) (box, bool)
}

// line is a row of glyphs on one baseline, from left to right.
type line struct {
	box           // em boxes; right is the end of the last glyph's own width
	base   length // y of the baseline
	size   length // of most of its glyphs
	glyphs []glyph
	text   string
	sheet  *sheet
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

	first, left, right length    // indents: first is that of the first line from the type area, left that of the others
	spacing            length    // from line to line in Word; 0 if it is not exact
	above              bool      // in the head, in a Word document
	opens              bool      // begins a page
	boxed              bool      // in a frame or text box of Word, or between the rules of an imprint
	tabled             bool      // in a table
	table              alignment // of that table, in Word
	border             []rule    // level lines that a Word paragraph draws, placed within the drawing
}

// span is a stretch of characters that are set alike.
type span struct {
	text string
	size length
	face *face
	ink  ink
}

// box gives the place of a PDF paragraph's lines on its first page.
func (p *paragraph) place() box {
	b := p.lines[0].box
	for _, l := range p.lines[1:] {
		if l.sheet != p.lines[0].sheet {
			break
		}
		b.left, b.right, b.bottom = min(b.left, l.left), max(b.right, l.right), l.bottom
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
func (p *paragraph) face(n int) *face {
	count := tally[*face]{}
	for _, s := range p.spans {
		for _, r := range s.text {
			if isHan(r) {
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
func (p *paragraph) coloured(is func(ink) bool) bool {
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

// isHan tells whether r is a Chinese character, no digit or sign.
func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r <= 0x3FFFF || r == '〇' || r == '○'
}

func abs(l length) length { return max(l, -l) }
