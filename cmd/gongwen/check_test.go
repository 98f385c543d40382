package main

import (
	"encoding/json"
	"strings"
	"testing"

	"gongwen/generator/inspect/check"
)

func TestCheck(t *testing.T) {
	o := newOffice(t)
	o.write("valid.yaml", valid)
	o.write("1996.yaml", valid+"版式: party-1996\n")
	o.write("文稿.txt", "关于放假的通知")
	for _, name := range []string{"valid", "1996"} {
		if code, _, stderr := o.run("", "make", name+".yaml", "-o", name+".pdf"); code != exitMade {
			t.Fatal(stderr)
		}
	}
	if code, _, stderr := o.run("", "make", "valid.yaml", "-o", "valid.docx"); code != exitMade {
		t.Fatal(stderr)
	}
	for _, c := range []struct {
		condition string
		args      []string
		code      int
		stdout    []string // "" for nothing
		stderr    []string
	}{
		{"paper that keeps to the standard", []string{"valid.pdf"}, exitMade, []string{"valid.pdf（PDF，1 页）", "不符合 0"}, nil},
		{"every item", []string{"valid.pdf", "--all"}, exitMade, []string{"发文字号格式", "常电大委〔2010〕4号"}, nil},
		{"paper of another standard", []string{"1996.pdf", "--profile", "gbt9704-2012"}, exitRefused, []string{"成文日期格式", "怎样改："}, nil},
		{"by what it says of itself", []string{"1996.pdf"}, exitMade, []string{"不符合 0", "1996", "文件写明"}, nil},
		{"by its own standard", []string{"1996.pdf", "--profile", "party-1996"}, exitMade, []string{"不符合 0"}, nil},
		{"two files", []string{"valid.pdf", "valid.docx"}, exitMade, []string{"valid.pdf（PDF", "valid.docx（DOCX）"}, nil},
		{"page for the archive", []string{"valid.pdf", "--html", "报告.html"}, exitMade, []string{"valid.pdf（PDF"}, nil},
		{"file of another format", []string{"文稿.txt", "1996.pdf"}, exitFailed, []string{"1996.pdf（PDF"}, []string{"错误：文稿.txt：文件既不是 PDF 也不是 DOCX"}},
		{"file that is not there", []string{"none.pdf"}, exitFailed, []string{""}, []string{"错误：无法读取 none.pdf：文件或文件夹不存在"}},
		{"folder", []string{"."}, exitFailed, []string{""}, []string{"它不是文件"}},
		{"no file", nil, exitUsage, []string{""}, []string{"缺少要检查的文件"}},
		{"profile that is not there", []string{"valid.pdf", "--profile", "gbt"}, exitUsage, []string{""}, []string{"gbt9704-2012、party-1996"}},
		{"page over the paper", []string{"valid.pdf", "--html", "valid.pdf"}, exitUsage, []string{""}, []string{"报告文件不能是要检查的文件"}},
		{"one page for two files", []string{"valid.pdf", "1996.pdf", "--html", "a.html"}, exitUsage, []string{""}, []string{"一次只能写一个文件"}},
	} {
		t.Run(c.condition, func(t *testing.T) {
			code, stdout, stderr := o.run("", append([]string{"check"}, c.args...)...)
			if code != c.code {
				t.Errorf("exit code %d, want %d\n%s%s", code, c.code, stdout, stderr)
			}
			for _, out := range []struct {
				got  string
				want []string
			}{{stdout, c.stdout}, {stderr, c.stderr}} {
				for _, part := range out.want {
					if part == "" && out.got != "" || !strings.Contains(out.got, part) {
						t.Errorf("no %q in %q", part, out.got)
					}
				}
			}
		})
	}
	if page := o.read("报告.html"); !strings.Contains(page, "公文格式检查报告") {
		t.Errorf("the page is %q", page)
	}
}

func TestCheckAsJSON(t *testing.T) {
	o := newOffice(t)
	o.write("valid.yaml", valid)
	o.run("", "make", "valid.yaml", "-o", "valid.pdf")
	code, stdout, stderr := o.run("", "check", "valid.pdf", "none.pdf", "--json")
	if code != exitFailed || stderr == "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	var all []checked
	if err := json.Unmarshal([]byte(stdout), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].Report == nil || all[1].Error == "" {
		t.Fatalf("got %s", stdout)
	}
	if r := all[0].Report; r.Format != "pdf" || r.Pages != 1 || r.Count(check.Departs) != 0 || len(r.Unjudged) == 0 {
		t.Errorf("report %+v", r)
	}
}
