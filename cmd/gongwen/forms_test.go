package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// fillRoster fills the sheet that the program made for a kind: n rows like its example, but for what change sets by the column's title.
func (o *office) fillRoster(name string, n int, change func(i int, set func(title, text string))) {
	o.t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		o.t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		o.t.Fatal(err)
	}
	const heading, example = 0, 1 // as rows are counted here
	set := func(row, column int, text string) {
		cell, err := excelize.CoordinatesToCellName(column+1, row)
		if err == nil {
			err = f.SetCellStr(sheet, cell, text)
		}
		if err != nil {
			o.t.Fatal(err)
		}
	}
	for i := range n {
		row := example + 2 + i
		for column, text := range rows[example] {
			if rows[heading][column] != "印章" && column > 0 { // the first marks the example
				set(row, column, text)
			}
		}
		change(i, func(title, text string) {
			for column, t := range rows[heading] {
				if strings.TrimSuffix(t, "*") == title {
					set(row, column, text)
				}
			}
		})
	}
	if err := f.Save(); err != nil {
		o.t.Fatal(err)
	}
}

func TestFormsFromTheSheetToFillIn(t *testing.T) {
	for _, c := range []struct {
		kind, title, name string
		says              func(i int, set func(title, text string)) string
	}{
		{"commitment", "公开承诺书", "姓名", func(i int, set func(title, text string)) string {
			if i%3 == 2 {
				set("承诺主体", "党支部")
				set("职务岗位", "")
				set("入党时间", "")
				set("标题", "")
				set("承诺事项", fmt.Sprintf("领导班子好：每月学习%d次；开好民主生活会\n工作业绩好: 建成课程", i+1))
				return fmt.Sprintf("一、领导班子好1.每月学习%d次。2.开好民主生活会。二、工作业绩好。建成课程。", i+1)
			}
			set("承诺事项", fmt.Sprintf("带头学习提高：每学期精读%d本著作", i+1))
			return fmt.Sprintf("一、带头学习提高。每学期精读%d本著作。", i+1)
		}},
		{"comment", "领导点评表", "被点评对象", func(i int, set func(title, text string)) string {
			set("肯定成绩", fmt.Sprintf("学习好。\n第%d项工作好。", i+1))
			return fmt.Sprintf("学习好。第%d项工作好。", i+1)
		}},
	} {
		o := newOffice(t)
		if code, _, stderr := o.run("", "sample", c.kind, "--all", "-o", "名册.xlsx"); code != exitMade {
			t.Fatal(stderr)
		}
		var said []string
		o.fillRoster("名册.xlsx", 12, func(i int, set func(title, text string)) {
			set(c.name, fmt.Sprintf("张某%c", []rune("甲乙丙丁戊己庚辛壬癸子丑")[i]))
			said = append(said, c.says(i, set))
		})
		code, _, stderr := o.run("", "batch", c.kind, "名册.xlsx", "-o", "out")
		if code != exitMade {
			t.Fatalf("%s: exit code %d, %s", c.kind, code, stderr)
		}
		if code, stdout, _ := o.run("", "check", "out/"+c.title+".pdf"); code != exitMade || !strings.Contains(stdout, "12 份") {
			t.Errorf("%s: exit code %d\n%s", c.kind, code, stdout)
		}
		rest := strings.NewReplacer(" ", "", "\n", "", "　", "").Replace(text(t, "out/"+c.title+".pdf"))
		for i, want := range said {
			before, after, ok := strings.Cut(rest, want)
			if !ok || !strings.Contains(before, fmt.Sprintf("张某%c", []rune("甲乙丙丁戊己庚辛壬癸子丑")[i])) {
				t.Fatalf("%s: row %d: no %q in %s", c.kind, i+1, want, rest)
			}
			rest = after
		}
	}
}

func TestSheetToFillInHasRoomForLines(t *testing.T) {
	o := newOffice(t)
	if code, _, stderr := o.run("", "sample", "commitment", "-o", "名册.xlsx"); code != exitMade {
		t.Fatal(stderr)
	}
	f, err := excelize.OpenFile("名册.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	for _, cell := range []string{"C2", "C3"} { // 承诺事项 of the example, and of the first row to fill in
		id, err := f.GetCellStyle(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		if cell == "C3" {
			if id, err = f.GetColStyle(sheet, "C"); err != nil {
				t.Fatal(err)
			}
		}
		style, err := f.GetStyle(id)
		if err != nil || style.Alignment == nil || !style.Alignment.WrapText {
			t.Errorf("%s does not wrap: %+v, %v", cell, style, err)
		}
	}
	if height, err := f.GetRowHeight(sheet, 2); err != nil || height < 5*15 {
		t.Errorf("the example row is %v points high, %v", height, err)
	}
}
