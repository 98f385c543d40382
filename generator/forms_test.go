package generator_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/notice"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// plainSamples are those of papers without a red head, with what stands on their pages, in order; a page ends with a \f.
var plainSamples = map[string][]string{
	"commitment": {"党员公开承诺书", "张建国", "信息工程系党支部", "我郑重承诺：", "一、带头学习提高。每学期精读", "二、带头争创佳绩", "1.主持完成", "2.指导两名青年教师过好教学关。",
		"五、带头弘扬正气。", "完成时限：2011年6月底前。", "以上承诺，请组织和群众监督。", "承诺人（签名）：", "年月日", "—1—\f"},
	"commitment-plain": {"党员公开承诺书", "欧阳丽", "作为一名共产党员，", "一、每学期精读", "三、结对帮助一名学习困难的学生。", "承诺人（签名）：", "—1—\f"},
	"commitment-branch": {"党支部公开承诺书", "支部书记", "李卫东", "我支部郑重承诺：", "三、工作机制好", "1.健全", "支部书记（签名）：", "信息工程系党支部", "2010年9月10日",
		"审核意见", "中共常州市广播电视大学委员会（盖章）", "年月日", "—1—\f"},
	"plan": {"信息工程系党支部", "一、指导思想", "二、主要目标", "4.每名党员联系一个班级、帮扶一名学习困难的学生。", "—1—\f", "三、工作步骤", "（一）动员部署、组织学习（2010年6月21日—8月15日）",
		"—2—\f", "（三）典型示范、总结提高（2012年7月—12月）", "四、组织保障", "附件：工作进度安排表", "信息工程系党支部", "2010年7月20日", "—3—\f", "附件", "工作进度安排表", "完成时限", "—4—\f",
		"完成时限", "12", "—5—\f"},
	"comment":       {"领导点评表", "被点评对象张建国", "党支部书记", "3.结对帮助的三名学生成绩都有提高。", "存在问题", "努力方向", "整改要求", "点评人（签名）：年月日", "被点评人（签名）：年月日", "—1—\f"},
	"comment-blank": {"领导点评表", "信息工程系党支部", "肯定成绩", "存在问题", "努力方向", "整改要求", "点评人（签名）：", "整改情况", "被点评人（签名）：", "—1—\f"},
}

func TestPapersWithoutARedHeadReadBack(t *testing.T) {
	g := papers.Generator(t)
	dir := t.TempDir()
	var files []string
	for name := range plainSamples {
		for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
			b, warnings := write(t, g, testkit.Sample(t, name+".yaml"), f)
			warnings = slices.DeleteFunc(warnings, func(n notice.Notice) bool { return name == "commitment-branch" && n.Code == "closer-lines" }) // on one page
			if len(warnings) > 0 {
				t.Errorf("%s: %v", name, warnings)
			}
			path := filepath.Join(dir, name+"."+string(f))
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if f == generator.DOCX {
				files = append(files, path)
			}
		}
	}
	words := filepath.Join(dir, "word")
	testkit.Convert(t, "pdf", words, files...)
	for name, want := range plainSamples {
		ours, office := printed(t, filepath.Join(dir, name+".pdf")), printed(t, filepath.Join(words, name+".pdf"))
		rest := ours
		for _, said := range want {
			_, after, ok := strings.Cut(rest, said)
			if !ok {
				t.Errorf("%s: no %q in its place in\n%s", name, said, rest)
				break
			}
			rest = after
		}
		if a, b := strings.Count(ours, "\f"), strings.Count(office, "\f"); a != b {
			t.Errorf("%s: %d pages in PDF, %d in Word", name, a, b)
		}
		// The head of a table that goes on, and the page where a row stands, are up to Word.
		if name != "plan" && sorted(ours) != sorted(office) {
			t.Errorf("%s: Word prints\n%s\nwant\n%s", name, office, ours)
		}
	}
}

// printed gives what a PDF says in the order of its lines, without blanks, its pages ended by \f.
func printed(t *testing.T, pdf string) string {
	t.Helper()
	return strings.Join(strings.FieldsFunc(testkit.Tool(t, "pdftotext", "-layout", pdf, "-"), func(r rune) bool { return r == ' ' || r == '\n' || r == '　' }), "")
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

func TestRowsOfAFormGrowWithTheirText(t *testing.T) {
	g := papers.Generator(t)
	for _, c := range []struct {
		field            string
		sentences, pages int
		warning          string
	}{{"肯定成绩", 25, 2, ""}, {"整改情况", 25, 2, ""}, {"肯定成绩", 80, 3, "split-row"}, {"整改情况", 80, 3, "split-row"}} {
		long := strings.Repeat("认真学习有关文件，联系实际开展讨论。", c.sentences)
		b, warnings := write(t, g, []byte("种类: 领导点评表\n被点评对象: 张建国\n"+c.field+": "+long+"\n"), generator.PDF)
		if len(warnings) > 1 || len(warnings) == 1 && (warnings[0].Code != c.warning || warnings[0].Field != c.field) || len(warnings) == 0 && c.warning != "" {
			t.Errorf("%s, %d sentences: %+v", c.field, c.sentences, warnings)
		}
		text := printed(t, testkit.File(t, "a.pdf", b))
		if n := strings.Count(text, "\f"); n != c.pages || strings.Count(text, "认") != c.sentences {
			t.Errorf("%s: %d pages, %d of %d sentences", c.field, n, strings.Count(text, "认"), c.sentences)
		}
		if c.field == "整改情况" && strings.LastIndex(text, "认") > strings.Index(text, "被点评人（签名）") {
			t.Error("the foot stands above the end of its cell's text")
		}
	}
}

func TestManyPledgesFlowOn(t *testing.T) {
	var pledges strings.Builder
	for _, head := range []string{"带头学习提高", "带头争创佳绩", "带头服务师生", "带头遵纪守法", "带头弘扬正气"} {
		pledges.WriteString("  " + head + "：" + strings.Repeat("认真学习有关文件，联系实际开展讨论，写好学习笔记；", 7) + "\n")
	}
	b, warnings := write(t, papers.Generator(t), []byte("种类: 公开承诺书\n姓名: 张建国\n所在支部: 机关党支部\n承诺事项: |\n"+pledges.String()), generator.PDF)
	if len(warnings) > 0 {
		t.Errorf("%v", warnings)
	}
	pages := words(t, b)
	last := solid(strings.Join(textsOf(pages[len(pages)-1]), ""))
	if len(pages) < 3 || !strings.Contains(last, "请组织和群众监督。") || !strings.Contains(last, "承诺人（签名）：") {
		t.Errorf("%d pages; the last one has %s", len(pages), last)
	}
}

func textsOf(ws []word) []string {
	var all []string
	for _, w := range ws {
		all = append(all, w.Text)
	}
	return all
}

func TestPlacesOfAMissingCharacterInAForm(t *testing.T) {
	input := "种类: 公开承诺书\n姓名: 张建国\n所在支部: 机关党支部\n承诺事项: |\n  带头学习提高：学习\U000F0000文件\n"
	_, err := papers.Generator(t).Prepare(t.Context(), generator.Input{Text: []byte(input)})
	var refusal notice.Refusal
	if !errors.As(err, &refusal) || len(refusal) != 1 || refusal[0].Line != 5 || refusal[0].Column != 12 {
		t.Errorf("got %v, %+v", err, refusal)
	}
}
