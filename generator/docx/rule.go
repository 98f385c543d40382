package docx

import (
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// ruleLine is the height in twips of the paragraph that carries the red rule.
const ruleLine = 120

// rule writes the red rule between head and main part as a drawing (7.2.7), with a star in a gap in its middle if the
// profile has one.
func (b *body) rule() {
	p := b.profile.Rule
	y := b.y + p.Gap.Length
	b.y = y + p.Thickness.Length
	frame, lines, star := b.ruleBoxes()
	frame.Y += y - measure.Length(b.pen)*measure.Twip
	b.pen += ruleLine
	b.begin("RedRule", wml.Paragraph{})
	b.RedLines(wml.Float{Box: frame, From: "paragraph", Name: "分隔线"}, lines, star)
	b.End()
}

// ruleBoxes gives the drawing of the red rule, its place counted from the upper edge of the rule, and in it the lines and the
// star.
func (b *body) ruleBoxes() (frame wml.Box, lines []wml.Box, star wml.Box) {
	p := b.profile.Rule
	length, thick := p.Length.Length, p.Thickness.Length
	frame = wml.Box{X: (b.profile.Area.Width.Length - length) / 2, W: length, H: thick}
	if !p.Star.On {
		return frame, []wml.Box{{W: length, H: thick}}, star
	}
	// A five-pointed star in a circle of diameter 1 is 0.951 wide and 0.905 high, the circle's centre 0.5 below its top.
	size := p.StarSize.Length
	star = wml.Box{W: size.Scale(951, 1000), H: size.Scale(905, 1000)}
	star.X = (length - star.W) / 2
	frame.Y, frame.H = (thick-size)/2, star.H
	line := wml.Box{Y: (size - thick) / 2, W: length/2 - size, H: thick}
	right := line
	right.X = length - line.W
	return frame, []wml.Box{line, right}, star
}
