package kind

import (
	"strings"
	"unicode/utf8"

	"gongwen/generator/doc"
)

// maxHead is how many characters a head may have, its number included: longer ones are sentences that carry a number.
const maxHead = 40

// prose makes a paragraph of each line that is not empty.
func prose(t doc.Text) []doc.Block {
	var blocks []doc.Block
	for _, line := range lines(t) {
		s := line.String()
		if strings.TrimSpace(s) == "" {
			continue
		}
		level := levelOf(s)
		blocks = append(blocks, &doc.Paragraph{Text: line, Level: level, Head: headOf(s, level)})
	}
	return blocks
}

// levelOf gives the level of a paragraph by its number (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）; 0 for plain text, as which
// 一是 and 第一阶段： count.
func levelOf(s string) int {
	if inside, ok := strings.CutPrefix(s, "（"); ok {
		number, _, closed := strings.Cut(inside, "）")
		switch {
		case closed && only(number, chineseDigits):
			return 2
		case closed && only(number, arabicDigits):
			return 4
		}
		return 0
	}
	if number, _, ok := strings.Cut(s, "、"); ok && only(number, chineseDigits) {
		return 1
	}
	for _, point := range []string{".", "．"} {
		number, rest, ok := strings.Cut(s, point)
		if ok && only(number, arabicDigits) && (rest == "" || !strings.Contains(arabicDigits, rest[:1])) {
			return 3
		}
	}
	return 0
}

const (
	chineseDigits = "一二三四五六七八九十百"
	arabicDigits  = "0123456789"
)

// only tells whether a number has one to three characters, all of them digits of that sort: four are a year.
func only(number, digits string) bool {
	n := utf8.RuneCountInString(number)
	return n > 0 && n <= 3 && strings.Trim(number, digits) == ""
}

// headOf counts the characters of the head: all of a short paragraph that is no sentence, or a short first sentence that
// more text follows. It is 0 for plain text and for a sentence that only carries a number.
func headOf(s string, level int) int {
	if level == 0 {
		return 0
	}
	end := strings.IndexAny(s, "。！？")
	if end < 0 {
		n := utf8.RuneCountInString(s)
		if n > maxHead || strings.HasSuffix(s, "；") || strings.HasSuffix(s, "，") || strings.HasSuffix(s, "、") {
			return 0
		}
		return n
	}
	_, size := utf8.DecodeRuneInString(s[end:])
	end += size
	for _, closer := range []string{"”", "’", "）", "》"} {
		if strings.HasPrefix(s[end:], closer) {
			end += len(closer)
		}
	}
	if n := utf8.RuneCountInString(s[:end]); n <= maxHead && end < len(s) {
		return n
	}
	return 0
}
