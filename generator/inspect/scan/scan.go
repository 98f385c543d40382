// Package scan reads QR codes off finished papers: photographs and scans, and PDFs without printing them.
//
// Codes in a PDF are read where they are drawn: as one path of rectangles, as package qr draws them, or as an image. Those
// that are drawn in another way, such as in letters of a font, are not found: a picture of the page has them.
package scan

import (
	"context"
	"fmt"
	"image"
	_ "image/gif" // the formats of photographs and scans
	_ "image/jpeg"
	_ "image/png"
	"io"
	"iter"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	"golang.org/x/image/draw"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"gongwen/generator/inspect/pdfread"
)

// Page is a page of a PDF with the texts of its codes.
type Page struct {
	Number int // from 1
	Texts  []string
}

// PDF reads the codes of a PDF of size bytes, page by page. Its error, the last of the sequence, is a
// pdfread.UnreadableError, otherwise ctx.Err().
func PDF(ctx context.Context, r io.ReaderAt, size int64) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		known := map[int][]string{} // the texts of an image by its number
		for page, err := range pdfread.Pages(ctx, r, size) {
			if err != nil {
				yield(Page{}, err)
				return
			}
			p := Page{Number: page.Number}
			for _, s := range page.Shapes {
				if text, ok := drawn(s); ok {
					p.Texts = append(p.Texts, text)
				}
			}
			for n := range page.Images {
				i := &page.Images[n]
				texts, seen := known[i.Object()]
				if !seen || i.Object() == 0 {
					texts = imaged(i)
					known[i.Object()] = texts
				}
				p.Texts = append(p.Texts, texts...)
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// imaged gives the texts of the codes in an image of a PDF. One that cannot be read has none.
func imaged(i *pdfread.Image) []string {
	m, err := i.Decode()
	if err != nil {
		return nil
	}
	return texts(m)
}

// mostPixels is how large a photograph may be: four times what cameras of phones give.
const mostPixels = 200_000_000

// Image reads the codes of a picture: PNG, JPEG, GIF, BMP, TIFF or WebP. The error says why it is no such picture.
func Image(r io.ReadSeeker) ([]string, error) {
	head, _, err := image.DecodeConfig(r)
	if err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width > mostPixels/head.Height {
		return nil, fmt.Errorf("scan: a picture of %d by %d pixels", head.Width, head.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	m, _, err := image.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	return texts(m), nil
}

// sizes are the longest sides in pixels to which a picture is made smaller, if nothing is found in it as it is: the noise of
// a large photograph hides its codes.
var sizes = [...]int{1 << 30, 2400, 1200}

// texts gives the texts of all codes in a picture, from the attempt that finds any.
func texts(m image.Image) []string {
	for i, size := range sizes {
		longest := max(m.Bounds().Dx(), m.Bounds().Dy())
		if i > 0 && longest <= size {
			continue
		}
		small := m
		if longest > size {
			small = scaled(m, size, longest)
		}
		source := gozxing.NewLuminanceSourceFromImage(small)
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
			if found := attempt(binarizer); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

func scaled(m image.Image, size, longest int) image.Image {
	b := m.Bounds()
	small := image.NewGray(image.Rect(0, 0, max(1, b.Dx()*size/longest), max(1, b.Dy()*size/longest)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), m, b, draw.Src, nil)
	return small
}

// attempt reads the codes in one black-and-white view of a picture.
func attempt(b gozxing.Binarizer) (texts []string) {
	defer func() {
		if recover() != nil {
			texts = nil // gozxing may trip over what looks like a code and is none
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return nil
	}
	found, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(bitmap, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
	})
	if err != nil {
		return nil
	}
	for _, f := range found {
		texts = append(texts, f.GetText())
	}
	return texts
}
