package generator_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/generator"
	"gongwen/generator/page"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// pictureFiles are pictures of odd shapes, by width and height.
func pictureFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"star.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 250"><path fill="gold" d="M0 0H500L250 250Z"/></svg>`)}}
	for name, size := range map[string]image.Point{"wide.png": {800, 100}, "tall.png": {90, 700}, "dot.png": {1, 1}, "large.jpg": {2400, 3200}} {
		var b bytes.Buffer
		m := image.NewGray(image.Rectangle{Max: size})
		err := png.Encode(&b, m)
		if strings.HasSuffix(name, ".jpg") {
			b.Reset()
			err = jpeg.Encode(&b, m, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b.Bytes()}
	}
	return files
}

// Each form has a place for the emblem and one for the photograph: its middle on the leaf and its size, in millimetres. Of the desk
// card they are those of the lower face.
func TestPicturesStandInTheirPlacesOnRedCards(t *testing.T) {
	type slot struct{ x, y, w, h float64 }
	g, files := papers.Generator(t), pictureFiles(t)
	shapes := map[string]float64{"wide.png": 8, "tall.png": 90.0 / 700, "dot.png": 1, "large.jpg": 0.75, "star.svg": 2}
	for form, c := range map[string]struct{ emblem, photo slot }{
		"胸卡": {slot{15 + 5 + 4.5, 13.5 + 4 + 5, 9, 9}, slot{15 + 5 + 6.5, 13.5 + 14 + 8.5, 13, 17}},
		"桌牌": {slot{5 + 12 + 9, 148.5 + 7 + 10, 18, 18}, slot{5 + 12 + 13, 148.5 + 27 + 17, 26, 34}},
		"门牌": {slot{28.5 + 14 + 11, 45 + 9 + 12.5, 22, 22}, slot{28.5 + 14 + 15, 45 + 9 + 25 + 20, 30, 40}},
	} {
		for emblem, photo := range map[string]string{"wide.png": "tall.png", "tall.png": "wide.png", "dot.png": "large.jpg", "star.svg": "dot.png"} {
			input := fmt.Sprintf("种类: 红卡示范岗\n样式: %s\n姓名: 张建国\n所在支部: 某某支部\n徽标: %s\n照片: %s\n", form, emblem, photo)
			p, err := g.Prepare(t.Context(), generator.Input{Text: []byte(input), Files: files})
			if err != nil {
				t.Fatal(err)
			}
			laid, err := p.Pages(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var boxes []page.Rect
			for _, item := range laid.Pages[0].Items {
				switch i := item.(type) {
				case *page.Image:
					boxes = append(boxes, i.Box)
				case *page.Use:
					if i.Symbol.Box != nil {
						boxes = append(boxes, page.Rect{X: i.At.X, Y: i.At.Y, W: i.Symbol.Box.W, H: i.Symbol.Box.H})
					}
				}
			}
			if len(boxes) != 2 {
				t.Fatalf("%s: %d pictures, want 2", form, len(boxes))
			}
			for i, want := range []struct {
				slot
				picture string
			}{{c.emblem, emblem}, {c.photo, photo}} {
				w, h := want.w, want.w/shapes[want.picture]
				if h > want.h {
					w, h = want.h*shapes[want.picture], want.h
				}
				b := boxes[i]
				x, y := (b.X + b.W/2).Millimetres(), (b.Y + b.H/2).Millimetres()
				if !fits(x, y, want.x, want.y) || !fits(b.W.Millimetres(), b.H.Millimetres(), w, h) {
					t.Errorf("%s: %s is %v by %v around %.2f, %.2f, want %.2f by %.2f around %.2f, %.2f", form, want.picture, b.W, b.H, x, y, w, h, want.x, want.y)
				}
			}
		}
	}
}

func TestEmblemOfACardIsAVectorInEveryFormat(t *testing.T) {
	g, files := papers.Generator(t), pictureFiles(t)
	p, err := g.Prepare(t.Context(), generator.Input{Text: []byte("姓名: 张建国\n所在支部: 某某支部\n徽标: star.svg\n"), Kind: "redcard", Files: files})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []generator.Format{generator.PDF, generator.SVG, generator.DOCX} {
		var b bytes.Buffer
		if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
			t.Fatal(err)
		}
		switch f {
		case generator.PDF:
			if out := testkit.Tool(t, "pdfimages", "-list", testkit.File(t, "card.pdf", b.Bytes())); strings.Count(out, "\n") != 2 {
				t.Errorf("PDF: pixels:\n%s", out)
			}
		case generator.SVG:
			if bytes.Contains(b.Bytes(), []byte("<image")) || !bytes.Contains(b.Bytes(), []byte(`fill="#ffd700"`)) {
				t.Error("SVG: an image, or no path in gold")
			}
		case generator.DOCX:
			if main := wordText(t, b.Bytes(), false); !strings.Contains(main, "custGeom") || !strings.Contains(main, `val="FFD700"`) || strings.Contains(main, "a:blip") {
				t.Error("DOCX: a blip, or no shape in gold")
			}
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// wordText gives the main part of a DOCX, with or without its markup.
func wordText(t *testing.T, docx []byte, bare bool) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if bare {
		b = tags.ReplaceAll(b, nil)
	}
	return string(b)
}

// sheetForms are inputs of every form of every kind of sheets, with a name to be filled in.
var sheetForms = map[string]string{
	"certificate":      "种类: 荣誉证书\n姓名: %s\n荣誉称号: 优秀共产党员\n颁发单位: 某某党委\n颁发日期: 2012-07-01\n",
	"certificate-fold": "种类: 荣誉证书\n幅面: A3对折\n姓名: %s\n荣誉称号: 优秀共产党员\n颁发单位: 某某党委\n颁发日期: 2012-07-01\n",
	"card":             "种类: 红卡示范岗\n姓名: %s\n所在支部: 某某支部\n",
	"tent":             "种类: 红卡示范岗\n样式: 桌牌\n姓名: %s\n所在支部: 某某支部\n",
	"plate":            "种类: 红卡示范岗\n样式: 门牌\n姓名: %s\n所在支部: 某某支部\n",
	"commitment-2":     "种类: 承诺卡\n拼版: 2\n姓名: %s\n所在支部: 某某支部\n承诺事项: 带头学习提高\n",
	"commitment-4":     "种类: 承诺卡\n姓名: %s\n所在支部: 某某支部\n承诺事项: 带头学习提高\n",
	"commitment-8":     "种类: 承诺卡\n拼版: 8\n姓名: %s\n所在支部: 某某支部\n承诺事项: 带头学习提高\n",
}

// Characters beyond U+FFFF and of the extension A, and a name of twelve characters, are read back from every format; the DOCX by
// way of LibreOffice too.
func TestRareAndLongNamesComeOutOnEverySheet(t *testing.T) {
	g, dir := papers.Generator(t), t.TempDir()
	names := map[string]string{"rare": "张𬱖𫍽㛃䶮", "long": "买买提阿布都拉·克里木江"}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	var words []string
	for form, input := range sheetForms {
		for which, name := range names {
			p, err := g.Prepare(t.Context(), generator.Input{Text: fmt.Appendf(nil, input, name)})
			if err != nil {
				t.Fatalf("%s, %s: %v", form, name, err)
			}
			for _, f := range []generator.Format{generator.PDF, generator.SVG, generator.DOCX} {
				var b bytes.Buffer
				if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(dir, form+"-"+which+"."+string(f))
				if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				var text string
				switch f {
				case generator.PDF:
					text = testkit.Tool(t, "pdftotext", path, "-")
				case generator.SVG:
					text = b.String()
				case generator.DOCX:
					text = wordText(t, b.Bytes(), true)
					if which == "rare" && slices.Contains([]string{"certificate", "card", "commitment-8"}, form) { // a sheet for each font
						words = append(words, path)
					}
				}
				if !strings.Contains(squeeze(text), name) {
					t.Errorf("%s, %s: no %s in %q", form, f, name, text[:min(len(text), 300)])
				}
			}
		}
	}
	for _, word := range words {
		base, name := strings.TrimSuffix(filepath.Base(word), ".docx"), names["rare"]
		// A process for each: LibreOffice keeps embedded fonts from one file for the next.
		testkit.Convert(t, "pdf", filepath.Join(dir, "word"), word)
		if text := testkit.Tool(t, "pdftotext", filepath.Join(dir, "word", base+".pdf"), "-"); !strings.Contains(squeeze(text), name) {
			t.Errorf("%s by LibreOffice: no %s in %q", base, name, text)
		}
	}
}

// The border of a certificate is drawn 8 mm from the edges of the sheet, in Word as in PDF.
func TestBorderStandsInWordWhereItStandsInPDF(t *testing.T) {
	g, dir := papers.Generator(t), t.TempDir()
	ornaments := []string{"双线", "角花", "回纹", "扭索纹", "花齿"}
	var words, pages []string
	for i, ornament := range ornaments {
		p, err := g.Prepare(t.Context(), generator.Input{Text: []byte(fmt.Sprintf(sheetForms["certificate"], "张伟") + "花边: " + ornament + "\n")})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
			var b bytes.Buffer
			if err := p.Write(t.Context(), &b, f, generator.Options{}); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, fmt.Sprintf("border%d.%s", i, f))
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if f == generator.PDF {
				pages = append(pages, path)
			} else {
				words = append(words, path)
				pages = append(pages, filepath.Join(dir, "word", fmt.Sprintf("border%d.pdf", i)))
			}
		}
	}
	testkit.Convert(t, "pdf", filepath.Join(dir, "word"), words...)
	for i, path := range pages {
		got, want := markedBox(testkit.Draw(t, path, 1, 127)), image.Rect(8*5, 8*5, (297-8)*5, (210-8)*5)
		for _, off := range []int{got.Min.X - want.Min.X, got.Min.Y - want.Min.Y, got.Max.X - want.Max.X, got.Max.Y - want.Max.Y} {
			if off < -2 || off > 2 {
				t.Errorf("%s, %s: marks in %v, want %v, in steps of 0.2 mm", ornaments[i/2], path, got, want)
				break
			}
		}
	}
}

// markedBox gives the box around all that is not white.
func markedBox(m image.Image) image.Rectangle {
	var box image.Rectangle
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if _, g, _, _ := m.At(x, y).RGBA(); g < 0xA000 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// fits tells whether two places are within 0.1 mm of each other.
func fits(x, y, wantX, wantY float64) bool { return math.Abs(x-wantX) < 0.1 && math.Abs(y-wantY) < 0.1 }

// A card is not laid out for Word; what there is to say of it is the same.
func TestWordSaysOfACardWhatThePDFSays(t *testing.T) {
	g := papers.Generator(t)
	input := generator.Input{Text: []byte("种类: 红卡示范岗\n姓名: 古丽米热·阿卜杜热合曼\n所在支部: 某某支部\n")}
	said := map[string]string{}
	for _, way := range [][]generator.Format{{generator.PDF}, {generator.DOCX}, {generator.DOCX, generator.PDF}} {
		p, err := g.Prepare(t.Context(), input)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range way {
			if err := p.Write(t.Context(), io.Discard, f, generator.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		said[fmt.Sprint(way)] = fmt.Sprint(p.Warnings)
	}
	for way, warnings := range said {
		if warnings != said["[pdf]"] || !strings.Contains(warnings, "字号从") {
			t.Errorf("%s: %s, want %s", way, warnings, said["[pdf]"])
		}
	}
}
