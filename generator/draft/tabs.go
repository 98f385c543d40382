package draft

import (
	"regexp"
	"slices"
	"strings"

	"gongwen/generator/draft/source"
)

// pageNumber is what stands at the end of a line of 目录.
var pageNumber = regexp.MustCompile(`^[0-9]{1,3}$`)

// tabbed gives the rows of tables that were pasted as text: lines that stand below one another and have tabs between their cells,
// as Excel writes them. A line that is something else, such as a list of names or an item with its number, is no row; one line alone is
// no table.
func tabbed(lines []source.Line) map[int]*source.Row {
	rows := map[int]*source.Row{}
	for i := 0; i < len(lines); {
		var all [][]string
		for _, l := range lines[i:] {
			cells := tabCells(l)
			if cells == nil {
				break
			}
			all = append(all, cells)
		}
		if width := columnsOf(all); len(all) > 1 && !listsNames(all) {
			for j, cells := range all {
				row := &source.Row{Table: -lines[i].Number}
				for len(cells) < width {
					cells = append(cells, "")
				}
				for _, c := range cells[:width] {
					row.Cells = append(row.Cells, source.Cell{Text: c, Columns: 1})
				}
				rows[i+j] = row
			}
		}
		i += max(len(all), 1)
	}
	return rows
}

// columnsOf gives how many columns the rows have that are filled in.
func columnsOf(all [][]string) int {
	width := 0
	for _, cells := range all {
		for i, c := range cells {
			if c != "" {
				width = max(width, i+1)
			}
		}
	}
	return width
}

// tabCells gives the cells of a line; nil if it is no row of a table.
func tabCells(l source.Line) []string {
	text := shown(l.Text)
	if l.Row != nil || !strings.Contains(strings.TrimFunc(text, source.IsBlank), "\t") {
		return nil
	}
	cells := strings.Split(strings.TrimRight(text, "\u3000 "), "\t")
	filled := 0
	for i, c := range cells {
		if cells[i] = strings.TrimFunc(c, source.IsBlank); cells[i] != "" {
			filled++
		}
	}
	first := slices.IndexFunc(cells, func(c string) bool { return c != "" })
	rest := cells[first:]
	at := strings.IndexAny(rest[0], "：:")
	switch {
	case filled < 2, at > 0: // 时间：9月3日
		return nil
	case filled == 2 && levelHead.MatchString(rest[0]) && (levelHead.ReplaceAllString(rest[0], "") == "" || pageNumber.MatchString(rest[len(rest)-1])):
		return nil // 1. and its item, or a line of 目录
	}
	for _, p := range []part{mark, number, dateline, closing, imprint, attachmentNote, attachmentLabel} {
		if ruleFor(p, strings.TrimFunc(text, source.IsBlank)) != nil {
			return nil
		}
	}
	return cells
}

// listsNames tells whether rows are a list of names in columns.
func listsNames(all [][]string) bool {
	var lines []passage
	for _, cells := range all {
		lines = append(lines, passage{text: strings.Trim(strings.Join(cells, "\t"), "\t")})
	}
	_, n := nameLines(lines)
	return n == len(lines)
}

// rowText gives a row as a line.
func rowText(r *source.Row) string {
	var texts []string
	for _, c := range r.Cells {
		if c.Text != "" {
			texts = append(texts, c.Text)
		}
	}
	return strings.Join(texts, "\u3000")
}
