package docx

import (
	"gongwen/generator/measure"
)

// ruleLine is the height in twips of the paragraph that carries the red rule.
const ruleLine = 120

// box is a place in a drawing.
type box struct{ x, y, w, h measure.Length }

// float is a drawing that floats.
type float struct {
	box
	from      string // what its place is counted from: the paragraph, the page, or, on its lower edge, the margin
	wrap      wrap
	behind    bool // the text
	name, alt string
}

// wrap is how the text keeps clear of a drawing, in the words of both kinds of drawings.
type wrap struct{ drawing, vml string }

var (
	over     = wrap{drawing: `<wp:wrapNone/>`}
	between  = wrap{`<wp:wrapTopAndBottom/>`, "topAndBottom"}
	sideways = wrap{`<wp:wrapSquare wrapText="bothSides"/>`, "square"}
)

// hang keeps the drawings that draw writes for the next paragraph.
func (b *body) hang(draw func()) {
	start := len(b.b)
	draw()
	b.floats.b = append(b.floats.b, b.b[start:]...)
	b.b = b.b[:start]
}

// rule writes the red rule between head and main part as a drawing (7.2.7), with a star in a gap in its middle if the
// profile has one.
func (b *body) rule() {
	p := b.profile.Rule
	y := b.y + p.Gap.Length
	b.y = y + p.Thickness.Length
	frame, lines, star := b.ruleBoxes()
	frame.y += y - measure.Length(b.pen)*measure.Twip
	b.pen += ruleLine
	b.begin("RedRule", form{})
	b.shapes(float{box: frame, from: "paragraph", wrap: over, name: "分隔线"}, lines, star)
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

// shapes writes a drawing of red lines and, if it is not empty, a star. Word processors that know no drawings of Word 2010
// take the VML behind it.
func (b *body) shapes(f float, lines []box, star box) {
	b.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>`)
	b.anchor(f)
	b.s(`<a:graphic><a:graphicData uri="` + nsWPG + `"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>`)
	b.extent(box{w: f.w, h: f.h}).s(`<a:chOff x="0" y="0"/><a:chExt cx="`).n(int(f.w)).s(`" cy="`).n(int(f.h))
	b.s(`"/></a:xfrm></wpg:grpSpPr>`)
	for _, l := range lines {
		b.shape("rect", l)
	}
	if star.w > 0 {
		b.shape("star5", star)
	}
	b.s(`</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>`)
	b.s(`<v:group style="position:absolute;`).points(f)
	b.s(`" coordorigin="0,0" coordsize="`).n(int(f.w / vml)).s(`,`).n(int(f.h / vml)).s(`">`)
	for _, l := range lines {
		b.s(`<v:rect style="position:absolute;`).units(l).s(`" fillcolor="#` + red + `" stroked="f"/>`)
	}
	if star.w > 0 {
		b.s(`<v:shape style="position:absolute;`).units(star).s(`" coordsize="21600,21600" path="` + starPath + `" fillcolor="#` + red + `" stroked="f"/>`)
	}
	b.s(`</v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)
}

// anchor begins a drawing that floats.
func (b *body) anchor(f float) *xml {
	fromX, fromY := f.from, f.from
	if f.from == "paragraph" {
		fromX = "column"
	}
	behind := 0
	if f.behind {
		behind = 1
	}
	b.s(`<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="`).n(b.drawings + 1)
	b.s(`" behindDoc="`).n(behind).s(`" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="`)
	b.s(fromX).s(`"><wp:posOffset>`).n(int(f.x)).s(`</wp:posOffset></wp:positionH><wp:positionV relativeFrom="`).s(fromY).s(`">`)
	if f.from == "margin" {
		b.s(`<wp:align>bottom</wp:align>`)
	} else {
		b.s(`<wp:posOffset>`).n(int(f.y)).s(`</wp:posOffset>`)
	}
	b.s(`</wp:positionV><wp:extent cx="`).n(int(f.w)).s(`" cy="`).n(int(f.h)).s(`"/><wp:effectExtent l="0" t="0" r="0" b="0"/>`)
	b.s(f.wrap.drawing)
	return b.named(f.name, f.alt).s(`<wp:cNvGraphicFramePr/>`)
}

// named says what a drawing is called and, for those who cannot see it, what it shows.
func (b *body) named(name, alt string) *xml {
	b.drawings++
	b.s(`<wp:docPr id="`).n(b.drawings).s(`" name="`).t(name).s(`"`)
	if alt != "" {
		b.s(` descr="`).t(alt).s(`"`)
	}
	return b.s(`/>`)
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

// textBox writes a box of paragraphs, whose lines run from top to bottom if turned, as a drawing and as VML.
func (b *body) textBox(f float, paragraphs []byte, turned bool) {
	b.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>`)
	b.anchor(f)
	b.s(`<a:graphic><a:graphicData uri="` + nsWPS + `"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>`)
	b.extent(box{w: f.w, h: f.h}).s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>`)
	b.s(`<wps:txbx><w:txbxContent>`)
	b.b = append(b.b, paragraphs...)
	b.s(`</w:txbxContent></wps:txbx><wps:bodyPr`)
	if turned {
		b.s(` vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"`)
	} else {
		b.s(` lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"`)
	}
	b.s(`><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>`)
	b.s(`<mc:Fallback><w:pict><v:rect style="position:absolute;`).points(f)
	if turned {
		b.s(`" filled="f" stroked="f"><v:textbox style="layout-flow:vertical" inset="0,0,0,0"><w:txbxContent>`)
	} else {
		b.s(`;v-text-anchor:bottom" filled="f" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>`)
	}
	b.b = append(b.b, paragraphs...)
	b.s(`</w:txbxContent></v:textbox>`)
	b.s(`<w10:wrap xmlns:w10="` + nsW10 + `" type="`).s(f.wrap.vml).s(`"/>`)
	b.s(`</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)
}

// points appends a place for VML outside groups, in hundredths of points.
func (x *xml) points(f float) *xml {
	x.s(`margin-left:`).pt(f.x).s(`;margin-top:`).pt(f.y).s(`;width:`).pt(f.w).s(`;height:`).pt(f.h)
	from := f.from
	if from == "paragraph" {
		from = "text"
	}
	x.s(`;mso-position-horizontal-relative:`).s(from).s(`;mso-position-vertical-relative:`).s(from)
	if from == "margin" {
		x.s(`;mso-position-vertical:bottom`)
	}
	return x
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
