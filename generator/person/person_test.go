package person_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/person"
)

// sorted gives names in the order of strokes.
func sorted(t *testing.T, names []string) []string {
	t.Helper()
	order, unknown := person.ByStrokes(names)
	if len(unknown) > 0 {
		t.Errorf("no strokes of %q", unknown)
	}
	out := make([]string, len(order))
	for i, at := range order {
		out[i] = names[at]
	}
	return out
}

// Lists as they were published, each in the order of 姓氏笔画.
func TestPublishedLists(t *testing.T) {
	lists := map[string]string{
		// The members of the 18th Central Committee of the party, its first names, Xinhua, 14 November 2012.
		"十八届中央委员": "于广洲 习近平 马凯 马飚（壮族） 马兴瑞 马晓天 王君 王侠（女） 王珉 王勇 王晨 王毅 王三运 王万宾 王玉普 王正伟（回族） 王东明 王光亚 王伟光 王安顺 " +
			"王志刚 王岐山 王沪宁 王国生 王学军 王建平 王胜俊 王洪尧 王宪魁 王冠中 王家瑞 王新宪 王儒林 支树平 尤权 车俊 尹蔚民 巴音朝鲁",
		// Of equal numbers of strokes, by 横竖撇点折.
		"一笔一笔": "丁一 卜一 人一 刁一",
		"同笔画":  "王一 毛一 文一 孔一",
		"先单名":  "李富 李大富",
		"复姓":   "欧强 欧阳明 尉迟恭 尉迟敬德",
		"间隔号":  "买买提 买买提·艾力 阿不都热合曼·吾普尔",
		"生僻字":  "张㛃 张䶮 张𫍽",
	}
	for name, list := range lists {
		want := strings.Fields(list)
		for _, given := range [][]string{want, reversed(want), shuffled(want)} {
			if got := sorted(t, given); !slices.Equal(got, want) {
				t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(got, " "), list)
			}
		}
	}
}

func reversed(names []string) []string {
	out := slices.Clone(names)
	slices.Reverse(out)
	return out
}

func shuffled(names []string) []string {
	var out []string
	for first := range 7 {
		for i := first; i < len(names); i += 7 {
			out = append(out, names[i])
		}
	}
	return out
}

// The characters of 通用规范汉字表 are all there, and those of names that fonts often lack.
func TestStrokesOfCharacters(t *testing.T) {
	file, err := os.ReadFile("strokes.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := map[rune]string{}
	for s := bufio.NewScanner(strings.NewReader(string(file))); s.Scan(); {
		if s.Text() == "" {
			t.Fatal("an empty line")
		}
		n, characters, _ := strings.Cut(s.Text(), " ")
		for _, r := range characters {
			if count[r] != "" {
				t.Errorf("%c stands twice", r)
			}
			count[r] = n
		}
	}
	if len(count) < 70000 {
		t.Errorf("%d characters", len(count))
	}
	for characters, want := range map[string]string{"一乙": "1", "万马于": "3", "王车": "4", "𬱖": "11", "𫍽": "15", "㛃䶮": "9", "龘": "48", "赵": "9", "趙": "14", "字": "6"} {
		for _, r := range characters {
			if count[r] != want {
				t.Errorf("%c has %s strokes, want %s", r, count[r], want)
			}
		}
	}
}

func TestUnknownCharactersGoLast(t *testing.T) {
	names := []string{"A某", "王B", "王五", "张三", "李〇"}
	order, unknown := person.ByStrokes(names)
	if want := []int{2, 1, 4, 3, 0}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
	if string(unknown) != "AB〇" {
		t.Errorf("unknown %q", string(unknown))
	}
}

func TestBlanksDoNotCountAndEqualNamesStay(t *testing.T) {
	order, _ := person.ByStrokes([]string{"王　五", "王五", "丁 一", "王五"})
	if want := []int{2, 0, 1, 3}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
}

func TestMask(t *testing.T) {
	for _, test := range []struct{ in, want, found string }{
		{"身份证11010519491231002X。", "身份证110105********002X。", "身份证号"},
		{"110105194912310021", "110105********0021", "身份证号!末位校验码不对"},
		{"110105194913310021", "110105********0021", "身份证号!其中的出生日期不存在"},
		{"旧证130503670401001", "旧证130503******001", "身份证号"},
		{"110105 19491231 002x", "110105********002x", "身份证号"},
		{"电话13812345678，备用139-1234-5678", "电话138****5678，备用139****5678", "手机号 手机号"},
		{"+86 13812345678", "+138****5678", "手机号"},
		{"138 1234 5678 139 1234 5678", "138****5678 139****5678", "手机号 手机号"},
		{"办公室0519-86601234", "办公室****-****1234", "电话号码"},
		{"卡号6222 0211 0200 1234 567", "卡号**** **** **** ***4 567", "卡号"},
		{"QQ 12345678", "QQ ****5678", "号码"},
		{"2010年7月1日、2010-07-01、20100701、2010-2012，服务120人次", "2010年7月1日、2010-07-01、20100701、2010-2012，服务120人次", ""},
		{"没有号码", "没有号码", ""},
	} {
		got, numbers := person.Mask(test.in)
		var found []string
		for _, n := range numbers {
			f := string(n.Sort)
			if n.Wrong != "" {
				f += "!" + n.Wrong
			}
			found = append(found, f)
		}
		if got != test.want || strings.Join(found, " ") != test.found {
			t.Errorf("%s: got %s %s, want %s %s", test.in, got, found, test.want, test.found)
		}
		if again, more := person.Mask(got); again != got || len(more) > 0 {
			t.Errorf("%s: masked twice gives %s", test.in, again)
		}
	}
}

func TestMaskNumber(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "123": "***", "20100701": "****0701", "13812345678": "138****5678", "常大2010-0123": "******-0123", "手机13812345678": "手机138****5678",
	} {
		if got, _ := person.MaskNumber(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func BenchmarkByStrokes(b *testing.B) {
	names := strings.Fields(strings.Repeat("于广洲 习近平 马凯 马飚 马兴瑞 马晓天 王君 王侠 王珉 王勇 ", 100))
	b.ReportAllocs()
	for b.Loop() {
		person.ByStrokes(names)
	}
}
