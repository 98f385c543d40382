package docx

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
	"gongwen/generator/ornament"
	"gongwen/generator/picture"
	"gongwen/generator/qr"
)

// inkColor gives an ink of cards as Word wants it.
func inkColor(i doc.Ink) string {
	c := i.Screen()
	return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B)
}

// writeSide writes a side of a card as a section of its own: a table on a page of the side's size, with rows of exact heights and
// twelve columns. Pictures float over it, and its border behind it, as shapes of Word's own. A card has a page of its own, because
// offices print retouched cards one by one.
func (b *body) writeSide(s *doc.Side) error {
	if b.side != nil {
		b.gap(gapLine)
		b.EndSection(sideSection(b.side))
	}
	b.side = s
	b.background(s)
	b.ornament(s)
	y := s.Top
	for _, row := range s.Rows {
		x := s.Left
		for _, c := range row.Columns {
			w := columnWidth(s, c.Size)
			if err := b.floating(c.Items, wml.Box{X: x, Y: y, W: w, H: row.Height}); err != nil {
				return err
			}
			x += w
		}
		y += row.Height
	}
	b.gap(gapLine)
	return b.sideTable(s)
}

func columnWidth(s *doc.Side, size int) measure.Length {
	return (s.Width - s.Left - s.Right).Scale(int64(size), doc.SideGrid)
}

// sideSection gives the section of a side. The paragraphs before and behind the table take a little of its margins.
func sideSection(s *doc.Side) wml.Section {
	return wml.Section{Width: wml.Twips(s.Width), Height: wml.Twips(s.Height), Landscape: wml.Twips(s.Width) > wml.Twips(s.Height),
		Top: max(0, wml.Twips(s.Top)-gapLine), Right: wml.Twips(s.Right), Bottom: max(0, wml.Twips(s.Bottom)-3*gapLine), Left: wml.Twips(s.Left)}
}

// background hangs the user's picture or the ground behind the text.
func (b *body) background(s *doc.Side) {
	at := wml.Float{Box: wml.Box{W: s.Width, H: s.Height}, From: "page", Behind: true, Name: "底"}
	switch {
	case s.Picture != nil && s.Picture.Drawing != nil:
		whole := doc.SideImage{Picture: s.Picture, Width: s.Width, Height: s.Height}
		at.W, at.H = whole.Printed()
		at.X, at.Y = (s.Width-at.W)/2, (s.Height-at.H)/2
		b.HangDrawing(s.Picture.Drawing, at)
	case s.Picture != nil:
		at.Alt = s.Picture.Alt
		b.HangPicture(s.Picture.Picture, at)
	case s.Ground != doc.NoInk:
		b.HangGround(at, inkColor(s.Ground))
	}
}

// ornament hangs the border of a side behind its text.
func (b *body) ornament(s *doc.Side) {
	if s.Picture != nil {
		return
	}
	if d, ok := ornament.Draw(s.Ornament, s.Width, s.Height, s.OrnamentInk.Screen()); ok {
		b.HangDrawing(d, wml.Float{Box: wml.Box{W: s.Width, H: s.Height}, From: "page", Behind: true, Name: "花边"})
	}
}

// floating hangs the pictures and codes of a column at cell.
func (b *body) floating(items []doc.SideItem, cell wml.Box) error {
	hang := func(p *doc.Picture, at wml.Box, w, h measure.Length, align doc.Align, place doc.Place) {
		at.X += cell.X + align.Before(cell.W-w)
		at.Y += cell.Y + place.Above(cell.H-h)
		f := wml.Float{Box: at, From: "page", Name: p.Alt, Alt: p.Alt}
		if p.Drawing != nil {
			b.HangDrawing(p.Drawing, f)
			return
		}
		b.HangPicture(p.Picture, f)
	}
	for _, item := range items {
		switch t := item.(type) {
		case *doc.SideImage:
			if t.Picture == nil {
				continue
			}
			if err := checked(t.Picture.Alt); err != nil {
				return err
			}
			w, h := t.Printed()
			hang(t.Picture, wml.Box{X: t.Left + (t.Width-w)/2, Y: t.Top + (t.Height-h)/2, W: w, H: h}, t.Width, t.Height, t.Align, t.Place)
		case *doc.SideCode:
			if len(t.Text) == 0 {
				continue
			}
			p, err := code(t)
			if err != nil {
				return err
			}
			hang(&doc.Picture{Picture: p, Alt: "二维码"}, wml.Box{X: t.Left, Y: t.Top, W: t.Size, H: t.Size}, t.Size, t.Size, t.Align, t.Place)
		}
	}
	return nil
}

// code draws a QR code, since Word has no paths.
func code(t *doc.SideCode) (*picture.Picture, error) {
	c, err := qr.Encode(t.Text.String())
	if err != nil {
		return nil, err
	}
	if err := c.Fits(t.Size); err != nil {
		return nil, err
	}
	return c.Picture()
}

// sideTable writes the rows of a side.
func (b *body) sideTable(s *doc.Side) error {
	var widths [doc.SideGrid]int
	for i := range widths {
		widths[i] = wml.Twips(columnWidth(s, i+1)) - wml.Twips(columnWidth(s, i))
	}
	b.Table(wml.Table{Widths: widths[:]})
	for _, row := range s.Rows {
		used := 0
		for _, c := range row.Columns {
			used += c.Size
		}
		b.Row(wml.Row{Height: wml.Twips(row.Height), Exact: true, Free: doc.SideGrid - used})
		for i := range row.Columns {
			if err := b.sideCell(&row.Columns[i], columnWidth(s, row.Columns[i].Size), row.Height); err != nil {
				return err
			}
		}
		b.CloseRow()
	}
	b.CloseTable()
	b.empty, b.tabled = false, true
	return nil
}

// sideCell writes a column of a row. Its texts follow on each other, since Word cannot lay them over each other.
func (b *body) sideCell(c *doc.SideColumn, wide, high measure.Length) error {
	cell := wml.Cell{Width: wml.Twips(wide), Across: c.Size, Rules: cellRules(c), Align: "top"}
	var texts []*doc.SideText
	for _, item := range c.Items {
		if t, ok := item.(*doc.SideText); ok {
			texts = append(texts, t)
			cell.Align = [...]string{doc.AtTop: "top", doc.InMiddle: "center", doc.AtBottom: "bottom"}[t.Place]
		}
	}
	b.Cell(cell)
	for _, t := range texts {
		if err := b.sideText(t, wide, high); err != nil {
			return err
		}
	}
	if len(texts) == 0 {
		b.gap(gapLine)
	}
	b.CloseCell()
	return nil
}

// cellRules gives the lines of a column as borders of its cell: the upper one and the lower one.
func cellRules(c *doc.SideColumn) []wml.Border {
	var lines [3]*doc.SideLine
	for _, item := range c.Items {
		if l, ok := item.(*doc.SideLine); ok {
			lines[l.Place] = l
		}
	}
	var rules []wml.Border
	for _, side := range []struct {
		name  string
		place doc.Place
	}{{"top", doc.AtTop}, {"bottom", doc.AtBottom}} {
		if l := lines[side.place]; l != nil {
			rules = append(rules, wml.Border{Side: side.name, Thickness: max(2, wml.Eighths(l.Thickness)), Color: inkColor(l.Ink)})
		}
	}
	return rules
}

// sideText writes the paragraphs of a text at the size that it has room at.
func (b *body) sideText(t *doc.SideText, wide, high measure.Length) error {
	size, err := b.typesetter.Size(t, wide, high)
	if err != nil {
		return err
	}
	set := look{head: -1, Run: wml.Run{Own: true, Color: inkColor(t.Ink), Size: wml.HalfPoints(size), Width: 100, Spacing: wml.Twips(t.Spacing)}}
	for i, p := range t.Paragraphs {
		f := wml.Paragraph{Line: wml.Twips(size.Scale(int64(t.Pitch), 100)), Left: wml.Twips(t.Left), Right: wml.Twips(t.Right),
			Align: alignment(t.Align, false), First: t.Indent * wml.Twips(size+t.Spacing)}
		if t.Lines == 1 {
			f.Line = wml.Twips(size.Scale(5, 4))
		}
		if i == 0 {
			f.Before = wml.Twips(t.Top)
		}
		b.begin("SheetText", f)
		if err := b.runs(p, doc.Style{Role: t.Role, Latin: t.Latin}, set); err != nil {
			return err
		}
		b.End()
	}
	return nil
}
