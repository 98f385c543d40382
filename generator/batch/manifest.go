package batch

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/generator/notice"
)

// Entry is a line of a batch's manifest: a file of a paper, or a paper in the file of all.
type Entry struct {
	Row      int // of the sheet, as it numbers it
	Sheet    string
	Name     string // the person's or the branch's
	Number   string // of the paper
	SHA256   string // of the file, in hexadecimal; "" in a file of all papers
	Pages    int
	Warnings []notice.Notice
	File     string // its name; that of a file of all papers is the caller's to say
	Page     int    // in a file of all papers, from 1
	In       string // the archive that the file is in, which is the caller's to say; "" if it stands alone
	Digest   string // of what was filled in
}

// manifestTitles is the first line of a manifest; oldTitles was that of manifests in which cells stood as they were.
var (
	manifestTitles = []string{"行", "工作表", "姓名或名称", "编号", "校验值SHA-256", "页数", "警告", "文件", "第几页", "所在压缩包", "填写内容的摘要"}
	oldTitles      = []string{"row", "sheet", "name", "number", "sha256", "pages", "warnings", "file", "page", "in", "input"}
)

// ManifestName is the name of a manifest, beside the files of a batch and in a ZIP of them.
const ManifestName = "manifest.csv"

// Manifest writes the table of what a batch has made as it goes on, as CSV (RFC 4180) in UTF-8 with a mark, by which
// spreadsheet programs know it. A cell that such a program might take for a formula has a ' before it.
type Manifest struct{ w *csv.Writer }

// NewManifest begins a manifest.
func NewManifest(w io.Writer) (*Manifest, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	m := &Manifest{csv.NewWriter(w)}
	return m, m.write(slices.Clone(manifestTitles))
}

const byteOrderMark = "\uFEFF"

// Add writes a line, at once and as a whole.
func (m *Manifest) Add(e *Entry) error {
	warnings := make([]string, len(e.Warnings))
	for i, w := range e.Warnings {
		warnings[i] = w.Message
		if w.Field != "" {
			warnings[i] = w.Field + "：" + w.Message
		}
	}
	return m.write([]string{strconv.Itoa(e.Row), e.Sheet, e.Name, e.Number, e.SHA256, strconv.Itoa(e.Pages), strings.Join(warnings, "；"),
		e.File, strconv.Itoa(e.Page), e.In, e.Digest})
}

func (m *Manifest) write(line []string) error {
	for i := range line {
		line[i] = masked(line[i])
	}
	if err := m.w.Write(line); err != nil {
		return err
	}
	m.w.Flush()
	return m.w.Error()
}

// running are the characters that a formula may begin with, and the one that masks them.
const running = "=+-@＝＋－＠\t\r\n'"

// masked gives a cell that spreadsheet programs show and do not run.
func masked(cell string) string {
	if r, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune(running, r) {
		return "'" + cell
	}
	return cell
}

// ReadManifest reads the lines that are whole: the last one may not be, when the program that wrote it was stopped. The
// warnings of a line come back as one.
func ReadManifest(file []byte) ([]Entry, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file[:bytes.LastIndexByte(file, '\n')+1], []byte(byteOrderMark))))
	r.FieldsPerRecord = len(manifestTitles)
	lines, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("batch: manifest: %w", err)
	}
	var entries []Entry
	asTheyWere := len(lines) > 0 && slices.Equal(lines[0], oldTitles)
	for _, l := range lines[min(1, len(lines)):] {
		for i := range l {
			if !asTheyWere {
				l[i] = strings.TrimPrefix(l[i], "'")
			}
		}
		e := Entry{Sheet: l[1], Name: l[2], Number: l[3], SHA256: l[4], File: l[7], In: l[9], Digest: l[10]}
		if l[6] != "" {
			e.Warnings = []notice.Notice{{Message: l[6]}}
		}
		for _, n := range []struct {
			to   *int
			text string
		}{{&e.Row, l[0]}, {&e.Pages, l[5]}, {&e.Page, l[8]}} {
			if *n.to, err = strconv.Atoi(n.text); err != nil {
				return nil, fmt.Errorf("batch: manifest: %w", err)
			}
		}
		entries = append(entries, e)
	}
	return entries, nil
}
