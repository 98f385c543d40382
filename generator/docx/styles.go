package docx

import (
	"gongwen/generator/docx/wml"
	"gongwen/generator/measure"
)

// style is a paragraph style: its name for people, the profile's style for face and size, and what its paragraphs look like.
type style struct {
	id, name string
	profile  string
	size     int // in half points where it is not the profile's
	outline  int // level in the navigation pane, from 1; 0 for none
	look     wml.Paragraph
}

// paragraphStyles are the styles of a paper in the order of the style list.
func (b *body) paragraphStyles() []style {
	p, row := b.profile, b.grid.row
	indent := func(name string) wml.Paragraph {
		n := p.Styles[name].Indent.N
		return wml.Paragraph{First: b.grid.character(n), FirstCharacters: n}
	}
	big := b.pitch("title")
	return []style{
		{id: "CopyNumber", name: "份号", profile: "copy", look: wml.Paragraph{KeepNext: true, Line: noteLine(p), Align: "left"}},
		{id: "Secrecy", name: "密级和紧急程度", profile: "secrecy", look: wml.Paragraph{KeepNext: true, Line: noteLine(p), Align: "left"}},
		{id: "OrganMark", name: "发文机关标志", profile: "mark", look: wml.Paragraph{KeepNext: true, Align: "center"}},
		{id: "DocumentNumber", name: "发文字号", profile: "number", look: wml.Paragraph{KeepNext: true, Align: "center"}},
		{id: "IssueLine", name: "编印单位和日期", profile: "number", look: wml.Paragraph{KeepNext: true, Align: "left"}},
		{id: "RedRule", name: "分隔线", profile: "number", look: wml.Paragraph{KeepNext: true, Line: ruleLine}},
		{id: "DocumentTitle", name: "公文标题", profile: "title", outline: 1, look: wml.Paragraph{KeepNext: true, Line: big, Align: "center"}},
		{id: "DateLine", name: "题注日期", profile: "dateLine", look: wml.Paragraph{KeepNext: true, Align: "center"}},
		{id: "Addressee", name: "主送机关", profile: "addressee", look: wml.Paragraph{KeepNext: true, Align: "left"}},
		{id: "DocumentBody", name: "公文正文", profile: "body", look: indent("body")},
		{id: "Level1", name: "一级标题", profile: "heading1", outline: 2, look: indent("heading1")},
		{id: "Level2", name: "二级标题", profile: "heading2", outline: 3, look: indent("heading2")},
		{id: "Level3", name: "三级标题", profile: "heading3", outline: 4, look: indent("heading3")},
		{id: "Level4", name: "四级标题", profile: "heading4", outline: 5, look: indent("heading4")},
		{id: "NameList", name: "名单", profile: "body", look: wml.Paragraph{Align: "left"}},
		{id: "TableText", name: "表格文字", profile: "table", look: wml.Paragraph{Line: tableLine(p, "table"), Align: "left"}},
		{id: "TableHead", name: "表头", profile: "tableHead", look: wml.Paragraph{Line: tableLine(p, "tableHead"), Align: "left"}},
		{id: "Caption", name: "图表标题", profile: "caption", look: wml.Paragraph{Align: "center"}},
		{id: "Figure", name: "图", profile: "caption", size: 2, look: wml.Paragraph{Loose: true, Align: "center"}},
		{id: "AttachmentNotes", name: "附件说明", profile: "attachmentNotes", look: wml.Paragraph{Align: "left"}},
		{id: "SigningOrgan", name: "署名", profile: "signature", look: wml.Paragraph{KeepNext: true, Align: "left"}},
		{id: "SigningPost", name: "签发人职务", profile: "signature", look: wml.Paragraph{KeepNext: true, Align: "left"}},
		{id: "SigningDate", name: "成文日期", profile: "signature", look: wml.Paragraph{Align: "left"}},
		{id: "Note", name: "附注", profile: "note", look: indent("note")},
		{id: "Attendance", name: "出席人员", profile: "attendance"},
		{id: "AttachmentLabel", name: "附件序号", profile: "label", look: wml.Paragraph{KeepNext: true, Align: "left"}},
		{id: "Imprint", name: "版记", profile: "imprint", look: wml.Paragraph{Line: b.pitch("imprint") - imprintFoot}},
		{id: "ImprintKeywords", name: "版记主题词", profile: "keywords", look: wml.Paragraph{Line: row - imprintFoot, Align: "left"}},
		{id: "ImprintRule", name: "版记分隔线", profile: "imprint", look: wml.Paragraph{Line: imprintFoot}},
		{id: "Gap", name: "间隔", profile: "body", look: wml.Paragraph{Line: gapLine}},
		{id: "SheetText", name: "卡证文字", profile: "body", look: wml.Paragraph{Align: "left"}},
		{id: "PageNumber", name: "页码", profile: "pageNumber", look: wml.Paragraph{Line: b.pageNumberLine()}},
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
	return wml.Twips(size + b.profile.LineGap())
}

// styles is word/styles.xml.
func (b *body) styles(language string) ([]byte, error) {
	normal := b.profile.Styles["body"]
	var all []wml.Style
	for _, s := range b.paragraphStyles() {
		p := b.profile.Styles[s.profile]
		out := wml.Style{ID: s.id, Name: s.name, Role: p.Role, Latin: p.Latin, Red: p.Color == "red", Size: s.size, Outline: s.outline, Paragraph: s.look}
		if out.Size == 0 {
			out.Size = wml.HalfPoints(p.Size.Length)
		}
		if s.outline > 0 {
			out.Next = "DocumentBody"
		}
		all = append(all, out)
	}
	return b.fonts.Styles(wml.Body{Role: normal.Role, Latin: normal.Latin, Size: b.grid.size, Spacing: b.grid.track, Line: b.grid.row,
		Language: language}, all)
}

// Where Word puts characters in a line of an exact height: the baseline four fifths down. The ascent of Chinese faces is
// 0.88 of their size.
func lead(line int, size measure.Length) int { return (line*4)/5 - wml.Twips(size.Scale(88, 100)) }
