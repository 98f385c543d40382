package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/kind"
	"gongwen/internal/chinese"
)

// program is one run of the command line.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	data           string // the flag --data

	prepareForBatch func() // readies the process for work in numbers; nil if it is not ours, as in tests
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "gongwen",
		Short: "生成机关公文：由 YAML 或 JSON 输入得到 PDF、DOCX 和 SVG",
		Long: "gongwen 按 GB/T 9704 的版式生成机关公文：由 YAML 或 JSON 输入得到 PDF、DOCX 和 SVG。\n" +
			"退出码：0 完成，1 失败，2 用法有误，4 输入内容有误，检查的公文有不符合标准之处，或核验的证书不是真的。",
		Example: "  gongwen sample notice -o notice.yaml\n  gongwen make notice.yaml -o out/",
		Version: version(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(p.stderr)
			return &reported{errors.Join(chinese.Usagef("没有写明命令"), cmd.Help())}
		},
	}
	root.PersistentFlags().StringVar(&p.data, "data", "",
		"数据`文件夹`，其中 templates/ 里的文件替换或补充自带的模板；默认为用户配置文件夹中的 gongwen")
	root.AddCommand(p.makeCommand(), p.batchCommand(), p.checkCommand(), p.draftCommand(), p.rulerCommand(),
		p.kindsCommand(), p.sampleCommand(), p.fontsCommand(), p.keysCommand(), p.verifyCommand(),
		p.serveCommand(), p.versionCommand())
	chinese.Command(root)
	return root
}

// generator opens the generator on the embedded templates, with those of the data folder over them.
func (p *program) generator() (*generator.Generator, error) {
	files, err := p.templates()
	if err != nil {
		return nil, err
	}
	g, err := generator.New(files, fonts.Files)
	if err != nil {
		return nil, failure("模板或字体有误", err)
	}
	return g, nil
}

// failure is something that could not be done, said in Chinese, with the reason.
func failure(what string, err error) error { return &chinese.Failure{What: what, Err: err} }

// kindOf gives the kind that the user named.
func kindOf(g *generator.Generator, name string) (*kind.Kind, error) {
	k, err := g.Kind(name)
	if !errors.Is(err, kind.ErrUnknown) {
		return k, ofKind(err)
	}
	var names []string
	for _, k := range g.Kinds() {
		names = append(names, fmt.Sprintf("%s（%s）", k.Name, k.Title))
	}
	return nil, chinese.Usagef("没有“%s”这个种类，可用的有：%s", name, strings.Join(names, "、"))
}

// ofKind says in Chinese that the folder of a kind is at fault; other errors stay as they are.
func ofKind(err error) error {
	if fault, ok := errors.AsType[*kind.Fault](err); ok {
		return fmt.Errorf("种类 %s 的模板有误，不能使用：%w", fault.Kind, fault)
	}
	return err
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "显示版本",
		Args:  chinese.Arguments(),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.stdout, version())
			return err
		},
	}
}

// version tells the build: the module's version, and the commit and its time as far as the build has them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "gongwen"
	}
	text := "gongwen " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.time" {
			text += " " + s.Value
		}
	}
	return text + " " + info.GoVersion
}
