package docx

import (
	"fmt"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/picture"
)

// firstPicture is the number of the relation to the first picture; those before it are the parts that every paper has.
const firstPicture = 9

// relation gives the number of the relation to a picture, which is stored once however often it stands in the paper.
func (b *body) relation(p *doc.Picture) int {
	i := slices.Index(b.pictures, p)
	if i < 0 {
		i = len(b.pictures)
		b.pictures = append(b.pictures, p)
	}
	return firstPicture + i
}

// pictureName is the name of the ith picture under word/media.
func pictureName(i int, p *doc.Picture) string {
	if p.Format == picture.JPEG {
		return fmt.Sprintf("image%d.jpeg", i+1)
	}
	return fmt.Sprintf("image%d.png", i+1)
}

// seal hangs a picture over the text, counted from the next paragraph.
func (b *body) seal(p *doc.Picture, at box, name string) error {
	if err := checked(p.Alt); err != nil {
		return err
	}
	b.hang(func() {
		b.s(`<w:r><w:drawing>`)
		b.anchor(float{box: at, from: "paragraph", wrap: over, name: name, alt: p.Alt})
		b.picture(p, at).s(`</wp:anchor></w:drawing></w:r>`)
	})
	return nil
}

// inline appends a picture that stands in its line like a character.
func (b *body) inline(p *doc.Picture, wide, high measure.Length) {
	b.s(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="`).n(int(wide)).s(`" cy="`).n(int(high)).s(`"/>`)
	b.named("图", p.Alt).s(`<wp:cNvGraphicFramePr/>`)
	b.picture(p, box{w: wide, h: high}).s(`</wp:inline></w:drawing></w:r>`)
}

// picture appends the picture of a drawing.
func (b *body) picture(p *doc.Picture, at box) *xml {
	b.s(`<a:graphic><a:graphicData uri="` + nsPic + `"><pic:pic><pic:nvPicPr><pic:cNvPr id="`).n(b.drawings).s(`" name="`)
	id := b.relation(p)
	b.s(pictureName(id-firstPicture, p)).s(`"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId`).n(id)
	b.s(`"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>`).extent(box{w: at.w, h: at.h})
	return b.s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>`)
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
	free := b.grid.row - 1 - (twips(high)-1)%b.grid.row
	b.begin("Figure", form{before: b.settle(t) + free/2, after: free - free/2, keepNext: len(t.Caption) > 0 || ends(rest)})
	b.inline(p, wide, high)
	b.end()
	if len(t.Caption) == 0 {
		return nil
	}
	b.begin("Caption", form{keepNext: ends(rest)})
	err := b.text(t.Caption, b.profile.Styles["caption"])
	b.end()
	return err
}
