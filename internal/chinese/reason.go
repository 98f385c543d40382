package chinese

import (
	"context"
	"errors"
	"io/fs"
	"syscall"
)

// Failure is something that could not be done, and why.
type Failure struct {
	What string // in Chinese: 无法写入 a.pdf
	Err  error
}

func (f *Failure) Error() string { return f.What + "：" + Reason(f.Err) }
func (f *Failure) Unwrap() error { return f.Err }

// Reason says why something failed, as far as that is known; otherwise it is the error's own text.
func Reason(err error) string {
	for _, known := range []struct {
		err  error
		text string
	}{
		{context.Canceled, "已中断，没有留下文件"},
		{fs.ErrPermission, "没有权限"},
		{fs.ErrNotExist, "文件或文件夹不存在"},
		{syscall.ENOTDIR, "路径中有一段不是文件夹"},
		{syscall.EISDIR, "这是一个文件夹"},
		{syscall.ENOSPC, "磁盘已满"},
		{syscall.EROFS, "磁盘是只读的"},
		{syscall.ENAMETOOLONG, "文件名太长"},
		{syscall.EADDRINUSE, "端口已被占用"},
		{syscall.EPIPE, "接收输出的程序已经退出"},
	} {
		if errors.Is(err, known.err) {
			return known.text
		}
	}
	return err.Error()
}
