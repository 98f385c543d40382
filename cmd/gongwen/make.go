package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/internal/chinese"
)

// maxInput is how many bytes an input may have.
const maxInput = 16 << 20

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
	err = ofKind(err)
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
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if said := enc.Encode(r); said != nil {
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
	alike := map[string]int{}
	more := 0
	for _, w := range r.Warnings {
		if alike[w.Code]++; alike[w.Code] > mostTold { // a list of a thousand persons may have a thousand numbers that are hidden
			more++
			continue
		}
		fmt.Fprintf(p.stderr, "警告：%s\n", sentence(m.input, w))
	}
	if more > 0 {
		fmt.Fprintf(p.stderr, "警告：……同样的另有 %d 处，用 --json 逐处列出\n", more)
	}
	if len(r.Faults) > 0 {
		fmt.Fprintf(p.stderr, "输入内容有 %d 处错误，没有生成文件：\n", len(r.Faults))
	}
	for _, f := range r.Faults {
		fmt.Fprintf(p.stderr, "错误：%s\n", sentence(m.input, f))
	}
	if r.Error != "" {
		fmt.Fprintf(p.stderr, "错误：%s\n", r.Error)
	}
	for _, f := range r.Files {
		if f.Path != stdStream {
			fmt.Fprintf(p.stdout, "已生成 %s（%d 页）\n", f.Path, f.Pages)
		}
	}
}

// sentence says where in the input something is, and what: notice.yaml:3:8：标题（/title）：不能为空
func sentence(input string, n notice.Notice) string {
	if input == stdStream {
		input = "标准输入"
	}
	place := input
	if n.Sheet != "" {
		place = n.Sheet + "!" + n.Cell
	} else if n.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", input, n.Line, n.Column)
	}
	field := n.Field
	if n.Path != "" {
		field += "（" + n.Path + "）"
	}
	if field != "" {
		field += "："
	}
	return place + "：" + field + n.Message
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
	if in.Text, in.Syntax, err = p.read(ctx, m.input); err != nil {
		return r, err
	}
	g, err := p.generator()
	if err != nil {
		return r, err
	}
	if m.kind != "" {
		if _, err := kindOf(g, m.kind); err != nil {
			return r, err
		}
	}
	paper, err := prepare(ctx, g, m, in)
	if err != nil {
		return r, err
	}
	r.Kind, r.Name, r.Warnings = paper.Kind.Name, paper.Name, append(r.Warnings, paper.Warnings...)
	for _, f := range t.formats {
		if !slices.Contains(paper.Kind.Formats, f) {
			return r, chinese.Usagef("%s没有 %s 格式，可用的有：%s", paper.Kind.Title, f, strings.Join(paper.Kind.FormatNames(), "、"))
		}
	}
	pages, err := paper.Pages(ctx)
	if err != nil {
		return r, err
	}
	r.Pages, r.Warnings = len(pages.Pages), append(r.Warnings[:0], paper.Warnings...)
	planned, err := t.files(paper.Name, r.Pages)
	if err != nil {
		return r, err
	}
	r.Files, err = p.write(ctx, paper, t, planned)
	return r, err
}

// prepare lets the input name files of its own folder and of those below it, and no others, whatever links lead to them.
func prepare(ctx context.Context, g *generator.Generator, m *making, in generator.Input) (*generator.Paper, error) {
	if m.input == stdStream {
		return g.Prepare(ctx, in)
	}
	folder, err := os.OpenRoot(filepath.Dir(m.input))
	if err != nil {
		return nil, failure("无法读取 "+m.input, err)
	}
	defer folder.Close()
	in.Files = folder.FS()
	return g.Prepare(ctx, in)
}

// write writes the planned files and gives them with their sizes and sums, once all of them are in place.
func (p *program) write(ctx context.Context, paper *generator.Paper, t *target, planned []file) ([]file, error) {
	if t.folder != "" {
		if err := os.MkdirAll(t.folder, 0o755); err != nil {
			return []file{}, failure("无法新建文件夹 "+t.folder, err)
		}
	}
	out := outputs{stdout: p.stdout}
	defer out.discard()
	for i := range planned {
		f := &planned[i]
		w, err := out.write(f.Path, func(w io.Writer) error {
			return paper.Write(ctx, w, f.Format, generator.Options{Page: max(f.Page-1, 0)})
		})
		if err != nil {
			return []file{}, failure("无法写入 "+f.Path, err)
		}
		f.Bytes, f.SHA256 = w.Bytes, w.SHA256
	}
	if err := ctx.Err(); err != nil {
		return []file{}, failure("没有写入", err)
	}
	if err := out.commit(); err != nil {
		return []file{}, err
	}
	return planned, nil
}

// read reads the input and tells how it is written: by the file's extension, else by its first character.
func (p *program) read(ctx context.Context, name string) ([]byte, record.Syntax, error) {
	source := p.stdin
	if name != stdStream {
		f, err := os.Open(name)
		if err != nil {
			return nil, 0, failure("无法读取 "+name, err)
		}
		defer f.Close()
		source = f
	}
	input, err := readAll(ctx, source)
	if err != nil {
		return nil, 0, failure("无法读取 "+name, err)
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json":
		return input, record.JSON, nil
	case ".yaml", ".yml":
		return input, record.YAML, nil
	}
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(input, []byte("\ufeff"))), []byte("{")) {
		return input, record.JSON, nil
	}
	return input, record.YAML, nil
}

// readAll reads to the end, unless ctx is done before: a terminal may never end.
func readAll(ctx context.Context, r io.Reader) ([]byte, error) {
	type all struct {
		b   []byte
		err error
	}
	read := make(chan all, 1)
	go func() {
		b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
		read <- all{b, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-read:
		if len(a.b) > maxInput {
			return nil, fmt.Errorf("内容超过 %d MB", maxInput>>20)
		}
		return a.b, a.err
	}
}
