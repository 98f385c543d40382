package draft_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"gongwen/generator"
	"gongwen/generator/draft"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// TestManuscriptsAreMadeAtOnce makes a PDF of what a draft says, and finds in it every character of the text that stands in a field.
func TestManuscriptsAreMadeAtOnce(t *testing.T) {
	g := papers.Generator(t)
	for name, data := range sources(t) {
		if name < "34" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			_, d := of(t, data, name)
			if d.Kind.Name != "manuscript" || len(d.Missing) > 0 {
				t.Fatalf("kind %s, missing %v", d.Kind.Name, d.Missing)
			}
			paper, err := g.Prepare(t.Context(), generator.Input{Text: []byte(written(t, d))})
			if err != nil {
				t.Fatal(err)
			}
			var pdf bytes.Buffer
			if err := paper.Write(t.Context(), &pdf, generator.PDF, generator.Options{}); err != nil {
				t.Fatal(err)
			}
			text := testkit.Tool(t, "pdftotext", testkit.File(t, "paper.pdf", pdf.Bytes()), "-")
			for line := range strings.Lines(text) {
				if strings.Trim(line, "：。，（） \n") == "" && strings.ContainsAny(line, "：。，（）") {
					t.Errorf("a line of nothing but marks: %q", line)
				}
			}
			printed := counted(text)
			for _, f := range d.Fields {
				if f.Raw == "" || f.Name == "date" {
					continue
				}
				for r, n := range counted(f.Value) {
					if printed[r] < n {
						t.Errorf("%s: %q stands %d times in %q, %d times on the pages", f.Name, r, n, f.Value, printed[r])
					}
				}
			}
		})
	}
}

// counted counts the letters of a text: its marks are mended when the paper is made.
func counted(text string) map[rune]int {
	all := map[rune]int{}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("[]【】", r) {
			all[r]++
		}
	}
	return all
}

// TestKindsOfTextsWithoutARedHead tells manuscripts from papers whose red head is missing.
func TestKindsOfTextsWithoutARedHead(t *testing.T) {
	const rest = "\n　　为做好有关工作，制定以下内容，请遵照执行。\n"
	for _, c := range []struct{ title, more, kind string }{
		{"2026年党员教育培训方案", rest, "manuscript"},
		{"信息工程系党总支2025年工作总结", rest, "manuscript"},
		{"在全校教职工大会上的讲话", rest, "manuscript"},
		{"关于“双创双争”活动开展情况的汇报材料", rest, "manuscript"},
		{"舆情专报", rest, "manuscript"},
		{"差旅费管理办法（试行）", rest, "manuscript"},
		{"会议室管理规定", rest, "manuscript"},
		{"关于基层党建的调研报告", rest, "report"},
		{"基层党建调研报告", rest, "manuscript"},
		{"关于放假的通知", rest, "notice"},
		{"2026年工作方案", rest + "抄送：各单位。\n", "notice"},
		{"2026年工作方案\n临开大委〔2026〕3号", rest, "notice"},
		{"中共临江市委文件\n2026年工作方案", rest, "notice"},
		{"关于召开会议的函", rest, "letter"},
	} {
		t.Run(c.title, func(t *testing.T) {
			s, d := of(t, []byte(c.title+"\n"+c.more), "x.txt")
			accounted(t, s, d)
			if d.Kind.Name != c.kind {
				t.Errorf("kind %s, want %s", d.Kind.Name, c.kind)
			}
		})
	}
}

// TestTitlesOfSeveralLines finds the end of titles that end in no 文种.
func TestTitlesOfSeveralLines(t *testing.T) {
	centred := func(text string) string {
		return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	plain := func(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }
	const body = "　　为做好有关工作，制定以下内容，请遵照执行。"
	for _, c := range []struct {
		name          string
		data          []byte
		title, byline string
	}{
		{"two lines", []byte("临江市开放大学\n2026年工作要点\n" + body), "临江市开放大学2026年工作要点", ""},
		{"three lines", []byte("临江市开放大学\n2026年党员教育\n培训方案\n\n" + body), "临江市开放大学2026年党员教育培训方案", ""},
		{"a line that is not complete", []byte("关于学校发展的\n几点思考\n" + body), "关于学校发展的几点思考", ""},
		{"one line, and who speaks", []byte("在座谈会上的发言\n张建国\n2026年3月6日\n\n" + body), "在座谈会上的发言", "张建国|2026年3月6日"},
		{"one line, and the text", []byte("学习心得体会\n总体感受\n" + body), "学习心得体会", ""},
		{"in the middle of the line", document(t, centred("学校改革发展")+centred("工作汇报")+centred("教务处")+plain("一、基本情况")+plain(strings.TrimSpace(body))), "学校改革发展工作汇报", "教务处"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, d := of(t, c.data, "x")
			accounted(t, s, d)
			f, _ := d.Field("title")
			if f.Value != c.title {
				t.Errorf("title %q, want %q", f.Value, c.title)
			}
			if got := strings.Join(valuesOf(d, "byline"), "|"); got != c.byline {
				t.Errorf("byline %q, want %q", got, c.byline)
			}
		})
	}
}

func valuesOf(d *draft.Draft, name string) []string {
	var all []string
	for _, f := range d.Fields {
		if f.Name == name {
			all = append(all, f.Value)
		}
	}
	return all
}

// TestWhoSigns finds the organs that sign on one line, and does not take other lines for them.
func TestWhoSigns(t *testing.T) {
	for _, c := range []struct{ name, lines, signers, body string }{
		{"parted by marks", "请遵照执行。\n中共临江市委办公室、临江市人民政府办公室、临江市财政局", "中共临江市委办公室|临江市人民政府办公室|临江市财政局", "请遵照执行。"},
		{"short names", "请遵照执行。\n组织部、宣传部", "组织部|宣传部", "请遵照执行。"},
		{"parted by one blank", "请遵照执行。\n临江市教育局 临江市财政局", "临江市教育局|临江市财政局", "请遵照执行。"},
		{"parted by wide blanks", "请遵照执行。\n临江市教育局　　临江市财政局", "临江市教育局|临江市财政局", "请遵照执行。"},
		{"with room for seals", "请遵照执行。\n临江市教育局（盖章）、临江市财政局（盖章）", "临江市教育局|临江市财政局", "请遵照执行。"},
		{"on two lines", "请遵照执行。\n临江市教育局、临江市财政局\n临江市民政局", "临江市教育局|临江市财政局|临江市民政局", "请遵照执行。"},
		{"on two lines with a mark between them", "请遵照执行。\n中共临江市委办公室、\n临江市财政局、临江市民政局", "中共临江市委办公室|临江市财政局|临江市民政局", "请遵照执行。"},
		{"in rows parted by tabs", "请遵照执行。\n临江市教育局\t临江市财政局\n临江市民政局\t临江市卫生局", "临江市教育局|临江市财政局|临江市民政局|临江市卫生局", "请遵照执行。"},
		{"a spaced name", "请遵照执行。\n临 江 学 院", "临江学院", "请遵照执行。"},
		{"an organ and its office", "请遵照执行。\n中共临江市委 办公室", "中共临江市委办公室", "请遵照执行。"},
		{"the end of a sentence", "请将材料报送\n教务处、学生处", "", "请将材料报送\n教务处、学生处"},
		{"who is to get it", "请遵照执行。\n报送教务处、学生处", "", "请遵照执行。\n报送教务处、学生处"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, d := of(t, []byte("关于放假的通知\n各部门：\n　　"+c.lines+"\n2026年4月20日\n"), "x.txt")
			accounted(t, s, d)
			if got := strings.Join(valuesOf(d, "signed_by"), "|"); c.signers != "" && got != c.signers {
				t.Errorf("signers %q, want %q", got, c.signers)
			} else if c.signers == "" && strings.Contains(got, "|") {
				t.Errorf("signers %q", got)
			}
			if f, _ := d.Field("body"); c.signers != "" && f.Value != c.body {
				t.Errorf("body %q, want %q", f.Value, c.body)
			}
		})
	}
}

// TestRowsPartedByTabs takes pasted rows for a table, and leaves what only has tabs in it.
func TestRowsPartedByTabs(t *testing.T) {
	for _, c := range []struct{ name, lines, want string }{
		{"pasted from Excel", "序号\t姓名\t单位\n1\t王一一\t一支部\n2\t王二二\t二支部", "序号, 姓名, 单位 / 1, 王一一, 一支部 / 2, 王二二, 二支部"},
		{"with empty cells", "姓名\t单位\t备注\n王一一\t\t调出\n王二二\t二支部\t", "姓名, 单位, 备注 / 王一一, , 调出 / 王二二, 二支部, "},
		{"of organs", "支部\t所属党委\n机关第一支部\t机关党委\n机关第二支部\t机关党委", "支部, 所属党委 / 机关第一支部, 机关党委 / 机关第二支部, 机关党委"},
		{"with a caption", "表1 名额\n支部\t名额\n一支部\t2", "支部, 名额 / 一支部, 2"},
		{"items with their numbers", "1.\t提高认识\n2.\t加强领导", ""},
		{"contents", "一、提高认识\t1\n二、加强领导\t3", ""},
		{"when and where", "时间：9月3日\t地点：第一会议室\n主持：张三\t记录：李四", ""},
		{"names", "王勇\t李小明\n张三\t赵六", ""},
		{"one line", "姓名\t单位", ""},
		{"indented lines", "\t请遵照执行。\n\t特此通知。", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, d := of(t, []byte("关于放假的通知\n各部门：\n\t请看下面：\n"+c.lines+"\n临江市某某学院\n2012年7月1日\n"), "x.txt")
			accounted(t, s, d)
			readBack(t, d)
			f, _ := d.Field("body")
			got := ""
			for _, p := range f.Parts {
				if p.Table != nil {
					got += strings.TrimPrefix(shown(p.Table), fmt.Sprintf("head %d: ", p.Table.Head))
				}
			}
			if got != c.want {
				t.Errorf("table %q, want %q", got, c.want)
			}
			if told := strings.Contains(fmt.Sprint(d.Warnings), "制表符"); told != (c.want != "") {
				t.Errorf("warnings %v", d.Warnings)
			}
			if signers := valuesOf(d, "signed_by"); strings.Join(signers, "|") != "临江市某某学院" {
				t.Errorf("signers %q", signers)
			}
		})
	}
}

// TestWidthsOfTablesAreTakenOver gives the columns the widths that they have in Word, within the type area.
func TestWidthsOfTablesAreTakenOver(t *testing.T) {
	table := func(widths ...string) string {
		var grid, cells strings.Builder
		for _, w := range widths {
			grid.WriteString(`<w:gridCol w:w="` + w + `"/>`)
			cells.WriteString("<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>")
		}
		return "<w:tbl><w:tblGrid>" + grid.String() + "</w:tblGrid><w:tr>" + cells.String() + "</w:tr><w:tr>" + cells.String() + "</w:tr></w:tbl>"
	}
	for _, c := range []struct {
		name   string
		widths []string
		want   string
	}{
		{"narrow", []string{"850", "2268"}, ""},
		{"not as wide as the page", []string{"1134", "5670"}, "各栏: [26, 130]"},
		{"as wide as the page", []string{"1134", "7938"}, "各栏: [19, 137]"},
		{"wider", []string{"5670", "11340"}, "各栏: [52, 104]"},
		{"all alike", []string{"2000", "2000"}, ""},
		{"too narrow to print", []string{"100", "5000"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
			_, d := of(t, document(t, p("关于放假的通知")+p("各部门：")+p("现将名单印发给你们。")+table(c.widths...)+p("请遵照执行。")), "x.docx")
			readBack(t, d)
			if got := written(t, d); c.want == "" && strings.Contains(got, "各栏") || !strings.Contains(got, c.want) {
				t.Errorf("no %s in\n%s", c.want, got)
			}
		})
	}
}

// TestSealsOfDrafts says of each paper that is signed whether it is sealed.
func TestSealsOfDrafts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a notice", "关于放假的通知\n各部门：\n　　请遵照执行。\n校长办公室\n2026年4月20日\n", "sealed"},
		{"without a signature", "关于放假的通知\n各部门：\n　　请遵照执行。\n2026年4月20日\n", ""},
		{"an order", "临江市人民政府令\n第15号\n　　现予公布。\n　　　市　长　王　勇\n　　　2026年7月1日\n", "chopped"},
		{"a manuscript", "2026年工作方案\n　　请遵照执行。\n校长办公室\n2026年4月20日\n", "unsealed"},
		{"a manuscript that says so", "2026年工作方案\n　　请遵照执行。\n校长办公室（盖章）\n2026年4月20日\n", "sealed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, d := of(t, []byte(c.text), "x.txt")
			if f, _ := d.Field("sealing"); f.Value != c.want {
				t.Errorf("got %q, want %q", f.Value, c.want)
			}
		})
	}
}

// TestPlaceholdersStay leaves what is to be filled in at its place, and tells it.
func TestPlaceholdersStay(t *testing.T) {
	s, d := of(t, []byte("[发文机关]文件\n\n[机关代字]〔2026〕X号\n\n关于做好[工作名称]的通知\n\n[主送单位]：\n　　请于20XX年X月X日前报送«姓名»。\n"), "x.txt")
	accounted(t, s, d)
	for name, want := range map[string]string{
		"header": "[发文机关]文件",
		"number": "[机关代字]〔2026〕X号",
		"title":  "关于做好[工作名称]的通知",
		"to":     "[主送单位]",
		"body":   "请于20XX年X月X日前报送«姓名»。",
	} {
		if f, _ := d.Field(name); f.Value != want {
			t.Errorf("%s = %q, want %q", name, f.Value, want)
		}
	}
	told := fmt.Sprint(d.Warnings)
	for _, want := range []string{"“[发文机关]”像是待填", "“[机关代字]”像是待填", "“[主送单位]”像是待填", "“20XX年X月X日”像是待填", "“«姓名»”像是待填", "发文字号是猜测的"} {
		if !strings.Contains(told, want) {
			t.Errorf("not told: %s in %s", want, told)
		}
	}
}
