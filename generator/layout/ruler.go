package layout

import (
	"fmt"
	"strconv"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// The measures of the test sheet's rulers and cross hairs.
const (
	hair     = page.Length(36_000 / 10) // thickness of a line: 0.1 mm
	shortest = 2 * page.Length(36_000)  // length of the mark of a millimetre
	arm      = 6 * page.Length(36_000)  // of a cross hair
)

// Ruler gives the sheet that shows how a printer feeds its paper, for Options.Shift: a millimetre ruler along the upper and
// one along the left edge of the type area, marked with the distance from the paper's edges, and a cross hair on each corner
// of the type area, all moved by shift. The error is a font that cannot be read.
func Ruler(p *doc.Profile, l *typeset.Library, shift page.Point) (*page.Document, error) {
	b, err := newBuilder(p, doc.Common, l)
	if err != nil {
		return nil, err
	}
	sheet := &page.Page{}
	sheet.Size.W, sheet.Size.H = p.Page.Width.Length, p.Page.Height.Length
	area := page.Rect{X: p.Page.Binding.Length, Y: p.Page.Top.Length, W: p.Area.Width.Length, H: p.Area.Height.Length}
	var r row
	r.add(page.DecorationTag, crossHairs(area)...)
	for _, draw := range []func(*row, page.Rect) error{b.acrossRuler, b.downRuler} {
		if err := draw(&r, area); err != nil {
			return nil, err
		}
	}
	if err := b.rulerText(&r, area, shift); err != nil {
		return nil, err
	}
	if err := page.Shift(r.items, shift.X, shift.Y); err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	sheet.Items = append([]page.Item{r.tag}, r.items...)
	return &page.Document{Info: page.Info{Title: "套打校准页", Language: "zh-CN"}, Pages: []*page.Page{sheet}}, nil
}

// crossHairs draws a cross on each corner of a box.
func crossHairs(r page.Rect) []page.Item {
	var items []page.Item
	for _, x := range []page.Length{r.X, r.X + r.W} {
		for _, y := range []page.Length{r.Y, r.Y + r.H} {
			items = append(items,
				page.Rectangle(page.Rect{X: x - arm, Y: y - hair/2, W: 2 * arm, H: hair}, page.Black),
				page.Rectangle(page.Rect{X: x - hair/2, Y: y - arm, W: hair, H: 2 * arm}, page.Black))
		}
	}
	return items
}

// acrossRuler draws the ruler along the upper edge: its marks hang down from it.
func (b *builder) acrossRuler(r *row, area page.Rect) error {
	r.add(page.DecorationTag, page.Rectangle(page.Rect{X: area.X, Y: area.Y - hair/2, W: area.W, H: hair}, page.Black))
	for _, m := range marks(area.X, area.X+area.W) {
		r.add(page.DecorationTag, page.Rectangle(page.Rect{X: m.at - hair/2, Y: area.Y, W: hair, H: m.length}, page.Black))
		label, err := b.line(m.label, "pageNumber")
		if err != nil {
			return err
		}
		b.put(r, page.DecorationTag, label, "pageNumber", m.at-label.Width/2, area.Y+m.length)
	}
	return nil
}

// downRuler draws the ruler along the left edge: its marks run to the right.
func (b *builder) downRuler(r *row, area page.Rect) error {
	r.add(page.DecorationTag, page.Rectangle(page.Rect{X: area.X - hair/2, Y: area.Y, W: hair, H: area.H}, page.Black))
	size := b.style("pageNumber").Size
	for _, m := range marks(area.Y, area.Y+area.H) {
		r.add(page.DecorationTag, page.Rectangle(page.Rect{X: area.X, Y: m.at - hair/2, W: m.length, H: hair}, page.Black))
		label, err := b.line(m.label, "pageNumber")
		if err != nil {
			return err
		}
		b.put(r, page.DecorationTag, label, "pageNumber", area.X+m.length+shortest/2, m.at-size/2)
	}
	return nil
}

// rulerMark is the mark of a millimetre.
type rulerMark struct {
	at, length page.Length
	label      doc.Text // of every tenth but for the first, where both rulers begin
}

// marks gives the whole millimetres, counted from the paper's edge, of a ruler.
func marks(from, to page.Length) []rulerMark {
	const mm = 36_000
	var all []rulerMark
	for n := (from + mm - 1) / mm; n*mm <= to; n++ {
		m := rulerMark{at: n * mm, length: shortest}
		switch {
		case n%10 == 0:
			m.length = 2 * shortest
			if m.at-from > 10*mm {
				m.label = doc.Text{{Text: strconv.FormatInt(int64(n), 10)}}
			}
		case n%5 == 0:
			m.length = shortest * 3 / 2
		}
		all = append(all, m)
	}
	return all
}

// rulerText says how the sheet is read.
func (b *builder) rulerText(r *row, area page.Rect, shift page.Point) error {
	title, err := b.line(doc.Text{{Text: "套打校准页"}}, "title")
	if err != nil {
		return err
	}
	inset, y := b.profile.Characters(4), area.Y+b.profile.Rows(3)
	b.put(r, b.begin(page.Title), title, "title", area.X+(area.W-title.Width)/2, y)
	y += b.profile.Rows(2)
	for _, s := range []string{
		"打印时选“实际大小”，不要缩放。",
		"横向：从纸的左边量到上尺的“100”，量得的毫米数减去100，得横向偏差。",
		"纵向：从纸的上边量到左尺的“100”，量得的毫米数减去100，得纵向偏差。",
		"从校准值中减去偏差，得新的校准值，再打印本页，两处都量得100毫米即可。",
		fmt.Sprintf("本页的校准值：横向%+.1f毫米，纵向%+.1f毫米。", shift.X.Millimetres(), shift.Y.Millimetres()),
	} {
		lines, err := b.faces.Lines(b.paragraph(doc.Text{{Text: s}}, "body", area.W-2*inset, 0, 0))
		if err != nil {
			return err
		}
		b.begin(page.Paragraph)
		for _, l := range lines {
			b.put(r, b.tag, l, "body", area.X+inset, y)
			y += b.profile.Rows(1)
		}
	}
	return nil
}
