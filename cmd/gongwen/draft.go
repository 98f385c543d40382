package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"gongwen/generator/draft"
	"gongwen/generator/notice"
	"gongwen/internal/chinese"
	"gongwen/internal/stdio"
)

func (p *program) draftCommand() *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "draft 文件|-",
		Short: "由文稿（.txt、.docx 或粘贴的文字）起草输入文件",
		Long: "辨认文稿的种类和各个部分（版头、标题、主送机关、正文和表格、附件、署名、日期、印发的文件、版记），写出输入文件（YAML）。\n" +
			"猜测之处在文件里有注释，并在标准错误输出上提醒；文稿里没有的不编造，留待填写；文稿里的字一个也不丢。“-”为标准输入。",
		Example: "  gongwen draft 原稿.docx -o 通知.yaml\n  gongwen make 通知.yaml -o out/",
		Args:    chinese.Arguments("文稿"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.draft(cmd.Context(), args[0], to)
		},
	}
	cmd.Flags().StringVarP(&to, "output", "o", stdio.Name, "写入这个`文件`，“-”为标准输出")
	cmd.Flags().Lookup("output").DefValue = "" // cobra would add it in English
	return cmd
}

// draft writes what it finds in a text as the input of a kind, and tells what a person must look at.
func (p *program) draft(ctx context.Context, name, to string) error {
	if to != stdio.Name && stdio.Same(to, name) {
		return chinese.Usagef("输出文件不能是文稿 %s", name)
	}
	text, err := stdio.Read(ctx, p.stdin, name)
	if err != nil {
		return err
	}
	said := name
	if name == stdio.Name {
		said = "标准输入"
	}
	source, err := draft.Read(text, said)
	if err != nil {
		fmt.Fprintf(p.stderr, "错误：%s：%v\n", said, err)
		return &reported{notice.Refusal{{Code: "unreadable", Message: err.Error()}}}
	}
	g, err := p.folder().Generator()
	if err != nil {
		return err
	}
	d, err := draft.New(source, g)
	if err != nil {
		return err
	}
	if err := stdio.Write(p.stdout, to, d.WriteYAML); err != nil {
		return err
	}
	for _, w := range d.Warnings {
		fmt.Fprintf(p.stderr, "警告：%s：%s%s\n", said, d.Place(w.Line), w.Message)
	}
	return nil
}
