package doc

import (
	"image/color"

	"gongwen/generator/measure"
)

// Side is one printed side in the words of maroto: rows of a height, columns of 12ths, and in a column texts, pictures, codes
// and lines that lie over one another. A certificate is one; a card with a back is two. Its lengths are whole hundredths of a
// millimetre, so that a 12th of any width is a whole number of EMU.
type Side struct {
	Width, Height            measure.Length
	Top, Right, Bottom, Left measure.Length // margins around the rows
	Ground                   Ink            // of the whole side; NoInk leaves the paper
	Ornament                 string         // one of ornament.Names; "" for none
	OrnamentInk              Ink
	Picture                  *Picture // the user's own background, over the whole side in place of ground and ornament
	Rows                     []SideRow
	Back                     bool        // that of the card whose front stands before it
	Imposition               *Imposition // how it stands on a leaf that is cut; nil if it has a leaf of its own
}

// Card is what is cut out, or one leaf: a front, and its back if it has one.
type Card struct{ Front, Back *Side }

// Alike tells whether two cards that are imposed can stand on one leaf: they are of one size and are imposed alike.
func (c Card) Alike(other Card) bool {
	f, o := c.Front, other.Front
	return f.Width == o.Width && f.Height == o.Height && *f.Imposition == *o.Imposition
}

// Cards gives the cards of a paper, each with its back. ok is false if the paper has other blocks too.
func (d *Document) Cards() (cards []Card, ok bool) {
	for _, block := range d.Blocks {
		s, isSide := block.(*Side)
		switch {
		case !isSide:
			return nil, false
		case s.Back && len(cards) > 0:
			cards[len(cards)-1].Back = s
		default:
			cards = append(cards, Card{Front: s})
		}
	}
	return cards, len(cards) > 0
}

// SideRow is a row, from the left margin to the right one.
type SideRow struct {
	Height  measure.Length
	Columns []SideColumn
}

// SideColumn is a column of a row.
type SideColumn struct {
	Size  int // in 12ths of the row
	Items []SideItem
}

// SideGrid is the number of parts that a row has.
const SideGrid = 12

// SideItem is what stands in a column: a *SideText, *SideImage, *SideCode or *SideLine, counted from the column's edges.
type SideItem interface{ sideItem() }

// SideText is text in a column. It is set as large as its place allows: at the style's size, else in steps down to its floor.
type SideText struct {
	SideStyle
	Paragraphs []Text
	Name       string // what it is called in a notice, such as 姓名
	Preprinted bool   // it stands on preprinted paper already (套打)
}

// SideStyle is how the text of a column is set.
type SideStyle struct {
	Role, Latin      string         // font roles
	Size, Floor      measure.Length // of a character, at the most and at the least
	Ink              Ink
	Align            Align // a paragraph that is Left has its lines justified, one that is Centre has its words whole
	Place            Place // of the lines in the height of the row
	Indent           int   // of a paragraph's first line, in characters
	Lines            int   // at the most; 0 for as many as have room
	Pitch            int   // from line to line, in hundredths of a character
	Spacing          measure.Length
	Left, Right, Top measure.Length // free, between the column's edges and the text
}

// Before gives how much of the free width of a line or a picture lies on its left.
func (a Align) Before(free measure.Length) measure.Length {
	switch a {
	case Centre:
		return free / 2
	case Right:
		return free
	}
	return 0
}

// Place says where something stands in the height of a row.
type Place uint8

// The places in a row.
const (
	AtTop Place = iota
	InMiddle
	AtBottom
)

// Above gives how much of the free height of a row lies above something.
func (p Place) Above(free measure.Length) measure.Length {
	switch p {
	case InMiddle:
		return free / 2
	case AtBottom:
		return free
	}
	return 0
}

// SideImage is a picture in a column: a seal, a photograph, an emblem. It stands in the middle of a place of Width and Height, as
// large as fits into it. Without a picture the place is left free.
type SideImage struct {
	Picture       *Picture
	Width, Height measure.Length
	Align         Align // of the place in the column
	Place         Place
	Left, Top     measure.Length // how far it is moved to the right and down
}

// Printed gives the size that the picture is printed at.
func (i *SideImage) Printed() (w, h measure.Length) {
	if h = i.Width.Scale(int64(i.Picture.Height), int64(i.Picture.Width)); h <= i.Height {
		return i.Width, h
	}
	return i.Height.Scale(int64(i.Picture.Width), int64(i.Picture.Height)), i.Height
}

// SideCode is a QR code in black; none if its text is empty.
type SideCode struct {
	Text      Text
	Size      measure.Length // of a side, its quiet zone included
	Align     Align
	Place     Place
	Left, Top measure.Length
}

// SideLine is a rule from edge to edge of a column.
type SideLine struct {
	Thickness   measure.Length
	Ink         Ink
	Place       Place
	Left, Right measure.Length // free on both sides
}

func (*SideText) sideItem()  {}
func (*SideImage) sideItem() {}
func (*SideCode) sideItem()  {}
func (*SideLine) sideItem()  {}

// Imposition says how cards stand on a leaf that is cut into them, with crop marks at the edges of the block of cards.
type Imposition struct {
	Width, Height measure.Length // of the leaf
	Columns, Rows int            // of cards
	Bleed         measure.Length // how far the ground goes beyond the outer cuts

	// Tent makes a desk card of each side: it stands on the leaf twice, head to head, with a fold between and a flap of this
	// height at each foot. Columns and Rows are then 1.
	Tent measure.Length
}

// Cards is the number of cards on a leaf.
func (i *Imposition) Cards() int { return i.Columns * i.Rows }

// Ink is a colour of a card.
type Ink uint8

// The inks.
const (
	NoInk   Ink = iota
	Black       // K 100
	White       // nothing, on a ground
	Red         // M 80 Y 80, that of GB/T 9704-2012, 6.2
	Crimson     // M 100 Y 100, the red of flags and plates
	Gold        // M 25 Y 75 K 20
	Yellow      // M 12 Y 90
)

// Inks are the names of the inks in body.xml.
var Inks = map[string]Ink{"black": Black, "white": White, "red": Red, "crimson": Crimson, "gold": Gold, "yellow": Yellow}

// Screen gives the ink as a screen shows it, by the formula of page.Color.RGB; nothing for NoInk.
func (i Ink) Screen() color.RGBA { return screens[i] }

var screens = [...]color.RGBA{
	Black:   {A: 0xFF},
	White:   {R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF},
	Red:     {R: 0xEB, G: 0x30, B: 0x1E, A: 0xFF},
	Crimson: {R: 0xE6, A: 0xFF},
	Gold:    {R: 0xC7, G: 0x91, B: 0x2D, A: 0xFF},
	Yellow:  {R: 0xFC, G: 0xD2, B: 0x18, A: 0xFF},
}
