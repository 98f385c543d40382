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

// Subset gives a TrueType file for use inside a PDF: the wanted glyphs and those they are composed of, under their own
// ids. The glyphs in between are blank, those above the highest are cut off. The programs that hint a
// face are kept, because the glyphs' own instructions call them.
func (f *Face) Subset(wanted []page.GlyphID) ([]byte, error) {
	ids, err := f.closure(wanted)
	if err != nil {
		return nil, err
	}
	tables, err := f.subset(selection{ids: ids})
	if err != nil {
		return nil, err
	}
	return writeContainer(tables)
}

// EmbeddedSubset gives a TrueType file that stands alone, as word processors need it: the glyphs of runes one after the
// other, a character map that has exactly runes, and family as its family name. The font's copyright and licence stay in
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
	ids, err := f.closure(slices.Compact(wanted))
	if err != nil {
		return nil, err
	}
	chosen := selection{ids: ids, dense: true}
	tables, err := f.subset(chosen)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(chars, func(a, b mapping) int { return int(a.char - b.char) })
	chars = slices.Compact(chars)
	for i := range chars {
		chars[i].glyph = chosen.idOf(chars[i].glyph)
	}
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

// selection is the glyphs of a subset, in ascending order and with all that they are composed of. A dense one numbers them
// anew, from 1; else each keeps its id, and the glyphs in between are blank.
type selection struct {
	ids   []page.GlyphID
	dense bool
}

// id is the number in the subset of the ith glyph.
func (s selection) id(i int) int {
	if s.dense {
		return i + 1
	}
	return int(s.ids[i])
}

// idOf is the number in the subset of a glyph of the face, which must be one of the selection.
func (s selection) idOf(g page.GlyphID) page.GlyphID {
	i, _ := slices.BinarySearch(s.ids, g)
	return page.GlyphID(s.id(i))
}

// count is the number of glyphs in the subset, blank ones included.
func (s selection) count() int {
	if len(s.ids) == 0 {
		return 1
	}
	return s.id(len(s.ids)-1) + 1
}

// subset gives the tables of a subset in the order of their tags.
func (f *Face) subset(chosen selection) ([]tableOf, error) {
	size, err := f.glyphSize(chosen.ids)
	if err != nil {
		return nil, err
	}
	count := chosen.count()
	metrics, shared := f.ownMetrics(chosen)
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
			tables = append(tables, tableOf{tag, size, func(b []byte) error { return f.copyGlyphs(b, chosen) }})
		case "head":
			tables = append(tables, whole(tag, head))
		case "hhea":
			tables = append(tables, whole(tag, hhea))
		case "hmtx":
			tables = append(tables, tableOf{tag, 4*metrics + 2*(count-metrics), func(b []byte) error {
				f.copyMetrics(b, chosen, metrics, shared)
				return nil
			}})
		case "loca":
			tables = append(tables, tableOf{tag, width * (count + 1), func(b []byte) error { return f.copyOffsets(b, chosen, width) }})
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
	var head [2]byte
	for k := 0; k < len(ids); k++ {
		data, err := f.composite(ids[k], head[:])
		if err != nil {
			return nil, fmt.Errorf("typeset: %s: glyph %d: %w", f.name, ids[k], err)
		}
		for at := range components(data) {
			g := binary.BigEndian.Uint16(data[at:])
			if int(g) < len(seen) && !seen[g] {
				seen[g] = true
				ids = append(ids, g)
			}
		}
	}
	slices.Sort(ids)
	return ids, nil
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
		if chosen.dense && len(data) > 1 && int16(binary.BigEndian.Uint16(data)) < 0 {
			for part := range components(data) {
				binary.BigEndian.PutUint16(data[part:], chosen.idOf(binary.BigEndian.Uint16(data[part:])))
			}
		}
		at += (e.length + 3) &^ 3
	}
	return nil
}

// copyOffsets fills a table loca: where the outline of each glyph begins in the table that copyGlyphs makes. An offset has
// width bytes; two bytes count in units of two.
func (f *Face) copyOffsets(loca []byte, chosen selection, width int) error {
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
	for i, g := range chosen.ids {
		put(width * (chosen.id(i) + 1))
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
func (f *Face) ownMetrics(chosen selection) (count, shared int) {
	if len(chosen.ids) == 0 {
		return 1, 0
	}
	shared = f.Advance(chosen.ids[len(chosen.ids)-1])
	for i, g := range slices.Backward(chosen.ids) {
		if f.Advance(g) != shared {
			return chosen.id(i) + 2, shared
		}
	}
	return 1, shared
}

// copyMetrics fills a table hmtx, in which the first metrics glyphs have an advance of their own and the rest that of the
// last of these. Glyphs that are not among the chosen get zeros.
func (f *Face) copyMetrics(hmtx []byte, chosen selection, metrics, shared int) {
	binary.BigEndian.PutUint16(hmtx[4*(metrics-1):], uint16(shared))
	for i, g := range chosen.ids {
		id := chosen.id(i)
		if id >= metrics {
			copy(hmtx[4*metrics+2*(id-metrics):], f.bearing(int(g)))
			continue
		}
		binary.BigEndian.PutUint16(hmtx[4*id:], uint16(f.Advance(g)))
		copy(hmtx[4*id+2:], f.bearing(int(g)))
	}
}
