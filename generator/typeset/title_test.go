package typeset_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

var title = typeset.Style{Role: "xiaobiaosong", Latin: "latin", Size: 22 * measure.PT, Cell: 22 * measure.PT, Stretch: 1000, Color: page.Black}

func TestTitlesAreBroken(t *testing.T) {
	l := library(t)
	for _, c := range readCases(t, "testdata/titles.txt") {
		p := &typeset.Paragraph{Spans: []typeset.Span{{Text: c.text, Style: title}}, Measure: textWidth}
		lines, err := l.Balanced(p)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		got := split(c.text, lines)
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "\n", `\n`)
		}
		if !slices.Equal(got, c.lines) {
			t.Errorf("%s:\n got %q\nwant %q", c.text, got, c.lines)
		}
	}
}

func TestNamesInAColumnLeaveNoCharacterAlone(t *testing.T) {
	l := library(t)
	for _, name := range []string{"临江市人力资源和社会保障局", "临江市妇女联合会", "中共临江市委组织部", "共青团临江市委员会", "临江市住房和城乡建设局",
		"临江市教育局", "江南省临江市某某某某某某某职业教育中心", "临江市科学技术局"} {
		for cells := 4; cells <= 12; cells++ {
			p := &typeset.Paragraph{Spans: []typeset.Span{{Text: name, Style: body}}, Measure: cell * page.Length(cells)}
			lines, err := l.Balanced(p)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range split(name, lines) {
				if utf8.RuneCountInString(part) < 2 {
					t.Errorf("%s in %d characters: %q", name, cells, split(name, lines))
				}
			}
		}
	}
}

func TestTitleTooLongForItsWordsIsBrokenLikeAParagraph(t *testing.T) {
	text := "关于公布Antidisestablishmentarianism的通知"
	p := &typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: title}}, Measure: 5 * title.Cell}
	lines, err := library(t).Balanced(p)
	if err != nil {
		t.Fatal(err)
	}
	checkLines(t, p, text, lines)
}

func BenchmarkBalanced(b *testing.B) {
	l := library(b)
	p := &typeset.Paragraph{Measure: textWidth,
		Spans: []typeset.Span{{Text: "关于印发《常州电大深入开展创先争优活动实施方案》的通知", Style: title}}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.Balanced(p); err != nil {
			b.Fatal(err)
		}
	}
}
