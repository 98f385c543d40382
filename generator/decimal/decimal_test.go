package decimal_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"gongwen/generator/decimal"
)

func parse(t *testing.T, s string) decimal.Decimal {
	t.Helper()
	d, err := decimal.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParse(t *testing.T) {
	for s, want := range map[string]string{
		"0": "0", "12.50": "12.50", "-3": "-3", "-0.05": "-0.05", "0012.5": "12.5", "1e3": "1000", "1.25E-2": "0.0125", "2.5e1": "25", "-0": "0",
		"123456789012345678901234567890.123456789": "123456789012345678901234567890.123456789",
	} {
		if got := parse(t, s).String(); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
	for _, s := range []string{"", "-", ".5", "5.", "+5", "1,234", "１２", "0x10", "1_000", "NaN", "1e", "1e1000", "1e99", "1e-31", "1 ", " 1", "1e2x", "--1", "1.-2",
		strings.Repeat("9", 61), "0." + strings.Repeat("1", 31)} {
		if d, err := decimal.Parse(s); err == nil {
			t.Errorf("%q: got %s, want an error", s, d)
		}
	}
}

func TestArithmeticIsExact(t *testing.T) {
	tenth, fifth := parse(t, "0.1"), parse(t, "0.2")
	for _, c := range []struct{ what, got, want string }{
		{"0.1 + 0.2", tenth.Add(fifth).String(), "0.3"},
		{"0.1 - 0.25", tenth.Sub(parse(t, "0.25")).String(), "-0.15"},
		{"1.50 × 3", parse(t, "1.50").Mul(decimal.Of(3)).String(), "4.50"},
		{"0 + 1.10", decimal.Decimal{}.Add(parse(t, "1.10")).String(), "1.10"},
		{"-12.50", parse(t, "12.50").Neg().String(), "-12.50"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, c.got, c.want)
		}
	}
	if parse(t, "12.50").Cmp(parse(t, "12.5")) != 0 || parse(t, "-1").Cmp(decimal.Decimal{}) >= 0 || decimal.Of(3).Cmp(parse(t, "2.999")) <= 0 {
		t.Error("comparison is wrong")
	}
}

func TestRoundingIsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		number string
		places int
		want   string
	}{
		{"2.5", 0, "3"}, {"-2.5", 0, "-3"}, {"2.4999", 0, "2"}, {"1.005", 2, "1.01"}, {"1.5", 3, "1.500"}, {"-0.04", 1, "0.0"},
	} {
		if got, err := parse(t, c.number).Round(c.places); err != nil || got.String() != c.want {
			t.Errorf("%s to %d places: got %s, %v, want %s", c.number, c.places, got, err, c.want)
		}
	}
	for _, c := range []struct {
		over, under string
		places      int
		want        string
	}{
		{"2", "3", 4, "0.6667"}, {"-2", "3", 2, "-0.67"}, {"1", "-8", 2, "-0.13"}, {"0.5", "0.25", 0, "2"}, {"1", "0.003", 1, "333.3"},
	} {
		if got, err := parse(t, c.over).Quo(parse(t, c.under), c.places); err != nil || got.String() != c.want {
			t.Errorf("%s ÷ %s: got %s, %v, want %s", c.over, c.under, got, err, c.want)
		}
	}
	if _, err := decimal.Of(1).Quo(decimal.Decimal{}, 2); err == nil {
		t.Error("1 ÷ 0: want an error")
	}
	if _, err := decimal.Of(1).Round(decimal.MostPlaces + 1); err == nil {
		t.Error("too many places: want an error")
	}
}

func TestJSONIsANumber(t *testing.T) {
	if b, err := json.Marshal(map[string]any{"a": parse(t, "-12.50")}); err != nil || string(b) != `{"a":-12.50}` {
		t.Errorf("got %s, %v", b, err)
	}
}

// FuzzArithmetic holds sums and products against math/big.Rat.
func FuzzArithmetic(f *testing.F) {
	f.Add("12.50", "-0.003")
	f.Add("1e3", "0.1")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, err := decimal.Parse(a)
		if err != nil {
			return
		}
		y, err := decimal.Parse(b)
		if err != nil {
			return
		}
		rat := func(d decimal.Decimal) *big.Rat {
			r, ok := new(big.Rat).SetString(d.String())
			if !ok {
				t.Fatalf("%s is no number", d)
			}
			return r
		}
		if want, ok := new(big.Rat).SetString(a); !ok || rat(x).Cmp(want) != 0 {
			t.Errorf("%s: got %s", a, x)
		}
		if rat(x.Add(y)).Cmp(new(big.Rat).Add(rat(x), rat(y))) != 0 || rat(x.Mul(y)).Cmp(new(big.Rat).Mul(rat(x), rat(y))) != 0 ||
			x.Cmp(y) != rat(x).Cmp(rat(y)) {
			t.Errorf("%s and %s: sum %s, product %s", a, b, x.Add(y), x.Mul(y))
		}
	})
}
