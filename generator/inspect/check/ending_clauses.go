package check

import (
	"fmt"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

const (
	dateUnderTitle = "成文日期在标题之下"
	noSeal         = "文件里没有印章或签名章的图片"
)

// signature looks at the places of the signing organ and the date. The standard has one for papers with a seal (7.3.5.1)
// and one for those without (7.3.5.2); either will do, for a seal may be put on after printing.
func signature(p *paper, n *note) {
	e := &p.elements
	if e.date == nil {
		n.undated(p)
		return
	}
	d := e.date.lines[0]
	if e.date.align == centred && len(e.organs) == 0 {
		n.none(dateUnderTitle)
		return
	}
	if len(e.organs) == 0 {
		n.signature(p, placing{alone: true, dateRight: p.area.right(d.page) - d.Right}, e.date.page)
		return
	}
	organs := p.organNames()
	last := organs[len(organs)-1].place()
	s := placing{several: len(organs) > 1, dateRight: p.area.right(d.page) - d.Right, organRight: p.area.width()}
	left := d.Right
	for _, o := range organs {
		s.organRight = min(s.organRight, o.right)
		left = min(left, o.place().Left)
	}
	s.shift = d.Left - left
	s.offCentre = (d.Left + d.Right - last.Left - last.Right) / 2
	n.signature(p, s, e.date.page)
}

// undated reports that no date was recognised below the text. That of 纪要 and 简报 stands in the head.
func (n *note) undated(p *paper) {
	if p.elements.issued != nil {
		n.none("日期在版头")
		return
	}
	n.untold("没有认出成文日期")
}

// organNames gives the names of the signing organs, or what of them stands on a row of several, in the order of the rows.
func (p *paper) organNames() []*paragraph {
	var all []*paragraph
	for _, row := range p.elements.organs {
		all = append(all, p.pieces(row)...)
	}
	return all
}

// placing is how the signing organ and the date stand to one another and to the type area.
type placing struct {
	alone                 bool // the date without an organ
	several               bool // organs
	organRight, dateRight length
	shift                 length // of the date's first character, to the right of the organ's
	offCentre             length // of the date, from the organ's middle
}

func (n *note) signature(p *paper, s placing, page int) {
	profile := p.area.profile
	want, seal, chop := profile.Signature, profile.Seal.Right.N, profile.Chop
	near := func(got length, chars int) bool { return abs(got-profile.Characters(chars)) < profile.Character()/2 }
	f := Finding{Page: page, Tolerance: "±½ 字", Verdict: Within}
	if s.alone {
		n.of(want.Alone.Clause)
		f.Required = fmt.Sprintf("日期右空 %d 字", want.Alone.N)
		f.Measured = "日期右空 " + characters.text(s.dateRight)
		f.Hint = fmt.Sprintf("成文日期右空 %d 字", want.Alone.N)
		if near(s.dateRight, want.Alone.N) {
			f.Verdict, f.Hint = within(s.dateRight-profile.Characters(want.Alone.N)), ""
		} else {
			f.Verdict = Departs
		}
		n.add(f)
		return
	}
	f.Required = fmt.Sprintf("不盖章：右空 %d 字、日期右移 %d 字；盖章：日期右空 %d 字、署名对日期居中", want.Right.N, want.Shift.N, seal)
	f.Measured = fmt.Sprintf("署名右空 %s，日期右空 %s、首字右移 %s", characters.text(s.organRight), characters.text(s.dateRight),
		characters.text(s.shift))
	switch {
	case near(s.shift, want.Shift.N) && near(min(s.organRight, s.dateRight), want.Right.N):
		f.Verdict = within(max(abs(s.shift-profile.Characters(want.Shift.N)),
			abs(min(s.organRight, s.dateRight)-profile.Characters(want.Right.N))))
	case near(s.shift, want.Shift.N) && near(s.organRight, want.Right.N):
		f.Verdict = within(s.shift - profile.Characters(want.Shift.N))
	case near(s.dateRight, seal) && (s.several || abs(s.offCentre) < profile.Character()/2):
		f.Verdict = within(s.dateRight - profile.Characters(seal))
	case s.several && s.dateRight > 0 && s.dateRight < profile.Characters(seal) && abs(s.offCentre) < profile.Character()/2:
		// The date is 4 characters in as a rule (7.3.5.1); a full row of seals needs the room.
	case near(s.dateRight, chop.DateRight.N) && s.organRight > profile.Characters(chop.Right.N+chop.Post.N): // the post, left of a chop
		f.Verdict = within(s.dateRight - profile.Characters(chop.DateRight.N))
	default:
		f.Verdict, f.Hint = Departs, "按是否加盖印章调整署名和成文日期的位置"
	}
	n.add(f)
}

// within tells whether a difference is one that can be seen.
func within(off length) Verdict {
	if abs(off) > measure.MM/2 {
		return Within
	}
	return Exact
}

// stamps gives the pictures on the page of the date that stand on the organs' or the date's lines: seals, which cover one of
// them, and name chops, which stand to the right of one.
func (p *paper) stamps() (seals, chops []stamp) {
	e := &p.elements
	if e.date == nil || e.date.lines == nil {
		return nil, nil
	}
	organs := p.organNames()
	for i := range e.date.lines[0].page.Images {
		b := e.date.lines[0].page.Images[i].Place
		var beside *paragraph
		covers := b.Overlaps(e.date.place())
		for _, o := range organs {
			switch at := o.place(); {
			case b.Overlaps(at):
				covers = true
			case b.Left > at.Right && b.Top < at.Bottom && at.Top < b.Bottom:
				beside = o
			}
		}
		switch {
		case covers:
			seals = append(seals, stamp{Box: b})
		case beside != nil:
			chops = append(chops, stamp{Box: b, beside: beside})
		}
	}
	return seals, chops
}

// stamp is a picture of a seal or of a name chop.
type stamp struct {
	pdfread.Box
	beside *paragraph // the post that a chop stands beside
}

// aboveEnding gives the lower edge of what stands above the ending on its page; ok is false if nothing does.
func (p *paper) aboveEnding() (bottom length, ok bool) {
	first := p.elements.date
	if len(p.elements.organs) > 0 {
		first = p.elements.organs[0]
	}
	if l := p.before(first); l != nil {
		return l.Bottom, true
	}
	return 0, false
}

// sealPlace looks at the pictures of seals (7.3.5.1): inside the type area, apart, within a line of the text, each on a name, the
// last on the date too.
func sealPlace(p *paper, n *note) {
	seals, _ := p.stamps()
	if len(seals) == 0 {
		n.none(noSeal)
		return
	}
	e := &p.elements
	pg := e.date.lines[0].page
	for i, seal := range seals {
		inside := seal.Left > p.area.left(pg)-measure.MM && seal.Right < p.area.right(pg)+measure.MM
		n.says(inside, pg.number, "印章不超出版心", yesNo(inside, "在版心内", "超出版心"), "左右移动印章")
		apart := true
		for _, other := range seals[:i] {
			apart = apart && !seal.Overlaps(other.Box)
		}
		n.says(apart, pg.number, "印章互不相交或相切", yesNo(apart, "互不相交", "相交"), "移开印章")
		n.onName(p, seal)
	}
	if bottom, ok := p.aboveEnding(); ok {
		top := seals[0].Top
		for _, seal := range seals {
			top = min(top, seal.Top)
		}
		most := p.area.profile.Rows(p.area.profile.Seal.Above.N)
		near := -measure.MM < top-bottom && top-bottom < most+measure.MM
		n.says(near, pg.number, "首排印章顶端距正文 0～"+millimetres.text(most), millimetres.text(top-bottom), "印章顶端上距正文（或附件说明）一行之内")
	}
	n.merge()
}

// onName looks at a seal and the name that it covers: centred on it, the name slightly below the seal's middle.
func (n *note) onName(p *paper, seal stamp) {
	var name pdfread.Box
	for _, o := range p.organNames() {
		if at := o.place(); seal.Overlaps(at) {
			name = at // the last of its lines
		}
	}
	if name.Width() == 0 {
		name = p.elements.date.place()
	}
	page := p.elements.date.page
	off := (seal.Left + seal.Right - name.Left - name.Right) / 2
	n.measured(quantity{what: "印章居中压署名，相差 ", tolerance: 3 * measure.MM, page: page, hint: "左右移动印章，使其居中下压署名"}, off)
	low := (name.Top+name.Bottom)/2 > (seal.Top+seal.Bottom)/2-measure.MM
	n.says(low, page, "署名居印章中心偏下", yesNo(low, "偏下", "偏上"), "上移印章，使署名居印章中心偏下位置")
}

// chopPlace looks at the pictures of name chops (7.3.5.3): two empty lines below the text, four characters in from the right, the
// post two characters to the left and in the middle of the height.
func chopPlace(p *paper, n *note) {
	_, chops := p.stamps()
	if len(chops) == 0 {
		n.none(noSeal)
		return
	}
	want := p.area.profile.Chop
	pg := p.elements.date.lines[0].page
	for i, c := range chops {
		at := c.beside.place()
		for _, q := range []struct {
			what, hint string
			want, got  length
		}{
			{"签名章右空 ", "签名章右空四字", p.area.profile.Characters(want.Right.N), p.area.right(pg) - c.Right},
			{"职务与签名章相距 ", "职务标注在签名章左侧空二字", p.area.profile.Characters(want.Post.N), c.Left - at.Right},
			{"职务与签名章上下居中，相差 ", "职务与签名章上下居中", 0, (at.Top + at.Bottom - c.Top - c.Bottom) / 2},
		} {
			n.measured(quantity{
				what: q.what, want: q.want, tolerance: p.area.profile.Character() / 3, unit: characters, page: pg.number, hint: q.hint,
			}, q.got)
		}
		if bottom, ok := p.aboveEnding(); ok && i == 0 {
			n.emptyLines(p, "正文下", want.Space.N, min(c.Top, at.Top)-bottom, pg.number)
		}
	}
	n.emptyLines(p, "签名章下", want.Date.N, p.elements.date.place().Top-chops[len(chops)-1].Bottom, pg.number)
	n.merge()
}
