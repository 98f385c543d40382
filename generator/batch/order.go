package batch

import (
	"cmp"
	"slices"

	"gongwen/generator/notice"
	"gongwen/generator/person"
	"gongwen/generator/roster"
)

// seat is a row and its two positions: in the roster, and among the papers.
type seat struct {
	row      *roster.Row
	index    int // of its paper among those of all rows, from 0
	position int // in the roster, from 0
}

// eachRow calls give for the rows that are asked for, in the order of their papers, until it returns false.
func (b *Batch) eachRow(give func(seat) bool) error {
	if b.groups != nil && b.groups.rows != nil {
		for _, g := range b.groups.rows {
			if !give(g.seat) {
				return nil
			}
		}
		return nil
	}
	if b.options.Strokes {
		if b.seats == nil {
			if err := b.orderByStrokes(); err != nil {
				return err
			}
		}
		for _, t := range b.seats {
			if b.options.Wants(t.row.Number) && !give(t) {
				return nil
			}
		}
		return nil
	}
	index := -1
	for row, err := range b.roster.Rows() {
		if err != nil {
			return err
		}
		index++
		if b.options.Wants(row.Number) && !give(seat{row, index, index}) {
			return nil
		}
	}
	return nil
}

// orderByStrokes seats all rows by the strokes of their names, those with faults too: when they are put right
// the others keep their numbers.
func (b *Batch) orderByStrokes() error {
	var rows []*roster.Row
	var names []string
	for row, err := range b.roster.Rows() {
		if err != nil {
			return err
		}
		rows, names = append(rows, row), append(names, b.roster.Text(row, b.kind.Named))
	}
	order, unknown := person.ByStrokes(names)
	b.seats = make([]seat, len(rows))
	for i, at := range order {
		b.seats[i] = seat{rows[at], i, at}
	}
	b.unknown = unknown
	return nil
}

// badRow is a row with faults.
type badRow struct {
	position int // in the roster
	faults   []notice.Notice
}

// inRoster gives the faults of rows in the order of the roster.
func inRoster(rows []badRow) []notice.Notice {
	slices.SortStableFunc(rows, func(a, b badRow) int { return cmp.Compare(a.position, b.position) })
	var all []notice.Notice
	for _, row := range rows {
		all = append(all, row.faults...)
	}
	return all
}
