package workbook_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/workbook"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// opened gives what is read of a workbook that change fills.
func opened(t *testing.T, change func(*excelize.File)) *workbook.Workbook {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	change(f)
	var b bytes.Buffer
	check(t, f.Write(&b))
	w, err := workbook.Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	check(t, err)
	return w
}

// cells gives the cells of a sheet, as "row/column kind text" each; a row that is hidden has a star.
func cells(t *testing.T, w *workbook.Workbook, s workbook.Sheet) string {
	t.Helper()
	merged, err := w.Merges(s)
	check(t, err)
	rows, err := w.Rows(s, merged)
	check(t, err)
	defer rows.Close()
	var all []string
	for r := rows.Next(); r != nil; r = rows.Next() {
		mark := ""
		if r.Hidden {
			mark = "*"
		}
		for _, c := range r.Cells {
			kind := map[workbook.Kind]string{workbook.Text: "text", workbook.Number: "number", workbook.Boolean: "boolean", workbook.Error: "error",
				workbook.Unknown: "unknown"}[c.Kind]
			all = append(all, fmt.Sprintf("%s%d/%d %s %s", mark, r.Number, c.Column, kind, c.Text))
		}
	}
	check(t, rows.Err())
	return strings.Join(all, "; ")
}

func TestCellsOfEverySheet(t *testing.T) {
	w := opened(t, func(f *excelize.File) {
		check(t, f.SetSheetRow("Sheet1", "A1", &[]any{"张三", 12.5, true, nil, "一_x000D_二"}))
		check(t, f.SetCellFormula("Sheet1", "B3", "1+1")) // no program has worked it out
		check(t, f.SetCellValue("Sheet1", "A3", "组"))
		check(t, f.SetCellValue("Sheet1", "B4", "四"))
		check(t, f.MergeCell("Sheet1", "A3", "A4"))
		check(t, f.SetRowVisible("Sheet1", 4, false))
		_, err := f.NewSheet("旧")
		check(t, err)
		check(t, f.SetSheetVisible("旧", false))
	})
	if len(w.Sheets) != 2 || w.Sheets[0].Hidden || !w.Sheets[1].Hidden || w.Sheets[1].Name != "旧" {
		t.Fatalf("sheets %+v", w.Sheets)
	}
	want := "1/1 text 张三; 1/2 number 12.5; 1/3 boolean 1; 1/5 text 一\r二; 3/1 text 组; 3/2 unknown ; *4/1 text 组; *4/2 text 四"
	if got := cells(t, w, w.Sheets[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := cells(t, w, w.Sheets[1]); got != "" {
		t.Errorf("an empty sheet has %s", got)
	}
}

func TestWhatNumbersShow(t *testing.T) {
	for _, test := range []struct {
		value       any
		code        string
		format      workbook.Format
		digits, day string
		inexact     bool
	}{
		{value: 1998, digits: "1998", day: "1905-06-20"},
		{value: 0.1 + 0.2, digits: "0.3"},
		{value: 320402195501011234, code: "0", format: workbook.Format{Zeros: 1}, digits: "320402195501011260", inexact: true},
		{value: 7, code: "000", format: workbook.Format{Zeros: 3}, digits: "7", day: "1900-01-07"},
		{value: 7, code: "0_ ", format: workbook.Format{Zeros: 1}, digits: "7"}, // WPS
		{value: 7, code: "0_ ;[Red]\\-0\\ ", format: workbook.Format{Zeros: 1}, digits: "7"},
		{value: 7, code: "000_);[红色]\\(000\\)", format: workbook.Format{Zeros: 3, Below: "000_);[红色]\\(000\\)"}, digits: "7"},
		{value: 7, code: "General_ ", digits: "7"},
		{value: 7, code: "#", digits: "7"},
		{value: 7, code: "[DBNum1]0", format: workbook.Format{Custom: "[DBNum1]0"}, digits: "7"},
		{value: 7, code: "0.0_ ", format: workbook.Format{Custom: "0.0_ "}, digits: "7"},
		{value: 5, code: `"第"0"支部"`, format: workbook.Format{Custom: `"第"0"支部"`}, digits: "5", day: "1900-01-05"},
		{value: time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC), code: `yyyy"年"m"月"`, format: workbook.Format{Date: true}, digits: "41091", day: "2012-07-01"},
		{value: 60, code: "yyyy-mm-dd", format: workbook.Format{Date: true}, digits: "60"}, // 29 February 1900
	} {
		w := opened(t, func(f *excelize.File) {
			check(t, f.SetCellValue("Sheet1", "A1", test.value))
			if test.code != "" {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &test.code})
				check(t, err)
				check(t, f.SetCellStyle("Sheet1", "A1", "A1", style))
			}
		})
		rows, err := w.Rows(w.Sheets[0], nil)
		check(t, err)
		c := rows.Next().At(1)
		check(t, rows.Close())
		digits, exact := c.Decimal()
		day, _ := w.Day(c)
		if digits != test.digits || exact == test.inexact || w.Format(c) != test.format || test.day != "" && day != test.day || test.value == 60 && day != "" {
			t.Errorf("%v as %q: %s, exact %v, %+v, day %q", test.value, test.code, digits, exact, w.Format(c), day)
		}
	}
}

func TestFilesThatAreNoWorkbooks(t *testing.T) {
	for want, data := range map[error]string{
		workbook.ErrOld:        "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 1000),
		workbook.ErrNoWorkbook: "姓名,支部\n",
	} {
		if _, err := workbook.Open(strings.NewReader(data), int64(len(data))); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}
