// Package papers lends tests the generator, with the kinds and fonts of the program, and what it makes of an input.
package papers

import (
	"bytes"
	"os"
	"sync"
	"testing"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/internal/testkit"
	"gongwen/templates"
)

var made = sync.OnceValues(func() (*generator.Generator, error) { return generator.New(templates.Files, fonts.Files) })

// Generator gives the one generator of the process.
func Generator(t testing.TB) *generator.Generator {
	t.Helper()
	g, err := made()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Prepare gives the paper of an input in YAML, whose pictures lie in samples/.
func Prepare(t testing.TB, input []byte) *generator.Paper {
	t.Helper()
	p, err := Generator(t).Prepare(t.Context(), generator.Input{Text: input, Files: os.DirFS(testkit.Root(t, "samples"))})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Write gives the bytes of a paper in a format.
func Write(t testing.TB, p *generator.Paper, f generator.Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Profile gives one of the program's profiles, for the caller to change.
func Profile(t testing.TB, name string) *doc.Profile {
	t.Helper()
	all, err := kind.Profiles(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	if all[name] == nil {
		t.Fatalf("no profile %s", name)
	}
	return all[name]
}
