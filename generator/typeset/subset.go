package typeset

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strings"

	"gongwen/generator/page"
)

// The flags of a component of a composite glyph, as the OpenType specification names them (table glyf).
const (
	arg1And2AreWords   = 0x0001
	weHaveAScale       = 0x0008
	moreComponents     = 0x0020
	weHaveAnXAndYScale = 0x0040
	weHaveATwoByTwo    = 0x0080
)

// Subset appends to dst a TrueType file for use inside a PDF: the wanted glyphs, numbered from 1 in their order, and after them those
// that they are composed of. The programs that hint a face are kept, because the glyphs' own instructions call them.
func (f *Face) Subset(dst []byte, wanted []page.GlyphID) ([]byte, error) {
	chosen, err := f.closure(wanted)
	if err != nil {
		return dst, err
	}
	tables, err := f.subset(chosen)
	if err != nil {
		return dst, err
	}
	return appendContainer(dst, tables)
}

// EmbeddedSubset gives a TrueType file that stands alone, as word processors need it: the glyphs of runes one after the
// other, a character map that has exactly runes, and family as its family name. The font's copyright and licence stay in
// it. It fails for a character that the face lacks.
func (f *Face) EmbeddedSubset(runes []rune, family string) ([]byte, error) {
	chars := make([]mapping, 0, len(runes))
	wanted := make([]page.GlyphID, 0, len(runes))
	for _, r := range runes {
		g := f.cmap.glyph(r)
		if g == 0 {
			return nil, fmt.Errorf("typeset: %s: no glyph for %U", f.name, r)
		}
		chars = append(chars, mapping{r, g})
		wanted = append(wanted, g)
	}
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	chosen, err := f.closure(wanted)
	if err != nil {
		return nil, err
	}
	tables, err := f.subset(chosen)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(chars, func(a, b mapping) int { return int(a.char - b.char) })
	chars = slices.Compact(chars)
	for i := range chars {
		place, _ := slices.BinarySearch(wanted, chars[i].glyph)
		chars[i].glyph = page.GlyphID(place + 1)
	}
	post := make([]byte, 32)
	binary.BigEndian.PutUint32(post, 0x00030000) // no glyph names
	tables = append(tables, whole("OS/2", f.os2For(chars)), whole("cmap", cmapTable(chars)), whole("post", post),
		whole("name", nameTable(map[uint16]string{
			0: name(f.names, 0), 1: family, 2: "Regular", 3: f.name + " for gongwen", 4: family, 5: name(f.names, 5), 6: f.name,
			13: name(f.names, 13), 14: name(f.names, 14),
		})))
	slices.SortFunc(tables, func(a, b tableOf) int { return strings.Compare(a.tag, b.tag) })
	return appendContainer(nil, tables)
}

// os2For gives table OS/2 with the first and the last of the characters.
func (f *Face) os2For(chars []mapping) []byte {
	os2 := slices.Clone(f.os2)
	if len(chars) > 0 {
		binary.BigEndian.PutUint16(os2[64:], uint16(min(chars[0].char, 0xFFFF)))
		binary.BigEndian.PutUint16(os2[66:], uint16(min(chars[len(chars)-1].char, 0xFFFF)))
	}
	return os2
}

// selection is the glyphs of a subset in their order, with all that they are composed of. The first is glyph 1 of the subset.
type selection struct {
	ids     []page.GlyphID
	numbers map[page.GlyphID]page.GlyphID // of the glyphs in the subset; nil if none of them is composed of others
}

// count is the number of glyphs in the subset, with glyph 0, which is blank.
func (s selection) count() int { return len(s.ids) + 1 }

// add gives the number of a glyph in the subset, to which it is added if it is not in it.
func (s *selection) add(g page.GlyphID) page.GlyphID {
	if s.numbers == nil {
		s.numbers = make(map[page.GlyphID]page.GlyphID, len(s.ids))
		for i, id := range s.ids {
			s.numbers[id] = page.GlyphID(i + 1)
		}
	}
	number, ok := s.numbers[g]
	if !ok {
		s.ids = append(s.ids, g)
		number = page.GlyphID(len(s.ids))
		s.numbers[g] = number
	}
	return number
}

// subset gives the tables of a subset in the order of their tags.
func (f *Face) subset(chosen selection) ([]tableOf, error) {
	size, err := f.glyphSize(chosen.ids)
	if err != nil {
		return nil, err
	}
	count := chosen.count()
	be := binary.BigEndian
	head, hhea, maxp := slices.Clone(f.head), slices.Clone(f.hhea), slices.Clone(f.maxp)
	be.PutUint16(head[50:], 1) // offsets in table loca have four bytes
	be.PutUint16(hhea[34:], uint16(count))
	be.PutUint16(maxp[4:], uint16(count))
	tables := make([]tableOf, 0, 13)
	for _, tag := range []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"} {
		switch tag {
		case "glyf":
			tables = append(tables, tableOf{tag, size, func(b []byte) error { return f.copyGlyphs(b, chosen) }})
		case "head":
			tables = append(tables, whole(tag, head))
		case "hhea":
			tables = append(tables, whole(tag, hhea))
		case "hmtx":
			tables = append(tables, tableOf{tag, 4 * count, func(b []byte) error { f.copyMetrics(b, chosen); return nil }})
		case "loca":
			tables = append(tables, tableOf{tag, 4 * (count + 1), func(b []byte) error { return f.copyOffsets(b, chosen) }})
		case "maxp":
			tables = append(tables, whole(tag, maxp))
		default:
			if _, ok := f.tables[tag]; !ok {
				continue
			}
			data, err := f.table(tag, 0)
			if err != nil {
				return nil, fmt.Errorf("typeset: %s: %w", f.name, err)
			}
			tables = append(tables, whole(tag, data))
		}
	}
	return tables, nil
}

// closure adds the glyphs that the wanted ones are composed of. wanted is without doubles.
func (f *Face) closure(wanted []page.GlyphID) (selection, error) {
	chosen := selection{ids: wanted[:len(wanted):len(wanted)]}
	var head [2]byte
	for k := 0; k < len(chosen.ids); k++ {
		g := chosen.ids[k]
		if int(g) >= f.glyphCount() {
			return selection{}, fmt.Errorf("typeset: %s: no glyph %d", f.name, g)
		}
		data, err := f.composite(g, head[:])
		if err != nil {
			return selection{}, fmt.Errorf("typeset: %s: glyph %d: %w", f.name, g, err)
		}
		for at := range components(data) {
			if part := binary.BigEndian.Uint16(data[at:]); int(part) < f.glyphCount() {
				chosen.add(part)
			}
		}
	}
	return chosen, nil
}

// composite gives the description of a glyph that is composed of others, nil for any other glyph. head is room for two bytes.
func (f *Face) composite(g page.GlyphID, head []byte) ([]byte, error) {
	e, err := f.extent(g)
	if err != nil || e.length == 0 {
		return nil, err
	}
	if _, err := f.file.ReadAt(head, e.offset); err != nil {
		return nil, err
	}
	if int16(binary.BigEndian.Uint16(head)) >= 0 { // the number of contours
		return nil, nil
	}
	return f.read(e)
}

// components gives the places in a composite glyph's description where the ids of its components stand.
func components(data []byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 10; at+4 <= len(data); {
			flags := binary.BigEndian.Uint16(data[at:])
			if !yield(at+2) || flags&moreComponents == 0 {
				return
			}
			at += 6
			if flags&arg1And2AreWords != 0 {
				at += 2
			}
			switch {
			case flags&weHaveAScale != 0:
				at += 2
			case flags&weHaveAnXAndYScale != 0:
				at += 4
			case flags&weHaveATwoByTwo != 0:
				at += 8
			}
		}
	}
}

// glyphSize is the length of a table glyf that has just ids: each begins at a multiple of four bytes.
func (f *Face) glyphSize(ids []page.GlyphID) (int, error) {
	size := 0
	for _, g := range ids {
		e, err := f.extent(g)
		if err != nil {
			return 0, err
		}
		size += int(e.length+3) &^ 3
	}
	return size, nil
}

// copyGlyphs fills a table glyf with the outlines of a selection, whose extents glyphSize has found right.
func (f *Face) copyGlyphs(glyf []byte, chosen selection) error {
	at := int64(0)
	for _, g := range chosen.ids {
		e, _ := f.extent(g)
		data := glyf[at : at+e.length]
		if _, err := f.file.ReadAt(data, e.offset); err != nil {
			return fmt.Errorf("typeset: %s: glyph %d: %w", f.name, g, err)
		}
		if chosen.numbers != nil && len(data) > 1 && int16(binary.BigEndian.Uint16(data)) < 0 {
			for part := range components(data) {
				binary.BigEndian.PutUint16(data[part:], chosen.numbers[binary.BigEndian.Uint16(data[part:])])
			}
		}
		at += (e.length + 3) &^ 3
	}
	return nil
}

// copyOffsets fills a table loca: where the outline of each glyph begins in the table that copyGlyphs makes.
func (f *Face) copyOffsets(loca []byte, chosen selection) error {
	at := uint32(0)
	for i, g := range chosen.ids {
		binary.BigEndian.PutUint32(loca[4*(i+1):], at)
		e, err := f.extent(g)
		if err != nil {
			return err
		}
		at += uint32(e.length+3) &^ 3
	}
	binary.BigEndian.PutUint32(loca[len(loca)-4:], at)
	return nil
}

// copyMetrics fills a table hmtx, in which each glyph has an advance of its own.
func (f *Face) copyMetrics(hmtx []byte, chosen selection) {
	for i, g := range chosen.ids {
		entry := hmtx[4*(i+1):]
		binary.BigEndian.PutUint16(entry, uint16(f.Advance(g)))
		copy(entry[2:], f.bearing(int(g)))
	}
}
