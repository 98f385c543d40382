package doc_test

import (
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/internal/testkit/papers"
)

// tableOf makes a table of texts, the first row its head, without widths.
func tableOf(rows ...string) *doc.Table {
	t := &doc.Table{Head: 1}
	for _, row := range rows {
		var cells []doc.Cell
		for _, text := range strings.Split(row, "|") {
			cells = append(cells, doc.Cell{Lines: []doc.Text{{{Text: text}}}, Columns: 1, Rows: 1})
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Columns = make([]doc.Column, len(t.Rows[0]))
	return t
}

func TestColumnsAreAsWideAsWhatStandsInThem(t *testing.T) {
	p := papers.Profile(t, "gbt9704-2012")
	line := doc.Line[measure.Length]{Profile: p, Width: p.Area.Width.Length, Characters: p.Characters, Of: func(l measure.Length) measure.Length { return l }}
	size, pads := p.Styles["table"].Size.Length, 2*p.Table.Pad.Length
	long := strings.Repeat("各学院对照检查要点逐项自查建立问题清单", 4)
	table := tableOf(
		"序号|单位|负责人|电话|网址|主要任务",
		"1|信息工程学院|欧阳修远|0519-88886666|http://www.ljou.edu.cn/jwc/2026/page.htm|"+long,
		"2|医护学院|张三|13800138000||"+long,
		"10|机电学院|李四|13800138000||按时整改",
	)
	widths, _, scaled := line.TableColumns(table)
	if scaled {
		t.Error("the columns of an ordinary table are told to be too wide")
	}
	var all measure.Length
	for i, w := range widths {
		all += w
		if w <= 0 {
			t.Errorf("column %d is %v wide", i, w)
		}
	}
	if all != line.Width {
		t.Errorf("the columns are %v together, want the line's %v", all, line.Width)
	}
	holds := func(column int, thousandths int64) {
		if inner := widths[column] - pads; inner < size.Scale(thousandths, 1000) {
			t.Errorf("column %d holds %.2f characters, want %.2f", column, float64(inner)/float64(size), float64(thousandths)/1000)
		}
	}
	holds(0, 2000) // 序号
	holds(2, 4000) // 欧阳修远
	holds(3, 6333) // 0519-88886666
	if widths[0] > size*4 {
		t.Errorf("序号 is %.1f characters wide", float64(widths[0])/float64(size))
	}
	if widths[5] < widths[1] {
		t.Error("the column of long texts is narrower than that of short ones")
	}
}

func TestColumnsThatHoldTheirTextsOnOneLineDoSo(t *testing.T) {
	table := tableOf("姓名|单位|时间", "张三|机关第一党支部|3月16日—3月31日", "阿不都热合曼·吾甫尔|离退休党支部|4月")
	widths, _, _ := line(t, "gbt9704-2012").TableColumns(table)
	for i, least := range []int{10, 7, 9} { // characters
		if inner := widths[i] - 60; inner < least*76 { // 12 pt in the test's hundredths of a character of 16 pt
			t.Errorf("column %d is %d wide, want room for %d characters", i, widths[i], least)
		}
	}
}

func TestColumnsWithoutRoomAreSaid(t *testing.T) {
	row := strings.TrimSuffix(strings.Repeat("0519-88886666|", 12), "|")
	widths, size, scaled := line(t, "gbt9704-2012").TableColumns(tableOf(row, row))
	if !scaled {
		t.Error("a table of 12 telephone numbers a row is not told to be too wide")
	}
	if size != 15*measure.PT/2 {
		t.Errorf("its characters have %v", size)
	}
	sum := 0
	for _, w := range widths {
		sum += w
	}
	if sum != 2800 {
		t.Errorf("the columns are %d together, want 2800", sum)
	}
}

func TestTableWithoutRoomHasSmallerCharacters(t *testing.T) {
	for _, c := range []struct {
		columns int
		want    measure.Length
	}{{5, 12 * measure.PT}, {6, 9 * measure.PT}, {7, 15 * measure.PT / 2}} {
		row := strings.TrimSuffix(strings.Repeat("0519-88886666|", c.columns), "|")
		_, size, scaled := line(t, "gbt9704-2012").TableColumns(tableOf(row, row))
		if size != c.want || scaled {
			t.Errorf("%d telephone numbers a row have %v, scaled %t, want %v", c.columns, size, scaled, c.want)
		}
	}
}

func TestNumbersStandOnTheRight(t *testing.T) {
	table := tableOf(
		"序号|单位|经费|电话|房间|完成率|人数|说明|日期",
		"1|机电学院|1.50|13800138000|A290|34.9%|3|2|3月1日—3月15日",
		"2|医护学院|120.75|0519-88886666|B12|100%|120|按期|4月1日",
		"3|合计|—|||/|||",
	)
	table.AlignByContent([]bool{false, false, false, false, false, false, false, false, false})
	want := []doc.Align{doc.Centre, doc.Left, doc.Right, doc.Centre, doc.Centre, doc.Right, doc.Right, doc.Left, doc.Centre}
	for i, w := range want {
		if got := table.Columns[i].Align; got != w {
			t.Errorf("column %s is aligned %d, want %d", table.Rows[0][i].Lines[0].String(), got, w)
		}
	}
	table.Columns[2].Align = doc.Left
	table.AlignByContent([]bool{2: true})
	if table.Columns[2].Align != doc.Left {
		t.Error("an align that is said is changed")
	}
}
