package pdf

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"gongwen/generator/page"
)

// content is the content stream of one page or form. What is set already is not set again.
type content struct {
	*file
	height  page.Length // of the page, where y is 0; in a group or a form 0
	out     []byte
	inText  bool // between BT and ET
	painted bool // color is set
	color   page.Color
	face    *face
	size    page.Length
	stretch int // 0 if it is not known
}

// items draws items and leaves no text open.
func (c *content) items(items []page.Item) error {
	for _, item := range items {
		if err := c.item(item); err != nil {
			return err
		}
	}
	c.leaveText()
	return nil
}

func (c *content) item(item page.Item) error {
	switch item := item.(type) {
	case *page.Text:
		return c.text(item)
	case *page.Path:
		return c.path(item)
	case *page.Image:
		if err := c.image(item); err != nil {
			return fmt.Errorf("picture %q at %v, %v: %w", item.Alt, item.Box.X, item.Box.Y, err)
		}
		return nil
	case *page.Group:
		return c.group(item)
	case *page.Use:
		return c.use(item)
	default:
		return fmt.Errorf("no way to write an item of type %T", item)
	}
}

// group writes items in a space of their own, whose origin is that of the group and whose y runs up as that of the page.
func (c *content) group(g *page.Group) error {
	c.leaveText()
	c.puts("q 0 1 -1 0 ")
	c.point(g.At)
	c.puts("cm\n")
	outside := *c
	c.height = 0
	if err := c.items(g.Items); err != nil {
		return err
	}
	c.puts("Q\n")
	outside.out = c.out
	*c = outside
	return nil
}

func (c *content) use(u *page.Use) error {
	form, err := c.formOf(u.Form)
	if err != nil {
		return err
	}
	c.leaveText()
	c.puts("q 1 0 0 1 ")
	c.point(u.At)
	c.puts("cm ")
	c.puts(form.resource)
	c.puts(" Do Q\n")
	return nil
}

// formOf gives the form XObject (ISO 32000-1, 8.10) of a form, which it writes at the form's first use. Its y runs up from
// its origin as that of a group. Nothing is cut off: its box is that of the largest page there is.
func (f *file) formOf(p *page.Form) (*xobject, error) {
	if known, ok := f.forms[p]; ok {
		if known == nil {
			return nil, errors.New("a form that uses itself")
		}
		return known, nil
	}
	f.forms[p] = nil // until it is written
	made := &xobject{resource: "/Fm" + strconv.Itoa(len(f.forms)), object: f.reserve()}
	s, err := f.store.form(p, func() (*stored, error) {
		c := content{file: f}
		err := c.items(p.Items)
		return f.pack("/Type /XObject /Subtype /Form /BBox [-14400 -14400 14400 14400] ", c.out), err
	})
	if err != nil {
		return nil, err
	}
	f.writeStored(made.object, fmt.Sprintf("/Resources %v ", f.resources), s)
	f.forms[p] = made
	f.xobjects = append(f.xobjects, made)
	return made, nil
}

func (c *content) puts(s string) { c.out = append(c.out, s...) }

// point appends a place in PDF's space, whose y runs up from the foot of the page.
func (c *content) point(p page.Point) {
	c.out = appendPoints(c.out, p.X)
	c.out = append(c.out, ' ')
	c.out = appendPoints(c.out, c.height-p.Y)
	c.out = append(c.out, ' ')
}

func (c *content) fill(color page.Color) {
	if c.painted && color == c.color {
		return
	}
	c.painted, c.color = true, color
	r, g, b := color.RGB()
	for _, v := range [...]uint8{r, g, b} {
		c.out = appendDecimal(c.out, (int64(v)*1000+127)/255, 1000)
		c.out = append(c.out, ' ')
	}
	c.puts("rg\n")
}

func (c *content) path(p *page.Path) error {
	c.leaveText()
	c.fill(p.Fill)
	if c.grid(p) {
		return nil
	}
	for i := range p.Segments {
		s := &p.Segments[i]
		points, operator := 1, "l\n"
		switch s.Op {
		case page.Move:
			operator = "m\n"
		case page.Line:
		case page.Curve:
			points, operator = 3, "c\n"
		case page.Close:
			points, operator = 0, "h\n"
		case page.Box:
			c.box(s.To[0], s.To[1])
			continue
		default:
			return fmt.Errorf("path with a segment of kind %d", s.Op)
		}
		for _, to := range s.To[:points] {
			c.point(to)
		}
		c.puts(operator)
	}
	c.puts("f\n")
	return nil
}

func (c *content) leaveText() {
	if c.inText {
		c.puts("ET\n")
		c.inText = false
	}
}

func (c *content) text(t *page.Text) error {
	if milliPoints(t.Size) <= 0 || t.Stretch <= 0 {
		return fmt.Errorf("text %q of size %v and stretch %d", t.Chars(), t.Size, t.Stretch)
	}
	if !c.inText {
		c.puts("BT\n")
		c.inText = true
	}
	c.fill(t.Color)
	if f := c.faceOf(t.Font); f != c.face || t.Size != c.size {
		c.face, c.size = f, t.Size
		c.puts(f.resource)
		c.out = append(c.out, ' ')
		c.out = appendPoints(c.out, t.Size)
		c.puts(" Tf\n")
	}
	if t.Stretch != c.stretch {
		c.stretch = t.Stretch
		c.out = appendDecimal(c.out, int64(t.Stretch), 10)
		c.puts(" Tz\n")
	}
	c.puts("1 0 0 1 ")
	c.point(t.At)
	c.puts("Tm\n")
	return c.glyphs(t)
}

// fine is the number of steps to the em in which glyphs are placed: the numbers of a TJ array, thousandths of the em, with
// one decimal.
const fine = 10_000

// glyphs shows the glyphs of t, each at its own place: the numbers between them are counted from where a viewer's pen is
// after the widths of the file, so no glyph is off by more than half a step, however long the line.
func (c *content) glyphs(t *page.Text) error {
	steps, emus := int64(fine)*1000*10, 127*milliPoints(t.Size)*int64(t.Stretch) // steps to the EMU, as a fraction
	line := tj{content: c}
	var origin page.Length
	var pen int64 // in steps
	var span int  // the glyph after the last one of the open span
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		if err := checkGlyph(t, g); err != nil {
			return err
		}
		use := c.face.use(g)
		if i >= span {
			if n := together(t, i); n > 1 || use.char != g.Rune {
				line.leave()
				c.beginSpan("ActualText", (&page.Text{Glyphs: t.Glyphs[i : i+n]}).Chars())
				span = i + n
			}
		}
		place := int64((origin + g.Offset).Scale(steps, emus))
		line.back(pen - place)
		line.glyph(g.ID)
		pen = place + int64(use.width)*(fine/1000)
		origin += g.Advance
		if i+1 == span {
			line.leave()
			c.puts("EMC\n")
		}
	}
	line.leave()
	return nil
}

// together gives the number of glyphs from i on that have to stay together in one span. An opening bracket that lost its left
// half is drawn over the glyph before it, and poppler takes a step back of a tenth of the em for the beginning of another
// line. A name of two characters that takes the room of three is one word, and a gap would part it.
func together(t *page.Text, i int) int {
	n := 1
	for i+n < len(t.Glyphs) && (t.Glyphs[i+n].Offset < -t.Size/10 || t.Glyphs[i+n].Offset > t.Size/2) {
		n++
	}
	return n
}

// beginSpan begins a stretch with a text of its own: ActualText if its characters do not follow from its glyphs, and Alt if
// it has none. ISO 32000-1, 14.9.3 and 14.9.4.
func (c *content) beginSpan(key, text string) {
	c.puts("/Span << /")
	c.puts(key)
	c.puts(" ")
	c.puts(textString(text))
	c.puts(" >> BDC\n")
}

// checkGlyph refuses what cannot be shown, and characters that ToUnicode may not give: ISO 19005-2, 6.2.11.7.2.
func checkGlyph(t *page.Text, g *page.Glyph) error {
	if g.ID == 0 {
		return fmt.Errorf("text %q: no glyph for %q (%U) in %s", t.Chars(), g.Rune, g.Rune, t.Font.Name())
	}
	if g.Rune == 0 || g.Rune == 0xFEFF || g.Rune == 0xFFFE || !utf8.ValidRune(g.Rune) {
		return fmt.Errorf("text %q: %U of %s is no character", t.Chars(), g.Rune, t.Font.Name())
	}
	return nil
}

// tj is an array of strings of glyphs and of numbers between them, for the operator TJ.
type tj struct {
	*content
	inArray, inString bool
}

func (l *tj) enter() {
	if !l.inArray {
		l.out = append(l.out, '[')
		l.inArray = true
	}
}

// back moves the pen to the left, in steps.
func (l *tj) back(n int64) {
	if n == 0 {
		return
	}
	l.enter()
	if l.inString {
		l.out = append(l.out, '>')
		l.inString = false
	}
	l.out = appendDecimal(l.out, n, fine/1000)
}

func (l *tj) glyph(g page.GlyphID) {
	l.enter()
	if !l.inString {
		l.out = append(l.out, '<')
		l.inString = true
	}
	l.out = appendHex(l.out, g)
}

func (l *tj) leave() {
	if l.inString {
		l.out = append(l.out, '>')
	}
	if l.inArray {
		l.puts("] TJ\n")
	}
	l.inArray, l.inString = false, false
}

func appendHex(dst []byte, n uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(dst, digits[n>>12], digits[n>>8&15], digits[n>>4&15], digits[n&15])
}
