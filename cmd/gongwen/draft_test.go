package main

import (
	"strings"
	"testing"

	"gongwen/internal/testkit"
)

func TestDraft(t *testing.T) {
	seed := testkit.Root(t, "generator", "draft", "testdata", "00-seed.txt")
	o := newOffice(t)
	o.write("短.txt", "关于放假的通知\n各部门：\n国庆节放假七天。\n院长办公室\n2010年9月21日\n")
	o.write("旧.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

	t.Run("the seed paper, made into a PDF", func(t *testing.T) {
		code, stdout, stderr := o.run("", "draft", seed, "-o", "notice.yaml")
		if code != exitMade || stdout != "" {
			t.Fatalf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
		}
		wantText(t, "stderr", stderr, []string{"没有找到发文机关标志，请填写"})
		if code, _, stderr := o.run("", "make", "notice.yaml", "--format", "pdf", "-o", "out/"); code != exitRefused {
			t.Fatalf("make without the red head: exit code %d, stderr %q", code, stderr)
		} else {
			wantText(t, "stderr", stderr, []string{"发文机关标志（/header）：没有填写，这一项不能缺少"})
		}
		o.write("notice.yaml", strings.Replace(o.read("notice.yaml"), "# 发文机关标志:", "发文机关标志: 中共常州市广播电视大学委员会文件", 1))
		if code, _, stderr := o.run("", "make", "notice.yaml", "--format", "pdf", "-o", "out/"); code != exitMade {
			t.Fatalf("make: exit code %d, stderr %q", code, stderr)
		}
		o.read("out/常电大委〔2010〕4号.pdf")
	})
	for _, c := range []struct {
		name           string
		stdin          string
		args           []string
		code           int
		stdout, stderr []string
	}{
		{"to standard output", "", []string{"draft", "短.txt"}, exitMade,
			[]string{"种类: 通知\n", "\n标题: 关于放假的通知\n", "\n成文日期: 2010-09-21\n"}, []string{"警告：短.txt：没有找到发文字号"}},
		{"from standard input", "关于放假的通知\n各部门：\n放假七天。\n", []string{"draft", "-"}, exitMade,
			[]string{"标题: 关于放假的通知"}, []string{"警告：标准输入：没有找到成文日期"}},
		{"old Word file", "", []string{"draft", "旧.doc"}, exitRefused, []string{""}, []string{"错误：旧.doc：", "另存为 .docx"}},
		{"file that is not there", "", []string{"draft", "none.txt"}, exitFailed, []string{""}, []string{"无法读取 none.txt：文件或文件夹不存在"}},
		{"no file named", "", []string{"draft"}, exitUsage, []string{""}, []string{"缺少文稿"}},
		{"onto the text itself", "", []string{"draft", "短.txt", "-o", "短.txt"}, exitUsage, []string{""}, []string{"输出文件不能是文稿"}},
		{"into a folder that is not there", "", []string{"draft", "短.txt", "-o", "none/a.yaml"}, exitFailed, []string{""}, []string{"无法写入 none/a.yaml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := o.run(c.stdin, c.args...)
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			wantText(t, "stdout", stdout, c.stdout)
			wantText(t, "stderr", stderr, c.stderr)
		})
	}
	if got := o.read("短.txt"); !strings.HasPrefix(got, "关于放假的通知") {
		t.Errorf("the text was overwritten: %q", got)
	}
}
