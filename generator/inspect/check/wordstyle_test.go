package check

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/generator/inspect/pdfread"
)

// parsed reads WordprocessingML without its namespace.
func parsed(t testing.TB, text string) *node {
	t.Helper()
	budget := mostNodes
	n, err := parseXML(strings.NewReader(text), &budget)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStylesOfWord(t *testing.T) {
	const theme = `<theme><themeElements><fontScheme><majorFont><latin typeface="Cambria"/><ea typeface=""/><font script="Hans" typeface="黑体"/></majorFont>` +
		`<minorFont><latin typeface="Calibri"/><ea typeface="宋体"/></minorFont></fontScheme></themeElements></theme>`
	const styles = `<styles><docDefaults><rPrDefault><rPr><rFonts asciiTheme="minorHAnsi" eastAsiaTheme="minorEastAsia"/><sz val="21"/></rPr></rPrDefault></docDefaults>` +
		`<style type="paragraph" default="1" styleId="a"><name val="Normal"/><pPr><jc val="both"/></pPr></style>` +
		`<style type="character" default="1" styleId="c"><name val="Default Paragraph Font"/></style>` +
		`<style type="paragraph" styleId="t"><name val="title"/><basedOn val="a"/><pPr><jc val="center"/></pPr><rPr><rFonts eastAsiaTheme="majorEastAsia"/><sz val="44"/></rPr></style>` +
		`<style type="paragraph" styleId="u"><basedOn val="t"/><rPr><rFonts eastAsia="方正小标宋简体"/><color val="FF0000"/></rPr></style>` +
		`<style type="paragraph" styleId="x"><basedOn val="y"/><rPr><sz val="30"/></rPr></style><style type="paragraph" styleId="y"><basedOn val="x"/></style></styles>`
	s := newWordStyles(parsed(t, styles).child("styles"), parsed(t, theme))
	for _, c := range []struct{ id, want string }{
		{"a", "10.5 pt 宋体/Calibri both"},
		{"t", "22 pt 黑体/Calibri center"},
		{"u", "22 pt 方正小标宋简体/Calibri center red"},
		{"none", "10.5 pt 宋体/Calibri "},
		{"x", "15 pt 宋体/Calibri "},
	} {
		t.Run(c.id, func(t *testing.T) {
			l := s.look(c.id)
			got := fmt.Sprintf("%s pt %s/%s %s", decimals(l.size.Points(), 1), l.east, l.west, l.align)
			if isRed(l.ink) {
				got += " red"
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	if s.id != "a" || s.name("t") != "title" || s.name("none") != "" {
		t.Errorf("the default style is %q, t is called %q", s.id, s.name("t"))
	}
	if bare := newWordStyles(nil, nil); bare.look("a").size != 10*pt {
		t.Errorf("without styles characters are %d pt", bare.look("a").size/pt)
	}
}

func TestPropertiesOfWordParagraphs(t *testing.T) {
	profile := standard(t)
	for _, c := range []struct{ name, properties, want string }{
		{"twips", `<ind left="420" right="210" firstLine="640"/>`, "left 21, first 53, right 10.5 pt, flush"},
		{"characters before twips", `<ind firstLine="640" firstLineChars="200"/>`, "left 0, first 31.59, right 0 pt, flush"},
		{"a later length without characters", `<ind firstLineChars="200"/><ind firstLine="640"/>`, "left 0, first 32, right 0 pt, flush"},
		{"start and end", `<ind start="420" end="210"/>`, "left 21, first 21, right 10.5 pt, flush"},
		{"hanging", `<ind left="640" hanging="320"/>`, "left 32, first 16, right 0 pt, flush"},
		{"hanging by characters", `<ind leftChars="400" hangingChars="200"/>`, "left 63.17, first 31.59, right 0 pt, flush"},
		{"centred", `<jc val="center"/>`, "left 0, first 0, right 0 pt, centred"},
		{"to the right, four characters in", `<jc val="right"/><ind rightChars="400"/>`, "left 0, first 0, right 63.17 pt, right"},
		{"far from the left", `<ind firstLineChars="1600"/>`, "left 0, first 252.69, right 0 pt, right"},
		{"an exact line", `<spacing line="579" lineRule="exact"/>`, "left 0, first 0, right 0 pt, flush, 28.95 pt a line"},
		{"one and a half lines", `<spacing line="360" lineRule="auto"/>`, "left 0, first 0, right 0 pt, flush"},
		{"a border below", `<pBdr><top val="nil" sz="4"/><bottom val="single" sz="8" color="FF0000"/></pBdr>`, "left 0, first 0, right 0 pt, flush, a rule of 1 pt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &paper{word: &setting{styles: newWordStyles(nil, nil)}, area: area{profile: profile, character: profile.Character()}}
			r := wordReader{paper: p, styles: p.word.styles}
			r.blocks(parsed(t, `<body><p><pPr>`+c.properties+`</pPr><r><t>文</t></r></p></body>`).child("body"), wordPlace{})
			w := p.paragraphs[0]
			r.indent(w, r.looks[0])
			got := fmt.Sprintf("left %s, first %s, right %s pt, %s", decimals(w.left.Points(), 2), decimals(w.first.Points(), 2), decimals(w.right.Points(), 2),
				[...]string{"flush", "centred", "right"}[w.align])
			if w.spacing > 0 {
				got += fmt.Sprintf(", %s pt a line", decimals(w.spacing.Points(), 2))
			}
			for _, b := range w.border {
				got += fmt.Sprintf(", a rule of %s pt", decimals(b.Height().Points(), 2))
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRunsOfWordParagraphs(t *testing.T) {
	for _, c := range []struct{ name, runs, want string }{
		{"characters of the East and others", `<r><rPr><rFonts ascii="Times" eastAsia="仿宋"/></rPr><t>国发〔2012〕10号</t></r>`, "仿宋 国发〔|Times 2012|仿宋 〕|Times 10|仿宋 号"},
		{"hidden", `<r><rPr><vanish/></rPr><t>甲</t></r><r><rPr><vanish val="0"/></rPr><t>乙</t></r>`, "未指定 乙"},
		{"a tab and a hyphen", `<r><t>甲</t><tab/><t>乙</t><noBreakHyphen/></r>`, "未指定 甲|未指定 　|未指定 乙|未指定 -"},
		{"a link and an insertion", `<hyperlink><r><t>甲</t></r></hyperlink><ins><r><t>乙</t></r></ins><del><r><delText>丙</delText></r></del>`, "未指定 甲|未指定 乙"},
		{"a page number without a result", `<fldSimple instr=" PAGE "/>`, "未指定 1"},
		{"one with its result", `<r><fldChar fldCharType="begin"/></r><r><instrText>PAGE</instrText></r><r><fldChar fldCharType="separate"/></r><r><t>7</t></r><r><fldChar fldCharType="end"/></r>`, "未指定 7"},
		{"another field", `<r><fldChar fldCharType="begin"/></r><r><instrText>DATE</instrText></r><r><fldChar fldCharType="end"/></r>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &paper{word: &setting{styles: newWordStyles(nil, nil)}}
			r := wordReader{paper: p, styles: p.word.styles}
			r.blocks(parsed(t, `<body><p>`+c.runs+`</p></body>`).child("body"), wordPlace{})
			var got []string
			for _, s := range p.paragraphs[0].spans {
				got = append(got, s.face.Name+" "+s.text)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %s, want %s", strings.Join(got, "|"), c.want)
			}
		})
	}
}

func TestDrawnRulesOfWord(t *testing.T) {
	for _, c := range []struct{ name, drawing, want string }{
		{"a filled shape", `<wsp><spPr><xfrm><off x="0" y="0"/><ext cx="5616000" cy="12700"/></xfrm><solidFill><srgbClr val="FF0000"/></solidFill></spPr></wsp>`, "156 mm, 1 pt, red"},
		{"a line", `<wsp><spPr><xfrm><off x="0" y="0"/><ext cx="5616000" cy="0"/></xfrm><ln w="19050"><solidFill><srgbClr val="FF0000"/></solidFill></ln></spPr></wsp>`, "156 mm, 1.5 pt, red"},
		{"a box", `<wsp><spPr><xfrm><off x="0" y="0"/><ext cx="5616000" cy="360000"/></xfrm><solidFill><srgbClr val="FF0000"/></solidFill></spPr></wsp>`, ""},
		{"VML in points", `<line from="0,0" to="442.2pt,0" strokecolor="red" strokeweight="1.5pt"/>`, "156 mm, 1.5 pt, red"},
		{"VML in millimetres", `<line from="0,3mm" to="156mm,3mm" strokecolor="#FF0000"/>`, "156 mm, 0.75 pt, red"},
		{"VML in other units", `<line from="0,0" to="15.6cm,0" strokecolor="black" strokeweight="1in"/>`, "156 mm, 72 pt, other"},
		{"VML that is no length", `<line from="x" to="y"/>`, "0 mm, 0.75 pt, other"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &paper{word: &setting{styles: newWordStyles(nil, nil)}}
			r := wordReader{paper: p, styles: p.word.styles}
			r.blocks(parsed(t, `<body><p><r><pict>`+c.drawing+`</pict></r></p></body>`).child("body"), wordPlace{})
			var got []string
			for _, b := range p.paragraphs[0].border {
				ink := map[bool]string{true: "red", false: "other"}[isRed(b.Ink)]
				got = append(got, fmt.Sprintf("%.0f mm, %s pt, %s", b.Width().Millimetres(), decimals(b.Height().Points(), 2), ink))
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestInkOf(t *testing.T) {
	for text, want := range map[string]pdfread.Ink{
		"FF0000": {R: 1000}, "c00000": {R: 753}, "808080": {R: 502, G: 502, B: 502}, "auto": {}, "": {}, "FF": {}, "GGGGGG": {},
	} {
		if got := inkOf(text); got != want {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
}
