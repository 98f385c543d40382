package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/internal/chinese"
	"gongwen/internal/stdio"
	"gongwen/service/data"
)

// making is what the user wants made.
type making struct {
	input    string // a file, or "-"
	output   string // a folder, a file, or "-"
	formats  []string
	kind     string
	page     int // of SVG, from 1; 0 for all
	json     bool
	printing printing
}

func (p *program) makeCommand() *cobra.Command {
	var m making
	cmd := &cobra.Command{
		Use:   "make 文件|-",
		Short: "由输入文件生成公文",
		Long: "由 YAML 或 JSON 输入生成公文，默认生成 PDF 和 DOCX 两个文件。“-”为标准输入。\n" +
			"输入有误时列出全部错误，不写任何文件；同名的旧文件在全部完成后才被替换。",
		Example: "  gongwen make notice.yaml -o out/\n" +
			"  gongwen make notice.yaml -o 通知.pdf\n" +
			"  gongwen make notice.yaml --format svg --page 1 -o -",
		Args: chinese.Arguments("输入文件"),
		RunE: func(cmd *cobra.Command, args []string) error {
			m.input = args[0]
			return p.make(cmd.Context(), &m)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&m.output, "output", "o", "", "写入这个`位置`：文件夹（以 / 结尾或已存在）、单个文件，或“-”为标准输出；默认当前文件夹")
	f.StringSliceVar(&m.formats, "format", nil, "`格式`，逗号分隔：pdf、docx、svg（每页一个文件）；默认 pdf,docx，或按输出文件的扩展名")
	f.StringVar(&m.kind, "kind", "", "公文`种类`；默认按输入中的“种类”（kind）")
	f.IntVar(&m.page, "page", 0, "SVG 只要第几`页`，从 1 起；默认全部")
	m.printing.flags(cmd)
	f.BoolVar(&m.json, "json", false, "在标准输出上给出 JSON 结果：文件、页数、警告、错误、校验值")
	return cmd
}

// result is what --json tells.
type result struct {
	Kind     string          `json:"kind,omitempty"`
	Name     string          `json:"name,omitempty"`
	Pages    int             `json:"pages,omitempty"`
	Files    []file          `json:"files"`
	Warnings []notice.Notice `json:"warnings"`
	Faults   []notice.Notice `json:"faults,omitempty"`
	Error    string          `json:"error,omitempty"`
}

type file struct {
	Format generator.Format `json:"format"`
	Path   string           `json:"path"`
	Page   int              `json:"page,omitempty"` // of SVG, from 1
	Pages  int              `json:"pages"`          // in this file
	Bytes  int64            `json:"bytes"`
	SHA256 string           `json:"sha256"`
}

func (p *program) make(ctx context.Context, m *making) error {
	r, err := p.produce(ctx, m)
	err = data.KindFailure(err)
	var usage *chinese.UsageError
	if errors.As(err, &usage) {
		return err
	}
	var refusal notice.Refusal
	if errors.As(err, &refusal) {
		r.Faults = refusal
	} else if err != nil {
		r.Error = err.Error()
	}
	if m.json {
		if said := p.json(r); said != nil {
			return said
		}
	} else {
		p.tell(m, r)
	}
	if err != nil {
		return &reported{err}
	}
	return nil
}

// tell writes the result for people: what went wrong to stderr, what was made to stdout unless the paper itself is there.
func (p *program) tell(m *making, r *result) {
	said := m.input
	if said == stdio.Name {
		said = "标准输入"
	}
	alike := map[string]int{}
	more := 0
	for _, w := range r.Warnings {
		if alike[w.Code]++; alike[w.Code] > notice.Most { // a list of a thousand persons may have a thousand numbers that are hidden
			more++
			continue
		}
		fmt.Fprintf(p.stderr, "警告：%s\n", w.In(said))
	}
	if more > 0 {
		fmt.Fprintf(p.stderr, "警告：……同样的另有 %d 处，用 --json 逐处列出\n", more)
	}
	if len(r.Faults) > 0 {
		fmt.Fprintf(p.stderr, "输入内容有 %d 处错误，没有生成文件：\n", len(r.Faults))
	}
	for _, f := range r.Faults {
		fmt.Fprintf(p.stderr, "错误：%s\n", f.In(said))
	}
	if r.Error != "" {
		fmt.Fprintf(p.stderr, "错误：%s\n", r.Error)
	}
	for _, f := range r.Files {
		if f.Path != stdio.Name {
			fmt.Fprintf(p.stdout, "已生成 %s（%d 页）\n", f.Path, f.Pages)
		}
	}
}

// target is where the files go: a folder, or one file (or stream) for one format.
type target struct {
	formats []generator.Format
	folder  string
	file    string
	page    int // of SVG, from 1; 0 for all
}

// target checks the flags of make against each other.
func (m *making) target() (*target, error) {
	t := &target{page: m.page}
	switch {
	case m.output == "":
		t.folder = "."
	case m.output == stdio.Name && m.json:
		return nil, chinese.Usagef("标准输出不能同时用于文件（-o -）和 JSON 结果（--json）")
	case stdio.IsFolder(m.output):
		t.folder = m.output
	default:
		t.file = m.output
	}
	var err error
	if t.formats, err = kind.ParseFormats(m.formats); err != nil {
		return nil, chinese.Usagef("%v", err)
	}
	if len(t.formats) == 0 {
		if t.formats, err = t.defaultFormats(); err != nil {
			return nil, err
		}
		if t.file == "" && m.printing != (printing{}) {
			t.formats = []generator.Format{generator.PDF}
		}
	}
	switch {
	case m.printing != (printing{}) && slices.Contains(t.formats, generator.DOCX):
		return nil, chinese.Usagef("--copies、--overlay、--printer 只用于 pdf 和 svg：DOCX 由 Word 排版和打印")
	case t.file != "" && len(t.formats) > 1:
		return nil, chinese.Usagef("“%s”只能写入一种格式；要写入文件夹，请在末尾加 /", m.output)
	case m.page < 0, m.page > 0 && !slices.Contains(t.formats, generator.SVG):
		return nil, chinese.Usagef("--page 只用于 svg，须为从 1 起的页码")
	case t.file != "" && stdio.Same(t.file, m.input):
		return nil, chinese.Usagef("输出文件不能是输入文件 %s", m.input)
	}
	return t, nil
}

// defaultFormats are those of a user who names none.
func (t *target) defaultFormats() ([]generator.Format, error) {
	switch t.file {
	case "":
		return []generator.Format{generator.PDF, generator.DOCX}, nil
	case stdio.Name:
		return []generator.Format{generator.PDF}, nil
	}
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(t.file)), ".")
	f, ok := kind.ParseFormat(extension)
	if !ok {
		return nil, chinese.Usagef("由“%s”看不出格式，请用 --format 指定；要写入文件夹，请在末尾加 /", t.file)
	}
	return []generator.Format{f}, nil
}

// produce makes the files. What the result has of warnings is told even when err says that no file was made.
func (p *program) produce(ctx context.Context, m *making) (*result, error) {
	r := &result{Files: []file{}, Warnings: []notice.Notice{}}
	t, err := m.target()
	if err != nil {
		return r, err
	}
	in := generator.Input{Kind: m.kind}
	if in.Copies, err = generator.ParseCopies(m.printing.copies); err != nil {
		return r, chinese.Usagef("%v", err)
	}
	if in.Print, err = p.print(&m.printing); err != nil {
		return r, err
	}
	if in.Text, err = stdio.Read(ctx, p.stdin, m.input); err != nil {
		return r, err
	}
	in.Syntax = record.SyntaxOf(m.input, in.Text)
	g, err := p.folder().Generator()
	if err != nil {
		return r, err
	}
	if m.kind != "" {
		if _, err := data.Kind(g, m.kind); err != nil {
			return r, err
		}
	}
	paper, err := prepare(ctx, g, m, in)
	if err != nil {
		return r, err
	}
	r.Kind, r.Name, r.Warnings = paper.Kind.Name, paper.Name, append(r.Warnings, paper.Warnings...)
	files, err := paper.Files(ctx, t.formats, t.page)
	r.Warnings = append(r.Warnings[:0], paper.Warnings...)
	if choice, ok := errors.AsType[*generator.ChoiceError](err); ok {
		return r, chinese.Usagef("%v", choice)
	}
	if err != nil {
		return r, err
	}
	if t.file != "" && len(files) > 1 {
		return r, chinese.Usagef("SVG 每页一个文件，文件共 %d 页：请用 --page 指定一页，或写入文件夹", len(files))
	}
	pages, err := paper.Pages(ctx)
	if err != nil {
		return r, err
	}
	r.Pages = len(pages.Pages)
	r.Files, err = p.write(ctx, paper, t, files)
	return r, err
}

// prepare lets the input name files of its own folder and of those below it, and no others, whatever links lead to them.
func prepare(ctx context.Context, g *generator.Generator, m *making, in generator.Input) (*generator.Paper, error) {
	if m.input == stdio.Name {
		return g.Prepare(ctx, in)
	}
	folder, err := stdio.FolderOf(m.input)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	in.Files = folder.FS()
	return g.Prepare(ctx, in)
}

// write writes files and gives them with their sizes and sums, once all of them are in place.
func (p *program) write(ctx context.Context, paper *generator.Paper, t *target, files []generator.File) ([]file, error) {
	if t.folder != "" {
		if err := os.MkdirAll(t.folder, 0o755); err != nil {
			return []file{}, failure("无法新建文件夹 "+t.folder, err)
		}
	}
	out := stdio.Outputs{Stdout: p.stdout}
	defer out.Discard()
	var all []file
	for _, f := range files {
		path := cmp.Or(t.file, filepath.Join(t.folder, f.Name))
		w, err := out.Write(path, func(w io.Writer) error { return paper.WriteFile(ctx, w, f) })
		if err != nil {
			return []file{}, failure("无法写入 "+path, err)
		}
		all = append(all, file{f.Format, path, f.Page, f.Pages, w.Bytes, w.SHA256})
	}
	if err := ctx.Err(); err != nil {
		return []file{}, failure("没有写入", err)
	}
	if err := out.Commit(); err != nil {
		return []file{}, err
	}
	return all, nil
}
