package workbook_test

import (
	"bytes"
	"fmt"
	"log"
	"time"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/workbook"
)

// A date is a number with a format of dates.
func ExampleOpen() {
	f := excelize.NewFile()
	if err := f.SetSheetRow("Sheet1", "A1", &[]any{"张建国", time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC), 12.5}); err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		log.Fatal(err)
	}
	w, err := workbook.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	rows, err := w.Rows(w.Sheets[0], nil)
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	for row := rows.Next(); row != nil; row = rows.Next() {
		date := row.At(2)
		day, _ := w.Day(date)
		amount, exact := row.At(3).Decimal()
		fmt.Println(row.Number, row.At(1).Text, w.Format(date).Date, day, amount, exact)
	}
	fmt.Println(rows.Err())
	// Output:
	// 1 张建国 true 2012-07-01 12.5 true
	// <nil>
}
