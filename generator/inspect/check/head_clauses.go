package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

const noHead = "没有发文机关标志（不是红头文件，或套印在红头纸上）"

// hasHead tells whether the paper has a red head; if not, it reports so.
func (n *note) hasHead(p *paper) bool {
	switch {
	case len(p.elements.mark) == 0:
		n.none(noHead)
	case p.elements.form == doc.Briefing:
		n.none("简报的报头，标准没有规定")
	default:
		return true
	}
	return false
}

// Forms of what stands above the mark (7.2.1 to 7.2.3).
var (
	copyNumber  = regexp.MustCompile(`^\d+$`)
	secrecy     = regexp.MustCompile(`^(绝密|机密|秘密)`)
	secrecyForm = regexp.MustCompile(`^(绝密|机密|秘密)(★(\d+年|\d+个月|长期))?$`)
	urgency     = regexp.MustCompile(`^(特急|加急|特提|平急)$`)
)

// headLabels looks at the forms of 份号, 密级和保密期限 and 紧急程度, and at the side on which they stand.
func headLabels(p *paper, n *note) {
	seen := false
	for _, t := range p.elements.above {
		text := compact(t.text)
		style := "secrecy"
		if copyNumber.MatchString(text) {
			style = "copy"
		}
		n.of(p.area.profile.Styles[style].Clause)
		switch {
		case copyNumber.MatchString(text):
			seen = true
			n.side(p, t, false)
			n.says(len(text) == 6, t.page, "份号用 6 位阿拉伯数字", text, "份号补足为 6 位")
		case secrecy.MatchString(text):
			seen = true
			n.side(p, t, p.area.profile.HeadNotes.Right.On)
			n.says(secrecyForm.MatchString(text), t.page, "密级和保密期限如“机密★1年”", text, "密级与期限之间用“★”，期限用阿拉伯数字")
		case urgency.MatchString(text):
			seen = true
			n.side(p, t, p.area.profile.HeadNotes.Right.On)
			n.says(text == "特急" || text == "加急", t.page, "紧急程度标注“特急”或“加急”", text, "改为“特急”或“加急”")
		}
	}
	if !seen {
		n.none("没有份号、密级和紧急程度")
	}
}

// side looks at a note of the head, which stands flush left or flush right. Those of a letter stand at the left.
func (n *note) side(p *paper, t *paragraph, right bool) {
	if t.lines == nil { // a tab sets it where Word finds its stop
		return
	}
	l := t.lines[0]
	q := quantity{what: "“" + compact(t.text) + "”距版心左边缘 ", tolerance: measure.MM, page: t.page, hint: "在版心左上角顶格"}
	got := l.Left - p.area.left(l.page)
	if right && p.elements.form != doc.Letter {
		q.what, q.hint = "“"+compact(t.text)+"”距版心右边缘 ", "在版心右上角顶格"
		got = p.area.right(l.page) - l.Right
	}
	n.measured(q, got)
}

func markFace(p *paper, n *note) {
	if !n.hasHead(p) {
		return
	}
	t := p.elements.mark[0]
	n.face(t.face(0), familyOfRole(p.area.profile.Styles["mark"].Role), t.page, "标准推荐使用小标宋体")
	if last := &n.findings[len(n.findings)-1]; last.Verdict == Departs {
		last.Verdict, last.Tolerance = Within, "标准只是推荐"
	}
}

// markCentred looks at the mark as a whole: in a joint paper's, 文件 stands to the right of the names.
func markCentred(p *paper, n *note) {
	if n.hasHead(p) {
		b := p.markBox()
		pg := p.pages[0]
		n.offCentre(1, (b.Left+b.Right-p.area.left(pg)-p.area.right(pg))/2, "发文机关标志居中排布")
	}
}

// markBox is the box around all lines of the mark.
func (p *paper) markBox() pdfread.Box {
	b := p.elements.mark[0].place()
	for _, t := range p.elements.mark[1:] {
		next := t.place()
		b.Left, b.Top = min(b.Left, next.Left), min(b.Top, next.Top)
		b.Right, b.Bottom = max(b.Right, next.Right), max(b.Bottom, next.Bottom)
	}
	return b
}

// centred reports how far the middle of a paragraph's lines is from that of the type area; of several lines the furthest.
func (n *note) centred(p *paper, t *paragraph, hint string) {
	worst := length(0)
	for _, l := range t.lines {
		off := (l.Left + l.Right - p.area.left(l.page) - p.area.right(l.page)) / 2
		if abs(off) > abs(worst) {
			worst = off
		}
	}
	n.offCentre(t.page, worst, hint)
}

func (n *note) offCentre(page int, off length, hint string) {
	const tolerance = measure.MM
	f := Finding{Required: "居中", Measured: "居中", Tolerance: "±" + millimetres.text(tolerance), Page: page, Verdict: Exact}
	if abs(off) > millimetres.exact() {
		side := "右"
		if off < 0 {
			side = "左"
		}
		f.Verdict, f.Measured = Within, "偏"+side+" "+millimetres.text(abs(off))
	}
	if abs(off) > tolerance {
		f.Verdict, f.Hint = Departs, hint
	}
	n.add(f)
}

// markTop looks at the top of the mark's characters: below the type area's top, in a letter below the page's (10.1).
func markTop(p *paper, n *note) {
	if !n.hasHead(p) {
		return
	}
	t := p.elements.mark[0]
	top := p.markBox().Top
	form, profile := p.elements.form, p.area.profile
	want, what, from := profile.MarkTop(form), "版心上边缘以下 ", p.area.top()
	if form == doc.Letter {
		want.Length += profile.Page.Top.Length
		what, from = "上页边以下 ", 0
	}
	n.of(want.Clause)
	n.measured(quantity{what: what, want: want.Length, tolerance: measure.MM, page: t.page, hint: "上下移动发文机关标志"}, top-from)
}

// hasNumber tells whether the paper has a number; if not, it reports so.
func (n *note) hasNumber(p *paper) bool {
	switch {
	case !n.hasHead(p):
		return false
	case p.elements.number == nil:
		n.untold("没有认出发文字号")
		return false
	}
	return true
}

// numberForm looks at the form of the number: 〔〕, the full year, no 第, no leading zero.
func numberForm(p *paper, n *note) {
	if !n.hasNumber(p) {
		return
	}
	t := p.elements.number
	text := compact(t.text)
	m := documentNumber.FindStringSubmatch(text)
	if m == nil {
		n.says(p.elements.form == doc.Order || p.elements.form == doc.Minutes, t.page, "如“国发〔2012〕10号”", text,
			"改为机关代字、年份、发文顺序号")
		return
	}
	var faults []string
	if m[1] == "" {
		faults = append(faults, "没有机关代字")
	}
	if m[2] != "〔" || m[4] != "〕" {
		faults = append(faults, "年份用六角括号“〔〕”")
	}
	if len(m[3]) != 4 {
		faults = append(faults, "年份用四位数")
	}
	if m[5] != "" {
		faults = append(faults, "顺序号不加“第”")
	}
	if strings.HasPrefix(m[6], "0") {
		faults = append(faults, "顺序号不编虚位")
	}
	n.says(len(faults) == 0, t.page, "如“国发〔2012〕10号”", m[0], strings.Join(faults, "；"))
}

func numberFace(p *paper, n *note) {
	if !n.hasNumber(p) {
		return
	}
	t := p.elements.number
	n.size(p, "number", t.size(), t.page)
	n.face(t.face(0), familyOfRole(p.area.profile.Styles["number"].Role), t.page, "发文字号改用仿宋体")
}

// signers looks at the 签发人 of a paper to a superior: their label and faces, their places, the number on their last row (7.2.5,
// 7.2.6).
func signers(p *paper, n *note) {
	e := &p.elements
	switch {
	case !n.hasNumber(p):
		return
	case len(e.signers) == 0:
		n.none("没有签发人")
		return
	}
	first := e.signers[0][0]
	n.says(strings.HasPrefix(first.text, "签发人："), first.page, "“签发人”后用全角冒号", shorten(first.text), "改为“签发人：”")
	most, across := p.area.profile.Number.Signers.N, 1
	for _, names := range e.signers {
		across = max(across, countNames(names))
	}
	n.says(across <= most, first.page, fmt.Sprintf("每行 %d 个姓名", most), fmt.Sprintf("一行 %d 个", across), fmt.Sprintf("每行排 %d 个姓名", most))
	want := familyOfRole(p.area.profile.Styles["signer"].Role)
	for _, names := range e.signers {
		for _, t := range names {
			n.face(t.spans[len(t.spans)-1].face, want, t.page, "签发人姓名改用"+want.String())
		}
	}
	if p.word == nil {
		n.signersPlace(p)
	}
	n.merge()
}

// countNames counts the names on a row. One of two characters may have a space between them.
func countNames(names []*paragraph) int {
	n := len(names)
	for i := 1; i < len(names); i++ {
		if utf8.RuneCountInString(names[i-1].text) == 1 && utf8.RuneCountInString(names[i].text) == 1 {
			n--
		}
	}
	return n
}

// signersPlace looks at the right of the signers' rows, their alignment and the row of the number.
func (n *note) signersPlace(p *paper) {
	e := &p.elements
	first := e.signers[0][0]
	begin := first.left // of the first name
	for i := range first.lines[0].Glyphs {
		if g := &first.lines[0].Glyphs[i]; strings.ContainsRune("：:", g.Char) && i+1 < len(first.lines[0].Glyphs) {
			begin += first.lines[0].Glyphs[i+1].X - first.lines[0].Left
			break
		}
	}
	right := p.area.width()
	for i, names := range e.signers {
		right = min(right, names[len(names)-1].right)
		if i > 0 {
			n.measured(quantity{
				what: "与首行第一个姓名对齐，相差 ", tolerance: measure.MM, page: first.page, hint: "回行时与上一行第一个签发人姓名对齐",
			}, names[0].left-begin)
		}
	}
	n.measured(quantity{
		what: "居右空 ", want: p.area.profile.Characters(p.area.profile.Number.Inset.N), tolerance: measure.MM, unit: characters,
		page: first.page, hint: "签发人居右空一字",
	}, right)
	last := e.signers[len(e.signers)-1][0].lines[0]
	n.says(abs(last.Base-e.number.lines[0].Base) < measure.MM, first.page, "发文字号与最后一个签发人姓名同处一行",
		yesNo(abs(last.Base-e.number.lines[0].Base) < measure.MM, "同处一行", "不在一行"), "使发文字号与最后一个签发人姓名同处一行")
}

func numberCentred(p *paper, n *note) {
	if !n.hasNumber(p) {
		return
	}
	t := p.elements.number
	l := t.lines[len(t.lines)-1]
	switch {
	case p.elements.form == doc.Letter:
		n.of(p.area.profile.Letter.NoteGap.Clause)
		n.measured(quantity{what: "距版心右边缘 ", tolerance: measure.MM, page: t.page, hint: "发文字号顶格居右"}, p.area.right(l.page)-l.Right)
	case len(p.elements.signers) > 0:
		n.measured(quantity{
			what: "居左空 ", want: p.area.profile.Characters(1), tolerance: measure.MM, unit: characters, page: t.page,
			hint: "有签发人时，发文字号居左空一字",
		}, l.Left-p.area.left(l.page))
	default:
		n.centred(p, t, "发文字号居中排布")
	}
}

func numberSpace(p *paper, n *note) {
	if !n.hasNumber(p) {
		return
	}
	e := &p.elements
	space := p.area.profile.Number.Space
	switch e.form {
	case doc.Letter:
		n.none("信函的发文字号在第一条红色双线之下")
		return
	case doc.Order:
		space = p.area.profile.Order.Number
		n.of(space.Clause)
	}
	first := e.number.lines[0].Top
	if len(e.signers) > 0 { // they may begin above the number
		first = e.signers[0][0].lines[0].Top
	}
	n.emptyLines(p, "发文机关标志下", space.N, first-p.markBox().Bottom, e.number.page)
}

// hasRule tells whether the paper has a red rule; if not, it reports so.
func (n *note) hasRule(p *paper) bool {
	e := &p.elements
	switch {
	case !n.hasHead(p):
		return false
	case e.rule == nil && (e.form == doc.Order || e.form == doc.Minutes):
		n.none("命令和纪要可以没有分隔线")
	case e.rule == nil:
		n.none("没有分隔线")
	default:
		return true
	}
	return false
}

// ruleGap looks at the space between the number and the rule, in a letter between the mark and the rule.
func ruleGap(p *paper, n *note) {
	e := &p.elements
	if e.rule == nil && len(e.mark) > 0 && (e.form == doc.Common || e.form == doc.Letter) {
		n.says(false, 1, "发文字号之下有红色分隔线", "没有分隔线", "在发文字号之下 4 mm 处加红色分隔线")
		return
	}
	if !n.hasRule(p) {
		return
	}
	profile := p.area.profile
	q := quantity{
		what: "发文字号之下 ", want: profile.Rule.Gap.Length, tolerance: measure.MM / 2, page: 1,
		hint: "上下移动分隔线，使其距发文字号 4 mm",
	}
	above := p.markBox().Bottom
	switch {
	case e.form == doc.Letter:
		n.of(profile.Letter.RuleGap.Clause)
		q.what, q.want = "发文机关标志之下 ", profile.Letter.RuleGap.Length
	case e.number == nil:
		n.untold("没有认出发文字号")
		return
	default:
		above = p.lowest(append(slices.Clone(e.above), e.number), e.rule.Top)
	}
	n.measured(q, e.rule.Top-above)
}

// lowest gives the lower edge of the lowest of some paragraphs on page 1 that stand above a place.
func (p *paper) lowest(all []*paragraph, above length) (bottom length) {
	for _, t := range all {
		if b := t.place().Bottom; t.page == 1 && b < above {
			bottom = max(bottom, b)
		}
	}
	return bottom
}

func ruleLength(p *paper, n *note) {
	if n.hasRule(p) {
		n.ruleLength(p, p.elements.rule.Width())
	}
}

func (n *note) ruleLength(p *paper, got length) {
	q := quantity{want: p.area.profile.Rule.Length.Length, tolerance: measure.MM, page: 1, hint: "分隔线与版心等宽"}
	if p.elements.form == doc.Letter {
		n.of(p.area.profile.Letter.RuleLength.Clause)
		q.want, q.hint = p.area.profile.Letter.RuleLength.Length, "红色双线长 170 mm"
	}
	n.measured(q, got)
}

func ruleCentred(p *paper, n *note) {
	if !n.hasRule(p) {
		return
	}
	pg := p.pages[0]
	r := p.elements.rule
	off := (r.Left + r.Right - p.area.left(pg) - p.area.right(pg)) / 2
	if onPage := (r.Left + r.Right - pg.Width) / 2; p.elements.form == doc.Letter && abs(onPage) < abs(off) {
		off = onPage // 10.1 does not say on what the rules of a letter are centred
	}
	n.offCentre(1, off, "分隔线居中")
}

func ruleThickness(p *paper, n *note) {
	if n.hasRule(p) {
		n.ruleThickness(p, p.elements.rule.Height())
	}
}

// ruleThickness reports the thickness of the red rule, which the standard leaves open.
func (n *note) ruleThickness(p *paper, got length) {
	n.add(Finding{
		Required: "标准没有规定", Measured: hairs.text(got), Page: 1, Verdict: NotApplicable,
		Hint: "通常为 0.35～1 mm",
	})
}
