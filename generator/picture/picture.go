// Package picture has the pictures that the user supplies: seals, photographs, emblems, backgrounds. A Picture is decoded once,
// and one pointer to it goes the whole way, from the record to the page; exporters tell pictures apart by it, or by Sum.
//
// Begin with Decode in this file, which finds out what a file is and whether it can be printed. orientation.go sets a photograph
// upright, seal.go makes the white of a seal clear, album.go keeps pictures that many inputs name. Drawings (SVG) are read by package artwork.
package picture

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"sync"

	"gongwen/generator/artwork"
)

// Picture is the file of a picture, found to be readable. It may be used by several goroutines at a time, and nobody may change
// it.
type Picture struct {
	Format        Format
	Data          []byte           // the whole file
	Width, Height int              // in pixels; of a drawing in its units
	Drawing       *artwork.Drawing // what a file of the format Drawing shows; nil for others
	Cleared       bool             // its white ground was made clear, see Seal
	Covers        bool             // the drawing of a seal, whose white shapes lie over its ink and hide what is below

	hash sync.Once
	sum  [sha256.Size]byte
}

// Format is a kind of file.
type Format uint8

// The formats of pictures.
const (
	PNG Format = iota
	JPEG
	Drawing // SVG
)

// String gives the name of the format.
func (f Format) String() string {
	if int(f) < len(names) {
		return names[f]
	}
	return fmt.Sprintf("format %d", f)
}

var names = [...]string{PNG: "PNG", JPEG: "JPEG", Drawing: "SVG"}

// Sum gives the SHA-256 of the file, which is the same for files that are the same. It is made at the first call.
func (p *Picture) Sum() [sha256.Size]byte {
	p.hash.Do(func() { p.sum = sha256.Sum256(p.Data) })
	return p.sum
}

// The limits of pictures. A page scanned at 300 dpi has 9 million pixels.
const (
	MaxBytes  = 8 << 20  // of a file
	maxPixels = 64 << 20 // of all pictures of an input
)

// Budget is how much the pictures of an input may take together. Its zero value is all that an input may.
type Budget struct{ used int } // pixels

// Decode reads a file and takes what it needs from the budget. The file is decoded to its last pixel, so that a damaged one is
// found here and not in print. A photograph that lies on its side, as those of telephones do, is set upright. The errors are
// Chinese sentences: what is wrong, and what would be right.
func (b *Budget) Decode(data []byte) (*Picture, error) {
	p, decoded, err := b.read(data)
	if err != nil || decoded == nil || p.Format != JPEG {
		return p, err
	}
	if how, ok := decoded.(*rotated); ok {
		p.Data, p.Width, p.Height, err = how.file()
	}
	return p, err
}

// read reads a file and gives its pixels too, set upright; nil for those of a drawing.
func (b *Budget) read(data []byte) (*Picture, image.Image, error) {
	if len(data) > MaxBytes {
		return nil, nil, fmt.Errorf("图片超过 %d MB，请缩小后再试。", MaxBytes>>20)
	}
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return b.pixels(PNG, data)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return b.pixels(JPEG, data)
	case artwork.Is(data):
		d, err := artwork.Read(data)
		if err != nil {
			return nil, nil, err
		}
		return &Picture{Format: Drawing, Data: data, Width: int(d.Width), Height: int(d.Height), Drawing: d}, nil, nil
	}
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		return nil, nil, errors.New("可能是压缩了的 SVG（.svgz），请在绘图软件里另存为不压缩的 .svg。")
	}
	return nil, nil, errors.New("不是 PNG 或 JPEG 图片，请另存为这两种格式之一。")
}

const damaged = "图片已经损坏，不能读出，请换一个文件。"

// pixels reads a file of pixels.
func (b *Budget) pixels(f Format, data []byte) (*Picture, image.Image, error) {
	head, err := f.head(data)
	if err != nil || head.Width == 0 || head.Height == 0 {
		return nil, nil, errors.New(damaged)
	}
	if err := b.allow(head); err != nil {
		return nil, nil, err
	}
	decode := png.Decode
	if f == JPEG {
		decode = jpeg.Decode
	}
	decoded, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, errors.New(damaged)
	}
	if how := orientation(data); f == JPEG && how != 1 {
		decoded = &rotated{decoded, how}
	}
	return &Picture{Format: f, Data: data, Width: head.Width, Height: head.Height}, decoded, nil
}

// allow refuses what cannot be printed or would take too much memory, before it is decoded.
func (b *Budget) allow(c image.Config) error {
	if c.ColorModel == color.CMYKModel {
		return errors.New("图片是 CMYK 颜色的 JPEG，各种程序显示不一，请另存为 RGB 颜色再试。")
	}
	if c.Width > maxPixels/c.Height || c.Width*c.Height > maxPixels-b.used {
		return fmt.Errorf("图片太大（%d×%d 像素），全部图片最多可有 %d 百万像素，请缩小后再试。", c.Width, c.Height, maxPixels>>20)
	}
	b.used += c.Width * c.Height
	return nil
}

// head reads the head of a file of pixels.
func (f Format) head(data []byte) (image.Config, error) {
	switch f {
	case PNG:
		return png.DecodeConfig(bytes.NewReader(data))
	case JPEG:
		return jpeg.DecodeConfig(bytes.NewReader(data))
	}
	return image.Config{}, fmt.Errorf("%s has no pixels", f)
}

// Head reads the head of the file: its size in pixels and how it has its colours. The error says what is wrong with a file
// that is not of its format, that was cut short, or whose size is not that of the Picture; a drawing has no such head. The
// pixels are not read.
func (p *Picture) Head() (image.Config, error) {
	head, err := p.Format.head(p.Data)
	end := "IEND" // ISO/IEC 15948, 11.2.5
	if p.Format == JPEG {
		end = "\xFF\xD9" // ITU-T T.81, B.2.1: EOI
	}
	switch {
	case err != nil:
		return head, fmt.Errorf("no readable %s file: %w", p.Format, err)
	case !bytes.Contains(p.Data, []byte(end)):
		return head, errors.New("the file was cut short")
	case head.Width != p.Width || head.Height != p.Height:
		return head, fmt.Errorf("%d by %d pixels, and %d by %d in the file", p.Width, p.Height, head.Width, head.Height)
	}
	return head, nil
}
