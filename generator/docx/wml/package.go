package wml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"

	"gongwen/generator/doc"
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
	`/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

// documentRelations is word/_rels/document.xml.rels.
func documentRelations(footers int, pictures []*doc.Picture) []byte {
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
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	x.partType("document.xml", "document.main").partType("styles.xml", "styles").partType("settings.xml", "settings")
	x.partType("fontTable.xml", "fontTable")
	for i := range footers {
		x.partType(footerName(i), "footer")
	}
	return x.s(`</Types>`).b
}

func (x *xml) partType(name, kind string) *xml {
	return x.s(`<Override PartName="/word/`).s(name).s(`" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.`).s(kind).s(`+xml"/>`)
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

// Write writes the parts as a zip file. Same parts, same bytes.
func (f *Package) Write(w io.Writer) error {
	p := packer{zip: zip.NewWriter(w), deflater: deflaters.Get().(*deflater)}
	defer deflaters.Put(p.deflater)
	footers, pictures := len(f.Footers), f.Document.pictures
	p.add("[Content_Types].xml", contentTypes(footers))
	p.add("_rels/.rels", []byte(packageRelations))
	p.add("docProps/core.xml", f.Info.core())
	p.add("word/document.xml", f.Document.b)
	p.add("word/_rels/document.xml.rels", documentRelations(footers, pictures))
	p.add("word/styles.xml", f.Styles)
	p.add("word/settings.xml", []byte(settings))
	p.add("word/fontTable.xml", fontsPart(f.Fonts))
	p.add("word/_rels/fontTable.xml.rels", fontRelations(f.Fonts))
	for i, part := range f.Footers {
		p.add("word/"+footerName(i), part)
	}
	for i, picture := range pictures {
		p.pack("word/media/"+pictureName(i, picture), picture.Data, p.coder)
	}
	for i, font := range f.Fonts {
		p.addFont("word/"+fontName(i), font)
	}
	if p.err != nil {
		return p.err
	}
	return p.zip.Close()
}

// packer writes a zip file and keeps the first error.
type packer struct {
	*deflater
	zip *zip.Writer
	err error
}

// deflater is what is needed to compress a part. It is large, so it is used again for the next file.
type deflater struct {
	flate  *flate.Writer
	coder  *flate.Writer // looks for no repetitions
	packed bytes.Buffer
}

var deflaters = sync.Pool{New: func() any {
	var d deflater
	d.flate, _ = flate.NewWriter(nil, flate.BestSpeed) // an error is only for a level that does not exist
	d.coder, _ = flate.NewWriter(nil, flate.HuffmanOnly)
	return &d
}}

// add packs a part.
func (p *packer) add(name string, data []byte) { p.pack(name, data, p.flate) }

// addFont packs a font. One with many characters is nearly all outlines, which repeat little: to look for repetitions would
// take twice the time for a sixth of its size.
func (p *packer) addFont(name string, f EmbeddedFont) {
	const many = 400
	if f.characters > many {
		p.pack(name, f.data, p.coder)
		return
	}
	p.pack(name, f.data, p.flate)
}

// pack compresses and writes an entry. Its sizes stand before it, as LibreOffice wants them, and its date is the first that a
// zip file can have.
func (p *packer) pack(name string, data []byte, w *flate.Writer) {
	if p.err != nil {
		return
	}
	p.packed.Reset()
	w.Reset(&p.packed)
	if _, p.err = w.Write(data); p.err != nil {
		return
	}
	if p.err = w.Close(); p.err != nil {
		return
	}
	const firstDay = 0x21 // 1980-01-01
	h := zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: uint64(len(data))}
	//lint:ignore SA1019 CreateRaw writes ModifiedDate and not Modified
	h.ModifiedDate = firstDay
	entry, err := p.zip.CreateRaw(&h)
	if err != nil {
		p.err = err
		return
	}
	_, p.err = entry.Write(p.packed.Bytes())
}
