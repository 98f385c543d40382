package check

import (
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what pdfcpu makes of images
	_ "image/png"
	"io"
	"iter"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	_ "golang.org/x/image/tiff"

	"gongwen/generator/measure"
)

// Drawing is what a page of a PDF shows besides its text.
type Drawing struct {
	Page   int // from 1
	Shapes []Shape
	Images []*Image
}

// Shape is a filled path: the bounds of each of its subpaths, on the page as it is turned for reading.
type Shape []Rect

// Rect is a box on a page, from its top left corner.
type Rect struct{ Left, Top, Right, Bottom measure.Length }

// Image is an image of a PDF.
type Image struct {
	file   *pdfFile
	object types.Object
}

// Object is the number of the image in its file: pages that show the same image share it. It is 0 for an image without one.
func (i *Image) Object() int {
	if r, ok := i.object.(types.IndirectRef); ok {
		return r.ObjectNumber.Value()
	}
	return 0
}

// Decode gives the image, as it is stored. The error says why it cannot be read: its format may be one that few files have.
func (i *Image) Decode() (m image.Image, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			m, err = nil, fmt.Errorf("check: image: %v", fault)
		}
	}()
	stream, ok := i.file.get(i.object).(types.StreamDict)
	if !ok {
		return nil, errors.New("check: image: no stream")
	}
	conf := configuration()
	found, err := pdfcpu.ExtractImage(&model.Context{Configuration: conf, XRefTable: i.file.table}, &stream, false, "", i.Object(), false)
	if err != nil {
		return nil, fmt.Errorf("check: image: %w", err)
	}
	if found == nil {
		return nil, errors.New("check: image: unknown format")
	}
	m, _, err = image.Decode(found)
	return m, err
}

// Drawings gives the drawings of a PDF of size bytes, page by page. Its error, the last of the sequence, is an
// UnreadableError, else ctx's.
func Drawings(ctx context.Context, r io.ReaderAt, size int64) iter.Seq2[*Drawing, error] {
	return func(yield func(*Drawing, error) bool) {
		stopped := errors.New("check: stopped")
		f := &pdfFile{ctx: ctx, faces: map[int]*pdfFont{}, drawn: true}
		err := errLargeBatch
		if size <= largestFile {
			err = f.walk(r, size, func(s *sheet) error {
				f.steps, f.glyphs = 0, 0 // a batch has many pages; none may be larger than a paper
				if !yield(s.drawing(f), nil) {
					return stopped
				}
				return nil
			})
		}
		switch {
		case err == nil || errors.Is(err, stopped):
		case ctx.Err() != nil:
			yield(nil, ctx.Err())
		default:
			yield(nil, &UnreadableError{Message: sentence("pdf", err), Err: err})
		}
	}
}

func (s *sheet) drawing(f *pdfFile) *Drawing {
	d := &Drawing{Page: s.number}
	for _, pieces := range s.shapes {
		shape := make(Shape, len(pieces))
		for i := range pieces {
			b := pieces[i].box()
			shape[i] = Rect{b.left, b.top, b.right, b.bottom}
		}
		d.Shapes = append(d.Shapes, shape)
	}
	for _, o := range s.images {
		d.Images = append(d.Images, &Image{file: f, object: o})
	}
	return d
}
