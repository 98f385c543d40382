package pdfread

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// matrix maps x, y to a·x + c·y + e, b·x + d·y + f (ISO 32000-1, 8.3.4).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times gives the matrix that maps by m first and by n then.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// state is the graphics state as far as marks of papers need it (ISO 32000-1, 8.4 and 9.3).
type state struct {
	space                matrix // to the page
	fill, stroke         Ink
	fillTint, strokeTint bool // the colour is a tint of one named ink: 1 is all of it
	lineWidth            float64

	font                     *font
	size                     float64
	charSpace, wordSpace     float64
	stretch, leading, raised float64
	mode                     int
}

func newState(space matrix) state { return state{space: space, lineWidth: 1, stretch: 1} }

// interpreter runs the content stream of a page and puts its marks on the page.
type interpreter struct {
	file  *file
	page  *Page
	state state
	saved []state

	text, row matrix // the text matrix and that of the line's beginning
	path      path
	replaced  []replacement // marked content, the innermost last
	heads     [3]int        // glyphs with their head to the right, down, to the left
}

// turned tells how many degrees clockwise a page is turned from how its text is read: 180, or 90 or 270 if it lies across. A
// page that stands upright with its text across has a wide table on it.
func (p *interpreter) turned() int {
	all := len(p.page.Glyphs) + p.page.Askew
	for i, n := range p.heads {
		if 2*n > all && (i == 1 || p.page.Width > p.page.Height) {
			return 90 * (i + 1)
		}
	}
	return 0
}

// replacement is a stretch of marked content. The characters of an ActualText stand for all glyphs in it.
type replacement struct {
	given bool
	chars []rune
}

// run runs a content stream with its resources.
func (p *interpreter) run(content []byte, resources types.Dict, depth int) error {
	l := lexer{data: content}
	var operands []object
	for {
		if p.file.steps++; p.file.steps > mostSteps {
			return errTooLarge
		}
		if p.file.steps%4096 == 0 && p.file.ctx.Err() != nil {
			return p.file.ctx.Err()
		}
		o := l.next()
		switch o.kind {
		case noObject:
			return nil
		case anOperator:
			if string(o.text) == "BI" {
				l.inlineImage()
				p.image(nil)
			} else if err := p.operate(string(o.text), operands, resources, depth); err != nil {
				return err
			}
			operands = operands[:0]
		default:
			if len(operands) < 64 {
				operands = append(operands, o)
			}
		}
	}
}

// numbers gives the last n operands as numbers; ok is false if there are not so many.
func numbers(operands []object, n int) (v [6]float64, ok bool) {
	if len(operands) < n {
		return v, false
	}
	for i, o := range operands[len(operands)-n:] {
		if o.kind != aNumber {
			return v, false
		}
		v[i] = o.num
	}
	return v, true
}

// operate obeys one operator. Operators that make no mark and change no place are passed over.
func (p *interpreter) operate(op string, operands []object, resources types.Dict, depth int) error {
	switch op {
	case "q":
		if len(p.saved) < 256 {
			p.saved = append(p.saved, p.state)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.state, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		if v, ok := numbers(operands, 6); ok {
			p.state.space = matrix(v).times(p.state.space)
		}
	case "w":
		if v, ok := numbers(operands, 1); ok {
			p.state.lineWidth = v[0]
		}
	case "Do":
		return p.external(operands, resources, depth)
	case "cs":
		p.state.fillTint = p.isTint(operands, resources)
	case "CS":
		p.state.strokeTint = p.isTint(operands, resources)
	case "BDC", "BMC", "EMC":
		p.marked(op, operands)
	default:
		if !p.paint(op, operands) && !p.construct(op, operands) {
			return p.write(op, operands, resources)
		}
	}
	return nil
}

// isTint tells whether a colour space is one of a named ink, which is taken for black.
func (p *interpreter) isTint(operands []object, resources types.Dict) bool {
	if len(operands) == 0 {
		return false
	}
	o, _ := p.file.dict(resources["ColorSpace"]).Find(string(operands[0].text))
	space := p.file.array(o)
	return len(space) > 0 && p.file.name(space[0]) == "Separation"
}

// marked keeps account of marked content that has an ActualText.
func (p *interpreter) marked(op string, operands []object) {
	if op == "EMC" {
		if n := len(p.replaced); n > 0 {
			p.replaced = p.replaced[:n-1]
		}
		return
	}
	var r replacement
	if op == "BDC" && len(operands) == 2 && operands[1].kind == aDictionary {
		items := operands[1].items
		for i := 0; i+1 < len(items); i += 2 {
			if string(items[i].text) == "ActualText" && items[i+1].kind == aString {
				r = replacement{given: true, chars: textString(items[i+1].text)}
			}
		}
	}
	if len(p.replaced) < 256 {
		p.replaced = append(p.replaced, r)
	}
}

// external draws a form or notes the place of an image.
func (p *interpreter) external(operands []object, resources types.Dict, depth int) error {
	if len(operands) == 0 || operands[0].kind != aName || depth >= mostDepth {
		return nil
	}
	o, _ := p.file.dict(resources["XObject"]).Find(string(operands[0].text))
	d := p.file.dict(o)
	switch p.file.name(d["Subtype"]) {
	case "Image":
		p.image(o)
	case "Form":
		own := p.file.dict(d["Resources"])
		if own == nil {
			own = resources
		}
		inner := &interpreter{file: p.file, page: p.page, state: p.state}
		if m := p.file.array(d["Matrix"]); len(m) == 6 {
			var v matrix
			for i := range v {
				v[i] = p.file.number(m[i])
			}
			inner.state.space = v.times(inner.state.space)
		}
		return inner.run(p.file.form(o), own, depth+1)
	}
	return nil
}

// image notes an image: it fills the unit square of the space. One that stands in the content itself has no object.
func (p *interpreter) image(o types.Object) {
	var b bounds
	for _, c := range [4][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		b.add(p.state.space.at(c[0], c[1]))
	}
	if len(p.page.Images) < mostImages {
		p.page.Images = append(p.page.Images, Image{Place: b.box(), file: p.file, object: o})
	}
}

// write obeys the operators of text (ISO 32000-1, 9.4).
func (p *interpreter) write(op string, operands []object, resources types.Dict) error {
	v, one := numbers(operands, 1)
	s := &p.state
	switch op {
	case "BT":
		p.text, p.row = identity, identity
	case "Tf":
		if len(operands) == 2 && operands[0].kind == aName {
			o, _ := p.file.dict(resources["Font"]).Find(string(operands[0].text))
			s.font, s.size = p.file.font(o), operands[1].num
		}
	case "Td", "TD":
		if v, ok := numbers(operands, 2); ok {
			if op == "TD" {
				s.leading = -v[1]
			}
			p.newLine(v[0], v[1])
		}
	case "Tm":
		if v, ok := numbers(operands, 6); ok {
			p.text, p.row = matrix(v), matrix(v)
		}
	case "T*":
		p.newLine(0, -s.leading)
	case "Tj", "TJ":
		if len(operands) > 0 {
			return p.show(operands[len(operands)-1])
		}
	case "'", "\"":
		if v, ok := numbers(operands[:max(0, len(operands)-1)], 2); ok && op == "\"" {
			s.wordSpace, s.charSpace = v[0], v[1]
		}
		p.newLine(0, -s.leading)
		if len(operands) > 0 {
			return p.show(operands[len(operands)-1])
		}
	}
	if one {
		p.textState(op, v[0])
	}
	return nil
}

func (p *interpreter) textState(op string, v float64) {
	s := &p.state
	switch op {
	case "Tc":
		s.charSpace = v
	case "Tw":
		s.wordSpace = v
	case "Tz":
		s.stretch = v / 100
	case "TL":
		s.leading = v
	case "Ts":
		s.raised = v
	case "Tr":
		s.mode = int(v)
	}
}

func (p *interpreter) newLine(x, y float64) {
	p.row = matrix{1, 0, 0, 1, x, y}.times(p.row)
	p.text = p.row
}

// show puts the glyphs of a string, or of an array of strings and numbers, on the page.
func (p *interpreter) show(o object) error {
	if p.state.font == nil {
		return nil
	}
	if o.kind != anArray {
		return p.glyphs(o.text)
	}
	for _, part := range o.items {
		if part.kind == aNumber {
			p.advance(-part.num / 1000 * p.state.size * p.state.stretch)
		} else if err := p.glyphs(part.text); err != nil {
			return err
		}
	}
	return nil
}

func (p *interpreter) advance(x float64) { p.text = matrix{1, 0, 0, 1, x, 0}.times(p.text) }

func (p *interpreter) glyphs(codes []byte) error {
	s := &p.state
	for len(codes) > 0 {
		code, n := s.font.code(codes)
		width := s.font.width(code)
		if err := p.glyph(code, width); err != nil {
			return err
		}
		space := s.charSpace
		if n == 1 && code == ' ' {
			space += s.wordSpace
		}
		p.advance((width*s.size + space) * s.stretch)
		codes = codes[n:]
	}
	return nil
}

// head counts where the head of a glyph that stands askew is.
func (p *interpreter) head(m matrix) {
	const little = 0.1
	switch {
	case math.Abs(m[3]) < little*math.Abs(m[2]) && m[2] > 0:
		p.heads[0]++
	case math.Abs(m[2]) < little*math.Abs(m[3]) && m[3] > 0 && m[0] < 0:
		p.heads[1]++
	case math.Abs(m[3]) < little*math.Abs(m[2]):
		p.heads[2]++
	}
}

// glyph puts one glyph on the page. Those that stand askew are only counted.
func (p *interpreter) glyph(code uint32, width float64) error {
	s := &p.state
	if p.file.glyphs++; p.file.glyphs > mostGlyphs {
		return errTooLarge
	}
	m := matrix{s.size * s.stretch, 0, 0, s.size, 0, s.raised}.times(p.text).times(s.space)
	size := math.Abs(m[3])
	if math.Abs(m[1])+math.Abs(m[2]) > 0.2*(math.Abs(m[0])+size) || m[0] < 0 || m[3] > 0 {
		p.page.Askew++
		if m[1] < 0 && math.Abs(m[0]) < -0.1*m[1] {
			p.page.Leftward++
		}
		p.head(m)
		return nil
	}
	if s.mode == 3 || s.mode == 7 || size < 0.1 {
		return nil // nothing to be seen
	}
	color := s.fill
	if s.mode == 1 {
		color = s.stroke
	}
	for _, r := range p.chars(code) {
		if r == 0 || r == ' ' || r == '\u00A0' || r == '\u3000' {
			continue
		}
		p.page.Glyphs = append(p.page.Glyphs, Glyph{
			Char: r, code: code, X: points(m[4]), Y: points(m[5]), Width: points(width * m[0]), Size: points(size),
			Face: &s.font.face, Ink: color,
		})
		width = 0 // a ligature's second character takes no place
	}
	return nil
}

// chars gives the characters of a glyph: those of the ActualText around it once, otherwise those of its font.
func (p *interpreter) chars(code uint32) []rune {
	for i := len(p.replaced) - 1; i >= 0; i-- {
		if r := &p.replaced[i]; r.given {
			chars := r.chars
			r.chars = nil
			return chars
		}
	}
	return p.state.font.chars(code)
}
