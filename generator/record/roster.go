package record

import (
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/notice"
)

// Roster is a table in an XLSX workbook: a heading row that names fields, and a row for each record. It is safe for
// concurrent use.
type Roster struct {
	Notices []notice.Notice // what is told of the roster as a whole: columns that are not used, sheets that are not read

	schema *Schema
	source *io.SectionReader
	book   *workbook
	tables []*table
	files  fs.FS
	album  album
}

// RosterOptions says how a roster is read. The zero value reads all sheets that are not hidden and have a heading row.
type RosterOptions struct {
	Map   map[string]string // what the roster calls a field, by either of the field's names
	Sheet string            // the sheet to read
	Files fs.FS             // the folder of the pictures that cells name; nil if they may not name any
}

// OpenRoster finds the heading rows of a workbook, each in the first 20 rows of its sheet. A column is named by the field's
// English name, its Chinese title, or what o.Map says. The error is a Refusal for a file that is no workbook, has no heading
// row, or lacks the column of a required field. r is read until the last use of the Roster.
func OpenRoster(r io.ReaderAt, size int64, s *Schema, o RosterOptions) (*Roster, error) {
	book, err := openWorkbook(r, size)
	if err != nil {
		return nil, refuse(err)
	}
	roster := &Roster{schema: s, source: io.NewSectionReader(r, 0, size), book: book, files: o.Files}
	if err := roster.findTables(o); err != nil {
		return nil, err
	}
	return roster, nil
}

// refuse makes a Refusal of an error of a workbook.
func refuse(err error) error {
	return notice.Refusal{{Code: "workbook", Message: sentence(err).Error()}}
}

// Has tells whether the roster has a column for a field, by the field's English name, in any of its sheets.
func (r *Roster) Has(name string) bool {
	return slices.ContainsFunc(r.tables, func(t *table) bool {
		return slices.ContainsFunc(t.columns, func(c column) bool { return c.field.Name == name })
	})
}

// Workbook gives the file that the roster is read from, from its start.
func (r *Roster) Workbook() io.Reader { return io.NewSectionReader(r.source, 0, r.source.Size()) }

// Headings gives the numbers of the heading rows by the names of their sheets; of a heading of two rows the lower one.
func (r *Roster) Headings() map[string]int {
	rows := map[string]int{}
	for _, t := range r.tables {
		rows[t.sheet.name] = t.heading
	}
	return rows
}

// Row is a row of a roster that has something in it.
type Row struct {
	Sheet  string
	Number int // in the sheet, from 1, as the program shows it
	Hidden bool

	table *table
	cells []sheetCell // by the table's columns; those that are empty have no column
}

// Has tells whether the row has something in the column of a field, by the field's English name.
func (row *Row) Has(name string) bool {
	for i, c := range row.table.columns {
		if c.field.Name == name && row.cells[i].column > 0 {
			return true
		}
	}
	return false
}

// Text gives what a row has in the column of a field, by the field's English name, as it is filled in; "" if nothing can be read.
func (r *Roster) Text(row *Row, name string) string {
	for i, c := range row.table.columns {
		if c.field.Name == name && row.cells[i].column > 0 {
			if text, fault := r.book.written(&row.cells[i], c.field); fault == nil {
				return text
			}
		}
	}
	return ""
}

// Pictures gives what names the pictures of the row.
func (row *Row) Pictures() []string {
	var names []string
	for i, c := range row.table.columns {
		if row.cells[i].column > 0 && c.field.pictured() {
			names = append(names, row.cells[i].text)
		}
	}
	return names
}

// pictured tells whether a cell of the field names a picture.
func (f *Field) pictured() bool { return f.Picture || f.single != "" && f.field(f.single).Picture }

// Rows gives the rows below the headings, sheet by sheet, without those that are empty. Each call reads anew. An error is a
// Refusal and ends the rows.
func (r *Roster) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		for _, t := range r.tables {
			if !r.rowsOf(t, yield) {
				return
			}
		}
	}
}

func (r *Roster) rowsOf(t *table, yield func(*Row, error) bool) bool {
	s, err := r.book.rows(t.sheet, t.merged)
	if err != nil {
		return yield(nil, refuse(err))
	}
	defer s.Close()
	for {
		l := s.next()
		if s.err != nil {
			yield(nil, refuse(s.err))
			return false
		}
		if l == nil {
			return true
		}
		if row := t.row(l); row != nil && !yield(row, nil) {
			return false
		}
	}
}

// row gives a row of the table; nil if it has nothing of its own in the columns of fields, or is not below the heading.
func (t *table) row(l *line) *Row {
	if l.number <= t.heading {
		return nil
	}
	row := &Row{Sheet: t.sheet.name, Number: l.number, Hidden: l.hidden, table: t, cells: make([]sheetCell, len(t.columns))}
	own := false
	for i, c := range t.columns {
		if found := l.at(c.number); found != nil && !found.blank() {
			row.cells[i] = *found
			own = own || found.row == l.number
		}
	}
	if !own {
		return nil
	}
	return row
}

// blank tells whether a cell has nothing but blanks.
func (c *sheetCell) blank() bool {
	return c.kind == textCell && (&node{kind: plain, text: c.text}).blank()
}

// Decode holds a row against the schema. Faults come as a Refusal, each with its cell. It may be called for several rows at
// the same time.
func (r *Roster) Decode(row *Row) (*Record, error) {
	root, spoiled := r.object(row)
	d := decoder{places: make(map[string]place, len(row.cells)+1), pictures: pictures{files: r.files, album: &r.album, byPath: map[string]*Picture{}}}
	record, err := d.decode(r.schema, root)
	if err != nil {
		return nil, err
	}
	if len(spoiled) > 0 {
		d.spoil(root, spoiled)
	}
	if len(d.faults) > 0 {
		return nil, row.refusal(d.faults)
	}
	if row.Hidden {
		record.Notices = append(record.Notices, notice.Notice{Line: row.Number, Column: root.column, Code: "hidden-row", Message: "这一行在表格里是隐藏的，也读入了；不要它，请删去这一行。"})
	}
	for i := range record.Notices {
		row.locate(&record.Notices[i])
	}
	record.row = row
	return record, nil
}

// object gives a row as a value of the input, and what is wrong with its cells.
func (r *Roster) object(row *Row) (root *node, spoiled map[*node]*cellFault) {
	root = &node{kind: object, line: row.Number, column: row.table.columns[0].number, cell: true, members: make([]member, len(row.cells))}
	spoiled = map[*node]*cellFault{}
	for i := range row.cells {
		c := row.table.columns[i]
		n := row.node(i)
		if n.kind != null {
			var fault *cellFault
			if n.text, fault = r.book.written(&row.cells[i], c.field); fault != nil {
				spoiled[n] = fault
			}
		}
		root.members[i] = member{c.field.Title, n.line, n.column, n}
	}
	return root, spoiled
}

// node gives the ith cell as a value of the input, without its text.
func (row *Row) node(i int) *node {
	n := &node{kind: null, line: row.Number, column: row.table.columns[i].number, indent: -1, cell: true}
	if c := row.cells[i]; c.column > 0 {
		n.kind, n.line = plain, c.row
	}
	return n
}

// spoil puts what is wrong with cells in place of what the rules say of them.
func (d *decoder) spoil(root *node, spoiled map[*node]*cellFault) {
	for _, m := range root.members {
		fault := spoiled[m.value]
		if fault == nil {
			continue
		}
		d.faults = slices.DeleteFunc(d.faults, func(n notice.Notice) bool { return n.Line == m.line && n.Column == m.column })
		d.fault(place{"/" + escape(m.name), m.name, m.value}, fault.code, fault.message)
	}
	slices.SortStableFunc(d.faults, byPlace)
}

func (row *Row) refusal(faults []notice.Notice) notice.Refusal {
	for i := range faults {
		row.locate(&faults[i])
	}
	return faults
}

// locate gives a notice the cell that its line and column stand for, the row's first if they stand for none.
func (row *Row) locate(n *notice.Notice) {
	if n.Line == 0 {
		n.Line, n.Column = row.Number, row.table.columns[0].number
	}
	n.Sheet, n.Cell = row.Sheet, cellName(n.Line, n.Column)
	n.Line, n.Column = 0, 0
}

// cellName writes a place as C12.
func cellName(row, column int) string {
	var letters []byte
	for ; column > 0; column = (column - 1) / 26 {
		letters = append(letters, byte('A'+(column-1)%26))
	}
	slices.Reverse(letters)
	return string(letters) + strconv.Itoa(row)
}

// titles writes the titles of fields one after the other.
func titles(fields []*Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Title)
	}
	return strings.Join(all, "、")
}

// headingFault makes a fault of the cell of a heading.
func headingFault(s sheet, row, column int, code, format string, of ...any) notice.Notice {
	n := notice.Notice{Sheet: s.name, Code: code, Message: fmt.Sprintf(format, of...)}
	if column > 0 {
		n.Cell = cellName(row, column)
	}
	return n
}
