// Package docx writes a document as WordprocessingML (ECMA-376), for offices that go on working on a paper in Word or WPS.
//
// Word lays out for itself, so this package writes what a paper says and by which rules: named styles with outline levels,
// the page and its grid, footers with page fields, the fonts that the standard names with a subset of each embedded. The
// lines of Word's grid are 1/22 of the type area (28.95 pt), a little less than the 15/8 of a character of package layout,
// because Word counts the gap below the last line of a page too; a page has the same 22 lines.
//
// What stands at a place of the page, such as the double rules of a letter, the imprint and seals, is a drawing that floats; a
// landscape table is a section of its own, with the page number in a rotated box. Word cannot be told to squeeze the space
// above a seal: text, seals and date are kept on one page instead. Word keeps the last lines of a paragraph so, LibreOffice the
// whole paragraph; where that is the only one of page 1, which must show text (7.3.3), it is parted where our layout turns it.
//
// Markup is the business of package wml below; here stands, in the order of a paper:
//
//	docx.go     Write, what it asks of a Typesetter, and the page in Word's units
//	body.go     the blocks of a paper one after another; titles and running text
//	head.go     the 版头; rule.go the red rule
//	text.go     the characters of a text, and their width in Word
//	table.go    tables; names.go lists of names; figure.go pictures and seals
//	ending.go   署名, date and seals; imprint.go the 版记
//	section.go  pages and page numbers
//	side.go     cards
//	styles.go   the paragraph styles
package docx

import (
	"cmp"
	"fmt"
	"io"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// Typesetter is what Word has no means for, and whoever sets type knows. Write asks for what the document needs, and only that.
type Typesetter interface {
	wml.FontSource

	// TitleBreaks gives the places where the lines of a title begin after its first: numbers of characters before them, a '\n'
	// included. nil leaves it to Word to break the title.
	TitleBreaks(t doc.Text) ([]int, error)

	// NameBreaks gives those places for the name of an organ that signs, in a column of a width.
	NameBreaks(t doc.Text, wide measure.Length) ([]int, error)

	// Turn gives how many characters of a paragraph above an ending stand on the page on which it begins, if the paper turns the page
	// within it or behind it, or has hardly room for the ending; 0 if there is room. fixed says that the page must turn there.
	Turn(t doc.Text) (n int, fixed bool, err error)

	// Size gives the size that a text in a column of a side is set at, so that it has room in width and height.
	Size(t *doc.SideText, wide, high measure.Length) (measure.Length, error)

	// ImprintPage tells whether the imprint stands on a page of its own without a number. Word cannot know by itself that the
	// text ends on the wrong side of a leaf; who has laid out the paper knows.
	ImprintPage() (bool, error)
}

// Write writes d as a .docx file. Same input, same bytes. A character that no font has, a control character and a block
// that Word has no form for are errors, found before anything is written to w.
func Write(w io.Writer, d *doc.Document, t Typesetter) error {
	if t == nil {
		return fmt.Errorf("docx: no typesetter")
	}
	fonts := wml.NewFonts(t)
	b := &body{
		Writer:     wml.NewWriter(fonts),
		profile:    d.Profile,
		form:       d.Form,
		typesetter: t,
		fonts:      fonts,
		grid:       newGrid(d.Profile),
		empty:      true,
		top:        true,
	}
	info := wml.Info{Title: d.Info.Title, Subject: d.Info.Number, Creator: d.Info.Author, Keywords: d.Info.Keywords,
		Language: cmp.Or(d.Info.Language, "zh-CN"), Created: d.Info.Date, Profile: d.ProfileName()}
	if err := checked(append([]string{info.Title, info.Creator, info.Subject, info.Language, info.Profile}, info.Keywords...)...); err != nil {
		return fmt.Errorf("docx: info: %w", err)
	}
	if err := b.blocks(d.Blocks); err != nil {
		return err
	}
	b.close()
	file := wml.Package{Info: info, Document: b.Writer}
	var err error
	if file.Styles, err = b.styles(info.Language); err != nil {
		return fmt.Errorf("docx: styles: %w", err)
	}
	if file.Footers, err = b.footers(); err != nil {
		return fmt.Errorf("docx: page number: %w", err)
	}
	if file.Fonts, err = fonts.Embedded(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	if err := file.Write(w); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// checked gives an error for a control character in texts that are not printed, such as what a paper says of itself.
func checked(texts ...string) error {
	for _, text := range texts {
		for _, r := range text {
			if !wml.Printable(r) {
				return fmt.Errorf("control character U+%04X in %q", r, text)
			}
		}
	}
	return nil
}

// grid is the page in twips, Word's unit: its edges, lines and characters.
type grid struct {
	width, height            int // of the page
	top, bottom, left, right int // margins; left is the binding edge
	text, area               int // width and height of the type area
	row                      int // from line to line
	size                     int // of a character of the body, in half points
	track                    int // between two characters of the body, so that the grid's number of them stands on a line
}

func newGrid(p *doc.Profile) grid {
	g := grid{
		width:  wml.Twips(p.Page.Width.Length),
		height: wml.Twips(p.Page.Height.Length),
		top:    wml.Twips(p.Page.Top.Length),
		left:   wml.Twips(p.Page.Binding.Length),
		right:  wml.Twips(p.Page.Width.Length - p.Page.Binding.Length - p.Area.Width.Length),
		bottom: wml.Twips(p.Page.Height.Length - p.Page.Top.Length - p.Area.Height.Length),
	}
	g.text = g.width - g.left - g.right
	g.area = g.height - g.top - g.bottom
	g.row = g.area / p.Grid.Lines.N
	size := p.Styles["body"].Size.Length
	g.size = wml.HalfPoints(size)
	// A twip less than would just do: LibreOffice 7.4 loses a stop that hangs over the end of a line full to the last twip.
	g.track = floorDiv(g.text-p.Grid.Characters.N*wml.Twips(size), p.Grid.Characters.N) - 1
	return g
}

// character is the width of n characters of the body in twips, as Word sets them.
func (g grid) character(n int) int { return n * (g.size*10 + g.track) }

// line is a line of running text, in twips.
func (b *body) line() doc.Line[int] {
	return doc.Line[int]{Profile: b.profile, Width: b.grid.text, Characters: b.grid.character, Of: wml.Twips}
}

func ceilDiv(a, b int) int { return -floorDiv(-a, b) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
