package wml

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
)

// FontSource says by which fonts characters are printed.
type FontSource interface {
	// Face gives the font name of a character in a role: ASCII from the role latin, the rest from the role's own chain. ok is
	// false if no font has it.
	Face(role, latin string, r rune) (name string, ok bool)
	// Embed gives the part of the font called name that has exactly runes, which are in ascending order.
	Embed(name string, runes []rune) ([]byte, error)
}

// Fonts gathers which characters of which fonts a document uses.
type Fonts struct {
	source FontSource
	faces  []*face
	fonts  []usedFont
}

// NewFonts gives an empty table of the fonts of a source.
func NewFonts(source FontSource) *Fonts { return &Fonts{source: source} }

type usedFont struct {
	name  string
	runes []rune
}

// face is a font role with the role of its Latin letters: the names of the two fonts that a style of it has.
type face struct {
	role, latin string
	east, west  string
	font        map[rune]int // index into Fonts.fonts
}

// face gives the face of two roles.
func (t *Fonts) face(role, latin string) (*face, error) {
	for _, f := range t.faces {
		if f.role == role && f.latin == latin {
			return f, nil
		}
	}
	east, ok := t.source.Face(role, latin, '国')
	if !ok {
		return nil, fmt.Errorf("no font for role %q", role)
	}
	west, ok := t.source.Face(role, latin, '0')
	if !ok {
		return nil, fmt.Errorf("no font for role %q", latin)
	}
	f := &face{role: role, latin: latin, east: east, west: west, font: make(map[rune]int, 256)}
	t.faces = append(t.faces, f)
	return f, nil
}

// use gives the index of the font that prints r.
func (t *Fonts) use(f *face, r rune) (int, error) {
	if i, ok := f.font[r]; ok {
		return i, nil
	}
	name, ok := t.source.Face(f.role, f.latin, r)
	if !ok {
		return 0, fmt.Errorf("no font has %q (U+%04X)", r, r)
	}
	i := slices.IndexFunc(t.fonts, func(u usedFont) bool { return u.name == name })
	if i < 0 {
		i = len(t.fonts)
		t.fonts = append(t.fonts, usedFont{name: name, runes: make([]rune, 0, 64)})
	}
	t.fonts[i].runes = append(t.fonts[i].runes, r)
	f.font[r] = i
	return i, nil
}

// EmbeddedFont is a part of a font, obfuscated (ECMA-376 part 4, 5.1 with part 1, 17.8.1).
type EmbeddedFont struct {
	name       string
	key        string // {GUID}
	data       []byte
	characters int // how many the part has
}

// Embedded gives what the document uses of every font, in the order of their names.
func (t *Fonts) Embedded() ([]EmbeddedFont, error) {
	slices.SortFunc(t.fonts, func(a, b usedFont) int { return strings.Compare(a.name, b.name) })
	out := make([]EmbeddedFont, 0, len(t.fonts))
	for _, u := range t.fonts {
		slices.Sort(u.runes)
		runes := slices.Compact(u.runes)
		data, err := t.source.Embed(u.name, runes)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", u.name, err)
		}
		font := obfuscate(u.name, data)
		font.characters = len(runes)
		out = append(out, font)
	}
	return out, nil
}

// obfuscate hides the first 32 bytes of data, which it changes, under a key that comes from the name and the data.
func obfuscate(name string, data []byte) EmbeddedFont {
	seed := binary.BigEndian.AppendUint32([]byte(name), crc32.ChecksumIEEE(data))
	sum := sha256.Sum256(seed)
	guid := sum[:16]
	for i := 0; i < 32 && i < len(data); i++ {
		data[i] ^= guid[15-i%16]
	}
	const digits = "0123456789ABCDEF"
	key := make([]byte, 0, 38)
	key = append(key, '{')
	for i, b := range guid {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			key = append(key, '-')
		}
		key = append(key, digits[b>>4], digits[b&15])
	}
	return EmbeddedFont{name: name, key: string(append(key, '}')), data: data}
}

// known is what a word processor that lacks a font should know to choose another: a second name of it, its kind and
// its pitch (ECMA-376 part 1, 17.8.3).
var known = []struct{ name, alt, family string }{
	{"仿宋_GB2312", "仿宋", "modern"},
	{"楷体_GB2312", "楷体", "modern"},
	{"方正小标宋简体", "方正小标宋_GBK", "auto"},
	{"黑体", "SimHei", "modern"},
	{"宋体", "SimSun", "auto"},
	{"Times New Roman", "", "roman"},
}

// fontsPart is word/fontTable.xml.
func fontsPart(fonts []EmbeddedFont) []byte {
	x := xml{b: make([]byte, 0, 4<<10)}
	x.s(declaration).s(`<w:fonts xmlns:w="` + nsW + `" xmlns:r="` + nsR + `">`)
	for i, f := range fonts {
		alt, family, charset := "", "auto", "86"
		for _, k := range known {
			if k.name == f.name {
				alt, family = k.alt, k.family
			}
		}
		if family == "roman" {
			charset = "00"
		}
		x.s(`<w:font w:name="`).t(f.name).s(`">`)
		if alt != "" {
			x.s(`<w:altName w:val="`).t(alt).s(`"/>`)
		}
		x.s(`<w:charset w:val="` + charset + `"/><w:family w:val="` + family + `"/><w:pitch w:val="variable"/>`)
		x.s(`<w:embedRegular r:id="rId`).n(i + 1).s(`" w:fontKey="` + f.key + `" w:subsetted="true"/></w:font>`)
	}
	x.s(`</w:fonts>`)
	return x.b
}

// Reserve counts characters as used that a word processor may put into a field.
func (t *Fonts) Reserve(role, latin, text string) error {
	f, err := t.face(role, latin)
	if err != nil {
		return err
	}
	for _, r := range text {
		if _, err := t.use(f, r); err != nil {
			return err
		}
	}
	return nil
}
