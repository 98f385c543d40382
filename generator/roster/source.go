package roster

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"gongwen/generator/mend"
	"gongwen/generator/notice"
	"gongwen/generator/workbook"
)

// maxText is how many bytes a roster in CSV may have.
const maxText = 64 << 20

// read opens a roster: a workbook, or a text with a row a line (CSV), of which is told how it was read. What it is shows in its first
// bytes, not in its name. The error is a Refusal.
func read(r io.ReaderAt, size int64) (*workbook.Workbook, []notice.Notice, error) {
	var start [4]byte
	n, _ := r.ReadAt(start[:], 0)
	if bytes.HasPrefix(start[:n], []byte("PK")) || bytes.HasPrefix(start[:n], []byte("\xd0\xcf\x11\xe0")) || size == 0 {
		book, err := workbook.Open(r, size)
		if err != nil {
			return nil, nil, refuse(err)
		}
		return book, nil, nil
	}
	if size > maxText {
		return nil, nil, refuse(workbook.ErrTooLarge)
	}
	data, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, nil, err
	}
	text, encoding, err := mend.Decode(data)
	if err != nil {
		return nil, nil, refuse(workbook.ErrNoWorkbook)
	}
	if sort := marked(text); sort != "" {
		return nil, nil, notice.Refusal{{Code: "workbook", Message: fmt.Sprintf("这是%s，不是 XLSX 表格；请用表格软件打开，另存为 .xlsx 再试。", sort)}}
	}
	book, separator, err := workbook.OpenText(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
	if err != nil {
		return nil, nil, refuse(err)
	}
	if encoding == "" {
		encoding = "UTF-8"
	}
	parted := map[rune]string{',': "逗号", '\t': "制表符", ';': "分号"}[separator]
	return book, []notice.Notice{{Code: "csv", Message: fmt.Sprintf("名册是 CSV 文本，已按 %s 编码、%s分隔读入；下面的单元格以行号和列（A、B、C……）指明。", encoding, parted)}}, nil
}

// marked says what a text is that programs save as a table and that is none; "" for any other.
func marked(text string) string {
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	switch {
	case strings.HasPrefix(head, "mime-version:"):
		return "单个网页文件（MHTML）"
	case !strings.HasPrefix(head, "<"):
		return ""
	case strings.Contains(head, "<html") || strings.Contains(head, "<table") || strings.HasPrefix(head, "<!doctype html"):
		return "网页（HTML）"
	case strings.HasPrefix(head, "<?xml") || strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet"):
		return " XML 文件（XML 表格 2003 等）"
	}
	return ""
}
