// Package pdf writes a page.Document as PDF 1.7 (ISO 32000-1) that meets the preconditions of PDF/A-2u (ISO 19005-2).
//
// The file streams: a page's content and its object go out as the page is reached, pictures at their first use, and only
// their places are kept. Fonts come last, when it is known which glyphs the pages use. There is no clock and no chance in the file: the date is the
// paper's own, and /ID is a hash of the content, so the same document gives the same bytes.
//
// Colours are written in sRGB, as page.Color.RGB gives them, and not as process inks: ISO 19005-2, 6.2.4.3 allows DeviceCMYK
// only under an output intent for CMYK, which would tie the paper to one printing press; and an office prints and reads it
// on machines that take sRGB.
package pdf

import (
	"errors"
	"fmt"
	"io"

	"gongwen/generator/page"
)

// Options is empty: a paper makes one PDF.
type Options struct{}

// Write writes d to w. It writes while it goes through the pages, so on an error w may have got a part of the file. Errors
// name the page, the bookmark, or the face whose subset could not be made. A picture that is not readable or that PDF/A
// cannot have, a JPEG in process inks, is an error that names its Alt and its place.
func Write(w io.Writer, d *page.Document, _ Options) error {
	if len(d.Pages) == 0 {
		return errors.New("pdf: document without pages")
	}
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.reset(w)
	defer e.reset(nil)
	f := &file{encoder: e, faces: map[page.Font]*face{}, pictures: map[*page.Picture]*picture{}}
	if err := f.write(d); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// file is a PDF file on its way.
type file struct {
	*encoder
	resources ref
	faces     map[page.Font]*face
	order     []*face // in the order of their first use
	pictures  map[*page.Picture]*picture
	images    []*picture // in the order of their first use
	pages     []ref
}

func (f *file) write(d *page.Document) error {
	f.printf("%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n") // four bytes beyond 127 say that the file is binary: ISO 19005-2, 6.1.2
	catalog := f.reserve()
	f.resources = f.reserve()
	tree, err := f.writePages(d.Pages)
	if err != nil {
		return err
	}
	if err := f.writeFonts(); err != nil {
		return err
	}
	f.writeResources()
	outline, err := f.writeOutline(d)
	if err != nil {
		return err
	}
	labels := f.writeLabels(d.Pages)
	info := entries(&d.Info)
	metadata := f.writeMetadata(info)
	profile := f.writeProfile()

	f.begin(catalog)
	f.printf("<< /Type /Catalog /Pages %v /PageLabels %v /Metadata %v", tree, labels, metadata)
	if d.Info.Language != "" {
		f.printf(" /Lang %s", textString(d.Info.Language))
	}
	f.printf(" /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"+
		" /Info (sRGB IEC61966-2.1) /DestOutputProfile %v >>]", profile)
	if outline != 0 {
		f.printf(" /Outlines %v /PageMode /UseOutlines", outline)
	}
	f.printf(" /ViewerPreferences << /DisplayDocTitle true >> >>")
	f.end()
	return f.finish(catalog, f.writeInfo(info))
}

// branch is the number of pages under one node of the page tree: viewers find a page of a long file in two steps.
const branch = 256

// writePages writes the pages with what is on them, and then the page tree.
func (f *file) writePages(pages []*page.Page) (ref, error) {
	root := f.reserve()
	var nodes []ref
	for i, p := range pages {
		if i%branch == 0 {
			nodes = append(nodes, f.reserve())
		}
		if err := f.writePage(p, nodes[len(nodes)-1]); err != nil {
			return 0, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	for i, node := range nodes {
		kids := f.pages[i*branch : min((i+1)*branch, len(f.pages))]
		f.begin(node)
		f.printf("<< /Type /Pages /Parent %v /Count %d /Kids %v >>", root, len(kids), kids)
		f.end()
	}
	f.begin(root)
	f.printf("<< /Type /Pages /Count %d /Kids %v >>", len(pages), nodes)
	f.end()
	return root, nil
}

func (f *file) writePage(p *page.Page, parent ref) error {
	if p.Size.W <= 0 || p.Size.H <= 0 {
		return fmt.Errorf("a size of %v by %v", p.Size.W, p.Size.H)
	}
	c := content{file: f, height: p.Size.H, stretch: 1000, out: f.content[:0]}
	for _, item := range p.Items {
		if err := c.item(item); err != nil {
			return err
		}
	}
	c.leaveText()
	f.content = c.out

	contents, leaf := f.reserve(), f.reserve()
	f.stream(contents, "", f.content, 0)
	f.begin(leaf)
	f.printf("<< /Type /Page /Parent %v /Resources %v /Contents %v /MediaBox [0 0 %s %s] >>",
		parent, f.resources, contents, appendPoints(nil, p.Size.W), appendPoints(nil, p.Size.H))
	f.end()
	f.pages = append(f.pages, leaf)
	return f.err
}

// writeResources writes the fonts and pictures by their names: all pages share them.
func (f *file) writeResources() {
	f.begin(f.resources)
	f.printf("<< /Font <<")
	for _, face := range f.order {
		f.printf(" %s %v", face.resource, face.object)
	}
	f.printf(" >>")
	if len(f.images) > 0 {
		f.printf(" /XObject <<")
		for _, image := range f.images {
			f.printf(" %s %v", image.resource, image.object)
		}
		f.printf(" >>")
	}
	f.printf(" >>")
	f.end()
}
