package typeset

// opportunities marks the items before which a line may end.
func (t *setter) opportunities() {
	t.latinOpportunities()
	var n number
	before := -1 // the last item that is not a space
	for i := range t.items {
		it := &t.items[i]
		if it.traits.has(blank) {
			it.mayTurn = false
			continue
		}
		if before >= 0 {
			it.mayTurn = t.mayTurn(before, i) && !n.holds(&t.items[before], it, i-before > 1) && !t.numbersItem(before)
		} else {
			it.mayTurn = false
		}
		n.read(it)
		before = i
	}
}

// mayTurn says whether a line may end between two items that have at most spaces between them, numbers and their words
// apart.
func (t *setter) mayTurn(before, i int) bool {
	a, b := &t.items[before], &t.items[i]
	spaced := i-before > 1
	switch {
	case b.traits.has(notStart) || a.traits.has(notEnd):
		return false
	case b.rune == '—' && a.rune != '—' && (i+1 == len(t.items) || t.items[i+1].rune != '—'):
		return false // a single dash joins what stands on both sides
	case a.traits.has(doubled) && a.rune == b.rune && !spaced:
		return false
	case !a.traits.has(wide) && !b.traits.has(wide) && !spaced:
		return b.mayTurn // as the segmenter said
	}
	return true
}

// latinOpportunities asks the segmenter about the stretches that are not Chinese. One of letters and digits alone has no
// opportunity but at its spaces, so that it need not be asked.
func (t *setter) latinOpportunities() {
	for i := 0; i < len(t.items); i++ {
		start, simple := i, true
		for ; i < len(t.items) && !t.items[i].traits.has(wide); i++ {
			t.items[i].mayTurn = false
			simple = simple && t.items[i].traits.has(letter|digit|blank) && t.items[i].rune < 0x80
		}
		if simple {
			continue
		}
		t.run = t.run[:0]
		for k := start; k < i; k++ {
			t.run = append(t.run, t.items[k].rune)
		}
		t.segmenter.Init(t.run)
		for lines := t.segmenter.LineIterator(); lines.Next(); {
			if at := start + lines.Line().Offset; at > start {
				t.items[at].mayTurn = true
			}
		}
	}
}

// number follows the digits of a text, so that numbers stay whole and with their measure words (GB/T 9704-1999, 8.2.3).
type number uint8

const (
	noNumber number = iota
	arabic
	chinese
)

// holds says whether a, the last item read, and b must stay on one line.
func (n number) holds(a, b *item, spaced bool) bool {
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

// read takes the next item that is not a space.
func (n *number) read(it *item) {
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

// numbersItem says whether the item at i ends the number of an enumeration, 1. or （1） or 一、 at the start of a sentence, which
// must not be the last of a line.
func (t *setter) numbersItem(i int) bool {
	digits := func(end int) int {
		for end > 0 && t.items[end-1].traits.has(digit|numeral) {
			end--
		}
		return end
	}
	switch t.items[i].rune {
	case '.', '．':
		return digits(i) < i
	case '）', ')':
		start := digits(i)
		return start < i && start > 0 && (t.items[start-1].rune == '（' || t.items[start-1].rune == '(')
	case '、':
		start := digits(i)
		return start < i && (start == 0 || t.items[start-1].squeeze == squeezeStop || t.items[start-1].rune == '；' || t.items[start-1].rune == '：')
	}
	return t.items[i].traits.has(itemSign)
}
