package testkit

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"testing"
)

// ZIP gives a ZIP file of names and contents by turns. An entry without content is stored: a compressor for each takes long.
func ZIP(t testing.TB, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for i := 0; i+1 < len(entries); i += 2 {
		how := zip.Deflate
		if entries[i+1] == "" {
			how = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: entries[i], Method: how})
		if err == nil {
			_, err = io.WriteString(w, entries[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
