package typeset

import (
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"gongwen/generator/page"
)

// facts is what typesetting needs to know of a character in a pair of roles.
type facts struct {
	glyph   page.GlyphID // 0 for a wished line end
	advance uint16       // of the glyph, in units of its face
	slack   uint16       // how much of the advance a mark can lose without losing ink, in units of its face
	traits  traits
	squeeze squeeze
	face    uint8 // index into pair.faces
	rank    uint8 // index in the chain of the role that the character belongs to
}

// traits are what the rules for line ends ask about a character.
type traits uint16

const (
	wide       traits = 1 << iota // takes a cell of the grid; all others have the width of their glyph
	blank                         // a space: not drawn at a line's end
	notStart                      // never begins a line
	notEnd                        // never ends a line
	doubled                       // — and …, which mean something else in pairs
	digit                         // 0 to 9
	letter                        // any other Latin letter
	numeral                       // a Chinese digit
	magnitude                     // 万 in 100万元: between a number and its measure word
	measure                       // a measure word, kept with the digits before it
	calendar                      // a measure word that is kept with Chinese digits too
	itemSign                      // ① and its like: kept with what it numbers
	numberSign                    // ± or ≤: kept with the number behind it
	joinSign                      // ± or ×: kept with the number before it
)

func (t traits) has(any traits) bool { return t&any != 0 }

// squeeze says which blank part a mark has, and when it is given up: the marks of a line are squeezed in this order.
type squeeze uint8

const (
	unsqueezed   squeeze = iota
	squeezeSpace         // a word space, down to 1/4 em
	squeezeDot           // ·, from both sides
	squeezeOpen          // an opening bracket, from its left
	squeezeClose         // a closing bracket, from its right
	squeezePause         // ，、；：
	squeezeStop          // 。？！
)

// The characters of each kind. Those that must not begin or end a line are those of CLREQ at its GB level (GB/T
// 15834-2011, 5.1), with the ASCII signs of the same meaning.
const (
	openingMarks = "“‘（〔［｛【〖《〈「『"
	closingMarks = "”’）〕］｝】〗》〉」』"
	pauseMarks   = "，、；："
	stopMarks    = "。？！．"
	middleDots   = "·・‧"

	neverFirst = closingMarks + pauseMarks + stopMarks + middleDots + "～〜–-‐‑/／.,;:!?)]}%％‰℃°′″々ー‼⁇⁈⁉\u00A0\u2060"
	neverLast  = openingMarks + "/／([{$￥¥£€＄№\u00A0\u2060"

	chineseDigits  = "〇○零一二三四五六七八九十百千万亿"
	magnitudes     = "多余几十百千万亿"
	calendarWords  = "年月日号届条章"
	measureWords   = calendarWords + "时点分秒个项名人次元角期款节页份件周岁级所间台套亩吨米克度倍成位批户家门种类天层室卷册篇组班场轮张块字公厘毫"
	signsOfItems   = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
	numberSigns    = "±∓≤≥≦≧＜＞<>≈＋+－−"
	joinSigns      = "±∓×∶"
	scripts        = "¹²³⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜ" // raised and lowered: they belong to the character before them
	chineseLatin1  = "§¨°±´·×÷¤"                                     // of Latin-1, but printed full-width from the Chinese face
	latinElsewhere = "‐‑‒–−€™\u2060"
)

// sign is what the tables above say of a character.
type sign struct {
	traits  traits
	squeeze squeeze
}

// signs gives the characters that are more than a Chinese character or a Latin letter.
func signs() map[rune]sign {
	m := make(map[rune]sign, 400)
	for _, k := range []struct {
		chars   string
		traits  traits
		squeeze squeeze
	}{
		{neverFirst, notStart, unsqueezed}, {neverLast, notEnd, unsqueezed},
		{openingMarks, 0, squeezeOpen}, {closingMarks, 0, squeezeClose}, {pauseMarks, 0, squeezePause},
		{stopMarks, 0, squeezeStop}, {middleDots, 0, squeezeDot}, {" ", blank, squeezeSpace}, {"\u3000", blank, unsqueezed},
		{"—…⋯", doubled, unsqueezed}, {"0123456789", digit, unsqueezed}, {chineseDigits, numeral, unsqueezed},
		{magnitudes, magnitude, unsqueezed}, {measureWords, measure, unsqueezed}, {calendarWords, calendar, unsqueezed},
		{signsOfItems, itemSign, unsqueezed}, {numberSigns, numberSign, unsqueezed}, {joinSigns, numberSign | joinSign, unsqueezed},
		{scripts, notStart, unsqueezed},
	} {
		for _, r := range k.chars {
			s := m[r]
			s.traits |= k.traits
			s.squeeze = max(s.squeeze, k.squeeze)
			m[r] = s
		}
	}
	return m
}

// latin says whether a character is printed from a Latin face: the letters, digits and signs of Latin text, but not the
// quotation marks, dashes and signs that Chinese has too.
func latin(r rune) bool {
	switch {
	case r < 0x7F:
		return r >= ' '
	case r < 0x100:
		return r >= 0xA0 && !strings.ContainsRune(chineseLatin1, r)
	case r >= 0xFF00 && r <= 0xFFEF: // full-width letters are Latin by script, but Chinese type
		return false
	}
	return unicode.Is(unicode.Latin, r) && r != 'Ⅰ' || strings.ContainsRune(latinElsewhere, r)
}

// pairKey names a pair of roles.
type pairKey struct{ role, latin string }

// pair is a role and the role of its Latin characters, with what was found out about characters in them. It is safe for
// concurrent use.
type pair struct {
	faces []func() (*Face, error) // those of the Latin role, then those of the role itself
	own   int                     // index of the role's own face
	signs map[rune]sign
	known [(unicode.MaxRune + 1) >> 8]atomic.Pointer[block] // the characters that were met, by 256
}

type block [256]atomic.Pointer[facts]

// pair gives the pair of two roles, which must be in fonts.yaml.
func (l *Library) pair(role, latin string) (*pair, error) {
	key := pairKey{role, latin}
	if p, ok := l.pairs.Load(key); ok {
		return p.(*pair), nil
	}
	own, err := l.role(role)
	if err != nil {
		return nil, err
	}
	other, err := l.role(latin)
	if err != nil {
		return nil, err
	}
	p := &pair{own: len(other.Chain), signs: l.signs}
	for _, name := range slices.Concat(other.Chain, own.Chain) {
		p.faces = append(p.faces, l.faces[name])
	}
	made, _ := l.pairs.LoadOrStore(key, p)
	return made.(*pair), nil
}

// facts looks a character up, in the faces of its chain if it was not met before. It gives nil for one that no face has.
func (p *pair) facts(r rune) (*facts, error) {
	if r < 0 || r > unicode.MaxRune {
		return nil, nil
	}
	b := p.known[r>>8].Load()
	if b == nil {
		p.known[r>>8].CompareAndSwap(nil, new(block))
		b = p.known[r>>8].Load()
	}
	if c := b[r&0xFF].Load(); c != nil {
		return c, nil
	}
	first := p.own
	if latin(r) {
		first = 0
	}
	for i := first; i < len(p.faces); i++ {
		c, err := p.resolve(r, i)
		if err != nil {
			return nil, err
		}
		if c != nil {
			c.rank = uint8(i - first)
			b[r&0xFF].Store(c)
			return c, nil
		}
	}
	return nil, nil
}

// resolve looks a character up in one face and gives nil if the face lacks it. A glyph that prints nothing counts as missing,
// unless it is a space.
func (p *pair) resolve(r rune, face int) (*facts, error) {
	f, err := p.faces[face]()
	if err != nil {
		return nil, err
	}
	g := f.cmap.glyph(r)
	if g == 0 || int(g) >= f.glyphCount() || f.blank(g) && !unicode.IsSpace(r) || unicode.IsControl(r) {
		return nil, nil
	}
	s := p.signs[r]
	c := &facts{glyph: g, advance: uint16(f.Advance(g)), face: uint8(face), traits: s.traits, squeeze: s.squeeze}
	switch {
	case full(r) || !latin(r) && int(c.advance) == f.unitsPerEm:
		c.traits |= wide
	case unicode.IsLetter(r):
		c.traits |= letter
	}
	c.slack, err = f.slack(*c)
	return c, err
}

// full says whether a character takes a cell of the grid whatever the width of its glyph is. Raised and lowered ones do not.
func full(r rune) bool {
	return !latin(r) && (r < 0x100 || r >= 0x2000) && (r < 0x2070 || r > 0x209F) && (r < 0xFF61 || r > 0xFFDC)
}

// slack measures how much of its advance a mark can lose: the blank on its left or right up to a sixteenth of an em from
// its ink. A word space can be brought down to a quarter of an em.
func (f *Face) slack(c facts) (uint16, error) {
	if c.squeeze == unsqueezed {
		return 0, nil
	}
	if c.squeeze == squeezeSpace {
		return uint16(max(0, int(c.advance)-f.unitsPerEm/4)), nil
	}
	xMin, _, xMax, _, err := f.Bounds(c.glyph)
	centred := (f.unitsPerEm - int(c.advance)) / 2
	left, right := xMin+centred, f.unitsPerEm-xMax-centred
	blank := right
	switch c.squeeze {
	case squeezeOpen:
		blank = left
	case squeezeDot:
		blank = 2 * min(left, right)
	}
	return uint16(max(0, blank-f.unitsPerEm/16)), err
}
