package batch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"testing"

	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/internal/testkit/papers"
)

// blobs is a sink as a store of blobs is one: a file is there when it is closed, the journal too. fails names the file that
// cannot be written.
type blobs struct {
	files map[string][]byte
	fails string
}

var errFull = errors.New("full")

func (b *blobs) Open(_ context.Context, name string) (io.ReadCloser, error) {
	data, ok := b.files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (b *blobs) Put(_ context.Context, name string, data []byte) error {
	if name == b.fails {
		return errFull
	}
	b.files[name] = slices.Clone(data)
	return nil
}

func (b *blobs) Create(ctx context.Context, name string) (io.WriteCloser, error) {
	return &blob{ctx: ctx, store: b, name: name}, nil
}

func (b *blobs) Journal(ctx context.Context, name string) (io.WriteCloser, error) {
	return b.Create(ctx, name)
}

type blob struct {
	bytes.Buffer
	ctx   context.Context
	store *blobs
	name  string
}

func (b *blob) Close() error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	return b.store.Put(b.ctx, b.name, b.Bytes())
}

// ways are the ways to put a batch into a sink.
var ways = map[string]batch.Way{"merge": batch.Merged, "zip": batch.Zipped, "files": batch.Single}

func TestBatchGoesOnInAStoreOfBlobs(t *testing.T) {
	const rows = 60
	g := papers.Generator(t)
	file := workbook(t, rows, nil)
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			store := &blobs{files: map[string][]byte{}}
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			o := batch.Options{Number: firstNumber, Formats: []generator.Format{generator.PDF}}
			o.Progress = func(done int) {
				if done == rows/2 {
					stop()
				}
			}
			if name != "merge" { // the others check all rows first
				passes := 0
				o.Progress = func(done int) {
					if done == 1 {
						passes++
					}
					if passes == 2 && done == rows/2 {
						stop()
					}
				}
			}
			_, first, err := certificates(t, g, file, o).Into(store).Fill(ctx, way)
			if !errors.Is(err, context.Canceled) || first.Made == 0 || first.Made == rows {
				t.Fatalf("made %d, %v", first.Made, err)
			}
			f, err := certificates(t, g, file, batch.Options{Number: firstNumber}).Resume(t.Context(), store)
			if err != nil {
				t.Fatal(err)
			}
			_, rest, err := f.Fill(t.Context(), way)
			if err != nil || rest.Kept != first.Made || rest.Made != rows-first.Made {
				t.Fatalf("first %d; then kept %d, made %d, %v", first.Made, rest.Kept, rest.Made, err)
			}
			entries, err := batch.ReadManifest(store.files[batch.ManifestName])
			if err != nil || len(entries) != rows {
				t.Fatalf("%d entries, %v", len(entries), err)
			}
			for i, e := range entries {
				if in := e.In + e.File; e.Row != i+2 || e.Number != number(i) || name == "files" && len(store.files[in]) == 0 {
					t.Errorf("line %d: row %d, %s in %s", i, e.Row, e.Number, in)
				}
			}
		})
	}
}

func TestFileThatCannotBeWrittenIsNamed(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 3, nil)
	for name, way := range ways {
		for _, fails := range []string{batch.ManifestName, map[string]string{"merge": "荣誉证书.pdf", "zip": "荣誉证书.zip", "files": "2.pdf"}[name]} {
			store := &blobs{files: map[string][]byte{}, fails: fails}
			_, _, err := certificates(t, g, file, batch.Options{Name: "{{row}}"}).Into(store).Fill(t.Context(), way)
			var at *batch.FileError
			if !errors.As(err, &at) || at.Name != fails || at.Op != batch.WriteFile || !errors.Is(err, errFull) {
				t.Errorf("%s: got %v, want it to name %s", name, err, fails)
			}
			if there := fmt.Sprint(slices.Sorted(maps.Keys(store.files))); name != "files" && fails != batch.ManifestName && there != "[]" {
				t.Errorf("%s without its %s: there is %s", name, fails, there)
			}
		}
	}
}
