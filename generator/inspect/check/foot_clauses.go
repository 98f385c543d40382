package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// last is the page that the 版记 stands on.
func (p *paper) last() *page { return p.pages[len(p.pages)-1] }

func (n *note) hasImprint(p *paper) bool {
	if len(p.elements.imprint) == 0 {
		n.none("没有版记")
		return false
	}
	return true
}

const noImprintRules = "信函的版记不加分隔线"

// hasImprintRules tells whether the imprint has rules. A letter's has none (10.1).
func (n *note) hasImprintRules(p *paper) bool {
	switch {
	case !n.hasImprint(p):
		return false
	case p.elements.form == doc.Letter:
		n.none(noImprintRules)
		return false
	case len(p.last().imprintRules) == 0:
		n.says(false, p.last().number, "版记有分隔线", "没有分隔线", "版记加分隔线")
		return false
	}
	return true
}

// imprintThickness looks at the first, the middle and the last rules.
func imprintThickness(p *paper, n *note) {
	if !n.hasImprintRules(p) {
		return
	}
	n.imprintThickness(p, p.last().imprintRules, p.last().number)
}

func (n *note) imprintThickness(p *paper, rules []pdfread.Rule, page int) {
	want := p.area.profile.Imprint
	for i, r := range rules {
		q := quantity{
			what: "中间的分隔线 ", want: want.Middle.Length, tolerance: measure.MM / 20, unit: hairs, page: page, hint: "改变分隔线的粗细",
		}
		switch {
		case i == len(rules)-1:
			q.what, q.want = "末条分隔线 ", want.Last.Length
		case i == 0 && want.First.Length > 0:
			q.what, q.want = "首条分隔线 ", want.First.Length
		}
		n.measured(q, r.Height())
	}
	n.merge()
}

func imprintLength(p *paper, n *note) {
	if !n.hasImprintRules(p) {
		return
	}
	for _, r := range p.last().imprintRules {
		n.measured(quantity{
			what: "与版心等宽，", want: p.area.width(), tolerance: measure.MM, page: p.last().number, hint: "版记分隔线与版心等宽",
		}, r.Width())
	}
	n.merge()
}

// imprintBottom looks at the last rule: it lies on the lower edge of the type area.
func imprintBottom(p *paper, n *note) {
	if !n.hasImprintRules(p) {
		return
	}
	rules := p.last().imprintRules
	n.measured(quantity{
		what: "版心下边缘距上页边 ", want: p.area.bottom(), tolerance: measure.MM / 2, page: p.last().number, hint: "使版记末条分隔线与版心下边缘重合",
	}, rules[len(rules)-1].Bottom)
}

func imprintEven(p *paper, n *note) {
	if !n.hasImprint(p) {
		return
	}
	switch {
	case p.elements.form == doc.Letter:
		n.none("信函的版记在最后一页，不论单双")
		return
	case p.elements.form == doc.Briefing || sentLabel.MatchString(p.elements.imprint[0].text):
		n.none("简报的报尾，标准没有规定")
		return
	}
	pg := p.last()
	n.says(pg.verso() || !p.area.profile.Imprint.Even.On, pg.number, "版记在最后一面，即双数页", fmt.Sprintf("在第 %d 面", pg.number), "在版记前加空白页")
}

// imprintFace looks at the size of the imprint and at its face; 主题词 has faces of its own.
func imprintFace(p *paper, n *note) {
	if !n.hasImprint(p) {
		return
	}
	want := familyOfRole(p.area.profile.Styles["imprint"].Role)
	for _, t := range p.elements.imprint {
		n.size(p, "imprint", t.size(), t.page)
		if f := t.face(0); f != nil && !strings.HasPrefix(compact(t.text), "主题词") {
			n.face(f, want, t.page, "版记改用"+want.String())
		}
	}
	n.merge()
}

var (
	copiesLabel = regexp.MustCompile(`^(主送|抄送)[:：]`)
	sentLabel   = regexp.MustCompile(`^(报|送|发)[:：]`)
	printedOn   = regexp.MustCompile(`印发$`)
)

// inset gives the space at both sides of a paragraph of the imprint.
func (p *paper) inset(t *paragraph) (left, right length) {
	left, right = t.first, t.right
	for _, l := range t.lines {
		right = min(right, p.area.right(l.page)-l.Right)
	}
	return left, right
}

// copiesTo looks at 抄送机关, and at 主送机关 that were moved to the imprint: the label, the full stop, one character in, no rule
// between the two.
func copiesTo(p *paper, n *note) {
	var above *paragraph // 主送
	for _, t := range p.elements.imprint {
		text := compact(t.text)
		label := copiesLabel.FindString(text)
		if label == "" {
			continue
		}
		n.says(strings.HasSuffix(label, "："), t.page, "“抄送”后用全角冒号", shorten(text), "改为全角冒号“：”")
		n.says(strings.HasSuffix(text, "。"), t.page, "最后一个机关后用句号", "末字为“"+string([]rune(text)[len([]rune(text))-1])+"”", "末尾加“。”")
		left, _ := p.inset(t)
		n.inset(p, t, "左空 ", p.area.profile.Imprint.Indent.N, left)
		if above != nil && p.word == nil {
			parted := slices.ContainsFunc(p.last().imprintRules, func(r pdfread.Rule) bool {
				return r.Top > above.place().Top && r.Bottom < t.place().Bottom
			})
			n.says(!parted, t.page, "主送机关与抄送机关之间不加分隔线", yesNo(parted, "有分隔线", "没有分隔线"), "删去两者之间的分隔线")
		}
		above = t
	}
	n.merge()
	if len(n.findings) == 0 {
		n.none("没有抄送机关")
	}
}

func (n *note) inset(p *paper, t *paragraph, what string, want int, got length) {
	n.measured(quantity{
		what: what, want: p.area.profile.Characters(want), tolerance: p.area.profile.Character() / 3,
		unit: characters, page: t.page, hint: "左右各空一字",
	}, got)
}

// printing looks at 印发机关和印发日期: one character in at both sides, the date as that of the paper.
func printing(p *paper, n *note) {
	for _, t := range p.elements.imprint {
		text := compact(t.text)
		if !printedOn.MatchString(text) {
			continue
		}
		left, right := p.inset(t)
		if !strings.HasPrefix(text, "20") && !strings.HasPrefix(text, "19") {
			n.inset(p, t, "印发机关左空 ", p.area.profile.Imprint.Printed.N, left)
		}
		if p.word == nil || !strings.Contains(t.text, "　") { // a tab sets the date where Word finds its stop
			n.inset(p, t, "印发日期右空 ", p.area.profile.Imprint.Printed.N, right)
		}
		const day = `([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日印发$`
		ok := regexp.MustCompile(`\d{4}年`+day).MatchString(text) || p.area.profile.Date.Style.Chinese
		n.says(ok, t.page, "印发日期用阿拉伯数字标全年、月、日，后加“印发”", text, "如“2012年7月1日印发”")
		n.merge()
		return
	}
	n.none("没有印发机关和印发日期")
}

// labelled gives the pages that have a page number.
func (p *paper) labelled() []*page {
	var all []*page
	for _, pg := range p.pages {
		if pg.label != nil {
			all = append(all, pg)
		}
	}
	return all
}

// eachLabel looks at the page numbers of all pages and keeps what is worth reading.
func (n *note) eachLabel(p *paper, look func(*page)) {
	for _, pg := range p.labelled() {
		look(pg)
	}
	n.mergeAlike()
	if len(n.findings) == 0 {
		n.noLabel(p)
	}
}

// noLabel reports that a paper has no page number. A letter of one page needs none (10.1).
func (n *note) noLabel(p *paper) {
	if p.elements.form == doc.Letter && len(p.pages) == 1 {
		n.none("信函首页不编页码")
		return
	}
	n.untold("没有认出页码")
}

// mergeAlike leaves one finding, the first of the worst verdict.
func (n *note) mergeAlike() {
	for _, v := range []Verdict{Departs, CannotTell, Within, Exact} {
		for _, f := range n.findings {
			if f.Verdict == v {
				n.findings = []Finding{f}
				return
			}
		}
	}
}

var dashedNumber = regexp.MustCompile(`^—\d+—$`)

func pageNumberForm(p *paper, n *note) {
	n.eachLabel(p, func(pg *page) { n.numberText(pg.label.Text, pg.number) })
}

func (n *note) numberText(text string, page int) {
	n.says(dashedNumber.MatchString(compact(text)), page, "半角阿拉伯数字，左右各一条一字线，如“— 1 —”", "“"+text+"”", "数字左右各加一字线（U+2014）")
}

func pageNumberSize(p *paper, n *note) {
	n.eachLabel(p, func(pg *page) { n.size(p, "pageNumber", pg.label.Size, pg.number) })
}

// pageNumberFace looks at the face of the digits.
func pageNumberFace(p *paper, n *note) {
	want := familyOfRole(p.area.profile.Styles["pageNumber"].Role)
	n.eachLabel(p, func(pg *page) {
		for i := range pg.label.Glyphs {
			if g := &pg.label.Glyphs[i]; '0' <= g.Char && g.Char <= '9' {
				n.face(g.Face, want, pg.number, "页码改用"+want.String())
				return
			}
		}
	})
}

// dashTop gives the top of a page number's dash. Without an outline it is estimated: dashes lie about 0.4 of the em above the
// baseline.
func dashTop(l *line) (top length, measured bool) {
	for i := range l.Glyphs {
		if l.Glyphs[i].Char != '—' {
			continue
		}
		if top, ok := l.Glyphs[i].OutlineTop(); ok {
			return top, true
		}
	}
	return l.Base - l.Size.Scale(4, 10), false
}

// pageNumberGap looks at the dash's top below the type area.
func pageNumberGap(p *paper, n *note) {
	n.eachLabel(p, func(pg *page) {
		top, measured := dashTop(pg.label)
		q := quantity{
			what: "一字线上距版心下边缘 ", want: p.area.profile.PageNumber.Gap.Length, tolerance: measure.MM / 2, page: pg.number,
			hint: "调整页脚距离，使一字线上距版心下边缘 7 mm",
		}
		if !measured {
			q.what, q.tolerance = "一字线上距版心下边缘（估算）", measure.MM
		}
		n.measured(q, top-p.area.bottom())
	})
}

// pageNumberSide looks at the outer side: a character in from the right of odd pages and from the left of even ones.
func pageNumberSide(p *paper, n *note) {
	n.eachLabel(p, func(pg *page) {
		q := quantity{
			what: "单页居右空 ", want: p.area.profile.Characters(p.area.profile.PageNumber.Inset.N), tolerance: measure.MM, page: pg.number,
			hint: "页码单页居右空一字、双页居左空一字",
		}
		got := p.area.right(pg) - pg.label.Right
		if pg.verso() {
			q.what, got = "双页居左空 ", pg.label.Left-p.area.left(pg)
		}
		n.measured(q, got)
	})
}

var digits = regexp.MustCompile(`\d+`)

// pageNumberOrder looks for numbers that do not follow on each other.
func pageNumberOrder(p *paper, n *note) {
	all := p.labelled()
	if len(all) == 0 {
		n.noLabel(p)
		return
	}
	const required = "页码连续，与所在页相符"
	shift := -1
	for _, pg := range all {
		number, _ := strconv.Atoi(digits.FindString(compact(pg.label.Text)))
		if shift < 0 {
			shift = number - pg.number
		}
		if number-pg.number != shift || shift < 0 {
			n.says(false, pg.number, required, fmt.Sprintf("第 %d 面印 %d", pg.number, number), "改为连续编排")
			return
		}
	}
	n.says(true, 0, required, fmt.Sprintf("%d 个页码，连续", len(all)), "")
}

// unnumbered looks for numbers where none may be, and for pages that lack theirs: the page of a 版记 alone and the blank ones
// before it have none, nor has a letter's first page (7.5, 10.1).
// The number of a page that lies across is askew and not read.
func unnumbered(p *paper, n *note) {
	const required = "版记页前的空白页和只有版记的页不编页码，其余各页编页码"
	text := false // on a later page
	for i := len(p.pages) - 1; i >= 0; i-- {
		pg := p.pages[i]
		for _, l := range pg.lines {
			text = text || !l.inImprint()
		}
		text = text || len(pg.Images) > 0 || pg.Askew > 0
		switch {
		case !text && pg.label != nil:
			n.says(false, pg.number, required, fmt.Sprintf("第 %d 面编了页码", pg.number), "这一页不编页码")
		case i == 0 && p.elements.form == doc.Letter && pg.label != nil:
			n.says(false, 1, "信函首页不编页码", "首页编了页码", "这一页不编页码")
		case text && pg.label == nil && !(p.elements.form == doc.Letter && i == 0) && !(pg.lies() && pg.Askew > 0):
			n.says(false, pg.number, required, fmt.Sprintf("第 %d 面没有页码", pg.number), "这一页编页码")
		}
	}
	if len(n.findings) == 0 {
		n.says(true, 0, required, "符合", "")
	}
	n.findings = n.findings[:1]
}
