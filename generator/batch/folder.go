package batch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
)

// Sink is where the files of a batch go: a folder (staged.Folder) or a store of blobs. Names have slashes.
type Sink interface {
	// Open opens a file to read it. The error of one that is not there is fs.ErrNotExist.
	Open(ctx context.Context, name string) (io.ReadCloser, error)

	// Put writes a whole file, in place of one of the same name.
	Put(ctx context.Context, name string, data []byte) error

	// Create begins a file, which comes into its place, whole, when it is closed, and not if ctx is done by then.
	Create(ctx context.Context, name string) (io.WriteCloser, error)

	// Journal begins a file that grows: as far as the sink can have it so, what was written is there if the program is stopped.
	Journal(ctx context.Context, name string) (io.WriteCloser, error)
}

// FileError is a file that could not be written into a sink or read from it.
type FileError struct {
	Op   FileOp
	Name string
	Err  error
}

// FileOp is what could not be done with a file.
type FileOp string

// What may fail.
const (
	WriteFile FileOp = "write"
	ReadFile  FileOp = "read"
	ParseFile FileOp = "parse"
)

func (e *FileError) Error() string { return fmt.Sprintf("batch: %s %s: %v", e.Op, e.Name, e.Err) }
func (e *FileError) Unwrap() error { return e.Err }

// fileError gives a *FileError if err is one; nil if it is nil.
func fileError(op FileOp, name string, err error) error {
	if err == nil {
		return nil
	}
	return &FileError{op, name, err}
}

// Folder puts a batch into a sink, with a manifest. Each line of the manifest stands for a file that is complete, so that a
// batch which was stopped can go on by it.
type Folder struct {
	batch   *Batch
	sink    Sink
	earlier []Entry // of earlier passes, whose files are there
}

// Into puts the batch into a sink, from the beginning.
func (b *Batch) Into(sink Sink) *Folder { return &Folder{batch: b, sink: sink} }

// Resume puts the batch into a sink that an earlier pass, of the same kind and formats, has begun to fill: papers stand that are there
// and of which nothing that was filled in has changed.
func (b *Batch) Resume(ctx context.Context, sink Sink) (*Folder, error) {
	f := b.Into(sink)
	entries, err := f.read(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	known := map[paper]int{}
	there := map[string]bool{}
	for _, e := range entries {
		name := container(&e)
		if _, looked := there[name]; !looked {
			there[name] = f.there(ctx, &e)
		}
		if there[name] {
			f.earlier = append(f.earlier, e)
			known[paperOf(&e)]++
		}
	}
	b.options.Made = func(e *Entry) bool { return known[paperOf(e)] >= len(b.options.Formats) }
	return f, nil
}

// paper tells the papers of a batch apart: that of an earlier pass stands if the same was filled in in the same row.
type paper struct {
	sheet          string
	row            int
	number, digest string
}

func paperOf(e *Entry) paper { return paper{e.Sheet, e.Row, e.Number, e.Digest} }

// container gives the file that stands in the sink.
func container(e *Entry) string { return cmp.Or(e.In, e.File) }

// there tells whether the file of an entry is there and, if it stands alone, complete; a file of all papers always is.
func (f *Folder) there(ctx context.Context, e *Entry) bool {
	file, err := f.sink.Open(ctx, container(e))
	if err != nil {
		return false
	}
	defer file.Close()
	if e.In != "" || e.SHA256 == "" {
		return true
	}
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return err == nil && hex.EncodeToString(sum.Sum(nil)) == e.SHA256
}

// Way is how papers are put into files.
type Way int

// The ways.
const (
	Merged Way = iota // one PDF of all
	Single            // single files, in a folder for each group if there are groups
	Zipped            // a ZIP of single files
)

// Fill makes the papers, and gives the name of the file of all; "" if there is none. A file of all and its manifest come into their
// places when they are complete; when ctx is done, they are complete with what is ready. Of single files each is in its place before
// its line is in the manifest.
func (f *Folder) Fill(ctx context.Context, how Way) (name string, s *Summary, err error) {
	switch how {
	case Single:
		s, err = f.files(ctx)
		return "", s, err
	case Zipped:
		name = f.free(".zip")
		return f.whole(ctx, name, func(w io.Writer, made func(*Entry) error) (*Summary, error) {
			return f.batch.Zip(ctx, w, func(e *Entry) error {
				e.In = name
				return made(e)
			})
		})
	default:
		name = f.free(".pdf")
		return f.whole(ctx, name, func(w io.Writer, made func(*Entry) error) (*Summary, error) {
			return f.batch.Merge(ctx, w, func(e *Entry) error {
				e.File = name
				return made(e)
			})
		})
	}
}

// free gives a name that no file has that an earlier pass has made.
func (f *Folder) free(extension string) string {
	for n := 1; ; n++ {
		name := f.batch.kind.Title + extension
		if n > 1 {
			name = fmt.Sprintf("%s_%d%s", f.batch.kind.Title, n, extension)
		}
		if !slices.ContainsFunc(f.earlier, func(e Entry) bool { return container(&e) == name }) {
			return name
		}
	}
}

// whole makes a file of all papers, with write, and its manifest.
func (f *Folder) whole(ctx context.Context, name string,
	write func(io.Writer, func(*Entry) error) (*Summary, error)) (string, *Summary, error) {
	kept, abandon := context.WithCancel(context.WithoutCancel(ctx)) // what is ready is kept when ctx is done
	defer abandon()
	file, err := f.sink.Create(kept, name)
	if err != nil {
		return "", nil, fileError(WriteFile, name, err)
	}
	table, err := f.sink.Create(kept, ManifestName)
	if err != nil {
		abandon()
		file.Close()
		return "", nil, fileError(WriteFile, ManifestName, err)
	}
	var s *Summary
	m, err := f.manifest(table)
	if err == nil {
		s, err = write(file, m.Add)
	}
	var stopped error
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) && s.Made > 0 {
		stopped, err = err, nil
	}
	if err != nil || s.Made == 0 {
		abandon()
		file.Close() // which say that they are abandoned
		table.Close()
		return "", s, err
	}
	err = fileError(WriteFile, name, file.Close())
	if err != nil { // without its file the manifest says nothing
		abandon()
	}
	if err = cmp.Or(err, fileError(WriteFile, ManifestName, table.Close())); err != nil {
		return name, s, err
	}
	return name, s, cmp.Or(stopped, f.tidy(kept))
}

// files makes single files and their manifest.
func (f *Folder) files(ctx context.Context) (*Summary, error) {
	kept := context.WithoutCancel(ctx) // what is ready is kept when ctx is done
	var table io.WriteCloser
	var m *Manifest
	s, err := f.batch.Files(ctx, func(e *Entry, data []byte) error {
		if m == nil { // the roster is without faults
			var err error
			if table, err = f.sink.Journal(kept, ManifestName); err != nil {
				return fileError(WriteFile, ManifestName, err)
			}
			if m, err = f.manifest(table); err != nil {
				return fileError(WriteFile, ManifestName, err)
			}
		}
		if err := f.sink.Put(kept, e.File, data); err != nil {
			return fileError(WriteFile, e.File, err)
		}
		return fileError(WriteFile, ManifestName, m.Add(e))
	})
	if table != nil {
		err = cmp.Or(err, fileError(WriteFile, ManifestName, table.Close()))
	}
	if err != nil {
		return s, err
	}
	return s, f.tidy(kept)
}

// manifest begins a manifest with what earlier passes have made.
func (f *Folder) manifest(to io.Writer) (*Manifest, error) {
	m, err := NewManifest(to)
	for i := range f.earlier {
		if err == nil {
			err = m.Add(&f.earlier[i])
		}
	}
	return m, err
}

// read reads the manifest that is there.
func (f *Folder) read(ctx context.Context) ([]Entry, error) {
	file, err := f.sink.Open(ctx, ManifestName)
	if err != nil {
		return nil, fileError(ReadFile, ManifestName, err)
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, fileError(ReadFile, ManifestName, err)
	}
	entries, err := ReadManifest(text)
	return entries, fileError(ParseFile, ManifestName, err)
}

// tidy brings the manifest of a batch that was made in several passes into the order of the roster, with one line for each file of
// a paper: that of the last pass.
func (f *Folder) tidy(ctx context.Context) error {
	if len(f.earlier) == 0 {
		return nil
	}
	entries, err := f.read(ctx)
	if err != nil {
		return err
	}
	type line struct {
		sheet     string
		row       int
		extension string
	}
	last := map[line]int{}
	sheets := map[string]int{} // in the order of the manifest
	for i, e := range entries {
		last[line{e.Sheet, e.Row, path.Ext(e.File)}] = i
		if _, known := sheets[e.Sheet]; !known {
			sheets[e.Sheet] = len(sheets)
		}
	}
	f.earlier = f.earlier[:0]
	for i, e := range entries {
		if last[line{e.Sheet, e.Row, path.Ext(e.File)}] == i {
			f.earlier = append(f.earlier, e)
		}
	}
	slices.SortStableFunc(f.earlier, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(sheets[a.Sheet], sheets[b.Sheet]), cmp.Compare(a.Row, b.Row))
	})
	var table bytes.Buffer
	if _, err := f.manifest(&table); err != nil {
		return err
	}
	return fileError(WriteFile, ManifestName, f.sink.Put(ctx, ManifestName, table.Bytes()))
}
