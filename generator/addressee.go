package generator

import (
	"context"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/page"
)

// layOut lays the paper out. Where a long 主送机关 leaves no text on page 1, it is moved to the imprint (GB/T 9704-2012, 7.3.2),
// for every format, and the user is told. A paper whose page 1 has no text even so is refused (7.3.3): the error is a
// notice.Refusal then.
func (p *Paper) layOut(ctx context.Context) (*page.Document, []notice.Notice, error) {
	pages, notices, err := p.lay(ctx)
	if err != nil || !slices.ContainsFunc(notices, crowded) {
		return pages, notices, err
	}
	refused := p.refusal(notices)
	moved, from := addresseeMoved(p.document)
	if moved == nil {
		return nil, nil, refused
	}
	whole := p.document
	p.document = moved
	again, said, err := p.lay(ctx)
	if err == nil && slices.ContainsFunc(said, crowded) { // that was not what filled the page
		err = refused
	}
	if err != nil {
		p.document = whole
		return nil, nil, err
	}
	return again, append(said, from.Notice("moved-addressee", "主送机关过长，首页排不下正文，已移到版记（第7.3.2条）")), nil
}

// refusal gives the notices that page 1 has no text, as faults with their places.
func (p *Paper) refusal(notices []notice.Notice) notice.Refusal {
	var faults []notice.Notice
	for _, n := range notices {
		if crowded(n) {
			faults = append(faults, n)
		}
	}
	return located(p.record, faults)
}

// crowded says whether a notice is layout's that page 1 has no text.
func crowded(n notice.Notice) bool { return n.Code == "no-text-on-page-1" }

// addresseeMoved gives the paper with its 主送机关 above 抄送 in the imprint (7.4.2), and where it stood in the input; nil if it
// has none, or is of a form without an imprint of that kind.
func addresseeMoved(d *doc.Document) (*doc.Document, doc.Source) {
	at := slices.IndexFunc(d.Blocks, func(b doc.Block) bool { _, ok := b.(*doc.Addressee); return ok })
	if at < 0 || d.Form != doc.Common {
		return nil, doc.Source{}
	}
	to := slices.Clone(d.Blocks[at].(*doc.Addressee).Text)
	last := &to[len(to)-1]
	last.Text = strings.TrimSuffix(last.Text, "：") + "。"
	imprint := &doc.Imprint{}
	moved := *d
	moved.Blocks = slices.Delete(slices.Clone(d.Blocks), at, at+1)
	end := len(moved.Blocks) - 1
	if had, ok := moved.Blocks[end].(*doc.Imprint); ok {
		*imprint = *had
		moved.Blocks[end] = imprint
	} else {
		moved.Blocks = append(moved.Blocks, imprint)
	}
	imprint.To = &doc.LabelledLine{Label: doc.Text{{Text: "主送："}}, Text: to}
	return &moved, to[0].From
}
