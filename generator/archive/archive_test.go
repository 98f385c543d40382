package archive_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/generator/archive"
	"gongwen/internal/testkit"
)

// written gives a ZIP file with a file for people and a part of a document, each of many bytes.
func written(t testing.TB) (zip, file, part []byte) {
	t.Helper()
	file, part = bytes.Repeat([]byte("一份材料"), 5000), bytes.Repeat([]byte("<w:p/>"), 5000)
	var b bytes.Buffer
	w := archive.NewWriter(&b)
	err := errors.Join(w.File("第一党支部/张𬱖.pdf", file), w.Part("word/document.xml", part, archive.Fast), w.Part("word/font1.odttf", part, archive.Coded), w.Close())
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), file, part
}

// unpack unpacks a ZIP file with Python, and lists dates and modes.
const unpack = `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
z.extractall(sys.argv[2])
for i in z.infolist(): print(i.date_time, oct(i.external_attr >> 16))`

func TestOthersUnpackWhatIsWritten(t *testing.T) {
	zip, file, part := written(t)
	if again, _, _ := written(t); !bytes.Equal(zip, again) {
		t.Error("the same content gives other bytes")
	}
	path := testkit.File(t, "a.zip", zip)
	dir := t.TempDir()
	list := testkit.Tool(t, "/usr/bin/python3", "-c", unpack, path, dir)
	for name, want := range map[string][]byte{"第一党支部/张𬱖.pdf": file, "word/document.xml": part, "word/font1.odttf": part} {
		if got := testkit.Read(t, filepath.Join(dir, name)); !bytes.Equal(got, want) {
			t.Errorf("%s: got %d bytes, want %d", name, len(got), len(want))
		}
	}
	if strings.Count(list, "(1980, 1, 1, 0, 0, 0)") != 3 || !strings.Contains(list, "0o100644") {
		t.Errorf("got\n%s", list)
	}
}

// short is a writer that takes so many bytes.
type short int

func (s *short) Write(b []byte) (int, error) {
	n := min(int(*s), len(b))
	if *s -= short(n); n < len(b) {
		return n, errFull
	}
	return n, nil
}

var errFull = errors.New("full")

func TestFailuresOfTheWriterAreTold(t *testing.T) {
	zip, file, part := written(t)
	for n := 0; n < len(zip); n += 997 {
		s := short(n)
		w := archive.NewWriter(&s)
		err := errors.Join(w.File("第一党支部/张𬱖.pdf", file), w.Part("word/document.xml", part, archive.Fast), w.Part("word/font1.odttf", part, archive.Coded), w.Close())
		if !errors.Is(err, errFull) {
			t.Fatalf("after %d bytes: got %v", n, err)
		}
	}
}
