package cards_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout/cards"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
	"gongwen/internal/testkit"
)

// print lays cards out and writes them as a PDF file.
func (s stationery) print(t *testing.T, deck []doc.Card, o cards.Options) (file string, pages []*page.Page) {
	t.Helper()
	pages, _, err := s.sides.Pages(deck, o)
	if err != nil {
		t.Fatal(err)
	}
	pagetest.Reading(t, pages)
	var b bytes.Buffer
	if err := pdf.Write(&b, &page.Document{Pages: pages}, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "cards.pdf")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return file, pages
}

// word is a word that pdftotext finds: the middle of its box in millimetres.
type word struct {
	page int
	x, y float64
}

var bboxes = regexp.MustCompile(`<page |<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<`)

// printed gives what pdftotext finds, by characters.
func printed(t *testing.T, file string) map[string][]word {
	t.Helper()
	out := testkit.Tool(t, "pdftotext", "-bbox", file, "-")
	all, n := map[string][]word{}, 0
	for _, m := range bboxes.FindAllStringSubmatch(out, -1) {
		if m[5] == "" {
			n++
			continue
		}
		var at [4]float64
		for i := range at {
			at[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		all[m[5]] = append(all[m[5]], word{n, (at[0] + at[2]) / 2 * 25.4 / 72, (at[1] + at[3]) / 2 * 25.4 / 72})
	}
	return all
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.1 }

const redcard = "姓名: 张建#\n所在支部: 某某支部\n"

func TestTenCardsStandSideBySideOnALeaf(t *testing.T) {
	s := newStationery(t)
	file, pages := s.print(t, s.cards(t, "redcard", redcard, 12), cards.Options{})
	if len(pages) != 2 {
		t.Fatalf("%d leaves, want 2", len(pages))
	}
	all := printed(t, file)
	first := all["某某支部"][0]
	for i, w := range all["某某支部"] {
		wantX, wantY := first.x+90*float64(i%2), first.y+54*float64(i%10/2)
		if w.page != 1+i/10 || !near(w.x, wantX) || !near(w.y, wantY) {
			t.Errorf("card %d is at %.2f, %.2f of leaf %d, want %.2f, %.2f", i, w.x, w.y, w.page, wantX, wantY)
		}
	}
	if !near(first.x, 15+45) {
		t.Errorf("the first card's middle is at %.2f mm, want 60", first.x)
	}
}

var filled = regexp.MustCompile(`(?s)<fill_path[^>]*color="([\d. ]+)"[^>]*transform="([^"]*)"[^>]*>(.*?)</fill_path>`)
var corner = regexp.MustCompile(`(?:moveto|lineto) x="([-\d.]+)" y="([-\d.]+)"`)

// bars gives the middles of the black rectangles that mutool finds on a page, upright and lying ones, in millimetres: those
// that stand beyond what is cut out, so far from the edges of the leaf.
func bars(t *testing.T, file string, page int, left, top float64) (upright, lying []float64) {
	t.Helper()
	for _, r := range rectangles(t, file, page) {
		switch inX, inY := r.left > left && r.right < r.width-left, r.top > top && r.bottom < r.height-top; {
		case r.color != "" || inX && inY:
		case r.bottom-r.top > r.right-r.left:
			upright = append(upright, (r.left+r.right)/2)
		default:
			lying = append(lying, (r.top+r.bottom)/2)
		}
	}
	return upright, lying
}

// rectangle is a filled path of a page: its box, in millimetres, and the size of the page.
type rectangle struct {
	color                    string // "" for black
	left, top, right, bottom float64
	width, height            float64
}

var mediabox = regexp.MustCompile(`mediabox="0 0 ([\d.]+) ([\d.]+)"`)

// rectangles gives the filled paths that mutool finds on a page.
func rectangles(t *testing.T, file string, page int) (all []rectangle) {
	t.Helper()
	out := testkit.Tool(t, "mutool", "trace", file, strconv.Itoa(page))
	var width, height float64
	if m := mediabox.FindStringSubmatch(out); m != nil {
		width, _ = strconv.ParseFloat(m[1], 64)
		height, _ = strconv.ParseFloat(m[2], 64)
	}
	for _, m := range filled.FindAllStringSubmatch(out, -1) {
		var by [6]float64
		for i, f := range strings.Fields(m[2]) {
			by[i], _ = strconv.ParseFloat(f, 64)
		}
		left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		for _, c := range corner.FindAllStringSubmatch(m[3], -1) {
			x, _ := strconv.ParseFloat(c[1], 64)
			y, _ := strconv.ParseFloat(c[2], 64)
			x, y = (by[0]*x+by[2]*y+by[4])*25.4/72, (by[1]*x+by[3]*y+by[5])*25.4/72
			left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
		}
		all = append(all, rectangle{strings.Trim(m[1], "0. "), left, top, right, bottom, width * 25.4 / 72, height * 25.4 / 72})
	}
	return all
}

func TestCropMarksStandInLineWithTheCuts(t *testing.T) {
	s := newStationery(t)
	for _, c := range []struct {
		kind, input   string
		pages         int
		left, top     float64 // of the block
		w, h          float64 // of a card
		columns, rows int
	}{
		{"redcard", redcard, 1, 15, 13.5, 90, 54, 2, 5},
		{"redcard", redcard + "样式: 门牌\n", 1, 28.5, 45, 240, 120, 1, 1},
		{"commitment-card", commitment + "拼版: 2\n", 2, 10, 13.5, 190, 135, 1, 2},
		{"commitment-card", commitment, 2, 10, 13.5, 95, 135, 2, 2},
		{"commitment-card", commitment + "拼版: 8\n", 2, 10, 14.5, 95, 67, 2, 4},
	} {
		file, pages := s.print(t, s.cards(t, c.kind, c.input, 1), cards.Options{})
		if len(pages) != c.pages {
			t.Fatalf("%s: %d pages, want %d", c.input, len(pages), c.pages)
		}
		for page := 1; page <= c.pages; page++ {
			upright, lying := bars(t, file, page, c.left, c.top)
			if len(upright) != 2*(c.columns+1) || len(lying) != 2*(c.rows+1) {
				t.Fatalf("%s, page %d: %d upright marks and %d lying ones", c.input, page, len(upright), len(lying))
			}
			for i, x := range upright {
				if want := c.left + c.w*float64(i/2); !near(x, want) {
					t.Errorf("%s, page %d: upright mark %d at %.2f mm, want %.2f", c.input, page, i, x, want)
				}
			}
			for i, y := range lying {
				if want := c.top + c.h*float64(i/2); !near(y, want) {
					t.Errorf("%s, page %d: lying mark %d at %.2f mm, want %.2f", c.input, page, i, y, want)
				}
			}
		}
	}
}

// The ground of each card goes 3 mm beyond its cuts.
func TestGroundOfCardsBleeds(t *testing.T) {
	s := newStationery(t)
	file, _ := s.print(t, s.cards(t, "redcard", redcard, 10), cards.Options{})
	n := 0
	for _, r := range rectangles(t, file, 1) {
		if near(r.right-r.left, 96) && near(r.bottom-r.top, 60) && near(r.left, 12+90*float64(n%2)) && near(r.top, 10.5+54*float64(n/2)) {
			n++
		}
	}
	if n != 10 {
		t.Errorf("%d grounds stand where cards stand, want 10", n)
	}
}

const commitment = "姓名: 张建#\n所在支部: 某某支部\n承诺事项: 带头学习提高\n"

// A card is 95 × 135 mm and stands at (10 + 95 column, 13.5 + 135 row). On its front 所在支部 is 34 mm down, on its back 践诺情况,
// as wide and as far from the left edge, 64 mm.
func TestBacksRegisterWithTheirFronts(t *testing.T) {
	s := newStationery(t)
	sideways := func(f word, inset float64) (x, y float64) { return 210 - (f.x - inset) - 95 + inset, f.y - 34 + 64 }
	for _, c := range []struct {
		condition string
		options   cards.Options
		n         int
		back      func(front word, inset float64) (x, y float64)
	}{
		{"four cards, turned over sideways", cards.Options{}, 4, sideways},
		{"three cards on a used leaf", cards.Options{FirstPlace: 1}, 3, sideways},
		{"turned over the short edge, the backs upside down", cards.Options{ShortEdge: true}, 4,
			func(f word, inset float64) (x, y float64) { return f.x - inset + 95 - inset, 297 - (f.y - 34) - 64 }},
	} {
		t.Run(c.condition, func(t *testing.T) {
			file, pages := s.print(t, s.cards(t, "commitment-card", commitment, c.n), c.options)
			if len(pages) != 2 {
				t.Fatalf("%d pages, want a front and a back", len(pages))
			}
			all := printed(t, file)
			front, back := all["所在支部"], all["践诺情况"]
			if len(front) != c.n || len(back) != c.n {
				t.Fatalf("%d fronts and %d backs, want %d", len(front), len(back), c.n)
			}
			inset := math.Mod(front[0].x-10, 95)
			for _, f := range front {
				x, y := c.back(f, inset)
				if !slices.ContainsFunc(back, func(b word) bool { return b.page == 2 && near(b.x, x) && near(b.y, y) }) {
					t.Errorf("no back at %.2f, %.2f for the front at %.2f, %.2f: %v", x, y, f.x, f.y, back)
				}
			}
		})
	}
}

func TestUsedPlacesOfALeafStayFree(t *testing.T) {
	s := newStationery(t)
	file, pages := s.print(t, s.cards(t, "redcard", redcard, 8), cards.Options{FirstPlace: 3})
	if len(pages) != 2 {
		t.Fatalf("%d leaves, want 2: seven places and one more", len(pages))
	}
	if w := printed(t, file)["某某支部"][0]; !near(w.x, 15+90+45) || w.y < 13.5+54 || w.y > 13.5+2*54 {
		t.Errorf("the first card is at %.2f, %.2f, want the fourth place", w.x, w.y)
	}
}

func TestFacesOfADeskCardStandHeadToHead(t *testing.T) {
	s := newStationery(t)
	file, _ := s.print(t, s.cards(t, "redcard", redcard+"样式: 桌牌\n", 1), cards.Options{})
	both := printed(t, file)["某某支部"]
	if len(both) != 2 || !near(both[0].y+both[1].y, 297) || !near(both[0].x, both[1].x) {
		t.Errorf("the faces are at %v: want them mirrored at the fold, 148.5 mm down", both)
	}
	upright, lying := bars(t, file, 1, 5, 13.5)
	if len(upright) != 4 || len(lying) != 10 {
		t.Errorf("%d upright marks and %d lying ones, want 4, and 4 for the cuts and 6 for the folds", len(upright), len(lying))
	}
}

func BenchmarkLeafOfTen(b *testing.B) {
	s := newStationery(b)
	deck := s.cards(b, "redcard", redcard, 10)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.sides.Pages(deck, cards.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestFaceOfADeskCardIsReadOnce(t *testing.T) {
	s := newStationery(t)
	deck := s.cards(t, "redcard", redcard+"样式: 桌牌\n", 1)
	pages, _, err := s.sides.Pages(deck, cards.Options{})
	if err != nil {
		t.Fatal(err)
	}
	leaf := pagetest.Reading(t, pages)
	alone := deck[0]
	front := *alone.Front
	front.Imposition = nil
	if pages, _, err = s.sides.Pages([]doc.Card{{Front: &front}}, cards.Options{}); err != nil {
		t.Fatal(err)
	}
	if want := pagetest.Reading(t, pages); leaf != want || !strings.Contains(want, "张") {
		t.Errorf("the leaf reads\n%swant\n%s", leaf, want)
	}
}
