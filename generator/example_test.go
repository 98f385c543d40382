package generator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/templates"
)

const member = `
种类: 承诺卡
姓名: 张建国
所在支部: 机关党支部
承诺事项: [带头学习, 带头服务]
`

func ExampleGenerator_Prepare() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	paper, err := g.Prepare(context.Background(), generator.Input{Text: []byte(member)})
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	if err := paper.Write(context.Background(), &file, generator.PDF, generator.Options{}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(paper.Kind.Title, paper.Name, bytes.HasPrefix(file.Bytes(), []byte("%PDF-")))
	// Output: 承诺卡 张建国 党员公开承诺卡 true
}

// An input with faults is refused with all of them, each with its place.
func ExampleGenerator_Prepare_refusal() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	_, err = g.Prepare(context.Background(), generator.Input{Text: []byte("种类: 承诺卡\n姓名: 张建国\n支部: 机关党支部\n")})
	var refusal notice.Refusal
	if !errors.As(err, &refusal) {
		log.Fatal(err)
	}
	for _, fault := range refusal {
		fmt.Println(fault.In("承诺卡.yaml"))
	}
	// Output:
	// 承诺卡.yaml：所在支部（/branch）：没有填写，这一项不能缺少。
	// 承诺卡.yaml：承诺事项（/pledges）：没有填写，这一项不能缺少。
	// 承诺卡.yaml:3:1：（/支部）：没有“支部”这一项，是不是“所在支部”？
}

// A record may come from elsewhere than an input: from a row of a roster, or from a program.
func ExampleGenerator_Paper() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	k, err := g.Kind("承诺卡")
	if err != nil {
		log.Fatal(err)
	}
	r, err := record.Decode([]byte(member), record.YAML, k.Schema, record.Files{})
	if err != nil {
		log.Fatal(err)
	}
	paper, err := g.Paper(k, r)
	if err != nil {
		log.Fatal(err)
	}
	files, err := paper.Files(context.Background(), []generator.Format{generator.PDF, generator.SVG}, 0)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range files {
		fmt.Println(f.Name, f.Pages)
	}
	// Output:
	// 张建国 党员公开承诺卡.pdf 2
	// 张建国 党员公开承诺卡-1.svg 1
	// 张建国 党员公开承诺卡-2.svg 1
}

func ExampleParseCopies() {
	copies, err := generator.ParseCopies("1-50")
	fmt.Println(copies, err)
	_, err = generator.ParseCopies("50-1")
	fmt.Println(err)
	// Output:
	// {1 50} <nil>
	// 份号范围写成 1-50 这样，从 1 到 999999；收到的是“50-1”
}

func ExampleReadPrinters() {
	printers, err := generator.ReadPrinters([]byte("三楼: {x: 0.3, y: -0.2}\n"))
	if err != nil {
		log.Fatal(err)
	}
	shift, err := printers.Shift("三楼")
	fmt.Println(printers.Names(), shift.X.Millimetres(), shift.Y.Millimetres(), err)
	// Output: [三楼] 0.3 -0.2 <nil>
}
