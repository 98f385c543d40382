package templates_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// dump shows a paper's pages as text: a line for each run of glyphs, path or picture, its place in millimetres from the
// page's top left corner, its face, size and characters. The items of a group are indented, and their places are those in it.
// Where another element begins there is a line that says what it is.
func dump(d *page.Document) string {
	var b strings.Builder
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "page %d, number %q\n", i+1, p.Label)
		dumpItems(&b, p.Items, "  ")
	}
	for _, m := range d.Outline {
		fmt.Fprintf(&b, "%s%s → page %d at %.2f\n", strings.Repeat("  ", m.Level), m.Title, m.Page+1, m.Top.Millimetres())
	}
	return b.String()
}

func dumpItems(b *strings.Builder, items []page.Item, indent string) {
	place := func(x, y page.Length) { fmt.Fprintf(b, "%s%8.2f %8.2f  ", indent, x.Millimetres(), y.Millimetres()) }
	for _, item := range items {
		switch t := item.(type) {
		case *page.Text:
			place(t.At.X, t.At.Y)
			fmt.Fprintf(b, "%-24s %5.1fpt", t.Font.Name(), t.Size.Points())
			if t.Stretch != 1000 {
				fmt.Fprintf(b, " ×%d‰", t.Stretch)
			}
			fmt.Fprintf(b, " %7.2f  %s\n", t.Width().Millimetres(), t.Chars())
		case *page.Path:
			place(t.Segments[0].To[0].X, t.Segments[0].To[0].Y)
			fmt.Fprintf(b, "path of %d, CMYK %d %d %d %d\n", len(t.Segments), t.Fill.C, t.Fill.M, t.Fill.Y, t.Fill.K)
		case *page.Image:
			place(t.Box.X, t.Box.Y)
			format := map[picture.Format]string{picture.PNG: "PNG", picture.JPEG: "JPEG"}[t.Picture.Format]
			fmt.Fprintf(b, "%s picture %.2f × %.2f  %s\n", format, t.Box.W.Millimetres(), t.Box.H.Millimetres(), t.Alt)
		case *page.Group:
			place(t.At.X, t.At.Y)
			fmt.Fprintf(b, "group, turned\n")
			dumpItems(b, t.Items, indent+"  ")
		case *page.Use:
			place(t.At.X, t.At.Y)
			fmt.Fprintf(b, "symbol of %d items\n", len(t.Symbol.Items))
		case *page.Tag:
			fmt.Fprintf(b, "%s%v\n", indent, t)
		default:
			fmt.Fprintf(b, "%s%T\n", indent, t)
		}
	}
}

// pagesAreAsTheGoldenDump compares a paper's pages with a dump, or writes it.
func pagesAreAsTheGoldenDump(t *testing.T, p *generator.Paper, path string, update bool) {
	t.Helper()
	pages, err := p.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, path, dump(pages), update)
}

func golden(t *testing.T, path, got string, update bool) {
	t.Helper()
	if update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: go test ./templates -update writes it", err)
	}
	if string(want) == got {
		return
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			t.Fatalf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	t.Fatalf("%d lines, want %d", len(g), len(w))
}
