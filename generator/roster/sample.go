package roster

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/record"
)

// The rows of a roster to fill in: the heading first, so that the sheet is a list that spreadsheet programs sort and filter. The example
// is marked, by which it is known when the roster comes back.
const (
	headingRow = iota + 1
	exampleRowNumber
	firstRow
	lastRow = 1 << 20 // that a sheet can have
)

// guideSheet says how the roster is filled in; optionsSheet has the choices that are too long for a drop-down list's own 255
// characters.
const (
	guideSheet   = "填写说明"
	optionsSheet = "选项"
)

// WriteSample writes a roster to fill in: a list of the columns that matter, with a marked example, a sheet for what is the same for
// all, and one that says how to fill it in. The columns that have to be filled in stand first. With all it has every column there
// can be. title is the kind's, example has what the example row says.
func WriteSample(w io.Writer, title string, s *record.Schema, example *record.Input, all bool) error {
	f := excelize.NewFile()
	defer f.Close()
	b := sampleBook{File: f, sheet: title + "名册"}
	texts := example.Cells(s)
	for i, f := range s.Columns() {
		c := sampleColumn{f, s.Required(f), texts[i]}
		switch {
		case f.Common:
			b.common = append(b.common, c)
		case all || c.required || matters(f):
			b.columns = append(b.columns, c)
		default:
			b.rest = append(b.rest, c)
		}
	}
	for _, columns := range [][]sampleColumn{b.columns, b.common} {
		slices.SortStableFunc(columns, func(x, y sampleColumn) int { return requiredFirst(x.required, y.required) })
	}
	for _, write := range []func() error{b.begin, b.table, b.page, b.commonValues, func() error { return b.guide(title) }} {
		if err := write(); err != nil {
			return fmt.Errorf("roster: sample of %s: %w", title, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("roster: sample of %s: %w", title, err)
	}
	return nil
}

// matters tells whether a column that need not be filled in is one that people fill in: what it says is of the person. What has a
// value when nothing is filled in, choices and pictures are not.
func matters(f *record.Field) bool {
	return f.Default() == nil && f.Written() == nil && !f.Leaf().Picture && !f.Pictured()
}

// sampleBook is a roster to fill in, in the making.
type sampleBook struct {
	*excelize.File
	sheet   string
	columns []sampleColumn
	common  []sampleColumn // those of commonSheet
	rest    []sampleColumn // those that the list has not
	options int            // columns of optionsSheet
}

// sampleColumn is a column of the roster to fill in.
type sampleColumn struct {
	field    *record.Field
	required bool
	example  string
}

func requiredFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	default:
		return 1
	}
}

// style makes a style with the frame that the cells of the table have.
func (b *sampleBook) style(s excelize.Style) (int, error) {
	for _, side := range []string{"left", "right", "top", "bottom"} {
		s.Border = append(s.Border, excelize.Border{Type: side, Style: 1, Color: "A6A6A6"})
	}
	return b.NewStyle(&s)
}

// begin names the sheet.
func (b *sampleBook) begin() error {
	return errors.Join(b.SetDefaultFont("宋体"), b.SetSheetName("Sheet1", b.sheet), b.SetDocProps(&excelize.DocProperties{Title: b.sheet, Creator: "gongwen"}))
}

// headingStyle is that of headings.
func (b *sampleBook) headingStyle() (int, error) {
	return b.style(excelize.Style{Font: &excelize.Font{Bold: true}, Fill: solid("DDEBF7"),
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
}

// serialWidth is the width of the column 序号, in digits.
const serialWidth = 7

// table writes the columns: heading, note, example, and the formats and choices of the cells to fill in. The first is for the rows' own
// order, and marks the example.
func (b *sampleBook) table() error {
	heading, err := b.headingStyle()
	if err != nil {
		return err
	}
	grey, err := b.style(excelize.Style{Font: &excelize.Font{Italic: true, Color: "7F7F7F"}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "top"}})
	if err != nil {
		return err
	}
	mark := fmt.Sprint("A", exampleRowNumber)
	if err := errors.Join(b.SetCellStr(b.sheet, "A1", "序号"), b.SetCellStyle(b.sheet, "A1", "A1", heading), b.SetColWidth(b.sheet, "A", "A", serialWidth),
		b.SetCellStr(b.sheet, mark, exampleMark), b.SetCellStyle(b.sheet, mark, mark, grey), b.SetRowHeight(b.sheet, headingRow, 24)); err != nil {
		return err
	}
	for i, c := range b.columns {
		name, err := excelize.ColumnNumberToName(i + 2)
		if err != nil {
			return err
		}
		at := fmt.Sprint(name, headingRow)
		if err := errors.Join(b.format(c, name), b.SetCellStr(b.sheet, at, c.heading()), b.SetCellStyle(b.sheet, at, at, heading),
			b.SetColWidth(b.sheet, name, name, c.width()), b.note(c, at), b.choices(c.field, b.sheet, fmt.Sprintf("%s%d:%s%d", name, firstRow, name, lastRow))); err != nil {
			return err
		}
	}
	return b.exampleHeight()
}

// heading is what stands above a column.
func (c *sampleColumn) heading() string {
	if c.required {
		return c.field.Title + "*"
	}
	return c.field.Title
}

func (c *sampleColumn) width() float64 { return width(c.heading(), c.example) }

// commonValues writes the sheet for what is the same for all rows. Its values are left to fill in: nothing of the example may come
// onto a paper.
func (b *sampleBook) commonValues() error {
	if len(b.common) == 0 {
		return nil
	}
	if _, err := b.NewSheet(commonSheet); err != nil {
		return err
	}
	heading, err := b.headingStyle()
	if err != nil {
		return err
	}
	label, err := b.style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "center"}})
	if err != nil {
		return err
	}
	grey, err := b.style(excelize.Style{Font: &excelize.Font{Color: "7F7F7F"}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	if err != nil {
		return err
	}
	if err := errors.Join(b.SetSheetRow(commonSheet, "A1", &[]string{"项目", "内容", "怎样填写"}), b.SetCellStyle(commonSheet, "A1", "C1", heading),
		b.SetColWidth(commonSheet, "A", "A", 18), b.SetColWidth(commonSheet, "B", "B", widest), b.SetColWidth(commonSheet, "C", "C", 60)); err != nil {
		return err
	}
	for i, c := range b.common {
		code := numberFormat(c.field)
		fill, err := b.style(excelize.Style{CustomNumFmt: &code, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true, Horizontal: "left"}})
		if err != nil {
			return err
		}
		row := i + 2
		about := "各份都一样的写在这里；名册里加上这一列的，以名册里写的为准。"
		if c.example != "" {
			about += "如 " + c.example
		}
		a, value, at := fmt.Sprint("A", row), fmt.Sprint("B", row), fmt.Sprint("C", row)
		if err := errors.Join(b.SetCellStr(commonSheet, a, c.heading()), b.SetCellStyle(commonSheet, a, a, label), b.SetCellStyle(commonSheet, value, value, fill),
			b.SetCellStr(commonSheet, at, about), b.SetCellStyle(commonSheet, at, at, grey), b.SetRowHeight(commonSheet, row, 32),
			b.choices(c.field, commonSheet, value)); err != nil {
			return err
		}
	}
	return b.paper(commonSheet, "landscape", true)
}

// guide writes how to fill the roster in.
func (b *sampleBook) guide(title string) error {
	if _, err := b.NewSheet(guideSheet); err != nil {
		return err
	}
	lines := []string{
		title + "名册怎样填写",
		fmt.Sprintf("一、在“%s”里从第%d行起填写，一行一份；第%d行是示例，标着“示例”，不会制作，可以删去。", b.sheet, firstRow, exampleRowNumber),
		"二、带*的必须填写，其余的可以空着。合计、填表人等不必写；写了的，程序认得出就不读，并会说明。",
	}
	if len(b.common) > 0 {
		lines = append(lines, fmt.Sprintf("三、各份都一样的（%s）写在“%s”里，写一次即可；各份不同的，在名册里加上这一列。", titlesOf(b.common), commonSheet))
	}
	if len(b.rest) > 0 {
		lines = append(lines, fmt.Sprintf("%s、名册里没有列出而可以加上的列：%s。也可写在“%s”里。", []string{"三", "四"}[min(len(b.common), 1)], titlesOf(b.rest), commonSheet))
	}
	wrap, err := b.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	bold, err := b.NewStyle(&excelize.Style{Font: &excelize.Font{Size: 14, Bold: true}})
	if err != nil {
		return err
	}
	for i, line := range lines {
		a, end := fmt.Sprint("A", i+1), fmt.Sprint("D", i+1)
		style, height := wrap, 15*float64(1+(2*utf8.RuneCountInString(line))/guideWidth)
		if i == 0 {
			style, height = bold, 24
		}
		if err := errors.Join(b.SetCellStr(guideSheet, a, line), b.MergeCell(guideSheet, a, end), b.SetCellStyle(guideSheet, a, end, style), b.SetRowHeight(guideSheet, i+1, height)); err != nil {
			return err
		}
	}
	return b.guideTable(len(lines)+2, wrap)
}

// guideWidth is the width of the guide, in digits.
const guideWidth = 88

// guideTable writes a line for each column that there can be.
func (b *sampleBook) guideTable(row, wrap int) error {
	heading, err := b.headingStyle()
	if err != nil {
		return err
	}
	if err := errors.Join(b.SetSheetRow(guideSheet, fmt.Sprint("A", row), &[]string{"列名", "写在", "怎样填写", "示例"}),
		b.SetCellStyle(guideSheet, fmt.Sprint("A", row), fmt.Sprint("D", row), heading),
		b.SetColWidth(guideSheet, "A", "A", 14), b.SetColWidth(guideSheet, "B", "B", 10), b.SetColWidth(guideSheet, "C", "C", 38), b.SetColWidth(guideSheet, "D", "D", 26)); err != nil {
		return err
	}
	for _, part := range []struct {
		where   string
		columns []sampleColumn
	}{{"名册", b.columns}, {commonSheet, b.common}, {"自己加", b.rest}} {
		for _, c := range part.columns {
			row++
			about := strings.Join(c.about(), "")
			lines := max(1+2*utf8.RuneCountInString(about)/36, 1+2*utf8.RuneCountInString(c.example)/24)
			a, end := fmt.Sprint("A", row), fmt.Sprint("D", row)
			if err := errors.Join(b.SetSheetRow(guideSheet, a, &[]string{c.heading(), part.where, about, c.example}),
				b.SetCellStyle(guideSheet, a, end, wrap), b.SetRowHeight(guideSheet, row, 15*float64(min(lines, 20)))); err != nil {
				return err
			}
		}
	}
	return b.paper(guideSheet, "portrait", true)
}

func titlesOf(columns []sampleColumn) string {
	var all []string
	for _, c := range columns {
		all = append(all, c.field.Title)
	}
	return strings.Join(all, "、")
}

// exampleHeight makes the example row as high as the longest of its texts that have several lines.
func (b *sampleBook) exampleHeight() error {
	const line, most = 15, 400 // points
	lines := 1
	for _, c := range b.columns {
		if !c.field.Lines() {
			continue
		}
		n := 0
		for _, text := range strings.Split(c.example, "\n") {
			n += 1 + (len(text)-utf8.RuneCountInString(text)/3)/widest
		}
		lines = max(lines, n)
	}
	return b.SetRowHeight(b.sheet, exampleRowNumber, float64(min(line*lines, most)))
}

// widest is the width of the widest columns, in digits.
const widest = 40

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// width gives the width of a column in digits, of which a Chinese character takes two: that of the longest line.
func width(texts ...string) float64 {
	most := 8
	for _, text := range strings.Split(strings.Join(texts, "\n"), "\n") {
		most = max(most, len(text)-utf8.RuneCountInString(text)/3+2)
	}
	return float64(min(most, widest))
}

// numberFormat gives the code of the number format of a field's cells.
func numberFormat(f *record.Field) string {
	switch {
	case f.Leaf().Date:
		return "yyyy-mm-dd"
	case f.Leaf().Type == "integer":
		return "0"
	default:
		return "@"
	}
}

// format gives a column the number format of its field, so that digits stay as they are typed, and writes its example.
func (b *sampleBook) format(c sampleColumn, name string) error {
	code := numberFormat(c.field)
	var lines *excelize.Alignment
	if c.field.Lines() {
		lines = &excelize.Alignment{WrapText: true, Vertical: "top"}
	}
	plain, err := b.NewStyle(&excelize.Style{CustomNumFmt: &code, Alignment: lines})
	if err != nil {
		return err
	}
	grey, err := b.style(excelize.Style{CustomNumFmt: &code, Alignment: lines, Font: &excelize.Font{Italic: true, Color: "7F7F7F"}})
	if err != nil {
		return err
	}
	at := fmt.Sprint(name, exampleRowNumber)
	return errors.Join(b.SetColStyle(b.sheet, name, plain), b.SetCellStr(b.sheet, at, c.example), b.SetCellStyle(b.sheet, at, at, grey))
}

// note says at a heading how its column is filled in.
func (b *sampleBook) note(c sampleColumn, at string) error {
	lines := c.about()
	return b.AddComment(b.sheet, excelize.Comment{Cell: at, Author: "gongwen", Width: 300, Height: uint(40 + 20*len(lines)),
		Paragraph: []excelize.RichTextRun{{Text: strings.Join(lines, "\n")}}})
}

// about says how a column is filled in, a sentence a line.
func (c *sampleColumn) about() []string {
	f, lines := c.field, []string{"可以不填。"}
	switch {
	case c.required:
		lines[0] = "必须填写。"
	case f.Default() != nil:
		lines[0] = fmt.Sprintf("可以不填，不填时为%s。", cmp.Or(f.Choices()[fmt.Sprint(f.Default())], fmt.Sprint(f.Default())))
	}
	if f.About != "" {
		lines = append(lines, f.About)
	}
	if f.Right() != "" {
		lines = append(lines, "应为"+f.Right()+"。")
	}
	if f.Leaf().Picture {
		lines = append(lines, "写图片文件的名字，文件放在名册所在的文件夹里。")
	}
	if choices := f.Written(); choices != nil {
		lines = append(lines, "可选："+strings.Join(choices, "、")+"。")
	}
	return lines
}

// choices gives the cells of a range a drop-down list.
func (b *sampleBook) choices(f *record.Field, sheet, cells string) error {
	words := f.Written()
	if words == nil {
		return nil
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(cells)
	list.SetError(excelize.DataValidationErrorStyleStop, f.Title, "请从下拉列表中选择。")
	const longest = 255 // ECMA-376-1, 18.18.64, as the programs have it
	if joined := strings.Join(words, ","); utf8.RuneCountInString(joined) <= longest && strings.Count(joined, ",") == len(words)-1 {
		if err := list.SetDropList(words); err != nil {
			return err
		}
	} else {
		from, err := b.listOptions(words)
		if err != nil {
			return err
		}
		list.SetSqrefDropList(from)
	}
	return b.AddDataValidation(sheet, list)
}

// listOptions writes choices into a column of the hidden sheet, and gives the range that they are in.
func (b *sampleBook) listOptions(words []string) (string, error) {
	if b.options == 0 {
		if _, err := b.NewSheet(optionsSheet); err != nil {
			return "", err
		}
		if err := b.SetSheetVisible(optionsSheet, false); err != nil {
			return "", err
		}
	}
	b.options++
	column, err := excelize.ColumnNumberToName(b.options)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s!$%s$1:$%s$%d", optionsSheet, column, column, len(words)), b.SetSheetCol(optionsSheet, column+"1", &words)
}

// readable is the width of a list that stands on a page of A4 across at three quarters of its size or more, in digits.
const readable = 150

// page keeps the heading in sight, lets the list be filtered, and sets up the paper: a wide list goes over several pages, each with
// the heading and the first columns, rather than to become too small to read.
func (b *sampleBook) page() error {
	last, err := excelize.ColumnNumberToName(len(b.columns) + 1)
	if err != nil {
		return err
	}
	whole := float64(serialWidth)
	for i := range b.columns {
		whole += b.columns[i].width()
	}
	titles := fmt.Sprintf("'%s'!$%d:$%d", b.sheet, headingRow, headingRow)
	if whole > readable {
		titles = fmt.Sprintf("'%s'!$A:$B,", b.sheet) + titles
	}
	return errors.Join(
		b.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: headingRow, TopLeftCell: "A2", ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: fmt.Sprint("B", firstRow), ActiveCell: fmt.Sprint("B", firstRow), Pane: "bottomLeft"}}}),
		b.AutoFilter(b.sheet, fmt.Sprintf("A%d:%s%d", headingRow, last, exampleRowNumber), nil),
		b.paper(b.sheet, "landscape", whole <= readable),
		b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.sheet, RefersTo: titles}),
	)
}

// paper sets a sheet up for A4, as wide as the paper if it fits.
func (b *sampleBook) paper(sheet, orientation string, fit bool) error {
	size, wide, high := 9, 1, 0 // A4, as many pages down as it takes
	layout := &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation}
	if fit {
		layout.FitToWidth, layout.FitToHeight = &wide, &high
	}
	side, edge := 0.4, 0.6 // inches
	return errors.Join(b.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}), b.SetPageLayout(sheet, layout),
		b.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &side, Footer: &side}))
}
