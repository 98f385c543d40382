// Package artwork reads SVG files that the user supplied: the border and the ground of a certificate, an emblem, a seal. They
// stay vectors in every file that is made of them.
//
// It reads what drawing programs export: SVG 1.1 with href of SVG 2, shapes and paths in solid colours, lines with dashes, caps
// and joins, groups, use, and style sheets of simple selectors. Whatever else would show, text without
// outlines, pictures, gradients, masks, filters, half-transparent parts, scripts, is refused with the line it stands on: a file
// is drawn as a browser draws it or not at all. There are no external references and no entities.
//
// It is our own because the libraries pass over what they do not know: oksvg (no release, last change in 2022) draws a file
// without its clips, masks and filters and says nothing, and keeps points in 26.6 fixed point; so all of a file would have to be
// read here before anyway. What is left after that, lengths, colours, transforms and arcs, is this package.
package artwork

import (
	"fmt"
	"image/color"
)

// Side is the number of units of the longer side of a drawing's box.
const Side = 1 << 24

// Drawing is a vector picture. What is beyond its box is not shown.
type Drawing struct {
	Width, Height int64   // of the box, in units
	Shapes        []Shape // in painting order
}

// Shape is an outline that is filled, or whose line is drawn, or both: the line over the fill. One that repeats stands at several
// places, which files of ours need to have once.
type Shape struct {
	At      []Point // by how much each of its places is moved; nil for one that stands where its steps are
	Steps   []Step
	Fill    *color.RGBA // nil for none; all colours are opaque
	EvenOdd bool        // how the inside is told; else by the winding number
	Line    *Line       // nil for none
}

// Line is how a line is drawn.
type Line struct {
	Color  color.RGBA
	Width  int64 // in units
	Cap    Cap
	Join   Join
	Miter  int64   // limit of a mitred join, in thousandths
	Dashes []int64 // lengths of dashes and gaps alternately, in units; an even number of them, none for an unbroken line
	Phase  int64   // where the dashes begin
}

// Cap is the end of a line. The values are those of PDF.
type Cap uint8

// The ends of lines.
const (
	Butt Cap = iota
	RoundCap
	SquareCap
)

// Join is the corner of a line. The values are those of PDF.
type Join uint8

// The corners of lines.
const (
	Mitre Join = iota
	RoundJoin
	Bevel
)

// Step is a step of an outline.
type Step struct {
	Op StepOp
	To [3]Point // Move and Line use To[0]; Curve two control points and then the end; Close none
}

// StepOp says what a Step does.
type StepOp uint8

// The steps of an outline.
const (
	Move StepOp = iota
	LineTo
	Curve // a cubic Bézier curve
	Close
)

// Points gives the number of points that a step of this kind has.
func (o StepOp) Points() int { return [...]int{Move: 1, LineTo: 1, Curve: 3, Close: 0}[o] }

// Point is a place in a drawing, in units from the top left corner of its box.
type Point struct{ X, Y int64 }

// Refusal says why a file is not read.
type Refusal struct {
	Line   int    // of the file, from 1; 0 for the file as a whole
	Reason string // Chinese: what is wrong, and what would be right
}

func (r *Refusal) Error() string {
	if r.Line == 0 {
		return r.Reason
	}
	return fmt.Sprintf("SVG 第%d行：%s", r.Line, r.Reason)
}

// The limits of a file. A border of four detailed corners has some ten thousand steps.
const (
	maxDepth = 64      // of elements, and of uses
	maxSteps = 300_000 // of all shapes, each use counted
	maxNodes = 100_000 // elements of a file, and of its uses
	maxRules = 500     // of style sheets
)
