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
	"gongwen/internal/chinese"
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
		usage   *chinese.UsageError
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
