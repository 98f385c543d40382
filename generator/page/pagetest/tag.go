package pagetest

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/page"
)

// Reading gives the characters of pages as their tags have them read, a line for each tag that has any. What is wrong with the
// tags is an error of t: a mark that stands in none, a tag in a symbol, an artifact in the tree, text in the tag of a figure.
func Reading(t testing.TB, pages []*page.Page) string {
	t.Helper()
	r := reader{text: map[*page.Tag]*strings.Builder{}}
	for i, p := range pages {
		r.where = fmt.Sprintf("page %d", i+1)
		r.items(p.Items, nil)
	}
	var b strings.Builder
	for _, root := range r.roots {
		if root.Role != page.Whole {
			r.fault("the root of a tree is a %v", root)
		}
		r.read(&b, root)
	}
	for tag := range r.text {
		if !tag.Role.Artifact() && !r.met[tag] {
			r.fault("%v is in no tree: %q", tag, r.text[tag].String())
		}
	}
	for _, f := range r.faults {
		t.Error(f)
	}
	return b.String()
}

// reader gathers the text of each tag.
type reader struct {
	where  string
	text   map[*page.Tag]*strings.Builder
	met    map[*page.Tag]bool // those of the trees
	roots  []*page.Tag
	faults []string
}

func (r *reader) fault(format string, args ...any) {
	r.faults = append(r.faults, r.where+": "+fmt.Sprintf(format, args...))
}

// items goes through items that begin under a tag, nil for none.
func (r *reader) items(items []page.Item, tag *page.Tag) {
	for _, item := range items {
		if g, ok := item.(*page.Group); ok {
			r.items(g.Items, tag)
			continue
		}
		if next, ok := item.(*page.Tag); ok {
			tag = next
			r.meet(tag)
			continue
		}
		if tag == nil {
			r.fault("a %T in no tag", item)
			continue
		}
		switch i := item.(type) {
		case *page.Text:
			if tag.Role == page.Figure {
				r.fault("the text %q in the tag of a figure", i.Chars())
			}
			r.text[tag].WriteString(i.Chars())
		case *page.Use:
			r.symbol(i.Symbol)
		case *page.Image:
			if tag.Role != page.Figure && !tag.Role.Artifact() {
				r.fault("the picture %q in the tag of a %v", i.Alt, tag)
			}
		}
	}
}

// meet notes a tag, and its root if that is new.
func (r *reader) meet(tag *page.Tag) {
	if r.text[tag] != nil {
		return
	}
	r.text[tag] = new(strings.Builder)
	root := tag.Root()
	if root == nil || r.met[root] {
		return
	}
	if r.met == nil {
		r.met = map[*page.Tag]bool{}
	}
	r.roots = append(r.roots, root)
	r.grow(root)
}

// grow notes all of a tree.
func (r *reader) grow(tag *page.Tag) {
	r.met[tag] = true
	for kid := range tag.Kids() {
		if kid.Parent() != tag || kid.Role.Artifact() {
			r.fault("a %v that is in a %v by mistake", kid, tag)
		}
		r.grow(kid)
	}
}

// symbol finds tags where there must be none.
func (r *reader) symbol(s *page.Symbol) {
	for _, item := range s.Items {
		switch i := item.(type) {
		case *page.Tag:
			r.fault("a symbol with the tag %v", i)
		case *page.Use:
			r.symbol(i.Symbol)
		}
	}
}

// read writes the text of a tag and of those in it.
func (r *reader) read(b *strings.Builder, tag *page.Tag) {
	if text := r.text[tag]; text != nil && text.Len() > 0 {
		b.WriteString(text.String())
		b.WriteByte('\n')
	}
	for kid := range tag.Kids() {
		r.read(b, kid)
	}
}
