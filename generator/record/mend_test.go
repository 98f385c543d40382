package record_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// mended decodes a text as the field of its mode and gives what became of it, with the codes of the notices.
func mended(t *testing.T, schema *record.Schema, mode, text string) (string, []notice.Notice) {
	t.Helper()
	b, err := json.Marshal(map[string]string{mode: text})
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Decode(b, record.JSON, schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := r.Values[mode].(string)
	return s, r.Notices
}

func modes(t testing.TB) *record.Schema {
	t.Helper()
	var fields []string
	for _, mode := range []string{"prose", "lines", "line", "number", "name"} {
		fields = append(fields, fmt.Sprintf(`%q: {"type": "string", "title": "文字%s", "x-text": %q}`, mode, mode, mode))
	}
	s, err := record.Compile("modes", []byte(`{"type": "object", "properties": {`+strings.Join(fields, ",")+`}}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMending(t *testing.T) {
	tests := []struct{ mode, text, want, codes string }{
		{"prose", "(一) 工作方法", "（一）工作方法", "half-width-brackets inner-blanks"},
		{"prose", "（一)工作方法", "（一）工作方法", "half-width-brackets"},
		{"prose", "全面争创 (2010年8月—2012年6月)。", "全面争创（2010年8月—2012年6月）。", "half-width-brackets inner-blanks"},
		{"prose", "(1)党支部填写", "（1）党支部填写", "half-width-brackets"},
		{"prose", "函数f(x)为正", "函数f(x)为正", ""},
		{"prose", "see (a) there", "see (a) there", ""},
		{"prose", "建党90 周年，献礼", "建党90周年，献礼", "inner-blanks"},
		{"prose", "使用 Word 软件，打印", "使用 Word 软件，打印", ""},
		{"prose", "张三 李四 王五", "张三 李四 王五", ""},
		{"prose", "同志们 好，大家好", "同志们好，大家好", "inner-blanks"},
		{"prose", "张　三，李四", "张　三，李四", ""},
		{"prose", "姓名  单位，职务", "姓名  单位，职务", ""},
		{"line", "关于 印发方案的通知", "关于印发方案的通知", "inner-blanks"},
		{"prose", "1. 推动发展", "1.推动发展", "inner-blanks"},
		{"prose", "一、 指导思想", "一、指导思想", "inner-blanks"},
		{"prose", "　　各党支部：  ", "各党支部：", "edge-blanks"},
		{"prose", "\u00a0四、组织领导", "四、组织领导", "edge-blanks"},
		{"prose", "甲\n  \n乙", "甲\n\n乙", ""},
		{"prose", "好,很好;对吗?对!注:", "好，很好；对吗？对！注：", "half-width-punctuation"},
		{"prose", "会议,2010年,现", "会议，2010年，现", "half-width-punctuation"},
		{"prose", "上午9:30开会，增长1.5倍，共1,000人", "上午9:30开会，增长1.5倍，共1,000人", ""},
		{"prose", "见 http://a.cn/x?y=1;z 网页", "见 http://a.cn/x?y=1;z 网页", ""},
		{"prose", "认真贯彻执行.", "认真贯彻执行。", "half-width-punctuation"},
		{"prose", "一.指导思想", "一.指导思想", ""},
		{"prose", "卡尔.马克思说", "卡尔.马克思说", "doubtful-stop"},
		{"prose", `做到"五个好",争创`, "做到“五个好”，争创", "straight-quotes half-width-punctuation"},
		{"prose", `一台19"和24"显示器`, `一台19"和24"显示器`, ""},
		{"prose", `say "hello" twice`, `say "hello" twice`, ""},
		{"prose", "２０１０年，ＡＢ班", "2010年，AB班", "full-width-characters"},
		{"prose", "零宽\u200b字符", "零宽字符", "invisible-characters"},
		{"prose", "（常教委[2010] 10号）要求", "（常教委〔2010〕10号）要求", "year-brackets number-blanks"},
		{"prose", "（常教委(2010)10号）要求", "（常教委〔2010〕10号）要求", "year-brackets"},
		{"prose", "计划(2010)要求", "计划（2010）要求", "half-width-brackets"},
		{"number", "常电大委〔2010〕 4号", "常电大委〔2010〕4号", "number-blanks"},
		{"number", "常电大委【2010】4号", "常电大委〔2010〕4号", "year-brackets"},
		{"number", "常电大委 （２０１０） ４号", "常电大委〔2010〕4号", "full-width-characters year-brackets number-blanks"},
		{"number", "常电大委〔2010〕第04号", "常电大委〔2010〕第04号", ""},
		{"name", "买买提.艾力", "买买提·艾力", "middle-dots"},
		{"name", "阿不都热合曼 • 吾普尔", "阿不都热合曼·吾普尔", "middle-dots inner-blanks"},
		{"name", "迪丽‧拜尔・艾力", "迪丽·拜尔·艾力", "middle-dots"},
		{"name", "买买提·艾力", "买买提·艾力", ""},
		{"name", "张　三", "张三", "inner-blanks"},
		{"name", "张 三", "张三", "inner-blanks"},
		{"name", "张三 李四", "张三 李四", "doubtful-blanks"},
		{"name", "马飚 (壮族)", "马飚（壮族）", "half-width-brackets inner-blanks"},
		{"name", "J. R. Smith", "J. R. Smith", ""},
		{"lines", "关于印发\n《方案》 的通知", "关于印发\n《方案》的通知", "inner-blanks"},
	}
	schema := modes(t)
	for _, test := range tests {
		t.Run(test.mode+" "+test.text, func(t *testing.T) {
			got, notices := mended(t, schema, test.mode, test.text)
			var codes []string
			for _, n := range notices {
				codes = append(codes, n.Code)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if g := sorted(codes); g != sorted(strings.Fields(test.codes)) {
				t.Errorf("got notices %s, want %s", g, test.codes)
			}
			if again, _ := mended(t, schema, test.mode, got); again != got {
				t.Errorf("mended again: got %q, want %q", again, got)
			}
		})
	}
}

func TestMendingNamesEveryPlace(t *testing.T) {
	_, notices := mended(t, modes(t), "prose", "开头\n迎接建党90 周年，向前\n(一) 工作方法\n(二)工作步骤")
	var got []string
	for _, n := range notices {
		got = append(got, n.Field+" "+n.Message)
	}
	want := []string{
		"文字prose 半角括号已改为全角：第3行第1字“(一) 工作方”、第4行第1字“(二)工作步骤”。",
		"文字prose 已去掉汉字、数字、标点之间的空格：第2行第7字“建党90 周年，向前”、第3行第4字“(一) 工作方法”。",
	}
	if g, w := sorted(got), sorted(want); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	_, notices = mended(t, modes(t), "number", "常电大委〔2010〕 4号")
	if want := "已去掉发文字号中的空格：第11字“010〕 4号”。"; len(notices) != 1 || notices[0].Message != want {
		t.Errorf("on one line: got %+v, want %s", notices, want)
	}
}
