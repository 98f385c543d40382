package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
	"gongwen/generator/staged"
	"gongwen/internal/chinese"
	"gongwen/internal/progress"
	"gongwen/internal/stdio"
	"gongwen/service/data"
)

// batching is what the user wants made of a roster.
type batching struct {
	kind, roster, output string

	merge, files, zip bool
	formats           []string
	name, number      string
	rows, group       string
	order             string
	names             map[string]string // --map
	set               []string          // --set
	sheet             string
	sign              string // a file with a private key
	start             int    // the place of the first card on a used leaf, from 1
	edge              string
	skipBad, resume   bool
	printing          printing
}

func (p *program) batchCommand() *cobra.Command {
	var b batching
	cmd := &cobra.Command{
		Use:   "batch 种类 名册.xlsx",
		Short: "由名册成批生成：合并的 PDF、每行一个文件或 ZIP",
		Long: "由 XLSX 或 CSV 名册的每一行生成一份材料。名册有误时逐格列出，写出标明错误的 " + faultsFile + "，不生成别的文件。\n" +
			"中断（Ctrl-C）时保留已完成的部分，用 --resume 接着做，编号不变。",
		Example: "  gongwen sample certificate -o 名册.xlsx\n" +
			"  gongwen batch certificate 名册.xlsx -o out/ --number 常电大委证〔2012〕1号\n" +
			"  gongwen batch certificate 名册.xlsx -o out/ --zip --name \"{{n}}_{{name}}\"",
		Args: chinese.Arguments("种类", "名册文件"),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.kind, b.roster = args[0], args[1]
			return p.batch(cmd.Context(), &b)
		},
	}
	b.flags(cmd)
	return cmd
}

func (b *batching) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&b.output, "output", "o", ".", "写入这个`文件夹`，或“-”为标准输出：合并的 PDF 或 ZIP，名册有误时一个字节也不写")
	f.Lookup("output").DefValue = "" // cobra would add it in English
	f.BoolVar(&b.merge, "merge", false, "合并成一个 PDF（只要 PDF 时的默认做法）")
	f.BoolVar(&b.files, "files", false, "每行一个文件，另有清单 "+batch.ManifestName)
	f.BoolVar(&b.zip, "zip", false, "每行一个文件，连同清单放进一个 ZIP")
	f.StringSliceVar(&b.formats, "format", nil, "`格式`，逗号分隔：pdf、docx；默认 pdf")
	f.StringVar(&b.name, "name", "", "文件`名`，如 {{n}}_{{name}}：n 是序号，row 是行号，其余是字段名")
	f.StringVar(&b.number, "number", "", "第一份的`编号`，如 常电大委证〔2012〕1号，以下依次加一；名册里写了编号的用名册的")
	f.StringVar(&b.rows, "rows", "", "只做表格的这几`行`，如 12-15；编号与全做时相同")
	f.StringVar(&b.order, "order", "given", "材料和编号的`次序`：given 照名册，strokes 按姓氏笔画")
	f.StringVar(&b.group, "group", "", "按这个`字段`分组：合并的 PDF 每组前加一张分隔页，单个文件和 ZIP 每组一个文件夹")
	f.StringToStringVar(&b.names, "map", nil, "字段在名册里叫什么，如 `姓名=名字`，可以写几个")
	f.StringArrayVar(&b.set, "set", nil, "各行都一样、名册里没有写的，如 `颁发单位=中共某某委员会`，可以写几个；名册里写了的用名册的")
	f.StringVar(&b.sheet, "sheet", "", "只读这张`工作表`；默认全部")
	f.StringVar(&b.sign, "sign", "", "用这个私钥`文件`签发验证码，见 gongwen keys")
	f.IntVar(&b.start, "start", 1, "卡片从纸上第几个`位置`印起，用于已裁用过的纸")
	f.StringVar(&b.edge, "edge", "long", "双面打印时沿哪条`边`翻页：long 长边，short 短边")
	f.BoolVar(&b.printing.overlay, "overlay", false, "套打：不印纸上已有的内容")
	b.printing.printerFlag(cmd)
	f.BoolVar(&b.skipBad, "skip-bad", false, "名册中有误的行不做，其余照做")
	f.BoolVar(&b.resume, "resume", false, "接着上次没有做完的做")
}

// way checks the flags against each other.
func (b *batching) way(formats []generator.Format) (batch.Way, error) {
	onlyPDF := len(formats) == 0 || len(formats) == 1 && formats[0] == generator.PDF
	switch {
	case b.merge && b.files, b.merge && b.zip, b.files && b.zip:
		return batch.Merged, chinese.Usagef("--merge、--files 和 --zip 只能用一个")
	case b.output == stdio.Name && (b.files || !b.zip && !onlyPDF):
		return batch.Merged, chinese.Usagef("标准输出（-o -）只能写合并的 PDF 或 ZIP；几种格式请加 --zip")
	case b.output == stdio.Name && b.resume:
		return batch.Merged, chinese.Usagef("标准输出（-o -）不能接着上次做（--resume），请写入文件夹")
	case b.zip:
		return batch.Zipped, nil
	case b.files, !b.merge && !onlyPDF:
		return batch.Single, nil
	case !onlyPDF:
		return batch.Merged, chinese.Usagef("合并只有 PDF；要 DOCX，请用 --files 或 --zip")
	case b.name != "":
		return batch.Merged, chinese.Usagef("--name 是单个文件的名字，请与 --files 或 --zip 一起用")
	}
	return batch.Merged, nil
}

func (p *program) batch(ctx context.Context, b *batching) error {
	formats, err := kind.ParseFormats(b.formats)
	if err != nil {
		return chinese.Usagef("%v", err)
	}
	how, err := b.way(formats)
	if err != nil {
		return err
	}
	g, err := p.folder().Generator()
	if err != nil {
		return err
	}
	k, err := data.Kind(g, b.kind)
	if err != nil {
		return err
	}
	o := batch.Options{Formats: formats, Name: b.name, Number: b.number, Group: b.group, SkipBad: b.skipBad}
	if err := p.batchOptions(b, &o); err != nil {
		return err
	}
	file, roster, err := b.open(k)
	if err != nil {
		return p.tellRoster(b, err)
	}
	defer file.Close()
	notice.ListWarnings(p.stderr, b.roster, roster.Notices)
	if b.output != stdio.Name {
		if err := os.MkdirAll(b.output, 0o755); err != nil {
			return failure("无法新建文件夹 "+b.output, err)
		}
	}
	if p.prepareForBatch != nil {
		p.prepareForBatch()
	}
	ways := []string{"检查", "生成"}
	if how == batch.Merged && b.group == "" {
		ways = ways[1:]
	}
	bar := progress.New(p.stderr, func() int { return o.Count(roster) }, ways...)
	o.Progress = bar.At
	w := &batchWork{program: p, batching: b, roster: roster}
	made, err := batch.New(g, k, roster, o)
	var summary *batch.Summary
	if err == nil {
		for _, n := range made.Notices {
			fmt.Fprintf(p.stderr, "警告：编号：%s\n", n.Message)
		}
		summary, err = w.make(ctx, made, how)
	}
	bar.End()
	return w.tell(summary, err)
}

// batchWork is a batch on its way.
type batchWork struct {
	*program
	*batching
	roster *roster.Roster
	path   string // of the file of all papers; "" if there is none
}

// make makes the papers of a batch where they are wanted.
func (w *batchWork) make(ctx context.Context, b *batch.Batch, how batch.Way) (*batch.Summary, error) {
	if w.output == stdio.Name {
		write := b.Merge
		if how == batch.Zipped {
			write = b.Zip
		}
		var s *batch.Summary
		err := stdio.Stream(w.stdout, func(to io.Writer) (err error) { // a row that is bad may be the last
			s, err = write(ctx, to, func(*batch.Entry) error { return nil })
			return err
		})
		return s, err
	}
	to, err := staged.OpenFolder(w.output)
	if err != nil {
		return nil, failure("无法写入 "+w.output, err)
	}
	defer to.Close()
	s, err := w.fill(ctx, to, b, how)
	return s, w.fileFailure(err)
}

// fill makes the papers in a folder.
func (w *batchWork) fill(ctx context.Context, to *staged.Folder, b *batch.Batch, how batch.Way) (*batch.Summary, error) {
	f := b.Into(to)
	if w.resume {
		var left *fs.PathError
		if err := to.RemoveUnfinished(); errors.As(err, &left) {
			return nil, failure("无法删去 "+filepath.Join(w.output, left.Path), left.Err)
		} else if err != nil {
			return nil, err
		}
		var err error
		if f, err = b.Resume(ctx, to); err != nil {
			return nil, err
		}
	}
	name, s, err := f.Fill(ctx, how)
	if name != "" {
		w.path = filepath.Join(w.output, name)
	}
	return s, err
}

// fileFailure says in Chinese what could not be done with a file of the folder.
func (w *batchWork) fileFailure(err error) error {
	var file *batch.FileError
	if !errors.As(err, &file) {
		return err
	}
	switch file.Op {
	case batch.ReadFile:
		return failure("无法读取 "+filepath.Join(w.output, file.Name), file.Err)
	case batch.ParseFile:
		return failure("无法读懂 "+filepath.Join(w.output, file.Name), file.Err)
	default:
		return failure("无法写入 "+file.Name, file.Err)
	}
}

// batchOptions reads the flags that are not taken as they are.
func (p *program) batchOptions(b *batching, o *batch.Options) error {
	var err error
	if o.Print, err = p.print(&b.printing); err != nil {
		return err
	}
	if b.rows != "" {
		if o.First, o.Last, err = batch.ParseRows(b.rows); err != nil {
			return chinese.Usagef("%v", err)
		}
	}
	switch {
	case b.start < 1:
		return chinese.Usagef("--start 是从 1 起的位置；收到的是 %d", b.start)
	case b.order != "given" && b.order != "strokes":
		return chinese.Usagef("--order 应为 given 或 strokes；收到的是“%s”", b.order)
	case b.edge != "long" && b.edge != "short":
		return chinese.Usagef("--edge 应为 long 或 short；收到的是“%s”", b.edge)
	}
	o.Strokes = b.order == "strokes"
	o.FirstPlace, o.Print.ShortEdge = b.start-1, b.edge == "short"
	if b.sign == "" {
		return nil
	}
	o.Sign, err = data.Signer(b.sign)
	return err
}

// open opens the roster. It may name pictures in its own folder and in those below it.
func (b *batching) open(k *kind.Kind) (io.Closer, *roster.Roster, error) {
	f, err := stdio.OpenInFolder(b.roster)
	if err != nil {
		return nil, nil, err
	}
	o := roster.Options{Map: b.names, Set: map[string]string{}, Sheet: b.sheet, Files: f.Folder.FS()}
	for _, s := range b.set {
		name, value, ok := strings.Cut(s, "=")
		if _, twice := o.Set[name]; !ok || twice {
			return nil, nil, errors.Join(chinese.Usagef("--set 应如 颁发单位=中共某某委员会，一项写一次；收到的是“%s”", s), f.Close())
		}
		o.Set[name] = value
	}
	if o.Example, err = record.Read(k.Full, record.YAML); err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	r, err := roster.Open(f, f.Size, k.Schema, o)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, r, nil
}

// faultsFile is the roster with its faults marked.
const faultsFile = "错误.xlsx"

// tellRoster tells what is wrong with the roster as a whole.
func (p *program) tellRoster(b *batching, err error) error {
	var refusal notice.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	notice.ListFaults(p.stderr, b.roster, refusal)
	return &reported{refusal}
}

// tell says what came of the batch, and writes the roster with its faults.
func (w *batchWork) tell(s *batch.Summary, err error) error {
	var option *batch.OptionError
	var refusal notice.Refusal
	stopped := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	switch {
	case errors.As(err, &option):
		return chinese.Usagef("%s", option.Error())
	case errors.As(err, &refusal), err == nil, stopped:
	default:
		return err
	}
	faulty := s != nil && len(s.Faults) > 0 && !stopped
	if faulty {
		if err := w.tellBad(s); err != nil {
			return err
		}
	}
	if refusal != nil {
		if !faulty { // no row is at fault but the roster is: it has none
			notice.ListFaults(w.stderr, w.batching.roster, refusal)
			fmt.Fprintln(w.stderr, "没有生成文件")
			return &reported{refusal}
		}
		if w.skipBad {
			fmt.Fprintln(w.stderr, "没有生成文件：没有一行无误")
			return &reported{refusal}
		}
		fmt.Fprintln(w.stderr, "没有生成文件；改正后再做，或用 --skip-bad 只做其余各行")
		return &reported{refusal}
	}
	switch {
	case stopped && w.output == stdio.Name:
		fmt.Fprintln(w.stderr, "已中断，没有写出文件")
		return &reported{err}
	case stopped:
		w.tellMade(s)
		fmt.Fprintf(w.stderr, "已中断；用 --resume 接着做，编号不变\n")
		return &reported{err}
	}
	w.tellMade(s)
	return nil
}

// tellBad says which rows are bad, and writes the roster with their faults into the folder, if there is one.
func (w *batchWork) tellBad(s *batch.Summary) error {
	notice.ListFaults(w.stderr, w.batching.roster, s.Faults)
	if w.output == stdio.Name {
		fmt.Fprintf(w.stderr, "名册有 %d 行有误\n", s.Bad)
		return nil
	}
	path := filepath.Join(w.output, faultsFile)
	if err := stdio.Write(w.stdout, path, func(to io.Writer) error { return w.roster.WriteFaults(to, s.Faults) }); err != nil {
		return err
	}
	fmt.Fprintf(w.stderr, "名册有 %d 行有误，已标明在 %s\n", s.Bad, path)
	return nil
}

func (w *batchWork) tellMade(s *batch.Summary) {
	toFolder := w.output != stdio.Name
	if s.Kept > 0 {
		fmt.Fprintf(w.stdout, "上次已完成 %d 份\n", s.Kept)
	}
	if w.roster.Left > 0 {
		fmt.Fprintf(w.stderr, "名册里有 %d 行不是要做的内容（合计、落款等），没有做，见上面的警告\n", w.roster.Left)
	}
	if w.roster.Hidden > 0 {
		fmt.Fprintf(w.stderr, "名册里隐藏的 %d 行也做了\n", w.roster.Hidden)
	}
	if s.Warned > 0 && toFolder {
		fmt.Fprintf(w.stderr, "其中 %d 份有警告，见清单 %s\n", s.Warned, filepath.Join(w.output, batch.ManifestName))
	} else if s.Warned > 0 {
		fmt.Fprintf(w.stderr, "其中 %d 份有警告；写入文件夹时，清单 %s 里逐份列出\n", s.Warned, batch.ManifestName)
	}
	if len(s.Unknown) > 0 {
		fmt.Fprintf(w.stderr, "警告：没有“%s”的笔画资料，姓名里有这些字的排在后面，请核对次序\n", string(s.Unknown))
	}
	if len(s.FreedNumbers) > 0 {
		fmt.Fprintf(w.stderr, "有误的行空出 %d 个编号：%s；改正后用 --resume 补做，编号不变\n", len(s.FreedNumbers), someOf(s.FreedNumbers))
	}
	if toFolder {
		fmt.Fprintf(w.stdout, "已生成 %s（%d 份）\n", cmp.Or(w.path, w.output), s.Made)
	}
}

// someOf writes the first of many.
func someOf(all []string) string {
	if len(all) <= notice.Most {
		return strings.Join(all, "、")
	}
	return strings.Join(all[:notice.Most], "、") + "……"
}
