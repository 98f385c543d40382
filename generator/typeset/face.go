package typeset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"gongwen/generator/page"
)

// Face is a font file that is open. It implements page.Font and is safe for concurrent use.
type Face struct {
	id, family string
	name       string // PostScript
	unitsPerEm int
	metrics    page.Metrics
	*container
	head, hhea, maxp, os2, names []byte
	hmtx, loca                   []byte
	metricCount                  int // glyphs from this one on have the advance of the one before it
	longLoca                     bool
	cmap                         cmap
	drawn                        func() (*sfnt.Font, error) // for outlines; parsed when it is first called
}

var _ page.Font = (*Face)(nil)

// openFace reads the tables that every use of a face needs, some 300 kB of a Chinese font. The file stays open.
func openFace(fsys fs.FS, entry File) (*Face, error) {
	file, err := fsys.Open(entry.File)
	if err != nil {
		return nil, fmt.Errorf("typeset: %w", err)
	}
	at, ok := file.(io.ReaderAt)
	if !ok {
		return nil, fmt.Errorf("typeset: %s: the file system gives no io.ReaderAt", entry.File)
	}
	f := &Face{id: entry.Face, family: entry.Family}
	if f.container, err = readContainer(at); err == nil {
		err = f.readTables()
	}
	if err != nil {
		return nil, fmt.Errorf("typeset: %s: %w", entry.File, errors.Join(err, file.Close()))
	}
	f.drawn = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.ParseReaderAt(at) })
	return f, nil
}

func (f *Face) readTables() (err error) {
	var character []byte
	for _, t := range []struct {
		tag  string
		to   *[]byte
		size int
	}{
		{"head", &f.head, 54}, {"hhea", &f.hhea, 36}, {"maxp", &f.maxp, 32}, {"OS/2", &f.os2, 78}, {"name", &f.names, 6},
		{"cmap", &character, 4}, {"hmtx", &f.hmtx, 4}, {"loca", &f.loca, 4},
	} {
		if *t.to, err = f.table(t.tag, t.size); err != nil {
			return err
		}
	}
	be := binary.BigEndian
	f.unitsPerEm = int(be.Uint16(f.head[18:]))
	f.longLoca = be.Uint16(f.head[50:]) == 1
	f.metricCount = int(be.Uint16(f.hhea[34:]))
	if n := f.glyphCount(); len(f.hmtx) < 2*f.metricCount+2*n || f.offset(n) > f.tables["glyf"].length+4 {
		return fmt.Errorf("tables loca, hmtx and glyf do not fit each other")
	}
	f.name = name(f.names, 6)
	f.cmap, err = readCmap(character)
	f.metrics = f.readMetrics()
	return err
}

// readMetrics reads the numbers of the whole face. Fonts before version 2 of OS/2 have no height of capitals: that of an H
// stands in for it.
func (f *Face) readMetrics() page.Metrics {
	signed := func(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) }
	m := page.Metrics{
		Ascent: signed(f.os2[68:]), Descent: signed(f.os2[70:]),
		XMin: signed(f.head[36:]), YMin: signed(f.head[38:]), XMax: signed(f.head[40:]), YMax: signed(f.head[42:]),
		Bold: binary.BigEndian.Uint16(f.os2[4:]) >= 600,
	}
	if len(f.os2) >= 90 {
		m.CapHeight = signed(f.os2[88:])
	} else if _, _, _, top, err := f.Bounds(f.cmap.glyph('H')); err == nil {
		m.CapHeight = top
	}
	return m
}

// ID is the name of the face in fonts.yaml, such as "zhuque".
func (f *Face) ID() string { return f.id }

// Family is the family name of fonts.yaml, such as "Zhuque Fangsong".
func (f *Face) Family() string { return f.family }

// Name is the PostScript name.
func (f *Face) Name() string { return f.name }

// UnitsPerEm is the number of font units to the em.
func (f *Face) UnitsPerEm() int { return f.unitsPerEm }

// Metrics describes the whole face. Ascent and Descent are those of the em box: the typographic ones of table OS/2.
func (f *Face) Metrics() page.Metrics { return f.metrics }

// Advance is the advance of a glyph in font units, 0 for one that the face lacks.
func (f *Face) Advance(g page.GlyphID) int {
	if int(g) >= f.glyphCount() {
		return 0
	}
	return int(binary.BigEndian.Uint16(f.hmtx[4*min(int(g), f.metricCount-1):]))
}

// bearing is the left side bearing of a glyph, as it stands in table hmtx.
func (f *Face) bearing(g int) []byte {
	if g < f.metricCount {
		return f.hmtx[4*g+2:][:2]
	}
	return f.hmtx[4*f.metricCount+2*(g-f.metricCount):][:2]
}

func (f *Face) glyphCount() int { return int(binary.BigEndian.Uint16(f.maxp[4:])) }

// offset is where the glyph begins in table glyf.
func (f *Face) offset(g int) int64 {
	if f.longLoca {
		return int64(binary.BigEndian.Uint32(f.loca[4*g:]))
	}
	return 2 * int64(binary.BigEndian.Uint16(f.loca[2*g:]))
}

// extent is where the description of a glyph lies in the file. It is empty for a blank glyph.
func (f *Face) extent(g page.GlyphID) (extent, error) {
	if int(g) >= f.glyphCount() {
		return extent{}, fmt.Errorf("typeset: %s: no glyph %d", f.name, g)
	}
	start, end := f.offset(int(g)), f.offset(int(g)+1)
	if end < start {
		return extent{}, fmt.Errorf("typeset: %s: glyph %d: table loca runs backwards", f.name, g)
	}
	return extent{f.tables["glyf"].offset + start, end - start}, nil
}

// blank says whether a glyph prints nothing.
func (f *Face) blank(g page.GlyphID) bool {
	e, err := f.extent(g)
	return err != nil || e.length == 0
}

// Bounds gives the box around a glyph in font units, y upwards: all zeros for a blank one.
func (f *Face) Bounds(g page.GlyphID) (xMin, yMin, xMax, yMax int, err error) {
	e, err := f.extent(g)
	if err != nil || e.length == 0 {
		return 0, 0, 0, 0, err
	}
	var b [10]byte
	if _, err := f.file.ReadAt(b[:], e.offset); err != nil {
		return 0, 0, 0, 0, fmt.Errorf("typeset: %s: glyph %d: %w", f.name, g, err)
	}
	at := func(i int) int { return int(int16(binary.BigEndian.Uint16(b[i:]))) }
	return at(2), at(4), at(6), at(8), nil
}

// Outline appends the outline of a glyph to dst, in font units, y upwards. A point that the file only implies, half way
// between two others, is rounded to whole units.
func (f *Face) Outline(dst []page.OutlineSegment, g page.GlyphID) ([]page.OutlineSegment, error) {
	font, err := f.drawn()
	if err != nil {
		return dst, fmt.Errorf("typeset: %s: %w", f.name, err)
	}
	// A size of one unit to the pixel, in 1/64: the points come out as 64ths of a unit.
	segments, err := font.LoadGlyph(new(sfnt.Buffer), sfnt.GlyphIndex(g), fixed.I(f.unitsPerEm), nil)
	if err != nil {
		return dst, fmt.Errorf("typeset: %s: glyph %d: %w", f.name, g, err)
	}
	for i, s := range segments {
		var o page.OutlineSegment
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				dst = append(dst, page.OutlineSegment{Op: page.OutlineClose})
			}
			o.Op = page.OutlineMove
		case sfnt.SegmentOpLineTo:
			o.Op = page.OutlineLine
		case sfnt.SegmentOpQuadTo:
			o.Op = page.OutlineQuad
		default:
			return dst, fmt.Errorf("typeset: %s: glyph %d: cubic curve in a TrueType outline", f.name, g)
		}
		for k := range o.To {
			o.To[k] = [2]int32{int32(s.Args[k].X.Round()), -int32(s.Args[k].Y.Round())}
		}
		dst = append(dst, o)
	}
	if len(segments) > 0 {
		dst = append(dst, page.OutlineSegment{Op: page.OutlineClose})
	}
	return dst, nil
}
