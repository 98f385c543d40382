// Command gongwen makes the official papers of an office. It is the command line and the HTTP service; `gongwen --help`
// tells the commands.
//
// Its exit codes are 0 made, 1 failed, 2 wrong use, 4 input refused, a checked paper that departs from the
// standard, or a verified certificate that is not genuine.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"gongwen/generator/notice"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	p.prepareForBatch = func() {
		// A batch makes much garbage and holds little, however long it is: to clear up by the size of what it holds would be too
		// early at first, and later than a small machine can bear.
		const memory = 96 << 20
		debug.SetGCPercent(-1)
		debug.SetMemoryLimit(memory)
	}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// The exit codes.
const (
	exitMade    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitRefused = 4
)

// run runs the program and gives its exit code. Whatever goes wrong is written to stderr in Chinese.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)

	err := root.ExecuteContext(ctx)
	var (
		said    *reported
		usage   *usageError
		refusal notice.Refusal
		departs *departure
		proof   *disproof
	)
	if err != nil && !errors.As(err, &said) {
		fmt.Fprintf(p.stderr, "错误：%v\n", err)
	}
	switch {
	case err == nil:
		return exitMade
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &refusal), errors.As(err, &departs), errors.As(err, &proof):
		return exitRefused
	}
	return exitFailed
}

// reported is an error that the user has been told.
type reported struct{ error }

func (r *reported) Unwrap() error { return r.error }

// usageError is a wrong use of the command line. Its text is Chinese.
type usageError struct{ text string }

func (u *usageError) Error() string { return u.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// failure is something that could not be done, said in Chinese, with the reason.
type failure struct {
	what string
	err  error
}

func (f *failure) Error() string { return f.what + "：" + reason(f.err) }
func (f *failure) Unwrap() error { return f.err }

// reason says in Chinese why something failed, as far as that is known; else it is the error's own text.
func reason(err error) string {
	for _, known := range []struct {
		err  error
		text string
	}{
		{context.Canceled, "已中断，没有留下文件"},
		{os.ErrPermission, "没有权限"},
		{os.ErrNotExist, "文件或文件夹不存在"},
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
