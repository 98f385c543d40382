package pdfread

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"gongwen/generator/measure"
)

// What a PDF may be at the most. A paper is far below all of it.
const (
	mostBytes   = 256 << 20 // of a file: pdfcpu has all of its objects in memory, ten times its size
	mostPages   = 3000
	mostGlyphs  = 5_000_000
	mostContent = 64 << 20   // bytes of one decoded stream
	mostForms   = 16 << 20   // bytes of forms that are kept
	mostDepth   = 12         // of forms within forms
	mostSteps   = 50_000_000 // operators and operands
	mostImages  = 10_000     // of a page
)

var (
	errTooLarge = errors.New("larger than any paper")
	errTooMany  = errors.New("more bytes than are read at once")
	errStopped  = errors.New("stopped")
)

// file is a PDF that is being read.
type file struct {
	ctx    context.Context
	table  *model.XRefTable
	faces  map[int]*font // by object number
	glyphs int
	steps  int
	shaped bool // shapes are wanted
	out    Document
	forms  map[int][]byte // that were drawn, by object number; mostForms bytes of them
	kept   int
}

// Read reads the pages of a PDF of size bytes, without their shapes: those of a long paper would fill the memory. A file that
// has more pages or glyphs than any paper is refused. The error is an UnreadableError, or that of ctx.
func Read(ctx context.Context, r io.ReaderAt, size int64) (*Document, error) {
	f := &file{ctx: ctx}
	err := f.read(r, size, func(p *Page) error {
		if len(f.out.Pages) >= mostPages {
			return errTooLarge
		}
		f.out.Pages = append(f.out.Pages, p)
		return nil
	})
	if err != nil {
		return nil, f.told(err)
	}
	return &f.out, nil
}

// Pages reads a PDF of size bytes page by page, so that a batch may have any number of them; no page may hold more than a
// paper does. Its error, the last of the sequence, is an UnreadableError, or that of ctx.
func Pages(ctx context.Context, r io.ReaderAt, size int64) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		f := &file{ctx: ctx, shaped: true}
		err := f.read(r, size, func(p *Page) error {
			f.steps, f.glyphs = 0, 0
			if !yield(p, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, f.told(err))
		}
	}
}

// told gives what a caller is told of an error: that of ctx if it is done, otherwise an UnreadableError.
func (f *file) told(err error) error {
	if f.ctx.Err() != nil {
		return f.ctx.Err()
	}
	message := "PDF 文件已损坏或不完整，读不出来；请重新导出后再试"
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		message = "这个 PDF 要输入密码才能打开；请用密码打开后，另存或打印成不加密码的 PDF 再试"
	case errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature) || errors.Is(err, pdfcpu.ErrMalformedEncryption):
		message = "这个 PDF 用了不认识的加密方式（如数字证书，或某种阅读软件自己的加密），读不出来；请在能打开它的软件里打印成新的 PDF 再试"
	case errors.Is(err, errTooMany):
		message = fmt.Sprintf("文件超过 %d MB：读 PDF 要把它整个放进内存，放不下；请只把要核验的几页另存为一个文件", mostBytes>>20)
	case errors.Is(err, errTooLarge):
		message = "文件过大，不像一份公文，没有检查"
	}
	return &UnreadableError{Message: message, Err: err}
}

// read reads a PDF and hands over its pages, one after the other.
func (f *file) read(r io.ReaderAt, size int64, visit func(*Page) error) (err error) {
	// pdfcpu is built for whole files; on damaged ones it may panic, and so may the outlines of damaged fonts.
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("pdfcpu: %v", fault)
		}
	}()
	if size > mostBytes {
		return errTooMany
	}
	root, err := f.open(r, size)
	if err != nil {
		return err
	}
	w := pageWalk{file: f, seen: map[int]bool{}, visit: visit}
	return w.node(root["Pages"], inherited{}, 0)
}

// open reads the objects of a PDF and gives its catalog. If the table of objects leads astray, or to no pages, they are looked for.
func (f *file) open(r io.ReaderAt, size int64) (root types.Dict, err error) {
	root, err = f.objects(r, size)
	if errors.Is(err, pdfcpu.ErrWrongPassword) || errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature) || f.ctx.Err() != nil {
		return nil, err
	}
	if err == nil && f.hasPages(root) && !astray(r, f.table) {
		return root, nil
	}
	before, was := f.table, root
	if size <= mostRebuilt {
		data := make([]byte, size)
		if _, fault := r.ReadAt(data, 0); fault == nil || errors.Is(fault, io.EOF) {
			if data, fault = rebuilt(f.ctx, data); fault == nil {
				if root, fault := f.objects(bytes.NewReader(data), int64(len(data))); fault == nil && f.hasPages(root) {
					f.out.Rebuilt = true
					return root, nil
				}
			}
		}
	}
	f.table = before
	return was, err
}

// objects lets pdfcpu read the objects of a PDF, and gives its catalog.
func (f *file) objects(r io.ReaderAt, size int64) (root types.Dict, err error) {
	// pdfcpu is built for whole files; on damaged ones it may panic.
	defer func() {
		if fault := recover(); fault != nil {
			root, err = nil, fmt.Errorf("pdfcpu: %v", fault)
		}
	}()
	document, err := pdfcpu.ReadWithContext(f.ctx, io.NewSectionReader(r, 0, size), configuration())
	if err != nil {
		return nil, err
	}
	f.table, f.faces = document.XRefTable, map[int]*font{}
	f.out.Restricted = f.table.Encrypt != nil
	if f.table.Info != nil {
		f.out.Profile = f.text(f.dict(*f.table.Info)["Profile"])
	}
	return f.table.Catalog()
}

// hasPages tells whether a catalog leads to a node of pages, or to a page.
func (f *file) hasPages(root types.Dict) bool {
	pages := f.dict(root["Pages"])
	if pages == nil {
		return false
	}
	for _, k := range f.array(pages["Kids"]) {
		if f.dict(k) != nil {
			return true
		}
	}
	return false
}

// text gives a text string; "" if it is none.
func (f *file) text(o types.Object) (s string) {
	switch t := f.get(o).(type) {
	case types.StringLiteral:
		s, _ = types.StringLiteralToString(t)
	case types.HexLiteral:
		s, _ = types.HexLiteralToString(t)
	}
	return s
}

// configuration keeps pdfcpu from reading a configuration folder, and bounds what it takes of a file.
func configuration() *model.Configuration {
	limits := model.DefaultResourceLimits()
	limits.MaxDecodeBytes, limits.MaxStreamBytes = mostContent, 2*mostContent
	limits.MaxObjectCount, limits.MaxXRefEntries = 1_000_000, 1_000_000
	return &model.Configuration{Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: limits}
}

// inherited is what pages have from the nodes above them (ISO 32000-1, 7.7.3.4).
type inherited struct {
	resources types.Object
	media     types.Object
	crop      types.Object
	rotate    types.Object
}

func (i inherited) with(d types.Dict) inherited {
	for _, entry := range []struct {
		key string
		to  *types.Object
	}{{"Resources", &i.resources}, {"MediaBox", &i.media}, {"CropBox", &i.crop}, {"Rotate", &i.rotate}} {
		if o, found := d.Find(entry.key); found {
			*entry.to = o
		}
	}
	return i
}

// pageWalk goes through the page tree.
type pageWalk struct {
	file  *file
	seen  map[int]bool
	pages int
	visit func(*Page) error
}

func (w *pageWalk) node(o types.Object, above inherited, depth int) error {
	if err := w.file.ctx.Err(); err != nil {
		return err
	}
	if r, ok := o.(types.IndirectRef); ok {
		if w.seen[r.ObjectNumber.Value()] {
			return nil
		}
		w.seen[r.ObjectNumber.Value()] = true
	}
	d := w.file.dict(o)
	if d == nil || depth > 50 {
		return nil
	}
	own := above.with(d)
	kids := w.file.array(d["Kids"])
	if kids == nil {
		w.pages++
		p, err := w.file.page(d, own, w.pages)
		if err != nil {
			return err
		}
		return w.visit(p)
	}
	for _, k := range kids {
		if err := w.node(k, own, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// page reads the marks of a page. A content stream that cannot be decoded leaves the page as far as it was read.
func (f *file) page(d types.Dict, i inherited, n int) (*Page, error) {
	media := f.rectangle(i.media)
	if crop := f.rectangle(i.crop); crop[2] > crop[0] && crop[3] > crop[1] {
		media = crop
	}
	if media[2] <= media[0] || media[3] <= media[1] {
		media = [4]float64{0, 0, 612, 792} // of US letter, what viewers take when a page says nothing
	}
	var content []byte
	switch o := f.get(d["Contents"]).(type) {
	case types.Array:
		for _, part := range o {
			content = append(append(content, f.stream(part)...), '\n')
		}
	default:
		content = f.stream(d["Contents"])
	}
	unit := f.number(d["UserUnit"])
	if !(unit > 0 && unit < 1e5) {
		unit = 1
	}
	draw := func(rotate int) (*interpreter, error) {
		toPage, w, h := upright(media, rotate)
		for i := range toPage {
			toPage[i] *= unit
		}
		p := &Page{Number: n, Width: points(w * unit), Height: points(h * unit)}
		marks := &interpreter{file: f, page: p, state: newState(toPage)}
		if err := marks.run(content, f.dict(i.resources), 0); err != nil {
			return nil, fmt.Errorf("page %d: %w", n, err)
		}
		return marks, nil
	}
	rotate := int(f.number(i.rotate))
	marks, err := draw(rotate)
	if err != nil {
		return nil, err
	}
	turned := marks.turned()
	if turned != 0 {
		if marks, err = draw(rotate - turned); err != nil {
			return nil, err
		}
		marks.page.Turned = turned
	}
	return marks.page, nil
}

// upright gives the matrix from the space of a page's content to the page, in points from the top left corner, as the page is
// turned for reading, and the size of the page.
func upright(media [4]float64, rotate int) (m matrix, w, h float64) {
	w, h = media[2]-media[0], media[3]-media[1]
	switch ((rotate % 360) + 360) % 360 {
	case 90:
		return matrix{0, 1, 1, 0, -media[1], -media[0]}, h, w
	case 180:
		return matrix{-1, 0, 0, 1, media[2], -media[1]}, w, h
	case 270:
		return matrix{0, -1, -1, 0, media[3], media[2]}, h, w
	}
	return matrix{1, 0, 0, -1, -media[0], media[3]}, w, h
}

// points rounds a number of points to a length.
func points(n float64) measure.Length {
	const far = 1e6
	return measure.Length(min(max(n, -far), far)*float64(measure.PT) + 0.5*sign(n))
}

func sign(n float64) float64 {
	if n < 0 {
		return -1
	}
	return 1
}

// get gives what an object or a reference to it stands for; nil if the file lacks it.
func (f *file) get(o types.Object) types.Object {
	found, err := f.table.Dereference(o)
	if err != nil {
		return nil
	}
	return found
}

func (f *file) dict(o types.Object) types.Dict {
	switch d := f.get(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	}
	return nil
}

func (f *file) array(o types.Object) types.Array {
	a, _ := f.get(o).(types.Array)
	return a
}

func (f *file) number(o types.Object) float64 {
	switch n := f.get(o).(type) {
	case types.Integer:
		return float64(n)
	case types.Float:
		return float64(n)
	}
	return 0
}

func (f *file) name(o types.Object) string {
	n, _ := f.get(o).(types.Name)
	return string(n)
}

// rectangle gives the corners of a rectangle, the lower left first; zeros if there is none.
func (f *file) rectangle(o types.Object) (r [4]float64) {
	a := f.array(o)
	if len(a) < 4 {
		return r
	}
	for i := range r {
		r[i] = f.number(a[i])
	}
	return [4]float64{min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3])}
}

// form gives the decoded data of a form, which many pages may draw, and each of them many times.
func (f *file) form(o types.Object) []byte {
	r, ok := o.(types.IndirectRef)
	if !ok {
		return f.stream(o)
	}
	n := r.ObjectNumber.Value()
	if data, known := f.forms[n]; known {
		return data
	}
	data := f.stream(o)
	if f.forms == nil {
		f.forms = map[int][]byte{}
	}
	if f.kept+len(data) <= mostForms {
		f.forms[n], f.kept = data, f.kept+len(data)
	}
	return data
}

// stream gives the decoded data of a stream, nil if it cannot be decoded.
func (f *file) stream(o types.Object) []byte {
	s, ok := f.get(o).(types.StreamDict)
	if !ok || s.DecodeWithLimit(mostContent) != nil {
		return nil
	}
	return s.Content
}
