package page_test

import (
	"fmt"
	"testing"

	"gongwen/generator/page"
)

func ExampleTags() {
	var tags page.Tags
	paper := tags.Add(nil, page.Whole)
	tags.Add(paper, page.Title)
	table := tags.Add(paper, page.Table)
	row := tags.Add(table, page.TableRow)
	cell := tags.Add(row, page.HeaderCell)
	cell.Rows, cell.Columns = 1, 2
	head := tags.Add(paper, page.Heading)
	head.Level = 1
	for kid := range paper.Kids() {
		fmt.Println(kid)
	}
	fmt.Println(cell, "in a", cell.Parent(), "of a", cell.Root())
	// Output:
	// title
	// table
	// heading 1
	// header 1×2 in a row of a whole
}

func TestTagsOfManyElementsAreOneTree(t *testing.T) {
	var tags page.Tags
	root := tags.Add(nil, page.Whole)
	const n = 1000
	for range n {
		tags.Add(tags.Add(root, page.List), page.ListItem)
	}
	lists := 0
	for kid := range root.Kids() {
		items := 0
		for item := range kid.Kids() {
			items++
			if item.Root() != root {
				t.Fatal("an item of another tree")
			}
		}
		if kid.Parent() != root || items != 1 {
			t.Fatalf("a list of %d items", items)
		}
		lists++
	}
	if lists != n || page.PageNumberTag.Root() != nil || !page.CropMark.Artifact() || page.Caption.Artifact() {
		t.Errorf("%d lists, want %d", lists, n)
	}
}
