package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/draft"
)

// TestPartsOfShortPapers looks at single fields, and at what is in none.
func TestPartsOfShortPapers(t *testing.T) {
	const notice = "关于放假的通知\n各部门：\n　　现将放假安排通知如下。\n"
	const order = "临江市人民政府令\n第15号\n　　《临江市放假办法》已经通过，现予公布。\n"
	for _, c := range []struct {
		name, text string
		fields     map[string]string // the items of a list with 、 between them
		unused     string            // what somebody has to decide on
	}{
		{"attachments on one line", notice + "　　附件：1.放假安排 2.值班表\n", map[string]string{"attachments/0/title": "放假安排", "attachments/1/title": "值班表"}, ""},
		{"stops behind their names", notice + "　　附件：放假安排。\n", map[string]string{"attachments/0/title": "放假安排"}, ""},
		{"a name that is only a stop", notice + "　　附件：1.放假安排\n　　　　　2. 。\n", map[string]string{"attachments/0/title": "放假安排", "attachments/1/title": ""}, ""},
		{"a name on two lines", notice + "　　附件：1.临江市学校寒假放假和开学时间的具体安排及\n　　　　　　值班表\n", map[string]string{"attachments/0/title": "临江市学校寒假放假和开学时间的具体安排及值班表"}, ""},
		{"an organ and a date", notice + "　　　校长办公室\n　　　2012年7月1日\n", map[string]string{"signed_by": "校长办公室", "date": "2012-07-01"}, ""},
		{"the post and the name on an order", order + "　　　市　长　王　勇\n　　　2012年7月1日\n", map[string]string{"signed_by": "市长", "signatory": "王勇", "number": "第15号"}, ""},
		{"two organs beside each other", notice + "　　　校长办公室　　　　教务处\n　　　2012年7月1日\n", map[string]string{"signed_by": "校长办公室、教务处"}, ""},
		{"characters that print nothing", "关于\u200b放假的通知\u00ad\n各部门：\n正文。\n", map[string]string{"title": "关于放假的通知"}, ""},
		{"密级 and 紧急程度", "机密 ★ 一年\n特　急\n" + notice, map[string]string{"secrecy": "机密★1年", "urgency": "特急"}, ""},
		{"a number with brackets of all sorts", "常电大委[2010] 第 04 号\n" + notice, map[string]string{"number": "常电大委〔2010〕4号"}, ""},
		{"text after the imprint", notice + "　　　校长办公室\n　　　2012年7月1日\n抄送：各系。\n其他说明的文字，不知属于哪里。\n", map[string]string{"cc": "各系。"}, "其他说明的文字，不知属于哪里。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, d := of(t, []byte(c.text), "x.txt")
			accounted(t, s, d)
			for name, want := range c.fields {
				var values []string
				for _, f := range d.Fields {
					if f.Name == name {
						values = append(values, f.Value)
					}
				}
				if got := strings.Join(values, "、"); got != want {
					t.Errorf("%s = %q, want %q", name, got, want)
				}
			}
			var unused []string
			for _, o := range d.Omissions {
				if o.Sort == draft.Unused {
					unused = append(unused, o.Text)
				}
			}
			if got := strings.Join(unused, "|"); got != c.unused {
				t.Errorf("unused %q, want %q", got, c.unused)
			}
		})
	}
}

// TestTablesOfWordKeepTheirCells reads a table of a Word file: cells that take several columns and rows, its head, what is left
// free.
func TestTablesOfWordKeepTheirCells(t *testing.T) {
	cell := func(properties, text string) string {
		return "<w:tc><w:tcPr>" + properties + "</w:tcPr><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>"
	}
	rows := func(all ...string) string {
		return "<w:tbl><w:tr>" + strings.Join(all, "</w:tr><w:tr>") + "</w:tr></w:tbl>"
	}
	const down, goesOn = `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`
	for _, c := range []struct{ name, table, want string }{
		{"plain", rows(cell("", "序号")+cell("", "单位"), cell("", "1")+cell("", "教务处")), "head -1: 序号, 单位 / 1, 教务处"},
		{"several columns", rows(cell(`<w:gridSpan w:val="2"/>`, "合计")+cell("", "3"), cell("", "甲")+cell("", "乙")+cell("", "丙")), "head -1: 合计(2×1), 3 / 甲, 乙, 丙"},
		{"several rows", rows(cell(down, "单位")+cell("", "甲"), cell(goesOn, "")+cell("", "乙"), cell("", "丙")+cell("", "丁")), "head 2: 单位(1×2), 甲 / 乙 / 丙, 丁"},
		{"a head that is repeated", rows(`<w:trPr><w:tblHeader/></w:trPr>`+cell("", "序号")+cell("", "单位"), cell("", "1")+cell("", "甲")), "head 1: 序号, 单位 / 1, 甲"},
		{"columns left free", rows(cell("", "甲")+cell("", "乙"), `<w:trPr><w:gridBefore w:val="1"/></w:trPr>`+cell("", "丙")), "head -1: 甲, 乙 / , 丙"},
		{"one column", rows(cell("", "甲"), cell("", "乙")), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
			s, d := of(t, document(t, p("关于放假的通知")+p("各部门：")+p("现将名单印发给你们。")+c.table+p("请遵照执行。")), "x.docx")
			accounted(t, s, d)
			f, _ := d.Field("body")
			got := ""
			for _, part := range f.Parts {
				if part.Table != nil {
					got += shown(part.Table)
				}
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// shown gives a table on one line, with the columns and rows of cells that take several.
func shown(t *draft.Table) string {
	var rows []string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r {
			text := c.Text
			if c.Columns > 1 || c.Rows > 1 {
				text += fmt.Sprintf("(%d×%d)", c.Columns, c.Rows)
			}
			cells = append(cells, text)
		}
		rows = append(rows, strings.Join(cells, ", "))
	}
	return fmt.Sprintf("head %d: %s", t.Head, strings.Join(rows, " / "))
}
