package batch

import (
	"bytes"
	"context"
	"io"

	"gongwen/generator/archive"
)

// Zip writes a ZIP of single files to w, in the order of their papers, with a manifest at its end, and calls made for each. Errors
// are those of Files; when ctx is done the ZIP is ended after the files that are ready by then.
func (b *Batch) Zip(ctx context.Context, w io.Writer, made func(*Entry) error) (*Summary, error) {
	file := archive.NewWriter(w)
	var table bytes.Buffer
	manifest, err := NewManifest(&table)
	if err != nil {
		return nil, err
	}
	s, err := b.Files(ctx, func(e *Entry, data []byte) error {
		if err := file.File(e.File, data); err != nil {
			return err
		}
		if err := manifest.Add(e); err != nil {
			return err
		}
		return made(e)
	})
	if err != nil && ctx.Err() == nil || s.Made == 0 {
		return s, err
	}
	if failed := file.File(ManifestName, table.Bytes()); failed != nil {
		return s, failed
	}
	if failed := file.Close(); failed != nil {
		return s, failed
	}
	return s, err
}
