package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gongwen/generator/kind"
	"gongwen/templates"
)

// dataDir gives the data folder: that of the flag, or gongwen in the user's configuration folder (on Linux
// ~/.config/gongwen, on Windows %AppData%\gongwen). It need not exist.
func (p *program) dataDir() (string, error) {
	if p.data != "" {
		return p.data, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", failure("不知道数据文件夹在哪里，请用 --data 指定", err)
	}
	return filepath.Join(dir, "gongwen"), nil
}

// templates gives the embedded templates, and over them those of the data folder.
func (p *program) templates() (fs.FS, error) {
	dir, err := p.dataDir()
	if err != nil {
		return templates.Files, nil // a user without a home has no templates there
	}
	own := filepath.Join(dir, "templates")
	info, err := os.Stat(own)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return templates.Files, nil
	case err != nil:
		return nil, failure("无法读取模板文件夹 "+own, err)
	case !info.IsDir():
		return nil, failure("无法读取模板文件夹 "+own, errors.New("它不是文件夹"))
	}
	return kind.Overlay(os.DirFS(own), templates.Files), nil
}
