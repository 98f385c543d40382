package layout

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// numberPages prints the page numbers: the top of the dash below the type area, on the outer side (7.5). Page 1 of a letter
// has none (10.1).
func (b *builder) numberPages(pages []*openPage) error {
	p := b.profile
	style := b.style("pageNumber")
	dash, glyph, _, ok := b.faces.Face(style.Role, style.Latin, '—')
	if !ok {
		return fmt.Errorf("layout: role %q has no dash for the page number", style.Role)
	}
	_, _, _, top, err := dash.Bounds(glyph)
	if err != nil {
		return fmt.Errorf("layout: dash of the page number: %w", err)
	}
	ascent := style.Size.Scale(int64(top), int64(dash.UnitsPerEm()))
	inset := p.Characters(p.PageNumber.Inset.N)
	for i, s := range pages {
		if !s.numbered || i == 0 && !b.form.NumbersPageOne() {
			continue
		}
		s.page.Label = fmt.Sprint(i + 1)
		line, err := b.line(doc.Text{{Text: "— " + s.page.Label + " —"}}, "pageNumber")
		if err != nil {
			return err
		}
		x := s.left + p.Area.Width.Length - inset - line.Width
		if s.verso {
			x = s.left + inset
		}
		var r row
		r.addTexts(page.PageNumberTag, line, x, p.Page.Top.Length+p.Area.Height.Length+p.PageNumber.Gap.Length+ascent)
		s.page.Items = append(append(s.page.Items, r.tag), r.items...)
	}
	return nil
}

// texts gives the glyphs of a line as items, with their origin where the line has it: on the baseline.
func texts(l typeset.Line) []page.Item {
	items := make([]page.Item, len(l.Texts))
	for i, t := range l.Texts {
		items[i] = t
	}
	return items
}
