package generator

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"gongwen/generator/doc"
	"gongwen/generator/qr"
)

// wordCode gives docx the picture of a QR code, since Word has no paths: a PNG with eight pixels to a module and the quiet
// zone of four modules around it (ISO/IEC 18004, 6.3.8).
func wordCode(text string) (*doc.Picture, error) {
	const module, quiet = 8, 4
	code, err := qr.Encode(text)
	if err != nil {
		return nil, err
	}
	side := (code.Size() + 2*quiet) * module
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			if code.Dark(x/module-quiet, y/module-quiet) {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		return nil, err
	}
	return &doc.Picture{Data: file.Bytes(), Width: side, Height: side, Alt: "二维码"}, nil
}
