package qr_test

import (
	"fmt"
	"log"
	"strings"

	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/qr"
)

// A code is a path of vectors, as large as its box allows.
func ExampleEncode() {
	code, err := qr.Encode("https://example.org")
	if err != nil {
		log.Fatal(err)
	}
	path, err := code.Path(page.Rect{W: 20 * measure.MM, H: 20 * measure.MM})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(code.Size(), code.Dark(0, 0), len(path.Segments) > 0, code.Fits(5*measure.MM))
	_, err = qr.Encode(strings.Repeat("公文", 200))
	fmt.Println(err)
	// Output:
	// 25 true true qr: box too small for modules of 0.254 mm
	// qr: text too long for a code of version 10-M
}
