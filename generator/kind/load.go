package kind

import (
	"bytes"
	"encoding/json"
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
	Formats  []string      `yaml:"formats"`
	Filename formula       `yaml:"filename"`
	Required []string      `yaml:"required"`
	Fields   yaml.MapSlice `yaml:"fields"`
	Info     struct {
		Title    formula `yaml:"title"`
		Author   formula `yaml:"author"`
		Number   formula `yaml:"number"`
		Keywords formula `yaml:"keywords"`
		Date     formula `yaml:"date"`
	} `yaml:"info"`
	Checks []struct {
		Holds   formula `yaml:"holds"`
		Field   string  `yaml:"field"`
		Code    string  `yaml:"code"`
		Message formula `yaml:"message"`
	} `yaml:"checks"`
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

func loadKind(fsys fs.FS, folder string, profiles map[string]*doc.Profile) (*Kind, error) {
	file := path.Join(folder, "kind.yaml")
	var f kindFile
	if err := readYAML(fsys, file, &f); err != nil {
		return nil, err
	}
	if f.Name != folder {
		return nil, fmt.Errorf("kind: %s: name is %q, the folder's is %q", file, f.Name, folder)
	}
	k := &Kind{Name: f.Name, Title: f.Title, Summary: f.Summary, Formats: f.Formats, profiles: profiles}
	var err error
	if k.schema, err = f.schema(); err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	if k.Schema, err = record.Compile(f.Name, k.schema); err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	if err := k.checkProfiles(); err != nil {
		return nil, fmt.Errorf("kind: %s: %w", file, err)
	}
	env := newEnvironment(k.Schema.Fields())
	if err := k.compile(&f, env); err != nil {
		return nil, fmt.Errorf("kind: %s:%w", file, err)
	}
	body := path.Join(folder, "body.xml")
	b, err := fs.ReadFile(fsys, body)
	if err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	if k.body, err = readBody(bytes.NewReader(b), env); err != nil {
		return nil, fmt.Errorf("kind: %s:%w", body, err)
	}
	if k.Sample, err = fs.ReadFile(fsys, path.Join(folder, "sample.yaml")); err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	return k, nil
}

// schema makes the JSON Schema of the fields. Every kind has the field kind, which says which kind an input is of.
func (f *kindFile) schema() ([]byte, error) {
	own := yaml.MapSlice{
		{Key: "type", Value: "string"}, {Key: "title", Value: "种类"},
		{Key: "enum", Value: []string{f.Name}}, {Key: "x-titles", Value: yaml.MapSlice{{Key: f.Name, Value: f.Title}}},
	}
	b, err := yaml.MarshalWithOptions(yaml.MapSlice{
		{Key: "$schema", Value: "https://json-schema.org/draft/2020-12/schema"},
		{Key: "title", Value: f.Title},
		{Key: "description", Value: f.Summary},
		{Key: "type", Value: "object"},
		{Key: "additionalProperties", Value: false},
		{Key: "required", Value: f.Required},
		{Key: "properties", Value: append(yaml.MapSlice{{Key: "kind", Value: own}}, f.Fields...)},
	}, yaml.JSON())
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
		if f.Default() != "" && len(f.Choices()) > 0 {
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
	for _, c := range f.Checks {
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
		k.checks = append(k.checks, check{holds, c.Field, c.Code, message})
	}
	return nil
}
