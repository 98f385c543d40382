package batch

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gongwen/generator/kind"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/record"
	"gongwen/generator/typeset"
)

// groups are the parts of a batch whose papers have the same value in a field.
type groups struct {
	field   *record.Field
	all     []group
	firsts  map[int]int  // by the index of its first paper, the group
	rows    []groupedRow // by groups; nil until they are gathered
	summary Summary      // of the pass that gathered them: its bad rows
}

type group struct {
	title    string
	count    int // of papers
	position int // of its first row in the roster
}

type groupedRow struct {
	seat
	group int
}

// gather checks all rows and puts the good ones in the order of their groups, which is that of the groups' first rows.
func (b *Batch) gather(ctx context.Context) (*Summary, error) {
	g := &groups{field: b.groups.field, firsts: map[int]int{}}
	known := map[string]int{}
	p := b.pass()
	p.each = func(work *rowWork) error {
		title := text(work.record, g.field.Name)
		n, ok := known[title]
		if !ok {
			n = len(g.all)
			known[title], g.firsts[work.index] = n, n
			g.all = append(g.all, group{title: title, position: work.position})
		}
		g.all[n].count++
		g.all[n].position = min(g.all[n].position, work.position)
		g.rows = append(g.rows, groupedRow{work.seat, n})
		return nil
	}
	s, err := p.end(p.stream(ctx, p.lay))
	if err != nil {
		return s, err
	}
	slices.SortStableFunc(g.rows, func(a, b groupedRow) int { return cmp.Compare(g.all[a.group].position, g.all[b.group].position) })
	g.summary = Summary{Rows: s.Bad + s.Kept, Kept: s.Kept, Bad: s.Bad, Faults: s.Faults, FreedNumbers: s.FreedNumbers} // the next pass counts the rest
	b.groups = g
	return s, nil
}

// folder gives the name of the folder for the files of a group.
func (g *groups) folder(title string) string { return kind.CleanName(title, g.field.Title+"未填") }

// begins gives the group whose first paper is that of work; nil if it is a later one.
func (g *groups) begins(work *rowWork) *group {
	if n, ok := g.firsts[work.index]; ok {
		return &g.all[n]
	}
	return nil
}

// divider gives a sheet of the size of a page that has the group's name and the number of its papers.
func (b *Batch) divider(g *group, like *page.Page) (*page.Page, error) {
	sheet := &page.Page{Size: like.Size}
	y := like.Size.H / 3
	for _, line := range []struct {
		text string
		size page.Length
	}{
		{cmp.Or(g.title, "（"+b.groups.field.Title+"未填）"), 36 * measure.PT},
		{fmt.Sprintf("%s  共 %d 份", b.kind.Title, g.count), 18 * measure.PT},
	} {
		style := typeset.Style{Role: "heiti", Latin: "heiti", Size: line.size, Cell: line.size, Stretch: 1000, Color: page.Black}
		lines, err := b.generator.Fonts().Balanced(&typeset.Paragraph{Spans: []typeset.Span{{Text: line.text, Style: style}}, Measure: like.Size.W * 3 / 4})
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			for _, t := range l.Texts {
				t.At = page.Point{X: t.At.X + (like.Size.W-l.Width)/2, Y: y}
				sheet.Items = append(sheet.Items, t)
			}
			y += line.size * 3 / 2
		}
	}
	return sheet, nil
}
