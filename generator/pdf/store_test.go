package pdf_test

import (
	"bytes"
	"sync"
	"testing"

	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
)

func TestFilesWithAStoreAreTheSame(t *testing.T) {
	d := pagetest.Document()
	ornament := &page.Form{Items: []page.Item{page.Rectangle(page.Rect{W: 1000, H: 1000}, page.Red)}}
	d.Pages[1].Items = append(d.Pages[1].Items, &page.Use{Form: ornament})
	want := bytesOf(t, d)
	var store pdf.Store
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 3 {
				var got bytes.Buffer
				if err := pdf.Write(&got, d, pdf.Options{Store: &store}); err != nil || !bytes.Equal(got.Bytes(), want) {
					t.Errorf("other bytes, error %v", err)
				}
			}
		})
	}
	all.Wait()
}
