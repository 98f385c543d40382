// Package wml writes WordprocessingML and its package (ECMA-376). It knows the schema, the order of its elements and what word
// processors make of them, and nothing of papers: package docx says what is written.
//
//	wml.go        Writer, and the beginning and the end of a part
//	paragraph.go  paragraphs, and what they look like
//	run.go        characters, in runs of one font
//	table.go      tables
//	section.go    pages, margins and footers
//	drawing.go    what floats: boxes of text, rules, pictures (picture.go), drawings as shapes of Word's own (shapes.go)
//	style.go      word/styles.xml
//	font.go       which characters of which fonts are used; the fonts that are embedded
//	package.go    the other parts, and all of them in one file
//	xml.go        markup
//
// Lengths are twips, Word's unit, where nothing else is said; those of drawings are EMU.
package wml

import (
	"bytes"

	"gongwen/generator/measure"
	"gongwen/generator/picture"
)

// Names of ECMA-376 that the parts share.
const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	nsW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsMC  = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	nsWP  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsA   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsPic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	nsWPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
	nsWPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
	nsV   = "urn:schemas-microsoft-com:vml"
	nsO   = "urn:schemas-microsoft-com:office:office"
	nsW10 = "urn:schemas-microsoft-com:office:word"
	nsRel = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// Red is the red of Word, which has no process inks: that which the PDF has too, of the inks that 6.2 names.
const Red = "EB301E"

// Writer writes a part of a document, or what stands in a box of one.
type Writer struct {
	xml
	fonts    *Fonts
	pictures []*picture.Picture // in the order of their first use
	floats   xml                // drawings that the next paragraph carries
	written  int                // where the last paragraph's properties end
	drawings *int               // in the whole document
}

// NewWriter begins the document's main part, whose characters are counted in fonts.
func NewWriter(fonts *Fonts) *Writer {
	w := &Writer{fonts: fonts, drawings: new(int)}
	w.b = make([]byte, 0, 128<<10)
	w.s(declaration).s(`<w:document xmlns:w="` + nsW + `" xmlns:r="` + nsR + `" xmlns:mc="` + nsMC + `" xmlns:wp="` + nsWP + `" xmlns:a="` + nsA +
		`" xmlns:pic="` + nsPic + `" xmlns:wps="` + nsWPS + `" xmlns:wpg="` + nsWPG + `" xmlns:v="` + nsV + `" xmlns:o="` + nsO + `"><w:body>`)
	return w
}

// Close ends the main part with its last section.
func (w *Writer) Close(last Section) {
	w.section(&last)
	w.s(`</w:body></w:document>`)
}

// Inner gives a writer of paragraphs that stand in a box.
func (w *Writer) Inner() *Writer { return &Writer{fonts: w.fonts, drawings: w.drawings} }

// Footer begins a footer.
func (w *Writer) Footer() *Writer {
	f := w.Inner()
	f.s(declaration).s(`<w:ftr xmlns:w="` + nsW + `" xmlns:mc="` + nsMC + `" xmlns:wp="` + nsWP + `" xmlns:a="` + nsA + `" xmlns:wps="` + nsWPS +
		`" xmlns:v="` + nsV + `">`)
	return f
}

// CloseFooter ends a footer.
func (w *Writer) CloseFooter() { w.s(`</w:ftr>`) }

// Bytes gives what is written so far.
func (w *Writer) Bytes() []byte { return w.b }

// Reopen takes back the end of the paragraph that was written last, so that more can stand in it.
func (w *Writer) Reopen() { w.b = bytes.TrimSuffix(w.b, []byte(paragraphEnd)) }

// Twips gives a length in twips.
func Twips(l measure.Length) int { return int(l.Scale(1, int64(measure.Twip))) }

// HalfPoints gives a length in half points, the unit of sizes of characters.
func HalfPoints(l measure.Length) int { return int(l.Scale(2, int64(measure.PT))) }

// Eighths gives a length in eighths of a point, the unit of rules of tables and paragraphs.
func Eighths(l measure.Length) int { return int(l.Scale(8, int64(measure.PT))) }
