package wml

import "fmt"

// Run is how the characters of a text differ from the style of their paragraph.
type Run struct {
	Own                  bool   // they name their fonts, because the paragraph's style has others
	Color                string // RRGGBB; "" is the style's. Size 0 leaves that and what follows to the style
	Size, Width, Spacing int    // in half points, in percent of a character's width, in twips between characters
}

// Runs writes the characters of one text.
type Runs struct {
	*Writer
	home *face // of the style
	look Run
	run  int // what run is open: a font of Fonts, or one of those below
}

const (
	noRun    = -2
	plainRun = -1 // with the fonts of the style
)

// Runs begins a text in a paragraph whose style has the fonts of two roles, that of Chinese and that of Latin characters.
func (w *Writer) Runs(role, latin string, look Run) (Runs, error) {
	home, err := w.fonts.face(role, latin)
	if look.Own {
		home = &face{}
	}
	return Runs{Writer: w, home: home, look: look, run: noRun}, err
}

// Add appends a character in the fonts of two roles, at the beginning of a line if newLine. Characters stand in one run as long as one set
// of fonts says how all are printed. A control character and one that no font has are errors.
//
// Word chooses between the Chinese and the Latin font of a run by the character (ECMA-376 part 1, 17.3.2.26): those from
// U+2E80 are Chinese; of those below, such as “ ” — … ·, it does not know. They get the Chinese font as both, with a hint.
func (s *Runs) Add(role, latin string, r rune, newLine bool) error {
	if !Printable(r) {
		return fmt.Errorf("control character U+%04X", r)
	}
	f, err := s.fonts.face(role, latin)
	if err != nil {
		return err
	}
	font, err := s.fonts.use(f, r)
	if err != nil {
		return err
	}
	const chinese = 0x2e80
	run, name := font, s.fonts.fonts[font].name
	if r < chinese && name == s.home.west || r >= chinese && name == s.home.east && s.run != font {
		run = plainRun
	}
	if run != s.run {
		s.Close()
		s.open(run)
	}
	if newLine {
		s.s(`</w:t><w:br/><w:t xml:space="preserve">`)
	}
	s.r(r)
	return nil
}

func (s *Runs) open(run int) {
	s.s(`<w:r>`)
	if run != plainRun || s.look.Size != 0 {
		s.s(`<w:rPr>`)
		if run != plainRun {
			name := s.fonts.fonts[run].name
			s.s(`<w:rFonts w:hint="eastAsia" w:ascii="`).t(name).s(`" w:eastAsia="`).t(name).s(`" w:hAnsi="`).t(name)
			s.s(`" w:cs="`).t(name).s(`"/>`)
		}
		if f := &s.look; f.Size != 0 {
			if f.Color != "" {
				s.s(`<w:color w:val="`).s(f.Color).s(`"/>`)
			}
			s.s(`<w:spacing w:val="`).n(f.Spacing).s(`"/><w:w w:val="`).n(f.Width)
			s.s(`"/><w:sz w:val="`).n(f.Size).s(`"/><w:szCs w:val="`).n(f.Size).s(`"/>`)
		}
		s.s(`</w:rPr>`)
	}
	s.s(`<w:t xml:space="preserve">`)
	s.run = run
}

// Close ends the text.
func (s *Runs) Close() {
	if s.run != noRun {
		s.s(`</w:t></w:r>`)
	}
	s.run = noRun
}

// Printable tells whether r is a character on paper. Control characters are not even characters of XML 1.0 (2.2).
func Printable(r rune) bool {
	return r >= 0x20 && (r < 0x7f || r >= 0xa0) && r != 0xfffe && r != 0xffff
}
