package generator

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// File is a file that a paper is written as.
type File struct {
	Name   string
	Format Format
	Page   int // of an SVG, from 1; otherwise 0
	Pages  int // that it has
}

// ChoiceError is a format or a page that a paper has not. Its text is Chinese.
type ChoiceError struct{ text string }

func (e *ChoiceError) Error() string { return e.text }

// Files says which files the paper is written as in some formats: one each, but of SVG one a page, or the given page alone, from 1;
// 0 for all. The error is a *ChoiceError, or one of Pages.
func (p *Paper) Files(ctx context.Context, formats []Format, page int) ([]File, error) {
	for _, f := range formats {
		if !slices.Contains(p.Kind.Formats, f) {
			return nil, &ChoiceError{fmt.Sprintf("%s没有 %s 格式，可用的有：%s", p.Kind.Title, f, strings.Join(p.Kind.FormatNames(), "、"))}
		}
	}
	laid, err := p.Pages(ctx)
	if err != nil {
		return nil, err
	}
	pages := len(laid.Pages)
	if page > pages {
		return nil, &ChoiceError{fmt.Sprintf("没有第 %d 页，文件共 %d 页", page, pages)}
	}
	var files []File
	for _, f := range formats {
		if f != SVG {
			files = append(files, File{Name: p.Name + "." + string(f), Format: f, Pages: pages})
			continue
		}
		for n := 1; n <= pages; n++ {
			if page == 0 || page == n {
				files = append(files, File{Name: fmt.Sprintf("%s-%d.svg", p.Name, n), Format: f, Page: n, Pages: 1})
			}
		}
	}
	return files, nil
}

// WriteFile writes one of the paper's files.
func (p *Paper) WriteFile(ctx context.Context, w io.Writer, f File) error {
	return p.Write(ctx, w, f.Format, Options{Page: max(f.Page-1, 0)})
}
