// Package decimal has numbers that are exact: 0.1 is a tenth. A Decimal keeps how many decimal places it was written with, as
// amounts do: 12.50 is printed as 12.50, and equals 12.5.
//
// Sums, differences and products are exact. A quotient need not be, so it says to how many places it is rounded. There is no
// floating point anywhere.
package decimal

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// MostPlaces is how many decimal places a number may be written with, and rounded to.
const MostPlaces = 30

// mostDigits is how many digits a number may be written with.
const mostDigits = 60

// Decimal is a number. The zero Decimal is 0. It does not change.
type Decimal struct {
	digits *big.Int // the number without its point; nil for 0
	places int      // how many of the digits stand behind the point
}

// Of gives a whole number.
func Of(n int) Decimal { return Decimal{digits: big.NewInt(int64(n))} }

// Parse reads a number such as 12.50, -3 or 1.25e-2, in half-width digits and without blanks or commas.
func Parse(s string) (Decimal, error) {
	bad := fmt.Errorf("decimal: %q: want a number such as 12.50", s)
	mantissa, power := s, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		if len(s)-i > 4 {
			return Decimal{}, bad
		}
		var err error
		if power, err = strconv.Atoi(s[i+1:]); err != nil {
			return Decimal{}, bad
		}
		mantissa = s[:i]
	}
	whole, part, point := strings.Cut(mantissa, ".")
	unsigned := strings.TrimPrefix(whole, "-")
	if unsigned == "" || point && part == "" || !digitsOnly(unsigned+part) || len(unsigned+part) > mostDigits {
		return Decimal{}, bad
	}
	digits, ok := new(big.Int).SetString(whole+part, 10)
	if !ok {
		return Decimal{}, bad
	}
	d := Decimal{digits: digits, places: len(part) - power}
	if d.places < 0 {
		d = d.scaled(0)
	}
	if d.places > MostPlaces || len(d.digits.Text(10)) > mostDigits {
		return Decimal{}, bad
	}
	return d, nil
}

func digitsOnly(s string) bool { return strings.Trim(s, "0123456789") == "" }

// String writes the number with all its decimal places.
func (d Decimal) String() string {
	s := d.whole().Text(10)
	if d.places == 0 {
		return s
	}
	s, negative := strings.CutPrefix(s, "-")
	if len(s) <= d.places {
		s = strings.Repeat("0", d.places-len(s)+1) + s
	}
	s = s[:len(s)-d.places] + "." + s[len(s)-d.places:]
	if negative {
		s = "-" + s
	}
	return s
}

// MarshalJSON writes the number as a number of JSON.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

// Add gives d + e.
func (d Decimal) Add(e Decimal) Decimal {
	a, b := alike(d, e)
	return Decimal{new(big.Int).Add(a.digits, b.digits), a.places}
}

// Sub gives d - e.
func (d Decimal) Sub(e Decimal) Decimal { return d.Add(e.Neg()) }

// Neg gives -d.
func (d Decimal) Neg() Decimal { return Decimal{new(big.Int).Neg(d.whole()), d.places} }

// Mul gives d × e.
func (d Decimal) Mul(e Decimal) Decimal {
	return Decimal{new(big.Int).Mul(d.whole(), e.whole()), d.places + e.places}
}

// Quo gives d ÷ e, rounded to places as Round does. The error is for an e that is 0, and for places that there cannot be.
func (d Decimal) Quo(e Decimal, places int) (Decimal, error) {
	if e.whole().Sign() == 0 {
		return Decimal{}, fmt.Errorf("decimal: %s divided by 0", d)
	}
	if err := checkPlaces(places); err != nil {
		return Decimal{}, err
	}
	over := new(big.Int).Mul(d.whole(), power(places+e.places))
	under := new(big.Int).Mul(e.whole(), power(d.places))
	return Decimal{rounded(over, under), places}, nil
}

// Round gives d with so many decimal places; a half is rounded away from 0 (四舍五入). The error is for places that there cannot be.
func (d Decimal) Round(places int) (Decimal, error) {
	if err := checkPlaces(places); err != nil {
		return Decimal{}, err
	}
	if places >= d.places {
		return d.scaled(places), nil
	}
	return Decimal{rounded(d.whole(), power(d.places-places)), places}, nil
}

func checkPlaces(n int) error {
	if n < 0 || n > MostPlaces {
		return fmt.Errorf("decimal: %d decimal places: want 0 to %d", n, MostPlaces)
	}
	return nil
}

// Cmp is negative if d is less than e, 0 if they are equal.
func (d Decimal) Cmp(e Decimal) int {
	a, b := alike(d, e)
	return a.digits.Cmp(b.digits)
}

func (d Decimal) whole() *big.Int {
	if d.digits == nil {
		return new(big.Int)
	}
	return d.digits
}

// scaled gives d with more places than it has, of which a number that was written with a power of ten may have fewer than none.
func (d Decimal) scaled(places int) Decimal {
	return Decimal{new(big.Int).Mul(d.whole(), power(places-d.places)), places}
}

// alike gives two numbers with the same places.
func alike(d, e Decimal) (Decimal, Decimal) {
	places := max(d.places, e.places)
	return d.scaled(places), e.scaled(places)
}

// power gives 10 to the n.
func power(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// rounded gives over ÷ under as a whole number, a half away from 0.
func rounded(over, under *big.Int) *big.Int {
	twice := new(big.Int).Abs(under)
	n := new(big.Int).Abs(over)
	n.Mul(n, big.NewInt(2)).Add(n, twice)
	n.Quo(n, twice.Mul(twice, big.NewInt(2)))
	if over.Sign()*under.Sign() < 0 {
		n.Neg(n)
	}
	return n
}
