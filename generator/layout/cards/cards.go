// Package cards lays out what is cut out or printed on a sheet of its own: certificates, cards, desk cards. doc.Card in,
// page.Page out.
//
// Begin with Sides.Pages in this file. grid.go says where each column of a side lies and is alone in knowing maroto; side.go
// draws what stands in the columns and what lies under them; text.go sets a text as large as its place allows; drawing.go
// brings the user's own vectors to their size; leaf.go puts cards on leaves that are cut, with their backs and their marks.
package cards

import (
	"sync"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// Options say how pages of cards are printed. The zero Options print everything, on fresh leaves.
type Options struct {
	Overlay    bool       // leaves out what preprinted sheets have already (套打): grounds, ornaments, printed titles
	Shift      page.Point // moves every mark of every page, to make up for how a printer feeds its paper
	FirstPlace int        // of the first card on a leaf that is in part used already, from 0
	ShortEdge  bool       // the printer turns leaves over their short edge for their backs
}

// Sides lays out sides of cards, one after another or by several goroutines at a time. It keeps what they have in common:
// texts that are set already, and ornaments. Pages share these items, so nobody may change them.
type Sides struct {
	faces *typeset.Library
	grid  grid

	mu       sync.Mutex
	texts    generations
	grounds  map[ground]*page.Symbol
	marks    map[cut]*page.Symbol
	drawings map[drawn]*page.Symbol
}

// NewSides gives Sides that set with the fonts of l.
func NewSides(l *typeset.Library) *Sides {
	return &Sides{
		faces:    l,
		grid:     newGrid(),
		grounds:  map[ground]*page.Symbol{},
		marks:    map[cut]*page.Symbol{},
		drawings: map[drawn]*page.Symbol{},
	}
}

// Check measures the texts of sides. A fault is one that has no room even at its smallest size: the paper cannot be printed. Notices are
// those that Pages gives of sides that are printed whole. A document without sides has none.
func (a *Sides) Check(d *doc.Document) (faults, notices []notice.Notice, err error) {
	for _, block := range d.Blocks {
		s, ok := block.(*doc.Side)
		if !ok {
			continue
		}
		c := canvas{sides: a, fitting: true}
		if err := c.side(s); err != nil {
			return nil, nil, err
		}
		faults, notices = append(faults, c.faults...), append(notices, c.notices...)
	}
	return faults, notices, nil
}

// Pages lays out cards: a page for each side, or, of cards that are cut out, as many to a leaf as its imposition says. All
// cards are of the first one's size. A leaf whose cards have backs is followed by its back. An error is a text that has no
// room, which Check tells beforehand, a character without a glyph, or an unknown ornament.
func (a *Sides) Pages(cards []doc.Card, o Options) ([]*page.Page, []notice.Notice, error) {
	if len(cards) == 0 {
		return nil, nil, nil
	}
	im := cards[0].Front.Imposition
	if im == nil {
		return a.each(cards, o)
	}
	var pages []*page.Page
	var notices []notice.Notice
	var tags page.Tags
	skip := o.FirstPlace % im.Cards()
	for len(cards) > 0 {
		n := min(len(cards), im.Cards()-skip)
		l := leaf{sides: a, tags: &tags, im: im, options: o, skip: skip}
		made, err := l.pages(cards[:n])
		if err != nil {
			return nil, nil, err
		}
		pages, notices = append(pages, made...), append(notices, l.notices...)
		cards, skip = cards[n:], 0
	}
	return pages, notices, nil
}

// each gives each side of the cards a page of its own.
func (a *Sides) each(cards []doc.Card, o Options) ([]*page.Page, []notice.Notice, error) {
	var pages []*page.Page
	var notices []notice.Notice
	var tags page.Tags
	for _, card := range cards {
		for _, s := range [...]*doc.Side{card.Front, card.Back} {
			if s == nil {
				continue
			}
			c := canvas{sides: a, tags: &tags, overlay: o.Overlay, origin: o.Shift}
			if err := c.print(s); err != nil {
				return nil, nil, err
			}
			pages, notices = append(pages, newPage(s.Width, s.Height, c.items)), append(notices, c.notices...)
		}
	}
	return pages, notices, nil
}

func newPage(w, h page.Length, items []page.Item) *page.Page {
	made := &page.Page{Items: items}
	made.Size.W, made.Size.H = w, h
	return made
}
