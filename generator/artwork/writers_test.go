package artwork_test

import (
	"errors"
	"image/color"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/generator/artwork"
)

// TestColours reads colours as drawing programs and people write them.
func TestColours(t *testing.T) {
	red, green := color.RGBA{R: 204, A: 255}, color.RGBA{G: 128, A: 255}
	for _, c := range []struct {
		said string
		want *color.RGBA
	}{
		{"#c00", &red}, {"#CC0000", &red}, {"#c00f", &red}, {"#cc0000FF", &red},
		{"rgb(204,0,0)", &red}, {"rgb(80%, 0%, 0%)", &red}, {"rgb(204 0 0)", &red}, {"rgb(204 0 0 / 100%)", &red},
		{"rgba(204,0,0,1)", &red}, {"rgba(204, 0, 0, 1.00)", &red}, {"RGBA(204,0,0,100%)", &red}, {"rgb(80% 0% 0% / 1)", &red},
		{"hsl(0,100%,40%)", &red}, {"hsl(360deg 100% 40%)", &red}, {"hsla(0,100%,40%,1)", &red}, {"hsla(0, 100%, 40%, 100%)", &red},
		{"hsl(-1turn 100% 40%)", &red}, {"hsl(0grad,100%,40%)", &red}, {"HSL(0 100% 40% / 1.0)", &red},
		{"hsl(120,100%,25.1%)", &green}, {"hsl(0.33333turn 100% 25.1%)", &green}, {"hsl(2.0944rad,100%,25.1%)", &green}, {"green", &green},
		{"#CC0000 icc-color(#CMYK,0.1,1,1,0)", &red},
		{"hsl(0,0%,50%)", &color.RGBA{R: 128, G: 128, B: 128, A: 255}}, {"hsl(240,50%,50%)", &color.RGBA{R: 64, G: 64, B: 191, A: 255}},
		{"rebeccapurple", &color.RGBA{R: 0x66, G: 0x33, B: 0x99, A: 255}},
		{"rgba(1,2,3,0)", nil}, {"#00000000", nil}, {"transparent", nil}, {"none", nil},
	} {
		d := read(t, svg(`<rect width="9" height="9"/><rect width="9" height="9" style="fill:`+c.said+`"/>`))
		switch {
		case c.want == nil && len(d.Shapes) != 1:
			t.Errorf("%s is drawn", c.said)
		case c.want != nil && (len(d.Shapes) != 2 || *d.Shapes[1].Fill != *c.want):
			t.Errorf("%s: %+v, want %v", c.said, d.Shapes, c.want)
		}
	}
	for said, want := range map[string]string{
		"rgba(1,2,3,.5)": "半透明", "hsla(0,100%,40%,50%)": "半透明", "#c008": "半透明", "rgb(1 2 3 / 20%)": "半透明",
		"device-cmyk(0 1 1 0)": "不支持这种颜色写法", "lab(50% 40 59)": "不支持这种颜色写法", "hsl(0,100%)": "不支持这种颜色写法",
		"hsl(x,1%,1%)": "不支持这种颜色写法", "crimsonish": "不支持这种颜色写法", "#12345": "不支持这种颜色写法", "hsl(5%,1%,1%)": "不支持这种颜色写法",
	} {
		refusedOn(t, svg("\n\n"+`<rect width="9" height="9" fill="`+said+`"/>`), 3, want)
	}
}

// refusedOn fails unless a file is refused for a line and a reason.
func refusedOn(t *testing.T, file string, line int, want string) {
	t.Helper()
	_, err := artwork.Read([]byte(file))
	var refusal *artwork.Refusal
	if !errors.As(err, &refusal) || refusal.Line != line || !strings.Contains(refusal.Reason, want) {
		t.Errorf("error %v, want line %d and %s", err, line, want)
	}
}

// TestPaintOrder draws fill and line in the order that a file gives.
func TestPaintOrder(t *testing.T) {
	for order, lineFirst := range map[string]bool{
		"normal": false, "fill": false, "fill stroke": false, "fill stroke markers": false, "fill markers stroke": false, "fill markers": false,
		"markers": false, "markers fill": false, "markers fill stroke": false, "Markers  Fill": false,
		"stroke": true, "stroke fill": true, "stroke markers": true, "stroke markers fill": true, "markers stroke": true, "markers stroke fill": true,
		"stroke fill markers": true,
	} {
		for _, file := range []string{
			svg(`<rect width="9" height="9" stroke="red" style="paint-order:` + order + `"/>`),
			svg(`<g paint-order="` + order + `"><rect width="9" height="9" stroke="red"/></g>`),
		} {
			d := read(t, file)
			first := d.Shapes[0]
			if got := len(d.Shapes) == 2 && first.Fill == nil && first.Line != nil && d.Shapes[1].Fill != nil && d.Shapes[1].Line == nil; got != lineFirst {
				t.Errorf("%s: line first %t, want %t", order, got, lineFirst)
			}
			if !lineFirst && (len(d.Shapes) != 1 || first.Fill == nil || first.Line == nil) {
				t.Errorf("%s: %+v", order, d.Shapes)
			}
		}
		if d := read(t, svg(`<rect width="9" height="9" fill="none" stroke="red" style="paint-order:`+order+`"/>`)); len(d.Shapes) != 1 {
			t.Errorf("%s without a fill: %+v", order, d.Shapes)
		}
	}
	refusedOn(t, svg("\n"+`<rect width="9" height="9" style="paint-order:fill first"/>`), 2, "paint-order 写法看不懂")
}

// TestEncodings reads a file in the encodings that drawing programs write.
func TestEncodings(t *testing.T) {
	const plain = "<!-- 背景 -->\n<svg viewBox='0 0 10 10'><title>证书</title><rect width='9' height='9'/></svg>"
	declared := func(name string) string { return "<?xml version='1.0' encoding='" + name + "'?>\n" + plain }
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	for _, c := range []struct {
		name, text string
		as         encoding.Encoding
	}{
		{"UTF-16, little end first", declared("UTF-16"), little},
		{"UTF-16, big end first", declared("utf-16"), big},
		{"UTF-16 that says it is UTF-8", declared("UTF-8"), little},
		{"UTF-16 without a declaration", plain, big},
		{"UTF-16 without a mark", declared("UTF-16LE"), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"UTF-16 without a mark, big end first", declared("UTF-16BE"), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"UTF-8 with a mark", "\ufeff" + declared("UTF-8"), encoding.Nop},
		{"GB2312", declared("GB2312"), simplifiedchinese.GBK},
		{"GBK", declared("gbk"), simplifiedchinese.GBK},
		{"GB18030", declared("GB18030"), simplifiedchinese.GB18030},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := c.as.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if !artwork.Is(data) {
				t.Error("taken for another format")
			}
			if d, err := artwork.Read(data); err != nil || len(d.Shapes) != 1 {
				t.Errorf("%+v, %v", d, err)
			}
		})
	}
	refusedOn(t, declared("EBCDIC-CP-US"), 1, "EBCDIC-CP-US 编码")
}

// TestProgramsFiles reads what drawing programs write around a shape.
func TestProgramsFiles(t *testing.T) {
	for name, file := range map[string]string{
		"Inkscape": `<?xml version="1.0" encoding="UTF-8" standalone="no"?><!-- Created with Inkscape --><svg width="297mm" height="210mm" viewBox="0 0 297 210" version="1.1"
 id="svg5" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg"><sodipodi:namedview id="base" inkscape:pageopacity="0.0"/><defs id="defs2"/>
<g inkscape:label="图层 1" inkscape:groupmode="layer" id="layer1"><rect style="fill:#cc0000;fill-opacity:1;stroke:#000000;stroke-width:0.26;stroke-linejoin:bevel;` +
			`stroke-dasharray:none;stroke-opacity:1;paint-order:markers fill stroke;-inkscape-stroke:none;stop-color:#000000" id="r" width="9" height="9" x="1" y="1" ry="0"/></g></svg>`,
		"Illustrator": `<?xml version="1.0" encoding="utf-8"?><!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In --><svg version="1.1" id="图层_1" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px" viewBox="0 0 841.9 595.3" style="enable-background:new 0 0 841.9 595.3;" xml:space="preserve">
<style type="text/css"> .st0{fill:#CC0000;} </style><path class="st0" d="M0,0h9v9H0z"/></svg>`,
		"CorelDRAW": `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><!-- Creator: CorelDRAW 2020 -->
<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="297mm" height="210mm" version="1.1"
 style="shape-rendering:geometricPrecision; text-rendering:geometricPrecision; image-rendering:optimizeQuality; fill-rule:evenodd; clip-rule:evenodd" viewBox="0 0 29700 21000">
<defs><style type="text/css"><![CDATA[ .fil0 {fill:#CC0000} ]]></style></defs><g id="图层_x0020_1"><metadata id="CorelCorpID_0Corel-Layer"/><polygon class="fil0" points="0,0 9,0 9,9 "/></g></svg>`,
		"WPS": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1123" height="794" overflow="hidden"><g transform="translate(0 0)">` +
			`<rect x="1" y="1" width="9" height="9" stroke="#2F528F" stroke-width="1.33333" stroke-miterlimit="8" fill="rgb(204, 0, 0)" fill-rule="evenodd"/></g></svg>`,
	} {
		if d := read(t, file); len(d.Shapes) != 1 || *d.Shapes[0].Fill != (color.RGBA{R: 204, A: 255}) {
			t.Errorf("%s: %+v", name, d.Shapes)
		}
	}
}
