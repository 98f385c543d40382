package batch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"gongwen/fonts"
	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/generator/kind"
	"gongwen/generator/roster"
	"gongwen/generator/staged"
	"gongwen/templates"
)

// members gives a roster of commitment cards.
func members(k *kind.Kind) *roster.Roster {
	f := excelize.NewFile()
	for row, values := range [][]any{{"姓名", "所在支部", "承诺事项"}, {"张建国", "机关党支部", "带头学习"}, {"李敏", "机关党支部", "带头服务"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row+1), &values); err != nil {
			log.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		log.Fatal(err)
	}
	r, err := roster.Open(bytes.NewReader(file.Bytes()), int64(file.Len()), k.Schema, roster.Options{})
	if err != nil {
		log.Fatal(err)
	}
	return r
}

func ExampleBatch_Merge() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	k, err := g.Kind("承诺卡")
	if err != nil {
		log.Fatal(err)
	}
	b, err := batch.New(g, k, members(k), batch.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	summary, err := b.Merge(context.Background(), &file, func(e *batch.Entry) error {
		fmt.Println(e.Row, e.Name, e.Page)
		return nil
	})
	fmt.Println(summary.Made, err, bytes.HasPrefix(file.Bytes(), []byte("%PDF-")))
	// Output:
	// 2 张建国 1
	// 3 李敏 1
	// 2 <nil> true
}

// A folder is filled, and filled again: what is there and has not changed is kept. Any other Sink does as well.
func ExampleBatch_Resume() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	k, err := g.Kind("承诺卡")
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "cards")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	folder, err := staged.OpenFolder(dir)
	if err != nil {
		log.Fatal(err)
	}
	defer folder.Close()
	for range 2 {
		b, err := batch.New(g, k, members(k), batch.Options{Formats: []generator.Format{generator.PDF}})
		if err != nil {
			log.Fatal(err)
		}
		rest, err := b.Resume(context.Background(), folder)
		if err != nil {
			log.Fatal(err)
		}
		_, summary, err := rest.Fill(context.Background(), batch.Single)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(summary.Kept, summary.Made)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, batch.ManifestName))
	if err != nil {
		log.Fatal(err)
	}
	entries, err := batch.ReadManifest(manifest)
	for _, e := range entries {
		fmt.Println(e.File, e.Pages)
	}
	fmt.Println(err)
	// Output:
	// 0 2
	// 2 0
	// 张建国 党员公开承诺卡.pdf 2
	// 李敏 党员公开承诺卡.pdf 2
	// <nil>
}

func ExampleBatch_Zip() {
	g, err := generator.New(templates.Files, fonts.Files)
	if err != nil {
		log.Fatal(err)
	}
	k, err := g.Kind("承诺卡")
	if err != nil {
		log.Fatal(err)
	}
	b, err := batch.New(g, k, members(k), batch.Options{Formats: []generator.Format{generator.PDF, generator.DOCX}})
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	if _, err := b.Zip(context.Background(), &file, func(*batch.Entry) error { return nil }); err != nil {
		log.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range z.File {
		fmt.Println(f.Name)
	}
	// Output:
	// 张建国 党员公开承诺卡.pdf
	// 张建国 党员公开承诺卡.docx
	// 李敏 党员公开承诺卡.pdf
	// 李敏 党员公开承诺卡.docx
	// manifest.csv
}

func ExampleParseRows() {
	fmt.Println(batch.ParseRows("12-15"))
	fmt.Println(batch.ParseRows("5-2"))
	// Output:
	// 12 15 <nil>
	// 0 0 行的范围写成 12-15 这样，是表格左边的行号；收到的是“5-2”
}
