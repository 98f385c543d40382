package generator_test

import (
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
	"gongwen/templates"
)

// write makes one format of an input and gives the bytes and the warnings.
func write(t testing.TB, g *generator.Generator, input []byte, f generator.Format) ([]byte, []notice.Notice) {
	t.Helper()
	p, err := g.Prepare(t.Context(), generator.Input{Text: input, Files: os.DirFS(filepath.Join("..", "samples"))})
	if err != nil {
		t.Fatal(err)
	}
	return papers.Write(t, p, f), p.Warnings
}

// solid is a text without its white space.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\f' {
			return -1
		}
		return r
	}, s)
}

// mended is the seed as it is to be printed: what the rules mend in it is written out here, one by one.
func mended(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/seed.txt")
	if err != nil {
		t.Fatal(err)
	}
	mend := strings.NewReplacer(
		"(一)工作方法", "（一）工作方法",
		"(2010年8月下旬—2012年6月底)", "（2010年8月下旬—2012年6月底）",
		"(2012年7月—2012年底)", "（2012年7月—2012年底）",
	)
	var lines []string
	for _, l := range strings.Split(string(b), "\n") {
		if l = mend.Replace(solid(l)); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

func TestEverySentenceOfTheSeedIsInThePDFInOrder(t *testing.T) {
	b, _ := write(t, papers.Generator(t), testkit.Sample(t, "notice.yaml"), generator.PDF)
	text := testkit.Tool(t, "pdftotext", testkit.File(t, "a.pdf", b), "-")
	text = regexp.MustCompile(`(?m)^\f?— ?\d+ ?—$`).ReplaceAllString(text, "")
	text = solid(text)
	lines := mended(t)
	number := lines[len(lines)-1]
	if !strings.Contains(text, number) {
		t.Errorf("the number %s is missing", number)
	}
	at := 0
	for _, l := range lines[:len(lines)-1] {
		i := strings.Index(text[at:], l)
		if i < 0 {
			t.Fatalf("missing or out of order: %s", l)
		}
		at += i + len(l)
	}
}

func TestEveryFontIsEmbeddedSubsetAndReadable(t *testing.T) {
	b, _ := write(t, papers.Generator(t), testkit.Sample(t, "notice.yaml"), generator.PDF)
	rows := strings.Split(strings.TrimSpace(testkit.Tool(t, "pdffonts", testkit.File(t, "a.pdf", b))), "\n")[2:]
	if len(rows) < 5 {
		t.Errorf("%d fonts, want 仿宋, 小标宋, 黑体, 楷体, 宋体 and Latin", len(rows))
	}
	for _, r := range rows {
		if !regexp.MustCompile(`^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes`).MatchString(r) {
			t.Errorf("not embedded, subset and with ToUnicode: %s", r)
		}
	}
}

// word is a stretch of characters that pdftotext found, in millimetres.
type word struct {
	XMin, YMin, XMax, YMax float64
	Text                   string
}

// words reads the pages of a PDF with pdftotext -bbox-layout.
func words(t *testing.T, pdf []byte) [][]word {
	t.Helper()
	var doc struct {
		Pages []struct {
			Words []struct {
				XMin float64 `xml:"xMin,attr"`
				YMin float64 `xml:"yMin,attr"`
				XMax float64 `xml:"xMax,attr"`
				YMax float64 `xml:"yMax,attr"`
				Text string  `xml:",chardata"`
			} `xml:"flow>block>line>word"`
		} `xml:"body>doc>page"`
	}
	out := testkit.Tool(t, "pdftotext", "-bbox-layout", testkit.File(t, "a.pdf", pdf), "-")
	d := xml.NewDecoder(strings.NewReader(out))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	const mm = 72 / 25.4
	var pages [][]word
	for _, p := range doc.Pages {
		var ws []word
		for _, w := range p.Words {
			ws = append(ws, word{w.XMin / mm, w.YMin / mm, w.XMax / mm, w.YMax / mm, w.Text})
		}
		pages = append(pages, ws)
	}
	return pages
}

// lines joins the words that stand on one line of the running text, from top to bottom.
func lines(ws []word) []word {
	var out []word
	for _, w := range ws {
		if w.YMin > 262 { // the page number
			continue
		}
		i := len(out) - 1
		for i >= 0 && math.Abs(out[i].YMax-w.YMax) > 2 {
			i--
		}
		if i < 0 {
			out = append(out, w)
			continue
		}
		out[i].XMin, out[i].XMax = min(out[i].XMin, w.XMin), max(out[i].XMax, w.XMax)
		out[i].YMin, out[i].YMax = min(out[i].YMin, w.YMin), max(out[i].YMax, w.YMax)
		out[i].Text += w.Text
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %.3f mm, want %.3f", what, got, want)
	}
}

// filled gives a sample whose last page is filled so far that it is not set closer (7.3.5.5).
func filled(t *testing.T, name string) []byte {
	t.Helper()
	return append(testkit.Sample(t, name), strings.Repeat("    各党支部要按照本方案的要求，结合实际制定具体办法，认真组织实施，并及时总结经验，上报情况。\n", 12)...)
}

// closers are two marks that close, beside each other.
var closers = regexp.MustCompile(`[”）》][，。、；）》]`)

func TestRunningTextStandsOnTheGrid(t *testing.T) {
	for _, name := range []string{"notice.yaml", "notice-2012.yaml"} {
		t.Run(name, func(t *testing.T) {
			b, _ := write(t, papers.Generator(t), filled(t, name), generator.PDF)
			pages := words(t, b)
			full, exact := 0, 0
			for i, ws := range pages {
				left := 28.0
				if i%2 == 1 {
					left = 26
				}
				ls := lines(ws)
				if i >= 2 && i < len(pages)-2 { // page 1 has the head, page 2 the title of the plan, the last two the end
					if ls[0].Text[0] >= 0x80 { // poppler measures a word by its first face, and the Latin one is lower
						near(t, fmt.Sprintf("page %d, first line's top", i+1), ls[0].YMin, 37, 0.25)
					}
					if len(ls) != 22 {
						t.Errorf("page %d has %d lines, want 22", i+1, len(ls))
					}
				}
				for _, l := range ls {
					if strings.ContainsAny(l.Text[len(l.Text)-3:], "，。、；：）》") && l.XMax > left+157 {
						l.XMax -= 156.0 / 28 / 2 // a mark squeezed at the line's end: its right half has no ink
					}
					if l.XMin < left-0.1 || l.XMax > left+156+0.35 {
						t.Errorf("page %d, outside the type area: %.2f–%.2f: %s", i+1, l.XMin, l.XMax, l.Text)
					}
					if l.XMin > left+0.1 || l.XMax < left+152 || strings.ContainsFunc(l.Text, func(r rune) bool { return r < 0x80 }) {
						continue // indented, short, or with digits: not all of it on the grid
					}
					near(t, fmt.Sprintf("page %d, right edge of %s", i+1, l.Text), l.XMax, left+156, 0.2)
					full++
					switch n := len([]rune(l.Text)) - len(closers.FindAllString(l.Text, -1)); n { // two that close are squeezed together
					case 28:
						exact++
					case 27, 29: // a mark pulled in or pushed out
					default:
						t.Errorf("page %d, %d characters on a full line: %s", i+1, n, l.Text)
					}
				}
			}
			if full < 80 || exact*10 < full*7 {
				t.Errorf("%d full lines, %d of them with 28 characters", full, exact)
			}
		})
	}
}

func TestHeadStandsWhereTheProfileSays(t *testing.T) {
	for _, c := range []struct {
		name     string
		top, gap float64 // of the red head below the type area's top; of the star in the rule
	}{
		{"notice.yaml", 25, 12},
		{"notice-2012.yaml", 35, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, _ := write(t, papers.Generator(t), filled(t, c.name), generator.PDF)
			ls := lines(words(t, b)[0])
			near(t, "top of the red head", ls[0].YMin, 37+c.top, 0.1)
			near(t, "middle of the red head", (ls[0].XMin+ls[0].XMax)/2, 28+78, 0.1)
			near(t, "number below the red head", ls[1].YMin-ls[0].YMax, 2*156.0/28*15/8, 0.3)
			rules := redRules(t, b)
			near(t, "rule below the number", rules[0].YMin-ls[1].YMax, 4, 0.25)
			near(t, "left end of the rule", rules[0].XMin, 28, 0.01)
			near(t, "right end of the rule", rules[len(rules)-1].XMax, 28+156, 0.01)
			if c.gap > 0 {
				near(t, "gap for the star", rules[1].XMin-rules[0].XMax, c.gap, 0.01)
			}
			near(t, "title below the rule", ls[2].YMin-rules[0].YMin, 2*156.0/28*15/8+0.6, 0.3)
		})
	}
}

// redRules gives the red horizontal rectangles of page 1 as mutool sees them, from left to right.
func redRules(t *testing.T, pdf []byte) []word {
	t.Helper()
	out := testkit.Tool(t, "mutool", "trace", testkit.File(t, "a.pdf", pdf), "1")
	path := regexp.MustCompile(`(?s)<fill_path[^>]*color="([\d. ]+)"[^>]*transform="([-\d. ]+)">(.*?)</fill_path>`)
	point := regexp.MustCompile(`[xy]="([-\d.]+)"`)
	const mm = 72 / 25.4
	var rules []word
	for _, m := range path.FindAllStringSubmatch(out, -1) {
		red, _ := strconv.ParseFloat(strings.Fields(m[1])[0], 64)
		if red < 0.5 || strings.Count(m[3], "<lineto") > 4 { // black, or the star
			continue
		}
		matrix := strings.Fields(m[2])
		f, _ := strconv.ParseFloat(matrix[5], 64)
		w := word{XMin: 1e9, YMin: 1e9}
		for i, v := range point.FindAllStringSubmatch(m[3], -1) {
			n, _ := strconv.ParseFloat(v[1], 64)
			if i%2 == 0 {
				w.XMin, w.XMax = min(w.XMin, n/mm), max(w.XMax, n/mm)
			} else {
				w.YMin, w.YMax = min(w.YMin, (f-n)/mm), max(w.YMax, (f-n)/mm)
			}
		}
		rules = append(rules, w)
	}
	if len(rules) == 0 {
		t.Fatalf("no red rule in\n%.2000s", out)
	}
	return rules
}

func TestPageNumbersStandOnTheOuterSide(t *testing.T) {
	b, _ := write(t, papers.Generator(t), testkit.Sample(t, "notice.yaml"), generator.PDF)
	char := 156.0 / 28
	numbered := 0
	for i, ws := range words(t, b) {
		var number []word
		for _, w := range ws {
			if w.YMin > 262 {
				number = append(number, w)
			}
		}
		if len(number) == 0 {
			continue
		}
		numbered++
		text := ""
		for _, w := range number {
			text += w.Text
		}
		if want := fmt.Sprintf("—%d—", i+1); text != want {
			t.Errorf("page %d is numbered %s, want %s", i+1, text, want)
		}
		if i%2 == 0 {
			near(t, "right of an odd page's number", number[len(number)-1].XMax, 28+156-char, 0.3)
		} else {
			near(t, "left of an even page's number", number[0].XMin, 26+char, 0.3)
		}
	}
	if numbered < 10 {
		t.Errorf("%d pages have a number", numbered)
	}
}

const paper = `kind: notice
header: 中共常州市广播电视大学委员会文件
number: 常电大委〔2010〕5号
title: 关于%s同志任职的通知
to: 各党支部、各部门：
body: |
  经研究，任命%s同志为办公室主任。
date: 2010-07-02
`

func TestRareNamesPrintAndCopyOut(t *testing.T) {
	for name, substituted := range map[string]bool{"张𬱖": false, "王㛃": false, "李𪚥": true} {
		t.Run(name, func(t *testing.T) {
			input := fmt.Appendf(nil, paper, name, name)
			b, warnings := write(t, papers.Generator(t), input, generator.PDF)
			text := solid(testkit.Tool(t, "pdftotext", testkit.File(t, "a.pdf", b), "-"))
			for _, want := range []string{"关于" + name + "同志任职的通知", "任命" + name + "同志"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s cannot be copied out of\n%s", want, text)
				}
			}
			rare := string([]rune(name)[1])
			found := false
			for _, w := range warnings {
				found = found || w.Code == "substituted-font" && strings.Contains(w.Message, rare)
			}
			if found != substituted {
				t.Errorf("warned of a substituted font for %s: %v, want %v", rare, found, substituted)
			}
		})
	}
}

func TestCharacterWithoutAGlyphIsRefusedByNameAndPlace(t *testing.T) {
	_, err := papers.Generator(t).Prepare(t.Context(), generator.Input{Text: fmt.Appendf(nil, paper, "张三", "\U0010FFFD")})
	var refusal notice.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v, want a refusal", err)
	}
	f := refusal[0]
	if f.Path != "/body" || f.Field != "正文" || f.Code != "missing-glyph" ||
		!strings.Contains(f.Message, "U+10FFFD") || !strings.Contains(f.Message, "第1行第7个字") {
		t.Errorf("fault %+v does not say character, code point, field and position", f)
	}
}

func TestLongAddresseeMovesToTheImprint(t *testing.T) {
	organs := strings.Repeat("各市辖区教育局、各普通高等学校、各省属中等专业学校，", 16)
	input := strings.Replace(fmt.Sprintf(paper, "张三", "张三"), "各党支部、各部门：", organs+"厅直各单位：", 1)
	for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
		b, warnings := write(t, papers.Generator(t), []byte(input), f)
		if !slices.ContainsFunc(warnings, func(n notice.Notice) bool { return n.Code == "moved-addressee" && n.Path == "/to" }) {
			t.Errorf("%s: no warning that the addressee was moved: %v", f, warnings)
		}
		path := testkit.File(t, "a."+string(f), b)
		if f == generator.DOCX {
			path = converted(t, path)
		}
		pages := strings.Split(testkit.Tool(t, "pdftotext", path, "-"), "\f")
		if first := solid(pages[0]); !strings.Contains(first, "经研究") || strings.Contains(first, "各市辖区") {
			t.Errorf("%s: page 1 has %s", f, first)
		}
		if all := solid(strings.Join(pages, "")); !strings.Contains(all, "主送："+organs+"厅直各单位。") {
			t.Errorf("%s: the imprint lacks the addressee: %s", f, all)
		}
	}
}

func TestPaperWithoutTextOnPageOneIsRefused(t *testing.T) {
	title := "关于" + strings.Repeat("加强基层组织建设和", 21) + "改进作风的通知"
	input := strings.Replace(fmt.Sprintf(paper, "张三", "张三"), "关于张三同志任职的通知", title, 1)
	for _, f := range []generator.Format{generator.PDF, generator.DOCX, generator.SVG} {
		p, err := papers.Generator(t).Prepare(t.Context(), generator.Input{Text: []byte(input)})
		if err != nil {
			t.Fatal(err)
		}
		err = p.Write(t.Context(), io.Discard, f, generator.Options{})
		var refusal notice.Refusal
		if !errors.As(err, &refusal) || len(refusal) != 1 || refusal[0].Code != "no-text-on-page-1" || refusal[0].Line == 0 {
			t.Errorf("%s: %v, want a refusal with its place", f, err)
		}
	}
}

// converted gives the PDF that LibreOffice makes of a DOCX.
func converted(t *testing.T, docx string) string {
	t.Helper()
	return testkit.PDFs(t, docx)[0]
}

func TestSameInputSameBytes(t *testing.T) {
	hashes := map[generator.Format][32]byte{}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 2, 2} {
		runtime.GOMAXPROCS(procs)
		g, err := generator.New(templates.Files, fonts.Files)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range kind.Formats() {
			b, _ := write(t, g, testkit.Sample(t, "notice.yaml"), f)
			h := sha256.Sum256(b)
			if old, ok := hashes[f]; ok && old != h {
				t.Errorf("%s differs with GOMAXPROCS %d", f, procs)
			}
			hashes[f] = h
		}
	}
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// BenchmarkPaper is the whole way of the seed paper, from YAML to bytes, in a process that has made one before.
func BenchmarkPaper(b *testing.B) {
	g := papers.Generator(b)
	input := testkit.Sample(b, "notice.yaml")
	for _, f := range kind.Formats() {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			var size counter
			for b.Loop() {
				p, err := g.Prepare(b.Context(), generator.Input{Text: input, Files: os.DirFS(filepath.Join("..", "samples"))})
				if err != nil {
					b.Fatal(err)
				}
				size = 0
				if err := p.Write(b.Context(), &size, f, generator.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size), "bytes/file")
		})
	}
}
