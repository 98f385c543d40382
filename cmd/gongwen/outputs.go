package main

import (
	"errors"
	"io"
	"io/fs"

	"gongwen/generator/staged"
)

// stdStream is the name of standard input and output.
const stdStream = "-"

// outputs are the files of a command, none of which is in its place before all are complete. discard is to be called in the end.
type outputs struct {
	files  staged.Files
	stdout io.Writer
}

// write writes one output with what content gives it. Standard output gets it at once, when it is complete.
func (o *outputs) write(path string, content func(io.Writer) error) (staged.Written, error) {
	if path == stdStream {
		return staged.Wholly(o.stdout, content)
	}
	return o.files.Write(path, content)
}

// commit puts every file in its place.
func (o *outputs) commit() error {
	err := o.files.Commit()
	var file *fs.PathError
	if errors.As(err, &file) {
		return failure("无法写入 "+file.Path, file.Err)
	}
	return err
}

func (o *outputs) discard() { o.files.Discard() }
