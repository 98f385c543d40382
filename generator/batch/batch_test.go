package batch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/generator/credential"
	"gongwen/generator/notice"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/roster"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

const (
	surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
	given    = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文辉建国志红梅兰竹菊松柏"
)

// personName gives a name that no other number has.
func personName(i int) string {
	s, g := []rune(surnames), []rune(given)
	return string([]rune{s[i%len(s)], g[i/len(s)%len(g)], g[i/len(s)/len(g)%len(g)]})
}

// columns are those of the test rosters.
var columns = []string{"姓名", "所在支部", "荣誉称号", "颁奖事由", "颁发单位", "颁发日期", "印章", "花边"}

// line gives a row of a test roster.
func line(i int) []any {
	return []any{personName(i), fmt.Sprintf("第%d党支部", i/40+1), []string{"优秀共产党员", "优秀党务工作者"}[i%2],
		"在2010年至2012年创先争优活动中成绩突出", "中共常州市广播电视大学委员会", "2012-07-01", "seal.png", "双线"}
}

// workbook gives a roster of n rows below its heading as an XLSX file; change may change a row, nil for none.
func workbook(t testing.TB, n int, change func(i int, row []any)) []byte {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	set := func(row int, values []any) {
		if err := w.SetRow(fmt.Sprintf("A%d", row), values); err != nil {
			t.Fatal(err)
		}
	}
	titles := make([]any, len(columns))
	for i, c := range columns {
		titles[i] = c
	}
	set(1, titles)
	for i := range n {
		row := line(i)
		if change != nil {
			change(i, row)
		}
		set(i+2, row)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// seals is a folder with the picture of a seal.
func seals() fs.FS { return fstest.MapFS{"seal.png": {Data: pagetest.Seal().Data}} }

// openRoster opens an XLSX file as a roster of a kind.
func openRoster(t testing.TB, g *generator.Generator, kind string, file []byte) *roster.Roster {
	t.Helper()
	k, _ := g.Kind(kind)
	r, err := roster.Open(bytes.NewReader(file), int64(len(file)), k.Schema, roster.Options{Files: seals()})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ignore(*batch.Entry) error { return nil }

func newBatch(g *generator.Generator, kind string, r *roster.Roster, o batch.Options) (*batch.Batch, error) {
	k, _ := g.Kind(kind)
	return batch.New(g, k, r, o)
}

// certificates prepares a batch of certificates.
func certificates(t testing.TB, g *generator.Generator, file []byte, o batch.Options) *batch.Batch {
	t.Helper()
	b, err := newBatch(g, "certificate", openRoster(t, g, "certificate", file), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const firstNumber = "常电大委证〔2012〕1号"

func number(i int) string { return fmt.Sprintf("常电大委证〔2012〕%d号", i+1) }

// merge gives the file of all papers, and what was told of each.
func merge(t testing.TB, b *batch.Batch) ([]byte, []batch.Entry) {
	t.Helper()
	var file bytes.Buffer
	var entries []batch.Entry
	if _, err := b.Merge(t.Context(), &file, func(e *batch.Entry) error {
		entries = append(entries, *e)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), entries
}

// forPoppler writes a PDF into a file, and its output intent as something else, on which poppler would spend 10 ms a page.
func forPoppler(t testing.TB, file []byte) string {
	t.Helper()
	return testkit.File(t, "all.pdf", bytes.Replace(file, []byte("/OutputIntents"), []byte("/HiddenIntents"), 1))
}

// pagesOf gives the text of each page of a PDF.
func pagesOf(t testing.TB, file []byte) []string {
	t.Helper()
	out := testkit.Tool(t, "pdftotext", "-layout", forPoppler(t, file), "-")
	return strings.Split(strings.TrimSuffix(out, "\f"), "\f")
}

func TestThousandsOfPagesAreThoseOfTheirRows(t *testing.T) {
	testkit.Thousands(t)
	const rows = 10_000
	g := papers.Generator(t)
	file, entries := merge(t, certificates(t, g, workbook(t, rows, nil), batch.Options{Number: firstNumber}))
	if perPage := len(file) / rows; perPage > 1000 {
		t.Errorf("%d bytes a page", perPage)
	}
	pages := pagesOf(t, file)
	if len(pages) != rows || len(entries) != rows {
		t.Fatalf("%d pages and %d entries, want %d", len(pages), len(entries), rows)
	}
	for i, text := range pages {
		text = strings.ReplaceAll(text, " ", "")
		if !strings.Contains(text, personName(i)+"同志：") || !strings.Contains(text, "编号："+number(i)+"\n") {
			t.Fatalf("page %d: no %s and %s in %q", i+1, personName(i), number(i), text)
		}
		if e := entries[i]; e.Row != i+2 || e.Name != personName(i) || e.Number != number(i) || e.Page != i+1 || e.Pages != 1 {
			t.Fatalf("entry %d: %+v", i, e)
		}
	}
}

func TestBatchIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 500, nil)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var merged, zipped [][]byte
	for _, processors := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(processors)
		all, _ := merge(t, certificates(t, g, file, batch.Options{Number: firstNumber}))
		var archive bytes.Buffer
		if _, err := certificates(t, g, file, batch.Options{First: 2, Last: 40}).Zip(t.Context(), &archive, ignore); err != nil {
			t.Fatal(err)
		}
		merged, zipped = append(merged, all), append(zipped, archive.Bytes())
	}
	for i := range merged {
		if !bytes.Equal(merged[i], merged[0]) || !bytes.Equal(zipped[i], zipped[0]) {
			t.Errorf("other bytes on another number of processors")
		}
	}
}

func TestRowsKeepTheNumbersOfTheWholeRoster(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 30, func(i int, row []any) {
		if i == 13 {
			row[2] = "" // the honour
		}
	})
	_, entries := merge(t, certificates(t, g, file, batch.Options{Number: "党证〔2012〕098号", First: 12, Last: 17, SkipBad: true}))
	var got []string
	for _, e := range entries {
		got = append(got, fmt.Sprint(e.Row, " ", e.Number))
	}
	want := []string{"12 党证〔2012〕108号", "13 党证〔2012〕109号", "14 党证〔2012〕110号", "16 党证〔2012〕112号", "17 党证〔2012〕113号"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestEveryFaultOfARosterIsFoundAtOnce(t *testing.T) {
	g := papers.Generator(t)
	faults := map[int]func(row []any){
		3:  func(row []any) { row[0] = "" },
		8:  func(row []any) { row[0] = strings.Repeat("阿卜杜拉·", 11) + "某" },
		21: func(row []any) { row[0] = "张\U000F0001" },
		33: func(row []any) { copy(row, line(5)) },
		47: func(row []any) { row[5] = "2012-02-30" },
	}
	file := workbook(t, 60, func(i int, row []any) {
		if spoil := faults[i]; spoil != nil {
			spoil(row)
		}
	})
	var cells []string
	got, err := certificates(t, g, file, batch.Options{}).Check(t.Context())
	var refusal notice.Refusal
	if !errors.As(err, &refusal) || got.Bad != len(faults) {
		t.Fatalf("%+v, error %v", got, err)
	}
	for _, n := range refusal {
		cells = append(cells, n.Cell+" "+n.Code)
	}
	want := []string{"A5 missing", "A10 too-long", "A23 missing-glyph", "A35 duplicate-person", "F49 format"}
	if !slices.Equal(cells, want) {
		t.Errorf("faults %q, want %q", cells, want)
	}
	var put int
	if _, err := certificates(t, g, file, batch.Options{}).Files(t.Context(), func(*batch.Entry, []byte) error {
		put++
		return nil
	}); !errors.As(err, &refusal) || put > 0 {
		t.Errorf("%d files of a roster with faults, error %v", put, err)
	}
	_, entries := merge(t, certificates(t, g, file, batch.Options{SkipBad: true}))
	if len(entries) != 60-len(faults) {
		t.Errorf("%d papers without the bad rows", len(entries))
	}
}

func TestZIPHasCleanNamesThatAreUnique(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 6, func(i int, row []any) {
		row[0] = []string{"张三", "张三", "Ann Lee", "ann lee", "李/四", "CON"}[i]
	})
	var archive bytes.Buffer
	if _, err := certificates(t, g, file, batch.Options{Name: "{{姓名}}", Formats: []generator.Format{generator.PDF, generator.DOCX}, Number: firstNumber}).
		Zip(t.Context(), &archive, ignore); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(archive.Bytes()), int64(archive.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var manifest []byte
	for _, f := range r.File {
		names = append(names, f.Name)
		data, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if manifest, err = io.ReadAll(data); err != nil {
			t.Fatal(err) // its checksum is wrong
		}
	}
	var want []string
	for _, name := range []string{"张三", "张三_2", "Ann Lee", "ann lee_2", "李_四", "_CON"} {
		want = append(want, name+".pdf", name+".docx")
	}
	if want = append(want, "manifest.csv"); !slices.Equal(names, want) {
		t.Errorf("names %q, want %q", names, want)
	}
	entries, err := batch.ReadManifest(manifest)
	if err != nil || len(entries) != 12 {
		t.Fatalf("%d entries, error %v", len(entries), err)
	}
	sum := regexp.MustCompile(`^[0-9a-f]{64}$`)
	for i, e := range entries {
		if e.File != want[i] || e.Row != i/2+2 || e.Number != number(i/2) || e.Pages != 1 || !sum.MatchString(e.SHA256) {
			t.Errorf("entry %+v", e)
		}
	}
}

func TestGroupsHaveALeafOfTheirOwn(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 7, func(i int, row []any) { row[1] = []string{"机关党支部", "离退休党支部"}[i%2] })
	all, entries := merge(t, certificates(t, g, file, batch.Options{Group: "所在支部", Number: firstNumber}))
	var got []string
	for _, e := range entries {
		got = append(got, fmt.Sprint(e.Page, " ", e.Number))
	}
	// sheet, its back, 4 papers, sheet, its back, 3 papers
	want := []string{"3 " + number(0), "4 " + number(2), "5 " + number(4), "6 " + number(6), "9 " + number(1), "10 " + number(3), "11 " + number(5)}
	if !slices.Equal(got, want) {
		t.Errorf("papers on pages %q, want %q", got, want)
	}
	pages := pagesOf(t, all)
	for page, says := range map[int]string{1: "机关党支部荣誉证书共4份", 2: "", 7: "离退休党支部荣誉证书共3份", 8: ""} {
		if text := strings.Join(strings.Fields(pages[page-1]), ""); text != says {
			t.Errorf("page %d says %q, want %q", page, text, says)
		}
	}
}

func TestBatchThatIsStoppedIsWholeAndGoesOn(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 300, nil)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var first bytes.Buffer
	made := map[int]bool{}
	count := func(e *batch.Entry) error {
		if made[e.Row] {
			t.Errorf("row %d twice", e.Row)
		}
		if made[e.Row] = true; len(made) == 100 {
			stop()
		}
		return nil
	}
	s, err := certificates(t, g, file, batch.Options{Number: firstNumber}).Merge(ctx, &first, count)
	if !errors.Is(err, context.Canceled) || s.Made != 100 {
		t.Fatalf("%+v, error %v", s, err)
	}
	if n := len(pagesOf(t, first.Bytes())); n != 100 {
		t.Fatalf("%d pages", n)
	}
	known := map[int]bool{}
	for row := range made {
		known[row] = true
	}
	var rest bytes.Buffer
	s, err = certificates(t, g, file, batch.Options{Number: firstNumber, Made: func(e *batch.Entry) bool { return known[e.Row] }}).
		Merge(t.Context(), &rest, count)
	if err != nil || s.Kept != 100 || s.Made != 200 || len(made) != 300 {
		t.Fatalf("%+v, error %v", s, err)
	}
	if text := strings.ReplaceAll(pagesOf(t, rest.Bytes())[0], " ", ""); !strings.Contains(text, number(100)+"\n") {
		t.Errorf("the rest begins with %q", text)
	}
}

func TestBatchRefusesOptionsThatCannotBe(t *testing.T) {
	g := papers.Generator(t)
	r := openRoster(t, g, "certificate", workbook(t, 1, nil))
	for _, c := range []struct {
		name string
		o    batch.Options
	}{
		{"number without digits", batch.Options{Number: "常电大委证"}},
		{"number without what stands before the year", batch.Options{Number: "(2012)5号"}},
		{"number without a year", batch.Options{Number: "001号"}},
		{"number of a short year", batch.Options{Number: "常电大委证〔12〕1号"}},
		{"number with 第", batch.Options{Number: "常电大委证〔2012〕第5号"}},
		{"bare number", batch.Options{Number: "5"}},
		{"name of no field", batch.Options{Name: "{{nobody}}"}},
		{"group by no field", batch.Options{Group: "nobody"}},
		{"group by a list", batch.Options{Group: "signed_by"}},
		{"pictures of pages", batch.Options{Formats: []generator.Format{generator.SVG}}},
	} {
		var option *batch.OptionError
		if _, err := newBatch(g, "certificate", r, c.o); !errors.As(err, &option) {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
}

func BenchmarkMerge(b *testing.B) {
	g := papers.Generator(b)
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		b.Fatal(err)
	}
	const n = 10_000
	file := workbook(b, n, nil)
	for _, c := range []struct {
		name string
		sign *credential.Signer
	}{{"plain", nil}, {"signed", credential.NewSigner(key)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var size bytesCount
				if _, err := certificates(b, g, file, batch.Options{Number: firstNumber, Sign: c.sign}).Merge(b.Context(), &size, ignore); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(size)/n, "B/page")
			}
		})
	}
}

type bytesCount int

func (c *bytesCount) Write(b []byte) (int, error) {
	*c += bytesCount(len(b))
	return len(b), nil
}

func BenchmarkZip(b *testing.B) {
	g := papers.Generator(b)
	const n = 200
	file := workbook(b, n, nil)
	b.ReportAllocs()
	for b.Loop() {
		var size bytesCount
		if _, err := certificates(b, g, file, batch.Options{Number: firstNumber}).Zip(b.Context(), &size, ignore); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/n, "B/file")
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/file")
}
