package kind

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// Overlay lays a folder of templates over another one: a file of upper stands for the file of the same name in lower, and a folder
// has the entries of both.
func Overlay(upper, lower fs.FS) fs.FS { return overlay{upper, lower} }

type overlay struct{ upper, lower fs.FS }

// Open opens a file or a folder.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || !info.IsDir() {
		return f, err
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &openFolder{File: f, entries: entries}, nil
}

// ReadDir gives the entries of a folder, by name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.upper, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadDir(o.lower, name)
	}
	if err != nil {
		return nil, err
	}
	below, err := fs.ReadDir(o.lower, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	byName := func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) }
	for _, e := range below {
		if i, found := slices.BinarySearchFunc(entries, e, byName); !found {
			entries = slices.Insert(entries, i, e)
		}
	}
	return entries, nil
}

// openFolder is an open folder of an overlay.
type openFolder struct {
	fs.File
	entries []fs.DirEntry // that have not been read
}

// ReadDir gives the next n entries, or all of the rest if n is not above 0.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	next := f.entries[:n:n]
	f.entries = f.entries[n:]
	return next, nil
}
