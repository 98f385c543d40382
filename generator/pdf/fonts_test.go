package pdf_test

import (
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/typeset"
	"gongwen/internal/testkit"
)

// cell is the advance on the grid of GB/T 9704: 156 mm for 28 characters.
const cell = 156 * measure.MM / 28

// set gives the lines of a text on one page after the other, 22 lines of 28 characters each, every line in the role that
// role gives for it.
func set(t testing.TB, text []rune, role func(line int) string) *page.Document {
	t.Helper()
	library, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	d := &page.Document{}
	for n := 0; len(text) > 0; n++ {
		if n%22 == 0 {
			p := &page.Page{}
			p.Size.W, p.Size.H = 210*measure.MM, 297*measure.MM
			d.Pages = append(d.Pages, p)
		}
		line := text[:min(28, len(text))]
		text = text[len(line):]
		at := page.Point{X: 28 * measure.MM, Y: 42*measure.MM + page.Length(n%22)*cell*15/8}
		last := d.Pages[len(d.Pages)-1]
		var run *page.Text
		for _, r := range line {
			face, glyph, _, ok := library.Face(role(n), "latin", r)
			if !ok {
				t.Fatalf("no glyph for %c", r)
			}
			if run == nil || run.Font != page.Font(face) {
				run = &page.Text{At: at, Font: face, Size: 16 * measure.PT, Stretch: 1000, Color: page.Black}
				last.Items = append(last.Items, run)
			}
			advance := cell.Scale(int64(face.Advance(glyph)), int64(face.UnitsPerEm()))
			run.Glyphs = append(run.Glyphs, page.Glyph{ID: glyph, Rune: r, Advance: advance})
			at.X += advance
		}
	}
	return d
}

func TestRealFacesPrintAndCopyOut(t *testing.T) {
	const text = "常电大委〔2010〕4号二○一○年七月一日张𬱖㛃，《“四搞好”》——办法……"
	roles := []string{"fangsong", "xiaobiaosong", "heiti", "kaiti", "songti"}
	line := []rune(text + strings.Repeat("一", 56-len([]rune(text))))
	var all []rune
	for range roles {
		all = append(all, line...)
	}
	path := save(t, set(t, all, func(line int) string { return roles[line/2] }))
	testkit.Tool(t, "qpdf", "--check", path)
	var got strings.Builder
	for _, c := range chars(t, path) {
		got.WriteString(c.C)
	}
	if got.String() != string(all) {
		t.Errorf("mutool finds %s, want %s", got.String(), string(all))
	}
	if got := strings.ReplaceAll(strings.TrimSpace(testkit.Tool(t, "pdftotext", path, "-")), "\n", ""); got != string(all) {
		t.Errorf("pdftotext finds %s, want %s", got, string(all))
	}
	for _, font := range strings.Split(strings.TrimSpace(testkit.Tool(t, "pdffonts", path)), "\n")[2:] {
		if !strings.Contains(font, "CID TrueType      Identity-H       yes yes yes") {
			t.Errorf("pdffonts: %s", font)
		}
	}
}

// BenchmarkWrite writes a paper of eleven pages in five faces, with about 450 distinct characters.
func BenchmarkWrite(b *testing.B) {
	text := make([]rune, 11*22*28)
	for i := range text {
		text[i] = '一' + rune(i*i%901)*17
		if i%40 == 0 {
			text[i] = '0' + rune(i%10)
		}
	}
	d := set(b, text, func(line int) string {
		switch {
		case line < 2:
			return "xiaobiaosong"
		case line%30 == 5:
			return "heiti"
		case line%30 == 15:
			return "kaiti"
		}
		return "fangsong"
	})
	var size counter
	b.ReportAllocs()
	for b.Loop() {
		size = 0
		if err := pdf.Write(&size, d, pdf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	pages := float64(len(d.Pages))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pages, "ns/page")
	b.ReportMetric(float64(size)/pages, "written-B/page")
}

// counter counts the bytes that are written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
