package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// hasTitle tells whether a title was recognised; if not, it reports so.
func (n *note) hasTitle(p *paper) bool {
	switch {
	case p.elements.title != nil:
		return true
	case p.elements.form == doc.Order:
		n.none("命令没有标题")
	default:
		n.untold("没有认出标题")
	}
	return false
}

func titleSize(p *paper, n *note) {
	if n.hasTitle(p) {
		n.size(p, "title", p.elements.title.size(), p.elements.title.page)
	}
}

func titleFace(p *paper, n *note) {
	if n.hasTitle(p) {
		t := p.elements.title
		n.face(t.face(0), familyOfRole(p.area.profile.Styles["title"].Role), t.page, "标题改用小标宋体")
	}
}

func titleCentred(p *paper, n *note) {
	if n.hasTitle(p) {
		n.centred(p, p.elements.title, "标题居中排布")
	}
}

func titleSpace(p *paper, n *note) {
	e := &p.elements
	switch {
	case !n.hasTitle(p):
	case e.rule == nil || e.title.page != 1:
		n.none("没有分隔线")
	case e.form == doc.Letter:
		space := p.area.profile.Letter.TitleSpace
		n.of(space.Clause)
		top := e.title.lines[0].Top
		n.emptyLines(p, "上方要素下", space.N, top-max(e.rule.Bottom, p.lowest(p.letterNotes(), top)), 1)
	default:
		n.emptyLines(p, "分隔线下", p.area.profile.Title.Space.N, e.title.lines[0].Top-e.rule.Bottom, 1)
	}
}

// titleEnd looks for a stop at the end of the title. Brackets and quotation marks may stand there.
func titleEnd(p *paper, n *note) {
	if !n.hasTitle(p) {
		return
	}
	text := compact(p.elements.title.text)
	last, size := utf8.DecodeLastRuneInString(text)
	tail := "无"
	if strings.ContainsRune("。，、；：！？.,;:!?", last) {
		tail = text[len(text)-size:]
	}
	n.says(tail == "无", p.elements.title.page, "标题末尾不加标点", tail, "删去标题末尾的“"+tail+"”")
}

// hasAddressee tells whether the paper has an addressee; if not, it reports so.
func (n *note) hasAddressee(p *paper) bool {
	if p.elements.addressee == nil {
		n.none("没有主送机关")
		return false
	}
	return true
}

func addresseeSpace(p *paper, n *note) {
	if !n.hasAddressee(p) || !n.hasTitle(p) {
		return
	}
	e := &p.elements
	title := e.title.lines[len(e.title.lines)-1]
	if title.page != e.addressee.lines[0].page {
		n.untold("标题和主送机关不在同一页")
		return
	}
	n.emptyLines(p, "标题下", p.area.profile.Addressee.Space.N, e.addressee.lines[0].Top-title.Bottom, e.addressee.page)
}

func addresseeFlush(p *paper, n *note) {
	if !n.hasAddressee(p) {
		return
	}
	t := p.elements.addressee
	n.indent(p, t, 0, "主送机关居左顶格")
}

// indent reports how far the first line of a paragraph stands in, in characters.
func (n *note) indent(p *paper, t *paragraph, want int, hint string) {
	n.measured(quantity{
		what: "左空 ", want: p.area.profile.Characters(want), tolerance: p.area.profile.Character() / 4, unit: characters, page: t.page,
		hint: hint,
	}, t.first)
}

func addresseeColon(p *paper, n *note) {
	if !n.hasAddressee(p) {
		return
	}
	t := p.elements.addressee
	text := compact(t.text)
	_, size := utf8.DecodeLastRuneInString(text)
	n.says(strings.HasSuffix(text, "："), t.page, "最后一个机关名称后用全角冒号“：”", "末字为“"+text[len(text)-size:]+"”", "末尾改为全角冒号“：”")
}

// bodyIndent looks at the first lines of plain paragraphs. What stands flush or further in on purpose, a formula or a list
// of names, is in the minority.
func bodyIndent(p *paper, n *note) {
	want := p.area.profile.Characters(p.area.profile.Styles["body"].Indent.N)
	firsts := tally[length]{}
	var odd *paragraph
	for _, t := range p.elements.body {
		if t.align != flush || t.tabled {
			continue
		}
		off := abs(t.first-want) > p.area.profile.Character()/4
		if off && odd == nil {
			odd = t
		}
		firsts.add((t.first+measure.MM/10)/(measure.MM/5)*(measure.MM/5), 1)
	}
	if len(firsts.values) == 0 {
		n.none("没有正文段落")
		return
	}
	page := 0
	if odd != nil {
		page = odd.page
	}
	n.measured(quantity{
		what: "左空 ", want: want, tolerance: p.area.profile.Character() / 4, unit: characters, page: page, hint: "每个自然段首行左空二字",
	}, firsts.most())
}

// headNumbers are the forms of the numbers of heads as the standard has them.
var headNumbers = [...]*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十]+、$`),
	regexp.MustCompile(`^（[一二三四五六七八九十]+）$`),
	regexp.MustCompile(`^\d+[.．]$`),
	regexp.MustCompile(`^（\d+）$`),
}

const headsWanted = "“一、”“（一）”“1.”“（1）”"

func (n *note) hasHeads(p *paper) bool {
	if len(p.elements.heads) == 0 {
		n.none("正文没有层次序数")
		return false
	}
	return true
}

func headForm(p *paper, n *note) {
	if !n.hasHeads(p) {
		return
	}
	for _, h := range p.elements.heads {
		if !headNumbers[h.level-1].MatchString(h.number) {
			n.says(false, h.page, headsWanted, "“"+h.number+"”", "“"+shorten(h.text)+"”的序数改用全角括号和规定的标点")
			return
		}
	}
	n.says(true, 0, headsWanted, fmt.Sprintf("%d 处，均合规定", len(p.elements.heads)), "")
}

// headOrder looks for numbers that jump, are repeated or begin late, and for levels in the wrong order.
func headOrder(p *paper, n *note) {
	if !n.hasHeads(p) {
		return
	}
	var counts [len(headForms) + 1]int
	part, highest := -1, 0
	for _, h := range p.elements.heads {
		if h.part != part {
			part, counts, highest = h.part, [len(headForms) + 1]int{}, h.level
		}
		before := counts[h.level]
		fault := ""
		switch {
		case h.level < highest:
			fault = "层次颠倒：低一级的序数先于高一级的出现"
		case h.ordinal == 1 && before > 0 && !startsList(h.after):
			fault = "序数又从 1 开始，前面没有新的上一级标题"
		case h.ordinal != 1 && h.ordinal == before:
			fault = "序数重复"
		case h.ordinal != 1 && h.ordinal != before+1:
			fault = "序数不连续"
		}
		if fault != "" {
			n.says(false, h.page, "序数逐一递增，层次依次展开", fmt.Sprintf("“%s”：%s", shorten(h.text), fault), "改正“"+h.number+"”及其后的序数")
			return
		}
		counts[h.level] = h.ordinal
		clear(counts[h.level+1:])
	}
	n.says(true, 0, "序数逐一递增，层次依次展开", "连续", "")
}

// startsList tells whether a list of its own may begin behind a paragraph.
func startsList(t *paragraph) bool {
	if t == nil {
		return false
	}
	_, isHead := headOf(compact(t.text))
	return !isHead
}

// headFace looks at the faces of the heads of a level.
func headFace(level int) func(*paper, *note) {
	return func(p *paper, n *note) {
		want := familyOfRole(p.area.profile.Styles[fmt.Sprintf("heading%d", level)].Role)
		var last *note
		for _, h := range p.elements.heads {
			if h.level != level || h.length == 0 {
				continue
			}
			last = &note{clause: n.clause, title: n.title, advisory: n.advisory}
			last.face(h.face(h.length), want, h.page, "“"+shorten(h.text)+"”改用"+want.String())
			if last.findings[0].Verdict != Exact {
				break
			}
			last.findings[0].Page = 0
		}
		if last == nil {
			n.none("没有这一级标题，或只是加了序数的句子")
			return
		}
		n.findings = append(n.findings, last.findings...)
	}
}

func (n *note) hasNotes(p *paper) bool {
	if len(p.elements.notes) == 0 {
		n.none("没有附件说明")
		return false
	}
	return true
}

// before gives the last line of what stands above a paragraph on its page; nil if nothing does.
func (p *paper) before(t *paragraph) *line {
	for i, other := range p.paragraphs {
		if other == t && i > 0 {
			above := p.paragraphs[i-1].lines
			if l := above[len(above)-1]; l.page == t.lines[0].page {
				return l
			}
		}
	}
	return nil
}

func notesSpace(p *paper, n *note) {
	if !n.hasNotes(p) {
		return
	}
	t := p.elements.notes[0]
	above := p.before(t)
	if above == nil {
		n.untold("附件说明在一页的开头")
		return
	}
	n.emptyLinesBelow(p, "正文下", p.area.profile.AttachmentNotes.Space.N, above, t.lines[0].Top)
}

func notesIndent(p *paper, n *note) {
	if n.hasNotes(p) {
		n.indent(p, p.elements.notes[0], p.area.profile.AttachmentNotes.Indent.N, "附件说明左空二字")
	}
}

// noteNames gives the names of the 附件说明, without label and numbers.
func (e *elements) noteNames() []string {
	var names []string
	for _, t := range e.notes {
		text := notesLabel.ReplaceAllString(compact(t.text), "")
		names = append(names, noteItem.ReplaceAllString(text, ""))
	}
	return names
}

// notesForm looks at the punctuation and the numbers of the 附件说明.
func notesForm(p *paper, n *note) {
	if !n.hasNotes(p) {
		return
	}
	e := &p.elements
	page := e.notes[0].page
	const required = "“附件：”后为名称，多个时用“1.”编号，名称后不加标点"
	fault := ""
	for i, t := range e.notes {
		text := notesLabel.ReplaceAllString(compact(t.text), "")
		m := noteItem.FindStringSubmatch(text)
		last, _ := utf8.DecodeLastRuneInString(text)
		switch {
		case i == 0 && !strings.HasPrefix(compact(t.text), "附件："):
			fault = "“附件”后用全角冒号"
		case m == nil && len(e.notes) > 1 || m != nil && m[1] != fmt.Sprint(i+1):
			fault = "附件名称用阿拉伯数字依次编号"
		case m != nil && !strings.HasSuffix(m[0], ".") && !strings.HasSuffix(m[0], "．"):
			fault = "附件序号后用“.”"
		case strings.ContainsRune("。，；、.,;", last):
			fault = "删去附件名称后的标点"
		default:
			continue
		}
		n.says(false, t.page, required, shorten(compact(t.text)), fault)
		return
	}
	n.says(true, page, required, fmt.Sprintf("%d 个附件", len(e.notes)), "")
}

// Dates in the two styles of the profiles.
var (
	arabicDate  = regexp.MustCompile(`^[（(]?\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日[)）]?$`)
	chineseDate = regexp.MustCompile(`^[（(]?[〇○零一二三四五六七八九]{4}年(十[一二]?|[一二三四五六七八九])月([一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日[)）]?$`)
)

func dateForm(p *paper, n *note) {
	t := p.elements.date
	if t == nil {
		t = p.elements.issued
	}
	if t == nil {
		n.untold("没有认出成文日期")
		return
	}
	text := compact(t.text)
	if p.area.profile.Date.Style.Chinese {
		if arabicDate.MatchString(text) {
			n.add(Finding{Required: "用汉字标全年、月、日", Measured: text, Page: t.page, Verdict: Within, Tolerance: "党的机关也用阿拉伯数字"})
			return
		}
		n.says(chineseDate.MatchString(text), t.page, "用汉字标全年、月、日，如“二○一○年七月一日”", text, "改用汉字数字标全年、月、日")
		return
	}
	n.says(arabicDate.MatchString(text), t.page, "用阿拉伯数字标全年、月、日，月、日不编虚位，如“2012年7月1日”", text,
		"改用阿拉伯数字标全年、月、日，不写 01")
}

func voidText(p *paper, n *note) {
	t := p.elements.void
	if t == nil {
		n.says(true, 0, "不得用“此页无正文”", "没有", "")
		return
	}
	n.says(false, t.page, "不得用“此页无正文”", shorten(t.text), "调整行距、字距，使印章与正文同处一页")
}

// annotation looks at the 附注 under the date: two characters in, in full-width brackets.
func annotation(p *paper, n *note) {
	t := p.elements.annotation
	if t == nil {
		n.none("没有附注")
		return
	}
	text := compact(t.text)
	n.says(strings.HasPrefix(text, "（") && strings.HasSuffix(text, "）"), t.page, "用全角圆括号", shorten(text), "附注加全角圆括号")
	n.indent(p, t, p.area.profile.Styles["note"].Indent.N, "附注居左空二字")
}

// attachments gives the parts that have a label.
func (e *elements) attachments() []part {
	var labelled []part
	for _, a := range e.parts {
		if a.label != nil {
			labelled = append(labelled, a)
		}
	}
	return labelled
}

// labels looks at the labels of attachments: 附件 with its number, no colon, flush, in 黑体, on a new page.
func labels(p *paper, n *note) {
	attached := p.elements.attachments()
	if len(attached) == 0 {
		n.none("没有附件页")
		return
	}
	want := familyOfRole(p.area.profile.Styles["label"].Role)
	for _, a := range attached {
		text := compact(a.label.text)
		expected := "附件"
		if len(p.elements.notes) > 1 || len(attached) > 1 {
			expected += digits.FindString(text)
		}
		n.says(text == expected, a.label.page, "“"+expected+"”，不加冒号", "“"+text+"”", "改为“"+expected+"”")
		n.says(a.label.opens, a.label.page, "附件另面编排", yesNo(a.label.opens, "在一页的开头", "不在一页的开头"), "附件前另起一页")
		n.indent(p, a.label, 0, "附件序号顶格")
		n.face(a.label.face(0), want, a.label.page, "附件序号改用"+want.String())
	}
	n.merge()
}

func yesNo[T any](ok bool, yes, no T) T {
	if ok {
		return yes
	}
	return no
}

// merge leaves only the findings of a row that are worth reading: those that depart or cannot be told, or else the first.
func (n *note) merge() {
	var kept []Finding
	for _, f := range n.findings {
		if f.Verdict == Departs || f.Verdict == CannotTell {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		kept = n.findings[:min(1, len(n.findings))]
	}
	n.findings = kept
}

// attachmentRow looks at the row that an attachment's title stands on.
func attachmentRow(p *paper, n *note) {
	if !hasAttachments(n, p) {
		return
	}
	for _, a := range p.elements.attachments() {
		if a.title == nil || a.title.page != a.label.page {
			n.untold("没有认出附件标题")
			continue
		}
		l := a.title.lines[0]
		pitch := p.area.profile.Rows(1)
		if p.area.slotted() {
			pitch = p.area.slot()
		}
		row := float64(l.Top-a.label.lines[0].Top)/float64(pitch) + 1
		want := p.area.profile.Title.Attachment.N
		ok := row > float64(want)-0.3 && row < float64(want)+0.5
		n.says(ok, l.page.number, fmt.Sprintf("附件标题在第 %d 行居中", want), "第 "+decimals(row, 1)+" 行", "调整附件标题的位置")
		n.centred(p, a.title, "附件标题居中排布")
	}
	n.merge()
}

// attachmentNames compares the names in the 附件说明 with the titles of the attachments. An attachment that is only named
// may lie beside the paper.
func attachmentNames(p *paper, n *note) {
	e := &p.elements
	names, attached := e.noteNames(), e.attachments()
	const required = "附件序号和标题与附件说明一致"
	switch {
	case len(names) == 0 && len(attached) == 0:
		n.none("没有附件")
		return
	case len(attached) == 0:
		n.untold("附件没有和正文在一个文件里")
		return
	}
	for _, a := range attached {
		number, named := a.number(), "（没有列入）"
		if number <= len(names) {
			named = names[number-1]
		}
		if title := a.name(); title != named {
			n.says(false, a.label.page, required, fmt.Sprintf("说明为“%s”，附件为“%s”", named, title), "使两处的序号和名称相同")
			return
		}
	}
	n.says(true, 0, required, fmt.Sprintf("%d 个附件，名称一致", len(attached)), "")
}

// number gives the number of an attachment; 1 for the only one, which has none.
func (a *part) number() int {
	n, err := strconv.Atoi(digits.FindString(compact(a.label.text)))
	return yesNo(err == nil && n > 0, n, 1)
}

// name gives the title of an attachment.
func (a *part) name() string {
	if a.title == nil {
		return ""
	}
	return compact(a.title.text)
}
