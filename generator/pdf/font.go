package pdf

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"unicode/utf16"

	"gongwen/generator/page"
)

// face is a font of the file, and what the pages use of it.
type face struct {
	page.Font
	resource string // name in the resource dictionary, with its slash
	object   ref    // the Type0 font
	numbers  [1 << 16 / numberBlock]*[numberBlock]uint16
	glyphs   []page.GlyphID // that are used, in the order of their first uses
	uses     []use          // of these
}

// use is what the file says of one glyph of a face.
type use struct {
	char  rune  // of the glyph's first use: the one that ToUnicode gives
	width int32 // in thousandths of the em, as W has it; whole, because MuPDF cuts decimals off
}

// numberBlock is the number of glyphs for whose numbers there is made room at once.
const numberBlock = 128

// faceOf gives the face of a font, which it makes at the font's first use.
func (f *file) faceOf(font page.Font) *face {
	if known, ok := f.faces[font]; ok {
		return known
	}
	made := &face{Font: font, resource: "/F" + strconv.Itoa(len(f.order)+1), object: f.reserve()}
	f.faces[font] = made
	f.order = append(f.order, made)
	return made
}

// use notes that a glyph is used, and gives its number in the file, from 1, and what the file says of it. The numbers follow on
// each other as the glyphs are met: so the tables of the subset are as short as can be.
func (f *face) use(g *page.Glyph) (number uint16, u use) {
	block := f.numbers[g.ID/numberBlock]
	if block == nil {
		block = new([numberBlock]uint16)
		f.numbers[g.ID/numberBlock] = block
	}
	if number = block[g.ID%numberBlock]; number != 0 {
		return number, f.uses[number-1]
	}
	u = use{char: g.Rune, width: int32(f.scale(f.Advance(g.ID)))}
	f.glyphs, f.uses = append(f.glyphs, g.ID), append(f.uses, u)
	number = uint16(len(f.glyphs))
	block[g.ID%numberBlock] = number
	return number, u
}

// scale gives font units in thousandths of the em.
func (f *face) scale(units int) int {
	return int(page.Length(units).Scale(1000, int64(f.UnitsPerEm())))
}

// writeFonts writes every face that the pages use.
func (f *file) writeFonts() error {
	for _, face := range f.order {
		if err := f.writeFont(face); err != nil {
			return fmt.Errorf("font %s: %w", face.Name(), err)
		}
	}
	return f.err
}

// writeFont writes a composite font (ISO 32000-1, 9.7) whose codes are the numbers of the glyphs.
func (f *file) writeFont(face *face) error {
	s, err := f.cache.font(face, func() (*storedFont, error) { return f.subset(face) })
	if err != nil {
		return err
	}
	descendant, descriptor, program, toUnicode := f.reserve(), f.reserve(), f.reserve(), f.reserve()

	f.begin(face.object)
	f.printf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%v] /ToUnicode %v >>",
		s.name, descendant, toUnicode)
	f.end()

	f.begin(descendant)
	f.printf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /FontDescriptor %v /CIDToGIDMap /Identity"+
		" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>", s.name, descriptor)
	f.buf = face.appendWidths(f.buf)
	f.printf(" >>")
	f.end()

	m := face.Metrics()
	flags, stem := 1<<2, 80 // Symbolic: the glyphs are not those of a Latin character set
	if m.Bold {
		flags, stem = flags|1<<18, 140 // ForceBold
	}
	f.begin(descriptor)
	f.printf("<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle 0"+
		" /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %v >>", s.name, flags,
		face.scale(m.XMin), face.scale(m.YMin), face.scale(m.XMax), face.scale(m.YMax),
		face.scale(m.Ascent), face.scale(m.Descent), face.scale(m.CapHeight), stem, program)
	f.end()

	f.derived(func() { f.writeStored(program, "", s.program) }) // its name, which is hashed, has a tag made of the glyphs
	f.writeStored(toUnicode, "", s.toUnicode)
	return f.err
}

// subset gives the subset of a face that the file uses. Its program is that of the encoder, and good until it packs another.
func (f *file) subset(face *face) (*storedFont, error) {
	program, err := face.Subset(f.content[:0], face.glyphs)
	if err != nil {
		return nil, err
	}
	f.packDense(program)
	f.content = face.appendToUnicode(program[:0])
	return &storedFont{
		name:      subsetTag(face.Name(), face.glyphs) + "+" + face.Name(),
		program:   &stored{entries: fmt.Sprintf("/Length1 %d ", len(program)) + flateEntry, data: [][]byte{f.dense}},
		toUnicode: f.pack("", f.content),
	}, nil
}

// subsetTag gives the six letters that tell this subset from others of its face: ISO 32000-1, 9.6.4.
func subsetTag(name string, glyphs []page.GlyphID) string {
	content := append(make([]byte, 0, len(name)+2*len(glyphs)), name...)
	for _, g := range glyphs {
		content = append(content, byte(g>>8), byte(g))
	}
	sum := sha256.Sum256(content)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// appendWidths appends the widths of the glyphs, ISO 32000-1, 9.7.4.3. Those of one em, all Han, are DW.
func (f *face) appendWidths(dst []byte) []byte {
	dst = append(dst, " /DW 1000 /W ["...)
	last := -1 // the glyph that the open array ends with
	for i, u := range f.uses {
		if u.width == 1000 {
			continue
		}
		switch {
		case last < 0:
			dst = append(strconv.AppendInt(dst, int64(i+1), 10), '[')
		case i == last+1:
			dst = append(dst, ' ')
		default:
			dst = append(dst, ']')
			dst = append(strconv.AppendInt(dst, int64(i+1), 10), '[')
		}
		dst = strconv.AppendInt(dst, int64(u.width), 10)
		last = i
	}
	if last >= 0 {
		dst = append(dst, ']')
	}
	return append(dst, ']')
}

// The ends of a ToUnicode CMap, ISO 32000-1, 9.10.3.
const (
	cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`
	cmapTail = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`
)

// appendToUnicode appends the CMap that gives the character of each glyph, in UTF-16. A range may not go beyond codes with the
// same first byte.
func (f *face) appendToUnicode(dst []byte) []byte {
	dst = append(dst, cmapHead...)
	for first := 1; first <= len(f.uses); {
		last := min(first|0xFF, len(f.uses))
		dst = appendHex(append(dst, "1 beginbfrange\n<"...), uint16(first))
		dst = appendHex(append(dst, "> <"...), uint16(last))
		dst = append(dst, "> ["...)
		for _, u := range f.uses[first-1 : last] {
			dst = append(appendUTF16(append(dst, '<'), u.char), '>')
		}
		dst = append(dst, "]\nendbfrange\n"...)
		first = last + 1
	}
	return append(dst, cmapTail...)
}

func appendUTF16(dst []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); utf16.IsSurrogate(high) {
		return appendHex(appendHex(dst, uint16(high)), uint16(low))
	}
	return appendHex(dst, uint16(r))
}
