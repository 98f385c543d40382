package kind

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gongwen/generator/doc"
	"gongwen/generator/expression"
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
	return b.String() + "年" + expression.ChineseNumber(int(month)) + "月" + expression.ChineseNumber(day) + "日", nil
}
