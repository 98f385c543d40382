package layout_test

import (
	"reflect"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/page"
)

func TestOverlayLeavesOutWhatIsPreprinted(t *testing.T) {
	for _, c := range []struct {
		name string
		form doc.Form
	}{{"common", doc.Common}, {"letter", doc.Letter}} {
		t.Run(c.name, func(t *testing.T) {
			eachProfile(t, func(t *testing.T, b bench) {
				blocks := func() []doc.Block {
					return head(&doc.Mark{Names: texts("中共某某委员会"), Suffix: text("文件")}, &doc.Number{Text: text("某委〔2012〕4号")})
				}
				whole, _ := b.paper(t, c.form, layout.Options{}, blocks()...)
				over, _ := b.paper(t, c.form, layout.Options{Overlay: true}, blocks()...)
				if n := len(boxes(over.Pages[0].Items, page.Red)); n > 0 {
					t.Errorf("%d red rules", n)
				}
				var rest []page.Item
				for _, item := range marks(whole.Pages[0].Items) {
					switch x := item.(type) {
					case *page.Text:
						if x.Color == page.Red {
							continue
						}
					case *page.Path:
						if x.Fill == page.Red {
							continue
						}
					}
					rest = append(rest, item)
				}
				if !reflect.DeepEqual(rest, marks(over.Pages[0].Items)) {
					t.Error("what is not red does not stand where it stands without an overlay")
				}
			})
		})
	}
}

func TestShiftMovesEveryMark(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	table := plan(3)
	table.Landscape = true
	blocks := append(head(&doc.Mark{Names: texts("某局")}, &doc.Number{Text: text("某〔2012〕4号")}),
		signed(doc.Sealed, signers(1, seal(42*mm, 42*mm))...), table)
	shift := page.Point{X: 5 * mm / 10, Y: -3 * mm / 10}
	still, _ := b.paper(t, doc.Common, layout.Options{}, blocks...)
	moved, _ := b.paper(t, doc.Common, layout.Options{Shift: shift}, blocks...)
	for i, p := range still.Pages {
		after := marks(moved.Pages[i].Items)
		for j, item := range marks(p.Items) {
			from, to := origin(item), origin(after[j])
			if to.X != from.X+shift.X || to.Y != from.Y+shift.Y {
				t.Errorf("page %d: %T moved from %v to %v", i+1, item, from, to)
			}
		}
	}
}

func origin(item page.Item) page.Point {
	switch x := item.(type) {
	case *page.Text:
		return x.At
	case *page.Path:
		r := box(x)
		return page.Point{X: r.X, Y: r.Y}
	case *page.Image:
		return page.Point{X: x.Box.X, Y: x.Box.Y}
	case *page.Group:
		return x.At
	}
	return page.Point{}
}

func TestRulerHasEveryMillimetreOfTheTypeArea(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		shift := page.Point{X: mm / 2, Y: -mm / 10}
		d, err := layout.Ruler(b.profile, b.faces, shift)
		if err != nil {
			t.Fatal(err)
		}
		across, down := map[page.Length]bool{}, map[page.Length]bool{}
		for _, r := range boxes(d.Pages[0].Items, page.Black) {
			if r.W == mm/10 {
				across[r.X+r.W/2-shift.X] = true
			}
			if r.H == mm/10 {
				down[r.Y+r.H/2-shift.Y] = true
			}
		}
		area := b.area(0)
		for x := area.X; x <= area.X+area.W; x += mm {
			if !across[x] {
				t.Errorf("no mark at %v across", x)
			}
		}
		for y := area.Y; y <= area.Y+area.H; y += mm {
			if !down[y] {
				t.Errorf("no mark at %v down", y)
			}
		}
		labels := find(d, "180") // across, and down
		if len(labels) != 2 {
			t.Fatalf("180 stands in %d places", len(labels))
		}
		same(t, "180 across", (labels[0].left+labels[0].right)/2, 180*mm+shift.X)
		same(t, "180 down", b.top(t, labels[1], "pageNumber")+labels[1].size/2, 180*mm+shift.Y)
		one(t, d, "横向+0.5毫米，纵向-0.1毫米")
	})
}
