package check

import (
	"regexp"

	"gongwen/generator/measure"
)

// imprintText begins or ends the elements of a 版记 (GB/T 9704-2012, 7.4; GB/T 9704-1999, 8.3).
var imprintText = regexp.MustCompile(`^(主送|抄送|抄报|分送|主题词|报|送|发)[:：]|[年月日]印发$|^[（(]?共印\d+份[)）]?$`)

// findImprint finds the 版记 of the last sheet: the level lines as wide as the type area around its text, and everything
// between them.
func findImprint(sheets []*sheet) {
	if len(sheets) == 0 {
		return
	}
	s := sheets[len(sheets)-1]
	for i, l := range s.lines {
		if !imprintText.MatchString(compact(l.text)) {
			continue
		}
		const gap = 12 * measure.MM // between the first element and the rule above it, at the most
		s.imprintTop = l.top - gap
		if i > 0 {
			s.imprintTop = max(s.imprintTop, s.lines[i-1].bottom)
		}
		var rules []rule
		for _, r := range s.rules {
			if r.top >= s.imprintTop && r.width() > s.width/2 {
				rules = append(rules, r)
			}
		}
		s.imprintRules = sortedRules(rules)
		return
	}
}

// inImprint tells whether a line belongs to the 版记.
func (l *line) inImprint() bool { return l.sheet.imprintTop > 0 && l.top >= l.sheet.imprintTop }

// findTables marks the lines that stand between the level lines of tables: three at least, black, none further than a few
// rows from the next.
func (s *sheet) findTables() {
	const rows = 40 * measure.MM
	rules := []rule{}
	for _, r := range s.rules {
		if r.ink.black() && (s.imprintTop == 0 || r.top < s.imprintTop) {
			rules = append(rules, r)
		}
	}
	rules = sortedRules(rules)
	for len(rules) > 0 {
		n, levels, upright := 1, 1, 0
		for n < len(rules) && rules[n].top-rules[n-1].bottom < rows {
			if rules[n].top-rules[n-1].top > measure.MM {
				levels++
			}
			n++
		}
		for _, r := range rules[:n] {
			if r.height() > r.width() {
				upright++
			}
		}
		for _, l := range s.lines {
			if (levels > 2 || upright > 1) && l.bottom > rules[0].top && l.top < rules[n-1].bottom {
				l.tabled = true
			}
		}
		rules = rules[n:]
	}
}
