package kind_test

import (
	"slices"
	"strings"
	"testing"

	"gongwen/generator/record"
)

// TestWordingThatIsNotAllowedIsTold makes papers with one thing that the check of a finished paper would reject.
func TestWordingThatIsNotAllowedIsTold(t *testing.T) {
	const paper = "种类: 文稿\n标题: %title\n正文: |\n  %body\n署名: 某某委员会\n成文日期: 2026-03-02\n附件:\n  - 标题: %attached\n    正文: 内容。\n"
	k, err := load(t).Kind("manuscript")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, title, body, attached, code, says string }{
		{"nothing", "工作方案", "一、目标|（一）甲项|1.做|2.做|（二）乙项|1.做|二、要求|（一）丙项", "2026年任务表", "", ""},
		{"lists of their own", "工作方案", "一、目标|任务如下：|1.做|2.做|要求如下：|1.做|2.做", "任务表", "", ""},
		{"sentences that begin with 一是", "工作方案", "一是抓学习。|二是抓作风。|第一阶段：动员", "任务表", "", ""},
		{"ten and more", "工作方案", "一、甲|二、乙|三、丙|四、丁|五、戊|六、己|七、庚|八、辛|九、壬|十、癸|十一、子|十二、丑", "任务表", "", ""},
		{"a chapter begins anew", "管理办法", "第一章　总则|一、甲|二、乙|第二章　附则|一、丙", "任务表", "", ""},
		{"a number is left out", "工作方案", "一、甲|二、乙|四、丁", "任务表", "head-order", "“四”"},
		{"a number stands twice", "工作方案", "一、甲|二、乙|二、丙", "任务表", "head-order", "重复"},
		{"a number begins late", "工作方案", "二、乙|三、丙", "任务表", "head-order", "不连续"},
		{"items begin again", "工作方案", "1.做|2.做|1.做", "任务表", "head-order", "又从1开始"},
		{"levels the wrong way round", "工作方案", "（一）甲|一、乙", "任务表", "head-order", "层次颠倒"},
		{"an empty page that says so", "工作方案", "正文。|（此页无正文）", "任务表", "void-text", "此页无正文"},
		{"a stop behind the title", "工作方案。", "正文。", "任务表", "title-mark", "“。”"},
		{"an attachment that is numbered", "工作方案", "正文。", "1.任务表", "numbered-attachment", "“1.”"},
	} {
		t.Run(c.what, func(t *testing.T) {
			text := strings.NewReplacer("%title", c.title, "%body", strings.ReplaceAll(c.body, "|", "\n  "), "%attached", c.attached).Replace(paper)
			r, err := record.Decode([]byte(text), record.YAML, k.Schema, record.Files{})
			if err != nil {
				t.Fatal(err)
			}
			_, notices, err := k.Document(r)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, n := range notices {
				if slices.Contains([]string{"head-order", "void-text", "title-mark", "numbered-attachment"}, n.Code) {
					codes = append(codes, n.Code)
					if !strings.Contains(n.Message, c.says) || n.Path == "" {
						t.Errorf("%+v does not say %q", n, c.says)
					}
				}
			}
			slices.Sort(codes)
			codes = slices.Compact(codes)
			if got := strings.Join(codes, " "); got != c.code {
				t.Errorf("told %q, want %q; %+v", got, c.code, notices)
			}
		})
	}
}
