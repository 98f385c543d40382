package draft_test

import (
	"strings"
	"testing"
)

func TestListsOfNames(t *testing.T) {
	for _, test := range []struct{ name, lines, want string }{
		{"typed with ideographic spaces", "王　勇　　李小明　　张　三\n马　飚（壮族）　　买买提·艾力", "- 名单: 王勇、李小明、张三、马飚（壮族）、买买提·艾力"},
		{"with tabs, and one name on the last line", "王勇\t李小明\n张三", "- 名单: 王勇、李小明、张三"},
		{"the head of a table that was typed", "姓名\t单位\t职务", "姓名　单位　职务"},
		{"branches", "机关第一党支部\n文法学院党支部", "机关第一党支部"},
		{"a sentence", "张三　　李四等同志表现突出，成绩显著。", "张三　　李四等同志表现突出，成绩显著。"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, d := of(t, []byte("关于公布名单的通知\n\n各党支部：\n　　现将名单公布如下。\n"+test.lines+"\n\n中共某某学院委员会\n2012年6月28日\n"), "a.txt")
			if got := written(t, d); !strings.Contains(got, test.want) {
				t.Errorf("no %s in\n%s", test.want, got)
			}
		})
	}
}
