package typeset

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// words is a list of Chinese words, "创先争优 1031\n" and so on, in the order of their bytes: a word and what it costs to use
// it, 100·ln(1/probability). It is searched as it stands, so that a start of the program pays nothing for it. Its licence is
// in words.LICENSE.
//
//go:embed words.txt
var words string

// unknownWord is the cost of a character that is no word of the list.
const unknownWord = 1900

// splitter finds the words of a text. It keeps its memory for the next text.
type splitter struct {
	cost []int // of the cheapest way from a byte to the end
	next []int // where the word that begins at a byte ends on that way
}

// split gives the words of text by calling found with the byte where each begins: the words whose probabilities, taken as
// independent, make the greatest product.
func (s *splitter) split(text string, found func(start int)) {
	s.cost, s.next = append(s.cost[:0], make([]int, len(text)+1)...), append(s.next[:0], make([]int, len(text))...)
	for i := len(text); i > 0; {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		s.next[i], s.cost[i] = i+size, unknownWord+s.cost[i+size]
		wordsAt(text[i:], size, func(length, cost int) {
			if c := cost + s.cost[i+length]; c < s.cost[i] {
				s.next[i], s.cost[i] = i+length, c
			}
		})
	}
	for i := 0; i < len(text); i = s.next[i] {
		found(i)
	}
}

// wordsAt calls found with the length in bytes and the cost of every word of the list that text begins with. size is the
// length of the first character.
func wordsAt(text string, size int, found func(length, cost int)) {
	for list := words[firstLine(text[:size]):]; strings.HasPrefix(list, text[:size]); {
		line, rest, _ := strings.Cut(list, "\n")
		word, digits, _ := strings.Cut(line, " ")
		if strings.HasPrefix(text, word) {
			cost := 0
			for i := range len(digits) {
				cost = 10*cost + int(digits[i]-'0')
			}
			found(len(word), cost)
		}
		list = rest
	}
}

// firstLine gives the place of the first line of the list that is not before prefix.
func firstLine(prefix string) int {
	low, high := 0, len(words) // the line is between these, which are beginnings of lines
	for low < high {
		middle := (low + high) / 2
		start := low + strings.LastIndexByte(words[low:middle], '\n') + 1
		if words[start:min(start+len(prefix), len(words))] >= prefix {
			high = start
		} else {
			low = start + strings.IndexByte(words[start:], '\n') + 1
		}
	}
	return low
}
