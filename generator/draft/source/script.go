package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The characters that Unicode has raised and lowered, and what they are on the line. A sign of which it has no such form keeps a whole
// run on the line, which is said.
const (
	lineSigns       = "0123456789+-−–=()ni" + "abcdefghjklmoprstuvwxyz"
	raisedSigns     = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ" + "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
	lineSignsBelow  = "0123456789+-−–=()" + "aehijklmnoprstuvx"
	loweredSigns    = "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎" + "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
	wideSigns       = "０１２３４５６７８９＋－＝（）"
	wideSignsOnLine = "0123456789+-=()"
)

// script says whether characters stand on the line.
type script int

const (
	onLine script = iota
	raised
	lowered
)

// scriptOf gives the script that w:vertAlign names.
func scriptOf(value string) script {
	switch value {
	case "superscript":
		return raised
	case "subscript":
		return lowered
	}
	return onLine
}

var scriptNames = map[script]string{raised: "上标", lowered: "下标"}

var (
	ontoLine = signs(wideSigns, wideSignsOnLine)
	aboveOf  = signs(lineSigns, raisedSigns)
	belowOf  = signs(lineSignsBelow, loweredSigns)
)

func signs(from, to string) map[rune]rune {
	all, into := map[rune]rune{}, []rune(to)
	for i, r := range []rune(from) {
		all[r] = into[i]
	}
	return all
}

// scripted gives a text in the raised or lowered characters of Unicode. It is false if one of its characters has none.
func scripted(text string, s script) (string, bool) {
	table := aboveOf
	if s == lowered {
		table = belowOf
	}
	var b strings.Builder
	for _, r := range text {
		if narrow, wide := ontoLine[r]; wide {
			r = narrow
		}
		up, ok := table[r]
		switch {
		case ok:
			b.WriteRune(up)
		case unicode.IsSpace(r) || s == raised && strings.ContainsRune("°℃′″*＊", r): // they stand above the line by themselves
			b.WriteRune(r)
		default:
			return "", false
		}
	}
	return b.String(), true
}

// fraction gives a fraction on one line: 1/2, (a+b)/c. before is what stands before it: a number of wholes is kept apart from it,
// 2又1/2.
func fraction(before, above, below string) string {
	text := whole(above) + "/" + whole(below)
	if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(r) {
		return "又" + text
	}
	return text
}

// whole puts a term into brackets if it is more than a number or a word.
func whole(term string) string {
	term = strings.TrimSpace(term)
	if strings.ContainsFunc(term, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '%' }) {
		return "(" + term + ")"
	}
	return term
}
