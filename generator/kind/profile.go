package kind

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/kind/folder"
)

// imprintOrder are the words that Profile.Imprint.Order may have.
var imprintOrder = []string{"keywords", "cc", "printed", "copies"}

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

func loadProfile(fsys fs.FS, file string) (*doc.Profile, error) {
	p := &doc.Profile{}
	if err := folder.ReadYAML(fsys, file, p); err != nil {
		return nil, err
	}
	if want := strings.TrimSuffix(path.Base(file), ".yaml"); p.Name != want {
		return nil, fmt.Errorf("kind: %s: name is %q, the file's is %q", file, p.Name, want)
	}
	for name := range p.Styles {
		if !slices.Contains(doc.StyleNames, name) {
			return nil, fmt.Errorf("kind: %s: unknown style %q", file, name)
		}
	}
	for _, name := range doc.StyleNames {
		if _, ok := p.Styles[name]; !ok {
			return nil, fmt.Errorf("kind: %s: no style %q", file, name)
		}
	}
	for _, name := range p.Imprint.Order {
		if !slices.Contains(imprintOrder, name) {
			return nil, fmt.Errorf("kind: %s: unknown element of the imprint %q", file, name)
		}
	}
	return p, nil
}
