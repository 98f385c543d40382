package docx

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
)

// look is how the characters of a text differ from their style.
type look struct {
	head   int    // the number of characters that are in the style's role, the rest being in that of the body; -1: all
	breaks bool   // '\n' begins a line; else it is an error
	starts []int  // characters that begin a line
	latin  string // the role of Latin characters; "" for the style's
	wml.Run
}

// text appends a text that is set in a profile's style.
func (b *body) text(t doc.Text, s doc.Style) error { return b.runs(t, s, look{head: -1}) }

// runs appends the characters of a text.
func (b *body) runs(t doc.Text, s doc.Style, f look) error {
	set, err := b.Runs(s.Role, s.Latin, f.Run)
	if err != nil {
		return err
	}
	latin := cmp.Or(f.latin, s.Latin)
	n, newLine := 0, false
	for _, span := range t {
		if !utf8.ValidString(span.Text) {
			return fmt.Errorf("%q is not UTF-8", span.Text)
		}
		for _, r := range span.Text {
			role := s.Role
			switch {
			case span.Role != "":
				role = span.Role
			case f.head >= 0 && n >= f.head:
				role = b.profile.Styles["body"].Role
			}
			newLine = newLine || slices.Contains(f.starts, n)
			n++
			if r == '\n' && f.breaks {
				newLine = true
				continue
			}
			if err := set.Add(role, latin, r, newLine); err != nil {
				return err
			}
			newLine = false
		}
	}
	set.Close()
	return nil
}

// inRole gives a text with the font role of those of its spans that say none.
func inRole(t doc.Text, role string) doc.Text {
	out := slices.Clone(t)
	for i := range out {
		if out[i].Role == "" {
			out[i].Role = role
		}
	}
	return out
}

// width is that of a text in Word, in twips: a Chinese character has the style's size, a digit or a Latin letter half of it,
// a stop a quarter; on the grid there is a little less between them.
func (b *body) width(t doc.Text, style string) int {
	em, track := wml.Twips(b.profile.Styles[style].Size.Length), 0
	if em == b.grid.size*10 {
		track = b.grid.track
	}
	w := 0
	for _, s := range t {
		for _, r := range s.Text {
			w += b.runeWidth(r, em, track)
		}
	}
	return w
}

// runeWidth is that of a character of a size, with what stands between it and the next.
func (b *body) runeWidth(r rune, em, track int) int {
	switch {
	case r == '.' || r == ',' || r == ' ':
		return em/4 + track
	case r < 0x2000 && r != '·':
		return em/2 + track
	}
	return em + track
}
