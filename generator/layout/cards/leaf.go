package cards

import (
	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/page"
)

// Crop marks are hairlines in line with the cuts, outside of what is cut out.
const (
	markGap    = 75 * measure.MM / 100 // beyond the bleed
	markLength = 5 * measure.MM
	markWidth  = measure.MM / 10
)

// leaf is a leaf that is being filled with cards.
type leaf struct {
	sides   *Sides
	tags    *page.Tags
	im      *doc.Imposition
	options Options
	skip    int   // places left free
	alike   sizes // of the texts of the side that is being drawn
	notices []notice.Notice
}

// pages gives the front and, if a card has one, the back.
func (l *leaf) pages(cards []doc.Card) ([]*page.Page, error) {
	front, back := make([]*doc.Side, len(cards)), make([]*doc.Side, len(cards))
	twoSided := false
	for i, card := range cards {
		front[i], back[i] = card.Front, card.Back
		twoSided = twoSided || card.Back != nil
	}
	first, err := l.side(front, false)
	if err != nil || !twoSided {
		return []*page.Page{first}, err
	}
	second, err := l.side(back, true)
	return []*page.Page{first, second}, err
}

// side puts sides of cards on one side of the leaf. Grounds go first, so that what bleeds lies under the neighbours.
func (l *leaf) side(sheets []*doc.Side, back bool) (*page.Page, error) {
	var items []page.Item
	for i, s := range sheets {
		if s == nil || s.Ground == doc.NoInk || l.im.Bleed == 0 || l.options.Overlay {
			continue
		}
		symbol, err := l.sides.ground(ground{w: s.Width, h: l.height(s), ground: s.Ground, bleed: l.im.Bleed})
		if err != nil {
			return nil, err
		}
		items = append(items, page.BackgroundTag, &page.Use{At: l.place(s, i, back), Symbol: symbol})
	}
	if err := l.measure(sheets); err != nil {
		return nil, err
	}
	for i, s := range sheets {
		if s == nil {
			continue
		}
		made, err := l.card(s, l.place(s, i, back), back && l.overHead())
		if err != nil {
			return nil, err
		}
		items = append(items, made...)
	}
	for _, s := range sheets {
		if s != nil {
			items = append(items, page.CropMarkTag, &page.Use{At: l.options.Shift, Symbol: l.marks(s)})
			break
		}
	}
	return newPage(l.im.Width, l.im.Height, items), nil
}

// measure finds how large the texts of all cards can be, so that those in the same place are set alike.
func (l *leaf) measure(sheets []*doc.Side) error {
	l.alike = nil
	if len(sheets) < 2 {
		return nil
	}
	l.alike = sizes{}
	for _, s := range sheets {
		if s == nil {
			continue
		}
		c := canvas{sides: l.sides, fitting: true, alike: l.alike}
		if err := c.side(s); err != nil {
			return err
		}
	}
	return nil
}

// card gives the items of a card, upside down if inverted. A tent has its upper face upside down and its lower one upright,
// which is the one that is read.
func (l *leaf) card(s *doc.Side, at page.Point, inverted bool) ([]page.Item, error) {
	if l.im.Tent > 0 {
		at.Y += l.im.Tent
		upper, err := l.upsideDown(s, at, true)
		if err != nil {
			return nil, err
		}
		lower, err := l.upright(s, page.Point{X: at.X, Y: at.Y + s.Height})
		return append(upper, lower...), err
	}
	if inverted {
		return l.upsideDown(s, at, false)
	}
	return l.upright(s, at)
}

func (l *leaf) upright(s *doc.Side, at page.Point) ([]page.Item, error) {
	c := canvas{sides: l.sides, tags: l.tags, overlay: l.options.Overlay, origin: at, alike: l.alike}
	err := c.print(s)
	l.notices = append(l.notices, c.notices...)
	return c.items, err
}

// upsideDown gives the items of a side upside down: two groups in one another, each of which turns them by 90°.
func (l *leaf) upsideDown(s *doc.Side, at page.Point, repeated bool) ([]page.Item, error) {
	c := canvas{sides: l.sides, tags: l.tags, overlay: l.options.Overlay, repeated: repeated, alike: l.alike}
	err := c.print(s)
	half := &page.Group{Items: c.items}
	return []page.Item{&page.Group{At: page.Point{X: at.X + s.Width, Y: at.Y + s.Height}, Items: []page.Item{half}}}, err
}

// height is that of a card with all of its faces.
func (l *leaf) height(s *doc.Side) page.Length {
	if l.im.Tent > 0 {
		return 2 * (s.Height + l.im.Tent)
	}
	return s.Height
}

// overHead tells whether the leaf is turned over its upper edge when its back is printed. The back of a card then stands
// upside down, so that a card that is turned over sideways is upright.
func (l *leaf) overHead() bool { return (l.im.Width > l.im.Height) != l.options.ShortEdge }

// place gives the corner of the ith card. The back of a leaf that is turned over sideways has its columns the other way
// round, that of one that is turned over its upper edge its rows.
func (l *leaf) place(s *doc.Side, i int, back bool) page.Point {
	i += l.skip
	column, row := i%l.im.Columns, i/l.im.Columns
	switch {
	case back && l.overHead():
		row = l.im.Rows - 1 - row
	case back:
		column = l.im.Columns - 1 - column
	}
	return l.at(s, column, row)
}

// at gives the corner of the card in a column and a row. The block of cards stands in the middle of the leaf.
func (l *leaf) at(s *doc.Side, column, row int) page.Point {
	w, h := s.Width, l.height(s)
	return page.Point{
		X: l.options.Shift.X + (l.im.Width-w*page.Length(l.im.Columns))/2 + w*page.Length(column),
		Y: l.options.Shift.Y + (l.im.Height-h*page.Length(l.im.Rows))/2 + h*page.Length(row),
	}
}

// cut is where the marks of a leaf stand.
type cut struct {
	im   doc.Imposition
	w, h page.Length // of a card
}

// marks gives the crop marks of a leaf of such cards, and the marks of the folds of a tent.
func (l *leaf) marks(s *doc.Side) *page.Symbol {
	k := cut{*l.im, s.Width, s.Height}
	l.sides.mu.Lock()
	defer l.sides.mu.Unlock()
	symbol := l.sides.marks[k]
	if symbol != nil {
		return symbol
	}
	symbol = &page.Symbol{}
	origin := (&leaf{im: l.im}).at(s, 0, 0)
	w, h := s.Width*page.Length(l.im.Columns), l.height(s)*page.Length(l.im.Rows)
	gap, length, width := l.im.Bleed+markGap, markLength, markWidth
	add := func(x, y, w, h page.Length) {
		symbol.Items = append(symbol.Items, page.Rectangle(page.Rect{X: origin.X + x, Y: origin.Y + y, W: w, H: h}, page.Black))
	}
	for column := range l.im.Columns + 1 {
		x := s.Width*page.Length(column) - width/2
		add(x, -gap-length, width, length)
		add(x, h+gap, width, length)
	}
	across := func(y, length page.Length) {
		add(-gap-length, y-width/2, length, width)
		add(w+gap, y-width/2, length, width)
	}
	for row := range l.im.Rows + 1 {
		across(l.height(s)*page.Length(row), length)
	}
	if l.im.Tent > 0 { // folds have shorter marks than cuts
		for _, y := range [...]page.Length{l.im.Tent, l.im.Tent + s.Height, l.im.Tent + 2*s.Height} {
			across(y, length/2)
		}
	}
	l.sides.marks[k] = symbol
	return symbol
}
