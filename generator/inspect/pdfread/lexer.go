package pdfread

import (
	"bytes"
	"strconv"
)

// object is an operand of a content stream, or a token of a CMap.
type object struct {
	kind  objectKind
	num   float64
	text  []byte // of a name, without its slash; of a string, decoded; of an operator
	items []object
}

type objectKind uint8

const (
	noObject objectKind = iota // the end of the data
	aNumber
	aName
	aString
	anArray
	aDictionary // its items are keys and values by turns
	anOperator
)

// deepest is how far arrays and dictionaries may be nested.
const deepest = 32

// lexer reads the objects of a content stream (ISO 32000-1, 7.2 and 7.8.2). Whatever it cannot read it passes over.
type lexer struct {
	data []byte
	pos  int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return delimiters[c] }

var delimiters = [256]bool{'(': true, ')': true, '<': true, '>': true, '[': true, ']': true, '{': true, '}': true, '/': true, '%': true}

func (l *lexer) skip() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// next gives the next object; arrays and dictionaries whole.
func (l *lexer) next() object { return l.object(0) }

func (l *lexer) object(depth int) object {
	for {
		l.skip()
		if l.pos >= len(l.data) {
			return object{}
		}
		switch c := l.data[l.pos]; c {
		case '/':
			l.pos++
			return object{kind: aName, text: unescape(l.word())}
		case '(':
			l.pos++
			return object{kind: aString, text: l.literal()}
		case '<':
			l.pos++
			if l.pos < len(l.data) && l.data[l.pos] == '<' {
				l.pos++
				return object{kind: aDictionary, items: l.items('>', depth)}
			}
			return object{kind: aString, text: l.hex()}
		case '[':
			l.pos++
			return object{kind: anArray, items: l.items(']', depth)}
		case ')', '>', ']', '{', '}':
			l.pos++
		default:
			return token(l.word())
		}
	}
}

// items reads objects up to the closing character, or to the two that close a dictionary.
func (l *lexer) items(closing byte, depth int) []object {
	var items []object
	for depth < deepest {
		l.skip()
		if l.pos >= len(l.data) {
			return items
		}
		if l.data[l.pos] == closing {
			l.pos++
			if closing == '>' && l.pos < len(l.data) && l.data[l.pos] == '>' {
				l.pos++
			}
			return items
		}
		before := l.pos
		o := l.object(depth + 1)
		if o.kind == noObject || l.pos == before {
			return items
		}
		items = append(items, o)
	}
	return items
}

// word reads regular characters.
func (l *lexer) word() []byte {
	start := l.pos
	for l.pos < len(l.data) && !isSpace(l.data[l.pos]) && !isDelimiter(l.data[l.pos]) {
		l.pos++
	}
	return l.data[start:l.pos]
}

func token(word []byte) object {
	if c := word[0]; c == '-' || c == '+' || c == '.' || '0' <= c && c <= '9' {
		if n, ok := decimal(word); ok {
			return object{kind: aNumber, num: n}
		}
	}
	return object{kind: anOperator, text: word}
}

// decimal reads a number of a PDF, which has no exponent.
func decimal(word []byte) (float64, bool) {
	n, err := strconv.ParseFloat(string(word), 64)
	return n, err == nil && n > -1e12 && n < 1e12
}

// unescape replaces #41 in a name by A.
func unescape(word []byte) []byte {
	if bytes.IndexByte(word, '#') < 0 {
		return word
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) {
			if n, err := strconv.ParseUint(string(word[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, word[i])
	}
	return out
}

// literal reads a string up to its closing bracket.
func (l *lexer) literal() []byte {
	var out []byte
	depth := 1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

// escape appends what stands behind a backslash.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	l.pos++
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	if c == '\r' || c == '\n' {
		if c == '\r' && l.pos < len(l.data) && l.data[l.pos] == '\n' {
			l.pos++
		}
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for range 2 {
		if l.pos < len(l.data) && '0' <= l.data[l.pos] && l.data[l.pos] <= '7' {
			n = n*8 + int(l.data[l.pos]-'0')
			l.pos++
		}
	}
	return append(out, byte(n))
}

// hex reads a hexadecimal string up to its closing bracket.
func (l *lexer) hex() []byte {
	var out []byte
	high := -1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		d := digit(c)
		if d < 0 {
			continue
		}
		if high < 0 {
			high = d
			continue
		}
		out = append(out, byte(high<<4|d))
		high = -1
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// inlineImage passes over an image in the content stream, behind its BI: its entries, and its data up to EI.
func (l *lexer) inlineImage() {
	for {
		o := l.next()
		if o.kind == noObject {
			return
		}
		if o.kind == anOperator && string(o.text) == "ID" {
			break
		}
	}
	for l.pos < len(l.data) {
		i := bytes.Index(l.data[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.data)
			return
		}
		l.pos += i + 2
		if isSpace(l.data[l.pos-3]) && (l.pos == len(l.data) || isSpace(l.data[l.pos])) {
			return
		}
	}
}
