package kind_test

import (
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/record"
)

// sheets gives the sheets of a kind's document.
func sheets(t *testing.T, kindName, input string) []*doc.Side {
	t.Helper()
	k, err := load(t).Kind(kindName)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := document(t, k, input)
	var all []*doc.Side
	for _, b := range d.Blocks {
		all = append(all, b.(*doc.Side))
	}
	return all
}

// sheetTexts gives the paragraphs of a sheet in the order of its columns.
func sheetTexts(s *doc.Side) []string {
	var all []string
	for _, row := range s.Rows {
		for _, c := range row.Columns {
			for _, item := range c.Items {
				if t, ok := item.(*doc.SideText); ok {
					for _, p := range t.Paragraphs {
						all = append(all, p.String())
					}
				}
			}
		}
	}
	return all
}

const honoured = "姓名: 张伟\n荣誉称号: 优秀共产党员\n颁发单位: 某某党委\n颁发日期: 2012-07-01\n"

func TestWordsOfACertificate(t *testing.T) {
	for _, c := range []struct{ condition, input, want string }{
		{"a member", honoured, "荣誉证书|张伟同志：|被评为“优秀共产党员”。|特发此证，以资鼓励。|某某党委|二〇一二年七月一日"},
		{"a branch", honoured + "授予对象: 党支部\n", "荣誉证书|张伟：|被评为“优秀共产党员”。|特发此证，以资鼓励。|某某党委|二〇一二年七月一日"},
		{"a citation with a stop, and a title that is awarded", honoured + "颁奖事由: 成绩突出。\n用语: 被授予\n",
			"荣誉证书|张伟同志：|成绩突出，被授予“优秀共产党员”称号。|特发此证，以资鼓励。|某某党委|二〇一二年七月一日"},
		{"a number, and the date in digits", honoured + "证书编号: 某证〔2012〕1号\n日期样式: 阿拉伯数字\n",
			"荣誉证书|张伟同志：|被评为“优秀共产党员”。|特发此证，以资鼓励。|编号：某证〔2012〕1号|某某党委|2012年7月1日"},
		{"two issuers", strings.Replace(honoured, "某某党委", "某某党委、某某工会", 1),
			"荣誉证书|张伟同志：|被评为“优秀共产党员”。|特发此证，以资鼓励。|某某党委|某某工会|二〇一二年七月一日"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			all := sheets(t, "certificate", c.input)
			if len(all) != 1 {
				t.Fatalf("%d sheets", len(all))
			}
			if got := strings.Join(sheetTexts(all[0]), "|"); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSheetsFillTheirMarginsAtMost(t *testing.T) {
	for _, k := range load(t).Kinds() {
		d, _ := document(t, k, string(k.Full))
		for _, b := range d.Blocks {
			s, ok := b.(*doc.Side)
			if !ok {
				continue
			}
			high := s.Top + s.Bottom
			for _, row := range s.Rows {
				high += row.Height
				size := 0
				for _, c := range row.Columns {
					size += c.Size
				}
				if size > doc.SideGrid {
					t.Errorf("%s: a row of %d twelfths", k.Name, size)
				}
			}
			if high > s.Height {
				t.Errorf("%s: rows and margins are %v high, the sheet %v", k.Name, high, s.Height)
			}
		}
	}
}

func TestFormsOfARedCard(t *testing.T) {
	const who = "姓名: 张伟\n所在支部: 某某支部\n"
	for form, want := range map[string]struct {
		width, height measure.Length
		cards         int
	}{"胸卡": {90, 54, 10}, "桌牌": {200, 100, 1}, "门牌": {240, 120, 1}} {
		all := sheets(t, "redcard", who+"样式: "+form+"\n")
		if len(all) != 1 || all[0].Width != want.width*measure.MM || all[0].Height != want.height*measure.MM || all[0].Imposition.Cards() != want.cards {
			t.Errorf("%s: got %+v", form, all)
		}
	}
}

func TestBackOfACommitmentCard(t *testing.T) {
	d := sheets(t, "commitment-card", "姓名: 张伟\n所在支部: 某某支部\n承诺事项: 带头学习；带头服务\n")
	cards, ok := (&doc.Document{Blocks: []doc.Block{d[0], d[1]}}).Cards()
	if !ok || len(cards) != 1 || cards[0].Back == nil {
		t.Fatalf("got %+v, want one card with its back", cards)
	}
	if got := strings.Join(sheetTexts(d[0]), "|"); !strings.Contains(got, "1. 带头学习|2. 带头服务") {
		t.Errorf("the front says %s", got)
	}
}

func TestFaultsOfASheetInATemplate(t *testing.T) {
	const head = "<paper>\n<sheet width='90mm' height='54mm'>\n"
	for _, c := range []struct{ condition, body, want string }{
		{"no unit", "<paper><sheet width='90' height='54mm'/></paper>", `body.xml:1: <sheet>: width: measure: "90": want a number with mm or pt`},
		{"three margins", "<paper><sheet width='90mm' height='54mm' margins='1mm 2mm 3mm'/></paper>", "margins: \"1mm 2mm 3mm\": want four"},
		{"a length that no 12th has", "<paper><sheet width='90.001mm' height='54mm'/></paper>", "hundredths of a millimetre"},
		{"a row without a height", head + "<row/></sheet></paper>", "body.xml:3: <row>: height:"},
		{"a column of 13", head + "<row height='5mm'><col size='13'/></row></sheet></paper>", "<col>: size: 13: want 1 to 12"},
		{"a text without a role", head + "<row height='5mm'><col><text size='9pt'/></col></row></sheet></paper>", "<text>: role"},
		{"a floor above the size", head + "<row height='5mm'><col><text role='heiti' size='9pt' floor='10pt'/></col></row></sheet></paper>", "floor"},
		{"an ink that there is not", head + "<row height='5mm'><col><line ink='pink'/></col></row></sheet></paper>", `<line>: ink: "pink": want one of`},
		{"a misspelt attribute", head + "<row height='5mm'><col><text role='heiti' sise='9pt'/></col></row></sheet></paper>", `<text> has no attribute "sise"`},
		{"a text that stands in no column", head + "<text>a</text></sheet></paper>", "<text> cannot stand in <sheet>"},
		{"a table's row in a sheet", head + "<row height='5mm'><cell/></row></sheet></paper>", "<cell> cannot stand in <row>"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			_, err := card(t, folder(t, "card/body.xml", bodyXML, c.body))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestOrnamentThatThereIsNotIsAnError(t *testing.T) {
	k, err := card(t, folder(t, "card/body.xml", bodyXML, "<paper><sheet width='90mm' height='54mm' ornament='title'/></paper>"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Decode([]byte("title: roses\n"), record.YAML, k.Schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := k.Document(r); err == nil || !strings.Contains(err.Error(), `unknown ornament "roses"`) {
		t.Errorf("got %v", err)
	}
}

func TestLoadRefusesDrawingsWhereTheyCannotBe(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"in running text", `<figure picture="tip"/>`, `<figure>: "tip" may be SVG, which only sheets can have`},
		{"on the ground of a card that bleeds", `<sheet width="90mm" height="54mm" picture="tip"><impose columns="2" bleed="3mm"/></sheet>`,
			"<sheet>: a picture does not bleed"},
	} {
		fsys := sharedFolder(t, "card/body.xml", "<include", test.body+"<include")
		fsys["shared/fields.yaml"].Data = []byte("tip: {type: string, title: 提示, maxLength: 5, x-file: artwork}\n")
		_, err := card(t, fsys)
		if err == nil || !strings.Contains(err.Error(), "card/body.xml:2: "+test.want) {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
}
