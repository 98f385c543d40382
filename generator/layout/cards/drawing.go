package cards

import (
	"fmt"
	"image/color"

	"gongwen/generator/artwork"
	"gongwen/generator/doc"
	"gongwen/generator/page"
)

// drawn is a drawing at a size.
type drawn struct {
	drawing *artwork.Drawing
	w, h    page.Length
}

// maxDrawings is how many symbols of drawings Sides keep before they forget them all: one that each side has is soon there again.
const maxDrawings = 64

// drawing gives a drawing at a size as a symbol, the same for every use, so that a file of ours has it once.
func (a *Sides) drawing(k drawn) *page.Symbol {
	a.mu.Lock()
	defer a.mu.Unlock()
	symbol := a.drawings[k]
	if symbol == nil {
		if len(a.drawings) >= maxDrawings {
			clear(a.drawings)
		}
		symbol = k.symbol()
		a.drawings[k] = symbol
	}
	return symbol
}

var segmentOps = [...]page.SegmentOp{artwork.Move: page.Move, artwork.LineTo: page.Line, artwork.Curve: page.Curve, artwork.Close: page.Close}

func (k drawn) symbol() *page.Symbol {
	return &page.Symbol{Box: &page.Rect{W: k.w, H: k.h}, Items: k.items()}
}

// items gives the paths of a drawing, and those that repeat as symbols.
func (k drawn) items() (items []page.Item) {
	d := k.drawing
	x := func(n int64) page.Length { return page.Length(n).Scale(int64(k.w), d.Width) }
	y := func(n int64) page.Length { return page.Length(n).Scale(int64(k.h), d.Height) }
	for i := range d.Shapes {
		s := &d.Shapes[i]
		path := &page.Path{EvenOdd: s.EvenOdd, Hollow: s.Fill == nil, Segments: make([]page.Segment, len(s.Steps))}
		if s.Fill != nil {
			path.Fill = screen(*s.Fill)
		}
		if s.Line != nil {
			path.Line = stroke(s.Line, x)
		}
		for j, step := range s.Steps {
			to := &path.Segments[j]
			to.Op = segmentOps[step.Op]
			for n := range step.Op.Points() {
				to.To[n] = page.Point{X: x(step.To[n].X), Y: y(step.To[n].Y)}
			}
		}
		if s.At == nil {
			items = append(items, path)
			continue
		}
		unit := &page.Symbol{Items: []page.Item{path}}
		for _, at := range s.At {
			items = append(items, &page.Use{At: page.Point{X: x(at.X), Y: y(at.Y)}, Symbol: unit})
		}
	}
	return items
}

func stroke(l *artwork.Line, scaled func(int64) page.Length) *page.Stroke {
	made := &page.Stroke{Color: screen(l.Color), Width: scaled(l.Width), Cap: page.LineCap(l.Cap), Join: page.LineJoin(l.Join),
		Miter: int(l.Miter), Phase: scaled(l.Phase)}
	for _, d := range l.Dashes {
		made.Dashes = append(made.Dashes, scaled(d))
	}
	return made
}

func screen(c color.RGBA) page.Color { return page.Screen(c.R, c.G, c.B) }

// drawnGround draws the user's drawing under a side: over all of it if it is of its shape, else as large as it fits.
func (c *canvas) drawnGround(s *doc.Side) {
	p := s.Picture
	box := page.Rect{X: c.origin.X, Y: c.origin.Y, W: s.Width, H: s.Height}
	if !ofShape(p, s) {
		whole := doc.SideImage{Picture: p, Width: s.Width, Height: s.Height}
		w, h := whole.Printed()
		box = placed(box, page.Rect{W: w, H: h}, doc.Centre, doc.InMiddle)
		c.notices = append(c.notices, p.From.Notice("margins-of-background",
			fmt.Sprintf("底图的宽高比与幅面（%g×%g毫米）不同，居中放到最大，两边留空", s.Width.Millimetres(), s.Height.Millimetres())))
	}
	c.draws(page.BackgroundTag, p, box)
}

// draws puts a picture that is a drawing into a box, under a tag.
func (c *canvas) draws(tag *page.Tag, p *doc.Picture, box page.Rect) {
	symbol := c.sides.drawing(drawn{p.Drawing, box.W, box.H})
	c.add(tag, &page.Use{At: page.Point{X: box.X, Y: box.Y}, Symbol: symbol})
}

// ofShape tells whether a background has the proportions of its side, within two percent, which nobody sees.
func ofShape(p *doc.Picture, s *doc.Side) bool {
	high := s.Width.Scale(int64(p.Height), int64(p.Width))
	return high >= s.Height.Scale(98, 100) && high <= s.Height.Scale(102, 100)
}
