package artwork

import (
	"math"
	"strings"
)

// outline is a shape in the units of its element.
type outline struct {
	ops    []StepOp
	points [][2]float64
	x, y   float64 // where the pen is
	startX float64 // of the stretch at hand
	startY float64
	moved  bool // a stretch has begun
}

func (o *outline) move(x, y float64) {
	o.ops, o.points = append(o.ops, Move), append(o.points, [2]float64{x, y})
	o.x, o.y, o.startX, o.startY, o.moved = x, y, x, y, true
}

// begin makes a move of its own after a close.
func (o *outline) begin() {
	if !o.moved {
		o.move(o.x, o.y)
	}
}

func (o *outline) line(x, y float64) {
	o.begin()
	o.ops, o.points = append(o.ops, LineTo), append(o.points, [2]float64{x, y})
	o.x, o.y = x, y
}

func (o *outline) curve(x1, y1, x2, y2, x, y float64) {
	o.begin()
	o.ops, o.points = append(o.ops, Curve), append(o.points, [2]float64{x1, y1}, [2]float64{x2, y2}, [2]float64{x, y})
	o.x, o.y = x, y
}

// quad draws a quadratic curve as the cubic one that is the same.
func (o *outline) quad(x1, y1, x, y float64) {
	third := func(from, control float64) float64 { return from + float64((control-from)*2/3) }
	o.curve(third(o.x, x1), third(o.y, y1), third(x, x1), third(y, y1), x, y)
}

func (o *outline) close() {
	if o.moved {
		o.ops = append(o.ops, Close)
		o.x, o.y, o.moved = o.startX, o.startY, false
	}
}

// arc draws an elliptical arc to (x, y): SVG 1.1, F.6.
func (o *outline) arc(rx, ry, degrees float64, large, sweep bool, x, y float64) {
	if rx, ry = math.Abs(rx), math.Abs(ry); rx == 0 || ry == 0 {
		o.line(x, y)
		return
	}
	if x == o.x && y == o.y {
		return
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := (o.x-x)/2, (o.y-y)/2
	px, py := float64(cos*dx)+float64(sin*dy), float64(cos*dy)-float64(sin*dx)
	if too := float64(px*px)/float64(rx*rx) + float64(py*py)/float64(ry*ry); too > 1 {
		rx, ry = rx*math.Sqrt(too), ry*math.Sqrt(too)
	}
	a, b := float64(rx*rx), float64(ry*ry)
	below := float64(a*py*py) + float64(b*px*px)
	root := math.Sqrt(max(0, (float64(a*b)-below)/below))
	if large == sweep {
		root = -root
	}
	cx, cy := root*rx*py/ry, -root*ry*px/rx
	centreX, centreY := float64(cos*cx)-float64(sin*cy)+(o.x+x)/2, float64(sin*cx)+float64(cos*cy)+(o.y+y)/2
	from := math.Atan2((py-cy)/ry, (px-cx)/rx)
	by := math.Atan2((-py-cy)/ry, (-px-cx)/rx) - from
	if sweep && by < 0 {
		by += 2 * math.Pi
	} else if !sweep && by > 0 {
		by -= 2 * math.Pi
	}
	o.begin()
	m := matrix{float64(rx * cos), float64(rx * sin), -float64(ry * sin), float64(ry * cos), centreX, centreY}
	n := int(max(1, math.Ceil(math.Abs(by)/(math.Pi/2)-1e-9)))
	step := by / float64(n)
	k := 4.0 / 3 * math.Tan(step/4)
	for i := range n {
		s1, c1 := math.Sincos(from + float64(step*float64(i)))
		s2, c2 := math.Sincos(from + float64(step*float64(i+1)))
		x1, y1 := m.at(c1-float64(k*s1), s1+float64(k*c1))
		x2, y2 := m.at(c2+float64(k*s2), s2-float64(k*c2))
		endX, endY := m.at(c2, s2)
		if i == n-1 {
			endX, endY = x, y
		}
		o.curve(x1, y1, x2, y2, endX, endY)
	}
}

func (o *outline) ellipse(cx, cy, rx, ry float64) {
	o.move(cx+rx, cy)
	o.arc(rx, ry, 0, false, true, cx, cy+ry)
	o.arc(rx, ry, 0, false, true, cx-rx, cy)
	o.arc(rx, ry, 0, false, true, cx, cy-ry)
	o.arc(rx, ry, 0, false, true, cx+rx, cy)
	o.close()
}

func (o *outline) rect(x, y, w, h, rx, ry float64) {
	rx, ry = min(rx, w/2), min(ry, h/2)
	if rx <= 0 || ry <= 0 {
		rx, ry = 0, 0
	}
	o.move(x+rx, y)
	o.line(x+w-rx, y)
	corner := func(toX, toY float64) {
		if rx > 0 {
			o.arc(rx, ry, 0, false, true, toX, toY)
		}
	}
	corner(x+w, y+ry)
	o.line(x+w, y+h-ry)
	corner(x+w-rx, y+h)
	o.line(x+rx, y+h)
	corner(x, y+h-ry)
	o.line(x, y+ry)
	corner(x+rx, y)
	o.close()
}

// arguments is how many numbers each command of a path takes.
var arguments = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7, 'z': 0}

// readPath reads the data of a path: SVG 1.1, 8.3. It gives false for data with a fault.
func (o *outline) readPath(data string) bool {
	n := &scanner{data}
	var command, before byte
	var controlX, controlY float64 // of the curve before
	for n.blanks(); n.s != ""; n.blanks() {
		if c := n.s[0]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			command = c
			n.s = n.s[1:]
		} else if command == 0 || command|0x20 == 'z' {
			return false
		}
		lower := command | 0x20
		count, known := arguments[lower]
		if !known || before == 0 && lower != 'm' || len(o.ops) > maxSteps {
			return false
		}
		var v [7]float64
		for i := range count {
			n.comma()
			var ok bool
			if lower == 'a' && (i == 3 || i == 4) {
				v[i], ok = n.flag()
			} else {
				v[i], ok = n.number()
			}
			if !ok {
				return false
			}
		}
		n.comma()
		o.relative(command, &v)
		controlX, controlY = o.command(lower, before, &v, controlX, controlY)
		before = lower
		if command == 'm' {
			command = 'l'
		} else if command == 'M' {
			command = 'L'
		}
	}
	return true
}

// flag takes a 0 or a 1, which needs no blank after it.
func (n *scanner) flag() (float64, bool) {
	if n.s == "" || n.s[0] != '0' && n.s[0] != '1' {
		return 0, false
	}
	v := float64(n.s[0] - '0')
	n.s = n.s[1:]
	return v, true
}

// relative makes the numbers of a small-letter command places.
func (o *outline) relative(command byte, v *[7]float64) {
	switch command {
	case 'h':
		v[0] += o.x
	case 'v':
		v[0] += o.y
	case 'a':
		v[5] += o.x
		v[6] += o.y
	case 'm', 'l', 'c', 's', 'q', 't':
		for i := range arguments[command] {
			v[i] += [2]float64{o.x, o.y}[i%2]
		}
	}
}

// command draws one command, and gives the last control point for a smooth curve after it.
func (o *outline) command(lower, before byte, v *[7]float64, controlX, controlY float64) (x, y float64) {
	// the control point of the curve before, mirrored at the pen
	mirrored := func(curves string) (float64, float64) {
		if strings.IndexByte(curves, before) < 0 {
			return o.x, o.y
		}
		return 2*o.x - controlX, 2*o.y - controlY
	}
	switch lower {
	case 'm':
		o.move(v[0], v[1])
	case 'l':
		o.line(v[0], v[1])
	case 'h':
		o.line(v[0], o.y)
	case 'v':
		o.line(o.x, v[0])
	case 'c':
		o.curve(v[0], v[1], v[2], v[3], v[4], v[5])
		return v[2], v[3]
	case 's':
		x1, y1 := mirrored("cs")
		o.curve(x1, y1, v[0], v[1], v[2], v[3])
		return v[0], v[1]
	case 'q':
		o.quad(v[0], v[1], v[2], v[3])
		return v[0], v[1]
	case 't':
		x1, y1 := mirrored("qt")
		o.quad(x1, y1, v[0], v[1])
		return x1, y1
	case 'a':
		o.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6])
	case 'z':
		o.close()
	}
	return o.x, o.y
}
