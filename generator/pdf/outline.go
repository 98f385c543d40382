package pdf

import (
	"fmt"
	"strconv"

	"gongwen/generator/page"
)

// node is an entry of the outline with its ties, ISO 32000-1, 12.3.3.
type node struct {
	ref, parent, prev, next, first, last ref
	below                                int // entries under it, at all levels: all of them are open
}

func (n *node) adopt(child, elder *node) {
	child.parent = n.ref
	if n.last != 0 {
		elder.next, child.prev = child.ref, elder.ref
	} else {
		n.first = child.ref
	}
	n.last = child.ref
}

// writeOutline writes the bookmarks. It gives 0 if there are none.
func (f *file) writeOutline() (ref, error) {
	if len(f.outline) == 0 {
		return 0, nil
	}
	nodes := make([]node, len(f.outline)+1)
	for i := range nodes {
		nodes[i].ref = f.reserve()
	}
	open := []*node{&nodes[0]} // the last entry of each level
	for i, b := range f.outline {
		if b.Level < 1 || b.Level > len(open) {
			return 0, fmt.Errorf("bookmark %d: level %d under level %d", i+1, b.Level, len(open)-1)
		}
		if b.Page < 0 || b.Page >= len(f.pages) {
			return 0, fmt.Errorf("bookmark %d: page %d of %d", i+1, b.Page+1, len(f.pages))
		}
		n := &nodes[i+1]
		for _, above := range open[:b.Level] {
			above.below++
		}
		var elder *node
		if b.Level < len(open) {
			elder = open[b.Level]
		}
		open[b.Level-1].adopt(n, elder)
		open = append(open[:b.Level], n)
	}

	root := &nodes[0]
	f.begin(root.ref)
	f.printf("<< /Type /Outlines /First %v /Last %v /Count %d >>", root.first, root.last, root.below)
	f.end()
	for i := range f.outline {
		f.writeBookmark(&f.outline[i], &nodes[i+1])
	}
	return root.ref, nil
}

func (f *file) writeBookmark(b *page.Bookmark, n *node) {
	f.begin(n.ref)
	f.printf("<< /Title %s /Parent %v /Dest [%v /XYZ null %s null]", textString(plain(b.Title)), n.parent, f.pages[b.Page],
		appendPoints(nil, f.heightOf(b.Page)-b.Top))
	for _, tie := range [...]struct {
		key string
		to  ref
	}{{"Prev", n.prev}, {"Next", n.next}, {"First", n.first}, {"Last", n.last}} {
		if tie.to != 0 {
			f.printf(" /%s %v", tie.key, tie.to)
		}
	}
	if n.below > 0 {
		f.printf(" /Count %d", n.below)
	}
	f.printf(" >>")
	f.end()
}

// labels are the printed page numbers, ISO 32000-1, 12.4.2. Pages that count on from the one before are one range; so are
// pages with the same label, above all those without any, whose prefix is empty.
type labels struct {
	ranges []byte // as the file has them
	last   string // the label of the page before
	number int    // that it is; 0 if it is another label or there is none
}

// add adds the label of the page with the index i, which is the next one.
func (l *labels) add(i int, label string) {
	n := number(label)
	switch {
	case n > 0 && n == l.number+1 && l.number > 0:
	case n > 0:
		l.ranges = fmt.Appendf(l.ranges, " %d << /S /D /St %d >>", i, n)
	case i == 0 || label != l.last:
		l.ranges = fmt.Appendf(l.ranges, " %d << /P %s >>", i, textString(label))
	}
	l.last, l.number = label, n
}

func (f *file) writeLabels() ref {
	r := f.reserve()
	f.begin(r)
	f.printf("<< /Nums [%s ] >>", f.labels.ranges)
	f.end()
	return r
}

// number gives the number that a label is, 0 if it is none.
func number(label string) int {
	n, err := strconv.Atoi(label)
	if err != nil || n < 1 || strconv.Itoa(n) != label {
		return 0
	}
	return n
}
