package record

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// cellFault says what is wrong with a cell before any rule is asked.
type cellFault struct{ code, message string }

// written gives the text that a cell has for a field: a date as 2010-07-01, a number in digits. A number in a text is taken
// only where it is shown as it is stored.
func (w *workbook) written(c *sheetCell, f *Field) (string, *cellFault) {
	f = f.Leaf()
	switch c.kind {
	case errorCell:
		return "", &cellFault{"formula", fmt.Sprintf("这一格是公式的错误值“%s”，请改正公式，或直接填写。", excerpt(c.text))}
	case unknownCell:
		return "", &cellFault{"formula", "这一格的公式没有算出的值，请用表格软件打开、保存后再试，或直接填写。"}
	case booleanCell:
		if c.text == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case numberCell:
		return w.number(c, f)
	}
	if f.Date || f.Type == "integer" {
		return tidy(c.text, f.Date), nil
	}
	return lineFeeds(c.text), nil
}

// Leaf gives the field that a text stands for in the end: f itself, the item of a list, or what x-single names.
func (f *Field) Leaf() *Field {
	for f.Type == "array" || f.Type == "object" {
		if f.Type == "array" {
			f = f.Items
		} else {
			f = f.field(f.single)
		}
	}
	return f
}

// tidy writes a date or a number that was typed as text with half-width digits and without blanks, and a date as 2010-07-01.
// What is neither stays as it is.
func tidy(text string, date bool) string {
	tidied := strings.Map(func(r rune) rune {
		switch {
		case isBlank(r) || isInvisible(r) || r == '\n' || r == '\r':
			return -1
		case isFullWidth(r) || r == '－' || r == '．' || r == '／':
			return r - 0xfee0
		default:
			return r
		}
	}, text)
	if !date {
		if !allDigits(tidied) {
			return text
		}
		return tidied
	}
	day, _, _ := strings.Cut(strings.TrimSpace(text), " 00:00") // a date with the time of midnight
	for _, s := range []string{tidied, strings.Replace(tidied, "号", "日", 1), day} {
		if iso, ok := parseDate(s); ok {
			return iso
		}
	}
	return text
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// number gives the text of a number's cell.
func (w *workbook) number(c *sheetCell, f *Field) (string, *cellFault) {
	var format numberFormat
	if c.style < len(w.formats) {
		format = w.formats[c.style]
	}
	digits, exact := digitsOf(c.text)
	switch {
	case format.date:
		day, ok := w.date(c.text)
		if !ok {
			return "", &cellFault{"format", fmt.Sprintf("“%s”不是日历上有的日子，应如 2010-07-01。", excerpt(c.text))}
		}
		if !f.Date {
			return "", &cellFault{"date-in-text", fmt.Sprintf("这一格是日期 %s，这一项应为文字；请把单元格设为文本格式，重新填写。", day)}
		}
		return day, nil
	case f.Date:
		return tidy(digits, true), nil
	case f.Type == "integer":
		return digits, nil
	case !exact:
		return "", &cellFault{"digits", "表格只记得数字的前15位，末尾的已经丢失；请把单元格设为文本格式，重新填写。"}
	case format.custom != "":
		return "", &cellFault{"number-format", fmt.Sprintf("这一格的数字 %s 按“%s”的格式显示，读不出显示的文字；请把单元格设为文本格式，重新填写。", digits, excerpt(format.custom))}
	case allDigits(digits) && len(digits) < format.zeros:
		return strings.Repeat("0", min(format.zeros, 64)-len(digits)) + digits, nil
	}
	return digits, nil
}

// digitsOf writes a number as people do: digits without exponent, of which a sheet keeps 15. exact is false if there were more.
func digitsOf(text string) (digits string, exact bool) {
	if len(text) <= 15 && allDigits(text) {
		return text, true
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return text, true
	}
	if n == math.Trunc(n) {
		return strconv.FormatFloat(n, 'f', -1, 64), math.Abs(n) < 1e15
	}
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	return strconv.FormatFloat(n, 'f', -1, 64), true
}

// date gives the day of a serial number (18.17.4.1). Day 60 of the dates from 1900 is 1900-02-29, which was none.
func (w *workbook) date(serial string) (string, bool) {
	n, err := strconv.ParseFloat(serial, 64)
	const last = 2_958_465 // 9999-12-31
	if err != nil || !(0 <= n && n <= last) {
		return "", false
	}
	day := int(n)
	switch first := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC); {
	case w.from1904:
		return first.AddDate(0, 0, day+1462).Format(time.DateOnly), true
	case day < 1 || day == 60:
		return "", false
	case day < 60:
		return first.AddDate(0, 0, day+1).Format(time.DateOnly), true
	default:
		return first.AddDate(0, 0, day).Format(time.DateOnly), true
	}
}
