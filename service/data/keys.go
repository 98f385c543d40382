package data

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gongwen/generator/credential"
	"gongwen/generator/staged"
)

// The files of a pair of keys.
const (
	PrivateFile = "private.pem"
	PublicFile  = "public.pem"
)

// NewKeys writes a new pair of keys to a folder that has none, and gives its KeyID.
func NewKeys(dir string) (id string, err error) {
	pair, err := credential.NewPair()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", failure("无法写入 "+dir, err)
	}
	private := filepath.Join(dir, PrivateFile)
	if err := createFile(private, pair.Private, 0o600); err != nil {
		return "", err
	}
	if err := createFile(filepath.Join(dir, PublicFile), pair.Public, 0o644); err != nil {
		return "", errors.Join(err, os.Remove(private)) // one without the other is of no use
	}
	return pair.ID, nil
}

// createFile writes a file that is not there yet.
func createFile(name string, content []byte, mode fs.FileMode) error {
	err := staged.Create(name, content, mode)
	if errors.Is(err, fs.ErrExist) {
		return failure("没有生成密钥", fmt.Errorf("%s 已经存在，不会覆盖", name))
	}
	if err != nil {
		return failure("无法写入 "+name, err)
	}
	return nil
}

// Signer reads the file of a private key.
func Signer(keyFile string) (*credential.Signer, error) {
	pem, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, failure("无法读取 "+keyFile, err)
	}
	key, err := credential.ParsePrivate(pem)
	if err != nil {
		return nil, failure(keyFile+" 不是可用的私钥", err)
	}
	return credential.NewSigner(key), nil
}

// Verifier reads the files of public keys and the list of revocations; "" for none.
func Verifier(keyFiles []string, revoked string) (*credential.Verifier, error) {
	var keys []ed25519.PublicKey
	for _, name := range keyFiles {
		file, err := os.ReadFile(name)
		if err != nil {
			return nil, failure("无法读取公钥 "+name, err)
		}
		key, err := credential.ParsePublic(file)
		if err != nil {
			return nil, failure("无法使用 "+name, errors.New("它不是公钥文件；公钥文件是 gongwen keys new 生成的 "+PublicFile))
		}
		keys = append(keys, key)
	}
	if revoked == "" {
		return credential.NewVerifier(nil, keys...), nil
	}
	f, err := os.Open(revoked)
	if err != nil {
		return nil, failure("无法读取注销名单 "+revoked, err)
	}
	defer f.Close()
	list, err := credential.ReadRevocations(f)
	var fault *credential.ListError
	switch {
	case errors.As(err, &fault):
		return nil, failure("注销名单 "+revoked+" 有误", fmt.Errorf("第 %d 行：%s", fault.Line, fault.Message))
	case err != nil:
		return nil, failure("无法读取注销名单 "+revoked, err)
	}
	return credential.NewVerifier(list, keys...), nil
}
