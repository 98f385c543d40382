package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/kind"
)

// program is one run of the command line.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	data           string // the flag --data

	prepareForBatch func() // readies the process for work in numbers; nil if it is not ours, as in tests
}

const usageTemplate = `用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令 [选项]{{else}}{{.UseLine}} [选项]{{end}}{{if .HasExample}}

示例：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

“{{.CommandPath}} 命令 --help”显示各命令的用法。{{end}}
`

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "gongwen",
		Short: "生成机关公文：由 YAML 或 JSON 输入得到 PDF、DOCX 和 SVG",
		Long: "gongwen 按 GB/T 9704 的版式生成机关公文：由 YAML 或 JSON 输入得到 PDF、DOCX 和 SVG。\n" +
			"退出码：0 完成，1 失败，2 用法有误，4 输入内容有误，检查的公文有不符合标准之处，或核验的证书不是真的。",
		Example: "  gongwen sample notice -o notice.yaml\n  gongwen make notice.yaml -o out/",
		Version: version(),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(p.stderr)
			return &reported{errors.Join(usagef("没有写明命令"), cmd.Help())}
		},
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		CompletionOptions:          cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.SetUsageTemplate(usageTemplate)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.Flags().Bool("version", false, "显示版本")
	root.PersistentFlags().BoolP("help", "h", false, "显示用法")
	root.PersistentFlags().StringVar(&p.data, "data", "",
		"数据`文件夹`，其中 templates/ 里的文件替换或补充自带的模板；默认为用户配置文件夹中的 gongwen")
	root.AddCommand(p.makeCommand(), p.batchCommand(), p.checkCommand(), p.draftCommand(), p.rulerCommand(),
		p.kindsCommand(), p.sampleCommand(), p.fontsCommand(), p.keysCommand(), p.verifyCommand(),
		p.serveCommand(), p.versionCommand())
	for _, cmd := range root.Commands() {
		cmd.DisableFlagsInUseLine = true // usageTemplate says it in Chinese
	}
	return root
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:                   "help [命令]",
		Short:                 "显示命令的用法",
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), strings.Join(args, " "))
			}
			return about.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, name string) error {
	hint := ""
	if near := root.SuggestionsFor(name); len(near) > 0 {
		hint = fmt.Sprintf("，是不是“%s”", strings.Join(near, "”或“"))
	}
	return usagef("没有“%s”这个命令%s？全部命令见 gongwen --help", name, hint)
}

// flagError says in Chinese what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	what := err.Error()
	switch {
	case errors.As(err, &unknown):
		what = fmt.Sprintf("没有选项 %s", dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
	case errors.As(err, &missing):
		what = fmt.Sprintf("选项 %s 后面缺少值", dashed(missing.GetSpecifiedName(), missing.GetSpecifiedShortnames()))
	case errors.As(err, &invalid):
		what = fmt.Sprintf("选项 --%s 的值“%s”不对", invalid.GetFlag().Name, invalid.GetValue())
	}
	return usagef("%s，用法见 %s --help", what, cmd.CommandPath())
}

func dashed(name, shorthands string) string {
	if shorthands != "" {
		return "-" + name
	}
	return "--" + name
}

// arguments accepts exactly as many arguments as there are names.
func arguments(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return usagef("缺少%s，用法见 %s --help", names[len(args)], cmd.CommandPath())
		case len(args) > len(names):
			return usagef("多余的参数“%s”，用法见 %s --help", args[len(names)], cmd.CommandPath())
		}
		return nil
	}
}

// generator opens the generator on the embedded templates, with those of the data folder over them.
func (p *program) generator() (*generator.Generator, error) {
	files, err := p.templates()
	if err != nil {
		return nil, err
	}
	g, err := generator.New(files, fonts.Files)
	if err != nil {
		return nil, &failure{"模板或字体有误", err}
	}
	return g, nil
}

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
	return nil, usagef("没有“%s”这个种类，可用的有：%s", name, strings.Join(names, "、"))
}

// ofKind says in Chinese that the folder of a kind is at fault; other errors stay as they are.
func ofKind(err error) error {
	if fault, ok := errors.AsType[*kind.Fault](err); ok {
		return &failure{"种类 " + fault.Kind + " 的模板有误，不能使用", fault}
	}
	return err
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "显示版本",
		Args:  arguments(),
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
