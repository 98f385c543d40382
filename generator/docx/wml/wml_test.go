package wml_test

import (
	"archive/zip"
	"bytes"
	"image/color"
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"gongwen/generator/artwork"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
	"gongwen/internal/testkit"
)

// source has one font, which lacks the character 龘.
type source struct{}

func (source) Face(_, _ string, r rune) (string, bool) { return "宋体", r != '龘' }

func (source) Embed(string, []rune) ([]byte, error) { return bytes.Repeat([]byte{1}, 64), nil }

// text writes a text in the open paragraph.
func text(t testing.TB, w *wml.Writer, s string, look wml.Run) {
	t.Helper()
	runs, err := w.Runs("songti", "latin", look)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s {
		if err := runs.Add("songti", "latin", r, false); err != nil {
			t.Fatal(err)
		}
	}
	runs.Close()
}

var full = wml.Paragraph{KeepNext: true, BreakBefore: true, Orphans: true, Before: 20, After: 20, Line: 560, Rule: 8, Left: 100, Right: 100,
	First: 320, FirstCharacters: 2, Align: "both", Tabs: []wml.Tab{{Align: "left", At: 500}, {Align: "right", At: 4000}},
	Frame: &wml.Box{X: measure.MM, Y: measure.MM, W: 50 * measure.MM, H: 10 * measure.MM}}

// everything writes a document with all that the package knows.
func everything(t testing.TB) []byte {
	t.Helper()
	fonts := wml.NewFonts(source{})
	w := wml.NewWriter(fonts)
	red := color.RGBA{R: 255, A: 255}
	at := wml.Float{Box: wml.Box{X: measure.MM, Y: measure.MM, W: 20 * measure.MM, H: 10 * measure.MM}, From: "page", Name: "甲", Alt: `一"个"框`}
	w.HangGround(at, "CC9933")
	w.HangRedLines(at, []wml.Box{{W: 20 * measure.MM, H: measure.MM}})
	w.HangDrawing(&artwork.Drawing{Width: 100, Height: 100, Shapes: []artwork.Shape{{Fill: &red, Line: &artwork.Line{Color: red, Width: 2, Miter: 4, Dashes: []int64{3, 1}},
		Steps: []artwork.Step{{Op: artwork.Move}, {Op: artwork.LineTo, To: [3]artwork.Point{{X: 90, Y: 10}}},
			{Op: artwork.Curve, To: [3]artwork.Point{{X: 90, Y: 90}, {X: 10, Y: 90}, {X: 10, Y: 10}}}, {Op: artwork.Close}}}}}, at)
	inner := w.Inner()
	inner.Paragraph("Text", wml.Paragraph{})
	text(t, inner, "框内", wml.Run{})
	inner.End()
	w.HangTextBox(at, inner, true)
	w.Paragraph("Text", full)
	text(t, w, "A&B <甲>", wml.Run{Own: true, Color: wml.Red, Size: 32, Width: 80, Spacing: 10})
	w.Tab()
	w.RuledTab()
	w.End()
	w.EndSection(wml.Section{Width: 16838, Height: 11906, Landscape: true, Top: 100, Right: 100, Bottom: 100, Left: 100})

	w.Table(wml.Table{Widths: []int{1000, 2000}, Centred: true, Left: 100, Outer: measure.PT, Inner: measure.PT / 2, Pads: &wml.Pads{Top: 1, Left: 2, Bottom: 3, Right: 4}})
	w.Row(wml.Row{Height: 500, Head: true, Exact: true})
	for _, merge := range []string{"restart", ""} {
		w.Cell(wml.Cell{Width: 1500, Merge: merge, Align: "center", Rules: []wml.Border{{Side: "top", Thickness: 8, Color: "000000"}, {Side: "bottom"}}})
		w.Paragraph("Text", wml.Paragraph{})
		w.End()
		w.CloseCell()
	}
	w.CloseRow()
	w.CloseTable()
	w.Paragraph("Text", wml.Paragraph{LetGo: true, Flush: true})
	w.End()
	w.Paragraph("Text", wml.Paragraph{Loose: true})
	w.End()
	w.Reopen()
	w.RedLines(at, []wml.Box{{W: measure.MM, H: measure.MM}}, wml.Box{W: measure.MM, H: measure.MM})
	w.End()
	w.Close(wml.Section{Width: 11906, Height: 16838, Footers: []wml.Footer{{On: "default"}, {On: "first"}}, FirstApart: true, Begins: "evenPage", Pitch: 580})

	footer := w.Footer()
	footer.Paragraph("Text", wml.Paragraph{})
	footer.OpenField("PAGE")
	text(t, footer, "1", wml.Run{})
	footer.CloseField()
	footer.End()
	footer.CloseFooter()
	if err := fonts.Reserve("songti", "latin", "0123456789"); err != nil {
		t.Fatal(err)
	}
	file := wml.Package{Document: w, Footers: [][]byte{footer.Bytes()}, Info: wml.Info{Title: "甲", Subject: "乙", Creator: "丙",
		Keywords: []string{"丁", "戊"}, Language: "zh-CN", Created: time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC)}}
	var err error
	if file.Styles, err = fonts.Styles(wml.Body{Role: "songti", Latin: "latin", Size: 32, Line: 560, Language: "zh-CN"},
		[]wml.Style{{ID: "Text", Name: "文字", Role: "songti", Latin: "latin", Size: 28, Red: true, Outline: 1, Next: "Text", Paragraph: full}}); err != nil {
		t.Fatal(err)
	}
	if file.Fonts, err = fonts.Embedded(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := file.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestValidatorFindsNoFaultInAnything(t *testing.T) {
	file := testkit.File(t, "everything.docx", everything(t))
	for _, office := range []string{"Office2019", "Microsoft365"} {
		testkit.Validate(t, office, file)
	}
	if !bytes.Equal(everything(t), testkit.Read(t, file)) {
		t.Error("two files of one document differ")
	}
}

func TestCharactersStandInRunsOfOneFont(t *testing.T) {
	w := wml.NewWriter(wml.NewFonts(source{}))
	start := len(w.Bytes())
	text(t, w, "甲A“", wml.Run{})
	const want = `<w:r><w:t xml:space="preserve">甲A“</w:t></w:r>`
	if got := string(w.Bytes()[start:]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for r, want := range map[rune]string{'龘': `no font has '龘' (U+9F98)`, 0: "control character U+0000"} {
		runs, err := w.Runs("songti", "latin", wml.Run{})
		if err != nil {
			t.Fatal(err)
		}
		if err := runs.Add("songti", "latin", r, false); err == nil || err.Error() != want {
			t.Errorf("%U: %v, want %s", r, err, want)
		}
	}
}

func TestEmbeddedFontsAreObfuscated(t *testing.T) {
	fonts := wml.NewFonts(source{})
	if err := fonts.Reserve("songti", "latin", "乙甲乙"); err != nil {
		t.Fatal(err)
	}
	first, err := fonts.Embedded()
	if err != nil || len(first) != 1 {
		t.Fatalf("%d fonts, %v", len(first), err)
	}
	w := wml.NewWriter(fonts)
	w.Close(wml.Section{})
	var b bytes.Buffer
	if err := (&wml.Package{Document: w, Fonts: first}).Write(&b); err != nil {
		t.Fatal(err)
	}
	// Bytes 33 on are those of the font; the first 32 are not (ECMA-376 part 1, 17.8.1).
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	odttf, err := fs.ReadFile(z, "word/fonts/font1.odttf")
	if err != nil {
		t.Fatal(err)
	}
	if plain := strings.Repeat("\x01", 32); len(odttf) != 64 || string(odttf[32:]) != plain || bytes.Equal(odttf[:32], odttf[32:]) {
		t.Errorf("the font is %q", odttf)
	}
}

func TestFailingWriter(t *testing.T) {
	w := wml.NewWriter(wml.NewFonts(source{}))
	w.Close(wml.Section{})
	r, pipe := io.Pipe()
	r.Close()
	if err := (&wml.Package{Document: w}).Write(pipe); err == nil {
		t.Error("nobody reads: no error")
	}
}
