package record_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator/notice"
	"gongwen/generator/picture"
	"gongwen/generator/record"
)

// encoded is a picture: a dark bar on white.
func encoded(t testing.TB, encode func(*bytes.Buffer, image.Image) error, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, width, height))
	draw.Draw(m, image.Rect(0, 0, width, height/2), image.White, image.Point{}, draw.Src)
	if err := encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(b *bytes.Buffer, m image.Image) error {
	return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(b, m)
}
func asJPEG(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }
func asGIF(b *bytes.Buffer, m image.Image) error  { return gif.Encode(b, m, nil) }

// cmyk is the head of a JPEG of four components, as far as a decoder reads it for its configuration.
func cmyk() []byte {
	frame := []byte{8, 0, 1, 0, 1, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0}
	head := append([]byte{0xff, 0xd8, 0xff, 0xc0, 0, byte(len(frame) + 2)}, frame...)
	return append(head, 0xff, 0xda, 0, 2)
}

// resized is a PNG whose head says another size than it has.
func resized(p []byte, width uint32) []byte {
	p = bytes.Clone(p)
	copy(p[16:], []byte{byte(width >> 24), byte(width >> 16), byte(width >> 8), byte(width)})
	sum := crc32.ChecksumIEEE(p[12:29])
	copy(p[29:], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	return p
}

func dataURI(media string, b []byte) string {
	return "data:" + media + ";base64," + base64.StdEncoding.EncodeToString(b)
}

// sealed is a notice with a seal.
func sealed(file string) []byte {
	return fmt.Appendf(nil, paper+"署名: 某某局\n落款: 加盖印章\n印章: [{文件: %q, 宽度: 42}]\n", file)
}

func TestPictures(t *testing.T) {
	small := encoded(t, asPNG, 30, 20)
	clear := encoded(t, func(b *bytes.Buffer, _ image.Image) error {
		return png.Encode(b, image.NewNRGBA(image.Rect(0, 0, 30, 20)))
	}, 1, 1)
	files := fstest.MapFS{"图/印章.png": {Data: small}, "clear.png": {Data: clear}, "photo.jpg": {Data: encoded(t, asJPEG, 30, 20)}}
	for name, test := range map[string]struct {
		file    string
		files   fs.FS
		cleared bool
	}{
		"file in a folder":     {"图/印章.png", files, true},
		"file that is clear":   {"clear.png", files, false},
		"JPEG file":            {"photo.jpg", files, true},
		"data URI":             {dataURI("image/png", small), nil, true},
		"data URI of a JPEG":   {dataURI("image/jpeg", files["photo.jpg"].Data), nil, true},
		"data URI, over 1 MiB": {dataURI("image/png", append(bytes.Clone(small), make([]byte, 1<<20)...)), nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := record.Decode(sealed(test.file), record.YAML, noticeSchema(t), record.Files{FS: test.files})
			if err != nil {
				t.Fatal(err)
			}
			p := r.Picture("/seals/0/file")
			if p == nil || p.Width != 30 || p.Height != 20 || p.Format != picture.PNG || p.Cleared != test.cleared {
				t.Errorf("got %+v", p)
			}
			told := slices.ContainsFunc(r.Notices, func(n notice.Notice) bool { return n.Code == "seal-ground" && n.Line > 0 && n.Field != "" })
			if told != test.cleared {
				t.Errorf("told: %v", r.Notices)
			}
		})
	}
}

func TestPicturesThatAreRefused(t *testing.T) {
	small := encoded(t, asPNG, 30, 20)
	files := fstest.MapFS{
		"cut.png": {Data: small[:len(small)-20]}, "cut.jpg": {Data: encoded(t, asJPEG, 300, 200)[:700]}, "cmyk.jpg": {Data: cmyk()},
		"x.gif": {Data: encoded(t, asGIF, 3, 2)}, "huge.png": {Data: resized(small, 100_000_000)},
		"long.png": {Data: append(bytes.Clone(small), make([]byte, 8<<20)...)}, "folder/x.png": {Data: small},
	}
	outside := "不能用：只能写输入文件所在文件夹里的文件，如 图片/印章.png。"
	for name, test := range map[string]struct {
		file, want string
		files      fs.FS
	}{
		"no files allowed":     {"x.png", "这里不能引用文件，请把图片直接写成“data:image/png;base64,……”。", nil},
		"no such file":         {"y.png", "没有“y.png”这个文件，应在输入文件所在的文件夹里。", files},
		"folder above":         {"../x.png", "“../x.png”" + outside, files},
		"folder above, inside": {"folder/../../x.png", "“folder/../../x.png”" + outside, files},
		"absolute":             {"/etc/passwd", "“/etc/passwd”" + outside, files},
		"absolute on Windows":  {`C:\x.png`, `“C:\x.png”` + outside, files},
		"a folder":             {"folder", "“folder”不是可以读的文件。", files},
		"another format":       {"x.gif", "不是 PNG 或 JPEG 图片，请另存为这两种格式之一。", files},
		"cut PNG":              {"cut.png", "图片已经损坏，不能读出，请换一个文件。", files},
		"cut JPEG":             {"cut.jpg", "图片已经损坏，不能读出，请换一个文件。", files},
		"CMYK":                 {"cmyk.jpg", "图片是 CMYK 颜色的 JPEG，各种程序显示不一，请另存为 RGB 颜色再试。", files},
		"too many pixels":      {"huge.png", "图片太大（100000000×20 像素），全部图片最多可有 64 百万像素，请缩小后再试。", files},
		"too many bytes":       {"long.png", "图片超过 8 MB，请缩小后再试。", files},
		"another data URI":     {"data:text/html;base64,AAAA", "应以“data:image/png;base64,”或“data:image/jpeg;base64,”开头。", nil},
		"data URI in percents": {"data:image/png,%89PNG", "应以“data:image/png;base64,”或“data:image/jpeg;base64,”开头。", nil},
		"broken base64":        {"data:image/png;base64,A", "Base64 编码有误，请重新生成。", nil},
		"base64 of text":       {dataURI("image/png", []byte("text")), "不是 PNG 或 JPEG 图片，请另存为这两种格式之一。", nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := record.Decode(sealed(test.file), record.YAML, noticeSchema(t), record.Files{FS: test.files})
			var faults notice.Refusal
			if !errors.As(err, &faults) || len(faults) != 1 {
				t.Fatalf("got %v, want one fault", err)
			}
			if f := faults[0]; f.Message != test.want || f.Code != "picture" || f.Path != "/印章/0/文件" || f.Field != "印章第1项·文件" || f.Line != 8 {
				t.Errorf("got %+v, want %s", f, test.want)
			}
		})
	}
}

func TestLinksLeadNowhereOutside(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.png"), encoded(t, asPNG, 3, 2), 0o600); err != nil {
		t.Fatal(err)
	}
	inside := filepath.Join(dir, "inside")
	if err := errors.Join(os.Mkdir(inside, 0o700), os.Symlink("../x.png", filepath.Join(inside, "link.png"))); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := record.Decode(sealed("link.png"), record.YAML, noticeSchema(t), record.Files{FS: root.FS()}); err == nil {
		t.Error("got no fault for a link to a file outside")
	}
}

func TestPixelsOfAllPicturesAreCounted(t *testing.T) {
	files := fstest.MapFS{}
	var names []string
	for i := range 3 {
		name := fmt.Sprintf("%d.png", i)
		files[name] = &fstest.MapFile{Data: encoded(t, asPNG, 5000+i, 5000)}
		names = append(names, name)
	}
	input := paper + "署名: 某某局\n落款: 加盖印章\n印章: [" + strings.Join(names, ", ") + "]\n"
	_, err := record.Decode([]byte(input), record.YAML, noticeSchema(t), record.Files{FS: files})
	var faults notice.Refusal
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Path != "/印章/2" {
		t.Errorf("got %v, want a fault of the third", err)
	}
}

func TestEncodedBytesAreNoWayRoundTheLimitOfText(t *testing.T) {
	input := paper + "to: \"data:image/png;base64," + strings.Repeat("A", 2<<20) + "\"\n"
	_, err := record.Decode([]byte(input), record.YAML, noticeSchema(t), record.Files{})
	var faults notice.Refusal
	if !errors.As(err, &faults) || faults[0].Code != "too-large" {
		t.Errorf("got %.200v, want too-large", err)
	}
}

// reasons gives fields and messages of a Refusal.
func reasons(err error) string {
	var faults notice.Refusal
	if !errors.As(err, &faults) {
		return fmt.Sprint(err)
	}
	var all []string
	for _, f := range faults {
		all = append(all, f.Field+" "+f.Message)
	}
	return strings.Join(all, "\n")
}

const emblem = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">
<path d="M0 0H10V20z"/></svg>`

func TestDrawingsOnlyWhereTheyMayBe(t *testing.T) {
	schema, err := record.Compile("cards", []byte(`{"type": "object", "properties": {
		"photo": {"type": "string", "title": "照片", "x-file": "picture"}, "emblem": {"type": "string", "title": "徽标", "x-file": "artwork"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"a.svg": {Data: []byte(emblem)}, "text.svg": {Data: []byte(`<svg viewBox="0 0 9 9">` + "\n<text>字</text></svg>")},
		"a.png": {Data: encoded(t, asPNG, 30, 20)}}
	for input, want := range map[string]string{
		"徽标: a.svg\n":            "",
		"徽标: a.png\n照片: a.png\n": "",
		"徽标: " + dataURI("image/svg+xml", []byte(emblem)) + "\n": "",
		"照片: a.svg\n":            "照片 这里不能用 SVG，请另存为 PNG 或 JPEG 图片。",
		"徽标: a.svg\n照片: a.svg\n": "照片 这里不能用 SVG，请另存为 PNG 或 JPEG 图片。",
		"徽标: text.svg\n":         "徽标 SVG 第2行：<text> 是文字，不能照原样印出，请在绘图软件里把文字转为路径（曲线）再导出。",
	} {
		r, err := record.Decode([]byte(input), record.YAML, schema, record.Files{FS: files})
		if want != "" {
			if got := reasons(err); got != want {
				t.Errorf("%s: %s, want %s", input, got, want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if p := r.Picture("/emblem"); (p.Drawing != nil) == (p.Height < 100) {
			t.Errorf("%s: %+v", input, p)
		}
	}
}
