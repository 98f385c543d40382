package source_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/generator/draft/source"
)

const namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func paragraph(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }

func run(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }

func styled(properties, text string) string {
	return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>"
}

// fieldOf makes a complex field; result "-" is for one that has none.
func fieldOf(code, result string) string {
	char := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	if result == "-" {
		return char("begin") + code + char("end")
	}
	return char("begin") + code + char("separate") + result + char("end")
}

func code(text string) string { return "<w:r><w:instrText>" + text + "</w:instrText></w:r>" }

// shown gives the lines of a text, and what was told.
func shown(s *source.Text) (lines, told string) {
	var all, warnings []string
	for _, l := range s.Lines {
		if l.Text != "" {
			all = append(all, l.Text)
		}
	}
	for _, w := range s.Warnings {
		warnings = append(warnings, w.Message)
	}
	return strings.Join(all, "|"), strings.Join(warnings, "|")
}

// TestWhatOneLineCannotShow reads what Word has beside characters on a line: taken over in the characters that there are, or told.
func TestWhatOneLineCannotShow(t *testing.T) {
	const up, down = `<w:vertAlign w:val="superscript"/>`, `<w:vertAlign w:val="subscript"/>`
	for _, c := range []struct{ name, body, want, told string }{
		{"superscripts", paragraph(run("10"), styled(up, "3"), run("，m"), styled(up, "２"), run("，x"), styled(up, "n-1")), "10³，m²，xⁿ⁻¹", "³、²、ⁿ⁻¹"},
		{"subscripts", paragraph(run("CO"), styled(down, "2"), run("排放")), "CO₂排放", "₂"},
		{"superscripts that are made by moving", paragraph(run("10"), styled(`<w:position w:val="8"/><w:sz w:val="14"/>`, "3"), run("，CO"), styled(`<w:position w:val="-2"/><w:sz w:val="14"/>`, "2")), "10³，CO₂", "³、₂"},
		{"what is only moved", paragraph(run("第"), styled(`<w:position w:val="4"/>`, "3"), run("条")), "第3条", ""},
		{"a superscript without a character", paragraph(run("见文献"), styled(up, "[1]")), "见文献[1]", "上标“[1]”没有相应的字符"},
		{"an enclosed character", paragraph(run("第"), fieldOf(code(`eq \o\ac(○,`)+code("5")+code(")"), "-"), run("条")), "第⑤条", "⑤"},
		{"an enclosed character the other way", paragraph(fieldOf(code(`EQ \* jc0 \* "Font:宋体" \o\ac(一;○)`), "")), "㊀", "㊀"},
		{"a fraction", paragraph(run("占"), fieldOf(code(`eq \f(1,2)`), "-"), run("以上")), "占1/2以上", "1/2"},
		{"wholes and a fraction", paragraph(run("2"), fieldOf(code(`eq \f(1,2)`), "-"), run("倍")), "2又1/2倍", "又1/2"},
		{"a root", paragraph(fieldOf(code(`eq \r(a+b)`), "-")), "√(a+b)", "√"},
		{"readings above characters", paragraph(fieldOf(code(`EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(gong),公)`), "-"), run("文")), "公文", "公"},
		{"an array, which no line can show", paragraph(run("解"), fieldOf(code(`eq \a(1,2)`), "-"), run("得")), "解得", `有 EQ 域，一行文字写不出来，没有收入：“eq \a(1,2)”`},
		{"a field in a field's code", paragraph(run("王一"), fieldOf(code(" IF ")+fieldOf(code(" MERGEFIELD 性别 "), run("男"))+code(` = "男" "先生" "女士" `), run("先生")), run("：")), "王一先生：", ""},
		{"a fraction made of fields", paragraph(fieldOf(code(`eq \f(`)+fieldOf(code("REF a"), run("3"))+code(",4)"), "-")), "3/4", "3/4"},
		{"a simple field", paragraph(`<w:fldSimple w:instr=" REF x ">` + run("三") + `</w:fldSimple>`), "三", ""},
		{"a simple field without a result", paragraph(`<w:fldSimple w:instr=" EQ \f(2,3) "/>`), "2/3", "2/3"},
		{"a field without a result", paragraph(run("甲"), fieldOf(code(` AUTONUM `), "-")), "甲", "有域没有结果，没有收入：“AUTONUM”"},
		{"a field that prints nothing", paragraph(run("甲"), fieldOf(code(` XE "甲" `), "-")), "甲", ""},
		{"a field that does not end", paragraph(run("甲"), `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, run("乙")), "甲", "没有收入：“乙”"},
		{"boxes to tick", paragraph(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>`, code(" FORMCHECKBOX "), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, run("同意")), "√同意", "复选框"},
		{"contents", paragraph(run("目　录")) + paragraph(fieldOf(code(` TOC \o `), run("一、甲")+"<w:r><w:tab/></w:r>"+run("1"))) + paragraph(run("一、甲")), "一、甲", "有自动的目录，没有收入：“目录 一、甲"},
		{"a chart", paragraph(run("如图"), `<w:r><w:drawing><c:chart xmlns:c="x"/></w:drawing></w:r>`), "如图", "图表"},
		{"WordArt", paragraph(`<w:r><w:pict><v:textpath xmlns:v="x" string="临江学院"/></w:pict></w:r>`, run("甲")), "甲", "艺术字（1 处），没有收入：“临江学院”"},
		{"an object", paragraph(`<w:r><w:object><o:OLEObject xmlns:o="x" ProgID="Equation.3"/></w:object></w:r>`, run("甲")), "甲", "“Equation.3”"},
		{"readings of ruby", paragraph(`<w:r><w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase>` + run("公") + `</w:rubyBase></w:ruby></w:r>`), "公", "gōng"},
		{"what is struck through", paragraph(run("甲"), styled("<w:strike/>", "乙")), "甲乙", "删除线"},
		{"a formula", paragraph(`<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>`), "(a+b)/2m²", "公式"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := read(document(t, c.body), "x")
			if err != nil {
				t.Fatal(err)
			}
			if lines, told := shown(s); lines != c.want || !strings.Contains(told, c.told) || c.told == "" && told != "" {
				t.Errorf("got %s, want %s\ntold %s, want %s", lines, c.want, told, c.told)
			}
		})
	}
}

// TestPlacesAreNamed names every paragraph that has something of a kind.
func TestPlacesAreNamed(t *testing.T) {
	picture := `<w:r><w:drawing><a:blip xmlns:a="x"/></w:drawing></w:r>`
	s, err := read(document(t, paragraph(run("甲"))+paragraph(picture)+paragraph(run("乙"))+paragraph(picture, picture)), "x")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings) != 1 || s.Warnings[0].Line != 2 || s.Warnings[0].Message != "有图片（3 张），没有收入；还在第4段" {
		t.Errorf("got %+v", s.Warnings)
	}
}

const numberingHead = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`

func numbered(list, text string) string {
	if text != "" {
		text = run(text)
	}
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + text + `</w:p>`
}

// TestListsOfStyles finds the levels of a list in another one, as list styles have them, and shows levels that a list has of its own.
func TestListsOfStyles(t *testing.T) {
	level := func(format, text string) string {
		return `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	abstract := func(id, rest string) string {
		return `<w:abstractNum w:abstractNumId="` + id + `">` + rest + `</w:abstractNum>`
	}
	num := func(id, abstract, rest string) string {
		return `<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + abstract + `"/>` + rest + `</w:num>`
	}
	for _, c := range []struct{ name, numbering, styles, want string }{
		{"by the link of the list", abstract("0", `<w:numStyleLink w:val="A"/>`) + abstract("1", level("chineseCounting", "%1、")+`<w:styleLink w:val="A"/>`) + num("1", "0", "") + num("2", "1", ""), "", "一、甲|二、乙"},
		{"by the style alone", abstract("0", `<w:numStyleLink w:val="A"/>`) + abstract("1", level("decimal", "%1．")) + num("1", "0", "") + num("2", "1", ""),
			`<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`, "1．甲|2．乙"},
		{"a level of its own", abstract("0", level("decimal", "%1.")) + num("1", "0", `<w:lvlOverride w:ilvl="0">`+level("chineseCounting", "（%1）")+`</w:lvlOverride>`), "", "（一）甲|（二）乙"},
		{"zeros before it", abstract("0", `<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>`+
			`<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1 "/></w:lvl>`) + num("1", "0", ""), "", "009 甲|010 乙"},
		{"a list that is not there", num("1", "7", ""), "", "甲|乙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			const relation = `<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
			s, err := read(document(t, numbered("1", "甲")+numbered("1", "乙"), "word/_rels/document.xml.rels",
				`<Relationships>`+relation+`numbering" Target="numbering.xml"/>`+relation+`styles" Target="styles.xml"/></Relationships>`,
				"word/numbering.xml", numberingHead+c.numbering+`</w:numbering>`,
				"word/styles.xml", `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`+c.styles+`</w:styles>`), "x")
			if err != nil {
				t.Fatal(err)
			}
			if lines, _ := shown(s); lines != c.want {
				t.Errorf("got %s, want %s", lines, c.want)
			}
		})
	}
}

// TestTablesAsWordShowsThem reads tables with rows that are deleted or inserted, numbers that nobody typed, and widths.
func TestTablesAsWordShowsThem(t *testing.T) {
	cell := func(inner string) string { return "<w:tc>" + inner + "</w:tc>" }
	row := func(properties string, cells ...string) string {
		return "<w:tr>" + properties + strings.Join(cells, "") + "</w:tr>"
	}
	const rels = `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`
	numbering := numberingHead + `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
	s, err := read(document(t, `<w:tbl><w:tblGrid><w:gridCol w:w="850"/><w:gridCol w:w="2268"/></w:tblGrid>`+
		row("", cell(paragraph(run("序号"))), cell(paragraph(run("姓名"))))+
		row("", cell(numbered("1", "")), cell(paragraph(run("王一"))))+
		row(`<w:trPr><w:del w:id="1"></w:del></w:trPr>`, cell(numbered("1", "")), cell(paragraph(`<w:del>`+run("王二")+`</w:del>`)))+
		row(`<w:trPr><w:del w:id="2"/></w:trPr>`, cell(numbered("1", "")), cell(paragraph(run("王三"))))+
		row(`<w:trPr><w:ins w:id="3"/></w:trPr>`, cell(numbered("1", "")), cell(paragraph(run("王四"))))+`</w:tbl>`,
		"word/_rels/document.xml.rels", rels, "word/numbering.xml", numbering), "x")
	if err != nil {
		t.Fatal(err)
	}
	lines, told := shown(s)
	if want := "序号　姓名|1.　王一|2.　王四"; lines != want {
		t.Errorf("got %s, want %s", lines, want)
	}
	if !strings.Contains(told, "王二王三") || !strings.Contains(told, "插入") {
		t.Errorf("told %s", told)
	}
	if w := s.Lines[0].Row.Widths; len(w) != 2 || w[0] != 14 || w[1] != 40 {
		t.Errorf("widths %v", w)
	}
}

// TestFilesThatWerePutIn takes in web pages and plain texts, and names the rest.
func TestFilesThatWerePutIn(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("<html><body><p>插入的段落</p></body></html>")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, chunk, want, told string }{
		{"a web page", "<p>插入的<b>HTML</b>段落。</p><p>面积 5m<sup>2</sup></p>", "前|插入的HTML段落。|面积 5m²|后", "文字已收入"},
		{"a web page with signs of its own", "<!DOCTYPE html><html><head><title>无</title><style>p{}</style></head><body><div>甲&nbsp;&amp;乙<br>丙</div><ol><li>一<li>二</ol></body></html>", "前|甲\u00a0&乙|丙|1.一|2.二|后", "文字已收入"},
		{"in GBK", gbk, "前|插入的段落|后", "文字已收入"},
		{"a table", "<table><tr><td>姓名</td><td>单位</td></tr><tr><td>王一</td><td><p>一支部</p></td></tr></table>", "前|姓名　单位|王一　一支部|后", "文字已收入"},
		{"a text", "第一行\r\n第二行\r\n", "前|第一行|第二行|后", "文字已收入"},
		{"RTF", `{\rtf1 a}`, "前|后", "有插入的 RTF 文件，没有收入"},
		{"a Word file", "PK\x03\x04", "前|后", "有插入的 Word 文件，没有收入"},
		{"a web archive", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx", "前|后", "没有收入"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := document(t, paragraph(run("前"))+`<w:altChunk`+namespaces+` r:id="rA"/>`+paragraph(run("后")), "word/_rels/document.xml.rels",
				`<Relationships><Relationship Id="rA" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="chunk.dat"/></Relationships>`,
				"word/chunk.dat", c.chunk)
			s, err := read(data, "x")
			if err != nil {
				t.Fatal(err)
			}
			lines, told := shown(s)
			if lines != c.want || !strings.Contains(told, c.told) {
				t.Errorf("got %q, want %q\ntold %s, want %s", lines, c.want, told, c.told)
			}
			for i, l := range s.Lines {
				if i > 0 && l.Number < s.Lines[i-1].Number {
					t.Errorf("places %+v", s.Lines)
				}
			}
		})
	}
}

// TestSmartArtIsNamedWithItsWords finds the wording of a SmartArt in the part that has it.
func TestSmartArtIsNamedWithItsWords(t *testing.T) {
	s, err := read(document(t, paragraph(run("如下"), `<w:r><w:drawing><dgm:relIds xmlns:dgm="x"`+namespaces+` r:dm="rD"/></w:drawing></w:r>`), "word/_rels/document.xml.rels",
		`<Relationships><Relationship Id="rD" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>`,
		"word/diagrams/data1.xml", `<d xmlns:a="x"><a:p><a:r><a:t>党委</a:t></a:r></a:p><a:p><a:r><a:t>支部</a:t></a:r></a:p></d>`), "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, told := shown(s); !strings.Contains(told, "SmartArt 图形（1 个），没有收入，其中的文字是：“党委、支部”") {
		t.Errorf("told %s", told)
	}
}

// TestMarkupIsNoText refuses what old office systems save under the name .doc, whatever its name and encoding.
func TestMarkupIsNoText(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("<html><body>公文</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"HTML", []byte("<html xmlns:o=\"x\"><body><p>关于</p></body></html>"), "网页（HTML）"},
		{"HTML behind a mark and blanks", []byte("\ufeff\r\n <!DOCTYPE HTML PUBLIC><HTML>"), "网页（HTML）"},
		{"a piece of HTML", []byte("<div class=x>关于</div>"), "网页（HTML）"},
		{"XHTML", []byte(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>`), "网页（HTML）"},
		{"HTML in UTF-16", wide, "网页（HTML）"},
		{"MHTML", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x"), "MHTML"},
		{"MHTML of a browser", []byte("From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x\r\nMIME-Version: 1.0\r\n\r\n"), "MHTML"},
		{"Word 2003", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>`), "Word 2003 的 XML"},
		{"Word in one XML file", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>`), "Word 的 XML"},
		{"Excel 2003", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`), "Excel 2003"},
		{"other XML", []byte(`<?xml version="1.0"?><a/>`), "XML 文件"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range []string{"a.doc", "a.docx", "a.txt"} {
				if _, err := read(c.data, name); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), ".docx") {
					t.Errorf("%s: %v, want %q", name, err, c.want)
				}
			}
		})
	}
	for _, text := range []string{"<关于放假的通知>\n各部门：", "标题：关于\n", "From: 张三\n各部门：\n", "<<意见>>\n"} {
		if _, err := read(bytes.TrimSpace([]byte(text)), "a.txt"); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
