package kind

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// kindFile is what stands in a kind.yaml; templates/README.md explains it, and templates/kind.schema.json tells it to editors.
type kindFile struct {
	Name    string   `yaml:"name"`
	Title   string   `yaml:"title"`
	Summary string   `yaml:"summary"`
	Extends string   `yaml:"extends"` // another kind, whose keys this one has where it has none of its own
	Without []string `yaml:"without"` // fields of that kind that this one has not

	Formats    []Format    `yaml:"formats"`
	Filename   formula     `yaml:"filename"`
	Info       infoFile    `yaml:"info"`
	Person     []string    `yaml:"person"`
	Named      string      `yaml:"named"`
	Numbered   string      `yaml:"numbered"`
	Credential *Credential `yaml:"credential"`
	Values     valuesFile  `yaml:"values"`

	Required     []string      `yaml:"required"`
	Fields       yaml.MapSlice `yaml:"fields"`
	Rules        []any         `yaml:"rules"`
	SharedChecks []string      `yaml:"shared-checks"` // by their codes
	Checks       []checkFile   `yaml:"checks"`

	folders []string // its own, and that of the kind that it extends, and so on
}

type infoFile struct {
	Title    formula `yaml:"title"`
	Author   formula `yaml:"author"`
	Number   formula `yaml:"number"`
	Keywords formula `yaml:"keywords"`
	Date     formula `yaml:"date"`
}

// checkFile is a check as it is written down.
type checkFile struct {
	Holds   formula `yaml:"holds"`
	Refuses bool    `yaml:"refuses"`
	Field   string  `yaml:"field"`
	Code    string  `yaml:"code"`
	Message formula `yaml:"message"`
}

// formula is an expression, or a text with expressions, and where it stands.
type formula struct {
	text string
	file string
	line int
}

// UnmarshalYAML keeps the line.
func (f *formula) UnmarshalYAML(n ast.Node) error {
	s, ok := n.(ast.ScalarNode)
	if !ok {
		return fmt.Errorf("[%d] want an expression", n.GetToken().Position.Line)
	}
	f.text, f.line = fmt.Sprint(s.GetValue()), n.GetToken().Position.Line
	return nil
}

// errorf begins with file and line.
func (f *formula) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: "+format, append([]any{f.file, f.line}, args...)...)
}

// namedFormula is a formula with a name.
type namedFormula struct {
	name string
	formula
}

// valuesFile are the values in the order in which they are written.
type valuesFile []namedFormula

// UnmarshalYAML keeps the order.
func (all *valuesFile) UnmarshalYAML(n ast.Node) error {
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
		var f formula
		if err := f.UnmarshalYAML(p.Value); err != nil {
			return err
		}
		*all = append(*all, namedFormula{p.Key.GetToken().Value, f})
	}
	return nil
}

// readKindFile reads the kind.yaml of a folder. A key that is not known is an error; those that are missing may be in the kind that
// it extends.
func readKindFile(fsys fs.FS, folder string) (*kindFile, error) {
	f, file := &kindFile{folders: []string{folder}}, path.Join(folder, "kind.yaml")
	if err := readYAML(fsys, file, f); err != nil {
		return nil, err
	}
	if f.Name != "" && f.Name != folder {
		return nil, fmt.Errorf("kind: %s: name is %q, the folder's is %q", file, f.Name, folder)
	}
	for _, x := range f.formulas() {
		x.file = file
	}
	return f, nil
}

// formulas gives all formulas of the file.
func (f *kindFile) formulas() []*formula {
	all := []*formula{&f.Filename, &f.Info.Title, &f.Info.Author, &f.Info.Number, &f.Info.Keywords, &f.Info.Date}
	for i := range f.Values {
		all = append(all, &f.Values[i].formula)
	}
	return append(all, formulasOf(f.Checks)...)
}

func formulasOf(checks []checkFile) (all []*formula) {
	for i := range checks {
		all = append(all, &checks[i].Holds, &checks[i].Message)
	}
	return all
}

// complete names the keys that are missing.
func (f *kindFile) complete() error {
	var missing []string
	for _, key := range []struct {
		name  string
		given bool
	}{
		{"name", f.Name != ""}, {"title", f.Title != ""}, {"summary", f.Summary != ""}, {"formats", len(f.Formats) > 0},
		{"filename", f.Filename.text != ""}, {"info.title", f.Info.Title.text != ""}, {"fields", len(f.Fields) > 0},
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

// kindFile gives what a kind's file says, with what it has from the kind that it extends, and from the shared fields. extending are
// the kinds that extend it.
func (s *Set) kindFile(name string, extending ...string) (*kindFile, error) {
	own, err := s.named(name).file()
	if err != nil {
		return nil, err
	}
	f, base := *own, &kindFile{}
	if f.Extends != "" {
		if base, err = s.base(&f, append(extending, name)); err != nil {
			return nil, fmt.Errorf("kind: %s/kind.yaml: extends: %w", name, err)
		}
	}
	if err := f.inherit(base, s.shared.fields); err != nil {
		return nil, fmt.Errorf("kind: %s/kind.yaml: fields: %w", name, err)
	}
	if err := f.complete(); err != nil {
		return nil, fmt.Errorf("kind: %s/kind.yaml: %w", name, err)
	}
	return &f, nil
}

// base gives the file of the kind that f extends.
func (s *Set) base(f *kindFile, extending []string) (*kindFile, error) {
	if slices.Contains(extending, f.Extends) {
		return nil, fmt.Errorf("%s extends itself", f.Extends)
	}
	if s.named(f.Extends) == nil {
		return nil, fmt.Errorf("no kind %q", f.Extends)
	}
	return s.kindFile(f.Extends, extending...)
}

// inherit gives f the keys of base that it has not itself. Names, titles and summaries are never inherited.
func (f *kindFile) inherit(base *kindFile, shared yaml.MapSlice) error {
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
	for _, x := range []struct{ own, base *formula }{
		{&f.Filename, &base.Filename}, {&f.Info.Title, &base.Info.Title}, {&f.Info.Author, &base.Info.Author},
		{&f.Info.Number, &base.Info.Number}, {&f.Info.Keywords, &base.Info.Keywords}, {&f.Info.Date, &base.Info.Date},
	} {
		if x.own.line == 0 {
			*x.own = *x.base
		}
	}
	f.Values = f.Values.after(base.Values)
	return f.inheritFields(base.Fields, shared)
}

// after gives the values of base, with those of the same name that stand in all, and then the others that stand there.
func (all valuesFile) after(base valuesFile) valuesFile {
	out := slices.Clone(base)
	for _, v := range all {
		i := slices.IndexFunc(out, func(b namedFormula) bool { return b.name == v.name })
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
func (f *kindFile) inheritFields(base, shared yaml.MapSlice) error {
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

// schema makes the JSON Schema of the fields. Every kind has the field kind, which says which kind an input is of.
func (f *kindFile) schema() ([]byte, error) {
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

// shared is what several kinds have in common: fields, and checks, in files of a folder that also has fragments of body.xml.
type shared struct {
	fields yaml.MapSlice
	checks []checkFile
}

const (
	sharedFolder = "shared"
	sharedFields = sharedFolder + "/fields.yaml"
	sharedChecks = sharedFolder + "/checks.yaml"
)

// loadShared reads the folder; there need not be one.
func loadShared(fsys fs.FS) (*shared, error) {
	s := &shared{}
	if _, err := fs.Stat(fsys, sharedFolder); errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err := readYAML(fsys, sharedFields, &s.fields); err != nil {
		return nil, err
	}
	if err := readYAML(fsys, sharedChecks, &s.checks); err != nil {
		return nil, err
	}
	for _, x := range formulasOf(s.checks) {
		x.file = sharedChecks
	}
	return s, nil
}

// readYAML reads a file strictly: an unknown key is an error, with its line.
func readYAML(fsys fs.FS, file string, to any) error {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("kind: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(b, to, yaml.Strict(), yaml.UseOrderedMap()); err != nil {
		return fmt.Errorf("kind: %s:%w", file, err)
	}
	return nil
}
