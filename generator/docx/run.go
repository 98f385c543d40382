package docx

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"gongwen/generator/doc"
)

// runForm is how the runs of a text differ from their style.
type runForm struct {
	head   int   // the number of characters that are in the style's role, the rest being in that of the body; -1: all
	breaks bool  // '\n' begins a line; else it is an error
	starts []int // characters that begin a line

	own                  bool // the runs name their fonts, because the paragraph's style has others
	color                string
	half, percent, track int // size in half points, width in percent, space between characters in twips; half 0: as the style
}

// setter writes the runs of one text.
type setter struct {
	*body
	home *face // of the style
	form runForm
	run  int // what run is open: a font of fontTable, or one of those below
}

const (
	noRun    = -2
	plainRun = -1 // with the fonts of the style
)

// text appends the runs of a text that is set in a profile's style.
func (b *body) text(t doc.Text, s doc.Style) error { return b.runs(t, s, runForm{head: -1}) }

// runs appends the runs of a text.
func (b *body) runs(t doc.Text, s doc.Style, f runForm) error {
	home, err := b.fonts.face(s.Role, s.Latin)
	if err != nil {
		return err
	}
	if f.own {
		home = &face{}
	}
	set := setter{body: b, home: home, form: f, run: noRun}
	n, turn := 0, false
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
			turn = turn || slices.Contains(f.starts, n)
			n++
			if r == '\n' && f.breaks {
				turn = true
				continue
			}
			if err := set.add(role, s.Latin, r, turn); err != nil {
				return err
			}
			turn = false
		}
	}
	set.close()
	return nil
}

// add appends a character, at the beginning of a line if turn. Characters stand in one run as long as one set of fonts says
// how all are printed.
//
// Word chooses between the Chinese and the Latin font of a run by the character (ECMA-376 part 1, 17.3.2.26): those from
// U+2E80 are Chinese; of those below, such as “ ” — … ·, it does not know. They get the Chinese font as both, with a hint.
func (s *setter) add(role, latin string, r rune, turn bool) error {
	if !printable(r) {
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
		s.close()
		s.open(run)
	}
	if turn {
		s.s(`</w:t><w:br/><w:t xml:space="preserve">`)
	}
	s.r(r)
	return nil
}

func (s *setter) open(run int) {
	s.s(`<w:r>`)
	if run != plainRun || s.form.half != 0 {
		s.s(`<w:rPr>`)
		if run != plainRun {
			name := s.fonts.fonts[run].name
			s.s(`<w:rFonts w:hint="eastAsia" w:ascii="`).t(name).s(`" w:eastAsia="`).t(name).s(`" w:hAnsi="`).t(name)
			s.s(`" w:cs="`).t(name).s(`"/>`)
		}
		if f := &s.form; f.half != 0 {
			if f.color != "" {
				s.s(`<w:color w:val="`).s(f.color).s(`"/>`)
			}
			s.s(`<w:spacing w:val="`).n(f.track).s(`"/><w:w w:val="`).n(f.percent)
			s.s(`"/><w:sz w:val="`).n(f.half).s(`"/><w:szCs w:val="`).n(f.half).s(`"/>`)
		}
		s.s(`</w:rPr>`)
	}
	s.s(`<w:t xml:space="preserve">`)
	s.run = run
}

func (s *setter) close() {
	if s.run != noRun {
		s.s(`</w:t></w:r>`)
	}
	s.run = noRun
}

// printable tells whether r is a character on paper. Control characters are not even characters of XML 1.0 (2.2).
func printable(r rune) bool {
	return r >= 0x20 && (r < 0x7f || r >= 0xa0) && r != 0xfffe && r != 0xffff
}
