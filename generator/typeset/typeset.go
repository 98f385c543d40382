// Package typeset turns characters and a style into lines of glyphs.
//
// It knows which face of a role's chain prints a character, how wide that is, where a line may end, and how a line is
// brought to its measure; and it cuts the faces down to the glyphs that a paper uses. layout decides where the lines go.
//
// Begin with Lines in lines.go, which breaks a paragraph, or with Balanced in title.go, which breaks a title; setter.go has their
// input and what they give. chars.go knows what each character is, breaks.go where lines may end, fit.go squeezes and
// stretches, words.go finds words. Open in this file reads the list of fonts; face.go, cmap.go and sfnt.go read a font file, and
// subset.go cuts it down.
//
// There is no shaping. Chinese needs none once the fonts are prepared (fonts/prepare_fonts.py), so a character is one
// glyph, and setting a paper is table look-ups: what a character is in a role is found out when it is first met and then
// shared by all goroutines.
//
// Line ends follow UAX #14, tailored by GB/T 15834-2011 section 5 and by the GB level of the W3C's Requirements for
// Chinese Text Layout (CLREQ). Go-text's segmenter says where Latin text may be broken. It takes 97 ns a character, and
// everything else here together 68 ns, so Chinese text, whose rules are few, is judged by table instead.
//
// Font files are read through io.ReaderAt and never as a whole. golang.org/x/image/font/sfnt draws outlines; the tables
// that a subset copies are read here, because sfnt does not give them out and because its character map costs a search for
// each character. Go-text's opentype.WriteTTF is not used: it leaves tables unaligned and the checksum of the file unset.
package typeset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"gongwen/generator/page"
)

// Library is the fonts of an installation. It is safe for concurrent use.
type Library struct {
	fsys  fs.FS
	roles []Role
	files []File
	faces map[string]func() (*Face, error) // by File.Face; opens the file when it is first called

	signs map[rune]sign
	pairs sync.Map  // *pair by pairKey
	pool  sync.Pool // of *setter
}

// Role is a face as the standard names it.
type Role struct {
	Name  string   `yaml:"role"`  // "fangsong"
	Title string   `yaml:"title"` // 仿宋
	Word  string   `yaml:"word"`  // the name that Word knows it by: 仿宋_GB2312
	Chain []string `yaml:"chain"` // the faces that print it: a character is printed by the first that has it
}

// File is a font file and what is known of it.
type File struct {
	Face    string `yaml:"face"`    // the name in a Chain
	File    string `yaml:"file"`    // its path
	Family  string `yaml:"family"`  // the font's own family name
	Licence string `yaml:"licence"` // the path of the licence's text
	Terms   string `yaml:"terms"`   // the licence's short name
	Note    string `yaml:"note"`    // how the file differs from the one that its authors give out
	SHA256  string `yaml:"sha256"`
}

// Open reads fonts.yaml of fsys. A font file is opened when it is first needed and stays open; fsys must give files that
// implement io.ReaderAt, as embed.FS and os.DirFS do. It fails if a chain names a face that has no file.
func Open(fsys fs.FS) (*Library, error) {
	data, err := fs.ReadFile(fsys, "fonts.yaml")
	if err != nil {
		return nil, fmt.Errorf("typeset: %w", err)
	}
	var list struct {
		Roles []Role `yaml:"roles"`
		Files []File `yaml:"files"`
	}
	if err := yaml.UnmarshalWithOptions(data, &list, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("typeset: fonts.yaml: %w", err)
	}
	l := &Library{fsys: fsys, roles: list.Roles, files: list.Files, signs: signs(), faces: map[string]func() (*Face, error){}}
	l.pool.New = func() any { return new(setter) }
	for _, f := range l.files {
		l.faces[f.Face] = sync.OnceValues(func() (*Face, error) { return openFace(fsys, f) })
	}
	for _, r := range l.roles {
		if len(r.Chain) == 0 {
			return nil, fmt.Errorf("typeset: fonts.yaml: role %s has no face", r.Name)
		}
		for _, name := range r.Chain {
			if l.faces[name] == nil {
				return nil, fmt.Errorf("typeset: fonts.yaml: role %s: no file for face %s", r.Name, name)
			}
		}
	}
	return l, nil
}

// Roles gives the roles in the order of fonts.yaml.
func (l *Library) Roles() []Role { return slices.Clone(l.roles) }

// Files gives the font files in the order of fonts.yaml.
func (l *Library) Files() []File { return slices.Clone(l.files) }

// Verify reads every font file and fails on the first whose checksum is not that of fonts.yaml.
func (l *Library) Verify() error {
	for _, f := range l.files {
		file, err := l.fsys.Open(f.File)
		if err != nil {
			return fmt.Errorf("typeset: %w", err)
		}
		h := sha256.New()
		_, err = io.Copy(h, file)
		file.Close()
		if err != nil {
			return fmt.Errorf("typeset: %s: %w", f.File, err)
		}
		if got := hex.EncodeToString(h.Sum(nil)); got != f.SHA256 {
			return fmt.Errorf("typeset: %s: sha256 is %s, fonts.yaml says %s", f.File, got, f.SHA256)
		}
	}
	return nil
}

// Face gives the face and the glyph that print r in a role. Latin letters, digits and signs come from the role latin,
// everything else from the role's own chain. rank is the index in the chain: 0 is the face that was asked for. If no face of
// the role latin has a Latin character, the role's own chain is tried, and rank then counts on after the Latin chain. ok is
// false if no face has r, if there is no such role, or if a font file cannot be read, which Verify tells apart.
func (l *Library) Face(role, latin string, r rune) (f *Face, g page.GlyphID, rank int, ok bool) {
	return l.Faces(role, latin)(r)
}

// Faces gives what Face gives for the characters of a text, whose roles are looked up once.
func (l *Library) Faces(role, latin string) func(r rune) (f *Face, g page.GlyphID, rank int, ok bool) {
	p, err := l.pair(role, latin)
	if err != nil {
		return func(rune) (*Face, page.GlyphID, int, bool) { return nil, 0, 0, false }
	}
	return p.printed
}

// printed gives what Face gives.
func (p *pair) printed(r rune) (f *Face, g page.GlyphID, rank int, ok bool) {
	c, err := p.facts(r)
	if err != nil || c == nil {
		return nil, 0, 0, false
	}
	f, err = p.faces[c.face]()
	return f, c.glyph, int(c.rank), err == nil
}

// Ascent gives the distance from the top of the em box of a role's own face down to the baseline.
func (l *Library) Ascent(role string, size page.Length) (page.Length, error) {
	p, err := l.pair(role, role)
	if err != nil {
		return 0, err
	}
	f, err := p.faces[p.own]()
	if err != nil {
		return 0, err
	}
	return size.Scale(int64(f.metrics.Ascent), int64(f.unitsPerEm)), nil
}

func (l *Library) role(name string) (*Role, error) {
	for i := range l.roles {
		if l.roles[i].Name == name {
			return &l.roles[i], nil
		}
	}
	return nil, fmt.Errorf("typeset: no font role %q", name)
}
