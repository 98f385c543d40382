package kind

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gongwen/generator/doc"
)

// writtenDate writes an ISO date as 2010年7月1日, or in the Chinese style as 二○一○年七月一日 with the profile's zero. style is
// arabic, chinese, or "" for the profile's own.
func writtenDate(iso, style string, p *doc.Profile) (string, error) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return "", fmt.Errorf("date %q: %w", iso, err)
	}
	year, month, day := t.Date()
	if style == "arabic" || style == "" && !p.Date.Style.Chinese {
		return fmt.Sprintf("%d年%d月%d日", year, month, day), nil
	}
	digits := []string{p.Date.Zero.Text, "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	var b strings.Builder
	for _, c := range strconv.Itoa(year) {
		b.WriteString(digits[c-'0'])
	}
	return b.String() + "年" + chineseNumber(int(month)) + "月" + chineseNumber(day) + "日", nil
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

// chineseNumber writes 1 to 99 as 一 to 九十九; other numbers stay Arabic.
func chineseNumber(n int) string {
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
