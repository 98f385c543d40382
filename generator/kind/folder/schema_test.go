package folder_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongwen/generator/kind/folder"
)

const schemaFile = "../../../templates/kind.schema.json"

func readSchema(t *testing.T) map[string]any {
	t.Helper()
	b, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

// within follows keys into a value of JSON.
func within(v any, keys ...string) map[string]any {
	for _, key := range keys {
		v = v.(map[string]any)[key]
	}
	return v.(map[string]any)
}

// keysOf gives the keys of YAML that a type has.
func keysOf(t reflect.Type) (keys []string) {
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

func TestEditorsKnowTheKeysThatTheLoaderKnows(t *testing.T) {
	schema := readSchema(t)
	for part, of := range map[string]reflect.Type{
		"": reflect.TypeFor[folder.File](), "info": reflect.TypeFor[folder.Info](), "credential": reflect.TypeFor[folder.Credential](), "checks": reflect.TypeFor[folder.Check](),
	} {
		want := keysOf(of)
		told := schema
		switch part {
		case "":
		case "checks":
			told = within(schema, "properties", part, "items")
		default:
			told = within(schema, "properties", part)
		}
		if got := slices.Sorted(maps.Keys(within(told, "properties"))); !slices.Equal(got, want) {
			t.Errorf("%q: got keys %q, want %q", part, got, want)
		}
	}
	annotation := regexp.MustCompile(`"(x-[a-z]+)"`)
	read := map[string]bool{}
	files, err := filepath.Glob("../../record/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range annotation.FindAllStringSubmatch(string(b), -1) {
			read[m[1]] = read[m[1]] || !strings.HasSuffix(file, "_test.go")
		}
	}
	told := slices.DeleteFunc(slices.Sorted(maps.Keys(within(schema, "$defs", "field", "properties"))), func(key string) bool { return !strings.HasPrefix(key, "x-") })
	if want := slices.Sorted(maps.Keys(read)); !slices.Equal(told, want) {
		t.Errorf("annotations of fields: got %q, want those that record reads, %q", told, want)
	}
}

func TestKindFilesAreAsEditorsAreTold(t *testing.T) {
	c := jsonschema.NewCompiler()
	if err := c.AddResource("kind", readSchema(t)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("kind")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../../templates/*/kind.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d files, %v", len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if first, _, _ := strings.Cut(string(b), "\n"); first != "# yaml-language-server: $schema=../kind.schema.json" {
			t.Errorf("%s: its first line does not name the schema: %s", file, first)
		}
		if err := schema.Validate(decoded(t, b)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, wrong := range []string{"titel: 通知", "values: [a]", "checks: [{holds: x}]", "fields: {a: {type: float}}", "fields: {a: {maxLenght: 3}}", "formats: [odt]"} {
			key, _, _ := strings.Cut(wrong, ":")
			spoiled := decoded(t, b).(map[string]any)
			spoiled[key] = decoded(t, []byte(wrong)).(map[string]any)[key]
			if schema.Validate(spoiled) == nil {
				t.Errorf("%s with %s: want an error", file, wrong)
			}
		}
	}
}

// decoded gives YAML as JSON has it.
func decoded(t *testing.T, b []byte) any {
	t.Helper()
	j, err := yaml.YAMLToJSON(b)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(j))
	if err != nil {
		t.Fatal(err)
	}
	return v
}
