package batch

import (
	"context"
	"io"

	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
)

// merger puts the papers of a batch into one PDF.
type merger struct {
	batch *Batch
	w     io.Writer
	file  *pdf.Writer // nil before the first paper
	pages int
	cards []doc.Card // of the leaf that is being filled
	first int        // the place of the first of them on the leaf
}

// add adds a paper, and says in its entry where it is.
func (m *merger) add(ctx context.Context, work *rowWork) error {
	laid, err := work.paper.Pages(ctx)
	if err != nil {
		return err
	}
	if m.file == nil {
		info := page.Info{Title: m.batch.kind.Title, Author: laid.Info.Author, Language: laid.Info.Language, Date: laid.Info.Date,
			Profile: laid.Info.Profile}
		m.file = pdf.NewWriter(m.w, info, pdf.Options{})
	}
	cards := work.paper.Cards()
	imposed := len(cards) > 0 && cards[0].Front.Imposition != nil
	if err := m.begin(cards, imposed); err != nil {
		return err
	}
	if m.batch.groups != nil {
		if err := m.divide(work, laid.Pages[0]); err != nil {
			return err
		}
	}
	work.entry.Page, work.entry.Pages = m.pages+1, len(laid.Pages)
	if !imposed {
		return m.draw(laid.Pages...)
	}
	m.cards = append(m.cards, cards...)
	if room := cards[0].Front.Imposition.Cards() - m.first; len(m.cards) >= room {
		return m.leaf()
	}
	return nil
}

// begin draws the leaf that is being filled if the next cards cannot stand on it, and refuses a first place that no leaf has.
func (m *merger) begin(cards []doc.Card, imposed bool) error {
	if m.first > 0 && !imposed {
		return optionFault("%s不拼版，没有第 %d 个位置", m.batch.kind.Title, m.first+1)
	}
	if m.first > 0 && m.first >= cards[0].Front.Imposition.Cards() {
		return optionFault("一张纸上只有 %d 个位置，没有第 %d 个", cards[0].Front.Imposition.Cards(), m.first+1)
	}
	if len(m.cards) > 0 && (!imposed || !m.cards[0].Alike(cards[0])) {
		return m.leaf()
	}
	return nil
}

// leaf draws the leaf that is being filled, both of its sides.
func (m *merger) leaf() error {
	if len(m.cards) == 0 {
		return nil
	}
	leaf, err := m.batch.series.Leaves(m.cards, m.first)
	if err != nil {
		return err
	}
	m.cards, m.first = nil, 0
	return m.draw(leaf...)
}

func (m *merger) draw(pages ...*page.Page) error {
	for _, p := range pages {
		m.pages++
		if err := m.file.Page(p); err != nil {
			return err
		}
	}
	return nil
}

// divide puts a sheet that names the group before its first paper; like is a page of that. It has a leaf of its own, printed on
// one side or on both, and so has the paper behind it.
func (m *merger) divide(work *rowWork, like *page.Page) error {
	g := m.batch.groups.begins(work)
	if g == nil {
		return nil
	}
	if err := m.leaf(); err != nil {
		return err
	}
	blank := &page.Page{Size: like.Size}
	if m.pages%2 != 0 {
		if err := m.draw(blank); err != nil {
			return err
		}
	}
	sheet, err := m.batch.divider(g, like)
	if err != nil {
		return err
	}
	m.file.Bookmark(page.Bookmark{Title: g.title, Level: 1, Page: m.pages})
	return m.draw(sheet, blank)
}

// close ends the file.
func (m *merger) close() error {
	if err := m.leaf(); err != nil {
		return err
	}
	return m.file.Close()
}
