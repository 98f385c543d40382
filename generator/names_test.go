package generator_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// The names of samples/decision.yaml in the order of 姓氏笔画.
var honoured = []string{"丁一", "王勇", "王毅", "王小五", "李䶮", "张𬱖", "阿不都热合曼·吾普尔", "欧阳明"}

// Who searches a paper for a name finds it, though a name of two characters is spread.
func TestNamesCanBeFound(t *testing.T) {
	g := papers.Generator(t)
	pdf, warnings := write(t, g, testkit.Sample(t, "decision.yaml"), generator.PDF)
	if len(warnings) > 0 {
		t.Errorf("warnings: %+v", warnings)
	}
	words := strings.Fields(testkit.Tool(t, "pdftotext", "-layout", testkit.File(t, "names.pdf", pdf), "-"))
	inOrder(t, "pdftotext", strings.Join(words, " "), " ")
	word, _ := write(t, g, testkit.Sample(t, "decision.yaml"), generator.DOCX)
	text := regexp.MustCompile(`<w:tab/>`).ReplaceAllString(string(unzip(t, word)["word/document.xml"]), " ")
	inOrder(t, "DOCX", regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""), "")
}

// inOrder checks that a text has the names, parted by what is given at least.
func inOrder(t *testing.T, format, text, parted string) {
	t.Helper()
	for _, name := range honoured {
		_, after, found := strings.Cut(text, parted+name)
		if !found {
			t.Fatalf("%s: %s is not there, or not in order, in %s", format, name, text)
		}
		text = after
	}
}

// unzip gives the parts of a package by their names.
func unzip(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}
