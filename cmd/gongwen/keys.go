package main

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongwen/generator/credential"
	"gongwen/internal/chinese"
)

// The files of a pair of keys.
const (
	privateFile = "private.pem"
	publicFile  = "public.pem"
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
		Long: "生成一对 Ed25519 密钥：" + privateFile + " 用来签发证书上的验证码，要妥善保管、另存备份，不能给别人；" +
			publicFile + " 用来核验，可以公开。\n已有的文件不会被覆盖。",
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
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	privatePEM, err := credential.PrivatePEM(private)
	if err != nil {
		return err
	}
	publicPEM, err := credential.PublicPEM(public)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return failure("无法写入 "+dir, err)
	}
	if err := createFile(filepath.Join(dir, privateFile), privatePEM, 0o600); err != nil {
		return err
	}
	if err := createFile(filepath.Join(dir, publicFile), publicPEM, 0o644); err != nil {
		return errors.Join(err, os.Remove(filepath.Join(dir, privateFile))) // one without the other is of no use
	}
	_, err = fmt.Fprintf(p.stdout, "密钥 %s：\n  私钥 %s（妥善保管并备份，不要给别人）\n  公钥 %s（核验用，可以公开）\n",
		credential.KeyID(public), filepath.Join(dir, privateFile), filepath.Join(dir, publicFile))
	return err
}

// createFile writes a file that is not there yet, whole or not at all.
func createFile(name string, content []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return failure("没有生成密钥", fmt.Errorf("%s 已经存在，不会覆盖", name))
	}
	if err != nil {
		return failure("无法写入 "+name, err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return failure("无法写入 "+name, errors.Join(err, os.Remove(name)))
	}
	return nil
}
