package page

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
)

// Head reads the head of the file: its size in pixels and how it has its colours. The error says what is wrong with a file
// that is not of its format, that was cut short, or whose size is not that of the Picture. The pixels are not read.
func (p *Picture) Head() (image.Config, error) {
	var head image.Config
	var name, end string
	var err error
	switch p.Format {
	case PNG:
		name, end = "PNG", "IEND" // ISO/IEC 15948, 11.2.5
		head, err = png.DecodeConfig(bytes.NewReader(p.Data))
	case JPEG:
		name, end = "JPEG", "\xFF\xD9" // ITU-T T.81, B.2.1: EOI
		head, err = jpeg.DecodeConfig(bytes.NewReader(p.Data))
	default:
		return head, fmt.Errorf("a file of format %d", p.Format)
	}
	switch {
	case err != nil:
		return head, fmt.Errorf("no readable %s file: %w", name, err)
	case !bytes.Contains(p.Data, []byte(end)):
		return head, errors.New("the file was cut short")
	case head.Width != p.Width || head.Height != p.Height:
		return head, fmt.Errorf("%d by %d pixels, and %d by %d in the file", p.Width, p.Height, head.Width, head.Height)
	}
	return head, nil
}
