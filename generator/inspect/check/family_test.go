package check

import (
	"slices"
	"testing"
)

func TestFamilyOf(t *testing.T) {
	for name, want := range map[string]family{
		"FangSong_GB2312": fangsong, "方正小标宋简体": xiaobiaosong, "FZXBSJW--GB1-0": xiaobiaosong, "SimHei": heiti, "楷体_GB2312": kaiti,
		"Noto Serif SC": songti, "NotoSerifSC-SemiBold": xiaobiaosong, "Noto Sans CJK SC": heiti, "TimesNewRomanPSMT": latin, "DejaVu Sans": noFamily,
	} {
		if got := familyOf(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if !slices.Equal(familyTitles[:], []string{"未知字体", "仿宋", "小标宋", "黑体", "楷体", "宋体", "西文"}) {
		t.Error("the titles are not in the order of the families")
	}
}
