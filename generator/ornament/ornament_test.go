package ornament_test

import (
	"image/color"
	"testing"

	"gongwen/generator/artwork"
	"gongwen/generator/measure"
	"gongwen/generator/ornament"
)

// Every border stands between the edge that printers cannot print on and a third of the side, at all its places, in its ink.
func TestBordersStandAlongTheEdges(t *testing.T) {
	const width, height = 297 * measure.MM, 210 * measure.MM
	const outer, inner = 7_900 * measure.MM / 1000, height / 3
	gold := color.RGBA{R: 204, G: 153, B: 51, A: 255}
	for _, name := range ornament.Names {
		d, ok := ornament.Draw(name, width, height, gold)
		if !ok || d.Width != int64(width) || d.Height != int64(height) {
			t.Fatalf("%s: %v, %+v", name, ok, d)
		}
		var sides [4]bool
		each(d, func(s *artwork.Shape, at artwork.Point) {
			x, y := measure.Length(at.X), measure.Length(at.Y)
			near := [4]measure.Length{y, width - x, height - y, x}
			least := min(near[0], near[1], near[2], near[3])
			if least < outer || least > inner {
				t.Errorf("%s: a point at %v, %v", name, x, y)
			}
			for i, n := range near {
				sides[i] = sides[i] || n == least
			}
			if s.Fill != nil && *s.Fill != gold || s.Line != nil && s.Line.Color != gold {
				t.Errorf("%s: another ink", name)
			}
		})
		if sides != [4]bool{true, true, true, true} {
			t.Errorf("%s: sides %v", name, sides)
		}
	}
	if _, ok := ornament.Draw("roses", width, height, gold); ok {
		t.Error("a border of an unknown name was drawn")
	}
}

// each calls visit for every end of a step at every place.
func each(d *artwork.Drawing, visit func(*artwork.Shape, artwork.Point)) {
	for i := range d.Shapes {
		s := &d.Shapes[i]
		places := s.At
		if places == nil {
			places = []artwork.Point{{}}
		}
		for _, place := range places {
			for _, step := range s.Steps {
				if n := step.Op.Points(); n > 0 {
					visit(s, artwork.Point{X: place.X + step.To[n-1].X, Y: place.Y + step.To[n-1].Y})
				}
			}
		}
	}
}
