package batch_test

import (
	"bytes"
	"compress/zlib"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"gongwen/generator"
	"gongwen/generator/batch"
	"gongwen/generator/credential"
	"gongwen/generator/notice"
	"gongwen/generator/roster"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

func signer() *credential.Signer {
	return credential.NewSigner(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{4}, ed25519.SeedSize)))
}

// TestWhatCannotBeSignedIsToldAsWhatItIs: and beside it whatever else is wrong with the row.
func TestWhatCannotBeSignedIsToldAsWhatItIs(t *testing.T) {
	g := papers.Generator(t)
	file := workbook(t, 6, func(i int, row []any) {
		switch i {
		case 1:
			row[5] = "1969-12-31"
		case 2:
			row[4] = strings.Repeat("中共常州市广播电视大学委员会、", 3) + "中共常州市广播电视大学某某委员会"
		case 3:
			row[2] = "优秀\uE000员"
		case 4:
			row[5], row[0] = "2200-01-01", strings.Repeat("阿卜杜拉·", 11)+"某"
		}
	})
	var refusal notice.Refusal
	if _, err := certificates(t, g, file, batch.Options{Sign: signer()}).Check(t.Context()); !errors.As(err, &refusal) {
		t.Fatalf("error %v", err)
	}
	var got []string
	for _, n := range refusal {
		got = append(got, fmt.Sprint(n.Cell, " ", n.Code, " ", n.Message))
	}
	want := []string{"F3 credential 应在1970年1月1日至2149年6月6日之间", "A4 credential 姓名、荣誉称号、编号和颁发单位合起来太长", "C5 credential 有自造字",
		"C5 missing-glyph ", "F6 credential 应在1970年1月1日", "A6 too-long "}
	if len(got) != len(want) {
		t.Fatalf("faults %q, want %q", got, want)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %d: %q, want %q", i, got[i], want[i])
		}
	}
}

// kindRoster opens a roster of rows of texts, the first of which are the titles.
func kindRoster(t *testing.T, g *generator.Generator, kind string, files fs.FS, rows [][]string) *roster.Roster {
	t.Helper()
	k, _ := g.Kind(kind)
	file := sheetOf(t, rows)
	r, err := roster.Open(bytes.NewReader(file), int64(len(file)), k.Schema, roster.Options{Files: files})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDoublesAreFoundInEveryKind(t *testing.T) {
	g := papers.Generator(t)
	for _, c := range []struct {
		kind   string
		rows   [][]string
		faults []string
		warned int
	}{
		{"redcard", [][]string{{"姓名", "所在支部", "样式"}, {"张三", "一支部", "胸卡"}, {"张三", "一支部", "门牌"}, {"张三", "二支部", "胸卡"}, {"张三", "一支部", "胸卡"}},
			[]string{"A5 duplicate-person"}, 0},
		{"commitment-card", [][]string{{"姓名", "所在支部", "承诺事项"}, {"张三", "一支部", "带头学习"}, {"李四", "一支部", "带头学习"}, {"张三", "一支部", "带头服务"}},
			[]string{"A4 duplicate-person"}, 0},
		{"certificate", [][]string{{"姓名", "荣誉称号", "颁发单位", "颁发日期", "证书编号"}, {"张三", "甲某", "某单位", "2012-07-01", "党证〔2012〕1号"}, {"张三", "乙某", "某单位", "2012-07-01", "党证〔2012〕1号"},
			{"张三", "甲某", "某单位", "2012-07-01", "党证〔2012〕2号"}}, []string{"E3 duplicate-number", "A4 duplicate-person"}, 0},
		{"letter", [][]string{{"发文机关标志", "发文字号", "标题", "主送机关", "正文", "署名", "成文日期"},
			{"某某局", "某函〔2012〕1号", "关于某事的函", "甲局：", "请办理。", "某某局", "2012-07-01"}, {"某某局", "某函〔2012〕1号", "关于某事的函", "乙局：", "请办理。", "某某局", "2012-07-01"},
			{"某某局", "某函〔2012〕1号", "关于某事的函", "甲局：", "请办理。", "某某局", "2012-07-01"}}, nil, 1},
	} {
		t.Run(c.kind, func(t *testing.T) {
			b, err := newBatch(g, c.kind, kindRoster(t, g, c.kind, nil, c.rows), batch.Options{SkipBad: true})
			if err != nil {
				t.Fatal(err)
			}
			doubles := 0
			s, err := b.Merge(t.Context(), &bytes.Buffer{}, func(e *batch.Entry) error {
				for _, n := range e.Warnings {
					if n.Code == "duplicate-row" {
						doubles++
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, n := range s.Faults {
				got = append(got, n.Cell+" "+n.Code)
			}
			if !slices.Equal(got, c.faults) || doubles != c.warned {
				t.Errorf("faults %q, want %q; %d warnings, want %d", got, c.faults, doubles, c.warned)
			}
		})
	}
}

// noise is a folder of PNG files of 64 by 80 pixels that cannot be made smaller, each with its own name. It keeps none.
type noise struct{}

func (noise) Open(name string) (fs.File, error) {
	var seed uint64
	if _, err := fmt.Sscanf(name, "%d.png", &seed); err != nil {
		return nil, fs.ErrNotExist
	}
	return fstest.MapFS{name: {Data: noisePNG(rand.New(rand.NewPCG(seed, 1)), 64, 80)}}.Open(name)
}

// noisePNG gives a picture whose pixels are not compressed.
func noisePNG(from *rand.Rand, w, h int) []byte {
	pixels := make([]byte, h*(1+3*w))
	for i := range pixels {
		if i%(1+3*w) > 0 {
			pixels[i] = byte(from.Uint32())
		}
	}
	file := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
		at := len(file)
		file = append(append(file, kind...), data...)
		file = binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(file[at:]))
	}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	chunk("IHDR", append(header, 8, 2, 0, 0, 0))
	chunk("IDAT", stored(pixels))
	chunk("IEND", nil)
	return file
}

func TestThousandsOfPhotographsAreNotKept(t *testing.T) {
	testkit.Thousands(t)
	const cards = 2000
	g := papers.Generator(t)
	rows := [][]string{{"姓名", "所在支部", "照片"}}
	for i := range cards {
		rows = append(rows, []string{personName(i), "机关党支部", fmt.Sprintf("%d.png", i)})
	}
	b, err := newBatch(g, "redcard", kindRoster(t, g, "redcard", noise{}, rows), batch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var made int
	var after uint64 // the first 200
	var size bytesCount
	if _, err := b.Merge(t.Context(), &size, func(*batch.Entry) error {
		if made++; made == 200 {
			after = live()
		}
		if made == cards {
			if end := live(); end > after+8<<20 {
				t.Errorf("%d MB more after %d photographs than after 200", (end-after)>>20, cards)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if size < cards*64*80*3 {
		t.Errorf("%d bytes cannot hold %d photographs", size, cards)
	}
}

// TestThousandRowsHaveEachPictureOnce, even if others come between its uses: the backgrounds of a hundred branches, since
// noise is no seal.
func TestThousandRowsHaveEachPictureOnce(t *testing.T) {
	testkit.Thousands(t)
	const branches, rows = 100, 1000
	g := papers.Generator(t)
	file := workbook(t, rows, func(i int, row []any) { row[6] = fmt.Sprintf("%d.png", i%branches) })
	k, _ := g.Kind("certificate")
	var first []byte
	for range 2 {
		r, err := roster.Open(bytes.NewReader(file), int64(len(file)), k.Schema, roster.Options{Files: noise{}, Map: map[string]string{"底图": "印章"}})
		if err != nil {
			t.Fatal(err)
		}
		b, err := newBatch(g, "certificate", r, batch.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all, _ := merge(t, b)
		if first == nil {
			first = all
		}
		if !bytes.Equal(all, first) {
			t.Error("other bytes the second time")
		}
	}
	out := testkit.Tool(t, "pdfimages", "-list", forPoppler(t, first))
	objects := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(out), "\n")[2:] {
		objects[strings.Fields(line)[10]]++
	}
	if len(objects) != branches {
		t.Errorf("%d pictures in the file, want %d", len(objects), branches)
	}
}

// stored gives data as a zlib stream that is not compressed.
func stored(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.NoCompression) // its only error is a level that does not exist
	w.Write(data)                                       // neither fails into a bytes.Buffer
	w.Close()
	return b.Bytes()
}

// sheetOf gives an XLSX file of rows of texts.
func sheetOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
