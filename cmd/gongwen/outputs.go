package main

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

// stdStream is the name of standard input and output.
const stdStream = "-"

// outputs writes files so that none is in its place before all are complete: each is written beside its place, and
// commit renames them. What is already there is replaced at once, or stays as it was.
type outputs struct {
	stdout io.Writer
	staged []stagedFile
}

type stagedFile struct{ temporary, path string }

// written is what is known of an output.
type written struct {
	Bytes  int64
	SHA256 string
}

// write writes one output with what content gives it. Standard output and anything else that is no file (a pipe, a device) gets
// it at once, when it is complete.
func (o *outputs) write(path string, content func(io.Writer) error) (written, error) {
	if path == stdStream {
		return wholly(o.stdout, content)
	}
	place, err := place(path)
	if err != nil {
		return written{}, err
	}
	if info, err := os.Stat(place); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(place, os.O_WRONLY, 0)
		if err != nil {
			return written{}, err
		}
		w, err := wholly(f, content)
		return w, errors.Join(err, f.Close())
	}
	temporary := filepath.Join(filepath.Dir(place), ".gongwen-"+rand.Text())
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return written{}, err
	}
	o.staged = append(o.staged, stagedFile{temporary, place})
	c := newCounted(f)
	if err := errors.Join(c.fill(content), f.Sync(), f.Close()); err != nil {
		return written{}, err
	}
	return c.written(), nil
}

// place is where a file is to be: what a symbolic link points to, else path itself.
func place(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	return real, err
}

// commit puts every file in its place.
func (o *outputs) commit() error {
	for len(o.staged) > 0 {
		if err := os.Rename(o.staged[0].temporary, o.staged[0].path); err != nil {
			return &failure{"无法写入 " + o.staged[0].path, err}
		}
		o.staged = o.staged[1:]
	}
	return nil
}

// discard removes what was not committed.
func (o *outputs) discard() {
	for _, f := range o.staged {
		_ = os.Remove(f.temporary) // there is nothing to do about a file that cannot be removed
	}
}

// wholly writes to w what content gives, once it is complete.
func wholly(w io.Writer, content func(io.Writer) error) (written, error) {
	var all bytes.Buffer
	c := newCounted(&all)
	if err := c.fill(content); err != nil {
		return written{}, err
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
	return &counted{w: bufio.NewWriterSize(w, 64<<10), sum: sha256.New()}
}

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

func (c *counted) written() written {
	return written{Bytes: c.n, SHA256: hex.EncodeToString(c.sum.Sum(nil))}
}
