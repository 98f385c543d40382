package scan_test

import (
	"bytes"
	"fmt"

	"gongwen/generator/inspect/scan"
	"gongwen/generator/qr"
)

// The text of a code comes back off its picture.
func ExampleImage() {
	code, err := qr.Encode("GW1:ABCDEF")
	if err != nil {
		fmt.Println(err)
		return
	}
	picture, err := code.Picture()
	if err != nil {
		fmt.Println(err)
		return
	}
	texts, err := scan.Image(bytes.NewReader(picture.Data))
	fmt.Println(texts, err)
	// Output: [GW1:ABCDEF] <nil>
}
