package generator_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/page"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// In a DOCX as in the PDF page 1 shows text (7.3.3), a page with signature and date shows text too (7.3.5.1), and 附件说明 stands on
// one page: however much of one paragraph there is, whatever stands above and below it.
func TestNoPageOfAWordPaperIsWithoutText(t *testing.T) {
	const sentence = "授予机关第1党支部等3个党支部“先进集体”称号，现予表彰。"
	heads := map[string]string{
		"one organ": "发文机关标志: 某某市教育局文件\n署名: 某某市教育局\n",
		"joint":     "发文机关标志: [某某市教育局, 某某市财政局]\n标志后缀: 文件\n署名: [某某市教育局, 某某市财政局]\n",
	}
	bodies := map[string]string{
		"a paragraph":       "正文: %s\n",
		"a head":            "正文: |\n  一、总的要求\n  %s\n",
		"with attachments":  "正文: %s\n附件: [{标题: 名单甲}, {标题: 名单乙}, {标题: 名单丙}]\n",
		"a list at the end": "正文:\n  - %s\n  - 名单: {姓名: " + strings.Repeat("王一、李二、赵三、", 11) + "孙四, 排序: given}\n",
	}
	folder := t.TempDir()
	var files []string
	var pages []int
	for _, head := range []string{"one organ", "joint"} {
		for _, body := range slices.Sorted(maps.Keys(bodies)) {
			for _, n := range []int{1, 4, 7, 11} {
				input := "种类: 通知\n发文字号: 某教〔2026〕1号\n标题: 关于表彰2025年度先进集体的通知\n主送机关: 各学校：\n落款: 加盖印章\n成文日期: 2026-03-01\n" +
					"印发机关: 办公室\n印发日期: 2026-03-02\n" + heads[head] + fmt.Sprintf(bodies[body], strings.Repeat(sentence, n))
				p := papers.Prepare(t, []byte(input))
				file := filepath.Join(folder, fmt.Sprintf("%s, %s, %d.docx", head, body, n))
				if err := os.WriteFile(file, papers.Write(t, p, generator.DOCX), 0o600); err != nil {
					t.Fatal(err)
				}
				laid, err := p.Pages(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				files, pages = append(files, file), append(pages, len(laid.Pages))
			}
		}
	}
	for i, pdf := range testkit.PDFs(t, files...) {
		name := strings.TrimSuffix(filepath.Base(files[i]), ".docx")
		printed := strings.Split(strings.TrimSuffix(strings.ReplaceAll(testkit.Tool(t, "pdftotext", pdf, "-"), " ", ""), "\f"), "\f")
		if len(printed) != pages[i] {
			t.Errorf("%s: %d pages, want %d", name, len(printed), pages[i])
		}
		text := regexp.MustCompile(`党支部|称号|表彰。|王一|李二|赵三`) // also a part of one that the page turns in
		first := printed[0][strings.Index(printed[0], "各学校"):]
		if !text.MatchString(first) {
			t.Errorf("%s: no text on page 1:\n%s", name, printed[0])
		}
		for j, page := range printed {
			if strings.Contains(page, "2026年3月1日") && !text.MatchString(page) {
				t.Errorf("%s: signature and date without text on page %d:\n%s", name, j+1, page)
			}
			if strings.Contains(page, "1.名单甲") && !strings.Contains(page, "3.名单丙") {
				t.Errorf("%s: 附件说明 is torn on page %d:\n%s", name, j+1, page)
			}
		}
	}
}

// One red is that of a paper's PDF, SVG and DOCX.
func TestOneRedInAllFormats(t *testing.T) {
	r, g, b := page.Red.RGB()
	red := fmt.Sprintf("%02X%02X%02X", r, g, b)
	p := papers.Prepare(t, []byte("种类: 通知\n发文机关标志: 某某市教育局文件\n发文字号: 某教〔2026〕1号\n标题: 关于试用的通知\n主送机关: 各学校：\n正文: 请照此办理。\n成文日期: 2026-03-01\n"))
	docx := testkit.File(t, "a.docx", papers.Write(t, p, generator.DOCX))
	for _, part := range []string{"word/styles.xml", "word/document.xml"} {
		markup := testkit.Tool(t, "unzip", "-p", docx, part)
		colors := regexp.MustCompile(`(?:<w:color w:val|srgbClr val|fillcolor)="#?([0-9A-F]{6})"`).FindAllStringSubmatch(markup, -1)
		if len(colors) == 0 {
			t.Errorf("%s: no colours", part)
		}
		for _, c := range colors {
			if c[1] != red && c[1] != "000000" {
				t.Errorf("%s: %s, want %s", part, c[1], red)
			}
		}
	}
	svg := strings.ToUpper(string(papers.Write(t, p, generator.SVG)))
	if !strings.Contains(svg, "#"+red) {
		t.Errorf("SVG: no #%s", red)
	}
}
