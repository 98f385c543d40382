package expression

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Functions are what the expressions of all kinds may call, beside the functions of the language and those that work on decimals.
var Functions = map[string]any{
	"chineseNumber": ChineseNumber,
	"sentence":      sentence,
	"weekdays":      weekdays,
	"writtenPeriod": writtenPeriod,
}

// sentence gives a text with 。 at its end, in place of ； and the like; one that ends a sentence stays as it is.
func sentence(text string) string {
	open := strings.TrimRight(text, "；，、;,")
	if open == "" {
		return text
	}
	for _, end := range []string{"。", "！", "？", "……", "。”", "。）", "！”", "？”"} {
		if strings.HasSuffix(open, end) {
			return open
		}
	}
	return open + "。"
}

// writtenPeriod writes a period of two ISO dates, both ends included: 2010年6月—8月 where it is whole months, else
// 2010年6月21日—8月15日. The year stands once if it is the same. A date that is "" is left out.
func writtenPeriod(from, until string) (string, error) {
	if from == "" || until == "" {
		return writtenDays(from+until, false)
	}
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return "", fmt.Errorf("date %q: %w", from, err)
	}
	last, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return "", fmt.Errorf("date %q: %w", until, err)
	}
	months := first.Day() == 1 && last.AddDate(0, 0, 1).Day() == 1
	begin, err := writtenDays(from, months)
	if err != nil {
		return "", err
	}
	end, err := writtenDays(until, months)
	if err != nil || begin == end {
		return begin, err
	}
	if year := last.Format("2006年"); first.Year() == last.Year() {
		end = strings.TrimPrefix(end, year)
	}
	return begin + "—" + end, nil
}

// writtenDays writes an ISO date in Arabic digits, the day left out if months are meant; "" for "".
func writtenDays(iso string, months bool) (string, error) {
	if iso == "" {
		return "", nil
	}
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return "", fmt.Errorf("date %q: %w", iso, err)
	}
	if months {
		return t.Format("2006年1月"), nil
	}
	return t.Format("2006年1月2日"), nil
}

// weekdays counts the days from Monday to Friday between two ISO dates, both of them included: 0 if one is "" or the second
// is before the first. Holidays are not known.
func weekdays(from, until string) (int, error) {
	if from == "" || until == "" {
		return 0, nil
	}
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0, fmt.Errorf("date %q: %w", from, err)
	}
	last, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return 0, fmt.Errorf("date %q: %w", until, err)
	}
	days := int(last.Sub(first).Hours()/24) + 1
	if days <= 0 {
		return 0, nil
	}
	n := days / 7 * 5
	for day := range days % 7 {
		if d := first.AddDate(0, 0, day).Weekday(); d != time.Saturday && d != time.Sunday {
			n++
		}
	}
	return n, nil
}

// ChineseNumber writes 1 to 99 as 一 to 九十九; other numbers stay Arabic.
func ChineseNumber(n int) string {
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	digits := []rune("〇一二三四五六七八九")
	s := ""
	if n >= 20 {
		s = string(digits[n/10])
	}
	if n >= 10 {
		s += "十"
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}
