package roster_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// listSchema has a list that a workbook may stand for.
func listSchema(t testing.TB) *record.Schema {
	t.Helper()
	s, err := record.Compile("list", []byte(`{"type": "object", "properties": {"people": {"title": "名单", "type": "array", "x-file": "roster", "minItems": 1,
		"items": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
			"name": {"title": "姓名", "type": "string", "maxLength": 5, "x-text": "name"},
			"joined": {"title": "入党日期", "type": "string", "format": "date"},
			"pledges": {"title": "承诺", "type": "array", "x-split": "；", "items": {"type": "string"}}}}}}}`))
	check(t, err)
	return s
}

// people decodes an input that names a workbook with rows.
func people(t testing.TB, text string, rows ...[]any) (*record.Record, error) {
	t.Helper()
	files := fstest.MapFS{"名单/a.xlsx": {Data: saved(t, grid(t, rows...))}, "b.xlsx": {Data: []byte("PK")}, "c.xlsx/d": {}}
	return record.Decode([]byte(text), record.YAML, listSchema(t), record.Files{FS: files, Table: roster.List})
}

func TestWorkbookInPlaceOfAList(t *testing.T) {
	r, err := people(t, "名单: 名单/a.xlsx", []any{"优秀共产党员名单"}, []any{"序号", "姓名", "承诺", "入党日期"},
		[]any{1, "王毅", "一；二", "2010-07-01"}, []any{}, []any{2, "丁 一", "", "2010/7/1"})
	check(t, err)
	want := []any{
		map[string]any{"name": "王毅", "pledges": []any{"一", "二"}, "joined": "2010-07-01"},
		map[string]any{"name": "丁一", "joined": "2010-07-01"},
	}
	if got := r.Values["people"]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := strings.Join(sentences(r.Notices), "|"); !strings.Contains(got, "名单/a.xlsx!Sheet1!B5 ") {
		t.Errorf("notices: %s", got)
	}
	if at := r.Locate(notice.Notice{Path: "/people/1/name", Line: 1, Column: 1}); at.Sheet != "名单/a.xlsx!Sheet1" || at.Cell != "B5" || at.Line != 0 || at.Field != "名单第2项·姓名" {
		t.Errorf("the second name stands at %+v", at)
	}
}

func TestFaultsOfAWorkbookInPlaceOfAList(t *testing.T) {
	heading := []any{"姓名", "入党日期"}
	for _, test := range []struct {
		name, text string
		rows       [][]any
		want       string
	}{
		{"a name that is too long and a date that is none", "名单: 名单/a.xlsx", [][]any{heading, {"阿不都热合曼", "2010-13-01"}},
			"名单/a.xlsx!Sheet1!A2 too-long|名单/a.xlsx!Sheet1!B2 format"},
		{"a name that is missing", "名单: 名单/a.xlsx", [][]any{heading, {"王毅"}, {"", "2010-07-01"}}, "名单/a.xlsx!Sheet1!A3 missing"},
		{"no heading", "名单: 名单/a.xlsx", [][]any{{"甲", "乙"}}, "! no-heading"},
		{"no rows", "名单: 名单/a.xlsx", [][]any{heading}, "! too-few"},
		{"no such file", "名单: x.xlsx", nil, "! workbook"},
		{"no workbook", "名单: b.xlsx", nil, "! workbook"},
		{"a folder", "名单: c.xlsx", nil, "! workbook"},
		{"outside of the folder", "名单: ../a.xlsx", nil, "! workbook"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := people(t, test.text, test.rows...)
			var faults notice.Refusal
			if !errors.As(err, &faults) {
				t.Fatalf("got %v", err)
			}
			var got []string
			for _, f := range faults {
				got = append(got, f.Sheet+"!"+f.Cell+" "+f.Code)
				if f.Sheet == "" && f.Line != 1 {
					t.Errorf("%+v stands nowhere", f)
				}
			}
			if g := strings.Join(got, "|"); g != test.want {
				t.Errorf("got %s, want %s: %v", g, test.want, faults)
			}
		})
	}
}

func TestWorkbookWhereNoFilesMayBeNamed(t *testing.T) {
	_, err := record.Decode([]byte("名单: a.xlsx"), record.YAML, listSchema(t), record.Files{Table: roster.List})
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) != 1 || !strings.Contains(faults[0].Message, "这里不能引用文件") {
		t.Errorf("got %v", err)
	}
}
