package check

import "strings"

// family is one of the faces that GB/T 9704 names. The zero family is one that the name of a font does not tell.
type family uint8

const (
	noFamily family = iota
	fangsong
	xiaobiaosong
	heiti
	kaiti
	songti
	latin
)

// familyTitles are the families' names for people.
var familyTitles = [...]string{"未知字体", "仿宋", "小标宋", "黑体", "楷体", "宋体", "西文"}

func (f family) String() string { return familyTitles[f] }

// familyOfRole gives the family of a font role of the profiles.
func familyOfRole(role string) family {
	return map[string]family{
		"fangsong": fangsong, "xiaobiaosong": xiaobiaosong, "heiti": heiti, "kaiti": kaiti, "songti": songti, "latin": latin,
	}[role]
}

// familyParts are parts of the names of fonts, without case, spaces, hyphens and underscores, and the family that they
// tell. The first part that a name contains counts.
var familyParts = []struct {
	part string
	family
}{
	{"小标宋", xiaobiaosong}, {"xiaobiaosong", xiaobiaosong}, {"xbs", xiaobiaosong}, {"fzdbs", xiaobiaosong}, {"大标宋", xiaobiaosong},
	{"notoserifscsemibold", xiaobiaosong}, {"notoserifcjkscsemibold", xiaobiaosong}, {"sourcehanserifscsemibold", xiaobiaosong},
	{"notoserifscbold", xiaobiaosong}, {"notoserifcjkscbold", xiaobiaosong}, {"sourcehanserifscbold", xiaobiaosong},
	{"仿宋", fangsong}, {"fangsong", fangsong}, {"simfang", fangsong}, {"fzfs", fangsong}, {"zhuque", fangsong}, {"朱雀", fangsong},
	{"楷", kaiti}, {"kaiti", kaiti}, {"simkai", kaiti}, {"stkai", kaiti}, {"gbzenkai", kaiti}, {"gkai", kaiti}, {"ukai", kaiti},
	{"fzkt", kaiti}, {"fzkai", kaiti}, {"lxgwwenkai", kaiti},
	{"黑体", heiti}, {"simhei", heiti}, {"stheiti", heiti}, {"heiti", heiti}, {"fzht", heiti}, {"fzhei", heiti}, {"sthei", heiti},
	{"notosanssc", heiti}, {"notosanscjk", heiti}, {"sourcehansans", heiti}, {"思源黑", heiti},
	{"宋体", songti}, {"simsun", songti}, {"songti", songti}, {"stsong", songti}, {"fzss", songti}, {"fzshusong", songti}, {"uming", songti},
	{"notoserifsc", songti}, {"notoserifcjk", songti}, {"sourcehanserif", songti}, {"思源宋", songti}, {"书宋", songti},
	{"timesnewroman", latin}, {"times", latin}, {"liberationserif", latin},
}

// familyOf gives the family that a font's name tells.
func familyOf(name string) family {
	plain := strings.NewReplacer(" ", "", "-", "", "_", "", ",", "").Replace(strings.ToLower(name))
	for _, p := range familyParts {
		if strings.Contains(plain, p.part) {
			return p.family
		}
	}
	return noFamily
}
