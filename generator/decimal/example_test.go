package decimal_test

import (
	"fmt"
	"log"

	"gongwen/generator/decimal"
)

// Of 31 votes 30 are 96.77 percent.
func Example() {
	share, err := decimal.Of(3000).Quo(decimal.Of(31), 2)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(share)
	price, err := decimal.Parse("12.50")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(price.Mul(decimal.Of(3)), price.Cmp(decimal.Of(12)) > 0)
	// Output:
	// 96.77
	// 37.50 true
}
