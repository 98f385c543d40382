package person_test

import (
	"testing"

	"gongwen/generator/person"
)

func TestLinesThatAreNoPersons(t *testing.T) {
	for _, test := range []struct {
		line  person.Line
		texts []string
	}{
		{person.Total, []string{"合计", "合　计", "合  计：", "总计", "共计", "合计：13人", "合计13", "共13人", "总人数：12", "本页合计", "（合计）", "人数合计", "合计（人）", "共计 12 名。", "共计13名党员", "本页共 3 人"}},
		{person.Subtotal, []string{"小计", "小 计", "第一党支部小计", "机关党委合计", "小计：3人", "教师小计"}},
		{person.Count, []string{"12人", "3 名"}},
		{person.Signature, []string{"填表人：李某", "填表人:", "制表人", "审核", "审 核：", "审核人：张某", "填表日期：2012年6月1日", "单位（盖章）：", "（盖章）", "(公章)", "（签字）", "单位负责人：",
			"党委书记（签字）：", "主管领导", "联系电话：0519-1", "填报单位：某某", "填 表 人：    审 核 人：", "制表：王某", "填表人 李某", "审核 张某", "党支部意见："}},
		{person.Remark, []string{"说明：以上按支部排列", "注：", "注1：甲", "备注", "备注：无", "填表说明", "※注：以上", "附注：", "说明", "注意事项：一"}},
		{person.Day, []string{"2012年6月1日", "2012-06-01", "二〇一二年六月一日", "2012年6月制"}},
		{person.Ending, []string{"以下空白", "（以下空白）", "——以下空白——", "以下为空", "此页无正文", "续表", "接上页", "第1页 共3页", "第 2 页", "1/3页", "完", "共2页 第1页", "此页以下无正文"}},
		{person.Title, []string{"优秀共产党员名单", "拟表彰对象一览表（续）"}},
		{person.Group, []string{"一、优秀共产党员", "（二）优秀党务工作者", "三、先进基层党组织", "1. 第一党支部", "二、离退休人员（12人）", "一、优秀共产党员：", "一、优秀共产党员3人", "优秀共产党员", "先进基层党组织：", "先进党支部", "第一党支部（12人）"}},
		{person.Numbered, []string{"1.钱", "一、张三", "（1）李四", "2、王小明"}},
		{person.Labelled, []string{"王三：优秀"}},
		{person.Nobody, []string{"无", "/", "／", "—", "——", "-", "－", "…", "……", "〃", "\"", "×", "√", "*", "暂无", "空缺", "待定", "N/A", "同上", "。"}},
		{person.Zero, []string{"0", "12", "0.0", "１２"}},
		{person.ErrorValue, []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "####", "########", "TRUE", "False", "NULL", "null"}},
		{person.Heading, []string{"姓名", "姓 名", "所在支部", "序号"}},
		{"", []string{"", "　", "王一一", "合", "计", "一支部", "三支部", "十组", "合一", "计小明", "总小明", "王小计", "无名", "无极", "一丁", "丁一", "万一", "三毛", "张审核", "注册", "第一党支部", "机关党委", "中共临江市委员会", "阿卜·买买提",
			"诸葛明", "A&B公司党支部", "Anna Maria", "欧阳一二", "完颜旭", "共小芳", "审小东", "附小明", "单位", "方组", "十一郎", "百里屠苏", "九方皋", "王力部", "易书记", "电话", "制衣厂党支部", "先进制造学院党支部", "示范学院机关党总支", "张优", "先小明", "时间", "年广久", "党必刚", "支荣", "序一", "姓一", "员外", "职文", "支部书记", "优秀", "先进", "钱（女）", "王五（小）"}},
	} {
		for _, text := range test.texts {
			if got := person.LineOf(text); got != test.line {
				t.Errorf("%q is %q, want %q", text, got, test.line)
			}
		}
	}
}

func TestHeads(t *testing.T) {
	for _, test := range []struct {
		text    string
		n       int
		persons bool
		ok      bool
	}{
		{"合计：13人", 13, true, true}, {"共１２名", 12, true, true}, {"13", 13, false, true}, {"合计", 0, false, false}, {"2项", 0, false, false}, {"2012年6月1日", 0, false, false},
	} {
		if n, persons, ok := person.Heads(test.text); n != test.n || persons != test.persons || ok != test.ok {
			t.Errorf("%q says %d %v %v", test.text, n, persons, ok)
		}
	}
}
