package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/page"
)

// head is the head of a paper and what page 1 must show below it.
func head(mark *doc.Mark, number *doc.Number) []doc.Block {
	return []doc.Block{mark, number, &doc.Rule{}, &doc.Title{Text: text("关于印发《某某实施方案》的通知")},
		&doc.Addressee{Text: text("各党支部，各部门：")}, paragraph("现将方案印发给你们，请认真贯彻执行。")}
}

func TestHeadStandsWhereTheProfileSays(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d := b.layout(t, head(&doc.Mark{Names: texts("中共某某委员会"), Suffix: text("文件")}, &doc.Number{Text: text("某委〔2012〕4号")})...)
		mark, number := one(t, d, "中共某某委员会文件"), one(t, d, "某委〔2012〕4号")
		title, to := one(t, d, "关于印发《某某实施方案》的通知"), one(t, d, "各党支部，各部门：")
		same(t, "mark", b.top(t, mark, "mark"), area.Y+p.Mark.Top.Length)
		same(t, "middle of the mark", (mark.left+mark.right)/2, area.X+area.W/2)
		numberTop := area.Y + p.Mark.Top.Length + mark.size + p.Rows(p.Number.Space.N)
		same(t, "number", b.top(t, number, "number"), numberTop)
		same(t, "middle of the number", (number.left+number.right)/2, area.X+area.W/2)
		rule := boxes(d.Pages[0].Items, page.Red)[0]
		same(t, "rule", rule.Y, numberTop+p.Characters(1)+p.Rule.Gap.Length)
		same(t, "thickness of the rule", rule.H, p.Rule.Thickness.Length)
		same(t, "title", b.top(t, title, "title"), rule.Y+rule.H+p.Rows(p.Title.Space.N))
		same(t, "addressee", b.top(t, to, "addressee"),
			b.top(t, title, "title")+title.size+p.LineGap()+p.Rows(p.Addressee.Space.N))
		same(t, "left of the addressee", to.left, area.X)
		same(t, "text", one(t, d, "现将").baseline, to.baseline+p.Rows(1))
	})
}

func TestHeadNotesStandOnTheFirstRows(t *testing.T) {
	mark := &doc.Mark{Names: texts("中共某某委员会"), Suffix: text("文件")}
	for _, c := range []struct {
		name        string
		notes       doc.HeadNotes
		want        []string // at the left
		left, right []string // where the profile parts them
	}{
		{"all three", doc.HeadNotes{Copy: text("000016"), Secrecy: text("机密★1年"), Urgency: text("特急")},
			[]string{"000016", "机密★1年", "特急"}, []string{"000016"}, []string{"机密★1年", "特　急"}},
		{"no gap for one that is missing", doc.HeadNotes{Copy: text("000016"), Urgency: text("特急")},
			[]string{"000016", "特急"}, []string{"000016"}, []string{"特　急"}},
		{"one", doc.HeadNotes{Secrecy: text("秘密")}, []string{"秘密"}, nil, []string{"秘　密"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			eachProfile(t, func(t *testing.T, b bench) {
				d, notices := b.paper(t, doc.Common, layout.Options{}, append([]doc.Block{&c.notes}, head(mark, &doc.Number{Text: text("某委〔2012〕4号")})...)...)
				left, right := c.want, []string(nil)
				if b.profile.HeadNotes.Right.On {
					left, right = c.left, c.right
				}
				for i, s := range left {
					at := one(t, d, s)
					same(t, s, b.top(t, at, "secrecy"), b.area(0).Y+b.profile.Rows(i))
					same(t, s+": left", at.left, b.area(0).X)
				}
				for i, s := range right {
					at := one(t, d, s)
					same(t, s, b.top(t, at, "secrecy"), b.area(0).Y+b.profile.Rows(i))
					same(t, s+": right", at.right, b.area(0).X+b.area(0).W)
				}
				top := b.top(t, one(t, d, "中共某某委员会文件"), "mark") - b.area(0).Y
				notes := b.profile.Rows(max(len(left), len(right))-1) + b.profile.Characters(1)
				if want := b.profile.Mark.Top.Length; notes <= want {
					same(t, "mark", top, want)
				} else {
					same(t, "moved mark", top, notes+b.profile.LineGap())
				}
				if moved := count(notices, "moved-mark") == 1; moved != (notes > b.profile.Mark.Top.Length) {
					t.Errorf("it was said to be moved: %v", moved)
				}
			})
		})
	}
}

func TestJointMarkLeavesRoomForTheText(t *testing.T) {
	organs := []string{"中共某某市委组织部", "中共某某市委宣传部", "某某市人力资源和社会保障局", "某某市教育局", "某某市财政局",
		"某某市民政局", "某某市卫生局", "某某市文化广电新闻出版局"}
	eachProfile(t, func(t *testing.T, b bench) {
		for _, n := range []int{2, 3, 5, 8} {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				number := &doc.Number{Text: text("某组发〔2012〕4号")}
				d, notices := b.paper(t, doc.Common, layout.Options{}, head(&doc.Mark{Names: texts(organs[:n]...), Suffix: text("文件")}, number)...)
				first, last, suffix := one(t, d, organs[0]), one(t, d, organs[n-1]), one(t, d, "文件")
				same(t, "first name", b.top(t, first, "mark"), b.area(0).Y+b.profile.Mark.Top.Length)
				same(t, "suffix", 2*suffix.baseline, first.baseline+last.baseline)
				for _, o := range organs[:n] {
					at := one(t, d, o)
					same(t, o+": left", at.left, first.left)
					same(t, o+": right", at.right, first.right)
				}
				if middle := first.left + suffix.right; middle < 2*(b.area(0).X+b.area(0).W/2)-12 || middle > 2*(b.area(0).X+b.area(0).W/2)+12 {
					t.Errorf("the mark's middle is at %v", middle/2)
				}
				if width := suffix.right - first.left; width > b.profile.Mark.LineLength.Length {
					t.Errorf("the mark is %v wide", width)
				}
				if one(t, d, "现将方案").page != 0 {
					t.Error("page 1 has no text")
				}
				if shrunk := count(notices, "shrunk-mark") > 0; shrunk != (n == 8) {
					t.Errorf("it was said to be shrunk: %v", shrunk)
				}
			})
		}
	})
}

func TestSignersStandBesideTheNumber(t *testing.T) {
	names := []string{"甲某某", "乙某", "丙某某", "丁某", "戊某某"}
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		for n := 1; n <= 5; n++ {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				number := &doc.Number{Text: text("某委〔2012〕4号"), Label: text("签发人："), Signers: texts(names[:n]...)}
				d := b.layout(t, head(&doc.Mark{Names: texts("中共某某委员会"), Suffix: text("文件")}, number)...)
				label, first := one(t, d, "签发人："), one(t, d, names[0])
				top := area.Y + p.Mark.Top.Length + one(t, d, "中共某某委员会文件").size + p.Rows(p.Number.Space.N)
				same(t, "label", b.top(t, label, "number"), top)
				same(t, "first name", first.left, label.right)
				across := p.Number.Signers.N
				var right page.Length
				for i, s := range names[:n] {
					at := one(t, d, s)
					same(t, s, at.baseline, label.baseline+p.Rows(i/across))
					if i%across == 0 {
						same(t, s+": left", at.left, first.left)
					}
					right = max(right, at.right)
				}
				same(t, "right edge", right, area.X+area.W-p.Characters(p.Number.Inset.N))
				at := one(t, d, "某委〔2012〕4号")
				same(t, "number", at.baseline, one(t, d, names[n-1]).baseline)
				same(t, "left of the number", at.left, area.X+p.Characters(p.Number.Inset.N))
				rule := boxes(d.Pages[0].Items, page.Red)[0]
				same(t, "rule", rule.Y, b.top(t, at, "number")+p.Characters(1)+p.Rule.Gap.Length)
			})
		}
	})
}

func TestSignersWithLongNamesStandBelowEachOther(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	long := "买买提·阿不都热依木"
	number := &doc.Number{Text: text("某党委发〔2012〕104号"), Label: text("签发人："), Signers: texts(long, "乙某")}
	d := b.layout(t, head(&doc.Mark{Names: texts("中共某某委员会")}, number)...)
	same(t, "second name", one(t, d, "乙某").left, one(t, d, long).left)
	if at := one(t, d, "某党委发〔2012〕104号"); at.right > one(t, d, "乙某").left {
		t.Errorf("the number ends at %v, in the names", at.right)
	}
}

func TestDateUnderTheTitle(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	d := b.layout(t, &doc.Title{Text: text("关于表彰的决定")}, &doc.DateLine{Text: text("（2012年7月1日）")}, paragraph("正文。"))
	title, date, body := one(t, d, "关于表彰的决定"), one(t, d, "（2012年7月1日）"), one(t, d, "正文。")
	same(t, "date", b.top(t, date, "dateLine"), b.top(t, title, "title")+title.size+b.profile.LineGap())
	same(t, "middle of the date", (date.left+date.right)/2, b.area(0).X+b.area(0).W/2)
	same(t, "text", b.top(t, body, "body"), b.top(t, date, "dateLine")+b.profile.Rows(2))
}

func TestTextIsOnTheGridBelowEveryMark(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	d := b.layout(t, append(head(&doc.Mark{Names: texts("某局")}, &doc.Number{Text: text("某〔2012〕4号")}), paragraph(strings.Repeat("正文", 100)))...)
	var last page.Length
	for _, g := range glyphs(d.Pages[0].Items, 0) {
		if (g.r == '正' || g.r == '现') && g.baseline != last {
			if last != 0 {
				same(t, "from line to line", g.baseline-last, b.profile.Rows(1))
			}
			last = g.baseline
		}
	}
}

func TestPageOneWithoutTextIsSaid(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, c := range []struct{ addressees, said int }{{10, 0}, {400, 1}} {
		blocks := head(&doc.Mark{Names: texts("某局")}, &doc.Number{Text: text("某〔2012〕4号")})
		blocks[4] = &doc.Addressee{Text: doc.Text{{Text: words(c.addressees) + "：", From: doc.Source{Path: "/to"}}}}
		_, notices := b.paper(t, doc.Common, layout.Options{}, blocks...)
		if count(notices, "no-text-on-page-1") != c.said {
			t.Errorf("%d characters of addressees: %v", c.addressees, notices)
		}
		if c.said > 0 && notices[0].Path != "/to" {
			t.Errorf("told of %v", notices[0].Path)
		}
	}
}
