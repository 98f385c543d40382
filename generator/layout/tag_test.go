package layout_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongwen/fonts"
	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/layout"
	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/record"
	"gongwen/generator/typeset"
	"gongwen/internal/testkit"
	"gongwen/templates"
)

func TestTagsOfEverySampleReadAsItsDocumentDoes(t *testing.T) {
	kinds, err := kind.Load(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	faces, err := typeset.Open(fonts.Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(testkit.Root(t, "samples", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	inputs := map[string][]byte{}
	for _, f := range files {
		inputs[filepath.Base(f)] = testkit.Read(t, f)
	}
	for _, k := range kinds.Kinds() {
		inputs[k.Name], inputs[k.Name+" full"] = k.Sample, k.Full
	}
	for name, input := range inputs {
		in, err := record.Read(input, record.YAML)
		if err != nil {
			t.Fatal(err)
		}
		k, err := kinds.Kind(cmp.Or(in.Kind(), name))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			r, err := in.Decode(k.Schema, record.Files{FS: os.DirFS(testkit.Root(t, "samples"))})
			if err != nil {
				t.Fatal(err)
			}
			d, _, err := k.Document(r)
			if err != nil {
				t.Fatal(err)
			}
			reads(t, d, faces)
		})
	}
}

// reads lays a document out and compares what its tags have read with what it says.
func reads(t *testing.T, d *doc.Document, faces *typeset.Library) {
	t.Helper()
	made, _, err := layout.Layout(t.Context(), d, faces, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, want := dense(pagetest.Reading(t, made.Pages)), dense(said(d))
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("read as …%s, want …%s", string(got[max(0, i-20):min(len(got), i+20)]), string(want[max(0, i-20):min(len(want), i+20)]))
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d characters are read, want %d", len(got), len(want))
	}
}

// dense gives the characters of a text but for spaces and line ends: those at the end of a line are not drawn.
func dense(s string) []rune {
	return slices.DeleteFunc([]rune(s), unicode.IsSpace)
}

// said gives the text of a document in the order in which it is read.
func said(d *doc.Document) string {
	var b strings.Builder
	add := func(texts ...doc.Text) {
		for _, t := range texts {
			b.WriteString(t.String())
		}
	}
	for _, block := range d.Blocks {
		switch t := block.(type) {
		case *doc.HeadNotes:
			add(t.Copy, t.Secrecy, t.Urgency)
		case *doc.Mark:
			add(t.Organs(d.Form)...)
			add(t.Suffix)
		case *doc.Number:
			add(t.Text)
			if len(t.Signers) > 0 && d.Form != doc.Letter { // which has no 签发人
				add(t.Label)
				add(t.Signers...)
			}
		case *doc.IssueLine:
			add(t.Left, t.Right)
		case *doc.Title:
			add(t.Text)
		case *doc.DateLine:
			add(t.Text)
		case *doc.Addressee:
			add(t.Text)
		case *doc.Paragraph:
			add(t.Text)
		case *doc.Table:
			add(t.Caption)
			for _, row := range t.Rows {
				for _, c := range row {
					add(c.Lines...)
					add(c.Foot...)
				}
			}
		case *doc.NameList:
			for _, g := range t.Groups {
				add(g.Head)
				add(g.Names...)
			}
		case *doc.Figure:
			add(t.Caption)
		case *doc.AttachmentNotes:
			add(t.Label)
			for i, name := range t.Names {
				if len(t.Names) > 1 {
					fmt.Fprintf(&b, "%d.", i+1)
				}
				add(name)
			}
		case *doc.Signature:
			for _, s := range t.Signers {
				add(s.Name)
			}
			add(t.Date)
		case *doc.SignLines:
			add(t.Labels...)
			add(t.Date)
		case *doc.Attendance:
			add(t.Label, t.Text)
		case *doc.Note:
			add(t.Text)
		case *doc.Label:
			add(t.Text)
		case *doc.Imprint:
			addImprint(d, t, add)
		case *doc.Side:
			addSide(t, add)
		}
	}
	return b.String()
}

// addImprint adds the elements of an imprint in the profile's order.
func addImprint(d *doc.Document, t *doc.Imprint, add func(...doc.Text)) {
	for _, l := range t.Sent {
		add(l.Label, l.Text)
	}
	if len(t.Sent) > 0 {
		add(t.Copies)
	}
	for _, name := range d.Profile.Imprint.Order {
		switch {
		case name == "keywords" && t.Keywords != nil:
			add(t.Keywords.Label)
			add(t.Keywords.Words...)
		case name == "cc":
			for _, l := range []*doc.LabelledLine{t.To, t.CC} {
				if l != nil {
					add(l.Label, l.Text)
				}
			}
		case name == "printed" && d.Form != doc.Letter:
			add(t.PrintedBy, t.PrintedOn)
		case name == "copies" && len(t.Sent) == 0:
			add(t.Copies)
		}
	}
}

func addSide(s *doc.Side, add func(...doc.Text)) {
	for _, row := range s.Rows {
		for _, column := range row.Columns {
			for _, item := range column.Items {
				if text, ok := item.(*doc.SideText); ok {
					add(text.Paragraphs...)
				}
			}
		}
	}
}

// roles gives what the tags of the pages are, below the roots, in the order in which they are read.
func roles(pages []*page.Page) string {
	var roots []*page.Tag
	for _, p := range pages {
		for _, item := range p.Items {
			if tag, ok := item.(*page.Tag); ok && tag.Root() != nil && !slices.Contains(roots, tag.Root()) {
				roots = append(roots, tag.Root())
			}
		}
	}
	var b strings.Builder
	var write func(tag *page.Tag)
	write = func(tag *page.Tag) {
		b.WriteString(tag.String())
		open := false
		for kid := range tag.Kids() {
			b.WriteString(map[bool]string{false: "(", true: ", "}[open])
			open = true
			write(kid)
		}
		if open {
			b.WriteString(")")
		}
	}
	for _, root := range roots {
		write(root)
	}
	return b.String()
}

func TestTagsSayWhatElementsAre(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	list := &doc.NameList{}
	list.Groups = []doc.NameGroup{{Head: text("一、名单"), Names: texts("张三", "李四四")}}
	for _, c := range []struct {
		condition string
		blocks    []doc.Block
		want      string
	}{
		{"heads", []doc.Block{&doc.Title{Text: text("标题")}, heading(1, "一、标题"), heading(2, "（一）标题"), paragraph("正文。")},
			"whole(title, heading 1, heading 2, paragraph)"},
		{"a head that its text follows", []doc.Block{&doc.Paragraph{Text: text("1.标题。正文。"), Level: 3, Head: 5}}, "whole(paragraph)"},
		{"a table", []doc.Block{&doc.Table{Caption: text("表"), Columns: make([]doc.Column, 2), Head: 1, Rows: [][]doc.Cell{
			{{Lines: texts("头"), Columns: 2}}, {{Lines: texts("甲"), Rows: 2}, {Lines: texts("乙")}}, {{Lines: texts("丙")}}}}},
			"whole(table(caption, row(header 1×2), row(cell 2×1, cell), row(cell)))"},
		{"a list of names", []doc.Block{list}, "whole(list(caption, item, item))"},
		{"a figure", []doc.Block{&doc.Figure{Picture: seal(42*mm, 42*mm), Caption: text("图1")}}, "whole(figure(caption))"},
		{"attachments", []doc.Block{paragraph("正文。"), &doc.AttachmentNotes{Label: text("附件："), Names: texts("甲", "乙")}},
			"whole(paragraph, list(caption, item, item))"},
		{"an attendance", []doc.Block{&doc.Attendance{Label: text("出席："), Text: text("张三")}}, "whole(paragraph(span, span))"},
		{"seals", []doc.Block{paragraph("正文。"), &doc.Signature{Form: doc.Sealed, Signers: signers(2, seal(42*mm, 42*mm)), Date: text("2012年7月1日")}},
			"whole(paragraph, paragraph, figure, paragraph, figure, paragraph)"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			d := b.layout(t, c.blocks...)
			pagetest.Reading(t, d.Pages)
			if got := roles(d.Pages); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestTableOnManyPagesIsReadOnce(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	table := plan(90)
	d := &doc.Document{Profile: b.profile, Blocks: []doc.Block{table}}
	reads(t, d, b.faces)
	made := b.layout(t, table)
	repeated := 0
	for _, p := range made.Pages {
		for _, item := range p.Items {
			if item == page.RepetitionTag {
				repeated++
			}
		}
	}
	if len(made.Pages) < 3 || repeated != len(made.Pages)-1 {
		t.Errorf("%d of %d pages have a head that is not read again", repeated, len(made.Pages))
	}
}
