package pdf_test

import (
	"encoding/xml"
	"image"
	"math"
	"strings"
	"testing"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/internal/testkit"
)

// line gives a Text of 28 characters, no two of whose advances are alike. Its glyphs are every first or every second of font.
func line(font page.Font, every int, size page.Length, stretch int, at page.Point) *page.Text {
	t := &page.Text{At: at, Font: font, Size: size, Stretch: stretch, Color: page.Black}
	for i := range 28 {
		em := size.Scale(int64(stretch), 1000)
		t.Glyphs = append(t.Glyphs, page.Glyph{
			ID: page.GlyphID((i + 1) * every), Rune: '一' + rune(i),
			Advance: em - em.Scale(int64(i*i), 10_007), Offset: em.Scale(int64(i%3), -97),
		})
	}
	return t
}

func onePage(items ...page.Item) *page.Document {
	p := &page.Page{Items: items}
	p.Size.W, p.Size.H = 600*measure.MM, 650*measure.MM
	return &page.Document{Pages: []*page.Page{p}}
}

func TestEveryGlyphIsAtItsPlace(t *testing.T) {
	thousand := &pagetest.Font{PostScript: "Test-1000", Em: 1000}
	odd := &pagetest.Font{PostScript: "Test-2048", Em: 2048}
	texts := []page.Item{
		line(thousand, 2, 16*measure.PT, 1000, page.Point{X: 28 * measure.MM, Y: 37 * measure.MM}),
		line(odd, 1, 200_571, 1000, page.Point{X: 28*measure.MM + 1, Y: 57*measure.MM + 1}),
		line(odd, 1, 60*measure.PT, 853, page.Point{X: 28 * measure.MM, Y: 97 * measure.MM}),
	}
	upright := func(p page.Point) page.Point { return p }
	turned := page.Point{X: 17*measure.MM + 1234, Y: 640*measure.MM + 567}
	moved := page.Point{X: 3*measure.MM + 1234, Y: 64*measure.MM + 567}
	for _, c := range []struct {
		name  string
		items []page.Item
		place func(page.Point) page.Point // on the page, of a place in the texts
	}{
		{"on the page", texts, upright},
		{"in a group", []page.Item{&page.Group{At: turned, Items: texts}}, func(p page.Point) page.Point {
			return page.Point{X: turned.X + p.Y, Y: turned.Y - p.X}
		}},
		{"in a symbol", []page.Item{&page.Use{At: moved, Symbol: &page.Symbol{Items: texts}}}, func(p page.Point) page.Point {
			return page.Point{X: moved.X + p.X, Y: moved.Y + p.Y}
		}},
		{"on the page after a group", append([]page.Item{&page.Group{At: turned}}, texts...), upright},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := chars(t, save(t, onePage(c.items...)))
			for _, item := range texts {
				got = atTheirPlaces(t, item.(*page.Text), got, c.place)
			}
		})
	}
}

// atTheirPlaces compares the glyphs of a text with the characters that were found, and gives those that are left.
func atTheirPlaces(t *testing.T, text *page.Text, got []char, place func(page.Point) page.Point) []char {
	t.Helper()
	origin := text.At
	for _, g := range text.Glyphs {
		if len(got) == 0 {
			t.Fatalf("no place for %c", g.Rune)
		}
		if got[0].C != string(g.Rune) {
			t.Fatalf("found %s, want %c", got[0].C, g.Rune)
		}
		p := place(page.Point{X: origin.X + g.Offset, Y: origin.Y})
		x, y := p.X.Points(), p.Y.Points()
		if math.Abs(got[0].X-x) > 0.01 || math.Abs(got[0].Y-y) > 0.01 { // 0.01 pt are 0.004 mm
			t.Errorf("%c at %.3f, %.3f pt, want %.3f, %.3f", g.Rune, got[0].X, got[0].Y, x, y)
		}
		got = got[1:]
		origin.X += g.Advance
	}
	return got
}

// char is a character as mutool finds it: the place of its glyph's origin in points from the top left corner.
type char struct {
	X float64 `xml:"x,attr"`
	Y float64 `xml:"y,attr"`
	C string  `xml:"c,attr"`
}

func chars(t *testing.T, path string) []char {
	t.Helper()
	var doc struct {
		Chars []struct {
			Chars []char `xml:"line>font>char"`
		} `xml:"page>block"`
	}
	if err := xml.Unmarshal([]byte(testkit.Tool(t, "mutool", "draw", "-q", "-F", "stext", path)), &doc); err != nil {
		t.Fatal(err)
	}
	var all []char
	for _, block := range doc.Chars {
		for _, c := range block.Chars {
			if strings.TrimSpace(c.C) != "" {
				all = append(all, c)
			}
		}
	}
	return all
}

func TestLinesAreWordsWithoutStraySpaces(t *testing.T) {
	font := &pagetest.Font{PostScript: "Test-1000", Em: 1000}
	text := line(font, 2, 16*measure.PT, 1000, page.Point{X: 28 * measure.MM, Y: 37 * measure.MM})
	text.Glyphs[26].Rune = '“' // without its left half
	text.Glyphs[26].Offset, text.Glyphs[26].Advance = -8*measure.PT, 8*measure.PT
	var doc struct {
		Words []struct {
			XMin float64 `xml:"xMin,attr"`
			Text string  `xml:",chardata"`
		} `xml:"body>doc>page>flow>block>line>word"`
	}
	if err := xml.Unmarshal([]byte(testkit.Tool(t, "pdftotext", "-bbox-layout", save(t, onePage(text)), "-")), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Words) != 1 || doc.Words[0].Text != text.Chars() {
		t.Fatalf("words %v, want one: %s", doc.Words, text.Chars())
	}
	if got, want := doc.Words[0].XMin, text.At.X.Points(); math.Abs(got-want) > 0.01 {
		t.Errorf("line begins at %.3f pt, want %.3f", got, want)
	}
}

func TestCharactersCopyOut(t *testing.T) {
	text := testkit.Tool(t, "pdftotext", save(t, pagetest.Document()), "-")
	for _, want := range []string{
		"张𬱖（二○〇○", // 𬱖 is beyond U+FFFF; ○ and 〇 have the same glyph
		"2&<", "张文件", "附件",
		"横𠄀（表", "倒置", // turned
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("pdftotext does not give %s on a line of its own:\n%s", want, text)
		}
	}
}

func TestEveryFontIsEmbeddedAsASubset(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(testkit.Tool(t, "pdffonts", save(t, pagetest.Document()))), "\n")[2:]
	if len(lines) != 2 {
		t.Errorf("%d fonts, want 2", len(lines))
	}
	for _, line := range lines {
		if !strings.Contains(line, "CID TrueType      Identity-H       yes yes yes") {
			t.Errorf("pdffonts: %s", line)
		}
	}
}

func TestInkIsWhereTheItemsAre(t *testing.T) {
	const dpmm = 10
	picture := render(t, save(t, pagetest.Document()), 1)
	for _, c := range []struct {
		what    string
		x, y    float64 // mm
		r, g, b uint32
	}{
		{"the first glyph, inside", 28 + 5.644*0.5, 37 - 5.644*0.3, 0, 0, 0},
		{"the first glyph, left of its box", 28 + 5.644*0.05, 37 - 5.644*0.3, 255, 255, 255},
		{"the red head, first glyph", 28 + 17.992*0.5, 72 - 21.167*0.3, 235, 48, 30},
		{"the red head, after its last glyph", 28 + 17.992*2.95, 72 - 21.167*0.3, 255, 255, 255},
		{"the red rule", 184 - 0.2, 90.25, 235, 48, 30},
		{"right of the red rule", 184 + 0.2, 90.25, 255, 255, 255},
		{"the curve's bulge", 57, 110, 0, 79, 167},
	} {
		r, g, b, _ := picture.At(int(c.x*dpmm), int(c.y*dpmm)).RGBA()
		if r>>8 != c.r || g>>8 != c.g || b>>8 != c.b {
			t.Errorf("%s: colour %d %d %d, want %d %d %d", c.what, r>>8, g>>8, b>>8, c.r, c.g, c.b)
		}
	}
}

// render gives a page, 10 pixels to the millimetre. arguments are more of those of pdftoppm.
func render(t *testing.T, path string, page int, arguments ...string) image.Image {
	t.Helper()
	return testkit.Draw(t, path, page, 254, arguments...)
}
