package generator

import (
	"context"
	"fmt"
	"io"
	"slices"
	"unicode"

	"gongwen/generator/doc"
	"gongwen/generator/docx"
	"gongwen/generator/layout"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// writeWord writes the paper as DOCX. Word lays out for itself, so it is laid out only where its pages decide what the DOCX says.
func (p *Paper) writeWord(ctx context.Context, w io.Writer) error {
	if p.pages == nil {
		if slices.ContainsFunc(p.document.Blocks, dependsOnPages) {
			if _, err := p.Pages(ctx); err != nil {
				return err
			}
		} else {
			p.tell(p.ofSides)
		}
	}
	return docx.Write(w, p.document, &word{ctx: ctx, paper: p, faces: p.series.generator.faces, named: map[string]*typeset.Face{}})
}

// dependsOnPages tells whether what a DOCX has of a block, or what there is to say of it, depends on the pages: running text may have
// to be set closer to save pages, a 主送机关 may have to move, and no paper without text on page 1 is made. Sides of cards say what
// there is to say without.
func dependsOnPages(b doc.Block) bool {
	_, side := b.(*doc.Side)
	return !side
}

// word is what docx asks of whoever sets type, for one writing of one paper. It knows the faces under the names that Word has for
// them: a role's own face under the standard's name (仿宋_GB2312), so that an office which owns that font sees it; a face
// further down the chain under its own.
type word struct {
	ctx   context.Context
	paper *Paper
	faces *typeset.Library
	named map[string]*typeset.Face // what Face has given out
	moved bool                     // the ending stands on the imprint's page, see Turn
}

// Face gives the name of the font that prints r in a role.
func (w *word) Face(role, latin string, r rune) (name string, ok bool) {
	face, _, rank, ok := w.faces.Face(role, latin, r)
	if !ok {
		return "", false
	}
	name = face.Family()
	if rank == 0 {
		name = w.nameOf(face, role, latin)
	}
	w.named[name] = face
	return name, true
}

// nameOf gives the name that Word has for the role, of the two, whose own face it is.
func (w *word) nameOf(face *typeset.Face, role, latin string) string {
	for _, r := range w.faces.Roles() {
		if (r.Name == role || r.Name == latin) && r.Chain[0] == face.ID() {
			return r.Word
		}
	}
	return face.Family()
}

// Embed gives the subset of the font called name that has exactly runes.
func (w *word) Embed(name string, runes []rune) ([]byte, error) {
	face, ok := w.named[name]
	if !ok {
		return nil, fmt.Errorf("generator: no font %q to embed", name)
	}
	return face.EmbeddedSubset(runes, name)
}

// TitleBreaks breaks a title as in the PDF.
func (w *word) TitleBreaks(t doc.Text) ([]int, error) {
	return layout.TitleBreaks(w.paper.document.Profile, t, w.faces)
}

// NameBreaks breaks the name of an organ as in the PDF.
func (w *word) NameBreaks(t doc.Text, wide measure.Length) ([]int, error) {
	return layout.NameBreaks(w.paper.document.Profile, t, wide, w.faces)
}

// Turn lays the paper out and finds the paragraph by its characters. Where the ending has hardly room on page 1 and the imprint none,
// so that it would have page 2 alone, the ending moves there.
func (w *word) Turn(t doc.Text) (n int, fixed bool, err error) {
	laid, err := w.paper.Pages(w.ctx)
	if err != nil {
		return 0, false, err
	}
	whole := []rune(t.String())
	for i, p := range laid.Pages {
		tag, lines := paragraphOf(whole, p)
		if tag == nil {
			continue
		}
		for _, l := range lines {
			n += l
		}
		if n < len(whole) || i < len(laid.Pages)-1 && tag == lastOf(p) {
			return n, false, nil
		}
		// Word may have no room for the last two lines that just have it here.
		profile := w.paper.document.Profile
		if room := profile.Page.Top.Length + profile.Area.Height.Length - lowest(p); room < profile.Rows(2) {
			for _, l := range lines[max(1, len(lines)-2):] {
				n -= l
			}
			w.moved = len(laid.Pages) == 2 && i == 0 && laid.Pages[1].Label == "" && w.paper.document.Form != doc.Letter
			return n, w.moved, nil
		}
		return 0, false, nil
	}
	return 0, false, nil
}

// paragraphOf finds a text among the paragraphs of a page: it begins with the characters that stand there, in so many on each line,
// the spaces among them counted.
func paragraphOf(text []rune, p *page.Page) (found *page.Tag, lines []int) {
	var tag *page.Tag
	var y measure.Length // of the line
	n := 0               // characters of the text that were found
	for _, item := range p.Items {
		switch t := item.(type) {
		case *page.Tag:
			if tag != nil && n > 0 {
				return tag, lines
			}
			if tag, n, lines = nil, 0, nil; t.Role == page.Paragraph {
				tag = t
			}
		case *page.Text:
			if tag == nil {
				continue
			}
			if n == 0 || t.At.Y != y {
				lines, y = append(lines, 0), t.At.Y
			}
			took := starts(text[n:], t.Glyphs)
			if took == 0 {
				tag, n = nil, 0
				continue
			}
			n += took
			lines[len(lines)-1] += took
		}
	}
	return nil, nil
}

// lastOf gives the last element of a page.
func lastOf(p *page.Page) (last *page.Tag) {
	for _, item := range p.Items {
		if t, ok := item.(*page.Tag); ok && !t.Role.Artifact() {
			last = t
		}
	}
	return last
}

// lowest gives the lowest baseline or edge of a page's elements, but for those of its number.
func lowest(p *page.Page) (y measure.Length) {
	artifact := false
	for _, item := range p.Items {
		switch t := item.(type) {
		case *page.Tag:
			artifact = t.Role.Artifact()
		case *page.Text:
			if !artifact {
				y = max(y, t.At.Y)
			}
		case *page.Image:
			y = max(y, t.Box.Y+t.Box.H)
		}
	}
	return y
}

// starts gives how many characters of a text are those of glyphs that it starts with, and the spaces among and behind them; 0 if it
// does not.
func starts(text []rune, with []page.Glyph) int {
	n := 0
	for i, r := range text {
		for n < len(with) && unicode.IsSpace(with[n].Rune) {
			n++
		}
		switch {
		case unicode.IsSpace(r):
		case n == len(with):
			return i
		case r != with[n].Rune:
			return 0
		default:
			n++
		}
	}
	if n < len(with) {
		return 0
	}
	return len(text)
}

// Size gives the size that a text of a card has in the PDF.
func (w *word) Size(t *doc.SideText, wide, high measure.Length) (measure.Length, error) {
	return w.paper.series.sides.Size(t, wide, high)
}

// ImprintPage lays the paper out and tells whether its last page is the imprint's alone, which is the one without a number. A letter's
// imprint stands where its text ends; its first page has no number either.
func (w *word) ImprintPage() (bool, error) {
	if w.paper.document.Form == doc.Letter {
		return false, nil
	}
	pages, err := w.paper.Pages(w.ctx)
	if err != nil {
		return false, err
	}
	return !w.moved && pages.Pages[len(pages.Pages)-1].Label == "", nil
}
