package record

import (
	"strings"
	"unicode/utf8"

	"gongwen/generator/mend"
)

// nodeKind says what a value of the input was written as.
type nodeKind uint8

const (
	null    nodeKind = iota
	plain            // a scalar without quotes in YAML: text, number or date, as the field wants
	quoted           // text
	number           // a number in JSON
	boolean          // true or false in JSON
	array
	object
)

// node is a value of the input with its place, the same for YAML and JSON.
type node struct {
	kind    nodeKind
	text    string // of a scalar
	items   []*node
	members []member

	line, column int // of the value's first character in the file
	indent       int // of a literal block (|): what stands before its lines; -1 for anything else

	row   *Row       // of a table: the row that it stands in, and line and column are those of its cell; nil for other inputs
	fault *CellFault // of a table: why the cell cannot be read
}

// member is a name of an object with its value.
type member struct {
	name         string
	line, column int
	value        *node
}

// at gives the place in the file of a character that is counted in the value's own text.
func (n *node) at(line, column int) (int, int) {
	switch {
	case n.row != nil:
		return n.line, n.column
	case n.indent >= 0:
		return n.line + line - 1, n.indent + column
	case line > 1 || n.kind == array || n.kind == object:
		return n.line, n.column
	case n.kind == quoted:
		return n.line, n.column + column
	default:
		return n.line, n.column + column - 1
	}
}

// cut gives the part of a text between two of its bytes, with its place. It has no line ends but at its end.
func (n *node) cut(from, to int) *node {
	before := n.text[:from]
	line := strings.LastIndexByte(before, '\n') + 1
	return n.piece(from, to, strings.Count(before, "\n"), utf8.RuneCountInString(before[line:]))
}

// piece gives the part of a text from a byte that has so many lines above it, and so many characters before it on its own.
func (n *node) piece(from, to, lines, column int) *node {
	part := *n
	part.text = n.text[from:to]
	switch {
	case n.row != nil:
	case n.indent >= 0:
		part.line += lines
		part.indent += column
	case lines == 0:
		part.column += column
	}
	return &part
}

// blank tells whether a value is as good as not given.
func (n *node) blank() bool {
	if n.kind == plain || n.kind == quoted {
		return Blank(n.text)
	}
	return n.kind == null
}

// Blank tells whether a text has nothing that can be seen, so that it is as good as not given.
func Blank(text string) bool {
	for _, r := range text {
		if !mend.IsBlank(r) && !mend.IsInvisible(r) && r != '\n' {
			return false
		}
	}
	return true
}
