package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A list of thirty persons has thirty numbers that are hidden in part: some are told, all are counted, and --json has each.
func TestWarningsThatAreAlikeAreCounted(t *testing.T) {
	o := newOffice(t)
	var b strings.Builder
	b.WriteString("kind: publicity\n标题: 优秀共产党员拟表彰对象公示\n正文: 现予公示。\n公示开始日期: 2012-06-18\n公示截止日期: 2012-06-25\n" +
		"联系方式: {联系电话: 0519-00000000}\n署名: 某党委\n成文日期: 2012-06-15\n公示名单:\n")
	for i := range 30 {
		fmt.Fprintf(&b, "  - {姓名: 王某%s, 手机号码: \"138000000%02d\"}\n", string(rune('一'+i)), i)
	}
	o.write("公示.yaml", b.String())
	code, _, stderr := o.run("", "make", "公示.yaml", "--format", "pdf")
	if code != 0 || strings.Count(stderr, "不印出完整的") != 20 || !strings.Contains(stderr, "同样的另有 10 处") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	_, stdout, _ := o.run("", "make", "公示.yaml", "--format", "pdf", "--json")
	var result struct{ Warnings []struct{ Code string } }
	if err := json.Unmarshal([]byte(stdout), &result); err != nil {
		t.Fatal(err)
	}
	hidden := 0
	for _, w := range result.Warnings {
		if w.Code == "masked-number" {
			hidden++
		}
	}
	if hidden != 30 {
		t.Errorf("%d warnings of hidden numbers, want 30", hidden)
	}
}
