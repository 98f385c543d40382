package svg_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
	"gongwen/generator/svg"
	"gongwen/generator/typeset"
	"gongwen/internal/testkit"
)

// write writes every page, one after the other.
func write(w io.Writer, d *page.Document) error {
	for i := range max(1, len(d.Pages)) {
		if err := svg.Write(w, d, svg.Options{Page: i}); err != nil {
			return err
		}
	}
	return nil
}

func ExampleWrite() {
	leaf := &page.Page{Items: []page.Item{
		page.Rectangle(page.Rect{X: 28 * measure.MM, Y: 100 * measure.MM, W: 156 * measure.MM, H: measure.PT}, page.Red),
	}}
	leaf.Size.W, leaf.Size.H = 210*measure.MM, 297*measure.MM
	d := &page.Document{Pages: []*page.Page{leaf}, Info: page.Info{Language: "zh-CN"}}
	if err := svg.Write(os.Stdout, d, svg.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210000 297000" xml:lang="zh-CN" role="img" aria-label="">
	// <path fill="#fff" d="M0 0H210000V297000H0Z"/>
	// <path fill="#eb301e" d="M28000 100000L184000 100000L184000 100353L28000 100353Z"/>
	// </svg>
}

func TestWriteMeetsTheSuiteOfAllExporters(t *testing.T) { pagetest.Run(t, write) }

func TestPageThatIsNotThere(t *testing.T) {
	for _, n := range []int{-1, 5} {
		want := fmt.Sprintf("svg: no page %d in a document of 5", n+1)
		if err := svg.Write(io.Discard, pagetest.Document(), svg.Options{Page: n}); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func TestCharactersAreTheLabelOfThePage(t *testing.T) {
	var root struct {
		Label string `xml:"aria-label,attr"`
		Lang  string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	}
	if err := xml.Unmarshal(bytesOf(t, pagetest.Document(), 0), &root); err != nil {
		t.Fatal(err)
	}
	if want := "张𬱖（二○〇○2&<\n张文件"; root.Label != want || root.Lang != "zh-CN" {
		t.Errorf("label %q in %s, want %q in zh-CN", root.Label, root.Lang, want)
	}
}

func TestOutlinesPicturesAndFormsStandOnceAPage(t *testing.T) {
	d := pagetest.Document()
	for n := range d.Pages {
		defined := map[string]bool{}
		uses := 0
		decoder := xml.NewDecoder(bytes.NewReader(bytesOf(t, d, n)))
		for token, err := decoder.Token(); err != io.EOF; token, err = decoder.Token() {
			if err != nil {
				t.Fatal(err)
			}
			element, _ := token.(xml.StartElement)
			if id := attribute(element, "id"); id != "" {
				if defined[id] || !strings.HasPrefix(id, fmt.Sprintf("p%d", n+1)) {
					t.Errorf("page %d: %s stands there twice, or is of another page", n+1, id)
				}
				defined[id] = true
			}
			if element.Name.Local == "use" {
				uses++
				if href := attribute(element, "href"); !defined[strings.TrimPrefix(href, "#")] {
					t.Errorf("page %d: %s is used before it stands there", n+1, href)
				}
			}
		}
		if want := marks(d.Pages[n].Items, map[*page.Symbol]bool{}); uses != want {
			t.Errorf("page %d: %d glyphs, pictures and symbols, want %d", n+1, uses, want)
		}
	}
}

func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// marks counts glyphs, pictures and symbols that are used, those in symbols that are not known yet among them.
func marks(items []page.Item, known map[*page.Symbol]bool) int {
	n := 0
	for _, item := range items {
		switch item := item.(type) {
		case *page.Text:
			n += len(item.Glyphs)
		case *page.Image:
			n++
		case *page.Group:
			n += marks(item.Items, known)
		case *page.Use:
			n++
			if !known[item.Symbol] {
				known[item.Symbol] = true
				n += marks(item.Symbol.Items, known)
			}
		}
	}
	return n
}

func TestPicturesAreTheirFilesAndHaveATitle(t *testing.T) {
	d := pagetest.Document()
	var root struct {
		Label  string `xml:"aria-label,attr"`
		Images []struct {
			Href string `xml:"href,attr"`
		} `xml:"defs>image"`
		Titles []string `xml:"use>title"`
	}
	if err := xml.Unmarshal(bytesOf(t, d, 3), &root); err != nil {
		t.Fatal(err)
	}
	photo := d.Pages[3].Items[2].(*page.Image).Picture
	if want := "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo.Data); len(root.Images) != 4 || root.Images[1].Href != want {
		t.Errorf("%d pictures, and the second is not its file", len(root.Images))
	}
	if got := strings.Join(root.Titles, "|"); got != "公章 <&>|照片|灰度图|灰度照片" {
		t.Errorf("titles %s", got)
	}
	if want := "印章\n公章 <&>\n照片\n灰度图\n灰度照片\n横𠄀（表\n附表章\n倒置\n后"; root.Label != want {
		t.Errorf("label %q, want %q", root.Label, want)
	}
}

// TestInkIsThatOfThePDF draws pages by way of both formats, with librsvg and with poppler, and compares the pictures.
func TestInkIsThatOfThePDF(t *testing.T) {
	for name, d := range map[string]*page.Document{
		"every item": pagetest.Document(),
		"real faces": {Pages: []*page.Page{realPage(t, "fangsong"), realPage(t, "xiaobiaosong"), realPage(t, "kaiti")}},
	} {
		t.Run(name, func(t *testing.T) {
			paper := filepath.Join(t.TempDir(), "paper")
			var file bytes.Buffer
			if err := pdf.Write(&file, d, pdf.Options{}); err != nil {
				t.Fatal(err)
			}
			save(t, paper+".pdf", file.Bytes())
			for n := range d.Pages {
				save(t, paper+".svg", bytesOf(t, d, n))
				testkit.Tool(t, "rsvg-convert", "--dpi-x=127", "--dpi-y=127", "-o", paper+".svg.png", paper+".svg")
				got, want := rgba(testkit.Picture(t, paper+".svg.png")), rgba(testkit.Draw(t, paper+".pdf", n+1, 127))
				if off := got.Bounds().Size().Sub(want.Bounds().Size()); max(off.X, off.Y, -off.X, -off.Y) > 1 {
					t.Fatalf("page %d: %v, the PDF has %v", n+1, got.Bounds(), want.Bounds())
				}
				if far := differing(got, want); far != 0 {
					t.Errorf("page %d: %d pixels are unlike all that lie around them in the other picture", n+1, far)
				}
			}
		})
	}
}

// realPage gives a page of 22 lines of 28 characters, those that the role's own face has.
func realPage(t testing.TB, role string) *page.Page {
	t.Helper()
	library, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	p := &page.Page{}
	p.Size.W, p.Size.H = 210*measure.MM, 297*measure.MM
	r := '一'
	for n := range 22 {
		text := &page.Text{Size: 16 * measure.PT, Stretch: 1000, Color: page.Black}
		text.At = page.Point{X: 28 * measure.MM, Y: 42*measure.MM + page.Length(n)*10*measure.MM}
		for ; len(text.Glyphs) < 28; r += 3 {
			if face, glyph, place, ok := library.Face(role, "latin", r); ok && place == 0 {
				text.Font = face
				text.Glyphs = append(text.Glyphs, page.Glyph{ID: glyph, Rune: r, Advance: 156 * measure.MM / 28})
			}
		}
		p.Items = append(p.Items, text)
	}
	return p
}

// BenchmarkWrite writes a page of 616 characters, all of them distinct.
func BenchmarkWrite(b *testing.B) {
	d := &page.Document{Pages: []*page.Page{realPage(b, "fangsong")}}
	b.ReportAllocs()
	for b.Loop() {
		if err := svg.Write(io.Discard, d, svg.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// differing counts the pixels of a picture that no pixel of the other one at the same place or beside it is like: edges may
// be rounded another way, but no mark may be more than a pixel, 0.2 mm, off.
func differing(a, b *image.RGBA) int {
	far := 0
	box := a.Rect.Intersect(b.Rect).Inset(1)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if !like(a.RGBAAt(x, y), b, x, y) || !like(b.RGBAAt(x, y), a, x, y) {
				far++
			}
		}
	}
	return far
}

func like(c color.RGBA, m *image.RGBA, x, y int) bool {
	for _, d := range [...]image.Point{{0, 0}, {0, -1}, {-1, 0}, {1, 0}, {0, 1}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
		o := m.RGBAAt(x+d.X, y+d.Y)
		if near(c.R, o.R) && near(c.G, o.G) && near(c.B, o.B) {
			return true
		}
	}
	return false
}

func near(a, b uint8) bool { return max(a, b)-min(a, b) < 0x80 }

func bytesOf(t *testing.T, d *page.Document, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := svg.Write(&b, d, svg.Options{Page: n}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func save(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func rgba(picture image.Image) *image.RGBA {
	rgba := image.NewRGBA(picture.Bounds())
	draw.Draw(rgba, rgba.Rect, picture, rgba.Rect.Min, draw.Src)
	return rgba
}
