package batch

import (
	"archive/zip"
	"bytes"
	"context"
	"hash/crc32"
	"io"
)

// manifestName is the file in a ZIP that says what is in it.
const manifestName = "manifest.csv"

// Zip writes a ZIP of single files to w, in the order of the roster, with manifest.csv at its end, and calls made for each. Errors are those of Files; when
// ctx is done the ZIP is ended after the files that are ready by then.
func (b *Batch) Zip(ctx context.Context, w io.Writer, made func(*Entry) error) (*Summary, error) {
	archive := zip.NewWriter(w)
	var table bytes.Buffer
	manifest, err := NewManifest(&table)
	if err != nil {
		return nil, err
	}
	s, err := b.Files(ctx, func(e *Entry, data []byte) error {
		if err := store(archive, e.File, data); err != nil {
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
	if failed := store(archive, manifestName, table.Bytes()); failed != nil {
		return s, failed
	}
	if failed := archive.Close(); failed != nil {
		return s, failed
	}
	return s, err
}

// store puts a file into the archive as it is: what a paper is written as is compressed. Its head has all that is known, so that
// programs can read the archive as a stream; bit 11 says that the name is in UTF-8 (APPNOTE 6.3.10, 4.4.4).
func store(archive *zip.Writer, name string, data []byte) error {
	const utf8Name, unix, version, regular = 1 << 11, 3 << 8, 20, 0o100644
	h := zip.FileHeader{Name: name, Method: zip.Store, Flags: utf8Name, CRC32: crc32.ChecksumIEEE(data),
		CreatorVersion: unix | version, ExternalAttrs: regular << 16, ReaderVersion: version, // of a DOS, unzip takes names for its code page
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}
	//lint:ignore SA1019 CreateRaw writes ModifiedDate and not Modified
	h.ModifiedDate = 1<<5 | 1 // 1 January 1980, the first day that a ZIP knows: a day 0 upsets some programs
	w, err := archive.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
