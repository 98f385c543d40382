package docx_test

import (
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/generator/artwork"
	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/picture"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

func allShapes(t *testing.T) *doc.Picture {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "artwork", "testdata", "all.svg"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := artwork.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return &doc.Picture{Picture: &picture.Picture{Format: picture.Drawing, Drawing: d, Width: int(d.Width), Height: int(d.Height)}, Alt: "底图"}
}

// The drawing is 400 by 300 mm; its own origin is 10 mm from its corner.
func TestDrawingIsMadeOfShapesInItsPlace(t *testing.T) {
	sheet := &doc.Side{Width: 400 * measure.MM, Height: 300 * measure.MM, Picture: allShapes(t),
		Rows: []doc.SideRow{{Height: 20 * measure.MM, Columns: []doc.SideColumn{{Size: 12}}}}}
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{sheet}}
	b := write(t, d, options(openFaces(t), d))
	file := save(t, b)
	testkit.Validate(t, "Office2010", file)
	testkit.Validate(t, "Microsoft365", file)
	at := pixels(t, convert(t, file))
	for _, c := range []struct {
		what string
		x, y float64 // in the drawing's own units, which are millimetres
		want color.RGBA
	}{
		{"the ground", 55, 45, color.RGBA{255, 251, 230, 255}},
		{"the frame", -5, 100, color.RGBA{220, 20, 60, 255}},
		{"a rectangle with round corners", 30, 25, color.RGBA{230, 0, 18, 255}},
		{"beside its corner", 10.7, 10.7, color.RGBA{255, 251, 230, 255}},
		{"a disc", 130, 25, color.RGBA{0, 0, 128, 255}},
		{"its line", 145, 25, color.RGBA{255, 165, 0, 255}},
		{"a hole of the even-odd rule", 30, 75, color.RGBA{255, 251, 230, 255}},
		{"no hole by the winding number", 80, 75, color.RGBA{165, 42, 42, 255}},
		{"a round cap", 73, 115, color.RGBA{0, 0, 0, 255}},
		{"behind a line without a cap", 62, 115, color.RGBA{255, 251, 230, 255}},
		{"a use", 15, 160, color.RGBA{0, 128, 128, 255}},
		{"a disc in it", 30, 160, color.RGBA{255, 255, 255, 255}},
		{"a symbol", 200, 160, color.RGBA{255, 0, 0, 255}},
		{"what is turned", 263, 164, color.RGBA{255, 255, 0, 255}},
		{"what is hidden", 30, 225, color.RGBA{255, 251, 230, 255}},
		{"the second stretch of a path", 340, 232, color.RGBA{10, 120, 200, 255}},
	} {
		if got := at(c.x+10, c.y+10); far(got, c.want) {
			t.Errorf("%s: %v at %g, %g, want %v", c.what, got, c.x, c.y, c.want)
		}
	}
}

func far(a, b color.RGBA) bool {
	off := func(a, b uint8) float64 { return math.Abs(float64(a) - float64(b)) }
	return off(a.R, b.R)+off(a.G, b.G)+off(a.B, b.B) > 24
}

// pixels gives the colours of the first page of a PDF by places in millimetres.
func pixels(t *testing.T, pdf string) func(x, y float64) color.RGBA {
	t.Helper()
	m := testkit.Draw(t, pdf, 1, 127)
	return func(x, y float64) color.RGBA { return color.RGBAModel.Convert(m.At(int(x*5), int(y*5))).(color.RGBA) }
}

// The border is a frame whose outer edge is 8 mm from the sheet's, with a square in two overlapping parts in it.
func TestBorderOfASheetStandsWhereItIsDrawn(t *testing.T) {
	const mm = int64(measure.MM)
	box := func(x, y, w, h int64) []artwork.Step {
		return []artwork.Step{
			{Op: artwork.Move, To: [3]artwork.Point{{X: x * mm, Y: y * mm}}},
			{Op: artwork.LineTo, To: [3]artwork.Point{{X: (x + w) * mm, Y: y * mm}}},
			{Op: artwork.LineTo, To: [3]artwork.Point{{X: (x + w) * mm, Y: (y + h) * mm}}},
			{Op: artwork.LineTo, To: [3]artwork.Point{{X: x * mm, Y: (y + h) * mm}}},
			{Op: artwork.Close},
		}
	}
	red := color.RGBA{R: 235, G: 48, B: 30, A: 255}
	var steps []artwork.Step
	for _, part := range [][]artwork.Step{box(8, 8, 74, 2), box(8, 44, 74, 2), box(8, 8, 2, 38), box(80, 8, 2, 38), box(14, 20, 8, 6), box(14, 24, 8, 6)} {
		steps = append(steps, part...)
	}
	sheet := card(t, "张建国")
	sheet.Ground = doc.NoInk
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{sheet}}
	border := &artwork.Drawing{Width: int64(sheet.Width), Height: int64(sheet.Height), Shapes: []artwork.Shape{{Steps: steps, Fill: &red}}}
	sheet.Picture = &doc.Picture{Picture: &picture.Picture{Format: picture.Drawing, Width: int(sheet.Width), Height: int(sheet.Height), Drawing: border}}
	b := write(t, d, options(openFaces(t), d))
	if strings.Contains(part(t, b, "word/document.xml"), "pgBorders") {
		t.Error("there is a border of rules too")
	}
	file := save(t, b)
	testkit.Validate(t, "Office2010", file)
	at := pixels(t, convert(t, file))
	white := color.RGBA{255, 255, 255, 255}
	for _, c := range []struct {
		x, y float64
		want color.RGBA
	}{
		{7.5, 27, white}, {8.6, 27, red}, {9.4, 27, red}, {10.5, 27, white}, {79.5, 35, white}, {80.6, 35, red}, {81.4, 35, red}, {82.5, 35, white},
		{20, 7.5, white}, {20, 8.6, red}, {20, 45.4, red}, {20, 46.5, white}, {15, 25, red}, {21, 25, red},
	} {
		if got := at(c.x, c.y); far(got, c.want) {
			t.Errorf("%v at %g, %g mm, want %v", got, c.x, c.y, c.want)
		}
	}
}
