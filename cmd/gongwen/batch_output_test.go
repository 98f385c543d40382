package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/batch"
	"gongwen/internal/testkit"
)

// lateFaults is a roster of 3,000 rows whose last ones are bad, each in another way.
func (o *office) lateFaults() {
	o.t.Helper()
	const rows = 3000
	o.writeRoster("名册.xlsx", rows, func(i int, row []any) {
		switch rows - i {
		case 5:
			row[2] = "" // a missing field
		case 4:
			row[0] = "张\U000F0001" // no font has it
		case 3:
			row[0] = strings.Repeat("阿卜杜拉·", 11) + "某" // too long for its place
		case 2:
			row[0] = "张某7" // the person of row 9
		case 1:
			row[4] = "2012年13月1日"
		}
	})
}

// TestThousandsWithLateFaultsLeaveNothing: nothing comes into the folder, and no byte goes to standard output.
func TestThousandsWithLateFaultsLeaveNothing(t *testing.T) {
	testkit.Thousands(t)
	o := newOffice(t)
	o.lateFaults()
	told := []string{"C2997：", "A2998：", "A2999：", "A3000：", "E3001："}
	for _, flags := range [][]string{{"--merge"}, {"--files"}, {"--zip"}, {"--files", "--format", "pdf,docx"}, {"--group", "所在支部"},
		{"--group", "所在支部", "--files"}, {"--group", "所在支部", "--zip"}} {
		out := strings.Join(flags, "")
		code, stdout, stderr := o.run("", append([]string{"batch", "certificate", "名册.xlsx", "-o", out, "--number", "证〔2012〕1号"}, flags...)...)
		if files, _ := filepath.Glob(out + "/*"); code != exitRefused || stdout != "" || len(files) != 1 || filepath.Base(files[0]) != faultsFile {
			t.Errorf("%s: exit code %d, files %q, %q", out, code, files, stdout)
		}
		for _, cell := range told {
			if !strings.Contains(stderr, cell) {
				t.Errorf("%s: %s is not told:\n%s", out, cell, stderr)
			}
		}
	}
	before := strings.Join(o.files(), " ")
	for _, flags := range [][]string{nil, {"--zip"}, {"--group", "所在支部"}, {"--group", "所在支部", "--zip", "--format", "pdf,docx"}} {
		code, stdout, stderr := o.run("", append([]string{"batch", "certificate", "名册.xlsx", "-o", "-"}, flags...)...)
		if code != exitRefused || stdout != "" {
			t.Errorf("%q: exit code %d, %d bytes on standard output", flags, code, len(stdout))
		}
		for _, cell := range told {
			if !strings.Contains(stderr, cell) {
				t.Errorf("%q: %s is not told:\n%s", flags, cell, stderr)
			}
		}
	}
	if after := strings.Join(o.files(), " "); after != before {
		t.Errorf("files %s, had %s", after, before)
	}
}

func TestBatchGoesToStandardOutput(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 40, nil)
	args := []string{"batch", "certificate", "名册.xlsx", "--number", "证〔2012〕1号", "-o"}
	for _, c := range []struct{ flag, file string }{{"--merge", "荣誉证书.pdf"}, {"--zip", "荣誉证书.zip"}} {
		code, stdout, stderr := o.run("", append(args, "-", c.flag)...)
		o.run("", append(args, "out", c.flag)...)
		if code != exitMade || stderr != "" || stdout != o.read("out/"+c.file) {
			t.Errorf("%s: exit code %d, %d bytes, %s", c.flag, code, len(stdout), stderr)
		}
	}
	for _, flags := range [][]string{{"--files"}, {"--format", "docx"}, {"--resume"}} {
		if code, stdout, stderr := o.run("", append(append(args, "-"), flags...)...); code != exitUsage || stdout != "" || !strings.Contains(stderr, "标准输出") {
			t.Errorf("%q: exit code %d, %q, %q", flags, code, stdout, stderr)
		}
	}
}

func TestFilesOfAGroupHaveAFolder(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 30, func(i int, row []any) {
		row[0] = []string{"张三", "李四", "王五"}[i/10] // thrice the same, in other branches or for other honours
		row[1] = []any{"机关党支部", "教学/科研党支部", nil}[i%3]
		row[2] = fmt.Sprintf("优秀共产党员%d", i)
	})
	args := []string{"batch", "certificate", "名册.xlsx", "-o", "out", "--files", "--group", "所在支部", "--name", "{{name}}", "--resume", "--number", "证〔2012〕1号"}
	code, stdout, stderr := o.run("", args...)
	if code != exitMade || stdout != "已生成 out（30 份）\n" {
		t.Fatalf("exit code %d, %q, %q", code, stdout, stderr)
	}
	folders, _ := filepath.Glob("out/*")
	if want := []string{"out/" + batch.ManifestName, "out/所在支部未填", "out/教学_科研党支部", "out/机关党支部"}; !slices.Equal(folders, want) {
		t.Errorf("folders %q, want %q", folders, want)
	}
	entries := o.manifest("out")
	if made, _ := filepath.Glob("out/*/*.pdf"); len(made) != 30 || len(entries) != 30 {
		t.Errorf("%d files and %d entries", len(made), len(entries))
	}
	if e := entries[0]; e.File != "机关党支部/张三.pdf" || e.Row != 2 || e.Number != "证〔2012〕1号" {
		t.Errorf("first entry %+v", e)
	}
	if err := os.Remove("out/" + entries[4].File); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := o.run("", args...); code != exitMade || stdout != "上次已完成 29 份\n已生成 out（1 份）\n" {
		t.Errorf("the second time: exit code %d, %q", code, stdout)
	}
	if again := o.manifest("out"); len(again) != 30 {
		t.Errorf("%d entries the second time", len(again))
	}
}

func TestNumbersOfSkippedRowsAreTold(t *testing.T) {
	o := newOffice(t)
	spoil := func(i int, row []any) {
		if i == 3 || i == 8 {
			row[2] = ""
		}
	}
	o.writeRoster("名册.xlsx", 10, spoil)
	args := []string{"batch", "certificate", "名册.xlsx", "-o", "out", "--skip-bad", "--resume", "--number", "证〔2012〕1号"}
	code, _, stderr := o.run("", args...)
	if want := "有误的行空出 2 个编号：证〔2012〕4号、证〔2012〕9号；改正后用 --resume 补做，编号不变\n"; code != exitMade || !strings.Contains(stderr, want) {
		t.Errorf("exit code %d, %q", code, stderr)
	}
	o.writeRoster("名册.xlsx", 10, nil)
	if code, stdout, stderr := o.run("", args...); code != exitMade || strings.Contains(stderr, "空出") {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
	unbroken(t, o.manifest("out"), 10)
}

func TestBatchOfBadRowsAloneIsRefused(t *testing.T) {
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 3, func(_ int, row []any) { row[2] = "" })
	for _, flags := range [][]string{{"--merge"}, {"--files"}, {"--zip"}, {"--group", "所在支部"}} {
		out := strings.Join(flags, "")
		code, stdout, stderr := o.run("", append([]string{"batch", "certificate", "名册.xlsx", "-o", out, "--skip-bad"}, flags...)...)
		if files, _ := filepath.Glob(out + "/*"); code != exitRefused || stdout != "" || !strings.HasSuffix(stderr, "没有生成文件：没有一行无误\n") || len(files) != 1 {
			t.Errorf("%s: exit code %d, files %q, %q, %q", out, code, files, stdout, stderr)
		}
	}
}

// TestThousandsShowProgressOnATerminal looks at the line that a terminal is given, and that nobody else is.
func TestThousandsShowProgressOnATerminal(t *testing.T) {
	testkit.Thousands(t)
	o := newOffice(t)
	o.writeRoster("名册.xlsx", 8000, nil)
	program := executable(t)
	var screen, plain bytes.Buffer
	terminal := testkit.Command(t, "script", "-qec", program+" batch certificate 名册.xlsx -o 屏幕 --zip", "/dev/null")
	terminal.Stdout = &screen
	pipe := exec.CommandContext(t.Context(), program, "batch", "certificate", "名册.xlsx", "-o", "管道", "--zip")
	pipe.Stdout, pipe.Stderr = &plain, &plain
	for _, cmd := range []*exec.Cmd{terminal, pipe} {
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s: %v\n%s%s", cmd, err, &screen, &plain)
		}
	}
	for _, way := range []string{"检查", "生成"} {
		line := regexp.MustCompile(`\r` + way + ` \[[█·]{20}\] +\d+%  \d+/8000 行  每秒 [1-9]\d* 行  还需 \d+:\d\d\x1b\[K`)
		if !line.MatchString(screen.String()) {
			t.Errorf("%s: no line of progress in %q", way, screen.String())
		}
	}
	if !strings.Contains(screen.String(), "\r\x1b[K已生成 屏幕/荣誉证书.zip（8000 份）") {
		t.Errorf("the line is not taken away: %q", screen.String())
	}
	if plain.String() != "已生成 管道/荣誉证书.zip（8000 份）\n" {
		t.Errorf("a pipe gets %q", plain.String())
	}
}
