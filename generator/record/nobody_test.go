package record_test

import (
	"errors"
	"strings"
	"testing"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

func TestNamesThatAreLinesOfLists(t *testing.T) {
	s, err := record.Compile("list", []byte(`{"type": "object", "properties": {
		"people": {"title": "名单", "type": "array", "items": {"type": "object", "x-single": "name", "properties": {"name": {"title": "姓名", "type": "string", "x-text": "name"}}}},
		"present": {"title": "出席", "type": "array", "x-split": "、", "items": {"type": "string", "x-text": "name"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ input, want string }{
		{"名单: [王一一, 王小计, 合一, 第一党支部, 阿卜·买买提]", ""},
		{"名单: [王一一, 合计]", "名单第2项·姓名"},
		{"名单:\n- 王一一\n- {姓名: 无}", "名单第2项·姓名"},
		{"名单: [王一一, '#N/A']", "名单第2项·姓名"},
		{"名单: [王一一, '0']", "名单第2项·姓名"},
		{"名单: [王一一, 填表人：李某]", "名单第2项·姓名"},
		{"名单: [王一一, 一、优秀共产党员]", "名单第2项·姓名"},
		{"出席: [无]", ""},
		{"出席: [王一一, 合计]", "出席第2项"},
	} {
		_, err := record.Decode([]byte(test.input), record.YAML, s, record.Files{})
		var faults notice.Refusal
		if errors.As(err, &faults); test.want == "" && err != nil || test.want != "" && (len(faults) != 1 || faults[0].Code != "no-person" ||
			!strings.HasPrefix(test.want, faults[0].Field) || faults[0].Line == 0) {
			t.Errorf("%s: got %+v", test.input, faults)
		}
	}
}
