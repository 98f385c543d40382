// Package serial counts the numbers of papers on from a first one, such as 常电大委证〔2012〕1号.
package serial

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Numbers are numbers that follow on each other. The zero Numbers are none.
type Numbers struct {
	before, after string
	first         int
	digits        int // at least; 0 if there are no numbers
}

var lastDigits = regexp.MustCompile(`^(.*?)([0-9]{1,9})([^0-9]*)$`)

// Parse reads the first number: its last digits count, and have as many places from then on as they have now if they begin with
// a 0. ok is false if there are no digits.
func Parse(first string) (n Numbers, ok bool) {
	m := lastDigits.FindStringSubmatch(first)
	if m == nil {
		return Numbers{}, false
	}
	n = Numbers{before: m[1], after: m[3], digits: 1}
	if strings.HasPrefix(m[2], "0") {
		n.digits = len(m[2])
	}
	var err error
	n.first, err = strconv.Atoi(m[2])
	return n, err == nil
}

// At gives the number with an index, from 0; "" if there are none.
func (n *Numbers) At(index int) string {
	if n.digits == 0 {
		return ""
	}
	return fmt.Sprintf("%s%0*d%s", n.before, n.digits, n.first+index, n.after)
}
