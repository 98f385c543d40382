package roster_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/notice"
	"gongwen/generator/roster"
)

func TestRosterInCSV(t *testing.T) {
	const text = "证书名册,,,\r\n\r\n姓 名*,支部,荣誉称号,日期\r\n张三,一支部,\"优秀\"\"共产党员\"\"\",2012/7/1\r\n\r\n合计,1人,,\r\n李四,\"=\"\"002\"\"\",优秀共产党员,2012年7月1日\r\n"
	for _, test := range []struct {
		name     string
		encoding encoding.Encoding
		change   func(string) string
		told     string
	}{
		{"UTF-8", nil, nil, "UTF-8 编码、逗号分隔"},
		{"UTF-8 with a mark", nil, func(s string) string { return "\ufeff" + s }, "UTF-8 编码、逗号分隔"},
		{"GBK", simplifiedchinese.GBK, nil, "GBK"},
		{"GB 18030", simplifiedchinese.GB18030, nil, "GBK"},
		{"UTF-16 with tabs, as Excel's Unicode text", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), func(s string) string { return strings.ReplaceAll(s, ",", "\t") }, "UTF-16 编码、制表符分隔"},
		{"semicolons", nil, func(s string) string { return strings.ReplaceAll(s, ",", ";") }, "分号分隔"},
		{"line feeds alone", nil, func(s string) string { return strings.ReplaceAll(s, "\r", "") }, "逗号分隔"},
		{"carriage returns alone", nil, func(s string) string { return strings.ReplaceAll(s, "\n", "") }, "逗号分隔"},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := text
			if test.change != nil {
				data = test.change(data)
			}
			if test.encoding != nil {
				encoded, err := test.encoding.NewEncoder().String(data)
				check(t, err)
				data = encoded
			}
			r := openRoster(t, []byte(data), roster.Options{})
			got := decoded(t, r)
			if len(got) != 2 || got["CSV!4"]["name"] != "张三" || got["CSV!4"]["date"] != "2012-07-01" || got["CSV!7"]["branch"] != "002" {
				t.Errorf("got %v", got)
			}
			if told := strings.Join(sentences(r.Notices), "\n"); !strings.Contains(told, test.told) || !strings.Contains(told, "CSV!A6 left-out") {
				t.Errorf("told %s", told)
			}
		})
	}
}

func TestFaultsOfCSVComeBackAsAWorkbook(t *testing.T) {
	r := openRoster(t, []byte("姓名,支部,荣誉称号,日期,电话\n张三,一支部,优秀,坏日期,3.20402E+17\n"), roster.Options{})
	for row := range r.Rows() {
		_, err := r.Decode(row)
		faults := err.(notice.Refusal)
		if got := strings.Join(sentences(faults), "|"); !strings.Contains(got, "CSV!D2 format") || !strings.Contains(got, "CSV!E2 digits") {
			t.Errorf("got %s", got)
		}
		var b bytes.Buffer
		check(t, r.WriteFaults(&b, faults))
		f, err := excelize.OpenReader(&b)
		check(t, err)
		if cell, err := f.GetCellValue("CSV", "A2"); cell != "张三" || err != nil {
			t.Errorf("A2 is %q, %v", cell, err)
		}
	}
}

// TestPackagesOfOtherPrograms: parts are found whatever the case of their names and their slashes, and read in UTF-16 too.
func TestPackagesOfOtherPrograms(t *testing.T) {
	plain := stream(t, 3)
	want := decoded(t, openRoster(t, plain, roster.Options{}))
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	for _, test := range []struct {
		name   string
		change func(name string, data []byte) (string, []byte)
	}{
		{"capitals", func(name string, data []byte) (string, []byte) { return strings.ToUpper(name), data }},
		{"backslashes", func(name string, data []byte) (string, []byte) { return strings.ReplaceAll(name, "/", `\`), data }},
		{"UTF-16", func(name string, data []byte) (string, []byte) {
			if name == "[Content_Types].xml" {
				return name, data
			}
			text, err := wide.String(strings.Replace(string(data), `encoding="UTF-8"`, `encoding="UTF-16"`, 1))
			check(t, err)
			return name, []byte(text)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			z, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
			check(t, err)
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			for _, f := range z.File {
				r, err := f.Open()
				check(t, err)
				data, err := io.ReadAll(r)
				check(t, err)
				name, data := test.change(f.Name, data)
				part, err := w.Create(name)
				check(t, err)
				_, err = part.Write(data)
				check(t, err)
			}
			check(t, w.Close())
			if got := decoded(t, openRoster(t, b.Bytes(), roster.Options{})); !reflect.DeepEqual(got, want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

// A date of a Strict workbook where a text is wanted is refused, as that of any other workbook is.
func TestDateOfAStrictWorkbookInAText(t *testing.T) {
	data := bySheet(t, `<row><c t="inlineStr"><is><t>张三</t></is></c><c t="d"><v>2012-07-01T00:00:00</v></c><c t="inlineStr"><is><t>优秀</t></is></c><c t="d"><v>2012-07-01</v></c></row>`)
	r := openRoster(t, data, roster.Options{})
	for row := range r.Rows() {
		_, err := r.Decode(row)
		if got := told(t, err); len(got) != 1 || !strings.HasPrefix(got[0], "名册!B2 date-in-text 这一格是日期 2012-07-01，") {
			t.Errorf("got %q", got)
		}
	}
}

// A workbook whose many sheets have many relations is read in one pass, or refused.
func TestSheetsTimesRelations(t *testing.T) {
	var sheets, relations strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&sheets, `<sheet name="s%d" sheetId="%d" r:id="x%d"/>`, i, i, i)
		fmt.Fprintf(&relations, `<Relationship Id="r%d" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/>`, i)
	}
	data := byParts(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets>` + sheets.String() + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": "<Relationships>" + relations.String() + "</Relationships>",
	})
	_, err := roster.Open(bytes.NewReader(data), int64(len(data)), honoursSchema(t), roster.Options{})
	if got := told(t, err); len(got) != 1 || !strings.Contains(got[0], "太大") {
		t.Errorf("got %q", got)
	}
}
