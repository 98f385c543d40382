package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/inspect/check"
	"gongwen/internal/testkit/papers"
)

// plainKind is a kind of paper without a red head.
var plainKind = map[string]string{
	"kind.yaml": `
name: handout
title: 讲义
summary: 没有红头的文稿。
formats: [pdf, docx, svg]
filename: title
info: {title: title, author: '""', number: '""', keywords: '[title]', date: date}
required: [title, body, date]
fields: {profile: {}, title: {}, to: {}, body: {}, signed_by: {}, sealing: {default: sealed}, seals: {}, date: {}, date_style: {}}
`,
	"body.xml": `<paper form="plain"><title>{{ title }}</title><if test="to != ''"><addressee>{{ to }}</addressee></if>
<include file="parts" parts="body"/><include file="signature"/></paper>`,
	"sample.yaml": "",
}

// plainPaper is an input of that kind.
func plainPaper(paragraphs int, more string) []byte {
	const said = "  一、加强学习\n  各支部要结合各自的工作，组织党员认真学习有关文件，联系实际开展讨论，把思想统一到学校的部署上来。\n"
	return []byte("kind: handout\ntitle: 关于开展学习活动的安排\nbody: |\n" + said +
		strings.Repeat("  各支部要结合各自的工作，组织党员认真学习有关文件，联系实际开展讨论，把思想统一到学校的部署上来。\n", paragraphs) +
		"date: 2012-09-04\n" + more)
}

func TestPaperWithoutARedHead(t *testing.T) {
	files := fstest.MapFS{}
	if err := copyFiles(files); err != nil {
		t.Fatal(err)
	}
	for name, data := range plainKind {
		files["handout/"+name] = &fstest.MapFile{Data: []byte(strings.TrimSpace(data))}
	}
	sample := plainPaper(1, "to: 各支部\nsigned_by: 某某党总支\n")
	files["handout/sample.yaml"] = &fstest.MapFile{Data: sample}
	g, err := generator.New(files, fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		input   []byte
		profile string
	}{
		"a page":         {plainPaper(3, "signed_by: 某某党总支\n"), national},
		"with addressee": {sample, national},
		"two pages":      {plainPaper(20, "signed_by: 某某党总支\nsealing: unsealed\n"), national},
		"of 1996":        {plainPaper(12, "signed_by: 某某党总支\nprofile: party-1996\n"), "party-1996"},
	} {
		for _, format := range []generator.Format{generator.PDF, generator.DOCX} {
			r := report(t, papers.Write(t, prepared(t, g, c.input), format), c.profile)
			if r.Departs() {
				t.Errorf("%s, %s: departs from %v\n%s", name, format, departing(r), table(t, r))
			}
			for _, f := range r.Findings {
				switch f.Title {
				case "发文机关标志居中", "发文字号格式", "分隔线长度", "红色要素":
					if f.Verdict != check.NotApplicable {
						t.Errorf("%s, %s: %s: %s", name, format, f.Title, f.Verdict.Title())
					}
				case "标题字号", "标题居中", "正文段首缩进", "层次序数格式", "页码格式":
					if f.Verdict != check.Exact && f.Verdict != check.Within {
						t.Errorf("%s, %s: %s: %s", name, format, f.Title, f.Verdict.Title())
					}
				}
			}
		}
	}
}

func TestTextOfATallRowIsNoBody(t *testing.T) {
	g := spoiled(t)
	for _, sentences := range []int{1, 12, 25, 60} {
		input := "种类: 领导点评表\n被点评对象: 张建国\n存在问题: " + strings.Repeat("参加活动的次数偏少，与教师的交流不够。", sentences) + "\n"
		for _, format := range []generator.Format{generator.PDF, generator.DOCX} {
			r := report(t, papers.Write(t, prepared(t, g, []byte(input)), format), national)
			if r.Departs() {
				t.Errorf("%d sentences, %s: departs from %v\n%s", sentences, format, departing(r), table(t, r))
			}
		}
	}
}
