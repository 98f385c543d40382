// Package progress tells on a terminal how far a work is that goes through many rows.
package progress

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mattn/go-isatty"
)

// Bar is the line that says how far. It is for one goroutine.
type Bar struct {
	w     io.Writer // nil if nobody looks at it
	now   func() time.Time
	begun time.Time
	told  time.Time
	rows  atomic.Int64 // that there are; 0 while they are being counted
	width int          // of the line that stands there
	ways  []string     // through the rows, which are still to come or just being gone
	done  int
}

// tellEvery is how often the line is written anew.
const tellEvery = 100 * time.Millisecond

// New begins to tell, if w is a terminal. The rows are counted, with count, beside the work. ways names the ways through the
// rows: a batch may check all rows before it makes the first paper.
func New(w io.Writer, count func() int, ways ...string) *Bar {
	b := &Bar{now: time.Now, ways: ways}
	b.begun = b.now()
	terminal, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(terminal.Fd()) {
		return b
	}
	b.w = terminal
	go func() { b.rows.Store(int64(count())) }()
	return b
}

// At tells that so many rows are done.
func (b *Bar) At(done int) {
	if b.w == nil {
		return
	}
	now := b.now()
	if done < b.done && len(b.ways) > 1 { // from the first row again
		b.ways, b.begun = b.ways[1:], now
	}
	if b.done = done; now.Sub(b.told) < tellEvery {
		return
	}
	b.told = now
	b.line(b.ways[0] + " " + sentence(done, int(b.rows.Load()), now.Sub(b.begun)))
}

// sentence says how far, how fast and how long still: [████····]  45%  4500/10000 行  每秒 9000 行  还需 1秒
func sentence(done, rows int, spent time.Duration) string {
	rate := float64(done) / max(spent.Seconds(), 1e-3)
	if rows == 0 {
		return fmt.Sprintf("%d 行  每秒 %.0f 行", done, rate)
	}
	const cells = 20
	full := done * cells / rows
	left := time.Duration(float64(rows-done) / max(rate, 1e-3) * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf("[%s%s] %3d%%  %d/%d 行  每秒 %.0f 行  还需 %d:%02d", strings.Repeat("█", full), strings.Repeat("·", cells-full),
		done*100/rows, done, rows, rate, int(left.Minutes()), int(left.Seconds())%60)
}

// line writes a line over the one before.
func (b *Bar) line(s string) {
	const clear = "\x1b[K" // ECMA-48, 8.3.41: to the end of the line
	fmt.Fprint(b.w, "\r", s, clear)
	b.width = len(s)
}

// End takes the line away.
func (b *Bar) End() {
	if b.w != nil && b.width > 0 {
		b.line("")
	}
}
