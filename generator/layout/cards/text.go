package cards

import (
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// textKey is all that the look of a side's text depends on.
type textKey struct {
	style doc.SideStyle
	text  string // its paragraphs parted by '\n'
	box   page.Rect
}

// setText is a text in its place.
type setText struct {
	items []page.Item
	size  page.Length
	fits  bool
}

// generations is a cache that forgets: each time that a generation of new texts has come in, those that were not used since
// the time before go. So the longest batch needs no more memory than two generations.
type generations struct{ young, old map[textKey]*setText }

const generation = 2000 // texts

func (g *generations) get(k textKey) *setText {
	if s := g.young[k]; s != nil {
		return s
	}
	s := g.old[k]
	if s != nil {
		g.put(k, s)
	}
	return s
}

func (g *generations) put(k textKey, s *setText) {
	if g.young == nil || len(g.young) >= generation {
		g.old, g.young = g.young, make(map[textKey]*setText, generation)
	}
	g.young[k] = s
}

// set gives paragraphs in their place, once for all sides that have the same.
func (a *Sides) set(style *doc.SideStyle, paragraphs []doc.Text, box page.Rect) (*setText, error) {
	k := textKey{*style, joined(paragraphs), box}
	a.mu.Lock()
	s := a.texts.get(k)
	a.mu.Unlock()
	if s != nil {
		return s, nil
	}
	s, err := a.fit(style, k.text, box)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	a.texts.put(k, s)
	a.mu.Unlock()
	return s, nil
}

func joined(paragraphs []doc.Text) string {
	if len(paragraphs) == 1 {
		return paragraphs[0].String()
	}
	var b strings.Builder
	for i, t := range paragraphs {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(t.String())
	}
	return b.String()
}

// fitStep is by how much a text that does not fit is made smaller until it does.
const fitStep = measure.PT / 2

// fit sets a text as large as it fits into box, between the size and the floor of its style.
func (a *Sides) fit(style *doc.SideStyle, text string, box page.Rect) (*setText, error) {
	for size := style.Size; ; size = max(style.Floor, size-fitStep) {
		lines, fits, err := a.lines(style, text, size, box)
		if err != nil {
			return nil, err
		}
		if fits || size <= style.Floor {
			ascent, err := a.faces.Ascent(style.Role, size)
			if err != nil {
				return nil, err
			}
			return &setText{place(style, lines, size, ascent, box), size, fits}, nil
		}
	}
}

// endless is a measure that every text has room in.
const endless = page.Length(1) << 40 // 30 metres

// lines sets a text at a size. fits tells whether it has room in box and no more lines than it may have.
func (a *Sides) lines(style *doc.SideStyle, text string, size page.Length, box page.Rect) (lines []typeset.Line, fits bool, err error) {
	set := typeset.Style{Role: style.Role, Latin: style.Latin, Size: size, Cell: size + style.Spacing, Stretch: 1000, Color: inkColor(style.Ink)}
	width := box.W
	if style.Lines == 1 {
		width = endless
	}
	fits = true
	for paragraph := range strings.SplitSeq(text, "\n") {
		in := typeset.Paragraph{Spans: []typeset.Span{{Text: paragraph, Style: set}}, Measure: width,
			First: page.Length(style.Indent) * set.Cell, Justify: style.Align == doc.Left}
		do := a.faces.Lines
		if style.Align == doc.Centre {
			do = a.faces.Balanced
		}
		made, err := do(&in)
		if err != nil {
			return nil, false, err
		}
		for i := range made {
			fits = fits && made[i].Width <= box.W
		}
		lines = append(lines, made...)
	}
	return lines, fits && blockHeight(style, size, len(lines)) <= box.H && (style.Lines == 0 || len(lines) <= style.Lines), nil
}

// linePitch is the distance from line to line.
func linePitch(style *doc.SideStyle, size page.Length) page.Length {
	return size.Scale(int64(style.Pitch), 100)
}

func blockHeight(style *doc.SideStyle, size page.Length, lines int) page.Length {
	return size + page.Length(max(0, lines-1))*linePitch(style, size)
}

// place gives lines their places in box.
func place(style *doc.SideStyle, lines []typeset.Line, size, ascent page.Length, box page.Rect) []page.Item {
	var items []page.Item
	top := placed(box, page.Rect{H: blockHeight(style, size, len(lines))}, doc.Left, style.Place).Y
	for i, line := range lines {
		x := placed(box, page.Rect{W: line.Width}, style.Align, doc.AtTop).X
		for _, t := range line.Texts {
			t.At.X += x
			t.At.Y = top + ascent + page.Length(i)*linePitch(style, size)
			items = append(items, t)
		}
	}
	return items
}

// Size gives the size that a text is set at in a column of a width and a height.
func (a *Sides) Size(t *doc.SideText, w, h page.Length) (page.Length, error) {
	set, err := a.set(&t.SideStyle, t.Paragraphs, page.Rect{W: w - t.Left - t.Right, H: h - t.Top})
	if err != nil {
		return 0, err
	}
	return set.size, nil
}

// sizes are how large the texts of a leaf's cards are set, those in the same place alike.
type sizes map[slot]page.Length

// slot is the place of a text on its side, and how it looks there.
type slot struct {
	style doc.SideStyle
	box   page.Rect
}

// leastAlike is how small a text may become beside a longer one, in hundredths of its size: one name that is very long makes none of
// the others tiny.
const leastAlike = 70

// asLarge gives a text as large as it stands on the other cards of its leaf, or notes, while sizes are measured, how large it can be.
func (c *canvas) asLarge(t *doc.SideText, box page.Rect, own *setText) (*setText, error) {
	if c.alike == nil || len(t.Paragraphs) == 0 {
		return own, nil
	}
	at := slot{t.SideStyle, page.Rect{X: box.X - c.origin.X, Y: box.Y - c.origin.Y, W: box.W, H: box.H}}
	size, known := c.alike[at]
	if c.fitting {
		if least := t.Size.Scale(leastAlike, 100); !known || own.size < size {
			c.alike[at] = max(own.size, least)
		}
		return own, nil
	}
	if !known || own.size <= size {
		return own, nil
	}
	style := t.SideStyle
	style.Size = max(size, style.Floor)
	return c.sides.set(&style, t.Paragraphs, box)
}
