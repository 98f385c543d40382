package picture_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"sync"
	"testing"

	"gongwen/generator/picture"
)

// file gives a file of grey pixels.
func file(t *testing.T, f picture.Format, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, width, height))
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m)
	if f == picture.JPEG {
		b.Reset()
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const emblem = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><path d="M0 0H10V20z"/></svg>`

func TestDecode(t *testing.T) {
	for _, test := range []struct {
		data   []byte
		format picture.Format
		ratio  float64
		pixels bool
	}{
		{file(t, picture.PNG, 30, 20), picture.PNG, 1.5, true},
		{file(t, picture.JPEG, 40, 20), picture.JPEG, 2, true},
		{[]byte(emblem), picture.Drawing, 0.5, false},
	} {
		t.Run(test.format.String(), func(t *testing.T) {
			p, err := new(picture.Budget).Decode(test.data)
			if err != nil {
				t.Fatal(err)
			}
			if p.Format != test.format || float64(p.Width)/float64(p.Height) != test.ratio || (p.Drawing == nil) != test.pixels {
				t.Errorf("got %s of %d by %d, drawing %v", p.Format, p.Width, p.Height, p.Drawing)
			}
			if p.Sum() != sha256.Sum256(test.data) {
				t.Error("the sum is another's")
			}
			if _, err := p.Head(); (err == nil) != test.pixels {
				t.Errorf("head: %v", err)
			}
		})
	}
}

func TestBudgetIsOfAllPictures(t *testing.T) {
	var b picture.Budget
	large := file(t, picture.PNG, 8000, 5000)
	if _, err := b.Decode(large); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Decode(large); err == nil {
		t.Error("80 million pixels are taken")
	}
}

// An album keeps one picture for all who ask for it at a time, and forgets those that were not asked for lately.
func TestAlbumKeepsFew(t *testing.T) {
	var a picture.Album
	var mutex sync.Mutex
	reads := map[string]int{}
	read := func(name string) (*picture.Picture, error) {
		mutex.Lock()
		defer mutex.Unlock()
		reads[name]++
		if name == "" {
			return nil, errors.New("no name")
		}
		return &picture.Picture{Data: make([]byte, 1<<20)}, nil
	}
	get := func(name string) *picture.Picture {
		p, err := a.Picture(name, read)
		if err != nil {
			t.Error(err)
		}
		return p
	}
	var all sync.WaitGroup
	found := make([]*picture.Picture, 8)
	for i := range found {
		all.Go(func() { found[i] = get("seal") })
	}
	all.Wait()
	for _, p := range found {
		if p != found[0] {
			t.Error("two pictures of one name")
		}
	}
	before := reads["seal"]
	for i := range 100 { // megabytes
		get(fmt.Sprint(i))
		get("seal")
	}
	if reads["seal"] != before {
		t.Errorf("what was asked for lately was read %d times again", reads["seal"]-before)
	}
	if get("0"); reads["0"] != 2 {
		t.Error("a hundred megabytes are kept")
	}
	if _, err := a.Picture("", read); err == nil {
		t.Error("no error of a picture that cannot be read")
	}
}
