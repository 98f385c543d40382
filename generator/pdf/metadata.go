package pdf

import (
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"gongwen/generator/page"
)

// srgb is the profile of the output intent: sRGB IEC61966-2.1. sRGB.LICENCE.txt has where it is from and its licence.
//
//go:embed sRGB.icc
var srgb []byte

// intent is srgb as it stands in every file.
var intent = sync.OnceValue(func() *stored {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	return e.pack("/N 3 ", srgb)
})

func (f *file) writeProfile() ref {
	r := f.reserve()
	f.writeStored(r, "", intent())
	return r
}

// entry is a fact about the file, which stands in the Info dictionary and in the XMP packet alike.
type entry struct {
	key   string // of the Info dictionary
	value string // as the Info dictionary has it
	xmp   string // as the packet has it, an element
}

// entries gives the facts that are known. ISO 16684-1 has the properties.
func entries(i *page.Info) []entry {
	var all []entry
	add := func(key, value, before, after string) {
		if value = plain(value); value != "" {
			all = append(all, entry{key, textString(value), before + escape(value) + after})
		}
	}
	add("Title", i.Title, `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, `</rdf:li></rdf:Alt></dc:title>`)
	add("Author", i.Author, `<dc:creator><rdf:Seq><rdf:li>`, `</rdf:li></rdf:Seq></dc:creator>`)
	add("Subject", i.Subject, `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, `</rdf:li></rdf:Alt></dc:description>`)
	add("Keywords", strings.Join(i.Keywords, "; "), `<pdf:Keywords>`, `</pdf:Keywords>`)
	add("Profile", i.Profile, `<dc:relation><rdf:Bag><rdf:li>`, `</rdf:li></rdf:Bag></dc:relation>`)
	add("Producer", "gongwen", `<pdf:Producer>`, `</pdf:Producer>`)
	if !i.Date.IsZero() {
		date := "(D:" + strings.Replace(i.Date.Format("20060102150405-07:00"), ":", "'", 1) + "')"
		for _, d := range [...]struct{ key, property string }{{"CreationDate", "xmp:CreateDate"}, {"ModDate", "xmp:ModifyDate"}} {
			all = append(all, entry{d.key, date, "<" + d.property + ">" + i.Date.Format("2006-01-02T15:04:05-07:00") + "</" + d.property + ">"})
		}
	}
	return all
}

// plain gives s on one line, without characters that XML cannot hold.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, s))
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

func (e *encoder) writeInfo(all []entry) ref {
	r := e.reserve()
	e.begin(r)
	e.printf("<<")
	for _, entry := range all {
		e.printf(" /%s %s", entry.key, entry.value)
	}
	e.printf(" >>")
	e.end()
	return r
}

// writeMetadata writes the XMP packet without a filter, so that programs that know nothing of PDF find it: ISO 32000-1,
// 14.3.2. It says which part and level of ISO 19005 the file is made for: ISO 19005-2, 6.6.4.
func (e *encoder) writeMetadata(all []entry) ref {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">` + "\n")
	for _, entry := range all {
		fmt.Fprintln(&b, entry.xmp)
	}
	b.WriteString("<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n" +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	r := e.reserve()
	e.begin(r)
	e.printf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", b.Len(), b.Bytes())
	e.end()
	return r
}
