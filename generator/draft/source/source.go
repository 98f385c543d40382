// Package source reads loose text, what someone pasted, a text file, or a Word file typed by hand, as the lines that a reader
// sees, before anyone knows what they are: package draft guesses that.
//
// source.go finds out what a file is and reads text in any of its encodings; markup.go knows the files that only look like text.
// word.go walks through a Word file as it would be with every change accepted, and says in warnings what lines cannot show:
// numbering.go counts the items of its lists, whose numbers stand nowhere in it, and numeral.go writes them; field.go and equation.go
// give the text of fields, script.go raised characters; grid.go reads tables, chunk.go files that were put in.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/mend"
)

// maxSource is how many bytes a source may have.
const maxSource = 16 << 20

// maxLines is how many lines a source may have. A paper of a hundred pages has about 2,000.
const maxLines = 20_000

// Text is a text as its lines.
type Text struct {
	Name     string // of the file
	Unit     string // what a line is called: 行 in a text, 段 in a Word file
	Lines    []Line
	Warnings []Warning // what could not be read, or was left out
}

// Line is a line of a text file, or of a paragraph in a Word file.
type Line struct {
	Number int    // from 1; lines of one paragraph have its number
	Text   string // blanks at its ends included
	Middle bool   // it is a paragraph that is set in the middle of the line
	Row    *Row   // of the table that it stands in: all of its cells, parted by ideographic spaces, or a paragraph of its lone cell; nil for none
}

// Row is a row of a table.
type Row struct {
	Table  int   // which table of the source
	Widths []int // of the table's columns, in millimetres; nil if the source does not tell
	Head   bool
	Before int // columns that are left free before the first cell
	Cells  []Cell

	deleted bool // its deletion is tracked
}

// Columns gives how many columns the row reaches over.
func (r *Row) Columns() int {
	n := r.Before
	for _, c := range r.Cells {
		n += c.Columns
	}
	return n
}

// Cell is a cell of a table.
type Cell struct {
	Text    string // its paragraphs, a line each
	Columns int    // how many of the table's columns it takes, at least 1
	Below   bool   // it goes on with the cell above it
}

// Warning is something that a person must look at.
type Warning struct {
	Line    int    // of the source; 0 if it is about the whole
	Message string // Chinese
}

// Sense tells what only those know who know papers.
type Sense struct {
	Imprint func(line string) bool // a line of the 版记, at the end of a paper
	Noise   func(line string) bool // no wording: a page number
}

// Read reads a text (UTF-8, UTF-16, GB 18030 and so GBK) or a Word file (.docx). What the data is
// decides, not the name. The error is a sentence in Chinese for whoever gave the file.
func Read(data []byte, name string, is Sense) (*Text, error) {
	t, err := read(data, is)
	if err != nil {
		return nil, err
	}
	t.Name = name
	t.mend()
	if len(t.Lines) > maxLines {
		return nil, fmt.Errorf("文件有 %d 行，最多可有 %d 行", len(t.Lines), maxLines)
	}
	for _, l := range t.Lines {
		if strings.TrimFunc(l.Text, IsBlank) != "" {
			return t, nil
		}
	}
	return nil, errors.New("文件里没有文字")
}

// mend puts right the characters of the lines that look like others, before anything is recognised by them, and warns of it.
func (t *Text) mend() {
	var changes []mend.Change
	for i := range t.Lines {
		l := &t.Lines[i]
		text, found := mend.Characters(l.Text)
		changes = mend.Gather(changes, found, l.Number)
		l.Text = text
		if l.Row == nil {
			continue
		}
		for j := range l.Row.Cells {
			l.Row.Cells[j].Text, _ = mend.Characters(l.Row.Cells[j].Text)
		}
	}
	for _, c := range changes {
		t.Warnings = append(t.Warnings, Warning{c.Spots[0].Line, strings.TrimSuffix(c.Sentence(t.Unit), "。")})
	}
}

func read(data []byte, is Sense) (*Text, error) {
	if len(data) > maxSource {
		return nil, fmt.Errorf("文件有 %d 字节，最多可有 %d 字节", len(data), maxSource)
	}
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.magic)) && (f.within == "" || bytes.Contains(data, []byte(f.within))) {
			return nil, errors.New(f.message)
		}
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return readWord(data, is)
	}
	text, encoded, err := decode(data)
	if err != nil {
		return nil, err
	}
	if what := markup(text); what != "" {
		return nil, errors.New(refusals[what])
	}
	t := &Text{Unit: "行"}
	if encoded != "" {
		t.Warnings = append(t.Warnings, Warning{0, "文件的编码是 " + encoded + "，已照此读出；如有乱码，请另存为 UTF-8 再试"})
	}
	for i, l := range strings.Split(lineEnds.Replace(text), "\n") {
		t.Lines = append(t.Lines, Line{Number: i + 1, Text: l})
	}
	if i := strings.IndexRune(text, utf8.RuneError); i >= 0 {
		line := 1 + strings.Count(lineEnds.Replace(text[:i]), "\n")
		t.Warnings = append(t.Warnings, Warning{line, "有乱码，原字已经丢失，请对照原件补上"})
	}
	return t, nil
}

// foreign are the files that are neither a text nor a Word file, by their first bytes.
var foreign = []struct{ magic, within, message string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00",
		"文件加了密码，请先在 Word 或 WPS 中取消密码，再存一份"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "这是旧的 .doc 文件（或 .wps、.xls），请在 Word 或 WPS 中另存为 .docx 再试"},
	{"{\\rtf", "", "这是 RTF 文件，请在 Word 或 WPS 中另存为 .docx 再试"},
	{"%PDF", "", "这是 PDF 文件，请把其中的文字复制到文本文件，或用原来的 .docx"},
	{"\x89PNG", "", "这是图片，请先识别成文字"},
	{"\xff\xd8\xff", "", "这是图片，请先识别成文字"},
}

// lineEnds makes every sort of line end a line feed.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// decode gives the text of a file, and the name of its encoding if that is not UTF-8. What has bytes that are wrong in it keeps a
// mark (U+FFFD) for each stretch of them.
func decode(data []byte) (text, encoded string, err error) {
	text, encoded, err = mend.Decode(data)
	if errors.Is(err, mend.ErrNoText) {
		return "", "", errors.New("这不是文本文件，也不是 .docx，请在 Word 或 WPS 中另存为 .docx 再试")
	}
	return strings.ToValidUTF8(text, "\ufffd"), encoded, err
}

// IsBlank tells whether r is a blank of any width; a line feed is none.
func IsBlank(r rune) bool { return mend.IsBlank(r) }

// IsInvisible tells whether r prints nothing and is no blank, or is no character at all.
func IsInvisible(r rune) bool {
	return r != '\t' && unicode.IsControl(r) || mend.IsInvisible(r) || r&0xfffe == 0xfffe || r == utf8.RuneError
}
