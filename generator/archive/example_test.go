package archive_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"log"

	"gongwen/generator/archive"
)

func ExampleWriter() {
	var file bytes.Buffer
	w := archive.NewWriter(&file)
	if err := w.File("第一党支部/张建国.pdf", []byte("%PDF-1.7")); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(z.File[0].Name, z.File[0].UncompressedSize64, z.File[0].Modified.Format("2006-01-02"))
	// Output:
	// 第一党支部/张建国.pdf 8 1980-01-01
}
