package pdf_test

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"

	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/generator/pdf"
)

func TestFilesWithAStoreAreTheSame(t *testing.T) {
	d := pagetest.Document()
	ornament := &page.Symbol{Items: []page.Item{page.Rectangle(page.Rect{W: 1000, H: 1000}, page.Red)}}
	d.Pages[1].Items = append(d.Pages[1].Items, &page.Use{Symbol: ornament})
	want := bytesOf(t, d)
	var cache pdf.Cache
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 3 {
				var got bytes.Buffer
				if err := pdf.Write(&got, d, pdf.Options{Cache: &cache}); err != nil || !bytes.Equal(got.Bytes(), want) {
					t.Errorf("other bytes, error %v", err)
				}
			}
		})
	}
	all.Wait()
}

// The ornament and what repeats in it have other numbers and other names in the second paper.
func TestStoredOrnamentFitsAnyFile(t *testing.T) {
	unit := &page.Symbol{Items: []page.Item{page.Rectangle(page.Rect{W: 1000, H: 1000}, page.Red)}}
	use := &page.Use{Symbol: &page.Symbol{Items: []page.Item{&page.Use{Symbol: unit}, &page.Use{At: page.Point{X: 2000}, Symbol: unit}}}}
	first, second := pagetest.Document(), pagetest.Document()
	first.Pages[0].Items = append([]page.Item{use}, first.Pages[0].Items...)
	last := second.Pages[len(second.Pages)-1]
	last.Items = append(last.Items, use)
	var cache pdf.Cache
	for i, d := range []*page.Document{first, second, first} {
		var got bytes.Buffer
		if err := pdf.Write(&got, d, pdf.Options{Cache: &cache}); err != nil || !bytes.Equal(got.Bytes(), bytesOf(t, d)) {
			t.Errorf("file %d: other bytes with a cache, error %v", i+1, err)
		}
	}
}

func TestUnknownItemInASymbolIsAnErrorWithACacheToo(t *testing.T) {
	for _, symbol := range []*page.Symbol{
		{Items: []page.Item{pagetest.Unknown()}},
		{Items: []page.Item{&page.Use{Symbol: &page.Symbol{Items: []page.Item{pagetest.Unknown()}}}}},
	} {
		d := pagetest.Document()
		d.Pages[1].Items = append(d.Pages[1].Items, &page.Use{Symbol: symbol})
		var cache pdf.Cache
		if err := pdf.Write(io.Discard, d, pdf.Options{Cache: &cache}); err == nil || !strings.Contains(err.Error(), "page 2") || !strings.Contains(err.Error(), "pagetest.unknown") {
			t.Errorf("error %v", err)
		}
	}
}
