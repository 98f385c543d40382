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
		if level := chapterOf(s); level > 0 {
			blocks = append(blocks, &doc.Paragraph{Text: line, Level: level, Head: utf8.RuneCountInString(s), Centred: true})
			continue
		}
		level := levelOf(s)
		blocks = append(blocks, &doc.Paragraph{Text: line, Level: level, Head: headOf(s, level)})
	}
	return blocks
}

// chapterOf gives the level of the head of a part of rules, by custom: 1 for 第一编 and 第一章, 2 for 第一节; 0 for anything else, such as
// a sentence about one. What the head says stands behind a blank, or behind 编 or 章 if it is a few characters that
// end a line without a mark.
func chapterOf(s string) int {
	const sentence, few = "，。；：、！？", 12
	rest, ok := strings.CutPrefix(s, "第")
	if !ok || utf8.RuneCountInString(s) > maxHead || strings.ContainsAny(s, sentence) {
		return 0
	}
	number := strings.TrimLeft(rest, chineseDigits+arabicDigits+"零〇")
	unit, size := utf8.DecodeRuneInString(number)
	if len(number) == len(rest) || unit == utf8.RuneError {
		return 0
	}
	says := number[size:]
	spaced := says == "" || strings.HasPrefix(says, " ") || strings.HasPrefix(says, "\u3000")
	first, _ := utf8.DecodeRuneInString(says)
	switch {
	case unit == '节' && spaced:
		return 2
	case unit != '章' && unit != '编':
	case spaced, utf8.RuneCountInString(says) <= few && !strings.ContainsRune("的是为中里内至到和与及以第", first):
		return 1
	}
	return 0
}

// evenHeads gives the heads of one list one face (7.3.3): where an item of 一、 or （一） begins with a head, a short one that is a
// sentence alone is a head too; and no item is one where others are clauses that end with a semicolon.
func evenHeads(blocks []doc.Block) {
	const levels = 2 // whose heads have faces of their own
	var lists [levels + 1][]*doc.Paragraph
	end := func(from int) {
		for level := from; level <= levels; level++ {
			evenList(lists[level])
			lists[level] = nil
		}
	}
	for _, block := range blocks {
		switch t := block.(type) {
		case *doc.Title, *doc.Label, *doc.PageBreak:
			end(1)
		case *doc.Paragraph:
			switch {
			case t.Centred:
				end(1)
			case t.Level == 0:
			case t.Level <= levels:
				end(t.Level + 1)
				if s := t.Text.String(); strings.HasPrefix(s, "一、") || strings.HasPrefix(s, "（一）") {
					end(t.Level)
				}
				lists[t.Level] = append(lists[t.Level], t)
			}
		}
	}
	end(1)
}

// evenList makes the items of a list heads, or sentences, alike.
func evenList(items []*doc.Paragraph) {
	heads, clauses := false, false
	for _, p := range items {
		s := p.Text.String()
		heads = heads || p.Head > 0
		clauses = clauses || p.Head == 0 && (strings.HasSuffix(s, "；") || strings.HasSuffix(s, "，"))
	}
	if !heads {
		return
	}
	for _, p := range items {
		s := p.Text.String()
		n := utf8.RuneCountInString(s)
		switch end := strings.IndexAny(s, "。！？"); {
		case clauses && p.Head == n:
			p.Head = 0
		case !clauses && p.Head == 0 && n <= maxHead && end >= 0 && utf8.RuneCountInString(s[end:]) == 1:
			p.Head = n
		}
	}
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
