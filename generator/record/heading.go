package record

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gongwen/generator/notice"
)

// headingRows is how far down a heading row may begin.
const headingRows = 20

// table is a sheet whose heading row was found.
type table struct {
	sheet   sheet
	heading int // the number of the heading row; of the lower one if it has two
	columns []column
	merged  []span
}

// column is a column of a table that has a field.
type column struct {
	number int // from 1
	field  *Field
}

// headings says which field a heading names.
type headings struct {
	fields []*Field
	mapped map[string]*Field // by what the roster calls them
	given  map[string]string // the other way round, by English names
}

// newHeadings reads RosterOptions.Map.
func newHeadings(s *Schema, names map[string]string) (*headings, notice.Refusal) {
	h := &headings{s.Columns(), map[string]*Field{}, map[string]string{}}
	var faults notice.Refusal
	for _, name := range slices.Sorted(maps.Keys(names)) {
		f := s.root.field(name)
		heading := bare(names[name])
		switch {
		case !slices.Contains(h.fields, f):
			faults = append(faults, notice.Notice{Code: "map", Message: fmt.Sprintf("不能对应“%s=%s”：%s", name, names[name], s.root.unknown(name))})
		case heading == "" || h.mapped[heading] != nil || h.given[f.Name] != "":
			faults = append(faults, notice.Notice{Code: "map", Message: fmt.Sprintf("不能对应“%s=%s”：一个项目对应一个列名，都只能写一次。", name, names[name])})
		default:
			h.mapped[heading], h.given[f.Name] = f, heading
		}
	}
	return h, faults
}

// bare takes from a heading what people add to it: blanks, line ends, the star of a required column, a colon at the end.
func bare(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isBlank(r), isInvisible(r), strings.ContainsRune("\r\n*＊:：", r):
			return -1
		case isFullWidth(r):
			return r - 0xfee0
		}
		return r
	}, heading)
}

// field gives the field that a heading names, nil if it names none. A remark in brackets at its end is none of the name.
func (h *headings) field(heading string) *Field {
	name := bare(heading)
	if f := h.named(name); f != nil {
		return f
	}
	if i := strings.IndexAny(name, "(（"); i > 0 && (strings.HasSuffix(name, ")") || strings.HasSuffix(name, "）")) {
		return h.named(name[:i])
	}
	return nil
}

func (h *headings) named(name string) *Field {
	if f := h.mapped[name]; f != nil {
		return f
	}
	for _, f := range h.fields {
		if (f.Title == name || strings.EqualFold(f.Name, name)) && h.given[f.Name] == "" {
			return f
		}
	}
	return nil
}

// findTables finds the heading row of each sheet that is to be read.
func (r *Roster) findTables(o RosterOptions) error {
	h, faults := newHeadings(r.schema, o.Map)
	if len(faults) > 0 {
		return faults
	}
	sheets, err := r.sheets(o.Sheet)
	if err != nil {
		return err
	}
	var without []sheet
	for _, s := range sheets {
		t, more, err := r.findTable(s, h)
		switch {
		case err != nil:
			return refuse(err)
		case t == nil && s.hidden:
		case t == nil:
			without = append(without, s)
		case s.hidden && o.Sheet == "":
			r.Notices = append(r.Notices, notice.Notice{Sheet: s.name, Code: "hidden-sheet", Message: fmt.Sprintf("工作表“%s”是隐藏的，没有读它。", s.name)})
		default:
			r.tables = append(r.tables, t)
			faults = append(faults, more...)
		}
	}
	if len(faults) > 0 {
		return faults
	}
	if len(r.tables) == 0 {
		return notice.Refusal{{Sheet: o.Sheet, Code: "no-heading", Message: fmt.Sprintf("前%d行里没有找到标题行；标题行的列名应为：%s。列名不同的，请用 --map 说明，如 --map 姓名=名字。",
			headingRows, titles(r.schema.Columns()))}}
	}
	for _, s := range without {
		r.Notices = append(r.Notices, notice.Notice{Sheet: s.name, Code: "no-heading", Message: fmt.Sprintf("工作表“%s”前%d行里没有标题行，没有读它。", s.name, headingRows)})
	}
	return nil
}

// Columns gives the fields that a roster may have columns for: those that one text can stand for. The kind of paper is said
// elsewhere.
func (s *Schema) Columns() []*Field {
	var fields []*Field
	for _, f := range s.root.Fields {
		if f.fits() && !f.apart && f.Name != "kind" {
			fields = append(fields, f)
		}
	}
	return fields
}

// Unfit gives a required field that no column of a roster can stand for, so that there can be no roster; nil if there is none.
func (s *Schema) Unfit() *Field {
	for _, f := range s.root.Fields {
		if s.Required(f) && (f.apart || !f.fits()) && f.Name != "kind" {
			return f
		}
	}
	return nil
}

// sheets gives the sheet of a name, or all if there is no name.
func (r *Roster) sheets(name string) ([]sheet, error) {
	if name == "" {
		return r.book.sheets, nil
	}
	var names []string
	for _, s := range r.book.sheets {
		if s.name == name {
			return []sheet{s}, nil
		}
		names = append(names, s.name)
	}
	return nil, notice.Refusal{{Code: "no-sheet", Message: fmt.Sprintf("没有“%s”这个工作表，有的是：%s。", name, strings.Join(names, "、"))}}
}

// findTable finds the heading row of a sheet; the table is nil if there is none.
func (r *Roster) findTable(s sheet, h *headings) (*table, []notice.Notice, error) {
	top, err := r.top(s)
	if err != nil {
		return nil, nil, err
	}
	best, depth, most := 0, 0, 0
	for i, l := range top {
		if l.number > headingRows {
			break
		}
		n := h.count(l)
		if n > most {
			best, depth, most = i, 1, n
		}
		if i+1 < len(top) && n > 0 && h.continues(l, top[i+1]) {
			if n += h.count(top[i+1]); n > most {
				best, depth, most = i, 2, n
			}
		}
	}
	if most == 0 || most == 1 && filled(top[best]) > 1 {
		return nil, nil, nil
	}
	t := &table{sheet: s}
	faults := r.readHeading(t, top[best:best+depth], h)
	t.merged, err = r.book.merges(s)
	return t, faults, err
}

// top gives the rows in which the heading may be.
func (r *Roster) top(s sheet) ([]*line, error) {
	rows, err := r.book.rows(s, nil)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var top []*line
	for {
		l := rows.next()
		if l == nil || l.number > headingRows+1 {
			return top, rows.err
		}
		top = append(top, l)
	}
}

// count gives how many different fields the cells of a row name.
func (h *headings) count(l *line) int {
	found := map[*Field]bool{}
	for _, c := range l.cells {
		if f := h.field(c.text); f != nil && c.kind == textCell {
			found[f] = true
		}
	}
	return len(found)
}

// continues tells whether the row below is the second half of a heading: it names fields where the upper row does not, as
// where some headings are merged over both rows and others stand under a common one.
func (h *headings) continues(upper, lower *line) bool {
	if lower.number != upper.number+1 {
		return false
	}
	for _, c := range upper.cells {
		if h.field(c.text) != nil && lower.at(c.column) != nil {
			return false
		}
	}
	return true
}

// filled counts the cells of a row that are not blank.
func filled(l *line) int {
	n := 0
	for _, c := range l.cells {
		if !c.blank() {
			n++
		}
	}
	return n
}

// readHeading takes the columns of a heading, gives its faults, and notes the columns that are not used.
func (r *Roster) readHeading(t *table, rows []*line, h *headings) (faults []notice.Notice) {
	first := map[*Field]int{}
	var unused []string
	for _, l := range rows {
		t.heading = l.number
		for _, c := range l.cells {
			f := h.field(c.text)
			switch {
			case f == nil && !c.blank() && l == rows[len(rows)-1]:
				unused = append(unused, bare(c.text))
			case f == nil:
			case first[f] > 0:
				faults = append(faults, headingFault(t.sheet, l.number, c.column, "duplicate-field",
					"“%s”这一列写了两次，只能有一列；另一列在%s。", f.Title, cellName(l.number, first[f])))
			default:
				first[f] = c.column
				t.columns = append(t.columns, column{c.column, f})
			}
		}
	}
	slices.SortFunc(t.columns, func(a, b column) int { return a.number - b.number })
	for _, f := range r.schema.Columns() {
		if first[f] == 0 && r.schema.Required(f) {
			faults = append(faults, headingFault(t.sheet, t.heading, t.columns[len(t.columns)-1].number+1, "missing-column", "%s", missingColumn(f, h, unused)))
		}
	}
	r.noteUnused(t, unused)
	return faults
}

// missingColumn says which column is not there, and how to say that one of those that are not used is it.
func missingColumn(f *Field, h *headings, unused []string) string {
	if name := h.given[f.Name]; name != "" {
		return fmt.Sprintf("没有“%s”这一列，--map 说它是“%s”。", name, f.Title)
	}
	if len(unused) > 0 {
		return fmt.Sprintf("缺少“%s”这一列；如果它用了别的列名，请用 --map 说明，如 --map %s=%s。", f.Title, f.Title, nearest(f.Title, unused))
	}
	return fmt.Sprintf("缺少“%s”这一列，请加上。", f.Title)
}

// nearest gives the name that is most like another.
func nearest(name string, among []string) string {
	return slices.MinFunc(among, func(a, b string) int {
		return levenshtein([]rune(excerpt(a)), []rune(name)) - levenshtein([]rune(excerpt(b)), []rune(name))
	})
}

// serialHeadings are columns that rosters have for their own order, and the one that a refused roster comes back with.
var serialHeadings = []string{"序号", "编号", "行号", ReasonHeading}

// ReasonHeading is the heading of the column that says what is wrong with a row.
const ReasonHeading = "错误原因"

func (r *Roster) noteUnused(t *table, unused []string) {
	unused = slices.DeleteFunc(unused, func(name string) bool { return slices.Contains(serialHeadings, name) })
	if len(unused) > 0 {
		r.Notices = append(r.Notices, notice.Notice{Sheet: t.sheet.name, Code: "unused-column",
			Message: fmt.Sprintf("没有用到这些列：%s；如果其中有要用的，请用 --map 说明，如 --map %s=%s。", strings.Join(unused, "、"), t.columns[0].field.Title, unused[0])})
	}
}
