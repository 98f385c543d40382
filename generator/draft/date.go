package draft

import (
	"strconv"
	"strings"

	"gongwen/generator/draft/source"
	"gongwen/generator/mend"
)

// The forms of a date. Blanks may stand anywhere in the first two: people space dates out. The zero of a year in Chinese
// digits is typed in many ways; the right ones are 〇 and, before 2012, ○.
const (
	zeros       = `○〇ＯOoｏ0０零◯ОоΟοØ⚪⭕` // the last letters are Cyrillic and Greek
	arabicDate  = `[0-9０-９](?:␣*[0-9０-９]){3}␣*年␣*[0-9０-９](?:␣*[0-9０-９])?␣*月␣*[0-9０-９](?:␣*[0-9０-９])?␣*日`
	chineseDate = `[一二三四五六七八九` + zeros + `](?:␣*[一二三四五六七八九` + zeros + `]){3}␣*年␣*[一二三四五六七八九十](?:␣*[一二三四五六七八九十])?␣*月␣*` +
		`[一二三四五六七八九十廿](?:␣*[一二三四五六七八九十]){0,2}␣*日`
	plainDate = `[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}\.?`
	// dayless is a date that is not filled in: 二〇一三年三月, 2013年　月　日, 2013年×月×日.
	dayless = `(?:[0-9０-９]{4}|[一二三四五六七八九` + zeros + `]{4})␣*年␣*[0-9０-９一二三四五六七八九十×xX*]{0,3}␣*月␣*(?:[×xX*]{0,2}␣*日)?`
	anyDate = `(?:` + arabicDate + `|` + chineseDate + `|` + plainDate + `)`
)

var (
	dateIn     = pattern(anyDate)
	chineseOne = strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9",
		"○", "0", "〇", "0", "Ｏ", "0", "O", "0", "o", "0", "ｏ", "0", "零", "0", "◯", "0", "О", "0", "о", "0", "Ο", "0", "ο", "0", "Ø", "0", "⭕", "0",
		"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")
)

// date is a day as it was written.
type date struct {
	iso     string // 2010-07-01
	chinese bool   // it was written in Chinese digits
}

// parseDate reads a date that has one of the forms. ok is false if the calendar has no such day, or no paper is of its year.
func parseDate(text string) (d date, ok bool) {
	day, err := mend.Date(text)
	if err != nil || day.ISO < "1900" || day.ISO >= "2200" {
		return date{}, false
	}
	return date{day.ISO, day.Chinese}, true
}

// small reads a number of one or two digits, or one below forty in Chinese digits; 0 if s is no such number.
func small(text string) int {
	digits := chineseOne.Replace(text)
	tens, ones, spelt := strings.Cut(strings.Replace(digits, "廿", "2十", 1), "十")
	if !spelt {
		n, _ := strconv.Atoi(digits)
		return n
	}
	if tens == "" {
		tens = "1"
	}
	if ones == "" {
		ones = "0"
	}
	n, err := strconv.Atoi(tens + ones)
	if err != nil || len(ones) > 1 {
		return 0
	}
	return n
}

// strip gives a text without any blanks.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if source.IsBlank(r) {
			return -1
		}
		return r
	}, s)
}

// tighten takes the blanks out of a short text in Chinese, which people space out to centre it or to fill a line. One
// blank stays between two words in Latin letters, or a word and a number.
func tighten(s string) string {
	words := strings.FieldsFunc(s, source.IsBlank)
	var b strings.Builder
	for i, w := range words {
		if i > 0 && latin(words[i-1][len(words[i-1])-1], w[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// latin tells whether two characters are a Latin letter, and another one or a digit.
func latin(a, b byte) bool {
	letter := func(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	return letter(a) && (letter(b) || digit(b)) || digit(a) && letter(b)
}
