package pdfread

import (
	"math"

	"gongwen/generator/measure"
)

const thickest = float64(Thickest / measure.PT) // in points

// bounds is the smallest box around points, in points.
type bounds struct {
	set                      bool
	left, top, right, bottom float64
}

func (b *bounds) add(x, y float64) {
	if !b.set {
		*b = bounds{true, x, y, x, y}
		return
	}
	b.left, b.right = min(b.left, x), max(b.right, x)
	b.top, b.bottom = min(b.top, y), max(b.bottom, y)
}

func (b *bounds) box() Box {
	return Box{points(b.left), points(b.top), points(b.right), points(b.bottom)}
}

// path is the path under construction, in points of the page.
type path struct {
	x, y   float64 // the current point, in the space of the content
	start  [2]float64
	pieces []bounds // one for each subpath

	lines, uprights []bounds // level and upright straight lines, for strokes
}

func (p *path) shape() Shape {
	s := make(Shape, len(p.pieces))
	for i := range p.pieces {
		s[i] = p.pieces[i].box()
	}
	return s
}

// construct obeys the operators that build paths (ISO 32000-1, 8.5.2). It gives false for other operators.
func (p *interpreter) construct(op string, operands []object) bool {
	counts := map[string]int{"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}
	n, known := counts[op]
	v, ok := numbers(operands, n)
	if !known || !ok {
		return known
	}
	switch op {
	case "m":
		p.moveTo(v[0], v[1])
	case "l":
		p.lineTo(v[0], v[1])
	case "c", "v", "y":
		for i := 0; i < n; i += 2 {
			p.grow(v[i], v[i+1])
		}
		p.path.x, p.path.y = v[n-2], v[n-1]
	case "re":
		p.moveTo(v[0], v[1])
		p.lineTo(v[0]+v[2], v[1])
		p.lineTo(v[0]+v[2], v[1]+v[3])
		p.lineTo(v[0], v[1]+v[3])
		p.lineTo(v[0], v[1])
	case "h":
		p.lineTo(p.path.start[0], p.path.start[1])
	}
	return true
}

// mostPieces bounds a path; drawings of maps and seals may have many.
const mostPieces = 100_000

func (p *interpreter) moveTo(x, y float64) {
	if len(p.path.pieces) < mostPieces {
		p.path.pieces = append(p.path.pieces, bounds{})
	}
	p.path.start = [2]float64{x, y}
	p.path.x, p.path.y = x, y
	p.grow(x, y)
}

func (p *interpreter) lineTo(x, y float64) {
	var b bounds
	b.add(p.state.space.at(p.path.x, p.path.y))
	b.add(p.state.space.at(x, y))
	if b.bottom-b.top < 0.1 && len(p.path.lines) < mostPieces {
		p.path.lines = append(p.path.lines, b)
	}
	if b.right-b.left < 0.1 && len(p.path.uprights) < mostPieces {
		p.path.uprights = append(p.path.uprights, b)
	}
	p.path.x, p.path.y = x, y
	p.grow(x, y)
}

func (p *interpreter) grow(x, y float64) {
	if n := len(p.path.pieces); n > 0 {
		p.path.pieces[n-1].add(p.state.space.at(x, y))
	}
}

// paint obeys the operators that paint paths and set colours (ISO 32000-1, 8.5.3 and 8.6.8). It gives false for other
// operators.
func (p *interpreter) paint(op string, operands []object) bool {
	switch op {
	case "f", "F", "f*", "B", "B*", "b", "b*":
		p.fillPath()
	case "S", "s":
		p.strokePath()
	case "n":
	case "g", "rg", "k", "sc", "scn":
		setInk(&p.state.fill, operands, p.state.fillTint && op[0] == 's')
		return true
	case "G", "RG", "K", "SC", "SCN":
		setInk(&p.state.stroke, operands, p.state.strokeTint && op[0] == 'S')
		return true
	default:
		return false
	}
	p.path = path{}
	return true
}

// fillPath notes the thin pieces of a filled path as rules.
func (p *interpreter) fillPath() {
	if p.file.shaped && len(p.path.pieces) > 0 {
		p.page.Shapes = append(p.page.Shapes, p.path.shape())
	}
	for i := range p.path.pieces {
		b := &p.path.pieces[i]
		if b.bottom-b.top <= thickest && b.right-b.left > 5*(b.bottom-b.top) {
			p.rule(b, p.state.fill)
		}
		if b.right-b.left <= thickest && b.bottom-b.top > 5*(b.right-b.left) {
			p.upright(b, p.state.fill)
		}
	}
}

// strokePath notes the lines of a stroked path as rules.
func (p *interpreter) strokePath() {
	m := p.state.space
	half := p.state.lineWidth * math.Sqrt(math.Abs(m[0]*m[3]-m[1]*m[2])) / 2
	for i := range p.path.lines {
		b := p.path.lines[i]
		b.top, b.bottom = b.top-half, b.bottom+half
		if 2*half <= thickest && b.right-b.left > 10*half {
			p.rule(&b, p.state.stroke)
		}
	}
	for i := range p.path.uprights {
		b := p.path.uprights[i]
		b.left, b.right = b.left-half, b.right+half
		if 2*half <= thickest && b.bottom-b.top > 10*half {
			p.upright(&b, p.state.stroke)
		}
	}
}

func (p *interpreter) rule(b *bounds, i Ink) {
	if len(p.page.Rules) < mostPieces {
		p.page.Rules = append(p.page.Rules, Rule{Box: b.box(), Ink: i})
	}
}

func (p *interpreter) upright(b *bounds, i Ink) {
	const most = 2000 // of the rules of tables
	if len(p.page.Uprights) < most {
		p.page.Uprights = append(p.page.Uprights, Rule{Box: b.box(), Ink: i})
	}
}

// setInk sets a colour of one, three or four channels; patterns and named inks leave it as it was. One channel is taken for
// grey, or for a tint of black.
func setInk(to *Ink, operands []object, tint bool) {
	thousandth := func(n float64) int { return int(min(max(n, 0), 1)*1000 + 0.5) }
	n := len(operands)
	v, ok := numbers(operands, min(n, 6))
	if !ok {
		return
	}
	switch n {
	case 1:
		grey := thousandth(v[0])
		if tint {
			grey = 1000 - grey
		}
		*to = Ink{R: grey, G: grey, B: grey}
	case 3:
		*to = Ink{R: thousandth(v[0]), G: thousandth(v[1]), B: thousandth(v[2])}
	case 4:
		light := 1 - v[3]
		*to = Ink{
			R: thousandth((1 - v[0]) * light), G: thousandth((1 - v[1]) * light), B: thousandth((1 - v[2]) * light),
			Process: true,
		}
	}
}
