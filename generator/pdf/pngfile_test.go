package pdf_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"testing"
)

// pngFile is a PNG file of a kind that image/png reads and does not write (ISO/IEC 15948).
type pngFile struct {
	width, height int
	colour        byte // colour type: 0 grey, 2 colours, 3 palette, 4 grey with alpha, 6 colours with alpha
	depth         int  // bits a channel
	interlaced    bool
	palette       []byte // PLTE
	hidden        []byte // tRNS
	at            func(x, y int) []uint16
}

// bytes gives the file. Its rows take turns with the five filters.
func (p *pngFile) bytes(t testing.TB) []byte {
	t.Helper()
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	passes := [][4]int{{0, 0, 1, 1}} // first column and row, steps between columns and rows
	if p.interlaced {
		passes = [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
	}
	for _, pass := range passes {
		var above []byte
		for y := pass[1]; y < p.height; y += pass[3] {
			row := p.row(y, pass[0], pass[2])
			if _, err := z.Write(filtered(byte(y/pass[3]%5), row, above, max(1, len(p.at(0, 0))*p.depth/8))); err != nil {
				t.Fatal(err)
			}
			above = row
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(p.width)), uint32(p.height))
	head = append(head, byte(p.depth), p.colour, 0, 0, 0)
	if p.interlaced {
		head[12] = 1
	}
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		name string
		data []byte
	}{{"IHDR", head}, {"PLTE", p.palette}, {"tRNS", p.hidden}, {"IDAT", pixels.Bytes()}, {"IEND", nil}} {
		if c.data == nil && c.name != "IEND" {
			continue
		}
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.data)))
		chunk := append([]byte(c.name), c.data...)
		out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	}
	return out
}

// row gives the samples of every step-th pixel of a row, packed into bytes.
func (p *pngFile) row(y, first, step int) []byte {
	var out []byte
	held, bits := uint32(0), 0
	for x := first; x < p.width; x += step {
		for _, v := range p.at(x, y) {
			held, bits = held<<p.depth|uint32(v), bits+p.depth
			for ; bits >= 8; bits -= 8 {
				out = append(out, byte(held>>(bits-8)))
			}
		}
	}
	if bits > 0 {
		out = append(out, byte(held<<(8-bits)))
	}
	return out
}

// filtered gives a row behind the number of its filter: none, Sub, Up, Average or Paeth. A pixel has size bytes.
func filtered(filter byte, row, above []byte, size int) []byte {
	out := []byte{filter}
	if above == nil {
		above = make([]byte, len(row))
	}
	for i, v := range row {
		var left, upperLeft int
		if i >= size {
			left, upperLeft = int(row[i-size]), int(above[i-size])
		}
		up := int(above[i])
		out = append(out, v-byte([]int{0, left, up, (left + up) / 2, paeth(left, up, upperLeft)}[filter]))
	}
	return out
}

// paeth gives the one of three bytes that is nearest to left + up - upperLeft.
func paeth(left, up, upperLeft int) int {
	distance := func(v int) int { d := left + up - upperLeft - v; return max(d, -d) }
	if distance(left) <= distance(up) && distance(left) <= distance(upperLeft) {
		return left
	}
	if distance(up) <= distance(upperLeft) {
		return up
	}
	return upperLeft
}

// cmykJPEG gives a JPEG of 30 by 20 pixels in process inks, all of one shade: a grey one of as many blocks, whose head says
// that each four of them are one of the picture.
func cmykJPEG(t *testing.T) []byte {
	t.Helper()
	grey := image.NewGray(image.Rect(0, 0, 4*32, 24))
	for i := range grey.Pix {
		grey.Pix[i] = 128
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, grey, nil); err != nil {
		t.Fatal(err)
	}
	frame := "\xFF\xC0\x00\x0B\x08\x00\x18\x00\x80\x01\x01\x11\x00" // SOF0, ITU-T T.81, B.2.2
	// APP14 says that the four are inks as they are. SOS: B.2.3.
	const adobe = "\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"
	scan := "\xFF\xDA\x00\x08\x01\x01\x00"
	for old, inks := range map[string]string{
		frame: adobe + "\xFF\xC0\x00\x14\x08\x00\x14\x00\x1E\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00",
		scan:  "\xFF\xDA\x00\x0E\x04\x01\x00\x02\x00\x03\x00\x04\x00",
	} {
		if bytes.Count(b.Bytes(), []byte(old)) != 1 {
			t.Fatalf("image/jpeg writes no % x", old)
		}
		b = *bytes.NewBuffer(bytes.Replace(b.Bytes(), []byte(old), []byte(inks), 1))
	}
	if m, err := jpeg.Decode(bytes.NewReader(b.Bytes())); err != nil {
		t.Fatal(err)
	} else if _, ok := m.(*image.CMYK); !ok || m.Bounds() != image.Rect(0, 0, 30, 20) {
		t.Fatalf("%T of %v", m, m.Bounds())
	}
	return b.Bytes()
}
