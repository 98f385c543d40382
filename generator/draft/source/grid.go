package source

import (
	"encoding/xml"
	"slices"
	"strings"
)

// table reads a table.
func (w *word) table() error {
	outer, grid := w.row, w.grid
	defer func() { w.row, w.grid = outer, grid }()
	w.tables++
	w.grid = nil
	table := w.tables
	rows, err := w.rows("tr", func() error {
		row := &Row{Table: table}
		w.row = row
		cells, err := w.rows("tc", func() error {
			w.row = row
			row.Cells = append(row.Cells, Cell{Columns: 1})
			if !row.deleted {
				return w.children()
			}
			w.deleted++
			defer func() { w.deleted-- }()
			return w.children()
		})
		if row.Widths = w.grid; !row.deleted {
			w.lay(row, cells)
		}
		return err
	})
	wide := false
	for _, r := range rows {
		wide = wide || slices.ContainsFunc(r, func(l Line) bool { return l.Row != nil && l.Row.Table == table && l.Row.Columns() > 1 })
	}
	for _, r := range rows {
		for _, l := range r {
			if l.Row != nil && l.Row.Table == table && !wide {
				l.Row = nil // a table of one column only places its paragraphs
			}
			*w.lines = append(*w.lines, l)
		}
	}
	return err
}

// lay gives the lines of a row: those of a lone cell, else one for all cells.
func (w *word) lay(row *Row, cells [][]Line) {
	var texts []string
	for i, c := range cells {
		var paragraphs []string
		for _, l := range c {
			if t := strings.TrimFunc(l.Text, IsBlank); t != "" {
				paragraphs = append(paragraphs, t)
			}
			if l.Row != nil && len(cells) > 1 {
				w.find("nested", "")
			}
		}
		row.Cells[i].Text = strings.Join(paragraphs, "\n")
		if len(paragraphs) > 0 {
			texts = append(texts, strings.Join(paragraphs, " "))
		}
	}
	switch len(cells) {
	case 0:
	case 1:
		for i := range cells[0] {
			if cells[0][i].Row == nil {
				cells[0][i].Row = row
			}
		}
		*w.lines = append(*w.lines, cells[0]...)
	default:
		*w.lines = append(*w.lines, Line{Number: max(w.number, 1), Text: strings.Join(texts, "\u3000"), Row: row})
	}
}

// twentiethsPerCentimetre is how many twentieths of a point, of which Word's widths are, make 10 mm.
const twentiethsPerCentimetre = 567

// rowProperty reads what a row, or its last cell, says of its place in the table, and what a table says of its columns.
func (w *word) rowProperty(e xml.StartElement) {
	if e.Name.Local == "gridCol" {
		if len(w.grid) < maxSpan {
			w.grid = append(w.grid, max(integer(attribute(e, "w"), 0), 0)*10/twentiethsPerCentimetre)
		}
		return
	}
	if w.row == nil {
		return
	}
	last := len(w.row.Cells) - 1
	switch n := min(max(integer(attribute(e, "val"), 1), 1), maxSpan); {
	case e.Name.Local == "tblHeader":
		w.row.Head = on(e)
	case e.Name.Local == "gridBefore":
		w.row.Before = n
	case last < 0:
	case e.Name.Local == "gridSpan":
		w.row.Cells[last].Columns = n
	case e.Name.Local == "vMerge":
		w.row.Cells[last].Below = attribute(e, "val") != "restart"
	case e.Name.Local == "cellDel":
		w.tell("表格里有格子的删除还在修订中，已照没有删除收入，请核对")
	}
}

// rows reads the children called name, each as lines of its own.
func (w *word) rows(name string, read func() error) (all [][]Line, err error) {
	lines, text := w.lines, w.text
	w.text = nil
	defer func() { w.lines, w.text = lines, text }()
	for {
		t, err := w.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if w.depth++; w.depth > maxDepth {
				return nil, errTooBig
			}
			var own []Line
			w.lines = &own
			switch t.Name.Local {
			case name:
				err = read()
				all = append(all, own)
			case "trPr", "tblGrid":
				err = w.children()
			case "sdt", "sdtContent", "customXml", "ins": // wrappers of rows and cells
				var inner [][]Line
				inner, err = w.rows(name, read)
				all = append(all, inner...)
			default:
				err = w.decoder.Skip()
			}
			if err != nil {
				return nil, err
			}
			w.depth--
		case xml.EndElement:
			return all, nil
		}
	}
}
