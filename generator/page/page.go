// Package page is the display list: where every mark of a finished paper sits.
//
// layout makes it; pdf and svg write it, and know nothing of how it came about. Begin with Document in this file; tag.go has
// what marks are (a head, a cell of a table), paint.go the one way through a list of items. Every item is one of a closed list
// of types: Paint and Shift end in an error for any other, and package pagetest sends every type to every exporter.
//
// The origin of a page is its top left corner, x to the right, y down.
package page

import (
	"time"

	"gongwen/generator/measure"
	"gongwen/generator/picture"
)

// Length is a whole number of EMU.
type Length = measure.Length

// Point is a place on a page.
type Point struct{ X, Y Length }

// Rect is a box on a page: its top left corner and its size.
type Rect struct{ X, Y, W, H Length }

// Color is a colour as it is printed, in whole percent of each process ink. GB/T 9704-2012 clause 6.2 gives colours that
// way: black is K 100, red is M 80 Y 80. RGB gives the screen's approximation.
type Color struct {
	C, M, Y, K uint8
	screen     uint32 // of a colour that is given for screens: 1 and then red, green and blue, a byte each
}

// Screen gives a colour of sRGB, for what was drawn on a screen.
func Screen(r, g, b uint8) Color {
	return Color{screen: 1<<24 | uint32(r)<<16 | uint32(g)<<8 | uint32(b)}
}

// The two colours of an official document, GB/T 9704-2012 clause 6.2.
var (
	Black = Color{K: 100}
	Red   = Color{M: 80, Y: 80}
)

// RGB gives the colour in sRGB, 0 to 255 a channel, for files and screens that have no process inks. The inks lie over one
// another as filters of the solid inks' own colours (ISO 12647-2, coated paper: cyan 0 158 224, magenta 230 0 126, yellow
// 255 237 0), and black takes light away evenly: Black is 0 0 0, and Red is 235 48 30.
func (c Color) RGB() (r, g, b uint8) {
	if c.screen != 0 {
		return uint8(c.screen >> 16), uint8(c.screen >> 8), uint8(c.screen)
	}
	through := func(cyan, magenta, yellow int64) uint8 {
		light := int64(100 - min(c.K, 100))
		for _, ink := range [...]struct{ percent, passes int64 }{
			{int64(min(c.C, 100)), cyan}, {int64(min(c.M, 100)), magenta}, {int64(min(c.Y, 100)), yellow},
		} {
			light *= 100*255 - ink.percent*(255-ink.passes)
		}
		const full = 100 * 100 * 255 * 100 * 255 * 100 * 255
		return uint8((light*255 + full/2) / full)
	}
	return through(0, 230, 255), through(158, 0, 237), through(224, 126, 0)
}

// Document is a finished paper.
type Document struct {
	Info    Info
	Pages   []*Page
	Outline []Bookmark // in the order of the paper
}

// Info is what a file says about itself. All of it comes from the input: same input, same bytes.
type Info struct {
	Title    string
	Author   string // the issuing organ
	Subject  string // the document number
	Keywords []string
	Language string    // BCP 47, such as "zh-CN"
	Date     time.Time // the paper's own date; zero if it has none
	Profile  string    // the name of what it is laid out by, for those who check it; empty if nobody is to know
}

// Page is one side of a leaf.
type Page struct {
	Size  struct{ W, H Length }
	Label string // the printed page number, "1"; empty on a page without one
	Items []Item // in painting order
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Level int // 1 is the top; a level is at most one more than that before it
	Page  int // index into Document.Pages
	Top   Length
}

// Item is one of the closed list: a mark, which is a Text, Path, Image, Group or Use, or a Tag, which says what marks are.
type Item interface{ item() }

// Text is a run of glyphs of one face, size and colour on one baseline.
type Text struct {
	At      Point  // origin of the first glyph, on the baseline
	Font    Font   //
	Size    Length // of the em
	Stretch int    // width of the glyphs in thousandths of their own, 1000 for none; advances and offsets have it in them
	Color   Color
	Glyphs  []Glyph
}

// GlyphID numbers a glyph within its face. 0 is .notdef, which no Text may hold.
type GlyphID = uint16

// Glyph is one glyph and the character behind it.
type Glyph struct {
	ID      GlyphID
	Rune    rune
	Advance Length // from this glyph's origin to the next one's; tracking, squeezing and justification are in it
	Offset  Length // the glyph is drawn that far to the right of its origin: negative for an opening bracket that lost its left half
}

// Width is the sum of the advances.
func (t *Text) Width() Length {
	var w Length
	for i := range t.Glyphs {
		w += t.Glyphs[i].Advance
	}
	return w
}

// Chars gives the characters behind the glyphs.
func (t *Text) Chars() string {
	r := make([]rune, len(t.Glyphs))
	for i := range t.Glyphs {
		r[i] = t.Glyphs[i].Rune
	}
	return string(r)
}

// Path is a filled shape: the rules of a paper are thin rectangles, its star a polygon. Those of a drawing that the user
// supplied may have a line over the fill, or in place of it.
type Path struct {
	Segments []Segment
	Fill     Color
	EvenOdd  bool    // the inside is told by the even-odd rule; else by the winding number
	Line     *Stroke // nil for none
	Hollow   bool    // only the line is drawn
}

// Stroke is how the line of a path is drawn.
type Stroke struct {
	Color  Color
	Width  Length
	Cap    LineCap
	Join   LineJoin
	Miter  int      // limit of a mitred join, in thousandths
	Dashes []Length // dashes and gaps in turn; none for an unbroken line
	Phase  Length   // where the dashes begin
}

// LineCap is the end of a line. The values are those of PDF.
type LineCap uint8

// The ends of lines.
const (
	ButtCap LineCap = iota
	RoundCap
	SquareCap
)

// LineJoin is the corner of a line. The values are those of PDF.
type LineJoin uint8

// The corners of lines.
const (
	MitreJoin LineJoin = iota
	RoundJoin
	BevelJoin
)

// Segment is a step of a Path.
type Segment struct {
	Op SegmentOp
	To [3]Point // Move and Line use To[0]; Curve uses two control points and then the end; Box two opposite corners; Close none
}

// SegmentOp says what a Segment does.
type SegmentOp uint8

// The steps of a path.
const (
	Move SegmentOp = iota
	Line
	Curve // a cubic Bézier curve
	Close
	Box // a whole rectangle, from the top left corner to the bottom right one
)

// Image is a picture in a box, stretched to fill it: a seal or a name chop that the user supplied, a figure. Transparent
// parts let what was painted before show through.
type Image struct {
	Box     Rect
	Picture *picture.Picture // of pixels; a drawing is a Symbol of paths
	Alt     string           // what it shows, for those who cannot see it
}

// Group is items that are rotated together: a landscape table on an upright page (GB/T 9704-2012, chapter 8). The point
// (x, y) of its items lies at (At.X + y, At.Y - x) of the page: rotated by 90° counter-clockwise.
type Group struct {
	At    Point
	Items []Item
}

// Symbol is what is the same on many pages: an ornament, a preprinted sheet. Its origin is a point of its own, and it must not
// use itself. Uses that share one share the pointer, and a file of ours has it once.
type Symbol struct {
	Items []Item
	Box   *Rect // what is beyond it is not shown; nil for all
}

// Use draws a symbol whose origin lies at At.
type Use struct {
	At     Point
	Symbol *Symbol
}

func (*Text) item()  {}
func (*Path) item()  {}
func (*Image) item() {}
func (*Group) item() {}
func (*Use) item()   {}

// Rectangle gives the path around r, filled.
func Rectangle(r Rect, fill Color) *Path {
	return &Path{Fill: fill, Segments: []Segment{
		{Op: Move, To: [3]Point{{r.X, r.Y}}},
		{Op: Line, To: [3]Point{{r.X + r.W, r.Y}}},
		{Op: Line, To: [3]Point{{r.X + r.W, r.Y + r.H}}},
		{Op: Line, To: [3]Point{{r.X, r.Y + r.H}}},
		{Op: Close},
	}}
}

// Font is what an exporter needs to know of a face. typeset.Face is the one implementation; a Font may be used as a map
// key and by several goroutines at a time.
type Font interface {
	// Name is the PostScript name, such as "ZhuqueFangsong-Regular".
	Name() string
	// UnitsPerEm is the number of font units to the em; every other number of a Font is in font units.
	UnitsPerEm() int
	// Advance is the advance of a glyph as the file's hmtx table has it.
	Advance(GlyphID) int
	// Metrics describes the whole face.
	Metrics() Metrics
	// Subset appends to dst a TrueType file that has the wanted glyphs, numbered from 1 in their order, and behind them those
	// that they are composed of. wanted is without doubles.
	Subset(dst []byte, wanted []GlyphID) ([]byte, error)
	// Outline appends the outline of a glyph to dst. Its points are in font units, with y upwards.
	Outline(dst []OutlineSegment, g GlyphID) ([]OutlineSegment, error)
}

// Metrics are the numbers of a font descriptor, in font units.
type Metrics struct {
	Ascent, Descent, CapHeight int // of the em box, Descent negative
	XMin, YMin, XMax, YMax     int // of all glyphs
	Bold                       bool
}

// OutlineSegment is a step of a glyph's outline: Move, Line, Quad or Close.
type OutlineSegment struct {
	Op OutlineOp
	To [2][2]int32 // Move and Line use To[0]; Quad uses the control point and then the end
}

// OutlineOp says what an OutlineSegment does.
type OutlineOp uint8

// The steps of a TrueType outline.
const (
	OutlineMove OutlineOp = iota
	OutlineLine
	OutlineQuad
	OutlineClose
)
