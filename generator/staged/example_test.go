package staged_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"gongwen/generator/staged"
)

// Two files of which none is in its place unless both are complete.
func ExampleFiles() {
	dir, err := os.MkdirTemp("", "staged")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	paper := func(content string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			io.WriteString(w, content)
			return err
		}
	}
	for _, second := range []error{errors.New("no room left"), nil} {
		var files staged.Files
		written, err := files.Write(filepath.Join(dir, "a.pdf"), paper("%PDF", nil))
		if err != nil {
			log.Fatal(err)
		}
		_, err = files.Write(filepath.Join(dir, "a.docx"), paper("PK", second))
		if err == nil {
			err = files.Commit()
		}
		files.Discard()
		names, _ := filepath.Glob(dir + "/*")
		fmt.Println(written.Bytes, err, len(names))
	}
	// Output:
	// 4 no room left 0
	// 4 <nil> 2
}

func ExampleCreate() {
	dir, err := os.MkdirTemp("", "staged")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	key := filepath.Join(dir, "private.pem")
	fmt.Println(staged.Create(key, []byte("secret"), 0o600))
	fmt.Println(errors.Is(staged.Create(key, []byte("other"), 0o600), os.ErrExist))
	// Output:
	// <nil>
	// true
}
