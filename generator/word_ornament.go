package generator

import (
	"image/color"

	"gongwen/generator/artwork"
	"gongwen/generator/doc"
	"gongwen/generator/layout/cards"
	"gongwen/generator/page"
)

// wordOrnament gives docx the border of a sheet, each of the units that repeat in it as a shape of its own; nil if it has none.
func wordOrnament(s *doc.Side) *artwork.Drawing {
	items, ok := cards.Ornament(s)
	if !ok {
		return nil
	}
	d := &artwork.Drawing{Width: int64(s.Width), Height: int64(s.Height)}
	addShapes(d, items, page.Point{})
	return d
}

var stepOps = [...]artwork.StepOp{page.Move: artwork.Move, page.Line: artwork.LineTo, page.Curve: artwork.Curve, page.Close: artwork.Close}

// addShapes adds the paths of items, and those of forms where these stand.
func addShapes(d *artwork.Drawing, items []page.Item, at page.Point) {
	for _, item := range items {
		switch i := item.(type) {
		case *page.Use:
			addShapes(d, i.Symbol.Items, page.Point{X: at.X + i.At.X, Y: at.Y + i.At.Y})
		case *page.Path:
			var shape artwork.Shape
			if !i.Hollow {
				fill := solid(i.Fill)
				shape.Fill = &fill
			}
			if i.Line != nil {
				shape.Line = &artwork.Line{Color: solid(i.Line.Color), Width: int64(i.Line.Width), Miter: int64(i.Line.Miter)}
			}
			for _, s := range i.Segments {
				step := artwork.Step{Op: stepOps[s.Op]}
				for n := range step.Op.Points() {
					step.To[n] = artwork.Point{X: int64(at.X + s.To[n].X), Y: int64(at.Y + s.To[n].Y)}
				}
				shape.Steps = append(shape.Steps, step)
			}
			d.Shapes = append(d.Shapes, shape)
		}
	}
}

func solid(c page.Color) color.RGBA {
	r, g, b := c.RGB()
	return color.RGBA{R: r, G: g, B: b, A: 255}
}
