package record_test

import (
	"errors"
	"fmt"
	"log"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// An input is held against a schema; what was typed carelessly is mended, and every fault is told at once.
func ExampleDecode() {
	schema, err := record.Compile("card", []byte(`{"type": "object", "additionalProperties": false, "required": ["name", "date"], "properties": {
		"name": {"type": "string", "title": "姓名"}, "date": {"type": "string", "title": "日期", "format": "date"},
		"number": {"type": "string", "title": "编号", "x-text": "number"}}}`))
	if err != nil {
		log.Fatal(err)
	}
	r, err := record.Decode([]byte("姓名: 张建国\n日期: 2012-07-01\n编号: 证〔2012〕 1号\n"), record.YAML, schema, record.Files{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Values["name"], r.Values["number"])
	for _, n := range r.Notices {
		fmt.Println(n.In("卡.yaml"))
	}
	_, err = record.Decode([]byte("姓名: 张建国\n日期: 2012-07-32\n单位: 甲局\n"), record.YAML, schema, record.Files{})
	var refusal notice.Refusal
	if !errors.As(err, &refusal) {
		log.Fatal(err)
	}
	for _, fault := range refusal {
		fmt.Println(fault.In("卡.yaml"))
	}
	// Output:
	// 张建国 证〔2012〕1号
	// 卡.yaml:3:12：编号（/编号）：已去掉发文字号中的空格：第8字“012〕 1号”。
	// 卡.yaml:2:5：日期（/日期）：“2012-07-32”不是日历上有的日子：2012年7月只有31天。
	// 卡.yaml:3:1：（/单位）：没有“单位”这一项，可用的有：姓名、日期、编号。
}

func ExampleSyntaxOf() {
	fmt.Println(record.SyntaxOf("a.yaml", nil) == record.YAML, record.SyntaxOf("", []byte(`{"kind": "notice"}`)) == record.JSON)
	// Output:
	// true true
}
