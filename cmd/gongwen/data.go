package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/templates"
)

// dataDir gives the data folder: that of the flag, or gongwen in the user's configuration folder (on Linux
// ~/.config/gongwen, on Windows %AppData%\gongwen). It need not exist.
func (p *program) dataDir() (string, error) {
	if p.data != "" {
		return p.data, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", &failure{"不知道数据文件夹在哪里，请用 --data 指定", err}
	}
	return filepath.Join(dir, "gongwen"), nil
}

// templates gives the embedded templates, and over them those of the data folder.
func (p *program) templates() (fs.FS, error) {
	dir, err := p.dataDir()
	if err != nil {
		return templates.Files, nil // a user without a home has no templates there
	}
	own := filepath.Join(dir, "templates")
	info, err := os.Stat(own)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return templates.Files, nil
	case err != nil:
		return nil, &failure{"无法读取模板文件夹 " + own, err}
	case !info.IsDir():
		return nil, &failure{"无法读取模板文件夹 " + own, errors.New("它不是文件夹")}
	}
	return overlay{upper: os.DirFS(own), lower: templates.Files}, nil
}

// overlay is a file system over another one: a file of upper stands for the file of the same name in lower, and a folder
// has the entries of both.
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
	return &folder{File: f, entries: entries}, nil
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

// folder is an open folder of an overlay.
type folder struct {
	fs.File
	entries []fs.DirEntry // that have not been read
}

// ReadDir gives the next n entries, or all of the rest if n is not above 0.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
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
