// Package pdfread reads what a PDF shows: a file, anyone's, becomes pages of glyphs, rules, shapes and images, each at its
// place on the page as it is turned for reading.
//
//	document, err := pdfread.Read(ctx, file, size)       // a paper, all of it
//	for page, err := range pdfread.Pages(ctx, file, size) // a batch, of which one page at a time is kept
//
// pdfcpu gives the objects of the file (file.go), and here is what it lacks: an interpreter of content streams (content.go,
// path.go, and lexer.go below them), fonts with their encodings, widths and CMaps (font.go), as far as places need it their
// outlines (outline.go), and images (image.go). Of glyphs lines are made (line.go), which is the text of a page in the order
// of reading. What a line means is for others to say: package check judges, package scan looks for codes.
//
// Files are taken as they are found. Where the table of objects leads astray they are looked for (rebuild.go), and pages that
// were saved turned are turned back. What is damaged in a page leaves that page as far as it can be read; a file that cannot
// be read at all, or that is larger than any paper, is an UnreadableError.
package pdfread

import (
	"fmt"

	"gongwen/generator/measure"
)

// Document is a PDF.
type Document struct {
	Pages      []*Page
	Profile    string // the entry Profile of the Info dictionary, by which our papers say how they are laid out; empty for none
	Rebuilt    bool   // its objects had to be looked for
	Restricted bool   // it is encrypted, and opens without a password
}

// Page is a page with what it shows. Places are counted from its top left corner, x to the right, y down.
type Page struct {
	Number        int // in the file, from 1
	Width, Height measure.Length
	Glyphs        []Glyph // those that stand upright, in the order of the content
	Rules         []Rule  // level ones
	Uprights      []Rule
	Images        []Image
	Shapes        []Shape // filled paths; only Pages gives them
	Askew         int     // how many glyphs do not stand upright
	Leftward      int     // of those, how many have their head to the left
	Turned        int     // how many degrees clockwise the page is turned from how its text is read, before it was turned back
}

// Box is a place on a page.
type Box struct{ Left, Top, Right, Bottom measure.Length }

// Width gives how wide the box is.
func (b Box) Width() measure.Length { return b.Right - b.Left }

// Height gives how high the box is.
func (b Box) Height() measure.Length { return b.Bottom - b.Top }

// Overlaps tells whether the boxes have a place in common; edges that touch are none.
func (b Box) Overlaps(other Box) bool {
	return b.Left < other.Right && other.Left < b.Right && b.Top < other.Bottom && other.Top < b.Bottom
}

// Glyph is one character as it is printed. Blanks are none.
type Glyph struct {
	Char  rune           // Unknown if the file does not tell
	X, Y  measure.Length // its origin, on the baseline
	Width measure.Length // its own, without tracking
	Size  measure.Length // of the em
	Face  *Face
	Ink   Ink

	code uint32 // in its face
}

// Unknown stands for a character that a file does not tell.
const Unknown = '\uFFFD'

// Top gives the upper edge of the glyph's em box.
func (g *Glyph) Top() measure.Length { return g.Y - g.Size.Scale(int64(g.Face.Ascent), 1000) }

// Bottom gives the lower edge of the glyph's em box.
func (g *Glyph) Bottom() measure.Length { return g.Top() + g.Size }

// OutlineTop gives the upper edge of the mark itself. It is false if the glyph has no outline, or if its font is not embedded
// as TrueType, whose outlines alone are read.
func (g *Glyph) OutlineTop() (measure.Length, bool) {
	if g.Face.outline == nil {
		return 0, false
	}
	top, ok := g.Face.outline(g.code)
	return g.Y - g.Size.Scale(int64(top), 1000), ok
}

// Face is a font as the file names it. Glyphs of one font have the same Face.
type Face struct {
	Name     string // PostScript or family name, without the tag of a subset
	Embedded bool
	Ascent   int // how far the em box stands above the baseline, in thousandths

	outline func(code uint32) (top int, ok bool) // in thousandths above the baseline; nil if outlines cannot be read
}

// UsualAscent is how far the em box of Chinese faces stands above the baseline, in thousandths. It is the Ascent of fonts
// that do not tell theirs.
const UsualAscent = 880

// Thickest is how thick a Rule may be: the star of a party paper's rule and boxes of colour are none.
const Thickest = 6 * measure.PT

// Rule is a straight line: filled or stroked, or a thin filled rectangle.
type Rule struct {
	Box
	Ink Ink
}

// Ink is a colour in thousandths of each channel.
type Ink struct {
	R, G, B int
	Process bool // said in process inks: cyan, magenta, yellow, black
}

// Shape is a filled path: the bounds of each of its subpaths.
type Shape []Box

// UnreadableError is a PDF that cannot be read.
type UnreadableError struct {
	Message string // for the office: one Chinese sentence
	Err     error
}

func (e *UnreadableError) Error() string { return fmt.Sprintf("pdfread: unreadable file: %v", e.Err) }

func (e *UnreadableError) Unwrap() error { return e.Err }
