// Package chinese says in Chinese what others say in English: the commands of cobra (command.go) and the errors of the system
// (reason.go).
package chinese

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// UsageError is a wrong use of a command.
type UsageError struct{ text string }

func (u *UsageError) Error() string { return u.text }

// Usagef gives a *UsageError.
func Usagef(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

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

// Command makes a program, with its commands, speak Chinese. All that it says of wrong use is a *UsageError.
func Command(root *cobra.Command) {
	root.SetUsageTemplate(usageTemplate)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.Flags().Bool("version", false, "显示版本")
	root.PersistentFlags().BoolP("help", "h", false, "显示用法")
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return nil
	}
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions = cobra.CompletionOptions{HiddenDefaultCmd: true}
	for _, cmd := range root.Commands() {
		cmd.DisableFlagsInUseLine = true // usageTemplate says it
	}
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
	return Usagef("没有“%s”这个命令%s？全部命令见 gongwen --help", name, hint)
}

// flagError says what is wrong with a flag.
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
	return Usagef("%s，用法见 %s --help", what, cmd.CommandPath())
}

func dashed(name, shorthands string) string {
	if shorthands != "" {
		return "-" + name
	}
	return "--" + name
}

// Arguments accepts exactly as many arguments as there are names.
func Arguments(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return Usagef("缺少%s，用法见 %s --help", names[len(args)], cmd.CommandPath())
		case len(args) > len(names):
			return Usagef("多余的参数“%s”，用法见 %s --help", args[len(names)], cmd.CommandPath())
		}
		return nil
	}
}
