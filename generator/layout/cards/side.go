package cards

import (
	"cmp"
	"errors"
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/ornament"
	"gongwen/generator/page"
	"gongwen/generator/qr"
)

// canvas draws a side into items of its page.
type canvas struct {
	sides    *Sides
	overlay  bool
	repeated bool       // the same side stands on the page already
	fitting  bool       // only texts are looked at: nothing is drawn
	alike    sizes      // of the texts of all cards on the leaf; measured while fitting. nil for a side that stands alone
	origin   page.Point // of the side on the page
	tags     *page.Tags
	whole    *page.Tag // the side
	items    []page.Item
	notices  []notice.Notice
	faults   []notice.Notice
}

// side draws all of a side.
func (c *canvas) side(s *doc.Side) error {
	if !c.fitting && !c.repeated {
		c.whole = c.tags.Add(nil, page.Whole)
	}
	if err := c.ground(s); err != nil {
		return err
	}
	return c.sides.grid.place(s, c.origin, c.draw)
}

// print draws a side whose texts have room, as Check tells.
func (c *canvas) print(s *doc.Side) error {
	const usual = 32 // items of a side
	c.items = make([]page.Item, 0, usual)
	if err := c.side(s); err != nil {
		return err
	}
	if len(c.faults) > 0 {
		return fmt.Errorf("cards: %s: %s", c.faults[0].Path, c.faults[0].Message)
	}
	return nil
}

// add adds marks that are of one tag.
func (c *canvas) add(tag *page.Tag, marks ...page.Item) {
	if len(marks) > 0 && !c.fitting {
		c.items = append(append(c.items, tag), marks...)
	}
}

// tag gives the tag of an element of the side.
func (c *canvas) tag(role page.Role, alt string) *page.Tag {
	if c.whole == nil {
		return page.RepetitionTag
	}
	t := c.tags.Add(c.whole, role)
	t.Alt = alt
	return t
}

// ground is what lies under the rows of a side, the same for many.
type ground struct {
	w, h        page.Length
	ground      doc.Ink
	ornament    string
	ornamentInk doc.Ink
	bleed       page.Length
}

// ground draws the user's picture, or the ground and the ornament, which the file has once.
func (c *canvas) ground(s *doc.Side) error {
	switch {
	case c.overlay:
	case s.Picture != nil && s.Picture.Drawing != nil:
		c.drawnGround(s)
	case s.Picture != nil:
		box := page.Rect{X: c.origin.X, Y: c.origin.Y, W: s.Width, H: s.Height}
		c.add(page.BackgroundTag, &page.Image{Box: box, Picture: s.Picture.Picture, Alt: s.Picture.Alt})
		c.warnOfShape(s)
	case s.Ground != doc.NoInk || s.Ornament != "":
		symbol, err := c.sides.ground(ground{w: s.Width, h: s.Height, ground: s.Ground, ornament: s.Ornament, ornamentInk: s.OrnamentInk})
		if err != nil {
			return err
		}
		c.add(page.BackgroundTag, &page.Use{At: c.origin, Symbol: symbol})
	}
	return nil
}

// warnOfShape gives notice of a background that is not of the side's shape.
func (c *canvas) warnOfShape(s *doc.Side) {
	if !ofShape(s.Picture, s) {
		c.notices = append(c.notices, s.Picture.From.Notice("stretched-background",
			fmt.Sprintf("底图的宽高比与幅面（%g×%g毫米）不同，已拉伸铺满", s.Width.Millimetres(), s.Height.Millimetres())))
	}
}

func (a *Sides) ground(g ground) (*page.Symbol, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if symbol := a.grounds[g]; symbol != nil {
		return symbol, nil
	}
	symbol := &page.Symbol{}
	if g.ground != doc.NoInk {
		box := page.Rect{X: -g.bleed, Y: -g.bleed, W: g.w + 2*g.bleed, H: g.h + 2*g.bleed}
		symbol.Items = append(symbol.Items, page.Rectangle(box, inkColor(g.ground)))
	}
	if g.ornament != "" {
		border, ok := ornament.Draw(g.ornament, g.w, g.h, g.ornamentInk.Screen())
		if !ok {
			return nil, fmt.Errorf("cards: no ornament %q", g.ornament)
		}
		symbol.Items = append(symbol.Items, drawn{border, g.w, g.h}.items()...)
	}
	a.grounds[g] = symbol
	return symbol, nil
}

// draw draws an item into the column at box.
func (c *canvas) draw(item doc.SideItem, box page.Rect) error {
	switch t := item.(type) {
	case *doc.SideText:
		return c.text(t, box)
	case *doc.SideImage:
		if t.Picture != nil {
			c.image(t, box)
		}
		return nil
	case *doc.SideCode:
		return c.code(t, box)
	case *doc.SideLine:
		at := placed(box, page.Rect{X: t.Left, W: box.W - t.Left - t.Right, H: t.Thickness}, doc.Left, t.Place)
		c.add(page.DecorationTag, page.Rectangle(at, inkColor(t.Ink)))
		return nil
	}
	return fmt.Errorf("cards: no rule for a %T in a sheet", item)
}

// placed gives the place of something of a size in a column, moved by its X and Y.
func placed(box, it page.Rect, align doc.Align, place doc.Place) page.Rect {
	it.X += box.X + align.Before(box.W-it.W)
	it.Y += box.Y + place.Above(box.H-it.H)
	return it
}

func (c *canvas) image(t *doc.SideImage, box page.Rect) {
	w, h := t.Printed()
	slot := placed(box, page.Rect{X: t.Left, Y: t.Top, W: t.Width, H: t.Height}, t.Align, t.Place)
	at := placed(slot, page.Rect{W: w, H: h}, doc.Centre, doc.InMiddle)
	if t.Picture.Drawing != nil {
		c.draws(c.tag(page.Figure, t.Picture.Alt), t.Picture, at)
		return
	}
	c.add(c.tag(page.Figure, t.Picture.Alt), &page.Image{Box: at, Picture: t.Picture.Picture, Alt: t.Picture.Alt})
}

// code draws a QR code. One that would be too dense to be read is a fault.
func (c *canvas) code(t *doc.SideCode, box page.Rect) error {
	if len(t.Text) == 0 || c.fitting {
		return nil
	}
	code, err := qr.Encode(t.Text.String())
	if err == nil {
		var path *page.Path
		if path, err = code.Path(placed(box, page.Rect{X: t.Left, Y: t.Top, W: t.Size, H: t.Size}, t.Align, t.Place)); err == nil {
			c.add(c.tag(page.Figure, "二维码"), path)
			return nil
		}
	}
	if errors.Is(err, qr.ErrLong) || errors.Is(err, qr.ErrSmall) {
		c.faults = append(c.faults, from([]doc.Text{t.Text}).Notice("too-long",
			fmt.Sprintf("二维码的内容太长，%g毫米见方的码扫不出来，请缩短", t.Size.Millimetres())))
		return nil
	}
	return err
}

// from gives the place in the input that the most of a text comes from.
func from(paragraphs []doc.Text) doc.Source {
	var longest doc.Span
	for _, t := range paragraphs {
		for _, s := range t {
			if s.From.Path != "" && len(s.Text) > len(longest.Text) {
				longest = s
			}
		}
	}
	return longest.From
}

// text draws the text of a column, and tells if it had to be set smaller or has no room.
func (c *canvas) text(t *doc.SideText, box page.Rect) error {
	if c.overlay && t.Preprinted {
		return nil
	}
	box.X += t.Left
	box.W -= t.Left + t.Right
	box.Y += t.Top
	box.H -= t.Top
	set, err := c.sides.set(&t.SideStyle, t.Paragraphs, box)
	if err != nil {
		return err
	}
	name := cmp.Or(t.Name, "文字")
	switch {
	case !set.fits:
		c.faults = append(c.faults, from(t.Paragraphs).Notice("too-long",
			fmt.Sprintf("%s太长，缩到最小的字号（%g磅）仍排不下，请缩短", name, t.Floor.Points())))
	case set.size < t.Size:
		c.notices = append(c.notices, from(t.Paragraphs).Notice("shrunk",
			fmt.Sprintf("%s较长，字号从%g磅缩小到%g磅", name, t.Size.Points(), set.size.Points())))
	}
	if set, err = c.asLarge(t, box, set); err != nil {
		return err
	}
	if len(set.items) > 0 {
		c.add(c.tag(page.Paragraph, ""), set.items...)
	}
	return nil
}

// inkColor is an ink as it is printed.
func inkColor(i doc.Ink) page.Color {
	switch i {
	case doc.White:
		return page.Color{}
	case doc.Red:
		return page.Red
	case doc.Crimson:
		return page.Color{M: 100, Y: 100}
	case doc.Gold:
		return page.Color{M: 25, Y: 75, K: 20}
	case doc.Yellow:
		return page.Color{M: 12, Y: 90}
	}
	return page.Black
}
