package doc_test

import (
	"fmt"
	"slices"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/internal/testkit/papers"
)

// line is a line of 28 characters, 100 units each.
func line(t testing.TB, profileName string) doc.Line[int] {
	return doc.Line[int]{Profile: papers.Profile(t, profileName), Width: 2800, Characters: func(n int) int { return n * 100 },
		Of: func(l measure.Length) int { return int(l.Scale(18, int64(measure.MM))) }}
}

func TestSignersStandUnderEachOther(t *testing.T) {
	for _, c := range []struct {
		what          string
		profile       string
		names         []int
		label, number int
		rows          string
		want          []int
	}{
		{"one", "gbt9704-2012", []int{300}, 400, 1000, "[[0]]", []int{2400}},
		{"two a row, each under the first", "gbt9704-2012", []int{200, 300, 400, 200}, 400, 1000, "[[0 1] [2 3]]", []int{1900, 2400}},
		{"no room for two", "gbt9704-2012", []int{800, 600}, 400, 1200, "[[0] [1]]", []int{1900}},
		{"a long name alone, the others two a row", "gbt9704-2012", []int{300, 1200, 300, 200, 300}, 400, 1050, "[[0] [1] [2 3] [4]]", []int{1500, 1900}},
		{"a long name at the end", "gbt9704-2012", []int{300, 300, 1000}, 400, 1050, "[[0 1] [2]]", []int{1700, 2100}},
		{"one a row", "party-1996", []int{300, 300}, 400, 1000, "[[0] [1]]", []int{2400}},
	} {
		rows, got := line(t, c.profile).SignerColumns(c.names, c.label, c.number)
		if !slices.Equal(got, c.want) || fmt.Sprint(rows) != c.rows {
			t.Errorf("%s: %v at %v, want %s at %v", c.what, rows, got, c.rows, c.want)
		}
	}
}

func TestDateBeginsTwoCharactersBehindTheOrgan(t *testing.T) {
	for _, c := range []struct {
		what          string
		longest, date int
		organ, at     int
	}{
		{"a short date", 1400, 900, 1200, 1400},
		{"a date longer than the organ", 400, 900, 1500, 1700},
		{"an organ as wide as the line", 2800, 900, 0, 200},
	} {
		if organ, at := line(t, "gbt9704-2012").Unsealed(c.longest, c.date); organ != c.organ || at != c.at {
			t.Errorf("%s: organ at %d, date at %d, want %d and %d", c.what, organ, at, c.organ, c.at)
		}
	}
	if begin, end := line(t, "gbt9704-2012").SignRules(); begin != 1700 || end != 2400 {
		t.Errorf("rules to sign on from %d to %d", begin, end)
	}
}

func TestSealsStandBesideEachOther(t *testing.T) {
	const size, date = 756, 900 // 42 mm, in which 3 mm are 54
	for _, c := range []struct {
		n, size int
		want    []int
		wide    int
	}{
		{1, size, []int{1950}, 2800},
		{2, size, []int{850, 1950}, 1000},
		{3, size, []int{378, 1188, 1998}, 710},
		{5, size, []int{378, 1188, 1998}, 710},
		{3, 1300, []int{650, 2004}, 1254},
	} {
		middles, wide := line(t, "gbt9704-2012").SealColumns(c.n, c.size, date)
		if !slices.Equal(middles, c.want) || wide != c.wide {
			t.Errorf("%d seals of %d: %v, names %d wide, want %v, %d", c.n, c.size, middles, wide, c.want, c.wide)
		}
	}
}

func TestColumnsOfATable(t *testing.T) {
	mm := func(all ...int) *doc.Table {
		table := &doc.Table{}
		for _, w := range all {
			table.Columns = append(table.Columns, doc.Column{Width: measure.Length(w) * measure.MM})
		}
		return table
	}
	for _, c := range []struct {
		what   string
		table  *doc.Table
		want   []int
		scaled bool
	}{
		{"widths that are given", mm(50, 100), []int{900, 1800}, false},
		{"one without takes the rest", mm(50, 0), []int{900, 1900}, false},
		{"several share it", mm(0, 0, 0), []int{933, 933, 934}, false},
		{"too wide", mm(200, 100), []int{1866, 933}, true},
		{"too wide beside one without, which has room for a character", mm(200, 0), []int{2670, 130}, true},
		{"more than a line has room for", mm(slices.Repeat([]int{0}, 28)...), slices.Repeat([]int{100}, 28), false},
	} {
		got, _, scaled := line(t, "gbt9704-2012").TableColumns(c.table)
		if !slices.Equal(got, c.want) || scaled != c.scaled {
			t.Errorf("%s: %v, scaled %t, want %v, %t", c.what, got, scaled, c.want, c.scaled)
		}
	}
}

func TestNamesStandInColumns(t *testing.T) {
	for _, c := range []struct {
		what   string
		widths []int
		want   string
	}{
		{"five of three characters to a row", []int{300, 300, 300, 300, 300, 300}, "[[{0 0} {1 1} {2 2} {3 3} {4 4}] [{5 0}]]"},
		{"one of four fits a column", []int{300, 400, 300, 300}, "[[{0 0} {1 1} {2 2} {3 3}]]"},
		{"a long one takes two columns", []int{300, 500, 300, 300}, "[[{0 0} {1 1} {2 3} {3 4}]]"},
		{"one that has no room goes to the next row", []int{300, 300, 300, 300, 500}, "[[{0 0} {1 1} {2 2} {3 3}] [{4 0}]]"},
		{"one longer than a line stands alone", []int{300, 2800, 300}, "[[{0 0}] [{1 0}] [{2 0}]]"},
		{"rounding takes no column", []int{409, 300}, "[[{0 0} {1 1}]]"},
		{"none", nil, "[]"},
	} {
		if got := fmt.Sprint(line(t, "gbt9704-2012").NameRows(c.widths)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	if got := line(t, "gbt9704-2012").NameStart(2); got != 1200 {
		t.Errorf("the third column begins at %d", got)
	}
}
