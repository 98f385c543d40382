package docx

import (
	"fmt"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// imprintFoot is the height in twips of the paragraph that carries a rule of the imprint. It is taken from the lines above,
// whose characters then stand in the middle between two rules.
const imprintFoot = 60

// imprint puts the 版记 in a text wml.Box on the lower edge of the type area (7.4), anchored in the last paragraph, so that no
// empty one behind it can begin a page.
func (b *body) imprint(t *doc.Imprint) error {
	content := b.inner(b.Inner())
	height, err := content.imprintRows(t)
	if err != nil || height == 0 {
		return err
	}
	b.leaveTable()
	alone, err := b.typesetter.ImprintPage()
	if err != nil {
		return err
	}
	if alone {
		b.coverPage()
	}
	if b.empty || b.breakBefore {
		b.begin("DocumentBody", wml.Paragraph{})
		b.End()
	}
	b.Reopen()
	frame := wml.Box{W: b.profile.Area.Width.Length, H: measure.Length(height) * measure.Twip}
	b.TextBox(wml.Float{Box: frame, From: "margin", Wrap: wml.Between, Name: "版记"}, content.Writer, false)
	b.End()
	return nil
}

// coverPage ends the section of the text and begins that of the imprint's page.
func (b *body) coverPage() {
	if b.empty && !b.later {
		return
	}
	if !b.empty {
		b.endSection()
	}
	b.begin("DocumentBody", wml.Paragraph{})
	b.End()
	b.cover = true
}

// imprintRows writes the elements of an imprint in the profile's order, with the rules above, between and below them; a letter
// has none (10.1). It gives their height in twips, 0 for none.
func (b *body) imprintRows(t *doc.Imprint) (int, error) {
	first, middle, last := b.profile.ImprintRules(b.form)
	height := 0
	for _, name := range b.profile.ImprintElements(t, b.form) {
		height += b.imprintRule(first)
		lines, err := b.imprintElement(name, t)
		if err != nil {
			return 0, err
		}
		height += lines * (b.pitch("imprint") - imprintFoot)
		first = middle
	}
	if height > 0 {
		height += b.imprintRule(last)
	}
	return height, nil
}

// imprintRule appends a rule as wide as the type area and gives its height with the space above it.
func (b *body) imprintRule(thickness measure.Length) int {
	if thickness == 0 {
		return 0
	}
	eighths := wml.Eighths(thickness)
	b.begin("ImprintRule", wml.Paragraph{Rule: eighths})
	b.End()
	return imprintFoot + (eighths*20+7)/8
}

// imprintElement writes an element of the imprint and gives the number of its lines.
func (b *body) imprintElement(name string, t *doc.Imprint) (int, error) {
	inset, printed := b.grid.character(b.profile.Imprint.Indent.N), b.grid.character(b.profile.Imprint.Printed.N)
	switch name {
	case doc.ImprintSent:
		return b.sent(t, inset)
	case doc.ImprintKeywords:
		return b.keywords(t.Keywords)
	case doc.ImprintCC:
		lines := 0
		for _, l := range []*doc.LabelledLine{t.To, t.CC} {
			if l == nil {
				continue
			}
			n, err := b.labelled(l, inset)
			if err != nil {
				return 0, err
			}
			lines += n
		}
		return lines, nil
	case doc.ImprintPrinted:
		return b.apart(t.PrintedBy, t.PrintedOn, printed)
	case doc.ImprintCopies:
		return b.imprintLine(t.Copies, wml.Paragraph{Right: printed, Align: "right"})
	}
	return 0, fmt.Errorf("no form for the element %q of an imprint", name)
}

// labelled writes a text whose further lines hang behind its label.
func (b *body) labelled(l *doc.LabelledLine, inset int) (int, error) {
	label := b.width(l.Label, "imprint")
	return b.imprintLine(append(slices.Clone(l.Label), l.Text...), wml.Paragraph{Left: inset + label, First: -label, Right: inset})
}

// sent writes to whom a 简报 goes, the number of copies at the right of the last line.
func (b *body) sent(t *doc.Imprint, inset int) (int, error) {
	lines := 0
	for i := range t.Sent {
		l := &t.Sent[i]
		n, err := 0, error(nil)
		if i == len(t.Sent)-1 {
			n, err = b.apart(append(slices.Clone(l.Label), l.Text...), t.Copies, inset)
		} else {
			n, err = b.labelled(l, inset)
		}
		if err != nil {
			return 0, err
		}
		lines += n
	}
	return lines, nil
}

// apart writes a text at the left and one at the right, such as 印发机关 and 印发日期 (7.4.3), that at the right on a line of its
// own if it lacks room.
func (b *body) apart(left, right doc.Text, inset int) (int, error) {
	atLeft, atRight := wml.Paragraph{Left: inset, Right: inset, Align: "left"}, wml.Paragraph{Right: inset, Align: "right"}
	switch {
	case len(right) == 0:
		return b.imprintLine(left, atLeft)
	case len(left) == 0:
		return b.imprintLine(right, atRight)
	case b.width(left, "imprint")+b.width(right, "imprint")+3*inset > b.grid.text:
		n, err := b.imprintLine(left, atLeft)
		if err != nil {
			return 0, err
		}
		m, err := b.imprintLine(right, atRight)
		return n + m, err
	}
	f := wml.Paragraph{Left: inset, Tabs: []wml.Tab{{Align: "right", At: b.grid.text - inset}}, Align: "left"}
	return 1, b.tabbed("Imprint", "imprint", []doc.Text{left, right}, f)
}

// imprintLine writes a paragraph of the imprint and gives the number of its lines, one too many rather than one too few: the
// wml.Box has its text at its lower edge.
func (b *body) imprintLine(t doc.Text, f wml.Paragraph) (int, error) {
	b.begin("Imprint", f)
	err := b.text(t, b.profile.Styles["imprint"])
	b.End()
	room := b.grid.text - f.Left - f.Right
	return 1 + max(0, b.width(t, "imprint")+f.First+b.grid.character(1))/room, err
}

// keywords writes 主题词 flush left, a character's space between the words (GB/T 9704-1999, 8.3.1).
func (b *body) keywords(t *doc.KeywordLine) (int, error) {
	label := b.width(t.Label, "keywordLabel")
	b.begin("ImprintKeywords", wml.Paragraph{Left: label, First: -label})
	defer b.End()
	p := b.profile.Styles
	set := append(inRole(t.Label, p["keywordLabel"].Role), t.Spaced()...)
	return max(1, (b.width(set, "keywords")+b.grid.text-1)/b.grid.text), b.text(set, p["keywords"])
}
