package generator

import (
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/layout/cards"
	"gongwen/generator/layout/coverage"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/record"
)

// Series makes papers that are printed alike, and keeps what they have in common: the sides of cards that are set already, and
// the pictures and fonts as they stand in a PDF. It may be used by several goroutines at a time.
type Series struct {
	generator *Generator
	print     Print
	sides     *cards.Sides
	cache     pdf.Cache
}

// Series begins a series of papers.
func (g *Generator) Series(how Print) *Series {
	return &Series{generator: g, print: how, sides: cards.NewSides(g.faces)}
}

// Paper makes a paper of a checked record, as Prepare does of an input.
func (g *Generator) Paper(k *kind.Kind, r *record.Record) (*Paper, error) {
	return g.paper(k, r, Print{})
}

// paper makes a paper that shares nothing with others.
func (g *Generator) paper(k *kind.Kind, r *record.Record, how Print) (*Paper, error) {
	p, err := g.Series(how).Paper(k, r)
	if err != nil {
		return nil, err
	}
	if p.Name, err = k.FileName(r); err != nil {
		return nil, err
	}
	return p, nil
}

// Paper makes the document of a checked record, looks up its characters and measures what has to fit. Its Name is left to the
// caller: who makes many papers names them by a rule of his own. The error is a notice.Refusal when the record is at fault.
func (s *Series) Paper(k *kind.Kind, r *record.Record) (*Paper, error) {
	d, notices, err := k.Document(r)
	if err != nil {
		return nil, err
	}
	missing, substituted, err := coverage.Check(d, s.generator.faces)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 { // what cannot be set cannot be measured
		return nil, notice.Refusal(located(r, missing))
	}
	tooLong, ofSides, err := s.sides.Check(d)
	if err != nil {
		return nil, err
	}
	if len(tooLong) > 0 {
		return nil, notice.Refusal(located(r, tooLong))
	}
	p := &Paper{Kind: k, series: s, record: r, document: d, ofSides: ofSides}
	p.Warnings = slices.Concat(r.Notices, located(r, notices), located(r, substituted))
	p.prepared = len(p.Warnings)
	return p, nil
}

// Cards gives the cards that the paper is made of; none if it is running text.
func (p *Paper) Cards() []doc.Card {
	cards, _ := p.document.Cards()
	return cards
}

// Leaves lays out cards, of one size, of the series' papers: as many to a leaf as their imposition says, the first of them at a place
// of the first leaf, from 0. What there is to say of a card was said of its paper.
func (s *Series) Leaves(of []doc.Card, first int) ([]*page.Page, error) {
	o := cards.Options{Overlay: s.print.Overlay, Shift: s.print.Shift, FirstPlace: first, ShortEdge: s.print.ShortEdge}
	pages, _, err := s.sides.Pages(of, o)
	return pages, err
}

// located gives notices of a document their places in the input that r was read from.
func located(r *record.Record, notices []notice.Notice) []notice.Notice {
	out := make([]notice.Notice, len(notices))
	for i, n := range notices {
		out[i] = r.Locate(n)
	}
	return out
}
