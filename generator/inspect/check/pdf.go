package check

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"gongwen/generator/measure"
)

// What a PDF may be at the most. A paper is far below all of it.
const (
	mostPages   = 3000
	mostGlyphs  = 5_000_000
	mostContent = 64 << 20   // bytes of one decoded stream
	mostForms   = 16 << 20   // bytes of forms that are kept
	mostDepth   = 12         // of forms within forms
	mostSteps   = 50_000_000 // operators and operands
)

// errTooLarge is a file that is larger than any paper.
var errTooLarge = errors.New("larger than any paper")

// pdfFile is a PDF that is being read.
type pdfFile struct {
	ctx    context.Context
	table  *model.XRefTable
	faces  map[int]*pdfFont // by object number
	glyphs int
	steps  int
	drawn  bool           // shapes and images of the sheets are wanted, too
	forms  map[int][]byte // that were drawn, by object number; mostForms bytes of them
	kept   int
}

// readPDF gives the sheets of a PDF with their marks.
func readPDF(ctx context.Context, r io.ReaderAt, size int64) (sheets []*sheet, err error) {
	f := &pdfFile{ctx: ctx, faces: map[int]*pdfFont{}}
	err = f.walk(r, size, func(s *sheet) error {
		if len(sheets) >= mostPages {
			return errTooLarge
		}
		sheets = append(sheets, s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sheets, nil
}

// walk reads a PDF and hands over its sheets, one after the other.
func (f *pdfFile) walk(r io.ReaderAt, size int64, visit func(*sheet) error) (err error) {
	// pdfcpu is built for whole files; on damaged ones it may panic, and so may the outlines of damaged fonts.
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("check: pdf: %v", fault)
		}
	}()
	document, err := pdfcpu.ReadWithContext(f.ctx, io.NewSectionReader(r, 0, size), configuration())
	if err != nil {
		return fmt.Errorf("check: pdf: %w", err)
	}
	f.table = document.XRefTable
	root, err := f.table.Catalog()
	if err != nil {
		return fmt.Errorf("check: pdf: %w", err)
	}
	w := pageWalk{file: f, seen: map[int]bool{}, visit: visit}
	if err := w.node(root["Pages"], inherited{}, 0); err != nil {
		return fmt.Errorf("check: pdf: %w", err)
	}
	return nil
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
	file  *pdfFile
	seen  map[int]bool
	pages int
	visit func(*sheet) error
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
		s, err := w.file.page(d, own, w.pages)
		if err != nil {
			return err
		}
		return w.visit(s)
	}
	for _, k := range kids {
		if err := w.node(k, own, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// page reads the marks of a page. A content stream that cannot be decoded leaves the page as far as it was read.
func (f *pdfFile) page(d types.Dict, i inherited, n int) (*sheet, error) {
	media := f.rectangle(i.media)
	if crop := f.rectangle(i.crop); crop[2] > crop[0] && crop[3] > crop[1] {
		media = crop
	}
	if media[2] <= media[0] || media[3] <= media[1] {
		media = [4]float64{0, 0, 612, 792} // of US letter, what viewers take when a page says nothing
	}
	toSheet, w, h := upright(media, int(f.number(i.rotate)))
	s := &sheet{number: n, width: points(w), height: points(h)}
	var content []byte
	switch o := f.get(d["Contents"]).(type) {
	case types.Array:
		for _, part := range o {
			content = append(append(content, f.stream(part)...), '\n')
		}
	default:
		content = f.stream(d["Contents"])
	}
	p := &interpreter{file: f, sheet: s, state: newState(toSheet)}
	if err := p.run(content, f.dict(i.resources), 0); err != nil {
		return nil, fmt.Errorf("page %d: %w", n, err)
	}
	return s, nil
}

// upright gives the matrix from a page's space to its sheet, in points from the top left corner, as the page is turned for
// reading, and the size of the sheet.
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
func points(n float64) length {
	const far = 1e6
	return length(min(max(n, -far), far)*float64(measure.PT) + 0.5*sign(n))
}

func sign(n float64) float64 {
	if n < 0 {
		return -1
	}
	return 1
}

// get gives what an object or a reference to it stands for; nil if the file has not got it.
func (f *pdfFile) get(o types.Object) types.Object {
	found, err := f.table.Dereference(o)
	if err != nil {
		return nil
	}
	return found
}

func (f *pdfFile) dict(o types.Object) types.Dict {
	switch d := f.get(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	}
	return nil
}

func (f *pdfFile) array(o types.Object) types.Array {
	a, _ := f.get(o).(types.Array)
	return a
}

func (f *pdfFile) number(o types.Object) float64 {
	switch n := f.get(o).(type) {
	case types.Integer:
		return float64(n)
	case types.Float:
		return float64(n)
	}
	return 0
}

func (f *pdfFile) name(o types.Object) string {
	n, _ := f.get(o).(types.Name)
	return string(n)
}

// rectangle gives the corners of a rectangle, the lower left first; zeros if there is none.
func (f *pdfFile) rectangle(o types.Object) (r [4]float64) {
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
func (f *pdfFile) form(o types.Object) []byte {
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
func (f *pdfFile) stream(o types.Object) []byte {
	s, ok := f.get(o).(types.StreamDict)
	if !ok || s.DecodeWithLimit(mostContent) != nil {
		return nil
	}
	return s.Content
}
