package cards_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout/cards"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/internal/testkit"
)

func TestGridIsThatOfWholeNumbers(t *testing.T) {
	s := newStationery(t)
	random := rand.New(rand.NewPCG(1, 2))
	const hundredth = measure.MM / 100
	length := func(most int) measure.Length { return measure.Length(1+random.IntN(most)) * hundredth }
	for range 500 {
		side := &doc.Side{Width: 5000*hundredth + length(40000), Height: 5000*hundredth + length(40000), Left: length(2000), Right: length(2000), Top: length(2000)}
		shift := page.Point{X: length(300), Y: -length(300)}
		var want []page.Rect
		y, width := side.Top+shift.Y, side.Width-side.Left-side.Right
		for range 1 + random.IntN(6) {
			row := doc.SideRow{Height: length(5000)}
			for column := 0; column < doc.SideGrid; {
				size := 1 + random.IntN(doc.SideGrid-column)
				row.Columns = append(row.Columns, doc.SideColumn{Size: size, Items: []doc.SideItem{&doc.SideLine{Thickness: row.Height, Ink: doc.Black}}})
				from, to := width*measure.Length(column)/doc.SideGrid, width*measure.Length(column+size)/doc.SideGrid
				want = append(want, page.Rect{X: side.Left + shift.X + from, Y: y, W: to - from, H: row.Height})
				column += size
			}
			side.Rows = append(side.Rows, row)
			y += row.Height
		}
		pages, _, err := s.sides.Pages([]doc.Card{{Front: side}}, cards.Options{Shift: shift})
		if err != nil {
			t.Fatal(err)
		}
		var got []page.Rect
		for _, item := range pages[0].Items {
			if p, ok := item.(*page.Path); ok {
				from, to := p.Segments[0].To[0], p.Segments[2].To[0]
				got = append(got, page.Rect{X: from.X, Y: from.Y, W: to.X - from.X, H: to.Y - from.Y})
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("a side %v wide with margins of %v and %v:\n got %v\nwant %v", side.Width, side.Left, side.Right, got, want)
		}
	}
}

func TestOneFileKnowsMaroto(t *testing.T) {
	root := testkit.Root(t)
	var know []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != root):
			return filepath.SkipDir
		case filepath.Ext(path) != ".go":
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			if strings.Contains(i.Path.Value, "johnfercher/") {
				know = append(know, strings.TrimPrefix(path, root+string(filepath.Separator)))
				return nil
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join("generator", "layout", "cards", "grid.go"); len(know) != 1 || know[0] != want {
		t.Errorf("%q import maroto, want %s alone", know, want)
	}
}
