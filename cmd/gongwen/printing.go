package main

import (
	"io"

	"github.com/spf13/cobra"

	"gongwen/generator"
	"gongwen/internal/stdio"
	"gongwen/service/data"
)

// printing is how the user wants a paper printed.
type printing struct {
	copies  string // 1-50
	overlay bool
	printer string // a name of printers.yaml
}

func (pr *printing) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&pr.copies, "copies", "", "份号`范围`，如 1-50：每份印上自己的份号，全部在一个 PDF 里")
	f.BoolVar(&pr.overlay, "overlay", false, "套打：不印红头纸上已有的发文机关标志和红线")
	pr.printerFlag(cmd)
}

func (pr *printing) printerFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&pr.printer, "printer", "", "按这台`打印机`的偏移量移动版面，见数据文件夹的 "+data.PrintersFile)
}

// print reads the flags.
func (p *program) print(pr *printing) (generator.Print, error) {
	how := generator.Print{Overlay: pr.overlay}
	if pr.printer == "" {
		return how, nil
	}
	var err error
	how.Shift, err = p.folder().Shift(pr.printer)
	return how, err
}

func (p *program) rulerCommand() *cobra.Command {
	var pr printing
	var output, profile string
	cmd := &cobra.Command{
		Use:   "ruler",
		Short: "生成套打校准页",
		Long: "生成一页带毫米刻度的 PDF。按实际大小印出来，量出偏移，写进数据文件夹的 " + data.PrintersFile + "，\n" +
			"例如“三楼打印机: {x: 0.3, y: -0.2}”：向右 0.3 毫米、向上 0.2 毫米。再用 --printer 三楼打印机 印一次核对。",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			how, err := p.print(&pr)
			if err != nil {
				return err
			}
			g, err := p.folder().Generator()
			if err != nil {
				return err
			}
			return stdio.Write(p.stdout, output, func(w io.Writer) error { return g.WriteTestSheet(w, profile, how.Shift) })
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "ruler.pdf", "写入这个`文件`，或“-”为标准输出")
	cmd.Flags().StringVar(&profile, "profile", "gbt9704-2012", "`版式`")
	pr.printerFlag(cmd)
	return cmd
}
