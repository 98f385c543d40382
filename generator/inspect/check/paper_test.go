package check_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/inspect/check"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/internal/testkit/papers"
	"gongwen/templates"
)

const (
	national = "gbt9704-2012"
	samples  = "../../../samples"
)

// spoiled gives a generator whose national profile has been changed: each change is a text of it and what is put in its
// place.
func spoiled(t testing.TB, changes ...string) *generator.Generator {
	t.Helper()
	const name = "profiles/" + national + ".yaml"
	files := fstest.MapFS{}
	if err := copyFiles(files); err != nil {
		t.Fatal(err)
	}
	text := string(files[name].Data)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the profile has no %q", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	files[name] = &fstest.MapFile{Data: []byte(text)}
	g, err := generator.New(files, fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func copyFiles(to fstest.MapFS) error {
	names, err := templateNames()
	for _, name := range names {
		data, err := templates.Files.ReadFile(name)
		if err != nil {
			return err
		}
		to[name] = &fstest.MapFile{Data: data}
	}
	return err
}

// prepare prepares the paper of a file.
func prepare(t testing.TB, g *generator.Generator, file string) *generator.Paper {
	t.Helper()
	input, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return prepared(t, g, input)
}

// prepared prepares the paper of an input, which may name the pictures of the samples.
func prepared(t testing.TB, g *generator.Generator, input []byte) *generator.Paper {
	t.Helper()
	return printed(t, g, generator.Input{Text: input})
}

// printed prepares the paper of an input that says how it is to be printed.
func printed(t testing.TB, g *generator.Generator, in generator.Input) *generator.Paper {
	t.Helper()
	in.Files = os.DirFS(samples)
	p, err := g.Prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// edited makes the PDF of a paper whose pages have been changed.
func edited(t testing.TB, p *generator.Paper, edit func(*page.Document)) []byte {
	t.Helper()
	pages, err := p.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	edit(pages)
	var b bytes.Buffer
	if err := pdf.Write(&b, pages, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// report checks a file.
func report(t testing.TB, file []byte, name string) *check.Report {
	t.Helper()
	r, err := check.File(t.Context(), bytes.NewReader(file), int64(len(file)), check.Options{Profile: papers.Profile(t, name)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// departing gives the titles of the findings that depart, without doubles.
func departing(r *check.Report) []string {
	var titles []string
	for _, f := range r.Findings {
		if f.Verdict == check.Departs && (len(titles) == 0 || titles[len(titles)-1] != f.Title) {
			titles = append(titles, f.Title)
		}
	}
	return titles
}

// table gives a report as text, for messages.
func table(t testing.TB, r *check.Report) string {
	t.Helper()
	var b strings.Builder
	if err := check.WriteText(&b, r, true); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
