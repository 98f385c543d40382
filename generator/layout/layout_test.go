package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/layout"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
	"gongwen/templates"
)

// bench is what every test lays out with.
type bench struct {
	profile *doc.Profile
	faces   *typeset.Library
}

func setUp(t testing.TB, profile string) bench {
	t.Helper()
	kinds, err := kind.Load(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, ok := kinds.Profile(profile)
	if !ok {
		t.Fatalf("no profile %s", profile)
	}
	faces, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return bench{p, faces}
}

func (b bench) layout(t testing.TB, blocks ...doc.Block) *page.Document {
	t.Helper()
	d, _ := b.paper(t, doc.Common, layout.Options{}, blocks...)
	return d
}

// paper lays out a paper of a form.
func (b bench) paper(t testing.TB, form doc.Form, o layout.Options, blocks ...doc.Block) (*page.Document, []notice.Notice) {
	t.Helper()
	d, notices, err := layout.Layout(t.Context(), &doc.Document{Profile: b.profile, Form: form, Blocks: blocks}, b.faces, o)
	if err != nil {
		t.Fatal(err)
	}
	return d, notices
}

func text(s string) doc.Text { return doc.Text{{Text: s}} }

func paragraph(s string) *doc.Paragraph { return &doc.Paragraph{Text: text(s)} }

func heading(level int, s string) *doc.Paragraph {
	return &doc.Paragraph{Text: text(s), Level: level, Head: len([]rune(s))}
}

// lines gives what stands on each line of a page's type area, from top to bottom.
func lines(p *page.Page) []string {
	var out []string
	last := page.Length(-1)
	for _, item := range p.Items {
		t, ok := item.(*page.Text)
		if !ok || t.At.Y > 262*36_000 {
			continue
		}
		if t.At.Y != last {
			out = append(out, "")
			last = t.At.Y
		}
		out[len(out)-1] += t.Chars()
	}
	return out
}

func TestHeadIsNeverAloneAtThePagesFoot(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for n := range 48 {
		var blocks []doc.Block
		for i := range n {
			blocks = append(blocks, paragraph(fmt.Sprintf("第%d段。", i)))
		}
		blocks = append(blocks, heading(1, "一、大的标题"), heading(2, "（一）小的标题"), paragraph("标题下面的文字。"))
		for i, p := range b.layout(t, blocks...).Pages {
			ls := lines(p)
			if last := ls[len(ls)-1]; strings.Contains(last, "标题") && !strings.Contains(last, "文字") {
				t.Errorf("%d paragraphs: page %d ends with %s", n, i+1, last)
			}
		}
	}
}

func TestSignatureIsNeverAloneOnAPage(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for n := 2; n < 48; n++ {
		var blocks []doc.Block
		for range n {
			blocks = append(blocks, paragraph("正文。"))
		}
		blocks = append(blocks, &doc.Signature{Signers: []doc.Signer{{Name: text("中共某某委员会")}}, Date: text("2012年7月1日")})
		pages := b.layout(t, blocks...).Pages
		last := strings.Join(lines(pages[len(pages)-1]), "\n")
		if strings.Count(last, "正文") < 2 || !strings.Contains(last, "委员会") || !strings.Contains(last, "2012年7月1日") {
			t.Errorf("%d paragraphs: the last page has\n%s", n, last)
		}
	}
}

func TestDateBeginsTwoCharactersToTheRightOfTheOrgan(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	char := b.profile.Characters(1)
	for _, organ := range []string{"中共常州市广播电视大学委员会", "某某局"} {
		t.Run(organ, func(t *testing.T) {
			p := b.layout(t, paragraph("正文。"), &doc.Signature{Signers: []doc.Signer{{Name: text(organ)}}, Date: text("2012年7月1日")}).Pages[0]
			var at, end []page.Length
			for _, item := range p.Items {
				x, ok := item.(*page.Text)
				if !ok || x.At.Y > 262*36_000 {
					continue // a tag, or the page number
				}
				if strings.Contains(organ, x.Chars()) || x.Chars() == "2012" {
					at = append(at, x.At.X)
				}
				end = append(end, x.At.X+x.Width())
			}
			if got := at[1] - at[0]; got < 2*char-100 || got > 2*char+100 {
				t.Errorf("the date begins %v to the right of the organ, want %v", got, 2*char)
			}
			right := page.Length(28+156)*36_000 - 2*char
			if longest := max(end[1], end[len(end)-1]); longest < right-100 || longest > right+100 {
				t.Errorf("the longer of the two ends at %v, want %v", longest, right)
			}
		})
	}
}

func TestImprintEndsOnTheLowerEdgeOfAnEvenPage(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	imprint := &doc.Imprint{
		CC:        &doc.LabelledLine{Label: text("抄送："), Text: text("某某局，某某委。")},
		PrintedBy: text("某某办公室"), PrintedOn: text("2012年7月1日印发"),
	}
	for _, c := range []struct {
		name            string
		lines, pages    int
		numberOfTheLast string
	}{
		{"room on page 2", 30, 2, "2"},
		{"page 1 is the last: the imprint has its back", 5, 2, ""},
		{"page 2 is full: a blank page before the imprint", 44, 4, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var blocks []doc.Block
			for range c.lines {
				blocks = append(blocks, paragraph("正文。"))
			}
			pages := b.layout(t, append(blocks, imprint)...).Pages
			if len(pages) != c.pages {
				t.Fatalf("%d pages, want %d", len(pages), c.pages)
			}
			last := pages[len(pages)-1]
			if last.Label != c.numberOfTheLast {
				t.Errorf("the imprint's page is numbered %q, want %q", last.Label, c.numberOfTheLast)
			}
			if c.pages == 4 && (pages[2].Label != "" || len(pages[2].Items) > 0) {
				t.Errorf("the blank page has a number %q or %d items", pages[2].Label, len(pages[2].Items))
			}
			var rule *page.Path
			for _, item := range last.Items {
				if p, ok := item.(*page.Path); ok {
					rule = p
				}
			}
			if bottom := rule.Segments[2].To[0].Y; bottom != 262*36_000 {
				t.Errorf("the last rule ends at %v, want 262 mm", bottom)
			}
		})
	}
}

func TestBlockThatLayoutDoesNotKnowIsAnError(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	type stranger struct{ doc.Block }
	_, _, err := layout.Layout(t.Context(), &doc.Document{Profile: b.profile, Blocks: []doc.Block{stranger{}}}, b.faces, layout.Options{})
	if err == nil || !strings.Contains(err.Error(), "stranger") {
		t.Errorf("got %v, want an error that names the type", err)
	}
}

// BenchmarkLayout shows that a page costs the same however long the paper is.
func BenchmarkLayout(b *testing.B) {
	set := setUp(b, "gbt9704-2012")
	line := strings.Repeat("认真贯彻落实党的路线方针政策和上级的决定部署，", 4) + "扩大成果。"
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("%dpages", n), func(b *testing.B) {
			var blocks []doc.Block
			for range n * 22 / 4 {
				blocks = append(blocks, paragraph(line))
			}
			b.ReportAllocs()
			pages := 0
			for b.Loop() {
				pages = len(set.layout(b, blocks...).Pages)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*pages), "ns/page")
		})
	}
}
