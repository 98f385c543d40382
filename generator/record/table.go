package record

import (
	"errors"
	"fmt"
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/decimal"
	"gongwen/generator/mend"
	"gongwen/generator/notice"
	"gongwen/generator/picture"
)

// Row is a row of a table, to be read as an input or as an item of a list: what its cells have for fields. Package roster makes
// them of workbooks.
type Row struct {
	Sheet  string // the table's name, for notices
	Number int    // in the table, from 1
	Cells  []Cell // one for each column that has a field, at least one
}

// Cell is what a row has for a field.
type Cell struct {
	Field       *Field
	Row, Column int    // its place in the table, from 1; Row is above the row's own number where cells are merged
	Text        string // as one would write it into an input; "" if nothing is filled in
	Fault       *CellFault
}

// CellFault says why a cell has no text that could be read. No rule is asked about such a cell.
type CellFault struct{ Code, Message string }

// TableReader reads a table from a file. It gives the rows and what is to be told of the table as a whole; columns has the fields
// that its columns may be for. The errors, those of the rows too, are Refusals.
type TableReader func(file []byte, columns *Schema) (rows iter.Seq2[*Row, error], notices []notice.Notice, err error)

// DecodeRow holds a row against a schema. Faults come as a Refusal, each with its cell. It may be called for several rows at the
// same time.
func DecodeRow(row *Row, s *Schema, files Files) (*Record, error) {
	d := newDecoder(files, len(row.Cells)+1)
	r, err := d.decode(s, row.node())
	if err != nil {
		return nil, err
	}
	for _, found := range [][]notice.Notice{d.faults, d.mended} {
		for i := range found {
			row.locate(&found[i])
		}
	}
	if len(d.faults) > 0 {
		return nil, notice.Refusal(d.faults)
	}
	r.row = row
	return r, nil
}

// node gives the row as a value of the input.
func (row *Row) node() *node {
	root := &node{kind: object, line: row.Number, column: row.Cells[0].Column, row: row, members: make([]member, len(row.Cells))}
	for i := range row.Cells {
		c := &row.Cells[i]
		n := &node{kind: plain, text: c.Text, line: c.Row, column: c.Column, indent: -1, row: row, fault: c.Fault}
		if c.Text == "" {
			n.kind = null
		}
		root.members[i] = member{c.Field.Title, n.line, n.column, n}
	}
	return root
}

// locate gives a notice of the row its cell: the row's first, unless it has one already.
func (row *Row) locate(n *notice.Notice) {
	if n.Cell != "" && n.Sheet == row.Sheet {
		return
	}
	if n.Line == 0 || n.Sheet != row.Sheet {
		n.Line, n.Column = row.Number, row.Cells[0].Column
	}
	n.Sheet, n.Cell = row.Sheet, CellName(n.Line, n.Column)
	n.Line, n.Column = 0, 0
}

// CellName writes a place in a table as C12; row and column count from 1.
func CellName(row, column int) string {
	var letters []byte
	for ; column > 0; column = (column - 1) / 26 {
		letters = append(letters, byte('A'+(column-1)%26))
	}
	slices.Reverse(letters)
	return string(letters) + strconv.Itoa(row)
}

// Value gives a text as the field of a name has it in a record, with what was mended in it. The error is a Refusal if the field does
// not take the text, in the words in which a cell is refused.
func (s *Schema) Value(name, text string) (any, []notice.Notice, error) {
	f := s.root.field(name)
	d := newDecoder(Files{}, 1)
	n := &node{kind: plain, text: text, indent: -1}
	values := d.object(s.root, &node{kind: object, members: []member{{name: f.Title, value: n}}}, "", position{})
	if err := s.validate(values, &d); err != nil {
		return nil, nil, err
	}
	var own notice.Refusal
	for _, fault := range d.faults {
		if fault.Path == "/"+escape(f.Title) {
			own = append(own, fault)
		}
	}
	if len(own) > 0 {
		return nil, nil, own
	}
	return values[f.Name], d.mended, nil
}

// Mended gives a text that stands for the field as a record has it, and says nothing of what was mended.
func (f *Field) Mended(text string) string {
	leaf := f.Leaf()
	if leaf.Picture || leaf.Date {
		return text
	}
	text, _ = mend.Text(text, leaf.mode)
	return text
}

// Tidy gives a text that was typed into a cell as an input has it: for a number half-width digits without blanks, and line feeds
// for all line ends.
func (f *Field) Tidy(text string) string {
	leaf := f.Leaf()
	if leaf.Type != "integer" && leaf.Type != decimalType {
		return lineFeeds(text)
	}
	tidied := strings.Map(func(r rune) rune {
		switch {
		case mend.IsBlank(r) || mend.IsInvisible(r) || r == '\n' || r == '\r':
			return -1
		default:
			return mend.Narrow(r)
		}
	}, text)
	if _, err := decimal.Parse(tidied); err != nil || leaf.Type == "integer" && strings.Trim(tidied, "0123456789") != "" {
		return text
	}
	return tidied
}

// maxListRows is how many rows of a workbook are read in place of a list: more than the list of any kind may have.
const maxListRows = 20_000

// namesTable tells whether a value names a workbook, a table in a text, or one of the kinds of tables that are refused.
func (n *node) namesTable() bool {
	if n.kind != plain && n.kind != quoted {
		return false
	}
	switch strings.ToLower(path.Ext(strings.TrimSpace(n.text))) {
	case ".xlsx", ".xlsm", ".csv", ".xls", ".et":
		return true
	default:
		return false
	}
}

// table reads the workbook that n names in place of a list: each row below the heading is an item. What is found in it is told
// with its cell.
func (d *decoder) table(f *Field, n *node, at string, p position) []any {
	name := strings.TrimSpace(n.text)
	values := []any{}
	rows, notices, err := d.openTable(f, name)
	if err != nil {
		d.tellTable(&d.faults, name, p, err)
		d.settle(p)
		return values
	}
	d.tellTable(&d.mended, name, p, notice.Refusal(notices))
	for row, err := range rows {
		if err != nil {
			d.tellTable(&d.faults, name, p, err)
			break
		}
		if len(values) == maxListRows {
			d.fault(p, "too-large", fmt.Sprintf("“%s”超过 %d 行，请分成几个文件。", notice.Excerpt(name), maxListRows))
			break
		}
		row.Sheet = name + "!" + row.Sheet
		i := strconv.Itoa(len(values))
		root := row.node()
		here := position{p.path + "/" + i, fmt.Sprintf("%s第%d项", p.field, len(values)+1), root}
		values = append(values, d.value(f.Items, root, at+"/"+i, here))
	}
	return values
}

func (d *decoder) openTable(f *Field, name string) (iter.Seq2[*Row, error], []notice.Notice, error) {
	data, err := d.files.table(name)
	if err != nil {
		return nil, nil, err
	}
	return d.files.Table(data, &Schema{root: f.Items})
}

// tellTable adds what is wrong with a workbook as a whole, or to be told of it: a Refusal, or an error that is a sentence.
func (d *decoder) tellTable(to *[]notice.Notice, name string, p position, err error) {
	var all notice.Refusal
	if !errors.As(err, &all) {
		all = notice.Refusal{{Code: "workbook", Message: err.Error()}}
	}
	for _, n := range all {
		if n.Path, n.Field = p.path, p.field; n.Sheet == "" {
			p.locate(&n, 1, 1)
		} else {
			n.Sheet = name + "!" + n.Sheet
		}
		*to = append(*to, n)
	}
}

// table gives the bytes of a workbook of the input's folder; its errors are Chinese sentences.
func (f Files) table(name string) ([]byte, error) {
	if f.FS == nil || f.Table == nil {
		return nil, errors.New("这里不能引用文件，请把各项直接写在这里。")
	}
	data, err := f.read(name, "名单.xlsx")
	if err == nil && len(data) > picture.MaxBytes {
		return nil, fmt.Errorf("文件“%s”超过 %d MB，请分成几个文件。", notice.Excerpt(name), picture.MaxBytes>>20)
	}
	return data, err
}
