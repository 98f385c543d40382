package typeset

import (
	"encoding/binary"
	"fmt"
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

// Subset gives a TrueType file for use inside a PDF: the wanted glyphs and those they are composed of, under their own
// ids. The glyphs in between are blank, those above the highest are cut off. The programs that hint a
// face are kept, because the glyphs' own instructions call them.
func (f *Face) Subset(wanted []page.GlyphID) ([]byte, error) {
	tables, err := f.subset(wanted)
	if err != nil {
		return nil, err
	}
	return writeContainer(tables)
}

// EmbeddedSubset gives a TrueType file that stands alone, as word processors need it: the glyphs of runes under their own
// ids, a character map that has exactly runes, and family as its family name. The font's copyright and licence stay in
// it. It fails for a character that the face has not.
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
	tables, err := f.subset(slices.Compact(wanted))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(chars, func(a, b mapping) int { return int(a.char - b.char) })
	chars = slices.Compact(chars)
	post := make([]byte, 32)
	binary.BigEndian.PutUint32(post, 0x00030000) // no glyph names
	tables = append(tables, whole("OS/2", f.os2For(chars)), whole("cmap", cmapTable(chars)), whole("post", post),
		whole("name", nameTable(map[uint16]string{
			0: name(f.names, 0), 1: family, 2: "Regular", 3: f.name + " for gongwen", 4: family, 5: name(f.names, 5), 6: f.name,
			13: name(f.names, 13), 14: name(f.names, 14),
		})))
	slices.SortFunc(tables, func(a, b tableOf) int { return strings.Compare(a.tag, b.tag) })
	return writeContainer(tables)
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

// subset gives the tables of a subset in the order of their tags.
func (f *Face) subset(wanted []page.GlyphID) ([]tableOf, error) {
	ids, err := f.closure(wanted)
	if err != nil {
		return nil, err
	}
	count := 1
	if len(ids) > 0 {
		count = int(ids[len(ids)-1]) + 1
	}
	size, err := f.glyphSize(ids)
	if err != nil {
		return nil, err
	}
	metrics, shared := f.ownMetrics(ids)
	width := 4 // of an offset in table loca
	if size < 2<<16 {
		width = 2 // in units of two bytes: half as long is half the work, and most of loca says the same
	}
	be := binary.BigEndian
	head, hhea, maxp := slices.Clone(f.head), slices.Clone(f.hhea), slices.Clone(f.maxp)
	be.PutUint16(head[50:], uint16(width/4))
	be.PutUint16(hhea[34:], uint16(metrics))
	be.PutUint16(maxp[4:], uint16(count))
	tables := make([]tableOf, 0, 13)
	for _, tag := range []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"} {
		switch tag {
		case "glyf":
			tables = append(tables, tableOf{tag, size, func(b []byte) error { return f.copyGlyphs(b, ids) }})
		case "head":
			tables = append(tables, whole(tag, head))
		case "hhea":
			tables = append(tables, whole(tag, hhea))
		case "hmtx":
			tables = append(tables, tableOf{tag, 4*metrics + 2*(count-metrics), func(b []byte) error {
				f.copyMetrics(b, ids, metrics, shared)
				return nil
			}})
		case "loca":
			tables = append(tables, tableOf{tag, width * (count + 1), func(b []byte) error { return f.copyOffsets(b, ids, width) }})
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

// closure adds the glyphs that the wanted ones are composed of. The result is in ascending order, without doubles.
func (f *Face) closure(wanted []page.GlyphID) ([]page.GlyphID, error) {
	ids := slices.Clone(wanted)
	seen := make([]bool, f.glyphCount())
	for _, g := range ids {
		if int(g) >= len(seen) {
			return nil, fmt.Errorf("typeset: %s: no glyph %d", f.name, g)
		}
		seen[g] = true
	}
	var kind [2]byte
	for k := 0; k < len(ids); k++ {
		e, err := f.extent(ids[k])
		if err != nil {
			return nil, err
		}
		if e.length == 0 {
			continue
		}
		if _, err := f.file.ReadAt(kind[:], e.offset); err != nil {
			return nil, fmt.Errorf("typeset: %s: glyph %d: %w", f.name, ids[k], err)
		}
		if int16(binary.BigEndian.Uint16(kind[:])) >= 0 {
			continue
		}
		parts, err := f.components(e)
		if err != nil {
			return nil, fmt.Errorf("typeset: %s: glyph %d: %w", f.name, ids[k], err)
		}
		for _, g := range parts {
			if int(g) < len(seen) && !seen[g] {
				seen[g] = true
				ids = append(ids, g)
			}
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// components gives the glyphs that the composite glyph at e refers to.
func (f *Face) components(e extent) ([]page.GlyphID, error) {
	data, err := f.read(e)
	if err != nil {
		return nil, err
	}
	var parts []page.GlyphID
	for at := 10; at+4 <= len(data); {
		flags := binary.BigEndian.Uint16(data[at:])
		parts = append(parts, binary.BigEndian.Uint16(data[at+2:]))
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
		if flags&moreComponents == 0 {
			break
		}
	}
	return parts, nil
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

// copyGlyphs fills a table glyf with the outlines of ids, whose extents glyphSize has found right.
func (f *Face) copyGlyphs(glyf []byte, ids []page.GlyphID) error {
	at := int64(0)
	for _, g := range ids {
		e, _ := f.extent(g)
		if _, err := f.file.ReadAt(glyf[at:at+e.length], e.offset); err != nil {
			return fmt.Errorf("typeset: %s: glyph %d: %w", f.name, g, err)
		}
		at += (e.length + 3) &^ 3
	}
	return nil
}

// copyOffsets fills a table loca: where the outline of each glyph begins in the table that copyGlyphs makes. An offset has
// width bytes; two bytes count in units of two.
func (f *Face) copyOffsets(loca []byte, ids []page.GlyphID, width int) error {
	at, next := int64(0), 0
	put := func(until int) {
		for ; next < until; next += width {
			if width == 2 {
				binary.BigEndian.PutUint16(loca[next:], uint16(at/2))
			} else {
				binary.BigEndian.PutUint32(loca[next:], uint32(at))
			}
		}
	}
	for _, g := range ids {
		put(width * (int(g) + 1))
		e, err := f.extent(g)
		if err != nil {
			return err
		}
		at += (e.length + 3) &^ 3
	}
	put(len(loca))
	return nil
}

// ownMetrics gives the number of glyphs to which table hmtx has to give an advance of their own, and the advance that the
// last of them shares with all that follow: nearly every Chinese glyph is as wide as the last.
func (f *Face) ownMetrics(ids []page.GlyphID) (count, shared int) {
	if len(ids) == 0 {
		return 1, 0
	}
	shared = f.Advance(ids[len(ids)-1])
	for _, g := range slices.Backward(ids) {
		if f.Advance(g) != shared {
			return int(g) + 2, shared
		}
	}
	return 1, shared
}

// copyMetrics fills a table hmtx, in which the first metrics glyphs have an advance of their own and the rest that of the
// last of these. Glyphs that are not among ids get zeros.
func (f *Face) copyMetrics(hmtx []byte, ids []page.GlyphID, metrics, shared int) {
	binary.BigEndian.PutUint16(hmtx[4*(metrics-1):], uint16(shared))
	for _, id := range ids {
		g := int(id)
		if g >= metrics {
			copy(hmtx[4*metrics+2*(g-metrics):], f.bearing(g))
			continue
		}
		binary.BigEndian.PutUint16(hmtx[4*g:], uint16(f.Advance(id)))
		copy(hmtx[4*g+2:], f.bearing(g))
	}
}
