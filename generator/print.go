package generator

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
)

// Print says how pages are printed. The zero Print prints them whole.
type Print struct {
	Overlay   bool       // leaves out what a preprinted red-head sheet has already (套打)
	Shift     page.Point // moves every mark, to make up for how a printer feeds its paper
	ShortEdge bool       // the printer turns leaves of cards over their short edge for their backs
}

// Copies are the 份号 that a paper is printed with, once for each number. The zero Copies print it once, as it is.
type Copies struct{ First, Last int }

// maxCopies keeps a slip of typing from making a file without end.
const maxCopies = 10_000

// ParseCopies reads 7 or 1-50; "" is a paper that is printed once, as it is. Its error is Chinese.
func ParseCopies(s string) (c Copies, err error) {
	if s == "" {
		return c, nil
	}
	from, to, ranged := strings.Cut(s, "-")
	if !ranged {
		to = from
	}
	c.First, err = strconv.Atoi(from)
	if err == nil {
		c.Last, err = strconv.Atoi(to)
	}
	switch {
	case err != nil || c.First < 1 || c.Last < c.First || c.Last > 999_999:
		return c, fmt.Errorf("份号范围写成 1-50 这样，从 1 到 999999；收到的是“%s”", s)
	case c.Last-c.First >= maxCopies:
		return c, fmt.Errorf("一次最多 %d 份；“%s”有 %d 份", maxCopies, s, c.Last-c.First+1)
	}
	return c, nil
}

// layout gives the options for what the series lays out.
func (s *Series) layout() layout.Options {
	return layout.Options{Overlay: s.print.Overlay, Shift: s.print.Shift, ShortEdge: s.print.ShortEdge, Sides: s.sides}
}

// lay lays the paper out as it is to be printed. The copies follow on each other; the outline is that of the first.
func (p *Paper) lay(ctx context.Context) (*page.Document, []notice.Notice, error) {
	o := p.series.layout()
	faces := p.series.generator.faces
	pages, said, profile, err := layout.Closer(ctx, p.document, faces, o)
	if err != nil {
		return nil, nil, err
	}
	if profile != p.document.Profile { // for every format
		closer := *p.document
		closer.Profile, p.document = profile, &closer
	}
	if p.copies.First == 0 {
		return pages, said, nil
	}
	var all *page.Document
	var notices []notice.Notice
	for n := p.copies.First; n <= p.copies.Last; n++ {
		pages, said, err := layout.Layout(ctx, numbered(p.document, n), faces, o)
		if err != nil {
			return nil, nil, err
		}
		if all == nil {
			all, notices = pages, said
			continue
		}
		all.Pages = append(all.Pages, pages.Pages...)
	}
	return all, notices, nil
}

// numbered gives the paper with a 份号 of six digits (GB/T 9704-2012, 7.2.1) in place of its own, if it has one.
func numbered(d *doc.Document, n int) *doc.Document {
	copied := *d
	copied.Blocks = slices.Clone(d.Blocks)
	notes := &doc.HeadNotes{}
	i := slices.IndexFunc(d.Blocks, func(b doc.Block) bool { _, ok := b.(*doc.HeadNotes); return ok })
	if i >= 0 {
		*notes = *d.Blocks[i].(*doc.HeadNotes)
		copied.Blocks[i] = notes
	} else {
		copied.Blocks = slices.Insert(copied.Blocks, 0, doc.Block(notes))
	}
	notes.Copy = doc.Text{{Text: fmt.Sprintf("%06d", n)}}
	return &copied
}

// WriteTestSheet writes the PDF of a sheet with rulers along the type area, by which the shift of a printer is read off.
func (g *Generator) WriteTestSheet(w io.Writer, profile string, shift page.Point) error {
	p, ok := g.kinds.Profile(profile)
	if !ok {
		return fmt.Errorf("generator: no profile %q", profile)
	}
	sheet, err := layout.Ruler(p, g.faces, shift)
	if err != nil {
		return err
	}
	return pdf.Write(w, sheet, pdf.Options{})
}
