package layout

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// table is a table whose cells are set. It is cut into parts, one a page, when its place is known.
type table struct {
	builder  *builder
	tag      *page.Tag
	cells    []*cell
	columns  []page.Length // where each begins, and at the end where the last one ends
	heights  []page.Length // of the rows
	head     int           // rows that stand again on every page
	owner    [][]*cell     // of each row and column; nil where there is no cell
	mayBreak []bool        // whether a page may end below a row
	styles   map[string]style
	pitch    page.Length // from line to line in a cell
}

// cell is a cell of a table.
type cell struct {
	row, column   int
	rows, columns int
	style         string
	align         doc.Align
	tag           *page.Tag
	text          doc.Text // its first, to tell where it comes from
	lines         []typeset.Line
	foot          []typeset.Line // at the lower right
	top           bool           // the lines begin at the upper edge
	drawn         int            // lines that stand on earlier pages
	spans         bool           // it spans rows of the input
	read          bool           // an earlier page has all its lines: those on later ones repeat them
}

// lineSpace is the part of a character's height between two lines of a cell: 1/lineSpace. The standard gives none.
const lineSpace = 2

// table sets a table with its caption above, centred (chapter 8 says how a landscape one is rotated).
func (b *builder) table(t *doc.Table) error {
	tag := b.begin(page.Table)
	if len(t.Caption) > 0 {
		b.within(tag, page.Caption)
		if err := b.centred(t.Caption, "caption"); err != nil {
			return err
		}
	}
	set := &table{builder: b, tag: tag, head: t.Head}
	if err := set.measure(t); err != nil {
		return err
	}
	if err := set.place(t); err != nil {
		return err
	}
	if len(set.heights) == 0 {
		return nil
	}
	set.measureRows()
	set.boundHead()
	set.split()
	set.findBreaks()
	b.push(row{table: set, height: set.sum(0, set.head) + set.sum(set.head, set.after(set.head))})
	return nil
}

// measure finds where the columns begin, and the styles of the cells. Widths that had to be scaled down, and smaller characters, are
// said.
func (t *table) measure(d *doc.Table) error {
	b := t.builder
	widths, size, scaled := b.textLine().TableColumns(d)
	if scaled {
		b.notify(d.Caption, "scaled-table", "表格各栏的宽度合起来超过了版心，已按比例缩窄：请减少栏数，或把方向改为横向")
	} else if size < b.style("table").Size {
		b.notify(d.Caption, "smaller-table", fmt.Sprintf("表格栏数多，字号已由%s磅缩小到%s磅，使数字和词不断开", points(b.style("table").Size), points(size)))
	}
	t.columns = []page.Length{0}
	for _, width := range widths {
		t.columns = append(t.columns, t.columns[len(t.columns)-1]+width)
	}
	t.styles = map[string]style{}
	for _, name := range []string{"table", "tableHead"} {
		s := b.style(name)
		if size < s.Size {
			s.Size, s.Cell = size, size
		}
		var err error
		if s.ascent, err = b.faces.Ascent(s.Role, s.Size); err != nil {
			return fmt.Errorf("layout: style %s: %w", name, err)
		}
		t.styles[name] = s
	}
	t.pitch = t.styles["table"].Size * (lineSpace + 1) / lineSpace
	return nil
}

// points gives a size as people write it: 10.5.
func points(size page.Length) string {
	s := fmt.Sprintf("%d.%d", size/measure.PT, size%measure.PT*10/measure.PT)
	return strings.TrimSuffix(s, ".0")
}

// place finds the row and the columns of every cell, and sets its lines.
func (t *table) place(d *doc.Table) error {
	n := len(d.Columns)
	t.owner = make([][]*cell, len(d.Rows))
	for i := range t.owner {
		t.owner[i] = make([]*cell, n)
	}
	for i, cells := range d.Rows {
		row, column := t.builder.tags.Add(t.tag, page.TableRow), 0
		for _, c := range cells {
			for column < n && t.owner[i][column] != nil {
				column++
			}
			if column == n {
				return fmt.Errorf("layout: row %d of a table has more cells than the table has columns", i+1)
			}
			set := &cell{row: i, column: column, style: d.CellStyle(i), align: d.Columns[column].Align,
				rows: max(1, min(c.Rows, len(d.Rows)-i)), columns: max(1, min(c.Columns, n-column)), top: c.Top || len(c.Foot) > 0,
				spans: c.Rows > 1}
			if c.Centred {
				set.align = doc.Centre
			}
			set.tagIn(t.builder, row, i < d.Head)
			if err := t.add(set, c); err != nil {
				return err
			}
		}
	}
	t.heights = make([]page.Length, len(d.Rows))
	for i := range t.heights {
		t.heights[i] = max(t.cellHeight(1), min(d.Height(i), t.depth()))
	}
	return nil
}

// tagIn makes the tag of a cell, which says how many rows and columns of the input it spans, in that of its row.
func (c *cell) tagIn(b *builder, row *page.Tag, head bool) {
	role := page.Cell
	if head {
		role = page.HeaderCell
	}
	c.tag = b.tags.Add(row, role)
	c.tag.Rows, c.tag.Columns = uint16(c.rows), uint16(c.columns)
}

// add sets a cell and takes its place in the grid.
func (t *table) add(c *cell, d doc.Cell) error {
	for i := c.row; i < c.row+c.rows; i++ {
		for j := c.column; j < c.column+c.columns; j++ {
			if t.owner[i][j] != nil {
				return fmt.Errorf("layout: two cells of a table cover row %d, column %d", i+1, j+1)
			}
			t.owner[i][j] = c
		}
	}
	var err error
	if c.lines, err = t.set(c, d.Lines); err != nil {
		return err
	}
	if d.Spread && len(c.lines) == 1 && doc.SpreadName(d.Lines[0]) {
		spreadName(&c.lines[0], t.styles[c.style].Cell)
	}
	if c.foot, err = t.set(c, d.Foot); err != nil {
		return err
	}
	if len(d.Lines) > 0 {
		c.text = d.Lines[0]
	}
	t.cells = append(t.cells, c)
	return nil
}

// set gives the lines of a cell's paragraphs.
func (t *table) set(c *cell, paragraphs []doc.Text) (all []typeset.Line, err error) {
	b := t.builder
	width := t.columns[c.column+c.columns] - t.columns[c.column] - 2*b.profile.Table.Pad.Length
	for _, p := range paragraphs {
		set := b.paragraph(p, c.style, width, 0, 0)
		for i := range set.Spans {
			set.Spans[i].Style.Size, set.Spans[i].Style.Cell = t.styles[c.style].Size, t.styles[c.style].Cell
		}
		lines, err := b.faces.Lines(set)
		if err != nil {
			return nil, err
		}
		if len(lines) == 0 { // an empty paragraph is an empty line
			lines = []typeset.Line{{}}
		}
		all = append(all, lines...)
	}
	return all, nil
}

// count gives how many lines a cell needs, with an empty one above its foot.
func (c *cell) count() int {
	if len(c.foot) > 0 {
		return len(c.lines) + 1 + len(c.foot)
	}
	return len(c.lines)
}

// measureRows makes rows higher whose text asks for it. What a cell needs beyond the rows that it spans goes to the last of them.
func (t *table) measureRows() {
	byEnd := slices.Clone(t.cells)
	slices.SortStableFunc(byEnd, func(a, b *cell) int { return a.row + a.rows - b.row - b.rows })
	for _, c := range byEnd {
		last := c.row + c.rows - 1
		need := t.cellHeight(c.count())
		for _, h := range t.heights[c.row:last] {
			need -= h
		}
		t.heights[last] = max(t.heights[last], need)
	}
}

// cellHeight is the height that n lines need in a cell.
func (t *table) cellHeight(n int) page.Length {
	size := t.styles["table"].Size
	return size + page.Length(max(0, n-1))*t.pitch + 2*t.builder.profile.Table.Pad.Length
}

// depth is the height of the type area in the direction of the rows.
func (t *table) depth() page.Length {
	if t.builder.rotated {
		return t.builder.profile.Area.Width.Length
	}
	return t.builder.profile.Area.Height.Length
}

// boundHead makes the head as many rows as its cells span. A head that is the whole table, or more than half a page, is
// not repeated.
func (t *table) boundHead() {
	t.head = min(t.head, len(t.heights))
	for i := 0; i < t.head; i++ {
		for _, c := range t.owner[i] {
			if c != nil {
				t.head = max(t.head, c.row+c.rows)
			}
		}
	}
	if t.head == len(t.heights) || t.sum(0, t.head) > t.depth()/2 {
		t.head = 0
	}
}

// split makes several rows of every row that is higher than a page, each with as many lines as a page holds, all covered by
// the cells of the one row.
func (t *table) split() {
	room := t.depth() - t.sum(0, t.head)
	lines := int((room-t.cellHeight(1))/t.pitch) + 1
	for i := t.head; i < len(t.heights); i++ {
		if t.heights[i] <= room {
			continue
		}
		if i == 0 || !slices.Equal(t.owner[i-1], t.owner[i]) { // not what is left of a row that was split
			t.builder.notify(t.text(i), "split-row", "表格有一行比一页还高，已在两页之间分开")
		}
		rest := max(t.heights[i]-page.Length(lines)*t.pitch, t.cellHeight(t.longestFoot(i)))
		t.heights[i] = t.cellHeight(lines)
		t.heights = slices.Insert(t.heights, i+1, rest)
		t.owner = slices.Insert(t.owner, i+1, slices.Clone(t.owner[i]))
		for _, c := range t.cells {
			switch {
			case c.row > i:
				c.row++
			case c.row+c.rows > i:
				c.rows++
			}
		}
	}
}

// longestFoot gives the lines of the longest foot in a row, 1 at the least.
func (t *table) longestFoot(row int) int {
	n := 1
	for _, c := range t.owner[row] {
		if c != nil {
			n = max(n, len(c.foot))
		}
	}
	return n
}

// text gives the text by which whoever filled in the paper finds a row: the first of the input, or else of the template.
func (t *table) text(row int) doc.Text {
	var first doc.Text
	for _, c := range t.owner[row] {
		switch {
		case c == nil || len(c.text) == 0:
		case c.text[0].From.Path != "":
			return c.text
		case first == nil:
			first = c.text
		}
	}
	return first
}

// findBreaks says after which rows a page may end: between rows that no cell spans. Rows that cells hold together and that are
// more than half a page may be parted everywhere, so that no page stays empty for them.
func (t *table) findBreaks() {
	room := t.depth() - t.sum(0, t.head)
	t.mayBreak = make([]bool, len(t.heights))
	for i := range t.mayBreak {
		t.mayBreak[i] = true
	}
	for _, c := range t.cells {
		for i := c.row; i < c.row+c.rows-1; i++ {
			t.mayBreak[i] = false
		}
	}
	for from := t.head; from < len(t.heights); {
		to := t.after(from)
		if t.sum(from, to) > room/2 {
			for i := from; i < to; i++ {
				t.mayBreak[i] = true
			}
		}
		from = to
	}
}

// after gives the end of the rows that stand together from a row on.
func (t *table) after(from int) int {
	for from < len(t.mayBreak)-1 && !t.mayBreak[from] {
		from++
	}
	return from + 1
}

func (t *table) sum(from, to int) page.Length {
	var h page.Length
	for _, r := range t.heights[from:to] {
		h += r
	}
	return h
}

// fit gives the end of the rows, from a row on, that have room together with the head; from itself if none have.
func (t *table) fit(from int, room page.Length) int {
	room -= t.sum(0, t.head)
	end := from
	for from < len(t.heights) {
		to := t.after(from)
		if room -= t.sum(from, to); room < 0 {
			break
		}
		from, end = to, to
	}
	return end
}

// part gives the head and the rows from a row to another as one row of the page, on whole lines so that the grid goes on.
func (t *table) part(from, to int) row {
	var shown []int
	for i := range t.head {
		shown = append(shown, i)
	}
	for i := from; i < to; i++ {
		shown = append(shown, i)
	}
	tops := []page.Length{0}
	for i, r := range shown {
		tops = append(tops, tops[i]+t.heights[r])
	}
	r := row{height: t.builder.whole(tops[len(shown)]), gap: t.builder.profile.LineGap()}
	r.items = make([]page.Item, 0, 3*len(shown)*len(t.columns)) // a tag and a line or two for each cell
	for k, i := range shown {
		for j, c := range t.owner[i] {
			if c == nil || j != c.column || k > 0 && t.owner[shown[k-1]][j] == c {
				continue
			}
			end := k
			for end < len(shown) && t.owner[shown[end]][j] == c {
				end++
			}
			t.lines(&r, c, tops[k], tops[end], c.row+c.rows <= to)
		}
	}
	r.add(page.DecorationTag, t.rules(shown, tops)...)
	return r
}

// lines adds to a row the lines of a cell between two heights, in the middle of them or from the upper one: all that are left
// where the cell ends, with its foot, else as many as there is room for. The cells of a head, and those that span rows on
// several pages, give all their lines on every page that has room for them.
func (t *table) lines(r *row, c *cell, top, bottom page.Length, ends bool) {
	b := t.builder
	tag := c.tag
	if c.read {
		tag = page.RepetitionTag
	}
	s := t.styles[c.style]
	lines := c.lines[c.drawn:]
	whole := c.spans && c.drawn == 0 && t.cellHeight(len(lines)) <= bottom-top
	switch {
	case whole:
	case c.read && c.row >= t.head:
		lines = nil
	case !ends:
		lines = lines[:min(len(lines), int((bottom-top-t.cellHeight(1))/t.pitch)+1)]
	}
	if c.read = c.read || whole || c.row < t.head; !c.read {
		c.drawn += len(lines)
	}
	pad := b.profile.Table.Pad.Length
	y := (top + bottom - s.Size - page.Length(len(lines)-1)*t.pitch) / 2
	if c.top {
		y = top + pad
	}
	t.stack(r, tag, c, lines, c.align, y)
	if ends && len(c.foot) > 0 {
		y = bottom - pad - s.Size - page.Length(len(c.foot)-1)*t.pitch
		t.stack(r, tag, c, c.foot, doc.Right, y)
	}
}

// stack adds lines of a cell to a row, under a tag, one below the other, the first at y.
func (t *table) stack(r *row, tag *page.Tag, c *cell, lines []typeset.Line, align doc.Align, y page.Length) {
	pad := t.builder.profile.Table.Pad.Length
	left, right := t.columns[c.column]+pad, t.columns[c.column+c.columns]-pad
	ascent := t.styles[c.style].ascent
	for _, l := range lines {
		x := left
		switch align {
		case doc.Centre:
			x = (left + right - l.Width) / 2
		case doc.Right:
			x = right - l.Width
		}
		for _, text := range l.Texts {
			again := *text
			again.At.X += x
			again.At.Y += y + ascent
			r.under(tag)
			r.items = append(r.items, &again)
		}
		y += t.pitch
	}
}

// rules gives the rules between the shown rows, whose tops are given, and between the columns: none inside a cell, and those
// that follow on each other in one piece.
func (t *table) rules(shown []int, tops []page.Length) []page.Item {
	p := t.builder.profile.Table
	rows, columns := len(shown), len(t.columns)-1
	at := func(k, j int) *cell {
		return t.owner[shown[k]][j]
	}
	var items []page.Item
	for k := range rows + 1 {
		y, thick := edge(tops, k, p.Outer.Length, p.Inner.Length)
		pieces(columns, func(j int) bool { return k == 0 || k == rows || at(k-1, j) != at(k, j) }, func(j, end int) {
			r := page.Rect{X: t.columns[j], Y: y, W: t.columns[end] - t.columns[j], H: thick}
			items = append(items, page.Rectangle(r, page.Black))
		})
	}
	for j := range columns + 1 {
		x, thick := edge(t.columns, j, p.Outer.Length, p.Inner.Length)
		pieces(rows, func(k int) bool { return j == 0 || j == columns || at(k, j-1) != at(k, j) }, func(k, end int) {
			r := page.Rect{X: x, Y: tops[k], W: thick, H: tops[end] - tops[k]}
			items = append(items, page.Rectangle(r, page.Black))
		})
	}
	return items
}

// edge gives where the rule at the ith of the places in at begins, and its thickness. The outer rules lie inside of theirs.
func edge(at []page.Length, i int, outer, inner page.Length) (from, thick page.Length) {
	switch i {
	case 0:
		return at[0], outer
	case len(at) - 1:
		return at[i] - outer, outer
	}
	return at[i] - inner/2, inner
}

// pieces calls draw with the start and the end of every stretch of 0 to n in which wanted holds.
func pieces(n int, wanted func(int) bool, draw func(from, to int)) {
	for i := 0; i < n; i++ {
		from := i
		for i < n && wanted(i) {
			i++
		}
		if i > from {
			draw(from, i)
		}
	}
}

// placeTable places a table in as many parts as it takes, a page each. tail is the height of what must stand on the page of
// its last row.
func (f *flow) placeTable(r *row, tail page.Length) {
	t := r.table
	f.y += r.space
	for from := t.head; from < len(t.heights); {
		to := t.fit(from, f.depth()-f.y)
		if to == len(t.heights) && tail > 0 {
			last := t.builder.whole(t.sum(0, t.head)+t.sum(from, to)) + t.builder.profile.LineGap()
			if f.y+last+tail > f.depth() {
				to = t.before(from, to)
			}
		}
		if to == from && !f.fresh {
			f.next()
			continue
		}
		part := t.part(from, max(to, t.after(from)))
		f.place(&part, 0)
		if from = max(to, t.after(from)); from < len(t.heights) {
			f.next()
		}
	}
}

// before gives the last place before to at which the page may end; from if there is none.
func (t *table) before(from, to int) int {
	for i := to - 1; i > from; i-- {
		if t.mayBreak[i-1] {
			return i
		}
	}
	return from
}
