package wml

import (
	"fmt"
	"io"
	"time"

	"gongwen/generator/archive"
	"gongwen/generator/picture"
)

// Package is all that a file has.
type Package struct {
	Info     Info
	Document *Writer
	Styles   []byte
	Footers  [][]byte // in the order that sections count them in
	Fonts    []EmbeddedFont
}

// Info is what a file says of itself.
type Info struct {
	Title, Subject, Creator string
	Keywords                []string
	Language                string
	Created                 time.Time // zero if it does not say
	Profile                 string    // the name of what it is laid out by, for those who check it
}

// Numbers of the relations of the main part: 1 to 3 are styles, settings and fonts.
const (
	firstFooter  = 4
	firstPicture = 9
)

const settings = declaration + `<w:settings xmlns:w="` + nsW + `"><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/>` +
	`<w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

const packageRelations = declaration + `<Relationships xmlns="` + nsRel + `"><Relationship Id="rId1" Type="` + nsR +
	`/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="` + nsRel +
	`/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="` + nsR +
	`/custom-properties" Target="docProps/custom.xml"/></Relationships>`

// documentRelations is word/_rels/document.xml.rels.
func documentRelations(footers int, pictures []*picture.Picture) []byte {
	x := xml{b: make([]byte, 0, 2<<10)}
	x.s(declaration).s(`<Relationships xmlns="` + nsRel + `">`)
	x.relation(1, "styles", "styles.xml").relation(2, "settings", "settings.xml").relation(3, "fontTable", "fontTable.xml")
	for i := range footers {
		x.relation(firstFooter+i, "footer", footerName(i))
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
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>`)
	x.partType("document.xml", "document.main").partType("styles.xml", "styles").partType("settings.xml", "settings")
	x.partType("fontTable.xml", "fontTable")
	for i := range footers {
		x.partType(footerName(i), "footer")
	}
	return x.s(`</Types>`).b
}

func (x *xml) partType(name, kind string) *xml {
	const wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	return x.s(`<Override PartName="/word/`).s(name).s(`" ContentType="` + wordprocessing).s(kind).s(`+xml"/>`)
}

// core is docProps/core.xml.
func (i *Info) core() []byte {
	var x xml
	x.s(declaration).s(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	x.s(`<dc:title>`).t(i.Title).s(`</dc:title><dc:subject>`).t(i.Subject).s(`</dc:subject><dc:creator>`).t(i.Creator)
	x.s(`</dc:creator><cp:keywords>`)
	for n, k := range i.Keywords {
		if n > 0 {
			x.s(`; `)
		}
		x.t(k)
	}
	x.s(`</cp:keywords><dc:language>`).t(i.Language).s(`</dc:language>`)
	if !i.Created.IsZero() {
		x.s(`<dcterms:created xsi:type="dcterms:W3CDTF">`)
		x.b = i.Created.UTC().AppendFormat(x.b, "2006-01-02T15:04:05Z")
		x.s(`</dcterms:created>`)
	}
	return x.s(`</cp:coreProperties>`).b
}

// custom is docProps/custom.xml: the profile, which Word shows and keeps as 版式 (ISO 29500-1, 15.2.12.2).
func (i *Info) custom() []byte {
	var x xml
	x.s(declaration).s(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"` +
		` xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` +
		`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="版式"><vt:lpwstr>`)
	return x.t(i.Profile).s(`</vt:lpwstr></property></Properties>`).b
}

// fontRelations is word/_rels/fontTable.xml.rels.
func fontRelations(fonts []EmbeddedFont) []byte {
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

// Write writes the parts as a ZIP file. Same parts, same bytes.
func (f *Package) Write(w io.Writer) error {
	footers, pictures := len(f.Footers), f.Document.pictures
	parts := []part{
		{name: "[Content_Types].xml", data: contentTypes(footers)},
		{name: "_rels/.rels", data: []byte(packageRelations)},
		{name: "docProps/core.xml", data: f.Info.core()},
		{name: "docProps/custom.xml", data: f.Info.custom()},
		{name: "word/document.xml", data: f.Document.b},
		{name: "word/_rels/document.xml.rels", data: documentRelations(footers, pictures)},
		{name: "word/styles.xml", data: f.Styles},
		{name: "word/settings.xml", data: []byte(settings)},
		{name: "word/fontTable.xml", data: fontsPart(f.Fonts)},
		{name: "word/_rels/fontTable.xml.rels", data: fontRelations(f.Fonts)},
	}
	for i, footer := range f.Footers {
		parts = append(parts, part{name: "word/" + footerName(i), data: footer})
	}
	for i, picture := range pictures {
		parts = append(parts, part{"word/media/" + pictureName(i, picture), picture.Data, archive.Coded})
	}
	for i := range f.Fonts {
		parts = append(parts, part{"word/" + fontName(i), f.Fonts[i].data, f.Fonts[i].packing()})
	}
	file := archive.NewWriter(w)
	for _, p := range parts {
		if err := file.Part(p.name, p.data, p.how); err != nil {
			return err
		}
	}
	return file.Close()
}

// packing says how to compress a font. One with many characters is nearly all outlines, which repeat little: to look for
// repetitions would take twice the time for a sixth of its size.
func (f *EmbeddedFont) packing() archive.Packing {
	const many = 400
	if f.characters > many {
		return archive.Coded
	}
	return archive.Fast
}
