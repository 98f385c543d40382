package pdfread

import (
	"encoding/binary"

	"gongwen/generator/measure"
)

// outlines are the glyph outlines of an embedded TrueType program, as far as their heights need them. Subsets lack the tables
// that readers of whole fonts insist on.
type outlines struct {
	unitsPerEm int
	long       bool // loca has 32 bits an entry
	loca, glyf []byte
}

// newOutlines finds the tables of a TrueType program; nil if it is none.
func newOutlines(program []byte) *outlines {
	tables := map[string][]byte{}
	if len(program) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(program[4:])) {
		entry := 12 + 16*i
		if entry+16 > len(program) {
			return nil
		}
		start := uint64(binary.BigEndian.Uint32(program[entry+8:]))
		end := start + uint64(binary.BigEndian.Uint32(program[entry+12:]))
		if end <= uint64(len(program)) {
			tables[string(program[entry:entry+4])] = program[start:end]
		}
	}
	head := tables["head"]
	if len(head) < 54 || tables["glyf"] == nil {
		return nil
	}
	o := &outlines{
		unitsPerEm: int(binary.BigEndian.Uint16(head[18:])), long: binary.BigEndian.Uint16(head[50:]) != 0,
		loca: tables["loca"], glyf: tables["glyf"],
	}
	if o.unitsPerEm == 0 {
		return nil
	}
	return o
}

// top gives how far a glyph stands above the baseline, in thousandths of the em; ok is false if the glyph is empty or missing.
func (o *outlines) top(glyph uint32) (top int, ok bool) {
	start, end := o.offset(uint64(glyph)), o.offset(uint64(glyph)+1)
	if start+10 > end || end > uint64(len(o.glyf)) {
		return 0, false
	}
	highest := measure.Length(int16(binary.BigEndian.Uint16(o.glyf[start+8:]))) // yMax
	return int(highest.Scale(1000, int64(o.unitsPerEm))), true
}

// offset gives the place of a glyph in glyf; one beyond the table if loca lacks it.
func (o *outlines) offset(glyph uint64) uint64 {
	switch {
	case o.long && 4*glyph+4 <= uint64(len(o.loca)):
		return uint64(binary.BigEndian.Uint32(o.loca[4*glyph:]))
	case !o.long && 2*glyph+2 <= uint64(len(o.loca)):
		return 2 * uint64(binary.BigEndian.Uint16(o.loca[2*glyph:]))
	}
	return uint64(len(o.glyf)) + 1
}
