package layout

import (
	"gongwen/generator/doc"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
)

// letterHead draws the upper double rule of a letter below its mark, thick above thin (10.1).
func (b *builder) letterHead() {
	l := b.profile.Letter
	height := b.profile.DoubleRule()
	x := b.profile.DoubleRuleLeft() - b.profile.Page.Binding.Length
	b.tag = page.DecorationTag
	b.push(row{space: l.RuleGap.Length, height: height, keep: true, preprinted: true, items: []page.Item{
		page.Rectangle(page.Rect{X: x, W: l.RuleLength.Length, H: l.Thick.Length}, page.Red),
		page.Rectangle(page.Rect{X: x, Y: height - l.Thin.Length, W: l.RuleLength.Length, H: l.Thin.Length}, page.Red),
	}})
}

// letterFoot draws the lower double rule on page 1, thin above thick, so that its lower edge is as far from the page's as
// the profile says (10.1).
func (b *builder) letterFoot(s *openPage) {
	l := b.profile.Letter
	x, bottom := b.profile.DoubleRuleLeft()-s.left, b.profile.DoubleRuleFoot()
	height := b.profile.DoubleRule()
	s.rows = append(s.rows, standing{top: bottom - height, row: &row{preprinted: true, tag: page.DecorationTag, last: page.DecorationTag, items: []page.Item{
		page.Rectangle(page.Rect{X: x, W: l.RuleLength.Length, H: l.Thin.Length}, page.Red),
		page.Rectangle(page.Rect{X: x, Y: height - l.Thick.Length, W: l.RuleLength.Length, H: l.Thick.Length}, page.Red),
	}}})
}

// letterDepth is the height of the type area of a letter's page 1: text keeps its distance from the lower double rule.
func letterDepth(p *doc.Profile) page.Length {
	return min(p.Area.Height.Length, p.DoubleRuleFoot()-p.DoubleRule()-p.NoteGap())
}

// besideNotes sets the notes of a letter below each other at the left and its number, if it has one, at the right of the
// first row, all below the upper double rule (10.1).
func (b *builder) besideNotes(number *typeset.Line) {
	b.lead += b.profile.NoteGap()
	for i := range max(1, len(b.notes)) {
		r := row{height: b.height(b.style("number")), gap: b.profile.LineGap(), keep: true}
		if i < len(b.notes) {
			b.put(&r, b.notes[i].tag, b.notes[i].line, b.notes[i].style, 0, 0)
		}
		if i == 0 && number != nil {
			b.put(&r, b.tag, *number, "number", b.measure-number.Width, 0)
		}
		b.push(r)
	}
	b.notes = nil
}

// notesBefore sets the notes of a letter that has no number before its next element.
func (b *builder) notesBefore(block doc.Block) {
	switch block.(type) {
	case *doc.HeadNotes, *doc.Number, *doc.Rule:
		return
	}
	if len(b.notes) > 0 {
		b.besideNotes(nil)
	}
}
