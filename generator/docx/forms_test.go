package docx_test

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/picture"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// ring is a red ring on nothing, as a seal is.
func ring(t testing.TB, wide, high measure.Length) *doc.Picture {
	t.Helper()
	w, h := int(wide/measure.MM)*4, int(high/measure.MM)*4
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if min(x, y, w-1-x, h-1-y) < 4 {
				img.Set(x, y, color.NRGBA{R: 230, A: 200})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return &doc.Picture{Picture: &picture.Picture{Data: b.Bytes(), Width: w, Height: h}, PrintedWidth: wide, PrintedHeight: high, Alt: "甲“乙”<丙>的印章"}
}

// photograph is a grey picture without transparency.
func photograph(t testing.TB, wide, high measure.Length) *doc.Picture {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 80, 60))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return &doc.Picture{Picture: &picture.Picture{Format: picture.JPEG, Data: b.Bytes(), Width: 80, Height: 60}, PrintedWidth: wide, PrintedHeight: high, Alt: "照片"}
}

// cell is a cell of one column and row.
func cell(lines ...string) doc.Cell { return doc.Cell{Lines: texts(lines...), Columns: 1, Rows: 1} }

func headCell(line string, columns, rows int) doc.Cell {
	return doc.Cell{Lines: texts(line), Columns: columns, Rows: rows, Centred: true}
}

// tasks is a table with a head of two rows, merged cells and n more rows.
func tasks(n int) *doc.Table {
	t := &doc.Table{
		Caption: text("表1　任务分解表"), Head: 2,
		Columns: []doc.Column{{Width: 15 * measure.MM, Align: doc.Centre}, {}, {Width: 30 * measure.MM}, {Width: 25 * measure.MM, Align: doc.Right}},
		Rows: [][]doc.Cell{
			{headCell("序号", 1, 2), headCell("任务", 1, 2), headCell("责任", 2, 1)},
			{headCell("部门", 1, 1), headCell("时限", 1, 1)},
		},
	}
	for i := range n {
		t.Rows = append(t.Rows, []doc.Cell{cell(fmt.Sprint(i + 1)), cell(fmt.Sprintf("任务甲%d", i+1), "分两段写"), cell("办公室"), cell("2012年7月")})
	}
	return t
}

func paragraphs(n int) []doc.Block {
	var out []doc.Block
	for i := range n {
		out = append(out, running(fmt.Sprintf("正文第%d段。", i+1)+strings.Repeat("各单位要认真贯彻落实。", 4)))
	}
	return out
}

// form is a paper of one of the forms or with one of the endings.
type form struct {
	name string
	d    *doc.Document
}

// forms are papers that have every block and form between them.
func forms(t testing.TB, profileName string) []form {
	p := papers.Profile(t, profileName)
	seal, chop := ring(t, 42*measure.MM, 42*measure.MM), ring(t, 40*measure.MM, 20*measure.MM)
	notes := &doc.HeadNotes{Copy: text("000001"), Secrecy: text("机密★1年"), Urgency: text("特急")}
	paper := func(f doc.Form, blocks ...[]doc.Block) *doc.Document {
		return &doc.Document{Profile: p, Form: f, Info: doc.Info{Title: "样", Language: "zh-CN"}, Blocks: slices.Concat(blocks...)}
	}
	one := func(b ...doc.Block) []doc.Block { return b }
	cc := &doc.LabelledLine{Label: text("抄送："), Text: text("市委教育工委。")}
	return []form{
		{"joint", paper(doc.Common,
			one(notes, mark("中共常州市委组织部", "常州市教育局", "常州市人力资源和社会保障局"),
				&doc.Number{Text: text("常组发〔2012〕10号"), Label: text("签发人："), Signers: texts("张三丰", "李四", "王五六")}, &doc.Rule{},
				&doc.Title{Text: text("关于联合开展活动的请示")}, &doc.Addressee{Text: text("市委：")}),
			paragraphs(3), one(&doc.Signature{Form: doc.Sealed, Date: text("2012年7月1日"), Signers: []doc.Signer{
				{Name: text("常州市甲局"), Seal: seal}, {Name: text("常州市乙局"), Seal: seal}, {Name: text("常州市丙局"), Seal: seal}, {Name: text("常州市丁局")}}},
				&doc.Note{Text: text("（联系人：张三，电话：88888888）")},
				&doc.Imprint{To: &doc.LabelledLine{Label: text("主送："), Text: text("各县（市、区）委。")}, CC: cc,
					PrintedBy: text("甲办公室"), PrintedOn: text("2012年7月1日印发")}))},
		{"sealed", paper(doc.Common,
			one(mark("甲乙"), &doc.Number{Text: text("甲〔2012〕10号")}, &doc.Rule{}, &doc.Title{Text: text("关于表彰的决定")}, &doc.DateLine{Text: text("（2012年7月1日）")}),
			paragraphs(1), one(tasks(15), running("表后的话。"), &doc.Figure{Picture: photograph(t, 80*measure.MM, 60*measure.MM), Caption: text("图1　照片")}),
			one(running("图后的话。"), &doc.Signature{Form: doc.Sealed, Date: text("2012年7月1日"), Signers: []doc.Signer{{Name: text("中共甲乙委员会"), Seal: seal}}}))},
		{"landscape", paper(doc.Common,
			one(mark("甲乙"), &doc.Number{Text: text("甲〔2012〕10号")}, &doc.Rule{}, &doc.Title{Text: text("关于分解任务的通知")}), paragraphs(1),
			one(&doc.PageBreak{}, wide(tasks(16)), wide(tasks(2)), &doc.PageBreak{}, &doc.Label{Text: text("附件2")},
				&doc.Title{Text: text("名单"), Place: doc.AttachmentTitle}), paragraphs(1), one(wide(tasks(1))))},
		{"letter", paper(doc.Letter,
			one(&doc.Mark{Names: texts("常州市广播电视大学")}, notes, &doc.Number{Text: text("常电大函〔2012〕3号")}, &doc.Title{Text: text("关于商请派员的函")}, &doc.Addressee{Text: text("市教育局：")}),
			paragraphs(12), one(&doc.Signature{Form: doc.Sealed, Date: text("2012年7月1日"), Signers: []doc.Signer{{Name: text("常州市广播电视大学"), Seal: seal}}},
				&doc.Imprint{CC: cc}))},
		{"order", paper(doc.Order,
			one(&doc.Mark{Names: texts("常州市人民政府令")}, &doc.Number{Text: text("第1号")}), paragraphs(2),
			one(&doc.Signature{Form: doc.Chopped, Date: text("2012年7月1日"), Signers: []doc.Signer{{Name: text("市　　长"), Seal: chop}, {Name: text("常务副市长"), Seal: chop}}}))},
		{"edges", paper(doc.Common,
			one(mark("甲甲甲甲局", "乙乙乙局", "丙丙局", "丁局", "戊局", "己局", "庚局", "辛局", "壬局", "癸局"), &doc.Number{Text: text("甲〔2012〕10号")}, &doc.Rule{},
				&doc.Title{Text: text("关于联合开展活动的通知")}, &doc.Addressee{Text: text("各县（市、区）：")}), paragraphs(1),
			one(bare(2), bare(1), &doc.PageBreak{}, bare(1), running("两家。"), &doc.Signature{Form: doc.Sealed, Date: text("2012年7月1日"), Signers: []doc.Signer{
				{Name: text("中共常州市甲乙丙丁戊己委员会"), Seal: seal}, {Name: text("常州市甲乙局"), Seal: seal}, {Name: text("常州市己局"), Seal: seal}, {Name: text("常州市庚局"), Seal: seal}}},
				wide(bare(1)), &doc.PageBreak{}, wide(bare(1)), &doc.Imprint{CC: cc}))},
		{"minutes", paper(doc.Minutes,
			one(&doc.Mark{Names: texts("党委会议纪要")}, &doc.Number{Text: text("第3期")}, &doc.Rule{}, &doc.Title{Text: text("会议纪要")}), paragraphs(1),
			one(&doc.Attendance{Label: text("出席："), Text: text(strings.Repeat("张三、李四、王五、", 6) + "赵六")}, &doc.Attendance{Label: text("请假："), Text: text("钱七")},
				&doc.Signature{Date: text("2012年7月1日")}))},
		{"briefing", paper(doc.Briefing,
			one(&doc.HeadNotes{Secrecy: text("内部资料")}, &doc.Mark{Names: texts("创先争优简报")}, &doc.Number{Text: text("第8期")},
				&doc.IssueLine{Left: text("校党委办公室编"), Right: text("2012年7月1日")}, &doc.Rule{}, &doc.Title{Text: text("活动扎实推进")}), paragraphs(2),
			one(&doc.Imprint{Sent: []doc.LabelledLine{{Label: text("报："), Text: text("市委教育工委")}, {Label: text("送："), Text: text("市教育局")},
				{Label: text("发："), Text: text("各党支部")}}, Copies: text("（共印50份）")}))},
		{"signing", paper(doc.Plain,
			one(&doc.Title{Text: text("领导点评表")}, &doc.Table{Columns: []doc.Column{{Width: 30 * measure.MM, Align: doc.Centre}, {}},
				Heights: []measure.Length{30 * measure.MM, 50 * measure.MM}, Rows: [][]doc.Cell{
					{cell("成绩"), {Lines: texts("写好的话"), Columns: 1, Rows: 1, Top: true}},
					{cell("意见"), {Columns: 1, Rows: 1, Foot: texts("点评人签名：　　年　月　日")}}, {cell("末行"), cell("末")}}},
				running("以上承诺，请监督。"), &doc.SignLines{Labels: texts("承诺人（签名）：", "书记："), Date: text("2010年9月9日")}))},
		{"plain", paper(doc.Plain,
			one(&doc.Title{Text: text("公开承诺书")}), slices.Repeat(one(running("一句话。")), 22),
			one(&doc.Signature{Date: text("2012年7月1日"), Signers: []doc.Signer{{Name: text("甲党支部")}}}))},
	}
}

// bare is a table without a caption.
func bare(n int) *doc.Table {
	t := tasks(n)
	t.Caption = nil
	return t
}

func wide(t *doc.Table) *doc.Table {
	t.Landscape = true
	return t
}

// printed is a page as LibreOffice prints it, in millimetres from its upper left corner.
type printed struct {
	glyphs []glyph
	images []area
	reds   []area // red shapes
}

type glyph struct {
	char string
	x, y float64 // of its origin, on the baseline
}

type area struct{ x, y, w, h float64 }

func (a area) middle() (x, y float64) { return a.x + a.w/2, a.y + a.h/2 }

var (
	traced  = regexp.MustCompile(`(?s)<g unicode="([^"]+)" glyph="\d+" x="([-.\d]+)" y="([-.\d]+)"|<fill_image [^>]*transform="([-.\d ]+)"|<fill_path [^>]*color="\.92[12]\d* \.18[18]\d* \.11[78]\d*"[^>]*>(.*?)</fill_path>`)
	corners = regexp.MustCompile(`<(?:moveto|lineto) x="([-.\d]+)" y="([-.\d]+)"`)
)

// trace reads a page of a PDF; height is that of its paper in millimetres.
func trace(t testing.TB, pdf string, page int, height float64) printed {
	t.Helper()
	mm := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v * 25.4 / 72
	}
	var p printed
	for _, found := range traced.FindAllStringSubmatch(testkit.Tool(t, "mutool", "trace", pdf, strconv.Itoa(page)), -1) {
		switch {
		case found[1] != "":
			p.glyphs = append(p.glyphs, glyph{html.UnescapeString(found[1]), mm(found[2]), height - mm(found[3])})
		case found[4] != "":
			m := strings.Fields(found[4])
			p.images = append(p.images, area{x: mm(m[4]), y: mm(m[5]), w: mm(m[0]), h: mm(m[3])})
		default:
			var xs, ys []float64
			for _, c := range corners.FindAllStringSubmatch(found[5], -1) {
				xs, ys = append(xs, mm(c[1])), append(ys, height-mm(c[2]))
			}
			p.reds = append(p.reds, area{slices.Min(xs), slices.Min(ys), slices.Max(xs) - slices.Min(xs), slices.Max(ys) - slices.Min(ys)})
		}
	}
	return p
}

// find gives the first and the last glyph of a text, wherever its characters follow each other.
func (p printed) find(t testing.TB, text string) (first, last glyph) {
	t.Helper()
	want := []rune(text)
	var glyphs []glyph
	for _, g := range p.glyphs {
		if strings.TrimSpace(g.char) != "" {
			glyphs = append(glyphs, g)
		}
	}
	for i := range glyphs {
		n := 0
		for n < len(want) && i+n < len(glyphs) && glyphs[i+n].char == string(want[n]) {
			n++
		}
		if n == len(want) {
			return glyphs[i], glyphs[i+n-1]
		}
	}
	t.Errorf("not printed: %s", text)
	return
}

// near checks a measure in millimetres.
func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %.2f mm, want %.2f", what, got, want)
	}
}

// character is the width of a character on the grid, in millimetres, and em that of one of 16 pt.
const (
	character = 156.0 / 28
	em        = 16 * 25.4 / 72
)

func TestForms(t *testing.T) {
	f := &shared{faces: openFaces(t), seen: map[string][]rune{}}
	dir := t.TempDir()
	var files []string
	for range 2 { // the second time with all characters
		for _, name := range profiles {
			for _, x := range forms(t, name) {
				file := filepath.Join(dir, x.name+"-"+name+".docx")
				_, alone := pages(t, f.faces, x.d)
				b := write(t, x.d, setter{fonts: f, library: f.library, profile: x.d.Profile, alone: alone})
				if err := os.WriteFile(file, b, 0o600); err != nil {
					t.Fatal(err)
				}
				files = append(files, file)
			}
		}
	}
	slices.Sort(files)
	files = slices.Compact(files)
	testkit.PDFs(t, files...)
	for _, name := range profiles {
		for _, x := range forms(t, name) {
			t.Run(x.name+" as in the layout, "+name, func(t *testing.T) {
				sameCharacters(t, f.faces, x.d, filepath.Join(dir, x.name+"-"+name+".pdf"))
			})
		}
		for check, run := range map[string]func(*testing.T, string, *doc.Profile){
			"joint": checkJoint, "sealed": checkSealed, "landscape": checkLandscape, "letter": checkLetter, "order": checkOrder,
			"minutes": checkMinutes, "briefing": checkBriefing, "edges": checkEdges, "plain": checkPlain, "signing": checkSigning,
		} {
			t.Run(check+", "+name, func(t *testing.T) { run(t, filepath.Join(dir, check+"-"+name+".pdf"), papers.Profile(t, name)) })
		}
	}
	for _, file := range files {
		if filepath.Ext(file) == ".docx" {
			testkit.Validate(t, "Microsoft365", file)
		}
	}
}

func checkPlain(t *testing.T, pdf string, p *doc.Profile) {
	first, second := trace(t, pdf, 1, 297), trace(t, pdf, 2, 297)
	title, _ := first.find(t, "公开承诺书")
	near(t, "the title on the first row, under what Word leaves above a line", title.y-0.88*p.Styles["title"].Size.Millimetres(), 40, 0.5)
	first.find(t, "—1—")
	second.find(t, "—2—")
}

func checkSigning(t *testing.T, pdf string, p *doc.Profile) {
	first := trace(t, pdf, 1, 297)
	label, written := one(first.find(t, "成绩")), one(first.find(t, "写好的话"))
	opinion, foot := one(first.find(t, "意见")), one(first.find(t, "点评人签名"))
	near(t, "the text at the top of a row of 30 mm, its label in the middle", label.y-written.y, 15-2.1-2.1, 1)
	near(t, "the label of a row in its middle", opinion.y-label.y, 15+25, 1)
	near(t, "the foot at the foot", foot.y-opinion.y, 25-2.1-2.1, 1.5)
	near(t, "the row below", one(first.find(t, "末行")).y-foot.y, 6, 2)
	_, end := first.find(t, "承诺人（签名）：")
	_, second := first.find(t, "书记：")
	near(t, "labels end evenly", second.x, end.x, 0.3)
	_, day := first.find(t, "2010年9月9日")
	near(t, "the date ends where one without an organ does", day.x+em, 28+156-float64(p.Signature.Alone.N)*character, 1)
}

// one gives the first character of what was found.
func one(first, _ glyph) glyph { return first }

func checkJoint(t *testing.T, pdf string, p *doc.Profile) {
	first := trace(t, pdf, 1, 297)
	a, b := first.find(t, "中共常州市委组织部")
	c, d := first.find(t, "常州市人力资源和社会保障局")
	suffix, end := first.find(t, "文件")
	near(t, "names end evenly", b.x, d.x, 1)
	near(t, "names begin evenly", a.x, c.x, 1)
	near(t, "文件 in the middle of the names", suffix.y, (a.y+c.y)/2, 1)
	if d.x >= suffix.x || end.y != suffix.y {
		t.Errorf("文件 is not at the right of the names, on one line: %v, %v", suffix, end)
	}
	near(t, "the mark", a.y-0.88*150/15.5/0.7, 37+p.Mark.Top.Millimetres(), 2)
	rows := map[string]int{"000001": 0, "机密★1年": 1, "特急": 2}
	if p.HeadNotes.Right.On {
		rows = map[string]int{"000001": 0, "机密★1年": 0, "特急": 1}
	}
	for note, i := range rows {
		g, end := first.find(t, note)
		near(t, note+" on its row", g.y-0.88*em, 37+float64(i)*15/8*character, 0.3)
		if note == "000001" || !p.HeadNotes.Right.On {
			near(t, note+" at the left", g.x, 28, 0.3)
		} else {
			near(t, note+" at the right", end.x+em, 184, 0.5)
		}
	}
	label, _ := first.find(t, "签发人：张三丰")
	signer, _ := first.find(t, "张三丰")
	last, _ := first.find(t, "王五六")
	number, _ := first.find(t, "常组发〔2012〕10号")
	near(t, "signers under each other", last.x, signer.x, 0.3)
	near(t, "the number on the row of the last signer", number.y, last.y, 0.2)
	near(t, "the number one character in", number.x, 28+character, 0.5)
	if label.y != signer.y || first.reds[0].y < number.y {
		t.Error("the label is not beside the first signer, or the rule above the number")
	}
	near(t, "the rule 4 mm below the number", first.reds[0].y, number.y+0.12*em+p.Rule.Gap.Millimetres(), 3.5)
	first.find(t, "正文第1段")

	second := trace(t, pdf, 2, 297)
	if len(second.images) != 3 {
		t.Fatalf("%d seals, want 3", len(second.images))
	}
	for i, name := range []string{"常州市甲局", "常州市乙局", "常州市丙局"} {
		checkSeal(t, second, second.images[i], name)
		if i > 0 && second.images[i].x < second.images[i-1].x+42+2.9 {
			t.Errorf("seals %d and %d are closer than 3 mm", i, i+1)
		}
	}
	near(t, "the last column above the date", second.images[2].x+21, 182-4*character-3*character, 1)
	organ, _ := second.find(t, "常州市丁局")
	date, _ := second.find(t, "2012年7月1日")
	near(t, "the date on the next row", date.y-organ.y, 10.2, 0.2)
	near(t, "the second row below the seals of the first", organ.y-0.88*em-21, second.images[0].y+42+3, 10.5)
	to, _ := second.find(t, "主送：各县")
	cc, _ := second.find(t, "抄送：")
	if to.y >= cc.y {
		t.Error("主送 is not above 抄送")
	}
}

// checkSeal checks that a seal is over a name: its centre at the upper edge of the characters.
func checkSeal(t *testing.T, p printed, seal area, name string) {
	t.Helper()
	first, last := p.find(t, name)
	x, y := seal.middle()
	near(t, "the middle of the seal of "+name, x, (first.x+last.x+em)/2, 2)
	near(t, "the height of the seal of "+name, y, first.y-0.88*em, 2)
	near(t, "the width of the seal of "+name, seal.w, 42, 0.1)
	if seal.x < 26 || seal.x+seal.w > 184 {
		t.Errorf("the seal of %s is outside the type area", name)
	}
}

func checkSealed(t *testing.T, pdf string, p *doc.Profile) {
	text := testkit.Tool(t, "pdftotext", "-layout", pdf, "-")
	if n := strings.Count(text, "序号"); n != 2 {
		t.Errorf("the head of the table stands on %d pages, want 2", n)
	}
	squeezed := strings.Join(strings.Fields(text), "")
	at := 0
	for _, want := range []string{"关于表彰的决定", "（2012年7月1日）", "正文第1段", "表1", "任务甲1", "分两段写", "任务甲2", "任务甲15", "表后的话。", "图1", "图后的话。", "中共甲乙委员会", "2012年7月1日"} {
		next := strings.Index(squeezed[at:], want)
		if next < 0 {
			t.Fatalf("not there, or not in order: %s", want)
		}
		at += next
	}
	last := trace(t, pdf, 3, 297)
	if len(last.images) != 2 {
		t.Fatalf("%d pictures on page 3, want a figure and a seal", len(last.images))
	}
	figure := last.images[0]
	x, _ := figure.middle()
	near(t, "the figure in the middle", x, 28+78, 0.5)
	near(t, "the figure's width", figure.w, 80, 0.1)
	caption, _ := last.find(t, "图1")
	if caption.y < figure.y+figure.h {
		t.Error("the caption is not below the figure")
	}
	checkSeal(t, last, last.images[1], "中共甲乙委员会")
	date, end := last.find(t, "2012年7月1日") // LibreOffice sets it wider, about the same middle
	near(t, "the date four characters in", (date.x+end.x+em)/2, 184-4*character-3*character, 1)
	above, _ := last.find(t, "图后的话。")
	gap := last.images[1].y - (above.y + 0.12*em)
	if gap < 0 || gap > 15.0/8*character*float64(p.Seal.Above.N) {
		t.Errorf("the seal is %.1f mm below the text", gap)
	}
}

func checkLandscape(t *testing.T, pdf string, p *doc.Profile) {
	info := testkit.Tool(t, "pdfinfo", "-f", "1", "-l", "9", pdf)
	for page, want := range map[int]string{1: "595.304 x 841.89", 2: "841.89 x 595.304", 3: "841.89 x 595.304", 5: "595.304 x 841.89", 6: "841.89 x 595.304"} {
		if !strings.Contains(info, fmt.Sprintf("Page %4d size:  %s", page, want)) {
			t.Errorf("page %d is not %s:\n%s", page, want, info)
		}
	}
	if !strings.Contains(info, "Pages:           6\n") {
		t.Errorf("not 6 pages:\n%s", info)
	}
	// Turned to its place, the foot of the paper is at the left, the left edge above.
	for page := 2; page <= 3; page++ {
		turned := trace(t, pdf, page, 210)
		dash, end := turned.find(t, fmt.Sprintf("—%d—", page))
		near(t, "the dash of the page number below the type area", 297-dash.x-0.4*14*25.4/72, 262+p.PageNumber.Gap.Millimetres(), 1)
		if page%2 == 1 {
			near(t, "an odd page's number at the right", end.y+14*25.4/72, 184-character, 1)
		} else {
			near(t, "an even page's number at the left", dash.y, 26+character, 1)
		}
		head, _ := turned.find(t, "序号")
		if head.y > 60 || head.x < 36 || head.x > 60 {
			t.Errorf("page %d: the table's head at %.1f, %.1f mm", page, head.x, head.y)
		}
	}
}

func checkLetter(t *testing.T, pdf string, p *doc.Profile) {
	first, second := trace(t, pdf, 1, 297), trace(t, pdf, 2, 297)
	l := p.Letter
	if len(first.reds) != 4 || len(second.reds) != 0 {
		t.Fatalf("%d and %d red rules on pages 1 and 2, want 4 and 0", len(first.reds), len(second.reds))
	}
	mark, _ := first.find(t, "常州市广播电视大学")
	const size = 15 / 0.7
	near(t, "the mark 30 mm below the page's edge", mark.y-0.88*size, l.MarkTop.Millimetres(), 1)
	near(t, "the upper rule below the mark", first.reds[0].y, l.MarkTop.Millimetres()+size+l.RuleGap.Millimetres(), 0.5)
	near(t, "the thick rule above", first.reds[0].h, l.Thick.Millimetres(), 0.05)
	near(t, "the thin rule below", first.reds[1].h, l.Thin.Millimetres(), 0.05)
	near(t, "the lower rule 20 mm above the page's edge", first.reds[3].y+first.reds[3].h, 277, 0.1)
	near(t, "the thick rule below", first.reds[3].h, l.Thick.Millimetres(), 0.05)
	near(t, "the rules in the middle of the page", first.reds[2].x, 20, 0.1)
	near(t, "the length of the rules", first.reds[2].w, 170, 0.1)
	note, _ := first.find(t, "000001")
	number, end := first.find(t, "常电大函〔2012〕3号")
	near(t, "the notes at the left", note.x, 28, 0.2)
	near(t, "the number on the row of the first note", number.y, note.y, 0.1)
	near(t, "the number at the right", end.x+em, 184, 0.5)
	near(t, "the number below the rule", number.y-0.88*em-(first.reds[1].y+first.reds[1].h), 14*25.4/72, 0.5)
	title, _ := first.find(t, "关于商请派员的函")
	urgency, _ := first.find(t, "特急")
	near(t, "the title two lines below", title.y-0.88*22*25.4/72-urgency.y-0.12*em, 2.9*10.45-5, 2.5)
	for _, g := range first.glyphs {
		if g.y > 262 {
			t.Errorf("page 1 has %s below the type area", g.char)
		}
	}
	second.find(t, "—2—")
	cc, _ := second.find(t, "抄送：市委教育工委。")
	near(t, "the imprint at the foot of the type area", cc.y, 262, 3)
	if len(second.images) != 1 {
		t.Fatalf("%d seals", len(second.images))
	}
	checkSeal(t, second, second.images[0], "常州市广播电视大学")
}

func checkOrder(t *testing.T, pdf string, p *doc.Profile) {
	order := trace(t, pdf, 1, 297)
	mark, _ := order.find(t, "常州市人民政府令")
	near(t, "the mark 20 mm below the type area's edge", mark.y-0.88*22, 37+p.Order.MarkTop.Millimetres(), 1)
	if len(order.reds) > 0 {
		t.Error("an order has no rule")
	}
	if len(order.images) != 2 {
		t.Fatalf("%d chops", len(order.images))
	}
	for _, c := range order.images {
		near(t, "a chop four characters in", c.x+c.w, 184-4*character, 1)
	}
	if order.images[0].y > order.images[1].y {
		slices.Reverse(order.images)
	}
	for i, post := range []string{"市长", "常务副市长"} {
		_, end := order.find(t, post)
		_, middle := order.images[i].middle()
		near(t, post+" two characters left of the chop", order.images[i].x-end.x-em, 2*character, 1)
		near(t, post+" beside the middle of the chop", end.y-0.38*em, middle, 1)
	}
	text, _ := order.find(t, "正文第2段")
	near(t, "two lines below the text", order.images[0].y-text.y-10.2-0.12*em, 2*10.2+4.6, 1)
	_, date := order.find(t, "2012年7月1日")
	near(t, "the date so many characters in", date.x+em, 184-float64(p.Chop.DateRight.N)*character, 1)
	below := date.y - 0.88*em - order.images[1].y - order.images[1].h
	near(t, "the date below the chop", below, float64(p.Chop.Date.N)*10.2+4.6, 1)
}

func checkEdges(t *testing.T, pdf string, p *doc.Profile) {
	first := trace(t, pdf, 1, 297)
	top, _ := first.find(t, "甲甲甲甲局")
	bottom, _ := first.find(t, "癸")
	suffix, _ := first.find(t, "文件")
	near(t, "文件 in the middle of ten names", suffix.y, (top.y+bottom.y)/2, 1.5)
	if text, _ := first.find(t, "正文第1段"); text.y > 262 {
		t.Error("page 1 shows no text")
	}
	for _, g := range first.glyphs {
		if g.y > 262 && !strings.Contains("— 1", g.char) {
			t.Errorf("page 1 has %s below the type area", g.char)
		}
	}
	checkTurnedOrgans(t, pdf)
}

func checkTurnedOrgans(t *testing.T, pdf string) {
	third := trace(t, pdf, 3, 297)
	if len(third.images) != 4 {
		t.Fatalf("%d seals, want 4", len(third.images))
	}
	top, _ := third.find(t, "中共常州市甲乙")
	bottom, _ := third.find(t, "丙丁戊己委员会")
	beside, _ := third.find(t, "常州市甲乙局")
	near(t, "a short name beside the last line", beside.y, bottom.y, 0.2)
	x, y := third.images[0].middle()
	near(t, "the seal over both lines", y, (top.y+bottom.y)/2-0.88*em, 2)
	near(t, "the seal in the middle of both lines", x, top.x+3.5*character, 2)
	last, end := third.find(t, "常州市庚局")
	x, _ = third.images[3].middle()
	near(t, "the seal of the second row", x, (last.x+end.x+em)/2, 2)
	near(t, "the second row", third.images[3].y-third.images[0].y, 51.1, 0.5)
}

func checkMinutes(t *testing.T, pdf string, p *doc.Profile) {
	minutes := trace(t, pdf, 1, 297)
	mark, _ := minutes.find(t, "党委会议纪要")
	near(t, "the mark", mark.y-0.88*15/0.7, 37+p.Minutes.MarkTop.Millimetres(), 1)
	label, _ := minutes.find(t, "出席：")
	name, _ := minutes.find(t, "张三、李四")
	turned, _ := minutes.find(t, "李四、王五、赵六")
	absent, _ := minutes.find(t, "请假：")
	near(t, "present two characters in", label.x, 28+2*character, 0.3)
	near(t, "turned lines behind the colon", turned.x, name.x, 0.3)
	near(t, "absent under present", absent.x, label.x, 0.1)
}

func checkBriefing(t *testing.T, pdf string, p *doc.Profile) {
	briefing := trace(t, pdf, 1, 297)
	mark, _ := briefing.find(t, "创先争优简报")
	near(t, "the mark", mark.y-0.88*15/0.7, 37+p.Briefing.MarkTop.Millimetres(), 1)
	left, _ := briefing.find(t, "校党委办公室编")
	_, right := briefing.find(t, "2012年7月1日")
	near(t, "the editor at the left", left.x, 28+character, 0.5)
	near(t, "the date at the right", right.x+em, 184-character, 1)
	near(t, "one line for both", left.y, right.y, 0.1)
	if briefing.reds[0].y < left.y {
		t.Error("the rule is not below the editor")
	}
	sent, _ := briefing.find(t, "发：各党支部")
	_, copies := briefing.find(t, "（共印50份）")
	near(t, "the copies at the right of the last line", copies.y, sent.y, 0.1)
}

// shared gives all papers the same parts of fonts: those of all characters that were asked for so far. LibreOffice keeps an
// embedded font from one file for the next.
type shared struct {
	*faces
	seen map[string][]rune
}

func (s *shared) Embed(name string, runes []rune) ([]byte, error) {
	all := append(s.seen[name], runes...)
	slices.Sort(all)
	s.seen[name] = slices.Compact(all)
	return s.faces.Embed(name, s.seen[name])
}
