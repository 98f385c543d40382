package cards_test

import (
	"slices"
	"strconv"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout/cards"
	"gongwen/internal/testkit"
)

// heights gives how high pdftotext finds the words with a text, in points rounded.
func heights(t *testing.T, file, text string) (all []int) {
	t.Helper()
	for _, m := range bboxes.FindAllStringSubmatch(testkit.Tool(t, "pdftotext", "-bbox", file, "-"), -1) {
		if m[5] != text {
			continue
		}
		top, _ := strconv.ParseFloat(m[2], 64)
		bottom, _ := strconv.ParseFloat(m[4], 64)
		all = append(all, int((bottom-top)*10+0.5))
	}
	return all
}

const commitmentCard = "姓名: 张建\n所在支部: 某某支部\n承诺日期: 2012-07-01\n"

func TestCardsOfALeafHaveOneSizeOfText(t *testing.T) {
	s := newStationery(t)
	const short, long = "承诺事项: [学习]\n职务岗位: 讲师\n", "承诺事项: [学习, 带头争创佳绩，带头服务师生，带头遵纪守法，带头弘扬正气，带头争创佳绩，带头服务师生，带头遵纪守法，带头弘扬正气，带头争创佳绩，带头服务师生，带头遵纪守法，带头弘扬正气, 带头争创佳绩，带头服务师生，带头遵纪守法，带头弘扬正气，带头争创佳绩，带头服务师生，带头遵纪守法，带头弘扬正气]\n职务岗位: 党委宣传部副部长、统战部部长、教师工作部部长兼\n"
	deck := slices.Concat(s.cards(t, "commitment-card", commitmentCard+short, 2), s.cards(t, "commitment-card", commitmentCard+long, 1))
	together, _ := s.print(t, deck, cards.Options{})
	alone, _ := s.print(t, deck[:1], cards.Options{})
	for _, text := range []string{"讲师"} {
		with, without := heights(t, together, text), heights(t, alone, text)
		if len(with) != 2 || len(without) != 1 || with[0] != with[1] || with[0] >= without[0] {
			t.Errorf("%s is %v beside a longer text, %v alone", text, with, without)
		}
	}
	if with, without := heights(t, together, "学习"), heights(t, alone, "学习"); len(with) > 0 && len(without) > 0 && with[0] >= without[0] {
		t.Errorf("pledges are %v beside longer ones, %v alone", with, without)
	}
}

func TestLongPostTakesTwoLines(t *testing.T) {
	s := newStationery(t)
	for _, perSheet := range []string{"2", "4", "8"} {
		var deck []doc.Card = s.cards(t, "commitment-card", commitmentCard+"承诺事项: [学习]\n职务岗位: 党委宣传部副部长、统战部部长、教师工作部部长兼\n拼版: "+perSheet+"\n", 1)
		if faults, _, err := s.sides.Check(&doc.Document{Blocks: []doc.Block{deck[0].Front}}); err != nil || len(faults) > 0 {
			t.Errorf("%s to a leaf: %v, %v", perSheet, faults, err)
		}
	}
}
