package record_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// marked is a JPEG of 64 by 32 whose pixels begin with a red corner and whose first row ends with a green one, with a note of how
// it is turned.
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
	schema, err := record.Compile("cards", []byte(`{"type": "object", "properties": {"photo": {"type": "string", "title": "照片", "x-file": "picture"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for orientation, c := range []struct{ red, green string }{
		{"top left", "top right"}, // no such value: as it is
		{"top left", "top right"}, {"top right", "top left"}, {"bottom right", "bottom left"}, {"bottom left", "bottom right"},
		{"top left", "bottom left"}, {"top right", "bottom right"}, {"bottom right", "top right"}, {"bottom left", "top left"},
	} {
		for _, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
			files := fstest.MapFS{"a.jpg": {Data: marked(t, order, uint16(orientation))}}
			r, err := record.Decode([]byte("照片: a.jpg\n"), record.YAML, schema, record.Files{FS: files})
			if err != nil {
				t.Fatal(err)
			}
			p := r.Picture("/photo")
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
	schema, err := record.Compile("cards", []byte(`{"type": "object", "properties": {"photo": {"type": "string", "title": "照片", "x-file": "picture"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	whole := marked(t, binary.BigEndian, 6)
	for at := 12; at < 46; at++ { // in the segment
		for _, v := range []byte{0, 0x7F, 0xFF} {
			file := bytes.Clone(whole)
			file[at] = v
			if _, err := record.Decode([]byte("照片: a.jpg\n"), record.YAML, schema, record.Files{FS: fstest.MapFS{"a.jpg": {Data: file}}}); err != nil {
				t.Errorf("byte %d of %#x: %v", at, v, err)
			}
		}
	}
}

// reasons gives fields and messages of a Refusal.
func reasons(err error) string {
	var faults notice.Refusal
	if !errors.As(err, &faults) {
		return fmt.Sprint(err)
	}
	var all []string
	for _, f := range faults {
		all = append(all, f.Field+" "+f.Message)
	}
	return strings.Join(all, "\n")
}

const emblem = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">
<path d="M0 0H10V20z"/></svg>`

func TestDrawingsOnlyWhereTheyMayBe(t *testing.T) {
	schema, err := record.Compile("cards", []byte(`{"type": "object", "properties": {
		"photo": {"type": "string", "title": "照片", "x-file": "picture"}, "emblem": {"type": "string", "title": "徽标", "x-file": "artwork"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"a.svg": {Data: []byte(emblem)}, "text.svg": {Data: []byte(`<svg viewBox="0 0 9 9">` + "\n<text>字</text></svg>")},
		"a.png": {Data: encoded(t, asPNG, 30, 20)}}
	for input, want := range map[string]string{
		"徽标: a.svg\n":            "",
		"徽标: a.png\n照片: a.png\n": "",
		"徽标: " + dataURI("image/svg+xml", []byte(emblem)) + "\n": "",
		"照片: a.svg\n":            "照片 这里不能用 SVG，请另存为 PNG 或 JPEG 图片。",
		"徽标: a.svg\n照片: a.svg\n": "照片 这里不能用 SVG，请另存为 PNG 或 JPEG 图片。",
		"徽标: text.svg\n":         "徽标 SVG 第2行：<text> 是文字，不能照原样印出，请在绘图软件里把文字转为路径（曲线）再导出。",
	} {
		r, err := record.Decode([]byte(input), record.YAML, schema, record.Files{FS: files})
		if want != "" {
			if got := reasons(err); got != want {
				t.Errorf("%s: %s, want %s", input, got, want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if p := r.Picture("/emblem"); (p.Drawing != nil) == (p.Height < 100) {
			t.Errorf("%s: %+v", input, p)
		}
	}
}
