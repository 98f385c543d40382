package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/templates"
)

func noticeSchema(t testing.TB) *record.Schema {
	t.Helper()
	s, err := kind.Load(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	k, err := s.Kind("notice")
	if err != nil {
		t.Fatal(err)
	}
	return k.Schema
}

// paper has what every notice has to have, on lines 1 to 5.
const paper = `header: 中共常州市广播电视大学委员会文件
number: 常电大委〔2010〕4号
title: 关于开展活动的通知
body: 请认真贯彻执行。
date: 2010-07-01
`

func TestFaults(t *testing.T) {
	tests := []struct {
		name   string
		format record.Syntax
		input  string
		want   []string // line:column pointer field code message
	}{
		{"unknown field with a near one", record.YAML, paper + "发文号: x\n", []string{
			"6:1 /发文号  unknown-field 没有“发文号”这一项，是不是“发文字号”？"}},
		{"unknown field with none near", record.YAML, paper + "banana: x\n", []string{
			"6:1 /banana  unknown-field 没有“banana”这一项，可用的有：种类、版式、文种、发文机关、份号、密级、紧急程度、发文机关标志、标志后缀、发文字号、标题、主送机关、主送位置、正文、印发文件、附件、署名、落款、印章、成文日期、日期样式、附注、抄送机关、印发机关、印发日期、主题词、印发份数。"}},
		{"unknown field inside a field", record.YAML, paper + "附件:\n  - 标题: 名单\n    正文1: x\n", []string{
			"8:5 /附件/0/正文1 附件第1项 unknown-field 没有“正文1”这一项，是不是“正文”？"}},
		{"both names at once", record.YAML, paper + "标题: 关于开展活动的通知\n", []string{
			"6:1 /标题 标题 duplicate-field “title”和“标题”是同一项，只能写一个。"}},
		{"the same name twice", record.JSON, `{"to": "a", "to": "b"}`, []string{
			"0:0 /header 发文机关标志 missing 没有填写，这一项不能缺少，应为红头的文字，如 中共常州市广播电视大学委员会文件。",
			"0:0 /number 发文字号 missing 没有填写，这一项不能缺少，应为“机关代字〔四位年份〕顺序号”，如 常电大委〔2010〕4号。",
			"0:0 /title 标题 missing 没有填写，这一项不能缺少。",
			"0:0 /body 正文 missing 没有填写，这一项不能缺少。",
			"0:0 /date 成文日期 missing 没有填写，这一项不能缺少，应为“年-月-日”，如 2010-07-01。",
			"1:13 /to 主送机关 duplicate-field “to”写了两次，只能写一次。"}},
		{"required inside a field", record.YAML, paper + "印发文件:\n  正文: 一二三\n", []string{
			"7:3 /印发文件/title 印发文件·标题 missing 没有填写，这一项不能缺少。"}},
		{"several at once, in the order of the input", record.YAML, "date: 2010-02-30\nnumber: 常电大委〔2010〕第4号\nheader: 某某文件\ntitle: 关于开展活动的通知\nbody: 请执行。\ncopies: 0\n", []string{
			"1:7 /date 成文日期 format “2010-02-30”不是日历上有的日子：2010年2月只有28天。",
			"2:9 /number 发文字号 pattern “常电大委〔2010〕第4号”写法不对：顺序号前不加“第”字，应如 常电大委〔2010〕4号。",
			"6:9 /copies 印发份数 too-small 是0，不能小于1。"}},
		{"number with a short year", record.YAML, strings.Replace(paper, "〔2010〕", "[10]", 1), []string{
			"2:9 /number 发文字号 pattern “常电大委〔10〕4号”写法不对：年份要写全四位，应如 常电大委〔2010〕4号。"}},
		{"number without 号", record.YAML, strings.Replace(paper, "4号", "4", 1), []string{
			"2:9 /number 发文字号 pattern “常电大委〔2010〕4”写法不对：末尾缺少“号”字，应如 常电大委〔2010〕4号。"}},
		{"a bare number for a text", record.YAML, strings.Replace(paper, "number: 常电大委〔2010〕4号", "number: 4", 1), []string{
			"2:9 /number 发文字号 pattern “4”写法不对：末尾缺少“号”字，应如 常电大委〔2010〕4号。"}},
		{"date that may be two", record.YAML, strings.Replace(paper, "2010-07-01", "1/2/2010", 1), []string{
			"5:7 /date 成文日期 format “1/2/2010”可以读成 2010-01-02，也可以读成 2010-02-01，请写成“年-月-日”。"}},
		{"date with a short year", record.YAML, strings.Replace(paper, "2010-07-01", "10.7.1", 1), []string{
			"5:7 /date 成文日期 format “10.7.1”年份没有写全四位，可以读成几个日子，请写成“年-月-日”，应如 2010-07-01。"}},
		{"no date at all", record.YAML, strings.Replace(paper, "2010-07-01", "七月", 1), []string{
			"5:7 /date 成文日期 format “七月”不是日期，应为“年-月-日”，如 2010-07-01。"}},
		{"an empty part", record.YAML, strings.Replace(paper, "请认真贯彻执行。", "[{文字: ''}]", 1), []string{
			"4:9 /body/0 正文第1项 empty 这一项是空的，请填写或删去。"}},
		{"a part that is two", record.YAML, strings.Replace(paper, "请认真贯彻执行。", "[{文字: 甲, 图片: {文件: a.png}}]", 1), []string{
			"4:9 /body/0 正文第1项 too-many 这一项只能写文字、表格、名单、图片中的1种，现有2种。",
			"4:25 /body/0/图片/文件 正文第1项·图片·文件 picture 这里不能引用文件，请把图片直接写成“data:image/png;base64,……”。"}},
		{"a seal without a signer", record.YAML, paper + "落款: 加盖印章\n", []string{
			"0:0 /signed_by 署名 missing 没有填写，这一项不能缺少。"}},
		{"a period of secrecy in Chinese digits", record.YAML, paper + "密级: 机密★一年\n", []string{
			"6:5 /密级 密级 pattern “机密★一年”写法不对：保密期限用阿拉伯数字，应如 机密★1年。"}},
		{"another degree of secrecy", record.YAML, paper + "密级: 内部\n", []string{
			"6:5 /密级 密级 pattern “内部”写法不对，应为绝密、机密或秘密，可加★和保密期限，如 机密★1年。"}},
		{"a copy number of seven digits", record.YAML, paper + "份号: 1000000\n", []string{
			"6:5 /份号 份号 too-large 是1000000，不能大于999999。"}},
		{"not among the choices", record.YAML, paper + "日期样式: 罗马\n", []string{
			"6:7 /日期样式 日期样式 choice 没有“罗马”这个选项，应为arabic（阿拉伯数字）、chinese（汉字）。"}},
		{"another kind", record.YAML, paper + "种类: 贺卡\n", []string{
			"6:5 /种类 种类 choice 没有“贺卡”这个选项，应为notice（通知）。"}},
		{"text where a number is wanted", record.YAML, paper + "copies: \"50\"\n", []string{
			"6:10 /copies 印发份数 type 应为整数（如 50，不加引号），现为加引号的文字。"}},
		{"a fraction where a whole number is wanted", record.JSON, `{"header":"某某文件","number":"某发〔2010〕4号","title":"通知","body":"请执行。","date":"2010-07-01","copies":1e99999999}`, []string{
			"1:96 /copies 印发份数 type 应为整数（如 50，不加引号），现为别的文字或数。"}},
		{"a JSON number where a text is wanted", record.JSON, `{"header":"某某文件","number":"某发〔2010〕4号","title":4,"body":true,"date":"2010-07-01"}`, []string{
			"1:48 /title 标题 type 应为文字，现为数字。", "1:57 /body 正文 type 应为文字，现为是否（true、false）。"}},
		{"a list of lists where a text is wanted", record.YAML, strings.Replace(paper, "关于开展活动的通知", "[甲, [乙]]", 1), []string{
			"3:8 /title 标题 type 应为文字，现为列表。"}},
		{"a list of nothing", record.YAML, strings.Replace(paper, "关于开展活动的通知", "[]", 1), []string{
			"3:8 /title 标题 missing 没有填写，这一项不能缺少。"}},
		{"a list of blanks", record.YAML, strings.Replace(paper, "请认真贯彻执行。", "['', ' ']", 1), []string{
			"4:7 /body 正文 missing 没有填写，这一项不能缺少。"}},
		{"a fault behind an empty item", record.YAML, paper + "附件:\n- ''\n- {标题: 甲}\n- {标题: " + strings.Repeat("长", 201) + "}\n", []string{
			"7:4 /附件/0 附件第1项 empty 这一项是空的，请填写或删去。",
			"9:8 /附件/2/标题 附件第3项·标题 too-long 有201字，最多可有200字。"}},
		{"faults in what stands behind an empty item", record.JSON, `{"attachments":[null,{"body":[{"table":1}]}],"header":"某某文件","number":"某发〔2010〕4号","title":"关于某的通知","body":"某","date":"2010-07-01"}`, []string{
			"1:17 /attachments/0 附件第1项 empty 这一项是空的，请填写或删去。",
			"1:22 /attachments/1/title 附件第2项·标题 missing 没有填写，这一项不能缺少，应为末尾没有标点的名称。",
			"1:40 /attachments/1/body/0/table 附件第2项·正文第1项·表格 type 应为几个分项，现为数字。"}},
		{"a text where fields are wanted", record.YAML, paper + "印发文件: 方案\n", []string{
			"6:7 /印发文件 印发文件 type 应为几个分项，现为文字。"}},
		{"an empty item of a list", record.YAML, paper + "抄送机关: [甲局, '']\n", []string{
			"6:13 /抄送机关/1 抄送机关第2项 empty 这一项是空的，请填写或删去。"}},
		{"a line end where one line is wanted", record.YAML, paper + "to: |\n  甲局：\n  乙局：\n", []string{
			"7:3 /to 主送机关 line-break 这一项只能写一行，请去掉换行。"}},
		{"too long", record.YAML, paper + "printed_by: " + strings.Repeat("长", 61) + "\n", []string{
			"6:13 /printed_by 印发机关 too-long 有61字，最多可有60字。"}},
		{"too short", record.YAML, strings.Replace(paper, "关于开展活动的通知", "短", 1), []string{
			"3:8 /title 标题 too-short 只有1字，至少要有2字。"}},
		{"too many", record.YAML, paper + "keywords: 甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子\n", []string{
			"6:11 /keywords 主题词 too-many 有11项，最多可有10项。"}},
		{"too large", record.YAML, paper + "copies: 1000001\n", []string{
			"6:9 /copies 印发份数 too-large 是1000001，不能大于1000000。"}},
		{"a control character by escape", record.JSON, `{"header":"某某文件","number":"某发〔2010〕4号","title":"通知","body":"请\u0007执行。","date":"2010-07-01"}`, []string{
			"1:61 /body 正文 control-character 第1行第2字：有控制字符 U+0007，不能印出，请删去；要换行，请直接换行。"}},
		{"a control character", record.YAML, paper + "to: 甲\x0b局\n", []string{
			"6:6   control-character 有控制字符 U+000B，不能印出，请删去；要换行，请直接换行。"}},
		{"a lost character", record.YAML, paper + "to: 甲\ufffd局\n", []string{
			"6:6   control-character 有一个乱码字符（U+FFFD），原字已经丢失，请补上原字。"}},
		{"not UTF-8", record.YAML, "title: 关\xb9于", []string{
			"1:9   encoding 文件不是 UTF-8 编码，请另存为 UTF-8 再试。"}},
		{"empty", record.YAML, " \n", []string{
			"0:0   empty 内容是空的，请填写后再试（gongwen sample 可给出样例）。"}},
		{"comments alone", record.YAML, "# nothing\n", []string{
			"0:0   empty 文件里只有注释，没有内容。"}},
		{"no fields", record.YAML, "通知\n", []string{
			"1:1   syntax 内容应由“项目: 内容”组成，如“标题: 关于……的通知”。"}},
		{"no fields in JSON", record.JSON, "[1]", []string{
			"1:1   syntax 内容应由“项目: 内容”组成，如“标题: 关于……的通知”。"}},
		{"broken YAML", record.YAML, "title: [甲, 乙\n", []string{
			"1:8   syntax 这里的 YAML 写法有误：请检查缩进（用空格，不用制表符）、项目名后的半角冒号和空格、引号和括号；文字中有“: ”或以符号开头时，请加引号。"}},
		{"an alias", record.YAML, "a: &x 1\nb: *x\n", []string{
			"1:4   unsupported 不能使用锚点和引用（& * <<）；如果这是文字，请加引号。"}},
		{"a tag", record.YAML, "a: !!binary x\n", []string{
			"1:4   unsupported 不能使用标签（!）；如果这是文字，请加引号。"}},
		{"a directive", record.YAML, "%YAML 1.2\n---\na: 1\n", []string{
			"1:1   unsupported 不能使用指令（%）；如果这是文字，请加引号。"}},
		{"a complex key", record.YAML, "? a\n: b\n", []string{
			"1:1   unsupported 不能使用复杂项目名（?）；如果这是文字，请加引号。"}},
		{"two documents", record.YAML, "a: 1\n---\nb: 2\n", []string{
			"2:1   unsupported 一个文件只能有一份材料，请删去“---”及其后的内容。"}},
		{"deep flow", record.YAML, "a: " + strings.Repeat("[", 1_000_000), []string{
			"1:20   too-deep 层次超过 16 层，请检查括号和缩进。"}},
		{"deep dashes", record.YAML, strings.Repeat("- ", 100_000), []string{
			"1:33   too-deep 层次超过 16 层，请检查括号和缩进。"}},
		{"deep indentation", record.YAML, nested(30), []string{
			"18:19   too-deep 层次超过 16 层，请检查缩进。"}},
		{"deep JSON", record.JSON, strings.Repeat(`[`, 100_000), []string{
			"1:17   too-deep 层次超过 16 层，请检查括号。"}},
		{"thousands of empty lines", record.YAML, "a: |\n" + strings.Repeat("\n", 100_000), []string{
			"52:1   blank-lines 连续空行超过 50 行，请删去。"}},
		{"broken JSON", record.JSON, "{\"title\": \"通知\",\n \"to\" \"x\"}", []string{
			"2:7   syntax 这里的 JSON 写法有误，请检查引号、逗号和括号。"}},
		{"unfinished JSON", record.JSON, `{"title": "通`, []string{
			"1:11   syntax JSON 没有写完，请检查末尾的引号和括号。"}},
		{"something behind JSON", record.JSON, "{}\n{}", []string{
			"2:1   trailing JSON 之后还有多余的内容，请删去。"}},
		{"garbage behind JSON", record.JSON, "{} x", []string{
			"1:4   trailing JSON 之后还有多余的内容，请删去。"}},
		{"too large a file", record.YAML, strings.Repeat("x", 1<<20+1), []string{
			"0:0   too-large 内容有 1048577 字节，最多可有 1048576 字节。"}},
	}
	schema := noticeSchema(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := record.Decode([]byte(test.input), test.format, schema, record.Files{})
			var faults notice.Refusal
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want a Refusal", err)
			}
			var got []string
			for _, n := range faults {
				got = append(got, fmt.Sprintf("%d:%d %s %s %s %s", n.Line, n.Column, n.Path, n.Field, n.Code, n.Message))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(test.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

// nested is a mapping n levels deep.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

func TestFaultsOfGarbageAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "key%d: x\n", i)
	}
	_, err := record.Decode([]byte(b.String()), record.YAML, noticeSchema(t), record.Files{})
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) > 110 {
		t.Errorf("got %d faults, want about 100", len(faults))
	}
}

func TestNamesInEitherLanguageAtEveryLevel(t *testing.T) {
	schema := noticeSchema(t)
	english := paper + "attachments:\n  - title: 名单\n    body: 张三\n"
	chinese := `{"发文机关标志":"中共常州市广播电视大学委员会文件","发文字号":"常电大委〔2010〕4号","标题":"关于开展活动的通知","正文":"请认真贯彻执行。",
		"成文日期":"2010-07-01","附件":[{"标题":"名单","正文":"张三"}]}`
	a, err := record.Decode([]byte(english), record.YAML, schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := record.Decode([]byte(chinese), record.JSON, schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(b.Values), fmt.Sprint(a.Values); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		name, line, field string
		want              any
	}{
		{"a lone text is a list of one", "署名: 某某局", "signed_by", []any{"某某局"}},
		{"a lone text is split where the schema says so", "主题词: 党建 创先争优、通知", "keywords", []any{"党建", "创先争优", "通知"}},
		{"a bare number is a text where a text is wanted", "印发机关: 404", "printed_by", "404"},
		{"a bare word of YAML is a text too", "印发机关: true", "printed_by", "true"},
		{"a bare number is a number where one is wanted", "copies: 60", "copies", 60},
		{"a choice by its Chinese title", "日期样式: 汉字", "date_style", "chinese"},
		{"a default", "", "profile", "gbt9704-2012"},
		{"null is not given", "to:", "to", nil},
		{"a blank text is not given", "to: '  '", "to", nil},
		{"a text for a list of parts", "附件: {标题: 某, 正文: 甲}", "attachments", []any{map[string]any{"title": "某", "body": []any{map[string]any{"text": "甲"}}}}},
		{"a number for an object, an empty cell, a row of one", "附件:\n  - 标题: 某\n    正文:\n      - 表格: {各栏: [20, ''], 各行: [[甲, ''], 乙]}", "attachments",
			[]any{map[string]any{"title": "某", "body": []any{map[string]any{"table": map[string]any{
				"orientation": "portrait", "head": 1,
				"columns": []any{map[string]any{"width": 20}, map[string]any{}},
				"rows":    []any{[]any{map[string]any{"text": "甲"}, map[string]any{}}, []any{map[string]any{"text": "乙"}}},
			}}}}}},
		{"the kind by its Chinese title", "种类: 通知", "kind", "notice"},
		{"wished line ends of a title", "印发文件:\n  标题: |\n    某某\n    方案\n  正文: 某", "enclosure", map[string]any{"title": "某某\n方案", "body": []any{map[string]any{"text": "某"}}}},
	}
	schema := noticeSchema(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := record.Decode([]byte(paper+test.line+"\n"), record.YAML, schema, record.Files{})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := fmt.Sprintf("%#v", r.Values[test.field]), fmt.Sprintf("%#v", test.want); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestByteOrderMarkAndLineEndsOfWindows(t *testing.T) {
	input := "\ufeff" + strings.ReplaceAll(paper, "\n", "\r\n")
	if _, err := record.Decode([]byte(input), record.YAML, noticeSchema(t), record.Files{}); err != nil {
		t.Fatal(err)
	}
}

func TestKind(t *testing.T) {
	for input, want := range map[string]string{
		"kind: notice\n":             "notice",
		"标题: 某\n种类: 通知\n":            "通知",
		"{种类: 通知}":                   "通知",
		"title: |\n  kind: card\n":   "",
		"enclosure:\n  kind: card\n": "",
	} {
		in, err := record.Read([]byte(input), record.YAML)
		if err != nil {
			t.Fatal(err)
		}
		if got := in.Kind(); got != want {
			t.Errorf("%q: got %q, want %q", input, got, want)
		}
	}
}

func TestLocate(t *testing.T) {
	b, err := os.ReadFile("../../samples/notice.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Decode(b, record.YAML, noticeSchema(t), record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	n := r.Locate(notice.Notice{Path: "/enclosure/body", Line: 53, Column: 2})
	line := strings.Split(string(b), "\n")[n.Line-1]
	if got := string([]rune(line)[n.Column-2 : n.Column+4]); got != "四搞好考核评" || n.Path != "/印发文件/正文" || n.Field != "印发文件·正文" {
		t.Errorf("got %+v, there stands %q", n, got)
	}
	if n := r.Locate(notice.Notice{Path: "/keywords/3", Line: 1, Column: 1}); n.Field != "主题词第4项" || n.Line == 0 {
		t.Errorf("an item of a list: got %+v", n)
	}
	if n := r.Locate(notice.Notice{Path: "/cc/0", Line: 1, Column: 1}); n.Line != 0 {
		t.Errorf("a field that was not given: got %+v", n)
	}
}

func TestCompileRefusesWhatItCannotUse(t *testing.T) {
	for name, schema := range map[string]string{
		"no JSON":           `{`,
		"no type":           `{"type":"object","properties":{"a":{"title":"甲"}}}`,
		"no title":          `{"type":"object","properties":{"a":{"type":"string"}}}`,
		"one title twice":   `{"type":"object","properties":{"a":{"type":"string","title":"甲"},"b":{"type":"string","title":"甲"}}}`,
		"unknown x-text":    `{"type":"object","properties":{"a":{"type":"string","title":"甲","x-text":"verse"}}}`,
		"unknown x-file":    `{"type":"object","properties":{"a":{"type":"string","title":"甲","x-file":"film"}}}`,
		"unknown x-single":  `{"type":"object","properties":{"a":{"type":"object","title":"甲","x-single":"b"}}}`,
		"no regexp":         `{"type":"object","properties":{"a":{"type":"string","title":"甲","x-wrong":[{"pattern":"("}]}}}`,
		"no schema keyword": `{"type":"object","properties":{"a":{"type":"string","title":"甲","minLength":"x"}}}`,
	} {
		if _, err := record.Compile("test", []byte(schema)); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

// groups is a schema whose field is a list of groups: a head, and items below it.
func groups(t *testing.T) *record.Schema {
	t.Helper()
	s, err := record.Compile("x", []byte(`{"type": "object", "properties": {"groups": {"type": "array", "title": "各组", "x-split": "\n",
		"items": {"type": "object", "x-single": "items", "x-head": "head", "required": ["items"], "properties": {
			"head": {"type": "string", "title": "标题", "x-text": "line"},
			"items": {"type": "array", "title": "各条", "x-split": "；;", "items": {"type": "string", "minLength": 2, "x-text": "line"}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestATextIsPartedIntoGroupsWithAHead(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{"各组: 学习：读书；写笔记", "[map[head:学习 items:[读书 写笔记]]]"},
		{"各组: |\n  学习: 读书\n\n  值班；走访\n", "[map[head:学习 items:[读书]] map[items:[值班 走访]]]"},
		{"各组: [学习：读书, {标题: 值班, 各条: [早班：八点, 晚班]}]", "[map[head:学习 items:[读书]] map[head:值班 items:[早班：八点 晚班]]]"},
		{"各组: 他说，要做到：读书", "[map[items:[他说，要做到：读书]]]"},
		{"各组: 十三个字以上的话就不能当作标题了：读书", "[map[items:[十三个字以上的话就不能当作标题了：读书]]]"},
		{"各组: ：读书", "[map[items:[：读书]]]"},
		{"各组: '；读书；；'", "[map[items:[读书]]]"},
	} {
		r, err := record.Decode([]byte(c.input), record.YAML, groups(t), record.Files{})
		if err != nil {
			t.Errorf("%s: %v", c.input, err)
			continue
		}
		if got := fmt.Sprint(r.Values["groups"]); got != c.want {
			t.Errorf("%s: got %s, want %s", c.input, got, c.want)
		}
	}
}

func TestFaultsInAPartedTextHaveTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		input string
		want  []string
	}{
		{"各组: |\n  学习：读书；写\n  值班：\n", []string{"2:9 /各组", "3:3 /各组/items"}},
		{"各组: 学习：读书；写", []string{"1:11 /各组"}},
		{"各组: '学习：读书；写'", []string{"1:12 /各组"}},
	} {
		_, err := record.Decode([]byte(c.input), record.YAML, groups(t), record.Files{})
		var faults notice.Refusal
		if !errors.As(err, &faults) || len(faults) != len(c.want) {
			t.Errorf("%q: got %v", c.input, err)
			continue
		}
		for i, n := range faults {
			if got := fmt.Sprintf("%d:%d %s", n.Line, n.Column, n.Path); got != c.want[i] {
				t.Errorf("%q: got %s %s, want %s", c.input, got, n.Message, c.want[i])
			}
		}
	}
}

func TestAGroupIsACell(t *testing.T) {
	s := groups(t)
	in, err := record.Read([]byte("各组: [学习：读书；写笔记, {head: 值班, items: [早班, 晚班]}, {各条: [走访]}]"), record.YAML)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := in.Cells(s)[0], "学习：读书；写笔记\n值班：早班；晚班\n走访"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

const decimalSchema = `{"title": "票", "type": "object", "additionalProperties": false, "properties": {
	"amount": {"type": "number", "title": "金额", "minimum": 0.5, "exclusiveMaximum": 1000, "multipleOf": 0.01},
	"share": {"type": "number", "title": "份额", "default": 0.10},
	"rows": {"type": "array", "title": "各行", "items": {"type": "object", "x-single": "points", "properties": {"points": {"type": "number", "title": "分数"}}}}
}}`

func TestDecimals(t *testing.T) {
	s, err := record.Compile("ballot", []byte(decimalSchema))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		input  string
		syntax record.Syntax
		want   string // the values as JSON, or the message
	}{
		{"金额: 12.50", record.YAML, `{"amount":12.50,"share":0.10}`},
		{"amount: 12\nshare: 123456789012345678901234567890.1", record.YAML, `{"amount":12,"share":123456789012345678901234567890.1}`},
		{`{"amount": 1.2e1, "份额": 0}`, record.JSON, `{"amount":12,"share":0}`},
		{"rows: [9.5, {points: 8.75}]", record.YAML, `{"rows":[{"points":9.5},{"points":8.75}],"share":0.10}`},
		{"金额: 0.49", record.YAML, "金额 too-small 是0.49，不能小于0.5。"},
		{"金额: 1000.00", record.YAML, "金额 too-large 是1000，应小于1000。"},
		{"金额: 1.005", record.YAML, "金额 places 是1.005，最多可有2位小数。"},
		{"金额: '12.5'", record.YAML, "金额 type 应为数（如 12.5，不加引号），现为加引号的文字。"},
		{"金额: 1,234.50", record.YAML, "金额 type “1,234.50”不是数：不加千位分隔符，应如 1234.5。"},
		{"金额: １２.5", record.YAML, "金额 type “１２.5”不是数，应如 12.5，用半角数字。"},
		{"金额: [1]", record.YAML, "金额 type 应为数（如 12.5，不加引号），现为列表。"},
		{"rows: [x]", record.YAML, "各行第1项 type “x”不是数，应如 12.5，用半角数字。"},
	} {
		r, err := record.Decode([]byte(c.input), c.syntax, s, record.Files{})
		var got string
		var faults notice.Refusal
		switch {
		case errors.As(err, &faults):
			for _, f := range faults {
				got += f.Field + " " + f.Code + " " + f.Message
			}
		case err != nil:
			t.Fatal(err)
		default:
			b, err := json.Marshal(r.Values)
			if err != nil {
				t.Fatal(err)
			}
			got = string(b)
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.input, got, c.want)
		}
	}
}

// TestTaken: what people write in other ways is taken as it is meant, and told.
func TestTaken(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(paper))
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(paper))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, input, field, want, told string }{
		{"a date", strings.Replace(paper, "2010-07-01", "二О一○年七月一日", 1), "date", "2010-07-01", "5:7 date-form 日期“二О一○年七月一日”已读作 2010-07-01。"},
		{"a date with a time", strings.Replace(paper, "2010-07-01", "2010-7-1 14:30", 1), "date", "2010-07-01", "5:7 date-form 日期“2010-7-1 14:30”已读作 2010-07-01，时刻 14:30 没有用。"},
		{"a number with a zero", strings.Replace(paper, "〕4号", "〕04号", 1), "number", "常电大委〔2010〕4号", "2:19 leading-zeros 已去掉发文字号顺序号前的零（不编虚位）：第11字“010〕04号”。"},
		{"a list for a line", paper + "主送机关: [甲局, 乙局]\n", "to", "甲局、乙局", "6:7 joined-list 写成了几项，已用“、”连成一行。"},
		{"a list for lines", strings.Replace(paper, "关于开展活动的通知", "[关于开展, 活动的通知]", 1), "title", "关于开展\n活动的通知", "3:8 joined-list 写成了几项，已一项一行连起来。"},
		{"a stop behind an attachment's name", paper + "附件:\n  - {标题: 名单。}\n", "attachments/0/title", "名单", "7:10 end-mark 末尾的“。”已删去。"},
		{"a lone item that is several", paper + "署名: [甲局、乙局]\n", "signed_by/1", "乙局", ""},
		{"names with blanks between them", strings.Replace(paper, "请认真贯彻执行。", "[{名单: 张三 李四　王 五 买买提·艾力}]", 1), "body/0/names/names/2", "王五",
			"4:13 name-blanks 几个人的姓名之间的空格已改为“、”：“张三、李四、王五、买买提·艾力”。"},
		{"GBK", string(gbk), "title", "关于开展活动的通知", "0:0 encoding 文件是 GBK（GB 18030） 编码，已按这种编码读入；最好另存为 UTF-8。"},
		{"UTF-16", string(utf16), "title", "关于开展活动的通知", "0:0 encoding 文件是 UTF-16 编码，已按这种编码读入；最好另存为 UTF-8。"},
		{"full-width colons", strings.ReplaceAll(paper, "title: ", "标题："), "title", "关于开展活动的通知", "3:1 key-colon “标题”之后的冒号已改为半角冒号加空格。"},
		{"a colon without a blank", strings.ReplaceAll(paper, "title: ", "title:"), "title", "关于开展活动的通知", "3:1 key-colon “title”之后的冒号已改为半角冒号加空格。"},
		{"a full-width colon in a block", paper + "印发文件:\n  标题：方案\n  正文: |\n    时间：七月\n", "enclosure/body/0/text", "时间：七月", "7:3 key-colon “标题”之后的冒号已改为半角冒号加空格。"},
		{"a full-width colon in an item", paper + "附件:\n  - 标题：名单\n    正文: 张三\n", "attachments/0/title", "名单", "7:5 key-colon “标题”之后的冒号已改为半角冒号加空格。"},
		{"colons in items of a text", strings.Replace(paper, "请认真贯彻执行。", "\n  - 时间：七月\n  - 地点：某处", 1), "body/1/text", "地点：某处", ""},
		{"colons in a literal text", strings.Replace(paper, "请认真贯彻执行。", "|\n  - 时间：七月\n    地点: 某处", 1), "body/0/text", "- 时间：七月\n地点：某处", "6:3 edge-blanks 已去掉行首、行末的空格：第2行第1字“地点: 某”。\n6:7 half-width-punctuation 半角标点已改为全角：第2行第5字“地点: 某处”。\n6:8 inner-blanks 已去掉汉字、数字、标点之间的空格：第2行第6字“地点: 某处”。"},
		{"a name with what cannot be seen", strings.Replace(paper, "title:", "标\u200b题:", 1), "title", "关于开展活动的通知", "3:2 invisible-characters 已去掉看不见的字符：第2字“标题”（U+200B（零宽空格））。"},
		{"colons of a text", strings.Replace(paper, "请认真贯彻执行。", "|\n  时间：七月\n  地点：某处", 1), "body/0/text", "时间：七月\n地点：某处", ""},
		{"a look-alike in a choice", paper + "版式: 国标2012\u200b\n", "profile", "gbt9704-2012", "6:11 invisible-characters 已去掉看不见的字符：第7字“2012”（U+200B（零宽空格））。"},
	}
	schema := noticeSchema(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := record.Decode([]byte(test.input), record.YAML, schema, record.Files{})
			if err != nil {
				t.Fatal(err)
			}
			var got any = r.Values
			for name := range strings.SplitSeq(test.field, "/") {
				if list, ok := got.([]any); ok {
					i, _ := strconv.Atoi(name)
					got = list[i]
				} else {
					got = got.(map[string]any)[name]
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			var told []string
			for _, n := range r.Notices {
				told = append(told, fmt.Sprintf("%d:%d %s %s", n.Line, n.Column, n.Code, n.Message))
			}
			if g := strings.Join(told, "\n"); g != test.told {
				t.Errorf("told %q, want %q", g, test.told)
			}
		})
	}
}
