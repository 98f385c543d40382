package docx_test

import (
	"regexp"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// ofStyle gives the paragraphs of a document with a style: what differs from it, and the text.
func ofStyle(t *testing.T, b []byte, style string) (properties, texts []string) {
	t.Helper()
	for _, p := range regexp.MustCompile(`(?s)<w:p>.*?</w:p>`).FindAllString(part(t, b, "word/document.xml"), -1) {
		pr, rest, _ := strings.Cut(p, `</w:pPr>`)
		if !strings.Contains(pr, `<w:pStyle w:val="`+style+`"/>`) {
			continue
		}
		properties = append(properties, pr)
		rest = strings.ReplaceAll(rest, "<w:br/>", "|")
		texts = append(texts, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(rest, ""))
	}
	return properties, texts
}

// The only paragraph above an ending is parted where the layout turns the page, so that page 1 shows text though LibreOffice keeps
// whole paragraphs with the next; the head lets it go.
func TestOnlyParagraphIsPartedWhereThePageTurns(t *testing.T) {
	f := openFaces(t)
	text28 := strings.Repeat("一二三四五六七", 12) + "。"
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{
		mark("甲乙"), &doc.Number{Text: text("甲〔2012〕10号")}, &doc.Rule{}, &doc.Title{Text: text("通知")}, &doc.Addressee{Text: text("各部门：")},
		running(text28), &doc.Signature{Form: doc.Sealed, Signers: signers("甲乙"), Date: text("2012年7月1日")},
	}}
	for _, c := range []struct {
		name         string
		turn         int
		fixed        bool
		texts        []string
		kept, break2 bool
	}{
		{"room", 0, false, []string{text28}, true, false},
		{"turns within", 54, false, []string{text28[:54*3], text28[54*3:]}, true, false},
		{"turns behind it", 85, false, []string{text28}, false, false},
		{"must turn", 54, true, []string{text28[:54*3], text28[54*3:]}, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options(f, d)
			o.turn, o.fixed = c.turn, c.fixed
			b := write(t, d, o)
			properties, texts := ofStyle(t, b, "DocumentBody")
			if strings.Join(texts, "\n") != strings.Join(c.texts, "\n") {
				t.Fatalf("got %q, want %q", texts, c.texts)
			}
			last := properties[len(properties)-1]
			if kept := strings.Contains(last, "<w:keepNext/>"); kept != c.kept {
				t.Errorf("the last lines are kept with the ending: %v", kept)
			}
			if breaks := strings.Contains(last, "<w:pageBreakBefore/>"); breaks != c.break2 {
				t.Errorf("the page turns before them: %v", breaks)
			}
			if len(texts) == 2 && (strings.Contains(properties[0], "keepNext") || !strings.Contains(last, `w:firstLine="0"`)) {
				t.Errorf("the two parts are %s and %s", properties[0], last)
			}
			if head, _ := ofStyle(t, b, "Addressee"); !strings.Contains(head[0], `<w:keepNext w:val="0"/>`) {
				t.Errorf("the head holds the paragraph: %s", head[0])
			}
		})
	}
}

// Names under seals turn where the PDF turns them, between words.
func TestNamesUnderSealsTurnBetweenWords(t *testing.T) {
	f := openFaces(t)
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{
		running("正文。"), &doc.Signature{Form: doc.Sealed, Date: text("2012年7月1日"),
			Signers: signers("某某市人力资源和社会保障局", "某某市教育局", "共青团某某市委员会")},
	}}
	_, texts := ofStyle(t, write(t, d, options(f, d)), "SigningOrgan")
	got := strings.Join(texts, " ")
	for _, want := range []string{"某某市人力资源|和社会保障局", " 某某市教育局 ", "共青团某某市|委员会"} {
		if !strings.Contains(got+" ", want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

// Digits are in the face of the text that they stand in: of 秘密★1年 and 附件1 in 黑体, of the number beside it in the face of numbers.
func TestDigitsAreInTheFaceOfTheirText(t *testing.T) {
	f := openFaces(t)
	for _, c := range []struct {
		form    doc.Form
		profile string
	}{{doc.Letter, "gbt9704-2012"}, {doc.Common, "gbt9704-2012"}, {doc.Common, "party-1996"}} {
		d := &doc.Document{Profile: papers.Profile(t, c.profile), Form: c.form, Blocks: []doc.Block{
			&doc.HeadNotes{Copy: text("000001"), Secrecy: text("秘密★1年"), Urgency: text("特急")},
			mark("甲乙"), &doc.Number{Text: text("甲函〔2012〕10号")}, &doc.Title{Text: text("函")}, running("正文。"),
			&doc.PageBreak{}, &doc.Label{Text: text("附件2")}, &doc.Title{Text: text("名单"), Place: doc.AttachmentTitle}, running("名单。"),
		}}
		faces := digitFaces(t, convert(t, save(t, write(t, d, options(f, d)))))
		for digit, want := range map[string]string{"000001": "LiberationSerif", "1": "NotoSansSC", "2": "NotoSansSC", "2012": "LiberationSerif"} {
			if got := faces[digit]; !strings.Contains(got, want) {
				t.Errorf("form %d, %s: %s is in %s, want %s", c.form, c.profile, digit, got, want)
			}
		}
	}
}

// digitFaces gives the fonts of the numbers on the pages of a PDF, but for page numbers.
func digitFaces(t *testing.T, pdf string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, span := range regexp.MustCompile(`(?s)<span font="([^"]*)"[^>]*>(.*?)</span>`).FindAllStringSubmatch(testkit.Tool(t, "mutool", "trace", pdf, "1,2"), -1) {
		number := ""
		for _, g := range regexp.MustCompile(`unicode="([^"]*)"`).FindAllStringSubmatch(span[2]+` unicode="."`, -1) {
			if len(g[1]) == 1 && g[1] >= "0" && g[1] <= "9" {
				number += g[1]
				continue
			}
			if number != "" && found[number] == "" {
				found[number] = span[1]
			}
			number = ""
		}
	}
	return found
}
