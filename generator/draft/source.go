package draft

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	encodingunicode "golang.org/x/text/encoding/unicode"
)

// maxSource is how many bytes a source may have.
const maxSource = 16 << 20

// maxLines is how many lines a source may have. A paper of a hundred pages has about 2,000.
const maxLines = 20_000

// Source is a text as its lines, before anyone knows what they are.
type Source struct {
	Name     string // of the file
	Unit     string // what a line is called: 行 in a text, 段 in a Word file
	Lines    []Line
	Warnings []Warning // what could not be read, or was left out
}

// Line is a line of a text file, or of a paragraph in a Word file.
type Line struct {
	Number int    // from 1; lines of one paragraph have its number
	Text   string // blanks at its ends included
	Row    *Row   // of the table that it stands in: all of its cells, parted by ideographic spaces, or a paragraph of its lone cell; nil for none
}

// Row is a row of a table.
type Row struct {
	Table  int // which table of the source
	Head   bool
	Before int // columns that are left free before the first cell
	Cells  []Cell
}

// columns gives how many columns the row reaches over.
func (r *Row) columns() int {
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

// Read reads a text (UTF-8, UTF-16 with a byte order mark, GB 18030 and so GBK) or a Word file (.docx). What the data is
// decides, not the name. The error is a sentence in Chinese for whoever gave the file.
func Read(data []byte, name string) (*Source, error) {
	s, err := read(data)
	if err != nil {
		return nil, err
	}
	s.Name = name
	if len(s.Lines) > maxLines {
		return nil, fmt.Errorf("文件有 %d 行，最多可有 %d 行", len(s.Lines), maxLines)
	}
	for _, l := range s.Lines {
		if strings.TrimFunc(l.Text, isBlank) != "" {
			return s, nil
		}
	}
	return nil, errors.New("文件里没有文字")
}

func read(data []byte) (*Source, error) {
	if len(data) > maxSource {
		return nil, fmt.Errorf("文件有 %d 字节，最多可有 %d 字节", len(data), maxSource)
	}
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.magic)) && (f.within == "" || bytes.Contains(data, []byte(f.within))) {
			return nil, errors.New(f.message)
		}
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return readWord(data)
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	s := &Source{Unit: "行"}
	for i, l := range strings.Split(lineEnds.Replace(text), "\n") {
		s.Lines = append(s.Lines, Line{Number: i + 1, Text: l})
	}
	if i := strings.IndexRune(text, utf8.RuneError); i >= 0 {
		line := 1 + strings.Count(lineEnds.Replace(text[:i]), "\n")
		s.Warnings = append(s.Warnings, Warning{line, "有乱码，原字已经丢失，请对照原件补上"})
	}
	return s, nil
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

// decode finds out the encoding of a text.
func decode(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		from = encodingunicode.UTF16(encodingunicode.LittleEndian, encodingunicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = encodingunicode.UTF16(encodingunicode.BigEndian, encodingunicode.UseBOM)
	case bytes.IndexByte(data, 0) >= 0:
		return "", errors.New("这不是文本文件，也不是 .docx；UTF-16 的文本要带字节顺序标记（BOM）")
	case utf8.Valid(data):
		return string(bytes.TrimPrefix(data, []byte("\ufeff"))), nil
	default:
		from = simplifiedchinese.GB18030
	}
	text, err := from.NewDecoder().Bytes(data)
	if err != nil {
		return "", errors.New("看不出文件的编码，请另存为 UTF-8 再试")
	}
	if wrong := bytes.Count(text, []byte("\ufffd")); wrong*20 > utf8.RuneCount(text) {
		return "", errors.New("看不出文件的编码，请另存为 UTF-8 再试")
	}
	return string(text), nil
}

func isBlank(r rune) bool { return r == '\t' || unicode.Is(unicode.Zs, r) }

// isInvisible tells whether r prints nothing and is no blank, or is no character at all.
func isInvisible(r rune) bool {
	return r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r&0xfffe == 0xfffe || r == utf8.RuneError
}
