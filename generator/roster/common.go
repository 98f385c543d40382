package roster

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/workbook"
)

// commonSheet is the sheet that says what all rows have, a line each: the field, and what is filled in.
const commonSheet = "公共"

// common is what all rows have that say nothing else.
type common struct {
	field *record.Field
	text  string // "" if its place on the sheet was left empty
	cell  string // on commonSheet; "" for Options.Set
}

// readCommon reads the common values: those of the sheet, and over them those of Options.Set. Each is held against the schema here, so
// that what is wrong with it is told once.
func (r *Roster) readCommon(h *headings, set map[string]string) (faults []notice.Notice) {
	for _, s := range r.book.Sheets {
		if s.Name == commonSheet {
			faults = append(faults, r.readCommonSheet(s, h)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		f := r.schema.Field(name)
		switch {
		case !slices.Contains(h.fields, f):
			faults = append(faults, notice.Notice{Code: "set", Message: fmt.Sprintf("不能设定“%s”：%s", name, r.schema.Unknown(name))})
		case record.Blank(set[name]):
			faults = append(faults, notice.Notice{Field: f.Title, Code: "set", Message: "没有写出内容，应如 颁发单位=中共某某委员会。"})
		default:
			r.common = slices.DeleteFunc(r.common, func(c common) bool { return c.field == f })
			faults = append(faults, r.addValue(common{f, set[name], ""})...)
		}
	}
	return faults
}

// readCommonSheet reads the sheet: a field in the first column, its value in the second.
func (r *Roster) readCommonSheet(s workbook.Sheet, h *headings) (faults []notice.Notice) {
	rows, err := r.book.Rows(s, nil)
	if err != nil {
		return refuse(err).(notice.Refusal)
	}
	defer rows.Close()
	for l := rows.Next(); l != nil; l = rows.Next() {
		name, value := l.At(1), l.At(2)
		if name == nil || blank(name) {
			continue
		}
		f := h.field(name.Text)
		at := record.CellName(l.Number, 2)
		switch {
		case f == nil && l.Number > 1 && value != nil && !blank(value):
			faults = append(faults, notice.Notice{Sheet: s.Name, Cell: record.CellName(l.Number, 1), Code: "unknown-field", Message: r.schema.Unknown(strings.TrimSpace(name.Text))})
		case f == nil:
		case r.isCommon(f):
			faults = append(faults, notice.Notice{Sheet: s.Name, Cell: at, Field: f.Title, Code: "duplicate-field", Message: "写了两次，只能写一次。"})
		case value == nil || blank(value):
			r.common = append(r.common, common{f, "", at})
		default:
			text, fault := written(r.book, value, f)
			if fault != nil {
				faults = append(faults, notice.Notice{Sheet: s.Name, Cell: at, Field: f.Title, Code: fault.Code, Message: fault.Message})
				continue
			}
			faults = append(faults, r.addValue(common{f, text, at})...)
		}
	}
	if rows.Err() != nil {
		return refuse(rows.Err()).(notice.Refusal)
	}
	return faults
}

// addValue takes a common value; what is wrong with it, and what was mended in it, is told with its place. Pictures are read with the
// rows.
func (r *Roster) addValue(c common) (faults []notice.Notice) {
	r.common = append(r.common, c)
	if c.field.Leaf().Picture {
		return nil
	}
	_, told, err := r.schema.Value(c.field.Name, c.text)
	var refused notice.Refusal
	if err != nil && !errors.As(err, &refused) {
		return []notice.Notice{{Code: "set", Field: c.field.Title, Message: err.Error()}}
	}
	place := func(all []notice.Notice) []notice.Notice {
		for i := range all {
			n := &all[i]
			n.Path, n.Field, n.Line, n.Column = "", c.field.Title, 0, 0
			if c.cell != "" {
				n.Sheet, n.Cell = commonSheet, c.cell
			}
		}
		return all
	}
	r.Notices = append(r.Notices, place(told)...)
	return place(refused)
}

// isCommon tells whether a field stands on the sheet of common values, or is set.
func (r *Roster) isCommon(f *record.Field) bool {
	return slices.ContainsFunc(r.common, func(c common) bool { return c.field == f })
}

// addCommon gives a row what it does not say itself.
func (r *Roster) addCommon(in *record.Row) {
	for _, c := range r.common {
		i := slices.IndexFunc(in.Cells, func(cell record.Cell) bool { return cell.Field == c.field })
		switch {
		case c.text == "":
		case i < 0:
			in.Cells = append(in.Cells, record.Cell{Field: c.field, Row: in.Number, Column: in.Cells[0].Column, Text: c.text})
		case in.Cells[i].Text == "" && in.Cells[i].Fault == nil:
			in.Cells[i].Text = c.text
		}
	}
}

// missingCommon gives a fault for each field that every row wants, that the common sheet has a place for, and that neither it nor a
// column gives.
func (r *Roster) missingCommon() (faults []notice.Notice) {
	for _, c := range r.common {
		if c.text != "" || !r.schema.Required(c.field) {
			continue
		}
		for _, t := range r.tables {
			if !slices.ContainsFunc(t.columns, func(of column) bool { return of.field == c.field }) {
				message := "没有填写，这一项不能缺少；各行不同的，请在名册里加上这一列。"
				if c.field.Right() != "" {
					message = fmt.Sprintf("没有填写，这一项不能缺少，应为%s；各行不同的，请在名册里加上这一列。", c.field.Right())
				}
				faults = append(faults, notice.Notice{Sheet: commonSheet, Cell: c.cell, Field: c.field.Title, Code: "missing", Message: message})
				break
			}
		}
	}
	return faults
}
