package record

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"gongwen/generator/artwork"
)

// The limits of pictures. A page scanned at 300 dpi has 9 million pixels.
const (
	maxPictureBytes = 8 << 20
	maxPixels       = 64 << 20 // of all pictures of an input
)

// encodedMark stands before the bytes of a data: URI.
const encodedMark = ";base64,"

func isBase64(r rune) bool {
	return isLetter(r) || isDigit(r) || r == '+' || r == '/' || r == '='
}

// Picture is a PNG, JPEG or SVG file that an input names or carries. It was decoded once and found right. A JPEG that is marked as
// turned, as telephones do, stands upright.
type Picture struct {
	Data          []byte
	JPEG          bool             // else PNG
	Width, Height int              // in pixels; of a drawing in its units
	Drawing       *artwork.Drawing // of an SVG file; nil for pixels
}

// pictures reads the pictures of an input, each once.
type pictures struct {
	files  Files
	pixels int                 // of those that were read
	byPath map[string]*Picture // by pointers with English names
}

// Album keeps the pictures that were asked for last, so that one that many rows of a roster name stays one picture, and
// ten thousand that are named once do not fill the memory. It is safe for concurrent use, and pictures are read side by side;
// its zero value is empty.
type Album struct {
	mutex  sync.Mutex
	recent []titled // the latest last
	bytes  int      // of these
}

type titled struct {
	text    string // what names or carries the picture
	picture *Picture
}

// The limits of an album. One picture is kept however large it is.
const (
	maxRecent      = 64
	maxRecentBytes = 16 << 20
)

// picture gives the picture of a text, from read if it is not kept.
func (a *Album) picture(text string, read func(string) (*Picture, error)) (*Picture, error) {
	a.mutex.Lock()
	known := a.find(text)
	a.mutex.Unlock()
	if known != nil {
		return known, nil
	}
	p, err := read(text)
	if err != nil {
		return nil, err
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if known := a.find(text); known != nil { // another row was quicker
		return known, nil
	}
	a.recent = append(a.recent, titled{text, p})
	a.bytes += len(p.Data)
	for len(a.recent) > maxRecent || len(a.recent) > 1 && a.bytes > maxRecentBytes {
		a.bytes -= len(a.recent[0].picture.Data)
		a.recent = slices.Delete(a.recent, 0, 1)
	}
	return p, nil
}

// find gives a picture that is kept, and makes it the latest; nil if there is none.
func (a *Album) find(text string) *Picture {
	i := slices.IndexFunc(a.recent, func(t titled) bool { return t.text == text })
	if i < 0 {
		return nil
	}
	t := a.recent[i]
	a.recent = append(slices.Delete(a.recent, i, i+1), t)
	return t.picture
}

// picture reads the picture that a text names or carries.
func (d *decoder) picture(f *Field, text, at string, p place) {
	picture, err := d.pictures.files.Album.picture(text, d.pictures.read)
	if err == nil && picture.Drawing != nil && !f.Artwork {
		err = errors.New("这里不能用 SVG，请另存为 PNG 或 JPEG 图片。")
	}
	if err != nil {
		d.fault(p, "picture", err.Error())
		return
	}
	d.pictures.byPath[at] = picture
}

// read gives a picture; its errors are Chinese sentences.
func (p *pictures) read(text string) (*Picture, error) {
	data, err := p.data(text)
	if err != nil {
		return nil, err
	}
	if len(data) > maxPictureBytes {
		return nil, fmt.Errorf("图片超过 %d MB，请缩小后再试。", maxPictureBytes>>20)
	}
	picture := &Picture{Data: data, JPEG: bytes.HasPrefix(data, []byte("\xff\xd8"))}
	configOf, decode := png.DecodeConfig, png.Decode
	if picture.JPEG {
		configOf, decode = jpeg.DecodeConfig, jpeg.Decode
	} else if artwork.Is(data) {
		return drawn(data)
	} else if !bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) {
		return nil, errors.New("不是 PNG 或 JPEG 图片，请另存为这两种格式之一。")
	}
	c, err := configOf(bytes.NewReader(data))
	if err != nil || c.Width == 0 || c.Height == 0 {
		return nil, errors.New(damaged)
	}
	if err := p.allow(c); err != nil {
		return nil, err
	}
	decoded, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New(damaged)
	}
	picture.Width, picture.Height = c.Width, c.Height
	if how := orientation(data); picture.JPEG && how != 1 {
		picture.Data, picture.Width, picture.Height, err = upright(decoded, how)
	}
	return picture, err
}

// drawn gives the picture of an SVG file.
func drawn(data []byte) (*Picture, error) {
	d, err := artwork.Read(data)
	if err != nil {
		return nil, err
	}
	return &Picture{Data: data, Width: int(d.Width), Height: int(d.Height), Drawing: d}, nil
}

const damaged = "图片已经损坏，不能读出，请换一个文件。"

// allow refuses what cannot be printed or would take too much memory, before it is decoded.
func (p *pictures) allow(c image.Config) error {
	if c.ColorModel == color.CMYKModel {
		return errors.New("图片是 CMYK 颜色的 JPEG，各种程序显示不一，请另存为 RGB 颜色再试。")
	}
	if c.Width > maxPixels/c.Height || c.Width*c.Height > maxPixels-p.pixels {
		return fmt.Errorf("图片太大（%d×%d 像素），全部图片最多可有 %d 百万像素，请缩小后再试。", c.Width, c.Height, maxPixels>>20)
	}
	p.pixels += c.Width * c.Height
	return nil
}

// data gives the bytes of a data: URI or of a file.
func (p *pictures) data(text string) ([]byte, error) {
	if strings.HasPrefix(text, "data:") {
		media, encoded, found := strings.Cut(text, encodedMark)
		if !found || media != "data:image/png" && media != "data:image/jpeg" && media != "data:image/svg+xml" {
			return nil, errors.New("应以“data:image/png;base64,”或“data:image/jpeg;base64,”开头。")
		}
		data, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return nil, errors.New("Base64 编码有误，请重新生成。")
		}
		return data, nil
	}
	if p.files.FS == nil {
		return nil, errors.New("这里不能引用文件，请把图片直接写成“data:image/png;base64,……”。")
	}
	if !fs.ValidPath(text) || strings.ContainsAny(text, `\:`) {
		return nil, fmt.Errorf("“%s”不能用：只能写输入文件所在文件夹里的文件，如 图片/印章.png。", Excerpt(text))
	}
	return p.file(text)
}

func (p *pictures) file(name string) ([]byte, error) {
	info, err := fs.Stat(p.files.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("没有“%s”这个文件，应在输入文件所在的文件夹里。", Excerpt(name))
	}
	if err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("“%s”不是可以读的文件。", Excerpt(name))
	}
	f, err := p.files.FS.Open(name)
	if err != nil {
		return nil, fmt.Errorf("文件“%s”打不开。", Excerpt(name))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPictureBytes+1))
	if err != nil {
		return nil, fmt.Errorf("文件“%s”读不出来。", Excerpt(name))
	}
	return data, nil
}
