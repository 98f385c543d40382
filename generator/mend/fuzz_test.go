package mend_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/mend"
)

// FuzzText: mending what was mended changes nothing and tells nothing new of certain slips, and no Han character is taken away.
func FuzzText(f *testing.F) {
	for _, s := range []string{"(一) 工作方法", `"("1")"汉`, "((1))汉,1,!汉", "1 . 推 2010 年,[2010] 10 号.", "一 .\u200b汉　 字", "一 .\u200b汉　 !ϗ",
		"⼀、提⾼e\u0301か\u3099\ue863", "二0一二年3月1日-3月15日3~5", "第一条 甲\n第二条乙", "姓名：      ，单位：", "李四 王五 赵六参加。", "<<党章>>《<法>》",
		"1)第二条\n⑴甲\n1、乙", "制度--认真...。。。，，", "001号", "阿卜—买买提 。艾力"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		for _, mode := range []string{"", "prose", "lines", "line", "number", "name"} {
			got, _, _ := mended(t, mode, s)
			if again, _, _ := mended(t, mode, got); again != got {
				t.Errorf("%s: %q became %q and then %q", mode, s, got, again)
			}
			if strings.Count(got, "\n") > strings.Count(s, "\n") {
				t.Errorf("%s: %q became %q, with more lines", mode, s, got)
			}
			if plain, _ := mend.Characters(s); !within(han(plain), han(got)) {
				t.Errorf("%s: %q became %q", mode, s, got)
			}
		}
	})
}

// han gives the Han characters of a text.
func han(s string) []rune {
	var all []rune
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			all = append(all, r)
		}
	}
	return all
}

// within tells whether characters stand in others in their order.
func within(few, many []rune) bool {
	for _, r := range many {
		if len(few) > 0 && few[0] == r {
			few = few[1:]
		}
	}
	return len(few) == 0
}

// FuzzDate: a date is read as a day that is read again as itself, and no text makes the reading panic.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2010-07-01", "2012-7-1 0:00:00", "二○一二年七月一日", "1/2/2012", "2012年2月30日", "12.7.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, err := mend.Date(s)
		if err != nil {
			return
		}
		if again, err := mend.Date(day.ISO); err != nil || again.ISO != day.ISO || again.Told != "" {
			t.Errorf("%q was read as %+v, and then as %+v, %v", s, day, again, err)
		}
	})
}
