package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/generator/credential"
	"gongwen/generator/inspect/scan"
	"gongwen/internal/chinese"
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

// verified is one signed text and what was found of it, as --json tells it.
type verified struct {
	Page int `json:"page,omitempty"` // of a PDF, from 1
	*credential.Finding
}

// disproof is the error of texts that are not genuine.
type disproof struct{ count int }

func (d *disproof) Error() string { return fmt.Sprintf("有 %d 个验证码不是真的", d.count) }

func (p *program) verify(ctx context.Context, v *verification, source string) error {
	verifier, err := v.verifier()
	if err != nil {
		return err
	}
	texts, err := p.signedTexts(ctx, source)
	if err != nil {
		return err
	}
	all := make([]verified, len(texts))
	wrong := &disproof{}
	for i, t := range texts {
		all[i] = verified{Page: t.Page, Finding: verifier.Verify(t.Text)}
		if all[i].Verdict != credential.Genuine {
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

// verifier reads the keys and the list of revocations.
func (v *verification) verifier() (*credential.Verifier, error) {
	var keys []ed25519.PublicKey
	for _, name := range v.keys {
		file, err := os.ReadFile(name)
		if err != nil {
			return nil, failure("无法读取公钥 "+name, err)
		}
		key, err := credential.ParsePublic(file)
		if err != nil {
			return nil, failure("无法使用 "+name, errors.New("它不是公钥文件；公钥文件是 gongwen keys new 生成的 "+publicFile))
		}
		keys = append(keys, key)
	}
	if v.revoked == "" {
		return credential.NewVerifier(nil, keys...), nil
	}
	f, err := os.Open(v.revoked)
	if err != nil {
		return nil, failure("无法读取注销名单 "+v.revoked, err)
	}
	defer f.Close()
	list, err := credential.ReadRevocations(f)
	var fault *credential.ListError
	switch {
	case errors.As(err, &fault):
		return nil, failure("注销名单 "+v.revoked+" 有误", fmt.Errorf("第 %d 行：%s", fault.Line, fault.Message))
	case err != nil:
		return nil, failure("无法读取注销名单 "+v.revoked, err)
	}
	return credential.NewVerifier(list, keys...), nil
}

// signedTexts gives the signed texts of the command's argument, which is such a text or the name of a file. There is one at
// least.
func (p *program) signedTexts(ctx context.Context, source string) ([]scan.Signed, error) {
	if credential.Is(source) {
		return []scan.Signed{{Text: source}}, nil
	}
	file, size, err := p.open(ctx, source)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrInvalid) {
		return nil, failure("无法核验“"+source+"”", errors.New("它既不是验证码，也不是文件"))
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	found, err := scan.SignedTexts(ctx, file, size)
	if err != nil {
		return nil, failure(source, err)
	}
	return found, nil
}

// readable is an open file.
type readable interface {
	io.ReaderAt
	io.Closer
}

// open opens a file, which is read where it is: the PDF of a batch may be larger than memory. Standard input is read first.
func (p *program) open(ctx context.Context, source string) (readable, int64, error) {
	if source == stdStream {
		input, _, err := p.read(ctx, source)
		return struct {
			*bytes.Reader
			io.Closer
		}{bytes.NewReader(input), closers{}}, int64(len(input)), err
	}
	f, err := os.Open(source)
	if err != nil {
		return nil, 0, failure("无法读取 "+source, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("它不是文件")
	}
	if err != nil {
		return nil, 0, errors.Join(failure("无法读取 "+source, err), f.Close())
	}
	return f, info.Size(), nil
}

// tellVerified writes the findings: as JSON, or a line for each.
func (p *program) tellVerified(v *verification, all []verified) error {
	if v.json {
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(all)
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
