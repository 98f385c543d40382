package page_test

import (
	"reflect"
	"strings"
	"testing"

	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
)

// every gives an item of each type.
func every() []page.Item {
	var tags page.Tags
	return []page.Item{
		tags.Add(tags.Add(nil, page.Whole), page.Paragraph), &page.Text{}, page.Rectangle(page.Rect{W: 1, H: 1}, page.Black), &page.Image{},
		&page.Group{}, &page.Use{},
	}
}

// painter notes the types that it is given.
type painter struct{ types []string }

func (p *painter) note(item page.Item) error {
	p.types = append(p.types, reflect.TypeOf(item).String())
	return nil
}

func (p *painter) Text(t *page.Text) error   { return p.note(t) }
func (p *painter) Path(t *page.Path) error   { return p.note(t) }
func (p *painter) Image(i *page.Image) error { return p.note(i) }
func (p *painter) Group(g *page.Group) error { return p.note(g) }
func (p *painter) Use(u *page.Use) error     { return p.note(u) }
func (p *painter) Tag(t *page.Tag) error     { return p.note(t) }

func TestEveryWayThroughItemsEndsInAnErrorForAnUnknownOne(t *testing.T) {
	for name, walk := range map[string]func([]page.Item) error{
		"paint": func(items []page.Item) error { return page.Paint(items, &painter{}) },
		"shift": func(items []page.Item) error { return page.Shift(items, 1, 2) },
	} {
		if err := walk(every()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := walk(append(every(), pagetest.Unknown())); err == nil || !strings.Contains(err.Error(), "pagetest.unknown") {
			t.Errorf("%s: error %v for an item that nobody knows", name, err)
		}
	}
}

func TestPaintGivesEveryTypeToItsMethod(t *testing.T) {
	var p painter
	if err := page.Paint(every(), &p); err != nil {
		t.Fatal(err)
	}
	for i, item := range every() {
		if want := reflect.TypeOf(item).String(); p.types[i] != want {
			t.Errorf("item %d: %s, want %s", i, p.types[i], want)
		}
	}
}

func TestShiftMovesEveryMark(t *testing.T) {
	items := every()
	if err := page.Shift(items, 3, 4); err != nil {
		t.Fatal(err)
	}
	at := page.Point{X: 3, Y: 4}
	if path := items[2].(*page.Path).Segments; items[1].(*page.Text).At != at || path[0].To[0] != at || path[2].To[0] != (page.Point{X: 4, Y: 5}) ||
		items[3].(*page.Image).Box != (page.Rect{X: 3, Y: 4}) || items[4].(*page.Group).At != at || items[5].(*page.Use).At != at {
		t.Errorf("moved by 3 and 4: %v", items)
	}
}
