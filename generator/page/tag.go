package page

import (
	"fmt"
	"iter"
)

// Tag says what marks are, for those who have the paper read to them and for files that keep it. It is an item that draws
// nothing: the marks after it belong to it, up to the next Tag of the same list of items. A Group begins in the tag in which it
// stands, and that tag holds again behind it; a Symbol has none, so that a Use is one mark.
//
// The tags of a paper are a tree, made by Tags. Its root is a Whole; the order of the tree is that in which the paper is read,
// which need not be the order in which it is painted. A tag has marks, or tags below it, or both: then its own marks are read
// first. Where an element goes on, on the next page or behind marks of another, its Tag stands again: one Tag is one element,
// however many stretches of marks it has. A file reaches all of a tree from any mark, by Parent and Kids.
//
// An artifact is no part of what is read: its tag is in no tree, and says only what kind of thing it is.
type Tag struct {
	Role          Role
	Level         uint8  // of a Heading, from 1 for the highest below the title
	Rows, Columns uint16 // that a Cell or a HeaderCell spans, 1 or more
	Alt           string // of a Figure: what it shows

	parent, first, last, next *Tag
}

func (*Tag) item() {}

// Role is what kind of element a tag is.
type Role uint8

// The roles of elements. They are close to the standard structure types of ISO 32000-1, 14.8.4.
const (
	Whole      Role = iota // a paper, or one side of a card
	Title                  // of the paper, of what it issues, of an attachment
	Heading                // a head on lines of its own; one that its text follows on the same line is part of the Paragraph
	Paragraph              // and every other text that is read as one: the number, the date, a line of the imprint
	Span                   // a part of a Paragraph whose parts are painted in another order than they are read in
	List                   // of Items
	ListItem               // of a List, its number included
	Table                  // of TableRows
	TableRow               // of HeaderCells and Cells; a cell that spans rows is in the first of them
	HeaderCell             // says what the cells below it are
	Cell                   //
	Figure                 // a picture, a seal, a code
	Caption                // of the List, Table or Figure that it is in

	PageNumber // artifacts, from here on
	Repetition // of what was read before: a table's head on its second page
	Decoration // rules, stars and ornaments
	Background // what lies under all of a card
	CropMark   // where to cut
)

var roleNames = [...]string{"whole", "title", "heading", "paragraph", "span", "list", "item", "table", "row", "header", "cell", "figure",
	"caption", "page number", "repetition", "decoration", "background", "crop mark"}

// Artifact tells whether marks are no part of what is read.
func (r Role) Artifact() bool { return r >= PageNumber }

// The tags of artifacts, which all papers share.
var (
	PageNumberTag = &Tag{Role: PageNumber}
	RepetitionTag = &Tag{Role: Repetition}
	DecorationTag = &Tag{Role: Decoration}
	BackgroundTag = &Tag{Role: Background}
	CropMarkTag   = &Tag{Role: CropMark}
)

// String gives the role with what else there is to say in a word: "heading 2", "cell 2×1" of rows and columns.
func (t *Tag) String() string {
	switch {
	case int(t.Role) >= len(roleNames):
		return fmt.Sprintf("role %d", t.Role)
	case t.Role == Heading:
		return fmt.Sprintf("heading %d", t.Level)
	case t.Rows > 1 || t.Columns > 1:
		return fmt.Sprintf("%s %d×%d", roleNames[t.Role], t.Rows, t.Columns)
	}
	return roleNames[t.Role]
}

// Parent gives the tag that this one is in; nil for a root and for an artifact.
func (t *Tag) Parent() *Tag { return t.parent }

// Root gives the Whole that the tag is in; nil for an artifact.
func (t *Tag) Root() *Tag {
	if t.Role.Artifact() {
		return nil
	}
	for t.parent != nil {
		t = t.parent
	}
	return t
}

// Kids gives the tags in this one, in the order in which they are read.
func (t *Tag) Kids() iter.Seq[*Tag] {
	return func(yield func(*Tag) bool) {
		for k := t.first; k != nil && yield(k); k = k.next {
		}
	}
}

// Tags makes the tags of trees. It takes memory for many at a time, as a paper has one for each cell of its tables. It is for
// one goroutine; its zero value is ready.
type Tags struct {
	free []Tag
	size int
}

// Add makes a tag, the last one in parent; nil makes a root.
func (a *Tags) Add(parent *Tag, role Role) *Tag {
	const fewest, most = 8, 128
	if len(a.free) == 0 {
		a.size = min(max(fewest, 2*a.size), most)
		a.free = make([]Tag, a.size)
	}
	t := &a.free[0]
	a.free = a.free[1:]
	t.Role, t.parent = role, parent
	if parent == nil {
		return t
	}
	if parent.last == nil {
		parent.first = t
	} else {
		parent.last.next = t
	}
	parent.last = t
	return t
}
