package check

import (
	"fmt"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

const unplacedText = "Word 文件排版后才有确定的位置，可转换为 PDF 后再检查"

// unplaced is a row that only shows when Word has laid out the paper. has tells whether the paper has what the row is about,
// and reports so if it does not.
func unplaced(has func(*note, *paper) bool) func(*paper, *note) {
	return func(p *paper, n *note) {
		if has(n, p) {
			n.untold(unplacedText)
		}
	}
}

func isLetter(n *note, p *paper) bool { return n.isForm(p, doc.Letter, noLetter) }

func isOrder(n *note, p *paper) bool { return n.isForm(p, doc.Order, noOrder) }

// isForm tells whether a paper has a form, and reports why nothing is looked at if it has another.
func (n *note) isForm(p *paper, f doc.Form, why string) bool {
	if p.elements.form != f {
		n.none(why)
	}
	return p.elements.form == f
}

// isSealed tells whether a document has pictures, which may be seals.
func isSealed(n *note, p *paper) bool {
	if p.word.pictures == 0 {
		n.none(noSeal)
	}
	return p.word.pictures > 0
}

func hasAttachments(n *note, p *paper) bool {
	if len(p.elements.attachments()) == 0 {
		n.none("没有附件页")
		return false
	}
	return true
}

func hasFooters(n *note, p *paper) bool {
	if len(p.footers()) == 0 {
		n.untold("页脚里没有页码")
		return false
	}
	return true
}

const noSection = "文件没有页面设置"

// section gives the section that the text is set in; if not, it reports so.
func (n *note) section(p *paper) *node {
	s := p.word.page()
	if s.child("pgSz") == nil || s.child("pgMar") == nil {
		n.untold(noSection)
		return nil
	}
	return s
}

func wordPageSize(p *paper, n *note) {
	s := n.section(p)
	if s == nil {
		return
	}
	w, _ := s.child("pgSz").twips("w")
	h, _ := s.child("pgSz").twips("h")
	want := p.area.profile.Page
	n.pageSize(w, h, want.Width.Length, want.Height.Length, 0)
}

func wordTopMargin(p *paper, n *note) {
	if s := n.section(p); s != nil {
		top, _ := s.child("pgMar").twips("top")
		n.measured(quantity{what: "上边距 ", want: p.area.profile.Page.Top.Length, tolerance: measure.MM, hint: "上边距改为 37 mm"}, abs(top))
	}
}

// wordBindingMargin looks at the left margin, and whether even pages mirror it.
func wordBindingMargin(p *paper, n *note) {
	s := n.section(p)
	if s == nil {
		return
	}
	left, _ := s.child("pgMar").twips("left")
	gutter, _ := s.child("pgMar").twips("gutter")
	n.measured(quantity{
		what: "左（内侧）边距 ", want: p.area.profile.Page.Binding.Length, tolerance: measure.MM, hint: "左（内侧）边距改为 28 mm",
	}, left+gutter)
	right, _ := s.child("pgMar").twips("right")
	if abs(right-left) > measure.MM {
		n.says(p.word.mirrored, 0, "双页对称", yesNo(p.word.mirrored, "已设对称页边距", "没有设对称页边距"), "页面设置中选“对称页边距”")
	}
}

func wordAreaWidth(p *paper, n *note) {
	s := n.section(p)
	if s == nil {
		return
	}
	page, _ := s.child("pgSz").twips("w")
	left, _ := s.child("pgMar").twips("left")
	right, _ := s.child("pgMar").twips("right")
	gutter, _ := s.child("pgMar").twips("gutter")
	n.measured(quantity{want: p.area.width(), tolerance: measure.MM, hint: "调整左右边距，使版心宽 156 mm"}, page-left-right-gutter)
}

func wordAreaHeight(p *paper, n *note) {
	if s := n.section(p); s != nil {
		n.measured(quantity{
			want: p.area.profile.Area.Height.Length, tolerance: measure.MM, hint: "调整上下边距，使版心高 225 mm",
		}, p.wordHeight(s))
	}
}

// wordHeight gives the height of a section's type area.
func (p *paper) wordHeight(s *node) length {
	page, _ := s.child("pgSz").twips("h")
	top, _ := s.child("pgMar").twips("top")
	bottom, _ := s.child("pgMar").twips("bottom")
	return page - abs(top) - abs(bottom)
}

func wordEmbedding(p *paper, n *note) {
	if !p.word.embedded {
		n.untold("没有嵌入字体，显示和印出的字体取决于机器")
		return
	}
	n.says(true, 0, "字体嵌入文件", "已嵌入", "")
}

func wordCharacters(p *paper, n *note) {
	if p.area.character <= 0 {
		n.untold("没有字符网格")
		return
	}
	n.charactersPerLine(p, float64(p.area.width())/float64(p.area.character))
}

// wordLines looks at the exact spacing of most of the body's paragraphs, or at the grid of lines.
func wordLines(p *paper, n *note) {
	s := n.section(p)
	if s == nil {
		return
	}
	spacings := tally[length]{}
	for _, t := range p.text() {
		spacings.add(t.spacing, len(t.text))
	}
	spacing := spacings.most()
	grid := s.child("docGrid")
	if spacing == 0 && strings.HasPrefix(strings.ToLower(grid.attr("type")), "lines") {
		spacing, _ = grid.twips("linePitch")
	}
	if spacing <= 0 {
		n.untold("没有固定行距，也没有行网格")
		return
	}
	profile := p.area.profile
	lines := int((p.wordHeight(s) + measure.MM/5) / spacing)
	f := Finding{
		Required:  fmt.Sprintf("每面 %d 行", profile.Grid.Lines.N),
		Measured:  fmt.Sprintf("每面 %d 行（行距 %s）", lines, typePoints.text(spacing)),
		Tolerance: "行数相同", Verdict: Exact,
	}
	switch fills := (p.wordHeight(s) - length(lines)*spacing) < measure.PT*3; {
	case lines > profile.Grid.Lines.N && lines <= profile.Grid.Most.N && fills:
		f.Required, f.Verdict = "每面 22 行，特定情况可以适当调整", Within
		f.Tolerance = fmt.Sprintf("至多 %d 行，撑满版心", profile.Grid.Most.N)
	case lines != profile.Grid.Lines.N:
		f.Verdict, f.Hint = Departs, "行距改为固定值 28.95 磅，使每面排 22 行"
	}
	n.add(f)
}

func wordMarkCentred(p *paper, n *note) {
	if n.hasHead(p) {
		for _, t := range p.elements.mark {
			if t.tabled { // that of a joint paper
				n.wordStands(t.table == centred)
			} else {
				n.wordCentred(t)
			}
		}
		n.merge()
	}
}

func (n *note) wordCentred(t *paragraph) { n.wordStands(t.align == centred && t.first == 0) }

func (n *note) wordStands(ok bool) {
	n.says(ok, 0, "居中，无缩进", yesNo(ok, "居中", "没有居中或有缩进"), "段落居中，去掉缩进")
}

func wordNumberCentred(p *paper, n *note) {
	switch {
	case !n.hasNumber(p):
	case p.elements.form == doc.Letter || len(p.elements.signers) > 0:
		n.untold(unplacedText)
	default:
		n.wordCentred(p.elements.number)
	}
}

func wordTitleCentred(p *paper, n *note) {
	if n.hasTitle(p) {
		n.wordCentred(p.elements.title)
	}
}

// wordRuleLength looks at the length of the drawn rule; a border of a paragraph is as long as that is wide.
func wordRuleLength(p *paper, n *note) {
	if !n.hasRule(p) {
		return
	}
	got := p.elements.rule.Width()
	if got == 0 {
		n.untold("分隔线是段落边框，与段落同宽")
		return
	}
	n.ruleLength(p, got)
}

func wordRuleThickness(p *paper, n *note) {
	if n.hasRule(p) {
		n.ruleThickness(p, p.elements.rule.Height())
	}
}

func wordNotesIndent(p *paper, n *note) {
	if n.hasNotes(p) {
		t := p.elements.notes[0]
		if t.first == t.left || t.left == 0 || t.first > 0 {
			n.indent(p, t, p.area.profile.AttachmentNotes.Indent.N, "附件说明左空二字")
		}
	}
}

// wordSignature looks at the indents of the signing organ and the date. What is set to the right is as wide as Word sets it.
func wordSignature(p *paper, n *note) {
	e := &p.elements
	switch {
	case e.date == nil:
		n.undated(p)
	case inBrackets.MatchString(compact(e.date.text)):
		n.none(dateUnderTitle)
	case len(e.organs) == 0 && e.date.align == toRight && e.date.right > 0:
		n.signature(p, placing{alone: true, dateRight: e.date.right}, 0)
	case len(e.organs) > 0 && e.date.align == centred && e.organs[len(e.organs)-1].align == centred:
		organ := e.organs[len(e.organs)-1]
		n.says(organ.first == e.date.first && organ.right == e.date.right, 0, "署名对日期居中",
			yesNo(organ.first == e.date.first, "居中于同一处", "不在同一处居中"), "使署名对日期居中")
	case len(e.organs) > 0 && e.date.align != centred && e.date.first > 0 && e.organs[0].first > 0 && e.date.right == 0 && e.organs[0].right == 0:
		shift := e.date.first - e.organs[0].first
		want := p.area.profile.Characters(p.area.profile.Signature.Shift.N)
		n.measured(quantity{
			what: "日期首字比署名首字右移 ", want: want, tolerance: p.area.profile.Character() / 2, unit: characters,
			hint: "成文日期首字比署名首字右移二字",
		}, shift)
	default:
		n.untold(unplacedText)
	}
}

// wordImprintThickness looks at the borders that paragraphs of the imprint draw.
func wordImprintThickness(p *paper, n *note) {
	switch {
	case !n.hasImprint(p):
		return
	case p.elements.form == doc.Letter:
		n.none(noImprintRules)
		return
	}
	var rules []pdfread.Rule
	for _, t := range p.paragraphs {
		if t.boxed {
			rules = append(rules, t.border...)
		}
	}
	if len(rules) == 0 {
		n.untold("版记的分隔线不是段落边框，看不出粗细")
		return
	}
	n.imprintThickness(p, rules, 0)
}

// wordFooter is a footer that has a page number.
type wordFooter struct {
	kind string // default or even
	text *paragraph
}

// footers gives the footers of the section, the default one first.
func (p *paper) footers() []wordFooter {
	var all []wordFooter
	s := p.word.page()
	if s == nil {
		return nil
	}
	for _, kind := range []string{"default", "even"} {
		for _, ref := range s.children {
			if ref.name != "footerReference" || ref.attr("type") != kind {
				continue
			}
			inner := &paper{area: p.area, word: p.word}
			r := wordReader{paper: inner, styles: p.word.styles}
			if footer := p.word.footers[ref.attr("id")]; footer != nil {
				r.blocks(footer, wordPlace{})
			}
			for i, t := range inner.paragraphs {
				r.indent(t, r.looks[i])
				if strings.ContainsAny(t.text, "0123456789") {
					all = append(all, wordFooter{kind: kind, text: t})
					break
				}
			}
		}
	}
	return all
}

// eachFooter looks at every footer with a page number.
func (n *note) eachFooter(p *paper, look func(wordFooter)) {
	for _, f := range p.footers() {
		look(f)
	}
	n.mergeAlike()
	if len(n.findings) == 0 {
		n.untold("页脚里没有页码")
	}
}

func wordNumberForm(p *paper, n *note) {
	n.eachFooter(p, func(f wordFooter) { n.numberText(strings.TrimSpace(strings.Trim(f.text.text, "　")), 0) })
}

func wordNumberSize(p *paper, n *note) {
	n.eachFooter(p, func(f wordFooter) { n.size(p, "pageNumber", f.text.size(), 0) })
}

func wordNumberFace(p *paper, n *note) {
	want := familyOfRole(p.area.profile.Styles["pageNumber"].Role)
	n.eachFooter(p, func(f wordFooter) {
		for _, s := range f.text.spans {
			if strings.ContainsAny(s.text, "0123456789") {
				n.face(s.face, want, 0, "页码改用"+want.String())
				return
			}
		}
	})
}

// wordNumberSide looks at the alignment and the indent of the page numbers: on the right of odd pages, on the left of even
// ones, a character in.
func wordNumberSide(p *paper, n *note) {
	n.eachFooter(p, func(f wordFooter) {
		required, ok, got := "单页居右空一字", f.text.align == toRight, f.text.right
		if f.kind == "even" {
			required, ok, got = "双页居左空一字", f.text.align == flush, f.text.first
		}
		if !ok {
			n.says(false, 0, required, "不在外侧", required)
			return
		}
		n.measured(quantity{
			what: required[:len("单页居右")] + "空 ", want: p.area.profile.Characters(1), tolerance: measure.MM * 6 / 5, hint: required,
		}, got)
	})
	if s := p.word.page(); s != nil && len(p.footers()) > 0 && !p.word.oddEven {
		n.findings = nil
		n.says(false, 0, "单双页页码分在两侧", "没有设“奇偶页不同”", "页脚选“奇偶页不同”，单页居右、双页居左各空一字")
	}
}
