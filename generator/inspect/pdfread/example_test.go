package pdfread_test

import (
	"bytes"
	"context"
	"fmt"

	"gongwen/generator/inspect/pdfread"
)

func Example() {
	data := file("\tBT /F1 16 Tf 100 700 Td (AB) Tj 200 0 Td (C) Tj 0 -30 Td (A) Tj ET 1 0 0 rg 100 690 400 2 re f")
	document, err := pdfread.Read(context.Background(), bytes.NewReader(data), int64(len(data)))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, page := range document.Pages {
		for _, line := range page.Lines() {
			fmt.Printf("page %d, %.0f mm from the top: %s\n", page.Number, line.Top.Millimetres(), line.Text)
		}
		for _, rule := range page.Rules {
			fmt.Printf("a rule %.0f mm long, in %+v\n", rule.Width().Millimetres(), rule.Ink)
		}
	}
	// Output:
	// page 1, 30 mm from the top: AB　C
	// page 1, 41 mm from the top: A
	// a rule 141 mm long, in {R:1000 G:0 B:0 Process:false}
}
