package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"
)

// chunk reads a w:altChunk (ISO/IEC 29500-1, 17.17.2.1): another file that Word puts in when it opens the document. HTML and plain text
// are taken in at their place; any other is told as missing.
func (w *word) chunk(id string) error {
	parts, err := w.pack.Related(w.main, "aFChunk")
	if err != nil {
		return said(err)
	}
	for _, p := range parts {
		if p.ID != id {
			continue
		}
		var data []byte
		err := w.part(p.Part, func(r io.Reader) (err error) {
			data, err = io.ReadAll(r)
			return err
		})
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return err
		}
		what := w.inserted(data)
		if what == "" {
			w.tell("有插入的文件，其中的文字已收入，请核对")
			return nil
		}
		w.tell("有插入的%s，没有收入，请打开原件把它的文字复制到正文里再存一份", what)
		return nil
	}
	w.tell("有插入的文件，原件里找不到它，没有收入")
	return nil
}

// inserted takes in the lines of a file. It gives the name of what cannot be taken in; "" if all was.
func (w *word) inserted(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return " Word 文件"
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return " RTF 文件"
	}
	text, _, err := decode(data)
	if err != nil {
		return "文件"
	}
	switch markup(text) {
	case "":
		for line := range strings.SplitSeq(strings.TrimRight(lineEnds.Replace(text), "\n"), "\n") {
			w.number++
			w.emit(line)
		}
		return ""
	case webPage:
		h := &webReader{word: w}
		if h.read(text) {
			return ""
		}
		return "网页（HTML）"
	}
	return "文件"
}

// webReader takes the lines of a web page into a document.
type webReader struct {
	word  *word
	lines []Line // those of the page: taken only if all of it can be read
	text  strings.Builder
	items []int // of the lists that are open: the number of the last item; -1 for bullets
	script
	row       *Row
	cell      strings.Builder
	inCell    bool
	tables    int
	merged    bool
	pictures  int
	bullets   int
	unwritten []string // scripts that have no characters of their own
}

// blocks are the elements whose text stands on lines of its own.
const blocks = " p div br h1 h2 h3 h4 h5 h6 li ul ol table tr body html blockquote pre hr section article header footer center dt dd dl "

// read reads a page. It is false, and nothing is taken in, if the page is too broken to be read.
func (h *webReader) read(page string) bool {
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	h.tables = h.word.tables
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false
		}
		switch t := t.(type) {
		case xml.StartElement:
			if name := strings.ToLower(t.Name.Local); name == "style" || name == "script" || name == "head" || name == "title" {
				if d.Skip() != nil {
					return false
				}
				continue
			}
			h.start(t)
		case xml.EndElement:
			h.end(strings.ToLower(t.Name.Local))
		case xml.CharData:
			h.write(string(t))
		}
	}
	h.newLine()
	h.take()
	return true
}

func (h *webReader) start(e xml.StartElement) {
	name := strings.ToLower(e.Name.Local)
	if strings.Contains(blocks, " "+name+" ") {
		h.newLine()
	}
	switch name {
	case "sup":
		h.script = raised
	case "sub":
		h.script = lowered
	case "img":
		h.pictures++
	case "table":
		h.tables++
	case "ol":
		h.items = append(h.items, 0)
	case "ul":
		h.items = append(h.items, -1)
	case "li":
		if last := len(h.items) - 1; last >= 0 && h.items[last] >= 0 {
			h.items[last]++
			fmt.Fprintf(h.into(), "%d.", h.items[last])
		} else {
			h.bullets++
		}
	case "tr":
		h.row = &Row{Table: h.tables}
	case "td", "th":
		if h.row != nil {
			h.cell.Reset()
			h.inCell = true
			h.merged = h.merged || integer(attribute(e, "rowspan"), 1) > 1
			h.row.Cells = append(h.row.Cells, Cell{Columns: min(max(integer(attribute(e, "colspan"), 1), 1), maxSpan)})
		}
	}
}

func (h *webReader) end(name string) {
	switch name {
	case "sup", "sub":
		h.script = onLine
	case "ol", "ul":
		if len(h.items) > 0 {
			h.items = h.items[:len(h.items)-1]
		}
	case "td", "th":
		if h.inCell {
			h.row.Cells[len(h.row.Cells)-1].Text = collapsed(h.cell.String())
			h.inCell = false
		}
	case "tr":
		h.endRow()
	}
	if strings.Contains(blocks, " "+name+" ") {
		h.newLine()
	}
}

// endRow gives a row as a line.
func (h *webReader) endRow() {
	if h.row != nil && len(h.row.Cells) > 0 {
		var texts []string
		for _, c := range h.row.Cells {
			if c.Text != "" {
				texts = append(texts, strings.ReplaceAll(c.Text, "\n", " "))
			}
		}
		l := Line{Text: strings.Join(texts, "\u3000"), Row: h.row}
		if len(h.row.Cells) == 1 {
			l.Row = nil
		}
		h.lines = append(h.lines, l)
	}
	h.row, h.inCell = nil, false
}

// into gives where text goes.
func (h *webReader) into() *strings.Builder {
	if h.inCell {
		return &h.cell
	}
	return &h.text
}

func (h *webReader) write(text string) {
	if h.script != onLine && strings.TrimFunc(text, unicode.IsSpace) != "" {
		if up, ok := scripted(text, h.script); ok {
			text = up
		} else {
			h.unwritten = append(h.unwritten, scriptNames[h.script]+"“"+strings.TrimSpace(text)+"”")
		}
	}
	h.into().WriteString(strings.NewReplacer("\r\n", " ", "\n", " ").Replace(text))
}

// newLine ends a line of the page, or of a cell.
func (h *webReader) newLine() {
	if h.inCell {
		h.cell.WriteByte('\n')
		return
	}
	if text := collapsed(h.text.String()); text != "" {
		h.lines = append(h.lines, Line{Text: text})
	}
	h.text.Reset()
}

// collapsed gives the lines of a text that are not blank, with the blanks of typing taken together as a browser does.
func collapsed(text string) string {
	var lines []string
	for l := range strings.SplitSeq(text, "\n") {
		l = strings.Join(strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
		if strings.TrimFunc(l, IsBlank) != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// take puts the lines into the document and tells what they cannot show.
func (h *webReader) take() {
	w := h.word
	w.tables = h.tables
	for _, l := range h.lines {
		w.number++
		l.Number = w.number
		*w.lines = append(*w.lines, l)
	}
	for range h.pictures {
		w.find("picture", "")
	}
	for range h.bullets {
		w.find("bullet", "")
	}
	for _, s := range h.unwritten {
		w.tell("%s没有相应的字符，已照平排的文字收入，请核对", s)
	}
	if h.merged {
		w.tell("插入的网页中有合并的格子，请对照原件核对表格")
	}
}
