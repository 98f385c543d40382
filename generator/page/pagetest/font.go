package pagetest

import (
	"encoding/binary"
	"errors"
	"slices"

	"gongwen/generator/page"
)

// Font is a face made for tests: glyph g is a box, and its file is put together by
// Subset from nothing. It needs no font file, and it can fail.
type Font struct {
	PostScript string
	Em         int   // units
	Broken     error // what Subset and Outline give, if not nil
}

// LastGlyph is the glyph with the highest id. Glyph 0 is empty.
const LastGlyph page.GlyphID = 60

// Name implements page.Font.
func (f *Font) Name() string { return f.PostScript }

// UnitsPerEm implements page.Font.
func (f *Font) UnitsPerEm() int { return f.Em }

// Advance gives one em for even glyphs, and for odd ones a width that is no whole number of thousandths of most ems.
func (f *Font) Advance(g page.GlyphID) int {
	if g%2 == 0 {
		return f.Em
	}
	return f.Em/2 + int(g)
}

// Metrics implements page.Font.
func (f *Font) Metrics() page.Metrics {
	xMin, yMin, xMax, yMax := f.box(LastGlyph)
	return page.Metrics{Ascent: f.Em * 88 / 100, Descent: f.Em*88/100 - f.Em, CapHeight: f.Em * 7 / 10,
		XMin: int(xMin), YMin: int(yMin), XMax: int(xMax), YMax: int(yMax)}
}

// box is the outline of a glyph: as wide as the advance but for a tenth of the em on either side.
func (f *Font) box(g page.GlyphID) (xMin, yMin, xMax, yMax int32) {
	side := int32(f.Em / 10)
	return side, -side, int32(f.Advance(g)) - side, int32(f.Em)*8/10 - int32(g)
}

// Outline implements page.Font.
func (f *Font) Outline(dst []page.OutlineSegment, g page.GlyphID) ([]page.OutlineSegment, error) {
	if f.Broken != nil {
		return dst, f.Broken
	}
	xMin, yMin, xMax, yMax := f.box(g)
	return append(dst,
		page.OutlineSegment{Op: page.OutlineMove, To: [2][2]int32{{xMin, yMin}}},
		page.OutlineSegment{Op: page.OutlineLine, To: [2][2]int32{{xMin, yMax}}},
		page.OutlineSegment{Op: page.OutlineQuad, To: [2][2]int32{{(xMin + xMax) / 2, yMax}, {xMax, yMax}}},
		page.OutlineSegment{Op: page.OutlineLine, To: [2][2]int32{{xMax, yMin}}},
		page.OutlineSegment{Op: page.OutlineClose}), nil
}

// Subset implements page.Font.
func (f *Font) Subset(dst []byte, wanted []page.GlyphID) ([]byte, error) {
	if f.Broken != nil {
		return dst, f.Broken
	}
	if len(wanted) == 0 || slices.Max(wanted) > LastGlyph {
		return dst, errors.New("pagetest: no such glyphs")
	}
	var glyf []byte
	loca, hmtx := make([]byte, 4), make([]byte, 4) // of glyph 0
	for _, g := range wanted {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		hmtx = be.AppendUint16(be.AppendUint16(hmtx, uint16(f.Advance(g))), uint16(f.Em/10))
		glyf = f.appendGlyph(glyf, g)
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))
	count := int32(len(wanted)) + 1
	return append(dst, file([]table{
		{"glyf", glyf}, {"head", f.head()}, {"hhea", f.hhea(count)}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp(count)},
	})...), nil
}

var be = binary.BigEndian

// appendGlyph appends a glyph of one contour of four points.
func (f *Font) appendGlyph(glyf []byte, g page.GlyphID) []byte {
	xMin, yMin, xMax, yMax := f.box(g)
	w, h := xMax-xMin, yMax-yMin
	glyf = appendWords(glyf, 1, xMin, yMin, xMax, yMax, 3, 0) // contours, box, last point, no instructions
	glyf = append(glyf, 1, 1, 1, 1)                           // on the curve, with words for both coordinates
	glyf = appendWords(glyf, xMin, 0, w, 0)
	glyf = appendWords(glyf, yMin, h, 0, -h)
	return append(glyf, 0, 0)
}

func (f *Font) head() []byte {
	m := f.Metrics()
	b := be.AppendUint64(nil, 1<<48|1<<16) // versions of the table and of the font
	b = be.AppendUint64(b, 0x5F0F3CF5)     // no checksum, and the magic number
	b = appendWords(b, 0, int32(f.Em))
	b = append(b, make([]byte, 16)...) // no dates
	b = appendWords(b, int32(m.XMin), int32(m.YMin), int32(m.XMax), int32(m.YMax))
	return appendWords(b, 0, 8, 2, 1, 0) // the 1 says that loca has long offsets
}

func (f *Font) hhea(count int32) []byte {
	m := f.Metrics()
	b := be.AppendUint32(nil, 1<<16)
	b = appendWords(b, int32(m.Ascent), int32(m.Descent), 0, int32(f.Em))
	b = appendWords(b, 0, 0, int32(f.Em), 1, 0, 0, 0, 0, 0, 0, 0)
	return appendWords(b, count)
}

func maxp(count int32) []byte {
	b := be.AppendUint32(nil, 1<<16)
	return appendWords(b, count, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
}

func appendWords(b []byte, words ...int32) []byte {
	for _, n := range words {
		b = be.AppendUint16(b, uint16(n))
	}
	return b
}

type table struct {
	tag  string
	data []byte
}

// file puts a TrueType file together. Its checksums are 0: no reader of a font in a PDF looks at them.
func file(tables []table) []byte {
	b := be.AppendUint32(nil, 1<<16)
	b = appendWords(b, int32(len(tables)), 64, 2, int32(len(tables))*16-64)
	var body []byte
	for _, t := range tables {
		b = append(b, t.tag...)
		b = be.AppendUint32(b, 0)
		b = be.AppendUint32(b, uint32(12+16*len(tables)+len(body)))
		b = be.AppendUint32(b, uint32(len(t.data)))
		body = append(body, t.data...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	return append(b, body...)
}
