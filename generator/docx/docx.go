// Package docx writes a document as WordprocessingML (ECMA-376), for offices that go on working on a paper in Word or WPS.
//
// Word lays out for itself, so this package writes what a paper says and by which rules: named styles with outline levels,
// the page and its grid, footers with page fields, the fonts that the standard names with a subset of each embedded. The
// lines of Word's grid are 1/22 of the type area (28.95 pt), a little less than the 15/8 of a character of package layout,
// because Word counts the gap below the last line of a page too; a page has the same 22 lines.
//
// What stands at a place of the page, such as the double rules of a letter, the imprint and seals, is a drawing that floats; a
// landscape table is a section of its own, with the page number in a turned box. Word cannot be told to squeeze the space
// above a seal: text, seals and date are kept on one page instead.
package docx

import (
	"fmt"
	"io"

	"gongwen/generator/artwork"
	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// Fonts says by which fonts characters are printed.
type Fonts interface {
	// Face gives the font name of a character in a role: ASCII from the role latin, the rest from the role's own chain. ok is
	// false if no font has it.
	Face(role, latin string, r rune) (name string, ok bool)
	// Embed gives the part of the font called name that has exactly runes, which are in ascending order.
	Embed(name string, runes []rune) ([]byte, error)
}

// Options are what Write has to know beyond the document.
type Options struct {
	Fonts Fonts // needed

	// Balance gives the places where the lines of a title begin after its first: numbers of characters before them, a '\n'
	// included. nil leaves it to Word to break titles.
	Balance func(t doc.Text) ([]int, error)

	// Size gives the size that the text of a sheet's column is set at, so that it has room; nil takes the size of its style.
	Size func(t *doc.SideText, wide, high measure.Length) (measure.Length, error)

	// Ornament gives the border of a sheet, in a box of the sheet's size; nil for a sheet without one. A nil Ornament leaves borders
	// out.
	Ornament func(s *doc.Side) *artwork.Drawing

	// ImprintPage puts the imprint on a page of its own without a number. Word cannot know by itself that the text ends on the
	// wrong side of a leaf; who has laid out the paper knows.
	ImprintPage bool
}

// Write writes d as a .docx file. Same input, same bytes. A character that no font has, a control character and a block
// that Word has no form for are errors, found before anything is written to w.
func Write(w io.Writer, d *doc.Document, o Options) error {
	if o.Fonts == nil {
		return fmt.Errorf("docx: no fonts")
	}
	b := &body{
		profile: d.Profile,
		form:    d.Form,
		options: o,
		fonts:   &fontTable{source: o.Fonts},
		grid:    newGrid(d.Profile),
	}
	if err := checked(append([]string{d.Info.Title, d.Info.Author, d.Info.Number, d.Info.Language}, d.Info.Keywords...)...); err != nil {
		return fmt.Errorf("docx: info: %w", err)
	}
	b.b = make([]byte, 0, 128<<10)
	b.open()
	if err := b.blocks(d.Blocks); err != nil {
		return err
	}
	b.close()
	styles, err := b.styles(language(d))
	if err != nil {
		return fmt.Errorf("docx: styles: %w", err)
	}
	footers, err := b.footers()
	if err != nil {
		return fmt.Errorf("docx: page number: %w", err)
	}
	embedded, err := b.fonts.embed()
	if err != nil {
		return err
	}
	return pack(w, d, b, styles, footers, embedded)
}

// checked gives an error for a control character in texts that are not printed, such as what a paper says of itself.
func checked(texts ...string) error {
	for _, text := range texts {
		for _, r := range text {
			if !printable(r) {
				return fmt.Errorf("control character U+%04X in %q", r, text)
			}
		}
	}
	return nil
}

func language(d *doc.Document) string {
	if d.Info.Language == "" {
		return "zh-CN"
	}
	return d.Info.Language
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
		width:  twips(p.Page.Width.Length),
		height: twips(p.Page.Height.Length),
		top:    twips(p.Page.Top.Length),
		left:   twips(p.Page.Binding.Length),
		right:  twips(p.Page.Width.Length - p.Page.Binding.Length - p.Area.Width.Length),
		bottom: twips(p.Page.Height.Length - p.Page.Top.Length - p.Area.Height.Length),
	}
	g.text = g.width - g.left - g.right
	g.area = g.height - g.top - g.bottom
	g.row = g.area / p.Grid.Lines.N
	size := p.Styles["body"].Size.Length
	g.size = halfPoints(size)
	// A twip less than would just do: LibreOffice 7.4 loses a stop that hangs over the end of a line full to the last twip.
	g.track = floorDiv(g.text-p.Grid.Characters.N*twips(size), p.Grid.Characters.N) - 1
	return g
}

// character is the width of n characters of the body in twips, as Word sets them.
func (g grid) character(n int) int { return n * (g.size*10 + g.track) }

// line is a line of running text, in twips.
func (b *body) line() doc.Line[int] {
	return doc.Line[int]{Profile: b.profile, Width: b.grid.text, Characters: b.grid.character, Of: twips}
}

func twips(l measure.Length) int { return int(l.Scale(1, int64(measure.Twip))) }

func halfPoints(l measure.Length) int { return int(l.Scale(2, int64(measure.PT))) }

func ceilDiv(a, b int) int { return -floorDiv(-a, b) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
