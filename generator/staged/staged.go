// Package staged writes files so that each is whole or not there: it is written beside its place, under a name that begins with
// Prefix, and renamed.
//
// Files writes some files of which none may be in its place before all are complete; Folder is a folder that is filled for a
// longer time.
package staged

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Prefix begins the names of files that are not complete.
const Prefix = ".gongwen-"

// temporary gives a name for a file that is not complete.
func temporary() string { return Prefix + rand.Text() }

// Files are files that come into their places together. The zero Files are none. Discard is to be called in the end.
type Files struct{ staged []move }

type move struct{ from, to string }

// Written is what is known of a file that was written.
type Written struct {
	Bytes  int64
	SHA256 string // in hexadecimal
}

// Write writes a file with what content gives it. What is no file (a pipe, a device) gets it at once, when it is complete.
func (f *Files) Write(path string, content func(io.Writer) error) (Written, error) {
	target, err := target(path)
	if err != nil {
		return Written{}, err
	}
	if info, err := os.Stat(target); err == nil && !info.Mode().IsRegular() {
		device, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return Written{}, err
		}
		w, err := Wholly(device, content)
		return w, errors.Join(err, device.Close())
	}
	beside := filepath.Join(filepath.Dir(target), temporary())
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return Written{}, err
	}
	f.staged = append(f.staged, move{beside, target})
	c := newCounted(file)
	if err := errors.Join(c.fill(content), file.Sync(), file.Close()); err != nil {
		return Written{}, err
	}
	return c.written(), nil
}

// target is where a file is to be: what a symbolic link points to, or path itself.
func target(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	return real, err
}

// Commit puts every file in its place: what is there already is replaced at once. The error is an *fs.PathError with the path of
// the file that could not be replaced.
func (f *Files) Commit() error {
	for len(f.staged) > 0 {
		if err := os.Rename(f.staged[0].from, f.staged[0].to); err != nil {
			return &fs.PathError{Op: "replace", Path: f.staged[0].to, Err: err}
		}
		f.staged = f.staged[1:]
	}
	return nil
}

// Discard removes what was not committed.
func (f *Files) Discard() {
	for _, m := range f.staged {
		_ = os.Remove(m.from) // there is nothing to do about a file that cannot be removed
	}
}

// Create writes a file that is not there yet, whole or not at all. The error of one that is there is fs.ErrExist.
func Create(name string, content []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// Wholly writes to w what content gives, once it is complete.
func Wholly(w io.Writer, content func(io.Writer) error) (Written, error) {
	var all bytes.Buffer
	c := newCounted(&all)
	if err := c.fill(content); err != nil {
		return Written{}, err
	}
	_, err := w.Write(all.Bytes())
	return c.written(), err
}

// counted is a buffered writer that counts and hashes.
type counted struct {
	w   *bufio.Writer
	n   int64
	sum hash.Hash
}

func newCounted(w io.Writer) *counted {
	return &counted{w: bufio.NewWriterSize(w, bufferSize), sum: sha256.New()}
}

// bufferSize is how many bytes go to the disk at once.
const bufferSize = 64 << 10

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.sum.Write(b[:n])
	return n, err
}

func (c *counted) fill(content func(io.Writer) error) error {
	if err := content(c); err != nil {
		return err
	}
	return c.w.Flush()
}

func (c *counted) written() Written {
	return Written{Bytes: c.n, SHA256: hex.EncodeToString(c.sum.Sum(nil))}
}
