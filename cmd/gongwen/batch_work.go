package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/generator/kind"
	"gongwen/generator/roster"
)

// manifestFile is the table of what was made. Each line stands for a file that is complete, so it is also what --resume goes by.
const manifestFile = "manifest.csv"

// temporaryPrefix begins the names of files that are not complete.
const temporaryPrefix = ".gongwen-"

// batchWork is a batch on its way into a folder.
type batchWork struct {
	*program
	*batching
	generator *generator.Generator
	kind      *kind.Kind
	roster    *roster.Roster
	options   batch.Options

	before []batch.Entry // what an earlier run has made and is there
	path   string        // of the file of all papers; "" if there is none
}

func (w *batchWork) run(ctx context.Context, how mode) (*batch.Summary, error) {
	if w.resume {
		if err := w.look(); err != nil {
			return nil, err
		}
	}
	b, err := batch.New(w.generator, w.kind, w.roster, w.options)
	if err != nil {
		return nil, err
	}
	switch how {
	case single:
		return w.single(ctx, b)
	case zipped:
		if w.output == stdStream {
			return w.stream(ctx, b.Zip)
		}
		return w.whole(ctx, ".zip", func(to io.Writer, made func(*batch.Entry) error) (*batch.Summary, error) {
			return b.Zip(ctx, to, func(e *batch.Entry) error {
				e.In = filepath.Base(w.path)
				return made(e)
			})
		})
	default:
		if w.output == stdStream {
			return w.stream(ctx, b.Merge)
		}
		return w.whole(ctx, ".pdf", func(to io.Writer, made func(*batch.Entry) error) (*batch.Summary, error) {
			return b.Merge(ctx, to, func(e *batch.Entry) error {
				e.File = filepath.Base(w.path)
				return made(e)
			})
		})
	}
}

// stream writes a file of all papers to standard output, once it is complete: a row that is bad may be the last.
func (w *batchWork) stream(ctx context.Context,
	write func(context.Context, io.Writer, func(*batch.Entry) error) (*batch.Summary, error)) (s *batch.Summary, err error) {
	f, err := os.CreateTemp("", "gongwen-")
	if err != nil {
		return nil, &failure{"无法新建临时文件", err}
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	to := bufio.NewWriterSize(f, 64<<10)
	if s, err = write(ctx, to, func(*batch.Entry) error { return nil }); err != nil {
		return s, err
	}
	if err = to.Flush(); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil {
		_, err = io.Copy(w.stdout, f)
	}
	return s, err
}

// whole makes a file of all papers and its manifest. Both come into their places when they are complete; when ctx is done they
// are complete with what is ready.
func (w *batchWork) whole(ctx context.Context, extension string,
	write func(io.Writer, func(*batch.Entry) error) (*batch.Summary, error)) (*batch.Summary, error) {
	w.path = w.free(extension)
	out := outputs{stdout: w.stdout}
	defer out.discard()
	var s *batch.Summary
	var stopped error
	_, err := out.write(w.path, func(to io.Writer) error {
		_, err := out.write(filepath.Join(w.output, manifestFile), func(table io.Writer) error {
			m, err := w.manifest(table)
			if err != nil {
				return err
			}
			s, err = write(to, m.Add)
			if ctx.Err() != nil && errors.Is(err, ctx.Err()) && s.Made > 0 {
				stopped, err = err, nil
			}
			return err
		})
		return err
	})
	if err != nil || s.Made == 0 {
		w.path = ""
		return s, err
	}
	if err := out.commit(); err != nil {
		return s, err
	}
	return s, cmp.Or(stopped, w.tidy())
}

// free gives a name that no file has that an earlier run has made.
func (w *batchWork) free(extension string) string {
	for n := 1; ; n++ {
		name := w.kind.Title
		if n > 1 {
			name = fmt.Sprintf("%s_%d", name, n)
		}
		if !slices.ContainsFunc(w.before, func(e batch.Entry) bool { return container(&e) == name+extension }) {
			return filepath.Join(w.output, name+extension)
		}
	}
}

// container gives the file that stands in the folder.
func container(e *batch.Entry) string { return cmp.Or(e.In, e.File) }

// single makes single files. Each is in its place before its line is in the manifest.
func (w *batchWork) single(ctx context.Context, b *batch.Batch) (*batch.Summary, error) {
	var table *os.File
	var m *batch.Manifest
	defer func() { table.Close() }()
	s, err := b.Files(ctx, func(e *batch.Entry, data []byte) error {
		if m == nil { // the roster is without faults
			var err error
			if table, err = os.Create(filepath.Join(w.output, manifestFile)); err != nil {
				return &failure{"无法写入 " + manifestFile, err}
			}
			if m, err = w.manifest(table); err != nil {
				return &failure{"无法写入 " + manifestFile, err}
			}
		}
		if err := w.put(e.File, data); err != nil {
			return &failure{"无法写入 " + e.File, err}
		}
		return m.Add(e)
	})
	if err == nil {
		err = w.tidy()
	}
	return s, err
}

// put writes a file, whose name may begin with a folder, so that it is complete or not there. It does not wait for the disk:
// after a power failure --resume finds by their sums which files are whole.
func (w *batchWork) put(name string, data []byte) error {
	path := filepath.Join(w.output, filepath.FromSlash(name))
	temporary := filepath.Join(w.output, temporaryPrefix+rand.Text())
	if err := os.WriteFile(temporary, data, 0o644); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	err := os.Rename(temporary, path)
	if errors.Is(err, fs.ErrNotExist) { // the folder of a group, at its first file
		if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
			err = os.Rename(temporary, path)
		}
	}
	return err
}

// manifest begins a manifest with what an earlier run has made.
func (w *batchWork) manifest(to io.Writer) (*batch.Manifest, error) {
	m, err := batch.NewManifest(to)
	for i := range w.before {
		if err == nil {
			err = m.Add(&w.before[i])
		}
	}
	return m, err
}

// tidy brings the manifest of a batch that was done in several runs into the order of the roster, with one line for each file of
// a paper: that of the last run.
func (w *batchWork) tidy() error {
	if len(w.before) == 0 {
		return nil
	}
	path := filepath.Join(w.output, manifestFile)
	file, err := os.ReadFile(path)
	if err != nil {
		return &failure{"无法读取 " + path, err}
	}
	entries, err := batch.ReadManifest(file)
	if err != nil {
		return &failure{"无法读懂 " + path, err}
	}
	type line struct {
		sheet     string
		row       int
		extension string
	}
	last := map[line]int{}
	sheets := map[string]int{} // in the order of the manifest
	for i, e := range entries {
		last[line{e.Sheet, e.Row, filepath.Ext(e.File)}] = i
		if _, known := sheets[e.Sheet]; !known {
			sheets[e.Sheet] = len(sheets)
		}
	}
	w.before = w.before[:0]
	for i, e := range entries {
		if last[line{e.Sheet, e.Row, filepath.Ext(e.File)}] == i {
			w.before = append(w.before, e)
		}
	}
	slices.SortStableFunc(w.before, func(a, b batch.Entry) int {
		return cmp.Or(cmp.Compare(sheets[a.Sheet], sheets[b.Sheet]), cmp.Compare(a.Row, b.Row))
	})
	var table bytes.Buffer
	if _, err := w.manifest(&table); err != nil {
		return err
	}
	return w.put(manifestFile, table.Bytes())
}

// look finds what an earlier run has made, and clears away what it left unfinished.
func (w *batchWork) look() error {
	left, err := filepath.Glob(filepath.Join(w.output, temporaryPrefix+"*"))
	if err != nil {
		return err
	}
	for _, path := range left {
		if err := os.Remove(path); err != nil {
			return &failure{"无法删去 " + path, err}
		}
	}
	path := filepath.Join(w.output, manifestFile)
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &failure{"无法读取 " + path, err}
	}
	entries, err := batch.ReadManifest(file)
	if err != nil {
		return &failure{"无法读懂 " + path, err}
	}
	known := map[paper]int{}
	there := map[string]bool{}
	for _, e := range entries {
		name := container(&e)
		if _, looked := there[name]; !looked {
			there[name] = w.there(&e)
		}
		if there[name] {
			w.before = append(w.before, e)
			known[paperOf(&e)]++
		}
	}
	files := max(1, len(w.options.Formats))
	w.options.Made = func(e *batch.Entry) bool { return known[paperOf(e)] >= files }
	return nil
}

// paper tells the papers of a batch apart: that of an earlier run stands if the same was filled in in the same row.
type paper struct {
	sheet          string
	row            int
	number, digest string
}

func paperOf(e *batch.Entry) paper { return paper{e.Sheet, e.Row, e.Number, e.Digest} }

// there tells whether the file of an entry is there and, if it stands alone, complete; a file of all papers always is.
func (w *batchWork) there(e *batch.Entry) bool {
	path := filepath.Join(w.output, filepath.FromSlash(container(e)))
	if e.In != "" || e.SHA256 == "" {
		_, err := os.Stat(path)
		return err == nil
	}
	b, err := os.ReadFile(path)
	sum := sha256.Sum256(b)
	return err == nil && hex.EncodeToString(sum[:]) == e.SHA256
}
