package roster_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
	"gongwen/internal/testkit"
)

const awards = `{
	"type": "object", "title": "证书", "additionalProperties": false, "required": ["name", "date"],
	"properties": {
		"form": {"type": "string", "title": "类别", "enum": ["person", "branch"], "x-titles": {"person": "个人", "branch": "集体"}, "default": "person"},
		"name": {"type": "string", "title": "姓名", "description": "印成大字。", "minLength": 2, "x-text": "line"},
		"branch": {"type": "string", "title": "支部", "enum": [%s]},
		"date": {"type": "string", "title": "日期", "format": "date", "x-right": "“年-月-日”，如 2010-07-01"},
		"year": {"type": "integer", "title": "入党年份"},
		"issuers": {"type": "array", "title": "颁发单位", "x-split": "、", "items": {"type": "string"}},
		"seal": {"type": "object", "title": "印章", "x-single": "file", "properties": {"file": {"type": "string", "title": "文件", "x-file": "picture"}}},
		"credential": {"type": "string", "title": "验证码", "x-roster": false},
		"table": {"type": "array", "title": "表", "items": {"type": "object", "properties": {"a": {"type": "string", "title": "甲"}}}}
	}
}`

const example = `
form: branch
姓名: 张三
branch: 第3支部
date: 2012-07-01
year: 1998
issuers: [甲局, 乙局]
印章: {file: "data:image/png;base64,AAAA"}
`

func schema(t testing.TB) *record.Schema {
	t.Helper()
	var branches []string
	for i := range 60 {
		branches = append(branches, fmt.Sprintf("%q", fmt.Sprintf("第%d支部", i+1)))
	}
	s, err := record.Compile("honours", fmt.Appendf(nil, awards, strings.Join(branches, ",")))
	check(t, err)
	return s
}

func sample(t testing.TB) []byte {
	t.Helper()
	in, err := record.Read([]byte(example), record.YAML)
	check(t, err)
	var b bytes.Buffer
	check(t, roster.WriteSample(&b, "荣誉证书", schema(t), in, true))
	return b.Bytes()
}

func reopen(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	check(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func openAwards(t testing.TB, data []byte) *roster.Roster {
	t.Helper()
	r, err := roster.Open(bytes.NewReader(data), int64(len(data)), schema(t), roster.Options{})
	check(t, err)
	return r
}

// spreadsheet gives the rows of the first sheet as LibreOffice shows them.
func spreadsheet(t *testing.T, data []byte) [][]string {
	t.Helper()
	file := testkit.File(t, "roster.xlsx", data)
	testkit.Convert(t, "csv:Text - txt - csv (StarCalc):44,34,76,1", filepath.Dir(file), file)
	rows, err := csv.NewReader(bytes.NewReader(testkit.Read(t, strings.TrimSuffix(file, ".xlsx")+".csv"))).ReadAll()
	check(t, err)
	return rows
}

// parts runs a program over the parts of a workbook with Python's own readers of ZIP and XML, and gives what it prints.
func parts(t *testing.T, data []byte, program string) string {
	t.Helper()
	cmd := testkit.Command(t, "/usr/bin/python3", "-c", `import io, sys, zipfile, hashlib, xml.etree.ElementTree as ET
z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert z.testzip() is None
tree = lambda name: ET.fromstring(z.read(name))
n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
for name in z.namelist():
    if name.endswith(('.xml', '.rels', '.vml')): tree(name)
`+program)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(data), t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func TestSampleShowsWhatToFillIn(t *testing.T) {
	rows := spreadsheet(t, sample(t))
	want := [][]string{
		{"序号", "姓名*", "日期*", "类别", "支部", "入党年份", "颁发单位", "印章"},
		{"示例", "张三", "2012-07-01", "集体", "第3支部", "1998", "甲局、乙局", "文件.png"},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("got %q", rows)
	}
}

func TestSampleNotesAndLists(t *testing.T) {
	got := parts(t, sample(t), `
for c in tree('xl/comments1.xml').iter(n+'comment'):
    print(c.get('ref'), ''.join(t.text for t in c.iter(n+'t')).replace('\n', ''))
for v in tree('xl/worksheets/sheet1.xml').iter(n+'dataValidation'):
    print(v.get('sqref'), v.find(n+'formula1').text)
for s in tree('xl/workbook.xml').iter(n+'sheet'):
    print(s.get('name'), s.get('state'))
`)
	lines := strings.Split(strings.TrimSpace(got), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "E1") {
			lines[i], _, _ = strings.Cut(line, "、第2支部")
		}
	}
	want := []string{
		"B1 必须填写。印成大字。", "C1 必须填写。应为“年-月-日”，如 2010-07-01。", "D1 可以不填，不填时为个人。可选：个人、集体。",
		"E1 可以不填。可选：第1支部", "F1 可以不填。", "G1 可以不填。", "H1 可以不填。写图片文件的名字，文件放在名册所在的文件夹里。",
		`D3:D1048576 "个人,集体"`, "E3:E1048576 选项!$A$1:$A$60", "荣誉证书名册 None", "选项 hidden", "填写说明 None",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
}

// shown opens a roster with the example of sample.
func shown(t testing.TB, data []byte, set map[string]string) (*roster.Roster, error) {
	t.Helper()
	in, err := record.Read([]byte(example), record.YAML)
	check(t, err)
	return roster.Open(bytes.NewReader(data), int64(len(data)), schema(t), roster.Options{Example: in, Set: set})
}

// TestSampleIsARoster: nothing in an empty one is a record, the example's texts, filled in, are one, and a row that is marked as the
// example and is none is refused.
func TestSampleIsARoster(t *testing.T) {
	data := sample(t)
	if !bytes.Equal(data, sample(t)) {
		t.Error("two samples differ")
	}
	r, err := shown(t, data, nil)
	check(t, err)
	for row := range r.Rows() {
		t.Errorf("row %d", row.Number)
	}
	if told := strings.Join(sentences(r.Notices), "|"); told != "荣誉证书名册!A2 left-out “示例”：示例行，没有当作名册的一行读入。" {
		t.Errorf("told %s", told)
	}
	const sheet = "荣誉证书名册"
	f := reopen(t, data)
	for _, column := range []string{"B", "C", "D", "E", "F", "G"} {
		text, err := f.GetCellValue(sheet, column+"2")
		check(t, err)
		check(t, f.SetCellStr(sheet, column+"3", text))
	}
	check(t, f.SetCellStr(sheet, "B2", "王五"))
	r, err = shown(t, saved(t, f), nil)
	check(t, err)
	want := map[string]any{"name": "张三", "date": "2012-07-01", "form": "branch", "branch": "第3支部", "year": 1998, "issuers": []any{"甲局", "乙局"}}
	for row, err := range r.Rows() {
		check(t, err)
		got, err := r.Decode(row)
		var faults notice.Refusal
		switch {
		case row.Number == 2 && errors.As(err, &faults):
			if len(faults) != 1 || faults[0].Code != "example" {
				t.Errorf("got %v", faults)
			}
		case err != nil || row.Number != 3 || !reflect.DeepEqual(got.Values, want):
			t.Errorf("row %d: got %v, %v", row.Number, got, err)
		}
	}
}

// TestSampleHasTheColumnsThatMatter: choices, pictures and what has a value anyway are for --all; the sheet is a list that can be
// filtered, and prints on A4.
func TestSampleHasTheColumnsThatMatter(t *testing.T) {
	in, err := record.Read([]byte(example), record.YAML)
	check(t, err)
	s, err := record.Compile("common", []byte(strings.Replace(fmt.Sprintf(awards, `"一"`), `"title": "颁发单位",`, `"title": "颁发单位", "x-roster": "common",`, 1)))
	check(t, err)
	var b bytes.Buffer
	check(t, roster.WriteSample(&b, "荣誉证书", s, in, false))
	f := reopen(t, b.Bytes())
	rows, err := f.GetRows("荣誉证书名册")
	check(t, err)
	if got := strings.Join(rows[0], " "); got != "序号 姓名* 日期* 入党年份" {
		t.Errorf("the columns are %s", got)
	}
	common, err := f.GetRows("公共")
	check(t, err)
	if len(common) != 2 || common[1][0] != "颁发单位" || common[1][1] != "" {
		t.Errorf("the common sheet is %q", common)
	}
	guide, err := f.GetRows("填写说明")
	check(t, err)
	if text := fmt.Sprint(guide); !strings.Contains(text, "示例") || !strings.Contains(text, "类别、支部、印章") {
		t.Errorf("the guide is %q", guide)
	}
	got := parts(t, b.Bytes(), `
s = tree('xl/worksheets/sheet1.xml')
print(s.find(n+'autoFilter').get('ref'), s.find('.//'+n+'pane').get('ySplit'), s.find('.//'+n+'pane').get('state'), s.find(n+'pageSetup').get('paperSize'))
`)
	if strings.TrimSpace(got) != "$A$1:$D$2 1 frozen 9" {
		t.Errorf("the list is %s", got)
	}
	pdf := testkit.PDFs(t, testkit.File(t, "sample.xlsx", b.Bytes()))[0]
	if info := testkit.Tool(t, "pdfinfo", pdf); !strings.Contains(info, "841.89 x 595.276") && !strings.Contains(info, "A4") {
		t.Errorf("it prints on %s", info)
	}
}

func TestCommonValues(t *testing.T) {
	for _, test := range []struct {
		name   string
		common [][]any
		set    map[string]string
		want   string // 支部 and 颁发单位 of the rows, or what is refused
	}{
		{"on the sheet", [][]any{{"项目", "内容"}, {"日期*", "2012/7/1"}, {"颁发单位", "甲局、乙局"}}, nil, "张三 2012-07-01 [甲局 乙局]|李四 2011-01-01 [甲局 乙局]"},
		{"set", nil, map[string]string{"日期": "2012年7月1日", "issuers": "丙局"}, "张三 2012-07-01 [丙局]|李四 2011-01-01 [丙局]"},
		{"set over the sheet", [][]any{{"颁发单位", "甲局"}}, map[string]string{"颁发单位": "丙局", "日期": "2012-07-01"}, "张三 2012-07-01 [丙局]|李四 2011-01-01 [丙局]"},
		{"a field that there is not", nil, map[string]string{"单位": "丙局"}, "! set"},
		{"a line of the sheet that is none", [][]any{{"项目", "内容"}, {"颁发单未", "甲局"}}, nil, "公共!A2 unknown-field"},
		{"a bad value", [][]any{{"日期", "七月"}}, nil, "公共!B1 format"},
		{"a bad value that is set", nil, map[string]string{"日期": "七月"}, "! format"},
		{"twice", [][]any{{"日期", "2012-07-01"}, {"日期", "2012-07-02"}}, nil, "公共!B2 duplicate-field"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := grid(t, []any{"姓名", "日期"}, []any{"张三", nil}, []any{"李四", "2011-01-01"})
			if test.common != nil {
				addSheet(t, f, "公共", test.common...)
			}
			r, err := shown(t, saved(t, f), test.set)
			if err != nil {
				if got := told(t, err); !strings.HasPrefix(strings.TrimSpace(got[0]), strings.TrimPrefix(test.want, "! ")) {
					t.Errorf("got %q, want %s", got, test.want)
				}
				return
			}
			var all []string
			for row, err := range r.Rows() {
				check(t, err)
				got, err := r.Decode(row)
				check(t, err)
				all = append(all, fmt.Sprintf("%s %s %v", got.Values["name"], got.Values["date"], got.Values["issuers"]))
			}
			if got := strings.Join(all, "|"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}

	f := grid(t, []any{"姓名"}, []any{"张三"})
	addSheet(t, f, "公共", []any{"项目", "内容"}, []any{"日期*"})
	_, err := shown(t, saved(t, f), nil)
	if got := told(t, err); len(got) != 1 || !strings.HasPrefix(got[0], "公共!B2 missing") {
		t.Errorf("a place that is left empty: %q", got)
	}
	_, err = shown(t, saved(t, f), map[string]string{"日期": "2012-07-01"})
	check(t, err)
}

// rich is a roster with two faults and much that must not be lost.
func rich(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"名册"}, {"姓名", "日期", "类别", "入党年份", "年数"}, {"张三", "2012-07-01", "个人", 1998}, {"李四", "七月", "个人", 1999}, {nil, "2012-07-01", "集体", 2000}} {
		check(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	theme := 4
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, ColorTheme: &theme, ColorTint: 0.4}, Alignment: &excelize.Alignment{Horizontal: "right", Indent: 1},
		Border: []excelize.Border{{Type: "left", Style: 5, Color: "00FF00"}}, NumFmt: 14, Protection: &excelize.Protection{Locked: true, Hidden: true}})
	check(t, err)
	list := excelize.NewDataValidation(true)
	list.SetSqref("C3:C9")
	check(t, list.SetDropList([]string{"个人", "集体"}))
	red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
	check(t, err)
	_, err = f.NewSheet("说明")
	check(t, errors.Join(err, f.SetCellStyle("Sheet1", "B4", "B4", style), f.SetCellFormula("Sheet1", "E3", "2012-D3"), f.MergeCell("Sheet1", "A1", "E1"),
		f.AddDataValidation("Sheet1", list), f.SetColWidth("Sheet1", "B", "B", 33), f.SetRowVisible("Sheet1", 5, false), f.SetRowHeight("Sheet1", 3, 44),
		f.SetConditionalFormat("Sheet1", "D3:D9", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Format: &red, Value: "1998"}}),
		f.AddComment("Sheet1", excelize.Comment{Cell: "A3", Author: "某", Text: "请核对"}), f.SetCellRichText("说明", "A1", []excelize.RichTextRun{{Text: "粗", Font: &excelize.Font{Bold: true}}, {Text: "细"}}),
		f.SetPanes("Sheet1", &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}),
		f.AddTable("说明", &excelize.Table{Range: "C1:D3", Name: "表"}), f.AddChart("说明", "F1", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$D$3:$D$5"}}})))
	return saved(t, f)
}

// withFaults gives the roster as it comes back, and how many faults it has.
func withFaults(t *testing.T, data []byte) ([]byte, int) {
	t.Helper()
	r := openAwards(t, data)
	var all []notice.Notice
	for row, err := range r.Rows() {
		check(t, err)
		if _, err := r.Decode(row); err != nil {
			var faults notice.Refusal
			if !errors.As(err, &faults) {
				t.Fatal(err)
			}
			all = append(all, faults...)
		}
	}
	var b bytes.Buffer
	check(t, r.WriteFaults(&b, all))
	return b.Bytes(), len(all)
}

func TestFaultsAreMarked(t *testing.T) {
	marked, n := withFaults(t, rich(t))
	if n != 2 {
		t.Fatalf("got %d faults", n)
	}
	want := [][]string{
		{"名册", "", "", "", "", ""}, {"姓名", "日期", "类别", "入党年份", "年数", "错误原因"}, {"张三", "2012-07-01", "个人", "1998", "14", ""},
		{"李四", "七月", "个人", "1999", "", "日期：“七月”不是日期，应为“年-月-日”，如 2010-07-01。"}, {"", "2012-07-01", "集体", "2000", "", "姓名：没有填写，这一项不能缺少。"},
	}
	if got := spreadsheet(t, marked); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	if got := colored(t, marked); got != "F2 B4 A5" {
		t.Errorf("got %q coloured", got)
	}
	if got, want := comments(t, marked), "A3 请核对|A5 没有填写，这一项不能缺少。|B4 “七月”不是日期，应为“年-月-日”，如 2010-07-01。"; got != want {
		t.Errorf("got the comments %s", got)
	}
}

// comments gives the comments of the first sheet.
func comments(t *testing.T, data []byte) string {
	return strings.ReplaceAll(strings.TrimSpace(parts(t, data, `
print(*sorted(c.get('ref') + ' ' + ''.join(t.text for t in c.iter(n+'t')) for c in tree('xl/comments1.xml').iter(n+'comment')), sep='\n')
`)), "\n", "|")
}

// TestFaultsOfAWorkbookWithoutStyles: a program may export a roster without the part that says how cells look.
func TestFaultsOfAWorkbookWithoutStyles(t *testing.T) {
	whole := rich(t)
	full, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	check(t, err)
	var bare bytes.Buffer
	w := zip.NewWriter(&bare)
	for _, part := range full.File {
		if part.Name == "xl/styles.xml" {
			continue
		}
		from, err := part.Open()
		check(t, err)
		data, err := io.ReadAll(from)
		check(t, err)
		to, err := w.Create(part.Name)
		check(t, err)
		_, err = to.Write(regexp.MustCompile(`<(Override|Relationship) [^>]*styles.xml[^>]*>(</(Override|Relationship)>)?`).ReplaceAll(data, nil))
		check(t, err)
	}
	check(t, w.Close())
	marked, n := withFaults(t, bare.Bytes())
	got := spreadsheet(t, marked)
	if n < 1 || got[1][5] != roster.ReasonHeading || !strings.HasPrefix(got[4][5], "姓名：") {
		t.Errorf("%d faults, got %q", n, got)
	}
}

// colored gives the cells of the first sheet that are filled.
func colored(t *testing.T, data []byte) string {
	return strings.TrimSpace(parts(t, data, `
styles = tree('xl/styles.xml')
fills = [f.find(f'{n}patternFill/{n}fgColor') for f in styles.find(n+'fills')]
xfs = [int(x.get('fillId')) for x in styles.find(n+'cellXfs')]
print(*[c.get('r') for c in tree('xl/worksheets/sheet1.xml').iter(n+'c') if fills[xfs[int(c.get('s', 0))]] is not None])
`))
}

// TestNothingIsLost: but for the marks the workbook is what it was.
func TestNothingIsLost(t *testing.T) {
	describe := `
for name in sorted(z.namelist()):
    if name not in ('xl/worksheets/sheet1.xml', 'xl/styles.xml', 'xl/sharedStrings.xml', 'xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml'):
        print(name, hashlib.sha256(z.read(name)).hexdigest())
shared = [''.join(t.text or '' for t in s.iter(n+'t')) for s in tree('xl/sharedStrings.xml')]
styles = tree('xl/styles.xml')
for child in styles:
    if child.tag not in (n+'cellXfs', n+'fills', n+'borders', n+'fonts'): print(ET.tostring(child))
xfs = styles.find(n+'cellXfs')
def xf(i):
    x = dict(xfs[i].attrib, inner=[ET.tostring(c) for c in xfs[i]])
    x.pop('fillId', None), x.pop('applyFill', None)
    return sorted((k, str(v)) for k, v in x.items() if str(v) not in ('0', 'false'))
sheet = tree('xl/worksheets/sheet1.xml')
for child in sheet:
    if child.tag not in (n+'sheetData', n+'cols', n+'dimension'): print(ET.tostring(child))
for col in sheet.iter(n+'col'):
    if int(col.get('min')) < 6: print(sorted(col.attrib.items()))
for row in sheet.iter(n+'row'):
    print(sorted((k, v) for k, v in row.attrib.items() if k != 'spans'))
    for c in row:
        v = c.find(n+'v')
        if not c.get('r').startswith('F') and (v is not None or c.find(n+'f') is not None or c.get('s')):
            value = shared[int(v.text)] if c.get('t') == 's' else v is not None and v.text
            f = c.find(n+'f')
            print(c.get('r'), value, f is not None and f.text, xf(int(c.get('s', 0))) if c.get('r') != 'A5' else '')
`
	before := rich(t)
	after, _ := withFaults(t, before)
	was, is := strings.Split(parts(t, before, describe), "\n"), strings.Split(parts(t, after, describe), "\n")
	is = slices.DeleteFunc(is, func(s string) bool { return strings.HasPrefix(s, "A5 False") })
	if !slices.Equal(was, is) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(is, "\n"), strings.Join(was, "\n"))
	}
}

func TestMarksGoWhenFaultsAreMended(t *testing.T) {
	marked, _ := withFaults(t, rich(t))
	f := reopen(t, marked)
	check(t, f.SetCellStr("Sheet1", "B4", "2012-07-01"))
	again, n := withFaults(t, saved(t, f))
	if n != 1 {
		t.Errorf("got %d faults", n)
	}
	if got := colored(t, again); got != "F2 A5" {
		t.Errorf("got %q coloured", got)
	}
	if got, want := comments(t, again), "A3 请核对|A5 没有填写，这一项不能缺少。"; got != want {
		t.Errorf("got the comments %s", got)
	}
	for cell, want := range map[string]string{"F2": "错误原因", "F4": "", "F5": "姓名：没有填写，这一项不能缺少。", "G2": ""} {
		if got, err := reopen(t, again).GetCellValue("Sheet1", cell); got != want || err != nil {
			t.Errorf("%s: got %q, %v", cell, got, err)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWritersThatFail(t *testing.T) {
	in, err := record.Read([]byte(example), record.YAML)
	check(t, err)
	if err := roster.WriteSample(failing{}, "荣誉证书", schema(t), in, true); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("sample: got %v", err)
	}
	if err := openAwards(t, rich(t)).WriteFaults(failing{}, nil); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("faults: got %v", err)
	}
}
