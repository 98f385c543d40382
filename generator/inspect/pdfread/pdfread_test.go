package pdfread_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// file makes a PDF of pages by hand: each is the entries of its page dictionary, a tab, and its content. Object 3 is a simple
// font, F1, half as wide as high; 4 a form, Fm, of a black bar; 5 an image of one grey pixel, Im.
func file(pages ...string) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"",
		"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Times#20New /FirstChar 65 /Widths [500 500 500] /Encoding /WinAnsiEncoding >>",
		stream("/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 10 20]", "0 0 100 1 re f"),
		stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x80"),
	}
	var kids []string
	for _, p := range pages {
		entries, content, _ := strings.Cut(p, "\t")
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R %s >>", n+1, entries), stream("", content))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> "+
		"/XObject << /Fm 4 0 R /Im 5 0 R >> /ColorSpace << /Spot [/Separation /Black /DeviceGray << >>] >> >> >>", strings.Join(kids, " "), len(kids))
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

func pages(t testing.TB, data []byte) []*pdfread.Page {
	t.Helper()
	var all []*pdfread.Page
	for p, err := range pdfread.Pages(t.Context(), bytes.NewReader(data), int64(len(data))) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// glyphs tells where glyphs stand, in whole points: A@100,50/12.
func glyphs(p *pdfread.Page) string {
	var all []string
	for _, g := range p.Glyphs {
		all = append(all, fmt.Sprintf("%c@%d,%d/%d", g.Char, g.X/measure.PT, g.Y/measure.PT, g.Size/measure.PT))
	}
	return strings.Join(all, " ")
}

// boxes tells where boxes lie, in whole points: left,top-right,bottom.
func boxes(all ...pdfread.Box) string {
	var out []string
	for _, b := range all {
		out = append(out, fmt.Sprintf("%d,%d-%d,%d", b.Left/measure.PT, b.Top/measure.PT, b.Right/measure.PT, b.Bottom/measure.PT))
	}
	return strings.Join(out, " ")
}

func TestGlyphsStandWhereTheyArePrinted(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"a string", "\tBT /F1 12 Tf 100 750 Td (AB) Tj ET", "A@100,50/12 B@106,50/12"},
		{"gaps in an array", "\tBT /F1 10 Tf 100 700 Td [(A) -1000 (B)] TJ ET", "A@100,100/10 B@115,100/10"},
		{"spacing of characters and words", "\tBT /F1 10 Tf 2 Tc 3 Tw 0 700 Td (A B) Tj ET", "A@0,100/10 B@17,100/10"},
		{"stretched, raised", "\tBT /F1 10 Tf 50 Tz 4 Ts 0 700 Td (AB) Tj ET", "A@0,96/10 B@2,96/10"},
		{"lines", "\tBT /F1 10 Tf 14 TL 50 700 Td (A) Tj T* (B) Tj (C) ' ET", "A@50,100/10 B@50,114/10 C@50,128/10"},
		{"a scaled space, taken back", "\tq 2 0 0 2 0 0 cm BT /F1 10 Tf 50 350 Td (A) Tj ET Q BT /F1 10 Tf 0 0 Td (B) Tj ET", "A@100,100/20 B@0,800/10"},
		{"invisible", "\tBT /F1 10 Tf 3 Tr 0 700 Td (A) Tj ET", ""},
		{"blanks", "\tBT /F1 10 Tf 0 700 Td ( A ) Tj ET", "A@5,100/10"},
		{"askew", "\tBT /F1 10 Tf 0 1 -1 0 100 700 Tm (AB) Tj ET", ""},
		{"a page turned for reading", "/Rotate 90\tBT /F1 10 Tf 0 1 -1 0 100 700 Tm (A) Tj ET", "A@700,100/10"},
		{"upside down", "/Rotate 180\tBT /F1 10 Tf -1 0 0 -1 100 700 Tm (A) Tj ET", "A@500,700/10"},
		{"a crop box", "/CropBox [50 100 500 750]\tBT /F1 10 Tf 100 700 Td (A) Tj ET", "A@50,50/10"},
		{"text that stands for its glyphs", "\tBT /F1 10 Tf 0 700 Td /Span << /ActualText <FEFF516C6587> >> BDC (AB) Tj EMC (C) Tj ET", "公@0,100/10 文@0,100/10 C@10,100/10"},
		{"after an image in the content", "\tBI /W 1 /H 1 ID EIx\nEI BT /F1 10 Tf 0 700 Td (A) Tj ET", "A@0,100/10"},
		{"an octal code and an escaped bracket", "\tBT /F1 10 Tf 0 700 Td (\\101\\)) Tj ET", "A@0,100/10 )@5,100/10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := glyphs(pages(t, file(c.page))[0]); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestPages(t *testing.T) {
	all := pages(t, file("\tBT /F1 12 Tf 100 750 Td (A) Tj ET", "/Rotate 90\tBT /F1 10 Tf 0 1 -1 0 100 700 Tm (A) Tj 1 0 0 1 0 0 Tm (B) Tj ET", "\t("))
	for i, want := range []struct {
		size            string
		askew, leftward int
	}{{"600×800", 0, 0}, {"800×600", 1, 0}, {"600×800", 0, 0}} {
		p := all[i]
		if got := fmt.Sprintf("%d×%d", p.Width/measure.PT, p.Height/measure.PT); got != want.size || p.Number != i+1 || p.Askew != want.askew {
			t.Errorf("page %d (number %d) is %s with %d askew, want %s with %d", i+1, p.Number, got, p.Askew, want.size, want.askew)
		}
	}
	if p := pages(t, file("\tBT /F1 10 Tf 0 1 -1 0 100 700 Tm (AB) Tj 0 -1 1 0 100 700 Tm (C) Tj ET"))[0]; p.Askew != 3 || p.Leftward != 2 {
		t.Errorf("%d askew, %d of them with the head to the left, want 3 and 2", p.Askew, p.Leftward)
	}
	g := &all[0].Glyphs[0]
	if g.Face.Name != "Times New" || g.Face.Embedded || g.Face.Ascent != pdfread.UsualAscent || g.Width != 6*measure.PT {
		t.Errorf("glyph %+v of %+v", g, g.Face)
	}
	if top := g.Y - g.Size.Scale(88, 100); g.Top() != top || g.Bottom() != top+g.Size {
		t.Errorf("em box from %d to %d, want %d to %d", g.Top(), g.Bottom(), top, top+g.Size)
	}
	if _, ok := g.OutlineTop(); ok {
		t.Error("a font that is not embedded has outlines")
	}
}

func TestRulesShapesAndImages(t *testing.T) {
	for _, c := range []struct{ name, content, rules, uprights, shapes, images string }{
		{"a stroked line", "2 w 100 700 m 300 700 l S", "100,99-300,101", "", "", ""},
		{"one that is scaled", "q 2 0 0 2 0 0 cm 1 w 50 350 m 150 350 l S Q", "100,99-300,101", "", "", ""},
		{"a thin rectangle", "100 700 200 2 re f", "100,98-300,100", "", "100,98-300,100", ""},
		{"an upright one", "100 500 2 200 re f", "", "100,100-102,300", "100,100-102,300", ""},
		{"a frame", "100 500 200 200 re s", "100,299-300,300 100,99-300,100", "299,100-300,300 99,100-100,300", "", ""},
		{"a box", "100 500 200 200 re f", "", "", "100,100-300,300", ""},
		{"too thick for a rule", "100 700 200 7 re f", "", "", "100,93-300,100", ""},
		{"a path that is not painted", "100 700 200 2 re n", "", "", "", ""},
		{"a form", "/Fm Do", "10,779-110,780", "", "10,779-110,780", ""},
		{"an image", "q 200 0 0 100 50 600 cm /Im Do Q", "", "", "", "50,100-250,200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := pages(t, file("\t"+c.content))[0]
			var images, shapes []pdfread.Box
			for _, i := range p.Images {
				images = append(images, i.Place)
			}
			for _, s := range p.Shapes {
				shapes = append(shapes, s...)
			}
			for _, row := range []struct {
				what, got, want string
			}{{"rules", rules(p.Rules), c.rules}, {"uprights", rules(p.Uprights), c.uprights}, {"shapes", boxes(shapes...), c.shapes}, {"images", boxes(images...), c.images}} {
				if row.got != row.want {
					t.Errorf("%s %s, want %s", row.what, row.got, row.want)
				}
			}
		})
	}
}

func rules(all []pdfread.Rule) string {
	var places []pdfread.Box
	for _, r := range all {
		places = append(places, r.Box)
	}
	slices.SortFunc(places, func(a, b pdfread.Box) int { return strings.Compare(boxes(a), boxes(b)) })
	return boxes(places...)
}

func TestInks(t *testing.T) {
	for _, c := range []struct {
		content string
		want    pdfread.Ink
	}{
		{"", pdfread.Ink{}},
		{"0.5 g", pdfread.Ink{R: 500, G: 500, B: 500}},
		{"1 0 0 rg", pdfread.Ink{R: 1000}},
		{"0 0.8 0.8 0 k", pdfread.Ink{R: 1000, G: 200, B: 200, Process: true}},
		{"1 0 0 rg /Spot cs 1 scn", pdfread.Ink{}},
		{"/Spot cs 0.25 scn", pdfread.Ink{R: 750, G: 750, B: 750}},
		{"1 0 0 rg /Pattern cs /P1 scn", pdfread.Ink{R: 1000}},
		{"1 0 0 RG", pdfread.Ink{}},
	} {
		t.Run(c.content, func(t *testing.T) {
			p := pages(t, file("\t"+c.content+" BT /F1 12 Tf 0 0 Td (A) Tj ET"))[0]
			if got := p.Glyphs[0].Ink; got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestImagesDecode(t *testing.T) {
	p := pages(t, file("\t/Im Do BI /W 1 /H 1 ID x EI /Im Do"))[0]
	if len(p.Images) != 3 || p.Images[0].Object() != 5 || p.Images[1].Object() != 0 || p.Images[2].Object() != 5 {
		t.Fatalf("images %+v", p.Images)
	}
	m, err := p.Images[0].Decode()
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := m.At(0, 0).RGBA(); m.Bounds().Dx() != 1 || r>>8 != 0x80 || g != r || b != r {
		t.Errorf("%v of %d, %d, %d", m.Bounds(), r>>8, g>>8, b>>8)
	}
	if _, err := p.Images[1].Decode(); err == nil {
		t.Error("an image that stands in the content has an object")
	}
}

func TestReadKeepsNoShapes(t *testing.T) {
	data := file("\t100 700 200 2 re f", "\tBT /F1 12 Tf 0 0 Td (A) Tj ET")
	document, err := pdfread.Read(t.Context(), bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := document.Pages
	if len(all) != 2 || len(all[0].Rules) != 1 || all[0].Shapes != nil || glyphs(all[1]) != "A@0,800/12" {
		t.Errorf("pages %+v", all)
	}
}

func TestUnreadable(t *testing.T) {
	good := file("\tBT ET")
	for _, c := range []struct {
		name string
		data []byte
		size int64
		want string
	}{
		{"nothing", nil, 0, "已损坏"},
		{"no PDF", []byte("text"), 4, "已损坏"},
		{"the head of a file", good[:30], 30, "已损坏"},
		{"larger than memory", good, 1 << 40, "超过 256 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := pdfread.Read(t.Context(), bytes.NewReader(c.data), c.size)
			var u *pdfread.UnreadableError
			if !errors.As(err, &u) || !strings.Contains(u.Message, c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range pdfread.Pages(ctx, bytes.NewReader(good), int64(len(good))) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v of a context that is done", err)
		}
	}
}
