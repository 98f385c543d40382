package draft_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/generator/draft"
)

// part is a file in a Word file.
type part struct {
	name string
	data []byte
}

var partName = regexp.MustCompile(`(?m)^-- (.+) --\n`)

// parts takes a source apart: each part stands after a line such as -- word/document.xml --.
func parts(source []byte) []part {
	var all []part
	names := partName.FindAllSubmatchIndex(source, -1)
	for i, n := range names {
		end := len(source)
		if i+1 < len(names) {
			end = names[i+1][0]
		}
		all = append(all, part{string(source[n[2]:n[3]]), source[n[1]:end]})
	}
	return all
}

func pack(t testing.TB, all []part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range all {
		f, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(p.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// document packs a Word file whose body is the given XML, with further parts.
func document(t testing.TB, body string, more ...part) []byte {
	t.Helper()
	const root = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	return pack(t, append([]part{{"_rels/.rels", []byte(root)}, {"word/document.xml",
		[]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`)}}, more...))
}

func TestEncodings(t *testing.T) {
	const text = "关于印发〔2010〕4号的通知\r\n各党支部：\r\n㛃、𬱖二〇一○年。\r\n"
	for name, e := range map[string]encoding.Encoding{
		"UTF-8":                encoding.Nop,
		"UTF-8 with a mark":    unicode.UTF8BOM,
		"UTF-16 little-endian": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 big-endian":    unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"GB 18030":             simplifiedchinese.GB18030,
	} {
		t.Run(name, func(t *testing.T) {
			data, err := e.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			s, err := draft.Read(data, "x.txt")
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Lines) != 4 || s.Lines[2].Text != "㛃、𬱖二〇一○年。" || s.Lines[2].Number != 3 || len(s.Warnings) != 0 {
				t.Errorf("got %+v", s)
			}
		})
	}
}

func TestWhatCannotBeReadIsSaidInChinese(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	var spreadsheet = pack(t, []part{{"xl/workbook.xml", []byte("<x/>")}})
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":              {nil, "没有文字"},
		"blank lines":          {[]byte(" \n\u3000\n"), "没有文字"},
		"binary":               {[]byte("a\x00b"), "不是文本文件"},
		"old Word file":        {[]byte(ole + "x"), "另存为 .docx"},
		"password":             {[]byte(ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), "密码"},
		"RTF":                  {[]byte(`{\rtf1}`), "RTF"},
		"PDF":                  {[]byte("%PDF-1.7"), "PDF"},
		"cut-off Word file":    {document(t, "<w:p/>")[:100], "损坏"},
		"broken XML":           {document(t, "<w:p><w:r></w:p>"), "损坏"},
		"other zip":            {spreadsheet, "不是 .docx"},
		"no encoding":          {bytes.Repeat([]byte("\x80\xff\xfe\x81"), 50), "编码"},
		"too long":             {make([]byte, 17<<20), "最多"},
		"too many lines":       {bytes.Repeat([]byte("甲\n"), 30000), "行，最多"},
		"elements in elements": {document(t, strings.Repeat("<w:sdt>", 1000)), "太大"},
		"zip bomb":             {document(t, "<w:p><w:r><w:t>"+strings.Repeat("公", 22<<20)+"</w:t></w:r></w:p>"), "太大"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := draft.Read(c.data, "x")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a sentence with %q", err, c.want)
			}
		})
	}
}

func TestWordParagraphsKeepTheirPlaces(t *testing.T) {
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	s, err := draft.Read(document(t, p("一")+"<w:p/><w:p><w:r><w:t>二</w:t><w:br/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r></w:p>"+
		"<w:tbl><w:tr><w:tc>"+p("五")+p("六")+"</w:tc><w:tc>"+p("七")+"</w:tc></w:tr></w:tbl>"), "x")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range s.Lines {
		got = append(got, fmt.Sprintf("%d %s %t", l.Number, l.Text, l.Row != nil))
	}
	want := "1 一 false|2  false|3 二 false|3 三\t四 false|6 五 六　七 true"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2010年7月1日":         "2010-07-01",
		"２０１０年０７月０１日":       "2010-07-01",
		"2010 年 7 月 1 日":    "2010-07-01",
		"二○一○年七月一日":         "2010-07-01",
		"二〇一〇年十二月三十一日":      "2010-12-31",
		"二O一O年十月二十日":        "2010-10-20",
		"二0一0年十一月十日":        "2010-11-10",
		"二零一零年一月廿三日":        "2010-01-23",
		"一九九六年五月八日":         "1996-05-08",
		"二　〇　一　〇　年　七　月　一　日": "2010-07-01",
		"2010.7.1":   "2010-07-01",
		"2010-07-01": "2010-07-01",
		"2010年2月30日": "",
		"二〇一〇年七月四十日": "",
		"2010年7月":    "",
	} {
		t.Run(text, func(t *testing.T) {
			_, d := of(t, []byte("关于放假的通知\n各部门：\n正文。\n校长办公室\n"+text), "x")
			if f, _ := d.Field("date"); f.Value != want {
				t.Errorf("got %q, want %q", f.Value, want)
			}
		})
	}
}

func TestWordNumbersBecomeText(t *testing.T) {
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="/word/numbering.xml"/></Relationships>`
	for _, c := range []struct{ format, text, start, want string }{
		{"chineseCounting", "第%1条", "9", "第九条甲|第十条乙|第十一条丙"},
		{"chineseCountingThousand", "（%1）", "19", "（十九）甲|（二十）乙|（二十一）丙"},
		{"decimal", "%1．", "1", "1．甲|2．乙|3．丙"},
		{"decimalFullWidth", "%1、", "1", "１、甲|２、乙|３、丙"},
		{"decimalZero", "%1.", "9", "09.甲|10.乙|11.丙"},
		{"decimalEnclosedCircleChinese", "%1", "1", "①甲|②乙|③丙"},
		{"ideographTraditional", "%1、", "1", "甲、甲|乙、乙|丙、丙"},
		{"upperLetter", "%1.", "1", "A.甲|B.乙|C.丙"},
		{"lowerLetter", "%1)", "25", "y)甲|z)乙|27)丙"},
		{"upperRoman", "%1.", "3", "III.甲|IV.乙|V.丙"},
		{"lowerRoman", "%1.", "8", "viii.甲|ix.乙|x.丙"},
		{"none", "", "1", "甲|乙|丙"},
		{"bullet", "\uf06c", "1", "甲|乙|丙"},
	} {
		t.Run(c.format, func(t *testing.T) {
			numbering := `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0">` +
				`<w:start w:val="` + c.start + `"/><w:numFmt w:val="` + c.format + `"/><w:lvlText w:val="` + c.text + `"/></w:lvl></w:abstractNum>` +
				`<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
			var body strings.Builder
			for _, text := range []string{"甲", "乙", "丙"} {
				body.WriteString(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`)
			}
			s, err := draft.Read(document(t, body.String(), part{"word/_rels/document.xml.rels", []byte(relations)}, part{"word/numbering.xml", []byte(numbering)}), "x")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range s.Lines {
				got = append(got, l.Text)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %s, want %s", strings.Join(got, "|"), c.want)
			}
			if warned := len(s.Warnings) == 1 && strings.Contains(s.Warnings[0].Message, "项目符号"); warned != (c.format == "bullet") {
				t.Errorf("warnings: %v", s.Warnings)
			}
		})
	}
}

func FuzzWord(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>关于甲的</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>通知</w:t><w:br/></w:r></w:ins></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl/></w:tc><w:tc/></w:tr></w:tbl><w:txbxContent><w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p></w:txbxContent>`)
	f.Add(`<w:sdt><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t><w:tab/><w:sym/></w:r><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:p></w:sdt>`)
	f.Fuzz(func(t *testing.T, body string) {
		s, err := draft.Read(document(t, body), "x")
		if err != nil {
			return
		}
		d := newDraft(t, s)
		accounted(t, s, d)
		readBack(t, d)
	})
}
