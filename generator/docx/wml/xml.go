package wml

import (
	"strconv"
	"unicode/utf8"
)

// xml is a part of the package that is being written. Its methods give it back, so that an element stands on one line.
type xml struct{ b []byte }

// s appends markup as it is.
func (x *xml) s(markup string) *xml {
	x.b = append(x.b, markup...)
	return x
}

// n appends a number.
func (x *xml) n(n int) *xml {
	x.b = strconv.AppendInt(x.b, int64(n), 10)
	return x
}

// t appends text, escaped for an element or an attribute.
func (x *xml) t(text string) *xml {
	start := 0
	for i := 0; i < len(text); i++ {
		var e string
		switch text[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		default:
			continue
		}
		x.b = append(append(x.b, text[start:i]...), e...)
		start = i + 1
	}
	x.b = append(x.b, text[start:]...)
	return x
}

// attr appends an attribute with a number, left out if it is 0.
func (x *xml) attr(name string, n int) *xml {
	if n == 0 {
		return x
	}
	return x.s(" w:").s(name).s(`="`).n(n).s(`"`)
}

// r appends a character of text.
func (x *xml) r(r rune) *xml {
	switch r {
	case '&', '<', '>':
		return x.t(string(r))
	}
	x.b = utf8.AppendRune(x.b, r)
	return x
}
