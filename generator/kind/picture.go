package kind

import (
	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// pixelsPerInch is the resolution of a picture whose printed size is not said, as browsers and word processors take it.
const pixelsPerInch = 96

// figure makes a picture in running text. A size that is not said is that of 96 pixels to an inch, at most the type area's.
func (s *scope) figure(e *element) ([]doc.Block, error) {
	b := &doc.Figure{}
	if err := s.partTexts(e, func(_ string, t doc.Text) { b.Caption = t }); err != nil {
		return nil, err
	}
	p, err := s.picture(e, b.Caption.String(), func(p *doc.Picture) (wide, high measure.Length) {
		area := s.profile.Area
		return min(area.Width.Length, natural(p.Width)), min(area.Height.Length, natural(p.Height))
	})
	if p == nil || err != nil {
		return nil, err
	}
	b.Picture = p
	return []doc.Block{b}, nil
}

func natural(pixels int) measure.Length {
	const inch = 72 * measure.PT
	return inch.Scale(int64(pixels), pixelsPerInch)
}

// picture gives the picture of an element with its printed size. One of width and height follows from the other; where
// neither is said the picture fits into a box. It is nil if the field was not given.
func (s *scope) picture(e *element, alt string, box func(*doc.Picture) (wide, high measure.Length)) (*doc.Picture, error) {
	from := s.source(e.values["picture"])
	file := s.record.Picture(from.Path)
	if file == nil {
		return nil, nil
	}
	width, err := s.int(e.values["width"])
	if err != nil {
		return nil, err
	}
	height, err := s.int(e.values["height"])
	if err != nil {
		return nil, err
	}
	p := &doc.Picture{Picture: file, Alt: alt, From: from}
	p.PrintedWidth, p.PrintedHeight = measure.Length(width)*measure.MM, measure.Length(height)*measure.MM
	if width == 0 && height == 0 {
		p.PrintedWidth, p.PrintedHeight = box(p)
		if p.PrintedWidth.Scale(int64(p.Height), int64(p.Width)) <= p.PrintedHeight {
			p.PrintedHeight = 0
		} else {
			p.PrintedWidth = 0
		}
	}
	if p.PrintedHeight == 0 {
		p.PrintedHeight = p.PrintedWidth.Scale(int64(p.Height), int64(p.Width))
	}
	if p.PrintedWidth == 0 {
		p.PrintedWidth = p.PrintedHeight.Scale(int64(p.Width), int64(p.Height))
	}
	return p, nil
}
