package doc

import (
	"fmt"
	"unicode/utf8"

	"gongwen/generator/measure"
)

// The rules of a profile that depend on the form of a paper, or on what stands beside an element. layout and docx ask for
// them, so that a paper looks alike in all formats; those that share out a line of text are methods of Line.

// Closer gives the profile with so many lines to a page, which fill the type area (GB/T 9704-2012, 5.2.3).
func (p *Profile) Closer(lines int) *Profile {
	const parts = 1000 // of a character
	closer := *p
	closer.Grid.Lines.N = lines
	gap := (p.Area.Height.Length - measure.Length(lines)*p.Character()) / measure.Length(max(1, lines-1))
	closer.Grid.Gap.Num, closer.Grid.Gap.Den = int(int64(gap)*parts/int64(p.Character())), parts
	return &closer
}

// MarkTop gives how far the upper edge of the 发文机关标志 is below that of the type area (7.2.4, 10.1 to 10.3); in a letter it is
// above it, which gives a negative length.
func (p *Profile) MarkTop(f Form) Value {
	switch f {
	case Letter: // counted from the page's edge
		return Value{p.Letter.MarkTop.Length - p.Page.Top.Length, p.Letter.MarkTop.Clause}
	case Order:
		return p.Order.MarkTop
	case Minutes:
		return p.Minutes.MarkTop
	case Briefing:
		return p.Briefing.MarkTop
	}
	return p.Mark.Top
}

// LinesAbove gives the empty lines above a block: those that it always has, and those that the block before it leaves below. previous
// is nil at the head of a page. The space above a sealed signature depends on the seal and is not counted (7.3.5.1).
func (p *Profile) LinesAbove(block, previous Block, f Form) int {
	switch t := block.(type) {
	case *DateLine: // on the line below the title
		return 0
	case *Attendance: // 10.3
		if _, more := previous.(*Attendance); more {
			return 0
		}
		return p.Minutes.Space.N
	case *Number:
		return p.linesBelow(previous, f) + p.numberLines(f)
	case *Title:
		return p.linesBelow(previous, f) + p.titleLines(t.Place, f)
	case *AttachmentNotes: // 7.3.4
		return p.linesBelow(previous, f) + p.AttachmentNotes.Space.N
	case *SignLines:
		return p.linesBelow(previous, f) + p.Signature.Space.N
	case *Signature:
		return p.linesBelow(previous, f) + p.signatureLines(t.Form)
	}
	return p.linesBelow(previous, f)
}

// linesBelow gives the empty lines between a title, with or without a date, and what it stands over (7.3.2), and between the
// number of an order and its text (10.2).
func (p *Profile) linesBelow(block Block, f Form) int {
	switch block.(type) {
	case *Title, *DateLine:
		return p.Addressee.Space.N
	case *Number:
		if f == Order {
			return p.Order.BodySpace.N
		}
	}
	return 0
}

// numberLines gives the empty lines between mark and number (7.2.5, 10.2).
func (p *Profile) numberLines(f Form) int {
	switch f {
	case Letter: // which has it beside its notes
		return 0
	case Order:
		return p.Order.Number.N
	case Briefing:
		return p.Briefing.Number.N
	}
	return p.Number.Space.N
}

// titleLines gives the empty lines above a title: below the red rule (7.3.1), below a letter's number and notes (10.1), between an
// attachment's label and its title (7.3.7). Without a red head a title stands on the first row, as that of a paper which
// another one issues.
func (p *Profile) titleLines(place TitlePlace, f Form) int {
	switch {
	case place == AttachmentTitle:
		return p.Title.Attachment.N - 2
	case place == EnclosureTitle || f == Plain:
		return 0
	case f == Letter:
		return p.Letter.TitleSpace.N
	}
	return p.Title.Space.N
}

// signatureLines gives the empty lines between the text and its ending (7.3.5.2, 7.3.5.3).
func (p *Profile) signatureLines(f SignatureForm) int {
	switch f {
	case Sealed:
		return 0
	case Chopped:
		return p.Chop.Space.N
	}
	return p.Signature.Space.N
}

// HeadNote is one of the notes of a head, with the style that it is set in.
type HeadNote struct {
	Text  Text
	Style string // of StyleNames
}

// Notes gives the notes that a head has, from the top: those at the left and those at the right. All stand at the left (7.2.1 to 7.2.3,
// 10.1), but 密级 and 紧急程度 where the profile has them at the right (GB/T 9704-1999, 8.1.2 and 8.1.3).
func (p *Profile) Notes(t *HeadNotes, f Form) (left, right []HeadNote) {
	aside := p.HeadNotes.Right.On && f != Letter
	if len(t.Copy) > 0 {
		left = append(left, HeadNote{t.Copy, "copy"})
	}
	for _, text := range []Text{t.Secrecy, t.Urgency} {
		switch {
		case len(text) == 0:
		case aside:
			right = append(right, HeadNote{apart(text), "secrecy"})
		default:
			left = append(left, HeadNote{text, "secrecy"})
		}
	}
	return left, right
}

// apart gives a text of two characters the room of a third between them.
func apart(t Text) Text {
	if len(t) != 1 || utf8.RuneCountInString(t[0].Text) != 2 {
		return t
	}
	first, n := utf8.DecodeRuneInString(t[0].Text)
	spread := t[0]
	spread.Text = string(first) + "\u3000" + t[0].Text[n:]
	return Text{spread}
}

// Organs gives the names that a red head shows: in a letter that of the host alone (10.1).
func (m *Mark) Organs(f Form) []Text {
	if f == Letter {
		return m.Names[:min(1, len(m.Names))]
	}
	return m.Names
}

// The gap between two names of a joint mark is a fifth of a character's height, that between the names and the suffix half
// a character's width. The standard gives neither.
const (
	stackGap  = 5
	suffixGap = 2
)

// MarkSize is the size of the characters of a red head.
type MarkSize struct{ Width, Height measure.Length }

// Pitch is from the upper edge of a name of a joint mark to that of the next.
func (s MarkSize) Pitch() measure.Length { return s.Height + s.Height/stackGap }

// SuffixGap is between the names of a joint mark and its suffix.
func (s MarkSize) SuffixGap() measure.Length { return s.Width / suffixGap }

// MarkSize gives the size of the characters of a red head of names and their suffix, which stands on the line of a single name and
// at the right of several: no higher than high, as large as the profile allows where its line has to hold the mark, and
// narrower before smaller where that is long. They are never wider than high (7.2.4 leaves it open; GB/T 9704-1999, 8.1.4).
func (p *Profile) MarkSize(names []Text, suffix Text, high measure.Length) MarkSize {
	longest := 0
	for _, name := range names {
		longest = max(longest, name.Len())
	}
	cells := suffixGap * (longest + suffix.Len()) // in parts of a character
	if len(names) > 1 {
		cells++
	}
	m := p.Mark
	width := min(m.Width.Length, m.LineLength.Length*suffixGap/measure.Length(max(1, cells)), high)
	return MarkSize{width, min(m.Height.Length, high, width.Scale(int64(m.Narrowest.Den), int64(m.Narrowest.Num)))}
}

// JointMark gives the height of the characters of so many names below each other that fill a height, so that page 1 shows the beginning
// of the text (7.3.3), but not less than that of the title's.
func (p *Profile) JointMark(names int, room measure.Length) measure.Length {
	return max(room*stackGap/measure.Length(names*(stackGap+1)-1), p.Styles["title"].Size.Length)
}

// HasRule tells whether a red rule stands between head and main part (7.2.7): an order has none (10.2), a letter has double rules
// in its place (10.1).
func (f Form) HasRule() bool { return f != Order && f != Letter }

// NumbersPageOne tells whether page 1 has a page number: that of a letter has none (10.1).
func (f Form) NumbersPageOne() bool { return f != Letter }

// DoubleRule is the height of a double rule of a letter (10.1).
func (p *Profile) DoubleRule() measure.Length {
	return p.Letter.Thick.Length + p.Letter.Between.Length + p.Letter.Thin.Length
}

// DoubleRuleLeft is from the page's left edge to the double rules, which are centred on the page: 10.1 does not say on what.
func (p *Profile) DoubleRuleLeft() measure.Length {
	return (p.Page.Width.Length - p.Letter.RuleLength.Length) / 2
}

// DoubleRuleFoot is from the top of the type area to the lower edge of the lower double rule (10.1).
func (p *Profile) DoubleRuleFoot() measure.Length {
	return p.Page.Height.Length - p.Letter.RuleBottom.Length - p.Page.Top.Length
}

// NoteGap is the distance between a double rule and the text beside it: a part of the height of a character of the body (10.1).
func (p *Profile) NoteGap() measure.Length {
	gap := p.Letter.NoteGap
	return p.Styles["body"].Size.Length.Scale(int64(gap.Num), int64(gap.Den))
}

// SealSize is the larger side of the largest seal, or of the place that is left free for one that is not given (7.3.5.1).
func (p *Profile) SealSize(signers []Signer) measure.Length {
	var size measure.Length
	for _, s := range signers {
		if s.Seal == nil {
			size = max(size, p.Seal.Size.Length)
		} else {
			size = max(size, s.Seal.PrintedWidth, s.Seal.PrintedHeight)
		}
	}
	return size
}

// ChopSize is the size of a name chop, or of the place that is left free for one that is not given (7.3.5.3).
func (p *Profile) ChopSize(chop *Picture) (width, height measure.Length) {
	if chop == nil {
		return p.Chop.Width.Length, p.Chop.Height.Length
	}
	return chop.PrintedWidth, chop.PrintedHeight
}

// Numbered gives the number of the ith of the names, from 0, with its stop; nil if it is the only one (7.3.4).
func (t *AttachmentNotes) Numbered(i int) Text {
	if len(t.Names) < 2 {
		return nil
	}
	return Text{{Text: fmt.Sprintf("%d.", i+1)}}
}

// EvenImprint tells whether the page of the imprint has to be the back of a leaf (7.4.1). Letters and briefings are not bound to
// that.
func (p *Profile) EvenImprint(f Form) bool { return p.Imprint.Even.On && f != Letter && f != Briefing }

// ImprintRules gives the thickness of the rules of an imprint: above its first element, between two and below the last (7.4.1;
// GB/T 9704-1999, 8.3.4). 0 is no rule: a letter has none (10.1). A briefing always has one above the first.
func (p *Profile) ImprintRules(f Form) (first, middle, last measure.Length) {
	im := p.Imprint
	switch f {
	case Letter:
		return 0, 0, 0
	case Briefing:
		return max(im.First.Length, im.Middle.Length), im.Middle.Length, im.Last.Length
	}
	return im.First.Length, im.Middle.Length, im.Last.Length
}

// The elements of an imprint, as the rules between them part it, by the names that profiles have for them.
const (
	ImprintSent     = "sent"     // 报： 送： 发： with the number of copies: of a briefing, in no profile
	ImprintKeywords = "keywords" // 主题词
	ImprintCC       = "cc"       // 主送 that was moved, and 抄送 (7.4.2)
	ImprintPrinted  = "printed"  // 印发机关 and 印发日期 (7.4.3)
	ImprintCopies   = "copies"   // 印发份数
)

// ImprintElements gives the elements that the imprint of a paper has, in the order in which they are printed. A letter has no
// 印发机关 and no 印发日期 (10.1).
func (p *Profile) ImprintElements(t *Imprint, f Form) []string {
	has := map[string]bool{
		ImprintKeywords: t.Keywords != nil,
		ImprintCC:       t.To != nil || t.CC != nil,
		ImprintPrinted:  f != Letter && (len(t.PrintedBy) > 0 || len(t.PrintedOn) > 0),
		ImprintCopies:   len(t.Sent) == 0 && len(t.Copies) > 0,
	}
	var elements []string
	if len(t.Sent) > 0 {
		elements = append(elements, ImprintSent)
	}
	for _, name := range p.Imprint.Order {
		if has[name] {
			elements = append(elements, name)
		}
	}
	return elements
}

// Spaced gives the words with a character's space between them (GB/T 9704-1999, 8.3.1).
func (k *KeywordLine) Spaced() Text {
	var t Text
	for i, w := range k.Words {
		if i > 0 {
			t = append(t, Span{Text: "\u3000"})
		}
		t = append(t, w...)
	}
	return t
}
