package record

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
)

// The limits of a workbook. One of 100,000 rows of ten cells unfolds to some 60 MB, with texts of 30 MB.
const (
	maxPartBytes   = 512 << 20 // a part unfolded
	maxSharedBytes = 128 << 20 // the texts of all cells, each counted once
	maxShared      = 8 << 20   // how many they are
	maxSheets      = 256
	maxStyles      = 64 << 10
)

// workbook is an XLSX file (ECMA-376-1, 12.3) as far as a roster needs it: the texts and number formats that its cells
// refer to are in memory, its sheets are read as a stream.
//
// It is read without a library: excelize's rows are texts alone, which do not tell a date from a number or an error from a
// word, and 10,000 of eight cells take it 205 ms and 112 MB of allocations on one core; here it is 62 ms and 11 MB.
type workbook struct {
	parts    map[string]*zip.File
	sheets   []sheet
	shared   sharedTexts
	formats  []numberFormat // by the styles of cells
	from1904 bool           // day 0 is 1904-01-01
}

// sheet is a sheet of a workbook that has cells.
type sheet struct {
	name, part string
	hidden     bool
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

// The faults of a file that is no workbook, as sentences.
var (
	errNoWorkbook  = errors.New("这个文件不是 XLSX 表格，或者已经损坏；请用表格软件打开，另存为 .xlsx 再试。")
	errOldWorkbook = errors.New("这是旧格式的表格（.xls）或加了密码的表格，请用表格软件另存为不加密码的 .xlsx 再试。")
	errBigWorkbook = errors.New("表格太大，请分成几个文件。")
)

// openWorkbook reads all but the sheets. sentence says in Chinese what its errors are.
func openWorkbook(r io.ReaderAt, size int64) (*workbook, error) {
	var magic [8]byte
	if n, _ := r.ReadAt(magic[:], 0); n == len(magic) && string(magic[:]) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" {
		return nil, errOldWorkbook
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errNoWorkbook
	}
	archive.RegisterDecompressor(zip.Deflate, flate.NewReader)
	w := &workbook{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		w.parts[f.Name] = f
	}
	main, err := w.related("", "/officeDocument")
	if err != nil || len(main) == 0 {
		return nil, errNoWorkbook
	}
	for _, read := range []func(string) error{w.readSheets, w.readShared, w.readStyles} {
		if err := read(main[0].part); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// sentence gives what is told of an error in reading a workbook.
func sentence(err error) error {
	switch {
	case errors.Is(err, errOldWorkbook):
		return errOldWorkbook
	case errors.Is(err, errBigWorkbook), errors.Is(err, errToken):
		return errBigWorkbook
	default:
		return errNoWorkbook
	}
}

// part is a part of a workbook that is being read.
type part struct {
	*markup
	io.Closer
}

// open opens a part; the caller closes it.
func (w *workbook) open(name string) (*part, error) {
	f := w.parts[name]
	if f == nil {
		return nil, fmt.Errorf("record: no part %q", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &part{newMarkup(&limited{r, maxPartBytes}), r}, nil
}

// limited reads at most left bytes and gives errBigWorkbook if there are more.
type limited struct {
	from io.Reader
	left int64
}

func (l *limited) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, errBigWorkbook
	}
	n, err := l.from.Read(b[:min(int64(len(b)), l.left)])
	l.left -= int64(n)
	return n, err
}

// relation says where a part is that another refers to (ECMA-376-2, 6.5).
type relation struct{ id, part string }

// related gives the parts that a part refers to as being of a kind: the end of a relationship's type.
func (w *workbook) related(name, kind string) ([]relation, error) {
	folder, file := path.Split(name)
	p, err := w.open(folder + "_rels/" + file + ".rels")
	if err != nil {
		return nil, err
	}
	defer p.Close()
	var found []relation
	for p.read() {
		if !p.is("Relationship") || !bytes.HasSuffix(p.attr("Type"), []byte(kind)) || string(p.attr("TargetMode")) == "External" {
			continue
		}
		target := characters(p.attr("Target"), false)
		if absolute, ok := strings.CutPrefix(target, "/"); ok {
			target = absolute
		} else {
			target = path.Join(folder, target)
		}
		found = append(found, relation{characters(p.attr("Id"), false), target})
	}
	return found, p.err
}

// readSheets reads the names of the sheets and where they are. Sheets of charts and macros have no cells.
func (w *workbook) readSheets(main string) error {
	parts, err := w.related(main, "/worksheet")
	if err != nil {
		return err
	}
	p, err := w.open(main)
	if err != nil {
		return err
	}
	defer p.Close()
	for p.read() {
		switch {
		case p.is("workbookPr"):
			w.from1904 = isTrue(p.attr("date1904"))
		case p.is("sheet"):
			id, state := characters(p.attr("id"), false), string(p.attr("state"))
			i := slices.IndexFunc(parts, func(r relation) bool { return r.id == id })
			if i < 0 {
				continue
			}
			w.sheets = append(w.sheets, sheet{characters(p.attr("name"), false), parts[i].part, state != "" && state != "visible"})
			if len(w.sheets) > maxSheets {
				return errBigWorkbook
			}
		}
	}
	return p.err
}

func isTrue(value []byte) bool { return string(value) == "1" || string(value) == "true" }

// openRelated opens the part of a kind that main has one of; nil if it has none.
func (w *workbook) openRelated(main, kind string) (*part, error) {
	parts, err := w.related(main, kind)
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	return w.open(parts[0].part)
}

// readShared reads the shared texts. A workbook without any has no part for them.
func (w *workbook) readShared(main string) error {
	p, err := w.openRelated(main, "/sharedStrings")
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
			return errBigWorkbook
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

// numberFormat says how a number is shown, as far as that says what it is.
type numberFormat struct {
	date   bool
	zeros  int    // shown with at least as many digits, and no other sign
	custom string // any other format that shows more than the number; "" for none
}

// readStyles reads the number formats of the styles of cells.
func (w *workbook) readStyles(main string) error {
	p, err := w.openRelated(main, "/styles")
	if p == nil {
		return err
	}
	defer p.Close()
	codes := map[int]string{}
	inCells := false
	for p.read() && !p.ends("cellXfs") {
		switch {
		case p.is("numFmt"):
			codes[whole(p.attr("numFmtId"))] = characters(p.attr("formatCode"), false)
		case p.is("cellXfs"):
			inCells = true
		case p.is("xf") && inCells:
			id := whole(p.attr("numFmtId"))
			code, ok := codes[id]
			if !ok {
				code = builtIn(id)
			}
			w.formats = append(w.formats, newNumberFormat(code))
		}
		if len(codes) > maxStyles || len(w.formats) > maxStyles {
			return errBigWorkbook
		}
	}
	return p.err
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

// builtIn gives the code of a format that files name by number alone (18.8.30), or one that is treated alike.
func builtIn(id int) string {
	switch {
	case 14 <= id && id <= 22, 27 <= id && id <= 36, 45 <= id && id <= 47, 50 <= id && id <= 58:
		return "yyyy-mm-dd"
	case id == 9 || id == 10:
		return "0%"
	case 2 <= id && id <= 4, 11 <= id && id <= 13, 37 <= id && id <= 44, id == 48:
		return "#,##0.00"
	default:
		return "General"
	}
}

func newNumberFormat(code string) numberFormat {
	switch bare := withoutLiterals(code); {
	case strings.EqualFold(code, "General") || code == "@" || code == "":
		return numberFormat{}
	case strings.ContainsAny(bare, "yYmMdDhHsS"):
		return numberFormat{date: true}
	case strings.Trim(code, "0") == "":
		return numberFormat{zeros: len(code)}
	default:
		return numberFormat{custom: code}
	}
}

// withoutLiterals takes out of a format what is no code: "年", \年, _x, *x, [red].
func withoutLiterals(code string) string {
	var b strings.Builder
	for rest := code; rest != ""; {
		c := rest[0]
		rest = rest[1:]
		switch c {
		case '"':
			_, rest, _ = strings.Cut(rest, `"`)
		case '[':
			_, rest, _ = strings.Cut(rest, "]")
		case '\\', '_', '*':
			rest = rest[min(1, len(rest)):]
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
