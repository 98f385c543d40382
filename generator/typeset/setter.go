package typeset

import (
	"fmt"

	"github.com/go-text/typesetting/segmenter"

	"gongwen/generator/page"
)

// Style says how characters are set.
type Style struct {
	Role    string      // font role
	Latin   string      // font role of Latin letters, digits and signs
	Size    page.Length // of the em
	Cell    page.Length // advance of a full-width character on the grid: Size, or less or more
	Stretch int         // width of glyphs in thousandths, 1000 for none; Cell has it in it already
	Color   page.Color
}

// Span is a stretch of characters in one style.
type Span struct {
	Text  string
	Style Style
}

// Paragraph is what Lines and Balanced set.
type Paragraph struct {
	Spans          []Span
	Measure        page.Length // width of the lines
	First, Hanging page.Length // indents of the first line and of those after it
	Justify        bool        // all lines but the last are brought to the measure; else lines keep their natural width
}

// Line is a line of a paragraph.
type Line struct {
	Texts      []*page.Text // At.X is counted from the left of the measure, indent included; At.Y is 0, the baseline
	Width      page.Length  // from the left of the measure to the end of the last glyph's advance
	Start, End int          // the characters of the paragraph in the line, with spaces at its end that are not drawn
}

// MissingError says that no face has a character.
type MissingError struct {
	Rune  rune
	Index int // in the paragraph, in characters
	Role  string
}

func (e *MissingError) Error() string {
	return fmt.Sprintf("typeset: no face of role %s has %U", e.Role, e.Rune)
}

// Width gives the natural width of s on one line. The error is a *MissingError if no face has a character.
func (l *Library) Width(s Span) (page.Length, error) {
	t := l.setter()
	defer l.pool.Put(t)
	if err := t.load(l, []Span{s}, false); err != nil {
		return 0, err
	}
	var w page.Length
	for i := range t.chars {
		w += t.chars[i].width
	}
	return w, nil
}

// setter is the working memory for one paragraph, kept for the next.
type setter struct {
	spans []Span
	pairs []*pair // of the spans
	chars []char
	lines []Line
	texts []page.Text
	ends  []int // of the lines in texts

	open bool // lines may end inside of addresses

	segmenter segmenter.Segmenter
	run       []rune

	splitter splitter
	chinese  []byte
}

// char is a character of the paragraph.
type char struct {
	facts
	rune      rune
	span      int32
	stretch   int32       // of the glyph, in thousandths
	mayBreak  bool        // a line may begin here
	inAddress bool        // a line may begin here if there is no better place: inside of an address
	word      bool        // a word begins here; only known in titles
	width     page.Length // its advance as it stands now
	offset    page.Length // of the glyph
	room      page.Length // how much of the advance can be squeezed away
}

// setter takes a setter from the pool, to which it must go back.
func (l *Library) setter() *setter { return l.pool.Get().(*setter) }

// load looks up the characters of spans. A '\n' is taken as a blank of no width if wishes is set.
func (t *setter) load(l *Library, spans []Span, wishes bool) error {
	t.spans, t.pairs, t.chars = spans, t.pairs[:0], t.chars[:0]
	t.lines, t.texts, t.ends = t.lines[:0], t.texts[:0], t.ends[:0]
	for i := range spans {
		p, err := l.pair(spans[i].Style.Role, spans[i].Style.Latin)
		if err != nil {
			return err
		}
		t.pairs = append(t.pairs, p)
		for _, r := range spans[i].Text {
			if r == '\n' && wishes {
				t.chars = append(t.chars, char{rune: r, span: int32(i), facts: facts{traits: blank}})
				continue
			}
			c, err := p.facts(r)
			if err != nil {
				return err
			}
			if c == nil {
				return &MissingError{r, len(t.chars), spans[i].Style.Role}
			}
			t.chars = append(t.chars, char{facts: *c, rune: r, span: int32(i)})
			if err := t.measure(&t.chars[len(t.chars)-1]); err != nil {
				return err
			}
		}
	}
	t.closeUp()
	return t.joinDashes()
}

// closeUp takes the blank away from a closing mark that another one follows, as in ”）。: they stand close in every line, whether it
// has to be squeezed or not (CLREQ, 3.1.6.1).
func (t *setter) closeUp() {
	for i := 1; i < len(t.chars); i++ {
		a, b := &t.chars[i-1], &t.chars[i]
		if a.squeeze >= squeezeClose && b.squeeze >= squeezeClose && a.traits.has(wide) {
			a.squeezeBy(a.room)
			a.room = 0
		}
	}
}

// measure finds the natural width of a character and its room. A glyph that is narrower or wider than the em stands in the
// middle of its cell.
func (t *setter) measure(it *char) error {
	style := &t.spans[it.span].Style
	it.stretch = int32(style.Stretch)
	f, err := t.pairs[it.span].faces[it.face]()
	if err != nil {
		return err
	}
	own := style.units(int(it.advance), f)
	it.room = style.units(int(it.slack), f)
	if !it.traits.has(wide) {
		it.width = own
		return nil
	}
	it.width = style.Cell
	em := style.units(f.unitsPerEm, f)
	it.offset = (em - own) / 2
	if it.squeeze >= squeezeClose { // a cell has less blank on the right than the em, or more
		it.room = max(0, it.room+style.Cell-em)
	}
	it.room = min(it.room, em/2, (style.Cell+1)/2) // rounded up, so that two marks give up a whole cell
	return nil
}

// units gives a width of a face at the size and stretch of the style.
func (s *Style) units(n int, f *Face) page.Length {
	return s.Size.Scale(int64(n)*int64(s.Stretch), 1000*int64(f.unitsPerEm))
}

// joinDashes widens the glyphs of —— until each fills its cell from edge to edge, so that the pair is one line (GB/T
// 15834-2011, 5.1.4: two em, in the middle of the height).
func (t *setter) joinDashes() error {
	for i := range t.chars {
		it := &t.chars[i]
		if it.rune != '—' || (i == 0 || t.chars[i-1].rune != '—') && (i+1 == len(t.chars) || t.chars[i+1].rune != '—') {
			continue
		}
		f, err := t.pairs[it.span].faces[it.face]()
		if err != nil {
			return err
		}
		left, _, right, _, err := f.Bounds(it.glyph)
		if err != nil {
			return err
		}
		style := &t.spans[it.span].Style
		if ink := style.units(right-left, f); ink > 0 && ink < style.Cell {
			it.stretch = int32((int64(style.Stretch)*int64(style.Cell) + int64(ink) - 1) / int64(ink))
		}
		it.offset = -style.Size.Scale(int64(left)*int64(it.stretch), 1000*int64(f.unitsPerEm))
	}
	return nil
}

// add makes the characters from start up to end a line that is indented by x, and gives glyphs with those of the line behind.
// glyphs must have the capacity for them: the lines share it.
func (t *setter) add(glyphs []page.Glyph, start, end int, x page.Length) ([]page.Glyph, error) {
	last := t.drawn(start, end)
	var before *char
	from := len(glyphs)
	for i := start; i < last; i++ {
		it := &t.chars[i]
		if it.glyph == 0 { // a wished line end that stands before the title
			continue
		}
		if before == nil || !t.sameRun(it, before) {
			f, err := t.pairs[it.span].faces[it.face]()
			if err != nil {
				return nil, err
			}
			style := &t.spans[it.span].Style
			t.texts = append(t.texts, page.Text{At: page.Point{X: x}, Font: f, Size: style.Size, Stretch: int(it.stretch), Color: style.Color})
			from = len(glyphs)
		}
		glyphs = append(glyphs, page.Glyph{ID: it.glyph, Rune: it.rune, Advance: it.width, Offset: it.offset})
		t.texts[len(t.texts)-1].Glyphs = glyphs[from:len(glyphs):len(glyphs)]
		x += it.width
		before = it
	}
	t.lines = append(t.lines, Line{Width: x, Start: start, End: end})
	t.ends = append(t.ends, len(t.texts))
	return glyphs, nil
}

// drawn gives the end of the characters from start up to end without the spaces at the end.
func (t *setter) drawn(start, end int) int {
	for end > start && t.chars[end-1].traits.has(blank) {
		end--
	}
	return end
}

// sameRun says whether two neighbours belong to one page.Text.
func (t *setter) sameRun(a, b *char) bool {
	if a.stretch != b.stretch {
		return false
	}
	if a.span == b.span {
		return a.face == b.face
	}
	return a.face == b.face && t.spans[a.span].Style == t.spans[b.span].Style
}

// result gives the lines that were added, in memory of their own.
func (t *setter) result() []Line {
	texts := make([]page.Text, len(t.texts))
	copy(texts, t.texts)
	pointers := make([]*page.Text, len(texts))
	for i := range texts {
		pointers[i] = &texts[i]
	}
	lines := make([]Line, len(t.lines))
	from := 0
	for i, line := range t.lines {
		line.Texts = pointers[from:t.ends[i]:t.ends[i]]
		lines[i], from = line, t.ends[i]
	}
	clear(t.texts) // the glyphs are the caller's
	return lines
}
