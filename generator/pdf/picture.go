package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strconv"

	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// Image paints a picture: what the resource paints is a square of one point. What it shows is the Alt of a Span, ISO
// 32000-1, 14.9.3, and no ActualText: a search for the words of the paper is not to find it.
//
// The transparency of a picture needs no group of the page, as ISO 19005-2, 6.2.10 asks for one only in files without an
// output intent.
func (c *content) Image(i *page.Image) error {
	if i.Box.W <= 0 || i.Box.H <= 0 {
		return fmt.Errorf("a box of %v by %v", i.Box.W, i.Box.H)
	}
	p, err := c.pictureOf(i.Picture)
	if err != nil {
		return err
	}
	c.leaveText()
	if i.Alt != "" {
		c.beginSpan("Alt", i.Alt)
	}
	c.puts("q ")
	c.out = appendPoints(c.out, i.Box.W)
	c.puts(" 0 0 ")
	c.out = appendPoints(c.out, i.Box.H)
	c.puts(" ")
	c.point(page.Point{X: i.Box.X, Y: i.Box.Y + i.Box.H})
	c.puts("cm ")
	c.puts(p.resource)
	c.puts(" Do Q\n")
	if i.Alt != "" {
		c.puts("EMC\n")
	}
	return nil
}

// pictureOf gives the image of a picture (ISO 32000-1, 8.9.5), which it writes at the picture's first use.
func (f *file) pictureOf(p *picture.Picture) (*xobject, error) {
	sum := p.Sum()
	if known, ok := f.pictures[sum]; ok {
		return known, nil
	}
	s, err := f.cache.picture(sum, func() (*stored, error) { return f.encode(p) })
	if err != nil {
		return nil, err
	}
	made := &xobject{resource: "/Im" + strconv.Itoa(len(f.pictures)+1), object: f.reserve()}
	entries := ""
	if s.mask != nil {
		mask := f.reserve()
		f.writeStored(mask, "", s.mask)
		entries = fmt.Sprintf("/SMask %v ", mask)
	}
	f.writeStored(made.object, entries, s)
	f.pictures[sum] = made
	f.xobjects = append(f.xobjects, made)
	return made, nil
}

// encode gives a picture as it stands in a file.
func (e *encoder) encode(p *picture.Picture) (*stored, error) {
	head, err := p.Head()
	if err != nil {
		return nil, err
	}
	if p.Format == picture.JPEG {
		return encodeJPEG(p, head.ColorModel)
	}
	return e.encodePNG(p)
}

// imageEntries gives what the dictionary of every image has.
func imageEntries(p *picture.Picture, space string, bits int) string {
	return fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent %d ",
		p.Width, p.Height, space, bits)
}

// encodeJPEG passes a JPEG file on as it is. Its colours are taken for sRGB.
func encodeJPEG(p *picture.Picture, model color.Model) (*stored, error) {
	space, filter := "/DeviceRGB", "/Filter /DCTDecode "
	switch model {
	case color.GrayModel:
		space = "/DeviceGray"
	case color.RGBAModel: // not YCbCr, which is what a viewer takes three components for: ISO 32000-1, table 13
		filter += "/DecodeParms << /ColorTransform 0 >> "
	case color.CMYKModel:
		return nil, errors.New("a JPEG in process inks (CMYK), which PDF/A does not allow beside sRGB")
	}
	return &stored{entries: imageEntries(p, space, 8) + filter, data: [][]byte{p.Data}}, nil
}

// encodePNG passes the compressed pixels of a PNG file on as they are, which PDF takes if they are not interlaced and have no
// alpha. Those of sixteen bits a channel are cut to eight: nobody sees more. Colours are taken for sRGB.
func (e *encoder) encodePNG(p *picture.Picture) (*stored, error) {
	m, err := parsePNG(p.Data)
	if err != nil {
		return nil, err
	}
	if m.alpha || m.interlaced || m.depth > 8 {
		return e.encodePixels(p, m.space)
	}
	space, colors := m.space, 1
	if m.space == "/DeviceRGB" {
		colors = 3
	}
	if m.palette != nil {
		space, colors = fmt.Sprintf("[/Indexed %s %d <%x>]", m.space, len(m.palette)/3-1, m.palette), 1
	}
	return &stored{data: m.pixels, entries: imageEntries(p, space, m.depth) + flateEntry +
		fmt.Sprintf("/DecodeParms << /Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d >> ", colors, m.depth, p.Width)}, nil
}

// encodePixels gives the decoded pixels of a PNG file, eight bits a channel, and their alpha as a mask if it hides any. Colours are written
// as differences from the pixel to the left (ISO 32000-1, 7.4.4.4, predictor 2): shades take a quarter of the bytes that
// way, and a seal no more; of the alpha it would take more.
func (e *encoder) encodePixels(p *picture.Picture, space string) (*stored, error) {
	m, err := png.Decode(bytes.NewReader(p.Data))
	if err != nil {
		return nil, err
	}
	pixel := func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA) }
	if direct, ok := m.(*image.NRGBA); ok {
		pixel = direct.NRGBAAt
	}
	channels := 3
	if space == "/DeviceGray" {
		channels = 1
	}
	colors, alpha := make([]byte, 0, channels*p.Width*p.Height), make([]byte, 0, p.Width*p.Height)
	common := uint8(0xFF) // the bits that every alpha has
	var seen color.NRGBA
	for y := range p.Height {
		var left color.NRGBA
		for x := range p.Width {
			c := pixel(x, y)
			if c.A == 0 { // its colour is not seen; that of its neighbours gives no dark edge to a viewer that mixes them
				c.R, c.G, c.B = seen.R, seen.G, seen.B
			}
			seen = c
			difference := [...]byte{c.R - left.R, c.G - left.G, c.B - left.B}
			colors = append(colors, difference[:channels]...)
			alpha = append(alpha, c.A)
			common &= c.A
			left = c
		}
	}
	packed := e.pack(imageEntries(p, space, 8)+fmt.Sprintf("/DecodeParms << /Predictor 2 /Colors %d /Columns %d >> ", channels, p.Width), colors)
	if common != 0xFF {
		packed.mask = e.pack(imageEntries(p, "/DeviceGray", 8), alpha)
	}
	return packed, nil
}

// pngFile is what a PNG file says of its pixels: ISO/IEC 15948, clauses 5 and 11.
type pngFile struct {
	depth      int    // bits a channel
	space      string // of the pixels, or of the palette
	interlaced bool
	alpha      bool
	palette    []byte   // three bytes an entry; nil if there is none
	pixels     [][]byte // compressed, in parts
}

// parsePNG reads the chunks of a file whose head is known to be sound, and checks their checksums.
func parsePNG(file []byte) (*pngFile, error) {
	const signature, around = 8, 12 // bytes; a chunk has its length and type before its content, and its checksum behind
	m := &pngFile{}
	for rest := file[signature:]; len(rest) >= around; {
		length := uint64(binary.BigEndian.Uint32(rest))
		if length > uint64(len(rest)-around) {
			break
		}
		kind, content := string(rest[4:8]), rest[8:8+length]
		if crc32.ChecksumIEEE(rest[4:8+length]) != binary.BigEndian.Uint32(rest[8+length:]) {
			return nil, fmt.Errorf("png: wrong checksum in %s", kind)
		}
		rest = rest[around+length:]
		switch kind {
		case "IHDR":
			m.header(content)
		case "PLTE":
			m.palette = content
		case "tRNS":
			m.alpha = true
		case "IDAT":
			m.pixels = append(m.pixels, content)
		case "IEND":
			return m, nil
		}
	}
	return nil, errors.New("png: the file was cut short")
}

func (m *pngFile) header(content []byte) {
	const color, alpha = 1 << 1, 1 << 2 // bits of the colour type
	kind := content[9]
	m.depth, m.space = int(content[8]), "/DeviceGray"
	if kind&color != 0 {
		m.space = "/DeviceRGB"
	}
	m.alpha, m.interlaced = kind&alpha != 0, content[12] != 0
}
