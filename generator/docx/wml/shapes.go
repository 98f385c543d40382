package wml

import (
	"image/color"
	"slices"

	"gongwen/generator/artwork"
	"gongwen/generator/measure"
)

// fine is the unit of the points of a shape: a five-hundredth of a millimetre.
const fine = measure.MM / 500

// HangDrawing keeps a drawing for the next paragraph, as a group of shapes of Word's own, which stay sharp and can be retouched.
// Word cuts nothing off at the drawing's box and begins every line with a dash. The group is as large as its shapes together,
// since LibreOffice takes it for that in any case.
func (w *Writer) HangDrawing(d *artwork.Drawing, f Float) {
	scale := scaling{f.W, f.H, d}
	all := scale.box(d.Shapes)
	f.Box = Box{f.X + all.X, f.Y + all.Y, all.W, all.H}
	w.hang(func() {
		w.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>`)
		w.anchor(f)
		w.s(`<a:graphic><a:graphicData uri="` + nsWPG + `"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>`)
		w.extent(Box{W: all.W, H: all.H}).s(`<a:chOff x="`).n(int(all.X)).s(`" y="`).n(int(all.Y))
		w.s(`"/><a:chExt cx="`).n(int(all.W)).s(`" cy="`).n(int(all.H)).s(`"/></a:xfrm></wpg:grpSpPr>`)
		for i := range d.Shapes {
			parts := filledAlone(&d.Shapes[i])
			for _, at := range placesOf(&d.Shapes[i]) {
				for _, s := range parts {
					w.artworkShape(s, scale, at)
				}
			}
		}
		w.s(`</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>`)
	})
}

// scaling brings the units of a drawing to the size that it is printed at.
type scaling struct {
	w, h measure.Length
	of   *artwork.Drawing
}

func (s scaling) x(n int64) measure.Length { return measure.Length(n).Scale(int64(s.w), s.of.Width) }
func (s scaling) y(n int64) measure.Length { return measure.Length(n).Scale(int64(s.h), s.of.Height) }

// placesOf gives by how much each place of a shape is moved.
func placesOf(s *artwork.Shape) []artwork.Point {
	if s.At == nil {
		return []artwork.Point{{}}
	}
	return s.At
}

// shape gives the box of a shape that is moved by at, whole units wide and high.
func (s scaling) shape(it *artwork.Shape, at artwork.Point) Box {
	corners := bounds(it.Steps)
	x, y := s.x(corners[0].X+at.X), s.y(corners[0].Y+at.Y)
	wide, high := max(1, units(s.x(corners[1].X-corners[0].X))), max(1, units(s.y(corners[1].Y-corners[0].Y)))
	return Box{x, y, measure.Length(wide) * fine, measure.Length(high) * fine}
}

// box gives the box around all shapes.
func (s scaling) box(shapes []artwork.Shape) Box {
	all := s.shape(&shapes[0], placesOf(&shapes[0])[0])
	for i := range shapes {
		for _, at := range placesOf(&shapes[i]) {
			it := s.shape(&shapes[i], at)
			right, foot := max(all.X+all.W, it.X+it.W), max(all.Y+all.H, it.Y+it.H)
			all.X, all.Y = min(all.X, it.X), min(all.Y, it.Y)
			all.W, all.H = right-all.X, foot-all.Y
		}
	}
	return all
}

func units(l measure.Length) int { return int((l + fine/2) / fine) }

// artworkShape appends a shape that is moved by place. Its points are counted from its own corner, so that shapes that are alike have the same words,
// of which the file keeps little more than one.
func (w *Writer) artworkShape(s *artwork.Shape, scale scaling, place artwork.Point) {
	corner, at := bounds(s.Steps)[0], scale.shape(s, place)
	wide, high := units(at.W), units(at.H)
	w.s(`<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>`)
	w.extent(at)
	w.s(`</a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>`)
	w.s(`<a:pathLst><a:path w="`).n(wide).s(`" h="`).n(high).s(`">`)
	for _, step := range s.Steps {
		w.s([...]string{`<a:moveTo>`, `<a:lnTo>`, `<a:cubicBezTo>`, `<a:close/>`}[step.Op])
		for _, p := range step.To[:step.Op.Points()] {
			w.s(`<a:pt x="`).n(units(scale.x(p.X - corner.X))).s(`" y="`).n(units(scale.y(p.Y - corner.Y))).s(`"/>`)
		}
		w.s([...]string{`</a:moveTo>`, `</a:lnTo>`, `</a:cubicBezTo>`, ``}[step.Op])
	}
	w.s(`</a:path></a:pathLst></a:custGeom>`)
	if s.Fill == nil {
		w.s(`<a:noFill/>`)
	} else {
		w.solid(*s.Fill)
	}
	w.artworkLine(s.Line, scale)
	w.s(`</wps:spPr><wps:bodyPr/></wps:wsp>`)
}

func (w *Writer) solid(c color.RGBA) {
	const digits = "0123456789ABCDEF"
	w.s(`<a:solidFill><a:srgbClr val="`)
	for _, v := range [...]uint8{c.R, c.G, c.B} {
		w.b = append(w.b, digits[v>>4], digits[v&15])
	}
	w.s(`"/></a:solidFill>`)
}

func (w *Writer) artworkLine(l *artwork.Line, scale scaling) {
	if l == nil {
		w.s(`<a:ln><a:noFill/></a:ln>`)
		return
	}
	const widest = 1584 * measure.PT // ST_LineWidth
	w.s(`<a:ln w="`).n(int(min(scale.x(l.Width), widest))).s(`" cap="`).s([...]string{"flat", "rnd", "sq"}[l.Cap]).s(`">`)
	w.solid(l.Color)
	if len(l.Dashes) > 0 {
		w.s(`<a:custDash>`)
		for i := 0; i+1 < len(l.Dashes); i += 2 {
			// in thousandths of a percent of the width
			share := func(n int64) int { return int(measure.Length(n).Scale(100_000, max(1, l.Width))) }
			w.s(`<a:ds d="`).n(share(l.Dashes[i])).s(`" sp="`).n(share(l.Dashes[i+1])).s(`"/>`)
		}
		w.s(`</a:custDash>`)
	}
	switch l.Join {
	case artwork.RoundJoin:
		w.s(`<a:round/>`)
	case artwork.Bevel:
		w.s(`<a:bevel/>`)
	default:
		w.s(`<a:miter lim="`).n(int(l.Miter) * 100).s(`"/>`)
	}
	w.s(`</a:ln>`)
}

// bounds gives the corners of the box around all points, which has the shape in it.
func bounds(steps []artwork.Step) [2]artwork.Point {
	first := steps[0].To[0]
	low, high := first, first
	for i := range steps {
		for _, p := range steps[i].To[:steps[i].Op.Points()] {
			low = artwork.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
			high = artwork.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
	}
	return [2]artwork.Point{low, high}
}

// filledAlone parts a shape into those that are filled on their own, with its line over them. Word fills by the even-odd rule:
// where a shape goes by the winding number, stretches that run the same way round and lie over each other would cut holes. So
// each of them is a shape, with those inside it that run the other way and are its holes.
func filledAlone(s *artwork.Shape) []*artwork.Shape {
	all := stretches(s.Steps)
	if s.EvenOdd || s.Fill == nil || len(all) == 1 {
		return []*artwork.Shape{s}
	}
	outward := clockwise(all[0])
	var parts []*artwork.Shape
	var around [][2]artwork.Point // the boxes of parts
	for _, steps := range all {
		if clockwise(steps) == outward {
			parts, around = append(parts, &artwork.Shape{Steps: slices.Clip(steps), Fill: s.Fill}), append(around, bounds(steps))
		}
	}
	for _, steps := range all {
		if clockwise(steps) != outward {
			if i := smallestAround(around, bounds(steps)); i >= 0 {
				parts[i].Steps = append(parts[i].Steps, steps...)
			} else {
				parts = append(parts, &artwork.Shape{Steps: steps, Fill: s.Fill})
			}
		}
	}
	if s.Line != nil {
		parts = append(parts, &artwork.Shape{Steps: s.Steps, Line: s.Line})
	}
	return parts
}

// smallestAround gives the smallest of boxes that has it inside; -1 if there is none.
func smallestAround(boxes [][2]artwork.Point, it [2]artwork.Point) int {
	found, least := -1, int64(0)
	for i, b := range boxes {
		around := b[0].X <= it[0].X && b[0].Y <= it[0].Y && b[1].X >= it[1].X && b[1].Y >= it[1].Y
		if size := (b[1].X - b[0].X) + (b[1].Y - b[0].Y); around && (found < 0 || size < least) {
			found, least = i, size
		}
	}
	return found
}

// stretches cuts steps at each move.
func stretches(steps []artwork.Step) (all [][]artwork.Step) {
	start := 0
	for i := 1; i <= len(steps); i++ {
		if i == len(steps) || steps[i].Op == artwork.Move {
			all = append(all, steps[start:i])
			start = i
		}
	}
	return all
}

// clockwise tells which way round a stretch runs.
func clockwise(steps []artwork.Step) bool {
	origin := steps[0].To[0]
	from, sum := artwork.Point{}, int64(0)
	for i := range steps {
		for _, p := range steps[i].To[:steps[i].Op.Points()] {
			to := artwork.Point{X: (p.X - origin.X) >> 3, Y: (p.Y - origin.Y) >> 3}
			sum += from.X*to.Y - to.X*from.Y
			from = to
		}
	}
	return sum > 0
}
