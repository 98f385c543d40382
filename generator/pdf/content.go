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
	inText  bool                    // between BT and ET
	names   map[*page.Symbol]string // of the forms that it uses, in a form with resources of its own
	painted bool                    // color is set
	color   page.Color
	face    *face
	size    page.Length
	stretch int   // 0 if it is not known
	spaced  bool  // spacing is set
	spacing int64 // between characters, in steps of spacingUnit
}

// items draws items and leaves no text open.
func (c *content) items(items []page.Item) error {
	if err := page.Paint(items, c); err != nil {
		return err
	}
	c.leaveText()
	return nil
}

// Group writes items in a space of their own, whose origin is that of the group and whose y runs up as that of the page.
func (c *content) Group(g *page.Group) error {
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

// Use writes a symbol where it is used.
func (c *content) Use(u *page.Use) error {
	form, err := c.formOf(u.Symbol)
	if err != nil {
		return err
	}
	c.leaveText()
	c.puts("q 1 0 0 1 ")
	c.point(u.At)
	c.puts("cm ")
	if name, own := c.names[u.Symbol]; own {
		c.puts(name)
	} else {
		c.puts(form.resource)
	}
	c.puts(" Do Q\n")
	return nil
}

// Tag writes nothing yet: ISO 32000-1, 14.7 asks for a tree of the whole file beside its marks.
func (c *content) Tag(*page.Tag) error { return nil }

// formOf gives the form XObject (ISO 32000-1, 8.10) of a symbol, which it writes at the symbol's first use. Its y runs up from
// its origin as that of a group.
func (f *file) formOf(p *page.Symbol) (*xobject, error) {
	if known, ok := f.forms[p]; ok {
		if known == nil {
			return nil, errors.New("a symbol that uses itself")
		}
		return known, nil
	}
	f.forms[p] = nil // until it is written
	made := &xobject{resource: "/Fm" + strconv.Itoa(len(f.forms)), object: f.reserve()}
	names, resources, err := f.resourcesOf(p)
	if err != nil {
		return nil, err
	}
	s, err := f.cache.form(p, func() (*stored, error) {
		c := content{file: f, names: names}
		err := c.items(p.Items)
		return f.pack("/Type /XObject /Subtype /Form "+boxEntry(p.Box), c.out), err
	})
	if err != nil {
		return nil, err
	}
	f.writeStored(made.object, "/Resources "+resources+" ", s)
	f.forms[p] = made
	f.xobjects = append(f.xobjects, made)
	return made, nil
}

// boxEntry gives what of a form is shown: its box, or the largest page there is on all sides of its origin.
func boxEntry(box *page.Rect) string {
	if box == nil {
		return "/BBox [-14400 -14400 14400 14400] "
	}
	b := []byte("/BBox [")
	for _, l := range [...]page.Length{box.X, -box.Y - box.H, box.X + box.W, -box.Y} {
		b = append(appendPoints(b, l), ' ')
	}
	return string(b) + "] "
}

// resourcesOf gives the resources of a form: those of the file, or, for the forms in an ornament, names that are the same in
// all files.
func (f *file) resourcesOf(p *page.Symbol) (names map[*page.Symbol]string, resources string, err error) {
	if alike, err := ornament(p); err != nil || !alike {
		return nil, f.resources.String(), err
	}
	names = map[*page.Symbol]string{}
	for _, item := range p.Items {
		u, ok := item.(*page.Use)
		if !ok || names[u.Symbol] != "" {
			continue
		}
		unit, err := f.formOf(u.Symbol)
		if err != nil {
			return nil, "", err
		}
		names[u.Symbol] = "/U" + strconv.Itoa(len(names)+1)
		resources += " " + names[u.Symbol] + " " + unit.object.String()
	}
	if resources == "" {
		return nil, f.resources.String(), nil
	}
	return names, "<< /XObject <<" + resources + " >> >>", nil
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
	c.rgb(color)
	c.puts("rg\n")
}

// rgb appends the three numbers of a colour.
func (c *content) rgb(color page.Color) {
	r, g, b := color.RGB()
	for _, v := range [...]uint8{r, g, b} {
		c.out = appendDecimal(c.out, (int64(v)*1000+127)/255, 1000)
		c.out = append(c.out, ' ')
	}
}

// Path writes a path: filled, its line, or both.
func (c *content) Path(p *page.Path) error {
	c.leaveText()
	if !p.Hollow {
		c.fill(p.Fill)
	}
	if c.grid(p) {
		return nil
	}
	if p.Line != nil {
		if p.Line.Cap > page.SquareCap || p.Line.Join > page.BevelJoin {
			return fmt.Errorf("a line with cap %d and join %d", p.Line.Cap, p.Line.Join)
		}
		c.stroke(p.Line)
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
	operator := "f"
	switch {
	case p.Line == nil:
	case p.Hollow:
		operator = "S"
	default:
		operator = "B"
	}
	c.puts(operator)
	if p.EvenOdd && !p.Hollow {
		c.puts("*")
	}
	c.puts("\n")
	return nil
}

// stroke says how lines are drawn from here on.
func (c *content) stroke(s *page.Stroke) {
	c.rgb(s.Color)
	c.puts("RG ")
	c.out = appendPoints(c.out, s.Width)
	c.puts(" w ")
	c.out = strconv.AppendInt(c.out, int64(s.Cap), 10)
	c.puts(" J ")
	c.out = strconv.AppendInt(c.out, int64(s.Join), 10)
	c.puts(" j ")
	c.out = appendDecimal(c.out, int64(s.Miter), 1000)
	c.puts(" M [")
	for _, d := range s.Dashes {
		c.out = appendPoints(c.out, d)
		c.puts(" ")
	}
	c.puts("] ")
	c.out = appendPoints(c.out, s.Phase)
	c.puts(" d\n")
}

func (c *content) leaveText() {
	if c.inText {
		c.puts("ET\n")
		c.inText = false
	}
}

// Text writes the glyphs of a text.
func (c *content) Text(t *page.Text) error {
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

// shown is a glyph of the text at hand.
type shown struct {
	number uint16
	use    use
	place  int64 // from the origin of the text, in millionths of the em
}

// fine is the number of millionths of the em in a step of the numbers of a TJ array: thousandths with one decimal.
const fine = 100

// glyphs shows the glyphs of t, each at its own place: the numbers between them are counted from where a viewer's pen is
// after the widths of the file, so no glyph is off by more than half a step, however long the line.
func (c *content) glyphs(t *page.Text) error {
	if err := c.measure(t); err != nil {
		return err
	}
	spacing := c.space(t)
	line := tj{content: c}
	var pen int64 // in millionths of the em
	var span int  // the glyph after the last one of the open span
	for i, s := range c.shown {
		if i >= span {
			if n := together(t, i); n > 1 || s.use.char != t.Glyphs[i].Rune {
				line.leave()
				c.beginSpan("ActualText", (&page.Text{Glyphs: t.Glyphs[i : i+n]}).Chars())
				span = i + n
			}
		}
		if steps := nearest(pen-s.place, fine); steps != 0 {
			line.back(steps)
			pen -= steps * fine
		}
		line.glyph(s.number)
		pen += int64(s.use.width)*1000 + spacing
		if i+1 == span {
			line.leave()
			c.puts("EMC\n")
		}
	}
	line.leave()
	return nil
}

// measure puts the glyphs of t into shown.
func (c *content) measure(t *page.Text) error {
	c.shown = c.shown[:0]
	units, emus := int64(1_000_000)*1000*10, 127*milliPoints(t.Size)*int64(t.Stretch) // millionths of the em to the EMU, as a fraction
	var origin page.Length
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		if err := checkGlyph(t, g); err != nil {
			return err
		}
		number, use := c.face.use(g)
		c.shown = append(c.shown, shown{number, use, int64((origin + g.Offset).Scale(units, emus))})
		origin += g.Advance
	}
	return nil
}

// spacingUnit is the number of steps to the point in which the spacing between characters is written.
const spacingUnit = 100_000

// space sets the spacing between characters (ISO 32000-1, 9.3.2) that most glyphs in shown have: those of t. Characters on a grid
// then need no numbers between them. It gives the spacing in millionths of the em.
func (c *content) space(t *page.Text) int64 {
	const alike = fine / 4
	const worthwhile = 3 // gaps: fewer take less room as numbers
	gap := func(i int) int64 { return c.shown[i+1].place - c.shown[i].place - int64(c.shown[i].use.width)*1000 }
	size := milliPoints(t.Size)
	inEm := func(spacing int64) int64 { return nearest(spacing*(1_000_000_000/spacingUnit), size) }
	candidate, votes := inEm(c.spacing), 0 // by the majority vote of Boyer and Moore
	for i := range max(0, len(c.shown)-1) {
		switch g := gap(i); {
		case -alike <= g-candidate && g-candidate <= alike:
			votes++
		case votes == 0:
			candidate, votes = g, 1
		default:
			votes--
		}
	}
	sum, count := int64(0), int64(0)
	for i := range max(0, len(c.shown)-1) {
		if g := gap(i); -alike <= g-candidate && g-candidate <= alike {
			sum, count = sum+g, count+1
		}
	}
	wanted := c.spacing
	if off := inEm(c.spacing)*count - sum; count >= worthwhile && (off < -fine/2 || off > fine/2) {
		wanted = nearest(sum*size, count*(1_000_000_000/spacingUnit))
	}
	if !c.spaced || wanted != c.spacing {
		c.spaced, c.spacing = true, wanted
		c.out = appendDecimal(c.out, wanted, spacingUnit)
		c.puts(" Tc\n")
	}
	return inEm(wanted)
}

// nearest gives n/d, rounded. d is positive.
func nearest(n, d int64) int64 { return int64(page.Length(n).Scale(1, d)) }

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
	l.enter()
	if l.inString {
		l.out = append(l.out, '>')
		l.inString = false
	}
	l.out = appendDecimal(l.out, n, 1000/fine)
}

func (l *tj) glyph(number uint16) {
	l.enter()
	if !l.inString {
		l.out = append(l.out, '<')
		l.inString = true
	}
	l.out = appendHex(l.out, number)
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
