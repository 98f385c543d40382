package layout_test

import (
	"reflect"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/layout/coverage"
)

// missing is a character that no font has.
const missing = "\U000F0000"

// everyBlock has every block of the model, with the missing character as every text.
func everyBlock() []doc.Block {
	x := text(missing)
	line := doc.LabelledLine{Label: x, Text: x}
	return []doc.Block{
		&doc.HeadNotes{Copy: x, Secrecy: x, Urgency: x}, &doc.Mark{Names: []doc.Text{x, x}, Suffix: x},
		&doc.Number{Text: x, Label: x, Signers: []doc.Text{x}}, &doc.IssueLine{Left: x, Right: x}, &doc.Rule{},
		&doc.Title{Text: x}, &doc.DateLine{Text: x}, &doc.Addressee{Text: x}, &doc.Paragraph{Text: x},
		&doc.Table{Caption: x, Columns: make([]doc.Column, 1), Head: 1, Rows: [][]doc.Cell{{{Lines: []doc.Text{x, x}, Rows: 1, Columns: 1}}, {{Lines: []doc.Text{x}, Foot: []doc.Text{x}, Rows: 1, Columns: 1}}}},
		&doc.NameList{Groups: []doc.NameGroup{{Head: x, Names: []doc.Text{x, x}}}},
		&doc.Figure{Picture: seal(mm, mm), Caption: x}, &doc.AttachmentNotes{Label: x, Names: []doc.Text{x}},
		&doc.Signature{Signers: []doc.Signer{{Name: x}}, Date: x}, &doc.SignLines{Labels: []doc.Text{x, x}, Date: x}, &doc.Note{Text: x}, (*doc.Attendance)(&line),
		&doc.PageBreak{}, &doc.Label{Text: x},
		&doc.Imprint{Keywords: &doc.KeywordLine{Label: x, Words: []doc.Text{x}}, Sent: []doc.LabelledLine{line}, To: &line, CC: &line,
			PrintedBy: x, PrintedOn: x, Copies: x},
	}
}

// countTexts counts the texts in a value, however deep.
func countTexts(v reflect.Value) int {
	if v.Type() == reflect.TypeFor[doc.Text]() {
		return min(1, v.Len())
	}
	n := 0
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			n += countTexts(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			n += countTexts(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += countTexts(v.Index(i))
		}
	}
	return n
}

func TestCoverageWalksEveryTextOfEveryBlock(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, block := range everyBlock() {
		d := &doc.Document{Profile: b.profile, Blocks: []doc.Block{block}}
		got, _, err := coverage.Check(d, b.faces)
		if err != nil {
			t.Fatal(err)
		}
		if want := countTexts(reflect.ValueOf(block)); len(got) != want {
			t.Errorf("%T: %d of %d texts were walked", block, len(got), want)
		}
	}
}

func TestCoverageFailsForABlockThatItDoesNotKnow(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	type stranger struct{ doc.Block }
	if _, _, err := coverage.Check(&doc.Document{Profile: b.profile, Blocks: []doc.Block{stranger{}}}, b.faces); err == nil {
		t.Error("a strange block is passed over")
	}
}

func TestEveryBlockIsLaidOutInEveryForm(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		for form := doc.Common; form <= doc.Plain; form++ {
			for _, empty := range []bool{false, true} {
				blocks := everyBlock()
				for _, block := range blocks {
					fill(reflect.ValueOf(block), empty)
				}
				if d, _ := b.paper(t, form, layout.Options{}, blocks...); len(d.Pages) < 2 {
					t.Errorf("form %d: %d pages", form, len(d.Pages))
				}
				reads(t, &doc.Document{Profile: b.profile, Form: form, Blocks: blocks}, b.faces)
			}
		}
	})
}

// fill writes a character into every text of a block, or none.
func fill(v reflect.Value, empty bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			fill(v.Elem(), empty)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), empty)
		}
	case reflect.Slice:
		if t, ok := v.Interface().(doc.Text); ok {
			if empty {
				v.SetZero()
			} else if len(t) > 0 {
				v.Set(reflect.ValueOf(text("字")))
			}
			return
		}
		for i := range v.Len() {
			fill(v.Index(i), empty)
		}
	}
}
