package record

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongwen/generator/mend"
)

// Schema says which fields a kind of paper has. It is safe for concurrent use.
type Schema struct {
	root     *Field
	rules    *jsonschema.Schema
	decimals bool // some field is a decimal
}

// Field is a field of a schema, or an item of a list.
type Field struct {
	Name   string   // English; "" for an item
	Title  string   // Chinese; that of the list for an item
	About  string   // Chinese, what to fill in; "" if the title says it
	Type   string   // string, integer, decimal (a number of JSON Schema), array or object
	Items  *Field   // of an array
	Fields []*Field // of an object, in the order of the schema

	Picture bool // its text is a picture: the name of a file or a data: URI
	Artwork bool // that picture may be SVG
	Seal    bool // that picture is stamped over text: its white is made clear
	Date    bool // its text is a date, 2010-07-01
	Common  bool // in a roster it is mostly the same for all

	mode     mend.Mode         // how its text is mended
	preset   any               // the value when none is given; nil for none
	single   string            // of an object: the field that a lone text stands for
	head     string            // of an object with single: the field that what stands before a colon in the lone text is for
	empty    bool              // as an item of a list it may be empty
	apart    bool              // no column of a roster
	roster   bool              // of a list: the name of a workbook may stand for it
	required map[string]bool   // of an object
	titles   map[string]string // of an enum's values, in Chinese
	written  []string          // of an enum, in its order: what people write, Chinese where there is Chinese
	split    string            // characters at which a text becomes a list
	end      string            // marks that are taken off the end
	right    string            // what would be right, for a value that does not fit the pattern
	wrong    []wrong
}

// wrong is a well-known way to get a pattern wrong.
type wrong struct {
	pattern *regexp.Regexp
	message string
}

// Fields gives the fields of the schema in its order.
func (s *Schema) Fields() []*Field { return s.root.Fields }

// Required tells whether the field of the schema has to be filled in by every input.
func (s *Schema) Required(f *Field) bool { return s.root.required[f.Name] && f.preset == nil }

// Columns gives the fields that a roster may have columns for: those that one text can stand for. The kind of paper is said
// elsewhere.
func (s *Schema) Columns() []*Field {
	var fields []*Field
	for _, f := range s.root.Fields {
		if f.fits() && !f.apart && f.Name != "kind" {
			fields = append(fields, f)
		}
	}
	return fields
}

// Unfit gives a required field that no column of a roster can stand for, so that there can be no roster; nil if there is none.
func (s *Schema) Unfit() *Field {
	for _, f := range s.root.Fields {
		if s.Required(f) && (f.apart || !f.fits()) && f.Name != "kind" {
			return f
		}
	}
	return nil
}

// Field gives the field of an English name or a Chinese title; nil if there is none.
func (s *Schema) Field(name string) *Field { return s.root.field(name) }

// Unknown says in Chinese that there is no field of a name, and which there are.
func (s *Schema) Unknown(name string) string { return s.root.unknown(name) }

// Choices gives what may be written in the field: its enum's values and their Chinese titles; nil if it is free.
func (f *Field) Choices() map[string]string { return f.titles }

// Written gives what people write for the field's choices, in the order of the schema; nil if it is free.
func (f *Field) Written() []string { return f.written }

// Right says what a right value looks like; "" if nothing is said of it.
func (f *Field) Right() string { return f.right }

// Leaf gives the field that a text stands for in the end: f itself, the item of a list, or what x-single names.
func (f *Field) Leaf() *Field {
	for f.Type == "array" || f.Type == "object" {
		if f.Type == "array" {
			f = f.Items
		} else {
			f = f.field(f.single)
		}
	}
	return f
}

// Pictured tells whether a cell of the field names one picture.
func (f *Field) Pictured() bool { return f.Picture || f.single != "" && f.field(f.single).Picture }

// fits tells whether one text can stand for the field.
func (f *Field) fits() bool {
	switch f.Type {
	case "array":
		return f.Items.fits()
	case "object":
		return f.single != "" && f.field(f.single).fits()
	default:
		return true
	}
}

// oneLine tells whether a text that stands for the field is a single line.
func (f *Field) oneLine() bool {
	if f.single != "" {
		return f.field(f.single).oneLine()
	}
	return f.mode == mend.Line || f.mode == mend.Name
}

// Lines tells whether what stands for the field in a cell may have several lines.
func (f *Field) Lines() bool {
	return strings.Contains(f.split, "\n") || f.mode.SeveralLines() || f.Items != nil && f.Items.Lines()
}

// Default gives the value of a field that is not given; nil for none.
func (f *Field) Default() any { return f.preset }

// Compile reads a JSON Schema (2020-12) whose root is an object. Each field needs a title, its Chinese name, and one type.
// These annotations are read beside the standard's keywords:
//
//	x-text    how text is mended: prose, lines, line, number, name; without it only blanks at the ends go
//	x-titles  object: Chinese titles of the enum's values, which may be written instead
//	x-split   characters at which a single text is split into a list; line breaks where the items are single lines
//	x-end     marks that do not belong at the end of the text, and are taken off
//	x-single  of an object: the field that a text stands for, where a text is given in place of the object
//	x-head    of an object with x-single: the field that a short head before a colon in that text is for
//	x-empty   true: as an item of a list it may be empty
//	x-file    picture: the text is the name of a PNG or JPEG file, or a data: URI; artwork: of an SVG file too; roster: of a list of
//	          objects, the name of a workbook (.xlsx) may stand for it, each row of which is an object
//	x-seal    true: the picture is a seal, which is stamped over text; its white is made clear
//	x-roster  false: no column of a roster; common: in a roster mostly the same for all, and said once
//	x-right   what a value of the pattern looks like, for the message
//	x-wrong   list of {pattern, message}: what to say when the pattern is not met and this one is
func Compile(name string, schema []byte) (*Schema, error) {
	tree, err := readJSON(string(schema))
	if err != nil {
		return nil, fmt.Errorf("record: schema of %s: %w", name, err)
	}
	root, err := newField("", tree)
	if err != nil {
		return nil, fmt.Errorf("record: schema of %s: %w", name, err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(schema)))
	if err != nil {
		return nil, fmt.Errorf("record: schema of %s: %w", name, err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	url := "gongwen:" + name
	if err := c.AddResource(url, doc); err != nil {
		return nil, fmt.Errorf("record: schema of %s: %w", name, err)
	}
	rules, err := c.Compile(url)
	if err != nil {
		return nil, fmt.Errorf("record: schema of %s: %w", name, err)
	}
	return &Schema{root, rules, root.has(decimalType)}, nil
}

func newField(name string, n *node) (*Field, error) {
	f := &Field{Name: name, Title: n.get("title").text, About: n.get("description").text, Type: typeOf(n), split: n.get("x-split").text,
		right: n.get("x-right").text, single: n.get("x-single").text, head: n.get("x-head").text, empty: n.get("x-empty").text == "true",
		apart: n.get("x-roster").text == "false", Common: n.get("x-roster").text == "common", end: n.get("x-end").text, Date: n.get("format").text == "date"}
	var err error
	if f.mode, err = mend.ParseMode(n.get("x-text").text); err != nil {
		return nil, fmt.Errorf("field %q: %w", name, err)
	}
	if err = f.addValues(n); err != nil {
		return nil, fmt.Errorf("field %q: %w", name, err)
	}
	switch f.Type {
	case "string", "integer", decimalType:
	case "array":
		if f.Items, err = newField("", n.get("items")); err == nil && f.Items.Title == "" {
			f.Items.Title = f.Title
		}
		if err == nil && f.split == "" && f.Items.oneLine() {
			f.split = "\n"
		}
		if err == nil && f.roster && f.Items.Type != "object" {
			err = fmt.Errorf("field %q: x-file roster: want a list of objects", name)
		}
	case "object":
		if err = f.addFields(n); err == nil && f.single != "" && f.field(f.single) == nil {
			err = fmt.Errorf("field %q: x-single %q is none of its fields", name, f.single)
		}
		if err == nil && f.head != "" && (f.field(f.head) == nil || f.single == "") {
			err = fmt.Errorf("field %q: x-head %q is none of its fields, or there is no x-single", name, f.head)
		}
	default:
		err = fmt.Errorf("field %q: type %q: want string, integer, number, array or object", name, f.Type)
	}
	return f, err
}

// decimalType is the type of a number that need not be whole. It is exact, so that nobody takes it for a number of floating point.
const decimalType = "decimal"

func typeOf(n *node) string {
	t := n.get("type").text
	if t == "number" {
		return decimalType
	}
	return t
}

// has tells whether the field, or one in it, is of a type.
func (f *Field) has(fieldType string) bool {
	return f.Type == fieldType || f.Items != nil && f.Items.has(fieldType) ||
		slices.ContainsFunc(f.Fields, func(c *Field) bool { return c.has(fieldType) })
}

func (f *Field) addFields(n *node) error {
	f.required = map[string]bool{}
	for _, r := range n.get("required").items {
		f.required[r.text] = true
	}
	seen := map[string]bool{}
	for _, m := range n.get("properties").members {
		field, err := newField(m.name, m.value)
		if err != nil {
			return err
		}
		if field.Title == "" || seen[field.Name] || seen[field.Title] {
			return fmt.Errorf("field %q: wants a name and a title of its own", m.name)
		}
		seen[field.Name], seen[field.Title] = true, true
		f.Fields = append(f.Fields, field)
	}
	return nil
}

// addValues reads what is said of a text's or a number's values.
func (f *Field) addValues(n *node) error {
	switch preset := n.get("default"); {
	case preset.kind == number && f.Type == decimalType:
		f.preset = exact(preset.text)
	case preset.kind == number:
		f.preset = integer(preset.text)
	case preset.text != "":
		f.preset = preset.text
	}
	switch file := n.get("x-file").text; file {
	case "":
	case "picture", "artwork":
		f.Picture, f.Artwork = true, file == "artwork"
	case "roster":
		f.roster = true
	default:
		return fmt.Errorf("x-file %q: want picture, artwork or roster", file)
	}
	if f.Seal = n.get("x-seal").text == "true"; f.Seal && !f.Picture {
		return fmt.Errorf("x-seal: want x-file picture or artwork beside it")
	}
	for _, v := range n.get("enum").items {
		if f.titles == nil {
			f.titles = map[string]string{}
		}
		f.titles[v.text] = n.get("x-titles").get(v.text).text
		f.written = append(f.written, cmp.Or(f.titles[v.text], v.text))
	}
	for _, w := range n.get("x-wrong").items {
		p, err := regexp.Compile(w.get("pattern").text)
		if err != nil {
			return err
		}
		f.wrong = append(f.wrong, wrong{p, w.get("message").text})
	}
	return nil
}

// field finds a field of an object by either of its names.
func (f *Field) field(name string) *Field {
	for _, c := range f.Fields {
		if c.Name == name || c.Title == name {
			return c
		}
	}
	return nil
}

// called finds a field of an object by a name as an input has it: with blanks, or with characters that look like others, which is told.
func (f *Field) called(name string) (*Field, []mend.Change) {
	if c := f.field(name); c != nil {
		return c, nil
	}
	mended, changes := mend.Text(name, mend.Trimmed)
	return f.field(mended), changes
}

// get gives a member of an object, or an empty node.
func (n *node) get(name string) *node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return &node{}
}
