package kind_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/png"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/templates"
)

// of gives the blocks of one type.
func of[T doc.Block](d *doc.Document) []T {
	var all []T
	for _, b := range d.Blocks {
		if b, ok := b.(T); ok {
			all = append(all, b)
		}
	}
	return all
}

// order names the types of a document's blocks, each run of paragraphs once.
func order(d *doc.Document) string {
	var names []string
	for _, b := range d.Blocks {
		name := reflect.TypeOf(b).Elem().Name()
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

func TestBlocksOfEveryKind(t *testing.T) {
	for name, want := range map[string]struct {
		form   doc.Form
		blocks string
	}{
		"notice": {doc.Common, "HeadNotes Mark Number Rule Title Addressee Paragraph AttachmentNotes Signature Note" +
			" PageBreak Title Paragraph PageBreak Label Title Paragraph Imprint"},
		"letter": {doc.Letter, "Mark HeadNotes Number Title Addressee Paragraph AttachmentNotes Signature Note" +
			" PageBreak Label Title Table Imprint"},
		"order":   {doc.Order, "Mark Number Paragraph AttachmentNotes Signature PageBreak Title Paragraph Imprint"},
		"minutes": {doc.Minutes, "HeadNotes Mark Number IssueLine Rule Title Paragraph AttachmentNotes Attendance Note Imprint"},
		"decision": {doc.Common, "HeadNotes Mark Number Rule Title Addressee Paragraph AttachmentNotes Signature Note" +
			" PageBreak Label Title Paragraph PageBreak Label Title NameList Imprint"},
		"report":   {doc.Common, "HeadNotes Mark Number Rule Title Addressee Paragraph AttachmentNotes Signature Note Imprint"},
		"briefing": {doc.Briefing, "HeadNotes Mark Number IssueLine Rule Title Paragraph Imprint"},
	} {
		k, err := load(t).Kind(name)
		if err != nil {
			t.Fatal(err)
		}
		d, notices := document(t, k, string(k.Full))
		if got := order(d); got != want.blocks || d.Form != want.form {
			t.Errorf("%s: got form %d and\n%s\nwant form %d and\n%s", name, d.Form, got, want.form, want.blocks)
		}
		if len(notices) > 0 {
			t.Errorf("%s: the sample has warnings: %+v", name, notices)
		}
	}
}

func TestHeadOfAJointPaperToASuperior(t *testing.T) {
	k, _ := load(t).Kind("report")
	d, _ := document(t, k, string(k.Full))
	m, n, notes := of[*doc.Mark](d)[0], of[*doc.Number](d)[0], of[*doc.HeadNotes](d)[0]
	if len(m.Names) != 2 || m.Names[0].String() != "常州市广播电视大学" || m.Suffix.String() != "文件" {
		t.Errorf("mark: got %+v", m)
	}
	if n.Text.String() != "常电大发〔2011〕21号" || n.Label.String() != "签发人：" || len(n.Signers) != 2 || n.Signers[1].String() != "乙某" {
		t.Errorf("number: got %+v", n)
	}
	if notes.Copy.String() != "000003" || notes.Secrecy.String() != "秘密★1年" || notes.Urgency.String() != "加急" {
		t.Errorf("notes: got %+v", notes)
	}
	d, _ = document(t, noticeKind(t), paper)
	if n := of[*doc.Number](d)[0]; n.Label != nil || len(of[*doc.HeadNotes](d)) > 0 {
		t.Errorf("a notice without signers and notes: got %s, %+v", order(d), n)
	}
}

func TestChecksOfKinds(t *testing.T) {
	uri := "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture(t)["a.png"].Data)
	for _, test := range []struct{ name, kind, from, to, code string }{
		{"several superiors", "report", "to: 常州市教育局", "to: 常州市教育局、常州市财政局", "several-addressees"},
		{"fewer signers than organs", "report", "signers: [甲某某, 乙某]", "signers: 甲某某", "signers-of-organs"},
		{"a request without contact", "report", "联系人：财务科　电话：0519—0000000", "此件公开", "request-without-contact"},
		{"a decision without addressee is not signed", "decision", "to: 各党支部，各部门：", "", "not-printed"},
		{"a letter's head with 文件", "letter", "header: 常州市广播电视大学", "header: 常州市广播电视大学文件", "letter-with-file"},
		{"an order's head without 令", "order", "header: 临江市人民政府令", "header: 临江市人民政府", "header-without-order"},
		{"a secret without number", "briefing", "copy_number: 8", "", "secrecy-without-copy-number"},
		{"a suffix for one organ", "notice", "header: [中共临江市开放大学委员会, 临江市开放大学]", "header: 临江市开放大学", "suffix-of-one-organ"},
		{"a seal on a paper without seal", "notice", "sealing: sealed", "sealing: unsealed", "not-printed"},
		{"more seals than signers", "notice", "\nseals:", "\nseals:\n  - " + uri + "\n  - " + uri, "not-printed"},
	} {
		k, _ := load(t).Kind(test.kind)
		if !strings.Contains(string(k.Full), test.from) {
			t.Fatalf("%s: no %q in the sample", test.name, test.from)
		}
		_, notices := document(t, k, strings.Replace(string(k.Full), test.from, test.to, 1))
		if len(notices) != 1 || notices[0].Code != test.code {
			t.Errorf("%s: got %+v, want %s", test.name, notices, test.code)
		}
	}
}

func TestDecisionWithoutAddresseeHasItsDateUnderTheTitle(t *testing.T) {
	k, _ := load(t).Kind("decision")
	d, _ := document(t, k, paper)
	if got := of[*doc.DateLine](d); len(got) != 1 || got[0].Text.String() != "（2010年7月1日）" || len(of[*doc.Signature](d)) > 0 {
		t.Errorf("got %s, %+v", order(d), got)
	}
}

func TestRequestHasANote(t *testing.T) {
	k, _ := load(t).Kind("report")
	_, err := record.Decode([]byte(paper+"to: 某局\nsigners: 甲某\ngenre: 请示\nsealing: unsealed\n"), record.YAML, k.Schema, record.Files{})
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Path != "/notes" || faults[0].Code != "missing" {
		t.Errorf("got %v, want the missing note", err)
	}
}

func TestAddresseeInTheImprint(t *testing.T) {
	d, notices := document(t, noticeKind(t), paper+"to: 甲局，乙局：\naddressee_place: 版记\ncc: 丙局。\n")
	to := of[*doc.Imprint](d)[0].To
	if to == nil || to.Label.String() != "主送：" || to.Text.String() != "甲局，乙局。" || len(of[*doc.Addressee](d)) > 0 || len(notices) > 0 {
		t.Errorf("got %+v, %+v", to, notices)
	}
}

func TestFootOfABriefing(t *testing.T) {
	k, _ := load(t).Kind("briefing")
	d, _ := document(t, k, string(k.Full))
	b := of[*doc.Imprint](d)[0]
	if len(b.Sent) != 3 || b.Sent[1].Label.String() != "送：" || b.Sent[1].Text.String() != "省广播电视大学党委，市各高校党委" || b.Copies.String() != "共印50份" {
		t.Errorf("got %+v", b)
	}
}

// picture is a clear PNG of 200 × 100 pixels.
func picture(t *testing.T) fstest.MapFS {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 200, 100))); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"a.png": {Data: b.Bytes()}}
}

func TestSizesOfPictures(t *testing.T) {
	k := noticeKind(t)
	for _, test := range []struct {
		name, input string
		wide, high  string
	}{
		{"both are said", "印章: [{文件: a.png, 宽度: 40, 高度: 30}]", "40.000mm", "30.000mm"},
		{"the width is said", "印章: [{文件: a.png, 宽度: 40}]", "40.000mm", "20.000mm"},
		{"the height is said", "印章: [{文件: a.png, 高度: 30}]", "60.000mm", "30.000mm"},
		{"a seal of no said size", "印章: a.png", "42.000mm", "21.000mm"},
		{"a chop of no said size", "印章: a.png\n落款: 签名章", "40.000mm", "20.000mm"},
		{"a figure of no said size", "附件: [{标题: 图, 正文: [{图片: a.png}]}]", "52.917mm", "26.458mm"},
	} {
		t.Run(test.name, func(t *testing.T) {
			input := paper + "署名: 某某局\n" + test.input + "\n"
			if !strings.Contains(input, "落款") {
				input += "落款: 加盖印章\n"
			}
			r, err := record.Decode([]byte(input), record.YAML, k.Schema, record.Files{FS: picture(t)})
			if err != nil {
				t.Fatal(err)
			}
			d, _, err := k.Document(r)
			if err != nil {
				t.Fatal(err)
			}
			p := of[*doc.Signature](d)[0].Signers[0].Seal
			if figures := of[*doc.Figure](d); len(figures) > 0 {
				p = figures[0].Picture
			}
			if p.PrintedWidth.String() != test.wide || p.PrintedHeight.String() != test.high || p.Width != 200 || p.From.Path == "" {
				t.Errorf("got %s × %s of %d pixels at %s, want %s × %s", p.PrintedWidth, p.PrintedHeight, p.Width, p.From.Path, test.wide, test.high)
			}
		})
	}
}

const table = `body:
  - 文字一。
  - table:
      caption: 名单
      orientation: 横向
      columns: [20, {align: 居中}, '']
      rows:
        - [{text: 单位, rows: 2}, {text: 人数, columns: 2}]
        - [男, 女]
        - ["甲\n校", 1, '']
  - 文字二。
`

func TestTable(t *testing.T) {
	input := strings.Replace(paper, "body: 请认真贯彻执行。\n", table, 1)
	d, _ := document(t, noticeKind(t), input)
	if got, want := order(d), "Mark Number Rule Title Paragraph Table Paragraph Signature"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	b := of[*doc.Table](d)[0]
	if b.Caption.String() != "名单" || !b.Landscape || b.Head != 1 || len(b.Rows) != 3 || len(b.Columns) != 3 {
		t.Fatalf("got %+v", b)
	}
	if b.Columns[0].Width != 20*measure.MM || b.Columns[1].Align != doc.Centre || b.Columns[2] != (doc.Column{}) {
		t.Errorf("columns: got %+v", b.Columns)
	}
	if c := b.Rows[0][0]; c.Rows != 2 || c.Columns != 1 || !c.Centred || b.Rows[1][0].Centred {
		t.Errorf("head: got %+v and %+v", c, b.Rows[1][0])
	}
	if c := b.Rows[2][0]; len(c.Lines) != 2 || c.Lines[1].String() != "校" || c.Lines[1][0].From != (doc.Source{Path: "/body/1/table/rows/2/0/text", Line: 2, Column: 1}) {
		t.Errorf("cell of two lines: got %+v", c)
	}
	if c := b.Rows[2][2]; len(c.Lines) != 0 || c.Columns != 1 {
		t.Errorf("empty cell: got %+v", c)
	}
}

func TestCellsThatDoNotFit(t *testing.T) {
	k := noticeKind(t)
	for _, test := range []struct{ name, from, to, path string }{
		{"a cell too many", "[男, 女]", "[男, 女, 计]", "/body/1/table/rows/1"},
		{"a cell too few", "[男, 女]", "[男]", "/body/1/table/rows/1"},
		{"a span too wide", "columns: 2", "columns: 3", "/body/1/table/rows/0"},
		{"too many columns", "columns: [20, {align: 居中}, '']\n      rows:\n        - [{text: 单位, rows: 2}, {text: 人数, columns: 2}]",
			"rows:\n        - [{text: 单位, columns: 40}, {text: 人数, columns: 6}]", "/body/1/table/rows/0"},
		{"a span below the table", "text: 单位, rows: 2", "text: 单位, rows: 4", "/body/1/table/rows/0"},
	} {
		input := strings.Replace(paper, "body: 请认真贯彻执行。\n", strings.Replace(table, test.from, test.to, 1), 1)
		r, err := record.Decode([]byte(input), record.YAML, k.Schema, record.Files{})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = k.Document(r)
		var faults notice.Refusal
		if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Code != "cells" || faults[0].Path != test.path || faults[0].Line == 0 {
			t.Errorf("%s: got %v, want a fault of %s", test.name, err, test.path)
		}
	}
}

// sharedFolder is that of folder with what kinds have in common, and a kind that uses it.
func sharedFolder(t *testing.T, file, from, to string) fstest.MapFS {
	t.Helper()
	fsys := folder(t, "", "", "")
	for name, text := range map[string]string{
		"shared/fields.yaml": "tip: {type: string, title: 提示, maxLength: 5}\n",
		"shared/checks.yaml": "- {holds: tip != \"x\", field: tip, code: no-x, message: 不要x。}\n",
		"shared/tip.xml":     "<fragment>\n  <note>{{ said }}</note>\n</fragment>\n",
		"card/kind.yaml":     strings.Replace(kindYAML, "fields:\n", "shared-checks: [no-x]\nfields:\n  tip: {maxLength: 9}\n", 1),
		"card/body.xml":      "<paper form=\"letter\">\n  <include file=\"tip\" said=\"tip\"/>\n</paper>\n",
	} {
		if name == file {
			if !strings.Contains(text, from) {
				t.Fatalf("%s has no %q", file, from)
			}
			text = strings.Replace(text, from, to, 1)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestWhatKindsHaveInCommon(t *testing.T) {
	k, err := card(t, sharedFolder(t, "", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	d, notices := document(t, k, "title: 甲\ntip: x\n")
	note := of[*doc.Note](d)[0]
	if d.Form != doc.Letter || note.Text.String() != "（x）" || note.Text[1].From.Path != "/tip" || len(notices) != 1 || notices[0].Code != "no-x" {
		t.Errorf("got %+v, %+v", note, notices)
	}
	if _, err := record.Decode([]byte("title: 甲\ntip: 一二三四五六七八\n"), record.YAML, k.Schema, record.Files{}); err != nil {
		t.Errorf("a key of the kind's own: got %v", err)
	}
}

func TestLoadNamesFileAndLineOfAFaultInCommon(t *testing.T) {
	for _, test := range []struct{ name, file, from, to, want string }{
		{"unknown shared field", "shared/fields.yaml", "tip:", "top:", "kind: card/kind.yaml: fields: field tip: no type, and no shared field of that name"},
		{"unknown shared check", "shared/checks.yaml", "no-x", "no-y", `kind: card/kind.yaml: no shared check "no-x"`},
		{"bad shared check", "shared/checks.yaml", "holds: tip", "holds: top", "kind: card/kind.yaml: shared/checks.yaml:1: unknown name top"},
		{"unknown name in a fragment", "shared/tip.xml", "said", "siad", "kind: shared/tip.xml:2: unknown name siad"},
		{"unknown element in a fragment", "shared/tip.xml", "<note>", "<nite/><note>", "kind: shared/tip.xml:2: <nite> cannot stand in <paper>"},
		{"another root of a fragment", "shared/tip.xml", "<fragment>", "<paper>", "kind: shared/tip.xml:1: root element <paper>: want <fragment>"},
		{"no such fragment", "card/body.xml", `file="tip"`, `file="top"`, "kind: card/body.xml:2: <include>: open shared/top.xml"},
		{"a fragment in itself", "shared/tip.xml", "<note>", `<include file="tip" said="said"/><note>`, "kind: shared/tip.xml:2: <include>: shared/tip.xml includes itself"},
		{"a name for no field", "card/body.xml", `said="tip"`, `said="1 + 1"`, `kind: card/body.xml:2: <include>: "1 + 1" is no field`},
		{"unknown form", "card/body.xml", `form="letter"`, `form="latter"`, `kind: card/body.xml:1: <paper>: unknown form "latter"`},
		{"no picture", "card/body.xml", "<include", `<figure picture="tip"/><include`, `kind: card/body.xml:2: <figure>: "tip" is no field with x-file`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := card(t, sharedFolder(t, test.file, test.from, test.to))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %s…", err, test.want)
			}
		})
	}
}

func TestSharedFieldsAreAllUsed(t *testing.T) {
	b, err := templates.Files.ReadFile("shared/fields.yaml")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, k := range load(t).Kinds() {
		for _, f := range k.Schema.Fields() {
			used[f.Name] = true
		}
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		name, _, isField := strings.Cut(line, ":")
		if isField && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "#") && !used[name] {
			t.Errorf("no kind uses the shared field %s", name)
		}
	}
}
