// Package layout places a document: doc.Document in, page.Document out.
//
// Running text stands on the line grid of GB/T 9704-2012: a character is 1/28 of the type area's width, a line 15/8 of a
// character. Every element becomes rows (a line of glyphs with the space above and below it); pages are then filled with
// rows, and rows that belong together are kept together. What stands outside the running text, the imprint and the page
// numbers, is placed when the number of pages is known.
package layout

import (
	"context"
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// Layout places every element of d on pages. Notices are what the user should know of how it was placed. An error is a
// character without a glyph (Coverage tells them all beforehand), a block that layout does not know, or ctx's.
func Layout(ctx context.Context, d *doc.Document, l *typeset.Library) (*page.Document, []doc.Notice, error) {
	b := builder{profile: d.Profile, faces: l}
	f := newFlow(d.Profile)
	for _, block := range d.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		switch t := block.(type) {
		case *doc.PageBreak:
			f.fill(b.take())
			f.next()
		case *doc.Imprint:
			f.fill(b.take())
			im, err := b.imprint(t)
			if err != nil {
				return nil, nil, err
			}
			f.foot(im, d.Profile.Imprint.Even.On)
		default:
			if err := b.add(block); err != nil {
				return nil, nil, err
			}
		}
	}
	f.fill(b.take())
	if err := b.numberPages(f.pages); err != nil {
		return nil, nil, err
	}
	out := &page.Document{Info: info(d), Outline: f.outline}
	for _, p := range f.pages {
		out.Pages = append(out.Pages, p.page)
	}
	return out, f.notices, nil
}

func info(d *doc.Document) page.Info {
	return page.Info{
		Title:    d.Info.Title,
		Author:   d.Info.Author,
		Subject:  d.Info.Number,
		Keywords: d.Info.Keywords,
		Language: d.Info.Language,
		Date:     d.Info.Date,
	}
}

// numberPages prints the page numbers: the top of the dash below the type area, on the outer side (7.5).
func (b *builder) numberPages(pages []*sheet) error {
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
		if !s.numbered {
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
		s.put(line.Texts, x, p.Page.Top.Length+p.Area.Height.Length+p.PageNumber.Gap.Length+ascent)
	}
	return nil
}
