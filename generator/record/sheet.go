package record

import (
	"bytes"
	"slices"
)

// The limits of a sheet, and of the text of one row. Programs have no more rows and columns.
const (
	maxRows     = 1 << 20
	maxColumns  = 1 << 14
	maxRowBytes = 8 << 20
	maxMerged   = 1 << 18 // ranges
	maxOpen     = 256     // the columns in which merged cells are followed
)

// sheetCell is a cell that has something in it.
type sheetCell struct {
	row, column int // from 1; in a merged range those of its first cell
	kind        cellKind
	text        string
	style       int
}

// cellKind says what a cell's text is (ECMA-376-1, 18.18.11).
type cellKind uint8

const (
	textCell    cellKind = iota
	numberCell           // a date as well: only its format tells
	booleanCell          // 1 or 0
	errorCell            // as #N/A
	unknownCell          // a formula without the value that it had
)

// line is a row of a sheet that has something in it.
type line struct {
	number int
	hidden bool
	cells  []sheetCell // by columns
}

// at gives the cell in a column, nil if it is empty.
func (l *line) at(column int) *sheetCell {
	i, ok := slices.BinarySearchFunc(l.cells, column, byColumn)
	if !ok {
		return nil
	}
	return &l.cells[i]
}

// span is what a merged range covers of its first column.
type span struct{ top, bottom, column int }

// merges gives the merged ranges that have several rows, by their first. They stand behind the cells.
func (w *workbook) merges(s sheet) ([]span, error) {
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
	var all []span
	for p.read() {
		if !p.is("mergeCell") {
			continue
		}
		first, last, _ := bytes.Cut(p.attr("ref"), []byte(":"))
		top, left := position(first)
		bottom, right := position(last)
		if 0 < top && top < bottom && 0 < left && left <= min(right, maxOpen) {
			all = append(all, span{top, bottom, left})
		}
		if len(all) > maxMerged {
			return nil, errBigWorkbook
		}
	}
	slices.SortStableFunc(all, func(a, b span) int { return a.top - b.top })
	return all, p.err
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

// sheetReader reads the rows of a sheet, one after the other.
type sheetReader struct {
	*part
	shared  *sharedTexts
	row     int    // the last
	ahead   []span // merged ranges that begin further down
	open    []open
	texts   int // bytes of texts in the row
	columns int // of the last row that had any
}

// open is a merged range that was begun, with the cell that holds for all of it.
type open struct {
	span
	cell sheetCell
}

// rows begins to read a sheet; the caller closes it. merged is what merges gives.
func (w *workbook) rows(s sheet, merged []span) (*sheetReader, error) {
	p, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	return &sheetReader{part: p, shared: &w.shared, ahead: merged}, nil
}

// next gives the next row that has something in it; nil at the end, and at an error, which is in err then. Where cells are
// merged one below the other, each row has the first one's.
func (s *sheetReader) next() *line {
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
		l := &line{number: s.row, hidden: isTrue(s.attr("hidden"))}
		s.readCells(l)
		if s.err == nil && s.merge(l) {
			return l
		}
	}
	s.cut()
	return nil
}

// number gives the number of the row that begins, which is below the last.
func (s *sheetReader) number(last int) int {
	n := last + 1
	if r := s.attr("r"); r != nil {
		n = whole(r)
	}
	if n > maxRows {
		s.err = errBigWorkbook
	} else if n <= last {
		s.err = errNoWorkbook
	}
	return n
}

func (s *sheetReader) readCells(l *line) {
	l.cells, s.texts = make([]sheetCell, 0, s.columns), 0
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
			s.err = errNoWorkbook
			return
		}
		c := sheetCell{row: l.number, column: column, style: max(0, whole(s.attr("s")))}
		if s.readCell(&c, string(s.attr("t"))); c.text != "" || c.kind == unknownCell {
			l.cells = append(l.cells, c)
		}
		if s.texts += len(c.text); s.texts > maxRowBytes {
			s.err = errBigWorkbook
		}
	}
	s.columns = len(l.cells)
}

// readCell reads a cell up to its end. Its type says what its value is.
func (s *sheetReader) readCell(c *sheetCell, kind string) {
	formula, valued := false, false
	for s.markup.read() && !s.ends("c") {
		switch {
		case s.is("f"):
			formula = true
		case s.is("v"):
			valued = true
			c.text = s.value()
		case s.is("is"):
			c.text = s.richText("is")
		}
	}
	switch kind {
	case "s":
		text, ok := s.shared.at(whole([]byte(c.text)))
		if !ok && c.text != "" {
			s.err = errNoWorkbook
		}
		c.text = text
	case "str":
		c.text = unescape(c.text)
	case "inlineStr", "d":
	case "b":
		c.kind = booleanCell
	case "e":
		c.kind = errorCell
	default:
		c.kind = numberCell
	}
	if formula && !valued {
		c.kind = unknownCell
	}
}

// value gives the text of a v element.
func (s *sheetReader) value() string {
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
func (s *sheetReader) merge(l *line) bool {
	s.open = slices.DeleteFunc(s.open, func(o open) bool { return o.bottom < l.number })
	for _, o := range s.open {
		if i, full := slices.BinarySearchFunc(l.cells, o.column, byColumn); !full {
			l.cells = slices.Insert(l.cells, i, o.cell)
		}
	}
	for ; len(s.ahead) > 0 && s.ahead[0].top <= l.number; s.ahead = s.ahead[1:] {
		first := s.ahead[0]
		s.open = slices.DeleteFunc(s.open, func(o open) bool { return o.column == first.column })
		if c := l.at(first.column); c != nil && c.row == first.top {
			s.open = append(s.open, open{first, *c})
		}
	}
	return len(l.cells) > 0
}

func byColumn(c sheetCell, column int) int { return c.column - column }
