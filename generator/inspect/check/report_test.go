package check_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/inspect/check"
	"gongwen/internal/testkit/papers"
)

func sampleReport() *check.Report {
	return &check.Report{
		Name: "通知<1>.pdf", Format: "pdf", Standard: "GB/T 9704-2012《党政机关公文格式》", Pages: 2,
		Findings: []check.Finding{
			{Clause: "5.1", Title: "幅面", Required: "210 mm × 297 mm", Measured: "210 mm × 297 mm", Tolerance: "±2 mm", Verdict: check.Exact},
			{Clause: "7.2.5", Title: "发文字号格式", Required: "如“国发〔2012〕10号”", Measured: "国发[2012]10号", Page: 1, Verdict: check.Departs, Hint: "年份用六角括号“〔〕”"},
			{Clause: "7.4.1", Title: "版记在双数页", Verdict: check.NotApplicable, Hint: "没有版记"},
		},
		Unjudged: []check.Unjudged{{Clause: "4", Title: "纸张", Why: "要在纸上测量"}},
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		condition string
		all       bool
		want      string
	}{
		{"what departs", false, `通知<1>.pdf（PDF，2 页）
依据：GB/T 9704-2012《党政机关公文格式》
符合 1，在允差内 0，不符合 1，不适用 1，无法判断 0

条款   项目          结论    要求                  实测            页
7.2.5  发文字号格式  不符合  如“国发〔2012〕10号”  国发[2012]10号  1

怎样改：
  7.2.5 发文字号格式：年份用六角括号“〔〕”

不能从文件判断的条款：
  4 纸张（要在纸上测量）
`},
		{"all", true, `通知<1>.pdf（PDF，2 页）
依据：GB/T 9704-2012《党政机关公文格式》
符合 1，在允差内 0，不符合 1，不适用 1，无法判断 0

条款   项目          结论    要求                      实测             页
5.1    幅面          符合    210 mm × 297 mm（±2 mm）  210 mm × 297 mm
7.2.5  发文字号格式  不符合  如“国发〔2012〕10号”      国发[2012]10号   1
7.4.1  版记在双数页  不适用                            没有版记

怎样改：
  7.2.5 发文字号格式：年份用六角括号“〔〕”

不能从文件判断的条款：
  4 纸张（要在纸上测量）
`},
	} {
		t.Run(c.condition, func(t *testing.T) {
			var b strings.Builder
			if err := check.WriteText(&b, sampleReport(), c.all); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), c.want)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	b, err := json.Marshal(sampleReport())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"format":"pdf"`, `"clause":"7.2.5"`, `"verdict":"departs"`, `"page":1`, `"unjudged":[{"clause":"4"`} {
		if !bytes.Contains(b, []byte(part)) {
			t.Errorf("no %s in %s", part, b)
		}
	}
}

// TestHTML reads the page as XML, which it is but for its doctype, and looks for anything that it would fetch.
func TestHTML(t *testing.T) {
	var b bytes.Buffer
	if err := check.WriteHTML(&b, sampleReport()); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, part := range []string{"通知&lt;1&gt;.pdf", "国发[2012]10号", `class="departs"`, "年份用六角括号", "要在纸上测量"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s in\n%s", part, text)
		}
	}
	for _, part := range []string{"http", "src=", "url(", "@import", "<script", "<link"} {
		if strings.Contains(text, part) {
			t.Errorf("the page has %s", part)
		}
	}
	d := xml.NewDecoder(&b)
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// twentyPages is an input whose paper has about twenty pages.
func twentyPages(t testing.TB) []byte {
	input, err := os.ReadFile("testdata/notice.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const mark = "  各党支部的工作情况要在年底"
	before, after, found := strings.Cut(string(input), mark)
	if !found {
		t.Fatalf("no %q", mark)
	}
	line, _, _ := strings.Cut(mark+after, "\n")
	return []byte(before + strings.Repeat(line+"\n", 80) + mark + after)
}

func BenchmarkFile(b *testing.B) {
	paper := prepared(b, spoiled(b), twentyPages(b))
	profile := papers.Profile(b, national)
	for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
		b.Run(string(f), func(b *testing.B) {
			data := papers.Write(b, paper, f)
			b.ReportAllocs()
			for b.Loop() {
				r, err := check.File(b.Context(), bytes.NewReader(data), int64(len(data)), check.Options{Profile: profile})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(r.Pages), "pages")
			}
		})
	}
}
