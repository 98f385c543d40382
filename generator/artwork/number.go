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

// readColor reads a colour, and how opaque it is, from 0 to 1: #RGB, #RRGGBB and those with an alpha, rgb(), rgba(), hsl() and hsla()
// with commas or blanks, and names (CSS Color 4). An ICC colour that follows is left out, as SVG 1.1 has it (12.2).
func readColor(s string) (c color.RGBA, alpha float64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if before, _, found := strings.Cut(s, "icc-color("); found {
		s = strings.TrimSpace(before)
	}
	if digits, found := strings.CutPrefix(s, "#"); found {
		return hexColor(digits)
	}
	name, inside, found := strings.Cut(s, "(")
	if inside, closed := strings.CutSuffix(inside, ")"); found && closed {
		parts := strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == '/' || r == ' ' || r == '\t' || r == '\n' || r == '\r' })
		alpha = 1
		if len(parts) == 4 {
			if alpha, ok = length(parts[3], 1); !ok {
				return c, 0, false
			}
			parts = parts[:3]
		}
		if len(parts) != 3 {
			return c, 0, false
		}
		switch name {
		case "rgb", "rgba":
			c, ok = rgbColor(parts)
		case "hsl", "hsla":
			c, ok = hslColor(parts)
		default:
			ok = false
		}
		return c, alpha, ok
	}
	if s == "rebeccapurple" {
		return color.RGBA{R: 0x66, G: 0x33, B: 0x99, A: 255}, 1, true
	}
	c, ok = colornames.Map[s]
	return c, 1, ok
}

func hexColor(digits string) (c color.RGBA, alpha float64, ok bool) {
	if len(digits) == 3 || len(digits) == 4 {
		var long strings.Builder
		for i := range len(digits) {
			long.WriteByte(digits[i])
			long.WriteByte(digits[i])
		}
		digits = long.String()
	}
	if len(digits) == 6 {
		digits += "ff"
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	return color.RGBA{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8), A: 255}, float64(v&0xff) / 255, err == nil && len(digits) == 8
}

func rgbColor(parts []string) (c color.RGBA, ok bool) {
	var channels [3]uint8
	for i, p := range parts {
		v, known := length(p, 255)
		if !known {
			return c, false
		}
		channels[i] = channel(v)
	}
	return color.RGBA{R: channels[0], G: channels[1], B: channels[2], A: 255}, true
}

func channel(v float64) uint8 { return uint8(math.Round(min(255, max(0, v)))) }

// hslColor reads hue, saturation and lightness (CSS Color 4, 7.1).
func hslColor(parts []string) (c color.RGBA, ok bool) {
	hue := parts[0]
	turn := 360.0 // of the unit in a full turn
	for _, unit := range []struct {
		name string
		turn float64
	}{{"deg", 360}, {"grad", 400}, {"rad", 2 * math.Pi}, {"turn", 1}} {
		if digits, found := strings.CutSuffix(hue, unit.name); found {
			hue, turn = digits, unit.turn
			break
		}
	}
	h, okHue := length(hue, math.NaN())
	s, okS := length(strings.TrimSuffix(parts[1], "%"), 1)
	l, okL := length(strings.TrimSuffix(parts[2], "%"), 1)
	if !okHue || !okS || !okL || math.IsNaN(h) {
		return c, false
	}
	h = math.Mod(h/turn, 1) * 12
	s, l = min(1, max(0, s/100)), min(1, max(0, l/100))
	reach := float64(s * min(l, 1-l))
	at := func(n float64) uint8 {
		k := math.Mod(math.Mod(n+h, 12)+12, 12)
		return channel(float64(255 * (l - float64(reach*max(-1, min(k-3, 9-k, 1))))))
	}
	return color.RGBA{R: at(0), G: at(8), B: at(4), A: 255}, true
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
