package check

import (
	"regexp"
	"slices"

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

// findTables marks the lines that stand in tables: between level rules, black, none further than a few rows from the next or
// joined to it by an upright rule. Three level rules make a table, or two that are joined.
func (s *sheet) findTables() {
	var rules []rule
	for _, r := range s.rules {
		if r.ink.black() && (s.imprintTop == 0 || r.top < s.imprintTop) {
			rules = append(rules, r)
		}
	}
	rules = sortedRules(rules)
	for len(rules) > 0 {
		const few = 40 * measure.MM
		n, levels, joined := 1, 1, false
		for n < len(rules) {
			near := rules[n].top-rules[n-1].bottom < few
			joins := (!near || !joined) && s.joins(rules[n-1], rules[n])
			if !near && !joins {
				break
			}
			if rules[n].top-rules[n-1].top > measure.MM {
				levels++
				joined = joined || joins
			}
			n++
		}
		for _, l := range s.lines {
			if (levels > 2 || joined) && l.bottom > rules[0].top && l.top < rules[n-1].bottom {
				l.tabled = true
			}
		}
		rules = rules[n:]
	}
}

// joins tells whether an upright rule reaches from a level one to another below it.
func (s *sheet) joins(above, below rule) bool {
	return slices.ContainsFunc(s.uprights, func(u rule) bool {
		return u.ink.black() && u.top < above.bottom+measure.MM && u.bottom > below.top-measure.MM
	})
}
