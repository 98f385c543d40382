package deflate_test

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	klauspost "github.com/klauspost/compress/flate"

	"gongwen/generator/deflate"
)

// inputs are data of all kinds: none, of one byte, of all bytes, random, and such that the plain code would be too long.
func inputs() map[string][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 300_001)
	for i := range noise {
		noise[i] = byte(random.UintN(256))
	}
	var steep []byte // each byte as often as the two before it together: the rarest would have a code of 24 bits
	for i, n, m := 0, 1, 1; i < 25; i, n, m = i+1, m, n+m {
		steep = append(steep, bytes.Repeat([]byte{byte(200 - i)}, n)...)
	}
	random.Shuffle(len(steep), func(i, k int) { steep[i], steep[k] = steep[k], steep[i] })
	all := map[string][]byte{
		"nothing": nil, "a nought": {0}, "a byte": {255}, "two": {7, 8}, "one often": bytes.Repeat([]byte{65}, 70_000), "noise": noise, "steep": steep,
	}
	for n := range 9 {
		all["tail of "+string(rune('0'+n))] = noise[:1000+n]
	}
	return all
}

func TestDecodersGiveItBack(t *testing.T) {
	before := []byte("before")
	for name, data := range inputs() {
		packed := deflate.Append(bytes.Clone(before), data)
		if !bytes.HasPrefix(packed, before) {
			t.Errorf("%s: what was there is gone", name)
		}
		if got, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed[len(before):]))); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: Go reads %d bytes, want %d: %v", name, len(got), len(data), err)
		}
	}
}

// zlib is stricter than Go with codes that are not complete.
func TestZlibReadsIt(t *testing.T) {
	dir := t.TempDir()
	for name, data := range inputs() {
		path := filepath.Join(dir, "packed")
		if err := os.WriteFile(path, deflate.Append(nil, data), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := exec.Command("/usr/bin/python3", "-c",
			"import sys, zlib; d = zlib.decompressobj(-15); o = d.decompress(open(sys.argv[1], 'rb').read()); assert d.eof and not d.unused_data; sys.stdout.buffer.write(o)",
			path).Output()
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: zlib reads %d bytes, want %d: %v", name, len(got), len(data), err)
		}
	}
}

// One code for all costs little against a code for each 64 kB.
func TestItIsAsShortAsHuffmanOnly(t *testing.T) {
	for name, data := range inputs() {
		var theirs bytes.Buffer
		w, err := klauspost.NewWriter(&theirs, klauspost.HuffmanOnly)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
		w.Close()
		if n := len(deflate.Append(nil, data)); n > theirs.Len()+theirs.Len()/50+150 {
			t.Errorf("%s: %d bytes, flate.HuffmanOnly %d", name, n, theirs.Len())
		}
	}
}

func FuzzAppend(f *testing.F) {
	for _, data := range inputs() {
		f.Add(data[:min(len(data), 2000)])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := io.ReadAll(flate.NewReader(bytes.NewReader(deflate.Append(nil, data))))
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes come back as %d: %v", len(data), len(got), err)
		}
	})
}

// BenchmarkAppend compresses a face.
func BenchmarkAppend(b *testing.B) {
	data, err := os.ReadFile("../../fonts/ZhuqueFangsong-Regular.ttf")
	if err != nil {
		b.Fatal(err)
	}
	data = data[1<<20:][:320<<10]
	b.SetBytes(int64(len(data)))
	var packed []byte
	b.Run("own", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			packed = deflate.Append(packed[:0], data)
		}
	})
	b.Run("klauspost", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		w, _ := klauspost.NewWriter(io.Discard, klauspost.HuffmanOnly)
		for b.Loop() {
			w.Reset(io.Discard)
			w.Write(data)
			w.Close()
		}
	})
}
