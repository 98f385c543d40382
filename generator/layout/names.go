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
			if err := b.indented(g.Head, doc.NameHead); err != nil {
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

// names sets the names of one list.
func (b *builder) names(list *page.Tag, names []doc.Text) error {
	line := b.textLine()
	set := make([][]typeset.Line, len(names))
	widths := make([]page.Length, len(names))
	for i, name := range names {
		var err error
		if set[i], err = b.faces.Lines(b.paragraph(name, "body", b.measure-line.NameStart(0), 0, 0)); err != nil {
			return err
		}
		if len(set[i]) != 1 { // longer than a line
			widths[i] = b.measure
			continue
		}
		if doc.SpreadName(name) {
			spreadName(&set[i][0], b.style("body").Cell)
		}
		widths[i] = set[i][0].Width
	}
	for _, listed := range line.NameRows(widths) {
		if lines := set[listed[0].Name]; len(lines) != 1 {
			b.within(list, page.ListItem)
			b.append(lines, "body", line.NameStart(0), 0)
			continue
		}
		r := row{height: b.height(b.style("body")), gap: b.profile.LineGap(), loose: true}
		for _, n := range listed {
			b.put(&r, b.within(list, page.ListItem), set[n.Name][0], "body", line.NameStart(n.Column), 0)
		}
		b.push(r)
	}
	return nil
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
