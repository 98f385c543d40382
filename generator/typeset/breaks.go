package typeset

import "strings"

// opportunities marks the characters before which a line may end.
func (t *setter) opportunities() {
	t.latinOpportunities()
	var n number
	before := -1 // the last character that is not a space
	for i := range t.chars {
		it := &t.chars[i]
		if it.traits.has(blank) {
			it.mayBreak = false
			continue
		}
		if before >= 0 {
			it.mayBreak = t.mayBreak(before, i) && !n.holds(&t.chars[before], it, i-before > 1) && !t.endsItemNumber(before)
		} else {
			it.mayBreak = false
		}
		n.read(it)
		before = i
	}
}

// mayBreak says whether a line may end between two characters that have at most spaces between them, numbers and their words
// apart.
func (t *setter) mayBreak(before, i int) bool {
	a, b := &t.chars[before], &t.chars[i]
	spaced := i-before > 1
	switch {
	case b.traits.has(notStart) || a.traits.has(notEnd):
		return false
	case a.traits.has(numberSign) && b.traits.has(digit|numberSign) || b.traits.has(joinSign) && a.traits.has(digit):
		return false // ±0.5, and 15±0.5
	case b.rune == '—' && a.rune != '—' && (i+1 == len(t.chars) || t.chars[i+1].rune != '—'):
		return false // a single dash joins what stands on both sides
	case a.traits.has(doubled) && a.rune == b.rune && !spaced:
		return false
	case !a.traits.has(wide) && !b.traits.has(wide) && !spaced:
		return b.mayBreak // as the segmenter said
	}
	return true
}

// latinOpportunities asks the segmenter about the stretches that are not Chinese. One of letters and digits alone has no
// opportunity but at its spaces, so that it need not be asked.
func (t *setter) latinOpportunities() {
	for i := 0; i < len(t.chars); i++ {
		start, simple := i, true
		for ; i < len(t.chars) && !t.chars[i].traits.has(wide); i++ {
			t.chars[i].mayBreak = false
			simple = simple && t.chars[i].traits.has(letter|digit|blank) && t.chars[i].rune < 0x80
		}
		if simple {
			continue
		}
		t.addresses(start, i)
		t.run = t.run[:0]
		for k := start; k < i; k++ {
			t.run = append(t.run, t.chars[k].rune)
		}
		t.segmenter.Init(t.run)
		for lines := t.segmenter.LineIterator(); lines.Next(); {
			if at := start + lines.Line().Offset; at > start {
				t.chars[at].mayBreak = true
			}
		}
	}
}

// addressMarks are the signs behind which the address of a page or a mailbox may be turned.
const addressMarks = "/.?&-_=#@"

// addresses marks the characters in a stretch that is not Chinese before which the address of a page or of a mailbox may be turned where
// a line would else be pulled apart or is too short for it: behind one of addressMarks, never inside ://.
func (t *setter) addresses(start, end int) {
	for i := start; i < end; i++ {
		from := i
		for i < end && !t.chars[i].traits.has(blank) {
			i++
		}
		if !t.address(from, i) {
			continue
		}
		for k := from + 1; k < i; k++ {
			a, b := &t.chars[k-1], &t.chars[k]
			b.inAddress = strings.ContainsRune(addressMarks, a.rune) && b.traits.has(letter|digit) && k-from > 1 && i-k > 1
		}
	}
}

// address tells whether a stretch without blanks has an address in it: with ://, www. or @, or letters with two points or strokes
// between them.
func (t *setter) address(start, end int) bool {
	const least = 8 // characters
	if end-start < least {
		return false
	}
	inner := 0
	for i := start + 1; i < end-1; i++ {
		a, b := &t.chars[i-1], &t.chars[i+1]
		switch t.chars[i].rune {
		case '@':
			return a.traits.has(letter|digit) && b.traits.has(letter|digit)
		case '/':
			if a.rune == ':' && b.rune == '/' {
				return true
			}
			fallthrough
		case '.':
			if a.traits.has(letter) || b.traits.has(letter) {
				inner++
			}
		}
	}
	return inner > 1
}

// number follows the digits of a text, so that numbers stay whole and with their measure words (GB/T 9704-1999, 8.2.3).
type number uint8

const (
	noNumber number = iota
	arabic
	chinese
)

// holds says whether a, the last character read, and b must stay on one line.
func (n number) holds(a, b *char, spaced bool) bool {
	switch {
	case n == arabic && b.traits.has(digit|measure|magnitude):
		return true
	case n == chinese && !spaced && b.traits.has(numeral|calendar):
		return true
	case a.rune == '第' && b.traits.has(digit|numeral):
		return true
	case a.rune == '〕' && b.traits.has(digit): // 〔2010〕4号
		return true
	}
	return false
}

// read takes the next character that is not a space.
func (n *number) read(it *char) {
	switch {
	case it.traits.has(digit):
		*n = arabic
	case *n == arabic && it.traits.has(magnitude):
	case it.traits.has(numeral):
		*n = chinese
	default:
		*n = noNumber
	}
}

// endsItemNumber says whether the character at i ends the number of an enumeration, 1. or （1） or 一、 at the start of a
// sentence, which must not be the last of a line.
func (t *setter) endsItemNumber(i int) bool {
	digits := func(end int) int {
		for end > 0 && t.chars[end-1].traits.has(digit|numeral) {
			end--
		}
		return end
	}
	switch t.chars[i].rune {
	case '.', '．':
		return digits(i) < i
	case '）', ')':
		start := digits(i)
		return start < i && start > 0 && (t.chars[start-1].rune == '（' || t.chars[start-1].rune == '(')
	case '、':
		start := digits(i)
		return start < i && (start == 0 || t.chars[start-1].squeeze == squeezeStop || t.chars[start-1].rune == '；' || t.chars[start-1].rune == '：')
	}
	return t.chars[i].traits.has(itemSign)
}
