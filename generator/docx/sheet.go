package docx

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/qr"
)

// inkColors are the inks of sheets on the screen.
var inkColors = map[doc.Ink]string{doc.Black: "000000", doc.White: "FFFFFF", doc.Red: red, doc.Crimson: "E60012", doc.Gold: "CC9933", doc.Yellow: "FFE119"}

// sheet writes a sheet as a section of its own: a table on a page of the sheet's size, with rows of exact heights and twelve
// columns. Pictures float over it, and its border behind it, as shapes of Word's own. A card has a page of its own, because
// offices print retouched cards one by one.
func (b *body) sheet(s *doc.Side) error {
	if b.side != nil {
		b.gap(gapLine)
		b.b = b.b[:b.written]
		b.sheetSection(b.side).s(`</w:pPr>` + paragraphEnd)
	}
	b.side = s
	b.background(s)
	b.ornament(s)
	y := s.Top
	for _, row := range s.Rows {
		x := s.Left
		for _, c := range row.Columns {
			w := columnWidth(s, c.Size)
			if err := b.floating(c.Items, box{x: x, y: y, w: w, h: row.Height}); err != nil {
				return err
			}
			x += w
		}
		y += row.Height
	}
	b.gap(gapLine)
	return b.sheetTable(s)
}

func columnWidth(s *doc.Side, size int) measure.Length {
	return (s.Width - s.Left - s.Right).Scale(int64(size), doc.SideGrid)
}

// sheetSection appends the section of a sheet. The paragraphs before and behind the table take a little of its margins.
func (b *body) sheetSection(s *doc.Side) *xml {
	w, h := twips(s.Width), twips(s.Height)
	b.s(`<w:sectPr><w:pgSz w:w="`).n(w).s(`" w:h="`).n(h)
	if w > h {
		b.s(`" w:orient="landscape`)
	}
	b.s(`"/><w:pgMar w:top="`).n(max(0, twips(s.Top)-gapLine)).s(`" w:right="`).n(twips(s.Right)).s(`" w:bottom="`)
	b.n(max(0, twips(s.Bottom)-3*gapLine)).s(`" w:left="`).n(twips(s.Left)).s(`" w:header="0" w:footer="0" w:gutter="0"/>`)
	return b.s(`<w:cols w:space="0"/></w:sectPr>`)
}

// background hangs the user's picture or the ground behind the text.
func (b *body) background(s *doc.Side) {
	at := float{box: box{w: s.Width, h: s.Height}, from: "page", wrap: over, behind: true, name: "底"}
	switch {
	case s.Picture != nil && s.Picture.Drawing != nil:
		whole := doc.SideImage{Picture: s.Picture, Width: s.Width, Height: s.Height}
		at.w, at.h = whole.Printed()
		at.x, at.y = (s.Width-at.w)/2, (s.Height-at.h)/2
		b.hangArtwork(s.Picture.Drawing, at)
	case s.Picture != nil:
		b.hangPicture(s.Picture, at)
	case s.Ground != doc.NoInk:
		b.hang(func() {
			b.s(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>`)
			b.anchor(at)
			b.s(`<a:graphic><a:graphicData uri="` + nsWPS + `"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>`).extent(at.box)
			b.s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="`).s(inkColors[s.Ground])
			b.s(`"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>`)
			b.s(`</w:drawing></mc:Choice></mc:AlternateContent></w:r>`)
		})
	}
}

func (b *body) hangPicture(p *doc.Picture, f float) {
	f.alt = p.Alt
	b.hang(func() {
		b.s(`<w:r><w:drawing>`)
		b.anchor(f)
		b.picture(p, f.box).s(`</wp:anchor></w:drawing></w:r>`)
	})
}

// floating hangs the pictures and codes of a column at cell.
func (b *body) floating(items []doc.SideItem, cell box) error {
	hang := func(p *doc.Picture, at box, w, h measure.Length, align doc.Align, place doc.Place) {
		at.x += cell.x + align.Before(cell.w-w)
		at.y += cell.y + place.Above(cell.h-h)
		f := float{box: at, from: "page", wrap: over, name: p.Alt, alt: p.Alt}
		if p.Drawing != nil {
			b.hangArtwork(p.Drawing, f)
			return
		}
		b.hangPicture(p, f)
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
			hang(t.Picture, box{t.Left + (t.Width-w)/2, t.Top + (t.Height-h)/2, w, h}, t.Width, t.Height, t.Align, t.Place)
		case *doc.SideCode:
			if len(t.Text) == 0 {
				continue
			}
			code, err := qr.Encode(t.Text.String())
			if err != nil {
				return err
			}
			p, err := code.Picture()
			if err != nil {
				return err
			}
			hang(&doc.Picture{Picture: p, Alt: "二维码"}, box{t.Left, t.Top, t.Size, t.Size}, t.Size, t.Size, t.Align, t.Place)
		}
	}
	return nil
}

// sheetTable writes the rows of a sheet.
func (b *body) sheetTable(s *doc.Side) error {
	var widths [doc.SideGrid]int
	for i := range widths {
		widths[i] = twips(columnWidth(s, i+1)) - twips(columnWidth(s, i))
	}
	b.s(`<w:tbl><w:tblPr><w:tblW w:w="`).n(sum(widths[:])).s(`" w:type="dxa"/><w:tblLayout w:type="fixed"/>` + noCellMargins).columns(widths[:])
	for _, row := range s.Rows {
		b.s(`<w:tr><w:trPr>`)
		used := 0
		for _, c := range row.Columns {
			used += c.Size
		}
		if used < doc.SideGrid {
			b.s(`<w:gridAfter w:val="`).n(doc.SideGrid - used).s(`"/>`)
		}
		b.s(`<w:cantSplit/><w:trHeight w:val="`).n(twips(row.Height)).s(`" w:hRule="exact"/></w:trPr>`)
		for i := range row.Columns {
			if err := b.sheetCell(&row.Columns[i], columnWidth(s, row.Columns[i].Size), row.Height); err != nil {
				return err
			}
		}
		b.s(`</w:tr>`)
	}
	b.s(`</w:tbl>`)
	b.empty, b.tabled = false, true
	return nil
}

// sheetCell writes a column of a row. Its texts follow on each other, since Word cannot lay them over each other.
func (b *body) sheetCell(c *doc.SideColumn, wide, high measure.Length) error {
	b.s(`<w:tc><w:tcPr><w:tcW w:w="`).n(twips(wide)).s(`" w:type="dxa"/>`)
	if c.Size > 1 {
		b.s(`<w:gridSpan w:val="`).n(c.Size).s(`"/>`)
	}
	b.cellRules(c)
	align := "top"
	var texts []*doc.SideText
	for _, item := range c.Items {
		if t, ok := item.(*doc.SideText); ok {
			texts = append(texts, t)
			align = [...]string{doc.AtTop: "top", doc.InMiddle: "center", doc.AtBottom: "bottom"}[t.Place]
		}
	}
	b.s(`<w:vAlign w:val="`).s(align).s(`"/></w:tcPr>`)
	for _, t := range texts {
		if err := b.sheetText(t, wide, high); err != nil {
			return err
		}
	}
	if len(texts) == 0 {
		b.gap(gapLine)
	}
	b.s(`</w:tc>`)
	return nil
}

// cellRules writes the lines of a column as borders of its cell.
func (b *body) cellRules(c *doc.SideColumn) {
	var rules [3]*doc.SideLine
	for _, item := range c.Items {
		if l, ok := item.(*doc.SideLine); ok {
			rules[l.Place] = l
		}
	}
	if rules == [3]*doc.SideLine{} {
		return
	}
	b.s(`<w:tcBorders>`)
	for _, side := range []struct {
		name  string
		place doc.Place
	}{{"top", doc.AtTop}, {"bottom", doc.AtBottom}} {
		if l := rules[side.place]; l != nil {
			b.s(`<w:`).s(side.name).s(` w:val="single" w:sz="`).n(max(2, int(l.Thickness.Scale(8, int64(measure.PT)))))
			b.s(`" w:space="0" w:color="`).s(inkColors[l.Ink]).s(`"/>`)
		}
	}
	b.s(`</w:tcBorders>`)
}

// sheetText writes the paragraphs of a text at the size that it has room at.
func (b *body) sheetText(t *doc.SideText, wide, high measure.Length) error {
	size := t.Size
	if b.options.Size != nil {
		var err error
		if size, err = b.options.Size(t, wide, high); err != nil {
			return err
		}
	}
	color, ok := inkColors[t.Ink]
	if !ok {
		return fmt.Errorf("no colour for ink %d", t.Ink)
	}
	style := doc.Style{Role: t.Role, Latin: t.Latin}
	for i, p := range t.Paragraphs {
		f := form{line: twips(size.Scale(int64(t.Pitch), 100)), left: twips(t.Left), right: twips(t.Right), align: alignment(t.Align, false),
			first: t.Indent * twips(size+t.Spacing)}
		if t.Lines == 1 {
			f.line = twips(size.Scale(5, 4))
		}
		if i == 0 {
			f.before = twips(t.Top)
		}
		b.begin("SheetText", f)
		if err := b.runs(p, style, runForm{head: -1, own: true, color: color, half: halfPoints(size), percent: 100, track: twips(t.Spacing)}); err != nil {
			return err
		}
		b.end()
	}
	return nil
}
