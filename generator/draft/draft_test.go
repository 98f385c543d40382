package draft_test

import (
	"bytes"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/draft"
	"gongwen/generator/record"
	"gongwen/templates"
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
				b = pack(t, parts(b))
			}
			all[filepath.Base(name)] = b
		}
	}
	return all
}

// of makes the draft of a source.
func of(t testing.TB, data []byte, name string) (*draft.Source, *draft.Draft) {
	t.Helper()
	s, err := draft.Read(data, name)
	if err != nil {
		t.Fatal(err)
	}
	return s, draft.New(s)
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

// lacking are the fields that a notice must have and that a paper of testdata has not, or not in the form of a notice.
var lacking = map[string]string{
	"08-minutes.txt":          "number", // 第12期
	"10-announcement.txt":     "number", // 2019年第3号
	"13-order.txt":            "number", // 第15号
	"17-run-on-no-number.txt": "number",
	"18-resolution.txt":       "number",
	"20-loose.txt":            "number",
	"25-dates-as-items.txt":   "number",
	"26-joint-request.txt":    "date", // 二〇一三年三月
	"27-party-2011.txt":       "number",
}

func TestDraftsAreAcceptedAsNotices(t *testing.T) {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range sources(t) {
		t.Run(name, func(t *testing.T) {
			_, d := of(t, data, name)
			_, err := g.Prepare(t.Context(), "", []byte(written(t, d)), record.YAML, nil)
			field := lacking[name]
			if field == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			titles := map[string]string{"number": "发文字号", "date": "成文日期"}
			var refusal *generator.Refusal
			if !errors.As(err, &refusal) || len(refusal.Faults) != 1 || refusal.Faults[0].Field != titles[field] {
				t.Errorf("got %v, want a refusal for the %s alone", err, field)
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

// accounted checks that every character of the lines, blanks apart, is in the raw text of one field or in one omission.
func accounted(t testing.TB, s *draft.Source, d *draft.Draft) {
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
	for _, f := range d.Fields {
		if !f.Kept || strings.Contains(f.Name, "/") || f.Name == "organs" || f.Name == "signed_by" || f.Name == "notes" || f.Name == "copies" {
			continue
		}
		if got[f.Title] != f.Value {
			t.Errorf("%s: the YAML says %q, the draft %q\n%s", f.Name, got[f.Title], f.Value, text)
		}
	}
	if f, ok := d.Field("enclosure/body"); ok {
		if said := got["印发文件"].(map[string]any)["正文"]; said != f.Value {
			t.Errorf("enclosure: the YAML says %q, the draft %q", said, f.Value)
		}
	}
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
		d := draft.New(s)
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
		d := draft.New(s)
		accounted(t, s, d)
		readBack(t, d)
		if t.Failed() {
			t.Logf("%q", b.String())
		}
	})
}

// TestPapersOfTheGeneratorReadBack makes a Word file of the sample and drafts from it what the sample said.
func TestPapersOfTheGeneratorReadBack(t *testing.T) {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	notice, ok := g.Kind("notice")
	if !ok {
		t.Fatal("no kind notice")
	}
	paper, err := g.Prepare(t.Context(), "", notice.Sample, record.YAML, nil)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := paper.Write(t.Context(), &file, generator.DOCX, generator.Options{}); err != nil {
		t.Fatal(err)
	}
	var said map[string]any
	if err := yaml.Unmarshal(notice.Sample, &said); err != nil {
		t.Fatal(err)
	}
	_, d := of(t, file.Bytes(), paper.Name+".docx")
	for _, name := range []string{"profile", "genre", "header", "number", "title", "to", "body", "date", "date_style", "printed_by", "printed_on"} {
		want, _ := said[name].(string)
		if f, _ := d.Field(name); f.Value != strings.TrimRight(want, "：\n") {
			t.Errorf("%s = %q, want %q", name, f.Value, want)
		}
	}
	enclosure := said["enclosure"].(map[string]any)
	for name, want := range map[string]any{"enclosure/title": enclosure["title"], "enclosure/body": enclosure["body"], "signed_by": said["signed_by"]} {
		if f, _ := d.Field(name); f.Value != strings.TrimSpace(want.(string)) {
			t.Errorf("%s = %q, want %q", name, f.Value, want)
		}
	}
	for _, o := range d.Omissions {
		if o.Sort == draft.Unused {
			t.Errorf("not used: %+v", o)
		}
	}
}
