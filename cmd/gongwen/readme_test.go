package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/internal/testkit"
)

// walk gives the commands that a README has newcomers type, without their comments: its first box of them below a heading.
func walk(t *testing.T, readme, heading string) []string {
	t.Helper()
	_, section, _ := strings.Cut(string(testkit.Read(t, testkit.Root(t, readme))), "\n"+heading+"\n")
	_, box, _ := strings.Cut(section, "```sh\n")
	box, _, _ = strings.Cut(box, "```\n")
	var commands []string
	for line := range strings.Lines(box) {
		command, _, _ := strings.Cut(line, " #")
		commands = append(commands, strings.TrimSpace(command))
	}
	return commands
}

// fillWorkbook fills in a row for each name, and what is the same for all.
func (o *office) fillWorkbook(name string, names []string) {
	o.t.Helper()
	o.fillRoster(name, len(names), func(i int, set func(title, text string)) {
		set("姓名", names[i])
		set("证书编号", "")
	})
	f, err := excelize.OpenFile(name)
	if err != nil {
		o.t.Fatal(err)
	}
	fillInCommon(o.t, f)
	if err := f.Save(); err != nil {
		o.t.Fatal(err)
	}
}

// TestTheReadmesCommandsWorkInTheirOrder types what the README says into an empty folder, fills in the workbook on the way, and
// leaves out the first command, which installs the program, and the last, which serves.
func TestTheReadmesCommandsWorkInTheirOrder(t *testing.T) {
	commands := walk(t, "README.md", "## Use it")
	if other := walk(t, "README.zh.md", "## 怎么用"); !slices.Equal(commands, other) {
		t.Errorf("the Chinese README has\n%s\nthe English one\n%s", strings.Join(other, "\n"), strings.Join(commands, "\n"))
	}
	last := len(commands) - 1
	if last < 10 || !strings.HasPrefix(commands[0], "go install ") || !strings.HasPrefix(commands[last], "gongwen serve ") {
		t.Fatalf("the commands are %q", commands)
	}
	o := newOffice(t)
	names := []string{"丁一", "买买提·艾力", "欧阳小明"}
	said := map[string]string{} // what each command prints
	for _, command := range commands[1:last] {
		var args []string
		for _, arg := range strings.Fields(command)[1:] {
			files := []string{arg}
			if strings.Contains(arg, "*") { // as a shell does
				if files, _ = filepath.Glob(arg); len(files) == 0 {
					t.Fatalf("%s: no %s", command, arg)
				}
			}
			args = append(args, files...)
		}
		code, stdout, stderr := o.run("", args...)
		if code != exitMade {
			t.Fatalf("%s: exit code %d\n%s%s", command, code, stdout, stderr)
		}
		said[args[0]] = stdout
		if strings.Contains(command, ".xlsx") && args[0] == "sample" {
			o.fillWorkbook(args[len(args)-1], names)
		}
	}
	for command, wanted := range map[string][]string{
		"kinds": {"\nletter\t函\t"}, "check": {"不符合 0"}, "fonts": {"校验值全部相符"}, "verify": append(names, "〔2026〕1号", "〔2026〕3号"),
	} {
		for _, want := range wanted {
			if !strings.Contains(said[command], want) {
				t.Errorf("gongwen %s does not say %q but\n%s", command, want, said[command])
			}
		}
	}
	if code, _, stderr := o.run("", "make", "draft.yaml", "-o", "again/"); code != exitMade || stderr != "" {
		t.Fatalf("the draft: exit code %d\n%s", code, stderr)
	}
	if code, stdout, stderr := o.run("", "check", "证书/荣誉证书.pdf"); code != exitMade {
		t.Errorf("the certificates are held against the standard of papers: exit code %d\n%s%s", code, stdout, stderr)
	}
	made, _ := filepath.Glob("out/*.pdf")
	if len(made) != 1 || text(t, made[0]) != text(t, "again/"+filepath.Base(made[0])) {
		t.Errorf("the letter %q is not that of its draft", made)
	}
}
