package cards_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/layout/cards"
	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/ornament"
	"gongwen/generator/page"
	"gongwen/generator/picture"
	"gongwen/generator/record"
	"gongwen/generator/typeset"
	"gongwen/templates"
)

// stationery makes documents of a kind from inputs.
type stationery struct {
	kinds *kind.Set
	faces *typeset.Library
	sides *cards.Sides
}

func newStationery(t testing.TB) stationery {
	t.Helper()
	kinds, err := kind.Load(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	faces, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return stationery{kinds, faces, cards.NewSides(faces)}
}

func (s stationery) document(t testing.TB, kindName, input string) *doc.Document {
	t.Helper()
	k, err := s.kinds.Kind(kindName)
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Decode([]byte(input), record.YAML, k.Schema, record.Files{FS: os.DirFS(filepath.Join("..", "..", "..", "samples"))})
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := k.Document(r)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// cards gives n documents of one input, in which # is the number of each.
func (s stationery) cards(t testing.TB, kindName, input string, n int) []doc.Card {
	t.Helper()
	var all []doc.Card
	for i := range n {
		deck, ok := s.document(t, kindName, strings.ReplaceAll(input, "#", fmt.Sprint(i))).Cards()
		if !ok {
			t.Fatalf("%s has no sheets", kindName)
		}
		all = append(all, deck...)
	}
	return all
}

const certificate = `姓名: %s
颁奖事由: 在2010年至2012年创先争优活动中成绩突出
荣誉称号: 优秀共产党员
颁发单位: 中共常州市广播电视大学委员会
颁发日期: 2012-07-01
证书编号: 常电大委证〔2012〕1号
印章: test-seal.png
`

func sheetOf(size, floor measure.Length, name string) *doc.Side {
	t := &doc.SideText{Name: "姓名", Paragraphs: []doc.Text{{{Text: name, From: doc.Source{Path: "/name", Line: 1, Column: 1}}}}}
	t.SideStyle = doc.SideStyle{Role: "kaiti", Latin: "latin", Size: size, Floor: floor, Ink: doc.Black, Align: doc.Centre, Place: doc.InMiddle, Lines: 1, Pitch: 150}
	return &doc.Side{Width: 100 * measure.MM, Height: 50 * measure.MM, Rows: []doc.SideRow{
		{Height: 20 * measure.MM, Columns: []doc.SideColumn{{Size: 3}, {Size: 6, Items: []doc.SideItem{t}}}},
	}}
}

func TestNameIsSetAsLargeAsItsPlaceAllows(t *testing.T) {
	s := newStationery(t)
	for _, c := range []struct {
		condition, name string
		size            float64 // points
		said, fault     string
	}{
		{"two characters", "张伟", 30, "", ""},
		{"as wide as the column", "欧阳建国", 30, "", ""},
		{"five characters: set smaller", "买买提·明", 28, "shrunk", ""},
		{"twelve characters of a minority name", "古丽米热·阿卜杜热合曼", 12.5, "shrunk", ""},
		{"beyond the floor", "古丽米热·阿卜杜热合曼·阿卜杜热合曼", 12, "", "too-long"},
		{"characters beyond U+FFFF", "张𬱖", 30, "", ""},
	} {
		t.Run(c.condition, func(t *testing.T) {
			sheet := sheetOf(30*measure.PT, 12*measure.PT, c.name)
			faults, told, err := s.sides.Check(&doc.Document{Blocks: []doc.Block{sheet}})
			if err != nil {
				t.Fatal(err)
			}
			pages, notices, err := s.sides.Pages([]doc.Card{{Front: sheet}}, cards.Options{})
			if c.fault != "" {
				if len(faults) != 1 || faults[0].Code != c.fault || faults[0].Path != "/name" || err == nil {
					t.Fatalf("faults %+v, error %v; want one of code %s at /name, and an error", faults, err, c.fault)
				}
				return
			}
			if err != nil || len(faults) > 0 {
				t.Fatalf("%v, faults %+v", err, faults)
			}
			if got := codes(notices); got != c.said || codes(told) != c.said {
				t.Errorf("notices %q, before that %q, want %q", got, codes(told), c.said)
			}
			first, width := pages[0].Items[1].(*page.Text), page.Length(0) // after its tag
			for _, item := range pages[0].Items[1:] {
				width += item.(*page.Text).Width()
			}
			if first.Size.Points() != c.size {
				t.Errorf("set at %g points, want %g", first.Size.Points(), c.size)
			}
			if left, want := first.At.X, 25*measure.MM+(50*measure.MM-width)/2; left < want-2 || left > want+2 {
				t.Errorf("begins at %v, want %v: the middle of columns 4 to 9", left, want)
			}
		})
	}
}

func codes(notices []notice.Notice) string {
	var all []string
	for _, n := range notices {
		all = append(all, n.Code)
	}
	return strings.Join(all, " ")
}

func TestPagesShareWhatTheyHaveInCommon(t *testing.T) {
	s := newStationery(t)
	pages, _, err := s.sides.Pages(s.cards(t, "certificate", fmt.Sprintf(certificate, "张#"), 2), cards.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var symbols []*page.Symbol
	var pictures []*picture.Picture
	titles := map[page.Item]int{}
	for _, p := range pages {
		for _, item := range p.Items {
			switch i := item.(type) {
			case *page.Use:
				symbols = append(symbols, i.Symbol)
			case *page.Image:
				pictures = append(pictures, i.Picture)
			case *page.Text:
				if i.Chars() == "荣誉证书" {
					titles[i]++
				}
			}
		}
	}
	if len(symbols) != 2 || symbols[0] != symbols[1] {
		t.Error("the ornament is not one symbol")
	}
	if len(pictures) != 2 {
		t.Errorf("%d seals, want 2", len(pictures))
	}
	if len(titles) != 1 {
		t.Error("the title was set twice")
	}
}

func TestSideOnPreprintedPaperHasNoOrnamentAndTitle(t *testing.T) {
	s := newStationery(t)
	pages, _, err := s.sides.Pages(s.cards(t, "certificate", fmt.Sprintf(certificate, "张伟"), 1), cards.Options{Overlay: true})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, item := range pages[0].Items {
		switch i := item.(type) {
		case *page.Use:
			t.Error("the ornament is printed")
		case *page.Text:
			all.WriteString(i.Chars())
		}
	}
	if got := all.String(); strings.Contains(got, "荣誉证书") || !strings.Contains(got, "张伟同志") {
		t.Errorf("prints %s", got)
	}
}

func TestShiftMovesEveryMarkAndNoSharedItem(t *testing.T) {
	s := newStationery(t)
	deck := s.cards(t, "redcard", "姓名: 张伟\n所在支部: 某某支部\n", 1)
	at := func(o cards.Options) page.Point {
		pages, _, err := s.sides.Pages(deck, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range pages[0].Items {
			if i, ok := item.(*page.Text); ok && i.Chars() == "张伟" {
				return i.At
			}
		}
		t.Fatal("no name")
		return page.Point{}
	}
	plain, moved := at(cards.Options{}), at(cards.Options{Shift: page.Point{X: 7200, Y: -3600}})
	if moved.X-plain.X != 7200 || moved.Y-plain.Y != -3600 {
		t.Errorf("moved from %v to %v, want 0.2 mm and -0.1 mm", plain, moved)
	}
	if again := at(cards.Options{}); again != plain {
		t.Errorf("the next page has it at %v, want %v", again, plain)
	}
}

func TestEveryOrnamentStaysBetweenTheEdgeAndTheText(t *testing.T) {
	s := newStationery(t)
	for _, name := range ornament.Names {
		sheet := &doc.Side{Width: 297 * measure.MM, Height: 210 * measure.MM, Ornament: name, OrnamentInk: doc.Red}
		pages, _, err := s.sides.Pages([]doc.Card{{Front: sheet}}, cards.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range points(pages[0].Items) {
			x, y := min(at.X, sheet.Width-at.X), min(at.Y, sheet.Height-at.Y)
			if edge := min(x, y); edge < 8*measure.MM || x > 25*measure.MM && y > 22*measure.MM {
				t.Fatalf("%s: a point at %v, %v", name, at.X, at.Y)
			}
		}
	}
	_, _, err := s.sides.Pages([]doc.Card{{Front: &doc.Side{Ornament: "roses"}}}, cards.Options{})
	if err == nil {
		t.Error("an unknown ornament is no error")
	}
}

// An ink of a border looks as the same ink of a ground.
func TestBordersHaveTheInksOfGrounds(t *testing.T) {
	s := newStationery(t)
	for name, ink := range doc.Inks {
		sheet := &doc.Side{Width: 297 * measure.MM, Height: 210 * measure.MM, Ground: ink, Ornament: "rules", OrnamentInk: ink}
		pages, _, err := s.sides.Pages([]doc.Card{{Front: sheet}}, cards.Options{})
		if err != nil {
			t.Fatal(err)
		}
		under := pages[0].Items[1].(*page.Use).Symbol.Items // after its tag
		ground, border := under[0].(*page.Path).Fill, under[1].(*page.Path).Fill
		r, g, b := ground.RGB()
		if r2, g2, b2 := border.RGB(); r != r2 || g != g2 || b != b2 {
			t.Errorf("%s: #%02X%02X%02X as a ground, #%02X%02X%02X as a border", name, r, g, b, r2, g2, b2)
		}
	}
}

// points gives the points of all paths, those of symbols at each of their places.
func points(items []page.Item) (all []page.Point) {
	for _, item := range items {
		switch i := item.(type) {
		case *page.Use:
			for _, p := range points(i.Symbol.Items) {
				all = append(all, page.Point{X: i.At.X + p.X, Y: i.At.Y + p.Y})
			}
		case *page.Path:
			for _, segment := range i.Segments {
				n := map[page.SegmentOp]int{page.Move: 1, page.Line: 1, page.Curve: 3, page.Box: 2}[segment.Op]
				all = append(all, segment.To[:n]...)
			}
		}
	}
	return all
}

// The archive of a batch has a border in each of its files.
func TestEveryOrnamentTakesLittleOfAFile(t *testing.T) {
	s := newStationery(t)
	length := func(ornament string) int {
		file, _ := s.print(t, []doc.Card{{Front: &doc.Side{Width: 420 * measure.MM, Height: 297 * measure.MM, Ornament: ornament, OrnamentInk: doc.Red}}},
			cards.Options{})
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return len(b)
	}
	plain := length("")
	for _, name := range ornament.Names {
		if n := length(name) - plain; n > 8<<10 {
			t.Errorf("%s takes %d bytes of a file, want at most 8 KB", name, n)
		}
	}
}

// BenchmarkCertificate lays out certificates of more names than the sides remembers, with all else alike.
func BenchmarkCertificate(b *testing.B) {
	const names = 5000
	s := newStationery(b)
	deck := s.cards(b, "certificate", strings.Replace(fmt.Sprintf(certificate, "张#"), "印章: test-seal.png\n", "", 1), names)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, _, err := s.sides.Pages(deck[i%names:][:1], cards.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
