package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/page"
)

// cells gives what stands on the first page, line by line, each run with the column of the grid of 28 that it begins in.
func cells(b bench, p *page.Page) string {
	var out strings.Builder
	last := page.Length(-1)
	for _, item := range p.Items {
		t, ok := item.(*page.Text)
		if !ok || t.At.Y > 262*36_000 {
			continue
		}
		if t.At.Y != last {
			out.WriteByte('\n')
			last = t.At.Y
		}
		x := t.At.X - b.profile.Page.Binding.Length
		one := b.profile.Character()
		fmt.Fprintf(&out, "%d:%s/%d ", (x+one/2)/one, t.Chars(), (t.Width()+one/2)/one)
	}
	return strings.TrimSpace(out.String())
}

func TestNamesStandInColumns(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	d := b.layout(t, &doc.NameList{Groups: []doc.NameGroup{
		{Names: texts("丁一", "欧阳明明", "王小五", "张王李赵", "欧阳修远", "买买提·艾力", "阿不都热合曼·吾普尔", "马飚（壮族）", "李四", "王五", "张三", "赵六")},
		{Head: text("机关第一党支部（1名）"), Names: texts("张𬱖")},
		{Names: texts(strings.Repeat("长", 30), "丁一")},
	}})
	want := strings.Join([]string{
		"2:丁一/3 7:欧阳明明/4 12:王小五/3 17:张王李赵/4 22:欧阳修远/4 ",
		"2:买买提·艾力/6 12:阿不都热合曼·吾普尔/10 ",
		"2:马飚（壮族）/7 12:李四/3 17:王五/3 22:张三/3 ",
		"2:赵六/3 ",
		"2:机关第一党支部（/8 10:1/1 11:名）/2 ",
		"2:张𬱖/3 ",
		"2:" + strings.Repeat("长", 26) + "/26 ",
		"2:长长长长/4 ",
		"2:丁一/3",
	}, "\n")
	if got := cells(b, d.Pages[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHeadOfNamesIsKeptWithThem(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	var blocks []doc.Block
	for range 21 {
		blocks = append(blocks, paragraph("正文。"))
	}
	d := b.layout(t, append(blocks, &doc.NameList{Groups: []doc.NameGroup{{Head: text("一支部"), Names: texts("丁一", "王小五")}}})...)
	if len(d.Pages) != 2 || strings.Join(lines(d.Pages[1]), "|") != "一支部|丁一王小五" {
		t.Errorf("%d pages, the last %q", len(d.Pages), lines(d.Pages[len(d.Pages)-1]))
	}
}
