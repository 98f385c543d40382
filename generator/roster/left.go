package roster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/notice"
	"gongwen/generator/person"
	"gongwen/generator/record"
	"gongwen/generator/workbook"
)

// repeated is the reason to leave out a heading that stands between the rows once more, as where pages were put together.
const repeated = "重复的标题行"

// exampleMark stands before the example of a roster to fill in, exampleRow is the reason to leave it out.
const (
	exampleMark = "示例"
	exampleRow  = "示例行"
)

// example gives the cell, of a column without a field, that marks a row as the example; nil if there is none.
func (t *table) example(l *workbook.Row) *workbook.Cell {
	for i := range l.Cells {
		c := &l.Cells[i]
		if c.Row == l.Number && strings.Contains(c.Text, exampleMark) && bare(c.Text) == exampleMark && !slices.ContainsFunc(t.columns, func(of column) bool { return of.number == c.Column }) {
			return c
		}
	}
	return nil
}

// longestHeading is how many bytes a heading has at most that stands between rows.
const longestHeading = 60

// doubt says why a row that is not left out cannot be read as a record all the same; nil for any other row.
func (t *table) doubt(l *workbook.Row) *record.CellFault {
	if t.example(l) != nil {
		return &record.CellFault{Code: "example", Message: "这一行标着“示例”，内容却不是示例的；要做这一行，请删去“示例”二字，不做请删去这一行。"}
	}
	named := 0
	for i := range l.Cells {
		c := &l.Cells[i]
		if c.Row != l.Number || blank(c) {
			continue
		}
		if c.Kind == workbook.Text && len(c.Text) <= longestHeading && (t.headings.field(c.Text) != nil || slices.Contains(serialHeadings, bare(c.Text))) {
			named++
			continue
		}
		if named == 0 {
			return nil // the first cell is none, as in nearly all rows
		}
	}
	if named >= 2 {
		return &record.CellFault{Code: "second-heading", Message: "这一行又是标题行，各列与上面的不同，下面的各行会读错；请把两个表分放在两张工作表里。"}
	}
	return nil
}

// shows tells whether a row says nothing but what the example says.
func (t *table) shows(l *workbook.Row) bool {
	for _, column := range t.columns {
		c := l.At(column.number)
		if c == nil || blank(c) {
			continue
		}
		text, fault := written(t.book, c, column.field)
		if fault != nil || strings.TrimSpace(text) != strings.TrimSpace(t.shown[column.field]) {
			return false
		}
	}
	return true
}

// left says why a row is no record, and which cell shows it; "" if it may be one. A row is left out where that is certain: where the
// name stands there is a line that lists have beside their persons, or nothing while another cell has such a line, and no other
// cell has anything that would be said of a person. A row of which this is not certain is a record, and its name is refused
// when it is decoded.
func (t *table) left(l *workbook.Row) (reason string, shown *workbook.Cell) {
	var own []*workbook.Cell
	for i := range l.Cells {
		c := &l.Cells[i]
		if c.Row != l.Number || blank(c) {
			continue // nothing, or what a merged cell above it says
		}
		if c.Kind == workbook.Error || c.Kind == workbook.Unknown {
			return "", nil
		}
		own = append(own, c)
	}
	if len(own) == 0 {
		return "", nil
	}
	if c := t.example(l); c != nil && t.shows(l) {
		return exampleRow, c
	}
	if t.repeats(own) {
		return repeated, own[0]
	}
	var name *workbook.Cell
	if t.name > 0 {
		if name = l.At(t.name); name != nil && (name.Row != l.Number || blank(name)) {
			name = nil
		}
	}
	shown = name
	if name == nil || lineOf(name) == person.Zero || lineOf(name) == person.Count {
		if i := slices.IndexFunc(own, func(c *workbook.Cell) bool { return c != name && heads(lineOf(c)) }); i >= 0 {
			shown = own[i]
		}
	}
	if shown == nil {
		if slices.ContainsFunc(own, func(c *workbook.Cell) bool { return lineOf(c) != person.Nobody }) {
			return "", nil
		}
		shown = own[0]
	}
	line := lineOf(shown)
	switch line {
	case "", person.Heading, person.Numbered, person.Labelled, person.ErrorValue:
		return "", nil
	case person.Zero: // where formulas were filled down beyond the end they give nothing but zeros
		if slices.ContainsFunc(own, func(c *workbook.Cell) bool { return c.Text != "0" }) {
			return "", nil
		}
		return "公式没有算出内容的行", shown
	}
	for _, c := range own {
		if c != shown && !little(c) {
			return "", nil
		}
	}
	return string(line), shown
}

// heads tells whether a line says of a whole row what it is, wherever it stands in it.
func heads(line person.Line) bool {
	switch line {
	case person.Total, person.Subtotal, person.Signature, person.Remark, person.Ending, person.Title, person.Group:
		return true
	default:
		return false
	}
}

// lineOf gives the line that a cell has.
func lineOf(c *workbook.Cell) person.Line {
	if c.Kind == workbook.Boolean {
		return person.ErrorValue
	}
	return person.LineOf(c.Text)
}

// little tells whether a cell says nothing of a person.
func little(c *workbook.Cell) bool {
	return c.Kind == workbook.Boolean || c.Kind == workbook.Moment || person.Little(c.Text)
}

// repeats tells whether cells are the heading once more.
func (t *table) repeats(own []*workbook.Cell) bool {
	named := t.name == 0
	for _, c := range own {
		if c.Kind != workbook.Text || len(c.Text) > longestHeading || bare(c.Text) != t.titles[c.Column] {
			return false
		}
		named = named || c.Column == t.name
	}
	return named
}

// survey is what was seen in the rows of a table, for what is told of it before anything is made.
type survey struct {
	table  *table
	rows   int      // records
	since  int      // of them, since the last 小计 or head of a group
	hidden []int    // the numbers of those that are hidden
	struck []string // cells that are taken as empty
	told   []notice.Notice
}

// survey reads all rows once, and tells what is not read, what is hidden, and totals that do not agree.
func (r *Roster) survey() {
	for _, t := range r.tables {
		rows, err := r.book.Rows(t.sheet, t.merged)
		if err != nil {
			return // Rows tells it
		}
		s := survey{table: t}
		for l := rows.Next(); l != nil; l = rows.Next() {
			r.Left += s.add(r, l)
		}
		rows.Close()
		r.Notices = append(r.Notices, s.told...)
		if n := len(s.struck); n > 0 {
			r.Notices = append(r.Notices, notice.Notice{Sheet: t.sheet.Name, Cell: s.struck[0], Code: "struck",
				Message: fmt.Sprintf("有 %d 格只写着“/”“—”这样的记号，当作没有填写：%s。", n, few(s.struck))})
		}
		if len(s.hidden) > 0 {
			r.Hidden += len(s.hidden)
			r.Notices = append(r.Notices, notice.Notice{Sheet: t.sheet.Name, Cell: record.CellName(s.hidden[0], t.columns[0].number), Code: "hidden-rows",
				Message: fmt.Sprintf("有 %d 行在表格里是隐藏的（筛选掉、隐藏或行高为 0），也会读入：第%s行；不要它们，请删去这些行。", len(s.hidden), ranges(s.hidden))})
		}
	}
}

// add takes the next row; it gives 1 if the row is left out.
func (s *survey) add(r *Roster, l *workbook.Row) int {
	t := s.table
	if l.Number <= t.heading {
		return 0
	}
	reason, shown := t.left(l)
	if reason == "" {
		row := t.row(l)
		if row != nil {
			s.rows++
			s.since++
			for i := range row.cells {
				if c := &row.cells[i]; c.Row == l.Number && c.Column > 0 && r.struck(c, t.columns[i].field) {
					s.struck = append(s.struck, record.CellName(c.Row, c.Column))
				}
			}
			if row.Hidden {
				s.hidden = append(s.hidden, l.Number)
			}
			return 0
		}
		if shown = t.besides(l); shown == nil {
			return 0
		}
		reason = "只在没有用到的列里有内容的行"
	}
	s.tell(shown, "left-out", fmt.Sprintf("“%s”：%s，没有当作名册的一行读入。", notice.Excerpt(strings.TrimSpace(shown.Text)), reason))
	switch person.Line(reason) {
	case person.Total:
		s.compare(l, s.rows, "以上共")
	case person.Subtotal:
		s.compare(l, s.since, "这一段")
		s.since = 0
	case person.Group:
		s.since = 0
	}
	return 1
}

func (s *survey) tell(at *workbook.Cell, code, message string) {
	s.told = append(s.told, notice.Notice{Sheet: s.table.sheet.Name, Cell: record.CellName(at.Row, at.Column), Code: code, Message: message})
}

// compare tells it where a total says another number of persons than there are rows.
func (s *survey) compare(l *workbook.Row, rows int, which string) {
	var found *workbook.Cell
	said, sure := 0, false
	for i := range l.Cells {
		c := &l.Cells[i]
		if c.Row != l.Number || blank(c) {
			continue
		}
		n, persons, ok := person.Heads(c.Text)
		switch {
		case !ok:
		case persons && !sure:
			found, said, sure = c, n, true
		case found == nil:
			found, said = c, n
		case !sure: // two numbers, of which either may be that of the persons
			return
		}
	}
	if found != nil && said != rows {
		s.tell(found, "total", fmt.Sprintf("这里写着 %d 人，%s读到 %d 行，请核对有没有多写或漏写。", said, which, rows))
	}
}

// besides gives a cell with a text of a row that has nothing in the columns with fields: what is not read. Numbers, which the rows of
// an empty form have, are none.
func (t *table) besides(l *workbook.Row) *workbook.Cell {
	for i := range l.Cells {
		c := &l.Cells[i]
		if c.Row == l.Number && c.Kind == workbook.Text && !blank(c) && person.LineOf(c.Text) != person.Zero {
			return c
		}
	}
	return nil
}

// few writes the first of many cells.
func few(cells []string) string {
	const most = 10
	if len(cells) > most {
		return strings.Join(cells[:most], "、") + "……"
	}
	return strings.Join(cells, "、")
}

// ranges writes numbers as 3、5-8; at most ten parts of them.
func ranges(numbers []int) string {
	const most = 10
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if len(parts) == most {
			return strings.Join(parts, "、") + "……"
		}
		part := strconv.Itoa(numbers[i])
		if j > i {
			part += "-" + strconv.Itoa(numbers[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, "、")
}
