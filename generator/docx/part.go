package docx

import (
	"bytes"
	"fmt"
	"io"

	"gongwen/generator/archive"
	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// Names of ECMA-376 that the parts share.
const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	nsW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsMC  = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	nsWP  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsA   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsPic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	nsWPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
	nsWPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
	nsV   = "urn:schemas-microsoft-com:vml"
	nsO   = "urn:schemas-microsoft-com:office:office"
	nsW10 = "urn:schemas-microsoft-com:office:word"
	nsRel = "http://schemas.openxmlformats.org/package/2006/relationships"

	typeW = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// Numbers of the relations to the footers: for odd pages and, one more, for even ones; for pages without a number; and again
// for odd and even pages in landscape.
const (
	uprightFooters = 4
	noNumber       = 6
	turnedFooters  = 7
)

// section appends the w:sectPr of the section that is written: its page and grid. Upright pages have mirrored margins. On a
// landscape page the type area stands in the middle, because Word would mirror the edges that are head and foot of the paper;
// it is 1 mm off, as 5.2.1 allows, on odd pages and on even ones.
func (b *body) section() *xml {
	g := b.grid
	odd, even, distance := uprightFooters, uprightFooters+1, b.footerDistance()
	switch {
	case b.cover:
		// LibreOffice 7.4 takes 283 twips for the footer of a section that begins on an even page, whatever stands in it.
		odd, even, distance = noNumber, noNumber, g.bottom-283
	case b.landscape:
		odd, even = turnedFooters, turnedFooters+1
	}
	b.s(`<w:sectPr>`).footer("default", odd).footer("even", even)
	first := !b.form.NumbersPageOne() && !b.later
	if first {
		b.footer("first", noNumber)
	}
	if b.cover {
		b.s(`<w:type w:val="`).s(b.imprintSection()).s(`"/>`)
	}
	if b.landscape {
		ends, sides := (g.height-g.area)/2, (g.width-g.text)/2
		b.s(`<w:pgSz w:w="`).n(g.height).s(`" w:h="`).n(g.width).s(`" w:orient="landscape"/>`).margins(sides, ends, sides, ends, sides/2)
	} else {
		b.s(`<w:pgSz w:w="`).n(g.width).s(`" w:h="`).n(g.height).s(`"/>`).margins(g.top, g.right, g.bottom, g.left, distance)
	}
	b.s(`<w:cols w:space="0"/>`)
	if first {
		b.s(`<w:titlePg/>`)
	}
	return b.s(`<w:docGrid w:type="lines" w:linePitch="`).n(g.row).s(`"/></w:sectPr>`)
}

func (x *xml) footer(kind string, relation int) *xml {
	return x.s(`<w:footerReference w:type="`).s(kind).s(`" r:id="rId`).n(relation).s(`"/>`)
}

func (x *xml) margins(top, right, bottom, left, footer int) *xml {
	x.s(`<w:pgMar w:top="`).n(top).s(`" w:right="`).n(right).s(`" w:bottom="`).n(bottom).s(`" w:left="`).n(left)
	return x.s(`" w:header="851" w:footer="`).n(footer).s(`" w:gutter="0"/>`)
}

// turn ends the section that is written where what follows stands the other way.
func (b *body) turn(landscape bool) {
	if landscape == b.landscape {
		return
	}
	if !b.empty {
		b.endSection()
	}
	b.landscape = landscape
	b.turned = true
}

// endSection gives the last paragraph the properties of its section.
func (b *body) endSection() {
	b.leaveTable()
	after := bytes.Clone(b.b[b.written:])
	b.b = b.b[:b.written]
	b.section()
	b.b = append(b.b, after...)
	b.empty, b.later, b.breakBefore, b.landscape = true, true, false, false
	b.newPage()
}

// imprintSection is how the section of the imprint's page begins.
func (b *body) imprintSection() string {
	if b.profile.EvenImprint(b.form) {
		return "evenPage"
	}
	return "nextPage"
}

// pageNumberLine is the height of a page number's line.
func (b *body) pageNumberLine() int {
	return twips(b.profile.Styles["pageNumber"].Size.Length.Scale(12, 10))
}

// footerDistance is from the page number's line to the page's edge. The dash, 0.4 of a character above the baseline, stands
// PageNumber.Gap below the type area (7.5); the baseline is four fifths down the line.
func (b *body) footerDistance() int {
	size := b.profile.Styles["pageNumber"].Size.Length
	below := twips(b.profile.PageNumber.Gap.Length+size.Scale(4, 10)) + b.pageNumberLine()/5
	return b.grid.bottom - below
}

// footers are word/footer1.xml for odd pages, footer2.xml for even ones, footer3.xml for those without a number, and, where
// the paper has such pages, footer4.xml and footer5.xml for landscape ones, odd and even.
func (b *body) footers() ([][]byte, error) {
	inset := b.grid.character(b.profile.PageNumber.Inset.N)
	odd, even := form{right: inset, align: "right"}, form{left: inset, align: "left"}
	var parts [][]byte
	for _, f := range []form{odd, even} {
		part, err := b.pageFooter(func(x *body) error { return x.pageNumber(f) })
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	none, err := b.pageFooter(func(x *body) error { x.gap(imprintFoot); return nil })
	if parts = append(parts, none); err != nil || !b.turned {
		return parts, err
	}
	for i, f := range []form{odd, even} {
		part, err := b.pageFooter(func(x *body) error { return x.turnedNumber(f, i == 1) })
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// pageFooter is a footer with what write writes.
func (b *body) pageFooter(write func(x *body) error) ([]byte, error) {
	x := b.inner()
	x.drawings = b.drawings
	x.s(declaration).s(`<w:ftr xmlns:w="` + nsW + `" xmlns:mc="` + nsMC + `" xmlns:wp="` + nsWP + `" xmlns:a="` + nsA + `" xmlns:wps="` + nsWPS +
		`" xmlns:v="` + nsV + `">`)
	err := write(x)
	b.drawings = x.drawings
	return x.s(`</w:ftr>`).b, err
}

// pageNumber writes the number of a page with its dashes (7.5).
func (b *body) pageNumber(f form) error {
	style := b.profile.Styles["pageNumber"]
	b.begin("PageNumber", f)
	if err := b.text(doc.Text{{Text: "— "}}, style); err != nil {
		return err
	}
	b.s(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>`)
	b.s(`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
	if err := b.text(doc.Text{{Text: "1"}}, style); err != nil {
		return err
	}
	b.s(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	if err := b.text(doc.Text{{Text: " —"}}, style); err != nil {
		return err
	}
	b.end()
	return b.fonts.reserve(style, "0123456789")
}

// turnedNumber writes the number of a landscape page where it stands on an upright one (chapter 8), in a box whose line runs
// down the left edge: the page is turned so that its left edge is the foot of the paper.
func (b *body) turnedNumber(f form, even bool) error {
	number := b.inner()
	if err := number.pageNumber(f); err != nil {
		return err
	}
	p := b.profile.Page
	line := measure.Length(b.pageNumberLine()) * measure.Twip
	at := box{x: measure.Length(b.footerDistance()) * measure.Twip, y: p.Binding.Length, w: line, h: b.profile.Area.Width.Length}
	if even {
		at.y = p.Width.Length - p.Binding.Length - at.h
	}
	// LibreOffice 7.4 loses the place of a box over the text in the footer of odd pages; this one stands beside it.
	b.hang(func() { b.textBox(float{box: at, from: "page", wrap: sideways, name: "页码"}, number.b, true) })
	b.gap(imprintFoot)
	return nil
}

const settings = declaration + `<w:settings xmlns:w="` + nsW + `"><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/>` +
	`<w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

const packageRelations = declaration + `<Relationships xmlns="` + nsRel + `"><Relationship Id="rId1" Type="` + nsR +
	`/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="` + nsRel +
	`/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

// documentRelations is word/_rels/document.xml.rels.
func documentRelations(footers int, pictures []*doc.Picture) []byte {
	x := xml{b: make([]byte, 0, 2<<10)}
	x.s(declaration).s(`<Relationships xmlns="` + nsRel + `">`)
	x.relation(1, "styles", "styles.xml").relation(2, "settings", "settings.xml").relation(3, "fontTable", "fontTable.xml")
	for i := range footers {
		x.relation(uprightFooters+i, "footer", footerName(i))
	}
	for i, p := range pictures {
		x.relation(firstPicture+i, "image", "media/"+pictureName(i, p))
	}
	return x.s(`</Relationships>`).b
}

func (x *xml) relation(id int, kind, target string) *xml {
	return x.s(`<Relationship Id="rId`).n(id).s(`" Type="` + nsR + `/`).s(kind).s(`" Target="`).s(target).s(`"/>`)
}

func footerName(i int) string { return fmt.Sprintf("footer%d.xml", i+1) }

// contentTypes is [Content_Types].xml.
func contentTypes(footers int) []byte {
	x := xml{b: make([]byte, 0, 2<<10)}
	x.s(declaration).s(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>` +
		`<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	x.partType("document.xml", "document.main").partType("styles.xml", "styles").partType("settings.xml", "settings")
	x.partType("fontTable.xml", "fontTable")
	for i := range footers {
		x.partType(footerName(i), "footer")
	}
	return x.s(`</Types>`).b
}

func (x *xml) partType(name, kind string) *xml {
	return x.s(`<Override PartName="/word/`).s(name).s(`" ContentType="` + typeW).s(kind).s(`+xml"/>`)
}

// core is docProps/core.xml: what the paper says of itself. Its date is the paper's own.
func core(d *doc.Document) []byte {
	var x xml
	x.s(declaration).s(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	x.s(`<dc:title>`).t(d.Info.Title).s(`</dc:title><dc:subject>`).t(d.Info.Number).s(`</dc:subject><dc:creator>`).t(d.Info.Author)
	x.s(`</dc:creator><cp:keywords>`)
	for i, k := range d.Info.Keywords {
		if i > 0 {
			x.s(`; `)
		}
		x.t(k)
	}
	x.s(`</cp:keywords><dc:language>`).t(language(d)).s(`</dc:language>`)
	if !d.Info.Date.IsZero() {
		x.s(`<dcterms:created xsi:type="dcterms:W3CDTF">`)
		x.b = d.Info.Date.UTC().AppendFormat(x.b, "2006-01-02T15:04:05Z")
		x.s(`</dcterms:created>`)
	}
	return x.s(`</cp:coreProperties>`).b
}

// fontRelations is word/_rels/fontTable.xml.rels.
func fontRelations(fonts []embeddedFont) []byte {
	x := xml{b: make([]byte, 0, 2<<10)}
	x.s(declaration).s(`<Relationships xmlns="` + nsRel + `">`)
	for i := range fonts {
		x.relation(i+1, "font", fontName(i))
	}
	return x.s(`</Relationships>`).b
}

func fontName(i int) string { return fmt.Sprintf("fonts/font%d.odttf", i+1) }

// part is a file of the package.
type part struct {
	name string
	data []byte
	how  archive.Packing
}

// pack writes the parts as a zip file.
func pack(w io.Writer, d *doc.Document, b *body, styles []byte, footers [][]byte, fonts []embeddedFont) error {
	parts := []part{
		{name: "[Content_Types].xml", data: contentTypes(len(footers))},
		{name: "_rels/.rels", data: []byte(packageRelations)},
		{name: "docProps/core.xml", data: core(d)},
		{name: "word/document.xml", data: b.b},
		{name: "word/_rels/document.xml.rels", data: documentRelations(len(footers), b.pictures)},
		{name: "word/styles.xml", data: styles},
		{name: "word/settings.xml", data: []byte(settings)},
		{name: "word/fontTable.xml", data: fontsPart(fonts)},
		{name: "word/_rels/fontTable.xml.rels", data: fontRelations(fonts)},
	}
	for i, footer := range footers {
		parts = append(parts, part{name: "word/" + footerName(i), data: footer})
	}
	for i, picture := range b.pictures {
		parts = append(parts, part{"word/media/" + pictureName(i, picture), picture.Data, archive.Coded})
	}
	for i, f := range fonts {
		parts = append(parts, part{"word/" + fontName(i), f.data, f.packing()})
	}
	file := archive.NewWriter(w)
	for _, p := range parts {
		if err := file.Part(p.name, p.data, p.how); err != nil {
			return fmt.Errorf("docx: %w", err)
		}
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// packing says how to compress a font. One with many characters is nearly all outlines, which repeat little: to look for
// repetitions would take twice the time for a sixth of its size.
func (f *embeddedFont) packing() archive.Packing {
	const many = 400
	if f.characters > many {
		return archive.Coded
	}
	return archive.Fast
}
