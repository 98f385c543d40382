package wml

import (
	"fmt"
	"slices"

	"gongwen/generator/measure"
	"gongwen/generator/picture"
)

// relation gives the number of the relation to a picture, which is stored once however often it stands in the document.
func (w *Writer) relation(p *picture.Picture) int {
	i := slices.Index(w.pictures, p)
	if i < 0 {
		i = len(w.pictures)
		w.pictures = append(w.pictures, p)
	}
	return firstPicture + i
}

// pictureName is the name of the ith picture under word/media.
func pictureName(i int, p *picture.Picture) string {
	if p.Format == picture.JPEG {
		return fmt.Sprintf("image%d.jpeg", i+1)
	}
	return fmt.Sprintf("image%d.png", i+1)
}

// HangPicture keeps a picture of pixels for the next paragraph.
func (w *Writer) HangPicture(p *picture.Picture, f Float) {
	w.hang(func() {
		w.s(`<w:r><w:drawing>`)
		w.anchor(f)
		w.picture(p, f.Box).s(`</wp:anchor></w:drawing></w:r>`)
	})
}

// Picture appends a picture that stands in its line like a character; alt is what it shows to those who cannot see it.
func (w *Writer) Picture(p *picture.Picture, alt string, wide, high measure.Length) {
	w.s(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="`).n(int(wide)).s(`" cy="`).n(int(high)).s(`"/>`)
	w.named("图", alt).s(`<wp:cNvGraphicFramePr/>`)
	w.picture(p, Box{W: wide, H: high}).s(`</wp:inline></w:drawing></w:r>`)
}

// picture appends the picture of a drawing.
func (w *Writer) picture(p *picture.Picture, at Box) *xml {
	w.s(`<a:graphic><a:graphicData uri="` + nsPic + `"><pic:pic><pic:nvPicPr><pic:cNvPr id="`).n(*w.drawings).s(`" name="`)
	id := w.relation(p)
	w.s(pictureName(id-firstPicture, p)).s(`"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId`).n(id)
	w.s(`"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>`).extent(Box{W: at.W, H: at.H})
	return w.s(`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>`)
}
