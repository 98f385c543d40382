package batch_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// cardWorkbook gives a roster of n cards: 张 and a character that no other row has, and the further columns, the same for all
// rows or one a row.
func cardWorkbook(t *testing.T, n int, columns map[string]func(i int) any) []byte {
	t.Helper()
	f := excelize.NewFile()
	titles := []string{"姓名", "所在支部"}
	for c := range columns {
		titles = append(titles, c)
	}
	set := func(row, column int, v any) {
		at, err := excelize.CoordinatesToCellName(column+1, row)
		if err == nil {
			err = f.SetCellValue("Sheet1", at, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for j, title := range titles {
		set(1, j, title)
		for i := range n {
			switch title {
			case "姓名":
				set(i+2, j, cardName(i))
			case "所在支部":
				set(i+2, j, "信息工程系党支部")
			default:
				set(i+2, j, columns[title](i))
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func cardName(i int) string { return "张" + string([]rune(given)[i]) }

func always(v any) func(int) any { return func(int) any { return v } }

// mark is a text on a leaf: the middle of its box in millimetres, as pdftotext finds it.
type mark struct {
	text string
	x, y float64
}

var boxLines = regexp.MustCompile(`<page |<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<`)

// leavesOf gives the words on each page of a PDF.
func leavesOf(t *testing.T, pdf []byte) [][]mark {
	t.Helper()
	out := testkit.Tool(t, "pdftotext", "-bbox-layout", testkit.File(t, "leaves.pdf", pdf), "-")
	var pages [][]mark
	for _, m := range boxLines.FindAllStringSubmatch(out, -1) {
		if m[5] == "" {
			pages = append(pages, nil)
			continue
		}
		var at [4]float64
		for i := range at {
			at[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		last := &pages[len(pages)-1]
		*last = append(*last, mark{m[5], (at[0] + at[2]) / 2 * 25.4 / 72, (at[1] + at[3]) / 2 * 25.4 / 72})
	}
	return pages
}

// lookup gives the marks of a page whose text begins with a prefix.
func lookup(page []mark, prefix string) (found []mark) {
	for _, m := range page {
		if strings.HasPrefix(m.text, prefix) {
			found = append(found, m)
		}
	}
	return found
}

// fits tells whether two places are within 0.1 mm of each other.
func fits(x, y, wantX, wantY float64) bool { return math.Abs(x-wantX) < 0.1 && math.Abs(y-wantY) < 0.1 }

// cards makes a batch of cards and gives its leaves.
func cards(t *testing.T, kind string, file []byte, o batch.Options) ([][]mark, []batch.Entry) {
	t.Helper()
	g := papers.Generator(t)
	b, err := newBatch(g, kind, openRoster(t, g, kind, file), o)
	if err != nil {
		t.Fatal(err)
	}
	pdf, entries := merge(t, b)
	return leavesOf(t, pdf), entries
}

// A red card is 90 × 54 mm; the first stands at 15, 13.5.
func TestCardsOfARosterFillLeafAfterLeaf(t *testing.T) {
	for _, c := range []struct {
		condition string
		options   batch.Options
		rows      []int // of the roster, from 0
		skipped   int
		leaves    int
	}{
		{"23 cards", batch.Options{}, span(0, 23), 0, 3},
		{"on a used leaf", batch.Options{FirstPlace: 7}, span(0, 23), 7, 3},
		{"8 cards that begin with the last place", batch.Options{First: 2, Last: 9, FirstPlace: 9}, span(0, 8), 9, 2},
		{"rows 12 to 15", batch.Options{First: 12, Last: 15}, span(10, 14), 0, 1},
	} {
		t.Run(c.condition, func(t *testing.T) {
			leaves, entries := cards(t, "redcard", cardWorkbook(t, 23, nil), c.options)
			if len(leaves) != c.leaves || len(entries) != len(c.rows) {
				t.Fatalf("%d leaves of %d cards, want %d of %d", len(leaves), len(entries), c.leaves, len(c.rows))
			}
			for i, row := range c.rows {
				place := i + c.skipped
				found := lookup(leaves[place/10], cardName(row))
				x, y := 15+45+90*float64(place%2), 13.5+4+10+17.0/2+54*float64(place%10/2)
				if len(found) != 1 || math.Abs(found[0].x-x) > 0.1 || math.Abs(found[0].y-y) > 3 {
					t.Errorf("%s is at %v of leaf %d, want %.2f, %.2f", cardName(row), found, place/10+1, x, y)
				}
				if e := entries[i]; e.Name != cardName(row) || e.Row != row+2 || e.Page != place/10+1 {
					t.Errorf("entry %+v", e)
				}
			}
		})
	}
}

func span(from, to int) (all []int) {
	for i := from; i < to; i++ {
		all = append(all, i)
	}
	return all
}

// size is that of a commitment card, and how many columns and rows of them a leaf has.
type size struct {
	w, h          float64
	columns, rows int
}

var commitments = map[int]size{2: {190, 135, 1, 2}, 4: {95, 135, 2, 2}, 8: {95, 67, 2, 4}}

// Each front has its own name; a back has 践诺情况 in the same place of its card as all backs.
func TestEachCardOfARosterHasItsBackBehindIt(t *testing.T) {
	pledges := map[string]func(int) any{"承诺事项": always("带头学习提高")}
	for _, per := range []int{2, 4, 8} {
		wantX, wantY := backLabel(t, per)
		for _, shortEdge := range []bool{false, true} {
			for _, first := range []int{0, 1} {
				t.Run(fmt.Sprintf("%d a leaf, short edge %v, from place %d", per, shortEdge, first+1), func(t *testing.T) {
					s := commitments[per]
					pledges["拼版"] = always(per)
					const n = 11
					leaves, entries := cards(t, "commitment-card", cardWorkbook(t, n, pledges),
						batch.Options{FirstPlace: first, Print: generator.Print{ShortEdge: shortEdge}})
					if want := (n + first + per - 1) / per * 2; len(leaves) != want || len(entries) != n {
						t.Fatalf("%d pages of %d cards, want %d of %d", len(leaves), len(entries), want, n)
					}
					left, top := (210-s.w*float64(s.columns))/2, (297-s.h*float64(s.rows))/2
					// how far name and back's mark stand from the corners of their cards
					name := lookup(leaves[0], cardName(0))[0]
					name.x -= left + s.w*float64(first%s.columns)
					name.y -= top + s.h*float64(first/s.columns)
					for i := range n {
						place := i + first
						front, back := leaves[place/per*2], leaves[place/per*2+1]
						column, row := float64(place%per%s.columns), float64(place%per/s.columns)
						found := lookup(front, cardName(i))
						if len(found) != 1 || !fits(found[0].x, found[0].y, left+s.w*column+name.x, top+s.h*row+name.y) {
							t.Fatalf("%s is at %v, want column %v and row %v", cardName(i), found, column, row)
						}
						if entries[i].Page != place/per*2+1 || entries[i].Pages != 2 {
							t.Errorf("entry %+v", entries[i])
						}
						// the corner of the card's back on its page: behind that of the front
						x, y := 210-(left+s.w*(column+1)), top+s.h*row
						if shortEdge {
							x, y = left+s.w*column, 297-(top+s.h*(row+1))
						}
						inside := func(m mark) bool { return m.x > x && m.x < x+s.w && m.y > y && m.y < y+s.h }
						label := slices.IndexFunc(lookup(back, "践诺情况"), inside)
						if label < 0 {
							t.Fatalf("no back behind %s, in %v, %v", cardName(i), x, y)
						}
						at := lookup(back, "践诺情况")[label]
						dx, dy := at.x-x, at.y-y
						if shortEdge { // the back stands upside down
							dx, dy = s.w-dx, s.h-dy
						}
						if !fits(dx, dy, wantX, wantY) {
							t.Errorf("the back of %s: 践诺情况 is %.2f, %.2f from its corner, want %.2f, %.2f", cardName(i), dx, dy, wantX, wantY)
						}
					}
					if last := leaves[len(leaves)-1]; len(lookup(last, "践诺情况")) != len(lookup(leaves[len(leaves)-2], "张")) {
						t.Error("the last leaf has not as many backs as fronts")
					}
				})
			}
		}
	}
}

// backLabel gives where 践诺情况 stands on the back of a card: on the first of a leaf that is turned over sideways, whose back is
// at the right edge of the block.
func backLabel(t *testing.T, per int) (x, y float64) {
	t.Helper()
	leaves, _ := cards(t, "commitment-card", cardWorkbook(t, 1, map[string]func(int) any{"承诺事项": always("带头学习提高"), "拼版": always(per)}),
		batch.Options{})
	s := commitments[per]
	m := lookup(leaves[1], "践诺情况")[0]
	return m.x - (105 + s.w*float64(s.columns-2)/2), m.y - (297-s.h*float64(s.rows))/2
}

func TestGroupsOfCardsBeginNewLeaves(t *testing.T) {
	for _, c := range []struct {
		kind  string
		pages []string // the first name of each group, and the pages between
	}{
		// a divider and its back, a leaf of 7, a blank back; the same, and a leaf of 6
		{"redcard", []string{"机关", "", "7", "", "离退休", "", "6"}},
		// a divider and its back, two leaves of 4 and 3 with their backs; and of 4 and 2
		{"commitment-card", []string{"机关", "", "4", "back", "3", "back", "离退休", "", "4", "back", "2", "back"}},
	} {
		t.Run(c.kind, func(t *testing.T) {
			columns := map[string]func(int) any{"职务岗位": func(i int) any { return []string{"机关", "离退休"}[i%2] }}
			if c.kind == "commitment-card" {
				columns["承诺事项"] = always("带头学习提高")
			}
			leaves, entries := cards(t, c.kind, cardWorkbook(t, 13, columns), batch.Options{Group: "职务岗位"})
			var got []string
			for _, leaf := range leaves {
				names, backs := lookup(leaf, "张"), lookup(leaf, "践诺情况")
				switch {
				case len(names) > 0:
					got = append(got, strconv.Itoa(len(names)))
				case len(backs) > 0:
					got = append(got, "back")
				case len(leaf) > 0:
					got = append(got, leaf[0].text)
				default:
					got = append(got, "")
				}
			}
			if !slices.Equal(got, c.pages) {
				t.Errorf("pages %q, want %q", got, c.pages)
			}
			for _, e := range entries {
				if e.Page%2 == 0 || len(lookup(leaves[e.Page-1], e.Name)) != 1 {
					t.Errorf("%s is not on page %d, or that is a back", e.Name, e.Page)
				}
			}
		})
	}
}

// A roster may have cards of several forms: those that cannot stand on one leaf do not.
func TestCardsOfOtherSizesBeginNewLeaves(t *testing.T) {
	form := func(i int) any { return []string{"胸卡", "胸卡", "门牌", "胸卡", "桌牌", "桌牌"}[i] }
	leaves, entries := cards(t, "redcard", cardWorkbook(t, 6, map[string]func(int) any{"样式": form}), batch.Options{})
	var got []string
	for _, e := range entries {
		got = append(got, strconv.Itoa(e.Page))
		if len(lookup(leaves[e.Page-1], e.Name)) == 0 {
			t.Errorf("%s is not on page %d", e.Name, e.Page)
		}
	}
	if want := []string{"1", "1", "2", "3", "4", "5"}; !slices.Equal(got, want) || len(leaves) != 5 {
		t.Errorf("on pages %q of %d, want %q of 5", got, len(leaves), want)
	}
}

func TestPlaceThatNoLeafHasIsRefused(t *testing.T) {
	g := papers.Generator(t)
	file := cardWorkbook(t, 3, nil)
	for _, c := range []struct {
		kind  string
		place int
		make  func(b *batch.Batch) error
		want  string
	}{
		{"redcard", 10, func(b *batch.Batch) error { _, err := b.Merge(t.Context(), io.Discard, ignore); return err }, "只有 10 个位置，没有第 11 个"},
		{"redcard", 1, func(b *batch.Batch) error {
			_, err := b.Files(t.Context(), func(*batch.Entry, []byte) error { return errors.New("a file") })
			return err
		}, "每行一个文件"},
		{"certificate", 1, func(b *batch.Batch) error { _, err := b.Merge(t.Context(), io.Discard, ignore); return err }, "荣誉证书不拼版"},
	} {
		if c.kind == "certificate" {
			file = workbook(t, 2, nil)
		}
		b, err := newBatch(g, c.kind, openRoster(t, g, c.kind, file), batch.Options{FirstPlace: c.place})
		if err == nil {
			err = c.make(b)
		}
		var option *batch.OptionError
		if !errors.As(err, &option) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s from place %d: error %v, want %s", c.kind, c.place+1, err, c.want)
		}
	}
}
