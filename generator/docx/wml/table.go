package wml

import "gongwen/generator/measure"

// Table is a table of columns that are as wide as is said.
type Table struct {
	Widths       []int
	Centred      bool           // between the margins
	Left         int            // from the left margin
	Outer, Inner measure.Length // thickness of the rules around and inside it; 0 for none
	Pads         *Pads          // between text and edges of a cell; nil for none at its sides
}

// Pads is the room between the text of a cell and its edges.
type Pads struct{ Top, Left, Bottom, Right int }

// Table opens a table.
func (w *Writer) Table(t Table) {
	all := 0
	for _, width := range t.Widths {
		all += width
	}
	w.s(`<w:tbl><w:tblPr><w:tblW w:w="`).n(all).s(`" w:type="dxa"/>`)
	if t.Centred {
		w.s(`<w:jc w:val="center"/>`)
	}
	if t.Left != 0 {
		w.s(`<w:tblInd w:w="`).n(t.Left).s(`" w:type="dxa"/>`)
	}
	if t.Outer > 0 {
		w.tableRules(t.Outer, t.Inner)
	}
	w.s(`<w:tblLayout w:type="fixed"/><w:tblCellMar>`)
	if p := t.Pads; p == nil {
		w.pad("left", 0).pad("right", 0)
	} else {
		w.pad("top", p.Top).pad("left", p.Left).pad("bottom", p.Bottom).pad("right", p.Right)
	}
	w.s(`</w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, width := range t.Widths {
		w.s(`<w:gridCol w:w="`).n(width).s(`"/>`)
	}
	w.s(`</w:tblGrid>`)
}

func (x *xml) pad(side string, room int) *xml {
	return x.s(`<w:`).s(side).s(` w:w="`).n(room).s(`" w:type="dxa"/>`)
}

func (w *Writer) tableRules(outer, inner measure.Length) {
	w.s(`<w:tblBorders>`)
	for _, side := range []struct {
		name      string
		thickness measure.Length
	}{{"top", outer}, {"left", outer}, {"bottom", outer}, {"right", outer}, {"insideH", inner}, {"insideV", inner}} {
		w.s(`<w:`).s(side.name).s(` w:val="single" w:sz="`).n(Eighths(side.thickness)).s(`" w:space="0" w:color="000000"/>`)
	}
	w.s(`</w:tblBorders>`)
}

// CloseTable ends the table.
func (w *Writer) CloseTable() { w.s(`</w:tbl>`) }

// Row is a row of a table, which stands on one page.
type Row struct {
	Height int  // at the least; 0 for that of its text
	Exact  bool // Height is the row's, whatever stands in it
	Head   bool // it stands again on every page
	Free   int  // columns at its end that it has no cells for
}

// Row opens a row.
func (w *Writer) Row(r Row) {
	w.s(`<w:tr><w:trPr>`)
	if r.Free > 0 {
		w.s(`<w:gridAfter w:val="`).n(r.Free).s(`"/>`)
	}
	w.s(`<w:cantSplit/>`)
	switch {
	case r.Exact:
		w.s(`<w:trHeight w:val="`).n(r.Height).s(`" w:hRule="exact"/>`)
	case r.Height > 0:
		w.s(`<w:trHeight w:val="`).n(r.Height).s(`" w:hRule="atLeast"/>`)
	}
	if r.Head {
		w.s(`<w:tblHeader/>`)
	}
	w.s(`</w:trPr>`)
}

// CloseRow ends the row.
func (w *Writer) CloseRow() { w.s(`</w:tr>`) }

// Cell is a cell of a row. It needs a paragraph.
type Cell struct {
	Width  int
	Across int      // columns; 0 is 1
	Merge  string   // restart for the first of those above each other that are one cell, continue for the others
	Rules  []Border // where they differ from the table's
	Align  string   // of its text in its height: top, center or bottom
}

// Border is the rule along a side of a cell.
type Border struct {
	Side      string // top or bottom
	Thickness int    // in eighths of a point; 0 for none
	Color     string // RRGGBB
}

// Cell opens a cell.
func (w *Writer) Cell(c Cell) {
	w.s(`<w:tc><w:tcPr><w:tcW w:w="`).n(c.Width).s(`" w:type="dxa"/>`)
	if c.Across > 1 {
		w.s(`<w:gridSpan w:val="`).n(c.Across).s(`"/>`)
	}
	if c.Merge != "" {
		w.s(`<w:vMerge w:val="`).s(c.Merge).s(`"/>`)
	}
	if len(c.Rules) > 0 {
		w.s(`<w:tcBorders>`)
		for _, r := range c.Rules {
			w.s(`<w:`).s(r.Side)
			if r.Thickness == 0 {
				w.s(` w:val="nil"/>`)
				continue
			}
			w.s(` w:val="single" w:sz="`).n(r.Thickness).s(`" w:space="0" w:color="`).s(r.Color).s(`"/>`)
		}
		w.s(`</w:tcBorders>`)
	}
	w.s(`<w:vAlign w:val="`).s(c.Align).s(`"/></w:tcPr>`)
}

// CloseCell ends the cell.
func (w *Writer) CloseCell() { w.s(`</w:tc>`) }
