package kind_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/templates"
)

func load(t testing.TB) *kind.Set {
	t.Helper()
	s, err := kind.Load(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// card gives the kind card of a templates folder.
func card(t testing.TB, fsys fs.FS) (*kind.Kind, error) {
	t.Helper()
	s, err := kind.Load(fsys)
	if err != nil {
		return nil, err
	}
	return s.Kind("card")
}

func noticeKind(t testing.TB) *kind.Kind {
	t.Helper()
	k, err := load(t).Kind("notice")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// paper has what every notice has to have; its date and number are of one year.
const paper = `header: 某某学院文件
number: 某发〔2010〕4号
title: 关于开展活动的通知
body: 请认真贯彻执行。
date: 2010-07-01
`

func document(t testing.TB, k *kind.Kind, input string) (*doc.Document, []notice.Notice) {
	t.Helper()
	r, err := record.Decode([]byte(input), record.YAML, k.Schema, record.Files{})
	if err != nil {
		t.Fatal(err)
	}
	d, notices, err := k.Document(r)
	if err != nil {
		t.Fatal(err)
	}
	return d, notices
}

// texts gives all texts of a document in the order of its blocks.
func texts(d *doc.Document) []doc.Text {
	var all []doc.Text
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case *doc.HeadNotes:
			all = append(all, b.Copy, b.Secrecy, b.Urgency)
		case *doc.Mark:
			all = append(all, append(slices.Clone(b.Names), b.Suffix)...)
		case *doc.Number:
			all = append(append(all, b.Text, b.Label), b.Signers...)
		case *doc.IssueLine:
			all = append(all, b.Left, b.Right)
		case *doc.DateLine:
			all = append(all, b.Text)
		case *doc.Title:
			all = append(all, b.Text)
		case *doc.Addressee:
			all = append(all, b.Text)
		case *doc.Paragraph:
			all = append(all, b.Text)
		case *doc.AttachmentNotes:
			all = append(all, append([]doc.Text{b.Label}, b.Names...)...)
		case *doc.Signature:
			for _, signer := range b.Signers {
				all = append(all, signer.Name)
			}
			all = append(all, b.Date)
		case *doc.Attendance:
			all = append(all, b.Label, b.Text)
		case *doc.Table:
			all = append(all, b.Caption)
			for _, row := range b.Rows {
				for _, cell := range row {
					all = append(all, cell.Lines...)
				}
			}
		case *doc.Figure:
			all = append(all, b.Caption)
		case *doc.Note:
			all = append(all, b.Text)
		case *doc.Label:
			all = append(all, b.Text)
		case *doc.Imprint:
			if b.Keywords != nil {
				all = append(all, append([]doc.Text{b.Keywords.Label}, b.Keywords.Words...)...)
			}
			for _, sent := range b.Sent {
				all = append(all, sent.Label, sent.Text)
			}
			for _, line := range []*doc.LabelledLine{b.To, b.CC} {
				if line != nil {
					all = append(all, line.Label, line.Text)
				}
			}
			all = append(all, b.PrintedBy, b.PrintedOn, b.Copies)
		}
	}
	return slices.DeleteFunc(all, func(t doc.Text) bool { return len(t) == 0 })
}

func joined(d *doc.Document) string {
	var lines []string
	for _, t := range texts(d) {
		lines = append(lines, t.String())
	}
	return strings.Join(lines, "\n")
}

// letters gives what no mending touches: everything but blanks, with half-width and full-width brackets alike.
func letters(s string) string {
	s = strings.NewReplacer("(", "（", ")", "）").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestEverySentenceOfTheSeedIsInTheDocument(t *testing.T) {
	seed, err := os.ReadFile("testdata/seed.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(seed)), "\n")
	number := letters(lines[len(lines)-1]) // the publication has it at the very end
	k := noticeKind(t)
	for _, file := range []string{"../../samples/notice.yaml", "../../samples/notice-2012.yaml"} {
		input, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := document(t, k, string(input))
		if got := d.Blocks[1].(*doc.Number).Text.String(); got != number {
			t.Errorf("%s: number: got %s, want %s", file, got, number)
		}
		rest := letters(joined(d))
		for i, line := range lines[:len(lines)-1] {
			want := letters(line)
			if d.Profile.Name == "gbt9704-2012" {
				want = strings.Replace(want, "二○一○年七月一日", "2010年7月1日", 1)
			}
			_, after, ok := strings.Cut(rest, want)
			if !ok {
				t.Fatalf("%s: line %d of the seed is not in its place: %s", file, i+1, line)
			}
			rest = after
		}
	}
}

func TestDocumentOfTheSample(t *testing.T) {
	k := noticeKind(t)
	d, _ := document(t, k, string(k.Full))
	got := joined(d)
	for _, want := range []string{
		"附件：\n2011年度先进党支部名单\n先进党支部对照检查登记表\n中共临江市开放大学委员会\n临江市开放大学\n2011年7月1日\n（此件发至各党支部）\n先进党支部评选办法（试行）\n",
		"\n附件1\n2011年度先进党支部名单\n机关第一党支部\n",
		"\n主题词：\n党建\n表扬\n通知\n抄送：\n中共临江市委教育工作委员会，省开放大学党委，各县（区）教育局党委。\n中共临江市开放大学委员会办公室\n2011年7月4日印发\n共印60份",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant in it\n%s", got, want)
		}
	}
	if d.Info.Title != "关于公布2011年度先进党支部名单的通知" || d.Info.Author != "中共临江市开放大学委员会、临江市开放大学" ||
		d.Info.Number != "临开大委〔2011〕12号" || len(d.Info.Keywords) != 3 || d.Info.Date.Format("2006-01-02") != "2011-07-01" {
		t.Errorf("info: got %+v", d.Info)
	}
}

func TestEverySpanOfTheInputHasItsSource(t *testing.T) {
	for _, k := range load(t).Kinds() {
		rewritten := []string{""} // not printed as they are written: dates, and what is counted or said of a number or a list
		for _, f := range k.Schema.Fields() {
			if f.Date || f.Type != "string" {
				rewritten = append(rewritten, "/"+f.Name)
			}
		}
		d, _ := document(t, k, string(k.Full))
		r, err := record.Decode(k.Full, record.YAML, k.Schema, record.Files{})
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(k.Full), "\n")
		for _, text := range texts(d) {
			for _, s := range text {
				at := r.Locate(s.From.Notice("", ""))
				first, _, _ := strings.Cut(s.Text, "\n")
				first = strings.TrimSuffix(first, "。") // which a sentence is given
				masked := strings.Contains(s.Text, "****")
				if slices.Contains(rewritten, s.From.Path) || masked || at.Line > 0 && !strings.Contains(string(k.Full), first) {
					continue
				}
				if at.Line == 0 || !strings.HasPrefix(string([]rune(lines[at.Line-1])[at.Column-1:]), first) {
					t.Errorf("%s: %q: source %+v stands at %+v", k.Name, s.Text, s.From, at)
				}
			}
		}
	}
}

func TestMarksThatMayBeLeftOutAreAddedWithoutAWord(t *testing.T) {
	for line, want := range map[string]string{
		"to: 各系部": "\n各系部：\n", "to: 各系部：": "\n各系部：\n",
		"notes: 此件公开发布": "\n（此件公开发布）", "notes: （此件公开发布）": "\n（此件公开发布）",
		"cc: [甲局, 乙局]": "\n甲局，乙局。", "cc: 甲局，乙局。": "\n甲局，乙局。",
	} {
		d, notices := document(t, noticeKind(t), paper+line+"\n")
		if got := joined(d); !strings.Contains(got, want) || len(notices) > 0 {
			t.Errorf("%s: got %+v and\n%s\nwant in it %q", line, notices, got, want)
		}
	}
}

func TestNotices(t *testing.T) {
	tests := []struct{ name, line, path, code, message string }{
		{"a half-width colon is mended before", "to: '各系部:'", "", "", ""},
		{"brackets round a note", "notes: （此件公开发布）", "", "", ""},
		{"keywords under the standard of 2012", "keywords: [活动, 通知]", "/keywords/0", "not-printed", "版式 gbt9704-2012 的版记没有主题词，这一项不印出。"},
		{"number of copies under the standard of 2012", "copies: 60", "/copies", "not-printed", "版式 gbt9704-2012 的版记没有印发份数，这一项不印出。"},
		{"title without its genre", "genre: 决定", "/title", "title-without-genre", "标题不以文种“决定”结尾，请核对标题或文种。"},
		{"printed before it was made", "printed_on: 2010-06-30", "/printed_on", "printed-before-date", "印发日期早于成文日期，请核对。"},
	}
	k := noticeKind(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, notices := document(t, k, paper+test.line+"\n")
			if test.code == "" {
				if len(notices) > 0 {
					t.Errorf("got %+v, want none", notices)
				}
				return
			}
			if len(notices) != 1 || notices[0].Path != test.path || notices[0].Code != test.code || notices[0].Message != test.message {
				t.Errorf("got %+v, want %s %s %s", notices, test.path, test.code, test.message)
			}
		})
	}
	_, notices := document(t, k, strings.Replace(paper, "〔2010〕", "〔2011〕", 1))
	if len(notices) != 1 || notices[0].Code != "year-of-number" {
		t.Errorf("a number of another year: got %+v", notices)
	}
}

func TestOneAttachmentHasNoNumber(t *testing.T) {
	d, _ := document(t, noticeKind(t), paper+"attachments:\n  - title: |\n      某某\n      名单\n    body: 张三\n")
	got := joined(d)
	if !strings.Contains(got, "\n附件\n某某\n名单\n张三") || !strings.Contains(got, "\n附件：\n某某名单\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestDates(t *testing.T) {
	k := noticeKind(t)
	for _, test := range []struct{ line, date, want string }{
		{"", "2010-07-01", "2010年7月1日"},
		{"profile: party-1996", "2010-07-01", "二○一○年七月一日"},
		{"profile: party-1996\ndate_style: arabic", "2010-12-31", "2010年12月31日"},
		{"date_style: chinese", "2010-10-20", "二〇一〇年十月二十日"},
		{"date_style: chinese", "2009-12-11", "二〇〇九年十二月十一日"},
		{"date_style: chinese", "2024-11-30", "二〇二四年十一月三十日"},
	} {
		d, _ := document(t, k, strings.Replace(paper, "2010-07-01", test.date, 1)+test.line+"\n")
		if got := joined(d); !strings.HasSuffix(got, "\n"+test.want) {
			t.Errorf("%s %s: got %s, want %s", test.line, test.date, got, test.want)
		}
	}
}

func TestValuesStayText(t *testing.T) {
	for _, title := range []string{"{{ number }}", "<if test=\"true\">x</if>", "甲 & 乙 &lt;", "</title><rule/>", "${x} %s {{"} {
		b, err := json.Marshal(title + "的通知")
		if err != nil {
			t.Fatal(err)
		}
		input := strings.Replace(paper, "关于开展活动的通知", string(b), 1)
		d, _ := document(t, noticeKind(t), input)
		if got, want := d.Blocks[3].(*doc.Title).Text.String(), title+"的通知"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if len(d.Blocks) != 6 {
			t.Errorf("%q: got %d blocks, want 6", title, len(d.Blocks))
		}
	}
}

func TestFileName(t *testing.T) {
	k := noticeKind(t)
	for number, want := range map[string]string{
		"常电大委〔2010〕4号":                       "常电大委〔2010〕4号",
		`a/b\c:d*e?f"g<h>i|j〔2010〕4号`:        "a_b_c_d_e_f_g_h_i_j〔2010〕4号",
		strings.Repeat("长", 20) + "〔2010〕4号": strings.Repeat("长", 20) + "〔2010〕4号",
		"..〔2010〕4号":                         "〔2010〕4号",
	} {
		b, err := json.Marshal(number)
		if err != nil {
			t.Fatal(err)
		}
		r, err := record.Decode([]byte(strings.Replace(paper, "某发〔2010〕4号", string(b), 1)), record.YAML, k.Schema, record.Files{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.FileName(r); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", number, got, err, want)
		}
	}
}

func TestFileNameFitsEverySystem(t *testing.T) {
	k, err := card(t, folder(t, "", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	for title, want := range map[string]string{
		"CON":                     "_CON",
		"nul.txt":                 "_nul.txt",
		"甲. .":                    "甲",
		"...":                     "card",
		strings.Repeat("长", 100):  strings.Repeat("长", 66),
		strings.Repeat("a", 1000): strings.Repeat("a", 200),
	} {
		b, err := json.Marshal(map[string]string{"title": title})
		if err != nil {
			t.Fatal(err)
		}
		r, err := record.Decode(b, record.JSON, k.Schema, record.Files{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.FileName(r); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", title, got, err, want)
		}
	}
}

func TestKindsAndProfilesByName(t *testing.T) {
	s := load(t)
	a, _ := s.Kind("notice")
	b, _ := s.Kind("通知")
	if a == nil || a != b || a.Name != "notice" || a.Title != "通知" || a.Summary == "" || !slices.Contains(a.Formats, "pdf") {
		t.Error("notice and 通知: want the same kind")
	}
	if p, ok := s.Profile("party-1996"); !ok || !p.Date.Style.Chinese || p.Date.Zero.Text != "○" {
		t.Errorf("got %+v", p)
	}
	if k, err := s.Kind("card"); !errors.Is(err, kind.ErrUnknown) {
		t.Errorf("card: got %v, %v", k, err)
	}
	if k, err := s.Kind(""); !errors.Is(err, kind.ErrUnknown) {
		t.Errorf("no name: got %v, %v", k, err)
	}
}

func TestAFolderWithFaultsStopsNoOther(t *testing.T) {
	fsys := folder(t, "", "", "")
	for file, text := range folder(t, "", "", "") {
		if name, ok := strings.CutPrefix(file, "card/"); ok {
			broken := strings.NewReplacer("name: card", "name: broken", "卡片", "坏的", "{{ title }}", "{{ titel }}").Replace(string(text.Data))
			fsys["broken/"+name] = &fstest.MapFile{Data: []byte(broken)}
		}
	}
	fsys["empty/kind.yaml"] = &fstest.MapFile{Data: []byte("# nothing\n")}
	fsys["half/kind.yaml"] = &fstest.MapFile{Data: []byte("name: half\nsummary: 一半。\nfilename: title\n")}
	s, err := kind.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if all := s.Kinds(); len(all) != 1 || all[0].Name != "card" {
		t.Errorf("got %d kinds", len(all))
	}
	var got []string
	for _, f := range s.Faults() {
		got = append(got, f.Kind+" "+f.Error())
	}
	want := []string{
		"broken kind: broken/kind.yaml:14: unknown name titel, in \"titel\"\nkind: broken/body.xml:2: unknown name titel, in \"titel\"",
		"empty kind: empty/kind.yaml: 缺少 name、title、summary、formats、filename、info.title、fields",
		"half kind: half/kind.yaml: 缺少 title、formats、info.title、fields",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, name := range []string{"broken", "坏的"} {
		if _, err := s.Kind(name); err == nil || !strings.Contains(err.Error(), "broken/body.xml:2") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, name := range []string{"card", "卡片"} {
		if _, err := s.Kind(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestATitleIsFoundHoweverItIsWritten(t *testing.T) {
	for _, title := range []string{`title: "卡片"`, "title:    卡片 # 试验", "title: >-\n  卡片"} {
		s, err := kind.Load(folder(t, "card/kind.yaml", "title: 卡片", title))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Kind("卡片"); err != nil {
			t.Errorf("%s: %v", title, err)
		}
	}
}

const kindYAML = `name: card
title: 卡片
summary: 试验用。
formats: [pdf]
filename: title
required: [title]
info: {title: title, author: '""', number: '""', keywords: words, date: '""'}
fields:
  profile: {type: string, title: 版式, enum: [gbt9704-2012], default: gbt9704-2012}
  title: {type: string, title: 标题}
  words: {type: array, title: 词, items: {type: string}}
  inner: {type: object, title: 内, properties: {name: {type: string, title: 名}}}
checks:
  - {holds: title != "x", field: title, code: c, message: "不应是{{ title }}"}
`

const bodyXML = `<paper>
  <title>{{ title }}</title>
  <for each="words" as="word" index="i">
    <if test="inner != nil"><note>{{ word }}{{ i + 1 }}{{ inner.name }}</note></if>
  </for>
</paper>
`

// folder is a templates folder with a kind card; changes replace strings in its files.
func folder(t *testing.T, file, from, to string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{"card/sample.yaml": {Data: []byte("title: 甲\n")}}
	for name, text := range map[string]string{"card/kind.yaml": kindYAML, "card/body.xml": bodyXML} {
		if name == file {
			if !strings.Contains(text, from) {
				t.Fatalf("%s has no %q", file, from)
			}
			text = strings.Replace(text, from, to, 1)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, err := templates.Files.ReadFile("profiles/gbt9704-2012.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if file == "profiles/gbt9704-2012.yaml" {
		p = []byte(strings.Replace(string(p), from, to, 1))
	}
	fsys["profiles/gbt9704-2012.yaml"] = &fstest.MapFile{Data: p}
	return fsys
}

func TestKindShowsEveryFieldInItsSampleWhereThereIsNoOther(t *testing.T) {
	fsys := folder(t, "", "", "")
	k, err := card(t, fsys)
	if err != nil || string(k.Sample) != "title: 甲\n" || string(k.Full) != string(k.Sample) {
		t.Errorf("got %q, %q, %v", k.Sample, k.Full, err)
	}
	fsys["card/full.yaml"] = &fstest.MapFile{Data: []byte("title: 乙\n")}
	if k, err = card(t, fsys); err != nil || string(k.Sample) != "title: 甲\n" || string(k.Full) != "title: 乙\n" {
		t.Errorf("with full.yaml: got %q, %q, %v", k.Sample, k.Full, err)
	}
}

func TestLoadNamesFileAndLineOfAFault(t *testing.T) {
	tests := []struct{ name, file, from, to, want string }{
		{"misspelt field", "card/body.xml", "{{ title }}", "{{ titel }}", "kind: card/body.xml:2: unknown name titel"},
		{"misspelt field of a field", "card/body.xml", "inner.name", "inner.nmae", "kind: card/body.xml:4: unknown field nmae"},
		{"misspelt loop variable", "card/body.xml", "{{ word }}", "{{ wrod }}", "kind: card/body.xml:4: unknown name wrod"},
		{"bad test", "card/body.xml", "inner != nil", "title", "kind: card/body.xml:4: <if>: expected bool"},
		{"no list to go over", "card/body.xml", `each="words"`, `each="title"`, "kind: card/body.xml:3: <for>: want each"},
		{"unknown element", "card/body.xml", "<title>{{ title }}</title>", "<titel>x</titel>", "kind: card/body.xml:2: <titel> cannot stand in <paper>"},
		{"element in the wrong place", "card/body.xml", "<note>", "<organ/><note>", "kind: card/body.xml:4: <organ> cannot stand in <paper>"},
		{"unknown attribute", "card/body.xml", "<title>", "<title size='2'>", `kind: card/body.xml:2: <title> has no attribute "size"`},
		{"unknown place of a title", "card/body.xml", "<title>", "<title place='x'>", `kind: card/body.xml:2: <title>: unknown place "x"`},
		{"characters outside elements", "card/body.xml", "<title>", "甲<title>", "kind: card/body.xml:1: <paper> cannot have characters"},
		{"open expression", "card/body.xml", "{{ title }}", "\n\n{{ title", "kind: card/body.xml:4: {{ without }}"},
		{"broken XML", "card/body.xml", "</note>", "</nite>", "kind: card/body.xml:4: element <note> closed by </nite>"},
		{"another root", "card/body.xml", "<paper>", "<page>", "kind: card/body.xml:1: root element <page>: want <paper>"},
		{"unknown key", "card/kind.yaml", "summary:", "sumary:", "kind: card/kind.yaml:[3:1] unknown field"},
		{"misspelt field in an expression", "card/kind.yaml", "filename: title", "filename: titel", "kind: card/kind.yaml:5: unknown name titel"},
		{"misspelt field in a check", "card/kind.yaml", "holds: title", "holds: titel", "kind: card/kind.yaml:14: unknown name titel"},
		{"misspelt field in a message", "card/kind.yaml", "{{ title }}", "{{ titel }}", "kind: card/kind.yaml:14: unknown name titel"},
		{"unknown field of a check", "card/kind.yaml", "field: title", "field: titel", `kind: card/kind.yaml:14: no field "titel"`},
		{"unknown profile", "card/kind.yaml", "enum: [gbt9704-2012]", "enum: [gbt]", `kind: card/kind.yaml: field profile: no profile "gbt"`},
		{"no profile", "card/kind.yaml", "profile:", "proflie:", "kind: card/kind.yaml: want a field profile"},
		{"another name than the folder's", "card/kind.yaml", "name: card", "name: cart", `kind: card/kind.yaml: name is "cart", the folder's is "card"`},
		{"unknown key of a profile", "profiles/gbt9704-2012.yaml", "binding:", "bnding:", "kind: profiles/gbt9704-2012.yaml:"},
		{"a number without a clause", "profiles/gbt9704-2012.yaml", `{is: 210mm, clause: "5.1"}`, "{is: 210mm}", "kind: profiles/gbt9704-2012.yaml:"},
		{"unknown style of a profile", "profiles/gbt9704-2012.yaml", "  mark: {role", "  mrak: {role", `kind: profiles/gbt9704-2012.yaml: unknown style "mrak"`},
		{"unknown element of the imprint", "profiles/gbt9704-2012.yaml", "order: [cc,", "order: [bcc,", `kind: profiles/gbt9704-2012.yaml: unknown element of the imprint "bcc"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := card(t, folder(t, test.file, test.from, test.to))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %s…", err, test.want)
			}
		})
	}
}

func TestLoopsAndBranches(t *testing.T) {
	s, err := kind.Load(folder(t, "", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	k, err := s.Kind("卡片")
	if err != nil {
		t.Fatal(err)
	}
	d, notices := document(t, k, "title: x\nwords: [甲, 乙]\ninner: {name: 丙}\n")
	if got, want := joined(d), "x\n（甲1丙）\n（乙2丙）"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	note := d.Blocks[2].(*doc.Note).Text
	if got, want := note[1].From.Path+" "+note[3].From.Path, "/words/1 /inner/name"; got != want {
		t.Errorf("sources: got %s, want %s", got, want)
	}
	if notices[0].Message != "不应是x" {
		t.Errorf("got %+v", notices)
	}
	if d, _ := document(t, k, "title: 甲\nwords: [甲]\n"); len(d.Blocks) != 1 {
		t.Errorf("without inner: got %d blocks, want the title alone", len(d.Blocks))
	}
}

func TestLevelsOfProse(t *testing.T) {
	tests := []struct {
		text        string
		level, head int
	}{
		{"一、指导思想与主要目标", 1, 11},
		{"十二、附则", 1, 5},
		{"（一）指导思想", 2, 7},
		{"(一) 工作方法", 2, 7},
		{"1.推动科学发展。认真贯彻落实。", 3, 9},
		{"1．推动科学发展。认真贯彻落实。", 3, 9},
		{"1.报送材料。", 3, 0},
		{"（1）党支部填写第一栏；", 4, 0},
		{"（1）基本条件", 4, 7},
		{"一、加强领导。各单位要认真组织。", 1, 7},
		{"一、加强“领导！”各单位要认真组织。", 1, 9},
		{"一、同意你单位的请示。", 1, 0},
		{"1." + strings.Repeat("长", 50) + "。后面还有。", 3, 0},
		{"1.5倍以上的增长", 0, 0},
		{"2010.7.1起施行", 0, 0},
		{"一是领导班子好。领导班子能团结。", 0, 0},
		{"四搞好考核评议。学校要评议。", 0, 0},
		{"第一阶段：动员部署", 0, 0},
		{"（常教委〔2010〕10号）要求", 0, 0},
		{"（2010年6月）", 0, 0},
		{"（2010）", 0, 0},
		{"2010.计划", 0, 0},
		{"各党支部、各部门", 0, 0},
		{"一", 0, 0},
	}
	k := noticeKind(t)
	for _, test := range tests {
		b, err := json.Marshal(test.text)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := document(t, k, strings.Replace(paper, "请认真贯彻执行。", string(b), 1))
		p := d.Blocks[4].(*doc.Paragraph)
		if p.Level != test.level || p.Head != test.head {
			t.Errorf("%s: got level %d, head %d, want %d, %d", test.text, p.Level, p.Head, test.level, test.head)
		}
	}
}

// heads gives how the paragraphs of a body are headed: their level and how many characters are the head, c if in the middle.
func heads(t *testing.T, body string) string {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := document(t, noticeKind(t), strings.Replace(paper, "请认真贯彻执行。", string(b), 1))
	var all []string
	for _, block := range d.Blocks[4:] {
		if p, ok := block.(*doc.Paragraph); ok {
			centred := ""
			if p.Centred {
				centred = "c"
			}
			all = append(all, fmt.Sprintf("%d:%d%s", p.Level, p.Head, centred))
		}
	}
	return strings.Join(all, " ")
}

func TestHeadsOfOneListAreAlike(t *testing.T) {
	for _, test := range []struct{ what, body, want string }{
		{"a sentence between heads", "（一）宣传发动。各支部召开大会。\n（二）公开承诺。党员作出承诺。\n（三）评议考核（11月）。", "2:8 2:8 2:13"},
		{"sentences alone", "（一）加强领导。\n（二）注重实效。", "2:0 2:0"},
		{"clauses", "（一）行政部门；\n（二）教学单位", "2:0 2:0"},
		{"another list", "一、要求\n（一）提高认识。各单位都要重视。\n二、时间\n（一）本周内完成。", "1:4 2:8 1:4 2:0"},
		{"a list that goes on behind text", "（一）提高认识。各单位都要重视。\n正文。\n（二）抓好落实。", "2:8 0:0 2:8"},
		{"a long sentence", "（一）提高认识。各单位都要重视。\n（二）" + strings.Repeat("抓好落实", 12) + "。", "2:8 2:0"},
	} {
		if got := heads(t, test.body); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

func TestChaptersOfRulesStandInTheMiddle(t *testing.T) {
	for body, want := range map[string]string{
		"第一章　总则":                         "1:6c",
		"第十二章　附则":                        "1:7c",
		"第一章总则":                          "1:5c",
		"第二编　分则":                         "1:6c",
		"第一节　一般规定":                       "2:8c",
		"第1章　总则":                         "1:6c",
		"第一章　总则，说明":                      "0:0",
		"第一章的内容要认真学习":                    "0:0",
		"第一章至第三章":                        "0:0",
		"第三节课改到下午":                       "0:0",
		"第一条　为加强经费管理，制定本办法。":             "0:0",
		"第一章是总则。":                        "0:0",
		"第一章　" + strings.Repeat("长", 50): "0:0",
	} {
		if got := heads(t, body); got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
}

func TestEmptyLinesSeparateNothing(t *testing.T) {
	d, _ := document(t, noticeKind(t), strings.Replace(paper, "请认真贯彻执行。", "|\n\n  甲\n\n\n  乙", 1))
	a, b := d.Blocks[4].(*doc.Paragraph), d.Blocks[5].(*doc.Paragraph)
	if a.Text.String() != "甲" || b.Text.String() != "乙" || a.Text[0].From.Line != 2 || b.Text[0].From.Line != 5 {
		t.Errorf("got %+v and %+v", a.Text, b.Text)
	}
}
