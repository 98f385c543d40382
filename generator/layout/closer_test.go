package layout_test

import (
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/page"
)

// imprintOf is an imprint of two lines.
func imprintOf() *doc.Imprint {
	return &doc.Imprint{CC: &doc.LabelledLine{Label: text("抄送："), Text: text("某某局。")}, PrintedBy: text("某某办"), PrintedOn: text("2012年7月2日印发")}
}

// bodyLines gives n paragraphs of a line each.
func bodyLines(n int) []doc.Block {
	var blocks []doc.Block
	for range n {
		blocks = append(blocks, &doc.Paragraph{Text: doc.Text{{Text: words(20), From: doc.Source{Path: "/body"}}}})
	}
	return blocks
}

func TestLinesAreSetCloserWhereThatSavesPages(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, c := range []struct {
		what   string
		blocks []doc.Block
		pages  int
		lines  int    // to a page
		code   string // of the notice
		says   string
	}{
		{"two pages and two lines", bodyLines(46), 2, 23, "closer-lines", "23行"},
		{"two pages and four lines", bodyLines(48), 2, 24, "closer-lines", "24行"},
		{"an imprint that turned to the page after next", append(bodyLines(43), imprintOf()), 2, 23, "closer-lines", "23行"},
		{"two pages and four lines, and an imprint", append(bodyLines(48), imprintOf()), 2, 26, "closer-lines", "26行"},
		{"two lines too many for that", append(bodyLines(51), imprintOf()), 4, 22, "surplus-lines", "再少"},
		{"a page and a half", bodyLines(33), 2, 22, "", ""},
		{"the back of the leaf is there in any case", append(bodyLines(24), imprintOf()), 2, 22, "", ""},
		{"a new page that is short", append(bodyLines(30), &doc.PageBreak{}, &doc.Label{Text: text("附件")}, paragraph("名单。")), 3, 22, "", ""},
		{"one page", append(bodyLines(10), imprintOf()), 2, 22, "", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := &doc.Document{Profile: b.profile, Form: doc.Common, Blocks: c.blocks}
			pages, notices, used, err := layout.Closer(t.Context(), d, b.faces, layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(pages.Pages) != c.pages || used.Grid.Lines.N != c.lines {
				t.Errorf("%d pages of %d lines, want %d of %d; %v", len(pages.Pages), used.Grid.Lines.N, c.pages, c.lines, notices)
			}
			if c.code == "" && len(notices) > 0 {
				t.Errorf("told %v", notices)
			}
			if c.code != "" && (count(notices, c.code) != 1 || !strings.Contains(notices[len(notices)-1].Message, c.says) || notices[len(notices)-1].Path != "/body") {
				t.Errorf("told %v, want %s with %s", notices, c.code, c.says)
			}
			area := b.profile.Area.Height.Length
			if high := used.Rows(used.Grid.Lines.N-1) + used.Character(); high > area || high < area-b.profile.Character()/4 {
				t.Errorf("%d lines are %v high, want the type area's %v", used.Grid.Lines.N, high, area)
			}
		})
	}
}

// What is composed twice is drawn once: its lines stand where those of a paper with that profile do.
func TestCloserPaperIsThatOfItsProfile(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	blocks := append(head(&doc.Mark{Names: texts("某某局文件")}, &doc.Number{Text: text("某〔2012〕4号")}), bodyLines(26)...)
	blocks = append(blocks, signed(doc.Sealed, doc.Signer{Name: text("某某局"), Seal: seal(42*mm, 42*mm)}), imprintOf())
	d := &doc.Document{Profile: b.profile, Form: doc.Common, Blocks: blocks}
	pages, notices, used, err := layout.Closer(t.Context(), d, b.faces, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if used == b.profile || len(pages.Pages) != 2 {
		t.Fatalf("%d pages of %d lines: %v", len(pages.Pages), used.Grid.Lines.N, notices)
	}
	d.Profile = used
	again, _, err := layout.Layout(t.Context(), d, b.faces, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	baselines := func(d *page.Document) (all []page.Length) {
		for _, g := range glyphs(d.Pages[0].Items, 0) {
			all = append(all, g.left, g.baseline)
		}
		return all
	}
	got, want := baselines(pages), baselines(again)
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("page 1 has %d places, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("place %d is %v, want %v", i, got[i], want[i])
		}
	}
}
