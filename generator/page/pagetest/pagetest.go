// Package pagetest is the suite that every exporter of page.Document runs, so that a new kind of item cannot be forgotten
// by one of them.
package pagetest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"gongwen/generator/page"
)

// Writer is an exporter. One that writes a page at a time writes all of them.
type Writer func(w io.Writer, d *page.Document) error

// Document gives a paper that has every type of item and whatever is hard about them: characters beyond U+FFFF, two
// characters with the same glyph, glyphs that are stretched, squeezed and moved to the left, two faces and all steps of a
// path; pictures in colour, in grey and with alpha, tags, a group and a symbol of every type of item; pages of two sizes, one of them
// without a number, and an outline of two levels.
func Document() *page.Document {
	han := &Font{PostScript: "Test-Han", Em: 1000}
	seal := Seal()
	latin := &Font{PostScript: "Test-Latin", Em: 2048}
	var tags page.Tags
	root := tags.Add(nil, page.Whole)
	first := newPage(210, 297, "1",
		&page.Text{At: at(28, 37), Font: han, Size: 16 * pt, Stretch: 1000, Color: page.Black, Glyphs: []page.Glyph{
			{ID: 2, Rune: '张', Advance: 16 * pt},
			{ID: 4, Rune: '𬱖', Advance: 16 * pt},
			{ID: 6, Rune: '（', Advance: 8 * pt, Offset: -8 * pt},
			{ID: 8, Rune: '二', Advance: 200_571},
			{ID: 10, Rune: '○', Advance: 200_572},
			{ID: 10, Rune: '〇', Advance: 200_571},
			{ID: 10, Rune: '○', Advance: 200_572},
		}},
		&page.Text{At: at(80, 37), Font: latin, Size: 16 * pt, Stretch: 1000, Color: page.Black, Glyphs: []page.Glyph{
			{ID: 1, Rune: '2', Advance: 8 * pt},
			{ID: 3, Rune: '&', Advance: 8 * pt},
			{ID: 5, Rune: '<', Advance: 9 * pt},
		}},
		&page.Text{At: at(28, 72), Font: han, Size: 60 * pt, Stretch: 850, Color: page.Red, Glyphs: []page.Glyph{
			{ID: 2, Rune: '张', Advance: 51 * pt},
			{ID: 12, Rune: '文', Advance: 51 * pt},
			{ID: 14, Rune: '件', Advance: 51 * pt},
		}},
		page.Rectangle(page.Rect{X: 28 * mm, Y: 90 * mm, W: 156 * mm, H: mm / 2}, page.Red),
		&page.Path{Fill: page.Color{C: 100, M: 50}, Segments: []page.Segment{
			{Op: page.Move, To: [3]page.Point{at(30, 100)}},
			{Op: page.Line, To: [3]page.Point{at(50, 100)}},
			{Op: page.Curve, To: [3]page.Point{at(60, 100), at(60, 120), at(50, 120)}},
			{Op: page.Close},
			{Op: page.Box, To: [3]page.Point{at(70, 100), at(90, 110)}},
		}},
		&page.Path{Hollow: true, Line: &page.Stroke{Color: page.Screen(20, 60, 200), Width: mm, Cap: page.RoundCap, Join: page.BevelJoin, Miter: 4000,
			Dashes: []page.Length{3 * mm, 2 * mm}, Phase: mm}, Segments: []page.Segment{
			{Op: page.Move, To: [3]page.Point{at(30, 130)}},
			{Op: page.Line, To: [3]page.Point{at(90, 130)}},
			{Op: page.Line, To: [3]page.Point{at(90, 150)}},
		}},
		&page.Path{Fill: page.Screen(255, 204, 0), EvenOdd: true, Line: &page.Stroke{Color: page.Black, Width: mm / 2, Miter: 10_000}, Segments: []page.Segment{
			{Op: page.Box, To: [3]page.Point{at(110, 130), at(140, 160)}},
			{Op: page.Box, To: [3]page.Point{at(120, 140), at(130, 150)}},
		}},
		tags.Add(root, page.Figure),
		modules(),
		page.PageNumberTag,
	)
	blank := newPage(210, 297, "")
	last := newPage(297, 210, "2",
		&page.Text{At: at(28, 37), Font: han, Size: 22 * pt, Stretch: 1000, Color: page.Black, Glyphs: []page.Glyph{
			{ID: 16, Rune: '附', Advance: 22 * pt},
			{ID: 18, Rune: '件', Advance: 22 * pt},
		}},
	)
	return &page.Document{
		Info: page.Info{
			Title: "关于试验的通知 <&>", Author: "常州市广播电视大学", Subject: "常电大委〔2010〕4号", Keywords: []string{"试验", "通知"},
			Language: "zh-CN", Date: time.Date(2010, time.July, 1, 0, 0, 0, 0, time.FixedZone("", 8*60*60)),
		},
		Pages: []*page.Page{first, blank, last, pictures(han, seal), symbols(han, seal)},
		Outline: []page.Bookmark{
			{Title: "张𬱖", Level: 1, Top: 30 * mm},
			{Title: "一、文件", Level: 2, Top: 60 * mm},
			{Title: "二、图", Level: 2, Top: 95 * mm},
			{Title: "附件", Level: 1, Page: 2, Top: 30 * mm},
		},
	}
}

const (
	mm page.Length = 36_000
	pt page.Length = 12_700
)

func at(x, y page.Length) page.Point { return page.Point{X: x * mm, Y: y * mm} }

func newPage(width, height page.Length, label string, items ...page.Item) *page.Page {
	p := &page.Page{Label: label, Items: items}
	p.Size.W, p.Size.H = width*mm, height*mm
	return p
}

// unknown is an item that no exporter has heard of.
type unknown struct{ page.Item }

// Unknown gives an item that nobody has heard of: every way through a list of items must end in an error for it.
func Unknown() page.Item { return unknown{} }

// Run tests an exporter.
func Run(t *testing.T, write Writer) {
	t.Run("every item", func(t *testing.T) {
		if err := write(io.Discard, Document()); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("same bytes every time", func(t *testing.T) { same(t, write) })
	t.Run("writer that fails", func(t *testing.T) { failing(t, write) })
	t.Run("faults", func(t *testing.T) { faults(t, write) })
	t.Run("tags draw nothing", func(t *testing.T) {
		var with, without bytes.Buffer
		d := Document()
		d.Pages[2].Items = append([]page.Item{page.DecorationTag, &page.Group{Items: []page.Item{page.BackgroundTag}}}, d.Pages[2].Items...)
		if err := write(&with, d); err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Pages {
			p.Items = untagged(p.Items)
		}
		if err := write(&without, d); err != nil || !bytes.Equal(with.Bytes(), without.Bytes()) {
			t.Errorf("other bytes without tags, error %v", err)
		}
	})
}

// untagged gives items without the tags among them and in groups.
func untagged(items []page.Item) (all []page.Item) {
	for _, item := range items {
		switch i := item.(type) {
		case *page.Tag:
			continue
		case *page.Group:
			item = &page.Group{At: i.At, Items: untagged(i.Items)}
		}
		all = append(all, item)
	}
	return all
}

// same writes the paper, then another one, then the first again: nothing may be left over from one file to the next.
func same(t *testing.T, write Writer) {
	var once, again bytes.Buffer
	other := Document()
	other.Pages = other.Pages[2:]
	other.Outline = nil
	for _, step := range []struct {
		to io.Writer
		d  *page.Document
	}{{&once, Document()}, {io.Discard, other}, {&again, Document()}} {
		if err := write(step.to, step.d); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(once.Bytes(), again.Bytes()) {
		t.Error("two files of the same paper differ")
	}
}

func failing(t *testing.T, write Writer) {
	var whole bytes.Buffer
	if err := write(&whole, Document()); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, whole.Len() / 2, whole.Len() - 1} {
		full := errors.New("disk full")
		w := &limited{left: n, err: full}
		if err := write(w, Document()); !errors.Is(err, full) {
			t.Errorf("writer that fails at byte %d of %d: error %v, want %v", n, whole.Len(), err, full)
		}
		if w.later {
			t.Errorf("writer that fails at byte %d of %d: written to after its error", n, whole.Len())
		}
	}
}

// limited takes a number of bytes, and then fails.
type limited struct {
	left   int
	err    error
	failed bool
	later  bool // it was written to after it had failed
}

func (l *limited) Write(b []byte) (int, error) {
	l.later = l.later || l.failed
	if len(b) <= l.left {
		l.left -= len(b)
		return len(b), nil
	}
	l.failed = true
	return l.left, l.err
}

func faults(t *testing.T, write Writer) {
	broken := errors.New("the file is damaged")
	for _, c := range []struct {
		name  string
		spoil func(*page.Document)
		want  []string // what the error says
	}{
		{"no page", func(d *page.Document) { d.Pages = nil }, []string{"page"}},
		{"unknown item", func(d *page.Document) {
			d.Pages[2].Items = append(d.Pages[2].Items, unknown{})
		}, []string{"page 3", "pagetest.unknown"}},
		{"unknown item in a group", func(d *page.Document) {
			d.Pages[2].Items = append(d.Pages[2].Items, &page.Group{Items: []page.Item{unknown{}}})
		}, []string{"page 3", "pagetest.unknown"}},
		{"unknown item in a symbol", func(d *page.Document) {
			d.Pages[2].Items = append(d.Pages[2].Items, &page.Use{Symbol: &page.Symbol{Items: []page.Item{unknown{}}}})
		}, []string{"page 3", "pagetest.unknown"}},
		{"symbol that uses itself", func(d *page.Document) {
			symbol := &page.Symbol{}
			symbol.Items = []page.Item{&page.Use{Symbol: &page.Symbol{Items: []page.Item{&page.Use{Symbol: symbol}}}}}
			d.Pages[2].Items = append(d.Pages[2].Items, &page.Use{Symbol: symbol})
		}, []string{"page 3", "itself"}},
		{"PNG cut short", func(d *page.Document) { cut(imageOf(d, 1)) }, []string{"page 4", "公章", "cut short"}},
		{"JPEG cut short", func(d *page.Document) { cut(imageOf(d, 2)) }, []string{"page 4", "照片", "cut short"}},
		{"PNG that is none", func(d *page.Document) { imageOf(d, 1).Picture.Data = []byte("<svg/>") }, []string{"page 4", "公章", "PNG"}},
		{"JPEG that is none", func(d *page.Document) { imageOf(d, 2).Picture.Data = nil }, []string{"page 4", "照片", "JPEG"}},
		{"picture of another size", func(d *page.Document) { imageOf(d, 1).Picture.Width++ }, []string{"page 4", "公章", "201", "200"}},
		{"picture of another format", func(d *page.Document) { imageOf(d, 1).Picture.Format = 99 }, []string{"page 4", "公章", "99"}},
		{"picture without a box", func(d *page.Document) { imageOf(d, 1).Box.W = 0 }, []string{"page 4", "公章"}},
		{"unknown step of a path", func(d *page.Document) {
			d.Pages[2].Items = append(d.Pages[2].Items, &page.Path{Segments: []page.Segment{{Op: 99}}})
		}, []string{"page 3", "99"}},
		{"unknown end of a line", func(d *page.Document) {
			d.Pages[2].Items = append(d.Pages[2].Items, &page.Path{Line: &page.Stroke{Cap: 99}})
		}, []string{"page 3", "99"}},
		{"glyph 0", func(d *page.Document) { text(d, 2).Glyphs[1].ID = 0 }, []string{"page 3", "附件", "U+4EF6", "Test-Han"}},
		{"text of no size", func(d *page.Document) { text(d, 2).Size = 0 }, []string{"page 3", "附件"}},
		{"text of no width", func(d *page.Document) { text(d, 2).Stretch = 0 }, []string{"page 3", "附件"}},
		{"page of no size", func(d *page.Document) { d.Pages[1].Size.H = 0 }, []string{"page 2"}},
		{"damaged font", func(d *page.Document) { text(d, 2).Font = &Font{PostScript: "Test-Broken", Em: 1000, Broken: broken} },
			[]string{"Test-Broken", broken.Error()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Document()
			c.spoil(d)
			err := write(io.Discard, d)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not say %q", err, want)
				}
			}
		})
	}
}

// text gives the first item of a page, which is a Text.
func text(d *page.Document, n int) *page.Text { return d.Pages[n].Items[0].(*page.Text) }

// imageOf gives an item of the page of pictures, which is an Image.
func imageOf(d *page.Document, n int) *page.Image { return d.Pages[3].Items[n].(*page.Image) }

// cut leaves the first half of an image's file.
func cut(i *page.Image) { i.Picture.Data = i.Picture.Data[:len(i.Picture.Data)/2] }

// modules gives a path of boxes on a grid, as that of a QR code.
func modules() *page.Path {
	const module = 127 * 100
	p := &page.Path{Fill: page.Black}
	for i := range page.Length(20) {
		x, y := 100*mm+i*module, 100*mm+i%5*module
		p.Segments = append(p.Segments, page.Segment{Op: page.Box, To: [3]page.Point{{X: x, Y: y}, {X: x + 2*module, Y: y + module}}})
	}
	return p
}
