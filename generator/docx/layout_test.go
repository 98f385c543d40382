package docx_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/page"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// pages lays a document out as the PDF has it. alone tells whether the imprint stands on a page of its own.
func pages(t testing.TB, f *faces, d *doc.Document) (count int, alone bool) {
	t.Helper()
	p, _, err := layout.Layout(t.Context(), d, f.library, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return len(p.Pages), p.Pages[len(p.Pages)-1].Label == ""
}

func TestLibreOfficeGivesThePagesOfTheLayout(t *testing.T) {
	f := openFaces(t)
	for _, name := range profiles {
		t.Run(name, func(t *testing.T) {
			d := seed(t, name)
			o := options(f, d)
			var count int
			count, o.alone = pages(t, f, d)
			pdf := convert(t, save(t, write(t, d, o)))
			if want := fmt.Sprintf("Pages:           %d\n", count); !strings.Contains(testkit.Tool(t, "pdfinfo", pdf), want) {
				t.Errorf("pdfinfo: no %q\n%s", want, testkit.Tool(t, "pdfinfo", pdf))
			}
			printed := testkit.Tool(t, "pdftotext", "-layout", pdf, "-")
			inOrder(t, printed, d)
			for i, page := range strings.Split(strings.TrimSuffix(printed, "\f"), "\f") {
				lines := strings.Fields(strings.ReplaceAll(page, " ", ""))
				number := fmt.Sprintf("—%d—", i+1)
				if numbered := lines[len(lines)-1] == number; numbered == (o.alone && i == count-1) {
					t.Errorf("page %d ends with %s", i+1, lines[len(lines)-1])
				}
				if i < 2 || i > 9 {
					continue
				}
				if len(lines) != 23 {
					t.Errorf("page %d: %d lines of text, want 22", i+1, len(lines)-1)
				}
			}
			full := 0
			for _, line := range strings.Fields(printed) {
				if n := utf8.RuneCountInString(line); n == 28 {
					full++
				}
			}
			if full < 80 {
				t.Errorf("%d lines of 28 characters", full)
			}
			fonts := testkit.Tool(t, "pdffonts", pdf)
			for _, want := range []string{"ZhuqueFangsong-Regular", "NotoSerifSC-SemiBold", "NotoSansSC-Medium", "GBZenKai-Medium", "LiberationSerif"} {
				if !strings.Contains(fonts, want) {
					t.Errorf("%s was not taken from the file:\n%s", want, fonts)
				}
			}
		})
	}
}

func TestPagesTurnWhereTheLayoutTurnsThem(t *testing.T) {
	f := openFaces(t)
	mark := []doc.Block{mark("中共常州市广播电视大学委员会"), &doc.Number{Text: text("甲〔2012〕10号")}, &doc.Rule{}}
	for _, name := range profiles {
		d := &doc.Document{Profile: papers.Profile(t, name)}
		for _, head := range [][]doc.Block{
			slices.Concat(mark, []doc.Block{&doc.Title{Text: text("通知")}, &doc.Addressee{Text: text("各部门：")}}),
			slices.Concat(mark, []doc.Block{&doc.Title{Text: text("关于印发\n方案的\n通知")}}),
			{&doc.Title{Text: text("方案"), Place: doc.EnclosureTitle}},
			{&doc.Title{Text: text("关于试行的\n方案"), Place: doc.EnclosureTitle}},
			{&doc.Label{Text: text("附件")}, &doc.Title{Text: text("名单"), Place: doc.AttachmentTitle}},
			{&doc.Label{Text: text("附件")}, &doc.Title{Text: text("先进\n个人\n名单"), Place: doc.AttachmentTitle}},
			{},
		} {
			d.Blocks = append(d.Blocks, head...)
			for row := range 50 {
				d.Blocks = append(d.Blocks, running(fmt.Sprintf("第%d行", row)))
			}
			d.Blocks = append(d.Blocks, &doc.Signature{Signers: signers("甲乙丙丁戊己庚"), Date: text("二○一二年七月")}, &doc.PageBreak{})
		}
		d.Blocks = d.Blocks[:len(d.Blocks)-1]
		laid, _, err := layout.Layout(t.Context(), d, f.library, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		printed := strings.Split(testkit.Tool(t, "pdftotext", "-layout", convert(t, save(t, write(t, d, options(f, d)))), "-"), "\f")
		if len(printed)-1 != len(laid.Pages) {
			t.Errorf("%s: %d pages, want %d", name, len(printed)-1, len(laid.Pages))
		}
		for i, p := range laid.Pages[:min(len(laid.Pages), len(printed)-1)] {
			last, y := "", page.Length(0)
			for _, item := range p.Items {
				text, ok := item.(*page.Text)
				if !ok || text.At.Y > d.Profile.Page.Top.Length+d.Profile.Area.Height.Length {
					continue
				}
				if text.At.Y > y {
					last, y = "", text.At.Y
				}
				last += text.Chars()
			}
			lines := strings.Fields(strings.ReplaceAll(printed[i], " ", ""))
			if got := lines[len(lines)-2]; got != last {
				t.Errorf("%s, page %d: the last line is %s, want %s", name, i+1, got, last)
			}
		}
	}
}

// sameCharacters checks that every page of a PDF of LibreOffice has the characters that package layout puts on it.
func sameCharacters(t *testing.T, f *faces, d *doc.Document, pdf string) {
	t.Helper()
	laid, _, err := layout.Layout(t.Context(), d, f.library, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(testkit.Tool(t, "pdftotext", pdf, "-"), "\f"); got != len(laid.Pages) {
		t.Errorf("%d pages, want %d", got, len(laid.Pages))
		return
	}
	for i, p := range laid.Pages {
		var got strings.Builder
		for _, g := range trace(t, pdf, i+1, 297).glyphs {
			got.WriteString(g.char)
		}
		if got, want := sorted(got.String()), sorted(characters(p.Items)); got != want {
			t.Errorf("page %d has the characters\n%s, want\n%s", i+1, got, want)
		}
	}
}

// characters gives those of all texts.
func characters(items []page.Item) string {
	var b strings.Builder
	for _, item := range items {
		switch t := item.(type) {
		case *page.Text:
			b.WriteString(t.Chars())
		case *page.Group:
			b.WriteString(characters(t.Items))
		}
	}
	return b.String()
}

// sorted gives the characters of a text in order, without spaces.
func sorted(s string) string {
	r := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(r)
	return string(r)
}
