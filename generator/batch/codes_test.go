package batch_test

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"fmt"
	"image"
	"io"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"gongwen/generator/batch"
	"gongwen/generator/credential"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
)

// TestThousandsOfCodesAreThoseOfTheirRows prints 10,000 signed certificates, has poppler draw the place of the code on each page, and
// reads and verifies what is seen there.
func TestThousandsOfCodesAreThoseOfTheirRows(t *testing.T) {
	testkit.Thousands(t)
	const rows = 10_000
	g := papers.Generator(t)
	file, _ := merge(t, certificates(t, g, workbook(t, rows, nil), batch.Options{Number: firstNumber, Sign: signer()}))
	if perPage := len(file) / rows; perPage > 3000 {
		t.Errorf("%d bytes a page", perPage)
	}
	path := forPoppler(t, file)
	verifier := credential.NewVerifier(nil, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{4}, ed25519.SeedSize)).Public().(ed25519.PublicKey))
	parts := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for part := range parts {
		all.Go(func() {
			from, to := rows*part/parts, rows*(part+1)/parts
			i := from
			err := codes(t, path, from+1, to, func(code *image.Gray) error {
				text, err := decoded(code)
				if err != nil {
					return fmt.Errorf("page %d: %w", i+1, err)
				}
				f := verifier.Verify(text)
				if f.Verdict != credential.Genuine || f.Credential.Name != personName(i) || f.Credential.Number != number(i) ||
					f.Credential.Honour != line(i)[2] || f.Credential.Issuer != line(i)[4] {
					return fmt.Errorf("page %d: the code says %+v", i+1, f)
				}
				i++
				return nil
			})
			if err == nil && i != to {
				err = fmt.Errorf("%d codes of the pages %d to %d", i-from, from+1, to)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// codes draws the place of the code on the pages from first to last,
// at 300 dpi, and calls see with each.
func codes(t *testing.T, path string, first, last int, see func(*image.Gray) error) error {
	const dpi = 300
	mm := func(n int) string { return strconv.Itoa(n * dpi * 10 / 254) }
	cmd := testkit.Command(t, "pdftoppm", "-gray", "-r", strconv.Itoa(dpi), "-f", strconv.Itoa(first), "-l", strconv.Itoa(last),
		"-x", mm(28), "-y", mm(157), "-W", mm(32), "-H", mm(36), path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	r := bufio.NewReaderSize(out, 256<<10)
	for err == nil {
		if _, err = r.Peek(1); err != nil {
			break
		}
		var w, h, most int
		if _, err = fmt.Fscanf(r, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
			break
		}
		m := image.NewGray(image.Rect(0, 0, w, h))
		if _, err = io.ReadFull(r, m.Pix); err == nil {
			err = see(m)
		}
	}
	if err == io.EOF {
		return cmd.Wait()
	}
	out.Close() // so that poppler ends
	cmd.Wait()
	return err
}

// decoded reads a code as gozxing finds it in a picture, in either of its black-and-white views. Its search misses one code of
// two hundred, however clear the picture is; those are read as a picture that has nothing but a code.
func decoded(m image.Image) (string, error) {
	source := gozxing.NewLuminanceSourceFromImage(m)
	var failed error
	for _, hint := range []gozxing.DecodeHintType{gozxing.DecodeHintType_TRY_HARDER, gozxing.DecodeHintType_PURE_BARCODE} {
		for _, view := range []gozxing.Binarizer{gozxing.NewGlobalHistgramBinarizer(source), gozxing.NewHybridBinarizer(source)} {
			bitmap, err := gozxing.NewBinaryBitmap(view)
			if err != nil {
				return "", err
			}
			found, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{hint: true})
			if err == nil {
				return found.GetText(), nil
			}
			failed = err
		}
	}
	return "", failed
}
