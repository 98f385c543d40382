// Package pdf writes a page.Document as PDF 1.7 (ISO 32000-1) that meets the preconditions of PDF/A-2u (ISO 19005-2).
//
// Begin with Write and Writer in this file. content.go writes the content of a page, grid.go that of a QR code, picture.go
// pictures and font.go fonts; outline.go has bookmarks and page numbers, metadata.go what the file says of itself, encoder.go
// the objects and the table of their places. cache.go keeps what many files have alike.
//
// The file streams: a page's content and its object go out as the page is reached, pictures at their first use, and only
// their places are kept. Fonts come last, when it is known which glyphs the pages use. There is no clock and no chance in the
// file: the date is the paper's own, and /ID is a hash of the content, so the same document gives the same bytes.
//
// Colours are written in sRGB, as page.Color.RGB gives them, and not as process inks: ISO 19005-2, 6.2.4.3 allows DeviceCMYK
// only under an output intent for CMYK, which would tie the paper to one printing press; and an office prints and reads it
// on machines that take sRGB.
package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"sort"

	"gongwen/generator/page"
)

// Options are what files may have in common. The zero Options are for a file of its own.
type Options struct {
	Cache *Cache // for files with the same pictures and ornaments; nil for none
}

// Write writes d to w. It writes while it goes through the pages, so on an error w may have got a part of the file. Errors
// name the page, the bookmark, or the face whose subset could not be made. A picture that is not readable or that PDF/A
// cannot have, a JPEG in process inks, is an error that names its Alt and its place.
func Write(w io.Writer, d *page.Document, o Options) error {
	to := NewWriter(w, d.Info, o)
	for _, p := range d.Pages {
		if err := to.Page(p); err != nil {
			return err
		}
	}
	for _, b := range d.Outline {
		to.Bookmark(b)
	}
	return to.Close()
}

// Writer writes a file a page at a time. Of the pages that are written it keeps where they are and no more, so its memory is
// that of the fonts and some thirty bytes a page. After an error every call gives that error.
type Writer struct {
	file *file // nil once it is closed
	info page.Info
	err  error
}

// NewWriter begins a file. Nothing is written to w before 64 KiB have gathered.
func NewWriter(w io.Writer, info page.Info, o Options) *Writer {
	e := encoders.Get().(*encoder)
	e.reset(w)
	f := &file{encoder: e, cache: o.Cache, faces: map[page.Font]*face{}, pictures: map[[sha256.Size]byte]*xobject{}, forms: map[*page.Symbol]*xobject{}}
	f.printf("%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n") // four bytes beyond 127 say that the file is binary: ISO 19005-2, 6.1.2
	f.catalog, f.resources, f.tree = f.reserve(), f.reserve(), f.reserve()
	return &Writer{file: f, info: info}
}

// Page writes the next page. p may be changed or dropped afterwards; the pictures and symbols that it points to may not be
// changed before Close.
func (w *Writer) Page(p *page.Page) error {
	if w.err == nil {
		n := len(w.file.pages) + 1
		if err := w.file.writePage(p); err != nil {
			w.fail(fmt.Errorf("page %d: %w", n, err))
		}
	}
	return w.err
}

// Bookmark adds an entry to the outline, after those that were added before. Its page may still be to come.
func (w *Writer) Bookmark(b page.Bookmark) {
	if w.file != nil {
		w.file.outline = append(w.file.outline, b)
	}
}

// Close writes what stands at the end of a file: the fonts, the page tree, the outline. It does not close the writer
// underneath. A file without pages is an error, and nothing of it is written.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	if err := w.file.close(&w.info); err != nil {
		w.fail(err)
		return w.err
	}
	w.fail(errors.New("the file is closed"))
	return nil
}

// fail ends the writing.
func (w *Writer) fail(err error) {
	w.err = fmt.Errorf("pdf: %w", err)
	w.file.reset(nil)
	encoders.Put(w.file.encoder)
	w.file = nil
}

// file is a PDF file on its way.
type file struct {
	*encoder
	cache                    *Cache
	catalog, resources, tree ref

	faces    map[page.Font]*face
	order    []*face                        // in the order of their first use
	pictures map[[sha256.Size]byte]*xobject // by their sums: the file keeps no picture, for each page may have a photograph of its own
	forms    map[*page.Symbol]*xobject
	xobjects []*xobject // in the order of their first use

	pages   []ref
	nodes   []ref // of the page tree, over branch pages each
	heights []height
	labels  labels
	outline []page.Bookmark
}

// xobject is a picture or a form of the file: ISO 32000-1, 8.8.
type xobject struct {
	resource string // name in the resource dictionary, with its slash
	object   ref
}

// height is that of the page with the index first and of those after it, up to the next height.
type height struct {
	first  int
	height page.Length
}

// close writes all but the pages.
func (f *file) close(i *page.Info) error {
	if len(f.pages) == 0 {
		return errors.New("document without pages")
	}
	f.writeTree()
	if err := f.writeFonts(); err != nil {
		return err
	}
	f.writeResources()
	outline, err := f.writeOutline()
	if err != nil {
		return err
	}
	labels := f.writeLabels()
	info := entries(i)
	metadata := f.writeMetadata(info)
	profile := f.writeProfile()

	f.begin(f.catalog)
	f.printf("<< /Type /Catalog /Pages %v /PageLabels %v /Metadata %v", f.tree, labels, metadata)
	if i.Language != "" {
		f.printf(" /Lang %s", textString(i.Language))
	}
	f.printf(" /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"+
		" /Info (sRGB IEC61966-2.1) /DestOutputProfile %v >>]", profile)
	if outline != 0 {
		f.printf(" /Outlines %v /PageMode /UseOutlines", outline)
	}
	f.printf(" /ViewerPreferences << /DisplayDocTitle true >> >>")
	f.end()
	return f.finish(f.catalog, f.writeInfo(info))
}

// branch is the number of pages under one node of the page tree: viewers find a page of a long file in two steps.
const branch = 256

func (f *file) writeTree() {
	for i, node := range f.nodes {
		kids := f.pages[i*branch : min((i+1)*branch, len(f.pages))]
		f.begin(node)
		f.printf("<< /Type /Pages /Parent %v /Count %d /Kids %v >>", f.tree, len(kids), kids)
		f.end()
	}
	f.begin(f.tree)
	f.printf("<< /Type /Pages /Count %d /Kids %v >>", len(f.pages), f.nodes)
	f.end()
}

// writePage writes a page and what is on it.
func (f *file) writePage(p *page.Page) error {
	if p.Size.W <= 0 || p.Size.H <= 0 {
		return fmt.Errorf("a size of %v by %v", p.Size.W, p.Size.H)
	}
	if len(f.pages)%branch == 0 {
		f.nodes = append(f.nodes, f.reserve())
	}
	c := content{file: f, height: p.Size.H, stretch: 1000, spaced: true, out: f.content[:0]}
	if err := c.items(p.Items); err != nil {
		return err
	}
	f.content = c.out

	contents, leaf := f.reserve(), f.reserve()
	f.stream(contents, "", f.content)
	f.begin(leaf)
	f.printf("<< /Type /Page /Parent %v /Resources %v /Contents %v /MediaBox [0 0 %s %s] >>",
		f.nodes[len(f.nodes)-1], f.resources, contents, appendPoints(nil, p.Size.W), appendPoints(nil, p.Size.H))
	f.end()

	if n := len(f.heights); n == 0 || f.heights[n-1].height != p.Size.H {
		f.heights = append(f.heights, height{len(f.pages), p.Size.H})
	}
	f.labels.add(len(f.pages), p.Label)
	f.pages = append(f.pages, leaf)
	return f.err
}

// heightOf gives the height of a page that is written.
func (f *file) heightOf(p int) page.Length {
	i := sort.Search(len(f.heights), func(i int) bool { return f.heights[i].first > p })
	return f.heights[i-1].height
}

// writeResources writes the fonts, pictures and forms by their names: all pages and forms share them.
func (f *file) writeResources() {
	f.begin(f.resources)
	f.printf("<< /Font <<")
	for _, face := range f.order {
		f.printf(" %s %v", face.resource, face.object)
	}
	f.printf(" >>")
	if len(f.xobjects) > 0 {
		f.printf(" /XObject <<")
		for _, x := range f.xobjects {
			f.printf(" %s %v", x.resource, x.object)
		}
		f.printf(" >>")
	}
	f.printf(" >>")
	f.end()
}
