package pagetest

import (
	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// symbols gives a page with a symbol that has every type of item, another symbol among them. It is drawn twice, the second time over
// text of another stretch and in a group, and the symbol in it once more on its own.
func symbols(han page.Font, seal *picture.Picture) *page.Page {
	text := func(x, y page.Length, stretch int, glyphs ...page.Glyph) *page.Text {
		return &page.Text{At: at(x, y), Font: han, Size: 22 * pt, Stretch: stretch, Color: page.Black, Glyphs: glyphs}
	}
	corner := &page.Symbol{Items: []page.Item{
		page.Rectangle(box(0, 0, 20, 1), page.Red),
		page.Rectangle(box(0, 0, 1, 20), page.Red),
		text(2, 12, 1000, page.Glyph{ID: 36, Rune: '角', Advance: 22 * pt}),
	}}
	frame := &page.Symbol{Items: []page.Item{
		&page.Use{Symbol: corner},
		&page.Image{Box: box(30, 2, 20, 10), Picture: seal, Alt: "框中章"},
		&page.Group{At: at(60, 20), Items: []page.Item{text(0, 8, 1000, page.Glyph{ID: 38, Rune: '边', Advance: 22 * pt})}},
		text(30, 28, 1000, page.Glyph{ID: 40, Rune: '框', Advance: 22 * pt}),
	}}
	return newPage(210, 297, "4",
		&page.Use{At: at(20, 30), Symbol: frame},
		text(20, 80, 800, page.Glyph{ID: 42, Rune: '前', Advance: 18 * pt}),
		&page.Use{At: at(20, 90), Symbol: frame},
		&page.Use{At: at(150, 90), Symbol: &page.Symbol{Items: []page.Item{page.Rectangle(box(-10, -10, 60, 60), page.Red)}, Box: &page.Rect{W: 20 * mm, H: 10 * mm}}},
		text(20, 140, 800, page.Glyph{ID: 44, Rune: '末', Advance: 18 * pt}),
		&page.Group{At: at(20, 280), Items: []page.Item{&page.Use{At: at(10, 10), Symbol: corner}}},
	)
}
