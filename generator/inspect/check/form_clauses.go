package check

import (
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// What is noted of clauses that are about another form.
const (
	noLetter = "不是信函"
	noOrder  = "不是命令"
)

// letterNotes are what stands under the upper double rule of a letter, above its title: notes and the number.
func (p *paper) letterNotes() []*paragraph {
	var all []*paragraph
	for _, t := range append(slices.Clone(p.elements.above), p.elements.number) {
		if t != nil && p.elements.rule != nil && t.place().Top > p.elements.rule.Top {
			all = append(all, t)
		}
	}
	return all
}

// doubleRule gives the rules of the upper double rule of a letter, or of the lower one, from the top.
func (p *paper) doubleRule(lower bool) []pdfread.Rule {
	pg := p.pages[0]
	var red []pdfread.Rule
	for _, r := range pg.Rules {
		if isRed(r.Ink) && r.Width() > pg.Width/2 && (r.Top > pg.Height/2) == lower {
			red = append(red, r)
		}
	}
	return sortedRules(red)
}

// hasLetterHead tells whether the paper is a letter that has its mark; if not, it reports so.
func (n *note) hasLetterHead(p *paper) bool { return isLetter(n, p) && n.hasHead(p) }

// upperRules looks at the double rule below the mark of a letter: thick above thin (10.1).
func upperRules(p *paper, n *note) {
	if !n.hasLetterHead(p) {
		return
	}
	n.doubleRule(p.doubleRule(false), "上粗下细")
}

// doubleRule reports whether a double rule has its thicker one where it belongs.
func (n *note) doubleRule(rules []pdfread.Rule, required string) {
	required = "红色双线，" + required
	if len(rules) != 2 {
		n.says(false, 1, required, yesNo(len(rules) == 0, "没有", "不是双线"), "改为"+required)
		return
	}
	upper := rules[0].Height() > rules[1].Height()
	n.says(strings.HasSuffix(required, "上粗下细") == upper, 1, required, yesNo(upper, "上粗下细", "上细下粗"), "改为"+required)
}

// lowerRules looks at the second double rule of a letter, 20 mm above the page's lower edge, thin above thick (10.1).
func lowerRules(p *paper, n *note) {
	if !n.hasLetterHead(p) {
		return
	}
	rules := p.doubleRule(true)
	n.doubleRule(rules, "上细下粗")
	if len(rules) > 0 {
		want := p.area.profile.Letter
		last := rules[len(rules)-1]
		n.measured(quantity{what: "距下页边 ", want: want.RuleBottom.Length, tolerance: measure.MM, page: 1, hint: "移动双线"}, p.pages[0].Height-last.Bottom)
		n.measured(quantity{what: "长 ", want: want.RuleLength.Length, tolerance: measure.MM, page: 1, hint: "红色双线长 170 mm"}, last.Width())
	}
	n.merge()
}

// letterGaps looks at the space between the double rules of a letter and the text beside them: 7/8 of a character, above the
// lower rule at the least (10.1).
func letterGaps(p *paper, n *note) {
	if !n.hasLetterHead(p) {
		return
	}
	want := p.area.profile.NoteGap()
	if notes, upper := p.letterNotes(), p.doubleRule(false); len(notes) > 0 && len(upper) > 0 {
		top := notes[0].place().Top
		for _, t := range notes {
			top = min(top, t.place().Top)
		}
		n.measured(quantity{
			what: "第一条双线之下 ", want: want, tolerance: measure.MM, page: 1, hint: "发文字号等与第一条双线相距 3 号字高的 7/8",
		}, top-upper[len(upper)-1].Bottom)
	}
	if lower := p.doubleRule(true); len(lower) > 0 {
		lines := p.pages[0].lines
		got := lower[0].Top - lines[len(lines)-1].Bottom
		n.says(got > want-measure.MM, 1, "第二条双线之上不小于 "+millimetres.text(want), millimetres.text(got), "正文与第二条双线的距离为 3 号字高的 7/8")
	}
	n.merge()
}

// orderSpace looks at the space between the number of an order and its text (10.2).
func orderSpace(p *paper, n *note) {
	e := &p.elements
	switch {
	case e.form != doc.Order:
		n.none(noOrder)
	case e.number == nil || len(e.body) == 0 || e.body[0].page != e.number.page:
		n.untold("没有认出令号和正文")
	default:
		n.emptyLines(p, "令号下", p.area.profile.Order.BodySpace.N, e.body[0].place().Top-e.number.place().Bottom, e.number.page)
	}
}

// attended looks at 出席, 请假 and 列席 of 纪要 (10.3): two characters in, the label in 黑体, an empty line above the first.
func attended(p *paper, n *note) {
	all := p.elements.attendance
	if len(all) == 0 {
		n.none(yesNo(p.elements.form == doc.Minutes, "没有出席、请假、列席人员", "不是纪要"))
		return
	}
	want := familyOfRole(p.area.profile.Styles["label"].Role)
	for _, t := range all {
		n.indent(p, t, 2, "出席等左空二字")
		n.face(t.face(2), want, t.page, "“出席”等改用"+want.String())
		text := compact(t.text)
		n.says(strings.HasPrefix(attendance.FindString(text)[len("出席"):], "："), t.page, "标签后用全角冒号", shorten(text), "改为全角冒号")
	}
	if p.word == nil {
		if above := p.before(all[0]); above != nil {
			n.emptyLinesBelow(p, "正文下", p.area.profile.Minutes.Space.N, above, all[0].lines[0].Top)
		}
	}
	n.merge()
}

// textOnFirst looks for text below the head of page 1 (7.3.3).
func textOnFirst(p *paper, n *note) {
	if !n.hasHead(p) {
		return
	}
	for _, t := range p.text() {
		if t.page == 1 {
			n.says(true, 1, "首页显示正文", "有正文", "")
			return
		}
	}
	n.says(len(p.text()) == 0, 1, "首页显示正文", "没有正文", "缩小发文机关标志，或把主送机关移到版记")
}

const printedAcross = "横向的页打印时朝向哪边，要看打印设置"

// rotatedTables looks at the pages of landscape tables (chapter 8): on fronts the head is at the binding edge and on backs at the
// fore edge, which both are the left edge of the page.
func rotatedTables(p *paper, n *note) {
	const required = "表头在单页订口一边、双页切口一边（纸的左边）"
	for _, pg := range p.pages {
		if pg.lies() {
			n.untold(printedAcross)
			continue
		}
		if pg.Askew < len(pg.Glyphs) || pg.Askew == 0 {
			continue
		}
		left := pg.Leftward*2 > pg.Askew
		n.says(left, pg.number, required, yesNo(left, "在左边", "在右边"), "把横排表格逆时针旋转 90°")
	}
	n.mergeAlike()
	if len(n.findings) == 0 {
		n.none("没有横排表格")
	}
}

// wordRotatedTables tells whether there is a landscape section. Which way its pages lie is up to the printer.
func wordRotatedTables(p *paper, n *note) {
	for _, s := range p.word.sections {
		if s.child("pgSz").attr("orient") == "landscape" {
			n.untold(printedAcross)
			return
		}
	}
	n.none("没有横排表格")
}
