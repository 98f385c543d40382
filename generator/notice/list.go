package notice

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// Most is how many faults, and warnings that are alike, a list has one by one; of the others it says how many there are.
const Most = 20

// ListWarnings writes the warnings of a roster with a name to w, a line each, those of one code up to Most.
func ListWarnings(w io.Writer, name string, warnings []Notice) {
	told := map[string]int{} // by codes
	for _, n := range warnings {
		if told[n.Code]++; told[n.Code] <= Most {
			fmt.Fprintf(w, "警告：%s\n", n.InRoster(name))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(told)) {
		if more := told[code] - Most; more > 0 {
			fmt.Fprintf(w, "……同类的另有 %d 处\n", more)
		}
	}
}

// ListFaults writes the faults of a roster with a name to w, a line each, up to Most.
func ListFaults(w io.Writer, name string, faults []Notice) {
	for _, n := range faults[:min(len(faults), Most)] {
		fmt.Fprintf(w, "错误：%s\n", n.InRoster(name))
	}
	if more := len(faults) - Most; more > 0 {
		fmt.Fprintf(w, "……另有 %d 处\n", more)
	}
}
