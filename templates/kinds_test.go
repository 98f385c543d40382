package templates_test

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/kind"
	"gongwen/generator/record"
	"gongwen/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden page dumps anew; then look at every line that changed")

// TestKinds says of every kind what is wrong with its folder. It is all that a new kind has to pass.
func TestKinds(t *testing.T) {
	files, err := filepath.Glob(testkit.Root(t, "samples", "*.yaml"))
	if err != nil || len(files) < 8 {
		t.Fatalf("got %d samples, %v", len(files), err)
	}
	testKinds(t, testkit.Root(t, "templates"), *update, files...)
}

// testKinds tests the kinds of a templates folder: with sample.yaml and full.yaml of each, and with other inputs. update has the
// golden dumps written.
func testKinds(t *testing.T, dir string, update bool, inputs ...string) {
	t.Helper()
	g, err := generator.New(os.DirFS(dir), fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range g.Faults() {
		t.Error(f)
	}
	byKind := inputsByKind(t, g, inputs)
	for _, k := range g.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			keysAreAsEditorsAreTold(t, dir, k.Name)
			schemaIsJSONSchema(t, k)
			samplesHaveNoSlips(t, k)
			fullShowsEveryField(t, k)
			own, err := filepath.Glob(filepath.Join(dir, k.Name, "*.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			own = slices.DeleteFunc(own, func(file string) bool { return filepath.Base(file) == "kind.yaml" })
			for _, file := range append(byKind[k.Name], own...) {
				name := strings.TrimSuffix(filepath.Base(file), ".yaml")
				t.Run(name, func(t *testing.T) {
					p, err := g.Prepare(t.Context(), generator.Input{Text: testkit.Read(t, file), Kind: k.Name, Files: os.DirFS(filepath.Dir(file))})
					if err != nil {
						t.Fatal(err)
					}
					pagesAreAsTheGoldenDump(t, p, filepath.Join(dir, k.Name, "testdata", name+".golden"), update)
					if slices.Contains(own, file) {
						paperIsWritten(t, p)
					}
					if name == "sample" && len(p.Warnings) > 0 {
						t.Errorf("sample.yaml has warnings: %v", p.Warnings)
					}
				})
			}
		})
	}
}

// inputsByKind gives input files by the kinds that they say they are of.
func inputsByKind(t *testing.T, g *generator.Generator, files []string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, file := range files {
		in, err := record.Read(testkit.Read(t, file), record.YAML)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		k, err := g.Kind(in.Kind())
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all[k.Name] = append(all[k.Name], file)
	}
	return all
}

// keysAreAsEditorsAreTold holds a kind.yaml against the schema that editors have.
func keysAreAsEditorsAreTold(t *testing.T, dir, name string) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(dir, "kind.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	j, err := yaml.YAMLToJSON(testkit.Read(t, filepath.Join(dir, name, "kind.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(j))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Error(err)
	}
}

func schemaIsJSONSchema(t *testing.T, k *kind.Kind) {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(k.SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	meta, err := jsonschema.NewCompiler().Compile("https://json-schema.org/draft/2020-12/schema")
	if err != nil {
		t.Fatal(err)
	}
	if err := meta.Validate(schema); err != nil {
		t.Error(err)
	}
}

// samplesHaveNoSlips makes sure that the inputs which people begin with are written as they should be.
func samplesHaveNoSlips(t *testing.T, k *kind.Kind) {
	t.Helper()
	for name, input := range map[string][]byte{"sample.yaml": k.Sample, "full.yaml": k.Full} {
		r, err := record.Decode(input, record.YAML, k.Schema, record.Files{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(r.Notices) > 0 {
			t.Errorf("%s wants mending: %v", name, r.Notices)
		}
	}
}

// fullShowsEveryField makes sure that people find each field in full.yaml, or in sample.yaml where that is all there is: under its
// Chinese title, or under its English name and a comment with the title.
func fullShowsEveryField(t *testing.T, k *kind.Kind) {
	t.Helper()
	r, err := record.Decode(k.Full, record.YAML, k.Schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	text := "\n" + string(k.Full)
	for _, f := range k.Schema.Fields() {
		titled := strings.Contains(text, "\n"+f.Title+":")
		named := strings.Contains(text, "\n"+f.Name+":") && strings.Contains(text, "# "+f.Title)
		if r.Values[f.Name] == nil || !titled && !named {
			t.Errorf("the sample with all fields does not show %s, %s", f.Name, f.Title)
		}
	}
}

// paperIsWritten writes a paper in every format of its kind.
func paperIsWritten(t *testing.T, p *generator.Paper) {
	t.Helper()
	for _, f := range p.Kind.Formats {
		var b bytes.Buffer
		if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if b.Len() == 0 {
			t.Errorf("%s: nothing is written", f)
		}
	}
}

// TestKindsAreInOrder makes sure that lists of kinds can be read.
func TestKindsAreInOrder(t *testing.T) {
	g, err := generator.New(os.DirFS(testkit.Root(t, "templates")), fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]string{}
	var names []string
	for _, k := range g.Kinds() {
		names, titles[k.Title] = append(names, k.Name), k.Name
	}
	if len(names) == 0 || !slices.IsSorted(names) {
		t.Errorf("got %q", names)
	}
	if len(titles) != len(names) {
		t.Errorf("two kinds have one title: %q", slices.Sorted(maps.Keys(titles)))
	}
}
