package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/adler32"
	"io"
	"strconv"
	"sync"
	"unicode/utf16"

	"github.com/klauspost/compress/flate"

	"gongwen/generator/page"
)

// ref is the number of an object. It prints as a reference to it.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// chunk is the number of bytes that are gathered before they go to the writer.
const chunk = 64 << 10

// encoder writes objects and knows where each of them begins. After the first error of the writer it writes no more.
type encoder struct {
	w        io.Writer
	err      error
	buf      []byte    // not yet handed to w
	sent     int64     // bytes handed to w
	hash     hash.Hash // of what was handed over, for /ID
	unhashed bool      // what is written now is left out of hash
	offsets  []int64   // of object i+1; 0 while it is only reserved

	content  []byte       // of the stream at hand
	shown    []shown      // of the text at hand
	packed   bytes.Buffer // the same, compressed
	dense    []byte       // the program of a font, compressed
	matching *flate.Writer
	huffman  *flate.Writer
}

// matchingLevel is the effort spent on repeated strings: it makes a page with a QR code a tenth smaller than flate.BestSpeed does,
// in 10 µs.
const matchingLevel = 5

// encoders keeps buffers from one file to the next: the two compressors alone have more memory than a paper needs.
var encoders = sync.Pool{New: func() any {
	e := &encoder{hash: sha256.New(), buf: make([]byte, 0, chunk+chunk/2)}
	e.matching, _ = flate.NewWriter(nil, matchingLevel) // its only error is a level that does not exist
	e.huffman, _ = flate.NewWriter(nil, flate.HuffmanOnly)
	return e
}}

func (e *encoder) reset(w io.Writer) {
	e.w, e.err, e.buf, e.sent, e.offsets = w, nil, e.buf[:0], 0, e.offsets[:0]
	e.hash.Reset()
}

// reserve gives the number for an object that is written later.
func (e *encoder) reserve() ref {
	e.offsets = append(e.offsets, 0)
	return ref(len(e.offsets))
}

func (e *encoder) offset() int64 { return e.sent + int64(len(e.buf)) }

func (e *encoder) begin(r ref) {
	e.offsets[r-1] = e.offset()
	e.printf("%d 0 obj\n", int(r))
}

func (e *encoder) end() {
	e.printf("\nendobj\n")
	if len(e.buf) >= chunk {
		e.flush()
	}
}

func (e *encoder) printf(format string, args ...any) { e.buf = fmt.Appendf(e.buf, format, args...) }

func (e *encoder) flush() {
	e.send(e.buf)
	e.buf = e.buf[:0]
}

func (e *encoder) send(b []byte) {
	if e.err == nil {
		if !e.unhashed {
			e.hash.Write(b)
		}
		_, e.err = e.w.Write(b)
	}
	e.sent += int64(len(b))
}

// stream writes an object that holds data, compressed. dict has the stream's own entries.
func (e *encoder) stream(r ref, dict string, data []byte) {
	e.compress(e.matching, data)
	e.packedStream(r, dict+flateEntry, e.packed.Bytes())
}

// flateEntry says that a stream is compressed, as RFC 1950 has it.
const flateEntry = "/Filter /FlateDecode "

// packDense puts data into dense, compressed without a search for repeated strings. In the outlines of glyphs next to none would be
// found: they come out 6 % longer that way, in two fifths of the time.
func (e *encoder) packDense(data []byte) {
	e.compress(e.huffman, data)
	e.dense = append(e.dense[:0], e.packed.Bytes()...)
}

// compress puts data into packed.
func (e *encoder) compress(by *flate.Writer, data []byte) {
	e.packed.Reset()
	e.packed.Write([]byte{0x78, 0x01}) // RFC 1950: deflate, fast
	by.Reset(&e.packed)
	by.Write(data) // none of these fails into a bytes.Buffer
	by.Close()
	e.packed.Write(binary.BigEndian.AppendUint32(nil, adler32.Checksum(data)))
}

// packedStream writes an object that holds the parts of data as they are. dict has the stream's own entries and its filter.
func (e *encoder) packedStream(r ref, dict string, data ...[]byte) {
	length := 0
	for _, part := range data {
		length += len(part)
	}
	e.begin(r)
	e.printf("<< %s/Length %d >>\nstream\n", dict, length)
	for _, part := range data {
		if len(e.buf)+len(part) > chunk {
			e.flush()
			e.send(part)
			continue
		}
		e.buf = append(e.buf, part...)
	}
	e.printf("\nendstream")
	e.end()
}

// derived calls write for objects that are computed from earlier ones: they are left out of the hash for /ID.
func (e *encoder) derived(write func()) {
	e.flush()
	e.unhashed = true
	write()
	e.flush()
	e.unhashed = false
}

// finish writes the cross-reference table and the trailer, and gives the first error of the whole file.
func (e *encoder) finish(catalog, info ref) error {
	e.flush()
	id := e.hash.Sum(nil)[:16]
	start := e.offset()
	e.printf("xref\n0 %d\n0000000000 65535 f \n", len(e.offsets)+1)
	for _, o := range e.offsets {
		e.printf("%010d 00000 n \n", o)
	}
	e.printf("trailer\n<< /Size %d /Root %v /Info %v /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(e.offsets)+1, catalog, info, id, id, start)
	e.flush()
	return e.err
}

// textString gives s as a text string in UTF-16BE with its mark, in hexadecimal: ISO 32000-1, 7.9.2.2.
func textString(s string) string {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return "<" + hex.EncodeToString(b) + ">"
}

// appendPoints appends l in points with at most three decimals: the error is under 0.2 µm.
func appendPoints(dst []byte, l page.Length) []byte { return appendDecimal(dst, milliPoints(l), 1000) }

// milliPoints gives l in thousandths of a point.
func milliPoints(l page.Length) int64 { return int64(l.Scale(10, 127)) }

// appendDecimal appends n/unit, where unit is a power of ten, without zeros at the end.
func appendDecimal(dst []byte, n, unit int64) []byte {
	if n < 0 {
		dst, n = append(dst, '-'), -n
	}
	dst = strconv.AppendInt(dst, n/unit, 10)
	if n %= unit; n == 0 {
		return dst
	}
	dst = append(dst, '.')
	for n > 0 {
		unit /= 10
		dst = append(dst, byte('0'+n/unit))
		n %= unit
	}
	return dst
}
