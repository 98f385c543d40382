package roster

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"gongwen/generator/notice"
	"gongwen/generator/person"
	"gongwen/generator/record"
	"gongwen/generator/workbook"
)

// written gives the text that a cell has for a field: a date as 2010-07-01, a number in digits. A number in a text is taken
// only where it is shown as it is stored.
func written(w *workbook.Workbook, c *workbook.Cell, f *record.Field) (string, *record.CellFault) {
	switch c.Kind {
	case workbook.Error:
		return "", &record.CellFault{Code: "formula", Message: fmt.Sprintf("这一格是公式的错误值“%s”，请改正公式，或直接填写。", notice.Excerpt(c.Text))}
	case workbook.Unknown:
		return "", &record.CellFault{Code: "formula", Message: "这一格的公式没有算出的值，请用表格软件打开、保存后再试，或直接填写。"}
	case workbook.Boolean:
		if free(f) {
			return "", &record.CellFault{Code: "formula", Message: "这一格是逻辑值（TRUE 或 FALSE），不是文字；请改正公式，或直接填写。"}
		}
		if c.Text == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case workbook.Number:
		return number(w, c, f)
	case workbook.Moment:
		if !f.Leaf().Date {
			day, _, _ := strings.Cut(c.Text, "T")
			return "", dateInText(day)
		}
	}
	if free(f) && person.LineOf(c.Text) == person.ErrorValue {
		return "", &record.CellFault{Code: "formula", Message: fmt.Sprintf("“%s”是公式出错后留下的文字，请直接填写。", notice.Excerpt(strings.TrimSpace(c.Text)))}
	}
	if free(f) && lost.MatchString(strings.TrimSpace(c.Text)) {
		return "", &record.CellFault{Code: "digits", Message: fmt.Sprintf("“%s”是表格软件缩短了的长数字，末尾的已经丢失；请把单元格设为文本格式，重新填写。", notice.Excerpt(c.Text))}
	}
	return f.Tidy(c.Text), nil
}

// lost is what a spreadsheet program leaves of a long number when it saves it as text: 3.20402E+17.
var lost = regexp.MustCompile(`^[0-9](\.[0-9]+)?E\+[0-9]{2}$`)

// free tells whether the field takes a text of any wording.
func free(f *record.Field) bool {
	leaf := f.Leaf()
	return leaf.Type == "string" && !leaf.Date && leaf.Choices() == nil
}

// dateInText is the fault of a cell that is a date where a text is wanted: how it is shown cannot be told.
func dateInText(day string) *record.CellFault {
	return &record.CellFault{Code: "date-in-text", Message: fmt.Sprintf("这一格是日期 %s，这一项应为文字；请把单元格设为文本格式，重新填写。", notice.Excerpt(day))}
}

// struck tells whether a cell has nothing but a stroke such as / or — for a text that need not be filled in: nobody wants it on the paper.
func (r *Roster) struck(c *workbook.Cell, f *record.Field) bool {
	return c.Kind == workbook.Text && free(f) && !r.schema.Required(f) && strings.Trim(c.Text, "/\\／＼-－—–―─ 　\t") == ""
}

// number gives the text of a number's cell.
func number(w *workbook.Workbook, c *workbook.Cell, f *record.Field) (string, *record.CellFault) {
	format, leaf := w.Format(c), f.Leaf()
	digits, exact := c.Decimal()
	switch {
	case format.Date:
		day, ok := w.Day(c)
		if !ok {
			return "", &record.CellFault{Code: "format", Message: fmt.Sprintf("“%s”不是日历上有的日子，应如 2010-07-01。", notice.Excerpt(c.Text))}
		}
		if !leaf.Date {
			return "", dateInText(day)
		}
		return day + clock(c), nil
	case free(f) && digits == "0":
		return "", &record.CellFault{Code: "zero", Message: "这一格是 0，多半是公式指向了空单元格；请改正公式，或直接填写，没有内容的请清空。"}
	case leaf.Date:
		return f.Tidy(digits), nil
	case leaf.Type == "integer":
		return digits, nil
	case !exact:
		return "", &record.CellFault{Code: "digits", Message: "表格只记得数字的前15位，末尾的已经丢失；请把单元格设为文本格式，重新填写。"}
	case leaf.Type == "decimal" && !strings.Contains(format.Custom, "%"): // of a share it would not be clear which number is meant
		return digits, nil
	case format.Custom != "":
		return "", &record.CellFault{Code: "number-format", Message: fmt.Sprintf(
			"这一格的数字 %s 按“%s”的格式显示，读不出显示的文字；请把单元格设为文本格式，重新填写。", digits, notice.Excerpt(format.Custom))}
	case format.Below != "" && strings.HasPrefix(digits, "-"):
		return "", &record.CellFault{Code: "number-format", Message: fmt.Sprintf(
			"这一格的数字 %s 按“%s”的格式显示，读不出显示的文字；请把单元格设为文本格式，重新填写。", digits, notice.Excerpt(format.Below))}
	case strings.Trim(digits, "0123456789") == "" && len(digits) < format.Zeros:
		return strings.Repeat("0", min(format.Zeros, 64)-len(digits)) + digits, nil
	}
	return digits, nil
}

// clock gives the time of the day that a cell with a date has, to stand behind the day, so that it is told that no paper has it; ""
// for midnight, which nobody meant.
func clock(c *workbook.Cell) string {
	n, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		return ""
	}
	_, part := math.Modf(n)
	seconds := int(math.Round(part * 24 * 60 * 60))
	if seconds <= 0 || seconds >= 24*60*60 {
		return ""
	}
	return fmt.Sprintf(" %02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}
