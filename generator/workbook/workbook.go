// Package workbook reads XLSX files (ECMA-376-1, 12.3), as people and many programs write them, into rows of cells. What a cell
// means for a field, and what people are told of it, is the business of package roster.
//
// Open reads all that cells refer to, the texts and the number formats, into memory; Rows reads a sheet as a stream. Begin in
// workbook.go; sheet.go has rows, cells and merged ranges, number.go what a number's cell shows, markup.go the XML below. text.go reads
// a text with a row a line in place of a file.
//
// It is read without a library: excelize's rows are texts alone, which do not tell a date from a number or an error from a
// word, and 10,000 of eight cells take it 205 ms and 112 MB of allocations on one core; here it is 62 ms and 11 MB.
package workbook

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"gongwen/generator/opc"
)

// The limits of a workbook. One of 100,000 rows of ten cells unfolds to some 60 MB, with texts of 30 MB.
const (
	maxPartBytes   = 512 << 20 // of a part unfolded
	maxSharedBytes = 128 << 20 // the texts of all cells, each counted once
	maxShared      = 8 << 20   // how many they are
	maxSheets      = 256
	maxStyles      = 64 << 10
)

// Workbook is an XLSX file that is open for reading. It is safe for concurrent use.
type Workbook struct {
	Sheets []Sheet // those that have cells, in their order; those of charts and macros have none

	pack     *opc.Package
	shared   sharedTexts
	formats  []Format // by the styles of cells
	from1904 bool     // day 0 is 1904-01-01
	lines    []Row    // of a text, which has nothing of the above; nil for a file
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool

	part string
}

// sharedTexts are the texts that cells refer to by number (18.4.9).
type sharedTexts struct {
	all  string
	ends []uint32 // where each ends in all
}

// at gives the ith text.
func (s *sharedTexts) at(i int) (string, bool) {
	if i < 0 || i >= len(s.ends) {
		return "", false
	}
	start := uint32(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.all[start:s.ends[i]], true
}

// What keeps a file from being read. Any other error says that it is damaged, too.
var (
	ErrNoWorkbook = errors.New("workbook: no XLSX file, or a damaged one")
	ErrOld        = errors.New("workbook: a file of the old format (.xls), or an encrypted one")
	ErrTooLarge   = opc.ErrTooLarge
)

// Open reads all but the sheets. r is read until the last use of the Workbook.
func Open(r io.ReaderAt, size int64) (*Workbook, error) {
	var magic [8]byte
	if n, _ := r.ReadAt(magic[:], 0); n == len(magic) && string(magic[:]) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" {
		return nil, ErrOld
	}
	pack, err := opc.Open(r, size, opc.Limits{Part: maxPartBytes})
	if errors.Is(err, opc.ErrNoPackage) {
		return nil, ErrNoWorkbook
	}
	if err != nil {
		return nil, err
	}
	w := &Workbook{pack: pack}
	main, err := pack.Related("", "officeDocument")
	if err != nil || len(main) == 0 {
		return nil, ErrNoWorkbook
	}
	for _, read := range []func(string) error{w.readSheets, w.readShared, w.readStyles} {
		if err := read(main[0].Part); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// part is a part of a workbook that is being read.
type part struct {
	*markup
	io.Closer
}

// open opens a part; the caller closes it.
func (w *Workbook) open(name string) (*part, error) {
	r, err := w.pack.Markup(name)
	if err != nil {
		return nil, err
	}
	return &part{newMarkup(r), r}, nil
}

// readSheets reads the names of the sheets and where they are. Sheets of charts and macros have no cells.
func (w *Workbook) readSheets(main string) error {
	parts, err := w.pack.Related(main, "worksheet")
	if err != nil {
		return err
	}
	p, err := w.open(main)
	if err != nil {
		return err
	}
	defer p.Close()
	byID := make(map[string]string, len(parts))
	for _, r := range parts {
		byID[r.ID] = r.Part
	}
	for sheets := 0; p.read(); {
		switch {
		case p.is("workbookPr"):
			w.from1904 = isTrue(p.attr("date1904"))
		case p.is("sheet"):
			if sheets++; sheets > maxSheets {
				return ErrTooLarge
			}
			state := string(p.attr("state"))
			if part, ok := byID[characters(p.attr("id"), false)]; ok {
				w.Sheets = append(w.Sheets, Sheet{characters(p.attr("name"), false), state != "" && state != "visible", part})
			}
		}
	}
	return p.err
}

func isTrue(value []byte) bool { return string(value) == "1" || string(value) == "true" }

// openRelated opens the part of a kind that main has one of; nil if it has none.
func (w *Workbook) openRelated(main, kind string) (*part, error) {
	parts, err := w.pack.Related(main, kind)
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	return w.open(parts[0].Part)
}

// readShared reads the shared texts. A workbook without any has no part for them.
func (w *Workbook) readShared(main string) error {
	p, err := w.openRelated(main, "sharedStrings")
	if p == nil {
		return err
	}
	defer p.Close()
	var all []byte
	for p.read() {
		if !p.is("si") {
			continue
		}
		text := p.richText("si")
		if len(all)+len(text) > maxSharedBytes || len(w.shared.ends) == maxShared {
			return ErrTooLarge
		}
		all = append(all, text...)
		w.shared.ends = append(w.shared.ends, uint32(len(all)))
	}
	w.shared.all = string(all)
	return p.err
}

// richText gives the text of an element that has it in t elements, in one or in several runs. How it is pronounced (rPh) is
// no part of it.
func (m *markup) richText(element string) string {
	var text string
	spoken, in := false, false
	for m.read() && !m.ends(element) {
		switch {
		case m.is("rPh"):
			spoken = true
		case m.ends("rPh"):
			spoken = false
		case m.is("t"):
			in = true
		case m.ends("t"):
			in = false
		case m.kind == textRun && in && !spoken:
			if text += unescape(characters(m.text, m.literal)); len(text) > maxToken {
				m.err = errToken
			}
		}
	}
	return text
}

// unescape resolves the _xHHHH_ that stands for a UTF-16 unit in a cell's text (22.9.2.19).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "_x")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if unit, err := strconv.ParseUint(rest[:min(4, len(rest))], 16, 16); err == nil && len(rest) > 4 && rest[4] == '_' {
			b.WriteRune(rune(unit))
			s = rest[5:]
		} else {
			b.WriteString("_x")
			s = rest
		}
	}
}
