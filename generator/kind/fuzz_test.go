package kind_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// FuzzDocument: every record that decodes makes a document, or is refused with the place of the fault.
func FuzzDocument(f *testing.F) {
	files, err := filepath.Glob("../../samples/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(paper + "attachments: [{title: 表, body: [{table: {columns: [5], rows: [[{rows: 2}], ['']]}}]}]\n"))
	kinds := load(f)
	f.Fuzz(func(t *testing.T, input []byte) {
		in, err := record.Read(input, record.YAML)
		if err != nil {
			return
		}
		for _, k := range kinds.Kinds() {
			r, err := in.Decode(k.Schema, record.Files{FS: os.DirFS("../../samples"), Table: roster.List})
			if err != nil {
				continue
			}
			_, _, err = k.Document(r)
			var faults notice.Refusal
			if err != nil && !errors.As(err, &faults) {
				t.Errorf("%s: %v", k.Name, err)
			}
			if _, err := k.FileName(r); err != nil {
				t.Errorf("%s: %v", k.Name, err)
			}
		}
	})
}
