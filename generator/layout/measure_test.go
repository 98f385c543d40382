package layout_test

import (
	"slices"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/page"
)

const mm = measure.MM

// place is where characters stand: on which page, counted from 0, and where on it.
type place struct {
	page                  int
	left, right, baseline page.Length
	size                  page.Length
}

// glyph is a glyph in its place on the page; in a turned group, its place in the group.
type glyph struct {
	place
	r rune
}

func glyphs(items []page.Item, on int) []glyph {
	var all []glyph
	for _, item := range items {
		switch t := item.(type) {
		case *page.Text:
			x := t.At.X
			for _, g := range t.Glyphs {
				all = append(all, glyph{place{on, x, x + g.Advance, t.At.Y, t.Size}, g.Rune})
				x += g.Advance
			}
		case *page.Group:
			all = append(all, glyphs(t.Items, on)...)
		}
	}
	return all
}

// marks gives items without the tags among them.
func marks(items []page.Item) []page.Item {
	return slices.DeleteFunc(slices.Clone(items), func(item page.Item) bool { _, ok := item.(*page.Tag); return ok })
}

// find gives the place of every occurrence of s, from its first character to its last.
func find(d *page.Document, s string) []place {
	var found []place
	want := []rune(s)
	for i, p := range d.Pages {
		all := glyphs(p.Items, i)
		for j := range all {
			k := 0
			for k < len(want) && j+k < len(all) && all[j+k].r == want[k] {
				k++
			}
			if k == len(want) {
				at := all[j].place
				at.right = all[j+k-1].right
				found = append(found, at)
			}
		}
	}
	return found
}

// one gives the only place of s.
func one(t *testing.T, d *page.Document, s string) place {
	t.Helper()
	found := find(d, s)
	if len(found) != 1 {
		t.Fatalf("%q stands in %d places, want one", s, len(found))
	}
	return found[0]
}

// top gives the upper edge of the characters of a place that is set in a style.
func (b bench) top(t *testing.T, at place, style string) page.Length {
	t.Helper()
	ascent, err := b.faces.Ascent(b.profile.Styles[style].Role, at.size)
	if err != nil {
		t.Fatal(err)
	}
	return at.baseline - ascent
}

// boxes gives the boxes of the paths of a colour on a page.
func boxes(items []page.Item, c page.Color) []page.Rect {
	var all []page.Rect
	for _, item := range items {
		if p, ok := item.(*page.Path); ok && p.Fill == c {
			all = append(all, box(p))
		}
	}
	return all
}

func box(p *page.Path) page.Rect {
	var xs, ys []page.Length
	for _, s := range p.Segments {
		if s.Op != page.Close {
			xs, ys = append(xs, s.To[0].X), append(ys, s.To[0].Y)
		}
	}
	x, y := slices.Min(xs), slices.Min(ys)
	return page.Rect{X: x, Y: y, W: slices.Max(xs) - x, H: slices.Max(ys) - y}
}

func images(p *page.Page) []page.Rect {
	var all []page.Rect
	for _, item := range p.Items {
		if i, ok := item.(*page.Image); ok {
			all = append(all, i.Box)
		}
	}
	return all
}

// same fails if a length is not what it should be. Rows are rounded to whole EMU, so a few are forgiven: 0.0003 mm.
func same(t *testing.T, what string, got, want page.Length) {
	t.Helper()
	if d := got - want; d < -12 || d > 12 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func sameBox(t *testing.T, what string, got, want page.Rect) {
	t.Helper()
	same(t, what+": left", got.X, want.X)
	same(t, what+": top", got.Y, want.Y)
	same(t, what+": width", got.W, want.W)
	same(t, what+": height", got.H, want.H)
}

func count(notices []notice.Notice, code string) int {
	n := 0
	for _, x := range notices {
		if x.Code == code {
			n++
		}
	}
	return n
}

func paragraphs(n int) []doc.Block {
	var blocks []doc.Block
	for range n {
		blocks = append(blocks, paragraph("正文。"))
	}
	return blocks
}

func texts(s ...string) []doc.Text {
	var all []doc.Text
	for _, x := range s {
		all = append(all, text(x))
	}
	return all
}

// area is the type area of a page.
func (b bench) area(on int) page.Rect {
	p := b.profile
	r := page.Rect{X: p.Page.Binding.Length, Y: p.Page.Top.Length, W: p.Area.Width.Length, H: p.Area.Height.Length}
	if on%2 == 1 {
		r.X = p.Page.Width.Length - p.Page.Binding.Length - r.W
	}
	return r
}

// eachProfile runs a test for both profiles.
func eachProfile(t *testing.T, test func(*testing.T, bench)) {
	for _, name := range []string{"gbt9704-2012", "party-1996"} {
		t.Run(name, func(t *testing.T) { test(t, setUp(t, name)) })
	}
}

// words is a text of n characters.
func words(n int) string { return strings.Repeat("文", n) }
