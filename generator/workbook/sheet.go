package workbook

import (
	"bytes"
	"io"
	"slices"
	"strconv"
)

// The limits of a sheet, and of the text of one row. Programs have no more rows and columns.
const (
	maxRows     = 1 << 20
	maxColumns  = 1 << 14
	maxRowBytes = 8 << 20
	maxMerged   = 1 << 18 // ranges
	maxOpen     = 256     // the columns in which merged cells are followed
)

// Cell is a cell that has something in it.
type Cell struct {
	Row, Column int // from 1; in a merged range those of its first cell
	Kind        Kind
	Text        string
	style       int
}

// Kind says what a cell's text is (ECMA-376-1, 18.18.11).
type Kind uint8

const (
	Text    Kind = iota
	Number       // a date as well: only its format tells
	Boolean      // 1 or 0
	Error        // as #N/A
	Unknown      // a formula without the value that it had
	Moment       // a date as ISO 8601 has it, with or without a time, as Strict workbooks have dates
)

// Row is a row of a sheet that has something in it.
type Row struct {
	Number int    // from 1, as programs show it
	Hidden bool   // by hand, by a filter, or by a height of 0
	Cells  []Cell // by columns
}

// At gives the cell in a column, nil if it is empty.
func (l *Row) At(column int) *Cell {
	i, ok := slices.BinarySearchFunc(l.Cells, column, byColumn)
	if !ok {
		return nil
	}
	return &l.Cells[i]
}

// Merged is what a merged range covers of its first column.
type Merged struct{ top, bottom, column int }

// Merges gives the merged ranges that have several rows, by their first. They stand behind the cells.
func (w *Workbook) Merges(s Sheet) ([]Merged, error) {
	if w.lines != nil {
		return nil, nil
	}
	p, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	for range 2 { // the tags before and behind the cells
		if !p.skip("sheetData>") {
			return nil, p.err
		}
	}
	var all []Merged
	for p.read() {
		if !p.is("mergeCell") {
			continue
		}
		first, last, _ := bytes.Cut(p.attr("ref"), []byte(":"))
		top, left := position(first)
		bottom, right := position(last)
		if 0 < top && top < bottom && 0 < left && left <= min(right, maxOpen) {
			all = append(all, Merged{top, bottom, left})
		}
		if len(all) > maxMerged {
			return nil, ErrTooLarge
		}
	}
	slices.SortStableFunc(all, func(a, b Merged) int { return a.top - b.top })
	return all, p.err
}

// whole gives a number without a sign; -1 for anything else.
func whole(digits []byte) int {
	if len(digits) == 0 || len(digits) > 9 {
		return -1
	}
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// position reads C12; what cannot be read is 0.
func position(ref []byte) (row, column int) {
	letters := 0
	for ; letters < len(ref) && letters < 3 && 'A' <= ref[letters] && ref[letters] <= 'Z'; letters++ {
		column = 26*column + int(ref[letters]-'A') + 1
	}
	if row = whole(ref[letters:]); row < 1 || row > maxRows || column > maxColumns {
		return 0, 0
	}
	return row, column
}

// Rows reads the rows of a sheet, one after the other. It is for one goroutine.
type Rows struct {
	*part
	shared  *sharedTexts
	row     int      // the last
	ahead   []Merged // merged ranges that begin further down
	open    []open
	texts   int   // bytes of texts in the row
	columns int   // of the last row that had any
	lines   []Row // of a text: those that come next
}

// open is a merged range that was begun, with the cell that holds for all of it.
type open struct {
	Merged
	cell Cell
}

// Rows begins to read a sheet; the caller closes it. merged is what Merges gives.
func (w *Workbook) Rows(s Sheet, merged []Merged) (*Rows, error) {
	if w.lines != nil {
		return &Rows{part: &part{&markup{}, io.NopCloser(nil)}, lines: w.lines}, nil
	}
	p, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	return &Rows{part: p, shared: &w.shared, ahead: merged}, nil
}

// Next gives the next row that has something in it; nil at the end, and at an error, which Err gives then. Where cells are
// merged one below the other, each row has the first one's.
func (s *Rows) Next() *Row {
	if s.shared == nil {
		if len(s.lines) == 0 {
			return nil
		}
		l := &s.lines[0]
		s.lines = s.lines[1:]
		return l
	}
	for s.markup.read() {
		if s.ends("sheetData") {
			return nil
		}
		if !s.is("row") {
			continue
		}
		if s.row = s.number(s.row); s.err != nil {
			return nil
		}
		l := &Row{Number: s.row, Hidden: isTrue(s.attr("hidden")) || isZero(s.attr("ht"))}
		s.readCells(l)
		if s.err == nil && s.merge(l) {
			return l
		}
	}
	s.cut()
	return nil
}

// Err gives the error that ended the rows; nil if they were read to their end.
func (s *Rows) Err() error { return s.err }

// Close ends the reading.
func (s *Rows) Close() error { return s.part.Close() }

// number gives the number of the row that begins, which is below the last.
func (s *Rows) number(last int) int {
	n := last + 1
	if r := s.attr("r"); r != nil {
		n = whole(r)
	}
	if n > maxRows {
		s.err = ErrTooLarge
	} else if n <= last {
		s.err = ErrNoWorkbook
	}
	return n
}

func (s *Rows) readCells(l *Row) {
	l.Cells, s.texts = make([]Cell, 0, s.columns), 0
	column := 0
	for s.markup.read() && !s.ends("row") {
		if !s.is("c") {
			continue
		}
		before := column
		column++
		if ref := s.attr("r"); ref != nil {
			_, column = position(ref)
		}
		if column <= before || column > maxColumns {
			s.err = ErrNoWorkbook
			return
		}
		c := Cell{Row: l.Number, Column: column, style: max(0, whole(s.attr("s")))}
		if s.readCell(&c, string(s.attr("t"))); c.Text != "" || c.Kind == Unknown {
			l.Cells = append(l.Cells, c)
		}
		if s.texts += len(c.Text); s.texts > maxRowBytes {
			s.err = ErrTooLarge
		}
	}
	s.columns = len(l.Cells)
}

// readCell reads a cell up to its end. Its type says what its value is.
func (s *Rows) readCell(c *Cell, kind string) {
	formula, valued := false, false
	for s.markup.read() && !s.ends("c") {
		switch {
		case s.is("f"):
			formula = true
		case s.is("v"):
			valued = true
			c.Text = s.value()
		case s.is("is"):
			c.Text = s.richText("is")
		}
	}
	switch kind {
	case "s":
		text, ok := s.shared.at(whole([]byte(c.Text)))
		if !ok && c.Text != "" {
			s.err = ErrNoWorkbook
		}
		c.Text = text
	case "str":
		c.Text = unescape(c.Text)
	case "inlineStr":
	case "d":
		if c.Text != "" {
			c.Kind = Moment
		}
	case "b":
		c.Kind = Boolean
	case "e":
		c.Kind = Error
	default:
		c.Kind = Number
	}
	if formula && !valued {
		c.Kind = Unknown
	}
}

// value gives the text of a v element.
func (s *Rows) value() string {
	var text string
	for s.markup.read() && !s.ends("v") {
		if s.kind == textRun {
			text += characters(s.text, s.literal)
		}
		if len(text) > maxToken {
			s.err = errToken
		}
	}
	return text
}

// merge gives the row the cells of the merged ranges that it is in. It tells whether the row has anything.
func (s *Rows) merge(l *Row) bool {
	s.open = slices.DeleteFunc(s.open, func(o open) bool { return o.bottom < l.Number })
	for _, o := range s.open {
		if i, full := slices.BinarySearchFunc(l.Cells, o.column, byColumn); !full {
			l.Cells = slices.Insert(l.Cells, i, o.cell)
		}
	}
	for ; len(s.ahead) > 0 && s.ahead[0].top <= l.Number; s.ahead = s.ahead[1:] {
		first := s.ahead[0]
		s.open = slices.DeleteFunc(s.open, func(o open) bool { return o.column == first.column })
		if c := l.At(first.column); c != nil && c.Row == first.top {
			s.open = append(s.open, open{first, *c})
		}
	}
	return len(l.Cells) > 0
}

// isZero tells whether an attribute is the number 0.
func isZero(value []byte) bool {
	n, err := strconv.ParseFloat(string(value), 64)
	return err == nil && n == 0
}

func byColumn(c Cell, column int) int { return c.Column - column }
