package docx

import (
	"gongwen/generator/measure"
)

// style is a paragraph style: its name for people, the profile's style for face and size, and its form.
type style struct {
	id, name string
	profile  string // "" for the style that all others are based on
	half     int    // the size in half points where it is not the profile's
	outline  int    // level in the navigation pane, from 1; 0 for none
	form     form
}

// form is what a paragraph looks like, in twips. In a style it is the rule, in a paragraph what differs from it.
type form struct {
	keepNext, breakBefore bool
	orphans               bool // two lines at least stay together
	before, after, line   int
	loose                 bool // a line is as high as what stands in it
	frame                 *box // a place of its own on the page, counted from its left margin and upper edge
	left, right, first    int  // indents; first is that of the first line beyond left, negative if it hangs
	firstCharacters       int  // first in characters, for the ruler
	align                 string
	tabs                  []tab
}

// tab is a tab stop.
type tab struct {
	align string
	at    int
}

// properties appends w:pPr's children in the order of the schema (ECMA-376 part 1, 17.3.1), but for outlineLvl.
func (x *xml) properties(f *form) *xml {
	if f.keepNext {
		x.s(`<w:keepNext/>`)
	}
	if f.breakBefore {
		x.s(`<w:pageBreakBefore/>`)
	}
	if f.frame != nil {
		x.s(`<w:framePr w:w="`).n(twips(f.frame.w)).s(`" w:h="`).n(twips(f.frame.h)).s(`" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="margin"`)
		x.attr("x", twips(f.frame.x)).attr("y", twips(f.frame.y)).s(`/>`)
	}
	if f.orphans {
		x.s(`<w:widowControl/>`)
	}
	if len(f.tabs) > 0 {
		x.s(`<w:tabs>`)
		for _, t := range f.tabs {
			x.s(`<w:tab w:val="`).s(t.align).s(`" w:pos="`).n(t.at).s(`"/>`)
		}
		x.s(`</w:tabs>`)
	}
	if f.before != 0 || f.after != 0 || f.line != 0 || f.loose {
		x.s(`<w:spacing`).attr("before", f.before).attr("after", f.after)
		switch {
		case f.loose:
			x.s(` w:line="240" w:lineRule="auto"`)
		case f.line != 0:
			x.attr("line", f.line).s(` w:lineRule="exact"`)
		}
		x.s(`/>`)
	}
	if f.left != 0 || f.right != 0 || f.first != 0 {
		x.s(`<w:ind`).attr("left", f.left).attr("right", f.right)
		if f.first < 0 {
			x.attr("hanging", -f.first)
		} else {
			x.attr("firstLineChars", f.firstCharacters*100).attr("firstLine", f.first)
		}
		x.s(`/>`)
	}
	if f.align != "" {
		x.s(`<w:jc w:val="`).s(f.align).s(`"/>`)
	}
	return x
}

// paragraphStyles are the styles of a paper in the order of the style list.
func (b *body) paragraphStyles() []style {
	p, row := b.profile, b.grid.row
	indent := func(name string) form {
		n := p.Styles[name].Indent.N
		return form{first: b.grid.character(n), firstCharacters: n}
	}
	big := b.pitch("title")
	return []style{
		{id: "CopyNumber", name: "份号", profile: "copy", form: form{keepNext: true, line: noteLine(p), align: "left"}},
		{id: "Secrecy", name: "密级和紧急程度", profile: "secrecy", form: form{keepNext: true, line: noteLine(p), align: "left"}},
		{id: "OrganMark", name: "发文机关标志", profile: "mark", form: form{keepNext: true, align: "center"}},
		{id: "DocumentNumber", name: "发文字号", profile: "number", form: form{keepNext: true, align: "center"}},
		{id: "IssueLine", name: "编印单位和日期", profile: "number", form: form{keepNext: true, align: "left"}},
		{id: "RedRule", name: "分隔线", profile: "number", form: form{keepNext: true, line: ruleLine}},
		{id: "DocumentTitle", name: "公文标题", profile: "title", outline: 1, form: form{keepNext: true, line: big, align: "center"}},
		{id: "DateLine", name: "题注日期", profile: "dateLine", form: form{keepNext: true, align: "center"}},
		{id: "Addressee", name: "主送机关", profile: "addressee", form: form{keepNext: true, align: "left"}},
		{id: "DocumentBody", name: "公文正文", profile: "body", form: indent("body")},
		{id: "Level1", name: "一级标题", profile: "heading1", outline: 2, form: indent("heading1")},
		{id: "Level2", name: "二级标题", profile: "heading2", outline: 3, form: indent("heading2")},
		{id: "Level3", name: "三级标题", profile: "heading3", outline: 4, form: indent("heading3")},
		{id: "Level4", name: "四级标题", profile: "heading4", outline: 5, form: indent("heading4")},
		{id: "NameList", name: "名单", profile: "body", form: form{align: "left"}},
		{id: "TableText", name: "表格文字", profile: "table", form: form{line: tableLine(p, "table"), align: "left"}},
		{id: "TableHead", name: "表头", profile: "tableHead", form: form{line: tableLine(p, "tableHead"), align: "left"}},
		{id: "Caption", name: "图表标题", profile: "caption", form: form{align: "center"}},
		{id: "Figure", name: "图", profile: "caption", half: 2, form: form{loose: true, align: "center"}},
		{id: "AttachmentNotes", name: "附件说明", profile: "attachmentNotes", form: form{align: "left"}},
		{id: "SigningOrgan", name: "署名", profile: "signature", form: form{keepNext: true, align: "left"}},
		{id: "SigningPost", name: "签发人职务", profile: "signature", form: form{keepNext: true, align: "left"}},
		{id: "SigningDate", name: "成文日期", profile: "signature", form: form{align: "left"}},
		{id: "Note", name: "附注", profile: "note", form: indent("note")},
		{id: "Attendance", name: "出席人员", profile: "attendance"},
		{id: "AttachmentLabel", name: "附件序号", profile: "label", form: form{keepNext: true, align: "left"}},
		{id: "Imprint", name: "版记", profile: "imprint", form: form{line: b.pitch("imprint") - imprintFoot}},
		{id: "ImprintKeywords", name: "版记主题词", profile: "keywords", form: form{line: row - imprintFoot, align: "left"}},
		{id: "ImprintRule", name: "版记分隔线", profile: "imprint", form: form{line: imprintFoot}},
		{id: "Gap", name: "间隔", profile: "body", form: form{line: gapLine}},
		{id: "SheetText", name: "卡证文字", profile: "body", form: form{align: "left"}},
		{id: "PageNumber", name: "页码", profile: "pageNumber", form: form{line: b.pageNumberLine()}},
	}
}

// gapLine is the height of a paragraph that only stands between two tables or carries the properties of a section.
const gapLine = 20

// pitch is the distance between the lines of a profile's style: its characters and the gap of the grid.
func (b *body) pitch(name string) int {
	size := b.profile.Styles[name].Size.Length
	if size == b.profile.Styles["body"].Size.Length {
		return b.grid.row
	}
	return twips(size + b.profile.LineGap())
}

// styles is word/styles.xml.
func (b *body) styles(language string) ([]byte, error) {
	normal, err := b.fonts.face(b.profile.Styles["body"].Role, b.profile.Styles["body"].Latin)
	if err != nil {
		return nil, err
	}
	x := xml{b: make([]byte, 0, 12<<10)}
	x.s(declaration).s(`<w:styles xmlns:w="` + nsW + `"><w:docDefaults><w:rPrDefault><w:rPr>`).faceOf(normal)
	x.s(`<w:sz w:val="`).n(b.grid.size).s(`"/><w:szCs w:val="`).n(b.grid.size).s(`"/>`)
	x.s(`<w:lang w:val="en-US" w:eastAsia="`).t(language).s(`" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)

	x.s(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>`)
	x.s(`<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`)
	x.s(`<w:snapToGrid w:val="0"/><w:spacing w:line="`).n(b.grid.row).s(`" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr>`)
	x.faceOf(normal).s(`<w:spacing w:val="`).n(b.grid.track).s(`"/><w:kern w:val="0"/><w:sz w:val="`).n(b.grid.size)
	x.s(`"/><w:szCs w:val="`).n(b.grid.size).s(`"/></w:rPr></w:style>`)

	for _, s := range b.paragraphStyles() {
		if err := b.style(&x, &s); err != nil {
			return nil, err
		}
	}
	x.s(`</w:styles>`)
	return x.b, nil
}

// style appends one w:style.
func (b *body) style(x *xml, s *style) error {
	p := b.profile.Styles[s.profile]
	f, err := b.fonts.face(p.Role, p.Latin)
	if err != nil {
		return err
	}
	x.s(`<w:style w:type="paragraph" w:customStyle="1" w:styleId="`).s(s.id).s(`"><w:name w:val="`).s(s.name)
	x.s(`"/><w:basedOn w:val="Normal"/>`)
	if s.outline > 0 {
		x.s(`<w:next w:val="DocumentBody"/>`)
	}
	x.s(`<w:qFormat/><w:pPr>`).properties(&s.form)
	if s.outline > 0 {
		x.s(`<w:outlineLvl w:val="`).n(s.outline - 1).s(`"/>`)
	}
	x.s(`</w:pPr><w:rPr>`).faceOf(f)
	if p.Color == "red" {
		x.s(`<w:color w:val="` + red + `"/>`)
	}
	half := s.half
	if half == 0 {
		half = halfPoints(p.Size.Length)
	}
	if half != b.grid.size {
		x.s(`<w:spacing w:val="0"/><w:sz w:val="`).n(half).s(`"/><w:szCs w:val="`).n(half).s(`"/>`)
	}
	x.s(`</w:rPr></w:style>`)
	return nil
}

// faceOf appends the fonts of a style.
func (x *xml) faceOf(f *face) *xml {
	x.s(`<w:rFonts w:ascii="`).t(f.west).s(`" w:eastAsia="`).t(f.east).s(`" w:hAnsi="`).t(f.west).s(`" w:cs="`).t(f.west)
	return x.s(`"/>`)
}

// red is the screen's red for Word; it has no process inks.
const red = "FF0000"

// Where Word puts characters in a line of an exact height: the baseline four fifths down. The ascent of Chinese faces is
// 0.88 of their size.
func lead(line int, size measure.Length) int { return (line*4)/5 - twips(size.Scale(88, 100)) }
