package check

import (
	"fmt"
	"testing"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// body gives rows of full lines of a page: how many, from which edge in millimetres, first baseline and pitch in points.
func body(n int, left float64, base, pitch int) []row {
	var rows []row
	for i := range n {
		rows = append(rows, row{left: left, base: base + i*pitch, text: filled(28, "正")})
	}
	return rows
}

func TestTypeAreaIsSeenInFullLines(t *testing.T) {
	profile := standard(t)
	short := func(left float64, n int) []row {
		var rows []row
		for i := range n {
			rows = append(rows, row{left: left, base: 200 + 30*i, text: "短的一行。"})
		}
		return rows
	}
	for _, c := range []struct {
		name      string
		pages     [][]row
		odd, even string // left and right edge in millimetres; a * stands by one that is not seen
		rows      string // the top of the first line and the bottom of the last, in millimetres
		pitch     int    // in points; 0 if it is not seen
	}{
		{"where the standard has it", [][]row{body(22, 28, 119, 30), body(22, 26, 119, 30)}, "28 184", "26 182", "37 265", 30},
		{"further out, the same on both sides", [][]row{body(22, 31, 119, 30), body(22, 31, 119, 30)}, "31 187", "31 187", "37 265", 30},
		{"lower, in wider lines", [][]row{body(20, 28, 128, 32)}, "28 184", "26* 182*", "40 260", 32},
		{"short lines alone", [][]row{short(39, 5)}, "28* 184*", "26* 182*", "37* 114*", 30},
		{"nothing", [][]row{{}}, "28* 184*", "26* 182*", "37* 0*", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := observe(lined(profile, c.pages...), profile)
			for i, want := range []string{c.odd, c.even} {
				e := a.edges[i]
				if got := shown(e.left, e.leftSeen) + " " + shown(e.right, e.rightSeen); got != want {
					t.Errorf("edges of side %d: %s, want %s", i, got, want)
				}
			}
			if got := shown(a.top(), a.firstSeen) + " " + shown(a.last, a.lastSeen); got != c.rows {
				t.Errorf("rows %s, want %s", got, c.rows)
			}
			if got := int(a.spacing / pt); got != c.pitch {
				t.Errorf("pitch %d pt, want %d", got, c.pitch)
			}
		})
	}
}

// shown gives whole millimetres, with a * if they were not seen.
func shown(l length, seen bool) string {
	return fmt.Sprintf("%.0f%s", l.Millimetres(), map[bool]string{false: "*"}[seen])
}

func TestCluster(t *testing.T) {
	for _, c := range []struct {
		name     string
		values   []float64
		smallest bool
		want     float64
		found    bool
	}{
		{"none", nil, false, 99, false},
		{"one", []float64{28}, false, 99, false},
		{"two that agree", []float64{28, 28.1}, false, 28.1, true},
		{"two that do not", []float64{28, 28.3}, false, 99, false},
		{"most of them", []float64{26, 26.1, 28, 28, 28.1}, false, 28, true},
		{"the smallest that two agree in", []float64{20, 28, 28, 31, 31, 31}, true, 28, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var values []length
			for _, v := range c.values {
				values = append(values, at(v))
			}
			if got, found := cluster(values, at(99), c.smallest); got != at(c.want) || found != c.found {
				t.Errorf("got %.1f, %t, want %.1f, %t", got.Millimetres(), found, c.want, c.found)
			}
		})
	}
}

// TestFirstLineOfWordsGrid finds the edge of the type area above a first line that Word set in a slot of its grid.
func TestFirstLineOfWordsGrid(t *testing.T) {
	profile := standard(t)
	slot := profile.Area.Height.Length / length(profile.Grid.Lines.N)
	want := profile.Page.Top.Length
	for _, c := range []struct {
		name    string
		spacing length
		first   length
		slotted bool
		top     length
	}{
		{"in the middle of the slot", slot, want + (slot-16*pt)/2, true, want},
		{"on an exact line", slot, want + slot.Scale(4, 5) - (16*pt).Scale(pdfread.UsualAscent, 1000), true, want},
		{"without a grid", 30 * pt, want, false, want},
		{"without a grid, lower", 30 * pt, want + 3*mm, false, want + 3*mm},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := area{profile: profile, size: 16 * pt, spacing: c.spacing, first: c.first, firstSeen: true}
			if a.slotted() != c.slotted || a.top() != c.top {
				t.Errorf("slotted %t, top %.2f mm, want %t, %.2f mm", a.slotted(), a.top().Millimetres(), c.slotted, c.top.Millimetres())
			}
			if frame := a.frame(want); c.slotted && abs(frame-want) > measure.Twip {
				t.Errorf("the slot begins at %.2f mm, want %.2f mm", frame.Millimetres(), want.Millimetres())
			}
		})
	}
}
