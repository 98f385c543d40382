package doc

import "unicode"

// NameList is a list of persons in columns, under heads such as that of their branch.
type NameList struct{ Groups []NameGroup }

// NameGroup is the persons under one head, in the order in which they are printed row by row.
type NameGroup struct {
	Head  Text // empty for none
	Names []Text
}

// SpreadName tells whether a name has two Chinese characters, which in a list take the room of three: the second stands one
// character further to the right. What stands in brackets behind it does not count.
func SpreadName(t Text) bool {
	n := 0
	for _, r := range t.String() {
		if r == '（' {
			break
		}
		if !unicode.Is(unicode.Han, r) {
			return false
		}
		n++
	}
	return n == 2
}

func (*NameList) block() {}
