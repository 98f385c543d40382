package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator/inspect/check"
	"gongwen/internal/chinese"
	"gongwen/internal/stdio"
)

// checking is what the user wants checked.
type checking struct {
	profile string
	html    string // a file, or ""
	json    bool
	all     bool
}

func (p *program) checkCommand() *cobra.Command {
	var c checking
	cmd := &cobra.Command{
		Use:   "check 文件…",
		Short: "检查公文（PDF、DOCX）是否合乎格式标准，逐条给出要求和实测",
		Long: "测量成品文件本身，逐条说明标准的要求、实测的结果、允差和结论：符合、在允差内、不符合、不适用、无法判断。\n" +
			"有一处不符合，退出码就是 4。",
		Example: "  gongwen check 通知.pdf\n  gongwen check 通知.pdf 通知.docx --all\n  gongwen check 通知.pdf --html 检查报告.html",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return chinese.Usagef("缺少要检查的文件，用法见 %s --help", cmd.CommandPath())
			}
			if c.html != "" && len(args) > 1 {
				return chinese.Usagef("--html 一次只能写一个文件的报告")
			}
			if c.html != "" && stdio.Same(c.html, args[0]) {
				return chinese.Usagef("报告文件不能是要检查的文件 %s", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.check(cmd.Context(), &c, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.profile, "profile", "", "按哪一套`版式`检查：gbt9704-2012 或 party-1996；不写时按文件自己写明的，没有写明的按成文日期推定")
	f.StringVar(&c.html, "html", "", "把报告写成一个可存档的网页`文件`")
	f.BoolVar(&c.json, "json", false, "在标准输出上给出 JSON 报告")
	f.BoolVar(&c.all, "all", false, "列出全部项目，不只是不符合和无法判断的")
	return cmd
}

// checked is a file and what was found of it, as --json tells it.
type checked struct {
	File   string        `json:"file"`
	Report *check.Report `json:"report,omitempty"`
	Error  string        `json:"error,omitempty"`
}

// departure is the error of a paper that does not keep to the standard.
type departure struct{ files []string }

func (d *departure) Error() string {
	return "有不符合标准之处：" + strings.Join(d.files, "、")
}

// check checks files one by one. A file that cannot be checked does not keep the others from being checked.
func (p *program) check(ctx context.Context, c *checking, names []string) error {
	o, err := p.held(c.profile)
	if err != nil {
		return err
	}
	var all []checked
	var failed error
	found := &departure{}
	for _, name := range names {
		r, err := checkFile(ctx, name, o)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintf(p.stderr, "错误：%v\n", err)
			failed = errors.Join(failed, err)
			all = append(all, checked{File: name, Error: err.Error()})
			continue
		}
		all = append(all, checked{File: name, Report: r})
		if r.Departs() {
			found.files = append(found.files, name)
		}
	}
	if err := p.tellChecked(c, all); err != nil {
		return err
	}
	switch {
	case failed != nil:
		return &reported{failed}
	case len(found.files) > 0:
		return &reported{found}
	}
	return nil
}

// held gives what papers are held to: a profile that is named, or all of them, of which each paper has its own.
func (p *program) held(profile string) (o check.Options, err error) {
	if profile != "" {
		o.Profile, err = p.folder().Profile(profile)
		return o, err
	}
	o.Profiles, err = p.folder().Profiles()
	return o, err
}

// checkFile checks one file. Its error says in Chinese why that cannot be done.
func checkFile(ctx context.Context, name string, o check.Options) (*check.Report, error) {
	f, size, err := stdio.OpenFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	o.Name = filepath.Base(name)
	r, err := check.File(ctx, f, size, o)
	var unreadable *check.UnreadableError
	if errors.As(err, &unreadable) {
		return nil, failure(name, errors.New(unreadable.Message))
	}
	return r, err
}

// tellChecked writes the reports: as JSON, as a page, or as text.
func (p *program) tellChecked(c *checking, all []checked) error {
	if c.json {
		if err := p.json(all); err != nil {
			return err
		}
	}
	for i, one := range all {
		if one.Report == nil {
			continue
		}
		if !c.json {
			if i > 0 {
				fmt.Fprintln(p.stdout)
			}
			if err := check.WriteText(p.stdout, one.Report, c.all); err != nil {
				return err
			}
		}
		if c.html != "" {
			return stdio.Write(p.stdout, c.html, func(w io.Writer) error { return check.WriteHTML(w, one.Report) })
		}
	}
	return nil
}
