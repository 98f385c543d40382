// Package deflate compresses data that hardly repeats, such as the outlines of glyphs, into the format of RFC 1951: each byte is
// coded by how often it occurs, and no repeated strings are searched for.
//
// klauspost/compress does the same with flate.HuffmanOnly, and is what the rest of a file is compressed with. It makes a code for
// every 64 kB, and to make codes takes it more time than to use them: one code for all of the data, made in the plain way, halves
// the time of a subset of a font.
package deflate

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

const (
	endOfBlock = 256
	symbols    = endOfBlock + 1
	// longest is the length of a code in bits at most. RFC 1951 allows 15; four of 14 fit into 64 bits beside those of a byte that
	// is not full.
	longest = 14
	// longestOfLengths is that of the codes of the lengths.
	longestOfLengths = 7
)

// order is that in which a block gives the lengths of the codes of the lengths: RFC 1951, 3.2.7.
var order = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// Append appends data to dst as a whole Deflate stream of one block.
func Append(dst, data []byte) []byte {
	counts := histogram(data)
	lengths := make([]uint8, symbols+1) // the last is that of a distance, of which one must be given
	total := codeLengths(lengths[:symbols], counts[:], longest)
	lengths[symbols] = 1

	var ofLengths [19]uint32
	for _, l := range lengths {
		ofLengths[l]++
	}
	var lengthLengths [19]uint8
	total += codeLengths(lengthLengths[:], ofLengths[:], longestOfLengths)

	const header = 3 + 5 + 5 + 4 + 3*len(order)
	dst = slices.Grow(dst, (header+total)/8+16) // the writer writes eight bytes at a time
	w := writer{out: dst[:cap(dst)], at: len(dst)}
	w.put(1|2<<1, 3)       // the last block, with codes of its own
	w.put(symbols-257, 5)  // literals
	w.put(0, 5)            // one distance
	w.put(len(order)-4, 4) // lengths of the codes of the lengths
	for _, l := range order {
		w.put(int(lengthLengths[l]), 3)
	}
	var codes [19]code
	canonical(codes[:], lengthLengths[:])
	for _, l := range lengths {
		w.code(codes[l])
	}
	var literals [symbols]code
	canonical(literals[:], lengths[:symbols])
	w.codes((*[256]code)(literals[:256]), data)
	w.code(literals[endOfBlock])
	return w.end()
}

// histogram counts the bytes of data and the end of the block. There are always two symbols, as decoders want.
func histogram(data []byte) [symbols]uint32 {
	var counts [4][256]uint32 // in turn: the same byte twice is not counted in the same place
	for ; len(data) >= 4; data = data[4:] {
		counts[0][data[0]]++
		counts[1][data[1]]++
		counts[2][data[2]]++
		counts[3][data[3]]++
	}
	for _, b := range data {
		counts[0][b]++
	}
	var all [symbols]uint32
	for i := range 256 {
		all[i] = counts[0][i] + counts[1][i] + counts[2][i] + counts[3][i]
	}
	all[0] = max(all[0], 1)
	all[endOfBlock] = 1
	return all
}

// codeLengths gives to each symbol that occurs the length of its code in bits, at most limit, and the sum of them over all that
// occurs. There must be two symbols or more that occur, and no more than 1<<limit.
func codeLengths(lengths []uint8, counts []uint32, limit int) (total int) {
	var buf [symbols]uint64
	leaves := buf[:0] // the count of a symbol, and the symbol
	for symbol, n := range counts {
		if n > 0 {
			leaves = append(leaves, uint64(n)<<16|uint64(symbol))
		}
	}
	slices.Sort(leaves)
	var depths [symbols]uint64
	for halved := 0; ; halved++ {
		a := depths[:len(leaves)]
		for i, leaf := range leaves {
			a[i] = max(leaf>>16>>halved, 1)
		}
		minimumRedundancy(a)
		if int(a[0]) <= limit { // the rarest has the longest; rounder counts give shorter ones
			break
		}
	}
	for i, leaf := range leaves {
		lengths[leaf&0xFFFF] = uint8(depths[i])
		total += int(leaf>>16) * int(depths[i])
	}
	return total
}

// minimumRedundancy replaces two counts or more, in ascending order, by the lengths of their codes, in place: A. Moffat and
// J. Katajainen, In-Place Calculation of Minimum-Redundancy Codes, 1995.
func minimumRedundancy(a []uint64) {
	last := len(a) - 1
	root, leaf := 0, 0 // the first tree and the first count that are not joined yet
	for next := range last {
		sum := uint64(0)
		for range 2 {
			if leaf > last || root < next && a[root] < a[leaf] {
				sum += a[root]
				a[root] = uint64(next) // its parent
				root++
			} else {
				sum += a[leaf]
				leaf++
			}
		}
		a[next] = sum
	}
	a[last-1] = 0
	for next := last - 2; next >= 0; next-- { // from parents to depths
		a[next] = a[a[next]] + 1
	}
	root, next := last-1, last
	for depth, free := uint64(0), 1; free > 0; depth++ { // from the depths of trees to those of leaves
		trees := 0
		for root >= 0 && a[root] == depth {
			trees++
			root--
		}
		for ; free > trees; free-- {
			a[next] = depth
			next--
		}
		free = 2 * trees
	}
}

// code is a code and the number of its bits, those that are written first lowest.
type code struct {
	bits   uint16
	length uint8
}

// canonical gives the codes of symbols from their lengths: RFC 1951, 3.2.2.
func canonical(codes []code, lengths []uint8) {
	var next [longest + 2]uint16
	for _, l := range lengths {
		next[l+1]++
	}
	next[1] = 0 // symbols that do not occur
	for l := 1; l < len(next); l++ {
		next[l] = (next[l-1] + next[l]) << 1
	}
	for symbol, l := range lengths {
		if l > 0 {
			codes[symbol] = code{bits.Reverse16(next[l]) >> (16 - l), l}
			next[l]++
		}
	}
}

// writer writes bits into a block of memory that is long enough for them and eight bytes more.
type writer struct {
	out  []byte
	at   int
	held uint64
	bits uint // held
}

func (w *writer) put(value, length int) {
	w.held |= uint64(value) << w.bits
	w.bits += uint(length)
	w.flush()
}

func (w *writer) code(c code) { w.put(int(c.bits), int(c.length)) }

// flush hands over the bytes that are full.
func (w *writer) flush() {
	binary.LittleEndian.PutUint64(w.out[w.at:], w.held)
	w.at += int(w.bits >> 3)
	w.held >>= w.bits &^ 7
	w.bits &= 7
}

// codes writes the codes of data. Four bytes at a time are joined in two pairs, which do not wait for each other.
func (w *writer) codes(codes *[256]code, data []byte) {
	var packed [256]uint32 // the bits, and their number above them
	for i, c := range codes {
		packed[i] = uint32(c.bits) | uint32(c.length)<<16
	}
	pair := func(a, b uint32) (bits uint64, length uint32) {
		return uint64(a&0xFFFF) | uint64(b&0xFFFF)<<(a>>16&63), a>>16 + b>>16
	}
	out, held, bits := w.out[w.at:], w.held, uint32(w.bits)
	for ; len(data) >= 4; data = data[4:] {
		four := binary.LittleEndian.Uint32(data)
		first, n := pair(packed[byte(four)], packed[byte(four>>8)])
		second, m := pair(packed[byte(four>>16)], packed[four>>24])
		held |= (first | second<<(n&63)) << (bits & 63)
		bits += n + m
		binary.LittleEndian.PutUint64(out, held)
		out = out[bits>>3:]
		held >>= bits &^ 7 & 63
		bits &= 7
	}
	w.at, w.held, w.bits = len(w.out)-len(out), held, uint(bits)
	for _, b := range data {
		w.code(codes[b])
	}
}

// end gives all that was written, to a whole byte.
func (w *writer) end() []byte {
	w.bits += 7
	w.flush()
	return w.out[:w.at]
}
