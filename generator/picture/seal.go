package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"

	"gongwen/generator/artwork"
)

// How the pixels of a seal are judged. depth is how far a pixel is from white, 0 to 255: what its strongest ink takes away.
const (
	maxSealPixels = 2 << 20 // of a seal that is cleared; a larger one is made smaller. 42 mm have 870 dpi then
	lightest      = 32      // the greatest depth that is paper and not ink
	darkest       = 96      // the least depth of ink; between the two lie the edges of strokes
	leastPaper    = 20      // percent of the pixels
	leastInk      = 5       // thousandths of the pixels
	mostShade     = 5       // percent of the pixels that are neither paper nor ink nor coloured
	mostWhite     = 10      // thousandths of the pixels of a clear picture that may be white and cover what is below them
)

// Seal reads the file of a seal as Decode does. A seal is stamped over signature and date, so its white must not hide them: that
// of a JPEG or an opaque PNG is made clear, and the Picture is a PNG that Cleared says so of. On white paper it looks as before. The
// file of a PNG that is clear already stays as it is. What is not surely ink on white paper is refused.
func (b *Budget) Seal(data []byte) (*Picture, error) {
	p, decoded, err := b.read(data)
	if err != nil || decoded == nil {
		if err == nil {
			p.clearGround()
		}
		return p, err
	}
	if seeThrough(decoded) {
		return p, nil
	}
	flat := flatten(decoded)
	ground, ink, err := groundOf(flat)
	if err != nil {
		return nil, err
	}
	unmix(flat, ground, ink)
	var file bytes.Buffer
	if err := png.Encode(&file, &image.NRGBA{Pix: flat.Pix, Stride: flat.Stride, Rect: flat.Rect}); err != nil {
		return nil, err
	}
	size := flat.Rect.Size()
	return &Picture{Format: PNG, Data: file.Bytes(), Width: size.X, Height: size.Y, Cleared: true}, nil
}

// clearGround takes away the white shapes that lie below all others of a drawing. Whether those that lie over ink are wanted,
// such as letters in a disc, cannot be known.
func (p *Picture) clearGround() {
	paper := color.RGBA{255, 255, 255, 255}
	shapes := p.Drawing.Shapes
	ground := slices.IndexFunc(shapes, func(s artwork.Shape) bool {
		return s.Fill != nil && *s.Fill != paper || s.Line != nil && s.Line.Color != paper
	})
	if ground < 0 {
		ground = len(shapes)
	}
	p.Cleared = ground > 0
	p.Covers = slices.ContainsFunc(shapes[ground:], func(s artwork.Shape) bool { return s.Fill != nil && *s.Fill == paper })
	if p.Cleared {
		d := *p.Drawing
		d.Shapes = shapes[ground:]
		p.Drawing = &d
	}
}

// seeThrough tells whether a picture lets through what is below it where it is white.
func seeThrough(m image.Image) bool {
	if o, ok := m.(interface{ Opaque() bool }); !ok || o.Opaque() {
		return false
	}
	white, r := 0, m.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
			if c.A >= 128 && 255-min(c.R, c.G, c.B) <= lightest {
				white++
			}
		}
	}
	return white*1000 <= mostWhite*r.Dx()*r.Dy()
}

// flatten lays a picture on white paper, and makes one of very many pixels smaller by a whole number: each pixel is then the mean
// of a square of them. Only a part of the picture is unpacked at a time.
func flatten(m image.Image) *image.RGBA {
	r := m.Bounds()
	n := 1
	for (r.Dx()/n)*(r.Dy()/n) > maxSealPixels {
		n++
	}
	flat := image.NewRGBA(image.Rect(0, 0, max(1, r.Dx()/n), max(1, r.Dy()/n)))
	const across = 64 // squares that are unpacked at a time
	part := image.NewRGBA(image.Rect(0, 0, across*n, n))
	for y := range flat.Rect.Dy() {
		for x := 0; x < flat.Rect.Dx(); x += across {
			draw.Draw(part, part.Rect, image.White, image.Point{}, draw.Src)
			draw.Draw(part, part.Rect, m, r.Min.Add(image.Pt(x*n, y*n)), draw.Over)
			for i := range min(across, flat.Rect.Dx()-x) {
				flat.SetRGBA(x+i, y, mean(part, i*n, n))
			}
		}
	}
	return flat
}

// mean is the colour of a square of n by n pixels whose left edge is at x.
func mean(m *image.RGBA, x, n int) color.RGBA {
	var sum [3]int
	for row := range n {
		for i := row*m.Stride + x*4; i < row*m.Stride+(x+n)*4; i += 4 {
			sum[0], sum[1], sum[2] = sum[0]+int(m.Pix[i]), sum[1]+int(m.Pix[i+1]), sum[2]+int(m.Pix[i+2])
		}
	}
	all := n * n
	return color.RGBA{uint8(sum[0] / all), uint8(sum[1] / all), uint8(sum[2] / all), 255}
}

// groundOf gives the depth of the white paper of a seal and the mean colour of its ink.
func groundOf(m *image.RGBA) (ground uint8, ink color.NRGBA, err error) {
	var depths [256]int
	var sum [3]int
	shade, inked := 0, 0
	for i := 0; i < len(m.Pix); i += 4 {
		r, g, b := m.Pix[i], m.Pix[i+1], m.Pix[i+2]
		depth := 255 - min(r, g, b)
		depths[depth]++
		if depth > lightest && depth < 160 && max(r, g, b)-min(r, g, b) < depth/2 {
			shade++
		}
		if depth >= darkest {
			inked++
			sum[0], sum[1], sum[2] = sum[0]+int(r), sum[1]+int(g), sum[2]+int(b)
		}
	}
	all, paper := len(m.Pix)/4, 0
	for _, n := range depths[:lightest+1] {
		paper += n
	}
	switch {
	case paper*100 < leastPaper*all:
		return 0, ink, errors.New("印章的图片不是白底，也不透明，会盖住署名和日期：请换成透明底的 PNG，或白纸上盖印后扫描的图片（拍摄的照片、灰底或有底纹的不行）。")
	case inked*1000 < leastInk*all:
		return 0, ink, errors.New("印章的图片里看不出印迹，请换一个文件。")
	case shade*100 > mostShade*all:
		return 0, ink, errors.New("印章的图片底色深浅不匀（有阴影、灰底或底纹），分不清纸和印迹：请换成透明底的 PNG，或在扫描软件里把底色调成白色。")
	}
	for seen := 0; ; ground++ { // all paper but a fiftieth, which is noise about the strokes
		if seen += depths[ground]; seen*50 >= paper*49 {
			break
		}
	}
	return ground, color.NRGBA{uint8(sum[0] / inked), uint8(sum[1] / inked), uint8(sum[2] / inked), 0}, nil
}

// unmix makes the paper of a seal clear: each pixel becomes the ink that gives it on white paper, and as much of it as that
// takes. m has such pixels (of image.NRGBA) afterwards. Where there is none the colour is that of the ink all the same, because
// viewers resample colours apart from how clear they are.
func unmix(m *image.RGBA, ground uint8, ink color.NRGBA) {
	full := 255 - int(ground)
	for i := 0; i < len(m.Pix); i += 4 {
		p := m.Pix[i : i+4 : i+4]
		var depth [3]int // beyond the paper's, as if that were white
		most := 0
		for c := range depth {
			depth[c] = max(0, 255-int(p[c])-int(ground)) * 255 / full
			most = max(most, depth[c])
		}
		if most == 0 {
			p[0], p[1], p[2], p[3] = ink.R, ink.G, ink.B, 0
			continue
		}
		for c := range depth {
			p[c] = uint8(255 - depth[c]*255/most)
		}
		p[3] = uint8(most)
	}
}
