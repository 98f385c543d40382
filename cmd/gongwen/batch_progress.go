package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mattn/go-isatty"

	"gongwen/generator/roster"
)

// progress tells on a terminal how far a batch is.
type progress struct {
	w     io.Writer // nil if nobody looks at it
	now   func() time.Time
	begun time.Time
	told  time.Time
	rows  atomic.Int64 // in the roster; 0 while they are being counted
	width int          // of the line that stands there
	ways  []string     // through the roster, which are still to come or just being gone
	done  int
}

// tellEvery is how often the line is written anew.
const tellEvery = 100 * time.Millisecond

// progress begins to tell, if standard error is a terminal. The rows that are wanted are counted beside the work. ways names the ways through
// the roster: a batch may check all rows before it makes the first paper.
func (p *program) progress(roster *roster.Roster, wanted func(row int) bool, ways ...string) *progress {
	b := &progress{now: time.Now, ways: ways}
	b.begun = b.now()
	terminal, ok := p.stderr.(*os.File)
	if !ok || !isatty.IsTerminal(terminal.Fd()) {
		return b
	}
	b.w = terminal
	go func() {
		var n int64
		for row, err := range roster.Rows() {
			if err == nil && wanted(row.Number) {
				n++
			}
		}
		b.rows.Store(n)
	}()
	return b
}

// at tells that so many rows are done.
func (b *progress) at(done int) {
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
	b.line(b.ways[0] + " " + progressLine(done, int(b.rows.Load()), now.Sub(b.begun)))
}

// progressLine says how far, how fast and how long still: [████····]  45%  4500/10000 行  每秒 9000 行  还需 1秒
func progressLine(done, rows int, spent time.Duration) string {
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
func (b *progress) line(s string) {
	const clear = "\x1b[K" // ECMA-48, 8.3.41: to the end of the line
	fmt.Fprint(b.w, "\r", s, clear)
	b.width = len(s)
}

// end takes the line away.
func (b *progress) end() {
	if b.w != nil && b.width > 0 {
		b.line("")
	}
}
