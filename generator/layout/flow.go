package layout

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/page"
)

// row is one line of running text, or something else that stands between lines.
type row struct {
	space  page.Length // above it, beyond the gap of the row before; dropped at the top of a page
	height page.Length
	gap    page.Length // below it
	reach  page.Length // how far its items go below its height: they stay inside the type area too
	at     page.Point  // where the items' origin is: from the left of the type area and the top of the row
	tag    *page.Tag   // of the first items; where others begin, their tags stand among the items
	last   *page.Tag   // of the last items
	items  []page.Item
	mark   *page.Bookmark

	keep       bool        // the row stands on the same page as the row after it
	loose      bool        // the gap below may shrink to make room for an ending (GB/T 9704-2012, 7.3.5.5)
	slack      page.Length // how much of the space an ending may give up for the same reason
	ending     *doc.Source // of an ending for which that may be done
	signs      *doc.Source // of an ending that begins with the row
	preprinted bool        // it is on a red-head sheet already
	table      *table      // nil, or the row is this table, and as high as its first part
}

// standing is a row in its place.
type standing struct {
	*row
	top page.Length // from the top of the type area
}

// openPage is a page that is being filled.
type openPage struct {
	page     *page.Page
	left     page.Length // of the type area
	verso    bool        // an even page: the binding is on its right
	rotated  bool        // its rows run up the page, from the left edge to the right (chapter 8)
	numbered bool
	begins   bool // it does not go on from the page before
	rows     []standing
}

// flow fills pages with rows.
type flow struct {
	profile *doc.Profile
	pages   []*openPage
	rotated bool
	first   page.Length // height of the type area of page 1
	y       page.Length // top of the next row, from the top of the type area
	floor   page.Length // the lowest place that items reach
	fresh   bool        // no row stands on the page yet
	notices []notice.Notice

	text    int         // the number of pages, once all running text stands on them
	used    page.Length // of the last of them
	imprint page.Length // the height of the imprint; 0 for none
	even    bool        // its page has to be an even one
}

func newFlow(p *doc.Profile, form doc.Form) *flow {
	f := &flow{profile: p, first: p.Area.Height.Length}
	if form == doc.Letter {
		f.first = letterDepth(p)
	}
	f.next()
	return f
}

// next begins a page. The type area of an even page is mirrored (GB/T 9704-2012, 6.2 and 6.3).
func (f *flow) next() {
	p := f.profile
	s := &openPage{page: &page.Page{}, left: p.Page.Binding.Length, verso: len(f.pages)%2 == 1, rotated: f.rotated, numbered: true}
	if s.verso {
		s.left = p.Page.Width.Length - p.Page.Binding.Length - p.Area.Width.Length
	}
	s.page.Size.W, s.page.Size.H = p.Page.Width.Length, p.Page.Height.Length
	f.pages = append(f.pages, s)
	f.y, f.floor, f.fresh = 0, 0, true
}

// rotate makes the pages that follow rotated or upright ones.
func (f *flow) rotate(rotated bool) {
	f.rotated = rotated
	if f.fresh {
		f.last().rotated = rotated
		return
	}
	f.next()
}

func (f *flow) last() *openPage { return f.pages[len(f.pages)-1] }

// depth is the height of the type area of the last page, in the direction in which its rows follow each other.
func (f *flow) depth() page.Length {
	switch {
	case f.rotated:
		return f.profile.Area.Width.Length
	case len(f.pages) == 1:
		return f.first
	}
	return f.profile.Area.Height.Length
}

// fill places rows one below the other and goes on to the next page where one is full. Rows that are kept together move to
// the next page together, unless they are more than a page.
func (f *flow) fill(rows []row) {
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n-1].keep {
			n++
		}
		if over := f.over(rows[:n]); !f.fresh && over > 0 && !f.squeeze(rows[:n], over) {
			f.next()
			rows[0].space = 0
		}
		for i := range rows[:n] {
			if !f.fresh && f.over(rows[i:i+1]) > 0 {
				f.next()
				rows[i].space = 0
			}
			f.place(&rows[i], extent(rows[i+1:n]))
		}
		rows = rows[n:]
	}
}

// over tells how far rows would go beyond the lower edge of the type area: 0 or less if they fit. The gap below the last
// one may go beyond it.
func (f *flow) over(rows []row) page.Length {
	return max(f.floor, f.y+extent(rows)) - f.depth()
}

// extent gives the height of rows, from the place of the first to the lowest place that they reach.
func extent(rows []row) page.Length {
	var y, lowest page.Length
	for i := range rows {
		y += rows[i].space + rows[i].height
		lowest = max(lowest, y+rows[i].reach)
		y += rows[i].gap
	}
	return lowest
}

// squeeze tries to fit an ending that is too long for the page by over: it takes the slack above the ending, then narrows the
// gaps between the lines of the page, down to the least that the profile allows (7.3.5.5). It gives false, and changes nothing,
// if that is not enough.
func (f *flow) squeeze(unit []row, over page.Length) bool {
	var from *doc.Source
	var slack page.Length
	var lines []*row // of the unit; the one above the ending keeps its gap
	for i := range unit {
		r := &unit[i]
		slack += r.slack
		if r.ending != nil {
			from = r.ending
		}
		if r.loose && i+1 < len(unit) && unit[i+1].ending == nil {
			lines = append(lines, r)
		}
	}
	n := page.Length(loose(f.last().rows) + len(lines))
	least := f.profile.Signature.Gap
	give := max(0, f.profile.LineGap()-f.profile.Character().Scale(int64(least.Num), int64(least.Den)))
	if from == nil || over > slack+n*give {
		return false
	}
	for i := range unit {
		give := min(over, unit[i].slack)
		unit[i].space -= give
		over -= give
	}
	if over > 0 {
		each := (over + n - 1) / n
		f.tighten(each)
		for _, r := range lines {
			r.gap -= each
		}
	}
	f.notices = append(f.notices, from.Notice("spaced-signature", "本页剩余的地方放不下署名、日期和印章，已略微缩小行距"))
	return true
}

func loose(rows []standing) int {
	n := 0
	for _, r := range rows {
		if r.loose {
			n++
		}
	}
	return n
}

// tighten makes the gap below every loose line of the last page smaller by each.
func (f *flow) tighten(each page.Length) {
	var up page.Length
	rows := f.last().rows
	for i := range rows {
		rows[i].top -= up
		if rows[i].loose {
			up += each
		}
	}
	f.y -= up
}

// place puts a row on the page. tail is the height of the rows after it that must stand on the same page.
func (f *flow) place(r *row, tail page.Length) {
	if r.table != nil {
		f.placeTable(r, tail)
		return
	}
	s := f.last()
	s.rows = append(s.rows, standing{r, f.y + r.space})
	f.y += r.space + r.height
	f.floor = max(f.floor, f.y+r.reach)
	f.y += r.gap
	f.fresh = false
}

// end remembers how far the running text goes.
func (f *flow) end() {
	if f.text > 0 {
		return
	}
	f.text, f.used = len(f.pages), max(f.y-f.profile.LineGap(), f.floor)
	if f.fresh && f.text > 1 {
		f.text, f.used = f.text-1, f.profile.Area.Height.Length
	}
}

// foot places the imprint so that its lower end lies on the lower edge of the last page's type area (7.4.1). Where even is
// asked for that page is the back of a leaf. A page that has nothing but the imprint is not numbered, nor are blank pages
// before it (7.5).
func (f *flow) foot(im imprint, even bool) {
	if len(im.rows) == 0 {
		return
	}
	f.end()
	f.imprint, f.even = im.height, even
	if f.rotated {
		f.rotate(false)
	}
	if f.fresh {
		f.last().numbered = false
	}
	bottom := f.profile.Area.Height.Length
	for (even && !f.last().verso) || bottom-max(f.y, f.floor) < im.height {
		f.next()
		f.last().numbered = false
	}
	f.y = bottom - im.height
	for i := range im.rows {
		f.place(&im.rows[i], 0)
	}
}

// draw moves the rows of every page to their places. On a rotated page they form a group whose upper edge, the table's head,
// lies along the left edge of the type area: that is the binding side of an odd page and the fore-edge of an even one
// (chapter 8). The outline is that of the rows that have a bookmark. What is preprinted is left out on an overlay.
func (f *flow) draw(overlay bool) ([]page.Bookmark, error) {
	p := f.profile
	var outline []page.Bookmark
	for i, s := range f.pages {
		origin := page.Point{X: s.left, Y: p.Page.Top.Length}
		if s.rotated {
			origin = page.Point{}
		}
		items := make([]page.Item, 0, s.itemCount())
		var tag *page.Tag // in force
		for _, r := range s.rows {
			if r.mark != nil {
				outline = append(outline, bookmark(*r.mark, outline, i, p.Page.Top.Length+r.top))
			}
			if overlay && r.preprinted || len(r.items) == 0 {
				continue
			}
			if err := page.Shift(r.items, origin.X+r.at.X, origin.Y+r.at.Y+r.top); err != nil {
				return nil, fmt.Errorf("layout: page %d: %w", i+1, err)
			}
			if r.tag != tag {
				items = append(items, r.tag)
			}
			items, tag = append(items, r.items...), r.last
		}
		s.page.Items = items
		if s.rotated && len(items) > 0 {
			at := page.Point{X: s.left, Y: p.Page.Top.Length + p.Area.Height.Length}
			s.page.Items = []page.Item{&page.Group{At: at, Items: items}}
		}
	}
	return outline, nil
}

// itemCount gives how many items a page has at the most, those of its number included.
func (s *openPage) itemCount() int {
	const number = 3
	n := number
	for _, r := range s.rows {
		n += 1 + len(r.items)
	}
	return n
}

// bookmark gives an entry its page and height. An outline leaves no level out: an entry that would, such as a 1. directly under
// a title, moves up.
func bookmark(m page.Bookmark, outline []page.Bookmark, on int, top page.Length) page.Bookmark {
	above := 0
	if n := len(outline); n > 0 {
		above = outline[n-1].Level
	}
	m.Level = min(m.Level, above+1)
	m.Page, m.Top = on, top
	return m
}
