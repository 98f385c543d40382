// Package qr draws texts as QR codes (ISO/IEC 18004), as vectors for print.
//
// The codes are those of versions 1 to 10 at error correction level M, which repairs 15 % of the code: what a phone reads
// off a certificate that was laminated, folded and stamped.
//
// Matrix and error correction are those of rsc.io/qr/coding. Its own Encode takes mask 0 whatever the text; the standard wants the
// mask with the lowest penalty (7.8.3), which is chosen here.
package qr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/bits"
	"sync"

	"rsc.io/qr/coding"

	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// largest is the version up to which codes are made, and modules how many it has on a side. A row fits into a word.
const (
	largest = 10
	modules = 17 + 4*largest
)

// quiet is the width of the quiet zone in modules: ISO/IEC 18004:2015, 6.3.8.
const quiet = 4

// smallest is the size of the smallest module that is drawn: three dots of a 300 dpi printer. It is practice, not the
// standard's.
const smallest = page.Length(914_400 / 100)

// step is what the size and place of a module are multiples of: a hundredth of a point, so that a PDF has them exactly and in
// few digits.
const step = page.Length(127)

var (
	// ErrLong is a text that has no room in a code.
	ErrLong = errors.New("qr: text too long for a code of version 10-M")
	// ErrSmall is a box whose code a phone could not read.
	ErrSmall = errors.New("qr: box too small for modules of 0.254 mm")
)

// Code is a text as dark and light modules.
type Code struct {
	size int
	rows []uint64 // column 0 is the highest bit; dark is 1
}

// Size is the number of modules on a side, without the quiet zone.
func (c *Code) Size() int { return c.size }

// Dark tells whether a module is dark. Modules outside the code are light.
func (c *Code) Dark(x, y int) bool {
	return 0 <= x && x < c.size && 0 <= y && y < c.size && c.rows[y]<<x>>63 == 1
}

// Encode gives the smallest code for a text: it is shortest in digits, next in 0-9 A-Z and $%*+-./: and the space, else in
// UTF-8. The error is ErrLong.
func Encode(text string) (*Code, error) {
	mode := modeOf(text)
	for version := coding.Version(coding.MinVersion); version <= largest; version++ {
		if mode.Bits(version) <= 8*version.DataBytes(coding.M) {
			f, err := frames[version]()
			if err != nil {
				return nil, err
			}
			return f.encode(mode)
		}
	}
	return nil, ErrLong
}

func modeOf(text string) coding.Encoding {
	switch {
	case coding.Num(text).Check() == nil:
		return coding.Num(text)
	case coding.Alpha(text).Check() == nil:
		return coding.Alpha(text)
	}
	return coding.String(text)
}

// frame is what all codes of a version have in common.
type frame struct {
	plan  *coding.Plan // with mask 0
	masks [8][]uint64  // the modules in which a mask's code differs from that of mask 0
}

// frames has the frame of each version, made at its first use.
var frames = func() (all [largest + 1]func() (*frame, error)) {
	for version := range all {
		all[version] = sync.OnceValues(func() (*frame, error) { return newFrame(coding.Version(version)) })
	}
	return all
}()

// newFrame finds the differences between masks from codes of the same text: a mask inverts the same modules whatever the
// text.
func newFrame(version coding.Version) (*frame, error) {
	f := &frame{}
	var first []uint64
	for mask := range f.masks {
		plan, err := coding.NewPlan(version, coding.M, coding.Mask(mask))
		if err != nil {
			return nil, fmt.Errorf("qr: %w", err)
		}
		rows, err := rowsOf(plan, coding.String(""))
		if err != nil {
			return nil, err
		}
		if mask == 0 {
			f.plan, first = plan, rows
		}
		f.masks[mask] = exclusive(make([]uint64, len(rows)), rows, first)
	}
	return f, nil
}

func rowsOf(plan *coding.Plan, text coding.Encoding) ([]uint64, error) {
	code, err := plan.Encode(text)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	rows := make([]uint64, code.Size)
	for y := range rows {
		for i, eight := range code.Bitmap[y*code.Stride:][:8] {
			rows[y] |= uint64(eight) << (56 - 8*i)
		}
	}
	return rows, nil
}

// exclusive sets dst to the modules that are dark in one of a and b.
func exclusive(dst, a, b []uint64) []uint64 {
	for y := range dst {
		dst[y] = a[y] ^ b[y]
	}
	return dst
}

// encode chooses the mask with the lowest penalty, ISO/IEC 18004:2015, 7.8.3.
func (f *frame) encode(text coding.Encoding) (*Code, error) {
	plain, err := rowsOf(f.plan, text)
	if err != nil {
		return nil, err
	}
	best, least := make([]uint64, len(plain)), 0
	masked := make([]uint64, len(plain))
	for i, mask := range f.masks {
		if p := penalty(exclusive(masked, plain, mask)); i == 0 || p < least {
			least = p
			best, masked = masked, best
		}
	}
	return &Code{size: len(best), rows: best}, nil
}

// penalty counts what makes a code hard to read, ISO/IEC 18004:2015, table 11. Whole rows are compared at once: a shift
// brings the modules to the right into place, another row those below.
func penalty(rows []uint64) int {
	n := len(rows)
	var column [quiet + modules + 10]uint64 // rows, with light ones above and below
	copy(column[quiet:], rows)
	all := ^uint64(0) << (64 - n)
	total, dark := 0, 0
	var above [2]uint64
	for y, row := range rows {
		dark += bits.OnesCount64(row)
		below := column[quiet+y:]
		if y+1 < n {
			total += 3 * blocks(row, below[1], all)
		}
		for i, r := range [2]uint64{row, ^row & all} {
			pairs := r & (r << 1)
			five := pairs & (pairs << 2) & (r << 4)
			total += runs(five, five>>1)
			if y+5 > n {
				continue
			}
			five = r
			for _, next := range below[1:5] {
				five &= next ^ uint64(-i)
			}
			total += runs(five, above[i])
			above[i] = five
		}
		total += 40 * finders(&[15]uint64{
			row >> 4, row >> 3, row >> 2, row >> 1, row, row << 1, row << 2, row << 3,
			row << 4, row << 5, row << 6, row << 7, row << 8, row << 9, row << 10,
		})
		total += 40 * finders((*[15]uint64)(column[y:]))
	}
	// 10 for each 5 % that the dark modules are off the half.
	return total + 10*(abs(20*dark-10*n*n)/(n*n))
}

// runs gives the penalty for five or more modules of one colour in a line: 3, and 1 for each beyond five. five has the
// modules that are followed by four of their colour, before those whose neighbour before them is one, too.
func runs(five, before uint64) int {
	return bits.OnesCount64(five) + 2*bits.OnesCount64(five&^before)
}

// blocks counts the squares of two by two modules of one colour in two rows.
func blocks(a, b, all uint64) int {
	dark, light := a&b, ^(a|b)&all
	return bits.OnesCount64(dark&(dark<<1)) + bits.OnesCount64(light&(light<<1))
}

// finders counts what looks like a finder pattern, dark-light-dark-dark-dark-light-dark, with four light modules before or
// behind it. m are the modules four places before to ten places behind.
func finders(m *[15]uint64) int {
	like := m[4] &^ m[5] & m[6] & m[7] & m[8] &^ m[9] & m[10]
	return bits.OnesCount64(like &^ ((m[0] | m[1] | m[2] | m[3]) & (m[11] | m[12] | m[13] | m[14])))
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// module gives the side of a module of the code in a square of a side, as large as it fits with its quiet zone.
func (c *Code) module(side page.Length) page.Length {
	return side / page.Length(c.size+2*quiet) / step * step
}

// Fits gives ErrSmall if a phone could not read the code in a square of a side.
func (c *Code) Fits(side page.Length) error {
	if c.module(side) < smallest {
		return ErrSmall
	}
	return nil
}

// Path draws the code in black in the middle of a box, as large as it fits with its quiet zone: one rectangle for each run of
// dark modules in a row, all in one path, so that no viewer leaves seams between them. The error is ErrSmall.
func (c *Code) Path(box page.Rect) (*page.Path, error) {
	if err := c.Fits(min(box.W, box.H)); err != nil {
		return nil, err
	}
	module := c.module(min(box.W, box.H))
	side := module * page.Length(c.size)
	left, top := (box.X+(box.W-side)/2)/step*step, (box.Y+(box.H-side)/2)/step*step
	count := 0
	for _, row := range c.rows {
		count += bits.OnesCount64(row &^ (row >> 1))
	}
	p := &page.Path{Fill: page.Black, Segments: make([]page.Segment, 0, count)}
	for y, row := range c.rows {
		above := top + module*page.Length(y)
		for row != 0 {
			start := bits.LeadingZeros64(row)
			length := bits.LeadingZeros64(^(row << start))
			row &^= ^uint64(0) >> start &^ (^uint64(0) >> (start + length))
			x := left + module*page.Length(start)
			p.Segments = append(p.Segments, page.Segment{Op: page.Box, To: [3]page.Point{
				{X: x, Y: above}, {X: x + module*page.Length(length), Y: above + module},
			}})
		}
	}
	return p, nil
}

// Picture gives the code for programs that have no paths, as Word: eight pixels to a module, with its quiet zone.
func (c *Code) Picture() (*picture.Picture, error) {
	const module = 8
	side := (c.size + 2*quiet) * module
	m := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			if c.Dark(x/module-quiet, y/module-quiet) {
				m.SetColorIndex(x, y, 1)
			}
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	return &picture.Picture{Format: picture.PNG, Data: file.Bytes(), Width: side, Height: side}, nil
}
