package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// begin makes the tag of the next element of the paper. The rows that are pushed from here on are of it, unless they say
// otherwise.
func (b *builder) begin(role page.Role) *page.Tag { return b.within(b.paper, role) }

// within makes a tag at the end of another one. The rows that are pushed from here on are of it.
func (b *builder) within(parent *page.Tag, role page.Role) *page.Tag {
	b.tag = b.tags.Add(parent, role)
	return b.tag
}

// figureOf makes the tag of a picture, which says what it shows.
func (b *builder) figureOf(p *doc.Picture) *page.Tag {
	t := b.begin(page.Figure)
	t.Alt = p.Alt
	return t
}

// under says that the items that follow are of a tag.
func (r *row) under(t *page.Tag) {
	if len(r.items) == 0 {
		r.tag = t
	} else if r.last != t {
		r.items = append(r.items, t)
	}
	r.last = t
}

// add adds items of a tag.
func (r *row) add(t *page.Tag, items ...page.Item) {
	r.under(t)
	r.items = append(r.items, items...)
}

// addRow adds the items of another row, which has the same origin.
func (r *row) addRow(other *row) {
	if len(other.items) > 0 {
		r.add(other.tag, other.items...)
		r.last = other.last
	}
}

// addTexts adds the glyphs of a line under a tag, moved by x and y.
func (r *row) addTexts(tag *page.Tag, l typeset.Line, x, y page.Length) {
	if len(l.Texts) == 0 {
		return
	}
	r.under(tag)
	for _, t := range l.Texts {
		t.At.X += x
		t.At.Y += y
		r.items = append(r.items, t)
	}
}

// put adds a line of a style to a row, under a tag, with the top of its characters at y.
func (b *builder) put(r *row, tag *page.Tag, l typeset.Line, style string, x, y page.Length) {
	r.addTexts(tag, l, x, y+b.style(style).ascent)
}

// putBefore puts a label in front of the first of the rows from the nth on, which a line of text has made.
func (b *builder) putBefore(n int, tag *page.Tag, label typeset.Line) {
	if n < len(b.rows) {
		b.rows[n].addTexts(tag, label, -label.Width, 0)
	}
}
