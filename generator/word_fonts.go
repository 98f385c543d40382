package generator

import (
	"fmt"

	"gongwen/generator/typeset"
)

// wordFonts gives docx the faces under the names that Word knows them by: a role's own face under the standard's name
// (仿宋_GB2312), so that an office which owns that font sees it; a face further down the chain under its own. It is for one
// writing of one paper.
type wordFonts struct {
	faces *typeset.Library
	named map[string]*typeset.Face // what Face has given out
}

// Face gives the name of the font that prints r in a role.
func (w wordFonts) Face(role, latin string, r rune) (name string, ok bool) {
	face, _, place, ok := w.faces.Face(role, latin, r)
	if !ok {
		return "", false
	}
	name = face.Family()
	if place == 0 {
		name = w.word(face, role, latin)
	}
	w.named[name] = face
	return name, true
}

// word is the name that Word has for the role, of the two, whose own face it is.
func (w wordFonts) word(face *typeset.Face, role, latin string) string {
	for _, r := range w.faces.Roles() {
		if (r.Name == role || r.Name == latin) && r.Chain[0] == face.ID() {
			return r.Word
		}
	}
	return face.Family()
}

// Embed gives the subset of the font called name that has exactly runes.
func (w wordFonts) Embed(name string, runes []rune) ([]byte, error) {
	face, ok := w.named[name]
	if !ok {
		return nil, fmt.Errorf("generator: no font %q to embed", name)
	}
	return face.EmbeddedSubset(runes, name)
}
