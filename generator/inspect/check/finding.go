package check

import (
	"fmt"
	"strconv"
	"strings"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// note collects the findings of one row of the table.
type note struct {
	clause, title string
	advisory      bool // the standard leaves it open: nothing departs from it
	findings      []Finding
}

// of sets the clause of the findings that follow, as a profile names it.
func (n *note) of(clause string) { n.clause, n.advisory = shortClause(clause), isOpen(clause) }

func (n *note) add(f Finding) {
	f.Clause, f.Title = n.clause, n.title
	if n.advisory && f.Verdict == Departs {
		f.Verdict, f.Hint = NotApplicable, "标准没有规定，仅供参考"
	}
	n.findings = append(n.findings, f)
}

// none reports that the clause does not apply.
func (n *note) none(why string) { n.add(Finding{Verdict: NotApplicable, Hint: why}) }

// untold reports that the file does not show it.
func (n *note) untold(why string) { n.add(Finding{Verdict: CannotTell, Hint: why}) }

// says reports whether something is as required.
func (n *note) says(ok bool, page int, required, measured, hint string) {
	f := Finding{Required: required, Measured: measured, Page: page, Verdict: Exact}
	if !ok {
		f.Verdict, f.Hint = Departs, hint
	}
	n.add(f)
}

// unit is how a length is told.
type unit uint8

const (
	millimetres unit = iota
	typePoints       // 磅
	hairs            // thickness of rules, in millimetres
	characters       // 字, of the grid
)

// quantity is a length that is required.
type quantity struct {
	what            string // 版心上边缘下方
	want, tolerance length
	unit            unit
	page            int
	hint            string
}

// measured reports how a length agrees with the required one.
func (n *note) measured(q quantity, got length) {
	off := abs(got - q.want)
	f := Finding{
		Required: q.what + q.unit.text(q.want), Measured: q.unit.text(got), Tolerance: "±" + q.unit.text(q.tolerance),
		Page: q.page, Verdict: Exact,
	}
	switch {
	case off > q.tolerance:
		f.Verdict, f.Hint = Departs, q.hint
	case off > q.unit.exact():
		f.Verdict = Within
	}
	n.add(f)
}

// exact is the largest difference between lengths that count as the same: files and the programs that write them round.
func (u unit) exact() length {
	switch u {
	case typePoints:
		return measure.PT / 20
	case hairs:
		return measure.MM / 100
	}
	return measure.MM / 10
}

// text gives a length in a unit.
func (u unit) text(l length) string {
	switch u {
	case typePoints:
		return decimals(l.Points(), 2) + " 磅"
	case hairs:
		return decimals(l.Millimetres(), 3) + " mm"
	case characters:
		return decimals(float64(l)/float64(gridCharacter), 1) + " 字"
	}
	return decimals(l.Millimetres(), 1) + " mm"
}

// gridCharacter is the width of a character where 28 of them fill the 156 mm of the type area.
const gridCharacter = 156 * measure.MM / 28

// decimals gives a number with at most that many decimals, without zeros at the end.
func decimals(f float64, n int) string {
	s := strconv.FormatFloat(f, 'f', n, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return s
}

// emptyLines reports how the space between two elements agrees with a number of empty lines: that many lines of the grid, with
// or without the gap that belongs to the line above.
func (n *note) emptyLines(p *paper, what string, lines int, got length, page int) {
	n.emptyLinesFrom(p, what, lines, 0, got, page)
}

// emptyLinesBelow reports how the space below a line, or below the table that it ends, agrees with a number of empty lines. A
// table ends anywhere, and the next line may stand on the grid: what is left of its last line of the grid comes in addition.
func (n *note) emptyLinesBelow(p *paper, what string, lines int, above *line, top length) {
	bottom, left := above.Bottom, length(0)
	if above.tabled {
		left = p.area.profile.Rows(1)
		for _, r := range above.page.Rules {
			if r.Bottom < top {
				bottom = max(bottom, r.Bottom)
			}
		}
	}
	n.emptyLinesFrom(p, what, lines, left, top-bottom, above.page.number)
}

func (n *note) emptyLinesFrom(p *paper, what string, lines int, left, got length, page int) {
	profile := p.area.profile
	least, most := profile.Rows(lines), profile.Rows(lines)+profile.LineGap()+left
	quarter := profile.Rows(1) / 4
	f := Finding{
		Required:  fmt.Sprintf("%s空 %d 行（%s～%s）", what, lines, decimals(least.Millimetres(), 1), millimetres.text(most)),
		Measured:  millimetres.text(got),
		Tolerance: "±¼ 行",
		Page:      page, Verdict: Within,
	}
	switch {
	case got < least-quarter || got > most+quarter:
		f.Verdict = Departs
		f.Hint = fmt.Sprintf("调整为%s空 %d 行", what, lines)
	case abs(got-least) < measure.MM/2 || abs(got-most) < measure.MM/2:
		f.Verdict = Exact
	}
	n.add(f)
}

// face reports whether a face is of a family.
func (n *note) face(f *pdfread.Face, want family, page int, hint string) {
	if f == nil {
		n.untold("没有可以辨认字体的汉字")
		return
	}
	required, seen := want.String(), familyOf(f.Name)
	if seen == noFamily {
		n.add(Finding{Required: required, Measured: f.Name, Page: page, Verdict: CannotTell, Hint: "从字体名称看不出是什么字体"})
		return
	}
	n.says(seen == want, page, required, fmt.Sprintf("%s（%s）", seen, f.Name), hint)
}
