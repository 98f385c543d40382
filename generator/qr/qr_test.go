package qr_test

import (
	"bytes"
	"errors"
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/qr"
	"gongwen/internal/testkit"
)

const mm = page.Length(36_000)

// Another encoder makes the very same code: same version, same mask, same modules.
func TestCodesAreThoseOfZXing(t *testing.T) {
	for _, c := range []struct {
		condition string
		unit      string
		most      int // characters of version 10-M, ISO/IEC 18004:2015, table 7
	}{
		{"digits", "7301946285", 513},
		{"capitals", "GW1:ABCX*Z", 311},
		{"bytes", "gw1-{abcdé", 213},
	} {
		t.Run(c.condition, func(t *testing.T) {
			all := strings.Repeat(c.unit, c.most/10+1)
			for n := 1; n <= c.most; n++ {
				text := strings.ToValidUTF8(all[:n], "?")
				code, err := qr.Encode(text)
				if err != nil {
					t.Fatalf("%d characters: %v", n, err)
				}
				want, err := encoder.Encoder_encode(text, decoder.ErrorCorrectionLevel_M, nil)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, code, want.GetMatrix())
			}
			if _, err := qr.Encode(all[:c.most+1]); !errors.Is(err, qr.ErrLong) {
				t.Errorf("%d characters: error %v", c.most+1, err)
			}
		})
	}
}

func compare(t *testing.T, got *qr.Code, want *encoder.ByteMatrix) {
	t.Helper()
	if got.Size() != want.GetWidth() {
		t.Fatalf("%d modules, want %d", got.Size(), want.GetWidth())
	}
	for y := range got.Size() {
		for x := range got.Size() {
			if got.Dark(x, y) != (want.Get(x, y) == 1) {
				t.Fatalf("%d modules: the module at %d, %d differs", got.Size(), x, y)
			}
		}
	}
}

func TestPrintedCodeIsRead(t *testing.T) {
	for _, c := range []struct {
		condition string
		text      string
		box       page.Rect
	}{
		{"largest code in 25 mm", "GW1:" + strings.Repeat("ABCDEFGHIJKLM234567", 16), page.Rect{X: 10 * mm, Y: 20 * mm, W: 25 * mm, H: 25 * mm}},
		{"smallest code", "1", page.Rect{W: 8 * mm, H: 8 * mm}},
		{"box that is no square", "https://example.org/a?b=证书𬱖", page.Rect{X: 50 * mm, Y: 40*mm + 1, W: 44 * mm, H: 21*mm + 77}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			path := draw(t, c.text, c.box)
			if got := scan(t, print(t, path)); got != c.text {
				t.Errorf("read %q", got)
			}
		})
	}
}

func draw(t *testing.T, text string, box page.Rect) *page.Path {
	t.Helper()
	code, err := qr.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	path, err := code.Path(box)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range path.Segments {
		for _, to := range s.To[:2] {
			if to.X <= box.X || to.Y <= box.Y || to.X >= box.X+box.W || to.Y >= box.Y+box.H || to.X%127 != 0 || to.Y%127 != 0 {
				t.Fatalf("a point at %v, %v", to.X, to.Y)
			}
		}
	}
	return path
}

// print gives a page as poppler shows it at 200 dpi.
func print(t *testing.T, path *page.Path) image.Image {
	t.Helper()
	sheet := &page.Page{Items: []page.Item{path}}
	sheet.Size.W, sheet.Size.H = 100*mm, 90*mm
	var file bytes.Buffer
	if err := pdf.Write(&file, &page.Document{Pages: []*page.Page{sheet}}, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return testkit.Draw(t, testkit.File(t, "a.pdf", file.Bytes()), 1, 200)
}

func scan(t *testing.T, m image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_CHARACTER_SET: "UTF-8", gozxing.DecodeHintType_TRY_HARDER: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return found.GetText()
}

func TestBoxIsTooSmall(t *testing.T) {
	code, err := qr.Encode("1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := code.Path(page.Rect{W: 30 * mm, H: 7 * mm}); !errors.Is(err, qr.ErrSmall) {
		t.Errorf("error %v", err)
	}
}

// On the machine of the notes: 30 µs for the code of a certificate.
func BenchmarkCertificate(b *testing.B) {
	text := "GW1:" + strings.Repeat("ABCDEFGHIJKL", 20)
	b.ReportAllocs()
	for b.Loop() {
		code, err := qr.Encode(text)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := code.Path(page.Rect{W: 25 * mm, H: 25 * mm}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	text := "GW1:" + strings.Repeat("ABCDEFGHIJKL", 20)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := qr.Encode(text); err != nil {
			b.Fatal(err)
		}
	}
}
