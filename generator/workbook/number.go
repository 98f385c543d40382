package workbook

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Format says how a number is shown, as far as that says what it is.
type Format struct {
	Date   bool
	Zeros  int    // shown with at least as many digits, and no other sign
	Custom string // any other format that shows more than the number; "" for none
	Below  string // the format if it shows numbers below zero in a way of its own; "" if not
}

// Format gives the number format of a cell.
func (w *Workbook) Format(c *Cell) Format {
	if c.style >= len(w.formats) {
		return Format{}
	}
	return w.formats[c.style]
}

// readStyles reads the number formats of the styles of cells.
func (w *Workbook) readStyles(main string) error {
	p, err := w.openRelated(main, "styles")
	if p == nil {
		return err
	}
	defer p.Close()
	codes := map[int]string{}
	inCells := false
	for p.read() && !p.ends("cellXfs") {
		switch {
		case p.is("numFmt"):
			codes[whole(p.attr("numFmtId"))] = characters(p.attr("formatCode"), false)
		case p.is("cellXfs"):
			inCells = true
		case p.is("xf") && inCells:
			id := whole(p.attr("numFmtId"))
			code, ok := codes[id]
			if !ok {
				code = builtIn(id)
			}
			w.formats = append(w.formats, newFormat(code))
		}
		if len(codes) > maxStyles || len(w.formats) > maxStyles {
			return ErrTooLarge
		}
	}
	return p.err
}

// builtIn gives the code of a format that files name by number alone (18.8.30), or one that is treated alike.
func builtIn(id int) string {
	switch {
	case 14 <= id && id <= 22, 27 <= id && id <= 36, 45 <= id && id <= 47, 50 <= id && id <= 58:
		return "yyyy-mm-dd"
	case id == 9 || id == 10:
		return "0%"
	case 2 <= id && id <= 4, 11 <= id && id <= 13, 37 <= id && id <= 44, id == 48:
		return "#,##0.00"
	default:
		return "General"
	}
}

// newFormat reads a format (18.8.31): sections for numbers above, below and at zero. Blanks of the width of a character, what fills
// the cell, and colours are no part of what is shown: WPS writes 0_ .
func newFormat(code string) Format {
	if strings.ContainsAny(withoutLiterals(code), "yYmMdDhHsS") && !plainNumber(code) {
		return Format{Date: true}
	}
	above, below, several := strings.Cut(code, ";")
	f := Format{}
	switch above = withoutBlanks(above); {
	case above == "" && code != "" && !several, strings.EqualFold(above, "General"), above == "@", above == "":
	case strings.Trim(above, "0") == "":
		f.Zeros = len(above)
	case strings.Trim(above, "#") == "", strings.Trim(above, "#0") == "" && strings.LastIndexByte(above, '#') < strings.IndexByte(above, '0'):
		f.Zeros = strings.Count(above, "0")
	default:
		return Format{Custom: code}
	}
	below, _, _ = strings.Cut(below, ";")
	if below = withoutBlanks(below); several && below != "-"+above && below != `\-`+above && below != above {
		f.Below = code
	}
	return f
}

// plainNumber tells whether a format is General, which has the letters of none.
func plainNumber(code string) bool {
	first, _, _ := strings.Cut(code, ";")
	return strings.EqualFold(withoutBlanks(first), "General")
}

// colours are the names of colours in formats, which stand in brackets.
var colours = []string{"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color", "黑色", "蓝色", "蓝绿色", "青色", "绿色", "洋红色", "红色", "白色", "黄色", "颜色"}

// withoutBlanks takes out of a section what shows nothing: _x, *x, \ and a blank, [Red].
func withoutBlanks(section string) string {
	var b strings.Builder
	for rest := section; rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		after := rest[size:]
		switch {
		case r == '_' || r == '*':
			_, size = utf8.DecodeRuneInString(after)
			rest = after[size:]
			continue
		case strings.HasPrefix(rest, `" "`):
			rest = rest[len(`" "`):]
			continue
		case strings.HasPrefix(rest, `\ `):
			rest = rest[len(`\ `):]
			continue
		case r == ' ':
			rest = after
			continue
		case r == '[':
			name, behind, closed := strings.Cut(after, "]")
			name = strings.ToLower(strings.TrimRight(name, "0123456789"))
			if closed && slices.Contains(colours, name) {
				rest = behind
				continue
			}
		}
		b.WriteRune(r)
		rest = after
	}
	return b.String()
}

// withoutLiterals takes out of a format what is no code: "年", \年, _x, *x, [red].
func withoutLiterals(code string) string {
	var b strings.Builder
	for rest := code; rest != ""; {
		c := rest[0]
		rest = rest[1:]
		switch c {
		case '"':
			_, rest, _ = strings.Cut(rest, `"`)
		case '[':
			_, rest, _ = strings.Cut(rest, "]")
		case '\\', '_', '*':
			rest = rest[min(1, len(rest)):]
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Decimal gives the number of a cell as people write it: digits without an exponent, of which a sheet keeps 15. exact is false
// if there were more, so that the last ones are lost.
func (c *Cell) Decimal() (digits string, exact bool) {
	text := c.Text
	if len(text) <= 15 && strings.Trim(text, "0123456789") == "" && text != "" {
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

// Day gives the day that the number of a cell stands for (18.17.4.1), as 2010-07-01; false if it stands for none. Day 60 of the
// dates from 1900 is 1900-02-29, which was none.
func (w *Workbook) Day(c *Cell) (string, bool) {
	n, err := strconv.ParseFloat(c.Text, 64)
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
