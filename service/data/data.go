// Package data is what an installation has of its own: a data folder with templates, which lie over those of the program, and
// printers (data.go); files of keys (keys.go). Errors are Chinese.
package data

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/doc"
	"gongwen/generator/kind"
	"gongwen/generator/page"
	"gongwen/internal/chinese"
	"gongwen/templates"
)

// PrintersFile has the shift of each printer.
const PrintersFile = "printers.yaml"

// Folder is a data folder. It need not exist.
type Folder struct {
	dir     string
	unknown error // why nobody knows where it is
}

// Open gives the folder dir; "" is the folder gongwen in the user's configuration folder (on Linux ~/.config/gongwen, on Windows
// %AppData%\gongwen).
func Open(dir string) *Folder {
	if dir != "" {
		return &Folder{dir: dir}
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return &Folder{unknown: failure("不知道数据文件夹在哪里，请用 --data 指定", err)}
	}
	return &Folder{dir: filepath.Join(dir, "gongwen")}
}

func failure(what string, err error) error { return &chinese.Failure{What: what, Err: err} }

// Dir gives the folder's path; "" if nobody knows where it is.
func (f *Folder) Dir() string { return f.dir }

// Templates gives the templates of the program, and over them those of the folder.
func (f *Folder) Templates() (fs.FS, error) {
	if f.unknown != nil {
		return templates.Files, nil // a user without a home has no templates there
	}
	own := filepath.Join(f.dir, "templates")
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

// Generator opens the generator with the templates.
func (f *Folder) Generator() (*generator.Generator, error) {
	files, err := f.Templates()
	if err != nil {
		return nil, err
	}
	g, err := generator.New(files, fonts.Files)
	if err != nil {
		return nil, failure("模板或字体有误", err)
	}
	return g, nil
}

// Kind gives the kind of an English name or a Chinese title. The error of a name that none has is a *chinese.UsageError.
func Kind(g *generator.Generator, name string) (*kind.Kind, error) {
	k, err := g.Kind(name)
	if !errors.Is(err, kind.ErrUnknown) {
		return k, KindFailure(err)
	}
	var names []string
	for _, k := range g.Kinds() {
		names = append(names, k.Name+"（"+k.Title+"）")
	}
	return nil, chinese.Usagef("没有“%s”这个种类，可用的有：%s", name, strings.Join(names, "、"))
}

// KindFailure says that the folder of a kind is at fault, if that is what err says; other errors stay as they are.
func KindFailure(err error) error {
	if fault, ok := errors.AsType[*kind.Fault](err); ok {
		return fmt.Errorf("种类 %s 的模板有误，不能使用：%w", fault.Kind, fault)
	}
	return err
}

// Profiles gives the profiles of the templates, by name.
func (f *Folder) Profiles() (map[string]*doc.Profile, error) {
	files, err := f.Templates()
	if err != nil {
		return nil, err
	}
	profiles, err := kind.Profiles(files)
	if err != nil {
		return nil, failure("模板有误", err)
	}
	return profiles, nil
}

// Profile gives a profile of the templates. The error of a name that none has is a *chinese.UsageError.
func (f *Folder) Profile(name string) (*doc.Profile, error) {
	profiles, err := f.Profiles()
	if err != nil {
		return nil, err
	}
	profile, ok := profiles[name]
	if !ok {
		return nil, chinese.Usagef("没有“%s”这套版式，可用的有：%s", name, strings.Join(slices.Sorted(maps.Keys(profiles)), "、"))
	}
	return profile, nil
}

// Shift gives the shift of a printer. The error of one that is not there is a *chinese.UsageError.
func (f *Folder) Shift(printer string) (page.Point, error) {
	if f.unknown != nil {
		return page.Point{}, f.unknown
	}
	name := filepath.Join(f.dir, PrintersFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return page.Point{}, chinese.Usagef("还没有 %s；先用 gongwen ruler 印一张校准页，再把偏移量写进去，如“三楼打印机: {x: 0.3, y: -0.2}”", name)
	}
	if err != nil {
		return page.Point{}, failure("无法读取 "+name, err)
	}
	printers, err := generator.ReadPrinters(text)
	if err != nil {
		return page.Point{}, failure("无法读懂 "+name, err)
	}
	if _, ok := printers[printer]; !ok {
		return page.Point{}, chinese.Usagef("%s 里没有打印机“%s”，有的是：%s", name, printer, strings.Join(printers.Names(), "、"))
	}
	shift, err := printers.Shift(printer)
	if err != nil {
		return page.Point{}, failure("无法读懂 "+name, err)
	}
	return shift, nil
}

// Make makes the folder, if it is not there, and tries whether files can be made in it.
func (f *Folder) Make() error {
	if f.unknown != nil {
		return f.unknown
	}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return failure("无法新建数据文件夹 "+f.dir, err)
	}
	if err := f.Writable(); err != nil {
		return failure("无法写入数据文件夹 "+f.dir, err)
	}
	return nil
}

// Writable tries whether files can be made in the folder.
func (f *Folder) Writable() error {
	file, err := os.CreateTemp(f.dir, ".ready-*")
	if err != nil {
		return err
	}
	closed := file.Close()
	if err := os.Remove(file.Name()); err != nil {
		return err
	}
	return closed
}
