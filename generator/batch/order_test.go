package batch_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/batch"
	"gongwen/internal/testkit/papers"
)

// Certificates are numbered and printed in the order of the list of names that is published with them: poppler reads the file.
func TestBatchByStrokes(t *testing.T) {
	g := papers.Generator(t)
	head := []string{"姓名", "所在支部", "荣誉称号", "颁发单位", "颁发日期"}
	people := [][2]string{{"欧阳明", "二支部"}, {"王小五", "一支部"}, {"王　毅", "二支部"}, {"丁一", "一支部"}, {"\U00030000某", "一支部"}, {"孔方", "二支部"}, {"王 勇", "一支部"}}
	sorted := []string{"丁一", "王勇", "王毅", "王小五", "孔方", "欧阳明", "\U00030000某"}
	rows := [][]string{head}
	for _, p := range people {
		rows = append(rows, []string{p[0], p[1], "优秀共产党员", "某党委", "2012-07-01"})
	}
	faulty := func(row int) [][]string { // without a date
		all := slices.Clone(rows)
		all[row-1] = slices.Concat(rows[row-1][:4], []string{""})
		return all
	}
	for _, c := range []struct {
		name    string
		rows    [][]string
		options batch.Options
		want    []string // numbers and names
		faults  []string
	}{
		{"all but one that no font has", rows, batch.Options{SkipBad: true}, places(sorted, 1, 2, 3, 4, 5, 6), []string{"A6"}},
		{"some rows", rows, batch.Options{First: 3, Last: 5}, places(sorted, 1, 3, 4), nil},
		{"groups", rows, batch.Options{SkipBad: true, Group: "branch"}, places(sorted, 3, 5, 6, 1, 2, 4), []string{"A6"}},
		{"a row with a fault keeps its number", faulty(4), batch.Options{SkipBad: true}, places(sorted, 1, 2, 4, 5, 6), []string{"E4", "A6"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.options.Strokes, c.options.Number = true, "证〔2012〕1号"
			b, err := newBatch(g, "certificate", kindRoster(t, g, "certificate", nil, c.rows), c.options)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			var listed []string
			s, err := b.Merge(t.Context(), &out, func(e *batch.Entry) error {
				listed = append(listed, e.Number+" "+strings.NewReplacer(" ", "", "　", "").Replace(e.Name))
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(listed, c.want) {
				t.Errorf("papers %q, want %q", listed, c.want)
			}
			var printed []string
			for _, text := range pagesOf(t, out.Bytes()) {
				for _, want := range c.want {
					number, name, _ := strings.Cut(want, " ")
					if strings.Contains(text, number) && strings.Contains(text, name+"同志") {
						printed = append(printed, want)
					}
				}
			}
			if !slices.Equal(printed, c.want) {
				t.Errorf("pages %q, want %q", printed, c.want)
			}
			var faults []string
			for _, n := range s.Faults {
				faults = append(faults, n.Cell)
			}
			if !slices.Equal(faults, c.faults) {
				t.Errorf("faults in %q, want %q", faults, c.faults)
			}
			if string(s.Unknown) != "\U00030000" {
				t.Errorf("unknown %q", string(s.Unknown))
			}
		})
	}
}

// places gives the numbers and names at some places of a list, from 1.
func places(names []string, of ...int) (all []string) {
	for _, n := range of {
		all = append(all, fmt.Sprintf("证〔2012〕%d号 %s", n, names[n-1]))
	}
	return all
}

func TestOrderByStrokesWantsNames(t *testing.T) {
	g := papers.Generator(t)
	rows := [][]string{{"发文机关标志", "发文字号", "标题", "主送机关", "正文", "署名", "成文日期"},
		{"某某局", "某函〔2012〕1号", "关于某事的函", "甲局：", "请办理。", "某某局", "2012-07-01"}}
	if _, err := newBatch(g, "letter", kindRoster(t, g, "letter", nil, rows), batch.Options{Strokes: true}); err == nil || !strings.Contains(err.Error(), "姓名") {
		t.Errorf("got %v", err)
	}
}
