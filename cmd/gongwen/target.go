package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/generator"
	"gongwen/generator/kind"
	"gongwen/internal/chinese"
)

// target is where the files go: a folder, or one file (or stream) for one format.
type target struct {
	formats []generator.Format
	folder  string
	file    string
	page    int // of SVG, from 1; 0 for all
}

// target checks the flags of make against each other.
func (m *making) target() (*target, error) {
	t := &target{page: m.page}
	switch {
	case m.output == "":
		t.folder = "."
	case m.output == stdStream && m.json:
		return nil, chinese.Usagef("标准输出不能同时用于文件（-o -）和 JSON 结果（--json）")
	case isFolder(m.output):
		t.folder = m.output
	default:
		t.file = m.output
	}
	var err error
	if t.formats, err = parseFormats(m.formats); err != nil {
		return nil, err
	}
	if len(t.formats) == 0 {
		if t.formats, err = t.defaultFormats(); err != nil {
			return nil, err
		}
		if t.file == "" && m.printing != (printing{}) {
			t.formats = []generator.Format{generator.PDF}
		}
	}
	switch {
	case m.printing != (printing{}) && slices.Contains(t.formats, generator.DOCX):
		return nil, chinese.Usagef("--copies、--overlay、--printer 只用于 pdf 和 svg：DOCX 由 Word 排版和打印")
	case t.file != "" && len(t.formats) > 1:
		return nil, chinese.Usagef("“%s”只能写入一种格式；要写入文件夹，请在末尾加 /", m.output)
	case m.page < 0, m.page > 0 && !slices.Contains(t.formats, generator.SVG):
		return nil, chinese.Usagef("--page 只用于 svg，须为从 1 起的页码")
	case t.file != "" && sameFile(t.file, m.input):
		return nil, chinese.Usagef("输出文件不能是输入文件 %s", m.input)
	}
	return t, nil
}

func parseFormats(names []string) ([]generator.Format, error) {
	var formats []generator.Format
	for _, name := range names {
		f, ok := kind.ParseFormat(strings.ToLower(strings.TrimSpace(name)))
		if !ok {
			return nil, chinese.Usagef("没有“%s”这种格式，可用的有：%s", name, strings.Join(formatNames(), "、"))
		}
		if !slices.Contains(formats, f) {
			formats = append(formats, f)
		}
	}
	return formats, nil
}

func formatNames() []string {
	var names []string
	for _, f := range kind.Formats() {
		names = append(names, string(f))
	}
	return names
}

// defaultFormats are those of a user who names none.
func (t *target) defaultFormats() ([]generator.Format, error) {
	switch t.file {
	case "":
		return []generator.Format{generator.PDF, generator.DOCX}, nil
	case stdStream:
		return []generator.Format{generator.PDF}, nil
	}
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(t.file)), ".")
	f, ok := kind.ParseFormat(extension)
	if !ok {
		return nil, chinese.Usagef("由“%s”看不出格式，请用 --format 指定；要写入文件夹，请在末尾加 /", t.file)
	}
	return []generator.Format{f}, nil
}

// files plans the files of a paper that has so many pages.
func (t *target) files(name string, pages int) ([]file, error) {
	if t.page > pages {
		return nil, chinese.Usagef("没有第 %d 页，文件共 %d 页", t.page, pages)
	}
	if t.file != "" && t.formats[0] == generator.SVG && t.page == 0 && pages > 1 {
		return nil, chinese.Usagef("SVG 每页一个文件，文件共 %d 页：请用 --page 指定一页，或写入文件夹", pages)
	}
	var files []file
	for _, f := range t.formats {
		if f != generator.SVG {
			files = append(files, file{Format: f, Path: t.path(name + "." + string(f)), Pages: pages})
			continue
		}
		for page := 1; page <= pages; page++ {
			if t.page == 0 || t.page == page {
				files = append(files, file{Format: f, Path: t.path(fmt.Sprintf("%s-%d.svg", name, page)), Page: page, Pages: 1})
			}
		}
	}
	return files, nil
}

func (t *target) path(name string) string {
	if t.file != "" {
		return t.file
	}
	return filepath.Join(t.folder, name)
}

// isFolder tells whether the user means a folder: one that is there, or a name that ends like one.
func isFolder(path string) bool {
	if strings.HasSuffix(path, "/") || os.IsPathSeparator(path[len(path)-1]) {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
