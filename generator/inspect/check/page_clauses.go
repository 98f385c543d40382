package check

import (
	"fmt"
	"slices"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// stands gives the width and the height of a page that is put upright.
func (pg *page) stands() (wide, high length) {
	return min(pg.Width, pg.Height), max(pg.Width, pg.Height)
}

// pageSize looks at the page that is furthest from the format.
func pageSize(p *paper, n *note) {
	want := p.area.profile.Page
	worst, off := p.pages[0], length(-1)
	for _, pg := range p.pages {
		wide, high := pg.stands()
		if d := max(abs(wide-want.Width.Length), abs(high-want.Height.Length)); d > off {
			worst, off = pg, d
		}
	}
	wide, high := worst.stands()
	n.pageSize(wide, high, want.Width.Length, want.Height.Length, worst.number)
}

func (n *note) pageSize(width, height, wantWidth, wantHeight length, page int) {
	const tolerance = 2 * measure.MM // of trimming, 6.3
	off := max(abs(width-wantWidth), abs(height-wantHeight))
	f := Finding{
		Required:  fmt.Sprintf("%s × %s", millimetres.text(wantWidth), millimetres.text(wantHeight)),
		Measured:  fmt.Sprintf("%s × %s", millimetres.text(width), millimetres.text(height)),
		Tolerance: "±" + millimetres.text(tolerance),
		Page:      page, Verdict: Exact,
	}
	switch {
	case off > tolerance:
		f.Verdict, f.Hint = Departs, "把纸张设为 A4"
	case off > millimetres.exact():
		f.Verdict = Within
	}
	n.add(f)
}

// topMargin looks at the top of the first line's characters on pages without a head.
func topMargin(p *paper, n *note) {
	a := &p.area
	if !a.firstSeen {
		n.untold("没有从版心上边缘起排文字的页")
		return
	}
	got := a.first
	what := ""
	if a.slotted() {
		got = a.frame(a.profile.Page.Top.Length)
		what = "（行距为版心高度的 1/22，按行框计）"
	}
	n.measured(quantity{
		what: "版心上边缘距页边" + what + " ", want: a.profile.Page.Top.Length, tolerance: measure.MM,
		hint: "调整上边距，使首行文字上边缘距页边 37 mm",
	}, got)
}

// bindingMargin looks at the left edge of odd pages, and at the right margin of even ones.
func bindingMargin(p *paper, n *note) {
	a := &p.area
	q := quantity{want: a.profile.Page.Binding.Length, tolerance: measure.MM}
	if odd := a.edges[0]; odd.leftSeen {
		q.what, q.hint = "单页左侧 ", "调整左边距为 28 mm"
		n.measured(q, odd.left)
	} else {
		n.untold("单页上没有足够的顶格行，看不出版心左边缘")
	}
	if len(p.pages) < 2 {
		return
	}
	even := a.edges[1]
	width := p.pages[1].Width
	switch {
	case even.rightSeen:
		q.what, q.hint = "双页右侧 ", "设置对称页边距，双页右侧为 28 mm"
		n.measured(q, width-even.right)
	case even.leftSeen:
		q.what, q.hint = "双页右侧（由左边缘推算）", "设置对称页边距，双页右侧为 28 mm"
		n.measured(q, width-even.left-a.width())
	default:
		n.untold("双页上没有足够的整行，看不出版心边缘")
	}
}

func areaWidth(p *paper, n *note) {
	for _, e := range p.area.edges {
		if e.leftSeen && e.rightSeen {
			n.measured(quantity{
				want: p.area.width(), tolerance: measure.MM, hint: "调整左右边距，使版心宽 156 mm",
			}, e.right-e.left)
			return
		}
	}
	n.untold("没有足够的整行，看不出版心宽度")
}

// areaHeight looks at the fullest page. A page that lacks a line may have been kept short on purpose.
func areaHeight(p *paper, n *note) {
	a := &p.area
	if !a.firstSeen || !a.lastSeen {
		n.untold("没有排满的页，看不出版心高度")
		return
	}
	got := a.last - a.first
	if a.slotted() {
		got += a.spacing - a.size
	}
	if want := a.profile.Area.Height.Length; want-got > a.pitch(a.size)-measure.MM {
		n.untold("没有排满的页，最满的一页文字高 " + millimetres.text(got))
		return
	}
	n.measured(quantity{
		want: a.profile.Area.Height.Length, tolerance: measure.MM, hint: "调整上下边距和行距，使 22 行撑满 225 mm",
	}, got)
}

// text gives the paragraphs of the running text: plain ones and heads.
func (p *paper) text() []*paragraph {
	var all []*paragraph
	for _, t := range p.elements.body {
		if !t.tabled {
			all = append(all, t)
		}
	}
	for _, h := range p.elements.heads {
		all = append(all, h.paragraph)
	}
	return all
}

func bodySize(p *paper, n *note) {
	sizes := tally[length]{}
	for _, t := range p.text() {
		for _, s := range t.spans {
			sizes.add(s.size, len(s.text))
		}
	}
	if len(sizes.values) == 0 {
		n.none("没有正文")
		return
	}
	n.size(p, "body", sizes.most(), 0)
}

// size reports the size of an element's characters.
func (n *note) size(p *paper, style string, got length, page int) {
	n.measured(quantity{
		want: p.area.profile.Styles[style].Size.Length, tolerance: measure.PT / 5, unit: typePoints, page: page,
		hint: "改为 " + typePoints.text(p.area.profile.Styles[style].Size.Length),
	}, got)
}

func bodyFace(p *paper, n *note) {
	faces := tally[*pdfread.Face]{}
	for _, t := range p.elements.body {
		faces.add(t.face(0), len(t.text))
	}
	if len(p.elements.body) == 0 {
		n.none("没有正文")
		return
	}
	n.face(faces.most(), familyOfRole(p.area.profile.Styles["body"].Role), 0, "正文改用仿宋体")
}

func embedding(p *paper, n *note) {
	seen := tally[string]{}
	for _, pg := range p.pages {
		for i := range pg.Glyphs {
			if f := pg.Glyphs[i].Face; !f.Embedded {
				seen.add(f.Name, 1)
			}
		}
	}
	if len(seen.values) > 0 {
		n.untold("没有嵌入 " + seen.most() + " 等字体，印出的字体取决于打印的机器")
		return
	}
	n.says(true, 0, "字体嵌入文件", "全部嵌入", "")
}

// charactersPerLine counts how many characters a line of the type area's width holds.
func charactersPerLine(p *paper, n *note) {
	a := &p.area
	if !a.onGrid {
		n.untold("没有足够的整行，看不出每行字数")
		return
	}
	n.charactersPerLine(p, float64(a.width())/float64(a.character))
}

func (n *note) charactersPerLine(p *paper, got float64) {
	want := p.area.profile.Grid.Characters.N
	f := Finding{
		Required: fmt.Sprintf("每行 %d 字", want), Measured: "每行 " + decimals(got, 1) + " 字", Tolerance: "±½ 字", Verdict: Exact,
	}
	switch off := max(got-float64(want), float64(want)-got); {
	case off > 0.5:
		f.Verdict, f.Hint = Departs, "调整字符间距，使每行排 28 字"
	case off > 0.1:
		f.Verdict = Within
	}
	n.add(f)
}

// linesPerPage counts how many lines the type area's height holds at the distance between lines.
func linesPerPage(p *paper, n *note) {
	a := &p.area
	if a.spacing == 0 {
		n.untold("没有相邻的正文行，看不出行距")
		return
	}
	n.linesPerPage(p, a.spacing, a.size)
}

func (n *note) linesPerPage(p *paper, spacing, size length) {
	profile := p.area.profile
	lines := int((profile.Area.Height.Length-size+measure.MM/5)/spacing) + 1
	want := profile.Grid.Lines.N
	f := Finding{
		Required:  fmt.Sprintf("每面 %d 行（行距 %s）", want, typePoints.text(profile.Rows(1))),
		Measured:  fmt.Sprintf("每面 %d 行（行距 %s）", lines, typePoints.text(spacing)),
		Tolerance: "行数相同", Verdict: Exact,
	}
	switch {
	case p.area.closer > 0:
		f.Required, f.Verdict = "每面 22 行，特定情况可以适当调整", Within
		f.Tolerance = fmt.Sprintf("至多 %d 行，撑满版心", profile.Grid.Most.N)
	case lines != want:
		f.Verdict, f.Hint = Departs, "调整行距，使每面排 22 行并撑满版心"
	case abs(spacing-profile.Rows(1)) > typePoints.exact()*2:
		f.Verdict = Within
	}
	n.add(f)
}

// textInk looks for text that is not black. The red head may be red.
func textInk(p *paper, n *note) {
	required := p.area.profile.Ink.Text.Text
	e := &p.elements
	for _, t := range p.paragraphs {
		if slices.Contains(e.mark, t) {
			continue
		}
		for _, s := range t.spans {
			if !isBlack(s.ink) {
				n.says(false, t.page, required, fmt.Sprintf("“%s”为 %s", shorten(s.text), screenColour(s.ink)), "改为黑色")
				return
			}
		}
	}
	n.says(true, 0, required, "全部为黑色", "")
}

// shorten gives the first characters of a text.
func shorten(s string) string {
	const most = 12
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// screenColour tells a colour as screens count it.
func screenColour(i pdfread.Ink) string {
	scale := func(n int) int { return (n*255 + 500) / 1000 }
	return fmt.Sprintf("RGB %d、%d、%d", scale(i.R), scale(i.G), scale(i.B))
}

// redInk looks at the mark and the rule: red is M 80 Y 80 (6.2). A red in screen colours is red, but not that of the inks.
func redInk(p *paper, n *note) {
	e := &p.elements
	var inks []pdfread.Ink
	for _, t := range e.mark {
		inks = append(inks, t.spans[0].ink)
	}
	if e.rule != nil {
		inks = append(inks, e.rule.Ink)
	}
	if len(inks) == 0 {
		n.none("没有红头")
		return
	}
	for _, i := range inks {
		f := Finding{Required: p.area.profile.Ink.Red.Text, Measured: screenColour(i), Tolerance: "辨认为红色", Page: 1, Verdict: Within}
		switch {
		case !isRed(i):
			f.Verdict, f.Hint = Departs, "发文机关标志和分隔线改为红色"
		case i == pdfread.Ink{R: 1000, G: 200, B: 200, Process: true}:
			f.Verdict = Exact
		}
		if f.Verdict == Departs || i == inks[len(inks)-1] {
			n.add(f)
			return
		}
	}
}
