package scan_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/draw"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/inspect/scan"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/picture"
	"gongwen/generator/qr"
	"gongwen/internal/testkit"
)

const mm = page.Length(36_000)

var long = "GW1:" + strings.Repeat("ABCDEFGHIJKLMNOP2345", 13)

func code(t testing.TB, text string, box page.Rect) *page.Path {
	t.Helper()
	c, err := qr.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	path, err := c.Path(box)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// segments gives a path with its boxes drawn line by line.
func segments(p *page.Path) *page.Path {
	lines := &page.Path{Fill: p.Fill}
	for _, s := range p.Segments {
		r := page.Rect{X: s.To[0].X, Y: s.To[0].Y, W: s.To[1].X - s.To[0].X, H: s.To[1].Y - s.To[0].Y}
		lines.Segments = append(lines.Segments, page.Rectangle(r, p.Fill).Segments...)
	}
	return lines
}

// write gives the PDF of A4 pages with some items each.
func write(t testing.TB, pages ...[]page.Item) []byte {
	t.Helper()
	d := &page.Document{}
	for _, items := range pages {
		p := &page.Page{Items: items}
		p.Size.W, p.Size.H = 297*mm, 210*mm
		d.Pages = append(d.Pages, p)
	}
	var file bytes.Buffer
	if err := pdf.Write(&file, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func read(t testing.TB, file []byte) [][]string {
	t.Helper()
	var all [][]string
	for p, err := range scan.PDF(t.Context(), bytes.NewReader(file), int64(len(file))) {
		if err != nil {
			t.Fatal(err)
		}
		if p.Number != len(all)+1 {
			t.Errorf("page %d after %d", p.Number, len(all))
		}
		all = append(all, p.Texts)
	}
	return all
}

func box(x, y, side page.Length) page.Rect {
	return page.Rect{X: x * mm, Y: y * mm, W: side * mm, H: side * mm}
}

func TestCodesInPDF(t *testing.T) {
	seal := page.Rectangle(box(10, 10, 40), page.Red)
	for _, c := range []struct {
		condition string
		items     []page.Item
		want      []string
	}{
		{"nothing", nil, nil},
		{"no code", []page.Item{seal}, nil},
		{"code beside other marks", []page.Item{seal, code(t, long, box(200, 150, 25))}, []string{long}},
		{"every size", everySize(t), []string{"7", strings.Repeat("A", 60), long}},
		{"several on a sheet", []page.Item{code(t, "GW1:A", box(10, 10, 20)), code(t, "GW1:B", box(40, 10, 20))}, []string{"GW1:A", "GW1:B"}},
		{"turned by a quarter", []page.Item{&page.Group{At: page.Point{X: 20 * mm, Y: 200 * mm}, Items: []page.Item{code(t, long, box(10, 10, 30))}}}, []string{long}},
		{"turned by a half", []page.Item{&page.Group{At: page.Point{X: 20 * mm, Y: 200 * mm}, Items: []page.Item{
			&page.Group{At: page.Point{X: 50 * mm, Y: 60 * mm}, Items: []page.Item{code(t, long, box(1, 1, 30))}},
		}}}, []string{long}},
		{"drawn line by line", []page.Item{segments(code(t, long, box(10, 10, 30)))}, []string{long}},
		{"in a symbol", []page.Item{&page.Use{At: page.Point{X: 9 * mm, Y: 7 * mm}, Symbol: &page.Symbol{Items: []page.Item{code(t, long, box(10, 10, 30))}}}}, []string{long}},
		{"image", []page.Item{&page.Image{Box: box(20, 20, 40), Picture: pictureOf(t, raster(t, long, 4, 0)), Alt: "码"}}, []string{long}},
		{"beyond Latin letters", []page.Item{code(t, "证书𬱖", box(10, 10, 30))}, []string{"证书𬱖"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			if got := read(t, write(t, c.items)); len(got) != 1 || !slices.Equal(got[0], c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func everySize(t *testing.T) []page.Item {
	return []page.Item{code(t, "7", box(10, 10, 20)), code(t, strings.Repeat("A", 60), box(40, 10, 30)), code(t, long, box(80, 10, 90))}
}

// A PDF of another program, made from a picture of the page, is read too.
func TestPrintedAndScanned(t *testing.T) {
	file := write(t, []page.Item{code(t, long, box(200, 150, 25))}, nil, []page.Item{code(t, "GW1:B", box(20, 20, 25))})
	pdf := testkit.File(t, "a.pdf", file)
	name := strings.TrimSuffix(pdf, ".pdf")
	testkit.Tool(t, "pdftoppm", "-jpeg", "-r", "200", "-f", "1", "-singlefile", pdf, name)
	testkit.Tool(t, "pdftocairo", "-pdf", pdf, name+"-cairo.pdf")
	testkit.Tool(t, "qpdf", "--object-streams=generate", "--rotate=90", pdf, name+"-turned.pdf")
	scanned := testkit.Read(t, name+".jpg")
	if got, err := scan.Image(bytes.NewReader(scanned)); err != nil || !slices.Equal(got, []string{long}) {
		t.Errorf("scan: got %q, %v", got, err)
	}
	m, err := jpeg.Decode(bytes.NewReader(scanned))
	if err != nil {
		t.Fatal(err)
	}
	whole := &picture.Picture{Format: picture.JPEG, Data: scanned, Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}
	sheet := &page.Image{Box: page.Rect{W: 297 * mm, H: 210 * mm}, Picture: whole, Alt: "扫描"}
	if got := read(t, write(t, []page.Item{sheet}, nil, []page.Item{sheet})); !slices.EqualFunc(got, [][]string{{long}, nil, {long}}, slices.Equal) {
		t.Errorf("scan in a PDF: got %q", got)
	}
	for _, other := range []string{"-cairo.pdf", "-turned.pdf"} {
		file, err := os.ReadFile(name + other)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, file); !slices.EqualFunc(got, [][]string{{long}, nil, {"GW1:B"}}, slices.Equal) {
			t.Errorf("%s: got %q", other, got)
		}
	}
}

// raster gives a code in whole pixels; noise is added to each of them.
func raster(t testing.TB, text string, scale, noise int) image.Image {
	t.Helper()
	c, err := qr.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	side := (c.Size() + 8) * scale
	m := image.NewGray(image.Rect(0, 0, side, side))
	seed := uint32(1)
	for y := range side {
		for x := range side {
			seed = seed*1664525 + 1013904223
			light := 200
			if c.Dark(x/scale-4, y/scale-4) {
				light = 40
			}
			m.SetGray(x, y, color.Gray{Y: uint8(light + int(seed>>16)%(noise+1))})
		}
	}
	return m
}

func pictureOf(t *testing.T, m image.Image) *picture.Picture {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return &picture.Picture{Format: picture.PNG, Data: file.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}
}

func TestPhotographs(t *testing.T) {
	desk := func(codes ...image.Image) image.Image {
		m := image.NewGray(image.Rect(0, 0, 1600, 1200))
		draw.Draw(m, m.Bounds(), image.NewUniform(color.Gray{Y: 150}), image.Point{}, draw.Src)
		for i, c := range codes {
			at := image.Pt(100+i*700, 200+i*100)
			draw.Draw(m, c.Bounds().Add(at), c, image.Point{}, draw.Src)
		}
		return m
	}
	for _, c := range []struct {
		condition string
		picture   image.Image
		want      []string
	}{
		{"sharp", desk(raster(t, long, 5, 0)), []string{long}},
		{"grainy", desk(raster(t, long, 7, 55)), []string{long}},
		{"two codes", desk(raster(t, "GW1:A", 8, 10), raster(t, "GW1:B", 8, 10)), []string{"GW1:A", "GW1:B"}},
		{"no code", desk(), nil},
		{"one pixel", image.NewGray(image.Rect(0, 0, 1, 1)), nil},
	} {
		t.Run(c.condition, func(t *testing.T) {
			got, err := scan.Image(bytes.NewReader(pictureOf(t, c.picture).Data))
			slices.Sort(got)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	good := write(t, []page.Item{code(t, long, box(10, 10, 30))})
	for _, file := range [][]byte{nil, []byte("%PDF-1.7\n"), good[:len(good)/2], []byte("garbage")} {
		var unreadable *pdfread.UnreadableError
		for _, err := range scan.PDF(t.Context(), bytes.NewReader(file), int64(len(file))) {
			if !errors.As(err, &unreadable) || unreadable.Message == "" {
				t.Errorf("%.9q: error %v", file, err)
			}
		}
		if unreadable == nil {
			t.Errorf("%.9q: no error", file)
		}
		if _, err := scan.Image(bytes.NewReader(file)); err == nil {
			t.Errorf("%.9q: a picture", file)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range scan.PDF(ctx, bytes.NewReader(good), int64(len(good))) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: error %v", err)
		}
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(write(f, []page.Item{code(f, "GW1:A", box(10, 10, 30))}))
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, err := range scan.PDF(t.Context(), bytes.NewReader(file), int64(len(file))) {
			if err != nil && err.Error() == "" {
				t.Error("no message")
			}
		}
	})
}

func FuzzImage(f *testing.F) {
	var file bytes.Buffer
	if err := png.Encode(&file, raster(f, "GW1:A", 2, 30)); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		if head, _, err := image.DecodeConfig(bytes.NewReader(file)); err == nil && head.Width*head.Height > 1<<20 {
			return // slow, and no other code
		}
		if _, err := scan.Image(bytes.NewReader(file)); err != nil && err.Error() == "" {
			t.Error("no message")
		}
	})
}

func BenchmarkPDF(b *testing.B) {
	var pages [][]page.Item
	for i := range 100 {
		pages = append(pages, []page.Item{code(b, fmt.Sprint(long, i), box(200, 150, 25))})
	}
	file := write(b, pages...)
	b.ReportAllocs()
	for b.Loop() {
		if n := len(read(b, file)); n != 100 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(len(file))/100, "B/page")
}
