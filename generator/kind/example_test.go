package kind_test

import (
	"fmt"
	"log"
	"testing/fstest"

	"gongwen/generator/kind"
	"gongwen/templates"
)

// A folder of templates laid over those of the program adds kinds; one with faults is named, and stops no other.
func ExampleLoad() {
	own := fstest.MapFS{"bad/kind.yaml": {Data: []byte("title: 坏\n")}}
	set, err := kind.Load(kind.Overlay(own, templates.Files))
	if err != nil {
		log.Fatal(err)
	}
	notice, err := set.Kind("通知")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(notice.Name, notice.FormatNames())
	for _, fault := range set.Faults() {
		fmt.Println(fault.Kind)
	}
	// Output:
	// notice [pdf docx svg]
	// bad
}

func ExampleCleanName() {
	fmt.Println(kind.CleanName("关于“a/b”的通知?", "公文"), kind.CleanName("", "公文"))
	// Output:
	// 关于“a_b”的通知_ 公文
}

func ExampleParseFormats() {
	fmt.Println(kind.ParseFormats([]string{"pdf", "docx"}))
	_, err := kind.ParseFormats([]string{"doc"})
	fmt.Println(err)
	// Output:
	// [pdf docx] <nil>
	// 没有“doc”这种格式，可用的有：pdf、docx、svg
}
