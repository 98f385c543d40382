package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
)

// orientation gives how a JPEG is to be rotated to stand upright, as telephones note it: 1 not at all, to 8 (Exif 2.3, 4.6.4,
// Orientation). What it cannot read it takes for 1.
func orientation(file []byte) int {
	for at := 2; at+4 <= len(file) && file[at] == 0xFF; {
		marker, length := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		if marker == 0xDA || length < 2 || at+2+length > len(file) { // the pixels begin
			return 1
		}
		if segment := file[at+4 : at+2+length]; marker == 0xE1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")) {
			return orientationOf(segment[6:])
		}
		at += 2 + length
	}
	return 1
}

// orientationOf reads the first directory of a TIFF structure.
func orientationOf(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return 1
	}
	first := int64(order.Uint32(tiff[4:]))
	if first+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[first+2:]
	const tag, size = 0x0112, 12
	for n := order.Uint16(tiff[first:]); n > 0 && len(entries) >= size; n-- {
		if order.Uint16(entries) == tag {
			if v := order.Uint16(entries[8:]); v >= 1 && v <= 8 {
				return int(v)
			}
			return 1
		}
		entries = entries[size:]
	}
	return 1
}

// uprightQuality is that of a JPEG that is written anew: what is lost nobody sees in print.
const uprightQuality = 95

// file gives the picture as it is looked at, as a new file: viewers of PDF and of Word do not rotate it.
func (t *rotated) file() (file []byte, width, height int, err error) {
	size := t.Bounds().Size()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, t, &jpeg.Options{Quality: uprightQuality}); err != nil {
		return nil, 0, 0, err
	}
	return b.Bytes(), size.X, size.Y, nil
}

// rotated is a picture that is looked at as its orientation says.
type rotated struct {
	image.Image
	orientation int
}

// Bounds has its corner at 0, 0.
func (t *rotated) Bounds() image.Rectangle {
	size := t.Image.Bounds().Size()
	if t.orientation >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	return image.Rectangle{Max: size}
}

// At gives the colour of a pixel.
func (t *rotated) At(x, y int) color.Color {
	r := t.Image.Bounds()
	right, foot := r.Dx()-1, r.Dy()-1
	switch t.orientation {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, foot-y
	case 4:
		y = foot - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, foot-x
	case 7:
		x, y = right-y, foot-x
	case 8:
		x, y = right-y, x
	}
	return t.Image.At(r.Min.X+x, r.Min.Y+y)
}
