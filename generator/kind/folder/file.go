package folder

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// File is what stands in a kind.yaml; templates/README.md explains it, and templates/kind.schema.json tells it to editors.
type File struct {
	Name    string   `yaml:"name"`
	Title   string   `yaml:"title"`
	Summary string   `yaml:"summary"`
	Extends string   `yaml:"extends"` // another kind, whose keys this one has where it has none of its own
	Without []string `yaml:"without"` // fields of that kind that this one has not

	Formats    []string    `yaml:"formats"`
	Filename   Formula     `yaml:"filename"`
	Info       Info        `yaml:"info"`
	Person     []string    `yaml:"person"`
	Named      string      `yaml:"named"`
	Numbered   string      `yaml:"numbered"`
	Credential *Credential `yaml:"credential"`
	Values     Values      `yaml:"values"`

	Required     []string      `yaml:"required"`
	Fields       yaml.MapSlice `yaml:"fields"`
	Rules        []any         `yaml:"rules"`
	SharedChecks []string      `yaml:"shared-checks"` // by their codes
	Checks       []Check       `yaml:"checks"`

	folders []string // its own, and that of the kind that it extends, and so on
}

// Credential names the fields of what can be verified of a paper, and the field that its signed code is written into.
type Credential struct {
	Field  string `yaml:"field"`
	Number string `yaml:"number"`
	Name   string `yaml:"name"`
	Honour string `yaml:"honour"`
	Issuer string `yaml:"issuer"` // a list
	Date   string `yaml:"date"`
}

// Info is what a file says of itself.
type Info struct {
	Title    Formula `yaml:"title"`
	Author   Formula `yaml:"author"`
	Number   Formula `yaml:"number"`
	Keywords Formula `yaml:"keywords"`
	Date     Formula `yaml:"date"`
}

// Check is a check as it is written down.
type Check struct {
	Holds   Formula `yaml:"holds"`
	Refuses bool    `yaml:"refuses"`
	Field   string  `yaml:"field"`
	Code    string  `yaml:"code"`
	Message Formula `yaml:"message"`
}

// Formula is an expression, or a text with expressions, and where it stands.
type Formula struct {
	Text string
	File string
	Line int // 0 if there is none
}

// UnmarshalYAML keeps the line.
func (f *Formula) UnmarshalYAML(n ast.Node) error {
	s, ok := n.(ast.ScalarNode)
	if !ok {
		return fmt.Errorf("[%d] want an expression", n.GetToken().Position.Line)
	}
	f.Text, f.Line = fmt.Sprint(s.GetValue()), n.GetToken().Position.Line
	return nil
}

// Errorf gives an error that begins with file and line.
func (f *Formula) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: "+format, append([]any{f.File, f.Line}, args...)...)
}

// Value is a formula with a name.
type Value struct {
	Name string
	Formula
}

// Values are in the order in which they are written.
type Values []Value

// UnmarshalYAML keeps the order.
func (all *Values) UnmarshalYAML(n ast.Node) error {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = append(pairs, n)
	default:
		return fmt.Errorf("[%d] want names and expressions", n.GetToken().Position.Line)
	}
	for _, p := range pairs {
		var f Formula
		if err := f.UnmarshalYAML(p.Value); err != nil {
			return err
		}
		*all = append(*all, Value{p.Key.GetToken().Value, f})
	}
	return nil
}

// readFile reads the kind.yaml of a folder. A key that is not known is an error; those that are missing may be in the kind that
// it extends.
func readFile(fsys fs.FS, folder string) (*File, error) {
	f, file := &File{folders: []string{folder}}, path.Join(folder, "kind.yaml")
	if err := ReadYAML(fsys, file, f); err != nil {
		return nil, err
	}
	if f.Name != "" && f.Name != folder {
		return nil, fmt.Errorf("kind: %s: name is %q, the folder's is %q", file, f.Name, folder)
	}
	for _, x := range f.formulas() {
		x.File = file
	}
	return f, nil
}

// formulas gives all formulas of the file.
func (f *File) formulas() []*Formula {
	all := []*Formula{&f.Filename, &f.Info.Title, &f.Info.Author, &f.Info.Number, &f.Info.Keywords, &f.Info.Date}
	for i := range f.Values {
		all = append(all, &f.Values[i].Formula)
	}
	return append(all, formulasOf(f.Checks)...)
}

func formulasOf(checks []Check) (all []*Formula) {
	for i := range checks {
		all = append(all, &checks[i].Holds, &checks[i].Message)
	}
	return all
}

// lacking names the keys that are missing.
func (f *File) lacking() error {
	var missing []string
	for _, key := range []struct {
		name  string
		given bool
	}{
		{"name", f.Name != ""}, {"title", f.Title != ""}, {"summary", f.Summary != ""}, {"formats", len(f.Formats) > 0},
		{"filename", f.Filename.Text != ""}, {"info.title", f.Info.Title.Text != ""}, {"fields", len(f.Fields) > 0},
	} {
		if !key.given {
			missing = append(missing, key.name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("缺少 %s", strings.Join(missing, "、"))
	}
	return nil
}

// File gives what a kind's file says, with what it has from the kind that it extends, and from the shared fields.
func (s *Folders) File(name string) (*File, error) { return s.complete(name) }

// complete gives what File does. extending are the kinds that extend the one of that name.
func (s *Folders) complete(name string, extending ...string) (*File, error) {
	own, err := s.files[name]()
	if err != nil {
		return nil, err
	}
	f, base := *own, &File{}
	if f.Extends != "" {
		if base, err = s.base(&f, append(extending, name)); err != nil {
			return nil, fmt.Errorf("kind: %s/kind.yaml: extends: %w", name, err)
		}
	}
	if err := f.inherit(base, s.fields); err != nil {
		return nil, fmt.Errorf("kind: %s/kind.yaml: fields: %w", name, err)
	}
	if err := f.lacking(); err != nil {
		return nil, fmt.Errorf("kind: %s/kind.yaml: %w", name, err)
	}
	return &f, nil
}

// base gives the file of the kind that f extends.
func (s *Folders) base(f *File, extending []string) (*File, error) {
	if slices.Contains(extending, f.Extends) {
		return nil, fmt.Errorf("%s extends itself", f.Extends)
	}
	if s.files[f.Extends] == nil {
		return nil, fmt.Errorf("no kind %q", f.Extends)
	}
	return s.complete(f.Extends, extending...)
}

// inherit gives f the keys of base that it has not itself. Names, titles and summaries are never inherited.
func (f *File) inherit(base *File, shared yaml.MapSlice) error {
	f.folders = append(slices.Clip(f.folders), base.folders...)
	if f.Formats == nil {
		f.Formats = base.Formats
	}
	if f.Person == nil {
		f.Person = base.Person
	}
	if f.Required == nil {
		f.Required = base.Required
	}
	if f.Rules == nil {
		f.Rules = base.Rules
	}
	if f.SharedChecks == nil {
		f.SharedChecks = base.SharedChecks
	}
	if f.Checks == nil {
		f.Checks = base.Checks
	}
	if f.Credential == nil {
		f.Credential = base.Credential
	}
	if f.Named == "" {
		f.Named = base.Named
	}
	if f.Numbered == "" {
		f.Numbered = base.Numbered
	}
	for _, x := range []struct{ own, base *Formula }{
		{&f.Filename, &base.Filename}, {&f.Info.Title, &base.Info.Title}, {&f.Info.Author, &base.Info.Author},
		{&f.Info.Number, &base.Info.Number}, {&f.Info.Keywords, &base.Info.Keywords}, {&f.Info.Date, &base.Info.Date},
	} {
		if x.own.Line == 0 {
			*x.own = *x.base
		}
	}
	f.Values = f.Values.after(base.Values)
	return f.inheritFields(base.Fields, shared)
}

// after gives the values of base, with those of the same name that stand in all, and then the others that stand there.
func (all Values) after(base Values) Values {
	out := slices.Clone(base)
	for _, v := range all {
		i := slices.IndexFunc(out, func(b Value) bool { return b.Name == v.Name })
		if i < 0 {
			out = append(out, v)
		} else {
			out[i] = v
		}
	}
	return out
}

// inheritFields puts the fields of f among those of the kind that it extends: one that is there has the keys that f gives it in place
// of its own, and one that is not stands behind the field that f names before it, at the end if there is none.
func (f *File) inheritFields(base, shared yaml.MapSlice) error {
	all := slices.Clone(base)
	for _, name := range f.Without {
		i := slices.IndexFunc(all, func(item yaml.MapItem) bool { return item.Key == name })
		if i < 0 {
			return fmt.Errorf("without: no field %q in %s", name, f.Extends)
		}
		all = slices.Delete(all, i, i+1)
	}
	at := -1
	for _, field := range f.Fields {
		own, ok := field.Value.(yaml.MapSlice)
		if !ok && field.Value != nil {
			return fmt.Errorf("field %v: want keys and values", field.Key)
		}
		if i := slices.IndexFunc(all, func(item yaml.MapItem) bool { return item.Key == field.Key }); i >= 0 {
			all[i].Value, at = merged(all[i].Value.(yaml.MapSlice), own), i
			continue
		}
		value, err := sharedField(shared, field.Key, own)
		if err != nil {
			return err
		}
		if at++; at == 0 {
			at = len(all)
		}
		all = slices.Insert(all, at, yaml.MapItem{Key: field.Key, Value: value})
	}
	f.Fields = all
	return nil
}

// sharedField gives a field without a type the keys of the shared field of its name, but for those that it has itself.
func sharedField(shared yaml.MapSlice, name any, own yaml.MapSlice) (yaml.MapSlice, error) {
	if _, typed := member(own, "type"); typed {
		return own, nil
	}
	from, ok := member(shared, name)
	common, isMap := from.(yaml.MapSlice)
	if !ok || !isMap {
		return nil, fmt.Errorf("field %v: no type, and no shared field of that name", name)
	}
	return merged(common, own), nil
}

func member(m yaml.MapSlice, name any) (any, bool) {
	i := slices.IndexFunc(m, func(item yaml.MapItem) bool { return item.Key == name })
	if i < 0 {
		return nil, false
	}
	return m[i].Value, true
}

// merged gives the keys of common, with the values that own has for them, and then the other keys of own. Those that are
// null in own are left out.
func merged(common, own yaml.MapSlice) yaml.MapSlice {
	var all yaml.MapSlice
	for _, item := range common {
		if v, ok := member(own, item.Key); ok {
			item.Value = v
		}
		all = append(all, item)
	}
	for _, item := range own {
		if _, ok := member(common, item.Key); !ok {
			all = append(all, item)
		}
	}
	return slices.DeleteFunc(all, func(item yaml.MapItem) bool { return item.Value == nil })
}

// Schema makes the JSON Schema of the fields. Every kind has the field kind, which says which kind an input is of.
func (f *File) Schema() ([]byte, error) {
	own := yaml.MapSlice{
		{Key: "type", Value: "string"}, {Key: "title", Value: "种类"},
		{Key: "enum", Value: []string{f.Name}}, {Key: "x-titles", Value: yaml.MapSlice{{Key: f.Name, Value: f.Title}}},
	}
	fields, _ := published(f.Fields).(yaml.MapSlice)
	root := yaml.MapSlice{
		{Key: "$schema", Value: "https://json-schema.org/draft/2020-12/schema"},
		{Key: "title", Value: f.Title},
		{Key: "description", Value: f.Summary},
		{Key: "type", Value: "object"},
		{Key: "additionalProperties", Value: false},
		{Key: "required", Value: f.Required},
		{Key: "properties", Value: append(yaml.MapSlice{{Key: "kind", Value: own}}, fields...)},
	}
	if len(f.Rules) > 0 {
		root = append(root, yaml.MapItem{Key: "allOf", Value: f.Rules})
	}
	b, err := yaml.MarshalWithOptions(root, yaml.JSON())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = json.Indent(&out, bytes.TrimSpace(b), "", "  ")
	return out.Bytes(), err
}

// published gives fields as JSON Schema has them, which calls a decimal a number.
func published(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		all := make(yaml.MapSlice, len(v))
		for i, item := range v {
			all[i] = yaml.MapItem{Key: item.Key, Value: published(item.Value)}
			if item.Key == "type" && item.Value == "decimal" {
				all[i].Value = "number"
			}
		}
		return all
	case []any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = published(v[i])
		}
		return all
	default:
		return v
	}
}
