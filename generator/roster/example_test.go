package roster_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// A roster is read row by row. What is wrong with a row is told by its cell, and marked in a copy of the workbook.
func ExampleOpen() {
	schema, err := record.Compile("member", []byte(`{"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
		"name": {"type": "string", "title": "姓名"}, "date": {"type": "string", "title": "入党时间", "format": "date"}}}`))
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	f := excelize.NewFile()
	for i, row := range [][]any{{"姓名", "入党时间"}, {"张建国", "2001年7月1日"}, {"李敏", "2001-13-01"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			log.Fatal(err)
		}
	}
	if err := f.Write(&file); err != nil {
		log.Fatal(err)
	}
	r, err := roster.Open(bytes.NewReader(file.Bytes()), int64(file.Len()), schema, roster.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var faults notice.Refusal
	for row, err := range r.Rows() {
		if err != nil {
			log.Fatal(err)
		}
		made, err := r.Decode(row)
		var refusal notice.Refusal
		if errors.As(err, &refusal) {
			faults = append(faults, refusal...)
			fmt.Println(refusal[0].In("名册.xlsx"))
			continue
		}
		fmt.Println(row.Number, made.Values["name"], made.Values["date"])
	}
	var marked bytes.Buffer
	fmt.Println(r.WriteFaults(&marked, faults), marked.Len() > 0)
	// Output:
	// 2 张建国 2001-07-01
	// Sheet1!B3：入党时间（/入党时间）：“2001-13-01”不是日历上有的日子：月份应为1至12，应如 2010-07-01。
	// <nil> true
}

// The workbook to fill in has an example row, which is not read.
func ExampleWriteSample() {
	schema, err := record.Compile("member", []byte(`{"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
		"name": {"type": "string", "title": "姓名"}, "branch": {"type": "string", "title": "所在支部"}}}`))
	if err != nil {
		log.Fatal(err)
	}
	example, err := record.Read([]byte("姓名: 张建国\n所在支部: 机关党支部\n"), record.YAML)
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	if err := roster.WriteSample(&file, "党员", schema, example, false); err != nil {
		log.Fatal(err)
	}
	r, err := roster.Open(bytes.NewReader(file.Bytes()), int64(file.Len()), schema, roster.Options{Example: example})
	if err != nil {
		log.Fatal(err)
	}
	rows := 0
	for range r.Rows() {
		rows++
	}
	fmt.Println(r.Has("branch"), rows)
	// Output:
	// true 0
}
