package check

import (
	"regexp"
	"slices"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// imprintText begins or ends the elements of a 版记 (GB/T 9704-2012, 7.4; GB/T 9704-1999, 8.3).
var imprintText = regexp.MustCompile(`^(主送|抄送|抄报|分送|主题词|报|送|发)[:：]|[年月日]印发$|^[（(]?共印\d+份[)）]?$`)

// findImprint finds the 版记 of the last page: the level lines as wide as the type area around its text, and everything
// between them.
func findImprint(pages []*page) {
	if len(pages) == 0 {
		return
	}
	pg := pages[len(pages)-1]
	for i, l := range pg.lines {
		if !imprintText.MatchString(compact(l.Text)) {
			continue
		}
		const gap = 12 * measure.MM // between the first element and the rule above it, at the most
		pg.imprintTop = l.Top - gap
		if i > 0 {
			pg.imprintTop = max(pg.imprintTop, pg.lines[i-1].Bottom)
		}
		var rules []pdfread.Rule
		for _, r := range pg.Rules {
			if r.Top >= pg.imprintTop && r.Width() > pg.Width/2 {
				rules = append(rules, r)
			}
		}
		pg.imprintRules = sortedRules(rules)
		return
	}
}

// inImprint tells whether a line belongs to the 版记.
func (l *line) inImprint() bool { return l.page.imprintTop > 0 && l.Top >= l.page.imprintTop }

// findTables marks the lines that stand in tables: between level rules, black, none further than a few rows from the next or
// joined to it by an upright rule. Three level rules make a table, or two that are joined.
func (pg *page) findTables() {
	var rules []pdfread.Rule
	for _, r := range pg.Rules {
		if isBlack(r.Ink) && (pg.imprintTop == 0 || r.Top < pg.imprintTop) {
			rules = append(rules, r)
		}
	}
	rules = sortedRules(rules)
	for len(rules) > 0 {
		const few = 40 * measure.MM
		n, levels, joined := 1, 1, false
		for n < len(rules) {
			near := rules[n].Top-rules[n-1].Bottom < few
			joins := (!near || !joined) && pg.joins(rules[n-1], rules[n])
			if !near && !joins {
				break
			}
			if rules[n].Top-rules[n-1].Top > measure.MM {
				levels++
				joined = joined || joins
			}
			n++
		}
		for _, l := range pg.lines {
			if (levels > 2 || joined) && l.Bottom > rules[0].Top && l.Top < rules[n-1].Bottom {
				l.tabled = true
			}
		}
		rules = rules[n:]
	}
}

// joins tells whether an upright rule reaches from a level one to another below it.
func (pg *page) joins(above, below pdfread.Rule) bool {
	return slices.ContainsFunc(pg.Uprights, func(u pdfread.Rule) bool {
		return isBlack(u.Ink) && u.Top < above.Bottom+measure.MM && u.Bottom > below.Top-measure.MM
	})
}
