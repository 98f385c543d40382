package check_test

import (
	"bytes"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/doc"
	"gongwen/generator/inspect/check"
	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/record"
	"gongwen/internal/testkit/papers"
)

// profileLine is where an input names its profile.
var profileLine = regexp.MustCompile(`(?m)^(版式|profile):.*$`)

// held gives an input with another profile.
func held(input []byte, profile string) []byte {
	if profileLine.Match(input) {
		return profileLine.ReplaceAll(input, []byte("${1}: "+profile))
	}
	return append(bytes.Clone(input), "\n版式: "+profile+"\n"...)
}

// inputs gives all samples, and the short and the complete input of every kind, by their files: not those of cards and certificates, on
// which the standard is silent.
func inputs(t testing.TB, g *generator.Generator) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(samples + "/*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("got %d samples, %v", len(files), err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		if all[filepath.Base(file)], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range g.Kinds() {
		all["templates/"+k.Name], all["templates/"+k.Name+" full"] = k.Sample, k.Full
		r, err := record.Decode(k.Full, record.YAML, k.Schema, record.Files{})
		if err != nil {
			t.Fatal(err)
		}
		d, _, err := k.Document(r)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(d.Blocks, func(b doc.Block) bool { _, ok := b.(*doc.Side); return ok }) {
			maps.DeleteFunc(all, func(name string, _ []byte) bool { return strings.HasPrefix(path.Base(name), k.Name) })
		}
	}
	return all
}

// warned tells whether a paper warns that its mark stands lower than the profile says: notes stand in its place.
func warned(p *generator.Paper) bool {
	return slices.ContainsFunc(p.Warnings, func(n notice.Notice) bool { return n.Code == "moved-mark" })
}

// TestOurPapersDoNotDepart checks every sample in every profile and format. A paper departs only from what it warns of itself.
func TestOurPapersDoNotDepart(t *testing.T) {
	g := spoiled(t)
	all := inputs(t, g)
	measured := map[string]bool{} // in a PDF, by title
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, profile := range []string{national, "party-1996"} {
			p := prepared(t, g, held(all[name], profile))
			for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
				t.Run(name+" as "+profile+" in "+string(f), func(t *testing.T) {
					r := report(t, papers.Write(t, p, f), profile)
					var wanted []string
					if f == generator.PDF && warned(p) && p.Kind.Name != "briefing" { // whose head no standard rules
						wanted = []string{"发文机关标志上边缘"}
					}
					if got := departing(r); !slices.Equal(got, wanted) {
						t.Errorf("departs from %v, want %v\n%s", got, wanted, table(t, r))
					}
					if r.Format != string(f) {
						t.Errorf("format %q", r.Format)
					}
					for _, f := range r.Findings {
						if r.Format == "pdf" && (f.Verdict == check.Exact || f.Verdict == check.Within) {
							measured[f.Title] = true
						}
					}
				})
			}
		}
	}
	for _, f := range report(t, papers.Write(t, prepare(t, g, "testdata/notice.yaml"), generator.PDF), national).Findings {
		if !measured[f.Title] && f.Title != "分隔线粗细" { // on which the standard is silent
			t.Errorf("%s %s is measured in no sample", f.Clause, f.Title)
		}
	}
}

// TestCopies checks PDFs of several copies of every sample, with the red head and for preprinted sheets.
func TestCopies(t *testing.T) {
	g := spoiled(t)
	for name, input := range inputs(t, g) {
		for _, preprinted := range []bool{false, true} {
			p := printed(t, g, generator.Input{Text: held(input, national),
				Print: generator.Print{Overlay: preprinted}, Copies: generator.Copies{First: 8, Last: 9}})
			if r := report(t, papers.Write(t, p, generator.PDF), national); r.Departs() || r.Copies != 2 || r.Pages%2 != 0 {
				t.Errorf("%s, preprinted %t: %d copies\n%s", name, preprinted, r.Copies, table(t, r))
			}
		}
	}
}

// TestSpoiledCopy spoils one of several copies: what it departs from, and on which page of the file.
func TestSpoiledCopy(t *testing.T) {
	text, err := os.ReadFile("testdata/notice.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := printed(t, spoiled(t), generator.Input{Text: text, Copies: generator.Copies{First: 8, Last: 10}})
	r := report(t, edited(t, p, func(d *page.Document) {
		instead(2, "〔2013〕12号", '〔', '[')(d)
	}), national)
	if got := departing(r); !slices.Equal(got, []string{"发文字号格式"}) {
		t.Errorf("departs from %v", got)
	}
	for _, f := range r.Findings {
		if f.Verdict == check.Departs && f.Page != 13 {
			t.Errorf("on page %d, want 13", f.Page)
		}
	}
}

// checkSpoiled makes a sample with a changed profile and expects the titles that it departs from.
func checkSpoiled(t *testing.T, sample string, f generator.Format, changes, departs []string) {
	t.Helper()
	r := report(t, papers.Write(t, prepare(t, spoiled(t, changes...), samples+"/"+sample+".yaml"), f), national)
	if got := departing(r); !slices.Equal(got, departs) {
		t.Errorf("departs from %v, want %v\n%s", got, departs, table(t, r))
	}
}

func TestSpoiledForms(t *testing.T) {
	for _, c := range []struct {
		condition, sample string
		changes           []string // of the profile
		departs           []string
	}{
		{"signers in 仿宋", "report", []string{"signer: {role: kaiti", "signer: {role: fangsong"}, []string{"签发人"}},
		{"three signers to a line", "report", []string{"signers: {is: 2", "signers: {is: 3"}, []string{"签发人"}},
		{"signers three characters in", "report", []string{`inset: {is: 1, clause: "7.2.5, 7.2.6"}`, `inset: {is: 3, clause: "7.2.5, 7.2.6"}`},
			[]string{"发文字号居中", "签发人"}},
		{"mark of a letter 4 mm lower", "letter", []string{"markTop: {is: 30mm", "markTop: {is: 34mm"}, []string{"发文机关标志上边缘"}},
		{"upper rules of a letter 3 mm lower", "letter", []string{"ruleGap: {is: 4mm", "ruleGap: {is: 7mm"}, []string{"分隔线位置"}},
		{"lower rules of a letter 4 mm higher", "letter", []string{"ruleBottom: {is: 20mm", "ruleBottom: {is: 24mm"}, []string{"信函的下双线"}},
		{"rules of a letter 160 mm long", "letter", []string{"ruleLength: {is: 170mm", "ruleLength: {is: 160mm"}, []string{"分隔线长度", "信函的下双线"}},
		{"rules of a letter thin outside", "letter", []string{"thick: {is: 1mm", "thick: {is: 0.2mm"}, []string{"信函的上双线", "信函的下双线"}},
		{"number of a letter far below the rules", "letter", []string{"noteGap: {is: 7/8", "noteGap: {is: 3/2"}, []string{"信函双线与文字的距离"}},
		{"title of a letter four lines below", "letter", []string{"titleSpace: {is: 2", "titleSpace: {is: 4"}, []string{"标题空行"}},
		{"mark of an order 8 mm lower", "order", []string{"markTop: {is: 20mm", "markTop: {is: 28mm"}, []string{"发文机关标志上边缘"}},
		{"number of an order four lines below", "order", []string{`number: {is: 2, clause: "10.2"}`, `number: {is: 4, clause: "10.2"}`}, []string{"发文字号空行"}},
		{"text of an order four lines below", "order", []string{"bodySpace: {is: 2", "bodySpace: {is: 4"}, []string{"命令正文空行"}},
		{"name chop four lines below", "order", []string{"chop:\n  space: {is: 2", "chop:\n  space: {is: 4"}, []string{"签名章位置"}},
		{"post five characters from the chop", "order", []string{"post: {is: 2", "post: {is: 5"}, []string{"签名章位置"}},
		{"date three lines below the chop", "order", []string{"date: {is: 1, clause: 7.3.5.3}", "date: {is: 3, clause: 7.3.5.3}"}, []string{"签名章位置"}},
		{"mark of minutes 7 mm lower", "minutes", []string{"minutes:\n  markTop: {is: 35mm", "minutes:\n  markTop: {is: 42mm"}, []string{"发文机关标志上边缘"}},
		{"attendance three lines below", "minutes", []string{`space: {is: 1, clause: "10.3"}`, `space: {is: 3, clause: "10.3"}`}, []string{"纪要出席人员"}},
		{"date under a seal two characters in", "notice-sealed", []string{"seal:\n  right: {is: 4", "seal:\n  right: {is: 1"}, []string{"署名与成文日期位置"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			checkSpoiled(t, c.sample, generator.PDF, c.changes, c.departs)
		})
	}
}

func TestSpoiledWordOfForms(t *testing.T) {
	for _, c := range []struct {
		condition, sample string
		changes           []string
		departs           []string
	}{
		{"signers in 仿宋", "report", []string{"signer: {role: kaiti", "signer: {role: fangsong"}, []string{"签发人"}},
		{"three signers to a line", "report", []string{"signers: {is: 2", "signers: {is: 3"}, []string{"签发人"}},
		{"rules of a letter 160 mm long", "letter", []string{"ruleLength: {is: 170mm", "ruleLength: {is: 160mm"}, []string{"分隔线长度"}},
		{"labels of the attendance in 仿宋", "minutes", []string{"label: {role: heiti", "label: {role: fangsong"}, []string{"纪要出席人员"}},
		{"note flush", "notice-sealed", []string{"indent: {is: 2, clause: 7.3.6}", "indent: {is: 0, clause: 7.3.6}"}, []string{"附注"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			checkSpoiled(t, c.sample, generator.DOCX, c.changes, c.departs)
		})
	}
}

// movedPicture moves the nth picture of a document.
func movedPicture(n int, x, y measure.Length) func(*page.Document) {
	return func(d *page.Document) {
		for _, p := range d.Pages {
			for _, item := range p.Items {
				if image, ok := item.(*page.Image); ok {
					if n--; n < 0 {
						image.Box.X += x
						image.Box.Y += y
						return
					}
				}
			}
		}
	}
}

// onPage gives a page number with another digit.
func onPage(t *page.Text, from, to rune) *page.Text {
	number := *t
	number.Glyphs = slices.Clone(t.Glyphs)
	for i := range number.Glyphs {
		if number.Glyphs[i].Rune == from {
			number.Glyphs[i].Rune = to
		}
	}
	return &number
}

func TestSpoiledPagesOfForms(t *testing.T) {
	for _, c := range []struct {
		condition, sample string
		edit              func(*page.Document)
		departs           []string
	}{
		{"seal two lines lower", "notice-sealed", movedPicture(0, 0, 21*measure.MM), []string{"印章位置"}},
		{"seal 8 mm to the left", "notice-sealed", movedPicture(0, -8*measure.MM, 0), []string{"印章位置"}},
		{"seals that touch", "notice-joint", movedPicture(1, -6*measure.MM, 0), []string{"印章位置"}},
		{"seal beyond the type area", "notice-joint", movedPicture(0, -12*measure.MM, 0), []string{"印章位置"}},
		{"chop two characters to the right", "order", movedPicture(0, 11*measure.MM, 0), []string{"签名章位置"}},
		{"chop a line higher", "order", movedPicture(0, 0, -10*measure.MM), []string{"签名章位置"}},
		{"half-width colon behind 签发人", "report", instead(0, "签发人", '：', ':'), []string{"签发人"}},
		{"half-width colon behind 出席", "minutes", instead(0, "出席", '：', ':'), []string{"纪要出席人员"}},
		{"主送 without a stop", "notice-joint-unsealed", instead(0, "团委。", '。', '，'), []string{"抄送机关"}},
		{"table turned the other way", "notice-tables", func(d *page.Document) {
			for _, p := range d.Pages {
				for i, item := range p.Items {
					if _, ok := item.(*page.Group); ok {
						inner := &page.Group{At: page.Point{Y: p.Size.W}, Items: []page.Item{item}}
						p.Items[i] = &page.Group{At: page.Point{Y: p.Size.H}, Items: []page.Item{inner}}
					}
				}
			}
		}, []string{"横排表格"}},
		{"no text on page 1", "report", func(d *page.Document) {
			p := d.Pages[0]
			end := rows(d, "临江市人民政府：")[0].texts[0].At.Y
			p.Items = slices.DeleteFunc(p.Items, func(i page.Item) bool {
				text, ok := i.(*page.Text)
				return ok && end < text.At.Y && text.At.Y < 262*measure.MM
			})
		}, []string{"首页显示正文"}},
		{"a number on the first page of a letter", "../templates/letter/full", func(d *page.Document) {
			onNumbers(func(p *page.Page, t *page.Text) {
				if p == d.Pages[2] {
					d.Pages[0].Items = append(d.Pages[0].Items, onPage(t, '3', '1'))
				}
			})(d)
		}, []string{"不编页码的页"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			r := report(t, edited(t, prepare(t, spoiled(t), samples+"/"+c.sample+".yaml"), c.edit), national)
			if got := departing(r); !slices.Equal(got, c.departs) {
				t.Errorf("departs from %v, want %v\n%s", got, c.departs, table(t, r))
			}
		})
	}
}
