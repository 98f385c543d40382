package mend_test

import (
	"slices"
	"strings"
	"testing"

	"gongwen/generator/mend"
)

// mended gives what becomes of a text in a mode, by the mode's name, with the codes of the changes.
func mended(t testing.TB, mode, text string) (string, []string, []mend.Change) {
	t.Helper()
	m, err := mend.ParseMode(mode)
	if err != nil {
		t.Fatal(err)
	}
	got, changes := mend.Text(text, m)
	var codes []string
	for _, c := range changes {
		codes = append(codes, c.Code)
	}
	return got, codes, changes
}

func sorted(s []string) string { return strings.Join(slices.Sorted(slices.Values(s)), " ") }

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
		{"prose", "一.指导思想", "一、指导思想", "outline-numbers"},
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
		// Characters that look like others.
		{"prose", "⼀、提⾼认识", "一、提高认识", "look-alikes"},
		{"prose", "⽤⼾⼈⺠", "用户人民", "look-alikes"},
		{"prose", "豈\uf91d", "豈欄", "look-alikes"},
		{"prose", "\U0002f800人﨎﨑", "丽人﨎﨑", "look-alikes"},
		{"prose", "\ue863某、\ue81a", "䶮某、㑳", "look-alikes"},
		{"prose", "cafe\u0301、か\u3099", "café、が", "composed-letters"},
		{"name", "葛\U000e0100城", "葛城", "invisible-characters"},
		{"prose", "辻\ufe00、♥\ufe0f、ab\u034fc", "辻、♥、abc", "invisible-characters"},
		{"prose", "︵竖排︶﹁引﹂，甲﹐乙﹑丙﹔丁﹕﹙小﹚", "（竖排）「引」，甲，乙、丙；丁：（小）", "punctuation-forms"},
		{"prose", "甲\ue78d乙\ue78e", "甲，乙。", "punctuation-forms"},
		{"", " ⼈民 ", "人民", "look-alikes"},

		// The zero of a year.
		{"prose", "二0一二年、二О一二年、二○一二年、二◯一二年、二O一二年", "二〇一二年、二〇一二年、二〇一二年、二〇一二年、二〇一二年", "year-zeros"},
		{"prose", "二OO八年、一九九O年、二Ｏ一O—二О一二学年", "二〇〇八年、一九九〇年、二〇一〇—二〇一二学年", "year-zeros full-width-characters"},
		{"prose", "张○○、一O一、2012年、O型、二0班", "张○○、一O一、2012年、O型、二0班", ""},

		// Dots and blanks in names.
		{"name", "阿卜。买买提", "阿卜·买买提", "middle-dots"},
		{"name", "阿卜—买买提", "阿卜·买买提", "middle-dots"},
		{"name", "阿卜-买买提", "阿卜·买买提", "middle-dots"},
		{"name", "阿卜﹒买买提", "阿卜·买买提", "middle-dots punctuation-forms"},
		{"name", "阿卜●买买提▪艾力", "阿卜·买买提·艾力", "middle-dots"},
		{"name", "阿卜\u2024买买提", "阿卜·买买提", "middle-dots punctuation-forms"},
		{"name", "阿卜\u0387买买提", "阿卜·买买提", "look-alikes"},
		{"name", "张三-李四", "张三-李四", "doubtful-dashes"},
		{"name", "机关支部-一组", "机关支部-一组", "doubtful-dashes"},
		{"name", "王 小 明", "王小明", "inner-blanks"},

		// Blanks that mean something.
		{"prose", "会议由张三主持，李四 王五 赵六参加。", "会议由张三主持，李四 王五 赵六参加。", "doubtful-blanks"},
		{"prose", "出席：张三 李四 王五", "出席：张三 李四 王五", "doubtful-blanks"},
		{"prose", "本项分为三类，甲 乙 丙三级。", "本项分为三类，甲 乙 丙三级。", "doubtful-blanks"},
		{"prose", "评价分优 良 中 差四等，另行公布。", "评价分优 良 中 差四等，另行公布。", "doubtful-blanks"},
		{"prose", "学生张三 李四被评为优秀。", "学生张三 李四被评为优秀。", "doubtful-blanks"},
		{"prose", "出席单位：党办 组织部 宣传部", "出席单位：党办 组织部 宣传部", "doubtful-blanks"},
		{"line", "张三 李四 王五", "张三 李四 王五", "doubtful-blanks"},
		{"line", "张三 李四", "张三 李四", "doubtful-blanks"},
		{"prose", "地点：第一会议室 时间：9月3日 主持：张三", "地点：第一会议室 时间：9月3日 主持：张三", ""},
		{"prose", "兹有 王某 同志前往，请接洽。", "兹有王某同志前往，请接洽。", "inner-blanks"},
		{"prose", "联系人：张三 13912345678，谢谢", "联系人：张三 13912345678，谢谢", ""},
		{"prose", "是（ ）否（　）", "是（ ）否（　）", ""},
		{"prose", "姓名：       ，单位：      。", "姓名：_______，单位：______。", "write-in-blanks"},
		{"prose", "姓名：　　　，性别：　　　　", "姓名：______，性别：", "write-in-blanks edge-blanks"},
		{"prose", "共：      人。姓名：    电话：", "共：______人。姓名：____电话：", "write-in-blanks"},
		{"prose", "请于    年    月    日前填写，谢谢", "请于    年    月    日前填写，谢谢", ""},
		{"prose", "注：  各单位", "注：各单位", "inner-blanks"},
		{"prose", "第一条　为了\n第二条 本办法，试行。\n第一章 总则\n第三条  两个\n第四条规定的，\n第五条要求", "第一条　为了\n第二条　本办法，试行。\n第一章　总则\n第三条　两个\n第四条规定的，\n第五条　要求", "article-blanks"},
		{"prose", "第一阶段 动员\n第三条规定", "第一阶段 动员\n第三条规定", ""},

		// Heads.
		{"prose", "1、学文件", "1.学文件", "outline-numbers"},
		{"prose", "2．全角点", "2.全角点", "outline-numbers"},
		{"prose", "1)第二条", "（1）第二条", "outline-numbers"},
		{"prose", "（一）、组织学习", "（一）组织学习", "outline-numbers"},
		{"prose", "(2)、组织学习", "（2）组织学习", "outline-numbers"},
		{"prose", "一．提高\n十一.其他", "一、提高\n十一、其他", "outline-numbers"},
		{"prose", "㈠组织\n⑵学习\n⒊抓好", "（一）组织\n（2）学习\n3.抓好", "outline-numbers"},
		{"prose", "3.5万元以上，5、6月份，3、4级", "3.5万元以上，5、6月份，3、4级", ""},
		{"prose", "5、6月份\n①第一条\n2012年以来", "5、6月份\n①第一条\n2012年以来", ""},
		{"line", "1、学文件", "1、学文件", ""},

		// Marks.
		{"prose", "坚持...制度--认真，各项。。。抓好，，落实－－根本", "坚持……制度——认真，各项……抓好，落实——根本", "ellipses dashes doubled-marks"},
		{"prose", "是...,要抓好(见附件).联系", "是……，要抓好（见附件）。联系", "ellipses half-width-punctuation half-width-brackets"},
		{"prose", "等等…\n等等………", "等等……\n等等……", "ellipses"},
		{"prose", "很好。，对", "很好。，对", "doubtful-marks"},
		{"prose", "use --set and a...b, A--B", "use --set and a...b, A--B", ""},
		{"prose", "《关于印发<办法>的通知》", "《关于印发〈办法〉的通知》", "book-title-marks"},
		{"prose", "<<党章>>和a<b>c", "《党章》和a<b>c", "book-title-marks"},
		{"prose", "3月1日-3月15日，2010年 - 2012年，14:30-16:00", "3月1日—3月15日，2010年—2012年，14:30—16:00", "range-dashes"},
		{"prose", "3~5天，5%~10%，8月~9月", "3～5天，5%～10%，8月～9月", "range-dashes"},
		{"prose", "“2010-2012年创先争优活动”，电话0519-86600000，COVID-19", "“2010-2012年创先争优活动”，电话0519-86600000，COVID-19", ""},

		// Document numbers.
		{"number", "001号", "1号", "leading-zeros"},
		{"number", "常电大委(2012)005号", "常电大委〔2012〕5号", "year-brackets leading-zeros"},
		{"number", "第5号", "第5号", ""},
	}
	for _, test := range tests {
		t.Run(test.mode+" "+test.text, func(t *testing.T) {
			got, codes, _ := mended(t, test.mode, test.text)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if g, w := sorted(codes), sorted(strings.Fields(test.codes)); g != w {
				t.Errorf("got notices %s, want %s", g, w)
			}
			if again, _, _ := mended(t, test.mode, got); again != got {
				t.Errorf("mended again: got %q, want %q", again, got)
			}
		})
	}
}

func TestMendingNamesEveryPlace(t *testing.T) {
	tests := []struct {
		mode, text string
		want       []string
	}{
		{"prose", "开头\n迎接建党90 周年，向前\n(一) 工作方法\n(二)工作步骤", []string{
			"半角括号已改为全角：第3行第1字“(一) 工作方”、第4行第1字“(二)工作步骤”。",
			"已去掉汉字、数字、标点之间的空格：第2行第7字“建党90 周年，向前”、第3行第4字“(一) 工作方法”。",
		}},
		{"number", "常电大委〔2010〕 4号", []string{"已去掉发文字号中的空格：第11字“010〕 4号”。"}},
		{"name", "零\u200b宽", []string{"已去掉看不见的字符：第2字“零宽”（U+200B（零宽空格））。"}},
		{"name", "\ufe0f", []string{"已去掉看不见的字符：第1字（U+FE0F（异体字选择符））。"}},
		{"name", "⼈民", []string{"形似而编码不同的字已改为通用的字：第1字“⼈民”（U+2F08，应为“人”）。"}},
		{"name", "\ue863", []string{"形似而编码不同的字已改为通用的字：第1字“U+E863”（U+E863，应为“䶮”）。"}},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			_, _, changes := mended(t, test.mode, test.text)
			var got []string
			unit := ""
			if strings.Contains(test.text, "\n") {
				unit = "行"
			}
			for _, c := range changes {
				got = append(got, c.Sentence(unit))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}
