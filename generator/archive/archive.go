// Package archive writes ZIP files (PKWARE's APPNOTE 6.3.10): those that people unpack, and those that are documents, such as DOCX.
//
// Same content, same bytes: every entry is of the first day that a ZIP knows. The head of an entry has its sizes and its checksum,
// so that programs can read the file as a stream and LibreOffice takes it.
package archive

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// Writer writes a ZIP file.
type Writer struct{ zip *zip.Writer }

// NewWriter begins a ZIP file.
func NewWriter(w io.Writer) *Writer { return &Writer{zip.NewWriter(w)} }

// Close ends the file.
func (w *Writer) Close() error { return w.zip.Close() }

// File adds a file for people to unpack, as it is: papers are compressed already. The name may have any characters; folders in it
// are parted by slashes.
func (w *Writer) File(name string, data []byte) error {
	const utf8Name, unix, version, regular = 1 << 11, 3 << 8, 20, 0o100644 // 4.4.4 bit 11, 4.4.2
	return w.add(&zip.FileHeader{Name: name, Method: zip.Store, Flags: utf8Name,
		CreatorVersion: unix | version, ExternalAttrs: regular << 16, ReaderVersion: version, // of a DOS, unzip takes names for its code page
	}, data, data)
}

// Packing is how a part of a document is compressed.
type Packing int

// The ways to compress.
const (
	Fast  Packing = iota // looks for repetitions, not long
	Coded                // looks for none: for outlines and pixels, which repeat little
)

// Part adds a part of a document. Its name is in ASCII.
func (w *Writer) Part(name string, data []byte, how Packing) error {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	packed, err := d.pack(data, how)
	if err != nil {
		return err
	}
	return w.add(&zip.FileHeader{Name: name, Method: zip.Deflate}, packed, data)
}

// add writes an entry. packed is what stands in the file, data what it stands for.
func (w *Writer) add(h *zip.FileHeader, packed, data []byte) error {
	h.CRC32 = crc32.ChecksumIEEE(data)
	h.CompressedSize64, h.UncompressedSize64 = uint64(len(packed)), uint64(len(data))
	//lint:ignore SA1019 CreateRaw writes ModifiedDate and not Modified
	h.ModifiedDate = 1<<5 | 1 // 1 January 1980: a day 0 upsets some programs
	entry, err := w.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = entry.Write(packed)
	return err
}

// deflater is what is needed to compress a part. It is large, so it is used again for the next one.
type deflater struct {
	writers [2]*flate.Writer // by packing
	packed  bytes.Buffer
}

var deflaters = sync.Pool{New: func() any {
	var d deflater
	d.writers[Fast], _ = flate.NewWriter(nil, flate.BestSpeed) // an error is only for a level that does not exist
	d.writers[Coded], _ = flate.NewWriter(nil, flate.HuffmanOnly)
	return &d
}}

// pack compresses data. The result is d's, until the next call.
func (d *deflater) pack(data []byte, how Packing) ([]byte, error) {
	d.packed.Reset()
	w := d.writers[how]
	w.Reset(&d.packed)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return d.packed.Bytes(), nil
}
