// Package kind turns a folder into a kind of paper, and a record of that kind into a document.
//
// A folder has kind.yaml (names, fields, checks), body.xml (the paper with {{ expressions }}) and sample.yaml; what several
// kinds have in common is in the folder shared. All of it is read, parsed and compiled once, in Load; values go in last, in
// Document, so no value can become structure.
package kind

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// Set is the kinds and profiles of a templates folder. It is safe for concurrent use.
type Set struct {
	kinds    []*Kind
	profiles map[string]*doc.Profile
}

// Kind is a kind of paper. It is safe for concurrent use.
type Kind struct {
	Name    string // English, the name of its folder
	Title   string // Chinese
	Summary string // Chinese, one sentence
	Schema  *record.Schema
	Formats []Format // what it can be written as
	Sample  []byte   // an input in YAML that shows every field
	Person  []string // the fields that together say whom a paper is for: a roster has no two rows with the same; nil if it may

	schema   []byte
	filename *expression
	info     info
	checks   []check
	form     doc.Form
	body     []node
	profiles map[string]*doc.Profile
}

// info has the expressions for what a file says about itself.
type info struct{ title, author, number, keywords, date *expression }

// check is a condition that a record should meet, or has to if it refuses; message is said when it does not.
type check struct {
	holds   *expression
	refuses bool
	field   string
	code    string
	message []part
}

// Load reads profiles/*.yaml and the folder of each kind. A misspelt field, a bad expression or an unknown element is an
// error with file and line.
//
// To compile a kind takes some 6 ms. If kinds are wanted, by English names or Chinese titles, only these are read, but all are if one
// of them is not known.
func Load(fsys fs.FS, wanted ...string) (*Set, error) {
	profiles, err := Profiles(fsys)
	if err != nil {
		return nil, err
	}
	s := &Set{profiles: profiles}
	common, err := loadShared(fsys)
	if err != nil {
		return nil, err
	}
	folders, err := foldersOf(fsys, wanted)
	if err != nil {
		return nil, err
	}
	s.kinds = make([]*Kind, len(folders))
	faults := make([]error, len(folders))
	var all sync.WaitGroup
	for i, folder := range folders {
		all.Go(func() { s.kinds[i], faults[i] = loadKind(fsys, folder, common, s.profiles) })
	}
	all.Wait()
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return s, nil
}

// Profiles reads profiles/*.yaml.
func Profiles(fsys fs.FS) (map[string]*doc.Profile, error) {
	files, err := fs.Glob(fsys, "profiles/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	all := map[string]*doc.Profile{}
	for _, file := range files {
		p, err := loadProfile(fsys, file)
		if err != nil {
			return nil, err
		}
		all[p.Name] = p
	}
	return all, nil
}

// foldersOf gives the folders of the kinds that are wanted, or of all.
func foldersOf(fsys fs.FS, wanted []string) ([]string, error) {
	files, err := fs.Glob(fsys, "*/kind.yaml")
	if err != nil {
		return nil, fmt.Errorf("kind: %w", err)
	}
	var all, some []string
	known := map[string]bool{}
	for _, file := range files {
		folder := path.Dir(file)
		all = append(all, folder)
		if len(wanted) == 0 {
			continue
		}
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("kind: %w", err)
		}
		if title := titleOf(b); slices.Contains(wanted, folder) || slices.Contains(wanted, title) {
			known[folder], known[title] = true, true
			some = append(some, folder)
		}
	}
	if len(wanted) == 0 || slices.ContainsFunc(wanted, func(name string) bool { return !known[name] }) {
		return all, nil
	}
	return some, nil
}

// titleOf gives the title that a kind.yaml has, without decoding it: "" or not quite the title if it is not written as usual.
func titleOf(file []byte) string {
	for line := range bytes.Lines(file) {
		if title, ok := bytes.CutPrefix(line, []byte("title:")); ok {
			return string(bytes.TrimSpace(title))
		}
	}
	return ""
}

// Kinds gives every kind, by name.
func (s *Set) Kinds() []*Kind { return slices.Clone(s.kinds) }

// Kind finds a kind by its English name or its Chinese title.
func (s *Set) Kind(name string) (*Kind, bool) {
	for _, k := range s.kinds {
		if k.Name == name || k.Title == name {
			return k, true
		}
	}
	return nil, false
}

// Profile finds a profile.
func (s *Set) Profile(name string) (*doc.Profile, bool) {
	p, ok := s.profiles[name]
	return p, ok
}

// SchemaJSON gives the kind's fields as JSON Schema 2020-12.
func (k *Kind) SchemaJSON() []byte { return slices.Clone(k.schema) }

// Document makes the paper. The notices are warnings: what was added by rule, what is not printed, what looks wrong. The
// error is a notice.Refusal for a table whose cells do not fit, and for a check that refuses.
func (k *Kind) Document(r *record.Record) (*doc.Document, []notice.Notice, error) {
	s := k.scope(r)
	d := &doc.Document{Profile: s.profile, Form: k.form}
	var err error
	if d.Info, err = s.info(&k.info); err != nil {
		return nil, nil, fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	if err := s.check(k.checks); err != nil {
		return nil, nil, fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	if d.Blocks, err = s.blocks(k.body); err != nil {
		return nil, nil, fmt.Errorf("kind: %w", err)
	}
	if len(s.faults) > 0 {
		return nil, nil, s.faults
	}
	return d, s.notices, nil
}

// FileName gives the name of the paper's file without extension, in characters that every system allows in names.
func (k *Kind) FileName(r *record.Record) (string, error) {
	name, err := k.scope(r).string(k.filename)
	if err != nil {
		return "", fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	return CleanName(name, k.Name), nil
}
