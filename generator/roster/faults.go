package roster

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/workbook"
)

// faultColor fills the cells that have faults.
const faultColor = "FFC7CE"

// mostComments is how many bad cells of a sheet get a comment: each takes as long as there are before it.
const mostComments = 300

// WriteFaults writes the roster's own workbook with the cells of the faults coloured, each with a comment that says what is wrong, and
// a column behind all others that says it for each row. A cell that has a comment of the office's own keeps that. Faults without a cell are left out. When the roster was written by WriteFaults before,
// its old colours and reasons go. A workbook without a part for styles, as some programs export it, gets the reasons and no
// colours. The whole workbook is in memory while it is written.
func (r *Roster) WriteFaults(w io.Writer, faults []notice.Notice) error {
	f, err := r.file()
	if err != nil {
		return fmt.Errorf("roster: faults: %w", err)
	}
	defer f.Close()
	_, unstyled := f.GetStyle(0) // every workbook has that one, unless it has none at all
	byName := func(a, b *table) int { return strings.Compare(a.sheet.Name, b.sheet.Name) }
	for _, t := range slices.SortedFunc(slices.Values(r.tables), byName) {
		m := marker{File: f, sheet: t.sheet.Name, plain: unstyled != nil, colored: map[int]int{}, cleared: map[int]int{}}
		if err := m.mark(t.heading, faults); err != nil {
			return fmt.Errorf("roster: faults of sheet %q: %w", m.sheet, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("roster: faults: %w", err)
	}
	return nil
}

// file opens the roster's own workbook; of a text it makes one.
func (r *Roster) file() (*excelize.File, error) {
	if !r.book.IsText() {
		return excelize.OpenReader(io.NewSectionReader(r.source, 0, r.source.Size()))
	}
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", workbook.TextSheet); err != nil {
		return nil, err
	}
	text := "@"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &text})
	if err != nil {
		return nil, err
	}
	rows, err := r.book.Rows(r.book.Sheets[0], nil)
	if err != nil {
		return nil, err
	}
	for l := rows.Next(); l != nil; l = rows.Next() {
		for _, c := range l.Cells {
			at := record.CellName(c.Row, c.Column)
			if err := errors.Join(f.SetCellStr(workbook.TextSheet, at, c.Text), f.SetCellStyle(workbook.TextSheet, at, at, style)); err != nil {
				return nil, err
			}
		}
	}
	return f, rows.Err()
}

// marker marks the faults of a sheet.
type marker struct {
	*excelize.File
	sheet            string
	plain            bool        // there are no styles
	colored, cleared map[int]int // styles by those that they were made from
}

// mark colours cells and writes reasons. heading is the number of the heading row.
func (m *marker) mark(heading int, faults []notice.Notice) error {
	reasons, cells := map[int][]string{}, map[string][]string{}
	column, err := m.reasonColumn(heading)
	if err != nil {
		return err
	}
	for _, n := range faults {
		if n.Sheet != m.sheet || n.Cell == "" {
			continue
		}
		_, row, err := excelize.CellNameToCoordinates(n.Cell)
		if err != nil {
			return err
		}
		if err := m.restyle(n.Cell, m.colored, solid(faultColor)); err != nil {
			return err
		}
		if !slices.Contains(cells[n.Cell], n.Message) {
			cells[n.Cell] = append(cells[n.Cell], n.Message)
		}
		if reason := reason(n); !slices.Contains(reasons[row], reason) {
			reasons[row] = append(reasons[row], reason)
		}
	}
	if err := m.comment(cells); err != nil {
		return err
	}
	for _, row := range slices.Sorted(maps.Keys(reasons)) {
		if err := m.SetCellStr(m.sheet, fmt.Sprint(column, row), strings.Join(reasons[row], "")); err != nil {
			return err
		}
	}
	return nil
}

// comment puts what is wrong beside the bad cells, and takes away what an earlier time has put there.
func (m *marker) comment(cells map[string][]string) error {
	if m.plain || m.Styles == nil || m.Styles.Fonts == nil || len(m.Styles.Fonts.Font) == 0 {
		return nil // comments want a font of the workbook's own
	}
	there, err := m.GetComments(m.sheet)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, c := range there {
		if c.Author != ReasonHeading {
			taken[c.Cell] = true
			continue
		}
		if err := m.DeleteComment(m.sheet, c.Cell); err != nil {
			return err
		}
	}
	for i, at := range slices.SortedFunc(maps.Keys(cells), byPlace) {
		if i == mostComments {
			break
		}
		if taken[at] {
			continue
		}
		text := strings.Join(cells[at], "\n")
		if err := m.AddComment(m.sheet, excelize.Comment{Cell: at, Author: ReasonHeading, Width: 300, Height: uint(40 + 20*(len([]rune(text))/20)),
			Paragraph: []excelize.RichTextRun{{Text: text}}}); err != nil {
			return err
		}
	}
	return nil
}

// byPlace compares the names of cells by rows, then by columns.
func byPlace(a, b string) int {
	x, r, _ := excelize.CellNameToCoordinates(a)
	y, s, _ := excelize.CellNameToCoordinates(b)
	return cmp.Or(r-s, x-y)
}

func reason(n notice.Notice) string {
	if n.Field == "" {
		return n.Message
	}
	return n.Field + "：" + n.Message
}

// reasonColumn gives the name of the column for the reasons, which it makes or, if there is one, empties.
func (m *marker) reasonColumn(heading int) (string, error) {
	rows, err := m.GetRows(m.sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return "", err
	}
	last := 0
	for _, row := range rows[heading-1:] { // a title above may reach further
		last = max(last, len(row))
	}
	if i := slices.Index(rows[heading-1], ReasonHeading); i >= 0 {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return "", err
		}
		return name, m.clean(rows, heading, i)
	}
	name, err := excelize.ColumnNumberToName(last + 1)
	if err != nil {
		return "", err
	}
	at := fmt.Sprint(name, heading)
	if err := m.SetCellStr(m.sheet, at, ReasonHeading); err != nil {
		return "", err
	}
	if err := m.restyle(at, m.colored, solid(faultColor)); err != nil {
		return "", err
	}
	return name, errors.Join(m.SetColWidth(m.sheet, name, name, 60), m.SetColVisible(m.sheet, name, true))
}

// clean takes the marks of an earlier time out. column is the reasons', from 0.
func (m *marker) clean(rows [][]string, heading, column int) error {
	for i, row := range rows[heading:] {
		number := heading + i + 1
		for j := range row {
			at, err := excelize.CoordinatesToCellName(j+1, number)
			if err != nil {
				return err
			}
			if err := m.restyle(at, m.cleared, excelize.Fill{}); err != nil {
				return err
			}
			if j == column {
				if err := m.SetCellValue(m.sheet, at, nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// restyle gives a cell another fill and leaves all else of its style as it is; made has the styles that were made before. No
// fill takes faultColor away, and leaves other cells alone.
func (m *marker) restyle(at string, made map[int]int, fill excelize.Fill) error {
	if m.plain {
		return nil
	}
	old, err := m.GetCellStyle(m.sheet, at)
	if err != nil {
		return err
	}
	style, known := made[old]
	if !known {
		if style, err = m.refilled(old, fill); err != nil {
			return err
		}
		made[old] = style
	}
	if style == old {
		return nil
	}
	return m.SetCellStyle(m.sheet, at, at, style)
}

// refilled makes a style like another but for its fill. It copies the format record: to describe a style and make it anew
// loses what the description has no words for.
func (m *marker) refilled(old int, fill excelize.Fill) (int, error) {
	described, err := m.GetStyle(old)
	if err != nil {
		return 0, err
	}
	if fill.Type == "" && !slices.Equal(described.Fill.Color, []string{faultColor}) {
		return old, nil
	}
	filled, err := m.NewStyle(&excelize.Style{Fill: fill})
	if err != nil {
		return 0, err
	}
	formats := m.Styles.CellXfs
	format, applied := formats.Xf[old], true
	format.FillID, format.ApplyFill = formats.Xf[filled].FillID, &applied
	formats.Xf = append(formats.Xf, format)
	formats.Count = len(formats.Xf)
	return len(formats.Xf) - 1, nil
}
