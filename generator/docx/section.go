package docx

import (
	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// Which of the footers: those for odd pages and, one more, for even ones; that for pages without a number; and again those for
// odd and even pages in landscape.
const (
	uprightFooters = 0
	noNumber       = 2
	rotatedFooters = 3
)

// section gives the section that is written: its page and grid. Upright pages have mirrored margins. On a landscape page the type
// area stands in the middle, because Word would mirror the edges that are head and foot of the paper; it is 1 mm off, as
// 5.2.1 allows, on odd pages and on even ones.
func (b *body) section() wml.Section {
	g := b.grid
	s := wml.Section{Width: g.width, Height: g.height, Top: g.top, Right: g.right, Bottom: g.bottom, Left: g.left,
		HeaderFromEdge: 851, FooterFromEdge: b.footerDistance(), Pitch: g.row}
	footers := uprightFooters
	switch {
	case b.cover:
		// LibreOffice 7.4 takes 283 twips for the footer of a section that begins on an even page, whatever stands in it.
		s.FooterFromEdge = g.bottom - 283
		s.Begins = b.imprintSection()
	case b.landscape:
		footers = rotatedFooters
	}
	s.Footers = []wml.Footer{{On: "default", Part: footers}, {On: "even", Part: footers + 1}}
	if b.cover {
		s.Footers = []wml.Footer{{On: "default", Part: noNumber}, {On: "even", Part: noNumber}}
	}
	if s.FirstApart = !b.form.NumbersPageOne() && !b.later; s.FirstApart {
		s.Footers = append(s.Footers, wml.Footer{On: "first", Part: noNumber})
	}
	if b.landscape {
		ends, sides := (g.height-g.area)/2, (g.width-g.text)/2
		s.Width, s.Height, s.Landscape = g.height, g.width, true
		s.Top, s.Right, s.Bottom, s.Left, s.FooterFromEdge = sides, ends, sides, ends, sides/2
	}
	return s
}

// rotate ends the section that is written where what follows stands the other way.
func (b *body) rotate(landscape bool) {
	if landscape == b.landscape {
		return
	}
	if !b.empty {
		b.endSection()
	}
	b.landscape = landscape
	b.rotated = true
}

// endSection gives the last paragraph the properties of its section.
func (b *body) endSection() {
	b.leaveTable()
	b.EndSection(b.section())
	b.empty, b.later, b.breakBefore, b.landscape = true, true, false, false
	b.newPage()
}

// imprintSection is how the section of the imprint's page begins.
func (b *body) imprintSection() string {
	if b.profile.EvenImprint(b.form) {
		return "evenPage"
	}
	return "nextPage"
}

// pageNumberLine is the height of a page number's line.
func (b *body) pageNumberLine() int {
	return wml.Twips(b.profile.Styles["pageNumber"].Size.Length.Scale(12, 10))
}

// footerDistance is from the page number's line to the page's edge. The dash, 0.4 of a character above the baseline, stands
// PageNumber.Gap below the type area (7.5); the baseline is four fifths down the line.
func (b *body) footerDistance() int {
	size := b.profile.Styles["pageNumber"].Size.Length
	below := wml.Twips(b.profile.PageNumber.Gap.Length+size.Scale(4, 10)) + b.pageNumberLine()/5
	return b.grid.bottom - below
}

// footers are those for odd pages, for even ones and for those without a number, and, where the paper has such pages, those for
// landscape ones, odd and even.
func (b *body) footers() ([][]byte, error) {
	inset := b.grid.character(b.profile.PageNumber.Inset.N)
	odd, even := wml.Paragraph{Right: inset, Align: "right"}, wml.Paragraph{Left: inset, Align: "left"}
	var parts [][]byte
	for _, f := range []wml.Paragraph{odd, even} {
		part, err := b.footer(func(x *body) error { return x.pageNumber(f) })
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	none, err := b.footer(func(x *body) error { x.gap(imprintFoot); return nil })
	if parts = append(parts, none); err != nil || !b.rotated {
		return parts, err
	}
	for i, f := range []wml.Paragraph{odd, even} {
		part, err := b.footer(func(x *body) error { return x.rotatedNumber(f, i == 1) })
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// footer is a footer with what write writes.
func (b *body) footer(write func(x *body) error) ([]byte, error) {
	x := b.inner(b.Footer())
	err := write(x)
	x.CloseFooter()
	return x.Bytes(), err
}

// pageNumber writes the number of a page with its dashes (7.5).
func (b *body) pageNumber(f wml.Paragraph) error {
	style := b.profile.Styles["pageNumber"]
	b.begin("PageNumber", f)
	if err := b.text(doc.Text{{Text: "— "}}, style); err != nil {
		return err
	}
	b.OpenField("PAGE")
	if err := b.text(doc.Text{{Text: "1"}}, style); err != nil {
		return err
	}
	b.CloseField()
	if err := b.text(doc.Text{{Text: " —"}}, style); err != nil {
		return err
	}
	b.End()
	return b.fonts.Reserve(style.Role, style.Latin, "0123456789")
}

// rotatedNumber writes the number of a landscape page where it stands on an upright one (chapter 8), in a box whose line runs
// down the left edge: the page is rotated so that its left edge is the foot of the paper.
func (b *body) rotatedNumber(f wml.Paragraph, even bool) error {
	number := b.inner(b.Inner())
	if err := number.pageNumber(f); err != nil {
		return err
	}
	p := b.profile.Page
	line := measure.Length(b.pageNumberLine()) * measure.Twip
	at := wml.Box{X: measure.Length(b.footerDistance()) * measure.Twip, Y: p.Binding.Length, W: line, H: b.profile.Area.Width.Length}
	if even {
		at.Y = p.Width.Length - p.Binding.Length - at.H
	}
	// LibreOffice 7.4 loses the place of a box over the text in the footer of odd pages; this one stands beside it.
	b.HangTextBox(wml.Float{Box: at, From: "page", Wrap: wml.Sideways, Name: "页码"}, number.Writer, true)
	b.gap(imprintFoot)
	return nil
}
