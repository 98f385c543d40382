package staged_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongwen/generator/staged"
)

// names gives the names of what is in a folder.
func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func complete(w io.Writer) error {
	_, err := io.WriteString(w, "complete")
	return err
}

func TestFilesComeIntoTheirPlacesTogether(t *testing.T) {
	dir := t.TempDir()
	var out staged.Files
	w, err := out.Write(filepath.Join(dir, "a"), complete)
	if err != nil || w.Bytes != 8 || len(w.SHA256) != 64 {
		t.Fatalf("%+v, %v", w, err)
	}
	half := func(w io.Writer) error { return errors.Join(complete(w), context.Canceled) }
	if _, err := out.Write(filepath.Join(dir, "b"), half); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if slices.ContainsFunc(names(t, dir), func(name string) bool { return name == "a" || name == "b" }) {
		t.Errorf("too early: %q", names(t, dir))
	}
	out.Discard()
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestFileThatCannotBeReplacedIsNamed(t *testing.T) {
	dir := t.TempDir()
	var out staged.Files
	defer out.Discard()
	path := filepath.Join(dir, "a")
	if _, err := out.Write(path, complete); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	var at *fs.PathError
	if err := out.Commit(); !errors.As(err, &at) || at.Path != path {
		t.Errorf("got %v", err)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	f, err := staged.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx := t.Context()
	if err := f.Put(ctx, "第一党支部/a.pdf", []byte("a")); err != nil {
		t.Fatal(err)
	}
	if err := f.Put(ctx, "../b", nil); err == nil {
		t.Error("a name leads out of the folder")
	}
	if _, err := f.Open(ctx, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	for _, abandoned := range []bool{true, false} {
		ctx, cancel := context.WithCancel(ctx)
		w, err := f.Create(ctx, "whole")
		if err == nil {
			err = complete(w)
		}
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(names(t, dir), "whole") {
			t.Error("a file is there before it is complete")
		}
		if abandoned {
			cancel()
		}
		if err := w.Close(); (err != nil) != abandoned || slices.Contains(names(t, dir), "whole") == abandoned {
			t.Errorf("abandoned %t: %v, %q", abandoned, err, names(t, dir))
		}
		cancel()
	}
	if _, err := f.Create(ctx, "unfinished"); err != nil { // as of a program that was killed
		t.Fatal(err)
	}
	if err := f.RemoveUnfinished(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{"whole", "第一党支部"}) {
		t.Errorf("left: %q", got)
	}
}
