package mend_test

import (
	"strings"
	"testing"

	"gongwen/generator/mend"
)

const clean = "开展创先争优活动，要重点围绕迎接建党90周年、向党的十八大献礼两个重大节点展开，通过“调查研究、公开承诺”等方式进行（活动跨2010至2012三个学年）。"

func BenchmarkText(b *testing.B) {
	for _, bench := range []struct {
		name, text string
		mode       mend.Mode
	}{
		{"name", "买买提·艾力", mend.Name},
		{"branch", "常州市广播电视大学机关第一党支部", mend.Line},
		{"paragraphs", strings.Repeat(clean+"\n", 50), mend.Prose},
		{"paragraphs with slips", strings.Repeat("(一) 工作方法,"+clean+"\n", 50), mend.Prose},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bench.text)))
			for b.Loop() {
				mend.Text(bench.text, bench.mode)
			}
		})
	}
}

// TestLongLines: a line of any length is mended in time that grows with it, and not with its square: this would take minutes.
func TestLongLines(t *testing.T) {
	const n = 40_000
	for _, unit := range []string{" ", "　", ".", "(", ")", "《<", "汉 ", "汉. ", "1", "1. ", "\"", "张三 李四 ", "姓名：    ", "二0", "e\u0301", "\u0301", "\u200b", "⼈", "。", "-", "~1", "[2010] ", "〔1", "汉—", "第"} {
		for _, ends := range [][2]string{{"", ""}, {"汉", "汉"}, {"第1", "条 汉"}} {
			text := ends[0] + strings.Repeat(unit, n/len(unit)) + ends[1]
			for _, mode := range []mend.Mode{mend.Trimmed, mend.Prose, mend.Lines, mend.Line, mend.Number, mend.Name} {
				mend.Text(text, mode)
			}
			mend.Names(text)
			if _, err := mend.Date(text); err == nil {
				t.Errorf("%.20s… is a date", text)
			}
		}
	}
}
