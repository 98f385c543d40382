package source

import (
	"fmt"
	"strconv"
	"strings"
)

// numeral writes a number in a format of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59), as Word shows it. It is false, and the number
// in digits, for a format that this program cannot write; a number beyond those that a format has is in digits in Word too.
func numeral(n int, format string) (text string, known bool) {
	digits := strconv.Itoa(n)
	if s, ok := series[format]; ok {
		if 1 <= n && n <= s.length {
			return string(s.first + rune(n-1)), true
		}
		return digits, true
	}
	if s, ok := cycles[format]; ok {
		if signs := []rune(s); 1 <= n && n <= len(signs) {
			return string(signs[n-1]), true
		}
		return digits, true
	}
	switch format {
	case "", "decimal", "decimalHalfWidth":
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return spelt(n, "零一二三四五六七八九", "十百千", false), true
	case "chineseLegalSimplified":
		return spelt(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", true), true
	case "ideographLegalTraditional":
		return spelt(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", true), true
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
		return inDigits(digits, "〇一二三四五六七八九"), true
	case "decimalFullWidth", "decimalFullWidth2":
		return inDigits(digits, "０１２３４５６７８９"), true
	case "decimalZero":
		return fmt.Sprintf("%02d", n), true
	case "numberInDash":
		return "- " + digits + " -", true
	case "hex":
		return fmt.Sprintf("%X", n), true
	case "ideographZodiacTraditional":
		if 1 <= n && n <= 60 {
			return string([]rune(cycles["ideographTraditional"])[(n-1)%10]) + string([]rune(cycles["ideographZodiac"])[(n-1)%12]), true
		}
	case "upperLetter":
		return letters(n, 'A'), true
	case "lowerLetter":
		return letters(n, 'a'), true
	case "upperRoman":
		return roman(n), true
	case "lowerRoman":
		return strings.ToLower(roman(n)), true
	default:
		return digits, false
	}
	return digits, true
}

// series are the formats whose signs follow one another in Unicode.
var series = map[string]struct {
	first  rune
	length int
}{
	"decimalEnclosedCircle":        {'①', 20},
	"decimalEnclosedCircleChinese": {'①', 20},
	"decimalEnclosedParen":         {'⑴', 20},
	"decimalEnclosedFullstop":      {'⒈', 20},
	"ideographEnclosedCircle":      {'㊀', 10},
}

// cycles are the formats whose signs are counted off.
var cycles = map[string]string{
	"ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
	"ideographZodiac":      "子丑寅卯辰巳午未申酉戌亥",
}

// inDigits writes a number digit by digit with signs for 0 to 9.
func inDigits(digits, signs string) string {
	all := []rune(signs)
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return all[r-'0']
		}
		return r
	}, digits)
}

// spelt writes a number below ten thousand in words: 一百零五. one says that a ten is 壹拾 and not 拾.
func spelt(n int, digits, units string, one bool) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	digit, unit := []rune(digits), []rune(units)
	if n == 0 {
		return string(digit[0])
	}
	var b strings.Builder
	skipped := false
	for i, place := range []int{1000, 100, 10, 1} {
		d := n / place % 10
		switch {
		case d == 0:
			skipped = b.Len() > 0
			continue
		case skipped:
			b.WriteRune(digit[0])
		}
		skipped = false
		if place != 10 || d > 1 || b.Len() > 0 || one {
			b.WriteRune(digit[d])
		}
		if place > 1 {
			b.WriteRune(unit[2-i])
		}
	}
	return b.String()
}

// letters writes a number as Word does: A to Z, then AA, BB, to ZZ, and so on.
func letters(n int, first rune) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), 1+(n-1)/26)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= s.value; n -= s.value {
			b.WriteString(s.text)
		}
	}
	return b.String()
}
