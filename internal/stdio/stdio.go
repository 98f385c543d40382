// Package stdio is the files that a command reads and writes, where the name - is standard input or output. Its errors are
// Chinese.
package stdio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gongwen/internal/chinese"
)

// Name is the name of standard input and output.
const Name = "-"

// maxInput is how many bytes an input may have.
const maxInput = 16 << 20

// Read reads a file to its end.
func Read(ctx context.Context, stdin io.Reader, name string) ([]byte, error) {
	source := stdin
	if name != Name {
		f, err := os.Open(name)
		if err != nil {
			return nil, unreadable(name, err)
		}
		defer f.Close()
		source = f
	}
	text, err := readAll(ctx, source)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return text, nil
}

func unreadable(name string, err error) error {
	return &chinese.Failure{What: "无法读取 " + name, Err: err}
}

// readAll reads to the end, unless ctx is done before: a terminal may never end.
func readAll(ctx context.Context, r io.Reader) ([]byte, error) {
	type all struct {
		b   []byte
		err error
	}
	read := make(chan all, 1)
	go func() {
		b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
		read <- all{b, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-read:
		if len(a.b) > maxInput {
			return nil, fmt.Errorf("内容超过 %d MB", maxInput>>20)
		}
		return a.b, a.err
	}
}

// File is an open file.
type File interface {
	io.ReaderAt
	io.Closer
}

// Open opens a file and gives its size. It is read where it is: the PDF of a batch may be larger than memory. Standard input is
// read first.
func Open(ctx context.Context, stdin io.Reader, name string) (File, int64, error) {
	if name != Name {
		return OpenFile(name)
	}
	text, err := Read(ctx, stdin, name)
	return struct {
		*bytes.Reader
		io.Closer
	}{bytes.NewReader(text), io.NopCloser(nil)}, int64(len(text)), err
}

// OpenFile opens a file that is no folder, pipe or device, and gives its size.
func OpenFile(name string) (File, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, unreadable(name, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("它不是文件")
	}
	if err != nil {
		return nil, 0, errors.Join(unreadable(name, err), f.Close())
	}
	return f, info.Size(), nil
}

// InFolder is an open file and the folder that it lies in.
type InFolder struct {
	*os.File
	Size   int64
	Folder *os.Root
}

// OpenInFolder opens a file that may name others of its folder.
func OpenInFolder(name string) (*InFolder, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(unreadable(name, err), f.Close())
	}
	folder, err := FolderOf(name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &InFolder{f, info.Size(), folder}, nil
}

// Close closes both.
func (f *InFolder) Close() error { return errors.Join(f.File.Close(), f.Folder.Close()) }

// FolderOf opens the folder that a file lies in, whose files it may name.
func FolderOf(name string) (*os.Root, error) {
	folder, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, unreadable(name, err)
	}
	return folder, nil
}

// IsFolder tells whether the user means a folder: one that is there, or a name that ends like one.
func IsFolder(path string) bool {
	if strings.HasSuffix(path, "/") || os.IsPathSeparator(path[len(path)-1]) {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Same tells whether two names are of one file that is there.
func Same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
