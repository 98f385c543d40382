package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"

	"gongwen/generator/doc"
)

// Names of ECMA-376 that the parts share.
const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	nsW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsMC  = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	nsWP  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsA   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsWPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
	nsWPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
	nsV   = "urn:schemas-microsoft-com:vml"
	nsO   = "urn:schemas-microsoft-com:office:office"
	nsW10 = "urn:schemas-microsoft-com:office:word"
	nsRel = "http://schemas.openxmlformats.org/package/2006/relationships"

	typeW = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// section appends a w:sectPr: the page with mirrored margins and the grid. kind is how the section begins, "" for the first.
func (b *body) section(kind string, numbered bool) *xml {
	g := b.grid
	odd, even, distance := 4, 5, b.footerDistance()
	if !numbered {
		// LibreOffice 7.4 takes 283 twips for the footer of a section that begins on an even page, whatever stands in it.
		odd, even, distance = 6, 6, g.bottom-283
	}
	b.s(`<w:sectPr><w:footerReference w:type="default" r:id="rId`).n(odd).s(`"/><w:footerReference w:type="even" r:id="rId`).n(even)
	b.s(`"/>`)
	if kind != "" {
		b.s(`<w:type w:val="`).s(kind).s(`"/>`)
	}
	b.s(`<w:pgSz w:w="`).n(g.width).s(`" w:h="`).n(g.height).s(`"/><w:pgMar w:top="`).n(g.top).s(`" w:right="`).n(g.right)
	b.s(`" w:bottom="`).n(g.bottom).s(`" w:left="`).n(g.left).s(`" w:header="851" w:footer="`).n(distance)
	return b.s(`" w:gutter="0"/><w:cols w:space="0"/><w:docGrid w:type="lines" w:linePitch="`).n(g.row).s(`"/></w:sectPr>`)
}

// imprintSection is how the section of the imprint's page begins.
func (b *body) imprintSection() string {
	if b.profile.Imprint.Even.On {
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

// footers are word/footer1.xml for odd pages, footer2.xml for even ones, and footer3.xml for those without a number.
func (b *body) footers() (parts [3][]byte, err error) {
	inset := b.grid.character(b.profile.PageNumber.Inset.N)
	for i, f := range [2]form{{right: inset, align: "right"}, {left: inset, align: "left"}} {
		if parts[i], err = b.footer(f); err != nil {
			return parts, err
		}
	}
	empty := b.inner()
	empty.s(declaration).s(`<w:ftr xmlns:w="` + nsW + `">`)
	empty.begin("ImprintRule", form{})
	empty.end()
	parts[2] = empty.s(`</w:ftr>`).b
	return parts, nil
}

// footer is a footer with the page's number.
func (b *body) footer(f form) ([]byte, error) {
	x := b.inner()
	style := b.profile.Styles["pageNumber"]
	x.s(declaration).s(`<w:ftr xmlns:w="` + nsW + `">`)
	x.begin("PageNumber", f)
	if err := x.text(doc.Text{{Text: "— "}}, style); err != nil {
		return nil, err
	}
	x.s(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>`)
	x.s(`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
	if err := x.text(doc.Text{{Text: "1"}}, style); err != nil {
		return nil, err
	}
	x.s(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	if err := x.text(doc.Text{{Text: " —"}}, style); err != nil {
		return nil, err
	}
	x.end()
	return x.s(`</w:ftr>`).b, b.fonts.reserve(style, "0123456789")
}

const settings = declaration + `<w:settings xmlns:w="` + nsW + `"><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/>` +
	`<w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

const packageRelations = declaration + `<Relationships xmlns="` + nsRel + `"><Relationship Id="rId1" Type="` + nsR +
	`/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="` + nsRel +
	`/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRelations = declaration + `<Relationships xmlns="` + nsRel + `"><Relationship Id="rId1" Type="` + nsR +
	`/styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + nsR +
	`/settings" Target="settings.xml"/><Relationship Id="rId3" Type="` + nsR +
	`/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="` + nsR +
	`/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="` + nsR +
	`/footer" Target="footer2.xml"/><Relationship Id="rId6" Type="` + nsR +
	`/footer" Target="footer3.xml"/></Relationships>`

const contentTypes = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + typeW + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + typeW + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + typeW + `settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="` + typeW + `fontTable+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + typeW + `footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="` + typeW + `footer+xml"/>` +
	`<Override PartName="/word/footer3.xml" ContentType="` + typeW + `footer+xml"/></Types>`

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
		x.s(`<Relationship Id="rId`).n(i + 1).s(`" Type="` + nsR + `/font" Target="fonts/font`).n(i + 1).s(`.odttf"/>`)
	}
	return x.s(`</Relationships>`).b
}

// pack writes the parts as a zip file.
func pack(w io.Writer, d *doc.Document, b *body, styles []byte, footers [3][]byte, fonts []embeddedFont) error {
	p := packer{zip: zip.NewWriter(w), deflater: deflaters.Get().(*deflater)}
	defer deflaters.Put(p.deflater)
	p.add("[Content_Types].xml", []byte(contentTypes))
	p.add("_rels/.rels", []byte(packageRelations))
	p.add("docProps/core.xml", core(d))
	p.add("word/document.xml", b.b)
	p.add("word/_rels/document.xml.rels", []byte(documentRelations))
	p.add("word/styles.xml", styles)
	p.add("word/settings.xml", []byte(settings))
	p.add("word/fontTable.xml", fontsPart(fonts))
	p.add("word/_rels/fontTable.xml.rels", fontRelations(fonts))
	p.add("word/footer1.xml", footers[0])
	p.add("word/footer2.xml", footers[1])
	p.add("word/footer3.xml", footers[2])
	for i, f := range fonts {
		p.addFont(fmt.Sprintf("word/fonts/font%d.odttf", i+1), f)
	}
	if p.err != nil {
		return fmt.Errorf("docx: %w", p.err)
	}
	if err := p.zip.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
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
func (p *packer) addFont(name string, f embeddedFont) {
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
