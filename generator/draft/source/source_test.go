package source_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/generator/draft/source"
	"gongwen/internal/testkit"
)

// read reads a source in which a 抄送 is the 版记, and a number alone is no wording.
func read(data []byte, name string) (*source.Text, error) {
	return source.Read(data, name, source.Sense{
		Imprint: func(line string) bool { return strings.HasPrefix(line, "抄送：") },
		Noise:   func(line string) bool { return strings.Trim(line, "0123456789") == "" },
	})
}

// document packs a Word file whose body is the given XML, with further parts, names and contents by turns.
func document(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	const root = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	return testkit.ZIP(t, append([]string{"_rels/.rels", root, "word/document.xml",
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

func TestEncodings(t *testing.T) {
	const text = "关于印发〔2010〕4号的通知\r\n各党支部：\r\n㛃、𬱖二〇一○年。\r\n"
	for name, c := range map[string]struct {
		encoding encoding.Encoding
		told     string
	}{
		"UTF-8":                       {encoding.Nop, ""},
		"UTF-8 with a mark":           {unicode.UTF8BOM, ""},
		"UTF-16 little-endian":        {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16"},
		"UTF-16 big-endian":           {unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "UTF-16"},
		"UTF-16 without a mark":       {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16"},
		"UTF-16 the other way around": {unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16"},
		"GB 18030":                    {simplifiedchinese.GB18030, "GBK"},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := c.encoding.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			s, err := read(data, "x.txt")
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Lines) != 4 || s.Lines[2].Text != "㛃、𬱖二〇一○年。" || s.Lines[2].Number != 3 {
				t.Errorf("got %+v", s)
			}
			told := ""
			for _, w := range s.Warnings {
				told += w.Message
			}
			if (told == "") != (c.told == "") || !strings.Contains(told, c.told) {
				t.Errorf("told %q, want %q", told, c.told)
			}
		})
	}
}

func TestWhatCannotBeReadIsSaidInChinese(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	workbook := testkit.ZIP(t, "_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`)
	spreadsheet := testkit.ZIP(t, "xl/workbook.xml", "<x/>")
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
		"workbook":             {workbook, "不是 .docx"},
		"no encoding":          {bytes.Repeat([]byte("\x80\xff\xfe\x81"), 50), "编码"},
		"too long":             {make([]byte, 17<<20), "最多"},
		"too many lines":       {bytes.Repeat([]byte("甲\n"), 30000), "行，最多"},
		"elements in elements": {document(t, strings.Repeat("<w:sdt>", 1000)), "太大"},
		"zip bomb":             {document(t, "<w:p><w:r><w:t>"+strings.Repeat("公", 22<<20)+"</w:t></w:r></w:p>"), "太大"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(c.data, "x")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a sentence with %q", err, c.want)
			}
		})
	}
}

func TestWordParagraphsKeepTheirPlaces(t *testing.T) {
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	s, err := read(document(t, p("一")+"<w:p/><w:p><w:r><w:t>二</w:t><w:br/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r></w:p>"+
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
		{"lowerLetter", "%1)", "25", "y)甲|z)乙|aa)丙"},
		{"upperRoman", "%1.", "3", "III.甲|IV.乙|V.丙"},
		{"lowerRoman", "%1.", "8", "viii.甲|ix.乙|x.丙"},
		{"chineseCountingThousand", "第%1条", "100", "第一百条甲|第一百零一条乙|第一百零二条丙"},
		{"chineseLegalSimplified", "%1、", "9", "玖、甲|壹拾、乙|壹拾壹、丙"},
		{"ideographLegalTraditional", "%1、", "1", "壹、甲|貳、乙|參、丙"},
		{"ideographEnclosedCircle", "%1", "9", "㊈甲|㊉乙|11丙"},
		{"ideographZodiac", "%1、", "10", "酉、甲|戌、乙|亥、丙"},
		{"ideographZodiacTraditional", "%1、", "1", "甲子、甲|乙丑、乙|丙寅、丙"},
		{"ideographDigital", "%1、", "9", "九、甲|一〇、乙|一一、丙"},
		{"decimalEnclosedFullstop", "%1", "19", "⒚甲|⒛乙|21丙"},
		{"decimalEnclosedParen", "%1", "1", "⑴甲|⑵乙|⑶丙"},
		{"numberInDash", "%1 ", "1", "- 1 - 甲|- 2 - 乙|- 3 - 丙"},
		{"ordinal", "%1、", "1", "1、甲|2、乙|3、丙"},
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
			s, err := read(document(t, body.String(), "word/_rels/document.xml.rels", relations, "word/numbering.xml", numbering), "x")
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
			want := map[string]string{"bullet": "项目符号", "ordinal": "“ordinal”格式，已写成“1、”"}[c.format]
			if (len(s.Warnings) > 0) != (want != "") || want != "" && !strings.Contains(s.Warnings[0].Message, want) {
				t.Errorf("warnings: %v, want %q", s.Warnings, want)
			}
		})
	}
}

// TestTextBoxesStandWhereTheyAreRead puts a text box before the paragraph that it is fixed to, and behind it if it is the 版记.
// What stands outside the text is only warned of, page numbers not even that.
func TestTextBoxesStandWhereTheyAreRead(t *testing.T) {
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	box := func(s string) string {
		return "<w:p><w:r><w:t>正文</w:t><w:txbxContent>" + p(s) + "</w:txbxContent></w:r></w:p>"
	}
	footer := `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`
	const kind = `<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="`
	data := document(t, box("红头文件")+box("抄送：各单位。"), "word/_rels/document.xml.rels",
		`<Relationships>`+kind+`footer1.xml"/>`+kind+`footer2.xml"/>`+kind+`none.xml"/></Relationships>`,
		"word/footer1.xml", footer+p("12")+`</w:ftr>`, "word/footer2.xml", footer+p("内部资料")+`</w:ftr>`)
	s, err := read(data, "x")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range s.Lines {
		got = append(got, l.Text)
	}
	if want := "红头文件|正文|正文|抄送：各单位。"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
	if len(s.Warnings) != 2 || !strings.Contains(s.Warnings[1].Message, "页脚没有收入：“内部资料”") {
		t.Errorf("warnings %+v", s.Warnings)
	}
}

// TestMainPartOfAnyName finds the text by the relation that leads to it.
func TestMainPartOfAnyName(t *testing.T) {
	data := testkit.ZIP(t, "_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="/Word/Text2.xml"/></Relationships>`,
		`word\text2.xml`, `<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>正文</t></r></p></body></document>`)
	if s, err := read(data, "x"); err != nil || len(s.Lines) != 1 || s.Lines[0].Text != "正文" {
		t.Errorf("got %+v, %v", s, err)
	}
}
