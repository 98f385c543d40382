package kind

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"gongwen/generator/doc"
	"gongwen/generator/kind/folder"
)

// Set is the kinds and profiles of a templates folder. It is safe for concurrent use.
type Set struct {
	fsys     fs.FS
	profiles map[string]*doc.Profile
	folders  *folder.Folders
	kinds    []lazyKind // by name
}

// lazyKind is a kind that is compiled when it is first asked for.
type lazyKind struct {
	name  string
	title func() string // Chinese; "" if it cannot be read
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
	folders, err := folder.Open(fsys)
	if err != nil {
		return nil, err
	}
	s := &Set{fsys: fsys, profiles: profiles, folders: folders}
	for _, name := range folders.Names {
		s.kinds = append(s.kinds, lazyKind{name, sync.OnceValue(func() string { return folders.Title(name) }), sync.OnceValues(func() (*Kind, error) {
			k, err := s.compile(name)
			if err != nil {
				return nil, &Fault{name, err}
			}
			return k, nil
		})})
	}
	return s, nil
}

// Kind gives a kind by its English name or its Chinese title. The error is ErrUnknown, or a *Fault if its folder is at fault.
func (s *Set) Kind(name string) (*Kind, error) {
	for _, k := range s.kinds {
		if k.name == name {
			return k.kind()
		}
	}
	for _, k := range s.kinds {
		if title := k.title(); title == name && title != "" {
			return k.kind()
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknown, name)
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
	for _, k := range s.kinds {
		done.Go(func() { _, _ = k.kind() }) // it is remembered
	}
	done.Wait()
	for _, lazy := range s.kinds {
		k, err := lazy.kind()
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
