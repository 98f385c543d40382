package generator_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongwen/generator"
	"gongwen/generator/notice"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

const publicity = `
种类: 公示
标题: 优秀共产党员拟表彰对象公示
正文: 现予公示。
公示开始日期: 2012-06-18
公示截止日期: 2012-06-25
联系方式: {联系人: 甲某, 联系电话: "13712340000"}
署名: 中共某某学院委员会
成文日期: 2012-06-15
`

const entries = `公示名单:
  - 姓名: 王毅
    身份证号: 11010519491231002X
    手机号码: 138 1234 5678
    承诺事项: 师生可拨打13998765432；不再使用320402198001011235
  - {姓名: 丁一, 所在支部: 一支部, 承诺事项: 证件110105194912310021 电话 0519-86601234}
`

// secret are the numbers of entries, and what is hidden of each.
var secret = []string{"11010519491231002X", "19491231", "13812345678", "138 1234 5678", "12345678", "13998765432", "320402198001011235",
	"19800101", "110105194912310021", "0519-86601234", "86601234"}

// No part of a file has a number that is not to be read, neither what is printed nor what is beside it.
func TestPersonalNumbersAreInNoPartOfAFile(t *testing.T) {
	g := papers.Generator(t)
	input := []byte(publicity + "方向: 横向\n" + entries)
	pdf, warnings := write(t, g, input, generator.PDF)
	name := testkit.File(t, "a.pdf", pdf)
	plain := testkit.File(t, "plain.pdf", nil)
	testkit.Tool(t, "qpdf", "--qdf", "--object-streams=disable", name, plain)
	unfolded, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	printed := testkit.Tool(t, "pdftotext", "-layout", name, "-")
	parts := map[string][]byte{"PDF": unfolded, "pdftotext": []byte(printed), "pdfinfo": []byte(testkit.Tool(t, "pdfinfo", name))}
	word, _ := write(t, g, input, generator.DOCX)
	for part, b := range unzip(t, word) {
		parts["DOCX "+part] = b
	}
	parts["SVG"], _ = write(t, g, input, generator.SVG)
	for part, b := range parts {
		for _, s := range secret {
			for _, written := range [][]byte{[]byte(s), utf16BE(s), hexadecimal(utf16BE(s))} {
				if bytes.Contains(b, written) {
					t.Errorf("%s has %s", part, s)
				}
			}
		}
	}
	for _, want := range []string{"110105********002X", "138****5678", "139****5432", "320402********1235", "110105********0021", "****-****1234", "13712340000"} {
		if !strings.Contains(strings.Join(strings.Fields(printed), ""), want) {
			t.Errorf("%s is not printed", want)
		}
	}
	said := map[string]int{}
	for _, w := range warnings {
		said[w.Code]++
		for _, s := range secret {
			if strings.Contains(w.Message, s) {
				t.Errorf("a warning says %s: %s", s, w.Message)
			}
		}
	}
	if said["masked-number"] != 6 || said["wrong-number"] != 2 {
		t.Errorf("warnings: %v, want 6 numbers that were masked and 2 that are wrong: %+v", said, warnings)
	}
}

func utf16BE(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

func hexadecimal(b []byte) []byte {
	const digits = "0123456789ABCDEF"
	var out []byte
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return out
}

func TestPeriodOfAPublicity(t *testing.T) {
	g := papers.Generator(t)
	for _, test := range []struct{ from, until, code string }{
		{"2012-06-18", "2012-06-22", ""},
		{"2012-06-18", "2012-06-21", "short-period"},
		{"2012-06-22", "2012-06-28", ""},
		{"2012-06-23", "2012-06-29", ""},
		{"2012-06-22", "2012-06-26", "short-period"},
		{"2012-06-22", "2012-06-18", "refused period"},
		{"2012-06-14", "2012-06-22", "published-late"},
	} {
		input := strings.NewReplacer("2012-06-18", test.from, "2012-06-25", test.until).Replace(publicity) + "公示名单: [王毅]\n"
		p, err := g.Prepare(t.Context(), generator.Input{Text: []byte(input)})
		var refusal notice.Refusal
		var got []string
		if errors.As(err, &refusal) {
			for _, f := range refusal {
				got = append(got, "refused "+f.Code)
			}
		} else if err != nil {
			t.Fatal(err)
		} else {
			for _, w := range p.Warnings {
				got = append(got, w.Code)
			}
		}
		if strings.Join(got, " ") != test.code {
			t.Errorf("%s to %s: got %q, want %q", test.from, test.until, got, test.code)
		}
	}
}

// The table has the columns that are filled in, and persons in the order that is asked for.
func TestColumnsOfAPublicity(t *testing.T) {
	g := papers.Generator(t)
	for _, test := range []struct{ order, want string }{
		{"照写", "序号 姓名 所在支部 1 王毅 二支部 2 丁一 一支部"},
		{"姓氏笔画", "序号 姓名 所在支部 1 丁一 一支部 2 王毅 二支部"},
	} {
		input := publicity + "排序: " + test.order + "\n公示名单:\n  - {姓名: 王毅, 所在支部: 二支部}\n  - {姓名: 丁一, 所在支部: 一支部}\n"
		pdf, warnings := write(t, g, []byte(input), generator.PDF)
		if len(warnings) > 0 {
			t.Errorf("%s: %+v", test.order, warnings)
		}
		printed := strings.Join(strings.Fields(testkit.Tool(t, "pdftotext", "-layout", testkit.File(t, "a.pdf", pdf), "-")), " ")
		if !strings.Contains(printed, test.want) {
			t.Errorf("%s: no %q in %s", test.order, test.want, printed)
		}
	}
}

// A list of many columns has its numbers on one line each, and whoever has it upright is told that it may be turned.
func TestManyColumnsOfAPublicity(t *testing.T) {
	g := papers.Generator(t)
	const list = "公示名单:\n  - {姓名: 王毅, 所在支部: 二支部, 承诺事项: 每周联系学生, 身份证号: 11010519491231002X, 手机号码: 13812345678}\n"
	for way, want := range map[string]string{"纵向": "narrow-columns", "横向": ""} {
		pdf, warnings := write(t, g, []byte(publicity+"方向: "+way+"\n"+list), generator.PDF)
		said := ""
		for _, w := range warnings {
			if w.Code != "masked-number" {
				said += w.Code
			}
		}
		if said != want {
			t.Errorf("%s: warned of %q, want %q", way, said, want)
		}
		words := strings.Fields(testkit.Tool(t, "pdftotext", testkit.File(t, "a.pdf", pdf), "-"))
		for _, number := range []string{"110105********002X", "138****5678"} {
			if !slices.Contains(words, number) {
				t.Errorf("%s: %s is parted", way, number)
			}
		}
	}
}

// The list may come from a workbook; what is said of it names its cells.
func TestPublicityOfAWorkbook(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{{"姓名", "支部（全称）", "所在支部", "手机号码", "承诺事项"}, {"王毅", "", "一支部", 13812345678, "服务师生；带头学习"}, {"丁　一", "", "二支部", "", ""}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	p, err := papers.Generator(t).Prepare(t.Context(), generator.Input{Text: []byte(publicity + "公示名单: 名单.xlsx\n排序: 姓氏笔画\n"), Files: fstest.MapFS{"名单.xlsx": {Data: book.Bytes()}}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(t.Context(), &b, generator.PDF, generator.Options{}); err != nil {
		t.Fatal(err)
	}
	printed := strings.Join(strings.Fields(testkit.Tool(t, "pdftotext", "-layout", testkit.File(t, "a.pdf", b.Bytes()), "-")), " ")
	if want := "序号 姓名 所在支部 承诺事项 手机号码 1 丁一 二支部 1.服务师生 2 王毅 一支部 138****5678 2.带头学习"; !strings.Contains(printed, want) {
		t.Errorf("no %q in %s", want, printed)
	}
	var said []string
	for _, w := range p.Warnings {
		said = append(said, w.Sheet+"!"+w.Cell+" "+w.Code)
	}
	if got, want := strings.Join(said, "|"), "名单.xlsx!Sheet1! unused-column|名单.xlsx!Sheet1!A3 inner-blanks|名单.xlsx!Sheet1!D2 masked-number"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
