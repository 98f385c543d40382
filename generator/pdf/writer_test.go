package pdf_test

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
	"gongwen/internal/testkit"
)

func TestWriterMakesTheFileOfWrite(t *testing.T) {
	d := pagetest.Document()
	var got bytes.Buffer
	w := pdf.NewWriter(&got, d.Info, pdf.Options{})
	for _, b := range d.Outline { // before their pages
		w.Bookmark(b)
	}
	for _, p := range d.Pages {
		if err := w.Page(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), bytesOf(t, d)) {
		t.Error("other bytes than those of Write")
	}
}

func TestWriterGivesItsFirstErrorAgain(t *testing.T) {
	d := pagetest.Document()
	w := pdf.NewWriter(io.Discard, d.Info, pdf.Options{})
	first := w.Page(&page.Page{})
	if first == nil || !strings.Contains(first.Error(), "page 1") {
		t.Fatalf("error %v", first)
	}
	for _, again := range []error{w.Page(d.Pages[0]), w.Close()} {
		if again != first {
			t.Errorf("error %v, want %v", again, first)
		}
	}
	w = pdf.NewWriter(io.Discard, d.Info, pdf.Options{})
	for _, err := range []error{w.Page(d.Pages[0]), w.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Page(d.Pages[0]); err == nil {
		t.Error("a page after the end of the file")
	}
}

func TestFormOfManyPagesIsStoredOnce(t *testing.T) {
	symbol := &page.Symbol{}
	for i := range page.Length(1000) { // an ornament
		at := page.Rect{X: i * i % 200 * measure.MM, Y: i * 7 % 290 * measure.MM, W: i*i*i%1000 + measure.PT, H: measure.PT}
		symbol.Items = append(symbol.Items, page.Rectangle(at, page.Color{K: uint8(i % 100)}))
	}
	d := &page.Document{}
	for range 1000 {
		d.Pages = append(d.Pages, onePage(&page.Use{Symbol: symbol}).Pages...)
	}
	d.Pages = append(d.Pages, onePage(symbol.Items...).Pages...) // as it looks
	path := save(t, d)
	testkit.Tool(t, "qpdf", "--check", path)
	if perPage := len(bytesOf(t, d)) / 1000; perPage > 350 {
		t.Errorf("%d bytes a page", perPage)
	}
	for _, dpi := range []string{"50", "127"} {
		if !bytes.Equal(pixels(t, path, "1000", dpi), pixels(t, path, "1001", dpi)) {
			t.Errorf("%s dpi: the symbol looks other than its items", dpi)
		}
	}
}

// pixels gives a page as poppler draws it.
func pixels(t *testing.T, path, page, dpi string) []byte {
	t.Helper()
	return []byte(testkit.Tool(t, "pdftoppm", "-r", dpi, "-f", page, "-l", page, path))
}

func TestThousandsOfPagesTakeNoMemoryInTheWriter(t *testing.T) {
	testkit.Thousands(t)
	d := pagetest.Document()
	w := pdf.NewWriter(io.Discard, d.Info, pdf.Options{})
	held := func(pages int) uint64 {
		for range pages {
			if err := w.Page(d.Pages[0]); err != nil {
				t.Fatal(err)
			}
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	few := held(1000)
	if many := held(50_000); many > few+50_000*64 {
		t.Errorf("%d bytes after 1,000 pages, %d after 50,000 more", few, many)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkWriterPage(b *testing.B) {
	d := pagetest.Document()
	w := pdf.NewWriter(io.Discard, d.Info, pdf.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Page(d.Pages[0]); err != nil {
			b.Fatal(err)
		}
	}
}
