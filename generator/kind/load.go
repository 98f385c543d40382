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

	"github.com/expr-lang/expr"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"gongwen/generator/doc"
	"gongwen/generator/record"
)

// imprintOrder are the words that Profile.Imprint.Order may have.
var imprintOrder = []string{"keywords", "cc", "printed", "copies"}

func loadProfile(fsys fs.FS, file string) (*doc.Profile, error) {
	p := &doc.Profile{}
	if err := readYAML(fsys, file, p); err != nil {
		return nil, err
	}
	if want := strings.TrimSuffix(path.Base(file), ".yaml"); p.Name != want {
		return nil, fmt.Errorf("kind: %s: name is %q, the file's is %q", file, p.Name, want)
	}
	for name := range p.Styles {
		if !slices.Contains(doc.StyleNames, name) {
			return nil, fmt.Errorf("kind: %s: unknown style %q", file, name)
		}
	}
	for _, name := range doc.StyleNames {
		if _, ok := p.Styles[name]; !ok {
			return nil, fmt.Errorf("kind: %s: no style %q", file, name)
		}
	}
	for _, name := range p.Imprint.Order {
		if !slices.Contains(imprintOrder, name) {
			return nil, fmt.Errorf("kind: %s: unknown element of the imprint %q", file, name)
		}
	}
	return p, nil
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

// kindFile is what stands in a kind.yaml.
type kindFile struct {
	Name     string        `yaml:"name"`
	Title    string        `yaml:"title"`
	Summary  string        `yaml:"summary"`
	Formats  []Format      `yaml:"formats"`
	Filename formula       `yaml:"filename"`
	Required []string      `yaml:"required"`
	Person   []string      `yaml:"person"`
	Fields   yaml.MapSlice `yaml:"fields"`
	Rules    []any         `yaml:"rules"`
	Info     struct {
		Title    formula `yaml:"title"`
		Author   formula `yaml:"author"`
		Number   formula `yaml:"number"`
		Keywords formula `yaml:"keywords"`
		Date     formula `yaml:"date"`
	} `yaml:"info"`
	SharedChecks []string    `yaml:"shared-checks"` // by their codes
	Checks       []checkFile `yaml:"checks"`
}

// checkFile is a check as it is written down.
type checkFile struct {
	Holds   formula `yaml:"holds"`
	Refuses bool    `yaml:"refuses"`
	Field   string  `yaml:"field"`
	Code    string  `yaml:"code"`
	Message formula `yaml:"message"`
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
	return s, readYAML(fsys, sharedChecks, &s.checks)
}

// formula is an expression, or a text with expressions, and the line it stands on.
type formula struct {
	text string
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

func loadKind(fsys fs.FS, folder string, common *shared, profiles map[string]*doc.Profile) (*Kind, error) {
	file := path.Join(folder, "kind.yaml")
	var f kindFile
	if err := readYAML(fsys, file, &f); err != nil {
		return nil, err
	}
	if f.Name != folder {
		return nil, fmt.Errorf("kind: %s: name is %q, the folder's is %q", file, f.Name, folder)
	}
	for _, format := range f.Formats {
		if _, known := ParseFormat(string(format)); !known {
			return nil, fmt.Errorf("kind: %s: no format %q", file, format)
		}
	}
	k := &Kind{Name: f.Name, Title: f.Title, Summary: f.Summary, Formats: f.Formats, profiles: profiles}
	err := f.addFields(common.fields)
	if err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	if k.schema, err = f.schema(); err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	if k.Schema, err = record.Compile(f.Name, k.schema); err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	if err := k.addPerson(f.Person); err != nil {
		return nil, fmt.Errorf("kind: %s: person: %w", file, err)
	}
	if err := k.checkProfiles(); err != nil {
		return nil, fmt.Errorf("kind: %s: %w", file, err)
	}
	env := newEnvironment(k.Schema.Fields())
	if err := k.compile(&f, env); err != nil {
		return nil, fmt.Errorf("kind: %s:%w", file, err)
	}
	if err := k.addSharedChecks(common.checks, f.SharedChecks, env); err != nil {
		return nil, fmt.Errorf("kind: %s: %w", file, err)
	}
	if err := k.addChecks(f.Checks, env); err != nil {
		return nil, fmt.Errorf("kind: %s:%w", file, err)
	}
	if k.form, k.body, err = readBody(fsys, path.Join(folder, "body.xml"), env); err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	if k.Sample, err = fs.ReadFile(fsys, path.Join(folder, "sample.yaml")); err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	return k, nil
}

func (k *Kind) addPerson(fields []string) error {
	for _, name := range fields {
		if !slices.ContainsFunc(k.Schema.Fields(), func(f *record.Field) bool { return f.Name == name && f.Type == "string" }) {
			return fmt.Errorf("%q is none of the fields that are text", name)
		}
	}
	k.Person = fields
	return nil
}

// addFields fills in the fields without a type: they are shared ones, but for the keys that stand here.
func (f *kindFile) addFields(shared yaml.MapSlice) error {
	for i, field := range f.Fields {
		own, ok := field.Value.(yaml.MapSlice)
		if !ok && field.Value != nil {
			return fmt.Errorf("field %v: want keys and values", field.Key)
		}
		if _, typed := member(own, "type"); typed {
			continue
		}
		from, ok := member(shared, field.Key)
		common, isMap := from.(yaml.MapSlice)
		if !ok || !isMap {
			return fmt.Errorf("field %v: no type, and no shared field of that name", field.Key)
		}
		f.Fields[i].Value = merged(common, own)
	}
	return nil
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
	root := yaml.MapSlice{
		{Key: "$schema", Value: "https://json-schema.org/draft/2020-12/schema"},
		{Key: "title", Value: f.Title},
		{Key: "description", Value: f.Summary},
		{Key: "type", Value: "object"},
		{Key: "additionalProperties", Value: false},
		{Key: "required", Value: f.Required},
		{Key: "properties", Value: append(yaml.MapSlice{{Key: "kind", Value: own}}, f.Fields...)},
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

// checkProfiles makes sure that the field profile chooses among profiles that there are.
func (k *Kind) checkProfiles() error {
	for _, f := range k.Schema.Fields() {
		if f.Name != "profile" {
			continue
		}
		for name := range f.Choices() {
			if k.profiles[name] == nil {
				return fmt.Errorf("field profile: no profile %q", name)
			}
		}
		if f.Default() != nil && len(f.Choices()) > 0 {
			return nil
		}
	}
	return fmt.Errorf("want a field profile with enum and default")
}

// compile compiles the expressions of kind.yaml. Its errors begin with the line.
func (k *Kind) compile(f *kindFile, env environment) error {
	for _, x := range []struct {
		to   **expression
		from formula
	}{
		{&k.filename, f.Filename}, {&k.info.title, f.Info.Title}, {&k.info.author, f.Info.Author},
		{&k.info.number, f.Info.Number}, {&k.info.keywords, f.Info.Keywords}, {&k.info.date, f.Info.Date},
	} {
		var err error
		if *x.to, err = env.compile(x.from.text); err != nil {
			return fmt.Errorf("%d: %w", x.from.line, err)
		}
	}
	return nil
}

// addSharedChecks adds those of the shared checks that have the codes.
func (k *Kind) addSharedChecks(shared []checkFile, codes []string, env environment) error {
	for _, code := range codes {
		i := slices.IndexFunc(shared, func(c checkFile) bool { return c.Code == code })
		if i < 0 {
			return fmt.Errorf("no shared check %q", code)
		}
		if err := k.addChecks(shared[i:i+1], env); err != nil {
			return fmt.Errorf("%s:%w", sharedChecks, err)
		}
	}
	return nil
}

// addChecks compiles checks. Its errors begin with the line.
func (k *Kind) addChecks(checks []checkFile, env environment) error {
	for _, c := range checks {
		holds, err := env.compile(c.Holds.text, expr.AsBool())
		if err != nil {
			return fmt.Errorf("%d: %w", c.Holds.line, err)
		}
		message, err := readText(c.Message.text, c.Message.line, env)
		if err != nil {
			return err
		}
		if env.fields[c.Field] == nil {
			return fmt.Errorf("%d: no field %q", c.Holds.line, c.Field)
		}
		k.checks = append(k.checks, check{holds, c.Refuses, c.Field, c.Code, message})
	}
	return nil
}
