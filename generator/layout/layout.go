// Package layout places a document: doc.Document in, page.Document out.
//
// Begin with Layout in this file. builder.go makes rows of the blocks of a document, with the help of a file for each part of a
// paper: head.go and letter.go, body.go, names.go, figure.go, table.go, ending.go, imprint.go. flow.go fills pages with rows,
// number.go numbers them, and tag.go says of every mark what it is. Certificates and cards are laid out by package cards.
// Package coverage looks up the characters of a document before that; closer.go saves pages; ruler.go makes the sheet that a printer
// is measured with.
//
// Running text stands on the line grid of GB/T 9704-2012: a character is 1/28 of the type area's width, a line 15/8 of a
// character. Every element becomes rows (a line of glyphs with the space above and below it); pages are then filled with
// rows, and rows that belong together are kept together. What stands outside the running text, the imprint and the page
// numbers, is placed when the number of pages is known.
package layout

import (
	"context"
	"fmt"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/layout/cards"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// Options say how a paper is printed. The zero Options print all of it on blank sheets.
type Options struct {
	Overlay bool       // leaves out what red-head sheets have already (套打): mark and suffix, red rule and star, a letter's double rules
	Shift   page.Point // moves every mark of every page, to make up for how a printer feeds its paper

	Sides      *cards.Sides // lays out the sides of cards; nil for a new one
	FirstPlace int          // of the first card on a leaf of cards that is in part used already, from 0
	ShortEdge  bool         // the printer turns leaves over their short edge for their backs
}

// Layout places every element of d on pages. Notices are what the user should know of how it was placed. An error is a
// character without a glyph (Coverage tells them all beforehand), a block that layout does not know, or ctx's.
func Layout(ctx context.Context, d *doc.Document, l *typeset.Library, o Options) (*page.Document, []notice.Notice, error) {
	if all, ok := d.Cards(); ok {
		sides := o.Sides
		if sides == nil {
			sides = cards.NewSides(l)
		}
		pages, notices, err := sides.Pages(all, cards.Options{Overlay: o.Overlay, Shift: o.Shift, FirstPlace: o.FirstPlace, ShortEdge: o.ShortEdge})
		return &page.Document{Info: info(d), Pages: pages}, notices, err
	}
	c, err := compose(ctx, d, l, nil)
	if err != nil {
		return nil, nil, err
	}
	pages, err := c.draw(o)
	return pages, c.notices(), err
}

// composition is a paper whose rows stand on their pages, and are not drawn yet.
type composition struct {
	document *doc.Document
	builder  *builder
	flow     *flow
}

// compose fills pages with a paper that is no cards. Where that is done again to save pages, before is what was composed first.
func compose(ctx context.Context, d *doc.Document, l *typeset.Library, before *composition) (*composition, error) {
	b, err := newBuilder(d.Profile, d.Form, l)
	if err != nil {
		return nil, err
	}
	if before != nil {
		b.done, b.tight = before.builder.bodies, true
	}
	f := newFlow(d.Profile, d.Form)
	for i, block := range d.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if rotated := doc.Landscape(d.Blocks[i:]); rotated != b.rotated {
			f.fill(b.take())
			if _, last := block.(*doc.Imprint); !last { // which finds its own page
				f.rotate(rotated)
			}
			b.rotate(rotated)
		}
		if err := b.block(f, block, d.Blocks[i+1:]); err != nil {
			return nil, err
		}
	}
	f.fill(b.take())
	if d.Form == doc.Letter {
		b.letterFoot(f.pages[0])
	}
	f.firstPage(d)
	f.loneEndings()
	return &composition{d, b, f}, nil
}

// draw gives the pages. It moves the rows to their places, once.
func (c *composition) draw(o Options) (*page.Document, error) {
	out := &page.Document{Info: info(c.document)}
	var err error
	if out.Outline, err = c.flow.draw(o.Overlay); err != nil {
		return nil, err
	}
	if err := c.builder.numberPages(c.flow.pages); err != nil {
		return nil, err
	}
	for i, s := range c.flow.pages {
		if o.Shift != (page.Point{}) {
			if err := page.Shift(s.page.Items, o.Shift.X, o.Shift.Y); err != nil {
				return nil, fmt.Errorf("layout: page %d: %w", i+1, err)
			}
		}
		out.Pages = append(out.Pages, s.page)
	}
	return out, nil
}

func (c *composition) notices() []notice.Notice { return append(c.builder.notices, c.flow.notices...) }

// block turns a block into rows, or ends the rows there are with a new page or the imprint. rest is what comes after it.
func (b *builder) block(f *flow, block doc.Block, rest []doc.Block) error {
	switch t := block.(type) {
	case *doc.PageBreak:
		f.fill(b.take())
		if !f.fresh {
			f.next()
		}
		f.last().begins = true
	case *doc.Imprint:
		f.fill(b.take())
		im, err := b.imprint(t)
		if err != nil {
			return err
		}
		f.foot(im, b.profile.EvenImprint(b.form))
	case *doc.Mark:
		return b.mark(t, rest)
	default:
		return b.add(block)
	}
	return nil
}

// firstPage gives notice when page 1 has a head and no text (7.3.3).
func (f *flow) firstPage(d *doc.Document) {
	text := slices.ContainsFunc(f.pages, func(s *openPage) bool { return loose(s.rows) > 0 })
	marked := slices.ContainsFunc(d.Blocks, func(b doc.Block) bool { _, ok := b.(*doc.Mark); return ok })
	if !text || !marked || loose(f.pages[0].rows) > 0 {
		return
	}
	var at doc.Source
	for _, block := range d.Blocks {
		switch t := block.(type) {
		case *doc.Title:
			if len(t.Text) > 0 && at.Path == "" {
				at = t.Text[0].From
			}
		case *doc.Addressee:
			if len(t.Text) > 0 {
				at = t.Text[0].From
			}
		}
	}
	f.notices = append(f.notices, at.Notice("no-text-on-page-1",
		"首页没有正文（第7.3.3条）：主送机关多的，请移到版记；发文机关标志、标题过长的，请缩短"))
}

// loneEndings gives notice of a page that begins with signature and date (7.3.5.1): the text is so short that page 1 had to keep it.
func (f *flow) loneEndings() {
	for i, s := range f.pages {
		if i > 0 && len(s.rows) > 0 && s.rows[0].signs != nil {
			f.notices = append(f.notices, s.rows[0].signs.Notice("ending-without-text",
				fmt.Sprintf("署名和成文日期单独在第%d页，没有和正文在一起（第7.3.5.1条）：请缩短标题，或把正文写得长一些", i+1)))
		}
	}
}

func info(d *doc.Document) page.Info {
	return page.Info{
		Title:    d.Info.Title,
		Author:   d.Info.Author,
		Subject:  d.Info.Number,
		Keywords: d.Info.Keywords,
		Language: d.Info.Language,
		Date:     d.Info.Date,
		Profile:  d.ProfileName(),
	}
}
