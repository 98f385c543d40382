package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"gongwen/generator/picture"
)

var (
	white = color.NRGBA{255, 255, 255, 255}
	ink   = color.NRGBA{220, 30, 30, 255}
)

// ring is a seal of size by size pixels: a ring of ink with a bar in it, on a ground.
func ring(size int, ground, ink color.NRGBA) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, size, size))
	half := size / 2
	for y := range size {
		for x := range size {
			c := ground
			if d := (x-half)*(x-half) + (y-half)*(y-half); d < half*half && d > half*half*3/4 || x > size/3 && x < size/2 && y > size/3 && y < size*2/3 {
				c = ink
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func asPNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// over lays the file of a seal on a colour.
func over(t *testing.T, file []byte, ground color.Color) *image.RGBA {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	flat := image.NewRGBA(m.Bounds())
	draw.Draw(flat, flat.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, m, m.Bounds().Min, draw.Over)
	return flat
}

// A seal looks on white paper as it did, and black that lies below its white is black.
func TestWhiteOfASealIsMadeClear(t *testing.T) {
	const size = 300
	original := ring(size, white, ink)
	paper := color.NRGBA{246, 244, 241, 255}
	speckled := ring(size, paper, ink)
	for i := 0; i < len(speckled.Pix); i += 28 {
		speckled.Pix[i] -= speckled.Pix[i] / 64
	}
	inClear := ring(size, white, ink) // white within the ring, clear outside
	for y := range size {
		for x := range size {
			if (x-size/2)*(x-size/2)+(y-size/2)*(y-size/2) > size*size/4 {
				inClear.SetNRGBA(x, y, color.NRGBA{})
			}
		}
	}
	for name, c := range map[string]struct {
		file      []byte
		tolerance int
	}{
		"PNG without alpha":      {asPNG(t, original), 1},
		"JPEG":                   {asJPEG(t, original), 40},
		"scan of greyish paper":  {asPNG(t, speckled), 16},
		"PNG clear outside":      {asPNG(t, inClear), 1},
		"black chop":             {asPNG(t, ring(size, white, color.NRGBA{0, 0, 0, 255})), 255},
		"JPEG that lies on side": {rotatedJPEG(asJPEG(t, original)), 255},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := new(picture.Budget).Seal(c.file)
			if err != nil {
				t.Fatal(err)
			}
			if !p.Cleared || p.Format != picture.PNG || p.Width != size || p.Height != size {
				t.Fatalf("got a %s of %d by %d, cleared: %v", p.Format, p.Width, p.Height, p.Cleared)
			}
			looked := image.Image(original)
			if m, err := jpeg.Decode(bytes.NewReader(c.file)); err == nil {
				looked = m
			}
			onWhite, onBlack := over(t, p.Data, color.White), over(t, p.Data, color.Black)
			for y := 0; y < size; y += 3 {
				for x := 0; x < size; x += 3 {
					want, got := color.NRGBAModel.Convert(looked.At(x, y)).(color.NRGBA), onWhite.RGBAAt(x, y)
					if far(want.R, got.R) > c.tolerance || far(want.G, got.G) > c.tolerance || far(want.B, got.B) > c.tolerance {
						t.Fatalf("at %d, %d: %v on white paper, want %v", x, y, got, want)
					}
				}
			}
			for _, at := range []image.Point{{2, 2}, {size * 3 / 4, size / 2}, {size / 2, size / 5}} {
				if got := onBlack.RGBAAt(at.X, at.Y); max(got.R, got.G, got.B) > 24 {
					t.Errorf("black at %v is %v below the seal", at, got)
				}
			}
		})
	}
}

func far(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

// rotatedJPEG notes in a JPEG that it lies on its side.
func rotatedJPEG(file []byte) []byte {
	note := "\xFF\xE1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	return append([]byte("\xFF\xD8"+note), file[2:]...)
}

func TestClearSealStaysAsItIs(t *testing.T) {
	for name, m := range map[string]image.Image{
		"clear ground":        ring(200, color.NRGBA{}, ink),
		"half clear ink":      ring(200, color.NRGBA{}, color.NRGBA{220, 30, 30, 120}),
		"clear white, unseen": ring(200, color.NRGBA{255, 255, 255, 0}, ink),
	} {
		file := asPNG(t, m)
		p, err := new(picture.Budget).Seal(file)
		if err != nil {
			t.Fatal(err)
		}
		if p.Cleared || !bytes.Equal(p.Data, file) {
			t.Errorf("%s: changed", name)
		}
	}
}

func TestSealThatIsNotSurelyInkOnPaperIsRefused(t *testing.T) {
	shaded := ring(200, white, ink)
	for y := range 200 {
		for x := range 200 {
			if v := uint8(255 - y/3); shaded.NRGBAAt(x, y) == white {
				shaded.SetNRGBA(x, y, color.NRGBA{v, v, v, 255})
			}
		}
	}
	squared := ring(200, white, ink)
	for y := range 200 {
		for x := 0; x < 200; x += 8 {
			if squared.NRGBAAt(x, y) == white {
				squared.SetNRGBA(x, y, color.NRGBA{180, 180, 185, 255})
			}
		}
	}
	for name, c := range map[string]struct {
		m    image.Image
		want string
	}{
		"grey ground":   {ring(200, color.NRGBA{190, 188, 180, 255}, ink), "不是白底"},
		"yellow ground": {ring(200, color.NRGBA{250, 235, 190, 255}, ink), "不是白底"},
		"shade":         {shaded, "深浅不匀"},
		"lined paper":   {squared, "深浅不匀"},
		"all ink":       {image.NewUniform(ink), "不是白底"},
		"blank":         {ring(200, white, white), "看不出印迹"},
	} {
		if u, ok := c.m.(*image.Uniform); ok {
			m := image.NewNRGBA(image.Rect(0, 0, 200, 200))
			draw.Draw(m, m.Rect, u, image.Point{}, draw.Src)
			c.m = m
		}
		for format, file := range map[string][]byte{"PNG": asPNG(t, c.m), "JPEG": asJPEG(t, c.m)} {
			if _, err := new(picture.Budget).Seal(file); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s: %v, want %s", name, format, err, c.want)
			}
		}
	}
}

// A photograph of very many pixels becomes a seal of some million, with the same outline and colours.
func TestLargeSealIsMadeSmaller(t *testing.T) {
	p, err := new(picture.Budget).Seal(asJPEG(t, ring(3100, white, ink)))
	if err != nil {
		t.Fatal(err)
	}
	if p.Width*p.Height > 2<<20 || p.Width < 1000 || p.Width != p.Height {
		t.Errorf("%d by %d pixels", p.Width, p.Height)
	}
	if got := over(t, p.Data, color.White).RGBAAt(p.Width*2/5, p.Height/2); far(got.R, ink.R) > 8 || far(got.G, ink.G) > 8 {
		t.Errorf("the bar is %v", got)
	}
}

func TestWhiteGroundOfADrawnSeal(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">`
	for _, c := range []struct {
		name, shapes    string
		cleared, covers bool
		left            int
	}{
		{"ground", `<path fill="#fff" d="M0 0H90V90H0z"/><path fill="#d00" d="M9 9H80V80z"/>`, true, false, 1},
		{"no ground", `<path fill="#d00" d="M9 9H80V80z"/>`, false, false, 1},
		{"white over ink", `<path fill="#d00" d="M9 9H80V80z"/><path fill="white" d="M20 20H30V30z"/>`, false, true, 2},
	} {
		p, err := new(picture.Budget).Seal([]byte(svg + c.shapes + `</svg>`))
		if err != nil {
			t.Fatal(err)
		}
		if p.Cleared != c.cleared || p.Covers != c.covers || len(p.Drawing.Shapes) != c.left {
			t.Errorf("%s: cleared %v, covers %v, %d shapes", c.name, p.Cleared, p.Covers, len(p.Drawing.Shapes))
		}
	}
}
