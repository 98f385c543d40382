package docx

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// tableLine is the distance between the lines of a cell, half as much again as its characters.
func tableLine(p *doc.Profile, name string) int { return cellLine(p.Styles[name].Size.Length) }

// cellLine is the same of characters of a size.
func cellLine(size measure.Length) int { return wml.Twips(size.Scale(3, 2)) }

// gap writes an empty paragraph of a height.
func (b *body) gap(height int) {
	b.begin("Gap", wml.Paragraph{Line: max(gapLine, height)})
	b.End()
}

// leaveTable writes the paragraph that a table needs behind it at the end of a section, and before another table.
func (b *body) leaveTable() {
	if b.tabled {
		b.gap(0)
	}
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
	before := b.settle(t)
	switch {
	case len(t.Caption) > 0:
		b.begin("Caption", wml.Paragraph{Before: before, KeepNext: true})
		if err := b.text(t.Caption, b.profile.Styles["caption"]); err != nil {
			return err
		}
		b.End()
	case before > 0 || b.breakBefore || b.tabled:
		b.gap(before)
	}
	rows, err := spread(t)
	if err != nil {
		return err
	}
	line := b.line()
	if t.Landscape {
		line.Width = b.grid.area
	}
	widths, size, _ := line.TableColumns(t)
	b.cellSize = size
	defer func() { b.cellSize = 0 }()
	b.openTable(widths)
	for i, row := range rows {
		keep := i == len(rows)-1 && ends(rest)
		r := tableRow{head: i < t.Head, height: wml.Twips(t.Height(i)), keepNext: keep, slots: row}
		if foot := b.foot(row); foot > 0 {
			upper, lower := r, r
			upper.slots, lower.slots = footed(row)
			upper.height, upper.keepNext = max(0, r.height-foot), true
			lower.height = min(foot, r.height)
			if err := b.tableRow(t, upper, widths); err != nil {
				return err
			}
			r = lower
		}
		if err := b.tableRow(t, r, widths); err != nil {
			return err
		}
	}
	b.CloseTable()
	b.empty, b.tabled = false, true
	return nil
}

// openTable begins a table in the middle between the margins, its rules as thick as the profile says.
func (b *body) openTable(widths []int) {
	p := b.profile.Table
	// The pad is that of the characters, which leave room in their line.
	size, pad := b.cellSize, wml.Twips(p.Pad.Length)
	line := cellLine(size)
	above := lead(line, size)
	below := line - wml.Twips(size) - above
	b.Table(wml.Table{Widths: widths, Centred: true, Outer: p.Outer.Length, Inner: p.Inner.Length,
		Pads: &wml.Pads{Top: max(0, pad-above), Left: max(0, pad), Bottom: max(0, pad-below), Right: max(0, pad)}})
}

// slot is a cell in the grid of a table. One without a cell is covered by that above it.
type slot struct {
	cell   *doc.Cell
	column int
	across int
	merge  string // restart, continue or ""
	joined string // the side on which it has no rule: bottom or top, because another part of the cell is there
	foot   bool   // it is the foot of the cell above
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

// tableRow is a row of a table: a cell's foot is a row of its own in Word, with no rule above it.
type tableRow struct {
	slots    []slot
	head     bool // it stands again on every page
	height   int  // at the least; 0 for that of its text
	keepNext bool
}

// foot is the height of the part of a row in which the feet of its cells stand; 0 if none has one.
func (b *body) foot(row []slot) int {
	n := 0
	for _, p := range row {
		if p.cell != nil {
			n = max(n, len(p.cell.Foot))
		}
	}
	if n == 0 {
		return 0
	}
	return n*cellLine(b.cellSize) + wml.Twips(b.profile.Table.Pad.Length)
}

// footed makes two rows of one that has cells with a foot: their text, and their feet. The other cells reach over both.
func footed(row []slot) (upper, lower []slot) {
	for _, p := range row {
		over, under := p, p
		if p.cell != nil && len(p.cell.Foot) > 0 {
			over.joined, under.joined = "bottom", "top"
			under.cell = &doc.Cell{Lines: p.cell.Foot}
			under.foot = true
		} else {
			under.cell, under.merge = nil, "continue"
			if over.merge == "" {
				over.merge = "restart"
			}
		}
		upper, lower = append(upper, over), append(lower, under)
	}
	return upper, lower
}

// tableRow writes a row, which stands on one page.
func (b *body) tableRow(t *doc.Table, row tableRow, widths []int) error {
	b.Row(wml.Row{Height: row.height, Head: row.head})
	style, profile := "TableText", "table"
	if row.head {
		style, profile = "TableHead", "tableHead"
	}
	set, small := b.profile.Styles[profile], 0 // the distance between lines that are closer than the style's
	if b.cellSize < set.Size.Length {
		set.Size.Length, small = b.cellSize, cellLine(b.cellSize)
	}
	for _, p := range row.slots {
		b.cell(p, sum(widths[p.column:p.column+p.across]))
		f := wml.Paragraph{KeepNext: row.keepNext, Line: small}
		var lines []doc.Text
		if p.cell != nil {
			f.Align = alignment(t.Columns[p.column].Align, p.cell.Centred)
			lines = p.cell.Lines
		}
		if p.foot {
			f.Align = "right"
		}
		for _, line := range lines {
			write := b.sized
			if p.cell.Spread && !p.foot {
				write = b.name
			}
			b.begin(style, f)
			if err := write(line, set); err != nil {
				return err
			}
			b.End()
		}
		if len(lines) == 0 {
			b.begin(style, f)
			b.End()
		}
		b.CloseCell()
	}
	b.CloseRow()
	return nil
}

// sized appends a text in a style, whose characters the cells of a table may have smaller.
func (b *body) sized(t doc.Text, s doc.Style) error {
	f := look{head: -1}
	if b.cellSize > 0 && b.cellSize < b.profile.Styles["table"].Size.Length {
		f.Run = wml.Run{Size: wml.HalfPoints(s.Size.Length), Width: 100}
	}
	return b.runs(t, s, f)
}

// cell begins a cell.
func (b *body) cell(p slot, width int) {
	c := wml.Cell{Width: width, Across: p.across, Merge: p.merge, Align: "center"}
	if p.joined != "" {
		c.Rules = []wml.Border{{Side: p.joined}}
	}
	switch {
	case p.foot:
		c.Align = "bottom"
	case p.cell != nil && (p.cell.Top || len(p.cell.Foot) > 0):
		c.Align = "top"
	}
	b.Cell(c)
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
