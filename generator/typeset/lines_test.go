package typeset_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// The body of an official document: 28 characters of 16 pt to 156 mm.
const (
	textWidth = 156 * measure.MM
	cell      = textWidth / 28
)

var body = typeset.Style{Role: "fangsong", Latin: "latin", Size: 16 * measure.PT, Cell: cell, Stretch: 1000, Color: page.Black}

func library(t testing.TB) *typeset.Library {
	t.Helper()
	l, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// lineCase is a case of testdata: a text, the measure in cells, and the lines it makes.
type lineCase struct {
	text  string
	cells int
	lines []string
}

func readCases(t testing.TB, path string) []lineCase {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []lineCase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "|"); ok {
			c := &cases[len(cases)-1]
			c.lines = append(c.lines, rest)
			continue
		}
		number, text, _ := strings.Cut(line, " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		cases = append(cases, lineCase{text: strings.ReplaceAll(text, `\n`, "\n"), cells: n})
	}
	return cases
}

// split gives the characters of text that each line has.
func split(text string, lines []typeset.Line) []string {
	runes := []rune(text)
	var s []string
	for _, l := range lines {
		s = append(s, string(runes[l.Start:l.End]))
	}
	return s
}

func TestLinesEndWhereTheRulesAllow(t *testing.T) {
	l := library(t)
	for _, c := range readCases(t, "testdata/lines.txt") {
		p := &typeset.Paragraph{Spans: []typeset.Span{{Text: c.text, Style: body}}, Measure: cell * page.Length(c.cells), Justify: true}
		lines, err := l.Lines(p)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got := split(c.text, lines); !slices.Equal(got, c.lines) {
			t.Errorf("%s in %d:\n got %q\nwant %q", c.text, c.cells, got, c.lines)
		}
		checkLines(t, p, c.text, lines)
	}
}

// checkLines checks what holds for the lines of every paragraph.
func checkLines(t *testing.T, p *typeset.Paragraph, text string, lines []typeset.Line) {
	t.Helper()
	runes := []rune(text)
	next := 0
	for i, line := range lines {
		indent := p.Hanging
		if i == 0 {
			indent = p.First
		}
		if line.Start != next || line.End <= line.Start {
			t.Errorf("%q: line %d has characters %d to %d, the one before ended at %d", text, i, line.Start, line.End, next)
			return
		}
		next = line.End
		var drawn []rune
		x := indent
		for _, run := range line.Texts {
			if run.At.X != x || run.At.Y != 0 || len(run.Glyphs) == 0 {
				t.Errorf("%q: line %d: a text stands at %v, want x = %v", text, i, run.At, x)
			}
			x += run.Width()
			for _, g := range run.Glyphs {
				drawn = append(drawn, g.Rune)
				if g.ID == 0 || g.Advance < 0 {
					t.Errorf("%q: line %d: glyph %+v", text, i, g)
				}
			}
		}
		if x != line.Width {
			t.Errorf("%q: line %d is %v wide and says %v", text, i, x, line.Width)
		}
		if want := strings.TrimRight(string(runes[line.Start:line.End]), " \u3000\n"); string(drawn) != want {
			t.Errorf("%q: line %d draws %q, want %q", text, i, string(drawn), want)
		}
		if len(drawn) > 1 && line.Width > p.Measure {
			t.Errorf("%q: line %d is %v wide, more than %v", text, i, line.Width, p.Measure)
		}
		if p.Justify && i+1 < len(lines) && len(drawn) > 1 && line.Width != p.Measure && line.Width > p.Measure-body.Size/4 {
			t.Errorf("%q: line %d is %v wide, want %v", text, i, line.Width, p.Measure)
		}
		for _, run := range line.Texts { // what is stretched is so by a quarter of a character at the most
			for _, g := range run.Glyphs {
				if most := max(run.Size, cell); run.Stretch == 1000 && g.Advance > most+run.Size/4+1 && g.Rune != '—' {
					t.Errorf("%q: line %d: %c advances %v, more than a quarter beyond %v", text, i, g.Rune, g.Advance, most)
				}
			}
		}
	}
	if next != len(runes) {
		t.Errorf("%q: lines end at %d of %d characters", text, next, len(runes))
	}
}

func FuzzLines(f *testing.F) {
	l := library(f)
	for _, c := range readCases(f, "testdata/lines.txt") {
		f.Add(c.text, uint8(c.cells), uint8(0), true)
	}
	f.Fuzz(func(t *testing.T, text string, cells, first uint8, justify bool) {
		m := cell * page.Length(max(1, cells%40))
		p := &typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: body}}, Measure: m, First: min(cell*page.Length(first%3), m-cell), Justify: justify}
		lines, err := l.Lines(p)
		if err != nil {
			return
		}
		checkLines(t, p, text, lines)
		if cells%40 >= 20 {
			checkMarks(t, text, lines)
		}
		titles, err := l.Balanced(p)
		if err != nil {
			t.Fatal(err)
		}
		p.Justify = false
		checkLines(t, p, text, titles)
	})
}

// checkMarks checks that no line begins or ends with a mark that must not stand there. A text of nothing but such marks
// has to be broken among them.
func checkMarks(t *testing.T, text string, lines []typeset.Line) {
	t.Helper()
	const notFirst, notLast = "，、；：。？！”’）〕》〉】", "“‘（〔《〈【"
	runes := []rune(text)
	marks := func(from, to int) int {
		n := 0
		for _, r := range runes[max(0, from):min(len(runes), to)] {
			if strings.ContainsRune(notFirst+notLast+" \u3000", r) || r < 0x2E80 {
				n++
			}
		}
		return n
	}
	for i, line := range lines {
		if marks(line.Start-20, line.Start+20) > 10 || marks(line.End-20, line.End+20) > 10 {
			continue
		}
		if i > 0 && strings.ContainsRune(notFirst, runes[line.Start]) {
			t.Errorf("%q: line %d begins with %c", text, i, runes[line.Start])
		}
		if i+1 < len(lines) && strings.ContainsRune(notLast, runes[line.End-1]) {
			t.Errorf("%q: line %d ends with %c", text, i, runes[line.End-1])
		}
	}
}

func TestGridIsKeptWhereNothingForbidsIt(t *testing.T) {
	text := strings.Repeat("甲乙丙丁戊己庚辛壬癸寅，子丑", 4)
	lines, err := library(t).Lines(&typeset.Paragraph{
		Spans: []typeset.Span{{Text: text, Style: body}}, Measure: textWidth, Justify: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range lines {
		glyphs := line.Texts[0].Glyphs
		if len(glyphs) != 28 {
			t.Fatalf("line %d has %d characters", i, len(glyphs))
		}
		for _, g := range glyphs[:27] {
			if g.Advance != cell || g.Offset != 0 {
				t.Errorf("line %d: %c advances %v", i, g.Rune, g.Advance)
			}
		}
	}
}

func TestAddressesAreTurnedBehindTheirMarks(t *testing.T) {
	const url = "http://www.example.edu.cn/jwc/2026/0301/c1024a55873/page_a.htm?id=12&tab=3"
	for _, text := range []string{
		"请各单位登录网站下载表格" + url + "并于月底前报送。",
		"有关材料的电子版请于月底以前发送至邮箱office_jwc.notice-2026@mail.example.edu.cn，逾期不候。",
	} {
		lines, err := library(t).Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: body}}, Measure: textWidth, First: 2 * cell, Justify: true})
		if err != nil {
			t.Fatal(err)
		}
		broken := false
		for i, part := range split(text, lines[:len(lines)-1]) {
			last := []rune(part)[len([]rune(part))-1]
			if last < 0x80 {
				broken = true
				if !strings.ContainsRune("/.?&-_=@", last) {
					t.Errorf("line %d ends %q", i, part)
				}
			}
			if strings.HasSuffix(part, ":/") || strings.HasSuffix(part, ":") {
				t.Errorf("line %d ends inside ://: %q", i, part)
			}
			if lines[i].Width != textWidth {
				t.Errorf("line %d is %v wide, want %v: %q", i, lines[i].Width, textWidth, part)
			}
		}
		if !broken {
			t.Errorf("the address is not turned: %q", split(text, lines))
		}
	}
	whole := "表格" + url[:30]
	lines, err := library(t).Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: strings.Repeat("字", 20) + whole, Style: body}}, Measure: textWidth})
	if err != nil {
		t.Fatal(err)
	}
	if got := split(strings.Repeat("字", 20)+whole, lines); len(got) != 2 || got[1] != url[:30] {
		t.Errorf("an address that has room on a line of its own, where nothing is justified, is turned: %q", got)
	}
}

func TestLinesAreNotPulledApart(t *testing.T) {
	text := "联系人及其办公室的地址" + strings.Repeat("Abcdefghij", 4) + "已经写明。"
	lines, err := library(t).Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: body}}, Measure: textWidth, Justify: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range lines[0].Texts {
		for _, g := range run.Glyphs {
			if g.Advance != cell {
				t.Errorf("%c advances %v in a line that cannot be filled", g.Rune, g.Advance)
			}
		}
	}
}

func TestSignsStayWithTheirNumbers(t *testing.T) {
	for _, sign := range []string{"15±0.5", "≤55", "12×25", "±3"} {
		for n := range 14 {
			text := strings.Repeat("字", n+1) + sign + strings.Repeat("字", 20)
			lines, err := library(t).Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: body}}, Measure: 12 * cell})
			if err != nil {
				t.Fatal(err)
			}
			if got := split(text, lines); !slices.ContainsFunc(got, func(line string) bool { return strings.Contains(line, sign) }) {
				t.Errorf("%s is parted: %q", sign, got)
			}
		}
	}
}

func TestRaisedAndLoweredDigitsCloseUp(t *testing.T) {
	for _, role := range []string{"fangsong", "kaiti", "heiti", "xiaobiaosong", "songti"} {
		style := body
		style.Role = role
		for _, text := range []string{"面积120m²。", "CO₂、H₂SO₄", "10³"} {
			lines, err := library(t).Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: style}}, Measure: textWidth})
			if err != nil {
				t.Errorf("%s: %s: %v", role, text, err)
				continue
			}
			for _, run := range lines[0].Texts {
				for _, g := range run.Glyphs {
					if strings.ContainsRune("²³₂₄", g.Rune) && g.Advance > cell/2 {
						t.Errorf("%s: %c advances %v, want less than half a character", role, g.Rune, g.Advance)
					}
				}
			}
		}
	}
}

func TestClosingMarksStandClose(t *testing.T) {
	for _, role := range []string{"fangsong", "kaiti", "heiti"} {
		style := body
		style.Role = role
		lines, err := library(t).Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: "（即“一室一档”）。", Style: style}}, Measure: textWidth})
		if err != nil {
			t.Fatal(err)
		}
		a, _ := advances(lines[0])
		for _, mark := range "”）" {
			if a[mark] > 60 {
				t.Errorf("%s: %c advances %d hundredths of a character before another closing mark", role, mark, a[mark])
			}
		}
		if a['。'] != 100 || a['“'] != 100 {
			t.Errorf("%s: 。 advances %d and “ %d, want a whole cell each", role, a['。'], a['“'])
		}
	}
}

// advances gives the advances of the characters in hundredths of a cell, and their offsets.
func advances(line typeset.Line) (a map[rune]int, offsets map[rune]int) {
	a, offsets = map[rune]int{}, map[rune]int{}
	for _, run := range line.Texts {
		for _, g := range run.Glyphs {
			a[g.Rune], offsets[g.Rune] = int(g.Advance.Scale(100, int64(cell))), int(g.Offset.Scale(100, int64(cell)))
		}
	}
	return a, offsets
}

func TestMarksAreSqueezedInOrder(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[rune]int
		offsets    map[rune]int
	}{
		{"mark at the end, then bracket", "甲（丙丁，戊己庚。辛；", map[rune]int{'（': 50, '，': 100, '。': 100, '；': 50}, map[rune]int{'（': -50}},
		{"pause before stop", "甲乙，丙丁。戊己庚辛、", map[rune]int{'，': 51, '。': 100, '、': 50}, nil},
		{"stop at last", "甲乙丙丁。戊己庚壬辛、", map[rune]int{'。': 51, '、': 50}, nil},
		{"evenly within a class", "甲，丙；丁戊己庚壬辛、", map[rune]int{'，': 75, '；': 75, '、': 51}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, err := library(t).Lines(&typeset.Paragraph{
				Spans: []typeset.Span{{Text: c.text + "子丑", Style: body}}, Measure: 10 * cell, Justify: true})
			if err != nil {
				t.Fatal(err)
			}
			if got := split(c.text+"子丑", lines)[0]; got != c.text {
				t.Fatalf("first line is %s", got)
			}
			a, offsets := advances(lines[0])
			for r, want := range c.want {
				if a[r] < want-1 || a[r] > want+1 {
					t.Errorf("%c advances %d hundredths of a cell, want %d", r, a[r], want)
				}
			}
			for r, want := range c.offsets {
				if offsets[r] < want-1 || offsets[r] > want+1 {
					t.Errorf("%c is offset by %d hundredths of a cell, want %d", r, offsets[r], want)
				}
			}
		})
	}
}

func TestStretchingSparesNumbersWordsAndDashes(t *testing.T) {
	for _, text := range []string{"甲乙——丙2010丁戊己《庚辛", "甲乙……丙Web丁戊己癸《庚辛"} {
		l := library(t)
		spans := []typeset.Span{{Text: text, Style: body}}
		lines, err := l.Lines(&typeset.Paragraph{Spans: spans, Measure: 11 * cell, Justify: true})
		if err != nil {
			t.Fatal(err)
		}
		loose, err := l.Lines(&typeset.Paragraph{Spans: spans, Measure: 11 * cell})
		if err != nil {
			t.Fatal(err)
		}
		var a, b []page.Glyph
		for i, run := range lines[0].Texts {
			a, b = append(a, run.Glyphs...), append(b, loose[0].Texts[i].Glyphs...)
		}
		for i := range a[:len(a)-1] {
			inside := a[i].Rune == a[i+1].Rune || a[i].Rune < 0x80 && a[i+1].Rune < 0x80
			if grown := a[i].Advance > b[i].Advance; grown == inside {
				t.Errorf("%s: %c before %c: stretched is %v", text, a[i].Rune, a[i+1].Rune, grown)
			}
		}
	}
}

func TestPairOfDashesIsOneLine(t *testing.T) {
	l := library(t)
	for _, r := range l.Roles() {
		if r.Name == "latin" {
			continue
		}
		style := body
		style.Role = r.Name
		lines, err := l.Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: "甲——乙", Style: style}}, Measure: textWidth})
		if err != nil {
			t.Fatal(err)
		}
		var ends []page.Length // of the ink
		for _, run := range lines[0].Texts {
			x := run.At.X
			for _, g := range run.Glyphs {
				if g.Rune == '—' {
					xMin, _, xMax, _, err := run.Font.(*typeset.Face).Bounds(g.ID)
					if err != nil {
						t.Fatal(err)
					}
					for _, edge := range []int{xMin, xMax} {
						ends = append(ends, x+g.Offset+run.Size.Scale(int64(edge)*int64(run.Stretch), 1000*int64(run.Font.UnitsPerEm())))
					}
				}
				x += g.Advance
			}
		}
		if len(ends) != 4 || ends[1] < ends[2]-measure.PT/100 {
			t.Errorf("%s: the ink of the dashes is %v", r.Name, ends)
		}
	}
}

func TestSpansOfDifferentStyles(t *testing.T) {
	head := body
	head.Role = "heiti"
	lines, err := library(t).Lines(&typeset.Paragraph{
		Spans:   []typeset.Span{{Text: "一、指导", Style: head}, {Text: "思", Style: head}, {Text: "想2010", Style: body}},
		Measure: textWidth, First: 2 * cell,
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, run := range lines[0].Texts {
		got = append(got, run.Font.Name()+" "+run.Chars())
	}
	want := []string{"NotoSansSC-Medium 一、指导思", "ZhuqueFangsong-Regular 想", "LiberationSerif 2010"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if x := lines[0].Texts[0].At.X; x != 2*cell {
		t.Errorf("line begins at %v", x)
	}
}

func TestSetTwiceIsSetAlike(t *testing.T) {
	l := library(t)
	for _, text := range seed(t) {
		p := &typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: body}}, Measure: textWidth, First: 2 * cell, Justify: true}
		a, err := l.Lines(p)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := l.Lines(p)
		checkLines(t, p, text, a)
		if !slices.EqualFunc(a, b, func(a, b typeset.Line) bool { return a.Width == b.Width && a.End == b.End }) {
			t.Errorf("%s: two times, two results", text)
		}
	}
}

// seed gives the paragraphs of a real paper.
func seed(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/paragraphs.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func BenchmarkLines(b *testing.B) {
	l := library(b)
	paragraphs := seed(b)
	n := 0
	for _, s := range paragraphs {
		n += utf8.RuneCountInString(s)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range paragraphs {
			if _, err := l.Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: s, Style: body}}, Measure: textWidth, First: 2 * cell, Justify: true}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/char")
}
