package kind

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/goccy/go-yaml"

	"gongwen/generator/doc"
)

// Set is the kinds and profiles of a templates folder. It is safe for concurrent use.
type Set struct {
	fsys     fs.FS
	profiles map[string]*doc.Profile
	shared   *shared
	folders  []*folder // by name
}

// folder is a folder with a kind.yaml. What is read of it is read once.
type folder struct {
	name  string
	title func() string // Chinese; "" if it cannot be read
	file  func() (*kindFile, error)
	kind  func() (*Kind, error)
}

// ErrUnknown is the error for a kind that there is not.
var ErrUnknown = errors.New("kind: no kind of that name")

// Fault is what is wrong with the folder of a kind. There may be other kinds, with nothing wrong.
type Fault struct {
	Kind string // the folder's name
	Err  error  // with file and line
}

// Error gives what is wrong.
func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap gives what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// Load reads the profiles, and what kinds share, and finds the folders of the kinds. A kind is compiled when it is first asked for:
// that takes some 6 ms.
func Load(fsys fs.FS) (*Set, error) {
	profiles, err := Profiles(fsys)
	if err != nil {
		return nil, err
	}
	s := &Set{fsys: fsys, profiles: profiles}
	if s.shared, err = loadShared(fsys); err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, "*/kind.yaml")
	if err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	for _, file := range files {
		s.folders = append(s.folders, s.folder(path.Dir(file)))
	}
	return s, nil
}

func (s *Set) folder(name string) *folder {
	return &folder{
		name:  name,
		title: sync.OnceValue(func() string { return s.titleOf(name) }),
		file:  sync.OnceValues(func() (*kindFile, error) { return readKindFile(s.fsys, name) }),
		kind: sync.OnceValues(func() (*Kind, error) {
			k, err := s.compile(name)
			if err != nil {
				return nil, &Fault{name, err}
			}
			return k, nil
		}),
	}
}

// titleOf reads the title alone. It stands before the fields, which are long; where it does not, all of the file is read.
func (s *Set) titleOf(name string) string {
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

// Kind gives a kind by its English name or its Chinese title. The error is ErrUnknown, or a *Fault if its folder is at fault.
func (s *Set) Kind(name string) (*Kind, error) {
	if f := s.named(name); f != nil {
		return f.kind()
	}
	for _, f := range s.folders {
		if title := f.title(); title == name && title != "" {
			return f.kind()
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknown, name)
}

// named gives the folder of that name; nil if there is none.
func (s *Set) named(name string) *folder {
	for _, f := range s.folders {
		if f.name == name {
			return f
		}
	}
	return nil
}

// Kinds gives every kind whose folder has no faults, by name.
func (s *Set) Kinds() []*Kind {
	kinds, _ := s.all()
	return kinds
}

// Faults gives the kinds whose folders have faults, by name.
func (s *Set) Faults() []*Fault {
	_, faults := s.all()
	return faults
}

// all compiles the kinds that are not compiled yet.
func (s *Set) all() (kinds []*Kind, faults []*Fault) {
	var done sync.WaitGroup
	for _, f := range s.folders {
		done.Go(func() { _, _ = f.kind() }) // it is remembered
	}
	done.Wait()
	for _, f := range s.folders {
		k, err := f.kind()
		if fault, ok := errors.AsType[*Fault](err); ok {
			faults = append(faults, fault)
		} else {
			kinds = append(kinds, k)
		}
	}
	return kinds, faults
}

// Profile finds a profile.
func (s *Set) Profile(name string) (*doc.Profile, bool) {
	p, ok := s.profiles[name]
	return p, ok
}
