package check_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/internal/testkit/papers"
	"gongwen/templates"
)

func templateNames() (names []string, err error) {
	err = fs.WalkDir(templates.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	return names, err
}

func TestSpoiledProfile(t *testing.T) {
	for _, c := range []struct {
		condition string
		changes   []string
		departs   []string
	}{
		{"first line 3 mm lower", []string{"top: {is: 37mm", "top: {is: 40mm"}, []string{"天头"}},
		{"type area 3 mm further out", []string{"binding: {is: 28mm", "binding: {is: 31mm"}, []string{"订口"}},
		{"body in 15 pt", []string{"body: {role: fangsong, latin: latin, size: {is: 16pt", "body: {role: fangsong, latin: latin, size: {is: 15pt"}, []string{"正文字号"}},
		{"body in 楷体", []string{"body: {role: fangsong", "body: {role: kaiti"}, []string{"正文字体"}},
		{"body in red", []string{`body: {role: fangsong, latin: latin, size: {is: 16pt, clause: 5.2.2}, indent: {is: 2, clause: 7.3.3}, color: black`,
			`body: {role: fangsong, latin: latin, size: {is: 16pt, clause: 5.2.2}, indent: {is: 2, clause: 7.3.3}, color: red`}, []string{"文字颜色"}},
		{"mark in black", []string{`mark: {role: xiaobiaosong, latin: latin, size: {is: 22mm, clause: "7.2.4 gives none: fitted"}, color: red`,
			`mark: {role: xiaobiaosong, latin: latin, size: {is: 22mm, clause: "7.2.4 gives none: fitted"}, color: black`}, []string{"红色要素"}},
		{"closer lines", []string{"gap: {is: 7/8", "gap: {is: 3/4"}, []string{"版心高度", "每面行数"}},
		{"mark 8 mm lower", []string{"top: {is: 35mm", "top: {is: 43mm"}, []string{"发文机关标志上边缘"}},
		{"number one line below the mark", []string{"number:\n  space: {is: 2", "number:\n  space: {is: 1"}, []string{"发文字号空行"}},
		{"number in 15 pt", []string{"number: {role: fangsong, latin: latin, size: {is: 16pt", "number: {role: fangsong, latin: latin, size: {is: 15pt"}, []string{"发文字号字号字体"}},
		{"rule 6 mm below the number", []string{"gap: {is: 4mm", "gap: {is: 6mm"}, []string{"分隔线位置"}},
		{"rule of 140 mm", []string{"length: {is: 156mm", "length: {is: 140mm"}, []string{"分隔线长度"}},
		{"title four lines below the rule", []string{"title:\n  space: {is: 2", "title:\n  space: {is: 4"}, []string{"标题空行"}},
		{"title in 18 pt", []string{"title: {role: xiaobiaosong, latin: latin, size: {is: 22pt", "title: {role: xiaobiaosong, latin: latin, size: {is: 18pt"}, []string{"标题字号"}},
		{"title in 黑体", []string{"title: {role: xiaobiaosong", "title: {role: heiti"}, []string{"标题字体"}},
		{"addressee three lines below the title", []string{"addressee:\n  space: {is: 1", "addressee:\n  space: {is: 3"}, []string{"主送机关空行"}},
		{"paragraphs flush", []string{"indent: {is: 2, clause: 7.3.3}, color: black", "indent: {is: 0, clause: 7.3.3}, color: black"}, []string{"正文段首缩进"}},
		{"heads of level 1 in 仿宋", []string{"heading1: {role: heiti", "heading1: {role: fangsong"}, []string{"一级标题字体"}},
		{"heads of level 2 in 黑体", []string{"heading2: {role: kaiti", "heading2: {role: heiti"}, []string{"二级标题字体"}},
		{"heads of level 3 in 黑体", []string{"heading3: {role: fangsong", "heading3: {role: heiti"}, []string{"三级标题字体"}},
		{"heads of level 4 in 楷体", []string{"heading4: {role: fangsong", "heading4: {role: kaiti"}, []string{"四级标题字体"}},
		{"names of attachments three lines below", []string{"attachmentNotes:\n  space: {is: 1", "attachmentNotes:\n  space: {is: 3"}, []string{"附件说明空行"}},
		{"names of attachments four characters in", []string{"indent: {is: 2, clause: 7.3.4}", "indent: {is: 4, clause: 7.3.4}"}, []string{"附件说明缩进"}},
		{"signature without shift", []string{"shift: {is: 2", "shift: {is: 0"}, []string{"署名与成文日期位置"}},
		{"date in Chinese numerals", []string{"style: {is: arabic", "style: {is: chinese"}, []string{"成文日期格式"}},
		{"note flush", []string{"indent: {is: 2, clause: 7.3.6}", "indent: {is: 0, clause: 7.3.6}"}, []string{"附注"}},
		{"label in 仿宋", []string{"label: {role: heiti", "label: {role: fangsong"}, []string{"附件序号"}},
		{"attachment's title on row 5", []string{"attachment: {is: 3", "attachment: {is: 5"}, []string{"附件标题位置"}},
		{"first rule of the imprint too thick", []string{"first: {is: 0.35mm", "first: {is: 0.7mm"}, []string{"版记分隔线粗细"}},
		{"imprint in 16 pt", []string{"imprint: {role: fangsong, latin: latin, size: {is: 14pt", "imprint: {role: fangsong, latin: latin, size: {is: 16pt"}, []string{"版记字号字体"}},
		{"抄送 four characters in", []string{"indent: {is: 1, clause: 7.4.2", "indent: {is: 4, clause: 7.4.2"}, []string{"抄送机关"}},
		{"印发 four characters in", []string{"printed: {is: 1, clause: 7.4.3", "printed: {is: 4, clause: 7.4.3"}, []string{"印发机关和印发日期"}},
		{"imprint on an odd page", []string{"even: {is: true", "even: {is: false"}, []string{"版记在双数页"}},
		{"page number in 12 pt", []string{"latin: songti, size: {is: 14pt", "latin: songti, size: {is: 12pt"}, []string{"页码字号"}},
		{"page number in 黑体", []string{"pageNumber: {role: songti, latin: songti", "pageNumber: {role: heiti, latin: heiti"}, []string{"页码字体"}},
		{"page number 10 mm below", []string{"gap: {is: 7mm", "gap: {is: 10mm"}, []string{"页码上下位置"}},
		{"page number five characters in", []string{`inset: {is: 1, clause: "7.5"}`, `inset: {is: 5, clause: "7.5"}`}, []string{"页码左右位置"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			r := report(t, papers.Write(t, prepare(t, spoiled(t, c.changes...), "testdata/notice.yaml"), generator.PDF), national)
			if got := departing(r); !slices.Equal(got, c.departs) {
				t.Errorf("departs from %v, want %v\n%s", got, c.departs, table(t, r))
			}
		})
	}
}

// row is a line of a page: the texts on one baseline.
type row struct {
	page  *page.Page
	texts []*page.Text
}

func (r *row) chars() string {
	var out strings.Builder
	for _, t := range r.texts {
		out.WriteString(t.Chars())
	}
	return out.String()
}

// rows gives the lines of a document whose characters contain part, in order.
func rows(d *page.Document, part string) (found []row) {
	for _, p := range d.Pages {
		var all []row
		for _, item := range p.Items {
			t, ok := item.(*page.Text)
			if !ok {
				continue
			}
			if n := len(all); n == 0 || all[n-1].texts[0].At.Y != t.At.Y {
				all = append(all, row{page: p})
			}
			last := &all[len(all)-1]
			last.texts = append(last.texts, t)
		}
		for _, r := range all {
			if strings.Contains(r.chars(), part) {
				found = append(found, r)
			}
		}
	}
	return found
}

// instead puts a character in the place of another one, on the nth line that contains part: on the last such character.
func instead(n int, part string, from, to rune) func(*page.Document) {
	return func(d *page.Document) {
		var last *page.Glyph
		for _, t := range rows(d, part)[n].texts {
			for i := range t.Glyphs {
				if t.Glyphs[i].Rune == from {
					last = &t.Glyphs[i]
				}
			}
		}
		last.Rune = to
	}
}

// moved moves the first line that contains part.
func moved(part string, x measure.Length) func(*page.Document) {
	return func(d *page.Document) {
		for _, t := range rows(d, part)[0].texts {
			t.At.X += x
		}
	}
}

// movedRule moves the paths of a page, from 0 at the front and -1 at the back, that have a colour.
func movedRule(n int, color page.Color, y measure.Length, last bool) func(*page.Document) {
	return func(d *page.Document) {
		p := d.Pages[(n+len(d.Pages))%len(d.Pages)]
		var rules []*page.Path
		for _, item := range p.Items {
			if path, ok := item.(*page.Path); ok && path.Fill == color {
				rules = append(rules, path)
			}
		}
		if last {
			rules = rules[len(rules)-1:]
		}
		for _, r := range rules {
			for i := range r.Segments {
				r.Segments[i].To[0].Y += y
			}
		}
	}
}

// onNumbers calls do for the texts of page numbers.
func onNumbers(do func(*page.Page, *page.Text)) func(*page.Document) {
	return func(d *page.Document) {
		for _, r := range rows(d, "—") {
			for _, t := range r.texts {
				if t.At.Y > 265*measure.MM {
					do(r.page, t)
				}
			}
		}
	}
}

func TestSpoiledWord(t *testing.T) {
	for _, c := range []struct {
		condition string
		changes   []string
		departs   []string
	}{
		{"as it should be", nil, nil},
		{"upper margin of 40 mm", []string{"top: {is: 37mm", "top: {is: 40mm"}, []string{"天头"}},
		{"inner margin of 31 mm", []string{"binding: {is: 28mm", "binding: {is: 31mm"}, []string{"订口"}},
		{"type area of 150 mm", []string{"width: {is: 156mm", "width: {is: 150mm", "length: {is: 156mm", "length: {is: 150mm"}, []string{"版心宽度", "每行字数", "分隔线长度"}},
		{"body in 15 pt", []string{"body: {role: fangsong, latin: latin, size: {is: 16pt", "body: {role: fangsong, latin: latin, size: {is: 15pt"}, []string{"正文字号"}},
		{"body in 楷体", []string{"body: {role: fangsong", "body: {role: kaiti"}, []string{"正文字体"}},
		{"20 lines", []string{"lines: {is: 22", "lines: {is: 20"}, []string{"每面行数"}},
		{"rule of 140 mm", []string{"length: {is: 156mm", "length: {is: 140mm"}, []string{"分隔线长度"}},
		{"title in 18 pt", []string{"title: {role: xiaobiaosong, latin: latin, size: {is: 22pt", "title: {role: xiaobiaosong, latin: latin, size: {is: 18pt"}, []string{"标题字号"}},
		{"title in 黑体", []string{"title: {role: xiaobiaosong", "title: {role: heiti"}, []string{"标题字体"}},
		{"paragraphs flush", []string{"indent: {is: 2, clause: 7.3.3}, color: black", "indent: {is: 0, clause: 7.3.3}, color: black"}, []string{"正文段首缩进"}},
		{"heads of level 1 in 仿宋", []string{"heading1: {role: heiti", "heading1: {role: fangsong"}, []string{"一级标题字体"}},
		{"names of attachments four characters in", []string{"indent: {is: 2, clause: 7.3.4}", "indent: {is: 4, clause: 7.3.4}"}, []string{"附件说明缩进"}},
		{"signature without shift", []string{"shift: {is: 2", "shift: {is: 0"}, []string{"署名与成文日期位置"}},
		{"date in Chinese numerals", []string{"style: {is: arabic", "style: {is: chinese"}, []string{"成文日期格式"}},
		{"label in 仿宋", []string{"label: {role: heiti", "label: {role: fangsong"}, []string{"附件序号"}},
		{"first rule of the imprint too thick", []string{"first: {is: 0.35mm", "first: {is: 0.7mm"}, []string{"版记分隔线粗细"}},
		{"imprint in 16 pt", []string{"imprint: {role: fangsong, latin: latin, size: {is: 14pt", "imprint: {role: fangsong, latin: latin, size: {is: 16pt"}, []string{"版记字号字体"}},
		{"page number in 12 pt", []string{"latin: songti, size: {is: 14pt", "latin: songti, size: {is: 12pt"}, []string{"页码字号"}},
		{"page number in 黑体", []string{"pageNumber: {role: songti, latin: songti", "pageNumber: {role: heiti, latin: heiti"}, []string{"页码字体"}},
		{"page number five characters in", []string{`inset: {is: 1, clause: "7.5"}`, `inset: {is: 5, clause: "7.5"}`}, []string{"页码左右位置"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			r := report(t, papers.Write(t, prepare(t, spoiled(t, c.changes...), "testdata/notice.yaml"), generator.DOCX), national)
			if got := departing(r); !slices.Equal(got, c.departs) {
				t.Errorf("departs from %v, want %v\n%s", got, c.departs, table(t, r))
			}
		})
	}
}

func TestSpoiledPages(t *testing.T) {
	for _, c := range []struct {
		condition string
		edit      func(*page.Document)
		departs   []string
	}{
		{"[2013] for 〔2013〕", instead(0, "〔2013〕12号", '〔', '['), []string{"发文字号格式"}},
		{"leading zero", instead(0, "〔2013〕12号", '1', '0'), []string{"发文字号格式"}},
		{"mark 5 mm to the right", moved("委员会文件", 5*measure.MM), []string{"发文机关标志居中"}},
		{"number 5 mm to the left", moved("〔2013〕12号", -5*measure.MM), []string{"发文字号居中"}},
		{"rule 2 mm lower", movedRule(0, page.Red, 2*measure.MM, false), []string{"分隔线位置"}},
		{"title 5 mm to the right", moved("关于公布", 5*measure.MM), []string{"标题居中"}},
		{"title with a full stop", instead(0, "的通知", '知', '。'), []string{"标题末尾标点"}},
		{"half-width colon", instead(0, "各分校", '：', ':'), []string{"主送机关冒号"}},
		{"addressee a character in", moved("各分校", 5*measure.MM), []string{"主送机关顶格"}},
		{"half-width brackets in a head", instead(0, "（一）认真", '（', '('), []string{"层次序数格式"}},
		{"number of a head jumps", instead(0, "三、加强", '三', '四'), []string{"层次序数顺序"}},
		{"number of a head repeated", instead(0, "三、加强", '三', '二'), []string{"层次序数顺序"}},
		{"name of an attachment with a stop", instead(0, "1.先进党支部名单", '单', '；'), []string{"附件说明格式", "附件名称一致"}},
		{"title of an attachment differs", instead(1, "对照检查登记表", '表', '册'), []string{"附件名称一致"}},
		{"month with a leading zero", instead(0, "2013年7月1日", '7', '0'), []string{"成文日期格式"}},
		{"imprint's last rule 3 mm higher", movedRule(-1, page.Black, -3*measure.MM, true), []string{"版记末条分隔线位置"}},
		{"no stop behind 抄送", instead(0, "省开放大学党委。", '。', '，'), []string{"抄送机关"}},
		{"hyphens around page numbers", onNumbers(func(_ *page.Page, t *page.Text) {
			for i := range t.Glyphs {
				if t.Glyphs[i].Rune == '—' {
					t.Glyphs[i].Rune = '-'
				}
			}
		}), []string{"页码格式"}},
		{"centred page numbers", onNumbers(func(p *page.Page, t *page.Text) {
			if t.At.X > p.Size.W/2 {
				t.At.X -= 66 * measure.MM
			} else {
				t.At.X += 66 * measure.MM
			}
		}), []string{"页码左右位置"}},
		{"page numbers jump", onNumbers(func(p *page.Page, t *page.Text) {
			for i := range t.Glyphs {
				if t.Glyphs[i].Rune == '3' {
					t.Glyphs[i].Rune = '7'
				}
			}
		}), []string{"页码连续"}},
		{"rule in black", func(d *page.Document) {
			for _, item := range d.Pages[0].Items {
				if path, ok := item.(*page.Path); ok {
					path.Fill = page.Black
				}
			}
		}, []string{"红色要素"}},
		{"no rule", func(d *page.Document) {
			d.Pages[0].Items = slices.DeleteFunc(d.Pages[0].Items, func(i page.Item) bool { _, ok := i.(*page.Path); return ok })
		}, []string{"分隔线位置"}},
		{"a number on the page of the imprint", func(d *page.Document) {
			onNumbers(func(p *page.Page, t *page.Text) {
				if p == d.Pages[3] {
					d.Pages[5].Items = append(d.Pages[5].Items, onPage(t, '4', '6'))
				}
			})(d)
		}, []string{"不编页码的页"}},
		{"a page without its number", func(d *page.Document) {
			onNumbers(func(p *page.Page, t *page.Text) {
				if p == d.Pages[1] {
					p.Items = slices.DeleteFunc(p.Items, func(i page.Item) bool { return i == page.Item(t) })
				}
			})(d)
		}, []string{"不编页码的页"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			r := report(t, edited(t, prepare(t, spoiled(t), "testdata/notice.yaml"), c.edit), national)
			if got := departing(r); !slices.Equal(got, c.departs) {
				t.Errorf("departs from %v, want %v\n%s", got, c.departs, table(t, r))
			}
		})
	}
}
