package check_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/inspect/check"
	"gongwen/generator/typeset"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// run runs a program that is not ours in a folder.
func run(t testing.TB, dir string, cmd *exec.Cmd) {
	t.Helper()
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, "HOME="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
}

// verdict gives the verdicts on a title.
func verdicts(r *check.Report, title string) (all []check.Verdict) {
	for _, f := range r.Findings {
		if f.Title == title {
			all = append(all, f.Verdict)
		}
	}
	return all
}

// expect fails if any verdict on a title is another one.
func expect(t *testing.T, r *check.Report, want check.Verdict, titles ...string) {
	t.Helper()
	for _, title := range titles {
		for _, v := range verdicts(r, title) {
			if v != want {
				t.Errorf("%s: %s, want %s\n%s", title, v, want, table(t, r))
			}
		}
	}
}

// TestLibreOffice reads the PDF that LibreOffice makes of our DOCX: other fonts, other operators, other rounding.
func TestLibreOffice(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "notice.docx")
	if err := os.WriteFile(file, papers.Write(t, prepare(t, spoiled(t), "testdata/notice.yaml"), generator.DOCX), 0o600); err != nil {
		t.Fatal(err)
	}
	testkit.PDFs(t, file)
	read := func(name string) *check.Report {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return report(t, data, national)
	}
	r := read("notice.pdf")
	expect(t, r, check.Exact, "幅面", "正文字号", "正文字体", "字体嵌入", "文字颜色", "发文机关标志字体", "发文字号格式", "分隔线长度", "标题字号",
		"标题字体", "标题末尾标点", "主送机关冒号", "层次序数格式", "层次序数顺序", "一级标题字体", "二级标题字体", "三级标题字体", "附件说明格式",
		"成文日期格式", "附件名称一致", "版记分隔线粗细", "版记在双数页", "页码格式", "页码字号", "页码字体", "页码连续", "不编页码的页")
	for _, f := range r.Findings {
		if f.Verdict == check.Departs && f.Title != "抄送机关" && f.Title != "印发机关和印发日期" { // it mirrors the page, and not the box
			t.Errorf("departs: %+v", f)
		}
	}

	t.Run("the same with object streams", func(t *testing.T) {
		run(t, dir, testkit.Command(t, "qpdf", "--object-streams=generate", "--linearize", "notice.pdf", "streams.pdf"))
		if got, want := table(t, read("streams.pdf")), table(t, r); got != want {
			t.Errorf("the report differs:\n%s\nwant\n%s", got, want)
		}
	})
	t.Run("the same without compression", func(t *testing.T) {
		run(t, dir, testkit.Command(t, "qpdf", "--qdf", "--stream-data=uncompress", "notice.pdf", "plain.pdf"))
		if got, want := table(t, read("plain.pdf")), table(t, r); got != want {
			t.Errorf("the report differs:\n%s\nwant\n%s", got, want)
		}
	})
	t.Run("locked", func(t *testing.T) {
		run(t, dir, testkit.Command(t, "qpdf", "--encrypt", "user", "owner", "256", "--", "notice.pdf", "locked.pdf"))
		data, err := os.ReadFile(filepath.Join(dir, "locked.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		unreadable(t, data, "密码")
	})
}

// TestBrowser reads a paper that a browser printed, with a face whose name tells nothing and a running head.
func TestBrowser(t *testing.T) {
	dir := t.TempDir()
	page := `<meta charset="utf-8"><style>@font-face{font-family:paper;src:url(face.ttf)}
@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:16pt/29.6pt paper;margin:0}
h1{font-size:22pt;text-align:center}p{text-indent:2em;margin:0}</style><h1>关于做好工作的通知</h1><p style="text-indent:0">各单位：</p>` +
		strings.Repeat("<p>根据工作安排，现将有关事项通知如下，请各单位结合实际认真贯彻执行，确保各项工作取得实效。</p>", 3) +
		`<p style="text-align:right">2012年07月01日</p>`
	for name, data := range map[string][]byte{"a.html": []byte(page), "face.ttf": nameless(t, page)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run(t, dir, testkit.Command(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
		"--print-to-pdf=a.pdf", "a.html"))
	r := report(t, testkit.Read(t, filepath.Join(dir, "a.pdf")), national)
	expect(t, r, check.NotApplicable, "发文机关标志居中", "发文字号格式", "分隔线位置", "版记分隔线粗细")
	expect(t, r, check.CannotTell, "页码格式")
	expect(t, r, check.Departs, "成文日期格式", "不编页码的页")
	expect(t, r, check.Exact, "标题字号", "标题居中", "正文字号", "主送机关冒号", "正文段首缩进")
}

// nameless gives a font with the characters of a text under a name that no standard knows, since the machine may have no Chinese one.
func nameless(t *testing.T, text string) []byte {
	t.Helper()
	library, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	face, _, _, ok := library.Face("songti", "latin", '通')
	if !ok {
		t.Fatal("no face")
	}
	runes := slices.DeleteFunc([]rune(text), unicode.IsSpace)
	slices.Sort(runes)
	font, err := face.EmbeddedSubset(slices.Compact(runes), "Paper One")
	if err != nil {
		t.Fatal(err)
	}
	return font
}

// simplePDF makes a PDF of one page by hand, with a simple font that is not embedded.
func simplePDF(content string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595.28 841.89] >>")
	object("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
	object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Differences [65 /emdash /one] >> >>")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func TestHandMadePDF(t *testing.T) {
	t.Run("page number in names of glyphs", func(t *testing.T) {
		r := report(t, simplePDF("BT /F1 14 Tf 1 0 0 1 470 75 Tm (ABA) Tj ET"), national)
		expect(t, r, check.Exact, "页码格式", "页码字号", "页码连续")
		expect(t, r, check.Departs, "页码字体")
		expect(t, r, check.CannotTell, "字体嵌入", "标题字号")
	})
	t.Run("nothing but a picture", func(t *testing.T) {
		r := report(t, simplePDF("q 595 0 0 841 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"), national)
		expect(t, r, check.CannotTell, "标题字号", "页码格式", "成文日期格式")
		expect(t, r, check.Exact, "幅面")
		if r.Departs() {
			t.Errorf("departs\n%s", table(t, r))
		}
	})
}

// unreadable expects that a file cannot be checked, and a Chinese sentence that has part in it.
func unreadable(t *testing.T, data []byte, part string) {
	t.Helper()
	_, err := check.File(t.Context(), bytes.NewReader(data), int64(len(data)), check.Options{Profile: papers.Profile(t, national)})
	var u *check.UnreadableError
	if !errors.As(err, &u) {
		t.Fatalf("error %v", err)
	}
	if !strings.Contains(u.Message, part) {
		t.Errorf("message %q has no %q", u.Message, part)
	}
}

// wordArchive makes a Word document of parts, whose main part is word/document.xml.
func wordArchive(t testing.TB, parts ...string) []byte {
	t.Helper()
	relations := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"` +
		` Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	return testkit.ZIP(t, append([]string{"_rels/.rels", relations}, parts...)...)
}

const wordNamespace = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func TestUnreadable(t *testing.T) {
	paper := prepare(t, spoiled(t), "testdata/notice.yaml")
	whole, word := papers.Write(t, paper, generator.PDF), papers.Write(t, paper, generator.DOCX)
	bomb := `<w:document` + wordNamespace + `><w:body>` + strings.Repeat("<w:p/>", 12_000_000) + `</w:body></w:document>`
	for _, c := range []struct {
		condition string
		data      []byte
		part      string
	}{
		{"empty", nil, "既不是 PDF 也不是 DOCX"},
		{"text", []byte("关于开展活动的通知"), "既不是 PDF 也不是 DOCX"},
		{"PDF cut off", whole[:len(whole)/2], "PDF 文件已损坏"},
		{"PDF of its head alone", []byte("%PDF-1.7\n"), "PDF 文件已损坏"},
		{"DOCX cut off", word[:len(word)/2], "DOCX 文件已损坏"},
		{"zip file of something else", testkit.ZIP(t, "a.txt", "text"), "没有 Word 文档"},
		{"document that is no XML", wordArchive(t, "word/document.xml", "<w:document"), "DOCX 文件已损坏"},
		{"document that unpacks to much", wordArchive(t, "word/document.xml", bomb), "文件过大"},
		{"document that nests without end", wordArchive(t, "word/document.xml", `<w:document`+wordNamespace+`>`+strings.Repeat("<w:p>", 5000)), "文件过大"},
	} {
		t.Run(c.condition, func(t *testing.T) { unreadable(t, c.data, c.part) })
	}
}

// TestMainPartOfAnyName checks a Word document whose parts are named as Word names them, and once more with other names.
func TestMainPartOfAnyName(t *testing.T) {
	word := papers.Write(t, prepare(t, spoiled(t), "testdata/notice.yaml"), generator.DOCX)
	z, err := zip.NewReader(bytes.NewReader(word), int64(len(word)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, f := range z.File {
		data, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if f.Name == "_rels/.rels" || f.Name == "[Content_Types].xml" {
			text = strings.ReplaceAll(text, "word/document.xml", `word/Text2.xml`)
		}
		parts = append(parts, strings.ReplaceAll(strings.ReplaceAll(f.Name, "document.xml", "text2.xml"), "/", `\`), text)
	}
	if got, want := table(t, report(t, testkit.ZIP(t, parts...), national)), table(t, report(t, word, national)); got != want {
		t.Errorf("the report differs:\n%s", got)
	}
}

func TestCancelled(t *testing.T) {
	data := papers.Write(t, prepare(t, spoiled(t), "testdata/notice.yaml"), generator.PDF)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := check.File(ctx, bytes.NewReader(data), int64(len(data)), check.Options{Profile: papers.Profile(t, national)})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestTogether checks files at the same time, as a service does.
func TestTogether(t *testing.T) {
	data := papers.Write(t, prepare(t, spoiled(t), "testdata/notice.yaml"), generator.PDF)
	want := table(t, report(t, data, national))
	profile := papers.Profile(t, national)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			r, err := check.File(t.Context(), bytes.NewReader(data), int64(len(data)), check.Options{Profile: profile})
			if err != nil {
				t.Error(err)
			} else if got := table(t, r); got != want {
				t.Errorf("the report differs:\n%s", got)
			}
		})
	}
	all.Wait()
}

// TestTypedWord reads a DOCX as people type it: everything in the default style, indents of spaces, hyphens around the
// page number.
func TestTypedWord(t *testing.T) {
	paragraph := func(properties, run, text string) string {
		return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:rPr>` + run + `</w:rPr><w:t>` + text + `</w:t></w:r></w:p>`
	}
	const body = `<w:rFonts w:eastAsia="宋体"/><w:sz w:val="28"/>`
	document := `<w:document` + wordNamespace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` +
		paragraph(`<w:jc w:val="center"/>`, `<w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="44"/>`, `关于放假的通知。`) +
		paragraph(``, body, `各部门:`) +
		paragraph(``, body, `　　根据上级安排，现将放假的有关事项通知如下，请各部门结合实际，认真做好各项工作。`) +
		paragraph(``, body, `　　一、放假时间`) +
		paragraph(``, body, `　　三、值班安排`) +
		paragraph(`<w:jc w:val="right"/>`, body, `办公室`) +
		paragraph(`<w:jc w:val="right"/>`, body, `2012-07-01`) +
		`<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr></w:body></w:document>`
	footer := `<w:ftr` + wordNamespace + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>- </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>` +
		`<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> -</w:t></w:r></w:p></w:ftr>`
	relations := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"` +
		` Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`
	r := report(t, wordArchive(t, "word/document.xml", document, "word/footer1.xml", footer, "word/_rels/document.xml.rels", relations), national)
	expect(t, r, check.Departs, "天头", "订口", "版心宽度", "版心高度", "正文字号", "正文字体", "标题字体", "标题末尾标点", "主送机关冒号",
		"层次序数顺序", "一级标题字体", "成文日期格式", "页码格式", "页码字号", "页码左右位置")
	expect(t, r, check.Exact, "幅面", "标题字号", "标题居中", "主送机关顶格", "层次序数格式", "文字颜色")
	expect(t, r, check.NotApplicable, "发文机关标志字体", "分隔线长度", "附件说明格式", "版记字号字体")
	expect(t, r, check.CannotTell, "每面行数", "字体嵌入", "署名与成文日期位置")
}

// FuzzFile checks whatever comes: it may not panic, nor report without every clause.
func FuzzFile(f *testing.F) {
	paper := prepare(f, spoiled(f), "testdata/notice.yaml")
	f.Add(simplePDF("BT /F1 14 Tf 1 0 0 1 470 75 Tm (ABA) Tj [(A) -200 (B)] TJ T* ET 0 0 1 rg 10 10 100 1 re f"))
	f.Add(simplePDF("q 1 0 0 1 0 0 cm BI /W 1 ID x EI Q /X Do BT << /A [1 2 <41>] >> BDC (\\101) ' EMC"))
	f.Add(wordArchive(f, "word/document.xml", `<w:document`+wordNamespace+`><w:body><w:p><w:r><w:t>一、</w:t></w:r></w:p><w:sectPr/></w:body></w:document>`))
	f.Add(papers.Write(f, paper, generator.DOCX)[:4000])
	profile := papers.Profile(f, national)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := check.File(t.Context(), bytes.NewReader(data), int64(len(data)), check.Options{Profile: profile})
		var u *check.UnreadableError
		switch {
		case err == nil && len(r.Findings) < 50:
			t.Errorf("only %d findings", len(r.Findings))
		case err != nil && (!errors.As(err, &u) || u.Message == ""):
			t.Errorf("error %v", err)
		}
	})
}
