package kind_test

import (
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/kind"
)

// nameList gives the list of a decision's body, a line for each group, and the codes of the warnings.
func nameList(t *testing.T, k *kind.Kind, body string) (groups []string, codes string) {
	t.Helper()
	d, notices := document(t, k, "header: 甲文件\nnumber: 甲〔2012〕1号\ntitle: 关于表彰的决定\ndate: 2012-06-28\nbody:\n  - 正文。\n"+body)
	for _, list := range of[*doc.NameList](d) {
		for _, g := range list.Groups {
			var names []string
			for _, n := range g.Names {
				names = append(names, n.String())
			}
			groups = append(groups, strings.TrimSpace(g.Head.String()+" "+strings.Join(names, " ")))
		}
	}
	var all []string
	for _, n := range notices {
		all = append(all, n.Code+" "+n.Path)
	}
	return groups, strings.Join(all, ", ")
}

func TestNames(t *testing.T) {
	k, _ := load(t).Kind("decision")
	for _, test := range []struct{ name, body, want, codes string }{
		{"one text", "  - 名单: 王毅、丁一；张 三", "王毅 丁一 张三", ""},
		{"as given", "  - names: {names: [王毅, 丁一]}", "王毅 丁一", ""},
		{"by strokes", "  - 名单: {排序: 姓氏笔画, 姓名: 王毅、孔一、丁一、王小五}", "丁一 王毅 王小五 孔一", ""},
		{"groups are sorted each", "  - names: {order: strokes, groups: [{head: 二, names: 王毅、丁一}, {head: 一, names: 孔一}]}", "二 丁一 王毅|一 孔一", ""},
		{"a character without strokes", "  - names: {order: strokes, names: 王〇、王毅}", "王毅 王〇", "unknown-strokes /body/1/names/names/0"},
		{"the same person twice", "  - names: {names: 王毅、丁一、王　毅}", "王毅 丁一 王毅", "duplicate-name /body/1/names/names/2"},
		{"the same person in other characters", "  - names: {order: strokes, names: ⼈民、丁一、人民}", "丁一 人民 人民", "duplicate-name /body/1/names/names/2"},
		{"two of one name, told apart", "  - names: {names: 王毅（男）、王毅（女）}", "王毅（男） 王毅（女）", ""},
		{"twice in two groups", "  - names: {groups: [{names: 王毅}, {names: 王毅}]}", "王毅|王毅", "duplicate-name /body/1/names/groups/1/names/0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, codes := nameList(t, k, test.body+"\n")
			if strings.Join(got, "|") != test.want || codes != test.codes {
				t.Errorf("got %q with %q, want %q with %q", strings.Join(got, "|"), codes, test.want, test.codes)
			}
		})
	}
}
