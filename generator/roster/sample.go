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

// The rows of a roster to fill in. Rosters are read from below their heading, so the example is never taken for a record.
const (
	titleRow = iota + 1
	guideRow
	exampleRow
	headingRow
	firstRow
	lastRow = 1 << 20 // that a sheet can have
)

// optionsSheet has the choices that are too long for a drop-down list's own 255 characters.
const optionsSheet = "选项"

// WriteSample writes a roster to fill in: a title, a guide, an example, the heading with a note on each column, and below it
// empty cells with number formats and drop-down lists. The columns that have to be filled in stand first. title is the kind's,
// example has what the example row says.
func WriteSample(w io.Writer, title string, s *record.Schema, example *record.Input) error {
	f := excelize.NewFile()
	defer f.Close()
	b := sampleBook{File: f, sheet: title + "名册"}
	texts := example.Cells(s)
	for i, f := range s.Columns() {
		b.columns = append(b.columns, sampleColumn{f, s.Required(f), texts[i]})
	}
	slices.SortStableFunc(b.columns, func(x, y sampleColumn) int { return requiredFirst(x.required, y.required) })
	for _, write := range []func() error{
		func() error { return b.head(title) },
		b.table,
		b.page,
	} {
		if err := write(); err != nil {
			return fmt.Errorf("roster: sample of %s: %w", title, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("roster: sample of %s: %w", title, err)
	}
	return nil
}

// sampleBook is a roster to fill in, in the making.
type sampleBook struct {
	*excelize.File
	sheet   string
	columns []sampleColumn
	options int // columns of optionsSheet
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

// head writes what stands above the heading.
func (b *sampleBook) head(title string) error {
	if err := b.SetDefaultFont("宋体"); err != nil {
		return err
	}
	if err := b.SetSheetName("Sheet1", b.sheet); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(min(len(b.columns), 8)) // as far as a screen shows
	if err != nil {
		return err
	}
	guide := fmt.Sprintf("从第%d行起填写，一行一份；带*的列必须填写，其余的列不用时可以空着或删去；第%d行是示例，不会制作；列名上的批注说明怎样填写。", firstRow, exampleRow)
	for _, row := range []struct {
		number int
		height float64
		text   string
		style  excelize.Style
	}{
		{titleRow, 30, b.sheet, excelize.Style{Font: &excelize.Font{Size: 16, Bold: true}, Alignment: &excelize.Alignment{Vertical: "center"}}},
		{guideRow, 32, guide, excelize.Style{Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}},
	} {
		style, err := b.NewStyle(&row.style)
		if err != nil {
			return err
		}
		cell, end := fmt.Sprint("A", row.number), fmt.Sprint(last, row.number)
		if err := errors.Join(b.SetCellStr(b.sheet, cell, row.text), b.MergeCell(b.sheet, cell, end), b.SetCellStyle(b.sheet, cell, end, style),
			b.SetRowHeight(b.sheet, row.number, row.height)); err != nil {
			return err
		}
	}
	return b.SetDocProps(&excelize.DocProperties{Title: b.sheet, Creator: "gongwen"})
}

// table writes the columns: heading, note, example, and the formats and choices of the cells to fill in.
func (b *sampleBook) table() error {
	heading, err := b.style(excelize.Style{Font: &excelize.Font{Bold: true}, Fill: solid("DDEBF7"),
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	if err != nil {
		return err
	}
	for i, c := range b.columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		title := c.field.Title
		if c.required {
			title += "*"
		}
		at := fmt.Sprint(name, headingRow)
		if err := errors.Join(b.format(c, name), b.SetCellStr(b.sheet, at, title), b.SetCellStyle(b.sheet, at, at, heading),
			b.SetColWidth(b.sheet, name, name, width(title, c.example)), b.note(c, at), b.choices(c.field, name)); err != nil {
			return err
		}
	}
	return b.exampleHeight()
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
	return b.SetRowHeight(b.sheet, exampleRow, float64(min(line*lines, most)))
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

// format gives a column the number format of its field, so that digits stay as they are typed, and writes its example.
func (b *sampleBook) format(c sampleColumn, name string) error {
	code := "@"
	switch {
	case c.field.Leaf().Date:
		code = "yyyy-mm-dd"
	case c.field.Leaf().Type == "integer":
		code = "0"
	}
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
	at := fmt.Sprint(name, exampleRow)
	return errors.Join(b.SetColStyle(b.sheet, name, plain), b.SetCellStr(b.sheet, at, c.example), b.SetCellStyle(b.sheet, at, at, grey))
}

// note says at a heading how its column is filled in.
func (b *sampleBook) note(c sampleColumn, at string) error {
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
	return b.AddComment(b.sheet, excelize.Comment{Cell: at, Author: "gongwen", Width: 300, Height: uint(40 + 20*len(lines)),
		Paragraph: []excelize.RichTextRun{{Text: strings.Join(lines, "\n")}}})
}

// choices gives the cells of a column a drop-down list.
func (b *sampleBook) choices(f *record.Field, column string) error {
	words := f.Written()
	if words == nil {
		return nil
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(fmt.Sprintf("%s%d:%s%d", column, firstRow, column, lastRow))
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
	return b.AddDataValidation(b.sheet, list)
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

// page keeps the heading in sight and sets up the paper.
func (b *sampleBook) page() error {
	paper, across, wide, high := 9, "landscape", 1, 0 // A4, as many pages down as it takes
	fit := true
	return errors.Join(
		b.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: headingRow, TopLeftCell: fmt.Sprint("A", firstRow), ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: fmt.Sprint("A", firstRow), ActiveCell: fmt.Sprint("A", firstRow), Pane: "bottomLeft"}}}),
		b.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}),
		b.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &across, FitToWidth: &wide, FitToHeight: &high}),
		b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.sheet,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", b.sheet, headingRow, headingRow)}),
	)
}
