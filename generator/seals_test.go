package generator_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// ringOnWhite is a seal on a white ground: a red ring.
func ringOnWhite() image.Image {
	const size = 300
	m := image.NewRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			c := color.RGBA{255, 255, 255, 255}
			if d := (x-size/2)*(x-size/2) + (y-size/2)*(y-size/2); d < size*size/4 && d > size*size/5 {
				c = color.RGBA{220, 30, 30, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// A seal that was scanned, or saved without alpha, hides neither signature nor date: as many pixels are black as without it, but for
// those below its ink.
func TestTextIsSeenBelowASealOnWhite(t *testing.T) {
	var scanned, opaque bytes.Buffer
	if err := jpeg.Encode(&scanned, ringOnWhite(), nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&opaque, ringOnWhite()); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"a.jpg": {Data: scanned.Bytes()}, "a.png": {Data: opaque.Bytes()}}
	g := papers.Generator(t)
	const notice = "种类: 通知\n发文机关标志: 某某市教育局文件\n发文字号: 某教〔2026〕1号\n标题: 关于试用印章的通知\n主送机关: 各学校：\n" +
		"正文: 请照此办理。\n署名: 某某市教育局\n成文日期: 2026-03-01\n"
	const certificate = "种类: 荣誉证书\n姓名: 张建国\n荣誉称号: 优秀共产党员\n颁发单位: 中共某某市委员会\n颁发日期: 2026-07-01\n"
	write := func(t *testing.T, name, input string, f generator.Format) string {
		t.Helper()
		p, err := g.Prepare(t.Context(), generator.Input{Text: []byte(input), Files: files})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(input, "印章: ") && !strings.Contains(fmt.Sprint(p.Warnings), "seal-ground") {
			t.Errorf("%s: not told: %v", name, p.Warnings)
		}
		var b bytes.Buffer
		if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
			t.Fatal(err)
		}
		return testkit.File(t, name+"."+string(f), b.Bytes())
	}
	draw := func(t *testing.T, name, input string, f generator.Format) image.Image {
		t.Helper()
		file := write(t, name, input, f)
		switch f {
		case generator.SVG:
			testkit.Tool(t, "rsvg-convert", "-d", "100", "-p", "100", "-b", "white", "-o", file+".png", file)
			return testkit.Picture(t, file+".png")
		case generator.DOCX:
			file = testkit.PDFs(t, file)[0]
		}
		return testkit.Draw(t, file, 1, 100)
	}
	for _, f := range []generator.Format{generator.PDF, generator.SVG, generator.DOCX} {
		for name, c := range map[string]struct{ without, with string }{
			"JPEG seal":   {notice + "落款: 加盖印章\n", "印章: a.jpg\n"},
			"PNG seal":    {notice + "落款: 加盖印章\n", "印章: a.png\n"},
			"certificate": {certificate, "印章: a.jpg\n"},
		} {
			if f == generator.DOCX && name == "PNG seal" {
				continue // the same file as of the JPEG, and LibreOffice is slow
			}
			t.Run(name+" "+string(f), func(t *testing.T) {
				before, red := inks(draw(t, "without", c.without, f))
				after, redAfter := inks(draw(t, "with", c.without+c.with, f))
				if after < before*97/100 {
					t.Errorf("%d of %d black pixels are left", after, before)
				}
				if redAfter < red+500 {
					t.Errorf("%d red pixels, %d without the seal", redAfter, red)
				}
			})
		}
	}
}

// inks counts the pixels that are black and those that are red.
func inks(m image.Image) (black, red int) {
	r := m.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
			switch {
			case max(c.R, c.G, c.B) < 100:
				black++
			case c.R > 180 && c.G < 110:
				red++
			}
		}
	}
	return black, red
}
