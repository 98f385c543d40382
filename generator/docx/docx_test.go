package docx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	fontfiles "gongwen/fonts"
	"gongwen/generator/doc"
	"gongwen/generator/docx"
	"gongwen/generator/layout"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// faces gives docx the fonts of the repository under the names of the standard.
type faces struct {
	library *typeset.Library
	named   map[string]*typeset.Face
}

func openFaces(t testing.TB) *faces {
	l, err := typeset.Open(fontfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	return &faces{library: l, named: map[string]*typeset.Face{}}
}

func (f *faces) Face(role, latin string, r rune) (string, bool) {
	face, _, place, ok := f.library.Face(role, latin, r)
	if !ok {
		return "", false
	}
	name := face.Family()
	for _, known := range f.library.Roles() {
		if place == 0 && (known.Name == role || known.Name == latin) && known.Chain[0] == face.ID() {
			name = known.Word
		}
	}
	f.named[name] = face
	return name, true
}

func (f *faces) Embed(name string, runes []rune) ([]byte, error) {
	return f.named[name].EmbeddedSubset(runes, name)
}

// setter is all that docx asks for.
type setter struct {
	fonts
	library *typeset.Library
	profile *doc.Profile // nil leaves it to Word to break titles
	alone   bool         // the imprint is
	fixed   bool         // it must turn there
	turn    int          // the page turns after so many characters of a paragraph that is asked about
}

type fonts interface {
	Face(role, latin string, r rune) (string, bool)
	Embed(name string, runes []rune) ([]byte, error)
}

// TitleBreaks gives the places where typeset breaks a title.
func (s setter) TitleBreaks(t doc.Text) ([]int, error) {
	if s.profile == nil {
		return nil, nil
	}
	style := s.profile.Styles["title"]
	set := &typeset.Paragraph{Measure: s.profile.Area.Width.Length}
	for _, span := range t {
		set.Spans = append(set.Spans, typeset.Span{Text: span.Text, Style: typeset.Style{
			Role: style.Role, Latin: style.Latin, Size: style.Size.Length, Cell: style.Size.Length, Stretch: 1000, Color: page.Black}})
	}
	lines, err := s.library.Balanced(set)
	if err != nil {
		return nil, err
	}
	starts := make([]int, 0, len(lines))
	for _, l := range lines[1:] {
		starts = append(starts, l.Start)
	}
	return starts, nil
}

func (s setter) NameBreaks(t doc.Text, wide measure.Length) ([]int, error) {
	if s.profile == nil {
		return nil, nil
	}
	return layout.NameBreaks(s.profile, t, wide, s.library)
}

func (s setter) Turn(doc.Text) (int, bool, error) { return s.turn, s.fixed, nil }

func (s setter) Size(t *doc.SideText, _, _ measure.Length) (measure.Length, error) {
	return t.Size, nil
}

func (s setter) ImprintPage() (bool, error) { return s.alone, nil }

var profiles = []string{"gbt9704-2012", "party-1996"}

func text(s string) doc.Text { return doc.Text{{Text: s}} }

func texts(all ...string) []doc.Text {
	out := make([]doc.Text, len(all))
	for i, s := range all {
		out[i] = text(s)
	}
	return out
}

// mark is the red head of organs, 文件 behind them.
func mark(organs ...string) *doc.Mark {
	return &doc.Mark{Names: texts(organs...), Suffix: text("文件")}
}

// signers are organs without seals.
func signers(names ...string) []doc.Signer {
	out := make([]doc.Signer, len(names))
	for i, s := range names {
		out[i].Name = text(s)
	}
	return out
}

var levels = []*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十]+、`),
	regexp.MustCompile(`^[（(][一二三四五六七八九十]+[）)]`),
	regexp.MustCompile(`^\d+\.[^。]*。?`),
	regexp.MustCompile(`^（\d+）[^。]*。?`),
}

// running makes a paragraph of the running text, with the level that its number says.
func running(s string) *doc.Paragraph {
	for i, level := range levels {
		if found := level.FindString(s); found != "" {
			if i < 2 {
				found = s
			}
			return &doc.Paragraph{Text: text(s), Level: i + 1, Head: len([]rune(found))}
		}
	}
	return &doc.Paragraph{Text: text(s)}
}

// seed is the office's own paper, with every element that the kind notice has.
func seed(t testing.TB, profileName string) *doc.Document {
	b, err := os.ReadFile("../testdata/seed.txt")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	d := &doc.Document{Profile: papers.Profile(t, profileName), Info: doc.Info{
		Title: lines[0], Author: "中共常州市广播电视大学委员会", Number: "常电大委〔2010〕4号", Language: "zh-CN",
		Keywords: []string{"党建", "通知"}, Date: time.Date(2010, 7, 1, 0, 0, 0, 0, time.UTC),
	}}
	d.Blocks = []doc.Block{
		mark("中共常州市广播电视大学委员会"), &doc.Number{Text: text(d.Info.Number)}, &doc.Rule{},
		&doc.Title{Text: text(lines[0])}, &doc.Addressee{Text: text(lines[1])}, running(lines[2]),
		&doc.Signature{Signers: signers("中共常州市广播电视大学委员会"), Date: text(lines[3])},
		&doc.PageBreak{}, &doc.Title{Text: text(lines[4]), Place: doc.EnclosureTitle},
	}
	for _, line := range lines[5:] {
		d.Blocks = append(d.Blocks, running(line))
	}
	d.Blocks = append(d.Blocks, &doc.Imprint{
		Keywords:  &doc.KeywordLine{Label: text("主题词："), Words: []doc.Text{text("党建"), text("创先争优"), text("通知")}},
		CC:        &doc.LabelledLine{Label: text("抄送："), Text: text("市委教育工委。")},
		PrintedBy: text("中共常州市广播电视大学委员会办公室"), PrintedOn: text("2010年7月1日印发"), Copies: text("（共印50份）"),
	})
	return d
}

// everything has every block, each with what may go wrong in it.
func everything(t testing.TB, profileName string) *doc.Document {
	long := "关于进一步加强和改进新形势下高等学校党的建设工作的若干意见任务分解一览表（征求意见稿）"
	return &doc.Document{Profile: papers.Profile(t, profileName), Info: doc.Info{Title: `"<&>"`, Author: "甲、乙", Language: "zh-CN"}, Blocks: []doc.Block{
		mark("甲乙"), &doc.Number{Text: text("甲〔2012〕10号")}, &doc.Rule{},
		&doc.Title{Text: text("关于张𬱖等同志\n表彰奖励的决定")},
		&doc.Addressee{Text: text("各党支部、各部门：")},
		running("一、总体要求"), running("（一）指导思想"),
		running("1.学习“三个代表”…… A&B <甲>——乙·丙。其余的话写在后面。"), running("（1）分项。"),
		&doc.Paragraph{Text: doc.Text{{Text: "先进个人："}, {Text: "张𬱖、王㛃", Role: "kaiti"}, {Text: "。"}}},
		running(strings.Repeat("一二三四五六七八九十", 8) + "。"),
		&doc.AttachmentNotes{Label: text("附件："), Names: []doc.Text{text("名单"), text(long)}},
		&doc.Signature{Signers: signers("中共甲委员会", "乙"), Date: text("2012年7月1日")},
		&doc.Note{Text: text("（此件公开发布）")},
		&doc.PageBreak{}, &doc.Label{Text: text("附件1")},
		&doc.Title{Text: text("名单"), Place: doc.AttachmentTitle}, running("张𬱖。"),
		&doc.NameList{Groups: []doc.NameGroup{{Names: texts("王毅", "马飚（壮族）", "王小五", "张𬱖", "阿不都热合曼·吾普尔")}, {Head: text("一支部"), Names: texts("丁一")}}},
		&doc.AttachmentNotes{Label: text("附件："), Names: []doc.Text{text("一个附件")}},
		&doc.Signature{Date: text("二○一二年七月一日")},
		&doc.PageBreak{}, &doc.Title{Text: text("实施办法"), Place: doc.EnclosureTitle}, running("正文。"),
		&doc.Imprint{
			Keywords:  &doc.KeywordLine{Label: text("主题词："), Words: []doc.Text{text("党建"), text("创先争优"), text("通知")}},
			CC:        &doc.LabelledLine{Label: text("抄送："), Text: text(strings.Repeat("市委教育工委，", 6) + "市教育局。")},
			PrintedBy: text("甲乙办公室"), PrintedOn: text("2012年7月1日印发"), Copies: text("（共印50份）"),
		},
	}}
}

func options(f *faces, d *doc.Document) setter {
	return setter{fonts: f, library: f.library, profile: d.Profile}
}

func write(t testing.TB, d *doc.Document, o docx.Typesetter) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// save writes a document into a file of its own.
func save(t testing.TB, b []byte) string {
	t.Helper()
	return testkit.File(t, "paper.docx", b)
}

// convert makes a PDF of a file with LibreOffice, one process a file: it keeps embedded fonts from one file for the next.
func convert(t testing.TB, file string) string {
	t.Helper()
	return testkit.PDFs(t, file)[0]
}

func TestValidatorFindsNoFault(t *testing.T) {
	f := openFaces(t)
	for _, c := range []struct {
		what  string
		d     *doc.Document
		alone bool
	}{
		{"every block, 2012", everything(t, "gbt9704-2012"), false},
		{"every block, 1996", everything(t, "party-1996"), false},
		{"an imprint on its own page, 2012", everything(t, "gbt9704-2012"), true},
		{"an imprint on its own page, 1996", everything(t, "party-1996"), true},
		{"an imprint and nothing else", &doc.Document{Profile: papers.Profile(t, "party-1996"), Blocks: []doc.Block{
			&doc.Imprint{Copies: text("（共印50份）")}}}, true},
		{"nothing", &doc.Document{Profile: papers.Profile(t, "gbt9704-2012")}, false},
	} {
		o := options(f, c.d)
		o.alone = c.alone
		file := save(t, write(t, c.d, o))
		for _, version := range []string{"Office2019", "Microsoft365"} {
			testkit.Validate(t, version, file)
		}
	}
}

// look reads a package with Python: the entries that have a data descriptor or are not deflated, the styles with their
// outline levels, the paragraphs with style and text.
const look = `
import sys, zipfile, xml.dom.minidom as m
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist():
    print("entry", i.filename, i.flag_bits & 8, i.compress_type)
    if i.filename.endswith((".xml", ".rels")): m.parseString(z.read(i))
def val(e, name):
    found = e.getElementsByTagName(name)
    return found[0].getAttribute("w:val") if found else "-"
for s in m.parseString(z.read("word/styles.xml")).getElementsByTagName("w:style"):
    print("style", s.getAttribute("w:styleId"), val(s, "w:name"), val(s, "w:outlineLvl"))
for p in m.parseString(z.read("word/document.xml")).getElementsByTagName("w:p"):
    print("paragraph", val(p, "w:pStyle"), "".join(t.firstChild.data for t in p.getElementsByTagName("w:t")))
`

func TestPackage(t *testing.T) {
	f := openFaces(t)
	d := everything(t, "gbt9704-2012")
	out := testkit.Tool(t, "/usr/bin/python3", "-c", look, save(t, write(t, d, options(f, d))))
	if !strings.HasPrefix(out, "entry [Content_Types].xml 0 8\nentry _rels/.rels 0 8\n") {
		t.Errorf("the first entries are\n%.100s", out)
	}
	if found := regexp.MustCompile(`entry \S+ (8 .*|. [^8])\n`).FindString(out); found != "" {
		t.Errorf("an entry with a data descriptor, or stored: %s", found)
	}
	for _, want := range []string{
		"style OrganMark 发文机关标志 -", "style DocumentNumber 发文字号 -", "style DocumentTitle 公文标题 0", "style Addressee 主送机关 -",
		"style DocumentBody 公文正文 -", "style Level1 一级标题 1", "style Level2 二级标题 2", "style Level3 三级标题 3",
		"style Level4 四级标题 4", "style AttachmentNotes 附件说明 -", "style SigningOrgan 署名 -", "style SigningDate 成文日期 -",
		"style Note 附注 -", "style Imprint 版记 -", "style PageNumber 页码 -",
		"paragraph OrganMark 甲乙文件", "paragraph DocumentNumber 甲〔2012〕10号", "paragraph DocumentTitle 关于张𬱖等同志表彰奖励的决定",
		"paragraph Level1 一、总体要求", "paragraph Level2 （一）指导思想", "paragraph Level3 1.学习“三个代表”…… A&B <甲>——乙·丙。其余的话写在后面。",
		"paragraph Level4 （1）分项。", "paragraph AttachmentNotes 附件：1.名单", "paragraph AttachmentNotes 附件：一个附件",
		"paragraph SigningOrgan 中共甲委员会", "paragraph SigningDate 2012年7月1日", "paragraph Note （此件公开发布）",
		"paragraph AttachmentLabel 附件1", "paragraph Imprint 甲乙办公室2012年7月1日印发",
	} {
		if !strings.Contains(out, want+"\n") {
			t.Errorf("no %q", want)
		}
	}
}

// part gives a part of a package.
func part(t testing.TB, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(z, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMarkup(t *testing.T) {
	f := openFaces(t)
	d := everything(t, "gbt9704-2012")
	b := write(t, d, options(f, d))
	const ind = `<w:ind w:left="`
	for _, c := range []struct{ what, part, want string }{
		{"the page and its margins: 37, 26, 35 and 28 mm", "document", `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"`},
		{"22 lines to a page", "document", `<w:docGrid w:type="lines" w:linePitch="579"/>`},
		{"28 characters of 15.7 pt to a line", "styles", `<w:spacing w:val="-6"/><w:kern w:val="0"/><w:sz w:val="32"/>`},
		{"margins change sides on the back of a leaf", "settings", `<w:mirrorMargins/>`},
		{"a title's wished break", "document", `同志</w:t><w:br/><w:t xml:space="preserve">表彰`},
		{"the mark 15 mm wide and 22 mm high at the most", "document", `<w:w w:val="70"/><w:sz w:val="121"/>`},
		{"quotation marks in the Chinese face", "document", `<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:cs="仿宋_GB2312"/></w:rPr><w:t xml:space="preserve">“三个代表”……</w:t>`},
		{"markup in text", "document", `A&amp;B &lt;`},
		{"a character that its face has not got, in a run of its own", "document", `w:eastAsia="Noto Serif SC" w:hAnsi="Noto Serif SC" w:cs="Noto Serif SC"/></w:rPr><w:t xml:space="preserve">𬱖</w:t>`},
		{"a run-in head's text in the face of its span", "document", `w:eastAsia="楷体_GB2312"`},
		{"turned names under the name", "document", ind + `1798" w:hanging="228"`},
		{"the date two characters right of the organ", "document", `<w:pStyle w:val="SigningDate"/>` + ind + `6961" w:right="-628"/>`},
		{"a date alone four characters in", "document", `w:right="1256"/><w:jc w:val="right"/>`},
		{"a name of two characters spread by the space behind the first", "document",
			`<w:r><w:rPr><w:spacing w:val="308"/><w:w w:val="100"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr><w:t xml:space="preserve">王</w:t></w:r>` +
				`<w:r><w:t xml:space="preserve">毅</w:t></w:r><w:r><w:tab/></w:r>`},
		{"the columns of names", "document", `<w:tabs><w:tab w:val="left" w:pos="2198"/><w:tab w:val="left" w:pos="5338"/><w:tab w:val="left" w:pos="6908"/></w:tabs>`},
		{"the page number's field", "footer1", ` PAGE `},
		{"the odd page's number on the right", "footer1", `<w:jc w:val="right"/>`},
		{"the even page's number on the left", "footer2", `<w:jc w:val="left"/>`},
		{"a second name of the body's font", "fontTable", `<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>`},
	} {
		if !strings.Contains(part(t, b, "word/"+c.part+".xml"), c.want) {
			t.Errorf("%s: no %s", c.what, c.want)
		}
	}
	core := part(t, b, "docProps/core.xml")
	if !strings.Contains(core, "<dc:title>&quot;&lt;&amp;&gt;&quot;</dc:title>") || strings.Contains(core, "dcterms:created") {
		t.Errorf("core.xml of a paper without a date: %s", core)
	}
	if core := part(t, write(t, seed(t, "party-1996"), setter{fonts: f}), "docProps/core.xml"); !strings.Contains(core, ">2010-07-01T00:00:00Z<") {
		t.Errorf("core.xml of a paper of 2010-07-01: %s", core)
	}
}

// inOrder checks that printed has every paragraph of a document, in order.
func inOrder(t *testing.T, printed string, d *doc.Document) {
	t.Helper()
	number := regexp.MustCompile(`—\d+—`)
	squeezed := number.ReplaceAllString(strings.Join(strings.Fields(printed), ""), "")
	for _, block := range d.Blocks {
		p, ok := block.(*doc.Paragraph)
		if !ok {
			continue
		}
		want := strings.Join(strings.Fields(p.Text.String()), "")
		_, after, found := strings.Cut(squeezed, want)
		if !found {
			t.Errorf("not there, or not in order: %s", want)
			continue
		}
		squeezed = after
	}
}

func TestPictureIsStoredOnce(t *testing.T) {
	f := openFaces(t)
	d := forms(t, "gbt9704-2012")[0].d // three seals from one file
	b := write(t, d, options(f, d))
	if n := strings.Count(part(t, b, "word/_rels/document.xml.rels"), "/image\""); n != 1 {
		t.Errorf("%d relations to pictures, want 1", n)
	}
	if got := part(t, b, "word/media/image1.png"); !strings.HasPrefix(got, "\x89PNG") {
		t.Errorf("image1.png is %.8q", got)
	}
	xml := part(t, b, "word/document.xml")
	if n := strings.Count(xml, `<a:blip r:embed="rId9"/>`); n != 3 {
		t.Errorf("the picture stands %d times in the paper, want 3", n)
	}
	if !strings.Contains(xml, ` name="印章" descr="甲“乙”&lt;丙&gt;的印章"/>`) {
		t.Error("the seal does not say what it shows")
	}
}

func TestLibreOfficePrintsEveryBlock(t *testing.T) {
	f := openFaces(t)
	for _, name := range profiles {
		t.Run(name, func(t *testing.T) {
			d := everything(t, name)
			pdf := convert(t, save(t, write(t, d, options(f, d))))
			printed := testkit.Tool(t, "pdftotext", "-layout", pdf, "-")
			inOrder(t, printed, d)
			if n := strings.Count(printed, "\f"); n != 4 {
				t.Errorf("%d pages, want 4", n)
			}
			if y := lowestRule(t, pdf, 4); y < 98.7 || y > 100.2 { // 35 mm are 99.2 pt
				t.Errorf("the imprint's last rule is %.2f pt above the page's lower edge", y)
			}
			squeezed := strings.Join(strings.Fields(printed), "")
			for _, want := range []string{"甲乙文件", "关于张𬱖等同志表彰奖励的决定", "王㛃", "附件：1.名单", "（此件公开发布）", "附件1名单", "王毅马飚（壮族）王小五张𬱖阿不都热合曼·吾普尔一支部丁一", "甲乙办公室2012年7月1日印发"} {
				if !strings.Contains(squeezed, want) {
					t.Errorf("not printed: %s", want)
				}
			}
		})
	}
}

// lowestRule gives how high the lowest line of a page stands, in points.
func lowestRule(t *testing.T, pdf string, page int) float64 {
	t.Helper()
	lowest := 842.0
	for _, found := range regexp.MustCompile(`<lineto x="[\d.]+" y="([\d.]+)"`).FindAllStringSubmatch(testkit.Tool(t, "mutool", "trace", pdf, strconv.Itoa(page)), -1) {
		y, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		if y > 1 { // not the clip of the page
			lowest = min(lowest, y)
		}
	}
	return lowest
}

// odd is a block that docx does not know.
type odd struct{ doc.Block }

func TestRefusals(t *testing.T) {
	f := openFaces(t)
	for _, c := range []struct {
		what  string
		block doc.Block
		want  string
	}{
		{"an unknown block", odd{}, "docx: block 1: no form for a docx_test.odd"},
		{"a head of level 5", &doc.Paragraph{Text: text("甲"), Level: 5}, "docx: block 1: no form for a head of level 5"},
		{"a control character", running("甲\x01"), "docx: block 1: control character U+0001"},
		{"a line end in running text", running("甲\n乙"), "docx: block 1: control character U+000A"},
		{"a byte that is no character", running("甲\xff"), `docx: block 1: "甲\xff" is not UTF-8`},
		{"a character of no font", running("\U0010fffd"), `docx: block 1: no font has '\U0010fffd' (U+10FFFD)`},
		{"a row with too many cells", &doc.Table{Columns: []doc.Column{{}}, Rows: [][]doc.Cell{{cell("甲"), cell("乙")}}},
			"docx: block 1: row 1 of the table: 1 cells too many"},
		{"a cell over the edge of the table", &doc.Table{Columns: []doc.Column{{}}, Rows: [][]doc.Cell{{headCell("甲", 2, 1)}}},
			"docx: block 1: row 1 of the table: no room for a cell of 2 columns"},
		{"a cell over a merged one", &doc.Table{Columns: []doc.Column{{}, {}}, Rows: [][]doc.Cell{{cell("甲"), headCell("乙", 1, 2)}, {headCell("丙", 2, 1)}}},
			"docx: block 1: row 2 of the table: no room for a cell of 2 columns"},
		{"a control character in a cell", &doc.Table{Columns: []doc.Column{{}}, Rows: [][]doc.Cell{{cell("甲\v")}}}, "docx: block 1: control character U+000B"},
		{"a control character in what a picture shows", &doc.Figure{Picture: &doc.Picture{Alt: "甲\x02"}}, `docx: block 1: control character U+0002 in "甲\x02"`},
		{"a control character in the imprint", &doc.Imprint{CC: &doc.LabelledLine{Text: text("\t")}}, "docx: block 1: control character U+0009"},
	} {
		var out bytes.Buffer
		err := docx.Write(&out, &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{c.block}}, setter{fonts: f})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written", c.what, out.Len())
		}
	}
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012")}
	if err := docx.Write(io.Discard, d, nil); err == nil {
		t.Error("no typesetter: no error")
	}
	d.Info.Keywords = []string{"甲\x00"}
	if err := docx.Write(io.Discard, d, setter{fonts: f}); err == nil || !strings.Contains(err.Error(), "U+0000") {
		t.Errorf("a control character in a keyword: %v", err)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	for _, x := range append(forms(t, "gbt9704-2012"), form{"every block", everything(t, "party-1996")}) {
		first := openFaces(t)
		want := write(t, x.d, options(first, x.d))
		for range 3 {
			f := openFaces(t)
			if !bytes.Equal(want, write(t, x.d, options(f, x.d))) {
				t.Errorf("%s: two files of one input differ", x.name)
			}
		}
	}
}

// A list of names under a title has an empty line above it, and none between its rows, as in the PDF.
func TestNamesUnderATitleFollowOnEachOther(t *testing.T) {
	f := openFaces(t)
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{&doc.Title{Text: text("名单"), Place: doc.EnclosureTitle},
		&doc.NameList{Groups: []doc.NameGroup{{Head: text("（一）甲支部"), Names: texts("张三", "李四", "王五", "赵六", "钱七", "孙八")}, {Names: texts("周九")}}}}}
	main := part(t, write(t, d, options(f, d)), "word/document.xml")
	var spaced []bool
	for _, p := range regexp.MustCompile(`<w:pStyle w:val="(?:Level2|NameList)"/>.*?</w:pPr>`).FindAllString(main, -1) {
		spaced = append(spaced, strings.Contains(p, "w:before="))
	}
	if want := []bool{true, false, false, false}; !slices.Equal(spaced, want) {
		t.Errorf("paragraphs with a space above: %v, want %v", spaced, want)
	}
}

// full is a disk that takes n bytes.
type full struct{ n int }

var errFull = errors.New("disk full")

func (f *full) Write(b []byte) (int, error) {
	if f.n -= len(b); f.n < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestFailingWriter(t *testing.T) {
	f := openFaces(t)
	d := everything(t, "party-1996")
	size := len(write(t, d, options(f, d)))
	for n := 0; n < size; n += size/40 + 1 {
		if err := docx.Write(&full{n}, d, options(f, d)); !errors.Is(err, errFull) {
			t.Errorf("a disk full after %d bytes of %d: %v", n, size, err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	f := openFaces(b)
	d := seed(b, "party-1996")
	o := options(f, d)
	b.ReportAllocs()
	for b.Loop() {
		if err := docx.Write(io.Discard, d, o); err != nil {
			b.Fatal(err)
		}
	}
}
