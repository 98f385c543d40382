package opc_test

import (
	"bytes"
	"fmt"
	"io"

	"gongwen/generator/archive"
	"gongwen/generator/opc"
)

// The main part of a Word document is found by the relation that leads to it.
func ExamplePackage_Related() {
	const main = `<Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/Text.xml"/>`
	var file bytes.Buffer
	w := archive.NewWriter(&file)
	for _, part := range []struct{ name, text string }{
		{"_rels/.rels", "<Relationships>" + main + "</Relationships>"},
		{"word/text.xml", "<document/>"},
	} {
		if err := w.Part(part.name, []byte(part.text), archive.Fast); err != nil {
			fmt.Println(err)
		}
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	p, err := opc.Open(bytes.NewReader(file.Bytes()), int64(file.Len()), opc.Limits{Part: 1 << 20})
	if err != nil {
		fmt.Println(err)
		return
	}
	mains, err := p.Related("", "officeDocument")
	if err != nil || len(mains) == 0 {
		fmt.Println("no document", err)
		return
	}
	r, err := p.Part(mains[0].Part)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	fmt.Println(mains[0].Part, string(text), err)
	// Output: word/Text.xml <document/> <nil>
}
