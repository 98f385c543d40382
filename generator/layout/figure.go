package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
)

// figure sets a picture in the middle of the type area, on whole rows so that the grid goes on, and its caption below. One
// that is larger than the type area is scaled down, and that is said.
func (b *builder) figure(t *doc.Figure) error {
	p := b.profile
	depth := p.Area.Height.Length
	if b.rotated {
		depth = p.Area.Width.Length
	}
	if len(t.Caption) > 0 {
		depth -= p.Rows(1)
	}
	w, h := t.Picture.PrintedWidth, t.Picture.PrintedHeight
	if w > b.measure {
		w, h = b.measure, h.Scale(int64(b.measure), int64(w))
	}
	if h > depth {
		w, h = w.Scale(int64(depth), int64(h)), depth
	}
	if w != t.Picture.PrintedWidth {
		b.notices = append(b.notices, t.Picture.From.Notice("scaled-figure", "图片比版心大，已按比例缩小到版心以内"))
	}
	whole := min(b.whole(h), depth)
	box := page.Rect{X: (b.measure - w) / 2, Y: (whole - h) / 2, W: w, H: h}
	figure := b.figureOf(t.Picture)
	b.push(row{height: whole, gap: p.LineGap(), items: []page.Item{b.image(t.Picture, box)}, keep: len(t.Caption) > 0})
	if len(t.Caption) == 0 {
		return nil
	}
	b.within(figure, page.Caption)
	first := len(b.rows)
	if err := b.centred(t.Caption, "caption"); err != nil {
		return err
	}
	for i := first; i < len(b.rows); i++ {
		b.rows[i].keep = i < len(b.rows)-1
	}
	return nil
}
