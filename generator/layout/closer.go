package layout

import (
	"context"
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// Closer lays a paper out as Layout does, with its lines closer to each other where that saves pages: where less than a quarter of the
// last page has text, or the imprint alone has turned to a page (GB/T 9704-2012, 5.2.3 and 7.3.5.5). It gives the profile that
// the paper is set by, so that other formats do so too. A notice says that it is set closer, or by how many lines the text is
// too long for that.
func Closer(ctx context.Context, d *doc.Document, l *typeset.Library, o Options) (*page.Document, []notice.Notice, *doc.Profile, error) {
	if _, cards := d.Cards(); cards {
		pages, notices, err := Layout(ctx, d, l, o)
		return pages, notices, d.Profile, err
	}
	first, err := compose(ctx, d, l, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	if over, wanted := first.flow.surplus(); wanted {
		closer, n, err := first.closer(ctx, l, over)
		if err != nil {
			return nil, nil, nil, err
		}
		if closer != nil {
			pages, err := closer.draw(o)
			return pages, closer.notices(), closer.document.Profile, err
		}
		if n <= d.Profile.Grid.Lines.N/2 {
			first.flow.notices = append(first.flow.notices, endOf(d).Notice("surplus-lines",
				fmt.Sprintf("末页内容很少，缩小行距也省不下来：正文再少%d行左右，就可以少印一张", max(1, n))))
		}
	}
	pages, err := first.draw(o)
	return pages, first.notices(), d.Profile, err
}

// closer composes a paper whose last page has so many lines too many with its seal nearer to the text, and with more lines to a page, as
// few more as save pages. It gives nil and the lines that are still too many if none do.
func (c *composition) closer(ctx context.Context, l *typeset.Library, over int) (*composition, int, error) {
	d := c.document
	normal, most := d.Profile.Grid.Lines.N, d.Profile.Grid.Most.N
	const seal = 1 // line that a seal gives up above it
	if over > c.flow.gain(most-normal)+seal {
		return nil, over - c.flow.gain(most-normal), nil
	}
	for lines := normal; lines <= most; lines++ {
		if lines < most && over > c.flow.gain(lines-normal)+seal {
			continue
		}
		closer := *d
		if lines > normal {
			closer.Profile = d.Profile.Closer(lines)
		}
		again, err := compose(ctx, &closer, l, c)
		if err != nil {
			return nil, 0, err
		}
		if saved := len(c.flow.pages) - len(again.flow.pages); saved > 0 {
			how := fmt.Sprintf("已缩小行距，每面由%d行改为%d行", normal, lines)
			if lines == normal {
				how = "已把印章移近正文"
			}
			again.flow.notices = append(again.flow.notices, endOf(d).Notice("closer-lines",
				fmt.Sprintf("末页内容很少，%s，省下%d页（第7.3.5.5条、第5.2.3条）", how, saved)))
			return again, 0, nil
		}
		if lines == most {
			over, _ = again.flow.surplus()
		}
	}
	return nil, over, nil
}

// endOf gives the place of the last running text of a paper.
func endOf(d *doc.Document) doc.Source {
	var at doc.Source
	for _, block := range d.Blocks {
		if p, ok := block.(*doc.Paragraph); ok && len(p.Text) > 0 && p.Text[0].From.Path != "" {
			at = p.Text[0].From
		}
	}
	return at
}

// sparse is the part of a page that its text takes at the least for it to be left as it is: 1/sparse.
const sparse = 4

// surplus gives by how many lines the running text is too long for the page before, where it is wanted there: because less than a
// quarter of its last page has text, or because the imprint alone has turned to a page. wanted is false where that saves no page.
func (f *flow) surplus() (lines int, wanted bool) {
	f.end()
	last := f.pages[f.text-1]
	pitch := f.profile.Rows(1)
	up := func(l page.Length) int { return int(max(0, l+pitch-1) / pitch) }
	depth := f.profile.Area.Height.Length
	alone := f.imprint > 0 && len(f.pages) > f.text
	switch {
	case last.rotated:
		return 0, false
	case alone && (!f.even || last.verso) && f.used > 0: // it needs room on this page
		return up(f.used + f.imprint - depth), true
	case f.text < 2 || last.begins || f.pages[f.text-2].rotated:
		return 0, false
	case f.even && f.imprint > 0 && last.verso: // the page is there in any case
		return 0, false
	case !alone && f.used*sparse >= depth:
		return 0, false
	}
	before := f.pages[f.text-2]
	free := depth
	for _, r := range before.rows {
		free = min(free, depth-r.top-r.height-f.profile.LineGap())
	}
	return up(f.used + f.profile.LineGap() + f.imprint - max(0, free)), true
}

// gain gives how many lines the pages from the one on which the last running text begins hold more if each holds so many more.
func (f *flow) gain(each int) int {
	n := 0
	for i := f.text - 1; i >= 0; i-- {
		if n += each; f.pages[i].begins {
			break
		}
	}
	return n
}
