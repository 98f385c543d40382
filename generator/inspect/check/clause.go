package check

import (
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
)

// clause is a row of the table: what is looked at, where it is written, and how it is seen.
type clause struct {
	title string
	of    func(*doc.Profile) string // its number; a profile's word before it says that the standard leaves it open
	pages func(*paper, *note)       // of a PDF
	word  func(*paper, *note)       // of a Word document
}

// The numbers of clauses, as a profile has them.
func ofMark(p *doc.Profile) string         { return p.Mark.Top.Clause }
func ofNumber(p *doc.Profile) string       { return p.Number.Space.Clause }
func ofRule(p *doc.Profile) string         { return p.Rule.Length.Clause }
func ofHeads(p *doc.Profile) string        { return p.Styles["body"].Clause }
func ofNotes(p *doc.Profile) string        { return p.AttachmentNotes.Space.Clause }
func ofAddressee(p *doc.Profile) string    { return p.Addressee.Space.Clause }
func ofImprintRules(p *doc.Profile) string { return p.Imprint.Last.Clause }
func ofFoot(p *doc.Profile) string         { return p.PageNumber.Gap.Clause }

// fixed gives the number of a clause that is the same in every edition.
func fixed(number string) func(*doc.Profile) string {
	return func(*doc.Profile) string { return number }
}

// ofFace gives the clause of a style's face.
func ofFace(style string) func(*doc.Profile) string {
	return func(p *doc.Profile) string { return p.Styles[style].Clause }
}

// ofSize gives the clause of a style's size.
func ofSize(style string) func(*doc.Profile) string {
	return func(p *doc.Profile) string { return p.Styles[style].Size.Clause }
}

// clauses is the table, in the order of GB/T 9704-2012.
var clauses = []clause{
	{"幅面", func(p *doc.Profile) string { return p.Page.Width.Clause }, pageSize, wordPageSize},
	{"天头", func(p *doc.Profile) string { return p.Page.Top.Clause }, topMargin, wordTopMargin},
	{"订口", func(p *doc.Profile) string { return p.Page.Binding.Clause }, bindingMargin, wordBindingMargin},
	{"版心宽度", func(p *doc.Profile) string { return p.Area.Width.Clause }, areaWidth, wordAreaWidth},
	{"版心高度", func(p *doc.Profile) string { return p.Area.Height.Clause }, areaHeight, wordAreaHeight},
	{"正文字号", ofSize("body"), bodySize, bodySize},
	{"正文字体", ofSize("body"), bodyFace, bodyFace},
	{"字体嵌入", ofSize("body"), embedding, wordEmbedding},
	{"每行字数", func(p *doc.Profile) string { return p.Grid.Characters.Clause }, charactersPerLine, wordCharacters},
	{"每面行数", func(p *doc.Profile) string { return p.Grid.Lines.Clause }, linesPerPage, wordLines},
	{"文字颜色", func(p *doc.Profile) string { return p.Ink.Text.Clause }, textInk, textInk},
	{"红色要素", func(p *doc.Profile) string { return p.Ink.Red.Clause }, redInk, redInk},

	{"份号、密级、紧急程度", ofFace("copy"), headLabels, headLabels},
	{"发文机关标志字体", ofMark, markFace, markFace},
	{"发文机关标志居中", ofMark, markCentred, wordMarkCentred},
	{"发文机关标志上边缘", ofMark, markTop, unplaced((*note).hasHead)},
	{"发文字号格式", ofNumber, numberForm, numberForm},
	{"发文字号字号字体", ofNumber, numberFace, numberFace},
	{"发文字号居中", ofNumber, numberCentred, wordNumberCentred},
	{"签发人", func(p *doc.Profile) string { return p.Styles["signer"].Clause }, signers, signers},
	{"发文字号空行", ofNumber, numberSpace, unplaced((*note).hasNumber)},
	{"分隔线位置", func(p *doc.Profile) string { return p.Rule.Gap.Clause }, ruleGap, unplaced((*note).hasRule)},
	{"分隔线长度", ofRule, ruleLength, wordRuleLength},
	{"分隔线居中", ofRule, ruleCentred, unplaced((*note).hasRule)},
	{"分隔线粗细", func(p *doc.Profile) string { return p.Rule.Thickness.Clause }, ruleThickness, wordRuleThickness},

	{"标题字号", ofSize("title"), titleSize, titleSize},
	{"标题字体", ofFace("title"), titleFace, titleFace},
	{"标题居中", ofFace("title"), titleCentred, wordTitleCentred},
	{"标题空行", func(p *doc.Profile) string { return p.Title.Space.Clause }, titleSpace, unplaced((*note).hasTitle)},
	{"标题末尾标点", ofFace("title"), titleEnd, titleEnd},
	{"首页显示正文", ofHeads, textOnFirst, unplaced((*note).hasHead)},
	{"主送机关空行", ofAddressee, addresseeSpace, unplaced((*note).hasAddressee)},
	{"主送机关顶格", ofAddressee, addresseeFlush, addresseeFlush},
	{"主送机关冒号", ofAddressee, addresseeColon, addresseeColon},
	{"正文段首缩进", func(p *doc.Profile) string { return p.Styles["body"].Indent.Clause }, bodyIndent, bodyIndent},
	{"层次序数格式", ofHeads, headForm, headForm},
	{"层次序数顺序", ofHeads, headOrder, headOrder},
	{"一级标题字体", ofFace("heading1"), headFace(1), headFace(1)},
	{"二级标题字体", ofFace("heading2"), headFace(2), headFace(2)},
	{"三级标题字体", ofFace("heading3"), headFace(3), headFace(3)},
	{"四级标题字体", ofFace("heading4"), headFace(4), headFace(4)},
	{"附件说明空行", ofNotes, notesSpace, unplaced((*note).hasNotes)},
	{"附件说明缩进", ofNotes, notesIndent, wordNotesIndent},
	{"附件说明格式", ofNotes, notesForm, notesForm},
	{"署名与成文日期位置", func(p *doc.Profile) string { return p.Signature.Shift.Clause }, signature, wordSignature},
	{"印章位置", func(p *doc.Profile) string { return p.Seal.Right.Clause }, sealPlace, unplaced(isSealed)},
	{"签名章位置", func(p *doc.Profile) string { return p.Chop.Right.Clause }, chopPlace, unplaced(isSealed)},
	{"成文日期格式", func(p *doc.Profile) string { return p.Date.Style.Clause }, dateForm, dateForm},
	{"此页无正文", func(p *doc.Profile) string { return p.Signature.Gap.Clause }, voidText, voidText},
	{"附注", func(p *doc.Profile) string { return p.Styles["note"].Indent.Clause }, annotation, annotation},
	{"附件序号", ofFace("label"), labels, labels},
	{"附件标题位置", func(p *doc.Profile) string { return p.Title.Attachment.Clause }, attachmentRow, unplaced(hasAttachments)},
	{"附件名称一致", ofNotes, attachmentNames, attachmentNames},

	{"版记分隔线粗细", ofImprintRules, imprintThickness, wordImprintThickness},
	{"版记分隔线长度", ofImprintRules, imprintLength, unplaced((*note).hasImprint)},
	{"版记末条分隔线位置", ofImprintRules, imprintBottom, unplaced((*note).hasImprint)},
	{"版记在双数页", func(p *doc.Profile) string { return p.Imprint.Even.Clause }, imprintEven, unplaced((*note).hasImprint)},
	{"版记字号字体", ofSize("imprint"), imprintFace, imprintFace},
	{"抄送机关", func(p *doc.Profile) string { return p.Imprint.Indent.Clause }, copiesTo, copiesTo},
	{"印发机关和印发日期", func(p *doc.Profile) string { return p.Imprint.Printed.Clause }, printing, printing},

	{"页码格式", ofFoot, pageNumberForm, wordNumberForm},
	{"页码字号", ofSize("pageNumber"), pageNumberSize, wordNumberSize},
	{"页码字体", ofFace("pageNumber"), pageNumberFace, wordNumberFace},
	{"页码上下位置", ofFoot, pageNumberGap, unplaced(hasFooters)},
	{"页码左右位置", ofFoot, pageNumberSide, wordNumberSide},
	{"页码连续", ofFoot, pageNumberOrder, unplaced(hasFooters)},
	{"不编页码的页", ofFoot, unnumbered, unplaced(hasFooters)},

	{"横排表格", fixed("8"), rotatedTables, wordRotatedTables},

	{"信函的上双线", func(p *doc.Profile) string { return p.Letter.RuleGap.Clause }, upperRules, unplaced(isLetter)},
	{"信函的下双线", func(p *doc.Profile) string { return p.Letter.RuleBottom.Clause }, lowerRules, unplaced(isLetter)},
	{"信函双线与文字的距离", func(p *doc.Profile) string { return p.Letter.NoteGap.Clause }, letterGaps, unplaced(isLetter)},
	{"命令正文空行", func(p *doc.Profile) string { return p.Order.BodySpace.Clause }, orderSpace, unplaced(isOrder)},
	{"纪要出席人员", func(p *doc.Profile) string { return p.Styles["attendance"].Clause }, attended, attended},
}

// unjudged are the clauses that no file shows.
var unjudged = []Unjudged{
	{"4", "纸张的定量、白度、耐折度、不透明度和酸碱度", "要在纸上测量"},
	{"6.1", "制版：版面干净、无底灰，字迹清楚、无断划", "要看印出的成品"},
	{"6.2", "双面印刷、两面误差、油墨的色谱", "要看印出的成品"},
	{"6.3", "裁切、装订、两页页码之间的误差", "要看装订好的成品"},
	{"7.3.5", "印章或签名章的真伪，以及打印后加盖的印章的位置", "要看盖好章的成品"},
	{"9", "计量单位、标点符号和数字的用法", "要读懂内容才能判断"},
}

// findings goes through the table. Of several copies of a paper the first one that departs counts.
func findings(papers []*paper) []Finding {
	var all []Finding
	for i := range clauses {
		var kept []Finding
		for _, p := range papers {
			found := p.findings(&clauses[i])
			if kept == nil || departs(found) {
				kept = found
			}
			if departs(kept) {
				break
			}
		}
		all = append(all, kept...)
	}
	return all
}

func departs(all []Finding) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Verdict == Departs })
}

// findings gives those of one row of the table.
func (p *paper) findings(row *clause) []Finding {
	n := &note{title: row.title}
	n.of(row.of(p.area.profile))
	look := row.pages
	if p.word != nil {
		look = row.word
	}
	if blind := p.blind(); blind != "" && row.title != "幅面" {
		n.untold(blind)
	} else {
		look(p, n)
	}
	for i := range n.findings {
		if f := &n.findings[i]; f.Page > 0 {
			f.Page += p.offset
		}
	}
	return n.findings
}

// isOpen tells whether the standard leaves open what a profile's number says: the profile then gives a word, no clause.
func isOpen(clause string) bool { return clause == "" || clause[0] < '0' || clause[0] > '9' }

// shortClause gives the number alone of what a profile says of a clause; a dash if it is none of the standard.
func shortClause(s string) string {
	if isOpen(s) {
		return "—"
	}
	number, _, _ := strings.Cut(strings.NewReplacer(",", " ", ":", " ").Replace(s), " ")
	return number
}

// blind says why nothing can be read off a paper; "" if it can.
func (p *paper) blind() string {
	if p.word != nil {
		return ""
	}
	all, known := 0, 0
	for _, pg := range p.pages {
		for i := range pg.Glyphs {
			all++
			if pg.Glyphs[i].Char != pdfread.Unknown {
				known++
			}
		}
	}
	switch {
	case all == 0:
		return "文件里没有文字，可能是扫描件"
	case known*2 < all:
		return "文件里的文字没有编码，读不出来"
	}
	return ""
}
