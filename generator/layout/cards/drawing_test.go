package cards_test

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/generator/artwork"
	"gongwen/generator/doc"
	"gongwen/generator/layout/cards"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/picture"
	"gongwen/internal/testkit"
)

func drawing(t *testing.T) *doc.Picture {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "artwork", "testdata", "all.svg"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := artwork.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return &doc.Picture{Picture: &picture.Picture{Format: picture.Drawing, Drawing: d, Width: int(d.Width), Height: int(d.Height)}, From: doc.Source{Path: "/background"}}
}

func grounded(p *doc.Picture, w, h page.Length) []doc.Card {
	return []doc.Card{{Front: &doc.Side{Width: w, Height: h, Picture: p}}}
}

// The sheet is drawn by poppler, the file that it is made of by librsvg.
func TestDrawingLooksAsItsFileDoes(t *testing.T) {
	s := newStationery(t)
	file, _ := s.print(t, grounded(drawing(t), 400*measure.MM, 300*measure.MM), cards.Options{})
	drawn := filepath.Join(t.TempDir(), "theirs.png")
	testkit.Tool(t, "rsvg-convert", "-w", "2000", "-h", "1500", "-o", drawn, filepath.Join("..", "..", "artwork", "testdata", "all.svg"))
	ours, theirs := testkit.Draw(t, file, 1, 127), testkit.Picture(t, drawn)
	both := ours.Bounds().Intersect(theirs.Bounds())
	if both.Dx() != 2000 || both.Dy() != 1500 {
		t.Fatalf("%v, and %v by librsvg", ours.Bounds(), theirs.Bounds())
	}
	// A pixel is 0.2 mm. One counts that no pixel beside it is like in the other picture.
	far := 0
	for y := 1; y < both.Dy()-1; y++ {
		for x := 1; x < both.Dx()-1; x++ {
			if !likeOneNear(ours, theirs, x, y) || !likeOneNear(theirs, ours, x, y) {
				far++
			}
		}
	}
	if far > 30 { // at edges between two pixels
		t.Errorf("%d pixels are unlike all that lie around them in the other picture", far)
	}
}

// likeOneNear tells whether the colour at a pixel lies between those of the pixels around it in the other picture.
func likeOneNear(a, b image.Image, x, y int) bool {
	low, high := [3]uint32{1 << 16, 1 << 16, 1 << 16}, [3]uint32{}
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			var c [3]uint32
			c[0], c[1], c[2], _ = b.At(x+dx, y+dy).RGBA()
			for i := range c {
				low[i], high[i] = min(low[i], c[i]), max(high[i], c[i])
			}
		}
	}
	var c [3]uint32
	c[0], c[1], c[2], _ = a.At(x, y).RGBA()
	const slack = 0x2800
	for i := range c {
		if c[i]+slack < low[i] || c[i] > high[i]+slack {
			return false
		}
	}
	return true
}

func TestFileHasADrawingOnceAndAsVectors(t *testing.T) {
	s := newStationery(t)
	p := drawing(t)
	one, _ := s.print(t, grounded(p, 400*measure.MM, 300*measure.MM), cards.Options{})
	deck := grounded(p, 400*measure.MM, 300*measure.MM)
	for range 9 {
		deck = append(deck, deck[0])
	}
	ten, _ := s.print(t, deck, cards.Options{})
	if out := testkit.Tool(t, "pdfimages", "-list", ten); strings.Count(out, "\n") != 2 {
		t.Errorf("pixels: %s", out)
	}
	if a, b := size(t, one), size(t, ten); b-a > 9*600 {
		t.Errorf("ten sheets have %d bytes, one has %d", b, a)
	}
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestDrawingOfAnotherShapeIsNotStretched(t *testing.T) {
	s := newStationery(t)
	pages, notices, err := s.sides.Pages(grounded(drawing(t), 400*measure.MM, 200*measure.MM), cards.Options{})
	if err != nil || codes(notices) != "margins-of-background" || notices[0].Path != "/background" {
		t.Fatalf("notices %v, error %v", notices, err)
	}
	use := pages[0].Items[1].(*page.Use) // after its tag
	if use.Symbol.Box.H != 200*measure.MM || use.Symbol.Box.W.Millimetres() < 266.6 || use.Symbol.Box.W.Millimetres() > 266.7 || use.At.Y != 0 ||
		use.At.X != (400*measure.MM-use.Symbol.Box.W)/2 {
		t.Errorf("at %v, %v, want 266.67 by 200 mm in the middle", use.At, *use.Symbol.Box)
	}
}
