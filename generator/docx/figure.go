package docx

import (
	"gongwen/generator/doc"
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// seal hangs a picture over the text, counted from the next paragraph.
func (b *body) seal(p *doc.Picture, at wml.Box, name string) error {
	if err := checked(p.Alt); err != nil {
		return err
	}
	b.HangPicture(p.Picture, wml.Float{Box: at, From: "paragraph", Name: name, Alt: p.Alt})
	return nil
}

// figure writes a picture centred in the running text, its height filled up to whole lines, with its caption below.
func (b *body) figure(t *doc.Figure, rest []doc.Block) error {
	p := t.Picture
	if err := checked(p.Alt); err != nil {
		return err
	}
	area := b.profile.Area
	wide, high := p.PrintedWidth, p.PrintedHeight
	room := area.Height.Length
	if len(t.Caption) > 0 {
		room -= measure.Length(b.grid.row) * measure.Twip
	}
	// The last line's descent needs a little room of its own.
	room -= 4 * measure.PT
	if wide > area.Width.Length {
		wide, high = area.Width.Length, high.Scale(int64(area.Width.Length), int64(wide))
	}
	if high > room {
		wide, high = wide.Scale(int64(room), int64(high)), room
	}
	free := b.grid.row - 1 - (wml.Twips(high)-1)%b.grid.row
	b.begin("Figure", wml.Paragraph{Before: b.settle(t) + free/2, After: free - free/2, KeepNext: len(t.Caption) > 0 || ends(rest)})
	b.Picture(p.Picture, p.Alt, wide, high)
	b.End()
	if len(t.Caption) == 0 {
		return nil
	}
	b.begin("Caption", wml.Paragraph{KeepNext: ends(rest)})
	err := b.text(t.Caption, b.profile.Styles["caption"])
	b.End()
	return err
}
