package picture

import (
	"slices"
	"sync"
)

// Album keeps the pictures that were asked for last, so that one that many rows of a roster name stays one picture, and
// ten thousand that are named once do not fill the memory. It is safe for concurrent use, and pictures are read side by side;
// its zero value is empty.
type Album struct {
	mutex  sync.Mutex
	recent []named // the latest last
	bytes  int     // of these
}

// named is a picture with what names or carries it in the input.
type named struct {
	name    string
	picture *Picture
}

// The limits of an album. One picture is kept however large it is.
const (
	maxRecent      = 64
	maxRecentBytes = 16 << 20
)

// Picture gives the picture of a name, from read if it is not kept.
func (a *Album) Picture(name string, read func(string) (*Picture, error)) (*Picture, error) {
	a.mutex.Lock()
	known := a.find(name)
	a.mutex.Unlock()
	if known != nil {
		return known, nil
	}
	p, err := read(name)
	if err != nil {
		return nil, err
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if known := a.find(name); known != nil { // another row was quicker
		return known, nil
	}
	a.recent = append(a.recent, named{name, p})
	a.bytes += len(p.Data)
	for len(a.recent) > maxRecent || len(a.recent) > 1 && a.bytes > maxRecentBytes {
		a.bytes -= len(a.recent[0].picture.Data)
		a.recent = slices.Delete(a.recent, 0, 1)
	}
	return p, nil
}

// find gives a picture that is kept, and makes it the latest; nil if there is none.
func (a *Album) find(name string) *Picture {
	i := slices.IndexFunc(a.recent, func(n named) bool { return n.name == name })
	if i < 0 {
		return nil
	}
	n := a.recent[i]
	a.recent = append(slices.Delete(a.recent, i, i+1), n)
	return n.picture
}
