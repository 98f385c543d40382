package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
)

// row is one line of running text, or a rule between lines.
type row struct {
	space  page.Length // above it, beyond the gap of the row before; dropped where a page is turned
	height page.Length // of the characters
	gap    page.Length // below it
	ascent page.Length // from the top of the characters to the baseline
	x      page.Length // from the left of the type area
	texts  []*page.Text
	paths  []*page.Path // relative to the left of the type area and the top of the row
	keep   bool         // the row stands on the same page as the row after it
	mark   *page.Bookmark
}

// sheet is a page that is being filled.
type sheet struct {
	page     *page.Page
	left     page.Length // of the type area
	verso    bool        // an even page: the binding is on its right
	numbered bool
}

// put places texts, whose places are relative, at x and with their baseline at y.
func (s *sheet) put(texts []*page.Text, x, y page.Length) {
	for _, t := range texts {
		t.At.X += x
		t.At.Y += y
		s.page.Items = append(s.page.Items, t)
	}
}

// putPath moves p by x and y and places it.
func (s *sheet) putPath(p *page.Path, x, y page.Length) {
	for i := range p.Segments {
		for j := range p.Segments[i].To {
			p.Segments[i].To[j].X += x
			p.Segments[i].To[j].Y += y
		}
	}
	s.page.Items = append(s.page.Items, p)
}

// flow fills pages with rows.
type flow struct {
	profile *doc.Profile
	pages   []*sheet
	y       page.Length // top of the next row, from the top of the type area
	fresh   bool        // no row stands on the page yet
	outline []page.Bookmark
	notices []doc.Notice
}

func newFlow(p *doc.Profile) *flow {
	f := &flow{profile: p}
	f.next()
	return f
}

// next begins a page. The type area of an even page is mirrored (GB/T 9704-2012, 6.2 and 6.3).
func (f *flow) next() {
	p := f.profile
	s := &sheet{page: &page.Page{}, left: p.Page.Binding.Length, verso: len(f.pages)%2 == 1, numbered: true}
	if s.verso {
		s.left = p.Page.Width.Length - p.Page.Binding.Length - p.Area.Width.Length
	}
	s.page.Size.W, s.page.Size.H = p.Page.Width.Length, p.Page.Height.Length
	f.pages = append(f.pages, s)
	f.y, f.fresh = 0, true
}

func (f *flow) last() *sheet { return f.pages[len(f.pages)-1] }

// fill places rows one below the other and turns pages where they are full. Rows that are kept together move to the next
// page together, unless they are more than a page.
func (f *flow) fill(rows []row) {
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n-1].keep {
			n++
		}
		if !f.fresh && !f.fits(rows[:n]) {
			f.next()
			rows[0].space = 0
		}
		for i := range rows[:n] {
			if !f.fresh && !f.fits(rows[i:i+1]) {
				f.next()
				rows[i].space = 0
			}
			f.place(&rows[i])
		}
		rows = rows[n:]
	}
}

// fits tells whether rows end above the lower edge of the type area. The gap below the last one may go beyond it.
func (f *flow) fits(rows []row) bool {
	y := f.y
	for i := range rows {
		y += rows[i].space + rows[i].height
		if y > f.profile.Area.Height.Length {
			return false
		}
		y += rows[i].gap
	}
	return true
}

func (f *flow) place(r *row) {
	s := f.last()
	top := f.profile.Page.Top.Length + f.y + r.space
	for _, p := range r.paths {
		s.putPath(p, s.left+r.x, top)
	}
	s.put(r.texts, s.left+r.x, top+r.ascent)
	if r.mark != nil {
		f.bookmark(*r.mark, top)
	}
	f.y += r.space + r.height + r.gap
	f.fresh = false
}

// bookmark adds an entry to the outline; where a level is left out, as a 1. directly under a title, the entry moves up.
func (f *flow) bookmark(m page.Bookmark, top page.Length) {
	above := 0
	if n := len(f.outline); n > 0 {
		above = f.outline[n-1].Level
	}
	m.Level = min(m.Level, above+1)
	m.Page, m.Top = len(f.pages)-1, top
	f.outline = append(f.outline, m)
}

// foot places the imprint so that its last rule lies on the lower edge of the last page's type area (7.4.1). Where even is
// asked for that page is the back of a leaf. A page that has nothing but the imprint is not numbered, nor are blank pages
// before it (7.5).
func (f *flow) foot(im imprint, even bool) {
	if len(im.rows) == 0 {
		return
	}
	free := f.profile.Area.Height.Length - f.y
	for (even && !f.last().verso) || free < im.height {
		f.next()
		f.last().numbered = false
		free = f.profile.Area.Height.Length
	}
	f.y = f.profile.Area.Height.Length - im.height
	for i := range im.rows {
		f.place(&im.rows[i])
	}
}
