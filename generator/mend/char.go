package mend

import (
	"fmt"
	"strings"
	"unicode"
)

// IsBlank tells whether r is a blank of any width; a line feed is none.
func IsBlank(r rune) bool {
	return r == ' ' || r == '\t' || r > 0x7f && r <= '\u3000' && unicode.Is(unicode.Zs, r)
}

// IsInvisible tells whether r is no blank and prints nothing: marks of direction, joiners, variation selectors, fillers.
func IsInvisible(r rune) bool {
	if r <= 0x7f || '\u2e80' <= r && r <= '\ud7ff' && r != '\u3164' {
		return false // Han, as most characters are, is not looked up
	}
	switch {
	case r == '\u034f', r == '\u3164', r == '\uffa0', r == '\u115f', r == '\u1160', r == '\u2800', '\u180b' <= r && r <= '\u180f',
		'\ufe00' <= r && r <= '\ufe0f', 0xe0100 <= r && r <= 0xe01ef:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// isPrivate tells whether r is of the areas to which Unicode gives no characters.
func isPrivate(r rune) bool {
	return '\ue000' <= r && r <= '\uf8ff' || r >= 0xf0000
}

// Called names a character for a message: “㐀”（U+3400）, or U+200B（零宽空格）for one that cannot be seen.
func Called(r rune) string {
	switch {
	case isPrivate(r):
		return fmt.Sprintf("%U（私用区的字，各家字库不同）", r)
	case IsInvisible(r):
		return fmt.Sprintf("%U（%s）", r, unseen(r))
	case IsBlank(r):
		return fmt.Sprintf("%U（空格）", r)
	case unicode.Is(unicode.M, r):
		return fmt.Sprintf("%U（附加符号）", r)
	case !unicode.IsPrint(r) && !(0x20000 <= r && r < 0x40000): // the planes of ideographs, of which new ones come every year
		return fmt.Sprintf("%U", r)
	}
	return fmt.Sprintf("“%c”（%U）", r, r)
}

// unseen says in Chinese what an invisible character is.
func unseen(r rune) string {
	switch {
	case r == '\u200b':
		return "零宽空格"
	case r == '\ufeff':
		return "字节顺序标记"
	case r == '\u00ad':
		return "软连字符"
	case r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\u034f':
		return "连接符"
	case '\ufe00' <= r && r <= '\ufe0f' || 0xe0100 <= r && r <= 0xe01ef || '\u180b' <= r && r <= '\u180f':
		return "异体字选择符"
	case r == '\u200e' || r == '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069':
		return "书写方向标记"
	case r == '\u3164' || r == '\uffa0' || r == '\u115f' || r == '\u1160' || r == '\u2800':
		return "填充符"
	}
	return "看不见的字符"
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func isHan(r rune) bool {
	return '\u4e00' <= r && r <= '\u9fff' || r == '○' || r > 0x2e00 && unicode.Is(unicode.Han, r)
}

func isMark(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '？', '！', '“', '”', '‘', '’', '（', '）', '《', '》', '〈', '〉', '〔', '〕', '【', '】', '「', '」', '『', '』':
		return true
	}
	return false
}

func isPause(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '？', '！':
		return true
	}
	return false
}

// isStop tells whether r is a mark that never stands twice.
func isStop(r rune) bool { return isPause(r) && r != '？' && r != '！' }

func isChinese(r rune) bool {
	switch r {
	case '、', '《', '》', '「', '」', '『', '』':
		return true
	}
	return isHan(r)
}

func isWide(r rune) bool   { return isHan(r) || isMark(r) }
func isCloser(r rune) bool { return r > 0x7f && strings.ContainsRune("”’）》〉〕】」』", r) }

// isDot tells whether r is one of the points that people type for the · of a name; isDash one of the dashes.
func isDot(r rune) bool {
	return r == '.' || r > 0x7f && strings.ContainsRune("•‧・･∙⋅．。●▪⦁⸱⸳᛫𐄁⬤▪", r) || isDash(r)
}

func isDash(r rune) bool {
	switch r {
	case '-', '—', '－', '–', '‐', '‑', '―', '─', '−':
		return true
	}
	return false
}

// isFullWidth tells whether r is a full-width digit or Latin letter.
func isFullWidth(r rune) bool {
	return '０' <= r && r <= '９' || 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ'
}

// Narrow gives a full-width digit, letter or sign of ASCII half-width, and any other character as it is.
func Narrow(r rune) rune {
	if '！' <= r && r <= '～' {
		return r - 0xfee0
	}
	return r
}

// isNumeral tells whether r is a digit of a year in Chinese.
func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '〇':
		return true
	}
	return false
}

// isCount tells whether r is of the number of an article or a head in Chinese.
func isCount(r rune) bool {
	return isNumeral(r) && r != '〇' || r == '十' || r == '百'
}

// isZero tells whether r is what people type for the 〇 of a year.
func isZero(r rune) bool {
	switch r {
	case '0', 'O', 'o', 'О', 'о', 'Ο', 'ο', '○', '◯', '⚪', '⭕', '〇':
		return true
	}
	return false
}

// plain tells whether no rule looks at r, which is beyond ASCII and no Han of the main block. It need not know all that are.
func plain(r rune) bool {
	switch {
	case '\u3400' <= r && r <= '\u4dbf', 0x20000 <= r && r < 0x2f800, r >= 0x30000 && r < 0x40000, // Han
		'①' <= r && r <= '⑳', 'Ⅰ' <= r && r <= 'Ⅻ', '■' <= r && r <= '▹', 'α' <= r && r <= 'ω' && r != 'ο', '←' <= r && r <= '↓':
		return true
	}
	switch r {
	case '「', '」', '『', '』', '×', '÷', '±', '°', '℃', '‰', '％', '￥', '＋', '／', '＝', '☆', '※', '√':
		return true
	}
	return false
}
