package artwork_test

import (
	"errors"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/generator/artwork"
)

// svg gives a file with a box of 100 by 50.
func svg(inside string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">` + inside + `</svg>`
}

func read(t *testing.T, file string) *artwork.Drawing {
	t.Helper()
	d, err := artwork.Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const unit = artwork.Side / 100

// As Figma and Illustrator write it.
func TestClipToTheWholeCanvasIsNone(t *testing.T) {
	for _, inside := range []string{
		`<g clip-path="url(#c)"><path d="M0 0H9V9z"/></g><defs><clipPath id="c"><rect width="100" height="50" fill="white"/></clipPath></defs>`,
		`<defs><rect id="r" x="-1" y="-1" width="102" height="52"/></defs><clipPath id="c"><use href="#r"/></clipPath><path style="clip-path:url(#c)" d="M0 0H9V9z"/>`,
	} {
		if d := read(t, svg(inside)); len(d.Shapes) != 1 || len(d.Shapes[0].Steps) != 4 {
			t.Errorf("%s: %+v", inside, d)
		}
	}
}

func TestBoxIsThatOfTheCanvas(t *testing.T) {
	for _, c := range []struct {
		file          string
		width, height int64
	}{
		{svg(`<rect width="1" height="1"/>`), 100 * unit, 50 * unit},
		{`<svg xmlns="http://www.w3.org/2000/svg" width="21cm" height="29.7cm"><rect width="1" height="1"/></svg>`, 11863283, artwork.Side},
		{"\ufeff<?xml version=\"1.0\"?>\n<!-- from a program -->\n<svg viewBox='5,5 10,10'><circle r='9'/></svg>", artwork.Side, artwork.Side},
	} {
		if !artwork.Is([]byte(c.file)) {
			t.Errorf("%s is taken for another format", c.file)
		}
		if d := read(t, c.file); d.Width/unit != c.width/unit || d.Height/unit != c.height/unit {
			t.Errorf("%s: %d × %d, want %d × %d", c.file, d.Width, d.Height, c.width, c.height)
		}
	}
}

func TestShapesHaveTheirPlacesAndColours(t *testing.T) {
	d := read(t, svg(`<g transform="translate(10 5)" fill="#f00"><path d="M0 0H20V10z"/></g>
		<line x1="0" y1="0" x2="100" y2="50" stroke="blue" stroke-width="2" stroke-dasharray="4"/>`))
	if len(d.Shapes) != 2 {
		t.Fatalf("%d shapes, want 2", len(d.Shapes))
	}
	first, second := d.Shapes[0], d.Shapes[1]
	if *first.Fill != (color.RGBA{R: 255, A: 255}) || first.Line != nil || len(first.Steps) != 4 {
		t.Errorf("the path is %+v", first)
	}
	if at := first.Steps[1].To[0]; (at.X+unit/2)/unit != 30 || (at.Y+unit/2)/unit != 5 {
		t.Errorf("the second corner is at %v", at)
	}
	if l := second.Line; second.Fill != nil || l.Color != (color.RGBA{B: 255, A: 255}) || (l.Width+1)/unit != 2 || len(l.Dashes) != 2 {
		t.Errorf("the line is %+v", second)
	}
}

func TestWhatIsNotDrawnIsRefused(t *testing.T) {
	for file, want := range map[string]string{
		"":        "空的",
		"<html/>": "<html>",
		"<svg":    "不是完整的 SVG",
		svg(""):   "没有可印的图形",
		svg("<g display='none'><rect width='9' height='9'/></g>"):                    "没有可印的图形",
		`<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>`: "画布的大小",
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1"/>`:                  "viewBox",
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10"/>`:               "画布的大小",
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1"/>`:             "画布的大小",
		"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("<rect width='9' height='9'/>"):     "实体",
		svg("<desc>&nbsp;</desc><rect width='9' height='9'/>"):                       "实体",
		svg("\n\n<text>证书</text>"):                                                   "第3行：<text> 是文字",
		svg("<image href='a.png' width='9' height='9'/>"):                            "位图",
		svg("<script>alert(1)</script><rect width='9' height='9'/>"):                 "脚本",
		svg("<defs><script>alert(1)</script></defs><rect width='9' height='9'/>"):    "脚本",
		svg("<rect width='9' height='9' onclick='alert(1)'/>"):                       "onclick",
		svg("<foreignObject/>"):         "foreignObject",
		svg("<svg viewBox='0 0 1 1'/>"): "嵌套",
		svg("<a href='http://example.com'><rect width='9' height='9'/></a>"):                                                      "链接",
		svg("<rect width='9' height='9'><animate attributeName='x'/></rect>"):                                                     "animate",
		svg("<rect width='9' height='9' filter='url(#f)'/>"):                                                                      "滤镜（filter）",
		svg("<g mask='url(#m)'><rect width='9' height='9'/></g>"):                                                                 "蒙版（mask）",
		svg("<rect width='9' height='9' style='clip-path: url(#c)'/>"):                                                            "剪切路径（clip-path）",
		svg("<clipPath id='c'><rect width='100' height='40'/></clipPath><g clip-path='url(#c)'><rect width='9' height='9'/></g>"): "剪切路径",
		svg("<clipPath id='c'><circle r='400'/></clipPath><g clip-path='url(#c)'><rect width='9' height='9'/></g>"):               "剪切路径",
		svg("<path d='M0 0L9 9' marker-end='url(#a)'/>"):                                                                          "标记",
		svg("<linearGradient id='g'/><rect width='9' height='9' fill='url(#g)'/>"):                                                "渐变",
		svg("<rect width='9' height='9' opacity='0.5'/>"):                                                                         "半透明",
		svg("<rect width='9' height='9' fill='rgba(1,2,3,.5)'/>"):                                                                 "半透明的颜色",
		svg("<rect width='9' height='9' fill='hotpinkish'/>"):                                                                     "hotpinkish",
		svg("<g transform='scale(1 3)'><rect width='9' height='9' stroke='red'/></g>"):                                            "横竖不等",
		svg("<rect width='9' height='9' style='mix-blend-mode:multiply'/>"):                                                       "混合模式",
		svg("<rect width='9' height='9' style='paint-order:stroke stroke'/>"):                                                     "paint-order",
		svg("<rect width='9' height='9' style='transform: rotate(9deg)'/>"):                                                       "transform",
		svg("<rect width='9' height='9' style='fill: red !important'/>"):                                                          "!important",
		svg("<style>@import url(http://example.com/a.css);</style><rect width='9' height='9'/>"):                                  "@import",
		svg("<style>g > rect {fill:red}</style><rect width='9' height='9'/>"):                                                     "选择符",
		svg("<rect width='9' height='9' transform='turn(9)'/>"):                                                                   "transform",
		svg("<rect width='nine' height='9'/>"):                                                                                    "width",
		svg("<path d='M0 0L9'/>"):                                                                                                 "d 写得不对",
		svg("<path d='L9 9'/>"):                                                                                                   "d 写得不对",
		svg("<polygon points='1 2 3'/>"):                                                                                          "points",
		svg("<rect width='9e9' height='9'/>"):                                                                                     "画布之外",
		svg("<use href='http://example.com/a.svg#b'/>"):                                                                           "只能引用文件里有的图形",
		svg("<use href='#nothing'/>"):                                                                                             "#nothing",
		svg("<g id='a'><use href='#a'/></g>"):                                                                                     "引用了它自己",
		svg("<symbol id='s' viewBox='0 0 1 1'><rect width='1' height='1'/></symbol><use href='#s'/>"):                             "viewBox",
		svg("<symbol id='s' opacity='.5'><rect width='1' height='1'/></symbol><use href='#s'/>"):                                  "半透明",
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" transform="scale(2)"><rect width="1" height="1"/></svg>`:       "transform",
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" clip-path="url(#c)"><rect width="1" height="1"/></svg>`:        "剪切路径",
		svg("<sphere/>"): "<sphere>",
		svg(strings.Repeat("<g>", 100) + strings.Repeat("</g>", 100)):                                              "套得太深",
		svg("<metadata xmlns='urn:x'>" + strings.Repeat("<g>", 100) + strings.Repeat("</g>", 100) + "</metadata>"): "套得太深",
		svg("<path d='M0 0" + strings.Repeat("L1 1", 400_000) + "'/>"):                                             "太长",
	} {
		d, err := artwork.Read([]byte(file))
		var refusal *artwork.Refusal
		if d != nil || !errors.As(err, &refusal) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.200s: error %v, want one that says %s", file, err, want)
		}
	}
}

// Each of 20 groups uses the one before it ten times.
func TestUsesThatMultiplyAreRefusedAtOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<g id="g0"><rect width="1" height="1"/></g>`)
	for i := range 20 {
		fmt.Fprintf(&b, `<g id="g%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#g%d"/>`, i), 10))
	}
	start := time.Now()
	if _, err := artwork.Read([]byte(svg(b.String()))); err == nil || !strings.Contains(err.Error(), "太多") {
		t.Errorf("error %v", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzRead(f *testing.F) {
	all, err := os.ReadFile(filepath.Join("testdata", "all.svg"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(all)
	f.Add([]byte(svg(`<style>.a{fill:red}</style><path class="a" d="M0 0a5 5 0 01 9 9z" transform="rotate(9)"/>`)))
	f.Add([]byte(svg(`<g id="a"><use href="#a"/></g>`)))
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := artwork.Read(file)
		if err != nil {
			var refusal *artwork.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("no refusal: %v", err)
			}
			return
		}
		if d.Width <= 0 || d.Height <= 0 || max(d.Width, d.Height) != artwork.Side || len(d.Shapes) == 0 {
			t.Fatalf("a drawing of %d × %d with %d shapes", d.Width, d.Height, len(d.Shapes))
		}
		for i := range d.Shapes {
			s := &d.Shapes[i]
			if s.Steps[0].Op != artwork.Move || s.Fill == nil && s.Line == nil {
				t.Fatalf("shape %d: %+v", i, s)
			}
		}
	})
}
