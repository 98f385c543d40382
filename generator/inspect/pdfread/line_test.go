package pdfread_test

import (
	"slices"
	"strings"
	"testing"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

var songti = &pdfread.Face{Name: "宋体", Ascent: pdfread.UsualAscent}

// row gives the glyphs of a text from a place on, each as wide as the em; a blank is as wide and leaves no glyph. Lengths are in
// points.
func row(x, y, size int, text string) []pdfread.Glyph {
	var all []pdfread.Glyph
	em := measure.Length(size) * measure.PT
	at := measure.Length(x) * measure.PT
	for _, r := range text {
		if r != ' ' {
			all = append(all, pdfread.Glyph{Char: r, X: at, Y: measure.Length(y) * measure.PT, Width: em, Size: em, Face: songti})
		}
		at += em
	}
	return all
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name   string
		glyphs [][]pdfread.Glyph
		want   string
	}{
		{"nothing", nil, ""},
		{"two lines, drawn from below", [][]pdfread.Glyph{row(0, 130, 16, "下行"), row(0, 100, 16, "上行")}, "上行|下行"},
		{"a line drawn backwards", [][]pdfread.Glyph{row(32, 100, 16, "后"), row(0, 100, 16, "先")}, "先　后"},
		{"one on nearly the same baseline", [][]pdfread.Glyph{row(0, 100, 16, "甲"), row(16, 102, 16, "乙")}, "甲乙"},
		{"a line just below", [][]pdfread.Glyph{row(0, 100, 10, "甲"), row(0, 103, 10, "乙")}, "甲|乙"},
		{"printed twice to look bold", [][]pdfread.Glyph{row(0, 100, 16, "粗体"), {bold("粗", 1), bold("体", 17)}}, "粗体"},
		{"a wide gap", [][]pdfread.Glyph{row(0, 100, 16, "签发人：张 李")}, "签发人：张　李"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &pdfread.Page{Glyphs: slices.Concat(c.glyphs...)}
			var got []string
			for _, l := range p.Lines() {
				got = append(got, l.Text)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %s, want %s", strings.Join(got, "|"), c.want)
			}
		})
	}
}

// bold is a second print of a character at 16 points, a point aside.
func bold(char string, x int) pdfread.Glyph { return row(x, 100, 16, char)[0] }

// TestNewLineIsAsMostOfItsGlyphs takes size, baseline and em box of what most of a line is set in, a larger sign before it apart.
func TestNewLineIsAsMostOfItsGlyphs(t *testing.T) {
	l := pdfread.NewLine(slices.Concat(row(0, 101, 20, "★"), row(20, 100, 10, "机密一年")))
	if want := "0,91-60,101"; l.Size != 10*measure.PT || l.Base != 100*measure.PT || boxes(l.Box) != want {
		t.Errorf("line of %d on %d in %+v, want %s", l.Size/measure.PT, l.Base/measure.PT, boxes(l.Box), want)
	}
}

func TestPieces(t *testing.T) {
	l := pdfread.NewLine(row(0, 100, 16, "甲委〔2010〕4号  签发人：王 勇"))
	var got []string
	for _, p := range l.Pieces() {
		got = append(got, p.Text)
	}
	if want := "甲委〔2010〕4号|签发人：王|勇"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
}
