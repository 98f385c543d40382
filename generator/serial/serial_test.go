package serial_test

import (
	"testing"

	"gongwen/generator/serial"
)

func TestNumbersCountOn(t *testing.T) {
	for _, c := range []struct {
		first string
		index int
		want  string // "" if first has no digits
	}{
		{"常电大委证〔2012〕1号", 0, "常电大委证〔2012〕1号"},
		{"常电大委证〔2012〕1号", 11, "常电大委证〔2012〕12号"},
		{"2012-0098", 5, "2012-0103"},
		{"0999", 1, "1000"},
		{"号", 0, ""},
	} {
		n, ok := serial.Parse(c.first)
		if got := n.At(c.index); got != c.want || ok != (c.want != "") {
			t.Errorf("%s, %d: got %q, %v; want %q", c.first, c.index, got, ok, c.want)
		}
	}
}
