package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
	"gongwen/generator/picture"
	"gongwen/internal/testkit"
)

func TestPicturesAreStoredInTheirOwnColours(t *testing.T) {
	var got []string
	objects := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(testkit.Tool(t, "pdfimages", "-list", save(t, pagetest.Document()))), "\n")[2:] {
		f := strings.Fields(line)
		if object := f[2] + f[10]; !objects[object] {
			objects[object] = true
			got = append(got, strings.Join(f[2:10], " "))
		}
	}
	// type, width, height, colour, components, bits, encoding, interpolated
	want := []string{
		"image 200 100 rgb 3 8 image no", "smask 200 100 gray 1 8 image no", // the seal
		"image 200 100 rgb 3 8 jpeg no",
		"image 200 100 gray 1 8 image no",
		"image 200 100 gray 1 8 jpeg no",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("pictures\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPictureOfManyPagesIsStoredOnce(t *testing.T) {
	noise := image.NewNRGBA(image.Rect(0, 0, 200, 200))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(i*i*i>>3 ^ i*7)
	}
	d := onPages(1000, pagetest.PNG(noise))
	path := save(t, d)
	testkit.Tool(t, "qpdf", "--check", path)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if perPage := (info.Size() - int64(len(noise.Pix))) / 1000; perPage > 500 {
		t.Errorf("%d bytes a page", perPage)
	}
	last := testkit.Tool(t, "pdfimages", "-list", "-f", "1000", path)
	if !strings.Contains(last, "1000     0 image     200   200  rgb") {
		t.Errorf("the last page has %s", last)
	}
}

// onPages gives n pages with a picture.
func onPages(n int, p *picture.Picture) *page.Document {
	d := &page.Document{}
	for range n {
		leaf := onePage(&page.Image{Box: page.Rect{X: 28 * measure.MM, Y: 37 * measure.MM, W: 40 * measure.MM, H: 40 * measure.MM}, Picture: p})
		d.Pages = append(d.Pages, leaf.Pages...)
	}
	return d
}

// TestPixelsOfEveryKindOfPNGComeOutAgain takes the pictures out of the file with poppler.
func TestPixelsOfEveryKindOfPNGComeOutAgain(t *testing.T) {
	const width, height = 37, 23
	shade := func(v, of, depth int) uint16 { return uint16(v * (1<<depth - 1) / (of - 1)) }
	// More red to the right, more blue downwards; of seven colours of a palette slanting stripes.
	grey := func(depth int) func(x, y int) []uint16 {
		return func(x, y int) []uint16 { return []uint16{shade(x+y, width+height-1, depth)} }
	}
	colours := func(depth int, alpha ...uint16) func(x, y int) []uint16 {
		return func(x, y int) []uint16 {
			return append([]uint16{shade(x, width, depth), shade(1, 5, depth), shade(y, height, depth)}, alpha...)
		}
	}
	stripes := func(x, y int) []uint16 { return []uint16{uint16((x + 2*y) % 7)} }
	seven := []byte("\xFF\x00\x00\xEB\x30\x1E\x00\x80\x00\x12\x34\x56\xFF\xFF\xFF\x00\x00\x00\x00\x00\xFF")
	for name, p := range map[string]pngFile{
		"one bit":                    {colour: 0, depth: 1, at: grey(1)},
		"grey, four bits":            {colour: 0, depth: 4, at: grey(4)},
		"grey, sixteen bits":         {colour: 0, depth: 16, at: grey(16)},
		"grey, interlaced, two bits": {colour: 0, depth: 2, interlaced: true, at: grey(2)},
		"colours":                    {colour: 2, depth: 8, at: colours(8)},
		"colours, sixteen bits":      {colour: 2, depth: 16, at: colours(16)},
		"colours, interlaced":        {colour: 2, depth: 8, interlaced: true, at: colours(8)},
		"palette":                    {colour: 3, depth: 4, palette: seven, at: stripes},
		"palette, eight bits":        {colour: 3, depth: 8, palette: seven, at: stripes},
		"palette, interlaced":        {colour: 3, depth: 4, interlaced: true, palette: seven, at: stripes},
		"palette with alpha":         {colour: 3, depth: 4, palette: seven, hidden: []byte{0, 255, 102}, at: stripes},
		"colours with alpha":         {colour: 6, depth: 8, at: colours(8, 102)},
		"sixteen bits with alpha":    {colour: 6, depth: 16, at: colours(16, 26214)},
		"colours that are hidden": {colour: 6, depth: 8, at: func(x, y int) []uint16 {
			if x < 9 || y > 15 {
				return colours(8, 0)(x, y)
			}
			return colours(8, 255)(x, y)
		}},
		"alpha that hides nothing":   {colour: 6, depth: 8, at: colours(8, 255)},
		"grey with alpha":            {colour: 4, depth: 8, at: func(x, y int) []uint16 { return append(grey(8)(x, y), 102) }},
		"grey with one hidden shade": {colour: 0, depth: 8, hidden: []byte{0, 87}, at: grey(8)},
		"colours with a hidden one":  {colour: 2, depth: 8, hidden: []byte{0, 255, 0, 63, 0, 255}, at: colours(8)},
	} {
		t.Run(name, func(t *testing.T) {
			p.width, p.height = width, height
			data := p.bytes(t)
			path := filepath.Join(t.TempDir(), "picture")
			want, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if p.hidden != nil && opaque(want) {
				t.Fatal("nothing of the picture is hidden")
			}
			paper := save(t, onPages(1, &picture.Picture{Data: data, Width: width, Height: height}))
			testkit.Tool(t, "qpdf", "--check", paper)
			testkit.Tool(t, "pdfimages", "-png", paper, path)
			colors, alpha := stored(t, path)
			if seen := opaque(want); seen != (alpha == nil) {
				t.Errorf("opaque %v, with a mask %v", seen, alpha != nil)
			}
			same(t, want, colors, alpha)
		})
	}
}

// stored gives the picture that pdfimages took out to files that begin with prefix, and its mask.
func stored(t *testing.T, prefix string) (colors, alpha image.Image) {
	t.Helper()
	colors = testkit.Picture(t, prefix+"-000.png")
	if mask := prefix + "-001.png"; exists(mask) {
		alpha = testkit.Picture(t, mask)
	}
	return colors, alpha
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func opaque(m image.Image) bool { return m.(interface{ Opaque() bool }).Opaque() }

func same(t *testing.T, want, colors, alpha image.Image) {
	t.Helper()
	if colors.Bounds() != want.Bounds() {
		t.Fatalf("size %v, want %v", colors.Bounds(), want.Bounds())
	}
	var seen color.NRGBA // what is not seen has the colour of what was seen last
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			w := color.NRGBAModel.Convert(want.At(x, y)).(color.NRGBA)
			if w.A == 0 {
				w = color.NRGBA{R: seen.R, G: seen.G, B: seen.B}
			}
			seen = w
			g := color.NRGBAModel.Convert(colors.At(x, y)).(color.NRGBA)
			if alpha != nil {
				g.A = color.GrayModel.Convert(alpha.At(x, y)).(color.Gray).Y
			}
			if g != w {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, g, w)
			}
		}
	}
}

func TestPictureEndsWhereItsBoxDoes(t *testing.T) {
	black := image.NewGray(image.Rect(0, 0, 7, 5))
	box := page.Rect{X: 28*measure.MM + 12_345, Y: 37*measure.MM + 2_345, W: 40*measure.MM + 23_456, H: 20*measure.MM + 3_456}
	picture := &page.Image{Box: box, Picture: pagetest.PNG(black)}
	at := page.Point{X: 5*measure.MM + 4_321, Y: 280*measure.MM + 8_765}
	for _, c := range []struct {
		name string
		item page.Item
		box  page.Rect
	}{
		{"on the page", picture, box},
		{"in a group", &page.Group{At: at, Items: []page.Item{picture}},
			page.Rect{X: at.X + box.Y, Y: at.Y - box.X - box.W, W: box.H, H: box.W}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := save(t, onePage(c.item))
			x, y, w, h := c.box.X.Millimetres(), c.box.Y.Millimetres(), c.box.W.Millimetres(), c.box.H.Millimetres()
			const slip = 0.02 // mm
			for _, p := range []struct {
				what string
				x, y float64
				ink  bool
			}{
				{"inside the upper left corner", x + slip, y + slip, true},
				{"left of it", x - slip, y + slip, false},
				{"over it", x + slip, y - slip, false},
				{"inside the lower right corner", x + w - slip, y + h - slip, true},
				{"right of it", x + w + slip, y + h - slip, false},
				{"under it", x + w - slip, y + h + slip, false},
			} {
				if got := inked(t, path, p.x, p.y); got != p.ink {
					t.Errorf("%s (%.2f mm, %.2f mm): ink %v, want %v", p.what, p.x, p.y, got, p.ink)
				}
			}
		})
	}
}

// inked says whether a pixel of a hundredth of a millimetre is black.
func inked(t *testing.T, path string, x, y float64) bool {
	t.Helper()
	const dpmm = 100
	m := render(t, path, 1, "-r", "2540", "-x", fmt.Sprint(int(x*dpmm)), "-y", fmt.Sprint(int(y*dpmm)), "-W", "1", "-H", "1")
	return color.GrayModel.Convert(m.At(0, 0)).(color.Gray).Y < 128
}

func TestTextIsSeenThroughAPicture(t *testing.T) {
	const dpmm = 10
	path := save(t, pagetest.Document())
	testkit.Tool(t, "mutool", "draw", "-q", "-r", "254", "-o", path+".mupdf.png", path, "4")
	for by, m := range map[string]image.Image{"poppler": render(t, path, 4), "mupdf": testkit.Picture(t, path+".mupdf.png")} {
		for _, c := range []struct {
			what    string
			x, y    float64 // mm
			r, g, b int
		}{
			{"solid red over a glyph", 30, 35, 235, 48, 30},
			{"half red over a glyph", 33.5, 35, 118, 24, 15},
			{"half red on paper", 40, 29, 245, 151, 142},
			{"right of the seal", 44.3, 29, 255, 255, 255},
			{"photo, left", 90, 38, 0, 0, 200},
			{"photo, right", 110, 38, 250, 220, 0},
			{"the same photo again", 135, 60, 0, 0, 200},
			{"grey", 48, 70, 100, 100, 100},
			{"grey photo", 100, 70, 100, 100, 100},
			{"seal in a group: its left is below", 80, 260, 235, 48, 30},
			{"seal in a group: its right is above", 80, 240, 245, 151, 142},
		} {
			r, g, b, _ := m.At(int(c.x*dpmm), int(c.y*dpmm)).RGBA()
			if far(r, c.r) || far(g, c.g) || far(b, c.b) {
				t.Errorf("%s: %s: colour %d %d %d, want %d %d %d", by, c.what, r>>8, g>>8, b>>8, c.r, c.g, c.b)
			}
		}
	}
}

// far says whether a channel is off by more than JPEG and an edge explain.
func far(channel uint32, want int) bool { return max(int(channel>>8)-want, want-int(channel>>8)) > 4 }

func TestJPEGWithoutYCbCrKeepsItsColours(t *testing.T) {
	p := pagetest.Photo()
	for _, marker := range []struct {
		code  byte
		first int // place of the first component's id behind the marker
		step  int
	}{{0xC0, 10, 3}, {0xDA, 5, 2}} { // SOF0 and SOS, ITU-T T.81, B.2
		at := bytes.Index(p.Data, []byte{0xFF, marker.code})
		for i, id := range "RGB" {
			p.Data[at+marker.first+i*marker.step] = byte(id)
		}
	}
	m := render(t, save(t, onPages(1, p)), 1, "-x", "380", "-y", "570", "-W", "1", "-H", "1")
	want, err := jpeg.Decode(bytes.NewReader(p.Data))
	if err != nil {
		t.Fatal(err)
	}
	wr, wg, wb, _ := want.At(50, 50).RGBA()
	r, g, b, _ := m.At(0, 0).RGBA()
	if far(r, int(wr>>8)) || far(g, int(wg>>8)) || far(b, int(wb>>8)) {
		t.Errorf("colour %d %d %d, want %d %d %d", r>>8, g>>8, b>>8, wr>>8, wg>>8, wb>>8)
	}
}

func TestPictureThatAPDFCannotHave(t *testing.T) {
	damaged := pagetest.Seal()
	damaged.Data[len(damaged.Data)/2] ^= 1
	forged := pagetest.PNG(image.NewGray(image.Rect(0, 0, 30, 20)))
	forged.Data = append(forged.Data[:33:33], "\xFF\xFF\xFF\xFFIDATIEND"...) // a chunk of 4 GB
	for _, c := range []struct {
		name, want string
		picture    *picture.Picture
	}{
		{"process inks", "CMYK", &picture.Picture{Format: picture.JPEG, Data: cmykJPEG(t), Width: 30, Height: 20}},
		{"damaged PNG", "wrong checksum in IDAT", damaged},
		{"chunk that is too long", "cut short", forged},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := onPages(2, c.picture)
			d.Pages[0].Items = nil
			d.Pages[1].Items[0].(*page.Image).Alt = "公章"
			err := write(io.Discard, d)
			if prefix := `pdf: page 2: picture "公章" at 28.000mm, 37.000mm: `; err == nil ||
				!strings.HasPrefix(err.Error(), prefix) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s… %s", err, prefix, c.want)
			}
		})
	}
}

func TestPictureIsDescribedButIsNoText(t *testing.T) {
	d := onPages(1, pagetest.Seal())
	d.Pages[0].Items[0].(*page.Image).Alt = "公章"
	f := open(t, d)
	if got := f.contents(t); !bytes.HasPrefix(got, []byte("/Span << /Alt <feff516c7ae0> >> BDC\nq ")) || !bytes.HasSuffix(got, []byte(" Q\nEMC\n")) {
		t.Errorf("content %s", got)
	}
	for _, text := range []string{testkit.Tool(t, "pdftotext", f.path, "-"), testkit.Tool(t, "mutool", "draw", "-q", "-F", "txt", f.path)} {
		if strings.TrimSpace(text) != "" {
			t.Errorf("text %q", text)
		}
	}
}

// FuzzPicture gives Write files that may be damaged: an error or a file, and no panic.
func FuzzPicture(f *testing.F) {
	grey := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.Black, color.Transparent})
	for _, p := range []*picture.Picture{pagetest.Seal(), pagetest.Photo(), pagetest.PNG(grey), pagetest.PNG(image.NewGray16(grey.Rect))} {
		f.Add(p.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		head, name, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || head.Width*head.Height > 1<<20 {
			return
		}
		p := &picture.Picture{Data: data, Width: head.Width, Height: head.Height}
		if name == "jpeg" {
			p.Format = picture.JPEG
		}
		_ = write(io.Discard, onPages(1, p))
	})
}

// BenchmarkPicture writes 1,000 pages with one picture of a million pixels.
func BenchmarkPicture(b *testing.B) {
	shades := image.NewNRGBA(image.Rect(0, 0, 1000, 1000))
	for i := range shades.Pix {
		shades.Pix[i] = uint8(i / 4 % 1000 / 4 * (i%4 + 1))
	}
	opaque := image.NewNRGBA(shades.Rect)
	for i, v := range shades.Pix {
		opaque.Pix[i] = v | uint8(i%4/3*255)
	}
	for _, c := range []struct {
		name    string
		picture *picture.Picture
	}{{"PNG with alpha", pagetest.PNG(shades)}, {"PNG", pagetest.PNG(opaque)}, {"JPEG", pagetest.JPEG(opaque)}} {
		b.Run(c.name, func(b *testing.B) {
			d := onPages(1000, c.picture)
			var size counter
			b.ReportAllocs()
			for b.Loop() {
				size = 0
				if err := pdf.Write(&size, d, pdf.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(c.picture.Data)), "picture-B")
			b.ReportMetric(float64(size), "written-B")
		})
	}
}
