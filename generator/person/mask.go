package person

import (
	"regexp"
	"strings"
	"time"
)

// Sort says what a number is.
type Sort string

// The sorts of numbers, by their Chinese names.
const (
	Identity Sort = "身份证号"
	Mobile   Sort = "手机号"
	Landline Sort = "电话号码"
	Account  Sort = "卡号"
	Other    Sort = "号码"
)

// Number is a number that was found and hidden in part.
type Number struct {
	Sort  Sort
	Shown string // what is left of it: 138****5678
	Wrong string // Chinese: why it cannot be right; "" if nothing speaks against it
}

// digits are numbers in running text: groups of digits parted by a blank or a hyphen. An X stands at the end of an 身份证号.
var digits = regexp.MustCompile(`[0-9]+(?:[ -][0-9]+)*[Xx]?`)

// Mask gives a text with the personal numbers in it hidden in part: of an 身份证号 the date of birth, of a mobile phone the
// middle four digits, of others all but the last four. In running text those are numbers that look like one of them, or have
// seven digits or more and are no date.
func Mask(text string) (masked string, found []Number) {
	masked = digits.ReplaceAllStringFunc(text, func(s string) string {
		var b strings.Builder
		for s != "" {
			n, end := firstNumber(s)
			if n.Sort == "" {
				b.WriteString(s[:end])
			} else {
				b.WriteString(n.Shown)
				found = append(found, n)
			}
			s = s[end:]
		}
		return b.String()
	})
	return masked, found
}

// firstNumber finds the number that groups of digits begin with: that of the most groups, and where it ends. If it is none
// that is hidden, the end is that of the first group, or of what parts it from the next.
func firstNumber(groups string) (n Number, end int) {
	if groups[0] == ' ' || groups[0] == '-' {
		return n, 1
	}
	first := len(groups)
	for end := len(groups); end > 0; end = strings.LastIndexAny(groups[:end], " -") {
		if n, ok := read(groups[:end]); ok {
			return n, end
		}
		first = end
	}
	if first >= 7 && !isDate(groups[:first]) {
		return hidden(Other, groups[:first]), first
	}
	return n, first
}

// MaskNumber gives a text that is nothing but a number, whatever it looks like, hidden in part.
func MaskNumber(text string) (masked string, found []Number) {
	if text == "" {
		return "", nil
	}
	if n, ok := read(text); ok {
		return n.Shown, []Number{n}
	}
	if digits.FindString(text) != text {
		if masked, found := Mask(text); len(found) > 0 {
			return masked, found
		}
	}
	n := hidden(Other, text)
	return n.Shown, []Number{n}
}

var (
	identity = regexp.MustCompile(`^[1-8][0-9]{14}(?:[0-9]{2}[0-9Xx])?$`)
	mobile   = regexp.MustCompile(`^(?:0{0,2}86)?1[3-9][0-9]{9}$`)
	landline = regexp.MustCompile(`^0(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}$`)
	account  = regexp.MustCompile(`^[3-9][0-9]{15,18}$`)
)

// read tells what a number is by its looks; ok is false if it looks like none.
func read(text string) (n Number, ok bool) {
	s := strings.NewReplacer(" ", "", "-", "").Replace(text)
	switch {
	case isIdentity(s) && (s == text || wrongDate(s) == ""): // groups of other numbers look like one by chance
		n = Number{Sort: Identity, Shown: s[:6] + strings.Repeat("*", len(s)-6-tail(s)) + s[len(s)-tail(s):]}
		n.Wrong = wrongIdentity(strings.ToUpper(s))
		return n, true
	case mobile.MatchString(s):
		return Number{Sort: Mobile, Shown: s[len(s)-11:len(s)-8] + "****" + s[len(s)-4:]}, true
	case landline.MatchString(s):
		return hidden(Landline, text), true
	case account.MatchString(s):
		return hidden(Account, text), true
	}
	return n, false
}

// tail is how many digits an 身份证号 has behind the date of birth: sequence and check digit, or the sequence alone.
func tail(identity string) int {
	if len(identity) == 15 {
		return 3
	}
	return 4
}

// hidden shows the last four characters alone, of a number with four or fewer none. What parts its groups stays.
func hidden(sort Sort, text string) Number {
	parts := strings.Count(text, "-") + strings.Count(text, " ")
	r := []rune(text)
	hide := len(r) - parts
	if hide > 4 {
		hide -= 4
	}
	for i := 0; hide > 0; i++ {
		if r[i] != '-' && r[i] != ' ' {
			r[i] = '*'
			hide--
		}
	}
	return Number{Sort: sort, Shown: string(r)}
}

// isIdentity tells whether s is written like an 身份证号: 17 digits and a check digit, or the 15 digits of those given before 1999.
func isIdentity(s string) bool {
	if !identity.MatchString(s) {
		return false
	}
	return len(s) == 18 || wrongDate(s) == ""
}

// born gives the date of birth in an 身份证号.
func born(s string) string {
	if len(s) == 15 {
		return "19" + s[6:12]
	}
	return s[6:14]
}

// wrongDate says what cannot be right with the date of birth in an 身份证号.
func wrongDate(s string) string {
	if _, err := time.Parse("20060102", born(s)); err != nil {
		return "其中的出生日期不存在"
	}
	return ""
}

// wrongIdentity says what cannot be right with an 身份证号 (GB 11643-1999): its date, or its check digit (ISO 7064, MOD 11-2).
func wrongIdentity(s string) string {
	if wrong := wrongDate(s); wrong != "" {
		return wrong
	}
	if len(s) == 15 {
		return ""
	}
	sum := 0
	for i, weight := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += weight * int(s[i]-'0')
	}
	if s[17] != "10X98765432"[sum%11] {
		return "末位校验码不对"
	}
	return ""
}

// isDate tells whether s is a date written as eight digits.
func isDate(s string) bool {
	_, err := time.Parse("20060102", s)
	return err == nil && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}
