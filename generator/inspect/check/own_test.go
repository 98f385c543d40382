package check_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/internal/testkit/papers"
)

// head is what papers with a red head begin with.
const ownHead = "发文机关标志: 中共临江市开放大学委员会文件\n发文字号: 临开大委〔2026〕9号\n主送机关: 各党支部：\n" +
	"署名: 中共临江市开放大学委员会\n成文日期: 2026-03-01\n"

// said is a paragraph of a line and a half.
const said = "为认真贯彻上级部署，进一步发挥基层党组织的战斗堡垒作用和党员的先锋模范作用，现将有关事项通知如下。"

// ownPapers are papers as offices write them, each with something that looks like something else. None departs from a clause.
func ownPapers() map[string]string {
	names := "丁一、于红、马骏、王力、王小五、王建国、李明、张三、张伟、欧阳修远、诸葛明、阿不都热合曼·吾甫尔、陈独、陈思远、刘洋、刘国庆、" +
		"赵一曼、赵敏、钱学、孙中、周树人、周杰、吴敬、吴冠中、郑和、冯友兰、褚遂良、卫青、蒋英、沈从文、韩愈、杨绛、朱自清、秦观、" +
		"尤侗、许地山、何其芳、吕叔湘、施耐庵、孔融、曹雪芹、严复、华罗庚、金岳霖、魏徵、陶渊明、姜夔、戚继光、谢灵运、邹韬奋"
	marks := make([]string, 9)
	for i := range marks {
		marks[i] = "临江市" + strings.Repeat("农业", i%4) + "管理局"
	}
	table := func(rows int) string {
		return "- 表格:\n      rows:\n        - [序号, 单位, 负责人, 数额]\n" + strings.Repeat("        - [1, 信息工程学院, 王建国, 12.5]\n", rows)
	}
	all := map[string]string{
		"a list of names over an even page": "种类: 决定\n" + ownHead + "标题: 关于表彰先进的决定\n正文: |\n  " + said + "\n附件:\n" +
			"  - 标题: 先进基层党组织名单\n    正文: |\n      机关第一党支部\n  - 标题: 优秀共产党员名单\n    正文:\n      - 名单: {姓名: " + names + "}\n",
		"a mark of nine organs": strings.Replace("种类: 通知\n标志后缀: 文件\n"+ownHead, "标志: 中共临江市开放大学委员会文件", "标志: ["+strings.Join(marks, ", ")+"]", 1) +
			"标题: 关于联合开展推荐评选活动的通知\n正文: |\n  " + said + "\n  一、推荐范围\n  全市各级基层党组织的在册党员。\n",
		"a title longer than the text": "种类: 通知\n" + ownHead + "标题: 关于转发《中共临江市委教育工作委员会关于在全市高校基层党组织和广大党员中深入开展“学习新思想、奋进新征程、" +
			"建功新时代”主题教育实践活动的实施意见》的通知\n正文: |\n  请认真贯彻执行。\n",
		"items of an article": "种类: 通知\n" + ownHead + "标题: 关于印发考勤办法的通知\n正文: |\n  第一条 本办法适用于下列部门：\n  （一）行政部门；\n" +
			"  （二）教学部门；\n  （三）教辅部门。\n  第二条 下列人员不适用本办法：\n  （一）外聘人员；\n  （二）退休人员。\n",
		"items of three kinds": "种类: 通知\n" + ownHead + "标题: 关于报送材料的通知\n正文: |\n  " + said + "\n  一、报送范围\n  （一）各党支部，含离退休党支部；\n" +
			"  （二）各部门；\n  二、报送要求\n  1.一式两份；\n  2.加盖公章。\n",
	}
	for rows := range 5 {
		all[fmt.Sprintf("notes below a table of %d rows", rows+1)] = "种类: 通知\n" + ownHead + "标题: 关于下达经费的通知\n正文:\n  - " + said +
			"\n  " + table(rows+1) + "附件:\n  - 标题: 经费使用办法\n    正文: |\n      " + said + "\n"
	}
	for paragraphs := range 6 {
		all[fmt.Sprintf("a text of %d lines", 2*paragraphs+2)] = "种类: 通知\n" + ownHead + "标题: 关于开展学习活动的通知\n印发机关: 党委办公室\n印发日期: 2026-03-02\n正文: |\n" +
			strings.Repeat("  "+said+"\n", paragraphs+1) + "  一、总体要求\n  " + said + "\n"
	}
	return all
}

// TestOurPapersAreTakenForWhatTheyAre checks papers of ours in which lists, tables, items and marks could be taken for others.
func TestOurPapersAreTakenForWhatTheyAre(t *testing.T) {
	g := spoiled(t)
	for name, input := range ownPapers() {
		t.Run(name, func(t *testing.T) {
			p := prepared(t, g, []byte(input))
			for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
				if r := report(t, papers.Write(t, p, f), national); r.Departs() {
					t.Errorf("in %s:\n%s", f, table(t, r))
				}
			}
		})
	}
}
