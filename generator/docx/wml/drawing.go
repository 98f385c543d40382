package wml

import (
	"gongwen/generator/measure"
)

// Box is a place in a drawing.
type Box struct{ X, Y, W, H measure.Length }

// Float is a drawing that floats.
type Float struct {
	Box
	From      string // what its place is counted from: paragraph, page, or, on its lower edge, margin
	Wrap      Wrap
	Behind    bool   // the text
	Name, Alt string // what it is called, and what it shows to those who cannot see it
}

// Wrap is how the text keeps clear of a drawing.
type Wrap uint8

// The ways to keep clear of a drawing.
const (
	Over     Wrap = iota // not at all
	Between              // lines stand above and below it
	Sideways             // and beside it
)

// wraps are these in the words of both kinds of drawings.
var wraps = [...]struct{ drawing, vml string }{
	Over:     {`<wp:wrapNone/>`, "none"},
	Between:  {`<wp:wrapTopAndBottom/>`, "topAndBottom"},
	Sideways: {`<wp:wrapSquare wrapText="bothSides"/>`, "square"},
}

// hang keeps the drawings that draw writes for the next paragraph.
func (w *Writer) hang(draw func()) {
	start := len(w.b)
	draw()
	w.floats.b = append(w.floats.b, w.b[start:]...)
	w.b = w.b[:start]
}

// starPath is a five-pointed star in a square of 21,600 units.
const starPath = "m10800,l13350,8250r8250,l14925,13350r2550,8250l10800,16500,4125,21600,6675,13350,,8250r8250,xe"

// vml is a unit of the coordinates in a VML group, 1/100 mm.
const vml = measure.MM / 100

// RedLines hangs a drawing of red lines and, if it is not empty, a star in the paragraph that is open. Word processors that know no
// drawings of Word 2010 take the VML behind it.
func (w *Writer) RedLines(f Float, lines []Box, star Box) {
	w.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>`)
	w.anchor(f)
	w.s(`<a:graphic><a:graphicData uri="` + nsWPG + `"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>`)
	w.extent(Box{W: f.W, H: f.H}).s(`<a:chOff x="0" y="0"/><a:chExt cx="`).n(int(f.W)).s(`" cy="`).n(int(f.H))
	w.s(`"/></a:xfrm></wpg:grpSpPr>`)
	for _, l := range lines {
		w.shape("rect", l)
	}
	if star.W > 0 {
		w.shape("star5", star)
	}
	w.s(`</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>`)
	w.s(`<v:group style="position:absolute;`).points(f)
	w.s(`" coordorigin="0,0" coordsize="`).n(int(f.W / vml)).s(`,`).n(int(f.H / vml)).s(`">`)
	for _, l := range lines {
		w.s(`<v:rect style="position:absolute;`).units(l).s(`" fillcolor="#` + Red + `" stroked="f"/>`)
	}
	if star.W > 0 {
		w.s(`<v:shape style="position:absolute;`).units(star).s(`" coordsize="21600,21600" path="` + starPath + `" fillcolor="#` + Red + `" stroked="f"/>`)
	}
	w.s(`</v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)
}

// anchor begins a drawing that floats.
func (w *Writer) anchor(f Float) *xml {
	fromX, fromY := f.From, f.From
	if f.From == "paragraph" {
		fromX = "column"
	}
	behind := 0
	if f.Behind {
		behind = 1
	}
	w.s(`<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="`).n(*w.drawings + 1)
	w.s(`" behindDoc="`).n(behind).s(`" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="`)
	w.s(fromX).s(`"><wp:posOffset>`).n(int(f.X)).s(`</wp:posOffset></wp:positionH><wp:positionV relativeFrom="`).s(fromY).s(`">`)
	if f.From == "margin" {
		w.s(`<wp:align>bottom</wp:align>`)
	} else {
		w.s(`<wp:posOffset>`).n(int(f.Y)).s(`</wp:posOffset>`)
	}
	w.s(`</wp:positionV><wp:extent cx="`).n(int(f.W)).s(`" cy="`).n(int(f.H)).s(`"/><wp:effectExtent l="0" t="0" r="0" b="0"/>`)
	w.s(wraps[f.Wrap].drawing)
	return w.named(f.Name, f.Alt).s(`<wp:cNvGraphicFramePr/>`)
}

// named says what a drawing is called and, for those who cannot see it, what it shows.
func (w *Writer) named(name, alt string) *xml {
	*w.drawings++
	w.s(`<wp:docPr id="`).n(*w.drawings).s(`" name="`).t(name).s(`"`)
	if alt != "" {
		w.s(` descr="`).t(alt).s(`"`)
	}
	return w.s(`/>`)
}

// HangRedLines keeps such a drawing for the next paragraph.
func (w *Writer) HangRedLines(f Float, lines []Box) {
	w.hang(func() { w.RedLines(f, lines, Box{}) })
}

// HangTextBox keeps a box of text for the next paragraph.
func (w *Writer) HangTextBox(f Float, paragraphs *Writer, rotated bool) {
	w.hang(func() { w.TextBox(f, paragraphs, rotated) })
}

// HangGround keeps an area of a colour, RRGGBB, for the next paragraph.
func (w *Writer) HangGround(f Float, color string) {
	w.hang(func() {
		w.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>`)
		w.anchor(f)
		w.s(`<a:graphic><a:graphicData uri="` + nsWPS + `"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>`).extent(f.Box)
		w.s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="`).s(color)
		w.s(`"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>`)
		w.s(`</w:drawing></mc:Choice></mc:AlternateContent></w:r>`)
	})
}

// shape appends a red shape of a group.
func (w *Writer) shape(preset string, at Box) {
	w.s(`<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>`).extent(at).s(`</a:xfrm><a:prstGeom prst="`).s(preset)
	w.s(`"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="` + Red + `"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>`)
}

func (x *xml) extent(at Box) *xml {
	x.s(`<a:off x="`).n(int(at.X)).s(`" y="`).n(int(at.Y)).s(`"/><a:ext cx="`).n(int(at.W)).s(`" cy="`).n(int(at.H))
	return x.s(`"/>`)
}

// TextBox writes a box of paragraphs, whose lines run from top to bottom if rotated, as a drawing and as VML. Those of a rotated one begin
// at the box's upper end, those of another one end at its lower edge.
func (w *Writer) TextBox(f Float, paragraphs *Writer, rotated bool) {
	w.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>`)
	w.anchor(f)
	w.s(`<a:graphic><a:graphicData uri="` + nsWPS + `"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>`)
	w.extent(Box{W: f.W, H: f.H}).s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>`)
	w.s(`<wps:txbx><w:txbxContent>`)
	w.b = append(w.b, paragraphs.b...)
	w.s(`</w:txbxContent></wps:txbx><wps:bodyPr`)
	if rotated {
		w.s(` vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"`)
	} else {
		w.s(` lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"`)
	}
	w.s(`><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>`)
	w.s(`<mc:Fallback><w:pict><v:rect style="position:absolute;`).points(f)
	if rotated {
		w.s(`" filled="f" stroked="f"><v:textbox style="layout-flow:vertical" inset="0,0,0,0"><w:txbxContent>`)
	} else {
		w.s(`;v-text-anchor:bottom" filled="f" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>`)
	}
	w.b = append(w.b, paragraphs.b...)
	w.s(`</w:txbxContent></v:textbox>`)
	w.s(`<w10:wrap xmlns:w10="` + nsW10 + `" type="`).s(wraps[f.Wrap].vml).s(`"/>`)
	w.s(`</v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)
}

// points appends a place for VML outside groups, in hundredths of points.
func (x *xml) points(f Float) *xml {
	x.s(`margin-left:`).pt(f.X).s(`;margin-top:`).pt(f.Y).s(`;width:`).pt(f.W).s(`;height:`).pt(f.H)
	from := f.From
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
func (x *xml) units(at Box) *xml {
	x.s(`left:`).n(int(at.X / vml)).s(`;top:`).n(int(at.Y / vml))
	return x.s(`;width:`).n(int(at.W / vml)).s(`;height:`).n(int(at.H / vml))
}
