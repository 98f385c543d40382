package pdf

import (
	"bytes"
	"slices"
	"sync"
	"weak"

	"gongwen/generator/page"
)

// Store keeps the pictures and the ornaments of files as they stand in a file, for the files that have the same. It may be used by
// several goroutines at a time, and its zero value is empty.
type Store struct {
	mutex    sync.Mutex
	pictures map[weak.Pointer[byte]]*stored
	forms    map[weak.Pointer[page.Form]]*stored
	profile  *stored // of the output intent
}

// maxStored is how many of each a store keeps before it forgets them all: a picture that each file has is soon there again.
const maxStored = 64

// stored is a stream object as it stands in a file, but for its number.
type stored struct {
	entries string // of its dictionary, with its filter
	data    [][]byte
	mask    *stored // of a picture; nil if there is none
}

func (s *Store) picture(key weak.Pointer[byte], made func() (*stored, error)) (*stored, error) {
	if s == nil {
		return made()
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.pictures == nil || len(s.pictures) >= maxStored {
		s.pictures = map[weak.Pointer[byte]]*stored{}
	}
	return keep(s.pictures, key, made)
}

func (s *Store) intent(made func() *stored) *stored {
	if s == nil {
		return made()
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.profile == nil {
		s.profile = made()
	}
	return s.profile
}

func (s *Store) form(of *page.Form, made func() (*stored, error)) (*stored, error) {
	if s == nil || !ornament(of) {
		return made()
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.forms == nil || len(s.forms) >= maxStored {
		s.forms = map[weak.Pointer[page.Form]]*stored{}
	}
	return keep(s.forms, weak.Make(of), made)
}

// ornament tells whether a form has only paths and forms of paths: whatever else it may have is called differently in each file.
func ornament(form *page.Form) bool {
	for _, item := range form.Items {
		if u, ok := item.(*page.Use); ok && !drawn(u.Form) || !ok && !isPath(item) {
			return false
		}
	}
	return true
}

// drawn tells whether a form has only paths.
func drawn(form *page.Form) bool {
	return !slices.ContainsFunc(form.Items, func(item page.Item) bool { return !isPath(item) })
}

func isPath(item page.Item) bool {
	_, ok := item.(*page.Path)
	return ok
}

func keep[K comparable](all map[K]*stored, key K, made func() (*stored, error)) (*stored, error) {
	if known := all[key]; known != nil {
		return known, nil
	}
	s, err := made()
	if err == nil {
		all[key] = s
	}
	return s, err
}

// pack gives a stream of data, compressed. entries are its own.
func (e *encoder) pack(entries string, data []byte) *stored {
	e.compress(data, 0)
	return &stored{entries: entries + flateEntry, data: [][]byte{bytes.Clone(e.packed.Bytes())}}
}

// writeStored writes an object that is ready. entries are those that differ from file to file.
func (e *encoder) writeStored(r ref, entries string, s *stored) {
	e.packedStream(r, s.entries+entries, s.data...)
}
