package cards

import (
	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/page"
)

// ornamentEdge is how far an ornament stays away from the edge of its sheet: most office printers cannot print on the outer 5 mm.
const ornamentEdge = 8 * measure.MM

// ornament gives the border of a sheet of a size: a path, and what repeats along the sides as symbols of a path each. ok is
// false if there is none of that name.
func ornament(name string, w, h page.Length, fill page.Color) (items []page.Item, ok bool) {
	d := drawing{w: w, h: h, path: &page.Path{Fill: fill}}
	switch name {
	case "rules":
		d.frame(ornamentEdge, mm100(150))
		d.frame(ornamentEdge+mm100(250), mm100(40))
	case "corners":
		d.corners()
	case "fret":
		d.fret()
	case "guilloche":
		d.guilloche()
	case "scallops":
		d.scallops()
	default:
		return nil, false
	}
	return append(d.units, d.path), true
}

// Ornament gives the border of a sheet as paths and as symbols of paths. ok is false if it has none.
func Ornament(s *doc.Side) (items []page.Item, ok bool) {
	if s.Picture != nil {
		return nil, false
	}
	return ornament(s.Ornament, s.Width, s.Height, inkColor(s.OrnamentInk))
}

// mm100 gives hundredths of a millimetre.
func mm100(n int) page.Length { return page.Length(n) * measure.MM / 100 }

// drawing is a border that is being drawn. Each of its four sides is drawn from a corner on, x along the side and y from the
// sheet's edge inwards; all shapes run the same way round, so that those that overlap are filled as one.
type drawing struct {
	w, h  page.Length
	path  *page.Path
	units []page.Item // what repeats, at each of its places
	side  int         // top, right, bottom, left
}

// repeat takes what draw draws n times, evenly spread over a length of the side: a file has it once. It is a line of a width, or
// filled if that is 0.
func (d *drawing) repeat(n int, length, width page.Length, draw func()) {
	outer := d.path
	d.path = &page.Path{Fill: outer.Fill}
	if width > 0 {
		d.path.Hollow, d.path.Line = true, &page.Stroke{Color: outer.Fill, Width: width, Miter: 10_000}
	}
	draw()
	unit := &page.Symbol{Items: []page.Item{d.path}}
	d.path = outer
	start := d.at(0, 0)
	for i := range n {
		at := d.at(length.Scale(int64(i), int64(n)), 0)
		d.units = append(d.units, &page.Use{At: page.Point{X: at.X - start.X, Y: at.Y - start.Y}, Symbol: unit})
	}
}

// sides calls draw for each side with its length.
func (d *drawing) sides(draw func(length page.Length)) {
	for d.side = range 4 {
		if d.side%2 == 0 {
			draw(d.w)
		} else {
			draw(d.h)
		}
	}
	d.side = 0
}

// at gives a point of the side that is drawn.
func (d *drawing) at(x, y page.Length) page.Point {
	switch d.side {
	case 1:
		return page.Point{X: d.w - y, Y: x}
	case 2:
		return page.Point{X: d.w - x, Y: d.h - y}
	case 3:
		return page.Point{X: y, Y: d.h - x}
	}
	return page.Point{X: x, Y: y}
}

func (d *drawing) move(x, y page.Length) { d.add(page.Move, d.at(x, y)) }
func (d *drawing) line(x, y page.Length) { d.add(page.Line, d.at(x, y)) }
func (d *drawing) close()                { d.add(page.Close) }

func (d *drawing) curve(x1, y1, x2, y2, x, y page.Length) {
	d.add(page.Curve, d.at(x1, y1), d.at(x2, y2), d.at(x, y))
}

func (d *drawing) add(op page.SegmentOp, to ...page.Point) {
	s := page.Segment{Op: op}
	copy(s.To[:], to)
	d.path.Segments = append(d.path.Segments, s)
}

func (d *drawing) box(x, y, w, h page.Length) {
	d.move(x, y)
	d.line(x+w, y)
	d.line(x+w, y+h)
	d.line(x, y+h)
	d.close()
}

// frame draws a rule round the sheet at a distance from its edge.
func (d *drawing) frame(inset, thickness page.Length) {
	d.sides(func(length page.Length) { d.box(inset, inset, length-2*inset, thickness) })
}

// bars draws bars of a grid of unit squares whose corner is (x, y): each has its first square and its size in squares.
func (d *drawing) bars(x, y, unit page.Length, bars [][4]int) {
	for _, b := range bars {
		d.box(x+page.Length(b[0])*unit, y+page.Length(b[1])*unit, page.Length(b[2])*unit, page.Length(b[3])*unit)
	}
}

// corners draws two rules that turn into a key at each corner.
func (d *drawing) corners() {
	unit := mm100(120)
	key := 13 * unit
	d.sides(func(length page.Length) {
		e := ornamentEdge
		d.box(e+key, e, length-2*(e+key), unit)
		d.box(e+key, e+2*unit, length-2*(e+key), unit/3)
		d.bars(e, e, unit, [][4]int{
			{0, 0, 13, 1}, {0, 0, 1, 13}, // the angle
			{2, 2, 7, 1}, {8, 2, 1, 7}, {2, 8, 7, 1}, {2, 2, 1, 7}, // the square
			{4, 4, 3, 3},
			{10, 2, 1, 5}, {10, 2, 3, 1}, {2, 10, 5, 1}, {2, 10, 1, 3}, // the hooks
		})
		d.box(e+12*unit, e, unit, 2*unit+unit/3)
		d.box(e, e+12*unit, 2*unit+unit/3, unit)
	})
}

// fret draws a band of square spirals between two rules, and a square at each corner.
func (d *drawing) fret() {
	unit, e := mm100(80), ornamentEdge
	d.frame(e, unit/2)
	d.frame(e+10*unit, unit/2)
	e += 3 * unit / 2
	square := 7 * unit
	d.sides(func(length page.Length) {
		d.bars(e, e, unit, [][4]int{{0, 0, 7, 1}, {6, 0, 1, 7}, {0, 6, 7, 1}, {0, 0, 1, 7}, {2, 2, 3, 3}})
		x, room := e+square+unit, length-2*(e+square)-2*unit
		d.box(x, e+6*unit, room, unit)
		d.repeat(int(max(1, room/(8*unit))), room, unit, func() {
			at := func(n page.Length) page.Length { return n * unit / 2 }
			d.move(x+at(1), e+at(13))
			for _, turn := range [...][2]page.Length{{1, 1}, {13, 1}, {13, 9}, {5, 9}, {5, 5}, {10, 5}} {
				d.line(x+at(turn[0]), e+at(turn[1]))
			}
		})
	})
}

// guilloche draws a band of waves of different heights that cross each other, between two rules, and rings at each corner.
func (d *drawing) guilloche() {
	const strands = 5 // on each side of the middle
	e, band, thin, hair := ornamentEdge, mm100(1000), mm100(22), mm100(14)
	d.frame(e, mm100(80))
	d.frame(e+mm100(120), thin)
	d.frame(e+mm100(180)+band, thin)
	d.frame(e+mm100(250)+band, mm100(60))
	middle := e + mm100(160) + band/2
	d.sides(func(length page.Length) {
		d.ring(middle, middle, band/2-thin, thin)
		d.ring(middle, middle, band*3/8, thin)
		d.ring(middle, middle, band/4, 3*thin)
		d.ring(middle, middle, band/10, band/10)
		from := middle + band/2
		room := length - 2*from
		d.box(from, middle-thin/2, room, thin)
		n := max(1, (room+mm100(375))/mm100(750))
		d.repeat(int(n), room, hair, func() {
			for s := -strands; s <= strands; s++ {
				if s != 0 {
					d.wave(from, middle, room/n, (band/2-thin).Scale(int64(s), strands))
				}
			}
		})
	})
}

// wave draws a strand of one wave from the crest at (x, y+height) to the next. Its curves are those that come nearest to a sine.
// At the crests, where it runs level, it goes on a little, so that no seam shows between one wave and the next.
func (d *drawing) wave(x, y, length, height page.Length) {
	half := length / 2
	bend, over := half.Scale(3642, 10000), mm100(4)
	middle, end := x+half, x+length
	d.move(x-over, y+height)
	d.line(x, y+height)
	d.curve(x+bend, y+height, middle-bend, y-height, middle, y-height)
	d.curve(middle+bend, y-height, end-bend, y+height, end, y+height)
	d.line(end+over, y+height)
}

// ring draws a ring, or a disc if it is as thick as its radius.
func (d *drawing) ring(x, y, radius, thickness page.Length) {
	d.circle(x, y, radius, 1)
	if thickness < radius {
		d.circle(x, y, radius-thickness, -1)
	}
}

// circle draws a circle, the other way round if turn is -1: it then cuts a hole.
func (d *drawing) circle(x, y, r, turn page.Length) {
	k := r.Scale(5523, 10000) // the cubic curve that comes nearest to a quarter of a circle
	d.move(x+r, y)
	d.curve(x+r, y+turn*k, x+k, y+turn*r, x, y+turn*r)
	d.curve(x-k, y+turn*r, x-r, y+turn*k, x-r, y)
	d.curve(x-r, y-turn*k, x-k, y-turn*r, x, y-turn*r)
	d.curve(x+k, y-turn*r, x+r, y-turn*k, x+r, y)
	d.close()
}

// scallops draws a rule with a lace of arcs inside, and a ring at each corner.
func (d *drawing) scallops() {
	e, thick := ornamentEdge, mm100(120)
	d.frame(e, thick)
	d.frame(e+thick+mm100(70), mm100(30))
	from, corner := e+thick+mm100(100), mm100(400)
	d.sides(func(length page.Length) {
		middle := from + corner/2
		d.ring(middle, middle, corner/2, mm100(60))
		d.ring(middle, middle, corner/6, corner/6)
		start := from + corner
		room := length - 2*start
		n := max(1, (room+mm100(350))/mm100(700))
		d.repeat(int(n), room, 0, func() {
			r := room / n / 2
			d.crescent(start+r, from, r, mm100(60))
			d.crescent(start+r, from, r*2/3, mm100(30))
			d.ring(start+r, from+r/4, r/7, r/7)
		})
	})
}

// crescent draws the half of a ring that lies inwards of a line.
func (d *drawing) crescent(x, y, r, thickness page.Length) {
	in := r - thickness
	k, l := r.Scale(5523, 10000), in.Scale(5523, 10000)
	d.move(x+r, y)
	d.curve(x+r, y+k, x+k, y+r, x, y+r)
	d.curve(x-k, y+r, x-r, y+k, x-r, y)
	d.line(x-in, y)
	d.curve(x-in, y+l, x-l, y+in, x, y+in)
	d.curve(x+l, y+in, x+in, y+l, x+in, y)
	d.close()
}

// inkColor is an ink as it is printed.
func inkColor(i doc.Ink) page.Color {
	switch i {
	case doc.White:
		return page.Color{}
	case doc.Red:
		return page.Red
	case doc.Crimson:
		return page.Color{M: 100, Y: 100}
	case doc.Gold:
		return page.Color{M: 25, Y: 75, K: 20}
	case doc.Yellow:
		return page.Color{M: 12, Y: 90}
	}
	return page.Black
}
