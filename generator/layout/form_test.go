package layout_test

import (
	"fmt"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/page"
)

func letter(notes *doc.HeadNotes, more ...doc.Block) []doc.Block {
	blocks := []doc.Block{notes, &doc.Mark{Names: texts("某某市广播电视大学", "某某市教育局")}, &doc.Number{Text: text("某电大函〔2012〕3号")},
		&doc.Title{Text: text("关于商请协助的函")}, &doc.Addressee{Text: text("某某局：")}}
	return append(blocks, more...)
}

func TestLetterStandsWhereTheStandardSays(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, l, area := b.profile, b.profile.Letter, b.area(0)
		notes := &doc.HeadNotes{Secrecy: text("秘密"), Urgency: text("加急")}
		d, _ := b.paper(t, doc.Letter, layout.Options{}, letter(notes, paragraph("正文。"))...)
		if len(find(d, "某某市教育局")) > 0 {
			t.Error("the mark has not the host alone")
		}
		mark, number := one(t, d, "某某市广播电视大学"), one(t, d, "某电大函〔2012〕3号")
		same(t, "mark", b.top(t, mark, "mark"), 30*mm)
		upper := 30*mm + mark.size + 4*mm
		left, wide := 20*mm, 170*mm
		pair := l.Thick.Length + l.Between.Length + l.Thin.Length
		for i, want := range []page.Rect{
			{X: left, Y: upper, W: wide, H: l.Thick.Length},
			{X: left, Y: upper + pair - l.Thin.Length, W: wide, H: l.Thin.Length},
			{X: left, Y: 277*mm - pair, W: wide, H: l.Thin.Length},
			{X: left, Y: 277*mm - l.Thick.Length, W: wide, H: l.Thick.Length},
		} {
			sameBox(t, "rule", boxes(d.Pages[0].Items, page.Red)[i], want)
		}
		first := upper + pair + page.Length(14*12_700) // 7/8 of 16 pt
		same(t, "number", b.top(t, number, "number"), first)
		same(t, "right of the number", number.right, area.X+area.W)
		same(t, "first note", b.top(t, one(t, d, "秘密"), "secrecy"), first)
		same(t, "second note", b.top(t, one(t, d, "加急"), "secrecy"), first+p.Rows(1))
		same(t, "left of the notes", one(t, d, "加急").left, area.X)
		same(t, "title", b.top(t, one(t, d, "关于商请协助的函"), "title"), first+p.Rows(2+l.TitleSpace.N))
	})
}

func TestLetterHasNoNumberOnPageOneAndABareImprint(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		imprint := &doc.Imprint{CC: &doc.LabelledLine{Label: text("抄送："), Text: text("某某局。")}, PrintedBy: text("某某办"), PrintedOn: text("2012年7月2日印发")}
		for _, c := range []struct{ lines, pages int }{{3, 1}, {30, 2}, {50, 3}} {
			d, _ := b.paper(t, doc.Letter, layout.Options{}, letter(&doc.HeadNotes{}, append(paragraphs(c.lines), imprint)...)...)
			if len(d.Pages) != c.pages {
				t.Fatalf("%d lines: %d pages, want %d", c.lines, len(d.Pages), c.pages)
			}
			for i, p := range d.Pages {
				if numbered := p.Label != ""; numbered != (i > 0) {
					t.Errorf("page %d is numbered %q", i+1, p.Label)
				}
				if n := len(boxes(p.Items, page.Black)); n > 0 {
					t.Errorf("page %d has %d black rules", i+1, n)
				}
				if red := len(boxes(p.Items, page.Red)); i > 0 && red > 0 {
					t.Errorf("page %d has %d red rules", i+1, red)
				}
			}
			cc, area := one(t, d, "抄送：某某局。"), b.area(c.pages-1)
			same(t, "lower edge of the imprint", b.top(t, cc, "imprint")+cc.size, area.Y+area.H)
			if cc.page != c.pages-1 || len(find(d, "某某办")) > 0 || len(find(d, "印发")) > 0 {
				t.Error("the imprint has 印发 or is not on the last page")
			}
			for _, at := range find(d, "正文。") {
				if rule := 277*mm - b.profile.Letter.Thick.Length*2; at.page == 0 && at.baseline > rule-14*12_700 {
					t.Errorf("text at %v, too near the lower rule", at.baseline)
				}
			}
		}
	})
}

func TestLetterWithNotesAndNoNumber(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	d, _ := b.paper(t, doc.Letter, layout.Options{}, &doc.HeadNotes{Urgency: text("加急")}, &doc.Mark{Names: texts("某局")},
		&doc.Title{Text: text("关于商请协助的函")})
	same(t, "title", b.top(t, one(t, d, "关于商请协助的函"), "title"), b.top(t, one(t, d, "加急"), "secrecy")+b.profile.Rows(3))
}

func TestOrder(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d, _ := b.paper(t, doc.Order, layout.Options{}, &doc.Mark{Names: texts("某某市人民政府令")}, &doc.Number{Text: text("第1号")},
			paragraph("现予公布。"), signed(doc.Chopped, doc.Signer{Name: text("市长")}))
		mark, number := one(t, d, "某某市人民政府令"), one(t, d, "第1号")
		same(t, "mark", b.top(t, mark, "mark"), area.Y+20*mm)
		same(t, "number", b.top(t, number, "number"), area.Y+20*mm+mark.size+p.Rows(2))
		same(t, "text", b.top(t, one(t, d, "现予公布。"), "body"), b.top(t, number, "number")+p.Rows(3))
		if n := len(boxes(d.Pages[0].Items, page.Red)); n > 0 {
			t.Errorf("%d red rules", n)
		}
	})
}

func TestMinutes(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d, _ := b.paper(t, doc.Minutes, layout.Options{}, &doc.Mark{Names: texts("某某会议纪要")}, &doc.Number{Text: text("第5期")}, &doc.Rule{},
			&doc.Title{Text: text("关于某事的纪要")}, paragraph("正文。"),
			&doc.Attendance{Label: text("出席："), Text: text("甲" + words(30))}, &doc.Attendance{Label: text("请假："), Text: text("乙某")})
		same(t, "mark", b.top(t, one(t, d, "某某会议纪要"), "mark"), area.Y+p.Minutes.MarkTop.Length)
		body, label, first, second := one(t, d, "正文。"), one(t, d, "出席："), one(t, d, "甲文"), one(t, d, "乙某")
		same(t, "attendance", label.baseline, body.baseline+p.Rows(1+p.Minutes.Space.N))
		same(t, "indent", label.left, area.X+p.Characters(2))
		same(t, "names", first.left, label.right)
		same(t, "second line of the attendance", second.baseline, first.baseline+p.Rows(2))
		var turned []glyph
		for _, g := range glyphs(d.Pages[0].Items, 0) {
			if g.r == '文' && g.baseline > first.baseline+p.Rows(1)/2 {
				turned = append(turned, g)
			}
		}
		same(t, "turned line", turned[0].left, first.left)
		if name := label; name.baseline != first.baseline {
			t.Error("label and names are not on one line")
		}
	})
}

func TestBriefing(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d, _ := b.paper(t, doc.Briefing, layout.Options{}, &doc.HeadNotes{Secrecy: text("内部资料")}, &doc.Mark{Names: texts("某某简报")},
			&doc.Number{Text: text("第5期")}, &doc.IssueLine{Left: text("某某办公室"), Right: text("2012年7月1日")}, &doc.Rule{},
			&doc.Title{Text: text("某事")}, paragraph("正文。"),
			&doc.Imprint{Sent: []doc.LabelledLine{{Label: text("报："), Text: text("上级")}, {Label: text("发："), Text: text("各支部")}}, Copies: text("共印50份")})
		mark, number, left, right := one(t, d, "某某简报"), one(t, d, "第5期"), one(t, d, "某某办公室"), one(t, d, "2012年7月1日")
		same(t, "mark", b.top(t, mark, "mark"), area.Y+p.Briefing.MarkTop.Length)
		same(t, "issue", b.top(t, number, "number"), area.Y+p.Briefing.MarkTop.Length+mark.size+p.Rows(p.Briefing.Number.N))
		same(t, "issue line", left.baseline, number.baseline+p.Rows(1))
		same(t, "left", left.left, area.X+p.Characters(1))
		same(t, "right", right.right, area.X+area.W-p.Characters(1))
		same(t, "rule", boxes(d.Pages[0].Items, page.Red)[0].Y, b.top(t, left, "number")+p.Characters(1)+p.Rule.Gap.Length)
		if len(d.Pages) != 1 {
			t.Errorf("%d pages: the imprint of a briefing needs no even page", len(d.Pages))
		}
		rules := boxes(d.Pages[0].Items, page.Black)
		if len(rules) != 2 {
			t.Fatalf("%d rules around the imprint", len(rules))
		}
		same(t, "last rule", rules[1].Y+rules[1].H, area.Y+area.H)
		same(t, "copies", one(t, d, "共印50份").baseline, one(t, d, "发：各支部").baseline)
		same(t, "right of the copies", one(t, d, "共印50份").right, area.X+area.W-p.Characters(1))
	})
}

func TestPlainPaperBeginsWithItsTitle(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		d, _ := b.paper(t, doc.Plain, layout.Options{}, append([]doc.Block{&doc.Title{Text: text("公开承诺书")}}, paragraphs(30)...)...)
		title, first := one(t, d, "公开承诺书"), find(d, "正文。")[0]
		same(t, "title", b.top(t, title, "title"), b.area(0).Y)
		same(t, "text", b.top(t, first, "body"), b.area(0).Y+title.size+b.profile.LineGap()+b.profile.Rows(b.profile.Addressee.Space.N))
		for i, p := range d.Pages {
			if p.Label != fmt.Sprint(i+1) || len(boxes(p.Items, page.Red))+len(boxes(p.Items, page.Black)) > 0 {
				t.Errorf("page %d is numbered %q, or has rules", i+1, p.Label)
			}
		}
	})
}

func TestAddresseeInTheImprintHasNoRuleBelow(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		imprint := &doc.Imprint{To: &doc.LabelledLine{Label: text("主送："), Text: text("甲。")}, CC: &doc.LabelledLine{Label: text("抄送："), Text: text("乙。")},
			PrintedBy: text("某某办")}
		d := b.layout(t, paragraph("正文。"), imprint)
		to, cc := one(t, d, "主送：甲。"), one(t, d, "抄送：乙。")
		same(t, "抄送", cc.baseline, to.baseline+b.profile.Styles["imprint"].Size.Length+b.profile.LineGap())
		for _, r := range boxes(d.Pages[1].Items, page.Black) {
			if r.Y > to.baseline && r.Y < cc.baseline {
				t.Errorf("a rule at %v", r.Y)
			}
		}
	})
}
