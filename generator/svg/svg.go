// Package svg writes one page of a page.Document as SVG 1.1 with the href of SVG 2: what a screen shows is what the PDF
// prints, glyph for glyph, without any font on the reader's side.
//
// One unit of the picture is a micrometre, so that places are short whole numbers. The outline of a glyph stands once a
// page in defs, in font units, under an id made of page, face and glyph; so the pages of a paper can stand together in one
// HTML page. A picture stands there once too, as the file it is, and so does a symbol. The characters of the page and what its
// pictures show are its label, for those who have it read to them.
package svg

import (
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// Options says what is written.
type Options struct {
	Page int // index into Document.Pages
}

// Write writes a page of d to w. Nothing is written if there is an error in the page.
func Write(w io.Writer, d *page.Document, o Options) error {
	if o.Page < 0 || o.Page >= len(d.Pages) {
		return fmt.Errorf("svg: no page %d in a document of %d", o.Page+1, len(d.Pages))
	}
	c := &canvas{number: o.Page + 1, faces: map[page.Font]*face{}, pictures: map[*picture.Picture]string{}, symbols: map[*page.Symbol]string{}}
	if err := c.page(d.Pages[o.Page], d.Info.Language); err != nil {
		return fmt.Errorf("svg: page %d: %w", c.number, err)
	}
	if _, err := w.Write(c.out); err != nil {
		return fmt.Errorf("svg: page %d: %w", c.number, err)
	}
	return nil
}

// canvas is a page on its way.
type canvas struct {
	out      []byte
	number   int // of the page, from 1
	faces    map[page.Font]*face
	pictures map[*picture.Picture]string // their ids
	symbols  map[*page.Symbol]string     // their ids; "" for one that is being defined
	outline  []page.OutlineSegment       // of the glyph at hand
}

// face is a font of the page.
type face struct {
	id      string // what the ids of its outlines begin with; the glyph's number follows
	defined map[page.GlyphID]bool
}

func (c *canvas) page(p *page.Page, language string) error {
	if p.Size.W <= 0 || p.Size.H <= 0 {
		return fmt.Errorf("a size of %v by %v", p.Size.W, p.Size.H)
	}
	if err := c.items(p.Items); err != nil {
		return err
	}
	text, err := labelOf(p.Items)
	if err != nil {
		return err
	}
	marks := c.out
	c.out = make([]byte, 0, len(marks)+1<<10)
	width, height := micrometres(p.Size.W), micrometres(p.Size.H)
	c.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%gmm" height="%gmm" viewBox="0 0 %d %d"`,
		p.Size.W.Millimetres(), p.Size.H.Millimetres(), width, height)
	if language != "" {
		c.printf(` xml:lang="%s"`, escape(language))
	}
	c.printf(` role="img" aria-label="%s">`+"\n", escape(text))
	c.printf(`<path fill="#fff" d="M0 0H%dV%dH0Z"/>`+"\n", width, height) // the paper
	c.out = append(c.out, marks...)
	c.puts("</svg>\n")
	return nil
}

// label is the text of items: a line for each baseline, each picture, each group and each symbol.
type label struct {
	strings.Builder
	last *page.Text // nil if the label ends with a picture, a group or a symbol
}

// labelOf gives the text of items.
func labelOf(items []page.Item) (string, error) {
	var l label
	err := page.Paint(items, &l)
	return l.String(), err
}

// add adds the text of a run of glyphs, or of something else if run is nil.
func (l *label) add(run *page.Text, text string) {
	if text == "" {
		return
	}
	if l.Len() > 0 && (run == nil || l.last == nil || run.At.Y != l.last.At.Y) {
		l.WriteByte('\n')
	}
	l.last = run
	l.WriteString(text)
}

func (l *label) addAll(items []page.Item) error {
	text, err := labelOf(items)
	l.add(nil, text)
	return err
}

// Text adds the characters of t.
func (l *label) Text(t *page.Text) error {
	l.add(t, t.Chars())
	return nil
}

// Path adds nothing.
func (l *label) Path(*page.Path) error { return nil }

// Image adds what the picture shows.
func (l *label) Image(i *page.Image) error {
	l.add(nil, i.Alt)
	return nil
}

// Group adds the text in g.
func (l *label) Group(g *page.Group) error { return l.addAll(g.Items) }

// Use adds the text in the symbol.
func (l *label) Use(u *page.Use) error { return l.addAll(u.Symbol.Items) }

// Tag adds nothing: the label is read as the page is painted.
func (l *label) Tag(*page.Tag) error { return nil }

func (c *canvas) items(items []page.Item) error { return page.Paint(items, c) }

// Group draws items in a space of their own, rotated.
func (c *canvas) Group(g *page.Group) error {
	c.printf("<g transform=\"matrix(0 -1 1 0 %d %d)\">\n", micrometres(g.At.X), micrometres(g.At.Y))
	err := c.items(g.Items)
	c.puts("</g>\n")
	return err
}

// Use draws a symbol where it is used. It is defined at its first use.
func (c *canvas) Use(u *page.Use) error {
	id, ok := c.symbols[u.Symbol]
	if !ok {
		c.symbols[u.Symbol] = ""
		id = fmt.Sprintf("p%du%d", c.number, len(c.symbols))
		c.puts("<defs>\n")
		c.symbolBegins(id, u.Symbol.Box)
		if err := c.items(u.Symbol.Items); err != nil {
			return err
		}
		c.puts("</g>\n</defs>\n")
		c.symbols[u.Symbol] = id
	}
	if id == "" {
		return errors.New("a symbol that uses itself")
	}
	c.printf("<use href=\"#%s\" x=\"%d\" y=\"%d\"/>\n", id, micrometres(u.At.X), micrometres(u.At.Y))
	return nil
}

// symbolBegins opens the group of a symbol.
func (c *canvas) symbolBegins(id string, box *page.Rect) {
	if box == nil {
		c.printf("<g id=\"%s\">\n", id)
		return
	}
	x, y, w, h := micrometres(box.X), micrometres(box.Y), micrometres(box.W), micrometres(box.H)
	c.printf("<clipPath id=\"%sc\"><path d=\"M%d %dh%dv%dh%dZ\"/></clipPath>\n", id, x, y, w, h, -w)
	c.printf("<g id=\"%s\" clip-path=\"url(#%[1]sc)\">\n", id)
}

// Tag writes nothing: a picture says what it shows in its label.
func (c *canvas) Tag(*page.Tag) error { return nil }

// Text draws the glyphs of t in font units, in a group that brings these to their size on the page.
func (c *canvas) Text(t *page.Text) error {
	if t.Size <= 0 || t.Stretch <= 0 {
		return fmt.Errorf("text %q of size %v and stretch %d", t.Chars(), t.Size, t.Stretch)
	}
	f, ok := c.faces[t.Font]
	if !ok {
		f = &face{id: fmt.Sprintf("p%df%dg", c.number, len(c.faces)+1), defined: map[page.GlyphID]bool{}}
		c.faces[t.Font] = f
	}
	if err := c.define(f, t); err != nil {
		return err
	}
	size, em := int64(t.Size), int64(t.Font.UnitsPerEm())
	scale := t.Size.Scale(100_000, 36*em) // of font units to micrometres
	c.printf(`<g fill="%s" transform="translate(%d %d) scale(`, hex(t.Color), micrometres(t.At.X), micrometres(t.At.Y))
	c.decimal(scale.Scale(int64(t.Stretch), 1000), 100_000)
	c.puts(" -")
	c.decimal(scale, 100_000)
	c.puts(`)">`)
	var origin page.Length
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		c.puts(`<use href="#`, f.id)
		c.int(int64(g.ID))
		c.puts(`" x="`)
		c.decimal((origin+g.Offset).Scale(em*1000*10, size*int64(t.Stretch)), 10)
		c.puts(`"/>`)
		origin += g.Advance
	}
	c.puts("</g>\n")
	return nil
}

// define writes the outlines of t that are not on the page yet.
func (c *canvas) define(f *face, t *page.Text) error {
	begin := len(c.out)
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		if f.defined[g.ID] {
			continue
		}
		if g.ID == 0 {
			return fmt.Errorf("text %q: no glyph for %q (%U) in %s", t.Chars(), g.Rune, g.Rune, t.Font.Name())
		}
		f.defined[g.ID] = true
		if len(c.out) == begin {
			c.puts("<defs>\n")
		}
		c.puts(`<path id="`, f.id)
		c.int(int64(g.ID))
		c.puts(`" d="`)
		var err error
		if c.outline, err = t.Font.Outline(c.outline[:0], g.ID); err == nil {
			c.out, err = appendOutline(c.out, c.outline)
		}
		if err != nil {
			return fmt.Errorf("glyph %d of %s: %w", g.ID, t.Font.Name(), err)
		}
		c.puts("\"/>\n")
	}
	if len(c.out) > begin {
		c.puts("</defs>\n")
	}
	return nil
}

// appendOutline appends an outline, each step counted from the end of the one before: that keeps the numbers small.
func appendOutline(dst []byte, outline []page.OutlineSegment) ([]byte, error) {
	var pen, start [2]int32
	for i := range outline {
		s := &outline[i]
		points := 1
		switch s.Op {
		case page.OutlineMove:
			dst = append(dst, 'm')
			start = s.To[0]
		case page.OutlineLine:
			dst = append(dst, 'l')
		case page.OutlineQuad:
			dst = append(dst, 'q')
			points = 2
		case page.OutlineClose:
			dst = append(dst, 'z')
			pen = start
			continue
		default:
			return dst, fmt.Errorf("outline with a segment of kind %d", s.Op)
		}
		for j, to := range s.To[:points] {
			dst = appendStep(dst, to[0]-pen[0], j > 0)
			dst = appendStep(dst, to[1]-pen[1], true)
		}
		pen = s.To[points-1]
	}
	return dst, nil
}

// appendStep appends a number of an outline; one that follows another needs a space if it has no sign.
func appendStep(dst []byte, n int32, follows bool) []byte {
	if follows && n >= 0 {
		dst = append(dst, ' ')
	}
	return strconv.AppendInt(dst, int64(n), 10)
}

// Path draws a path: filled, or its line, or both.
func (c *canvas) Path(p *page.Path) error {
	fill := hex(p.Fill)
	if p.Hollow {
		fill = "none"
	}
	c.printf(`<path fill="%s"`, fill)
	if p.EvenOdd {
		c.puts(` fill-rule="evenodd"`)
	}
	if p.Line != nil {
		if err := c.stroke(p.Line); err != nil {
			return err
		}
	}
	c.puts(` d="`)
	for i := range p.Segments {
		s := &p.Segments[i]
		points := 1
		switch s.Op {
		case page.Move:
			c.puts("M")
		case page.Line:
			c.puts("L")
		case page.Curve:
			c.puts("C")
			points = 3
		case page.Close:
			c.puts("Z")
			points = 0
		case page.Box:
			c.printf("M%d %dH%dV%dH%[1]dZ", micrometres(s.To[0].X), micrometres(s.To[0].Y), micrometres(s.To[1].X), micrometres(s.To[1].Y))
			continue
		default:
			return fmt.Errorf("path with a segment of kind %d", s.Op)
		}
		for j, to := range s.To[:points] {
			if j > 0 {
				c.puts(" ")
			}
			c.int(micrometres(to.X))
			c.puts(" ")
			c.int(micrometres(to.Y))
		}
	}
	c.puts("\"/>\n")
	return nil
}

// stroke appends the attributes of a line.
func (c *canvas) stroke(s *page.Stroke) error {
	if s.Cap > page.SquareCap || s.Join > page.BevelJoin {
		return fmt.Errorf("a line with cap %d and join %d", s.Cap, s.Join)
	}
	c.printf(` stroke="%s" stroke-width="%d" stroke-linecap="%s"`, hex(s.Color), micrometres(s.Width),
		[...]string{"butt", "round", "square"}[s.Cap])
	c.printf(` stroke-linejoin="%s" stroke-miterlimit="`, [...]string{"miter", "round", "bevel"}[s.Join])
	c.decimal(page.Length(s.Miter), 1000)
	c.puts(`"`)
	if len(s.Dashes) > 0 {
		c.printf(` stroke-dashoffset="%d" stroke-dasharray="`, micrometres(s.Phase))
		for i, d := range s.Dashes {
			if i > 0 {
				c.puts(" ")
			}
			c.int(micrometres(d))
		}
		c.puts(`"`)
	}
	return nil
}

// Image draws a picture: in defs it is a square of one unit.
func (c *canvas) Image(i *page.Image) error {
	if i.Box.W <= 0 || i.Box.H <= 0 {
		return fmt.Errorf("a box of %v by %v", i.Box.W, i.Box.H)
	}
	id, ok := c.pictures[i.Picture]
	if !ok {
		if _, err := i.Picture.Head(); err != nil {
			return err
		}
		id = fmt.Sprintf("p%di%d", c.number, len(c.pictures)+1)
		c.pictures[i.Picture] = id
		media := "image/png"
		if i.Picture.Format == picture.JPEG {
			media = "image/jpeg"
		}
		c.printf("<defs>\n<image id=\"%s\" width=\"1\" height=\"1\" preserveAspectRatio=\"none\" href=\"data:%s;base64,", id, media)
		c.out = base64.StdEncoding.AppendEncode(c.out, i.Picture.Data)
		c.puts("\"/>\n</defs>\n")
	}
	c.printf(`<use href="#%s" transform="translate(%d %d) scale(%d %d)">`, id,
		micrometres(i.Box.X), micrometres(i.Box.Y), micrometres(i.Box.W), micrometres(i.Box.H))
	if i.Alt != "" {
		c.printf("<title>%s</title>", escape(i.Alt))
	}
	c.puts("</use>\n")
	return nil
}

func (c *canvas) puts(s ...string) {
	for _, s := range s {
		c.out = append(c.out, s...)
	}
}

func (c *canvas) printf(format string, args ...any) { c.out = fmt.Appendf(c.out, format, args...) }

func (c *canvas) int(n int64) { c.out = strconv.AppendInt(c.out, n, 10) }

// decimal writes n/unit, where unit is a power of ten.
func (c *canvas) decimal(n page.Length, unit float64) {
	c.out = strconv.AppendFloat(c.out, float64(n)/unit, 'f', -1, 64)
}

func micrometres(l page.Length) int64 { return int64(l.Scale(1000, int64(measure.MM))) }

func hex(c page.Color) string {
	r, g, b := c.RGB()
	return fmt.Sprintf("#%02x%02x%02x", r, g, b)
}

// escape gives s for an attribute; characters that XML cannot hold become U+FFFD.
func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
