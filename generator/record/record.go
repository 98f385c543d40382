// Package record turns what somebody filled in, YAML or JSON or the row of a table, into a checked Record.
//
// A Schema says which fields there are: each has an English name and a Chinese title, and the input may use either. Every
// fault of an input is found at once and told as a Chinese sentence with its place. Small slips of typing are mended by
// rule and reported (package mend); the wording is never touched.
//
// Begin with Read and Input.Decode in this file. The way of an input is: clean.go (is it text at all), keys.go (names
// of fields with other colons), yaml.go and json.go (text → node.go's values with their places), decode.go (values → fields),
// fault.go (the schema's rules, and what is told of them). schema.go reads schemas; picture.go finds the pictures that an input names, table.go takes rows of
// tables, which package roster reads.
package record

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/generator/notice"
	"gongwen/generator/picture"
)

// Syntax is a way to write a record down.
type Syntax int

// The ways to write an input.
const (
	YAML Syntax = iota
	JSON
)

// SyntaxOf tells how an input is written: by the extension of its file, otherwise by its first character.
func SyntaxOf(file string, text []byte) Syntax {
	switch strings.ToLower(path.Ext(file)) {
	case ".json":
		return JSON
	case ".yaml", ".yml":
		return YAML
	}
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))), []byte("{")) {
		return JSON
	}
	return YAML
}

// Record is an input that was found right.
type Record struct {
	Values  map[string]any  // by English names: string, int, decimal.Decimal, []any, map[string]any; fields that were not given are absent
	Notices []notice.Notice // what was mended, in the order of the input

	row       *Row // of a table; nil for other inputs
	positions map[string]position
	pictures  map[string]*picture.Picture
}

// Picture gives the picture of a field with x-file, by its pointer with English names; nil if none was given.
func (r *Record) Picture(path string) *picture.Picture { return r.pictures[path] }

// Locate gives a notice of a character of a field its place in the input. n.Path is a pointer with English names, n.Line and
// n.Column are counted in the field's text. The result has Path, Field, Line and Column; Line is 0 when the field was not
// given. In a roster it has Sheet and Cell in place of Line and Column, the row's first cell when the roster has no column for
// the field.
func (r *Record) Locate(n notice.Notice) notice.Notice {
	line, column := n.Line, n.Column
	n.Line, n.Column = 0, 0
	if p, ok := r.positions[n.Path]; ok {
		n.Path, n.Field = p.path, p.field
		p.locate(&n, line, column)
		nameCell(&n)
	}
	if r.row != nil {
		r.row.locate(&n)
	}
	return n
}

// position is where a value stands in the input, and what its field is called there.
type position struct {
	path, field string
	node        *node
}

// Input is a parsed input that was not yet held against a schema.
type Input struct {
	root *node
	told []notice.Notice // what was mended in the file as a whole
}

// locate sets a notice's position to that of a character of the value's text. In a workbook Line and Column hold row and column,
// by which notices are sorted, until nameCell turns them into a cell.
func (p position) locate(n *notice.Notice, line, column int) {
	if p.node == nil {
		return
	}
	n.Line, n.Column = p.node.at(line, column)
	if p.node.row != nil {
		n.Sheet = p.node.row.Sheet
	}
}

// nameCell gives a notice of a sheet its cell in place of Line and Column.
func nameCell(n *notice.Notice) {
	if n.Sheet != "" && n.Line > 0 {
		n.Cell, n.Line, n.Column = CellName(n.Line, n.Column), 0, 0
	}
}

// Read parses YAML or JSON. The error is a Refusal when the bytes are not what syntax says, or use what a record has no need of:
// anchors, tags, several documents, depth without end.
func Read(data []byte, syntax Syntax) (*Input, error) {
	text, told, faults := clean(data)
	if len(faults) > 0 {
		return nil, faults
	}
	read := readJSON
	if syntax == YAML {
		var colons []notice.Notice
		text, colons = mendKeys(text)
		told = append(told, colons...)
		read = readYAML
	}
	root, err := read(text)
	if err != nil {
		return nil, err
	}
	if root.kind != object {
		line, column := root.at(1, 1)
		return nil, notice.Refusal{{Line: line, Column: column, Code: "syntax", Message: "内容应由“项目: 内容”组成，如“标题: 关于……的通知”。"}}
	}
	return &Input{root, told}, nil
}

// Kind gives what the input says of its kind, under kind or 种类; "" if it says nothing.
func (in *Input) Kind() string {
	for _, m := range in.root.members {
		if m.name == "kind" || m.name == "种类" {
			return strings.TrimSpace(m.value.text)
		}
	}
	return ""
}

// Cells gives what the input says for each of the schema's columns as one text, in words that people write; "" where it says
// nothing.
func (in *Input) Cells(s *Schema) []string {
	var texts []string
	for _, f := range s.Columns() {
		n := in.root.get(f.Name)
		if n.kind == null {
			n = in.root.get(f.Title)
		}
		texts = append(texts, f.cellText(n))
	}
	return texts
}

// cellText writes a value of the field as one text.
func (f *Field) cellText(n *node) string {
	switch {
	case f.Type == "array" && n.kind == array:
		var parts []string
		for _, item := range n.items {
			parts = append(parts, f.Items.cellText(item))
		}
		separator, _ := utf8.DecodeRuneInString(cmp.Or(f.split, "\n"))
		return strings.Join(parts, string(separator))
	case f.Type == "array":
		return f.Items.cellText(n)
	case f.Type == "object" && n.kind == object:
		text := f.member(n, f.single)
		if head := f.member(n, f.head); head != "" {
			text = head + "：" + text
		}
		return text
	case f.Picture && strings.HasPrefix(n.text, "data:"):
		return f.Title + ".png"
	default:
		return cmp.Or(f.titles[n.text], strings.TrimSpace(n.text))
	}
}

// member writes the value that an object of the field has for a name, its English one.
func (f *Field) member(n *node, name string) string {
	c := f.field(name)
	if c == nil {
		return ""
	}
	value := n.get(c.Name)
	if value.kind == null {
		value = n.get(c.Title)
	}
	return c.cellText(value)
}

// Files is where the files lie that an input names. The zero value is for inputs that may not name any.
type Files struct {
	FS    fs.FS          // the folder that the input lies in; nil if no files may be named
	Table TableReader    // reads the workbook that a field with x-file: roster names; nil if none may be named
	Album *picture.Album // keeps pictures for other inputs that name them too; nil if there are no others
}

// Decode reads an input and holds it against the schema of its kind, as Input.Decode does.
func Decode(data []byte, syntax Syntax, s *Schema, files Files) (*Record, error) {
	in, err := Read(data, syntax)
	if err != nil {
		return nil, err
	}
	return in.Decode(s, files)
}

// Decode holds the input against the schema of its kind. Faults come as a Refusal.
func (in *Input) Decode(s *Schema, files Files) (*Record, error) {
	d := newDecoder(files, 0)
	d.mended = slices.Clone(in.told)
	r, err := d.decode(s, in.root)
	if err != nil {
		return nil, err
	}
	if len(d.faults) > 0 {
		return nil, notice.Refusal(d.faults)
	}
	return r, nil
}

// decode makes a record of the fields of n. It is right if d has no faults afterwards; they are in the order of the input.
func (d *decoder) decode(s *Schema, n *node) (*Record, error) {
	root := position{node: n}
	d.positions[""] = root
	values := d.object(s.root, n, "", root)
	if err := s.validate(values, d); err != nil {
		return nil, err
	}
	if s.decimals && len(d.faults) == 0 {
		s.root.numbered(values)
	}
	for _, found := range [][]notice.Notice{d.faults, d.mended} {
		slices.SortStableFunc(found, byPlace)
		for i := range found {
			nameCell(&found[i])
		}
	}
	return &Record{Values: values, Notices: d.mended, positions: d.positions, pictures: d.pictures}, nil
}

func byPlace(a, b notice.Notice) int {
	return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
