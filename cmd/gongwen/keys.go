package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongwen/internal/chinese"
	"gongwen/service/data"
)

func (p *program) keysCommand() *cobra.Command {
	keys := &cobra.Command{
		Use:   "keys",
		Short: "管理签发验证码的密钥",
		Args:  chinese.Arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(p.stderr)
			return &reported{errors.Join(chinese.Usagef("没有写明命令"), cmd.Help())}
		},
	}
	var dir string
	create := &cobra.Command{
		Use:   "new",
		Short: "生成一对新密钥：私钥签发，公钥核验",
		Long: "生成一对 Ed25519 密钥：" + data.PrivateFile + " 用来签发证书上的验证码，要妥善保管、另存备份，不能给别人；" +
			data.PublicFile + " 用来核验，可以公开。\n已有的文件不会被覆盖。",
		Example:               "  gongwen keys new -o 密钥/",
		Args:                  chinese.Arguments(),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dir == "" {
				return chinese.Usagef("缺少 -o 文件夹，用法见 %s --help", cmd.CommandPath())
			}
			return p.newKeys(dir)
		},
	}
	create.Flags().StringVarP(&dir, "output", "o", "", "把两个文件写入这个`文件夹`")
	keys.AddCommand(create)
	return keys
}

// newKeys writes a new pair of keys to a folder that has none.
func (p *program) newKeys(dir string) error {
	id, err := data.NewKeys(dir)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "密钥 %s：\n  私钥 %s（妥善保管并备份，不要给别人）\n  公钥 %s（核验用，可以公开）\n",
		id, filepath.Join(dir, data.PrivateFile), filepath.Join(dir, data.PublicFile))
	return err
}
