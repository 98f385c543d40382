package docx

import (
	"unicode/utf8"

	"gongwen/generator/doc"
)

// nameList writes persons in columns that tab stops make, row by row, as package layout sets them. A name of two characters
// takes the room of three by the space behind its first character, so that it can still be searched for.
func (b *body) nameList(t *doc.NameList) error {
	for _, g := range t.Groups {
		if len(g.Head) > 0 {
			b.begin(levels[1].id, form{before: b.settle(), keepNext: true})
			if err := b.text(g.Head, b.profile.Styles[levels[1].profile]); err != nil {
				return err
			}
			b.end()
		}
		for _, row := range b.nameRows(g.Names) {
			if err := b.nameRow(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// placedName is a name and the first of its columns.
type placedName struct {
	text   doc.Text
	column int
}

// nameRows gives names their rows and columns.
func (b *body) nameRows(names []doc.Text) [][]placedName {
	columns := (b.grid.text - b.nameIndent() + b.grid.character(doc.NameGap)) / b.grid.character(doc.NameColumn)
	var rows [][]placedName
	next := columns // the first free column
	for _, name := range names {
		wants := b.columnsOf(name)
		if next+wants > columns {
			rows, next = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], placedName{name, next})
		next += wants
	}
	return rows
}

// nameIndent is that of the body's paragraphs.
func (b *body) nameIndent() int { return b.grid.character(b.profile.Styles["body"].Indent.N) }

// columnsOf gives how many columns a name takes, with the gap behind it.
func (b *body) columnsOf(name doc.Text) int {
	width := b.width(name, "body")
	if doc.SpreadName(name) {
		width += b.grid.character(1)
	}
	return max(1, ceilDiv(width+b.grid.character(doc.NameGap), b.grid.character(doc.NameColumn)))
}

func (b *body) nameRow(names []placedName) error {
	f := form{before: b.settle(), left: b.nameIndent()}
	for _, n := range names[1:] {
		f.tabs = append(f.tabs, tab{"left", b.nameIndent() + b.grid.character(n.column*doc.NameColumn)})
	}
	b.begin("NameList", f)
	for i, n := range names {
		if i > 0 {
			b.s(`<w:r><w:tab/></w:r>`)
		}
		if err := b.name(n.text, b.profile.Styles["body"]); err != nil {
			return err
		}
	}
	b.end()
	return nil
}

// name writes a name, its first character alone if it is spread.
func (b *body) name(t doc.Text, style doc.Style) error {
	if !doc.SpreadName(t) {
		return b.text(t, style)
	}
	s := t.String()
	_, size := utf8.DecodeRuneInString(s)
	wide := runForm{head: -1, half: halfPoints(style.Size.Length), percent: 100, track: twips(style.Size.Length)}
	if wide.half == b.grid.size { // which stands on the grid
		wide.track = b.grid.track + b.grid.character(1)
	}
	if err := b.runs(doc.Text{{Text: s[:size]}}, style, wide); err != nil {
		return err
	}
	return b.text(doc.Text{{Text: s[size:]}}, style)
}
