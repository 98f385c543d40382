package credential_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base32"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/credential"
	"gongwen/generator/qr"
	"gongwen/internal/testkit"
)

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

func public(seed byte) ed25519.PublicKey { return key(seed).Public().(ed25519.PublicKey) }

func award() *credential.Credential {
	return &credential.Credential{
		Number: "常电大委证〔2012〕1号", Name: "王小明", Honour: "创先争优优秀共产党员", Issuer: "中共常州市广播电视大学委员会",
		Date: time.Date(2012, 6, 28, 0, 0, 0, 0, time.UTC),
	}
}

func sign(t *testing.T, c *credential.Credential) string {
	t.Helper()
	text, err := credential.NewSigner(key(1)).Sign(c)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestRoundTrip(t *testing.T) {
	v := credential.NewVerifier(nil, public(2), public(1))
	for _, c := range []struct {
		condition string
		name      string
		date      time.Time
	}{
		{"person", "王小明", time.Date(2012, 6, 28, 0, 0, 0, 0, time.UTC)},
		{"characters beyond U+FFFF and rare ones", "𬱖𫍽㛃䶮", time.Date(2012, 6, 28, 0, 0, 0, 0, time.UTC)},
		{"minority name of twelve characters", "阿依努尔·买买提江·吐尔逊", time.Date(2012, 6, 28, 0, 0, 0, 0, time.UTC)},
		{"branch", "开放教育学院教职工第二党支部", time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"last day", "A", time.Date(2149, 6, 6, 0, 0, 0, 0, time.UTC)},
		{"late in the day of another zone", "", time.Date(2012, 6, 28, 23, 59, 0, 0, time.FixedZone("", -8*3600))},
	} {
		t.Run(c.condition, func(t *testing.T) {
			want := award()
			want.Name, want.Date = c.name, c.date
			text := sign(t, want)
			if code, err := qr.Encode(text); err != nil || code.Size() > 57 {
				t.Errorf("no code of version 10 at the most: %v", err)
			}
			typed := strings.ToLower(text[:20]) + "\r\n " + text[20:] + "\n"
			for _, text := range []string{text, typed} {
				got := v.Verify(text)
				if got.Verdict != credential.Genuine || got.Key != credential.KeyID(public(1)) {
					t.Fatalf("got %+v", got)
				}
				year, month, day := c.date.Date()
				want.Date = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
				if *got.Credential != *want {
					t.Errorf("got %+v, want %+v", *got.Credential, *want)
				}
			}
		})
	}
}

// Every character that a name may have comes back as it was.
func TestThousandsOfCharactersComeBack(t *testing.T) {
	testkit.Thousands(t)
	v := credential.NewVerifier(nil, public(1))
	signer := credential.NewSigner(key(1))
	check := func(chars []rune) bool {
		c := &credential.Credential{Name: string(chars)}
		c.Date = time.Date(2012, 6, 28, 0, 0, 0, 0, time.UTC)
		text, err := signer.Sign(c)
		if err != nil {
			return false
		}
		if f := v.Verify(text); f.Verdict != credential.Genuine || f.Credential.Name != c.Name {
			t.Errorf("%U…: %+v", chars[0], f)
		}
		return true
	}
	for first := rune(0x20); first <= unicode.MaxRune; first += 16 {
		chars := make([]rune, 0, 16)
		for r := first; r < first+16; r++ {
			if utf8.ValidRune(r) && !unicode.IsControl(r) {
				chars = append(chars, r)
			}
		}
		if len(chars) == 0 || check(chars) {
			continue
		}
		for i, r := range chars {
			if check(chars[i:i+1]) == unicode.Is(unicode.Co, r) {
				t.Errorf("%U: refused, or for private use and accepted", r)
			}
		}
	}
}

func TestWhatCannotBeSigned(t *testing.T) {
	for _, c := range []struct {
		condition string
		change    func(*credential.Credential)
		long      bool
		want      string
	}{
		{"line break", func(c *credential.Credential) { c.Name = "王\n明" }, false, `name: "王\n明": a control character`},
		{"no UTF-8", func(c *credential.Credential) { c.Issuer = "\xff" }, false, "issuer"},
		{"no date", func(c *credential.Credential) { c.Date = time.Time{} }, false, "date: 0001-01-01"},
		{"date after the last", func(c *credential.Credential) { c.Date = time.Date(2149, 6, 7, 0, 0, 0, 0, time.UTC) }, false, "date"},
		{"long honour", func(c *credential.Credential) { c.Honour = strings.Repeat("优", 40) }, true, ""},
		{"very long honour", func(c *credential.Credential) { c.Honour = strings.Repeat("优", 200) }, true, "honour"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			a := award()
			c.change(a)
			text, err := credential.NewSigner(key(1)).Sign(a)
			if text != "" || err == nil || errors.Is(err, credential.ErrLong) != c.long || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, %v", text, err)
			}
		})
	}
}

func TestVerdicts(t *testing.T) {
	list, err := credential.ReadRevocations(strings.NewReader("\ufeff# 注销名单\r\n\r\n常电大委证［２０１２］1号\t2012-09-01  重复 颁发\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	genuine := sign(t, award())
	other := award()
	other.Number = "常电大委证〔2012〕11号"
	for _, c := range []struct {
		condition string
		verifier  *credential.Verifier
		text      string
		want      credential.Verdict
		message   string
	}{
		{"genuine", credential.NewVerifier(nil, public(1)), genuine, credential.Genuine, "请核对"},
		{"another number than the one taken back", credential.NewVerifier(list, public(1)), sign(t, other), credential.Genuine, "请核对"},
		{"taken back", credential.NewVerifier(list, public(1)), genuine, credential.Revoked, "已于 2012-09-01 注销，原因：重复 颁发"},
		{"key of somebody else", credential.NewVerifier(nil, public(2)), genuine, credential.UnknownKey, credential.KeyID(public(1))},
		{"no keys", credential.NewVerifier(list), genuine, credential.UnknownKey, "未知的密钥"},
		{"cut short", credential.NewVerifier(nil, public(1)), genuine[:100], credential.Altered, ""},
		{"last character lost", credential.NewVerifier(nil, public(1)), genuine[:len(genuine)-1], credential.Altered, ""},
		{"nothing behind the mark", credential.NewVerifier(nil, public(1)), "GW1:", credential.Altered, "残缺"},
		{"no base32", credential.NewVerifier(nil, public(1)), "GW1:018!", credential.Altered, "残缺"},
		{"later layout", credential.NewVerifier(nil, public(1)), "GW2" + genuine[3:], credential.Foreign, "不是"},
		{"address of a page", credential.NewVerifier(nil, public(1)), "https://example.org", credential.Foreign, "不是"},
		{"nothing", credential.NewVerifier(nil, public(1)), "", credential.Foreign, "不是"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			f := c.verifier.Verify(c.text)
			if f.Verdict != c.want || !strings.Contains(f.Message, c.message) || f.Message == "" {
				t.Errorf("got %+v", f)
			}
			if signed := c.want == credential.Genuine || c.want == credential.Revoked; (f.Credential != nil) != signed {
				t.Errorf("tells %v", f.Credential)
			}
		})
	}
}

// No bit of a text can be changed, in whichever field it lies.
func TestEveryBitIsSigned(t *testing.T) {
	coding := base32.StdEncoding.WithPadding(base32.NoPadding)
	v := credential.NewVerifier(nil, public(1))
	payload, err := coding.DecodeString(strings.TrimPrefix(sign(t, award()), "GW1:"))
	if err != nil {
		t.Fatal(err)
	}
	for bit := range 8 * len(payload) {
		payload[bit/8] ^= 1 << (bit % 8)
		f := v.Verify("GW1:" + coding.EncodeToString(payload))
		payload[bit/8] ^= 1 << (bit % 8)
		if want := credential.Altered; f.Verdict != want && (bit >= 8*4 || f.Verdict != credential.UnknownKey) || f.Credential != nil {
			t.Fatalf("bit %d changed: %+v", bit, f)
		}
	}
	for i := range []byte(sign(t, award())) {
		text := []byte(sign(t, award()))
		text[i]++
		if f := v.Verify(string(text)); f.Verdict == credential.Genuine {
			t.Fatalf("character %d changed: genuine", i)
		}
	}
}

func TestFaultyRevocations(t *testing.T) {
	for _, c := range []struct{ condition, list, want string }{
		{"number alone", "a 2012-01-01 b\n常电大委证〔2012〕1号\n", "line 2: 应依次写明"},
		{"no reason", "1号 2012-01-01", "line 1: 应依次写明"},
		{"date written otherwise", "1号 2012年1月1日 重复", "“2012年1月1日”"},
		{"GBK", "\xb3\xa3 2012-01-01 x", "UTF-8"},
		{"endless line", strings.Repeat("x", 1<<20), "太长"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			_, err := credential.ReadRevocations(strings.NewReader(c.list))
			var fault *credential.ListError
			if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// openssl reads the keys, derives the one from the other, and so do we with those that it makes.
func TestKeysAreThoseOfOpenSSL(t *testing.T) {
	private, err := credential.PrivatePEM(key(1))
	if err != nil {
		t.Fatal(err)
	}
	want, err := credential.PublicPEM(public(1))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	own := filepath.Join(dir, "own.pem")
	if err := os.WriteFile(own, private, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := testkit.Tool(t, "openssl", "pkey", "-in", own, "-pubout"); got != string(want) {
		t.Errorf("public key:\n%swant:\n%s", got, want)
	}
	made := []byte(testkit.Tool(t, "openssl", "genpkey", "-algorithm", "ed25519"))
	got, err := credential.ParsePrivate(made)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := credential.PrivatePEM(got); err != nil || !bytes.Equal(again, made) {
		t.Errorf("got %s, %v, want %s", again, err, made)
	}
	if parsed, err := credential.ParsePublic(want); err != nil || !parsed.Equal(public(1)) {
		t.Errorf("got %v, %v", parsed, err)
	}
	rsa := []byte(testkit.Tool(t, "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"))
	for _, file := range [][]byte{nil, []byte("garbage"), want, rsa} {
		if _, err := credential.ParsePrivate(file); err == nil {
			t.Errorf("%s: a private key", file)
		}
	}
	for _, file := range [][]byte{nil, []byte("garbage"), private, rsa} {
		if _, err := credential.ParsePublic(file); err == nil {
			t.Errorf("%s: a public key", file)
		}
	}
}

func FuzzVerify(f *testing.F) {
	genuine, err := credential.NewSigner(key(1)).Sign(award())
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"", "GW1:", genuine, genuine[:60], "gw1:aaaa", "\x00\xff"} {
		f.Add(text)
	}
	v := credential.NewVerifier(nil, public(1))
	compact := strings.NewReplacer(" ", "", "\n", "")
	f.Fuzz(func(t *testing.T, text string) {
		got := v.Verify(text)
		if got.Message == "" {
			t.Error("no message")
		}
		if got.Verdict == credential.Genuine && !strings.EqualFold(compact.Replace(text), genuine) {
			t.Errorf("genuine: %q", text)
		}
	})
}

func FuzzReadRevocations(f *testing.F) {
	f.Add("1号 2012-01-01 重复\n# x\n")
	f.Fuzz(func(t *testing.T, list string) {
		if _, err := credential.ReadRevocations(strings.NewReader(list)); err != nil && err.Error() == "" {
			t.Error("no message")
		}
	})
}

func BenchmarkSign(b *testing.B) {
	s, c := credential.NewSigner(key(1)), award()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Sign(c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	text, err := credential.NewSigner(key(1)).Sign(award())
	if err != nil {
		b.Fatal(err)
	}
	v := credential.NewVerifier(nil, public(1))
	b.ReportAllocs()
	for b.Loop() {
		if v.Verify(text).Verdict != credential.Genuine {
			b.Fatal("not genuine")
		}
	}
}
