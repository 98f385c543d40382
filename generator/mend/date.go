package mend

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a date that was read.
type Day struct {
	ISO     string // 2010-07-01
	Chinese bool   // its month and day are in Chinese digits
	Clock   string // a time of the day that was left out; "" for none, and for midnight
	Told    string // a Chinese sentence that says how it was read; "" for one that is written as ISO has it
}

// dateForm is how dates are to be written, for messages.
const dateForm = "应如 2010-07-01"

// Date reads a date as offices write it: 2010-07-01, 2010年7月1日, 2010/7/1, 2010.07.01, 20100701, 二〇一〇年七月一日 with any zero,
// with full-width digits and blanks, and with a time of the day, which is left out. The error is a Chinese sentence that says
// what would be right: for a day that the calendar does not have, for what can mean two days, and for what is no date.
func Date(text string) (Day, error) {
	shown := excerpt(strings.TrimSpace(Visible(text)))
	s, clock, err := cutClock(plainDate(text))
	if err != nil {
		return Day{}, fmt.Errorf("“%s”%w", shown, err)
	}
	year, month, day, chinese, ok := dateParts(s)
	if !ok {
		return Day{}, fmt.Errorf("“%s”不是日期，应为“年-月-日”，如 2010-07-01。", shown)
	}
	if err := uncertain(year, month, day); err != "" {
		return Day{}, fmt.Errorf("“%s”%s", shown, err)
	}
	y, _ := strconv.Atoi(year)
	m, d := small(month), small(day)
	if err := notInCalendar(y, m, d); err != "" {
		return Day{}, fmt.Errorf("“%s”%s", shown, err)
	}
	result := Day{ISO: fmt.Sprintf("%04d-%02d-%02d", y, m, d), Chinese: chinese, Clock: clock}
	switch {
	case clock != "":
		result.Told = fmt.Sprintf("日期“%s”已读作 %s，时刻 %s 没有用。", shown, result.ISO, clock)
	case strings.TrimSpace(text) != result.ISO:
		result.Told = fmt.Sprintf("日期“%s”已读作 %s。", shown, result.ISO)
	}
	return result, nil
}

// plainDate writes a date with half-width digits and separators, without what cannot be seen, and with lone blanks.
func plainDate(text string) string {
	text, _ = Characters(text)
	var b strings.Builder
	blank := false
	for _, r := range text {
		switch {
		case IsBlank(r) || r == '\n' || r == '\r':
			blank = b.Len() > 0
			continue
		case isDash(r):
			r = '-'
		case r == '。' || r == '·' || r == '．':
			r = '.'
		case r == '号':
			r = '日'
		case r == '零' || isZero(Narrow(r)):
			r = '0'
		default:
			r = Narrow(r)
		}
		if blank {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}

// midnight are the ways to write the beginning of a day.
var midnight = []string{"00:00", "0:00", "00:00:00", "0:00:00", "上午12:00:00", "12:00:00 AM", "0时", "00时", "0时0分", "0时00分"}

// cutClock takes the time from behind a date. Midnight is no time that anybody meant; clock is "" then. A time of the world may be
// of another day here.
func cutClock(s string) (date, clock string, err error) {
	i := strings.IndexAny(s, "T ")
	for i >= 0 && i+1 < len(s) && (s[i] == ' ' && !isClock(s[i+1:])) {
		next := strings.IndexAny(s[i+1:], "T ")
		if next < 0 {
			i = -1
			break
		}
		i += 1 + next
	}
	if day := strings.Index(s, "日"); i < 0 && day >= 0 && isClock(s[day+len("日"):]) {
		i = day + len("日")
		s = s[:i] + " " + s[i:]
	}
	if i < 0 || !isClock(s[i+1:]) {
		return joined(s), "", nil
	}
	date, clock = joined(s[:i]), s[i+1:]
	bare, world := strings.CutSuffix(clock, "Z")
	bare, _, _ = strings.Cut(bare, "+")
	if head, fraction, ok := strings.Cut(bare, "."); ok && strings.Trim(fraction, "0") == "" {
		bare = head
	}
	for _, m := range midnight {
		if bare == m {
			return date, "", nil
		}
	}
	if world {
		return "", "", fmt.Errorf("是世界时，可能不是这里的同一天，请只写日子，%s。", dateForm)
	}
	return date, clock, nil
}

// joined gives a date without its blanks, if these are not what parts it: 2012 7 1.
func joined(s string) string {
	if strings.Trim(s, "0123456789 ") == "" && strings.Count(s, " ") == 2 {
		return s
	}
	return strings.ReplaceAll(s, " ", "")
}

// isClock tells whether a text is a time of the day: 9:30, 14:30:00, 上午9:30, 0时.
func isClock(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "上午"), "下午")
	digits := strings.TrimLeft(s, "0123456789")
	n := len(s) - len(digits)
	return (n == 1 || n == 2) && (strings.HasPrefix(digits, ":") || strings.HasPrefix(digits, "时")) && len(s) <= 32
}

// dateParts parts a date that has a form. All parts but the year may be of one digit.
func dateParts(s string) (year, month, day string, chinese, ok bool) {
	s = strings.TrimSuffix(s, ".")
	if len(s) == 8 && allDigits(s) {
		return s[:4], s[4:6], s[6:], false, true
	}
	for _, marks := range [][2]string{{"年", "月"}, {"-", "-"}, {"/", "/"}, {".", "."}, {"-", "."}, {".", "-"}, {",", ","}, {"、", "、"}, {" ", " "}} {
		first, rest, found := strings.Cut(s, marks[0])
		second, third, found2 := strings.Cut(rest, marks[1])
		if !found || !found2 {
			continue
		}
		third = strings.TrimSuffix(third, "日")
		year = digitsOf(first)
		if !allDigits(year) || small(second) < 0 || small(third) < 0 && !allDigits(third) {
			return "", "", "", false, false
		}
		return year, second, third, !allDigits(second + third), true
	}
	return "", "", "", false, false
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// digitsOf writes Chinese digits as 0 to 9, one for one.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
			return '1' + rune(i/len("一"))
		}
		return r
	}, s)
}

// small reads a number of one or two digits, or one below a hundred in Chinese digits; -1 if it is none.
func small(s string) int {
	s = digitsOf(strings.Replace(s, "廿", "二十", 1))
	s = strings.Replace(s, "卅", "3十", 1)
	tens, ones, spelt := strings.Cut(s, "十")
	if spelt {
		if tens == "" {
			tens = "1"
		}
		if ones == "" {
			ones = "0"
		}
		if len(tens) != 1 || len(ones) != 1 {
			return -1
		}
		s = tens + ones
	}
	if !allDigits(s) || len(s) > 2 {
		return -1
	}
	n, _ := strconv.Atoi(s)
	return n
}

// uncertain says why a date may mean two days, or lacks the century of its year; "" if it does not.
func uncertain(year, month, day string) string {
	a, b, c := small(year), small(month), small(day)
	switch {
	case len(year) == 4:
		return ""
	case len(day) == 4 && a > 0: // 1/2/2012
		monthFirst, dayFirst := a <= 12 && notInCalendar(atoi(day), a, b) == "", b <= 12 && notInCalendar(atoi(day), b, a) == ""
		one, two := fmt.Sprintf("%s-%02d-%02d", day, a, b), fmt.Sprintf("%s-%02d-%02d", day, b, a)
		switch {
		case monthFirst && dayFirst && one != two:
			return fmt.Sprintf("可以读成 %s，也可以读成 %s，请写成“年-月-日”。", one, two)
		case monthFirst:
			return fmt.Sprintf("应写作 %s。", one)
		case dayFirst:
			return fmt.Sprintf("应写作 %s。", two)
		}
	case len(year) <= 2 && c >= 0:
		return fmt.Sprintf("年份没有写全四位，可以读成几个日子，请写成“年-月-日”，%s。", dateForm)
	}
	return fmt.Sprintf("的年份不是四位，%s。", dateForm)
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// notInCalendar says why the calendar does not have a day; "" if it has.
func notInCalendar(year, month, day int) string {
	if month < 1 || month > 12 {
		return fmt.Sprintf("不是日历上有的日子：月份应为1至12，%s。", dateForm)
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch {
	case year < 1:
		return fmt.Sprintf("不是日历上有的日子，%s。", dateForm)
	case day < 1 || day > last:
		return fmt.Sprintf("不是日历上有的日子：%d年%d月只有%d天。", year, month, last)
	}
	return ""
}

// excerpt shortens a text for a message.
func excerpt(s string) string {
	const most = 24
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
