package kind_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// seed are the samples of the seed paper, which has slips of typing and is not changed.
var seed = []string{"notice.yaml", "notice-2012.yaml"}

func TestSamplesDecodeWithoutFaults(t *testing.T) {
	files, err := filepath.Glob("../../samples/*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("got %d samples, %v", len(files), err)
	}
	kinds := load(t)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, err := record.Read(b, record.YAML)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		k, err := kinds.Kind(in.Kind())
		if err != nil || !strings.HasPrefix(filepath.Base(file), k.Name) {
			t.Fatalf("%s: kind %q: its name should begin with that of its kind", file, in.Kind())
		}
		r, err := in.Decode(k.Schema, record.Files{FS: os.DirFS("../../samples"), Table: roster.List})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		_, notices, err := k.Document(r)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if len(notices) > 0 {
			t.Errorf("%s: %+v", file, notices)
		}
		if len(r.Notices) > 0 && !slices.Contains(seed, filepath.Base(file)) {
			t.Errorf("%s: wants mending: %v", file, r.Notices)
		}
	}
}
