package templates_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/inspect/check"
	"gongwen/generator/kind"
	"gongwen/generator/record"
	"gongwen/generator/roster"
	"gongwen/internal/testkit"
)

var (
	step = regexp.MustCompile("(?ms)^[0-9]+\\. `templates/([^`]+)`(.*?)^   ```$")
	box  = regexp.MustCompile("(?s)^.*?\n   ```[a-z]+\n(.*)$")
)

// steps gives the files that CONTRIBUTING.md has a new kind made of, by their paths in templates/.
func steps(t *testing.T) map[string]string {
	t.Helper()
	_, section, _ := strings.Cut(string(testkit.Read(t, testkit.Root(t, "CONTRIBUTING.md"))), "## Add a kind")
	section, _, _ = strings.Cut(section, "\n## ")
	files := map[string]string{}
	for _, s := range step.FindAllStringSubmatch(section, -1) {
		content := box.FindStringSubmatch(s[2])
		if content == nil {
			t.Fatalf("the step of %s has no box", s[1])
		}
		files[s[1]] = strings.ReplaceAll("\n"+content[1], "\n   ", "\n")[1:]
	}
	if !strings.Contains(section, "`go test ./templates -update`") {
		t.Error("no step writes the golden dump")
	}
	return files
}

// TestANewKindTouchesItsFolderAlone makes a kind by the steps of CONTRIBUTING.md in a copy of templates/, and has it pass what kinds
// have to pass.
func TestANewKindTouchesItsFolderAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(testkit.Root(t, "templates"))); err != nil {
		t.Fatal(err)
	}
	files := steps(t)
	for name, content := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(files) != 3 || files["bulletin/sample.yaml"] == "" {
		t.Fatalf("got %d files", len(files))
	}
	t.Run("with update", func(t *testing.T) { testKinds(t, dir, true) })
	t.Run("then without", func(t *testing.T) { testKinds(t, dir, false) })
	if dump := string(testkit.Read(t, filepath.Join(dir, "bulletin/testdata/sample.golden"))); !strings.Contains(dump, "望再接再厉。") {
		t.Errorf("the golden dump is\n%s", dump)
	}
	g, err := generator.New(os.DirFS(dir), fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := g.Prepare(t.Context(), generator.Input{Text: []byte(files["bulletin/sample.yaml"])})
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "临开大委〔2026〕6号" || len(p.Warnings) > 0 {
		t.Errorf("got %s, %v", p.Name, p.Warnings)
	}
	departsFromNothing(t, p)
	example, err := record.Read(p.Kind.Full, record.YAML)
	if err != nil {
		t.Fatal(err)
	}
	var book bytes.Buffer
	if err := roster.WriteSample(&book, p.Kind.Title, p.Kind.Schema, example, true); err != nil || book.Len() == 0 {
		t.Errorf("its roster to fill in: %v", err)
	}
}

// departsFromNothing holds a paper's files against the standard.
func departsFromNothing(t *testing.T, p *generator.Paper) {
	t.Helper()
	profiles, err := kind.Profiles(os.DirFS(testkit.Root(t, "templates")))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
		var b bytes.Buffer
		if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
			t.Fatal(err)
		}
		r, err := check.File(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), check.Options{Profile: profiles["gbt9704-2012"]})
		if err != nil {
			t.Fatal(err)
		}
		if r.Departs() || len(r.Findings) == 0 {
			t.Errorf("%s departs: %+v", f, r.Findings)
		}
	}
}
