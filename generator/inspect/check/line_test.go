package check

import (
	"cmp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
	"gongwen/templates"
)

const (
	mm = measure.MM
	pt = measure.PT
)

// standard gives the profile of GB/T 9704-2012.
func standard(t testing.TB) *doc.Profile {
	t.Helper()
	data, err := templates.Files.ReadFile("profiles/gbt9704-2012.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := new(doc.Profile)
	if err := yaml.Unmarshal(data, p); err != nil {
		t.Fatal(err)
	}
	return p
}

var face = &pdfread.Face{Name: "仿宋", Ascent: pdfread.UsualAscent}

// row is a line of characters on the grid of 28: how far it begins from the left edge of the page in millimetres, on which
// baseline in points, how large, and what it says.
type row struct {
	left float64
	base int
	size int // 0 for 16 pt
	text string
}

// at gives a length of millimetres.
func at(n float64) length { return length(n * float64(mm)) }

// filled gives a text of n characters that begins with text; 28 fill a line.
func filled(n int, text string) string {
	return text + strings.Repeat("文", n-len([]rune(text)))
}

// lined makes pages of rows. A blank in a text takes the room of a character.
func lined(profile *doc.Profile, all ...[]row) []*page {
	var pages []*page
	for i, rows := range all {
		p := &pdfread.Page{Number: i + 1, Width: profile.Page.Width.Length, Height: profile.Page.Height.Length}
		for _, r := range rows {
			size := length(cmp.Or(r.size, 16)) * pt
			x := at(r.left)
			for _, char := range r.text {
				if char != ' ' {
					p.Glyphs = append(p.Glyphs, pdfread.Glyph{Char: char, X: x, Y: length(r.base) * pt, Width: size, Size: size, Face: face})
				}
				x += profile.Character() * size / (16 * pt)
			}
		}
		pg := &page{Page: p, number: i + 1}
		pg.setLines()
		pages = append(pages, pg)
	}
	return pages
}

func TestPageNumbersAreFoundAtTheFoot(t *testing.T) {
	profile := standard(t)
	for text, want := range map[string]bool{
		"—1—": true, "- 12 -": true, "3": true, "第3页": true, "第 3 页 共 9 页": true, "1/9": true, "～1～": false, "2012年": false, "12345": false, "—一—": false,
	} {
		t.Run(text, func(t *testing.T) {
			pg := lined(profile, []row{{left: 28, base: 200, text: "正文"}, {left: 150, base: 760, size: 14, text: text}})[0]
			if (pg.label != nil) != want || len(pg.lines) != map[bool]int{true: 1, false: 2}[want] {
				t.Errorf("label %v among %d lines, want one: %t", pg.label, len(pg.lines), want)
			}
		})
	}
	pg := lined(profile, []row{{left: 28, base: 40, text: "页眉"}, {left: 28, base: 200, text: "—2—"}, {left: 28, base: 830, text: "file:///a.html"}})[0]
	if pg.label != nil || len(pg.lines) != 1 || pg.lines[0].Text != "—2—" {
		t.Errorf("label %v, lines %v; want only the line of the text", pg.label, pg.lines)
	}
}

func TestLinesGatherIntoParagraphs(t *testing.T) {
	profile := standard(t)
	const left, in2 = 28, 28 + 2*156.0/28
	for _, c := range []struct {
		name  string
		pages [][]row
		want  string // the first two characters of each paragraph
	}{
		{"a full line and its end", [][]row{{{in2, 200, 0, filled(26, "根据")}, {left, 230, 0, "事项"}}}, "根据"},
		{"a paragraph after one that ends short", [][]row{{{in2, 200, 0, "根据上级安排。"}, {in2, 230, 0, "现将事项通知"}}}, "根据 现将"},
		{"an indented line after a full one", [][]row{{{left, 200, 0, filled(28, "根据")}, {in2, 230, 0, "现将事项"}}}, "根据 现将"},
		{"a flush line after a short one", [][]row{{{in2, 200, 0, "各单位："}, {left, 230, 0, "现将"}}}, "各单 现将"},
		{"a long word that had no room", [][]row{{{in2, 200, 0, filled(20, "请访")}, {left, 230, 0, "Administrator"}}}, "请访"},
		{"a word that had room", [][]row{{{in2, 200, 0, filled(20, "请访")}, {left, 230, 0, "Adm"}}}, "请访 Ad"},
		{"an empty line between", [][]row{{{left, 200, 0, filled(28, "根据")}, {left, 260, 0, "现将"}}}, "根据 现将"},
		{"over the end of a page", [][]row{{{left, 200, 0, filled(28, "根据")}}, {{left, 150, 0, "事项"}}}, "根据"},
		{"a line of another size", [][]row{{{left, 200, 0, filled(28, "根据")}, {left, 226, 12, "现将"}}}, "根据 现将"},
		{"a name that hangs", [][]row{{{in2, 200, 0, filled(26, "附件：1.关于")}, {in2 + 25, 230, 0, "方案"}}}, "附件"},
		{"the next item of a list that hangs", [][]row{{{in2, 200, 0, filled(26, "附件：1.关于")}, {in2 + 17, 230, 0, "2.名单"}}}, "附件 2."},
		{"the centred lines of a title", [][]row{{{56, 200, 22, "关于印发实施方案和考核办法"}, {94.4, 233, 22, "的通知"}}}, "关于"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &paper{pages: lined(profile, c.pages...), area: area{profile: profile, size: 16 * pt, character: profile.Character()}}
			p.area.edges = [2]edges{{left: 28 * mm, right: 184 * mm}, {left: 28 * mm, right: 184 * mm}}
			p.setParagraphs()
			var got []string
			for _, t := range p.paragraphs {
				got = append(got, string([]rune(t.text)[:2]))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestParagraphsOfWordFallApartAtTabs(t *testing.T) {
	for spans, want := range map[string]string{
		"甲委〔2010〕4号|　|签发人：|王勇": "甲委〔2010〕4号/签发人：王勇", "　|4号": "4号", "4号|　|　|王": "4号/王", "4号|　": "4号", "　": "", "": "",
	} {
		t.Run(spans, func(t *testing.T) {
			p := &paragraph{}
			for s := range strings.SplitSeq(spans, "|") {
				if s != "" {
					p.spans = append(p.spans, span{text: s})
				}
			}
			var got []string
			for _, piece := range p.wordPieces() {
				if piece.text != spansText(piece.spans) {
					t.Errorf("text %q of the spans of %q", piece.text, spansText(piece.spans))
				}
				got = append(got, piece.text)
			}
			if strings.Join(got, "/") != want {
				t.Errorf("got %s, want %s", strings.Join(got, "/"), want)
			}
		})
	}
}
