package workbook

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// TextSheet is what the one sheet of a workbook that was read from a text is called.
const TextSheet = "CSV"

// maxText is how long a text may be, in bytes.
const maxText = 64 << 20

// OpenText reads a text with a row a line, its cells parted by commas, tabs or semicolons (CSV, RFC 4180), as a workbook of one sheet.
// separator is the one that was found. All its cells are texts. A row has the number of the line that it begins in.
func OpenText(text string) (w *Workbook, separator rune, err error) {
	if len(text) > maxText {
		return nil, 0, ErrTooLarge
	}
	separator = separatorOf(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator, true, -1
	w = &Workbook{Sheets: []Sheet{{Name: TextSheet}}, lines: []Row{}}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return w, separator, nil
		}
		if err != nil {
			return nil, 0, ErrNoWorkbook
		}
		line, _ := r.FieldPos(0)
		if len(record) > maxColumns || line > maxRows {
			return nil, 0, ErrTooLarge
		}
		l := Row{Number: line}
		for i, cell := range record {
			if cell != "" {
				l.Cells = append(l.Cells, Cell{Row: line, Column: i + 1, Text: shownAs(cell)})
			}
		}
		if len(l.Cells) > 0 {
			w.lines = append(w.lines, l)
		}
	}
}

// IsText tells whether the workbook was read from a text.
func (w *Workbook) IsText() bool { return w.lines != nil }

// separatorOf gives the character that parts the cells of the first lines: the one that they have most.
func separatorOf(text string) rune {
	const first = 20
	counts := map[rune]int{}
	quoted, line := false, 0
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == ',' || r == '\t' || r == ';':
			counts[r]++
		case r == '\n':
			line++
		}
		if line == first {
			break
		}
	}
	best := ','
	for _, r := range "\t;" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// shownAs gives what a spreadsheet program shows of a cell: programs write ="001" so that its zeros stay.
func shownAs(cell string) string {
	if inner, ok := strings.CutPrefix(cell, `="`); ok {
		if inner, ok = strings.CutSuffix(inner, `"`); ok && !strings.Contains(inner, `"`) {
			return inner
		}
	}
	return cell
}
