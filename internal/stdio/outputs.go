package stdio

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"

	"gongwen/generator/staged"
	"gongwen/internal/chinese"
)

// Outputs are the files that a command writes. None is in its place before all are complete. Discard is to be called in the end.
type Outputs struct {
	Stdout io.Writer
	files  staged.Files
}

// Write writes one output with what content gives it. Standard output gets it at once, when it is complete.
func (o *Outputs) Write(name string, content func(io.Writer) error) (staged.Written, error) {
	if name == Name {
		return staged.Wholly(o.Stdout, content)
	}
	return o.files.Write(name, content)
}

// Commit puts every file in its place.
func (o *Outputs) Commit() error {
	err := o.files.Commit()
	var file *fs.PathError
	if errors.As(err, &file) {
		return &chinese.Failure{What: "无法写入 " + file.Path, Err: file.Err}
	}
	return err
}

// Discard removes what was not committed.
func (o *Outputs) Discard() { o.files.Discard() }

// Write writes a command's only output.
func Write(stdout io.Writer, name string, content func(io.Writer) error) error {
	out := Outputs{Stdout: stdout}
	defer out.Discard()
	if _, err := out.Write(name, content); err != nil {
		return &chinese.Failure{What: "无法写入 " + name, Err: err}
	}
	return out.Commit()
}

// Stream writes an output that may be larger than memory to standard output, once it is complete.
func Stream(stdout io.Writer, content func(io.Writer) error) (err error) {
	f, err := os.CreateTemp("", "gongwen-")
	if err != nil {
		return &chinese.Failure{What: "无法新建临时文件", Err: err}
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	to := bufio.NewWriterSize(f, 64<<10)
	if err = content(to); err != nil {
		return err
	}
	if err = to.Flush(); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil {
		_, err = io.Copy(stdout, f)
	}
	return err
}
