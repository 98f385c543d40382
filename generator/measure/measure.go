// Package measure has the one unit that every length of gongwen is counted in.
//
// It stands below page and doc because both need it and neither may know the other: doc says "35 mm below the type
// area" (a profile's number), page says where that came to lie. page.Length is this Length.
package measure

import (
	"fmt"
	"strconv"
	"strings"
)

// Length is a length in EMU, 914,400 to the inch. It is whole: Go fuses multiply and add on some machines and not on
// others, so lengths in floating point would lay a paper out differently on two of them.
type Length int64

// The units that papers are measured in. A twip, a point and a millimetre are all whole numbers of EMU.
const (
	EMU  Length = 1
	Twip Length = 635
	PT   Length = 12_700
	MM   Length = 36_000
)

// Millimetres gives the length in millimetres, for reports and tests; layout never computes with it.
func (l Length) Millimetres() float64 { return float64(l) / float64(MM) }

// Points gives the length in PostScript points (1/72 inch), for reports and tests.
func (l Length) Points() float64 { return float64(l) / float64(PT) }

// String gives the length in millimetres with three decimals, as golden page dumps show it.
func (l Length) String() string {
	return strconv.FormatFloat(l.Millimetres(), 'f', 3, 64) + "mm"
}

// Scale gives l·num/den, rounded to the nearest EMU, halves away from zero. den must be positive.
func (l Length) Scale(num, den int64) Length {
	n := int64(l) * num
	if n < 0 {
		return Length(-((-n + den/2) / den))
	}
	return Length((n + den/2) / den)
}

// Parse reads a number with its unit, "35mm" or "0.5pt". It takes at most four decimals and gives an error for any other
// unit, so that a bare number in a profile is never guessed at.
func Parse(s string) (Length, error) {
	t := strings.TrimSpace(s)
	for _, u := range []struct {
		name string
		size Length
	}{{"mm", MM}, {"pt", PT}} {
		digits, found := strings.CutSuffix(t, u.name)
		if !found {
			continue
		}
		whole, frac, _ := strings.Cut(strings.TrimSpace(digits), ".")
		if len(frac) > 4 {
			return 0, fmt.Errorf("measure: %q has more than four decimals", s)
		}
		n, err := strconv.ParseInt(whole+(frac + "0000")[:4], 10, 48)
		if err != nil {
			return 0, fmt.Errorf("measure: %q is no number with a unit", s)
		}
		return Length(n).Scale(int64(u.size), 10_000), nil
	}
	return 0, fmt.Errorf("measure: %q: want a number with mm or pt", s)
}
