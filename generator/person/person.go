// Package person has the ways in which Chinese offices write persons: lists of names in the order of 姓氏笔画, and numbers that
// are hidden in part where everybody reads them.
package person

import "strings"

// Bare gives a name without what is said of the person in brackets behind it: 马飚 of 马飚（壮族）.
func Bare(name string) string {
	if i := strings.IndexAny(name, "（("); i > 0 {
		name = name[:i]
	}
	return strings.TrimRight(name, " \u3000")
}
