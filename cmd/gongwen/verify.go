package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator/credential"
	"gongwen/generator/inspect/scan"
	"gongwen/internal/chinese"
	"gongwen/internal/stdio"
	"gongwen/service/data"
)

// verification is what the user wants verified, and with what.
type verification struct {
	keys    []string // files
	revoked string   // a file, or ""
	json    bool
}

func (p *program) verifyCommand() *cobra.Command {
	var v verification
	cmd := &cobra.Command{
		Use:   "verify 验证码|图片|PDF",
		Short: "核验证书上的验证码（二维码）是不是真的，不需要联网",
		Long: "核验二维码里的文字、证书的照片或扫描件（PNG、JPEG 等）、证书的 PDF（每一页）。“-”为标准输入。\n" +
			"验证码是真的，只说明签发单位签发过其中的内容；还要核对证书上印的与它一致。\n" +
			"退出码：0 全部是真的，4 有不是真的（被改动、密钥未知或已注销），1 读不出验证码。",
		Example: "  gongwen verify 证书.jpg --key public.pem\n  gongwen verify out/certificate.pdf --key public.pem --revoked 注销名单.txt",
		Args:    chinese.Arguments("验证码、图片或 PDF"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(v.keys) == 0 {
				return chinese.Usagef("缺少 --key 公钥文件，用法见 %s --help", cmd.CommandPath())
			}
			return p.verify(cmd.Context(), &v, args[0])
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&v.keys, "key", nil, "签发单位的公钥`文件`；有几个（如换过密钥）就写几次")
	f.StringVar(&v.revoked, "revoked", "", "注销名单`文件`：每行依次是证书编号、注销日期（2012-06-28）和原因")
	f.BoolVar(&v.json, "json", false, "在标准输出上给出 JSON 结果")
	return cmd
}

// disproof is the error of texts that are not genuine.
type disproof struct{ count int }

func (d *disproof) Error() string { return fmt.Sprintf("有 %d 个验证码不是真的", d.count) }

func (p *program) verify(ctx context.Context, v *verification, source string) error {
	verifier, err := data.Verifier(v.keys, v.revoked)
	if err != nil {
		return err
	}
	all, err := p.verified(ctx, verifier, source)
	if err != nil {
		return err
	}
	wrong := &disproof{}
	for _, one := range all {
		if one.Verdict != credential.Genuine {
			wrong.count++
		}
	}
	if err := p.tellVerified(v, all); err != nil {
		return err
	}
	if wrong.count > 0 {
		return &reported{wrong}
	}
	return nil
}

// verified verifies the command's argument, which is a signed text or the name of a file.
func (p *program) verified(ctx context.Context, v *credential.Verifier, source string) ([]scan.Verified, error) {
	if credential.Is(source) {
		return []scan.Verified{{Finding: v.Verify(source)}}, nil
	}
	file, size, err := stdio.Open(ctx, p.stdin, source)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrInvalid) {
		return nil, failure("无法核验“"+source+"”", errors.New("它既不是验证码，也不是文件"))
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	all, err := scan.Verify(ctx, v, file, size)
	if err != nil {
		return nil, failure(source, err)
	}
	return all, nil
}

// tellVerified writes the findings: as JSON, or a line for each.
func (p *program) tellVerified(v *verification, all []scan.Verified) error {
	if v.json {
		return p.json(all)
	}
	var out strings.Builder
	for _, one := range all {
		if one.Page > 0 {
			fmt.Fprintf(&out, "第 %d 页：", one.Page)
		}
		out.WriteString(one.Sentence() + "\n")
	}
	_, err := fmt.Fprint(p.stdout, out.String())
	return err
}
