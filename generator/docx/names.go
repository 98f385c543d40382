package docx

import (
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
)

// nameList writes persons in columns that tab stops make, row by row, as package layout sets them. A name of two characters
// takes the room of three by the space behind its first character, so that it can still be searched for.
func (b *body) nameList(t *doc.NameList, rest []doc.Block) error {
	before := b.settle(t) // above the first paragraph
	for i, g := range t.Groups {
		if len(g.Head) > 0 {
			b.begin(levels[1].id, wml.Paragraph{Before: before, KeepNext: true})
			if err := b.text(g.Head, b.profile.Styles[levels[1].profile]); err != nil {
				return err
			}
			b.End()
			before = 0
		}
		widths := make([]int, len(g.Names))
		for i, name := range g.Names {
			if widths[i] = b.width(name, "body"); doc.SpreadName(name) {
				widths[i] += b.grid.character(1)
			}
		}
		rows := b.line().NameRows(widths)
		for j, row := range rows {
			last := i == len(t.Groups)-1 && j >= len(rows)-2 // which an ending stands with
			if err := b.nameRow(g.Names, row, wml.Paragraph{KeepNext: last && ends(rest), Before: before}); err != nil {
				return err
			}
			before = 0
		}
	}
	return nil
}

func (b *body) nameRow(names []doc.Text, row []doc.ListedName, f wml.Paragraph) error {
	line := b.line()
	f.Left = line.NameStart(0)
	for _, n := range row[1:] {
		f.Tabs = append(f.Tabs, wml.Tab{Align: "left", At: line.NameStart(n.Column)})
	}
	b.begin("NameList", f)
	for i, n := range row {
		if i > 0 {
			b.Tab()
		}
		if err := b.name(names[n.Name], b.profile.Styles["body"]); err != nil {
			return err
		}
	}
	b.End()
	return nil
}

// name writes a name, its first character alone if it is spread.
func (b *body) name(t doc.Text, style doc.Style) error {
	if !doc.SpreadName(t) {
		return b.sized(t, style)
	}
	s := t.String()
	_, size := utf8.DecodeRuneInString(s)
	wide := look{head: -1, Run: wml.Run{Size: wml.HalfPoints(style.Size.Length), Width: 100, Spacing: wml.Twips(style.Size.Length)}}
	if wide.Size == b.grid.size { // which stands on the grid
		wide.Spacing = b.grid.track + b.grid.character(1)
	}
	if err := b.runs(doc.Text{{Text: s[:size]}}, style, wide); err != nil {
		return err
	}
	return b.sized(doc.Text{{Text: s[size:]}}, style)
}
