package draft_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"

	"gongwen/generator"
	"gongwen/generator/draft"
	"gongwen/generator/draft/source"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

var update = flag.Bool("update", false, "write the expected YAML of testdata anew; then look at every line that changed")

// sources gives the papers of testdata, by file name. Word files are packed from their parts.
func sources(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, pattern := range []string{"*.txt", "*.docx-source"} {
		names, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "-source") {
				b = testkit.ZIP(t, parts(b)...)
			}
			all[filepath.Base(name)] = b
		}
	}
	return all
}

// of makes the draft of a source.
func of(t testing.TB, data []byte, name string) (*source.Text, *draft.Draft) {
	t.Helper()
	s, err := draft.Read(data, name)
	if err != nil {
		t.Fatal(err)
	}
	return s, newDraft(t, s)
}

func newDraft(t testing.TB, s *source.Text) *draft.Draft {
	t.Helper()
	d, err := draft.New(s, papers.Generator(t))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func written(t testing.TB, d *draft.Draft) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteYAML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPapersComeOutWithEveryPart(t *testing.T) {
	for name, data := range sources(t) {
		t.Run(name, func(t *testing.T) {
			_, d := of(t, data, name)
			got := written(t, d)
			for _, w := range d.Warnings {
				got += "# 提醒：" + d.Place(w.Line) + w.Message + "\n"
			}
			golden := filepath.Join("testdata", name[:strings.LastIndexByte(name, '.')]+".yaml")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestSeedPaperHasEveryPartRight(t *testing.T) {
	data := sources(t)["00-seed.txt"]
	_, d := of(t, data, "00-seed.txt")
	lines := strings.Split(string(data), "\n")
	var plan []string
	for _, l := range lines[10 : len(lines)-2] {
		if l = strings.TrimFunc(l, unicode.IsSpace); l != "" {
			plan = append(plan, l)
		}
	}
	for name, want := range map[string]string{
		"genre":           "通知",
		"number":          "常电大委〔2010〕4号",
		"title":           "关于印发《常州电大深入开展创先争优活动实施方案》的通知",
		"to":              "各党支部、各部门",
		"body":            "现将《常州电大深入开展创先争优活动实施方案》印发给你们，请结合工作实际，认真贯彻执行。",
		"date":            "2010-07-01",
		"date_style":      "chinese",
		"enclosure/title": "常州电大深入开展创先争优活动实施方案",
		"enclosure/body":  strings.Join(plan, "\n"),
	} {
		f, ok := d.Field(name)
		if !ok || f.Value != want {
			t.Errorf("%s = %.80q, want %.80q", name, f.Value, want)
		}
		if f.Confidence != draft.Certain {
			t.Errorf("%s: confidence %s, want %s", name, f.Confidence, draft.Certain)
		}
	}
	if last := plan[len(plan)-1]; !strings.HasPrefix(last, "三是强化宣传") || len(plan) != 57 {
		t.Errorf("the plan has %d paragraphs and ends with %.20q", len(plan), last)
	}
}

// lacking are the fields that the papers' kinds require and that the papers of testdata have not, or not in the form of the
// kind.
var lacking = map[string]string{
	"00-seed.txt":                "发文机关标志",
	"02-decision-2011.txt":       "发文机关标志",
	"04-report-halfwidth.txt":    "发文机关标志 签发人",
	"06-reply-web.txt":           "发文机关标志",
	"10-announcement.txt":        "发文字号 标题", // 2019年第3号
	"11-wrapped-pdf.txt":         "发文机关标志",
	"12-markdown.txt":            "发文机关标志",
	"14-forward-nested.txt":      "发文机关标志",
	"15-spaced.txt":              "发文机关标志",
	"16-attachments-wrapped.txt": "发文机关标志",
	"17-run-on-no-number.txt":    "发文机关标志 发文字号",
	"18-resolution.txt":          "发文机关标志 发文字号",
	"24-plan-2017.txt":           "发文机关标志",
	"25-dates-as-items.txt":      "发文机关标志 发文字号",
	"26-joint-request.txt":       "成文日期 附注", // 二〇一三年三月
	"27-party-2011.txt":          "发文机关标志 发文字号",
	"28-award.txt":               "发文机关标志",
	"29-government-site.txt":     "发文机关标志",
}

func TestDraftsAreRefusedForWhatTheyLackAlone(t *testing.T) {
	g := papers.Generator(t)
	for name, data := range sources(t) {
		t.Run(name, func(t *testing.T) {
			_, d := of(t, data, name)
			_, err := g.Prepare(t.Context(), generator.Input{Text: []byte(written(t, d))})
			var refusal notice.Refusal
			if err != nil && !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			var fields []string
			for _, f := range refusal {
				fields = append(fields, f.Field)
			}
			slices.Sort(fields)
			want := strings.Fields(lacking[name])
			slices.Sort(want)
			if !slices.Equal(fields, want) {
				t.Errorf("refused for %q, want %q: %v", fields, want, err)
			}
		})
	}
}

func TestRedHeads(t *testing.T) {
	const rest = "\n各部门：\n请认真执行。\n临江学院\n2019年3月4日\n"
	for name, c := range map[string]struct{ text, want string }{
		"one organ":                   {"临江市教育局文件\n临教〔2019〕8号\n关于放假的通知", "临江市教育局文件"},
		"broken":                      {"临江市人民政府\n办公室文件\n临政办〔2019〕8号\n关于放假的通知", "临江市人民政府办公室文件"},
		"without the number":          {"临 江 学 院 文 件\n关于放假的通知", "临江学院文件"},
		"of a letter":                 {"临江市财政局\n临财函〔2019〕8号\n关于放假的函", "临江市财政局"},
		"joint":                       {"临江市教育局\n临江市财政局\n文件\n临教〔2019〕8号\n关于放假的通知", "临江市教育局 临江市财政局"},
		"none":                        {"关于放假的通知\n临教〔2019〕8号", ""},
		"title above the number":      {"2019年放假安排大会\n临教〔2019〕8号", ""},
		"something above the number":  {"办公自动化系统\n临教〔2019〕8号\n关于放假的通知", ""},
		"where one is on the website": {"当前位置：首页\n临江市教育局文件\n临教〔2019〕8号\n关于放假的通知", "临江市教育局文件"},
	} {
		t.Run(name, func(t *testing.T) {
			_, d := of(t, []byte(c.text+rest), "x")
			var got []string
			for _, f := range d.Fields {
				if f.Name == "header" {
					got = append(got, f.Value)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			missing := slices.ContainsFunc(d.Missing, func(m draft.Missing) bool { return m.Name == "header" })
			if missing != (c.want == "") {
				t.Errorf("missing: %v", d.Missing)
			}
		})
	}
}

func TestNothingIsLost(t *testing.T) {
	for name, data := range sources(t) {
		t.Run(name, func(t *testing.T) {
			s, d := of(t, data, name)
			accounted(t, s, d)
		})
	}
}

// derived are the fields that follow from others; the wording of all others stands in the source.
var derived = []string{"kind", "profile", "genre", "header_suffix", "sealing", "date", "date_style"}

// accounted checks that every character of the lines, blanks apart, is in the raw text of one field or in one omission.
func accounted(t testing.TB, s *source.Text, d *draft.Draft) {
	t.Helper()
	have, want := map[rune]int{}, map[rune]int{}
	count := func(m map[rune]int, text string) {
		for _, r := range text {
			if !unicode.IsSpace(r) && !unicode.Is(unicode.Zs, r) {
				m[r]++
			}
		}
	}
	for _, l := range s.Lines {
		count(want, l.Text)
	}
	for _, f := range d.Fields {
		count(have, f.Raw)
		if f.Raw != "" && (f.FromLine < 1 || f.ToLine < f.FromLine) {
			t.Errorf("%s has no place: lines %d to %d", f.Name, f.FromLine, f.ToLine)
		}
		if f.Raw == "" && !slices.Contains(derived, f.Name) {
			t.Errorf("%s is made up: %q", f.Name, f.Value)
		}
		if f.Value == "" || f.Title == "" || f.Rule == "" {
			t.Errorf("%s is not filled in: %+v", f.Name, f)
		}
	}
	for _, o := range d.Omissions {
		count(have, o.Text)
	}
	if !maps.Equal(have, want) {
		for r, n := range want {
			if have[r] != n {
				t.Errorf("%q: %d in the source, %d in the draft", r, n, have[r])
			}
		}
		for r, n := range have {
			if want[r] == 0 {
				t.Errorf("%q: 0 in the source, %d in the draft", r, n)
			}
		}
	}
}

// readBack checks that the YAML says what the fields say.
func readBack(t testing.TB, d *draft.Draft) {
	t.Helper()
	text := written(t, d)
	var got map[string]any
	if err := yaml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	lists := map[string][]any{}
	for _, f := range d.Fields {
		if f.Kept && !strings.Contains(f.Name, "/") {
			lists[f.Title] = append(lists[f.Title], wantValue(f))
		}
	}
	for title, want := range lists {
		if said, is := got[title].([]any); is && len(want) > 1 {
			if !reflect.DeepEqual(said, want) {
				t.Errorf("%s: the YAML says %q, the draft %q\n%s", title, said, want, text)
			}
		} else if len(want) > 1 || !reflect.DeepEqual(got[title], want[0]) {
			t.Errorf("%s: the YAML says %#v, the draft %#v\n%s", title, got[title], want, text)
		}
	}
	if f, ok := d.Field("enclosure/body"); ok && f.Kept {
		if said := got["印发文件"].(map[string]any)["正文"]; !reflect.DeepEqual(said, wantValue(f)) {
			t.Errorf("enclosure: the YAML says %q, the draft %q", said, f.Value)
		}
	}
}

// wantValue gives the value of a field as YAML has it.
func wantValue(f draft.Field) any {
	if f.Parts == nil {
		if slices.Contains([]string{"copy_number", "issue", "copies"}, f.Name) {
			n, _ := strconv.ParseUint(f.Value, 10, 64)
			return n
		}
		return f.Value
	}
	var all []any
	for _, p := range f.Parts {
		if p.Names != nil {
			all = append(all, map[string]any{"名单": strings.Join(p.Names, "、")})
			continue
		}
		if p.Table == nil {
			all = append(all, map[string]any{"文字": p.Text})
			continue
		}
		table, rows := map[string]any{}, []any{}
		if p.Table.Caption != "" {
			table["表题"] = p.Table.Caption
		}
		if p.Table.Widths != nil {
			var widths []any
			for _, w := range p.Table.Widths {
				widths = append(widths, uint64(w))
			}
			table["各栏"] = widths
		}
		if p.Table.Head >= 0 {
			table["表头行数"] = uint64(p.Table.Head)
		}
		for _, r := range p.Table.Rows {
			cells := []any{}
			for _, c := range r {
				cells = append(cells, wantCell(c))
			}
			rows = append(rows, cells)
		}
		table["各行"] = rows
		all = append(all, map[string]any{"表格": table})
	}
	return all
}

func wantCell(c draft.TableCell) any {
	if c.Columns == 1 && c.Rows == 1 {
		return c.Text
	}
	cell := map[string]any{"文字": c.Text}
	if c.Columns > 1 {
		cell["占栏数"] = uint64(c.Columns)
	}
	if c.Rows > 1 {
		cell["占行数"] = uint64(c.Rows)
	}
	return cell
}

func TestYAMLSaysWhatTheDraftSays(t *testing.T) {
	for name, data := range sources(t) {
		t.Run(name, func(t *testing.T) {
			_, d := of(t, data, name)
			readBack(t, d)
		})
	}
}

func FuzzDraft(f *testing.F) {
	for _, data := range sources(f) {
		f.Add(data)
	}
	f.Add([]byte("关于甲的通知\n各部门：\n附件：1.甲 2.乙\n甲委\n2010年7月1日\n附件1：\n丙\n附件2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := draft.Read(data, "x")
		if err != nil {
			return
		}
		d := newDraft(t, s)
		accounted(t, s, d)
		readBack(t, d)
	})
}

// fragments are what papers are put together from; a line end is as likely as all the rest.
var fragments = strings.Split("附件|附件：|附件1|附件2：|：|:|1.|2、|（1）|一、|（一）|关于|印发|转发|《|》|甲办法|（试行）|的|通知|决定|令|公告|会议纪要|文件|临江市|人民政府|教育局|"+
	"委员会|（盖章）|各|、|，|。|；|部门|临政发〔2010〕4号|[98]第05号|第15号|签发人：|张三|2010年7月1日|二○一○年七月一日|2010.13.40|（|）|此件公开发布|联系人：|"+
	"抄送：|抄报：|主送：|主题词：|印发|共印|50份|校对：|公开方式：|000012|机密★1年|特急|— 1 —|———|★|此页无正文|# |**|> |- |\\|||---|\u3000|\u3000\u3000| |  |\t|"+
	"为了加强管理，现将有关事项通知如下|请认真贯彻执行，按时完成各项任务|名单|\u200b|\x01|\ufffe|'|\"|\\|#|: ", "|")

func FuzzAssembly(f *testing.F) {
	f.Add([]byte("\x00\x01\x02\x03"))
	f.Fuzz(func(t *testing.T, choices []byte) {
		var b strings.Builder
		for _, c := range choices {
			if int(c) < len(fragments) {
				b.WriteString(fragments[c])
			} else {
				b.WriteByte('\n')
			}
		}
		s, err := draft.Read([]byte(b.String()), "x")
		if err != nil {
			return
		}
		d := newDraft(t, s)
		accounted(t, s, d)
		readBack(t, d)
		if t.Failed() {
			t.Logf("%q", b.String())
		}
	})
}

// unprinted are fields that a paper does not show, or shows in more ways than one: pictures, choices, widths.
var unprinted = []string{"profile", "organs", "seals", "sealing", "addressee_place"}

// TestPapersOfTheGeneratorReadBack makes a Word file of each kind's samples and drafts from it what the sample said, for each kind that
// the rules know.
func TestPapersOfTheGeneratorReadBack(t *testing.T) {
	g := papers.Generator(t)
	for _, name := range draft.KindNames() {
		k, err := g.Kind(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(k.Name+", short", func(t *testing.T) { readsBack(t, g, k, k.Sample) })
		t.Run(k.Name+", every field", func(t *testing.T) { readsBack(t, g, k, k.Full) })
	}
}

func readsBack(t *testing.T, g *generator.Generator, k *kind.Kind, input []byte) {
	t.Helper()
	paper, err := g.Prepare(t.Context(), generator.Input{Text: input, Kind: k.Name})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := paper.Write(t.Context(), &file, generator.DOCX, generator.Options{}); err != nil {
		t.Fatal(err)
	}
	_, d := of(t, file.Bytes(), paper.Name+".docx")
	want, got := values(t, k, input), values(t, d.Kind, []byte(written(t, d)))
	for name := range want {
		if !slices.Contains(unprinted, name) && printed(got[name]) != printed(want[name]) {
			t.Errorf("%s =\n%q, want\n%q", name, got[name], want[name])
		}
	}
	if t.Failed() {
		t.Log(written(t, d))
	}
	for _, o := range d.Omissions {
		if o.Sort == draft.Unused {
			t.Errorf("not used: %+v", o)
		}
	}
}

// printed gives the characters of a value in the order in which a paper shows them, without a colon or a stop at its end.
func printed(v any) string {
	var all []string
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			all = append(all, printed(item))
		}
		return strings.Join(all, "，")
	case map[string]any:
		for _, name := range []string{"title", "body", "caption", "text", "table", "rows", "head", "names", "groups"} {
			if v[name] != nil {
				all = append(all, printed(v[name]))
			}
		}
		return strings.Join(all, "，")
	}
	return strings.TrimRight(strings.ReplaceAll(fmt.Sprint(v), "\n", ""), "：。")
}

// values gives the record of an input.
func values(t *testing.T, k *kind.Kind, input []byte) map[string]any {
	t.Helper()
	r, err := record.Decode(input, record.YAML, k.Schema, record.Files{})
	if err != nil {
		t.Fatalf("%v\n%s", err, input)
	}
	return r.Values
}
