package check_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"gongwen/generator"
	"gongwen/generator/record"
	"gongwen/templates"
)

// profileLine is where an input names its profile.
var profileLine = regexp.MustCompile(`(?m)^(版式|profile):.*$`)

// held gives an input with another profile.
func held(input []byte, profile string) []byte {
	if profileLine.Match(input) {
		return profileLine.ReplaceAll(input, []byte("${1}: "+profile))
	}
	return append(bytes.Clone(input), "\n版式: "+profile+"\n"...)
}

// inputs gives all samples, and the complete input of every kind, by their files.
func inputs(t testing.TB, g *generator.Generator) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../samples/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		if all[file], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range g.Kinds() {
		all["templates/"+k.Name], err = templates.Files.ReadFile(k.Name + "/sample.yaml")
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestSurvey(t *testing.T) {
	g := spoiled(t)
	for file, input := range inputs(t, g) {
		for _, profile := range []string{national, "party-1996"} {
			p, err := g.Prepare(t.Context(), "", held(input, profile), record.YAML, os.DirFS("../../samples"))
			if err != nil {
				t.Errorf("%s as %s: %v", file, profile, err)
				continue
			}
			for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
				t.Run(file+" as "+profile+" in "+string(f), func(t *testing.T) {
					data := write(t, p, f)
					os.MkdirAll("/tmp/gw/survey", 0o755)
					os.WriteFile("/tmp/gw/survey/"+filepath.Base(file)+"-"+profile+"."+string(f), data, 0o644)
					r := report(t, data, profile)
					for _, f := range r.Findings {
						if f.Verdict == "departs" {
							t.Errorf("%s %s: want %s got %s page %d", f.Clause, f.Title, f.Required, f.Measured, f.Page)
						}
					}
				})
			}
		}
	}
}
