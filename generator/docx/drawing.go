package docx

import (
	"bytes"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// Heights in twips of the paragraphs that carry the red rule and a rule of the imprint. The latter's is taken from the lines
// above it, whose characters then stand in the middle between two rules.
const (
	ruleLine    = 120
	imprintFoot = 60
)

// box is a place in a drawing.
type box struct{ x, y, w, h measure.Length }

// rule writes the red rule between head and main part as a drawing (7.2.7), with a star in a gap in its middle if the
// profile has one. Word processors that know no drawings of Word 2010 take the VML behind it.
func (b *body) rule() {
	p := b.profile.Rule
	y := b.y + p.Gap.Length
	b.y = y + p.Thickness.Length
	frame, lines, star := b.ruleBoxes()
	frame.y += y - measure.Length(b.pen)*measure.Twip
	b.pen += ruleLine

	b.begin("RedRule", form{})
	b.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>`)
	b.anchor(frame, "column", "paragraph", "分隔线", `<wp:wrapNone/>`)
	b.s(`<a:graphic><a:graphicData uri="` + nsWPG + `"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>`)
	b.extent(box{w: frame.w, h: frame.h}).s(`<a:chOff x="0" y="0"/><a:chExt cx="`).n(int(frame.w)).s(`" cy="`).n(int(frame.h))
	b.s(`"/></a:xfrm></wpg:grpSpPr>`)
	for _, l := range lines {
		b.shape("rect", l)
	}
	if p.Star.On {
		b.shape("star5", star)
	}
	b.s(`</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>`)
	b.s(`<v:group style="position:absolute;`).points(frame).s(`;mso-position-horizontal-relative:text;mso-position-vertical-relative:text"`)
	b.s(` coordorigin="0,0" coordsize="`).n(int(frame.w / vml)).s(`,`).n(int(frame.h / vml)).s(`">`)
	for _, l := range lines {
		b.s(`<v:rect style="position:absolute;`).units(l).s(`" fillcolor="#` + red + `" stroked="f"/>`)
	}
	if p.Star.On {
		b.s(`<v:shape style="position:absolute;`).units(star).s(`" coordsize="21600,21600" path="` + starPath + `" fillcolor="#` + red + `" stroked="f"/>`)
	}
	b.s(`</v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)
	b.end()
}

// ruleBoxes gives the drawing of the red rule, its place counted from the upper edge of the rule, and in it the lines and the
// star.
func (b *body) ruleBoxes() (frame box, lines []box, star box) {
	p := b.profile.Rule
	length, thick := p.Length.Length, p.Thickness.Length
	frame = box{x: (b.profile.Area.Width.Length - length) / 2, w: length, h: thick}
	if !p.Star.On {
		return frame, []box{{w: length, h: thick}}, star
	}
	// A five-pointed star in a circle of diameter 1 is 0.951 wide and 0.905 high, the circle's centre 0.5 below its top.
	size := p.StarSize.Length
	star = box{w: size.Scale(951, 1000), h: size.Scale(905, 1000)}
	star.x = (length - star.w) / 2
	frame.y, frame.h = (thick-size)/2, star.h
	line := box{y: (size - thick) / 2, w: length/2 - size, h: thick}
	right := line
	right.x = length - line.w
	return frame, []box{line, right}, star
}

// starPath is a five-pointed star in a square of 21,600 units.
const starPath = "m10800,l13350,8250r8250,l14925,13350r2550,8250l10800,16500,4125,21600,6675,13350,,8250r8250,xe"

// vml is a unit of the coordinates in a VML group, 1/100 mm.
const vml = measure.MM / 100

// anchor begins a drawing that floats at a place. from says what its place is counted from.
func (b *body) anchor(f box, fromX, fromY, name, wrap string) {
	b.drawings++
	b.s(`<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="`).n(b.drawings)
	b.s(`" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="`)
	b.s(fromX).s(`"><wp:posOffset>`).n(int(f.x)).s(`</wp:posOffset></wp:positionH><wp:positionV relativeFrom="`).s(fromY).s(`">`)
	if fromY == "margin" {
		b.s(`<wp:align>bottom</wp:align>`)
	} else {
		b.s(`<wp:posOffset>`).n(int(f.y)).s(`</wp:posOffset>`)
	}
	b.s(`</wp:positionV><wp:extent cx="`).n(int(f.w)).s(`" cy="`).n(int(f.h)).s(`"/><wp:effectExtent l="0" t="0" r="0" b="0"/>`)
	b.s(wrap).s(`<wp:docPr id="`).n(b.drawings).s(`" name="`).s(name).s(`"/><wp:cNvGraphicFramePr/>`)
}

// shape appends a red shape of a group.
func (b *body) shape(preset string, at box) {
	b.s(`<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>`).extent(at).s(`</a:xfrm><a:prstGeom prst="`).s(preset)
	b.s(`"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="` + red + `"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>`)
}

func (x *xml) extent(at box) *xml {
	x.s(`<a:off x="`).n(int(at.x)).s(`" y="`).n(int(at.y)).s(`"/><a:ext cx="`).n(int(at.w)).s(`" cy="`).n(int(at.h))
	return x.s(`"/>`)
}

// points appends a place for VML outside groups, in hundredths of points.
func (x *xml) points(at box) *xml {
	return x.s(`margin-left:`).pt(at.x).s(`;margin-top:`).pt(at.y).s(`;width:`).pt(at.w).s(`;height:`).pt(at.h)
}

func (x *xml) pt(l measure.Length) *xml {
	c := int(l.Scale(100, int64(measure.PT)))
	if c < 0 {
		x.s(`-`)
		c = -c
	}
	x.n(c / 100).s(`.`)
	if c%100 < 10 {
		x.s(`0`)
	}
	return x.n(c % 100).s(`pt`)
}

// units appends a place in a VML group.
func (x *xml) units(at box) *xml {
	x.s(`left:`).n(int(at.x / vml)).s(`;top:`).n(int(at.y / vml))
	return x.s(`;width:`).n(int(at.w / vml)).s(`;height:`).n(int(at.h / vml))
}

// imprint puts the 版记 in a text box on the lower edge of the type area (7.4), anchored in the last paragraph, so that no
// empty one behind it can begin a page.
func (b *body) imprint(t *doc.Imprint) error {
	content := b.inner()
	height, err := content.imprintRows(t)
	if err != nil || height == 0 {
		return err
	}
	if b.options.ImprintPage {
		b.turn()
	}
	if b.written == 0 || b.breakBefore {
		b.begin("DocumentBody", form{})
		b.end()
	}
	b.b = bytes.TrimSuffix(b.b, []byte(paragraphEnd))
	frame := box{w: b.profile.Area.Width.Length, h: measure.Length(height) * measure.Twip}
	b.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>`)
	b.anchor(frame, "margin", "margin", "版记", `<wp:wrapTopAndBottom/>`)
	b.s(`<a:graphic><a:graphicData uri="` + nsWPS + `"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>`)
	b.extent(box{w: frame.w, h: frame.h}).s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>`)
	b.s(`<wps:txbx><w:txbxContent>`)
	b.b = append(b.b, content.b...)
	b.s(`</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp>`)
	b.s(`</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="position:absolute;`)
	b.points(frame).s(`;mso-position-horizontal-relative:margin;mso-position-vertical:bottom;mso-position-vertical-relative:margin;v-text-anchor:bottom"`)
	b.s(` filled="f" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>`)
	b.b = append(b.b, content.b...)
	b.s(`</w:txbxContent></v:textbox><w10:wrap xmlns:w10="` + nsW10 + `" type="topAndBottom"/></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)
	b.end()
	return nil
}

// turn ends the section of the text and begins that of the imprint's page.
func (b *body) turn() {
	if b.written == 0 {
		return
	}
	after := bytes.Clone(b.b[b.written:])
	b.b = b.b[:b.written]
	b.section("", true)
	b.b = append(b.b, after...)
	b.begin("DocumentBody", form{})
	b.end()
	b.cover = true
}

// imprintRows writes the elements of an imprint in the profile's order, with the rules above, between and below them. It
// gives their height in twips, 0 for none.
func (b *body) imprintRows(t *doc.Imprint) (int, error) {
	p := b.profile.Imprint
	height := 0
	thickness := p.First.Length
	for _, name := range p.Order {
		start := len(b.b)
		rule := b.imprintRule(thickness)
		lines, err := b.imprintElement(name, t)
		if err != nil {
			return 0, err
		}
		if lines == 0 {
			b.b = b.b[:start]
			continue
		}
		height += rule + lines*(b.pitch("imprint")-imprintFoot)
		thickness = p.Middle.Length
	}
	if height > 0 {
		height += b.imprintRule(p.Last.Length)
	}
	return height, nil
}

// imprintRule appends a rule as wide as the type area and gives its height with the space above it.
func (b *body) imprintRule(thickness measure.Length) int {
	if thickness == 0 {
		return 0
	}
	eighths := int(thickness.Scale(8, int64(measure.PT)))
	b.s(`<w:p><w:pPr><w:pStyle w:val="ImprintRule"/><w:pBdr><w:bottom w:val="single" w:sz="`).n(eighths)
	b.s(`" w:space="0" w:color="000000"/></w:pBdr></w:pPr>`)
	b.end()
	return imprintFoot + (eighths*20+7)/8
}

// imprintElement writes the part of the imprint called name and gives the number of its lines, 0 if the paper has not got it.
func (b *body) imprintElement(name string, t *doc.Imprint) (int, error) {
	inset := b.grid.character(b.profile.Imprint.Indent.N)
	switch {
	case name == "keywords" && t.Keywords != nil:
		return b.keywords(t.Keywords)
	case name == "cc" && t.CC != nil:
		label := b.width(t.CC.Label, "imprint")
		text := append(slices.Clone(t.CC.Label), t.CC.Text...)
		return b.imprintLine(text, form{left: inset + label, first: -label, right: inset})
	case name == "printed" && (len(t.PrintedBy) > 0 || len(t.PrintedOn) > 0):
		return b.printed(t, inset)
	case name == "copies" && len(t.Copies) > 0:
		return b.imprintLine(t.Copies, form{right: inset, align: "right"})
	}
	return 0, nil
}

// printed writes 印发机关 at the left and 印发日期 at the right (7.4.3), the date on a line of its own if it has not got room
// enough.
func (b *body) printed(t *doc.Imprint, inset int) (int, error) {
	left := form{left: inset, right: inset, align: "left"}
	right := form{right: inset, align: "right"}
	switch {
	case len(t.PrintedBy) == 0:
		return b.imprintLine(t.PrintedOn, right)
	case b.width(t.PrintedBy, "imprint")+b.width(t.PrintedOn, "imprint")+3*inset > b.grid.text:
		n, err := b.imprintLine(t.PrintedBy, left)
		if err != nil {
			return 0, err
		}
		m, err := b.imprintLine(t.PrintedOn, right)
		return n + m, err
	}
	s := b.profile.Styles["imprint"]
	b.begin("Imprint", form{left: inset, tab: b.grid.text - inset, align: "left"})
	if err := b.text(t.PrintedBy, s); err != nil {
		return 0, err
	}
	b.s(`<w:r><w:tab/></w:r>`)
	err := b.text(t.PrintedOn, s)
	b.end()
	return 1, err
}

// imprintLine writes a paragraph of the imprint and gives the number of its lines, one too many rather than one too few: the
// box has its text at its lower edge.
func (b *body) imprintLine(t doc.Text, f form) (int, error) {
	b.begin("Imprint", f)
	err := b.text(t, b.profile.Styles["imprint"])
	b.end()
	room := b.grid.text - f.left - f.right
	return 1 + max(0, b.width(t, "imprint")+f.first+b.grid.character(1))/room, err
}

// keywords writes 主题词 flush left, a character's space between the words (GB/T 9704-1999, 8.3.1).
func (b *body) keywords(t *doc.KeywordLine) (int, error) {
	label := b.width(t.Label, "keywordLabel")
	b.begin("ImprintKeywords", form{left: label, first: -label})
	defer b.end()
	p := b.profile.Styles
	set := doc.Text{}
	for _, s := range t.Label {
		if s.Role == "" {
			s.Role = p["keywordLabel"].Role
		}
		set = append(set, s)
	}
	for i, w := range t.Words {
		if i > 0 {
			set = append(set, doc.Span{Text: "　"})
		}
		set = append(set, w...)
	}
	return max(1, (b.width(set, "keywords")+b.grid.text-1)/b.grid.text), b.text(set, p["keywords"])
}
