package typeset

import (
	"encoding/binary"
	"fmt"
	"sort"

	"gongwen/generator/page"
)

// cmap is a character map: a subtable of format 12, or of format 4 where the font has no other.
type cmap struct {
	format int
	data   []byte
}

// readCmap chooses the subtable for Unicode out of a cmap table.
func readCmap(table []byte) (cmap, error) {
	be := binary.BigEndian
	best := cmap{}
	for i := range int(be.Uint16(table[2:])) {
		r := table[4+8*i:]
		platform, encoding := be.Uint16(r), be.Uint16(r[2:])
		if platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue
		}
		sub := table[be.Uint32(r[4:]):]
		switch format := int(be.Uint16(sub)); {
		case format == 12:
			return cmap{12, sub[16:][:12*be.Uint32(sub[12:])]}, nil
		case format == 4:
			best = cmap{4, sub}
		}
	}
	if best.format == 0 {
		return cmap{}, fmt.Errorf("no Unicode character map of format 4 or 12")
	}
	return best, nil
}

// glyph gives the glyph of a character, or 0.
func (m *cmap) glyph(r rune) page.GlyphID {
	if m.format == 12 {
		return m.group(uint32(r))
	}
	if r > 0xFFFF {
		return 0
	}
	return m.segment(uint16(r))
}

func (m *cmap) group(r uint32) page.GlyphID {
	be := binary.BigEndian
	n := len(m.data) / 12
	i := sort.Search(n, func(i int) bool { return be.Uint32(m.data[12*i+4:]) >= r })
	if i == n || be.Uint32(m.data[12*i:]) > r {
		return 0
	}
	return page.GlyphID(be.Uint32(m.data[12*i+8:]) + r - be.Uint32(m.data[12*i:]))
}

func (m *cmap) segment(r uint16) page.GlyphID {
	be := binary.BigEndian
	twice := int(be.Uint16(m.data[6:])) // the number of segments, times two
	ends, starts := m.data[14:], m.data[16+twice:]
	deltas, offsets := m.data[16+2*twice:], m.data[16+3*twice:]
	i := sort.Search(twice/2, func(i int) bool { return be.Uint16(ends[2*i:]) >= r })
	if 2*i == twice || be.Uint16(starts[2*i:]) > r {
		return 0
	}
	delta, offset := be.Uint16(deltas[2*i:]), int(be.Uint16(offsets[2*i:]))
	if offset == 0 {
		return r + delta
	}
	g := be.Uint16(offsets[2*i+offset+2*int(r-be.Uint16(starts[2*i:])):])
	if g == 0 {
		return 0
	}
	return g + delta
}

// mapping is one character of a character map that is to be written.
type mapping struct {
	char  rune
	glyph page.GlyphID
}

// cmapTable makes a cmap table with a subtable of format 4 for the characters up to U+FFFF and one of format 12 for all.
// The characters must be in ascending order.
func cmapTable(chars []mapping) []byte {
	be := binary.BigEndian
	four, twelve := format4(chars), format12(chars)
	var table []byte
	for _, v := range []uint16{0, 2, 3, 1} {
		table = be.AppendUint16(table, v)
	}
	table = be.AppendUint32(table, 20)
	for _, v := range []uint16{3, 10} {
		table = be.AppendUint16(table, v)
	}
	table = be.AppendUint32(table, uint32(20+len(four)))
	return append(append(table, four...), twelve...)
}

// runs calls f for every stretch of characters whose glyphs follow on each other as the characters do.
func runs(chars []mapping, f func(first, last mapping)) {
	for i := 0; i < len(chars); {
		k := i + 1
		for k < len(chars) && chars[k].char == chars[k-1].char+1 && chars[k].glyph == chars[k-1].glyph+1 {
			k++
		}
		f(chars[i], chars[k-1])
		i = k
	}
}

func format12(chars []mapping) []byte {
	be := binary.BigEndian
	sub := make([]byte, 16)
	runs(chars, func(first, last mapping) {
		sub = be.AppendUint32(sub, uint32(first.char))
		sub = be.AppendUint32(sub, uint32(last.char))
		sub = be.AppendUint32(sub, uint32(first.glyph))
	})
	be.PutUint16(sub, 12)
	be.PutUint32(sub[4:], uint32(len(sub)))
	be.PutUint32(sub[12:], uint32(len(sub)/12-1))
	return sub
}

func format4(chars []mapping) []byte {
	be := binary.BigEndian
	plane := sort.Search(len(chars), func(i int) bool { return chars[i].char >= 0xFFFF })
	var ends, starts, deltas []byte
	add := func(first, last mapping) {
		starts = be.AppendUint16(starts, uint16(first.char))
		ends = be.AppendUint16(ends, uint16(last.char))
		deltas = be.AppendUint16(deltas, first.glyph-uint16(first.char))
	}
	runs(chars[:plane], add)
	add(mapping{0xFFFF, 0}, mapping{0xFFFF, 0}) // the format asks for it
	n, log := len(ends)/2, 0
	for 2<<log <= n {
		log++
	}
	var sub []byte
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, 2 << log, log, 2*n - 2<<log} {
		sub = be.AppendUint16(sub, uint16(v))
	}
	sub = append(sub, ends...)
	sub = append(sub, 0, 0)
	sub = append(sub, starts...)
	sub = append(sub, deltas...)
	return append(sub, make([]byte, 2*n)...)
}
