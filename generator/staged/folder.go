package staged

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// Folder is a folder that files are put into, by names with slashes. No name and no symbolic link leads out of it. It is a
// batch.Sink.
type Folder struct{ root *os.Root }

// OpenFolder opens a folder that is there.
func OpenFolder(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{root}, nil
}

// Close is for when no more files come.
func (f *Folder) Close() error { return f.root.Close() }

// Open opens a file to read it. The error of one that is not there is fs.ErrNotExist.
func (f *Folder) Open(_ context.Context, name string) (io.ReadCloser, error) {
	return f.root.Open(name)
}

// Put writes a whole file, in place of one of the same name, and the folders that its name begins with. It does not wait for the
// disk.
func (f *Folder) Put(_ context.Context, name string, data []byte) error {
	beside := temporary()
	if err := f.root.WriteFile(beside, data, 0o644); err != nil {
		return errors.Join(err, f.root.Remove(beside))
	}
	err := f.root.Rename(beside, name)
	if errors.Is(err, fs.ErrNotExist) { // a folder, at its first file
		if err = f.root.MkdirAll(path.Dir(name), 0o755); err == nil {
			err = f.root.Rename(beside, name)
		}
	}
	return err
}

// Create begins a file, which comes into its place, on the disk, when it is closed, and not if ctx is done by then.
func (f *Folder) Create(ctx context.Context, name string) (io.WriteCloser, error) {
	beside := temporary()
	file, err := f.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &pending{Writer: bufio.NewWriterSize(file, bufferSize), ctx: ctx, root: f.root, file: file, beside: beside, name: name}, nil
}

// pending is a file that is being written.
type pending struct {
	*bufio.Writer
	ctx          context.Context
	root         *os.Root
	file         *os.File
	beside, name string
}

// Close puts the file in its place, or does away with it.
func (p *pending) Close() error {
	err := p.ctx.Err()
	if err == nil {
		err = errors.Join(p.Flush(), p.file.Sync())
	}
	if err = errors.Join(err, p.file.Close()); err == nil {
		err = p.root.Rename(p.beside, p.name)
	}
	if err != nil {
		return errors.Join(err, p.root.Remove(p.beside))
	}
	return nil
}

// Journal begins a file that is in its place from the start and grows with each Write: if the program is stopped, what was
// written is there.
func (f *Folder) Journal(_ context.Context, name string) (io.WriteCloser, error) {
	return f.root.Create(name)
}

// RemoveUnfinished removes the files that a program which was stopped has left unfinished. The error is an *fs.PathError with the
// name of the file that could not be removed.
func (f *Folder) RemoveUnfinished() error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), Prefix) {
			continue
		}
		if err := f.root.Remove(e.Name()); err != nil {
			return &fs.PathError{Op: "remove", Path: e.Name(), Err: err}
		}
	}
	return nil
}
