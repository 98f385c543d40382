package page_test

import (
	"fmt"
	"testing"

	"gongwen/generator/page"
)

func ExampleColor_RGB() {
	fmt.Println(page.Black.RGB())
	fmt.Println(page.Red.RGB())
	// Output:
	// 0 0 0
	// 235 48 30
}

func TestRGBOfInks(t *testing.T) {
	for _, c := range []struct {
		name  string
		color page.Color
		want  [3]uint8
	}{
		{"paper", page.Color{}, [3]uint8{255, 255, 255}},
		{"solid cyan", page.Color{C: 100}, [3]uint8{0, 158, 224}},
		{"solid magenta", page.Color{M: 100}, [3]uint8{230, 0, 126}},
		{"solid yellow", page.Color{Y: 100}, [3]uint8{255, 237, 0}},
		{"half black", page.Color{K: 50}, [3]uint8{128, 128, 128}},
		{"all inks", page.Color{C: 100, M: 100, Y: 100, K: 100}, [3]uint8{}},
		{"more than there is", page.Color{K: 255}, [3]uint8{}},
	} {
		if r, g, b := c.color.RGB(); [3]uint8{r, g, b} != c.want {
			t.Errorf("%s: %d %d %d, want %v", c.name, r, g, b, c.want)
		}
	}
}
