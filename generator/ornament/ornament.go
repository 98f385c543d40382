// Package ornament draws the borders of certificates and cards, as drawings like those that users supply, so that layout and docx
// draw both in the same way.
//
// Begin with Draw, which lists them. Each border is a function of its own below; pen draws a side of it.
package ornament

import (
	"image/color"

	"gongwen/generator/artwork"
	"gongwen/generator/measure"
)

// Names are the borders that there are: two rules, rules with key corners, a band of key fret, a band of guilloche, a band of
// clouds.
var Names = []string{"rules", "corners", "fret", "guilloche", "scallops"}

// edge is how far a border stays away from the edge of its side: most office printers cannot print on the outer 5 mm.
const edge = 8 * measure.MM

// Draw draws the border of a name round a side of a size; a unit of the drawing is one of measure.Length. ok is false if there
// is none of that name. What repeats along the sides is one shape that stands at many places.
func Draw(name string, width, height measure.Length, ink color.RGBA) (d *artwork.Drawing, ok bool) {
	p := pen{width: width, height: height, ink: ink}
	switch name {
	case "rules":
		p.frame(edge, mm100(150))
		p.frame(edge+mm100(250), mm100(40))
	case "corners":
		p.corners()
	case "fret":
		p.fret()
	case "guilloche":
		p.guilloche()
	case "scallops":
		p.scallops()
	default:
		return nil, false
	}
	whole := artwork.Shape{Steps: p.steps, Fill: &ink}
	return &artwork.Drawing{Width: int64(width), Height: int64(height), Shapes: append(p.units, whole)}, true
}

// mm100 gives hundredths of a millimetre.
func mm100(n int) measure.Length { return measure.Length(n) * measure.MM / 100 }

// pen draws a border. Each of its four sides is drawn from a corner on, x along the side and y from the edge inwards; all
// outlines run the same way round, so that those that overlap are filled as one.
type pen struct {
	width, height measure.Length
	ink           color.RGBA
	steps         []artwork.Step
	units         []artwork.Shape // what repeats
	side          int             // top, right, bottom, left
}

// repeat takes what draw draws n times, evenly spread over a length of the side. It is a line of a width, or filled if that is 0.
func (p *pen) repeat(n int, length, width measure.Length, draw func()) {
	outer := p.steps
	p.steps = nil
	draw()
	unit := artwork.Shape{Steps: p.steps, Fill: &p.ink}
	if width > 0 {
		unit.Fill, unit.Line = nil, &artwork.Line{Color: p.ink, Width: int64(width), Miter: 10_000}
	}
	p.steps = outer
	start := p.at(0, 0)
	for i := range n {
		at := p.at(length.Scale(int64(i), int64(n)), 0)
		unit.At = append(unit.At, artwork.Point{X: at.X - start.X, Y: at.Y - start.Y})
	}
	p.units = append(p.units, unit)
}

// sides calls draw for each side with its length.
func (p *pen) sides(draw func(length measure.Length)) {
	for p.side = range 4 {
		if p.side%2 == 0 {
			draw(p.width)
		} else {
			draw(p.height)
		}
	}
	p.side = 0
}

// at gives a point of the side that is drawn.
func (p *pen) at(x, y measure.Length) artwork.Point {
	switch p.side {
	case 1:
		x, y = p.width-y, x
	case 2:
		x, y = p.width-x, p.height-y
	case 3:
		x, y = y, p.height-x
	}
	return artwork.Point{X: int64(x), Y: int64(y)}
}

func (p *pen) move(x, y measure.Length) { p.add(artwork.Move, p.at(x, y)) }
func (p *pen) line(x, y measure.Length) { p.add(artwork.LineTo, p.at(x, y)) }
func (p *pen) close()                   { p.add(artwork.Close) }

func (p *pen) curve(x1, y1, x2, y2, x, y measure.Length) {
	p.add(artwork.Curve, p.at(x1, y1), p.at(x2, y2), p.at(x, y))
}

func (p *pen) add(op artwork.StepOp, to ...artwork.Point) {
	s := artwork.Step{Op: op}
	copy(s.To[:], to)
	p.steps = append(p.steps, s)
}

func (p *pen) box(x, y, w, h measure.Length) {
	p.move(x, y)
	p.line(x+w, y)
	p.line(x+w, y+h)
	p.line(x, y+h)
	p.close()
}

// frame draws a rule round the sheet at a distance from its edge.
func (p *pen) frame(inset, thickness measure.Length) {
	p.sides(func(length measure.Length) { p.box(inset, inset, length-2*inset, thickness) })
}

// bars draws bars of a grid of unit squares whose corner is (x, y): each is given as the column and row of its first square, and
// its width and height in squares.
func (p *pen) bars(x, y, unit measure.Length, bars [][4]int) {
	for _, b := range bars {
		p.box(x+measure.Length(b[0])*unit, y+measure.Length(b[1])*unit, measure.Length(b[2])*unit, measure.Length(b[3])*unit)
	}
}

// corners draws two rules that turn into a key at each corner.
func (p *pen) corners() {
	unit := mm100(120)
	key := 13 * unit
	p.sides(func(length measure.Length) {
		e := edge
		p.box(e+key, e, length-2*(e+key), unit)
		p.box(e+key, e+2*unit, length-2*(e+key), unit/3)
		p.bars(e, e, unit, [][4]int{
			{0, 0, 13, 1}, {0, 0, 1, 13}, // the angle
			{2, 2, 7, 1}, {8, 2, 1, 7}, {2, 8, 7, 1}, {2, 2, 1, 7}, // the square
			{4, 4, 3, 3},
			{10, 2, 1, 5}, {10, 2, 3, 1}, {2, 10, 5, 1}, {2, 10, 1, 3}, // the hooks
		})
		p.box(e+12*unit, e, unit, 2*unit+unit/3)
		p.box(e, e+12*unit, 2*unit+unit/3, unit)
	})
}

// fret draws a band of square spirals between two rules, and a square at each corner.
func (p *pen) fret() {
	unit, e := mm100(80), edge
	p.frame(e, unit/2)
	p.frame(e+10*unit, unit/2)
	e += 3 * unit / 2
	square := 7 * unit
	p.sides(func(length measure.Length) {
		p.bars(e, e, unit, [][4]int{{0, 0, 7, 1}, {6, 0, 1, 7}, {0, 6, 7, 1}, {0, 0, 1, 7}, {2, 2, 3, 3}})
		x, room := e+square+unit, length-2*(e+square)-2*unit
		p.box(x, e+6*unit, room, unit)
		p.repeat(int(max(1, room/(8*unit))), room, unit, func() {
			at := func(n measure.Length) measure.Length { return n * unit / 2 }
			p.move(x+at(1), e+at(13))
			for _, to := range [...][2]measure.Length{{1, 1}, {13, 1}, {13, 9}, {5, 9}, {5, 5}, {10, 5}} {
				p.line(x+at(to[0]), e+at(to[1]))
			}
		})
	})
}

// guilloche draws a band of waves of different heights that cross each other, between two rules, and rings at each corner.
func (p *pen) guilloche() {
	const strands = 5 // on each side of the middle
	e, band, thin, hair := edge, mm100(1000), mm100(22), mm100(14)
	p.frame(e, mm100(80))
	p.frame(e+mm100(120), thin)
	p.frame(e+mm100(180)+band, thin)
	p.frame(e+mm100(250)+band, mm100(60))
	middle := e + mm100(160) + band/2
	p.sides(func(length measure.Length) {
		p.ring(middle, middle, band/2-thin, thin)
		p.ring(middle, middle, band*3/8, thin)
		p.ring(middle, middle, band/4, 3*thin)
		p.ring(middle, middle, band/10, band/10)
		from := middle + band/2
		room := length - 2*from
		p.box(from, middle-thin/2, room, thin)
		n := max(1, (room+mm100(375))/mm100(750))
		p.repeat(int(n), room, hair, func() {
			for s := -strands; s <= strands; s++ {
				if s != 0 {
					p.wave(from, middle, room/n, (band/2-thin).Scale(int64(s), strands))
				}
			}
		})
	})
}

// wave draws a strand of one wave from the crest at (x, y+height) to the next. Its curves are those that come nearest to a sine.
// At the crests, where it runs level, it goes on a little, so that no seam shows between one wave and the next.
func (p *pen) wave(x, y, length, height measure.Length) {
	half := length / 2
	bend, over := half.Scale(3642, 10000), mm100(4)
	middle, end := x+half, x+length
	p.move(x-over, y+height)
	p.line(x, y+height)
	p.curve(x+bend, y+height, middle-bend, y-height, middle, y-height)
	p.curve(middle+bend, y-height, end-bend, y+height, end, y+height)
	p.line(end+over, y+height)
}

// ring draws a ring, or a disc if it is as thick as its radius.
func (p *pen) ring(x, y, radius, thickness measure.Length) {
	p.circle(x, y, radius, 1)
	if thickness < radius {
		p.circle(x, y, radius-thickness, -1)
	}
}

// circle draws a circle, the other way round if way is -1: it then cuts a hole.
func (p *pen) circle(x, y, r, way measure.Length) {
	k := r.Scale(5523, 10000) // the cubic curve that comes nearest to a quarter of a circle
	p.move(x+r, y)
	p.curve(x+r, y+way*k, x+k, y+way*r, x, y+way*r)
	p.curve(x-k, y+way*r, x-r, y+way*k, x-r, y)
	p.curve(x-r, y-way*k, x-k, y-way*r, x, y-way*r)
	p.curve(x+k, y-way*r, x+r, y-way*k, x+r, y)
	p.close()
}

// scallops draws a rule with a lace of arcs inside, and a ring at each corner.
func (p *pen) scallops() {
	e, thick := edge, mm100(120)
	p.frame(e, thick)
	p.frame(e+thick+mm100(70), mm100(30))
	from, corner := e+thick+mm100(100), mm100(400)
	p.sides(func(length measure.Length) {
		middle := from + corner/2
		p.ring(middle, middle, corner/2, mm100(60))
		p.ring(middle, middle, corner/6, corner/6)
		start := from + corner
		room := length - 2*start
		n := max(1, (room+mm100(350))/mm100(700))
		p.repeat(int(n), room, 0, func() {
			r := room / n / 2
			p.crescent(start+r, from, r, mm100(60))
			p.crescent(start+r, from, r*2/3, mm100(30))
			p.ring(start+r, from+r/4, r/7, r/7)
		})
	})
}

// crescent draws the half of a ring that lies inwards of a line.
func (p *pen) crescent(x, y, r, thickness measure.Length) {
	in := r - thickness
	k, l := r.Scale(5523, 10000), in.Scale(5523, 10000)
	p.move(x+r, y)
	p.curve(x+r, y+k, x+k, y+r, x, y+r)
	p.curve(x-k, y+r, x-r, y+k, x-r, y)
	p.line(x-in, y)
	p.curve(x-in, y+l, x-l, y+in, x, y+in)
	p.curve(x+l, y+in, x+in, y+l, x+in, y)
	p.close()
}
