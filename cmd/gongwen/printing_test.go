package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gongwen/internal/testkit"
)

// text is what pdftotext finds in a PDF, with the pages' ends in it.
func text(t *testing.T, file string) string {
	t.Helper()
	return testkit.Tool(t, "pdftotext", "-layout", file, "-")
}

// printedAt gives where pdftotext finds a word on page 1, in points.
func printedAt(t *testing.T, file, word string) (x, y string) {
	t.Helper()
	out := testkit.Tool(t, "pdftotext", "-bbox", "-l", "1", file, "-")
	m := regexp.MustCompile(`xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>` + word).FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("no %s in %s", word, out)
	}
	return m[1], m[2]
}

func TestCopiesHaveTheirNumbers(t *testing.T) {
	o := newOffice(t)
	o.write("a.yaml", valid)
	code, stdout, stderr := o.run("", "make", "a.yaml", "--copies", "9-11", "-o", "out/")
	if code != exitMade || !strings.Contains(stdout, "（3 页）") {
		t.Fatalf("exit %d, %s%s", code, stdout, stderr)
	}
	if files := o.files(); fmt.Sprint(files) != "[a.yaml out/ out/"+name+".pdf]" {
		t.Errorf("files %v: copies are a PDF alone", files)
	}
	pages := strings.Split(text(t, "out/"+name+".pdf"), "\f")
	for i, want := range []string{"000009", "000010", "000011"} {
		if first, _, _ := strings.Cut(strings.TrimSpace(pages[i]), "\n"); strings.TrimSpace(first) != want {
			t.Errorf("page %d begins with %q, want %s", i+1, first, want)
		}
	}
}

func TestOverlayLeavesOutThePreprintedHead(t *testing.T) {
	o := newOffice(t)
	o.write("a.yaml", valid)
	o.write("config/gongwen/printers.yaml", "三楼: {x: 1.5, y: -0.3}\n")
	for _, args := range [][]string{
		{"-o", "whole.pdf"}, {"--overlay", "-o", "over.pdf"}, {"--overlay", "--printer", "三楼", "-o", "moved.pdf"},
	} {
		if code, _, stderr := o.run("", append([]string{"make", "a.yaml"}, args...)...); code != exitMade {
			t.Fatalf("%v: exit %d, %s", args, code, stderr)
		}
	}
	if s := text(t, "over.pdf"); strings.Contains(s, "委员会文件") || !strings.Contains(s, "关于开展活动的通知") {
		t.Errorf("the overlay has\n%s", s)
	}
	x0, y0 := printedAt(t, "over.pdf", "关于开展")
	if x, y := printedAt(t, "whole.pdf", "关于开展"); x != x0 || y != y0 {
		t.Errorf("the title stands at %s, %s on the overlay and at %s, %s on the whole paper", x0, y0, x, y)
	}
	var x, y, mx, my float64
	x1, y1 := printedAt(t, "moved.pdf", "关于开展")
	if _, err := fmt.Sscan(x0, &x); err != nil {
		t.Fatal(err)
	}
	fmt.Sscan(y0, &y)
	fmt.Sscan(x1, &mx)
	fmt.Sscan(y1, &my)
	const mm = 72 / 25.4
	if dx, dy := (mx-x)/mm, (my-y)/mm; dx < 1.49 || dx > 1.51 || dy < -0.31 || dy > -0.29 {
		t.Errorf("moved by %.3f, %.3f mm, want 1.5, -0.3", dx, dy)
	}
}

func TestPrintingIsAskedForRightly(t *testing.T) {
	o := newOffice(t)
	o.write("a.yaml", valid)
	for _, c := range []struct {
		name, said string
		args       []string
	}{
		{"copies from nought", "1-50", []string{"--copies", "0-3"}},
		{"copies backwards", "1-50", []string{"--copies", "5-3"}},
		{"copies of seven digits", "999999", []string{"--copies", "1000000"}},
		{"too many copies", "10000", []string{"--copies", "1-20000"}},
		{"copies as DOCX", "只用于 pdf 和 svg", []string{"--copies", "1-2", "--format", "docx"}},
		{"overlay as DOCX", "只用于 pdf 和 svg", []string{"--overlay", "-o", "a.docx"}},
		{"a printer without a file", "gongwen ruler", []string{"--printer", "三楼"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, stderr := o.run("", append([]string{"make", "a.yaml"}, c.args...)...)
			if code != exitUsage || !strings.Contains(stderr, c.said) {
				t.Errorf("exit %d, %s", code, stderr)
			}
		})
	}
	o.write("config/gongwen/printers.yaml", "三楼: {x: 1.55}\n四楼: {x: 1}\n")
	if code, _, stderr := o.run("", "make", "a.yaml", "--printer", "五楼"); code != exitUsage || !strings.Contains(stderr, "三楼、四楼") {
		t.Errorf("unknown printer: exit %d, %s", code, stderr)
	}
	if code, _, stderr := o.run("", "make", "a.yaml", "--printer", "三楼"); code != exitFailed || !strings.Contains(stderr, "最多一位小数") {
		t.Errorf("a shift of two decimals: exit %d, %s", code, stderr)
	}
	if files := o.files(); len(files) != 4 {
		t.Errorf("files %v: nothing should be made", files)
	}
}

func TestRulerSaysWhatItIsFor(t *testing.T) {
	o := newOffice(t)
	o.write("config/gongwen/printers.yaml", "三楼: {x: 0.4, y: -0.2}\n")
	if code, _, stderr := o.run("", "ruler", "--printer", "三楼", "-o", "r.pdf"); code != exitMade {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	if s := text(t, "r.pdf"); !strings.Contains(s, "套打校准页") || !strings.Contains(s, "+0.4") || !strings.Contains(s, "-0.2") {
		t.Errorf("the sheet has\n%s", s)
	}
}
