package artwork

import (
	"image/color"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// units are the lengths of SVG in user units, which are pixels of 1/96 inch.
var units = map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}

// length reads a length; whole is what 100 % is of.
func length(s string, whole float64) (v float64, ok bool) {
	digits, unit := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%"), ""
	unit = strings.ToLower(s[len(digits):])
	v, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || strings.ContainsAny(digits, "_xX") {
		return 0, false
	}
	if unit == "%" {
		return v * whole / 100, true
	}
	by, known := units[unit]
	return v * by, known
}

// scanner takes the numbers of a list apart: of a path, of a transform, of points.
type scanner struct{ s string }

func (n *scanner) blanks() { n.s = strings.TrimLeft(n.s, " \t\r\n\f") }

// comma passes over blanks and at most one comma.
func (n *scanner) comma() {
	n.blanks()
	if strings.HasPrefix(n.s, ",") {
		n.s = n.s[1:]
		n.blanks()
	}
}

// number takes a number: a sign, digits, a point, an exponent.
func (n *scanner) number() (float64, bool) {
	i, digits := 0, 0
	at := func(set string) bool { return i < len(n.s) && strings.IndexByte(set, n.s[i]) >= 0 }
	run := func() {
		for at("0123456789") {
			i++
			digits++
		}
	}
	if at("+-") {
		i++
	}
	run()
	if at(".") {
		i++
		run()
	}
	if digits == 0 {
		return 0, false
	}
	if at("eE") {
		end := i
		i++
		if at("+-") {
			i++
		}
		if digits = 0; true {
			run()
		}
		if digits == 0 {
			i = end
		}
	}
	v, err := strconv.ParseFloat(n.s[:i], 64)
	n.s = n.s[i:]
	return v, err == nil
}

// numbers takes all that is left.
func (n *scanner) numbers() (all []float64, ok bool) {
	n.blanks()
	for n.s != "" {
		v, ok := n.number()
		if !ok {
			return nil, false
		}
		all = append(all, v)
		n.comma()
	}
	return all, true
}

// opaque reads a colour; ok is false for one that is none or is not opaque.
func opaque(s string) (c color.RGBA, ok bool) {
	s = strings.ToLower(s)
	if digits, found := strings.CutPrefix(s, "#"); found {
		return hexColor(digits)
	}
	for _, name := range []string{"rgb(", "rgba("} {
		if inside, found := strings.CutPrefix(s, name); found && strings.HasSuffix(inside, ")") {
			return rgbColor(strings.TrimSuffix(inside, ")"))
		}
	}
	c, ok = colornames.Map[s]
	return c, ok
}

func hexColor(digits string) (c color.RGBA, ok bool) {
	if len(digits) == 3 || len(digits) == 4 {
		var long strings.Builder
		for i := range len(digits) {
			long.WriteByte(digits[i])
			long.WriteByte(digits[i])
		}
		digits = long.String()
	}
	if len(digits) == 8 && strings.HasSuffix(digits, "ff") {
		digits = digits[:6]
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}, err == nil && len(digits) == 6
}

func rgbColor(inside string) (c color.RGBA, ok bool) {
	parts := strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(parts) == 4 && (parts[3] == "1" || parts[3] == "1.0" || parts[3] == "100%") {
		parts = parts[:3]
	}
	if len(parts) != 3 {
		return c, false
	}
	var channels [3]uint8
	for i, p := range parts {
		v, known := length(p, 255)
		if !known {
			return c, false
		}
		channels[i] = uint8(math.Round(min(255, max(0, v))))
	}
	return color.RGBA{R: channels[0], G: channels[1], B: channels[2], A: 255}, true
}

// matrix maps x, y to a·x + c·y + e, b·x + d·y + f. Its products are rounded before they are added, so that all machines draw
// alike.
type matrix struct{ a, b, c, d, e, f float64 }

// times gives the matrix that maps by n first and then by m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		float64(m.a*n.a) + float64(m.c*n.b), float64(m.b*n.a) + float64(m.d*n.b),
		float64(m.a*n.c) + float64(m.c*n.d), float64(m.b*n.c) + float64(m.d*n.d),
		float64(m.a*n.e) + float64(m.c*n.f) + m.e, float64(m.b*n.e) + float64(m.d*n.f) + m.f,
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return float64(m.a*x) + float64(m.c*y) + m.e, float64(m.b*x) + float64(m.d*y) + m.f
}

// scale gives by how much lengths grow; even tells whether they grow by the same in all directions.
func (m matrix) scale() (by float64, even bool) {
	x, y := math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)
	across := math.Abs(float64(m.a*m.c) + float64(m.b*m.d))
	return math.Sqrt(math.Abs(float64(m.a*m.d) - float64(m.b*m.c))), math.Abs(x-y) <= 0.001*max(x, y) && across <= 0.001*x*y
}

// readTransform reads a list of transforms.
func readTransform(s string) (matrix, bool) {
	all := matrix{a: 1, d: 1}
	for s = strings.TrimSpace(s); s != ""; {
		name, rest, found := strings.Cut(s, "(")
		inside, after, closed := strings.Cut(rest, ")")
		v, ok := (&scanner{inside}).numbers()
		if !found || !closed || !ok {
			return all, false
		}
		one, ok := transform(strings.TrimSpace(name), v)
		if !ok {
			return all, false
		}
		all = all.times(one)
		s = strings.TrimLeft(after, " \t\r\n,")
	}
	return all, true
}

func transform(name string, v []float64) (matrix, bool) {
	rotation := func(degrees float64) matrix {
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		return matrix{a: cos, b: sin, c: -sin, d: cos}
	}
	switch n := len(v); {
	case name == "matrix" && n == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, true
	case name == "translate" && n == 1:
		return matrix{a: 1, d: 1, e: v[0]}, true
	case name == "translate" && n == 2:
		return matrix{a: 1, d: 1, e: v[0], f: v[1]}, true
	case name == "scale" && n == 1:
		return matrix{a: v[0], d: v[0]}, true
	case name == "scale" && n == 2:
		return matrix{a: v[0], d: v[1]}, true
	case name == "rotate" && n == 1:
		return rotation(v[0]), true
	case name == "rotate" && n == 3:
		return matrix{a: 1, d: 1, e: v[1], f: v[2]}.times(rotation(v[0])).times(matrix{a: 1, d: 1, e: -v[1], f: -v[2]}), true
	case name == "skewX" && n == 1:
		return matrix{a: 1, c: math.Tan(v[0] * math.Pi / 180), d: 1}, true
	case name == "skewY" && n == 1:
		return matrix{a: 1, b: math.Tan(v[0] * math.Pi / 180), d: 1}, true
	}
	return matrix{}, false
}
