package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongwen/internal/chinese"
	"gongwen/service/data"
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

// folder gives the data folder.
func (p *program) folder() *data.Folder { return data.Open(p.data) }

// json writes a result for programs.
func (p *program) json(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// failure is something that could not be done, said in Chinese, with the reason.
func failure(what string, err error) error { return &chinese.Failure{What: what, Err: err} }

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
