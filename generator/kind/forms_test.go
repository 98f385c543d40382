package kind_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// made gives the document of a kind's input and the codes of its warnings, with what they say.
func made(t *testing.T, name, input string) (*doc.Document, []string) {
	t.Helper()
	k, err := load(t).Kind(name)
	if err != nil {
		t.Fatal(err)
	}
	d, notices := document(t, k, input)
	var said []string
	for _, n := range notices {
		said = append(said, n.Path+" "+n.Code+" "+n.Message)
	}
	return d, said
}

// paragraphsOf gives the paragraphs of a document.
func paragraphsOf(d *doc.Document) []string {
	var all []string
	for _, p := range of[*doc.Paragraph](d) {
		all = append(all, p.Text.String())
	}
	return all
}

const member = "姓名: 张建国\n所在支部: 信息工程系党支部\n"

func TestPledgesAreCountedUnderTheirHeads(t *testing.T) {
	for _, c := range []struct{ pledges, want string }{
		{"带头学习提高：精读两本著作；写好笔记。\n带头服务师生:帮助三名学生", "一、带头学习提高\n1.精读两本著作。\n2.写好笔记。\n二、带头服务师生。帮助三名学生。"},
		{"精读两本著作；写好笔记", "一、精读两本著作。\n二、写好笔记。"},
		{"带头学习提高：精读两本著作\n\n坚持值班;坚持走访！\n带头弘扬正气：做志愿者", "一、带头学习提高。精读两本著作。\n二、坚持值班。\n三、坚持走访！\n四、带头弘扬正气。做志愿者。"},
		{"做到“三个坚持”：坚持学习", "一、做到“三个坚持”：坚持学习。"},
	} {
		d, said := made(t, "commitment", member+"承诺事项: |\n  "+strings.ReplaceAll(c.pledges, "\n", "\n  ")+"\n")
		all := paragraphsOf(d)
		if got := strings.Join(all[1:len(all)-1], "\n"); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
		if len(said) > 0 {
			t.Errorf("%s: warnings %q", c.pledges, said)
		}
	}
}

func TestHeadsOfBothKindsOfACommitment(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{member + "承诺事项: 带头学习：精读两本著作\n", "/pledges unusual-head 承诺事项的标题“带头学习”不是“五带头”"},
		{"承诺主体: 党支部\n所在支部: 机关党支部\n承诺事项: 带头学习提高：精读两本著作\n", "/pledges unusual-head 承诺事项的标题“带头学习提高”不是“五个好”"},
		{member + "承诺事项: 1.精读两本著作\n", "/pledges numbered-pledge 承诺事项由程序编号"},
		{member + "承诺事项: 精读两本著作\n引言: 我承诺。\n", "/lead_in open-lead-in "},
		{member + "承诺事项: 精读两本著作\n审核意见: 同意。\n", "/reviewed_by not-printed "},
		{"承诺主体: 党支部\n所在支部: 机关党支部\n职务岗位: 书记\n承诺事项: 工作业绩好：建成课程\n", "/form not-printed "},
	} {
		if _, said := made(t, "commitment", c.input); len(said) != 1 || !strings.HasPrefix(said[0], c.want) {
			t.Errorf("%s: got %q, want %s", c.input, said, c.want)
		}
	}
}

func TestACommitmentOfAMemberNamesTheMember(t *testing.T) {
	k, _ := load(t).Kind("commitment")
	_, err := record.Decode([]byte("所在支部: 机关党支部\n承诺事项: 学习\n"), record.YAML, k.Schema, record.Files{})
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Field != "姓名" {
		t.Errorf("got %v", err)
	}
}

func TestWhoSignsACommitment(t *testing.T) {
	d, _ := made(t, "commitment", member+"承诺事项: 学习理论\n")
	lines := of[*doc.SignLines](d)
	if len(lines) != 1 || lines[0].Labels[0].String() != "承诺人（签名）：" || strings.TrimSpace(lines[0].Date.String()) != "年　　月　　日" || len(of[*doc.Signature](d)) != 0 {
		t.Errorf("a member's: %+v", lines)
	}
	d, _ = made(t, "commitment", "承诺主体: 党支部\n所在支部: 机关党支部\n承诺事项: 学习理论\n承诺日期: 2010-09-10\n审核单位: 某委员会\n")
	lines, seals, tables := of[*doc.SignLines](d), of[*doc.Signature](d), of[*doc.Table](d)
	if len(lines) != 1 || lines[0].Labels[0].String() != "支部书记（签名）：" || len(seals) != 1 || seals[0].Form != doc.Sealed || seals[0].Date.String() != "2010年9月10日" {
		t.Errorf("a branch's: %+v, %+v", lines, seals)
	}
	review := tables[len(tables)-1]
	if c := review.Rows[0][1]; review.Height(0) < 30*measure.MM || !c.Top || len(c.Foot) != 2 || c.Foot[0].String() != "某委员会（盖章）" {
		t.Errorf("the review: %+v", review)
	}
}

// scratch is a kind with the fields title and words, a list.
func scratch(t *testing.T, body string) *kind.Kind {
	t.Helper()
	k, err := card(t, folder(t, "card/body.xml", bodyXML, body))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestFunctionsOfExpressions(t *testing.T) {
	k := scratch(t, `<paper><title>{{ sentence(title) }}|{{ writtenPeriod(words[0], words[1]) }}|{{ chineseNumber(int(words[2])) }}</title></paper>`)
	for _, c := range []struct{ input, want string }{
		{"title: 学习；\nwords: [2010-06-01, 2010-08-31, '21']", "学习。|2010年6月—8月|二十一"},
		{"title: 行不行？\nwords: [2010-06-01, 2012-12-31, '10']", "行不行？|2010年6月—2012年12月|十"},
		{"title: “好。”\nwords: [2010-06-21, 2010-08-15, '99']", "“好。”|2010年6月21日—8月15日|九十九"},
		{"title: （好）\nwords: [2012-02-01, 2012-02-29, '100']", "（好）。|2012年2月|100"},
		{"title: 好\nwords: [2012-02-01, 2012-02-01, '7']", "好。|2012年2月1日|七"},
	} {
		d, _ := document(t, k, c.input)
		if got := of[*doc.Title](d)[0].Text.String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.input, got, c.want)
		}
	}
}

func TestAFootStandsInACellOfOneRow(t *testing.T) {
	k := scratch(t, `<paper><table><row height="20"><cell place="top" rows="len(words)">{{ title }}<foot>签名</foot></cell></row><row/></table></paper>`)
	r, err := record.Decode([]byte("title: 学习\nwords: [甲, 乙]\n"), record.YAML, k.Schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := k.Document(r); err == nil || !strings.Contains(err.Error(), "one with a foot is of one row") {
		t.Errorf("got %v", err)
	}
	k = scratch(t, `<paper><table><row height="20"><cell place="top">{{ title }}<foot>签名</foot></cell></row><row><cell align="centre"/></row></table></paper>`)
	d, _ := document(t, k, "title: 学习\n")
	table := of[*doc.Table](d)[0]
	if c := table.Rows[0][0]; !slices.Equal(table.Heights, []measure.Length{20 * measure.MM, 0}) || !c.Top || c.Foot[0].String() != "签名" || !table.Rows[1][0].Centred {
		t.Errorf("got %+v", table)
	}
}

// phases is a plan with two phases; of the second, task says what its first task is.
func phases(from, until, task string) string {
	return "标题: 某支部实施方案\n党支部: 机关党支部\n主要目标: 学习好\n成文日期: 2010-07-20\n工作阶段:\n" +
		"  - {名称: 动员部署, 开始: 2010-06-01, 结束: 2010-08-31, 工作任务: [{任务: 宣传发动, 责任人: 李卫东、陈静, 完成时限: 2010-06-30}, {任务: 集中学习, 措施: 学文件, 责任人: 张建国}]}\n" +
		"  - {名称: 全面争创, 开始: " + from + ", 结束: " + until + ", 工作任务: [" + task + "]}\n"
}

func TestScheduleOfAPlan(t *testing.T) {
	d, said := made(t, "plan", phases("2010-09-01", "2012-12-31", "{任务: 公开承诺, 责任人: 李卫东}"))
	if len(said) > 0 {
		t.Errorf("warnings %q", said)
	}
	table := of[*doc.Table](d)[0]
	var rows []string
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row {
			var lines []string
			for _, l := range c.Lines {
				lines = append(lines, l.String())
			}
			cells = append(cells, strings.Join(lines, "/")+strings.Repeat("*", c.Rows-1))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	if got, want := strings.Join(rows, "\n"), "序号|阶段|工作任务和措施|责任人|完成时限\n1|动员部署/2010年6月—8月*|宣传发动|李卫东/陈静|2010年6月30日前\n"+
		"2|集中学习：学文件|张建国|本阶段内\n3|全面争创/2010年9月—2012年12月|公开承诺|李卫东|本阶段内"; got != want || table.Head != 1 {
		t.Errorf("head of %d rows\n%s\nwant\n%s", table.Head, got, want)
	}
	if got, want := strings.Join(paragraphsOf(d), "\n"), "一、主要目标\n学习好。\n二、工作步骤\n（一）动员部署（2010年6月—8月）\n1.宣传发动。\n2.集中学习。学文件。\n"+
		"（二）全面争创（2010年9月—2012年12月）\n1.公开承诺。"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if s := of[*doc.Signature](d)[0]; s.Form != doc.Sealed || s.Signers[0].Name.String() != "机关党支部" {
		t.Errorf("signed by %+v", s)
	}
}

func TestWarningsOfAPlan(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{phases("2010-08-31", "2012-12-31", "{任务: 承诺, 责任人: 李}"), "/phases phases-out-of-order “全面争创”在前一阶段结束之前开始"},
		{phases("2010-05-01", "2010-05-31", "{任务: 承诺, 责任人: 李}"), "/phases phases-out-of-order “全面争创”"},
		{phases("2010-09-01", "2012-12-31", "{任务: 承诺, 责任人: 李, 完成时限: 2013-01-01}"), "/phases deadline-outside-phase “承诺”的完成时限"},
		{phases("2010-09-01", "2012-12-31", "{任务: 承诺, 责任人: 李, 完成时限: 2010-08-31}, {任务: 评议, 责任人: 王, 完成时限: 2012-12-31}"), "/phases deadline-outside-phase “承诺”的完成时限"},
		{phases("2010-09-01", "2012-12-31", "承诺, {任务: 评议}"), "/phases nobody-responsible “承诺”“评议”没有写责任人"},
		{phases("2010-09-30", "2010-09-01", "{任务: 承诺, 责任人: 李}"), "/phases phase-ends-before-it-begins “全面争创”的结束早于开始"},
	} {
		if _, said := made(t, "plan", c.input); len(said) != 1 || !strings.HasPrefix(said[0], c.want) {
			t.Errorf("%s: got %q, want %s", c.input, said, c.want)
		}
	}
}

func TestAppraisalsLeaveRoomToWrite(t *testing.T) {
	d, said := made(t, "comment", "被点评对象: 张建国\n肯定成绩: |\n  一是学习好。\n  二是工作好。\n")
	if len(said) > 0 {
		t.Errorf("warnings %q", said)
	}
	table := of[*doc.Table](d)[0]
	for i, title := range []string{"肯定成绩", "存在问题", "努力方向", "整改要求", "整改情况"} {
		row := table.Rows[3+i]
		if row[0].Lines[0].String() != title || table.Height(3+i) < 25*measure.MM {
			t.Errorf("row %d: %q, %v high", 3+i, row[0].Lines[0], table.Height(3+i))
		}
	}
	if got := table.Rows[3][1].Lines; len(got) != 2 || !table.Rows[3][1].Top {
		t.Errorf("got %q", got)
	}
	for row, who := range map[int]string{6: "点评人（签名）：", 7: "被点评人（签名）："} {
		if foot := table.Rows[row][1].Foot; len(foot) != 1 || !strings.HasPrefix(foot[0].String(), who) {
			t.Errorf("row %d: foot %q, want %s", row, foot, who)
		}
	}
	if _, said := made(t, "comment", "被点评对象: 张建国\n点评人: 张建国\n"); len(said) != 1 || !strings.HasPrefix(said[0], "/commenter comments-on-self") {
		t.Errorf("warnings %q", said)
	}
}
