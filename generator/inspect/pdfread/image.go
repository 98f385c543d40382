package pdfread

import (
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what pdfcpu makes of images
	_ "image/png"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	_ "golang.org/x/image/tiff"
)

// Image is an image on a page.
type Image struct {
	Place Box

	file   *file
	object types.Object // nil for one that stands in the content itself
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
			m, err = nil, fmt.Errorf("pdfread: image: %v", fault)
		}
	}()
	stream, ok := i.file.get(i.object).(types.StreamDict)
	if !ok {
		return nil, errors.New("pdfread: image: no stream")
	}
	conf := configuration()
	found, err := pdfcpu.ExtractImage(&model.Context{Configuration: conf, XRefTable: i.file.table}, &stream, false, "", i.Object(), false)
	if err != nil {
		return nil, fmt.Errorf("pdfread: image: %w", err)
	}
	if found == nil {
		return nil, errors.New("pdfread: image: unknown format")
	}
	m, _, err = image.Decode(found)
	return m, err
}
