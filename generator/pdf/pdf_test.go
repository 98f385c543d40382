package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
	"gongwen/internal/testkit"
)

func write(w io.Writer, d *page.Document) error { return pdf.Write(w, d, pdf.Options{}) }

func ExampleWrite() {
	leaf := &page.Page{Items: []page.Item{
		page.Rectangle(page.Rect{X: 28 * measure.MM, Y: 100 * measure.MM, W: 156 * measure.MM, H: measure.PT}, page.Red),
	}}
	leaf.Size.W, leaf.Size.H = 210*measure.MM, 297*measure.MM

	var file bytes.Buffer
	err := pdf.Write(&file, &page.Document{Pages: []*page.Page{leaf}}, pdf.Options{})
	fmt.Println(file.String()[:8], err)
	// Output: %PDF-1.7 <nil>
}

func TestWriteMeetsTheSuiteOfAllExporters(t *testing.T) { pagetest.Run(t, write) }

func TestWriteRefusesWhatOnlyAPDFCannotSay(t *testing.T) {
	for _, c := range []struct {
		name, want string
		spoil      func(*page.Document)
	}{
		{"bookmark two levels down", "pdf: bookmark 2: level 3 under level 1", func(d *page.Document) { d.Outline[1].Level = 3 }},
		{"bookmark above the top", "pdf: bookmark 1: level 0", func(d *page.Document) { d.Outline[0].Level = 0 }},
		{"bookmark to no page", "pdf: bookmark 4: page 6 of 5", func(d *page.Document) { d.Outline[3].Page = 5 }},
		{"character that text may not hold", "pdf: page 3: text \"\\ufeff件\": U+FEFF", func(d *page.Document) {
			d.Pages[2].Items[0].(*page.Text).Glyphs[0].Rune = 0xFEFF
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := pagetest.Document()
			c.spoil(d)
			if err := write(io.Discard, d); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestBytesAreTheSameOnAnyNumberOfProcessors(t *testing.T) {
	want := bytesOf(t, pagetest.Document())
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	for _, processors := range []int{1, 2} {
		runtime.GOMAXPROCS(processors)
		d := pagetest.Document() // shared: nothing in it may be written to
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				var got bytes.Buffer
				if err := write(&got, d); err != nil || !bytes.Equal(got.Bytes(), want) {
					t.Errorf("%d processors: other bytes, error %v", processors, err)
				}
			})
		}
		wait.Wait()
	}
}

func TestPagesGoOutAsTheyAreReached(t *testing.T) {
	d := manyPages(1000)
	d.Pages = append(d.Pages, &page.Page{}) // of no size, which is an error
	var got bytes.Buffer
	if err := write(&got, d); err == nil {
		t.Fatal("no error")
	}
	if n := bytes.Count(got.Bytes(), []byte("/Type /Page ")); n < 500 {
		t.Errorf("%d pages written before the error on page 1001", n)
	}
}

func TestManyPagesAreATree(t *testing.T) {
	path := save(t, manyPages(600))
	testkit.Tool(t, "qpdf", "--check", path)
	if info := testkit.Tool(t, "pdfinfo", path); !strings.Contains(info, "Pages:           600\n") {
		t.Errorf("pdfinfo: %s", info)
	}
}

// manyPages gives n pages with the same items, numbered from 1.
func manyPages(n int) *page.Document {
	d := pagetest.Document()
	d.Outline = nil
	first := d.Pages[0]
	d.Pages = nil
	for i := range n {
		p := *first
		p.Label = fmt.Sprint(i + 1)
		d.Pages = append(d.Pages, &p)
	}
	return d
}

func bytesOf(t *testing.T, d *page.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// save writes d to a file and gives its path.
func save(t *testing.T, d *page.Document) string {
	t.Helper()
	return testkit.File(t, "paper.pdf", bytesOf(t, d))
}
