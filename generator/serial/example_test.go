package serial_test

import (
	"fmt"

	"gongwen/generator/serial"
)

func ExampleParse() {
	numbers, ok := serial.Parse("党证〔2012〕098号")
	fmt.Println(numbers.At(0), numbers.At(2), ok)
	// Output:
	// 党证〔2012〕098号 党证〔2012〕100号 true
}
