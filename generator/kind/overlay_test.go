package kind_test

import (
	"io"
	"testing"
	"testing/fstest"

	"gongwen/generator/kind"
	"gongwen/templates"
)

func TestOverlay(t *testing.T) {
	lower := fstest.MapFS{"a/1": {Data: []byte("lower")}, "a/2": {Data: []byte("lower")}, "b/1": {}}
	upper := fstest.MapFS{"a/2": {Data: []byte("upper")}, "a/3": {}, "c/1": {}}
	o := kind.Overlay(upper, lower)
	if err := fstest.TestFS(o, "a/1", "a/2", "a/3", "b/1", "c/1"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a/1": "lower", "a/2": "upper"} {
		f, err := o.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		if err != nil || string(got) != want {
			t.Errorf("%s is %q, want %q; %v", name, got, want, err)
		}
	}
	if err := fstest.TestFS(kind.Overlay(fstest.MapFS{}, templates.Files), "profiles"); err != nil {
		t.Error(err)
	}
}
