// Package roster reads the rosters of an office: tables in XLSX workbooks, a heading row that names fields and a row for each
// record. It writes rosters, too: an empty one to fill in, and one that comes back with its faults marked.
//
// Begin in roster.go: Open finds the tables, Rows gives their rows and Decode makes a record of one. heading.go finds out which
// column is for which field, cell.go what a cell says, list.go reads a workbook in place of a list of an input. sample.go
// writes the roster to fill in, faults.go the one with its faults. Package workbook reads the file below, package record holds
// rows against a schema; neither knows of this one.
package roster

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"gongwen/generator/notice"
	"gongwen/generator/picture"
	"gongwen/generator/record"
	"gongwen/generator/workbook"
)

// Roster is a table in an XLSX workbook: a heading row that names fields, and a row for each record. It is safe for
// concurrent use.
type Roster struct {
	Notices []notice.Notice // what is told of the roster as a whole: columns that are not used, sheets and rows that are not read
	Left    int             // rows that are no records, such as a total, and are left out
	Hidden  int             // rows that are hidden in the sheet, and are read all the same

	schema *record.Schema
	source *io.SectionReader
	book   *workbook.Workbook
	tables []*table
	common []common
	shown  map[*record.Field]string // what the example of the roster to fill in says
	files  fs.FS
	album  picture.Album
	remedy remedy
}

// Options say how a roster is read. The zero value reads all sheets that are not hidden and have a heading row.
type Options struct {
	Map   map[string]string // what the roster calls a field, by either of the field's names
	Sheet string            // the sheet to read
	Set   map[string]string // what all rows have that say nothing else, by either of the field's names
	Files fs.FS             // the folder of the pictures that cells name; nil if they may not name any

	// Example is that of the roster to fill in, which stands in it as a row marked 示例 and is left out; nil for none.
	Example *record.Input
}

// Open finds the heading rows of a workbook, each in the first 20 rows of its sheet. A column is named by the field's
// English name, its Chinese title, or what o.Map says. The error is a Refusal for a file that is no workbook, has no heading
// row, or lacks the column of a required field. r is read until the last use of the Roster.
func Open(r io.ReaderAt, size int64, s *record.Schema, o Options) (*Roster, error) {
	return open(r, size, s, o, byMap)
}

func open(r io.ReaderAt, size int64, s *record.Schema, o Options, remedy remedy) (*Roster, error) {
	book, told, err := read(r, size)
	if err != nil {
		return nil, err
	}
	roster := &Roster{Notices: told, schema: s, source: io.NewSectionReader(r, 0, size), book: book, files: o.Files, remedy: remedy}
	if o.Example != nil {
		roster.shown = map[*record.Field]string{}
		texts := o.Example.Cells(s)
		for i, f := range s.Columns() {
			roster.shown[f] = texts[i]
		}
	}
	if err := roster.findTables(o); err != nil {
		return nil, err
	}
	roster.survey()
	return roster, nil
}

// refuse makes a Refusal of an error of a workbook.
func refuse(err error) error {
	message := "这个文件不是 XLSX 表格，或者已经损坏；请用表格软件打开，另存为 .xlsx 再试。"
	switch {
	case errors.Is(err, workbook.ErrOld):
		message = "这是旧格式的表格（.xls、.et）或加了密码的表格，请用表格软件另存为不加密码的 .xlsx 再试。"
	case errors.Is(err, workbook.ErrTooLarge):
		message = "表格太大，请分成几个文件。"
	}
	return notice.Refusal{{Code: "workbook", Message: message}}
}

// Has tells whether the roster has a column for a field, by the field's English name, in any of its sheets.
func (r *Roster) Has(name string) bool {
	return slices.ContainsFunc(r.tables, func(t *table) bool {
		return slices.ContainsFunc(t.columns, func(c column) bool { return c.field.Name == name })
	})
}

// Row is a row of a roster that has something in it.
type Row struct {
	Sheet  string
	Number int // in the sheet, from 1, as the program shows it
	Hidden bool

	table *table
	cells []workbook.Cell   // by the table's columns; those that are empty have no place
	doubt *record.CellFault // why it cannot be read as what it looks like; nil for nothing
}

// Has tells whether the row has something in the column of a field, by the field's English name.
func (row *Row) Has(name string) bool {
	for i, c := range row.table.columns {
		if c.field.Name == name && row.cells[i].Column > 0 {
			return true
		}
	}
	return false
}

// Text gives what a row has in the column of a field, by the field's English name, mended as its record has it; "" if nothing can be
// read.
func (r *Roster) Text(row *Row, name string) string {
	for i, c := range row.table.columns {
		if c.field.Name == name && row.cells[i].Column > 0 {
			if text, fault := written(r.book, &row.cells[i], c.field); fault == nil {
				return c.field.Mended(text)
			}
		}
	}
	for _, c := range r.common {
		if c.field.Name == name {
			return c.field.Mended(c.text)
		}
	}
	return ""
}

// Pictures gives what names the pictures of the row.
func (row *Row) Pictures() []string {
	var names []string
	for i, c := range row.table.columns {
		if row.cells[i].Column > 0 && c.field.Pictured() {
			names = append(names, row.cells[i].Text)
		}
	}
	return names
}

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
	s, err := r.book.Rows(t.sheet, t.merged)
	if err != nil {
		return yield(nil, refuse(err))
	}
	defer s.Close()
	for {
		l := s.Next()
		if l == nil && s.Err() != nil {
			yield(nil, refuse(s.Err()))
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

// row gives a row of the table. It is nil for a row above the heading, for one that is no record, and for one whose columns with
// fields are empty or have only what merged cells of rows above give it.
func (t *table) row(l *workbook.Row) *Row {
	if l.Number <= t.heading {
		return nil
	}
	if reason, _ := t.left(l); reason != "" {
		return nil
	}
	row := &Row{Sheet: t.sheet.Name, Number: l.Number, Hidden: l.Hidden, table: t, cells: make([]workbook.Cell, len(t.columns)), doubt: t.doubt(l)}
	own := false
	for i, c := range t.columns {
		if found := l.At(c.number); found != nil && !blank(found) {
			row.cells[i] = *found
			own = own || found.Row == l.Number
		}
	}
	if !own {
		return nil
	}
	return row
}

// blank tells whether a cell has nothing but blanks.
func blank(c *workbook.Cell) bool { return c.Kind == workbook.Text && record.Blank(c.Text) }

// Decode holds a row against the schema. Faults come as a Refusal, each with its cell. It may be called for several rows at
// the same time.
func (r *Roster) Decode(row *Row) (*record.Record, error) {
	in := r.input(row)
	if row.doubt != nil {
		c := in.Cells[0]
		return nil, notice.Refusal{{Sheet: row.Sheet, Cell: record.CellName(c.Row, c.Column), Field: c.Field.Title, Code: c.Fault.Code, Message: c.Fault.Message}}
	}
	decoded, err := record.DecodeRow(in, r.schema, record.Files{FS: r.files, Table: List, Album: &r.album})
	if err == nil && row.Hidden {
		at := record.CellName(row.Number, in.Cells[0].Column)
		decoded.Notices = append(decoded.Notices, notice.Notice{Sheet: row.Sheet, Cell: at, Code: "hidden-row",
			Message: "这一行在表格里是隐藏的，也读入了；不要它，请删去这一行。"})
	}
	return decoded, err
}

// input gives what the cells of a row have for the fields of their columns.
func (r *Roster) input(row *Row) *record.Row {
	in := &record.Row{Sheet: row.Sheet, Number: row.Number, Cells: make([]record.Cell, len(row.cells))}
	for i := range row.cells {
		c, from := &in.Cells[i], &row.cells[i]
		*c = record.Cell{Field: row.table.columns[i].field, Row: row.Number, Column: row.table.columns[i].number}
		if from.Column > 0 {
			c.Row = from.Row
			if !r.struck(from, c.Field) {
				c.Text, c.Fault = written(r.book, from, c.Field)
			}
		}
	}
	r.addCommon(in)
	if row.doubt != nil {
		in.Cells[0].Fault = row.doubt
	}
	return in
}

// titles writes the titles of fields one after the other.
func titles(fields []*record.Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Title)
	}
	return strings.Join(all, "、")
}

// headingFault makes a fault of the cell of a heading.
func headingFault(s workbook.Sheet, row, column int, code, format string, of ...any) notice.Notice {
	n := notice.Notice{Sheet: s.Name, Code: code, Message: fmt.Sprintf(format, of...)}
	if column > 0 {
		n.Cell = record.CellName(row, column)
	}
	return n
}
