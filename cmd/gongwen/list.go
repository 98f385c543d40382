package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator/kind"
	"gongwen/generator/record"
	"gongwen/generator/roster"
	"gongwen/internal/chinese"
	"gongwen/internal/stdio"
	"gongwen/service/data"
)

func (p *program) kindsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "kinds",
		Short: "列出可以生成的公文种类",
		Args:  chinese.Arguments(),
		RunE: func(*cobra.Command, []string) error {
			g, err := p.folder().Generator()
			if err != nil {
				return err
			}
			for _, k := range g.Kinds() {
				fmt.Fprintf(p.stdout, "%s\t%s\t%s\t%s\n", k.Name, k.Title, strings.Join(k.FormatNames(), ","), k.Summary)
			}
			faults := g.Faults()
			for _, f := range faults {
				fmt.Fprintf(p.stderr, "错误：%v\n", data.KindFailure(f))
			}
			if len(faults) > 0 {
				return &reported{fmt.Errorf("%d kinds have faults", len(faults))}
			}
			return nil
		},
	}
}

func (p *program) sampleCommand() *cobra.Command {
	var to, format string
	var full, all bool
	cmd := &cobra.Command{
		Use:     "sample 种类",
		Short:   "写出一个种类的输入样例：YAML，或批量制作用的名册（XLSX）",
		Example: "  gongwen sample notice -o notice.yaml\n  gongwen sample certificate --format xlsx -o 名册.xlsx",
		Args:    chinese.Arguments("种类"),
		RunE: func(_ *cobra.Command, args []string) error {
			g, err := p.folder().Generator()
			if err != nil {
				return err
			}
			k, err := data.Kind(g, args[0])
			if err != nil {
				return err
			}
			out := stdio.Outputs{Stdout: p.stdout}
			defer out.Discard()
			if _, err := out.Write(to, func(w io.Writer) error { return writeSample(w, k, format, to, full || all) }); err != nil {
				return err
			}
			return out.Commit()
		},
	}
	cmd.Flags().StringVarP(&to, "output", "o", stdio.Name, "写入这个`文件`，“-”为标准输出")
	cmd.Flags().StringVar(&format, "format", "", "样例的`格式`：yaml 是一份材料，xlsx 是待填的名册；默认按输出文件的扩展名")
	cmd.Flags().BoolVar(&full, "full", false, "写出全部的项，不只是常用的")
	cmd.Flags().BoolVar(&all, "all", false, "名册（XLSX）里列出全部的列；同 --full")
	cmd.Flags().Lookup("output").DefValue = "" // cobra would add it in English
	return cmd
}

// writeSample writes the sample of a kind: an input, short or with every field, or a roster to fill in with an example.
func writeSample(w io.Writer, k *kind.Kind, format, to string, full bool) error {
	if format == "" && strings.EqualFold(filepath.Ext(to), ".xlsx") {
		format = "xlsx"
	}
	switch format {
	case "", "yaml":
		input := k.Sample
		if full {
			input = k.Full
		}
		_, err := w.Write(input)
		return err
	case "xlsx":
		if f := k.Schema.Unfit(); f != nil {
			return chinese.Usagef("%s没有名册：%s写不进一格；请用 make 逐份生成", k.Title, f.Title)
		}
		example, err := record.Read(k.Full, record.YAML)
		if err != nil {
			return err
		}
		return roster.WriteSample(w, k.Title, k.Schema, example, full)
	default:
		return chinese.Usagef("没有“%s”这种样例，可用的有：yaml、xlsx", format)
	}
}

func (p *program) fontsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "fonts",
		Short: "列出字体的用途、文件和许可，并核对校验值",
		Args:  chinese.Arguments(),
		RunE: func(*cobra.Command, []string) error {
			g, err := p.folder().Generator()
			if err != nil {
				return err
			}
			if err := g.Fonts().WriteList(p.stdout); err != nil {
				return err
			}
			if err := g.Fonts().Verify(); err != nil {
				return failure("字体文件与校验值不符", err)
			}
			_, err = fmt.Fprintln(p.stdout, "校验值全部相符。")
			return err
		},
	}
}
