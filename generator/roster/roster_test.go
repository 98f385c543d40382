package roster_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/png"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/notice"
	"gongwen/generator/picture"
	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// honours is the schema of a roster with every sort of column.
const honours = `{
	"type": "object", "title": "证书", "additionalProperties": false,
	"required": ["name", "branch", "honour", "date"],
	"properties": {
		"name": {"type": "string", "title": "姓名", "minLength": 2, "maxLength": 12, "x-text": "line"},
		"branch": {"type": "string", "title": "支部", "maxLength": 30, "x-text": "line"},
		"honour": {"type": "string", "title": "荣誉称号", "maxLength": 30, "x-text": "line"},
		"date": {"type": "string", "title": "日期", "format": "date", "x-right": "“年-月-日”，如 2010-07-01"},
		"number": {"type": "string", "title": "证书编号", "pattern": "^常电大委证〔2012〕[1-9][0-9]*号$", "x-text": "number", "x-right": "如 常电大委证〔2012〕1号"},
		"year": {"type": "integer", "title": "入党年份", "minimum": 1921, "maximum": 2012},
		"form": {"type": "string", "title": "类别", "enum": ["person", "branch"], "x-titles": {"person": "个人", "branch": "集体"}, "default": "person"},
		"phone": {"type": "string", "title": "电话", "pattern": "^[0-9]{7,18}$", "x-right": "七到十八位数字"}
	}
}`

func honoursSchema(t testing.TB) *record.Schema {
	t.Helper()
	s, err := record.Compile("honours", []byte(honours))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var honoursHeading = []any{"姓名", "支部", "荣誉称号", "日期", "证书编号", "入党年份", "类别", "电话"}

// stream writes a workbook of n good rows as programs that write streams do: texts in the cells.
func stream(t testing.TB, n int) []byte {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	check(t, w.SetRow("A1", honoursHeading))
	for i := range n {
		check(t, w.SetRow(fmt.Sprintf("A%d", i+2), goodRow(i)))
	}
	check(t, w.Flush())
	return saved(t, f)
}

func goodRow(i int) []any {
	return []any{fmt.Sprintf("张%c%c", '一'+i%5000, '丁'+i/5000), fmt.Sprintf("第%d党支部", i%30+1), "优秀共产党员", "2012-07-01",
		fmt.Sprintf("常电大委证〔2012〕%d号", i+1), 1950 + i%60, "个人", fmt.Sprint(13800000000 + i)}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, f.Write(&b))
	check(t, f.Close())
	return b.Bytes()
}

// office writes a workbook of n good rows as office programs do: texts in a table of their own.
func office(t testing.TB, n int) []byte {
	t.Helper()
	f := excelize.NewFile()
	check(t, f.SetSheetRow("Sheet1", "A1", &honoursHeading))
	for i := range n {
		row := goodRow(i)
		check(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &row))
	}
	return saved(t, f)
}

func openRoster(t testing.TB, data []byte, o roster.Options) *roster.Roster {
	t.Helper()
	r, err := roster.Open(bytes.NewReader(data), int64(len(data)), honoursSchema(t), o)
	check(t, err)
	return r
}

// grid writes a workbook of one sheet with rows from the first on; nil is an empty row or cell.
func grid(t testing.TB, rows ...[]any) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		check(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	return f
}

// decoded gives the values of all rows by "sheet!row".
func decoded(t testing.TB, r *roster.Roster) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for row, err := range r.Rows() {
		check(t, err)
		got, err := r.Decode(row)
		check(t, err)
		all[fmt.Sprintf("%s!%d", row.Sheet, row.Number)] = got.Values
	}
	return all
}

func person(name, branch string) map[string]any {
	return map[string]any{"name": name, "branch": branch, "honour": "优秀共产党员", "date": "2012-07-01", "form": "person"}
}

var (
	short = []any{"姓名", "支部", "荣誉称号", "日期"}
	zhang = []any{"张三", "一支部", "优秀共产党员", "2012-07-01"}
	li    = []any{"李四", "二支部", "优秀共产党员", "2012-07-01"}
)

func TestHeadings(t *testing.T) {
	tests := []struct {
		name   string
		rows   [][]any
		change func(*testing.T, *excelize.File)
		o      roster.Options
		want   map[string]map[string]any
	}{
		{name: "in the first row", rows: [][]any{short, zhang, li},
			want: map[string]map[string]any{"Sheet1!2": person("张三", "一支部"), "Sheet1!3": person("李四", "二支部")}},
		{name: "in the twentieth row, under a title and remarks", rows: [][]any{{"优秀共产党员名册"}, {"姓名要写全"}, 19: short, 20: zhang},
			want: map[string]map[string]any{"Sheet1!21": person("张三", "一支部")}},
		{name: "in English", rows: [][]any{{"name", "Branch", "HONOUR", "date"}, zhang}, want: map[string]map[string]any{"Sheet1!2": person("张三", "一支部")}},
		{name: "with blanks, stars and remarks", rows: [][]any{{"姓　 名", "支\n部*", "荣誉称号（全称）", "日期："}, zhang}, want: map[string]map[string]any{"Sheet1!2": person("张三", "一支部")}},
		{name: "renamed", rows: [][]any{{"名字", "单位", "荣誉称号", "日期"}, zhang}, o: roster.Options{Map: map[string]string{"姓名": "名字", "branch": "单 位"}},
			want: map[string]map[string]any{"Sheet1!2": person("张三", "一支部")}},
		{name: "renamed where the name stands for something else", rows: [][]any{append(short, "全名"), append(zhang, "张三丰")}, o: roster.Options{Map: map[string]string{"姓名": "全名"}},
			want: map[string]map[string]any{"Sheet1!2": person("张三丰", "一支部")}},
		{name: "in another order, with other columns between", rows: [][]any{{"序号", "日期", "备注", "荣誉称号", "支部", nil, "姓名"}, {1, "2012-07-01", "无", "优秀共产党员", "一支部", nil, "张三"}},
			want: map[string]map[string]any{"Sheet1!2": person("张三", "一支部")}},
		{name: "in two rows with merged headings", rows: [][]any{{"姓名", "支部", "表彰", nil}, {nil, nil, "荣誉称号", "日期"}, zhang},
			change: func(t *testing.T, f *excelize.File) {
				for _, r := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "D1"}} {
					check(t, f.MergeCell("Sheet1", r[0], r[1]))
				}
			}, want: map[string]map[string]any{"Sheet1!3": person("张三", "一支部")}},
		{name: "blank rows and rows with other columns alone", rows: [][]any{append(short, "序号"), nil, append(zhang, 1), {nil, nil, nil, nil, 2}, {" ", "　", nil, "\n"}, append(li, 3), {nil, nil, nil, nil, 4}},
			want: map[string]map[string]any{"Sheet1!3": person("张三", "一支部"), "Sheet1!6": person("李四", "二支部")}},
		{name: "cells merged over several rows", rows: [][]any{short, zhang, {"李四", nil, "优秀共产党员", "2012-07-01"}, {"王五", nil, "优秀共产党员", "2012-07-01"}, {nil, nil, nil, nil}, li},
			change: func(t *testing.T, f *excelize.File) { check(t, f.MergeCell("Sheet1", "B2", "B5")) },
			want:   map[string]map[string]any{"Sheet1!2": person("张三", "一支部"), "Sheet1!3": person("李四", "一支部"), "Sheet1!4": person("王五", "一支部"), "Sheet1!6": person("李四", "二支部")}},
		{name: "several sheets", rows: [][]any{short, zhang}, change: func(t *testing.T, f *excelize.File) {
			addSheet(t, f, "二支部", short, li)
			addSheet(t, f, "说明", []any{"姓名", "必须填写"}, []any{"日期", "年-月-日"})
			addSheet(t, f, "旧", short, zhang)
			check(t, f.SetSheetVisible("旧", false))
		}, want: map[string]map[string]any{"Sheet1!2": person("张三", "一支部"), "二支部!2": person("李四", "二支部")}},
		{name: "one sheet of several", rows: [][]any{short, zhang}, change: func(t *testing.T, f *excelize.File) { addSheet(t, f, "二支部", short, li) },
			o: roster.Options{Sheet: "二支部"}, want: map[string]map[string]any{"二支部!2": person("李四", "二支部")}},
		{name: "no rows", rows: [][]any{short}, want: map[string]map[string]any{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := grid(t, test.rows...)
			if test.change != nil {
				test.change(t, f)
			}
			if got := decoded(t, openRoster(t, saved(t, f), test.o)); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got\n%v\nwant\n%v", got, test.want)
			}
		})
	}
}

func addSheet(t *testing.T, f *excelize.File, name string, rows ...[]any) {
	t.Helper()
	_, err := f.NewSheet(name)
	check(t, err)
	for i, row := range rows {
		check(t, f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row))
	}
}

func TestRosterRefused(t *testing.T) {
	tests := []struct {
		name string
		rows [][]any
		o    roster.Options
		want []string
	}{
		{"no heading", [][]any{{"甲", "乙"}, {"丙", "丁"}}, roster.Options{}, []string{
			" no-heading 前20行里没有找到标题行；标题行的列名应为：姓名、支部、荣誉称号、日期、证书编号、入党年份、类别、电话。列名不同的，请用 --map 说明，如 --map 姓名=名字。"}},
		{"heading below the twentieth row", [][]any{20: short, 21: zhang}, roster.Options{}, []string{
			" no-heading 前20行里没有找到标题行；标题行的列名应为：姓名、支部、荣誉称号、日期、证书编号、入党年份、类别、电话。列名不同的，请用 --map 说明，如 --map 姓名=名字。"}},
		{"required columns that are not there", [][]any{{"姓名", "荣誉名称", "备注"}, {"张三"}}, roster.Options{Map: map[string]string{"branch": "单位"}}, []string{
			" no-heading 前20行里没有找到标题行；标题行的列名应为：姓名、支部、荣誉称号、日期、证书编号、入党年份、类别、电话。列名不同的，请用 --map 说明，如 --map 姓名=名字。"}},
		{"some required columns that are not there", [][]any{{"姓名", "荣誉名称", "备注", "日期"}, {"张三"}}, roster.Options{Map: map[string]string{"branch": "单位"}}, []string{
			"Sheet1!E1 missing-column 没有“单位”这一列，--map 说它是“支部”。",
			"Sheet1!E1 missing-column 缺少“荣誉称号”这一列；如果它用了别的列名，请用 --map 说明，如 --map 荣誉称号=荣誉名称。"}},
		{"a column twice", [][]any{append(short, "name")}, roster.Options{}, []string{"Sheet1!E1 duplicate-field “姓名”这一列写了两次，只能有一列；另一列在A1。"}},
		{"a name that no field has", [][]any{short}, roster.Options{Map: map[string]string{"性名": "名字", "日期": ""}}, []string{
			" map 不能对应“性名=名字”：没有“性名”这一项，是不是“姓名”？", " map 不能对应“日期=”：一个项目对应一个列名，都只能写一次。"}},
		{"a sheet that is not there", [][]any{short}, roster.Options{Sheet: "表二"}, []string{" no-sheet 没有“表二”这个工作表，有的是：Sheet1。"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := saved(t, grid(t, test.rows...))
			_, err := roster.Open(bytes.NewReader(data), int64(len(data)), honoursSchema(t), test.o)
			if got := told(t, err); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

// told gives the faults of an error as "sheet!cell code message".
func told(t testing.TB, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("got %v, want a Refusal", err)
	}
	return sentences(faults)
}

func sentences(notices []notice.Notice) []string {
	var all []string
	for _, n := range notices {
		at := ""
		if n.Sheet != "" {
			at = n.Sheet + "!" + n.Cell
		}
		all = append(all, fmt.Sprintf("%s %s %s", at, n.Code, n.Message))
	}
	return all
}

func TestRosterNotices(t *testing.T) {
	f := grid(t, append(short, "序号", "称呼", "备 注"), zhang)
	addSheet(t, f, "说明", []any{"怎样填写"})
	addSheet(t, f, "旧", short)
	check(t, f.SetSheetVisible("旧", false))
	addSheet(t, f, "选项", []any{"个人"})
	check(t, f.SetSheetVisible("选项", false))
	got := sentences(openRoster(t, saved(t, f), roster.Options{}).Notices)
	want := []string{
		"Sheet1! unused-column 没有用到这些列：称呼、备注；如果其中有要用的，请用 --map 说明，如 --map 姓名=称呼。",
		"旧! hidden-sheet 工作表“旧”是隐藏的，没有读它。",
		"说明! no-heading 工作表“说明”前20行里没有标题行，没有读它。",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// TestCells: what people put into cells is read as they see it, or refused.
func TestCells(t *testing.T) {
	day := time.Date(2012, time.July, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		field  string
		value  any
		format string
		want   any // a string that begins with ! is the fault
	}{
		{"a date", "日期", day, `yyyy"年"m"月"d"日"`, "2012-07-01"},
		{"a date in the programs' own format", "日期", day, "", "2012-07-01"},
		{"a date with a time", "日期", day.Add(9 * time.Hour), "yyyy-mm-dd hh:mm", "2012-07-01"},
		{"a date as text", "日期", "2012年7月1日", "", "2012-07-01"},
		{"a date as text with slashes", "日期", " 2012/7/1 ", "", "2012-07-01"},
		{"a date as text with points", "日期", "２０１２．７．１", "", "2012-07-01"},
		{"a date as text with 号", "日期", "2012 年 7 月 1 号", "", "2012-07-01"},
		{"a date as text with a time", "日期", "2012-7-1 14:30", "", "2012-07-01"},
		{"a date of a Strict workbook", "日期", "2012-07-01T00:00:00", "", "2012-07-01"},
		{"a time of the world", "日期", "2012-06-30T16:00:00Z", "", "!format “2012-06-30T16:00:00Z”是世界时，可能不是这里的同一天，请只写日子，应如 2010-07-01。"},
		{"a date that may be two", "日期", "1/2/2012", "", "!format “1/2/2012”可以读成 2012-01-02，也可以读成 2012-02-01，请写成“年-月-日”。"},
		{"a date in Chinese digits", "日期", "二О一二年七月一日", "", "2012-07-01"},
		{"a name of radicals", "姓名", "⼈⺠", "", "人民"},
		{"a date as text with midnight", "日期", "2012-07-01 00:00:00", "", "2012-07-01"},
		{"a date in eight digits", "日期", 20120701, "", "2012-07-01"},
		{"a day that there is not", "日期", "2012-02-30", "", "!format “2012-02-30”不是日历上有的日子：2012年2月只有29天。"},
		{"a month", "日期", "2012年7月", "", "!format “2012年7月”不是日期，应为“年-月-日”，如 2010-07-01。"},
		{"a year", "日期", 2012, "", "!format “2012”不是日期，应为“年-月-日”，如 2010-07-01。"},
		{"a serial number that no format shows as a date", "日期", 41091, "", "!format “41091”不是日期，应为“年-月-日”，如 2010-07-01。"},
		{"the 29th of February 1900", "日期", 60, "yyyy-mm-dd", "!format “60”不是日历上有的日子，应如 2010-07-01。"},
		{"a date where a text is wanted", "支部", day, "yyyy-mm-dd", "!date-in-text 这一格是日期 2012-07-01，这一项应为文字；请把单元格设为文本格式，重新填写。"},
		{"a number", "入党年份", 1998, "", 1998},
		{"a number with a format", "入党年份", 1998, "#,##0.00", 1998},
		{"a number as text", "入党年份", " １９９８ ", "", 1998},
		{"a fraction", "入党年份", 1998.5, "", "!type “1998.5”不是整数，应如 50。"},
		{"words", "入党年份", "1998年", "", "!type “1998年”不是整数，应如 50。"},
		{"a long number", "电话", 13812345678, "", "13812345678"},
		{"a number shown with zeros", "电话", 51988888888, "000000000000", "051988888888"},
		{"a number of eighteen digits", "电话", 320402195501011234, "0", "!digits 表格只记得数字的前15位，末尾的已经丢失；请把单元格设为文本格式，重新填写。"},
		{"a number shown in other words", "支部", 5, `"第"0"支部"`, "!number-format 这一格的数字 5 按““第”0“支部””的格式显示，读不出显示的文字；请把单元格设为文本格式，重新填写。"},
		{"a sum in a text", "支部", 0.1 + 0.2, "", "0.3"},
		{"a truth", "支部", true, "", "!formula 这一格是逻辑值（TRUE 或 FALSE），不是文字；请改正公式，或直接填写。"},
		{"an error that was pasted as text", "支部", "#REF!", "", "!formula “#REF!”是公式出错后留下的文字，请直接填写。"},
		{"a formula that points at nothing", "荣誉称号", 0, "", "!zero 这一格是 0，多半是公式指向了空单元格；请改正公式，或直接填写，没有内容的请清空。"},
		{"a choice", "类别", " 集体 ", "", "branch"},
		{"another choice", "类别", "团体", "", "!choice 没有“团体”这个选项，应为个人、集体。"},
		{"a text with escapes", "支部", "一<&>\"支部_x005F_x0041__x000D_", "", "一<&>\"支部_x0041_"},
		{"a control character by escape", "支部", "一_x0007_部", "", "!control-character 第1行第2字：有控制字符 U+0007，不能印出，请删去；要换行，请直接换行。"},
		{"a line end", "支部", "一\n部", "", "!line-break 这一项只能写一行，请去掉换行。"},
		{"a name in a rare script", "姓名", "张𬱖", "", "张𬱖"},
		{"text in several faces", "支部", []excelize.RichTextRun{{Text: "第一"}, {Text: "支部", Font: &excelize.Font{Bold: true}}}, "", "第一支部"},
	}
	names := map[string]string{"姓名": "name", "支部": "branch", "日期": "date", "入党年份": "year", "电话": "phone", "类别": "form"}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			row := goodRow(0)
			column := slices.Index(honoursHeading, any(test.field))
			row[column] = test.value
			f := grid(t, honoursHeading, row)
			at := fmt.Sprintf("%c2", 'A'+column)
			if runs, ok := test.value.([]excelize.RichTextRun); ok {
				check(t, f.SetCellRichText("Sheet1", at, runs))
			}
			if test.format != "" {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &test.format})
				check(t, err)
				check(t, f.SetCellStyle("Sheet1", at, at, style))
			}
			r := openRoster(t, saved(t, f), roster.Options{})
			for row, err := range r.Rows() {
				check(t, err)
				got, err := r.Decode(row)
				if want, bad := strings.CutPrefix(fmt.Sprint(test.want), "!"); bad {
					want = strings.NewReplacer("““第”0“支部””", `“"第"0"支部"”`).Replace(want)
					if faults := told(t, err); len(faults) != 1 || faults[0] != "Sheet1!"+at+" "+want {
						t.Errorf("got %q", faults)
					}
				} else if check(t, err); got.Values[names[test.field]] != test.want {
					t.Errorf("got %#v, want %#v", got.Values[names[test.field]], test.want)
				}
			}
		})
	}
}

// TestDecimals: an amount is taken as it is stored, however it is shown; of a share it would not be clear which number is meant.
func TestDecimals(t *testing.T) {
	schema, err := record.Compile("dues", []byte(`{"type": "object", "properties": {"dues": {"type": "number", "title": "党费", "minimum": 0}}}`))
	check(t, err)
	for _, test := range []struct {
		value        any
		format, want string
	}{
		{12.5, "", "12.5"}, {1234.5, "#,##0.00", "1234.5"}, {0.1 + 0.2, "0.00", "0.3"}, {"１２．５０ ", "", "12.50"},
		{"1,234.5", "", "! type"}, {0.967, "0.0%", "! number-format"}, {-1, "", "! too-small"}, {"十二", "", "! type"},
	} {
		f := grid(t, []any{"党费"}, []any{test.value})
		if test.format != "" {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &test.format})
			check(t, err)
			check(t, f.SetCellStyle("Sheet1", "A2", "A2", style))
		}
		data := saved(t, f)
		r, err := roster.Open(bytes.NewReader(data), int64(len(data)), schema, roster.Options{})
		check(t, err)
		for row, err := range r.Rows() {
			check(t, err)
			decoded, err := r.Decode(row)
			got := ""
			if err != nil {
				got = "! " + strings.Fields(told(t, err)[0])[1]
			} else {
				got = fmt.Sprint(decoded.Values["dues"])
			}
			if got != test.want {
				t.Errorf("%v shown as %q: got %s, want %s", test.value, test.format, got, test.want)
			}
		}
	}
}

func TestFormulas(t *testing.T) {
	rows := `<row r="2"><c r="A2" t="str"><f>X1</f><v>张三</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>X2</f></c><c r="D2"><v>41091</v></c></row>`
	got := refusals(t, bySheet(t, rows))
	want := []string{
		"名册!B2 formula 这一格是公式的错误值“#DIV/0!”，请改正公式，或直接填写。",
		"名册!C2 formula 这一格的公式没有算出的值，请用表格软件打开、保存后再试，或直接填写。",
		"名册!D2 format “41091”不是日期，应为“年-月-日”，如 2010-07-01。",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// refusals gives the faults of all rows.
func refusals(t testing.TB, data []byte) []string {
	t.Helper()
	r := openRoster(t, data, roster.Options{})
	var all []string
	for row, err := range r.Rows() {
		check(t, err)
		_, err := r.Decode(row)
		all = append(all, told(t, err)...)
	}
	return all
}

// TestOtherWriters: what programs other than the usual ones write.
func TestOtherWriters(t *testing.T) {
	inline := func(texts ...string) string {
		var b strings.Builder
		for _, s := range texts {
			fmt.Fprintf(&b, `<c t="inlineStr"><is><t>%s</t></is></c>`, s)
		}
		return b.String()
	}
	tests := []struct{ name, rows, want string }{
		{"cells and rows without places", "<row>" + inline("张三", "一支部", "优秀共产党员", "2012-07-01") + "</row>", "张三"},
		{"a prefix", `<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>张三</x:t></x:is></x:c>` + inline("一支部", "优秀共产党员", "2012-07-01") + "</x:row>", "张三"},
		{"a CDATA section, a comment and a greater-than sign", `<row><!-- > ' --><c t="inlineStr" x=">"><is><t><![CDATA[张三]]></t></is></c>` + inline("一支部", "优秀共产党员", "2012-07-01") + "</row>", "张三"},
		{"how a name is pronounced", `<row><c t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh></is></c>` + inline("一支部", "优秀共产党员", "2012-07-01") + "</row>", "张三"},
		{"references by number", "<row>" + inline("&#x5F20;&#19977;", "一支部", "优秀共产党员", "2012-07-01") + "</row>", "张三"},
		{"a date as ISO 8601 with midnight", "<row>" + inline("张三", "一支部", "优秀共产党员") + `<c t="d"><v>2012-07-01T00:00:00</v></c></row>`, "张三"},
		{"a date as ISO 8601 with parts of seconds", "<row>" + inline("张三", "一支部", "优秀共产党员") + `<c t="d"><v>2012-07-01T00:00:00.000</v></c></row>`, "张三"},
		{"a date as ISO 8601", "<row>" + inline("张三", "一支部", "优秀共产党员") + `<c t="d"><v>2012-07-01</v></c></row>`, "张三"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, got := range decoded(t, openRoster(t, bySheet(t, test.rows), roster.Options{})) {
				if !reflect.DeepEqual(got, person(test.want, "一支部")) {
					t.Errorf("got %v", got)
				}
			}
		})
	}
}

// bySheet writes a workbook by hand; rows are those below the heading.
func bySheet(t testing.TB, rows string) []byte {
	heading := `<row r="1">`
	for _, c := range short {
		heading += fmt.Sprintf(`<c t="inlineStr"><is><t>%s</t></is></c>`, c)
	}
	return byParts(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + heading + "</row>" + rows + "</sheetData></worksheet>"})
}

// byParts writes a workbook with these parts in place of, or beside, the usual ones.
func byParts(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	const relations, office = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`, "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	usual := map[string]string{
		"_rels/.rels":     fmt.Sprintf(relations, `<Relationship Id="r1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/>`),
		"xl/workbook.xml": `<workbook xmlns:r="` + office + `"><sheets><sheet name="名册" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": fmt.Sprintf(relations, `<Relationship Id="r1" Type="`+office+`/worksheet" Target="/xl/worksheets/sheet1.xml"/>`+
			`<Relationship Id="r2" Type="`+office+`/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="`+office+`/styles" Target="styles.xml"/>`),
		"xl/sharedStrings.xml": `<sst><si><t>张三</t></si></sst>`,
		"xl/styles.xml":        `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
	}
	for name, content := range parts {
		usual[name] = content
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(slices.Values(keys(usual))) {
		p, err := w.CreateHeader(&zip.FileHeader{Name: name}) // stored, so that what a fuzzer changes is the workbook
		check(t, err)
		_, err = p.Write([]byte(usual[name]))
		check(t, err)
	}
	check(t, w.Close())
	return b.Bytes()
}

func keys(m map[string]string) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	return all
}

// TestEveryFault: of 300 rows each fault is told in its cell, none is missed and none invented.
func TestEveryFault(t *testing.T) {
	faults := []struct {
		field string
		value any
		code  string
	}{
		{"姓名", nil, "missing"}, {"姓名", "王", "too-short"}, {"姓名", strings.Repeat("长", 13), "too-long"}, {"姓名", "王_x0007_五", "control-character"},
		{"支部", nil, "missing"}, {"支部", "一\n二", "line-break"}, {"支部", time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC), "date-in-text"}, {"荣誉称号", "　 ", "missing"},
		{"荣誉称号", strings.Repeat("长", 31), "too-long"}, {"日期", "2012-13-01", "format"}, {"日期", "七月一日", "format"}, {"日期", nil, "missing"}, {"日期", 3_000_000_000, "format"},
		{"证书编号", "常电大委证〔2012〕第1号", "pattern"}, {"证书编号", "1号", "pattern"}, {"入党年份", "不详", "type"}, {"入党年份", 1920, "too-small"}, {"入党年份", 2013, "too-large"},
		{"入党年份", 1990.5, "type"}, {"类别", "团体", "choice"}, {"电话", "无", "pattern"}, {"电话", 320402195501011234, "digits"}, {"姓名", "王\ufffd五", "control-character"},
	}
	rows := [][]any{honoursHeading}
	var want []string
	for i := range 300 {
		row := goodRow(i)
		number := i + 2
		if i%3 == 1 { // one fault
			f := faults[i/3%len(faults)]
			column := slices.Index(honoursHeading, any(f.field))
			row[column] = f.value
			want = append(want, fmt.Sprintf("Sheet1!%c%d %s", 'A'+column, number, f.code))
		} else if i%10 == 5 { // three
			row[0], row[3], row[5] = nil, "x", "y"
			want = append(want, fmt.Sprintf("Sheet1!A%d missing", number), fmt.Sprintf("Sheet1!D%d format", number), fmt.Sprintf("Sheet1!F%d type", number))
		}
		rows = append(rows, row)
	}
	var got []string
	for _, s := range refusals(t, saved(t, grid(t, rows...))) {
		words := strings.SplitN(s, " ", 3)
		got = append(got, words[0]+" "+words[1])
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %d, want %d:\n%s\nwant\n%s", len(got), len(want), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhereMendingsAre(t *testing.T) {
	f := grid(t, short, []any{"张 三", "第１支部", "优秀共产党员", "2012-07-01"})
	check(t, f.SetRowVisible("Sheet1", 2, false))
	r := openRoster(t, saved(t, f), roster.Options{})
	for row, err := range r.Rows() {
		check(t, err)
		got, err := r.Decode(row)
		check(t, err)
		want := []string{
			"Sheet1!A2 inner-blanks 已去掉汉字、数字、标点之间的空格：第2字“张 三”。",
			"Sheet1!B2 full-width-characters 全角数字、字母已改为半角：第2字“第１支部”。",
			"Sheet1!A2 hidden-row 这一行在表格里是隐藏的，也读入了；不要它，请删去这一行。",
		}
		if s := sentences(got.Notices); !slices.Equal(s, want) {
			t.Errorf("got\n%s", strings.Join(s, "\n"))
		}
		for path, cell := range map[string]string{"/honour": "C2", "/year": "A2"} {
			if n := got.Locate(notice.Notice{Path: path, Line: 1, Column: 1}); n.Cell != cell || n.Sheet != "Sheet1" || n.Line != 0 {
				t.Errorf("%s: got %+v", path, n)
			}
		}
	}
}

// TestMergedFault: a fault of a cell that holds for several rows is in that cell.
func TestMergedFault(t *testing.T) {
	f := grid(t, short, []any{"张三", strings.Repeat("长", 31), "优秀共产党员", "2012-07-01"}, []any{"李四", nil, "优秀共产党员", "2012-07-01"})
	check(t, f.MergeCell("Sheet1", "B2", "B3"))
	for _, s := range refusals(t, saved(t, f)) {
		if !strings.HasPrefix(s, "Sheet1!B2 too-long") {
			t.Errorf("got %q", s)
		}
	}
}

func TestDatesFrom1904(t *testing.T) {
	f := grid(t, short, zhang)
	from1904 := true
	check(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
	check(t, f.SetCellValue("Sheet1", "D2", time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC)))
	got := decoded(t, openRoster(t, saved(t, f), roster.Options{}))
	if date := got["Sheet1!2"]["date"]; date != "2012-07-01" {
		t.Errorf("got %v", date)
	}
}

func photo(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))))
	return b.Bytes()
}

// TestOnePicture: a picture that many rows name is read once, so that a file has it once.
func TestOnePicture(t *testing.T) {
	schema, err := record.Compile("cards", []byte(`{"type": "object", "properties": {"name": {"type": "string", "title": "姓名"}, "photo": {"type": "string", "title": "照片", "x-file": "picture"}}}`))
	check(t, err)
	data := saved(t, grid(t, []any{"姓名", "照片"}, []any{"张三", "a.png"}, []any{"李四", "a.png"}, []any{"王五", "b.png"}))
	r, err := roster.Open(bytes.NewReader(data), int64(len(data)), schema, roster.Options{Files: fstest.MapFS{"a.png": {Data: photo(t)}}})
	check(t, err)
	var pictures []*picture.Picture
	var faults []string
	for row, err := range r.Rows() {
		check(t, err)
		got, err := r.Decode(row)
		if faults = append(faults, told(t, err)...); err == nil {
			pictures = append(pictures, got.Picture("/photo"))
		}
	}
	if len(pictures) != 2 || pictures[0] == nil || pictures[0] != pictures[1] {
		t.Errorf("got %v", pictures)
	}
	if want := []string{"Sheet1!B4 picture 没有“b.png”这个文件，应在输入文件所在的文件夹里。"}; !slices.Equal(faults, want) {
		t.Errorf("got %q", faults)
	}
}

// TestHostileWorkbooks: a file that is none, or that would take memory without end, is refused with a sentence.
func TestHostileWorkbooks(t *testing.T) {
	sheet := func(s string) []byte { return byParts(t, map[string]string{"xl/worksheets/sheet1.xml": s}) }
	good := stream(t, 100)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "不是 XLSX"},
		{"text without a heading", []byte("张三,一支部\n"), "标题行"},
		{"bytes", []byte("\x00\x01\x02\x03"), "不是 XLSX"},
		{"a web page", []byte("\ufeff<html><table><tr><td>姓名</td></tr></table></html>"), "网页（HTML），不是 XLSX 表格"},
		{"XML", []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), "XML 文件"},
		{"the old format", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 1000)), "旧格式"},
		{"cut off", good[:len(good)/2], "不是 XLSX"},
		{"another sort of ZIP", byParts(t, map[string]string{"_rels/.rels": ""}), "不是 XLSX"},
		{"no cells", sheet("<worksheet/>"), "不是 XLSX"},
		{"a sheet that ends in a cell", sheet(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓`), "不是 XLSX"},
		{"a document type", sheet(`<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData></sheetData></worksheet>`), "不是 XLSX"},
		{"a text that is not there", sheet(`<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>`), "不是 XLSX"},
		{"rows that go back", sheet(`<worksheet><sheetData><row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row></sheetData></worksheet>`), "不是 XLSX"},
		{"cells that go back", sheet(`<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row></sheetData></worksheet>`), "不是 XLSX"},
		{"a cell without end", sheet("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>" + strings.Repeat("长", 1<<20)), "太大"},
		{"a row without end", sheet("<worksheet><sheetData><row>" + strings.Repeat("<c t=\"inlineStr\"><is><t>"+strings.Repeat("x", 1<<16)+"</t></is></c>", 1<<8)), "太大"},
		{"texts without end", byParts(t, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>"+strings.Repeat("x", 1<<19)+"</t></si>", 300)}), "太大"},
		{"rows without end", sheet("<worksheet><sheetData>" + strings.Repeat("<row/>", 2<<20)), "太大"},
	}
	schema := honoursSchema(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := roster.Open(bytes.NewReader(test.data), int64(len(test.data)), schema, roster.Options{})
			runtime.ReadMemStats(&after)
			if got := told(t, err); len(got) != 1 || !strings.Contains(got[0], test.want) {
				t.Errorf("got %q", got)
			}
			if got := after.TotalAlloc - before.TotalAlloc; got > 1<<30 {
				t.Errorf("got %d MB of memory used", got>>20)
			}
		})
	}
}

// FuzzRoster: no bytes in a sheet, the texts or the styles make reading panic; rows are decoded or refused, each fault with
// its cell.
func FuzzRoster(f *testing.F) {
	heading := "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>姓名</t></is></c><c t=\"inlineStr\"><is><t>日期</t></is></c></row>"
	f.Add(heading+`<row r="2" hidden="1"><c t="s"><v>0</v></c><c s="1"><v>41091</v></c></row></sheetData><mergeCells><mergeCell ref="A2:B9"/></mergeCells></worksheet>`, `<sst><si><t>张三</t></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`)
	f.Add(heading+`<row r="2"><c t="str"><f/><v>_x5F20_&#x4E09;</v></c><c s="0"><v>1e300</v></c></row>`, `<sst><si><r><t>张</t></r><rPh><t>Z</t></rPh></si></sst>`, `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[$-804]yyyy&quot;年&quot;"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`)
	schema, err := record.Compile("short", []byte(`{"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "title": "姓名", "x-text": "line"},
		"date": {"type": "string", "title": "日期", "format": "date"}, "year": {"type": "integer", "title": "年份"}}}`))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		data := byParts(t, map[string]string{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": texts, "xl/styles.xml": styles})
		r, err := roster.Open(bytes.NewReader(data), int64(len(data)), schema, roster.Options{})
		if err != nil {
			told(t, err)
			return
		}
		for row, err := range r.Rows() {
			if err != nil {
				told(t, err)
				return
			}
			got, err := r.Decode(row)
			for _, s := range told(t, err) {
				if !strings.HasPrefix(s, "名册!") || strings.HasPrefix(s, "名册! ") {
					t.Errorf("got %q", s)
				}
			}
			if err == nil && cmp.Or(got.Values["name"], any("")) == "" {
				t.Errorf("got %v", got.Values)
			}
		}
	})
}

func BenchmarkRoster(b *testing.B) {
	for _, rows := range []int{10_000, 100_000} {
		for name, write := range map[string]func(testing.TB, int) []byte{"stream": stream, "office": office} {
			if rows > 10_000 && name == "office" {
				continue
			}
			data := write(b, rows)
			schema := honoursSchema(b)
			b.Run(fmt.Sprintf("%s/rows=%d", name, rows), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r, err := roster.Open(bytes.NewReader(data), int64(len(data)), schema, roster.Options{})
					check(b, err)
					n := 0
					for _, err := range r.Rows() {
						check(b, err)
						n++
					}
					if n != rows {
						b.Fatalf("got %d rows", n)
					}
				}
			})
		}
	}
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		r := openRoster(b, stream(b, 1), roster.Options{})
		for row, err := range r.Rows() {
			check(b, err)
			for b.Loop() {
				if _, err := r.Decode(row); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
