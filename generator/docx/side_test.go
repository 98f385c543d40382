package docx_test

import (
	"regexp"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// card is a card with everything that a sheet may have.
func card(t testing.TB, words string) *doc.Side {
	name := &doc.SideText{Paragraphs: []doc.Text{text(words)}}
	name.SideStyle = doc.SideStyle{Role: "heiti", Latin: "latin", Size: 34 * measure.PT, Floor: 34 * measure.PT, Ink: doc.White, Align: doc.Centre,
		Place: doc.InMiddle, Lines: 1, Pitch: 150}
	return &doc.Side{
		Width: 90 * measure.MM, Height: 54 * measure.MM, Top: 4 * measure.MM, Right: 5 * measure.MM, Bottom: 4 * measure.MM, Left: 5 * measure.MM,
		Ground: doc.Crimson, Ornament: "rules", OrnamentInk: doc.Yellow,
		Rows: []doc.SideRow{
			{Height: 10 * measure.MM, Columns: []doc.SideColumn{{Size: 3, Items: []doc.SideItem{
				&doc.SideImage{Picture: ring(t, 9*measure.MM, 9*measure.MM), Width: 9 * measure.MM, Height: 9 * measure.MM},
				&doc.SideLine{Thickness: measure.MM / 5, Ink: doc.Yellow, Place: doc.AtBottom},
			}}}},
			{Height: 30 * measure.MM, Columns: []doc.SideColumn{{Size: 12, Items: []doc.SideItem{name}}}},
		},
	}
}

var exact = regexp.MustCompile(`<w:trHeight w:val="(\d+)" w:hRule="exact"/>`)

func TestSheetsAreTablesOfExactRows(t *testing.T) {
	front, back := card(t, "张建国"), card(t, "李四")
	d := &doc.Document{Profile: papers.Profile(t, "gbt9704-2012"), Blocks: []doc.Block{front, back}}
	b := write(t, d, options(openFaces(t), d))
	file := save(t, b)
	testkit.Validate(t, "Office2010", file)
	main := part(t, b, "word/document.xml")
	if got := exact.FindAllString(main, -1); len(got) != 4 || !strings.Contains(got[0], `"567"`) || !strings.Contains(got[1], `"1701"`) {
		t.Errorf("rows %v, want 567 and 1701 twips, twice", got)
	}
	if n := strings.Count(main, `<w:pgSz w:w="5102" w:h="3061" w:orient="landscape"/>`); n != 2 {
		t.Errorf("%d pages of 90 × 54 mm, want 2", n)
	}
	pdf := convert(t, file)
	if got := testkit.Tool(t, "pdfinfo", pdf); !regexp.MustCompile(`Pages: +2\n`).MatchString(got) {
		t.Errorf("LibreOffice makes other pages:\n%s", got)
	}
	if got := testkit.Tool(t, "pdftotext", "-f", "2", pdf, "-"); strings.TrimSpace(got) != "李四" {
		t.Errorf("page 2 has %q", got)
	}
}
