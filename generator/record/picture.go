package record

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"gongwen/generator/notice"
	"gongwen/generator/picture"
)

// encodedMark stands before the bytes of a data: URI.
const encodedMark = ";base64,"

func isBase64(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '+' || r == '/' || r == '='
}

// picture reads the picture that a text names or carries, once.
func (d *decoder) picture(f *Field, text, at string, p position) {
	name, decode := text, d.budget.Decode
	if f.Seal {
		name, decode = "seal "+text, d.budget.Seal // the same file may be another's picture
	}
	found, err := d.files.Album.Picture(name, func(string) (*picture.Picture, error) {
		data, err := d.files.picture(text)
		if err != nil {
			return nil, err
		}
		return decode(data)
	})
	if err == nil && found.Format == picture.Drawing && !f.Artwork {
		err = errors.New("这里不能用 SVG，请另存为 PNG 或 JPEG 图片。")
	}
	if err != nil {
		d.fault(p, "picture", err.Error())
		return
	}
	d.pictures[at] = found
	if found.Cleared {
		d.tellSeal(p, "seal-ground", "印章是白底的图片，白色已改成透明，不遮住下面的字。")
	}
	if found.Covers {
		d.tellSeal(p, "seal-covers", "印章的图形里有压在印迹上面的白色图块，会遮住下面的字，请核对；可在绘图软件里改成镂空。")
	}
}

// tellSeal notes what there is to say of the picture of a seal.
func (d *decoder) tellSeal(p position, code, message string) {
	n := notice.Notice{Path: p.path, Field: p.field, Code: code, Message: message}
	p.locate(&n, 1, 1)
	d.mended = append(d.mended, n)
}

// picture gives the bytes of the picture that a text names or carries as a data: URI. The errors of this file are Chinese
// sentences.
func (f Files) picture(text string) ([]byte, error) {
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
	if f.FS == nil {
		return nil, errors.New("这里不能引用文件，请把图片直接写成“data:image/png;base64,……”。")
	}
	return f.read(text, "图片/印章.png")
}

// read gives the bytes of a file, as far as they are not more than any file may have. example is a name as it could be.
func (f Files) read(name, example string) ([]byte, error) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, `\:`) {
		return nil, fmt.Errorf("“%s”不能用：只能写输入文件所在文件夹里的文件，如 %s。", notice.Excerpt(name), example)
	}
	info, err := fs.Stat(f.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("没有“%s”这个文件，应在输入文件所在的文件夹里。", notice.Excerpt(name))
	}
	if err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("“%s”不是可以读的文件。", notice.Excerpt(name))
	}
	file, err := f.FS.Open(name)
	if err != nil {
		return nil, fmt.Errorf("文件“%s”打不开。", notice.Excerpt(name))
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, picture.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("文件“%s”读不出来。", notice.Excerpt(name))
	}
	return data, nil
}
