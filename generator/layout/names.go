package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// nameList sets persons in columns on the grid, five to a line of 28 characters, row by row and indented as paragraphs are. A
// name of two characters takes the room of three; one that is longer takes as many columns as it needs.
func (b *builder) nameList(t *doc.NameList) error {
	for i := range t.Groups {
		g := &t.Groups[i]
		list := b.begin(page.List)
		if len(g.Head) > 0 {
			b.within(list, page.Caption)
			first := len(b.rows)
			if err := b.indented(g.Head, nameHead); err != nil {
				return err
			}
			b.keep(len(b.rows) - first)
		}
		if err := b.names(list, g.Names); err != nil {
			return err
		}
	}
	return nil
}

// nameHead is the style of what stands over names.
const nameHead = "heading2"

// names sets the names of one list.
func (b *builder) names(list *page.Tag, names []doc.Text) error {
	indent := b.profile.Styles["body"].Indent.N
	left := b.profile.Characters(indent)
	columns := b.nameColumns(b.measure - left + b.profile.Characters(doc.NameGap))
	var r *row
	next := columns // the first free column
	for _, name := range names {
		lines, err := b.faces.Lines(b.paragraph(name, "body", b.measure-left, 0, 0))
		if err != nil {
			return err
		}
		item := b.within(list, page.ListItem)
		if len(lines) != 1 { // longer than a line
			b.append(lines, "body", left, 0)
			next = columns
			continue
		}
		line := &lines[0]
		if doc.SpreadName(name) {
			spreadName(line, b.style("body").Cell)
		}
		wants := max(1, b.columnsOf(line.Width))
		if next+wants > columns {
			b.push(row{height: b.height(b.style("body")), gap: b.profile.LineGap(), loose: true})
			r, next = &b.rows[len(b.rows)-1], 0
		}
		b.put(r, item, *line, "body", b.profile.Characters(indent+next*doc.NameColumn), 0)
		next += wants
	}
	return nil
}

// nameColumns gives how many whole columns a width has.
func (b *builder) nameColumns(width page.Length) int {
	n := 0
	for b.profile.Characters((n+1)*doc.NameColumn) <= width {
		n++
	}
	return n
}

// columnsOf gives how many columns a name of a width takes, with the gap behind it. Widths on the grid are rounded.
func (b *builder) columnsOf(width page.Length) int {
	n := 1
	for b.profile.Characters(n*doc.NameColumn-doc.NameGap)+b.profile.Character()/10 < width {
		n++
	}
	return n
}

// spreadName moves what stands behind the first character of a line to the right. Where both characters are of one run, it is the
// second glyph that stands away from its origin: exporters then keep the two together as one word.
func spreadName(l *typeset.Line, by page.Length) {
	if first := l.Texts[0]; len(first.Glyphs) > 1 {
		first.Glyphs[1].Offset += by
		first.Glyphs[1].Advance += by
	}
	for _, t := range l.Texts[1:] {
		t.At.X += by
	}
	l.Width += by
}
