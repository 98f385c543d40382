// Package folder reads what the folders of kinds say: kind.yaml, with what it has from the kind that it extends and from the
// shared fields, and where body.xml, sample.yaml and full.yaml lie. It knows nothing of what the fields and expressions mean: that is for
// package kind.
//
// Errors are "kind: " and the file, with the line where that is known: whoever reads them wrote a kind.
package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/goccy/go-yaml"
)

// Shared is the folder of what several kinds have in common: fields, checks, and fragments of body.xml.
const Shared = "shared"

const (
	sharedFields = Shared + "/fields.yaml"
	sharedChecks = Shared + "/checks.yaml"
)

// Folders are those of a templates folder. They are safe for concurrent use.
type Folders struct {
	Names  []string // of the folders with a kind.yaml, in order
	Checks []Check  // that several kinds have

	fsys   fs.FS
	fields yaml.MapSlice
	files  map[string]func() (*File, error) // read once
}

// Open reads what kinds share, and finds the folders of the kinds.
func Open(fsys fs.FS) (*Folders, error) {
	s := &Folders{fsys: fsys, files: map[string]func() (*File, error){}}
	if err := s.readShared(); err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, "*/kind.yaml")
	if err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	for _, file := range files {
		name := path.Dir(file)
		s.Names = append(s.Names, name)
		s.files[name] = sync.OnceValues(func() (*File, error) { return readFile(fsys, name) })
	}
	return s, nil
}

// readShared reads the shared folder; there need not be one.
func (s *Folders) readShared() error {
	if _, err := fs.Stat(s.fsys, Shared); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := ReadYAML(s.fsys, sharedFields, &s.fields); err != nil {
		return err
	}
	if err := ReadYAML(s.fsys, sharedChecks, &s.Checks); err != nil {
		return err
	}
	for _, x := range formulasOf(s.Checks) {
		x.File = sharedChecks
	}
	return nil
}

// Has tells whether there is a folder of a kind.
func (s *Folders) Has(name string) bool { return s.files[name] != nil }

// Title reads the Chinese title of a kind alone; "" if it cannot be read. It stands before the fields, which are long; where it does
// not, all of the file is read.
func (s *Folders) Title(name string) string {
	b, err := fs.ReadFile(s.fsys, path.Join(name, "kind.yaml"))
	if err != nil {
		return ""
	}
	head, _, _ := bytes.Cut(b, []byte("\nfields:"))
	for _, part := range [][]byte{head, b} {
		var f struct {
			Title string `yaml:"title"`
		}
		if err := yaml.Unmarshal(part, &f); err == nil && f.Title != "" {
			return f.Title
		}
	}
	return ""
}

// Body gives the path of the body.xml of a kind: one that has none has that of the kind that it extends.
func (s *Folders) Body(f *File) (string, error) {
	for _, folder := range f.folders {
		file := path.Join(folder, "body.xml")
		if _, err := fs.Stat(s.fsys, file); err == nil {
			return file, nil
		}
	}
	return "", fmt.Errorf("%s: 缺少 body.xml", f.Name)
}

// Samples gives the sample.yaml of a kind, and its full.yaml: the same again for a kind that has none.
func (s *Folders) Samples(f *File) (short, full []byte, err error) {
	short, err = fs.ReadFile(s.fsys, path.Join(f.Name, "sample.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("%s: 缺少 sample.yaml", f.Name)
	}
	if err != nil {
		return nil, nil, err
	}
	full, err = fs.ReadFile(s.fsys, path.Join(f.Name, "full.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return short, short, nil
	}
	return short, full, err
}

// ReadYAML reads a file strictly: an unknown key is an error, with its line.
func ReadYAML(fsys fs.FS, file string, to any) error {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("kind: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(b, to, yaml.Strict(), yaml.UseOrderedMap()); err != nil {
		return fmt.Errorf("kind: %s:%w", file, err)
	}
	return nil
}
