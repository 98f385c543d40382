package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// elements are the parts of a paper that were recognised; what a paper lacks is nil.
type elements struct {
	form       doc.Form       // as its head shows it; Common if nothing shows another
	mark       []*paragraph   // the lines of the 发文机关标志
	markEnd    *line          // the lowest of them; nil in a Word document
	number     *paragraph     // the 发文字号
	signers    [][]*paragraph // the rows of 签发人, the first with the label
	above      []*paragraph   // 份号, 密级, 紧急程度 and whatever else stands in the head
	issued     *paragraph     // the date in the head of 纪要 and 简报
	rule       *pdfread.Rule  // the red rule
	doubled    bool           // the red rule has another one just below it
	title      *paragraph
	addressee  *paragraph
	heads      []head
	body       []*paragraph // plain text
	notes      []*paragraph // 附件说明, the first with its label
	organs     []*paragraph
	date       *paragraph
	annotation *paragraph
	attendance []*paragraph // 出席, 请假, 列席
	parts      []part
	imprint    []*paragraph
	void       *paragraph // 此页无正文
}

// head is a numbered head of the running text.
type head struct {
	*paragraph
	level   int // from 1
	ordinal int
	number  string // as it is printed
	length  int    // characters of the head, the number included; 0 if only a sentence or an item of an enumeration is numbered
	part    int    // of the paper: heads are counted anew in each
	after   *paragraph
}

// part is what begins on a new page behind the text: an attachment, or the paper that is issued.
type part struct {
	label *paragraph // 附件 with its number; nil if it has none
	title *paragraph
}

var (
	documentNumber = regexp.MustCompile(`^(.{0,24}?)([〔\[［【（(〈<])(\d{2,4})([〕\]］】）)〉>])(第?)(\d+)号`)
	orderNumber    = regexp.MustCompile(`^[（(]?第?\d+[号期][)）]?$`)
	anyDate        = regexp.MustCompile(`^[（(]?(\d{2,4}|[〇○零Ｏ一二三四五六七八九]{4})[年.．/-](\d{1,2}|[一二三四五六七八九十]{1,3})[月.．/-](\d{1,2}|[一二三四五六七八九十]{1,3})日?[)）]?$`)
	attachedLabel  = regexp.MustCompile(`^附件\d*[:：]?$`)
	notesLabel     = regexp.MustCompile(`^附件[:：]`)
	noteItem       = regexp.MustCompile(`^(\d+)[.．、]`)
	attendance     = regexp.MustCompile(`^(出席|请假|缺席|列席)[:：]`)
	signersLabel   = regexp.MustCompile(`^签发人`)
	inBrackets     = regexp.MustCompile(`^[（(].*[）)]$`)
	markText       = regexp.MustCompile(`(文件|令|纪要|简报)$`)
	voidPage       = regexp.MustCompile(`此页无正文`)
)

// headForms are the numbers of heads by their level (GB/T 9704-2012, 7.3.3), with the forms that offices mistake for them.
var headForms = [...]*regexp.Regexp{
	regexp.MustCompile(`^([一二三四五六七八九十]{1,3})[、.．,，]`),
	regexp.MustCompile(`^[（(]([一二三四五六七八九十]{1,3})[）)][、.．,，]?`),
	regexp.MustCompile(`^(\d{1,2})[.．、,，]\D`),
	regexp.MustCompile(`^[（(](\d{1,2})[）)][、.．,，]?`),
}

// findRule finds the red rule of the head on the first page: the first red line below the mark, or else the first line of
// any colour. A rule with a star in it is made of two pieces.
func (p *paper) findRule() {
	if len(p.pages) == 0 {
		return
	}
	pg := p.pages[0]
	bottom := length(-1)
	for _, l := range pg.marks() {
		bottom, p.elements.markEnd = l.Bottom, l
	}
	lowest := max(pg.Height*3/5, bottom+pg.Height/4) // of a rule, which stands below number and signers
	var red, other []pdfread.Rule
	for _, r := range pg.Rules {
		switch below := r.Top > bottom && r.Top < lowest && r.Width() > pg.Width/5; {
		case below && isRed(r.Ink):
			red = append(red, r)
		case below && bottom > 0:
			other = append(other, r)
		}
	}
	for _, pieces := range [][]pdfread.Rule{red, other} {
		if whole, ok := joined(sortedRules(pieces)); ok && whole.Width() > pg.Width/2 {
			p.elements.rule, p.elements.doubled = &whole, doubled(pieces)
			return
		}
	}
}

// joined gives the uppermost rule with all pieces that lie beside it.
func joined(pieces []pdfread.Rule) (whole pdfread.Rule, ok bool) {
	for i, r := range pieces {
		switch {
		case i == 0:
			whole = r
		case abs(r.Top-whole.Top) < measure.MM/10:
			whole.Left, whole.Right = min(whole.Left, r.Left), max(whole.Right, r.Right)
		}
	}
	return whole, len(pieces) > 0
}

// doubled tells whether one of some rules lies just below another one.
func doubled(rules []pdfread.Rule) bool {
	for _, a := range rules {
		for _, b := range rules {
			if below := b.Top - a.Bottom; abs(a.Left-b.Left) < measure.MM && 0 < below && below < 3*measure.MM {
				return true
			}
		}
	}
	return false
}

// sortedRules sorts rules from top to bottom.
func sortedRules(rules []pdfread.Rule) []pdfread.Rule {
	slices.SortStableFunc(rules, func(a, b pdfread.Rule) int {
		if a.Top != b.Top {
			return int(a.Top - b.Top)
		}
		return int(a.Left - b.Left)
	})
	return rules
}

// inHead tells whether a line stands above the red rule, or above the end of the mark where there is none.
func (p *paper) inHead(l *line) bool {
	r := p.elements.rule
	end := p.elements.markEnd
	return l.page == p.pages[0] && (r != nil && l.Base < r.Top || end != nil && l.Base <= end.Base)
}

// recognise finds the elements among the paragraphs.
func (p *paper) recognise() {
	rest := p.recogniseHead()
	p.recogniseForm()
	rest = p.recogniseTitle(rest)
	p.recogniseBody(rest)
}

// recogniseHead takes the paragraphs of the head and gives those behind it.
func (p *paper) recogniseHead() []*paragraph {
	e := &p.elements
	n := 0
	for n < len(p.paragraphs) && p.paragraphs[n].headed(p) {
		n++
	}
	if e.rule == nil && 0 < n && n < len(p.paragraphs) && documentNumber.MatchString(compact(p.paragraphs[n].text)) {
		n++ // nothing but the mark told where the head is
	}
	for _, t := range p.paragraphs[:n] {
		switch {
		case t.isMark():
			e.mark = append(e.mark, t)
		case compact(t.text) != "" && !p.takeHead(t):
			e.above = append(e.above, t)
		}
	}
	return p.paragraphs[n:]
}

// takeHead takes a row of the head apart: 份号, 密级 or 紧急程度, the number, the signers, the date of a 简报. It gives false if none
// of them stands there.
func (p *paper) takeHead(t *paragraph) bool {
	e := &p.elements
	signed := len(e.signers) > 0 && e.number == nil // in a row above
	var names []*paragraph
	taken := false
	for _, piece := range p.rejoined(p.pieces(t)) {
		text := compact(piece.text)
		switch {
		case copyNumber.MatchString(text) || secrecy.MatchString(text) || urgency.MatchString(text):
			e.above = append(e.above, piece)
		case e.number == nil && (documentNumber.MatchString(text) || orderNumber.MatchString(text)):
			e.number = piece
		case signersLabel.MatchString(text) || signed || len(names) > 0:
			names = append(names, piece)
		case e.number != nil && anyDate.MatchString(text):
			e.issued = piece
			e.above = append(e.above, t)
		default:
			continue
		}
		taken = true
	}
	if len(names) > 0 {
		e.signers = append(e.signers, names)
	}
	return taken
}

// rejoined joins the two characters of 机　密 and 特　急, which have the room of one between them (GB/T 9704-1999, 8.1.2 and 8.1.3).
func (p *paper) rejoined(pieces []*paragraph) []*paragraph {
	for i := 1; i < len(pieces); i++ {
		first, second := pieces[i-1], pieces[i]
		text := compact(first.text) + compact(second.text)
		if utf8.RuneCountInString(text) != 2 || !secrecy.MatchString(text) && !urgency.MatchString(text) {
			continue
		}
		whole := *first
		if first.lines != nil {
			l := first.lines[0]
			joint := pdfread.NewLine(slices.Concat(l.Glyphs, second.lines[0].Glyphs))
			whole = *p.newParagraph(&line{Line: joint, page: l.page})
			whole.boxed, whole.tabled = first.boxed, first.tabled
		}
		whole.text, whole.spans = text, slices.Concat(first.spans, second.spans)
		return slices.Concat(pieces[:i-1], []*paragraph{&whole}, p.rejoined(pieces[i+1:]))
	}
	return pieces
}

// headed tells whether a paragraph belongs to the head.
func (t *paragraph) headed(p *paper) bool {
	if t.lines != nil {
		return p.inHead(t.lines[0])
	}
	return t.above
}

// isMark tells whether a paragraph is a red head.
func (t *paragraph) isMark() bool {
	return looksLikeMark(t.size(), t.coloured(isRed), t.text)
}

// recogniseTitle takes the title and the addressee and gives what is behind them.
func (p *paper) recogniseTitle(rest []*paragraph) []*paragraph {
	e := &p.elements
	for len(rest) > 0 && compact(rest[0].text) == "" {
		rest = rest[1:]
	}
	// A letter's number and notes stand under its rule, an order's number has no rule under it.
	for len(rest) > 0 && (e.number == nil || e.form == doc.Letter) && !p.large(rest[0].size()) && p.takeHead(rest[0]) {
		rest = rest[1:]
	}
	e.title, rest = p.takeTitle(rest)
	if len(rest) > 1 && p.isAddressee(rest[0]) {
		e.addressee, rest = rest[0], rest[1:]
	}
	return rest
}

// isAddressee tells whether the first paragraph under the title is the 主送机关: it stands flush, or ends with a colon and
// does not stand in as far as a paragraph of the text.
func (p *paper) isAddressee(t *paragraph) bool {
	text := compact(t.text)
	_, isHead := headOf(text)
	if text == "" || isHead || t.boxed || t.align != flush || strings.HasSuffix(text, "。") || notesLabel.MatchString(text) {
		return false
	}
	colon := strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":")
	return t.first < p.area.character/2 || colon && t.first < p.area.character*3/2
}

// takeTitle takes the lines of a title off the paragraphs: those that are large or centred.
func (p *paper) takeTitle(rest []*paragraph) (*paragraph, []*paragraph) {
	var title *paragraph
	for len(rest) > 0 && !rest[0].boxed {
		t := rest[0]
		if !p.large(t.size()) && t.align != centred || anyDate.MatchString(compact(t.text)) || title != nil && t.opens {
			break
		}
		if title == nil {
			title = t
		} else if abs(title.size()-t.size()) < measure.PT {
			title.text += t.text
			title.lines = append(title.lines, t.lines...)
			title.spans = append(title.spans, t.spans...)
		} else {
			break
		}
		rest = rest[1:]
	}
	return title, rest
}

// headOf tells whether a paragraph's text is that of a numbered head.
func headOf(text string) (head, bool) {
	for i, pattern := range headForms {
		m := pattern.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		number := text[:m[1]]
		if i == 2 { // the expression takes one character beyond the number
			_, n := utf8.DecodeLastRuneInString(number)
			number = number[:len(number)-n]
		}
		length := utf8.RuneCountInString(text)
		if before, after, found := strings.Cut(text, "。"); found {
			length = utf8.RuneCountInString(before)
			if after == "" { // a sentence that carries a number
				length = 0
			}
		}
		if i < 2 && (strings.HasSuffix(text, "；") || strings.HasSuffix(text, "，")) { // an item of an enumeration, no head in 黑体 or 楷体
			length = 0
		}
		return head{level: i + 1, ordinal: ordinal(text[m[2]:m[3]]), number: number, length: length}, true
	}
	return head{}, false
}

// ordinal reads an Arabic or a Chinese number up to 99; 0 for none.
func ordinal(s string) int {
	n, tens := 0, 0
	for _, r := range s {
		switch i := strings.IndexRune("零一二三四五六七八九", r); {
		case '0' <= r && r <= '9':
			n = n*10 + int(r-'0')
		case r == '十':
			tens, n = max(n, 1)*10, 0
		case i >= 0:
			n = i / len("一")
		}
	}
	return tens + n
}

// recogniseBody sorts the paragraphs behind the addressee.
func (p *paper) recogniseBody(rest []*paragraph) {
	e := &p.elements
	var before *paragraph
	for len(rest) > 0 {
		t := rest[0]
		text := compact(t.text)
		rest = rest[1:]
		h, isHead := headOf(text)
		switch {
		case text == "" || t.tabled:
			continue
		case t.boxed:
			e.imprint = append(e.imprint, t)
		case voidPage.MatchString(text):
			e.void = t
		case attachedLabel.MatchString(text) && (t.opens || !strings.ContainsAny(text, ":：")):
			next := part{label: t}
			next.title, rest = p.takeTitle(rest)
			e.parts = append(e.parts, next)
		case t.opens && p.large(t.size()):
			next := part{}
			next.title, rest = p.takeTitle(append([]*paragraph{t}, rest...))
			e.parts = append(e.parts, next)
		case notesLabel.MatchString(text) && e.notes == nil && len(e.parts) == 0:
			rest = e.takeNotes(t, rest)
		case e.date == nil && len(e.parts) == 0 && anyDate.MatchString(text):
			e.date = t
			p.takeOrgans()
		case attendance.MatchString(text) && e.form == doc.Minutes:
			e.attendance = append(e.attendance, t)
		case (e.date != nil || e.issued != nil) && e.annotation == nil && len(e.parts) == 0 && inBrackets.MatchString(text):
			e.annotation = t
		case isHead:
			h.paragraph, h.part, h.after = t, len(e.parts), before
			e.heads = append(e.heads, h)
		default:
			e.body = append(e.body, t)
		}
		before = t
	}
}

// takeNotes takes the 附件说明 that begins with t.
func (e *elements) takeNotes(t *paragraph, rest []*paragraph) []*paragraph {
	e.notes = []*paragraph{t}
	if !noteItem.MatchString(notesLabel.ReplaceAllString(compact(t.text), "")) {
		return rest
	}
	for len(rest) > 0 && noteItem.MatchString(compact(rest[0].text)) && !rest[0].opens {
		e.notes, rest = append(e.notes, rest[0]), rest[1:]
	}
	return rest
}

// takeOrgans takes the signing organs, which were thought body: short paragraphs far from the left, or rows of names, above
// the date.
func (p *paper) takeOrgans() {
	e := &p.elements
	n := len(e.body)
	for n > 0 {
		t := e.body[n-1]
		far := t.align == toRight || t.first > 4*p.area.character || strings.Contains(t.text, "　") || t.underPicture()
		if !far || p.large(t.size()) || len(t.lines) > 1 || strings.ContainsAny(t.text, "。：") {
			break
		}
		n--
	}
	e.organs, e.body = slices.Clone(e.body[n:]), e.body[:n]
}

// underPicture tells whether a picture covers a part of a paragraph, as seals do.
func (t *paragraph) underPicture() bool {
	if len(t.lines) == 0 {
		return false
	}
	place := t.place()
	return slices.ContainsFunc(t.lines[0].page.Images, func(i pdfread.Image) bool { return place.Overlaps(i.Place) })
}

// recogniseForm tells the special layouts apart by their heads (GB/T 9704-2012, chapter 10).
func (p *paper) recogniseForm() {
	e := &p.elements
	if len(e.mark) == 0 {
		if p.numberAtRight() {
			e.form = doc.Letter
		}
		return
	}
	text := compact(e.mark[len(e.mark)-1].text)
	switch {
	case strings.HasSuffix(text, "令"):
		e.form = doc.Order
	case strings.HasSuffix(text, "纪要"):
		e.form = doc.Minutes
	case strings.HasSuffix(text, "简报"):
		e.form = doc.Briefing
	case e.rule != nil && (e.doubled || e.rule.Width() > p.area.width()+8*measure.MM):
		e.form = doc.Letter
	}
}

// numberAtRight tells whether a PDF without a mark, which is for preprinted sheets, begins with a number flush right, as
// only a letter does.
func (p *paper) numberAtRight() bool {
	if len(p.pages) == 0 || len(p.paragraphs) == 0 {
		return false
	}
	row := p.pieces(p.paragraphs[0])
	last := row[len(row)-1]
	return documentNumber.MatchString(compact(last.text)) && abs(last.right) < measure.MM && last.first > p.area.width()/3
}
