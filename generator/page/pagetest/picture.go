package pagetest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// The pictures have 200 by 100 pixels. Their left half is painted, and the right half is another colour.
const pictureWidth, pictureHeight = 200, 100

func halves(left, right color.Color) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, pictureWidth, pictureHeight))
	for y := range pictureHeight {
		for x := range pictureWidth {
			if x < pictureWidth/2 {
				m.Set(x, y, left)
			} else {
				m.Set(x, y, right)
			}
		}
	}
	return m
}

// Seal gives a PNG that is red on the left, and on the right red of which half shines through.
func Seal() *picture.Picture {
	r, g, b := page.Red.RGB()
	return PNG(halves(color.NRGBA{R: r, G: g, B: b, A: 255}, color.NRGBA{R: r, G: g, B: b, A: 128}))
}

// Photo gives a JPEG that is blue on the left and yellow on the right.
func Photo() *picture.Picture {
	return JPEG(halves(color.NRGBA{B: 200, A: 255}, color.NRGBA{R: 250, G: 220, A: 255}))
}

// PNG gives m as a picture, in the kind of PNG that holds m's type of pixels.
func PNG(m image.Image) *picture.Picture {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return &picture.Picture{Format: picture.PNG, Data: b.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}
}

// JPEG gives m as a picture, in grey if m is an image.Gray.
func JPEG(m image.Image) *picture.Picture {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return &picture.Picture{Format: picture.JPEG, Data: b.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}
}

// pictures gives a page of pictures in colour and grey, one of them over text and twice, and a group that has every type of
// item, with a group in it.
func pictures(han page.Font, seal *picture.Picture) *page.Page {
	photo := Photo()
	grey := image.NewGray(image.Rect(0, 0, pictureWidth, pictureHeight))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(i % pictureWidth)
	}
	line := func(x, y page.Length, glyphs ...page.Glyph) *page.Text {
		return &page.Text{At: at(x, y), Font: han, Size: 22 * pt, Stretch: 1000, Color: page.Black, Glyphs: glyphs}
	}
	return newPage(210, 297, "3",
		line(28, 37,
			page.Glyph{ID: 20, Rune: '印', Advance: 22 * pt},
			page.Glyph{ID: 22, Rune: '章', Advance: 22 * pt},
		),
		&page.Image{Box: box(20, 28, 24, 12), Picture: seal, Alt: "公章 <&>"},
		&page.Image{Box: box(80, 28, 40, 20), Picture: photo, Alt: "照片"},
		&page.Image{Box: box(130, 28, 20, 40), Picture: photo},
		&page.Image{Box: box(28, 60, 40, 20), Picture: PNG(grey), Alt: "灰度图"},
		&page.Image{Box: box(80, 60, 40, 20), Picture: JPEG(grey), Alt: "灰度照片"},
		&page.Group{At: at(30, 280), Items: []page.Item{
			line(10, 20,
				page.Glyph{ID: 24, Rune: '横', Advance: 22 * pt},
				page.Glyph{ID: 26, Rune: '𠄀', Advance: 22 * pt},
				page.Glyph{ID: 6, Rune: '（', Advance: 11 * pt, Offset: -11 * pt},
				page.Glyph{ID: 28, Rune: '表', Advance: 22 * pt},
			),
			page.Rectangle(box(10, 30, 100, 1), page.Red),
			&page.Image{Box: box(10, 40, 40, 20), Picture: seal, Alt: "附表章"},
			&page.Group{At: at(100, 60), Items: []page.Item{
				line(5, 10,
					page.Glyph{ID: 30, Rune: '倒', Advance: 22 * pt},
					page.Glyph{ID: 32, Rune: '置', Advance: 22 * pt},
				),
			}},
		}},
		line(28, 290, page.Glyph{ID: 34, Rune: '后', Advance: 22 * pt}),
	)
}

func box(x, y, w, h page.Length) page.Rect {
	return page.Rect{X: x * mm, Y: y * mm, W: w * mm, H: h * mm}
}
