package pdfread_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
	"gongwen/internal/testkit"
)

func document(t testing.TB, data []byte) *pdfread.Document {
	t.Helper()
	d, err := pdfread.Read(t.Context(), bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// qpdf lets qpdf make a file of another one.
func qpdf(t testing.TB, data []byte, arguments ...string) []byte {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := testkit.Command(t, "qpdf", append(arguments, in, out)...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, said)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// moved changes the offsets of a file's table of objects.
func moved(data []byte, by func(entry int, offset int) int) []byte {
	n := 0
	return regexp.MustCompile(`(?m)^\d{10} 00000 n`).ReplaceAllFunc(data, func(entry []byte) []byte {
		offset, _ := strconv.Atoi(string(entry[:10]))
		n++
		return fmt.Appendf(nil, "%010d 00000 n", by(n, offset))
	})
}

// TestObjectsAreLookedFor reads files whose table of objects leads astray.
func TestObjectsAreLookedFor(t *testing.T) {
	good := file("\tBT /F1 12 Tf 100 750 Td (A) Tj ET", "\tBT /F1 12 Tf 100 700 Td (B) Tj ET")
	const want = "A@100,50/12 B@100,100/12"
	packed := qpdf(t, good, "--object-streams=generate")
	table := bytes.LastIndex(good, []byte("xref\n0"))
	for _, c := range []struct {
		name    string
		data    []byte
		rebuilt bool
	}{
		{"as written", good, false},
		{"packed", packed, false},
		{"every offset too high", moved(good, func(_, at int) int { return at + 1 }), true},
		{"every offset too low", moved(good, func(_, at int) int { return at - 7 }), true},
		{"one offset wrong", moved(good, func(n, at int) int { return at + 100*(n/7)*(1-n/8) }), true},
		{"all offsets beyond the file", moved(good, func(_, at int) int { return at + 1_000_000 }), true},
		{"startxref wrong", bytes.Replace(good, fmt.Appendf(nil, "startxref\n%d", table), []byte("startxref\n77"), 1), false},
		{"cut off before the table", good[:table], false},
		{"lines before the head", append([]byte("HTTP/1.1 200 OK\r\n\r\n"), good...), false}, // pdfcpu helps itself
		{"line ends changed", bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")), false},
		{"packed, with bytes put in", bytes.Replace(packed, []byte("\n1 0 obj"), []byte("\n% a remark that was put in\n1 0 obj"), 1), true},
		{"packed, cut off", packed[:bytes.LastIndex(packed, []byte("startxref"))], true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(t, c.data)
			var all []string
			for _, p := range d.Pages {
				all = append(all, glyphs(p))
			}
			if got := strings.Join(all, " "); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if d.Rebuilt != c.rebuilt {
				t.Errorf("rebuilt: %t, want %t", d.Rebuilt, c.rebuilt)
			}
		})
	}
}

// TestLookingForObjectsIsBounded times files that were made to be slow.
func TestLookingForObjectsIsBounded(t *testing.T) {
	for name, data := range map[string][]byte{
		"streams without an end":   []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj << >> stream\n", 200_000)),
		"objects without an end":   []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj ", 500_000)),
		"numbers before obj":       []byte("%PDF-1.7\n" + strings.Repeat("0", 4_000_000) + " 0 obj"),
		"trailers":                 []byte("%PDF-1.7\n" + strings.Repeat("trailer ", 500_000)),
		"a stream in every object": []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj << /Length 5 >> stream\n12345\nendstream endobj\n", 80_000)),
	} {
		start := time.Now()
		_, err := pdfread.Read(t.Context(), bytes.NewReader(data), int64(len(data)))
		var unreadable *pdfread.UnreadableError
		if !errors.As(err, &unreadable) {
			t.Errorf("%s: error %v", name, err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(data), took)
		}
	}
}

func TestPagesAreTurnedBack(t *testing.T) {
	for _, c := range []struct {
		page, want, size string
		turned           int
	}{
		{"/Rotate 90\tBT /F1 10 Tf 100 700 Td (ABC) Tj ET", "A@100,100/10 B@105,100/10 C@110,100/10", "600×800", 90},
		{"/Rotate 180\tBT /F1 10 Tf 100 700 Td (AB) Tj ET", "A@100,100/10 B@105,100/10", "600×800", 180},
		{"/Rotate 270\tBT /F1 10 Tf 100 700 Td (AB) Tj ET", "A@100,100/10 B@105,100/10", "600×800", 270},
		{"/Rotate -90\tBT /F1 10 Tf 100 700 Td (AB) Tj ET", "A@100,100/10 B@105,100/10", "600×800", 270},
		{"\tBT /F1 10 Tf -1 0 0 -1 500 100 Tm (AB) Tj ET", "A@100,100/10 B@105,100/10", "600×800", 180},
		{"\tBT /F1 10 Tf 0 1 -1 0 100 100 Tm (AB) Tj ET", "", "600×800", 0}, // a wide table on an upright page
		{"/UserUnit 2 /MediaBox [0 0 300 400]\tBT /F1 10 Tf 50 350 Td (A) Tj ET", "A@100,100/20", "600×800", 0},
		{"/UserUnit 0\tBT /F1 10 Tf 100 700 Td (A) Tj ET", "A@100,100/10", "600×800", 0},
	} {
		t.Run(c.page, func(t *testing.T) {
			p := document(t, file(c.page)).Pages[0]
			size := fmt.Sprintf("%d×%d", p.Width/measure.PT, p.Height/measure.PT)
			if got := glyphs(p); got != c.want || size != c.size || p.Turned != c.turned {
				t.Errorf("%s on %s, turned %d, want %s on %s, turned %d", got, size, p.Turned, c.want, c.size, c.turned)
			}
		})
	}
}

func TestEncryption(t *testing.T) {
	good := file("\tBT /F1 12 Tf 100 750 Td (A) Tj ET")
	for _, c := range []struct {
		name      string
		arguments []string
	}{
		{"40 bits", []string{"--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"}},
		{"128 bits", []string{"--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=n", "--"}},
		{"128 bits of AES", []string{"--encrypt", "", "owner", "128", "--use-aes=y", "--modify=none", "--extract=n", "--"}},
		{"256 bits", []string{"--encrypt", "", "owner", "256", "--print=none", "--"}},
	} {
		t.Run(c.name+", restricted", func(t *testing.T) {
			d := document(t, qpdf(t, good, c.arguments...))
			if got := glyphs(d.Pages[0]); got != "A@100,50/12" || !d.Restricted {
				t.Errorf("got %s, restricted %t", got, d.Restricted)
			}
		})
		t.Run(c.name+", locked", func(t *testing.T) {
			locked := append([]string(nil), c.arguments...)
			for i, a := range locked {
				if a == "" {
					locked[i] = "user"
				}
			}
			refused(t, qpdf(t, good, locked...), "要输入密码才能打开")
		})
	}
	if d := document(t, good); d.Restricted {
		t.Error("a plain file is restricted")
	}
	aes := qpdf(t, good, "--encrypt", "", "owner", "256", "--")
	refused(t, bytes.Replace(aes, []byte("/Filter /Standard"), []byte("/Filter /FopnFoxt"), 1), "不认识的加密方式")
	refused(t, bytes.Replace(aes, []byte("/V 5"), []byte("/V 9"), 1), "不认识的加密方式")
}

// refused fails unless a file is refused with a message that says want.
func refused(t *testing.T, data []byte, want string) {
	t.Helper()
	_, err := pdfread.Read(t.Context(), bytes.NewReader(data), int64(len(data)))
	var u *pdfread.UnreadableError
	if !errors.As(err, &u) || !strings.Contains(u.Message, want) {
		t.Errorf("error %v, want %s", err, want)
	}
}
