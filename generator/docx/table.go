package docx

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// tableLine is the distance between the lines of a cell, half as much again as its characters.
func tableLine(p *doc.Profile, name string) int { return twips(p.Styles[name].Size.Length.Scale(3, 2)) }

// gap writes an empty paragraph of a height.
func (b *body) gap(height int) {
	b.begin("Gap", form{line: max(gapLine, height)})
	b.end()
}

// leaveTable writes the paragraph that a table needs behind it at the end of a section, and before another table.
func (b *body) leaveTable() {
	if b.tabled {
		b.gap(0)
	}
}

// noCellMargins ends the properties of a table that only places text.
const noCellMargins = `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`

// columns appends the grid of a table.
func (x *xml) columns(widths []int) {
	x.s(`<w:tblGrid>`)
	for _, w := range widths {
		x.s(`<w:gridCol w:w="`).n(w).s(`"/>`)
	}
	x.s(`</w:tblGrid>`)
}

func sum(widths []int) int {
	n := 0
	for _, w := range widths {
		n += w
	}
	return n
}

// table writes a table with its caption above; one that is landscape stands in a section of its own (chapter 8).
func (b *body) table(t *doc.Table, rest []doc.Block) error {
	before := b.settle()
	switch {
	case len(t.Caption) > 0:
		b.begin("Caption", form{before: before, keepNext: true})
		if err := b.text(t.Caption, b.profile.Styles["caption"]); err != nil {
			return err
		}
		b.end()
	case before > 0 || b.breakBefore || b.tabled:
		b.gap(before)
	}
	rows, err := spread(t)
	if err != nil {
		return err
	}
	widths := b.widths(t)
	b.tableForm(widths)
	for i, row := range rows {
		if err := b.tableRow(t, row, i, widths, i == len(rows)-1 && ends(rest)); err != nil {
			return err
		}
	}
	b.s(`</w:tbl>`)
	b.empty, b.tabled = false, true
	return nil
}

// tableForm begins a table in the middle between the margins, its rules as thick as the profile says.
func (b *body) tableForm(widths []int) {
	p := b.profile.Table
	b.s(`<w:tbl><w:tblPr><w:tblW w:w="`).n(sum(widths)).s(`" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []struct {
		name      string
		thickness measure.Length
	}{
		{"top", p.Outer.Length}, {"left", p.Outer.Length}, {"bottom", p.Outer.Length}, {"right", p.Outer.Length},
		{"insideH", p.Inner.Length}, {"insideV", p.Inner.Length},
	} {
		b.s(`<w:`).s(side.name).s(` w:val="single" w:sz="`).n(int(side.thickness.Scale(8, int64(measure.PT))))
		b.s(`" w:space="0" w:color="000000"/>`)
	}
	b.s(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>`)
	// The pad is that of the characters, which leave room in their line.
	size, line, pad := b.profile.Styles["table"].Size.Length, tableLine(b.profile, "table"), twips(p.Pad.Length)
	above := lead(line, size)
	below := line - twips(size) - above
	for _, side := range []struct {
		name string
		room int
	}{{"top", pad - above}, {"left", pad}, {"bottom", pad - below}, {"right", pad}} {
		b.s(`<w:`).s(side.name).s(` w:w="`).n(max(0, side.room)).s(`" w:type="dxa"/>`)
	}
	b.s(`</w:tblCellMar></w:tblPr>`).columns(widths)
}

// widths gives the columns of a table in twips: those without a width share what the others leave; widths that leave less than
// a character to each of these are all made narrower.
func (b *body) widths(t *doc.Table) []int {
	area := b.grid.text
	if t.Landscape {
		area = b.grid.area
	}
	out := make([]int, len(t.Columns))
	room, open := area, 0
	for i, c := range t.Columns {
		if out[i] = twips(c.Width); out[i] == 0 {
			room -= 2*twips(b.profile.Table.Pad.Length) + twips(b.profile.Styles["table"].Size.Length)
			open++
		}
	}
	if given := sum(out); given > room {
		for i := range out {
			out[i] = out[i] * room / given
		}
	}
	left := area - sum(out)
	for i, c := range t.Columns {
		if c.Width == 0 {
			out[i] = left / open
			left, open = left-out[i], open-1
		}
	}
	return out
}

// slot is a cell in the grid of a table. One without a cell is covered by that above it.
type slot struct {
	cell   *doc.Cell
	column int
	across int
	merge  string // restart, continue or ""
}

// spread gives the cells of every row with those that others cover.
func spread(t *doc.Table) ([][]slot, error) {
	covered := make([]struct{ rows, across int }, len(t.Columns)) // by the cell above: rows to come, and its columns
	rows := make([][]slot, len(t.Rows))
	for i, cells := range t.Rows {
		for column := 0; column < len(t.Columns); {
			if c := &covered[column]; c.rows > 0 {
				c.rows--
				rows[i] = append(rows[i], slot{column: column, across: c.across, merge: "continue"})
				column += c.across
				continue
			}
			p := slot{cell: &doc.Cell{}, column: column, across: 1}
			if len(cells) > 0 {
				p.cell, cells = &cells[0], cells[1:]
				p.across = max(1, p.cell.Columns)
			}
			for c := column; c < column+p.across; c++ {
				if c >= len(t.Columns) || covered[c].rows > 0 {
					return nil, fmt.Errorf("row %d of the table: no room for a cell of %d columns", i+1, p.across)
				}
			}
			if p.cell.Rows > 1 {
				p.merge = "restart"
				covered[column].rows, covered[column].across = min(p.cell.Rows, len(t.Rows)-i)-1, p.across
			}
			rows[i] = append(rows[i], p)
			column += p.across
		}
		if len(cells) > 0 {
			return nil, fmt.Errorf("row %d of the table: %d cells too many", i+1, len(cells))
		}
	}
	return rows, nil
}

// tableRow writes a row, which stands on one page.
func (b *body) tableRow(t *doc.Table, row []slot, i int, widths []int, keepNext bool) error {
	b.s(`<w:tr><w:trPr><w:cantSplit/>`)
	style, profile := "TableText", "table"
	if i < t.Head {
		b.s(`<w:tblHeader/>`)
		style, profile = "TableHead", "tableHead"
	}
	b.s(`</w:trPr>`)
	for _, p := range row {
		b.s(`<w:tc><w:tcPr><w:tcW w:w="`).n(sum(widths[p.column : p.column+p.across])).s(`" w:type="dxa"/>`)
		if p.across > 1 {
			b.s(`<w:gridSpan w:val="`).n(p.across).s(`"/>`)
		}
		if p.merge != "" {
			b.s(`<w:vMerge w:val="`).s(p.merge).s(`"/>`)
		}
		b.s(`<w:vAlign w:val="center"/></w:tcPr>`)
		f := form{keepNext: keepNext}
		var lines []doc.Text
		if p.cell != nil {
			f.align = alignment(t.Columns[p.column].Align, p.cell.Centred)
			lines = p.cell.Lines
		}
		for _, line := range lines {
			b.begin(style, f)
			if err := b.text(line, b.profile.Styles[profile]); err != nil {
				return err
			}
			b.end()
		}
		if len(lines) == 0 {
			b.begin(style, f)
			b.end()
		}
		b.s(`</w:tc>`)
	}
	b.s(`</w:tr>`)
	return nil
}

// alignment gives Word's word for it.
func alignment(a doc.Align, centred bool) string {
	switch {
	case centred || a == doc.Centre:
		return "center"
	case a == doc.Right:
		return "right"
	}
	return ""
}
