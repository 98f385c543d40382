package doc_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/internal/testkit/papers"
)

func text(s string) doc.Text { return doc.Text{{Text: s}} }

func texts(all ...string) []doc.Text {
	out := make([]doc.Text, len(all))
	for i, s := range all {
		out[i] = text(s)
	}
	return out
}

func TestMarkTopOfEveryForm(t *testing.T) {
	for _, c := range []struct {
		profile string
		form    doc.Form
		want    measure.Length
		clause  string
	}{
		{"gbt9704-2012", doc.Common, 35 * measure.MM, "7.2.4"},
		{"gbt9704-2012", doc.Letter, -7 * measure.MM, "10.1"}, // 30 mm below the page's edge, 37 mm above the type area
		{"gbt9704-2012", doc.Order, 20 * measure.MM, "10.2"},
		{"gbt9704-2012", doc.Minutes, 35 * measure.MM, "10.3"},
		{"party-1996", doc.Common, 25 * measure.MM, "8.1.4"},
		{"party-1996", doc.Minutes, 25 * measure.MM, "8.1.4"},
	} {
		if got := papers.Profile(t, c.profile).MarkTop(c.form); got.Length != c.want || !strings.Contains(got.Clause, c.clause) {
			t.Errorf("%s, form %d: %v by %q, want %v by %s", c.profile, c.form, got.Length, got.Clause, c.want, c.clause)
		}
	}
}

func TestLinesAbove(t *testing.T) {
	title, text := &doc.Title{}, &doc.Paragraph{}
	for _, c := range []struct {
		what            string
		form            doc.Form
		block, previous doc.Block
		want            int
	}{
		{"a number below its mark", doc.Common, &doc.Number{}, &doc.Mark{}, 2},
		{"a title below the rule", doc.Common, title, &doc.Rule{}, 2},
		{"a letter's title", doc.Letter, title, &doc.Number{}, 2},
		{"a title without a red head", doc.Plain, title, nil, 0},
		{"the title of what is issued", doc.Common, &doc.Title{Place: doc.EnclosureTitle}, nil, 0},
		{"an attachment's title, on row 3", doc.Common, &doc.Title{Place: doc.AttachmentTitle}, &doc.Label{}, 1},
		{"an addressee below the title", doc.Common, &doc.Addressee{}, title, 1},
		{"a date on the line below the title", doc.Common, &doc.DateLine{}, title, 0},
		{"text below that date", doc.Common, text, &doc.DateLine{}, 1},
		{"text below the addressee", doc.Common, text, &doc.Addressee{}, 0},
		{"an order's number", doc.Order, &doc.Number{}, &doc.Mark{}, 2},
		{"an order's text", doc.Order, text, &doc.Number{}, 2},
		{"names of attachments", doc.Common, &doc.AttachmentNotes{}, text, 1},
		{"an ending without a seal", doc.Common, &doc.Signature{}, text, 1},
		{"one under a seal, which has its own space", doc.Common, &doc.Signature{Form: doc.Sealed}, text, 0},
		{"one with a name chop", doc.Common, &doc.Signature{Form: doc.Chopped}, text, 2},
		{"lines to sign on", doc.Plain, &doc.SignLines{}, text, 1},
		{"those present", doc.Minutes, &doc.Attendance{}, text, 1},
		{"and those absent", doc.Minutes, &doc.Attendance{}, &doc.Attendance{}, 0},
		{"the head of a page", doc.Common, text, nil, 0},
	} {
		if got := papers.Profile(t, "gbt9704-2012").LinesAbove(c.block, c.previous, c.form); got != c.want {
			t.Errorf("%s: %d lines, want %d", c.what, got, c.want)
		}
	}
}

func TestNotesStandWhereTheProfileHasThem(t *testing.T) {
	all := &doc.HeadNotes{Copy: text("000001"), Secrecy: text("机密"), Urgency: text("特急")}
	words := func(notes []doc.HeadNote) string {
		var s []string
		for _, n := range notes {
			s = append(s, n.Style+" "+n.Text.String())
		}
		return strings.Join(s, ", ")
	}
	for _, c := range []struct {
		profile     string
		form        doc.Form
		left, right string
	}{
		{"gbt9704-2012", doc.Common, "copy 000001, secrecy 机密, secrecy 特急", ""},
		{"party-1996", doc.Common, "copy 000001", "secrecy 机　密, secrecy 特　急"},
		{"party-1996", doc.Letter, "copy 000001, secrecy 机密, secrecy 特急", ""},
	} {
		left, right := papers.Profile(t, c.profile).Notes(all, c.form)
		if words(left) != c.left || words(right) != c.right {
			t.Errorf("%s, form %d: left %q and right %q, want %q and %q", c.profile, c.form, words(left), words(right), c.left, c.right)
		}
	}
	long := &doc.HeadNotes{Secrecy: text("机密★1年")}
	if _, right := papers.Profile(t, "party-1996").Notes(long, doc.Common); words(right) != "secrecy 机密★1年" {
		t.Errorf("a note of more than two characters is %q", words(right))
	}
}

func TestMarkIsNarrowedBeforeItIsSetSmaller(t *testing.T) {
	p := papers.Profile(t, "gbt9704-2012")
	line := p.Mark.LineLength.Length
	for _, c := range []struct {
		what          string
		names         []doc.Text
		suffix        string
		high          measure.Length
		width, height measure.Length
	}{
		{"a short one", texts("甲乙"), "文件", p.Mark.Height.Length, p.Mark.Width.Length, p.Mark.Width.Length.Scale(10, 7)},
		{"15 characters", texts("中共常州市广播电视大学委员会"), "文", p.Mark.Height.Length, line / 15, (line / 15).Scale(10, 7)},
		{"lower than wide", texts("甲乙"), "文件", 10 * measure.MM, 10 * measure.MM, 10 * measure.MM},
		{"several names with their suffix", texts("甲乙丙丁甲乙丙丁甲乙", "甲"), "文件", p.Mark.Height.Length, line * 2 / 25, (line * 2 / 25).Scale(10, 7)},
	} {
		got := p.MarkSize(c.names, text(c.suffix), c.high)
		if c.height = min(c.height, p.Mark.Height.Length); got.Width != c.width || got.Height != c.height {
			t.Errorf("%s: %v by %v, want %v by %v", c.what, got.Width, got.Height, c.width, c.height)
		}
	}
	if got, want := p.JointMark(3, 170*measure.MM), 50*measure.MM; got != want {
		t.Errorf("3 names in 170 mm, a fifth of a character apart, are %v high, want %v", got, want)
	}
	if got, want := p.JointMark(30, 100*measure.MM), p.Styles["title"].Size.Length; got != want {
		t.Errorf("30 names are %v high, want the title's %v", got, want)
	}
	if got := (doc.MarkSize{Width: 8 * measure.MM, Height: 10 * measure.MM}).Pitch(); got != 12*measure.MM {
		t.Errorf("names 10 mm high follow each other every %v", got)
	}
}

func TestFormsOfTheHead(t *testing.T) {
	joint := &doc.Mark{Names: texts("甲局", "乙局")}
	for _, c := range []struct {
		form            doc.Form
		organs          int
		rule, numbering bool
	}{
		{doc.Common, 2, true, true}, {doc.Letter, 1, false, false}, {doc.Order, 2, false, true}, {doc.Briefing, 2, true, true},
	} {
		if n := len(joint.Organs(c.form)); n != c.organs || c.form.HasRule() != c.rule || c.form.NumbersPageOne() != c.numbering {
			t.Errorf("form %d: %d organs, rule %t, a number on page 1 %t", c.form, n, c.form.HasRule(), c.form.NumbersPageOne())
		}
	}
}

func TestDoubleRulesOfALetter(t *testing.T) {
	p := papers.Profile(t, "gbt9704-2012")
	if got, want := p.DoubleRuleLeft(), 20*measure.MM; got != want {
		t.Errorf("170 mm begin %v from the edge, want %v", got, want)
	}
	if got, want := p.DoubleRuleFoot(), (297-20-37)*measure.MM; got != want {
		t.Errorf("the lower edge is %v below the top of the type area, want %v", got, want)
	}
	if got, want := p.DoubleRule(), (1000+600+350)*measure.MM/1000; got != want {
		t.Errorf("a double rule is %v high, want %v", got, want)
	}
	if got, want := p.NoteGap(), 14*measure.PT; got != want {
		t.Errorf("7/8 of 16 pt are %v, want %v", got, want)
	}
}

func TestSizesOfSealsAndChops(t *testing.T) {
	p := papers.Profile(t, "gbt9704-2012")
	small, wide := &doc.Picture{PrintedWidth: 30 * measure.MM, PrintedHeight: 30 * measure.MM}, &doc.Picture{PrintedWidth: 58 * measure.MM, PrintedHeight: 40 * measure.MM}
	for _, c := range []struct {
		signers []doc.Signer
		want    measure.Length
	}{
		{[]doc.Signer{{}}, 42 * measure.MM}, {[]doc.Signer{{Seal: small}}, 30 * measure.MM}, {[]doc.Signer{{Seal: small}, {}}, 42 * measure.MM},
		{[]doc.Signer{{Seal: small}, {Seal: wide}}, 58 * measure.MM},
	} {
		if got := p.SealSize(c.signers); got != c.want {
			t.Errorf("%v: %v, want %v", c.signers, got, c.want)
		}
	}
	if w, h := p.ChopSize(nil); w != p.Chop.Width.Length || h != p.Chop.Height.Length {
		t.Errorf("the place of a chop is %v by %v", w, h)
	}
	if w, h := p.ChopSize(wide); w != 58*measure.MM || h != 40*measure.MM {
		t.Errorf("a chop is %v by %v", w, h)
	}
}

func TestAttachmentsAreNumberedIfThereAreSeveral(t *testing.T) {
	if got := (&doc.AttachmentNotes{Names: texts("名单")}).Numbered(0); got != nil {
		t.Errorf("the only one has the number %q", got)
	}
	if got := (&doc.AttachmentNotes{Names: texts("名单", "表")}).Numbered(1).String(); got != "2." {
		t.Errorf("the second of two has the number %q", got)
	}
}

func TestImprintOfEveryForm(t *testing.T) {
	full := &doc.Imprint{Keywords: &doc.KeywordLine{Words: texts("党建", "通知")}, CC: &doc.LabelledLine{}, PrintedBy: text("甲"), Copies: text("共印50份")}
	sent := &doc.Imprint{Sent: []doc.LabelledLine{{}}, Copies: text("共印50份")}
	const thick, thin = 350 * measure.MM / 1000, 250 * measure.MM / 1000
	for _, c := range []struct {
		profile             string
		form                doc.Form
		imprint             *doc.Imprint
		elements            string
		first, middle, last measure.Length
		even                bool
	}{
		{"gbt9704-2012", doc.Common, full, "cc printed", thick, thin, thick, true},
		{"gbt9704-2012", doc.Letter, full, "cc", 0, 0, 0, false},
		{"gbt9704-2012", doc.Briefing, sent, "sent", thick, thin, thick, false},
		{"gbt9704-2012", doc.Common, &doc.Imprint{}, "", thick, thin, thick, true},
		{"party-1996", doc.Common, full, "keywords cc printed copies", 0, thick, thick, true},
		{"party-1996", doc.Briefing, sent, "sent", thick, thick, thick, false},
	} {
		p := papers.Profile(t, c.profile)
		if got := strings.Join(p.ImprintElements(c.imprint, c.form), " "); got != c.elements {
			t.Errorf("%s, form %d: elements %s, want %s", c.profile, c.form, got, c.elements)
		}
		if first, middle, last := p.ImprintRules(c.form); first != c.first || middle != c.middle || last != c.last {
			t.Errorf("%s, form %d: rules %v, %v, %v", c.profile, c.form, first, middle, last)
		}
		if got := p.EvenImprint(c.form); got != c.even {
			t.Errorf("%s, form %d: the back of a leaf: %t", c.profile, c.form, got)
		}
	}
	if got := full.Keywords.Spaced().String(); got != "党建　通知" {
		t.Errorf("keywords are %q", got)
	}
}

func TestNumbersOfAProfileHaveTheirClause(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{`page: {width: {is: 210mm}}`, "no clause"},
		{`page: {width: {is: 210, clause: 5.1}}`, "want a number with mm or pt"},
		{`grid: {gap: {is: 7-8, clause: 3}}`, "no fraction"},
		{`date: {style: {is: roman, clause: 7}}`, "want arabic or chinese"},
	} {
		var p doc.Profile
		if err := yaml.Unmarshal([]byte(c.yaml), &p); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.yaml, err, c.want)
		}
	}
}

func TestNamesOfTwoCharactersAreSpread(t *testing.T) {
	for name, want := range map[string]bool{"张三": true, "张三丰": false, "张三（组长）": true, "张A": false, "": false, "欧阳修明": false} {
		if got := doc.SpreadName(text(name)); got != want {
			t.Errorf("%q: %t", name, got)
		}
	}
}

func TestCardsHaveTheirBacks(t *testing.T) {
	front, back, other := &doc.Side{}, &doc.Side{Back: true}, &doc.Side{}
	cards, ok := (&doc.Document{Blocks: []doc.Block{front, back, other}}).Cards()
	if !ok || !slices.Equal(cards, []doc.Card{{Front: front, Back: back}, {Front: other}}) {
		t.Errorf("%v, %t", cards, ok)
	}
	if _, ok := (&doc.Document{Blocks: []doc.Block{front, &doc.PageBreak{}}}).Cards(); ok {
		t.Error("a paper with other blocks has cards alone")
	}
}
