package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/batch"
	"gongwen/generator/staged"
	"gongwen/internal/testkit"
)

// writeRoster writes a roster of n certificates; change may change a row, nil for none.
func (o *office) writeRoster(name string, n int, change func(i int, row []any)) {
	o.t.Helper()
	f := excelize.NewFile()
	titles := []any{"姓名", "所在支部", "荣誉称号", "颁发单位", "颁发日期", "花边"}
	if err := f.SetSheetRow("Sheet1", "A1", &titles); err != nil {
		o.t.Fatal(err)
	}
	for i := range n {
		row := []any{fmt.Sprintf("张某%d", i), "机关党支部", "优秀共产党员", "某某委员会", "2012-07-01", "双线"}
		if change != nil {
			change(i, row)
		}
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &row); err != nil {
			o.t.Fatal(err)
		}
	}
	if err := f.SaveAs(name); err != nil {
		o.t.Fatal(err)
	}
}

// manifest reads the manifest of a folder and looks whether all single files of it are there and whole.
func (o *office) manifest(folder string) []batch.Entry {
	o.t.Helper()
	entries, err := batch.ReadManifest([]byte(o.read(filepath.Join(folder, batch.ManifestName))))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, e := range entries {
		if e.In != "" || e.SHA256 == "" {
			continue
		}
		sum := sha256.Sum256([]byte(o.read(filepath.Join(folder, e.File))))
		if hex.EncodeToString(sum[:]) != e.SHA256 {
			o.t.Errorf("%s is not the file of the manifest", e.File)
		}
	}
	return entries
}

// unbroken looks whether each of n certificates is there once, with its number.
func unbroken(t *testing.T, entries []batch.Entry, n int) {
	t.Helper()
	if len(entries) != n {
		t.Fatalf("%d certificates, want %d", len(entries), n)
	}
	for i, e := range entries {
		if want := fmt.Sprintf("证〔2012〕%d号", i+1); e.Row != i+2 || e.Number != want || e.Name != fmt.Sprintf("张某%d", i) {
			t.Fatalf("line %d: row %d, %s, %s; want row %d, %s", i, e.Row, e.Name, e.Number, i+2, want)
		}
	}
}

func TestBatchMakesOneFileOfAll(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 30, nil)
	code, stdout, stderr := o.run("", "batch", "certificate", "名册.xlsx", "-o", "out", "--number", "证〔2012〕1号")
	if code != exitMade || stdout != "已生成 out/荣誉证书.pdf（30 份）\n" || stderr != "" {
		t.Fatalf("exit code %d, %q, %q", code, stdout, stderr)
	}
	unbroken(t, o.manifest("out"), 30)
}

func TestBatchOfAnEmptyRosterIsRefused(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 0, nil)
	code, _, stderr := o.run("", "batch", "certificate", "名册.xlsx", "-o", "out", "--number", "证〔2012〕1号")
	if code != exitRefused || stderr != "错误：名册.xlsx：名册里没有要做的行，请填写后再试\n没有生成文件\n" {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}

func TestBatchOfABadRosterMakesNothingButTheFaults(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 30, func(i int, row []any) {
		if i == 7 {
			row[4] = "2012年13月1日"
		}
	})
	for _, way := range []string{"--merge", "--files", "--zip"} {
		code, _, stderr := o.run("", "batch", "荣誉证书", "名册.xlsx", "-o", way, way)
		if files, _ := filepath.Glob(way + "/*"); code != exitRefused || len(files) != 1 || filepath.Base(files[0]) != faultsFile {
			t.Errorf("%s: exit code %d, files %q, %s", way, code, files, stderr)
		}
		if !strings.Contains(stderr, "名册.xlsx：Sheet1!E9：颁发日期：") {
			t.Errorf("%s: %q does not tell the cell", way, stderr)
		}
	}
	code, stdout, _ := o.run("", "batch", "荣誉证书", "名册.xlsx", "-o", "rest", "--skip-bad", "--files", "--format", "pdf,docx")
	if code != exitMade || !strings.Contains(stdout, "29 份") || len(o.manifest("rest")) != 58 {
		t.Errorf("exit code %d, %q", code, stdout)
	}
}

func TestThousandsThatAreStoppedGoOnInAnotherFile(t *testing.T) {
	testkit.Thousands(t)
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 4000, nil)
	for _, way := range []string{"--merge", "--zip"} {
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(time.Second/3, stop)
		args := []string{"batch", "certificate", "名册.xlsx", "-o", way, "--number", "证〔2012〕1号", "--resume", way}
		var stdout, stderr bytes.Buffer
		first := run(ctx, args, strings.NewReader(""), &stdout, &stderr)
		code, again, _ := o.run("", args...)
		if code != exitMade {
			t.Fatalf("%s: exit codes %d and %d, %q, %q, %q", way, first, code, &stdout, &stderr, again)
		}
		unbroken(t, o.manifest(way), 4000)
	}
}

// TestThousandsThatAreKilledAreWholeInTheEnd kills real processes.
func TestThousandsThatAreKilledAreWholeInTheEnd(t *testing.T) {
	testkit.Thousands(t)
	const rows, kills = 3000, 20
	o := newOffice(t)
	o.writeRoster("名册.xlsx", rows, nil)
	program := executable(t)
	for _, way := range []string{"--files", "--merge"} {
		start := func() *exec.Cmd {
			return exec.CommandContext(t.Context(), program, "batch", "certificate", "名册.xlsx", "-o", way, "--number", "证〔2012〕1号", "--resume", way)
		}
		for range kills {
			cmd := start()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(rand.N(700 * time.Millisecond))
			cmd.Process.Kill() // which fails if it has come to its end
			cmd.Wait()
		}
		if out, err := start().CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", way, err, out)
		}
		unbroken(t, o.manifest(way), rows)
		if left, _ := filepath.Glob(way + "/" + staged.Prefix + "*"); len(left) > 0 {
			t.Errorf("%s: left over: %q", way, left)
		}
		made, _ := filepath.Glob(way + "/*.pdf")
		if want := map[string]int{"--files": rows, "--merge": 1}[way]; len(made) != want {
			t.Errorf("%s: %d PDFs, want %d", way, len(made), want)
		}
	}
}

func TestChangedRowIsMadeAgain(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 20, nil)
	args := []string{"batch", "certificate", "名册.xlsx", "-o", "out", "--files", "--number", "证〔2012〕1号", "--resume", "--name", "{{row}}"}
	o.run("", args...)
	o.writeRoster("名册.xlsx", 20, func(i int, row []any) {
		if i == 4 {
			row[2] = "优秀党务工作者"
		}
	})
	if err := os.Remove("out/9.pdf"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("out/11.pdf", []byte("%PDF-1.7 cut short"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := o.run("", args...)
	if code != exitMade || stdout != "上次已完成 17 份\n已生成 out（3 份）\n" {
		t.Fatalf("exit code %d, %q, %q", code, stdout, stderr)
	}
	unbroken(t, o.manifest("out"), 20)
}

func TestBatchRefusesFlagsThatCannotBe(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 1, nil)
	for _, flags := range [][]string{
		{"--merge", "--format", "docx"}, {"--merge", "--zip"}, {"--rows", "5-2"}, {"--start", "0"}, {"--edge", "left"}, {"--order", "name"}, {"--name", "{{n}}"},
		{"--number", "证"}, {"--group", "nobody"}, {"--files", "--format", "svg"},
	} {
		if code, _, stderr := o.run("", append([]string{"batch", "certificate", "名册.xlsx", "-o", "out"}, flags...)...); code != exitUsage {
			t.Errorf("%q: exit code %d, %s", flags, code, stderr)
		}
	}
}

// A roster that is printed on a leaf that has not so many places leaves nothing behind.
func TestBatchThatStartsWhereNoCardIsMakesNothing(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 2, nil)
	for _, c := range []struct {
		flags []string
		want  string
	}{
		{[]string{"redcard", "--start", "11"}, "一张纸上只有 10 个位置，没有第 11 个"},
		{[]string{"redcard", "--start", "2", "--files"}, "每行一个文件"},
		{[]string{"certificate", "--start", "2"}, "荣誉证书不拼版"},
	} {
		code, _, stderr := o.run("", append(append([]string{"batch"}, c.flags...), "名册.xlsx", "-o", "out")...)
		if left, _ := filepath.Glob("out/*"); code != exitUsage || !strings.Contains(stderr, c.want) || len(left) > 0 {
			t.Errorf("%q: exit code %d, %s; left %q", c.flags, code, stderr, left)
		}
	}
	if code, _, stderr := o.run("", "batch", "redcard", "名册.xlsx", "--start", "10", "-o", "out"); code != 0 {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}
