package pdfread

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// font is a font of a PDF: how its codes are read, and what they mean.
type font struct {
	face       Face
	composite  bool
	plainCodes bool // codes are glyph ids
	unicode    bool // codes are UTF-16: one of the UniGB and UniCNS CMaps and their like
	toUnicode  *cmap
	widths     map[uint32]float64 // in thousandths
	fallback   float64            // width of the codes that widths lacks
	unit       float64            // of the widths, in parts of the em
	encoding   [256]rune          // of a simple font
}

// font gives a font of the resources. What is not a font is nil.
func (f *file) font(o types.Object) *font {
	r, shared := o.(types.IndirectRef)
	if shared {
		if known, ok := f.faces[r.ObjectNumber.Value()]; ok {
			return known
		}
	}
	var made *font
	if d := f.dict(o); d != nil {
		made = f.newFont(d)
	}
	if shared {
		f.faces[r.ObjectNumber.Value()] = made
	}
	return made
}

func (f *file) newFont(d types.Dict) *font {
	made := &font{fallback: 500, unit: 0.001, widths: map[uint32]float64{}}
	base := f.name(d["BaseFont"])
	if o, found := d.Find("ToUnicode"); found {
		made.toUnicode = parseCMap(f.stream(o))
	}
	descriptor := f.dict(d["FontDescriptor"])
	switch f.name(d["Subtype"]) {
	case "Type0":
		made.composite = true
		var descendant types.Dict
		if a := f.array(d["DescendantFonts"]); len(a) > 0 {
			descendant = f.dict(a[0])
		}
		descriptor = f.dict(descendant["FontDescriptor"])
		encoding := f.name(d["Encoding"])
		made.unicode = strings.HasPrefix(encoding, "Uni")
		toGlyphs, mapped := descendant.Find("CIDToGIDMap")
		made.plainCodes = encoding == "Identity-H" && (!mapped || f.name(toGlyphs) == "Identity")
		made.compositeWidths(f, descendant)
	case "Type3":
		made.face.Embedded = true
		if m := f.array(d["FontMatrix"]); len(m) == 6 {
			made.unit = f.number(m[0])
		}
		fallthrough
	default:
		made.simpleWidths(f, d, descriptor)
		made.simpleEncoding(f, d)
	}
	made.face.Name = plainName(base)
	made.describe(f, descriptor)
	return made
}

// plainName gives a font's name as people write it: Chinese names may be escaped, and in GBK; a subset has a tag of six
// letters before it.
func plainName(name string) string {
	raw := unescape([]byte(name))
	if !utf8.Valid(raw) {
		if decoded, err := simplifiedchinese.GBK.NewDecoder().Bytes(raw); err == nil {
			raw = decoded
		}
	}
	name = string(raw)
	if tag, rest, found := strings.Cut(name, "+"); found && len(tag) == 6 && strings.ToUpper(tag) == tag {
		return rest
	}
	return name
}

// describe takes what the font's descriptor tells. The ascent counts only where it and the descent make up an em box; many
// programs write the ascent of the tallest glyph.
func (t *font) describe(f *file, d types.Dict) {
	t.face.Ascent = UsualAscent
	up, down := f.number(d["Ascent"]), f.number(d["Descent"])
	if em := up - down; 995 <= em && em <= 1005 {
		t.face.Ascent = int(up)
	}
	for _, key := range []string{"FontFile2", "FontFile3", "FontFile"} {
		if o, found := d.Find(key); found && f.get(o) != nil {
			t.face.Embedded = true
			if t.plainCodes && key == "FontFile2" {
				t.face.outline = lazyOutline(f, o)
			}
		}
	}
}

// lazyOutline gives a function that measures glyphs of an embedded font program, whose ids are the font's codes.
func lazyOutline(f *file, o types.Object) func(code uint32) (top int, ok bool) {
	program := sync.OnceValue(func() *outlines { return newOutlines(f.stream(o)) })
	return func(code uint32) (int, bool) {
		if program() == nil {
			return 0, false
		}
		return program().top(code)
	}
}

// mostCodes bounds what is kept of a font's codes.
const mostCodes = 1 << 17

// compositeWidths reads the widths of a CIDFont (ISO 32000-1, 9.7.4.3).
func (t *font) compositeWidths(f *file, d types.Dict) {
	t.fallback = 1000
	if o, found := d.Find("DW"); found {
		t.fallback = f.number(o)
	}
	w := f.array(d["W"])
	for i := 0; i+1 < len(w); {
		first := uint32(f.number(w[i]))
		if list := f.array(w[i+1]); list != nil {
			for j, o := range list[:min(len(list), mostCodes)] {
				t.widths[first+uint32(j)] = f.number(o)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last, width := uint32(f.number(w[i+1])), f.number(w[i+2])
		for c := first; c <= last && len(t.widths) < mostCodes; c++ {
			t.widths[c] = width
		}
		i += 3
	}
}

func (t *font) simpleWidths(f *file, d, descriptor types.Dict) {
	if o, found := descriptor.Find("MissingWidth"); found {
		t.fallback = f.number(o)
	}
	first := uint32(f.number(d["FirstChar"]))
	for i, o := range f.array(d["Widths"]) {
		t.widths[first+uint32(i)] = f.number(o)
	}
}

// simpleEncoding reads the encoding of a simple font: a base and what differs from it (ISO 32000-1, 9.6.6). Names of glyphs
// that are no Latin characters stay Unknown.
func (t *font) simpleEncoding(f *file, d types.Dict) {
	base := charmap.Windows1252
	var differences types.Array
	encoding := f.name(d["Encoding"])
	if e := f.dict(d["Encoding"]); e != nil {
		encoding, differences = f.name(e["BaseEncoding"]), f.array(e["Differences"])
	}
	if encoding == "MacRomanEncoding" {
		base = charmap.Macintosh
	}
	for i := range t.encoding {
		t.encoding[i] = base.DecodeByte(byte(i))
	}
	code := 0
	for _, o := range differences {
		if n, ok := f.get(o).(types.Name); ok {
			if code >= 0 && code < len(t.encoding) {
				t.encoding[code] = glyphNamed(string(n))
			}
			code++
		} else {
			code = int(f.number(o))
		}
	}
}

// glyphNames are the names of the glyphs that a paper's numbers and page numbers are made of.
var glyphNames = map[string]rune{
	"space": ' ', "emdash": '—', "endash": '–', "hyphen": '-', "minus": '−', "period": '.', "comma": ',', "colon": ':',
	"semicolon": ';', "parenleft": '(', "parenright": ')', "bracketleft": '[', "bracketright": ']', "slash": '/',
	"zero": '0', "one": '1', "two": '2', "three": '3', "four": '4', "five": '5', "six": '6', "seven": '7', "eight": '8',
	"nine": '9', "quotedblleft": '“', "quotedblright": '”', "quoteleft": '‘', "quoteright": '’', "percent": '%',
}

func glyphNamed(name string) rune {
	if r, ok := glyphNames[name]; ok {
		return r
	}
	if len(name) == 1 {
		return rune(name[0])
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 {
		l := lexer{data: []byte(hex[:4] + ">")}
		if b := l.hex(); len(b) == 2 {
			return rune(b[0])<<8 | rune(b[1])
		}
	}
	return Unknown
}

// code takes the first code off a string and gives its length in bytes.
func (t *font) code(codes []byte) (code uint32, n int) {
	if !t.composite || len(codes) < 2 {
		return uint32(codes[0]), 1
	}
	code = uint32(codes[0])<<8 | uint32(codes[1])
	if t.unicode && utf16.IsSurrogate(rune(code)) && len(codes) >= 4 {
		return code<<16 | uint32(codes[2])<<8 | uint32(codes[3]), 4
	}
	return code, 2
}

// width gives the advance of a code in parts of the em.
func (t *font) width(code uint32) float64 {
	if w, ok := t.widths[code]; ok {
		return w * t.unit
	}
	return t.fallback * t.unit
}

// chars gives the characters of a code.
func (t *font) chars(code uint32) []rune {
	if t.toUnicode != nil {
		if chars := t.toUnicode.chars(code); len(chars) > 0 {
			return chars
		}
	}
	switch {
	case t.unicode && code > 0xFFFF:
		return []rune{utf16.DecodeRune(rune(code>>16), rune(code&0xFFFF))}
	case t.unicode:
		return []rune{rune(code)}
	case !t.composite && code < 256:
		return t.encoding[code : code+1]
	}
	return []rune{Unknown}
}

// cmap maps codes to characters (ISO 32000-1, 9.10.3).
type cmap struct {
	single map[uint32][]rune
	ranges []cmapRange
}

type cmapRange struct {
	first, last uint32
	chars       []rune // of the first code; the last character counts up
}

// mostRanges bounds a CMap.
const mostRanges = 10_000

// parseCMap reads the mappings of a ToUnicode CMap and passes over all else.
func parseCMap(data []byte) *cmap {
	m := &cmap{single: map[uint32][]rune{}}
	l := lexer{data: data}
	var operands []object
	for {
		o := l.next()
		switch {
		case o.kind == noObject:
			return m
		case o.kind != anOperator:
			if len(operands) < 3*mostRanges {
				operands = append(operands, o)
			}
			continue
		case string(o.text) == "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				m.single[bigEndian(operands[i].text)] = textUTF16(operands[i+1].text)
			}
		case string(o.text) == "endbfrange":
			for i := 0; i+2 < len(operands); i += 3 {
				m.addRange(bigEndian(operands[i].text), bigEndian(operands[i+1].text), operands[i+2])
			}
		}
		operands = operands[:0]
	}
}

func (m *cmap) addRange(first, last uint32, to object) {
	if to.kind == anArray {
		for i, item := range to.items {
			m.single[first+uint32(i)] = textUTF16(item.text)
		}
		return
	}
	if chars := textUTF16(to.text); len(chars) > 0 && len(m.ranges) < mostRanges {
		m.ranges = append(m.ranges, cmapRange{first: first, last: last, chars: chars})
	}
}

// chars gives the characters of a code; none if the CMap lacks it.
func (m *cmap) chars(code uint32) []rune {
	if chars, ok := m.single[code]; ok {
		return chars
	}
	for _, r := range m.ranges {
		if r.first <= code && code <= r.last {
			chars := append([]rune(nil), r.chars...)
			chars[len(chars)-1] += rune(code - r.first)
			m.single[code] = chars
			return chars
		}
	}
	m.single[code] = nil
	return nil
}

func bigEndian(b []byte) (n uint32) {
	for _, c := range b {
		n = n<<8 | uint32(c)
	}
	return n
}

// textUTF16 reads UTF-16BE.
func textUTF16(b []byte) []rune {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return utf16.Decode(units)
}

// textString reads a text string: UTF-16 or UTF-8 with its mark, else Latin characters (ISO 32000-1, 7.9.2.2).
func textString(b []byte) []rune {
	if rest, ok := bytes.CutPrefix(b, []byte{0xFE, 0xFF}); ok {
		return textUTF16(rest)
	}
	if rest, ok := bytes.CutPrefix(b, []byte{0xEF, 0xBB, 0xBF}); ok {
		return []rune(string(rest))
	}
	chars := make([]rune, len(b))
	for i, c := range b {
		chars[i] = charmap.Windows1252.DecodeByte(c)
	}
	return chars
}
