package roster

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"gongwen/generator/mend"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/workbook"
)

// headingRows is how far down a heading row may begin.
const headingRows = 20

// table is a sheet whose heading row was found.
type table struct {
	sheet   workbook.Sheet
	heading int // the number of the heading row; of the lower one if it has two
	columns []column
	name    int            // the number of the column for names; 0 if there is none
	titles  map[int]string // what the heading says, by columns, as bare has it
	merged  []workbook.Merged

	book     *workbook.Workbook
	shown    map[*record.Field]string // the example
	headings *headings
}

// column is a column of a table that has a field.
type column struct {
	number int // from 1
	field  *record.Field
}

// headings says which field a heading names.
type headings struct {
	fields []*record.Field
	mapped map[string]*record.Field // by what the roster calls them
	given  map[string]string        // the other way round, by English names
}

// newHeadings reads Options.Map.
func newHeadings(s *record.Schema, names map[string]string) (*headings, notice.Refusal) {
	h := &headings{s.Columns(), map[string]*record.Field{}, map[string]string{}}
	var faults notice.Refusal
	for _, name := range slices.Sorted(maps.Keys(names)) {
		f := s.Field(name)
		heading := bare(names[name])
		switch {
		case !slices.Contains(h.fields, f):
			faults = append(faults, notice.Notice{Code: "map", Message: fmt.Sprintf("不能对应“%s=%s”：%s", name, names[name], s.Unknown(name))})
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
	heading, _ = mend.Characters(heading)
	return strings.Map(func(r rune) rune {
		switch {
		case mend.IsBlank(r), strings.ContainsRune("\r\n*＊:：", r):
			return -1
		case unicode.IsLetter(mend.Narrow(r)) || unicode.IsDigit(mend.Narrow(r)):
			return mend.Narrow(r)
		}
		return r
	}, heading)
}

// field gives the field that a heading names, nil if it names none. A remark in brackets at its end is no part of the name.
func (h *headings) field(heading string) *record.Field {
	name := bare(heading)
	if f := h.named(name); f != nil {
		return f
	}
	if i := strings.IndexAny(name, "(（"); i > 0 && (strings.HasSuffix(name, ")") || strings.HasSuffix(name, "）")) {
		return h.named(name[:i])
	}
	return nil
}

func (h *headings) named(name string) *record.Field {
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
func (r *Roster) findTables(o Options) error {
	h, faults := newHeadings(r.schema, o.Map)
	if len(faults) > 0 {
		return faults
	}
	sheets, err := r.sheets(o.Sheet)
	if err != nil {
		return err
	}
	faults = append(faults, r.readCommon(h, o.Set)...)
	var without []workbook.Sheet
	for _, s := range sheets {
		if s.Name == commonSheet || s.Name == guideSheet {
			continue
		}
		t, more, err := r.findTable(s, h)
		switch {
		case err != nil:
			return refuse(err)
		case t == nil && s.Hidden:
		case t == nil:
			without = append(without, s)
		case s.Hidden && o.Sheet == "":
			r.Notices = append(r.Notices, notice.Notice{Sheet: s.Name, Code: "hidden-sheet", Message: fmt.Sprintf("工作表“%s”是隐藏的，没有读它。", s.Name)})
		default:
			r.tables = append(r.tables, t)
			faults = append(faults, more...)
		}
	}
	if faults = append(faults, r.missingCommon()...); len(faults) > 0 {
		return faults
	}
	if len(r.tables) == 0 {
		return notice.Refusal{{Sheet: o.Sheet, Code: "no-heading", Message: fmt.Sprintf("前%d行里没有找到标题行；标题行的列名应为：%s。列名不同的，%s。",
			headingRows, titles(r.schema.Columns()), r.remedy("姓名", "名字"))}}
	}
	for _, s := range without {
		r.Notices = append(r.Notices, notice.Notice{Sheet: s.Name, Code: "no-heading",
			Message: fmt.Sprintf("工作表“%s”前%d行里没有标题行，没有读它。", s.Name, headingRows)})
	}
	return nil
}

// sheets gives the sheet of a name, or all if there is no name.
func (r *Roster) sheets(name string) ([]workbook.Sheet, error) {
	if name == "" {
		return r.book.Sheets, nil
	}
	var names []string
	for _, s := range r.book.Sheets {
		if s.Name == name {
			return []workbook.Sheet{s}, nil
		}
		names = append(names, s.Name)
	}
	return nil, notice.Refusal{{Code: "no-sheet", Message: fmt.Sprintf("没有“%s”这个工作表，有的是：%s。", name, strings.Join(names, "、"))}}
}

// findTable finds the heading row of a sheet; the table is nil if there is none.
func (r *Roster) findTable(s workbook.Sheet, h *headings) (*table, []notice.Notice, error) {
	top, err := r.top(s)
	if err != nil {
		return nil, nil, err
	}
	best, depth, most := 0, 0, 0
	for i, l := range top {
		if l.Number > headingRows {
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
	t := &table{sheet: s, titles: map[int]string{}, shown: r.shown, book: r.book, headings: h}
	faults := r.readHeading(t, top[best:best+depth], h)
	t.merged, err = r.book.Merges(s)
	return t, faults, err
}

// top gives the rows in which the heading may be.
func (r *Roster) top(s workbook.Sheet) ([]*workbook.Row, error) {
	rows, err := r.book.Rows(s, nil)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var top []*workbook.Row
	for {
		l := rows.Next()
		if l == nil || l.Number > headingRows+1 {
			return top, rows.Err()
		}
		top = append(top, l)
	}
}

// count gives how many different fields the cells of a row name.
func (h *headings) count(l *workbook.Row) int {
	found := map[*record.Field]bool{}
	for _, c := range l.Cells {
		if f := h.field(c.Text); f != nil && c.Kind == workbook.Text {
			found[f] = true
		}
	}
	return len(found)
}

// continues tells whether the row below is the second half of a heading: it names fields where the upper row does not, as
// where some headings are merged over both rows and others stand under a common one.
func (h *headings) continues(upper, lower *workbook.Row) bool {
	if lower.Number != upper.Number+1 {
		return false
	}
	for _, c := range upper.Cells {
		if h.field(c.Text) != nil && lower.At(c.Column) != nil {
			return false
		}
	}
	return true
}

// filled counts the cells of a row that are not blank.
func filled(l *workbook.Row) int {
	n := 0
	for _, c := range l.Cells {
		if !blank(&c) {
			n++
		}
	}
	return n
}

// readHeading takes the columns of a heading, gives its faults, and notes the columns that are not used.
func (r *Roster) readHeading(t *table, rows []*workbook.Row, h *headings) (faults []notice.Notice) {
	first := map[*record.Field]int{}
	var unused []string
	for _, l := range rows {
		t.heading = l.Number
		for _, c := range l.Cells {
			t.titles[c.Column] = bare(c.Text)
			f := h.field(c.Text)
			switch {
			case f == nil && !blank(&c) && l == rows[len(rows)-1]:
				unused = append(unused, bare(c.Text))
			case f == nil:
			case first[f] > 0:
				faults = append(faults, headingFault(t.sheet, l.Number, c.Column, "duplicate-field",
					"“%s”这一列写了两次，只能有一列；另一列在%s。", f.Title, record.CellName(l.Number, first[f])))
			default:
				first[f] = c.Column
				t.columns = append(t.columns, column{c.Column, f})
				if f == r.schema.Named() {
					t.name = c.Column
				}
			}
		}
	}
	slices.SortFunc(t.columns, func(a, b column) int { return a.number - b.number })
	for _, f := range r.schema.Columns() {
		if first[f] == 0 && r.schema.Required(f) && !r.isCommon(f) {
			behind := t.columns[len(t.columns)-1].number + 1
			faults = append(faults, headingFault(t.sheet, t.heading, behind, "missing-column", "%s", r.missingColumn(f, h, unused)))
		}
	}
	r.noteUnused(t, unused)
	return faults
}

// missingColumn says which column is not there, and how to say that one of those that are not used is it.
func (r *Roster) missingColumn(f *record.Field, h *headings, unused []string) string {
	if name := h.given[f.Name]; name != "" {
		return fmt.Sprintf("没有“%s”这一列，--map 说它是“%s”。", name, f.Title)
	}
	if len(unused) > 0 {
		return fmt.Sprintf("缺少“%s”这一列；如果它用了别的列名，%s。", f.Title, r.remedy(f.Title, record.Nearest(f.Title, unused)))
	}
	return fmt.Sprintf("缺少“%s”这一列，请加上。", f.Title)
}

// remedy says in Chinese what to do where a column has another name than its field has.
type remedy func(field, heading string) string

// byMap names the option of gongwen batch, which fills Options.Map.
func byMap(field, heading string) string {
	return fmt.Sprintf("请用 --map 说明，如 --map %s=%s", field, heading)
}

// byHeading is for workbooks that no option is for.
func byHeading(string, string) string { return "请把列名改成这里的项目名" }

// serialHeadings are columns that rosters have for their own order, and the one that a refused roster comes back with.
var serialHeadings = []string{"序号", "编号", "行号", ReasonHeading}

// ReasonHeading is the heading of the column that says what is wrong with a row.
const ReasonHeading = "错误原因"

func (r *Roster) noteUnused(t *table, unused []string) {
	unused = slices.DeleteFunc(unused, func(name string) bool { return slices.Contains(serialHeadings, name) })
	if len(unused) > 0 {
		r.Notices = append(r.Notices, notice.Notice{Sheet: t.sheet.Name, Code: "unused-column",
			Message: fmt.Sprintf("没有用到这些列：%s；如果其中有要用的，%s。", strings.Join(unused, "、"), r.remedy(t.columns[0].field.Title, unused[0]))})
	}
}
