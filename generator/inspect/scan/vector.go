package scan

import (
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// The numbers of modules on a side: ISO/IEC 18004:2015, 5.3.1.
const (
	fewestModules = 21
	mostModules   = 177
)

// drawn gives the text of a code that is drawn as a shape of rectangles, upright or turned by quarters.
func drawn(s pdfread.Shape) (string, bool) {
	size, module := modules(s)
	if size == 0 {
		return "", false
	}
	around := bounds(s)
	place := func(x, from measure.Length) int { return min(size, int(math.Round(float64(x-from)/module))) }
	dark := square(size)
	for _, r := range s {
		for y := place(r.Top, around.Top); y < place(r.Bottom, around.Top); y++ {
			for x := place(r.Left, around.Left); x < place(r.Right, around.Left); x++ {
				dark[y][x] = true
			}
		}
	}
	for range 4 {
		if text, ok := decode(dark); ok {
			return text, true
		}
		dark = turned(dark)
	}
	return "", false
}

func square(size int) [][]bool {
	rows := make([][]bool, size)
	for y := range rows {
		rows[y] = make([]bool, size)
	}
	return rows
}

// turned gives a square turned a quarter counter-clockwise.
func turned(from [][]bool) [][]bool {
	to := square(len(from))
	for y, row := range from {
		for x, dark := range row {
			to[len(row)-1-x][y] = dark
		}
	}
	return to
}

// modules gives the number of modules on a side of a code that is drawn as a shape, and their size in EMU; 0 if the shape is
// none. The timing pattern has an edge between any two modules, so that they are as wide as the closest edges are apart.
func modules(s pdfread.Shape) (int, float64) {
	if len(s) < fewestModules {
		return 0, 0
	}
	around := bounds(s)
	width, height := float64(around.Right-around.Left), float64(around.Bottom-around.Top)
	if math.Abs(width-height) > width/100 {
		return 0, 0
	}
	edges := make([]measure.Length, 0, 2*len(s))
	for _, r := range s {
		edges = append(edges, r.Left, r.Right)
	}
	slices.Sort(edges)
	least := width / mostModules / 2 // closer edges are the same one, rounded
	module := width
	for i := 1; i < len(edges); i++ {
		if gap := float64(edges[i] - edges[i-1]); gap > least {
			module = min(module, gap)
		}
	}
	size := int(math.Round(width / module))
	if size < fewestModules || size > mostModules || size%4 != 1 {
		return 0, 0
	}
	return size, width / float64(size)
}

func bounds(s pdfread.Shape) pdfread.Box {
	around := s[0]
	for _, r := range s[1:] {
		around.Left, around.Top = min(around.Left, r.Left), min(around.Top, r.Top)
		around.Right, around.Bottom = max(around.Right, r.Right), max(around.Bottom, r.Bottom)
	}
	return around
}

// decode reads modules that stand upright.
func decode(dark [][]bool) (text string, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false // gozxing may trip over what is no code
		}
	}()
	found, err := decoder.NewDecoder().DecodeBoolMap(dark, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"})
	if err != nil {
		return "", false
	}
	return found.GetText(), true
}
