package picture_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"gongwen/generator/picture"
)

// marked is a JPEG of 64 by 32 whose pixels begin with a red corner and whose first row ends with a green one, with a note of how
// it lies.
func marked(t *testing.T, order binary.ByteOrder, orientation uint16) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for y := range 32 {
		for x := range 64 {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case y < 16 && x < 16:
				c = color.RGBA{255, 0, 0, 255}
			case y < 16 && x >= 48:
				c = color.RGBA{0, 255, 0, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("II*\x00")
	if order == binary.BigEndian {
		tiff = []byte("MM\x00*")
	}
	put := func(v any) { tiff, _ = binary.Append(tiff, order, v) }
	put(uint32(8))
	put(uint16(2))
	put([6]uint16{0x010F, 3, 0, 1, 7, 0}) // another entry before it
	put([2]uint16{0x0112, 3})
	put(uint32(1))
	put([2]uint16{orientation, 0})
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(segment)+2))
	return append(append(head, segment...), b.Bytes()[2:]...)
}

// The standard says of each value which side of the upright picture the first row of the file is, and which the first column.
func TestPhotographsStandUpright(t *testing.T) {
	for orientation, c := range []struct{ red, green string }{
		{"top left", "top right"}, // no such value: as it is
		{"top left", "top right"}, {"top right", "top left"}, {"bottom right", "bottom left"}, {"bottom left", "bottom right"},
		{"top left", "bottom left"}, {"top right", "bottom right"}, {"bottom right", "top right"}, {"bottom left", "top left"},
	} {
		for _, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
			p, err := new(picture.Budget).Decode(marked(t, order, uint16(orientation)))
			if err != nil {
				t.Fatal(err)
			}
			m, err := jpeg.Decode(bytes.NewReader(p.Data))
			if err != nil {
				t.Fatal(err)
			}
			size := m.Bounds().Size()
			if p.Width != size.X || p.Height != size.Y || (orientation >= 5) != (size.Y > size.X) {
				t.Errorf("%d: %d × %d, and %v in the file", orientation, p.Width, p.Height, size)
			}
			for corner, at := range map[string]image.Point{"top left": {8, 8}, "top right": {size.X - 8, 8},
				"bottom left": {8, size.Y - 8}, "bottom right": {size.X - 8, size.Y - 8}} {
				r, g, b, _ := m.At(at.X, at.Y).RGBA()
				if red := r > 0xC000 && g < 0x4000 && b < 0x4000; red != (corner == c.red) {
					t.Errorf("%d: red at the %s: %v", orientation, corner, red)
				}
				if green := g > 0xC000 && r < 0x4000 && b < 0x4000; green != (corner == c.green) {
					t.Errorf("%d: green at the %s: %v", orientation, corner, green)
				}
			}
		}
	}
}

func TestDamagedNoteOfOrientationIsPassedOver(t *testing.T) {
	whole := marked(t, binary.BigEndian, 6)
	for at := 12; at < 46; at++ { // in the segment
		for _, v := range []byte{0, 0x7F, 0xFF} {
			file := bytes.Clone(whole)
			file[at] = v
			if _, err := new(picture.Budget).Decode(file); err != nil {
				t.Errorf("byte %d of %#x: %v", at, v, err)
			}
		}
	}
}
