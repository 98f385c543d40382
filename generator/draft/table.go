package draft

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/generator/draft/source"
)

// Part is a part of a text with tables or lists of names: one of them, or paragraphs, a line each.
type Part struct {
	Text  string
	Table *Table
	Names []string
}

// Table is a table of a text.
type Table struct {
	Caption string
	Head    int   // rows that are repeated on each page; -1 if the source does not tell
	Widths  []int // of its columns, in millimetres; nil if the source does not tell, or has all alike
	Rows    [][]TableCell
}

// TableCell is a cell with the number of columns and rows that it takes.
type TableCell struct {
	Text          string
	Columns, Rows int
}

// The limits of a table, as in templates/shared/fields.yaml.
const (
	maxColumns  = 45
	maxRows     = 5000
	maxRowSpan  = 100
	maxCellText = 2000
	maxHead     = 5
)

// passage is a paragraph of a text, or a line of a table.
type passage struct {
	text     string
	row      *source.Row
	pasted   bool // its row was parted by tabs
	from, to int  // lines of the source
}

// parts makes the parts of a text; nil if there is neither a table nor a list of names. value is all of it as lines.
func (a *assembly) parts(all []passage) (parts []Part, value string) {
	var text, values []string
	divided := false
	flush := func() {
		if len(text) > 0 {
			parts = append(parts, Part{Text: strings.Join(text, "\n")})
		}
		text = nil
	}
	for len(all) > 0 {
		n := tableLines(all)
		if names, lines := nameLines(all); names != nil {
			n = lines
			flush()
			parts = append(parts, Part{Names: names})
			divided = true
		} else if t := a.table(all[:n]); t != nil {
			if last := len(text) - 1; last >= 0 && tableCaption.MatchString(text[last]) {
				t.Caption, text = text[last], text[:last]
			}
			flush()
			parts = append(parts, Part{Table: t})
			divided = true
		} else {
			text = appendTexts(text, all[:max(n, 1)])
		}
		values = appendTexts(values, all[:max(n, 1)])
		all = all[max(n, 1):]
	}
	flush()
	if !divided {
		parts = nil
	}
	return parts, strings.Join(values, "\n")
}

// tableLines tells how many of the first passages are of one table.
func tableLines(all []passage) int {
	n := 0
	for n < len(all) && all[n].row != nil && all[n].row.Table == all[0].row.Table {
		n++
	}
	return n
}

func appendTexts(texts []string, all []passage) []string {
	for _, p := range all {
		if p.text != "" {
			texts = append(texts, p.text)
		}
	}
	return texts
}

// table makes a table of its lines; nil if there are none, if it only places its paragraphs, or if the kinds cannot print it,
// which is reported.
func (a *assembly) table(all []passage) *Table {
	if len(all) == 0 {
		return nil
	}
	var rows []source.Row
	for i, p := range all {
		if i > 0 && p.row == all[i-1].row { // another paragraph of a lone cell
			rows[len(rows)-1].Cells[0].Text += "\n" + p.text
			continue
		}
		r := *p.row
		r.Cells = slices.Clone(r.Cells)
		if len(r.Cells) == 1 {
			r.Cells[0].Text = p.text
		}
		rows = append(rows, r)
	}
	t, problem := newTable(rows)
	if problem != "" {
		a.warn(all[0].from, "表格%s，已改为文字，栏与栏之间是全角空格", problem)
		return nil
	}
	if all[0].pasted {
		a.warn(all[0].from, "这里起的几行以制表符分栏，已收作表格，请核对")
	}
	return t
}

// newTable makes a table of rows; nil if they are of one column, or empty. problem says what the kinds cannot print.
func newTable(rows []source.Row) (t *Table, problem string) {
	width, filled := 0, false
	for _, r := range rows {
		width = max(width, r.Columns())
		for _, c := range r.Cells {
			filled = filled || len(r.Cells) > 1 && c.Text != ""
		}
	}
	switch {
	case width < 2 || !filled:
		return nil, ""
	case width > maxColumns || len(rows) > maxRows:
		return nil, fmt.Sprintf("有%d栏%d行，最多可有%d栏%d行", width, len(rows), maxColumns, maxRows)
	}
	t = &Table{}
	above := make([]*TableCell, width) // the cell that each column of the row above is of
	for _, r := range rows {
		if !t.add(r, above) {
			return nil, "中合并的格子对不上"
		}
	}
	for _, r := range t.Rows {
		for _, c := range r {
			if c.Rows > maxRowSpan || utf8.RuneCountInString(c.Text) > maxCellText {
				return nil, fmt.Sprintf("有格子多于%d行或%d字", maxRowSpan, maxCellText)
			}
		}
	}
	t.Head, t.Widths = t.head(rows), widths(rows[0].Widths, width)
	return t, ""
}

// The widths of columns, in millimetres: of the type area (GB/T 9704-2012, 5.2.2), and as templates/shared/fields.yaml has them.
const (
	areaWidth = 156
	minWidth  = 5
)

// widths gives the widths of a table's columns, made to fill the type area; nil if they are not known or tell nothing, or if the table is
// so narrow that its characters were smaller than ours.
func widths(said []int, columns int) []int {
	sum, least, most := 0, areaWidth, 0
	for _, w := range said {
		sum, least, most = sum+w, min(least, w), max(most, w)
	}
	if len(said) != columns || least < 1 || most-least <= 1 || sum < areaWidth*2/3 {
		return nil
	}
	all, left := slices.Clone(said), areaWidth
	for i, w := range said {
		all[i] = left * w / sum
		left, sum = left-all[i], sum-w
	}
	if slices.Min(all) < minWidth {
		return nil
	}
	return all
}

// add adds a row. It is false for cells that go on with those of the row above and are not as wide, and for a row that has no
// cell of its own.
func (t *Table) add(r source.Row, above []*TableCell) bool {
	row := make([]TableCell, 0, len(r.Cells)+2) // one for what is left free on each side
	column := 0
	put := func(text string, columns int) {
		row = append(row, TableCell{Text: text, Columns: columns, Rows: 1})
		for range columns {
			above[column] = &row[len(row)-1]
			column++
		}
	}
	if r.Before > 0 {
		put("", r.Before)
	}
	for _, c := range r.Cells {
		up := above[column]
		if !c.Below || up == nil {
			put(shown(c.Text), c.Columns)
			continue
		}
		if up.Columns != c.Columns || above[column+c.Columns-1] != up {
			return false
		}
		up.Rows++
		up.Text = strings.TrimPrefix(strings.TrimSuffix(up.Text+"\n"+shown(c.Text), "\n"), "\n")
		column += c.Columns
	}
	if column < len(above) {
		put("", len(above)-column)
	}
	t.Rows = append(t.Rows, row)
	return len(row) > 0
}

// head gives how many rows are the table's head: those that Word repeats, or those that the cells of the first row reach down
// to; -1 if neither tells.
func (t *Table) head(rows []source.Row) int {
	said, reach := 0, 1
	for said < len(rows) && rows[said].Head {
		said++
	}
	for _, c := range t.Rows[0] {
		reach = max(reach, c.Rows)
	}
	switch head := max(said, reach); {
	case head > maxHead || head == len(rows):
		return 0
	case said == 0 && reach == 1:
		return -1
	default:
		return head
	}
}
