package typeset

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"unicode/utf16"
)

// container is a TrueType file: where its tables lie.
type container struct {
	file   io.ReaderAt
	tables map[string]extent
}

// extent is a stretch of a file.
type extent struct{ offset, length int64 }

// readContainer reads the table directory of a TrueType file.
func readContainer(file io.ReaderAt) (*container, error) {
	c := &container{file: file, tables: map[string]extent{}}
	head, err := c.read(extent{0, 12})
	if err != nil {
		return nil, err
	}
	if binary.BigEndian.Uint32(head) != trueType {
		return nil, fmt.Errorf("no TrueType file")
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	dir, err := c.read(extent{12, int64(n) * 16})
	if err != nil {
		return nil, err
	}
	for ; len(dir) > 0; dir = dir[16:] {
		c.tables[string(dir[:4])] = extent{int64(binary.BigEndian.Uint32(dir[8:])), int64(binary.BigEndian.Uint32(dir[12:]))}
	}
	return c, nil
}

// trueType is the first four bytes of a TrueType file.
const trueType = 0x00010000

func (c *container) read(e extent) ([]byte, error) {
	b := make([]byte, e.length)
	_, err := c.file.ReadAt(b, e.offset)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// table reads a table, which must have at least size bytes.
func (c *container) table(tag string, size int) ([]byte, error) {
	e, ok := c.tables[tag]
	if !ok {
		return nil, fmt.Errorf("no table %s", tag)
	}
	if e.length < int64(size) {
		return nil, fmt.Errorf("table %s is too short", tag)
	}
	b, err := c.read(e)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", tag, err)
	}
	return b, nil
}

// name gives the English text of the name table that has the number id, or "".
func name(table []byte, id uint16) string {
	be := binary.BigEndian
	strings := int(be.Uint16(table[4:]))
	for i := range int(be.Uint16(table[2:])) {
		r := table[6+12*i:]
		if be.Uint16(r) != 3 || be.Uint16(r[4:]) != 0x409 || be.Uint16(r[6:]) != id {
			continue
		}
		b := table[strings+int(be.Uint16(r[10:])):][:be.Uint16(r[8:])]
		u := make([]uint16, len(b)/2)
		for k := range u {
			u[k] = be.Uint16(b[2*k:])
		}
		return string(utf16.Decode(u))
	}
	return ""
}

// nameTable makes a name table with one English text for each id.
func nameTable(texts map[uint16]string) []byte {
	be := binary.BigEndian
	ids := make([]uint16, 0, len(texts))
	for id := range texts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	table := be.AppendUint16(nil, 0)
	table = be.AppendUint16(table, uint16(len(ids)))
	table = be.AppendUint16(table, uint16(6+12*len(ids)))
	var strings []byte
	for _, id := range ids {
		start := len(strings)
		for _, u := range utf16.Encode([]rune(texts[id])) {
			strings = be.AppendUint16(strings, u)
		}
		for _, v := range []uint16{3, 1, 0x409, id, uint16(len(strings) - start), uint16(start)} {
			table = be.AppendUint16(table, v)
		}
	}
	return append(table, strings...)
}

// tableOf is a table of a file that is to be written: its length, and what puts its bytes into a block of that length.
type tableOf struct {
	tag  string
	size int
	fill func(b []byte) error
}

// whole is a table whose bytes there are already.
func whole(tag string, data []byte) tableOf {
	return tableOf{tag, len(data), func(b []byte) error { copy(b, data); return nil }}
}

// appendContainer appends a TrueType file to dst, each table in its place in one block of memory. The tables must be in the
// order of their tags; the checksum of the file is put into the table head, which must be among them.
func appendContainer(dst []byte, tables []tableOf) ([]byte, error) {
	be := binary.BigEndian
	size := 12 + 16*len(tables)
	for _, t := range tables {
		size += (t.size + 3) &^ 3
	}
	log := 0
	for 2<<log <= len(tables) {
		log++
	}
	begin := len(dst)
	dst = slices.Grow(dst, size)[:begin+size]
	file := dst[begin:]
	clear(file)
	be.PutUint32(file, trueType)
	for i, v := range []int{len(tables), 16 << log, log, 16*len(tables) - 16<<log} {
		be.PutUint16(file[4+2*i:], uint16(v))
	}
	offset, head := 12+16*len(tables), 0
	directory := file[:offset]
	var sum uint32 // of the tables
	for i, t := range tables {
		data := file[offset : offset+t.size]
		if err := t.fill(data); err != nil {
			return dst[:begin], err
		}
		if t.tag == "head" {
			head = offset
			be.PutUint32(data[8:], 0)
		}
		own := checksum(data)
		sum += own
		entry := directory[12+16*i:]
		copy(entry, t.tag)
		be.PutUint32(entry[4:], own)
		be.PutUint32(entry[8:], uint32(offset))
		be.PutUint32(entry[12:], uint32(t.size))
		offset += (t.size + 3) &^ 3
	}
	be.PutUint32(file[head+8:], 0xB1B0AFBA-sum-checksum(directory))
	return dst, nil
}

// checksum adds up the 32-bit words of b, the last one filled with zeros.
func checksum(b []byte) uint32 {
	be := binary.BigEndian
	var odd, even uint64
	for ; len(b) >= 16; b = b[16:] {
		one, two := be.Uint64(b), be.Uint64(b[8:])
		odd += one>>32 + two>>32
		even += one&0xFFFF_FFFF + two&0xFFFF_FFFF
	}
	sum := uint32(odd + even)
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + be.Uint32(last[:])
}
