package check_test

import (
	"os"
	"slices"
	"testing"

	"gongwen/generator"
	"gongwen/internal/testkit/papers"
)

// The notes of the head stand at the left by GB/T 9704-2012, 7.2.2 and 7.2.3, and at the right by GB/T 9704-1999, 8.1.2 and 8.1.3.
func TestNotesOfTheHeadHaveTheirSide(t *testing.T) {
	input, err := os.ReadFile("testdata/notice.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const row = "份号、密级、紧急程度"
	g := spoiled(t)
	for _, notes := range []string{"密级: 机密", "份号: 7\n密级: 秘密★6个月\n紧急程度: 特急", "份号: 7\n紧急程度: 加急"} {
		for _, profile := range []string{national, "party-1996"} {
			p := prepared(t, g, held(append(slices.Clone(input), "\n"+notes+"\n"...), profile))
			for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
				if got := departing(report(t, papers.Write(t, p, f), profile)); len(got) > 0 {
					t.Errorf("%s as %s in %s departs from %v", notes, profile, f, got)
				}
			}
			other := national
			if profile == national {
				other = "party-1996"
			}
			if got := departing(report(t, papers.Write(t, p, generator.PDF), other)); !slices.Contains(got, row) {
				t.Errorf("%s as %s departs from %v of %s", notes, profile, got, other)
			}
		}
	}
}

// A finding is told under the clause that rules it.
func TestFindingsNameTheirClauses(t *testing.T) {
	want := map[string]map[string]string{
		national:     {"文字颜色": "5.2.4", "红色要素": "6.2", "抄送机关": "7.4.2", "印发机关和印发日期": "7.4.3", "此页无正文": "7.3.5.5"},
		"party-1996": {"文字颜色": "6", "红色要素": "7.3", "抄送机关": "8.3.2", "印发机关和印发日期": "8.3.3", "此页无正文": "8.2.6.3"},
	}
	g := spoiled(t)
	pdf := papers.Write(t, prepare(t, g, "testdata/notice.yaml"), generator.PDF)
	for profile, clauses := range want {
		for _, f := range report(t, pdf, profile).Findings {
			if c, ok := clauses[f.Title]; ok && f.Clause != c {
				t.Errorf("%s: %s is told under %s, want %s", profile, f.Title, f.Clause, c)
			}
		}
	}
}
