package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/measure"
	"gongwen/generator/page"
)

func cell(s string) doc.Cell { return doc.Cell{Lines: texts(s), Columns: 1, Rows: 1} }

// plan is a table of n rows below a head of one.
func plan(n int) *doc.Table {
	t := &doc.Table{Caption: text("任务分解表"), Columns: []doc.Column{{Width: 20 * mm, Align: doc.Centre}, {}, {Width: 30 * mm, Align: doc.Right}}, Head: 1}
	t.Rows = append(t.Rows, []doc.Cell{cell("序号"), cell("工作任务"), cell("时限")})
	for i := range n {
		t.Rows = append(t.Rows, []doc.Cell{cell(fmt.Sprintf("%03d号", i)), cell(strings.Repeat("认真贯彻落实", 1+i%12)), cell("六月底")})
	}
	return t
}

func TestTableStandsBetweenLinesOfText(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d := b.layout(t, paragraph("前文。"), plan(2), paragraph("后文。"))
		before, caption, after := one(t, d, "前文。"), one(t, d, "任务分解表"), one(t, d, "后文。")
		same(t, "caption", b.top(t, caption, "caption"), b.top(t, before, "body")+p.Rows(1))
		same(t, "middle of the caption", (caption.left+caption.right)/2, area.X+area.W/2)
		same(t, "the text below is on the grid", (b.top(t, after, "body")-b.top(t, before, "body"))%p.Rows(1), 0)

		rules := boxes(d.Pages[0].Items, page.Black)
		top := b.top(t, caption, "caption") + p.Rows(1)
		row := p.Styles["table"].Size.Length + 2*p.Table.Pad.Length
		outer, inner := p.Table.Outer.Length, p.Table.Inner.Length
		for i, want := range []page.Rect{
			{X: area.X, Y: top, W: area.W, H: outer},
			{X: area.X, Y: top + row - inner/2, W: area.W, H: inner},
			{X: area.X, Y: top + 2*row - inner/2, W: area.W, H: inner},
			{X: area.X, Y: top + 3*row - outer, W: area.W, H: outer},
			{X: area.X, Y: top, W: outer, H: 3 * row},
			{X: area.X + 20*mm - inner/2, Y: top, W: inner, H: 3 * row},
			{X: area.X + area.W - 30*mm - inner/2, Y: top, W: inner, H: 3 * row},
			{X: area.X + area.W - outer, Y: top, W: outer, H: 3 * row},
		} {
			sameBox(t, fmt.Sprintf("rule %d", i), rules[i], want)
		}
		first := one(t, d, "001号")
		same(t, "centred cell", (first.left+first.right)/2, area.X+10*mm)
		same(t, "left cell", find(d, "认真")[0].left, area.X+20*mm+p.Table.Pad.Length)
		same(t, "right cell", find(d, "六月底")[0].right, area.X+area.W-p.Table.Pad.Length)
		same(t, "middle of a cell's line", b.top(t, first, "table")+first.size/2, top+2*row+row/2)
	})
}

func TestTableOverPagesRepeatsItsHeadAndKeepsRowsWhole(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	const n = 60
	table := plan(n)
	d := b.layout(t, append(paragraphs(7), table, paragraph("后文。"))...)
	heads := find(d, "工作任务")
	if len(d.Pages) < 3 || len(heads) != len(d.Pages) {
		t.Fatalf("%d pages, %d heads", len(d.Pages), len(heads))
	}
	for i, h := range heads {
		if h.page != i {
			t.Errorf("head %d on page %d", i, h.page+1)
		}
		if i > 0 {
			same(t, "head", b.top(t, h, "tableHead")-b.profile.Table.Pad.Length, b.area(i).Y)
		}
	}
	for i := range n {
		at := one(t, d, fmt.Sprintf("%03d号", i))
		if at.baseline > b.area(0).Y+b.area(0).H {
			t.Errorf("row %d at %v", i, at.baseline)
		}
	}
	want := 0
	for i := range n {
		want += (1 + i%12) * 6
	}
	got := 0
	for i, p := range d.Pages {
		for _, g := range glyphs(p.Items, i) {
			if strings.ContainsRune("认真贯彻落实", g.r) {
				got++
			}
		}
	}
	if got != want {
		t.Errorf("%d characters in the cells, want %d", got, want)
	}
	checkRules(t, b, d)
}

// checkRules looks that every page's rules are in the type area and that no line of text crosses one that lies across.
func checkRules(t *testing.T, b bench, d *page.Document) {
	t.Helper()
	for i, p := range d.Pages {
		area := b.area(i)
		for _, r := range boxes(p.Items, page.Black) {
			if r.X < area.X-2 || r.X+r.W > area.X+area.W+2 || r.Y < area.Y-2 || r.Y+r.H > area.Y+area.H+2 {
				t.Errorf("page %d: a rule at %v", i+1, r)
			}
			if r.W < r.H {
				continue
			}
			for _, g := range glyphs(p.Items, i) {
				if g.size == 12*12_700 && g.left < r.X+r.W && r.X < g.right && g.baseline-g.size*4/5 < r.Y && r.Y < g.baseline {
					t.Errorf("page %d: a rule at %v crosses %c", i+1, r, g.r)
				}
			}
		}
	}
}

func TestRowsToFillIn(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		size, pad := b.profile.Styles["table"].Size.Length, b.profile.Table.Pad.Length
		written := doc.Cell{Lines: texts("写好的话"), Columns: 1, Rows: 1, Top: true}
		long := doc.Cell{Lines: texts(strings.Repeat("长", 400)), Columns: 1, Rows: 1, Foot: texts("签名：　　年　月　日")}
		form := &doc.Table{Columns: []doc.Column{{Width: 30 * mm, Align: doc.Centre}, {}}, Heights: []measure.Length{40 * mm, 60 * mm, 20 * mm}, Rows: [][]doc.Cell{
			{cell("成绩"), written}, {cell("意见"), {Columns: 1, Rows: 1, Foot: texts("签名：　年　月　日")}}, {cell("问题"), long}}}
		d := b.layout(t, form)
		at := func(s string) place { return one(t, d, s) }
		same(t, "room to write", b.top(t, at("写好的话"), "table"), b.area(0).Y+pad)
		same(t, "middle of a label", b.top(t, at("成绩"), "table")+size/2, b.area(0).Y+20*mm)
		same(t, "second row", b.top(t, at("意见"), "table")+size/2, b.area(0).Y+70*mm)
		foot := at("签名：　年　月　日")
		same(t, "foot", b.top(t, foot, "table")+size+pad, b.area(0).Y+100*mm)
		same(t, "right of the foot", foot.right, b.area(0).X+b.area(0).W-pad)
		last, first := find(d, "长")[399], find(d, "长")[0]
		same(t, "what is long begins at the top", b.top(t, first, "table"), b.area(0).Y+100*mm+pad)
		if end := at("签名：　　年　月　日"); end.baseline < last.baseline+2*size {
			t.Errorf("the foot of a long text is at %v, its last line at %v", end.baseline, last.baseline)
		}
		checkRules(t, b, d)
	})
}

func TestTextOfARowToFillInThatIsLongerThanAPage(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	long := doc.Cell{Lines: texts(strings.Repeat("长", 3000)), Columns: 1, Rows: 1, Foot: texts("签名：", "年　月　日")}
	d := b.layout(t, &doc.Table{Columns: []doc.Column{{Width: 30 * mm}, {}}, Heights: []measure.Length{400 * mm}, Rows: [][]doc.Cell{{cell("成绩"), long}}})
	if got := len(find(d, "长")); got != 3000 {
		t.Errorf("%d characters, want 3000", got)
	}
	foot, date := one(t, d, "签名："), one(t, d, "年　月　日")
	if foot.page != len(d.Pages)-1 || date.page != foot.page {
		t.Errorf("the foot is on pages %d and %d of %d", foot.page, date.page, len(d.Pages))
	}
	checkRules(t, b, d)
}

func TestTableWithSpans(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	wide := doc.Cell{Lines: texts("跨两栏"), Columns: 2, Rows: 1, Centred: true}
	high := doc.Cell{Lines: texts("跨", "三", "行", "高", "于", "三", "行"), Columns: 1, Rows: 3}
	table := &doc.Table{Columns: make([]doc.Column, 3), Rows: [][]doc.Cell{
		{high, wide}, {cell("甲"), cell("乙")}, {wide}, {cell("丙"), cell("丁"), cell("戊")},
	}}
	d := b.layout(t, table)
	area, p := b.area(0), b.profile
	third := area.W / 3
	at := find(d, "跨两栏")
	same(t, "middle of the two columns", (at[0].left+at[0].right)/2, area.X+third*2)
	same(t, "left", one(t, d, "乙").left, area.X+2*third+p.Table.Pad.Length)
	// The tall cell needs 7 lines; its last row takes what is missing.
	size := p.Styles["table"].Size.Length
	row := size + 2*p.Table.Pad.Length
	same(t, "below the tall cell", b.top(t, one(t, d, "丙"), "table"), area.Y+size+6*size*3/2+2*p.Table.Pad.Length+p.Table.Pad.Length)
	for _, r := range boxes(d.Pages[0].Items, page.Black) {
		if r.W > r.H && r.Y > area.Y+row/2 && r.Y < area.Y+2*row+row/2 && r.X < area.X+third-mm {
			t.Errorf("a rule at %v crosses the tall cell", r)
		}
		if r.W < r.H && r.Y < area.Y+row/2 && r.X > area.X+third+mm && r.X < area.X+area.W-mm {
			t.Errorf("a rule at %v crosses the wide cell", r)
		}
	}
	checkRules(t, b, d)
}

func TestRowsThatACellHoldsTogetherAreNotParted(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	table := &doc.Table{Columns: make([]doc.Column, 2)}
	for i := range 30 {
		group := doc.Cell{Lines: texts(fmt.Sprintf("第%02d组", i)), Columns: 1, Rows: 3}
		table.Rows = append(table.Rows, []doc.Cell{group, cell(fmt.Sprintf("甲%02d", i))}, []doc.Cell{cell(fmt.Sprintf("乙%02d", i))}, []doc.Cell{cell(fmt.Sprintf("丙%02d", i))})
	}
	d := b.layout(t, table)
	if len(d.Pages) < 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	for i := range 30 {
		first := one(t, d, fmt.Sprintf("甲%02d", i)).page
		for _, s := range []string{"第%02d组", "乙%02d", "丙%02d"} {
			if on := one(t, d, fmt.Sprintf(s, i)).page; on != first {
				t.Errorf("group %d is on pages %d and %d", i, first+1, on+1)
			}
		}
	}
}

// TestRowsOfACellThatSpansHalfAPageAreParted has a cell whose text stands on every page of its rows that has room for it.
func TestRowsOfACellThatSpansHalfAPageAreParted(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, rows := range []int{16, 24, 34, 35, 60} {
		table := &doc.Table{Columns: make([]doc.Column, 2)}
		for i := range rows {
			row := []doc.Cell{cell(fmt.Sprintf("乙%02d", i))}
			if i == 0 {
				row = append([]doc.Cell{{Lines: texts("第一阶段", "六月"), Columns: 1, Rows: rows}}, row...)
			}
			table.Rows = append(table.Rows, row)
		}
		d := b.layout(t, append(paragraphs(12), table)...)
		phases, last := find(d, "第一阶段"), one(t, d, fmt.Sprintf("乙%02d", rows-1))
		if first := one(t, d, "乙00"); first.page != 0 || last.page != len(d.Pages)-1 {
			t.Errorf("%d rows begin on page %d and end on page %d of %d", rows, first.page+1, last.page+1, len(d.Pages))
		}
		for i, p := range phases {
			if p.page != i || find(d, "六月")[i].page != i {
				t.Errorf("%d rows: the phase stands on page %d", rows, p.page+1)
			}
		}
		if one := len(find(d, fmt.Sprintf("乙%02d", rows-2))); len(phases) < len(d.Pages)-1 || len(phases) > len(d.Pages) || one != 1 {
			t.Errorf("%d rows: %d phases on %d pages", rows, len(phases), len(d.Pages))
		}
		checkRules(t, b, d)
	}
}

func TestRowHigherThanAPageIsSplitAndSaid(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	long := cell(words(3000))
	long.Lines[0][0].From.Path = "/rows/1"
	table := &doc.Table{Columns: make([]doc.Column, 2), Head: 1, Rows: [][]doc.Cell{
		{cell("甲栏"), cell("乙栏")}, {cell("前"), cell("前")}, {cell("长"), long}, {cell("后"), cell("后")}}}
	d, notices := b.paper(t, doc.Common, layout.Options{}, table)
	n := 0
	for i, p := range d.Pages {
		for _, g := range glyphs(p.Items, i) {
			if g.r == '文' {
				n++
			}
		}
	}
	if n != 3000 {
		t.Errorf("%d characters of 3000", n)
	}
	if len(find(d, "乙栏")) != len(d.Pages) || len(d.Pages) < 3 {
		t.Errorf("%d heads on %d pages", len(find(d, "乙栏")), len(d.Pages))
	}
	if count(notices, "split-row") != 1 {
		t.Errorf("not said: %v", notices)
	}
	checkRules(t, b, d)
}

func TestColumnsThatAreTooWideAreScaled(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	table := &doc.Table{Columns: []doc.Column{{Width: 120 * mm}, {Width: 120 * mm}, {}}, Rows: [][]doc.Cell{{cell("甲"), cell("乙"), cell("丙")}}}
	d, notices := b.paper(t, doc.Common, layout.Options{}, table)
	if count(notices, "scaled-table") != 1 {
		t.Errorf("not said: %v", notices)
	}
	if at := one(t, d, "丙"); at.right > b.area(0).X+b.area(0).W {
		t.Errorf("the last column ends at %v", at.right)
	}
	checkRules(t, b, d)
}

func TestTableThatIsWrongIsAnError(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	table := &doc.Table{Columns: make([]doc.Column, 1), Rows: [][]doc.Cell{{cell("甲"), cell("乙")}}}
	if _, _, err := layout.Layout(t.Context(), &doc.Document{Profile: b.profile, Blocks: []doc.Block{table}}, b.faces, layout.Options{}); err == nil {
		t.Error("a row with more cells than columns is taken")
	}
}

func TestEndingBelowATableIsOnThePageOfItsLastRow(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for n := 1; n <= 40; n++ {
		d := b.layout(t, plan(n), signed(doc.Sealed, signers(1, nil)...))
		last, date := one(t, d, fmt.Sprintf("%03d号", n-1)), one(t, d, "2012年7月1日")
		if last.page != date.page {
			t.Errorf("%d rows: the table ends on page %d, the date is on page %d", n, last.page+1, date.page+1)
		}
	}
}

// TestLandscapeTable looks at a table that takes several pages, the first of them odd or even.
func TestLandscapeTable(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, before := range []int{10, 30} {
		table := plan(60)
		table.Landscape = true
		blocks := append(paragraphs(before), table, paragraph("后文。"), &doc.Imprint{PrintedBy: text("某某办公室")})
		d := b.layout(t, blocks...)
		first := one(t, d, "任务分解表").page
		if want := (before + 21) / 22; first != want {
			t.Errorf("the table begins on page %d", first+1)
		}
		turned := 0
		for i, p := range d.Pages {
			for _, item := range p.Items {
				g, ok := item.(*page.Group)
				if !ok {
					continue
				}
				turned++
				area := b.area(i)
				if (g.At != page.Point{X: area.X, Y: area.Y + area.H}) {
					t.Errorf("page %d: turned about %v", i+1, g.At)
				}
				// Its y is the page's x: the head is at the type area's left edge, on odd and on even pages.
				head := box(boxesOf(g)[0])
				want := page.Length(0)
				if i == first {
					want = b.profile.Rows(1) // the caption
				}
				same(t, "head", head.Y, want)
				same(t, "width of the table", head.W, area.H)
				for _, r := range boxes(g.Items, page.Black) {
					if r.Y+r.H > area.W+2 || r.X+r.W > area.H+2 {
						t.Errorf("page %d: a rule at %v of a turned area of %v", i+1, r, area)
					}
				}
			}
			if p.Label != "" {
				number := one(t, &page.Document{Pages: d.Pages[i : i+1]}, "— "+p.Label+" —")
				area, inset := b.area(i), b.profile.Characters(1)
				if i%2 == 0 {
					same(t, "page number", number.right, area.X+area.W-inset)
				} else {
					same(t, "page number", number.left, area.X+inset)
				}
			}
		}
		if turned < 3 {
			t.Errorf("%d turned pages", turned)
		}
		if at := one(t, d, "后文。"); at.page != first+turned || at.left != b.area(at.page).X+b.profile.Characters(2) {
			t.Errorf("the text goes on at %v", at)
		}
	}
}

func boxesOf(g *page.Group) []*page.Path {
	var all []*page.Path
	for _, item := range g.Items {
		if p, ok := item.(*page.Path); ok {
			all = append(all, p)
		}
	}
	return all
}

func TestAttachmentThatIsALandscapeTableHasItsTitleOnTheTable(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	table := plan(3)
	table.Landscape = true
	d := b.layout(t, paragraph("正文。"), &doc.PageBreak{}, &doc.Label{Text: text("附件2")},
		&doc.Title{Text: text("某某安排表"), Place: doc.AttachmentTitle}, table, &doc.PageBreak{}, &doc.Label{Text: text("附件3")},
		paragraph("名单。"), &doc.Imprint{PrintedBy: text("某某办公室")})
	for s, on := range map[string]int{"附件2": 1, "某某安排表": 1, "任务分解表": 1, "附件3": 2, "某某办公室": 3} {
		if at := one(t, d, s); at.page != on {
			t.Errorf("%s is on page %d, want %d", s, at.page+1, on+1)
		}
	}
	title := one(t, d, "某某安排表")
	same(t, "middle of the turned title", (title.left+title.right)/2, b.area(0).H/2)
}

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name       string
		wide, high page.Length
		want       page.Rect // W and H
		said       int
	}{
		{"as large as it is printed", 80 * mm, 50 * mm, page.Rect{W: 80 * mm, H: 50 * mm}, 0},
		{"too wide", 312 * mm, 100 * mm, page.Rect{W: 156 * mm, H: 50 * mm}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			eachProfile(t, func(t *testing.T, b bench) {
				area := b.area(0)
				d, notices := b.paper(t, doc.Common, layout.Options{}, paragraph("前文。"),
					&doc.Figure{Picture: seal(c.wide, c.high), Caption: text("图1　会场")}, paragraph("后文。"))
				at := images(d.Pages[0])[0]
				same(t, "width", at.W, c.want.W)
				same(t, "height", at.H, c.want.H)
				same(t, "middle", at.X+at.W/2, area.X+area.W/2)
				before, caption, after := one(t, d, "前文。"), one(t, d, "图1　会场"), one(t, d, "后文。")
				if at.Y < b.top(t, before, "body")+b.profile.Rows(1)-12 || at.Y+at.H > b.top(t, caption, "caption") {
					t.Errorf("the figure is at %v", at)
				}
				same(t, "the text below is on the grid", (after.baseline-before.baseline)%b.profile.Rows(1), 0)
				if count(notices, "scaled-figure") != c.said {
					t.Errorf("said: %v", notices)
				}
			})
		})
	}
}

func TestFigureHigherThanAPageIsScaledToStandWithItsCaption(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	d := b.layout(t, paragraph("前文。"), &doc.Figure{Picture: seal(100*mm, 400*mm), Caption: text("图1　会场")})
	at, caption := images(d.Pages[1])[0], one(t, d, "图1　会场")
	if caption.page != 1 || caption.baseline > b.area(1).Y+b.area(1).H || at.Y < b.area(1).Y-2 || at.W != at.H.Scale(1, 4) {
		t.Errorf("figure at %v, caption at %v", at, caption)
	}
}

// BenchmarkTable shows that a page costs the same however long a table is.
func BenchmarkTable(b *testing.B) {
	set := setUp(b, "gbt9704-2012")
	for _, n := range []int{100, 1000, 10000} {
		table := plan(n)
		b.Run(fmt.Sprintf("%drows", n), func(b *testing.B) {
			b.ReportAllocs()
			pages := 0
			for b.Loop() {
				pages = len(set.layout(b, table).Pages)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*pages), "ns/page")
		})
	}
}
