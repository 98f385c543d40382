package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongwen/generator/credential"
	"gongwen/generator/inspect/scan"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/qr"
	"gongwen/internal/testkit"
)

func TestKeysNew(t *testing.T) {
	o := newOffice(t)
	code, stdout, stderr := o.run("", "keys", "new", "-o", "密钥")
	if code != exitMade || !strings.Contains(stdout, "妥善保管") {
		t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
	}
	for name, want := range map[string]os.FileMode{"密钥/private.pem": 0o600, "密钥/public.pem": 0o644} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^want != 0 || got&0o600 != 0o600 {
			t.Errorf("%s: mode %v, want %v", name, got, want)
		}
	}
	if key, err := credential.ParsePrivate([]byte(o.read("密钥/private.pem"))); err != nil || strings.Contains(stdout, "BEGIN") {
		t.Errorf("private key %d bytes, %v, told %q", len(key), err, stdout)
	}
	for _, c := range []struct {
		condition string
		remove    string
	}{
		{"both are there", ""},
		{"private key is there", "密钥/public.pem"},
		{"public key is there", "密钥/private.pem"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			kept := map[string]string{}
			for _, name := range []string{"密钥/private.pem", "密钥/public.pem"} {
				kept[name] = o.read(name)
			}
			if c.remove != "" {
				delete(kept, c.remove)
				if err := os.Remove(c.remove); err != nil {
					t.Fatal(err)
				}
			}
			before := strings.Join(o.files(), " ")
			code, _, stderr := o.run("", "keys", "new", "-o", "密钥")
			if code != exitFailed || !strings.Contains(stderr, "已经存在，不会覆盖") {
				t.Errorf("exit code %d: %s", code, stderr)
			}
			if after := strings.Join(o.files(), " "); after != before {
				t.Errorf("left %s, had %s", after, before)
			}
			for name, text := range kept {
				if o.read(name) != text {
					t.Errorf("%s has changed", name)
				}
			}
			for name := range map[string]bool{"密钥/private.pem": true, "密钥/public.pem": true} {
				o.write(name, "已有")
			}
		})
	}
	for _, args := range [][]string{{"keys"}, {"keys", "new"}, {"keys", "old"}, {"keys", "new", "-o", "x", "y"}} {
		if code, _, stderr := o.run("", args...); code != exitUsage || stderr == "" {
			t.Errorf("%q: exit code %d: %s", args, code, stderr)
		}
	}
}

// issued writes keys, revocations, and certificates in every form, and gives the text of one.
func issued(t *testing.T, o *office) string {
	t.Helper()
	if code, _, stderr := o.run("", "keys", "new", "-o", "."); code != exitMade {
		t.Fatal(stderr)
	}
	if code, _, stderr := o.run("", "keys", "new", "-o", "other"); code != exitMade {
		t.Fatal(stderr)
	}
	key, err := credential.ParsePrivate([]byte(o.read("private.pem")))
	if err != nil {
		t.Fatal(err)
	}
	first, second := signedBy(t, key, "常电大委证〔2012〕1号", "𬱖·买买提"), signedBy(t, key, "常电大委证〔2012〕2号", "李四")
	o.write("注销.txt", "常电大委证〔2012〕2号 2012-09-01 重复颁发\n")
	o.write("坏.txt", "常电大委证〔2012〕2号\n")
	o.write("码.txt", first+"\n")
	o.write("证书.pdf", certificates(t, first, "", second))
	o.write("伪造.pdf", certificates(t, first[:9]+swap(first[9:10])+first[10:]))
	o.write("空.pdf", certificates(t, ""))
	o.write("网址.pdf", certificates(t, "https://example.org"))
	for _, name := range []string{"证书", "空", "网址"} {
		testkit.Tool(t, "pdftoppm", "-png", "-r", "150", "-f", "1", "-singlefile", name+".pdf", name)
	}
	return first
}

func swap(letter string) string {
	if letter == "A" {
		return "B"
	}
	return "A"
}

func signedBy(t *testing.T, key ed25519.PrivateKey, number, name string) string {
	t.Helper()
	text, err := credential.NewSigner(key).Sign(&credential.Credential{
		Number: number, Name: name, Honour: "优秀共产党员", Issuer: "中共常州市广播电视大学委员会",
		Date: time.Date(2012, 6, 28, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// certificates gives a PDF with a code on each page; "" for none.
func certificates(t *testing.T, texts ...string) string {
	t.Helper()
	const mm = page.Length(36_000)
	d := &page.Document{}
	for _, text := range texts {
		p := &page.Page{}
		p.Size.W, p.Size.H = 148*mm, 105*mm
		if text != "" {
			c, err := qr.Encode(text)
			if err != nil {
				t.Fatal(err)
			}
			path, err := c.Path(page.Rect{X: 100 * mm, Y: 60 * mm, W: 30 * mm, H: 30 * mm})
			if err != nil {
				t.Fatal(err)
			}
			p.Items = append(p.Items, path)
		}
		d.Pages = append(d.Pages, p)
	}
	var file bytes.Buffer
	if err := pdf.Write(&file, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestVerify(t *testing.T) {
	o := newOffice(t)
	text := issued(t, o)
	key, list := "--key=public.pem", "--revoked=注销.txt"
	for _, c := range []struct {
		condition string
		args      []string
		stdin     string
		code      int
		stdout    string
		stderr    string
	}{
		{"text", []string{text, key}, "", exitMade, "真：常电大委证〔2012〕1号，𬱖·买买提，“优秀共产党员”，中共常州市广播电视大学委员会，2012年6月28日", ""},
		{"text as typed", []string{strings.ToLower(text), key}, "", exitMade, "真：", ""},
		{"text file", []string{"码.txt", key}, "", exitMade, "真：", ""},
		{"standard input", []string{"-", key}, text + "\n", exitMade, "真：", ""},
		{"picture", []string{"证书.png", key}, "", exitMade, "真：常电大委证〔2012〕1号", ""},
		{"every page of a PDF", []string{"证书.pdf", key}, "", exitMade, "第 3 页：真：常电大委证〔2012〕2号，李四", ""},
		{"one of them taken back", []string{"证书.pdf", key, list}, "", exitRefused, "第 3 页：已注销：常电大委证〔2012〕2号，李四，“优秀共产党员”，中共常州市广播电视大学委员会，2012年6月28日。证书已于 2012-09-01 注销，原因：重复颁发", ""},
		{"forged", []string{"伪造.pdf", key}, "", exitRefused, "不是真的：", ""},
		{"cut short", []string{text[:50], key}, "", exitRefused, "残缺", ""},
		{"key of somebody else", []string{text, "--key=other/public.pem"}, "", exitRefused, "未知的密钥", ""},
		{"several keys", []string{text, "--key=other/public.pem", key}, "", exitMade, "真：", ""},
		{"PDF without a code", []string{"空.pdf", key}, "", exitFailed, "", "没有找到验证码"},
		{"picture without a code", []string{"空.png", key}, "", exitFailed, "", "没有找到二维码"},
		{"code of somebody else", []string{"网址.png", key}, "", exitFailed, "", "不是 gongwen 签发的"},
		{"file of another format", []string{"注销.txt", key}, "", exitFailed, "", "不是验证码、图片或 PDF"},
		{"nothing", []string{"none.png", key}, "", exitFailed, "", "既不是验证码，也不是文件"},
		{"private key for the public one", []string{text, "--key=private.pem"}, "", exitFailed, "", "它不是公钥文件"},
		{"key that is not there", []string{text, "--key=none.pem"}, "", exitFailed, "", "文件或文件夹不存在"},
		{"faulty list", []string{text, key, "--revoked=坏.txt"}, "", exitFailed, "", "第 1 行：应依次写明"},
		{"list that is not there", []string{text, key, "--revoked=none.txt"}, "", exitFailed, "", "无法读取注销名单"},
		{"no key", []string{text}, "", exitUsage, "", "缺少 --key"},
		{"no text", []string{key}, "", exitUsage, "", "缺少验证码"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			code, stdout, stderr := o.run(c.stdin, append([]string{"verify"}, c.args...)...)
			if code != c.code || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) || (c.stderr == "") != (stderr == "") {
				t.Errorf("exit code %d, want %d\n%s%s", code, c.code, stdout, stderr)
			}
		})
	}
}

// grown appends an object of a size to a PDF, as an incremental update (ISO 32000-1, 7.5.6).
func grown(t *testing.T, file string, size int) string {
	t.Helper()
	trailer := regexp.MustCompile(`/Size (\d+) (/Root .*? R) [\s\S]*startxref\n(\d+)\n`).FindStringSubmatch(file)
	if trailer == nil {
		t.Fatal("no trailer")
	}
	last, err := strconv.Atoi(trailer[1])
	if err != nil {
		t.Fatal(err)
	}
	object := len(file)
	file += fmt.Sprintf("%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n", last, size, strings.Repeat("x", size))
	return file + fmt.Sprintf("xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d %s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n",
		last, object, last+1, trailer[2], trailer[3], len(file))
}

// TestVerifyReadsLargeFiles: the certificates of a whole batch are one file.
func TestVerifyReadsLargeFiles(t *testing.T) {
	o := newOffice(t)
	issued(t, o)
	o.write("成批.pdf", grown(t, o.read("证书.pdf"), 32<<20))
	code, stdout, stderr := o.run("", "verify", "成批.pdf", "--key", "public.pem")
	if code != exitMade || strings.Count(stdout, "真：") != 2 {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	o.write("过大.pdf", o.read("证书.pdf"))
	if err := os.Truncate("过大.pdf", 300<<20); err != nil {
		t.Fatal(err)
	}
	code, _, stderr = o.run("", "verify", "过大.pdf", "--key", "public.pem")
	if code != exitFailed || !strings.Contains(stderr, "文件超过 256 MB") || !strings.Contains(stderr, "另存为一个文件") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if code, _, stderr = o.run("", "verify", ".", "--key", "public.pem"); code != exitFailed || !strings.Contains(stderr, "它不是文件") {
		t.Errorf("a folder: exit code %d: %s", code, stderr)
	}
}

func TestVerifyAsJSON(t *testing.T) {
	o := newOffice(t)
	issued(t, o)
	code, stdout, stderr := o.run("", "verify", "证书.pdf", "--key", "public.pem", "--revoked", "注销.txt", "--json")
	var all []scan.Verified
	if err := json.Unmarshal([]byte(stdout), &all); err != nil || code != exitRefused {
		t.Fatalf("exit code %d, %v: %s%s", code, err, stdout, stderr)
	}
	if len(all) != 2 || all[0].Verdict != credential.Genuine || all[0].Credential.Name != "𬱖·买买提" ||
		all[1].Page != 3 || all[1].Verdict != credential.Revoked || all[1].Revocation.Reason != "重复颁发" {
		t.Errorf("got %s", stdout)
	}
}
