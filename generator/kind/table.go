package kind

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// aligns are the values of a column's attribute align.
var aligns = map[string]doc.Align{"": doc.Left, "left": doc.Left, "centre": doc.Centre, "right": doc.Right}

// maxColumns leaves 5 mm to a column on a landscape page.
const maxColumns = 45

// table makes a table. One without columns has as many as its first row.
func (s *scope) table(e *element) ([]doc.Block, error) {
	t := &doc.Table{}
	var err error
	if t.Head, err = s.int(e.values["head"]); err != nil {
		return nil, err
	}
	if x := e.values["landscape"]; x != nil {
		if t.Landscape, err = s.bool(x); err != nil {
			return nil, err
		}
	}
	var rows []doc.Source // where each row stands
	var optional []bool   // columns
	var aligned []bool    // columns whose align is said
	err = s.parts(e, func(inner *element) error {
		switch inner.name {
		case "caption":
			t.Caption, err = s.characters(inner)
			return err
		case "column":
			optional = append(optional, inner.static.(bool))
			said, err := s.column(t, inner)
			aligned = append(aligned, said)
			return err
		default:
			row, from, err := s.row(inner, len(t.Rows) < t.Head)
			t.Rows, rows = append(t.Rows, row), append(rows, from)
			if err != nil {
				return err
			}
			height, err := s.int(inner.values["height"])
			t.Heights = append(t.Heights, measure.Length(height)*measure.MM)
			return err
		}
	})
	if err != nil || len(t.Rows) == 0 {
		return nil, err
	}
	t.Head = min(t.Head, len(t.Rows))
	if slices.Contains(optional, true) {
		gone, err := dropEmpty(t, optional)
		if err != nil {
			return nil, err
		}
		aligned = without(aligned, gone)
	}
	if t.Columns == nil {
		for _, c := range t.Rows[0] {
			t.Columns = append(t.Columns, make([]doc.Column, c.Columns)...)
		}
	}
	if n := len(t.Columns); n == 0 || n > maxColumns {
		s.fault(rows[0], "cells", fmt.Sprintf("表格有%d栏，应有1至%d栏。", n, maxColumns))
		return nil, nil
	}
	s.checkRows(t, rows)
	t.AlignByContent(aligned)
	return []doc.Block{t}, nil
}

func readColumn(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return choice(a, "optional", truths), a.err
}

// dropEmpty leaves out the optional columns of a table without spans that have nothing below the head, and tells which.
func dropEmpty(t *doc.Table, optional []bool) (gone []bool, err error) {
	gone = slices.Clone(optional)
	for i, row := range t.Rows {
		if len(row) != len(optional) {
			return nil, fmt.Errorf("a table with optional columns has %d of them and a row of %d cells", len(optional), len(row))
		}
		for j, c := range row {
			if c.Columns > 1 || c.Rows > 1 {
				return nil, errors.New("a table with optional columns has no spans")
			}
			gone[j] = gone[j] && (i < t.Head || len(c.Lines) == 0)
		}
	}
	t.Columns = without(t.Columns, gone)
	for i := range t.Rows {
		t.Rows[i] = without(t.Rows[i], gone)
	}
	return gone, nil
}

func without[T any](all []T, gone []bool) []T {
	i := -1
	return slices.DeleteFunc(all, func(T) bool { i++; return gone[i] })
}

// column adds a column, and tells whether its align is said.
func (s *scope) column(t *doc.Table, e *element) (aligned bool, err error) {
	width, err := s.int(e.values["width"])
	if err != nil {
		return false, err
	}
	name, err := s.string(e.values["align"])
	if err != nil {
		return false, err
	}
	align, ok := aligns[name]
	if !ok {
		return false, fmt.Errorf("unknown align %q", name)
	}
	t.Columns = append(t.Columns, doc.Column{Width: measure.Length(width) * measure.MM, Align: align})
	return name != "" || e.values["align"] == nil, nil // a template's column says so by saying nothing
}

// row gives the cells of a row, and where the row stands.
func (s *scope) row(e *element, head bool) (cells []doc.Cell, from doc.Source, err error) {
	from = doc.Source{Path: s.item, Line: 1, Column: 1}
	err = s.parts(e, func(inner *element) error {
		columns, err := s.int(inner.values["columns"])
		if err != nil {
			return err
		}
		rows, err := s.int(inner.values["rows"])
		if err != nil {
			return err
		}
		text, err := s.characters(inner)
		if err != nil {
			return err
		}
		form := inner.static.(cellForm)
		c := doc.Cell{Lines: lines(text), Columns: max(1, columns), Rows: max(1, rows), Centred: head || form.centred, Top: form.top, Spread: form.spread}
		err = s.partTexts(inner, func(_ string, t doc.Text) { c.Foot = append(c.Foot, lines(t)...) })
		if err == nil && c.Foot != nil && c.Rows > 1 {
			err = errors.New("<cell>: one with a foot is of one row")
		}
		cells = append(cells, c)
		return err
	})
	return cells, from, err
}

// cellForm is what the attributes of a cell that are text say.
type cellForm struct{ top, centred, spread bool }

func readCell(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return cellForm{
		top:     choice(a, "place", map[string]bool{"": false, "middle": false, "top": true}),
		centred: choice(a, "align", map[string]bool{"": false, "centre": true}),
		spread:  choice(a, "spread", truths),
	}, a.err
}

// lines cuts a text at its line ends.
func lines(t doc.Text) []doc.Text {
	if len(t) == 0 {
		return nil
	}
	all := []doc.Text{nil}
	for _, span := range t {
		for i, text := range strings.Split(span.Text, "\n") {
			from := span.From
			if i > 0 {
				all = append(all, nil)
				from.Line, from.Column = from.Line+i, 1
			}
			if text != "" {
				all[len(all)-1] = append(all[len(all)-1], doc.Span{Text: text, From: from})
			}
		}
	}
	return all
}

// checkRows finds fault with rows whose cells do not fill the columns, those that reach down from above counted.
func (s *scope) checkRows(t *doc.Table, from []doc.Source) {
	reach := make([]int, len(t.Columns)) // rows, this one included, that a cell still covers
	for i, row := range t.Rows {
		column, fits := 0, true
		for _, c := range row {
			for column < len(reach) && reach[column] > 0 {
				column++
			}
			for range c.Columns {
				if fits = fits && column < len(reach) && reach[column] == 0; fits {
					reach[column] = c.Rows
					column++
				}
			}
		}
		if !fits || slices.Contains(reach, 0) || slices.Max(reach) > len(t.Rows)-i {
			s.fault(from[i], "cells", fmt.Sprintf("第%d行的格子与表格的%d栏对不上：各格占的栏数（连同上面各行占下来的）应正好%d栏，也不能占到表格之外。",
				i+1, len(t.Columns), len(t.Columns)))
			return
		}
		for j := range reach {
			reach[j]--
		}
	}
}
