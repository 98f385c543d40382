package pdf

import (
	"strconv"

	"gongwen/generator/page"
)

// exact is the length whose multiples a PDF has exactly: a hundredth of a point.
const exact = 127

// box appends a rectangle to the path at hand.
func (c *content) box(corner, opposite page.Point) {
	c.point(page.Point{X: corner.X, Y: opposite.Y})
	c.out = appendPoints(c.out, opposite.X-corner.X)
	c.out = append(c.out, ' ')
	c.out = appendPoints(c.out, opposite.Y-corner.Y)
	c.puts(" re\n")
}

// grid writes a path of boxes that all lie on one grid, as those of a QR code: counted in its steps they take a fifth of the
// room. It gives false, and writes nothing, for any other path.
func (c *content) grid(p *page.Path) bool {
	if len(p.Segments) < 2 || p.Segments[0].Op != page.Box || p.Line != nil || p.EvenOdd {
		return false
	}
	first := p.Segments[0].To
	step := first[1].Y - first[0].Y // a box of a code is one step high
	if step <= 0 || step%exact != 0 {
		return false
	}
	start := len(c.out)
	c.puts("q ")
	c.out = appendPoints(c.out, step)
	c.puts(" 0 0 ")
	c.out = appendPoints(c.out, -step)
	c.puts(" ")
	c.point(first[0])
	c.puts("cm\n")
	for i := range p.Segments {
		s := &p.Segments[i]
		for _, n := range [...]page.Length{
			s.To[0].X - first[0].X, s.To[0].Y - first[0].Y, s.To[1].X - s.To[0].X, s.To[1].Y - s.To[0].Y,
		} {
			if s.Op != page.Box || n%step != 0 {
				c.out = c.out[:start]
				return false
			}
			c.out = strconv.AppendInt(c.out, int64(n/step), 10)
			c.out = append(c.out, ' ')
		}
		c.puts("re\n")
	}
	c.puts("f Q\n")
	return true
}
