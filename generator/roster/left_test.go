package roster_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// personSchema is that of a card: a name, a branch, and what may be left out.
func personSchema(t testing.TB) *record.Schema {
	t.Helper()
	s, err := record.Compile("card", []byte(`{"type": "object", "required": ["name", "branch"], "additionalProperties": false, "properties": {
		"name": {"title": "姓名", "type": "string", "minLength": 1, "maxLength": 60, "x-text": "name"},
		"branch": {"title": "所在支部", "type": "string", "x-text": "line"},
		"post": {"title": "职务岗位", "type": "string", "x-text": "line"},
		"joined": {"title": "入党日期", "type": "string", "format": "date"}}}`))
	check(t, err)
	return s
}

// names gives the names that a roster has, of the rows that are refused their cells.
func names(t testing.TB, f *excelize.File) (all []string, r *roster.Roster) {
	t.Helper()
	data := saved(t, f)
	r, err := roster.Open(strings.NewReader(string(data)), int64(len(data)), personSchema(t), roster.Options{})
	check(t, err)
	for row, err := range r.Rows() {
		check(t, err)
		got, err := r.Decode(row)
		var faults notice.Refusal
		switch {
		case errors.As(err, &faults):
			all = append(all, "!"+faults[0].Cell)
		case err != nil:
			t.Fatal(err)
		default:
			all = append(all, fmt.Sprint(got.Values["name"]))
		}
	}
	return all, r
}

func TestRowsThatAreNoPersonsAreLeftOutAndTold(t *testing.T) {
	heading := []any{"序号", "姓名", "所在支部", "职务岗位", "入党日期", "备注"}
	for _, test := range []struct {
		name string
		row  []any
		want string // the name that is read, !cell of what is refused, or the cell of what is told
	}{
		{"a total", []any{nil, "合计", "1人"}, "B3"},
		{"a total with blanks between", []any{nil, "合　　计", 1}, "B3"},
		{"a total before the names", []any{"合计", nil, nil, nil, nil, "1人"}, "A3"},
		{"a total whose number stands under the names", []any{"合计", 1}, "A3"},
		{"a total of a branch", []any{nil, "一支部小计", 1}, "B3"},
		{"signatures", []any{nil, "填表人：李某", "审核人：张某", "2012年6月1日"}, "B3"},
		{"a signature further right", []any{nil, nil, nil, "制表人：李某"}, "D3"},
		{"a remark", []any{"注：以上按支部排列"}, "A3"},
		{"the end", []any{nil, "以下空白"}, "B3"},
		{"the end before the names", []any{"（以下空白）"}, "A3"},
		{"a seal's place", []any{nil, "（盖章）"}, "B3"},
		{"a group", []any{"一、优秀共产党员"}, "A3"},
		{"a group under the names", []any{nil, "二、先进基层党组织"}, "B3"},
		{"strokes", []any{2, "/", "/", "—"}, "B3"},
		{"nobody", []any{2, "无"}, "B3"},
		{"the heading once more", heading, "A3"},
		{"the heading once more, with a star", []any{"序号", "姓 名*", "所在支部："}, "A3"},
		{"formulas that were filled down", []any{nil, 0, 0, 0}, "B3"},
		{"a text that no column is for", []any{"报送时间另行通知"}, "A3"},
		{"a serial number alone", []any{2}, ""},

		{"a name that is a word of totals in part", []any{2, "合一", "一支部"}, "合一"},
		{"王小计", []any{2, "王小计", "一支部"}, "王小计"},
		{"合", []any{2, "合", "一支部"}, "合"},
		{"a person without the rest", []any{2, "王小计"}, "!C3"},
		{"a person who is called 无", []any{2, "无", "一支部"}, "!B3"},
		{"a total with a branch", []any{2, "合计", "一支部"}, "!B3"},
		{"a total with a remark", []any{2, "合计", nil, nil, nil, "见附件"}, "!B3"},
		{"a number before a name", []any{nil, "一、张三"}, "!B3"},
		{"another heading", []any{nil, "所在支部", "姓名"}, "!B3"},
		{"the upper half of a heading", []any{nil, "姓名", "基本情况"}, "!B3"},
		{"a group without a number", []any{nil, "优秀共产党员"}, "B3"},
		{"a colon", []any{nil, "王三：优秀", "一支部"}, "!B3"},
		{"a name of zero", []any{2, 0, "一支部"}, "!B3"},
		{"an error as text", []any{2, "#N/A", "一支部"}, "!B3"},
		{"a truth", []any{2, "张三", true}, "!C3"},
		{"no name", []any{2, nil, "一支部"}, "!B3"},
		{"no name, and no post", []any{2, nil, nil, "无"}, "!B3"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, r := names(t, grid(t, heading, []any{1, "张一", "一支部", "书记", "2001-07-01"}, test.row))
			var told []string
			for _, n := range r.Notices {
				if n.Code == "left-out" {
					told = append(told, n.Cell)
				}
			}
			got = append(got, told...)
			want := []string{"张一"}
			if test.want != "" {
				want = append(want, test.want)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			if r.Left != len(told) {
				t.Errorf("counted %d, told %d", r.Left, len(told))
			}
		})
	}
}

func TestTotalsThatDisagreeAreTold(t *testing.T) {
	heading, a, b := []any{"姓名", "所在支部"}, []any{"张一", "一支部"}, []any{"张二", "二支部"}
	for _, test := range []struct {
		name string
		rows [][]any
		want []string
	}{
		{"right", [][]any{a, b, {"合计", "2人"}}, nil},
		{"one too many", [][]any{a, b, {"合计", "3人"}}, []string{"B4 这里写着 3 人，以上共读到 2 行"}},
		{"in the name's cell", [][]any{a, b, {"合计：3人"}}, []string{"A4 这里写着 3 人"}},
		{"a bare number", [][]any{a, b, {"合计", 1}}, []string{"B4 这里写着 1 人"}},
		{"what is no number of persons", [][]any{a, b, {"合计", "5项"}}, nil},
		{"of parts", [][]any{a, {"小计", "1人"}, b, {"小计", "2人"}, {"合计", "2人"}}, []string{"B5 这里写着 2 人，这一段读到 1 行"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, r := names(t, grid(t, append([][]any{heading}, test.rows...)...))
			var got []string
			for _, n := range r.Notices {
				if n.Code == "total" {
					got = append(got, n.Cell+" "+n.Message)
				}
			}
			if !slices.EqualFunc(got, test.want, strings.HasPrefix) {
				t.Errorf("told %q, want %q", got, test.want)
			}
		})
	}
}

func TestHiddenRowsAreToldBeforeAnythingIsMade(t *testing.T) {
	rows := [][]any{{"姓名", "所在支部"}}
	for i := range 8 {
		rows = append(rows, []any{fmt.Sprintf("张%c", '一'+i), "一支部"})
	}
	f := grid(t, rows...)
	for _, row := range []int{3, 5, 6} {
		check(t, f.SetRowVisible("Sheet1", row, false))
	}
	check(t, f.SetRowHeight("Sheet1", 8, 0))
	got, r := names(t, f)
	if len(got) != 8 || r.Hidden != 4 {
		t.Errorf("read %q, %d hidden", got, r.Hidden)
	}
	if told := strings.Join(sentences(r.Notices), "\n"); !strings.Contains(told, "有 4 行") || !strings.Contains(told, "第3、5-6、8行") {
		t.Errorf("told %s", told)
	}
}

func TestListOfAWorkbookLeavesOutWhatIsNoPerson(t *testing.T) {
	r, err := people(t, "名单: 名单/a.xlsx", []any{"姓名", "承诺"}, []any{"一、优秀共产党员"}, []any{"王毅", "一；二"}, []any{"姓名", "承诺"}, []any{"小计", "1人"}, []any{"以下空白"})
	check(t, err)
	if got := r.Values["people"].([]any); len(got) != 1 {
		t.Errorf("got %v", got)
	}
	if told := sentences(r.Notices); len(told) != 4 || !strings.Contains(told[0], "名单/a.xlsx!Sheet1!A2 left-out") {
		t.Errorf("told %q", told)
	}
}

func TestStrokesInPlaceOfATextAreNothing(t *testing.T) {
	f := grid(t, []any{"姓名", "所在支部", "职务岗位"}, []any{"张一", "一支部", "/"}, []any{"张二", "二支部", "——"}, []any{"张三", "三支部", "书记"})
	data := saved(t, f)
	r, err := roster.Open(strings.NewReader(string(data)), int64(len(data)), personSchema(t), roster.Options{})
	check(t, err)
	var posts []any
	for row := range r.Rows() {
		got, err := r.Decode(row)
		check(t, err)
		posts = append(posts, got.Values["post"])
	}
	if !slices.Equal(posts, []any{nil, nil, "书记"}) {
		t.Errorf("got %v", posts)
	}
	if told := strings.Join(sentences(r.Notices), "|"); !strings.Contains(told, "Sheet1!C2 struck 有 2 格") || !strings.Contains(told, "C2、C3") {
		t.Errorf("told %s", told)
	}
}
