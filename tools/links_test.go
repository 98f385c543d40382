package tools_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link is what a page points to within the repository: [text](path), [text](path#heading), or the src of an image.
var link = regexp.MustCompile(`\]\(([^)#:\s]+)(?:#[^)]*)?\)|src="([^":]+)"`)

// TestPagesNameFilesThatExist follows the links of every page in Markdown.
func TestPagesNameFilesThatExist(t *testing.T) {
	root := ".."
	list, err := exec.CommandContext(t.Context(), "git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md").Output()
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for _, page := range strings.Split(strings.TrimRight(string(list), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			links++
			to := filepath.Join(root, filepath.Dir(page), m[1]+m[2])
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s points to %s, which is not there", page, m[1]+m[2])
			}
		}
	}
	if links == 0 {
		t.Error("no links found")
	}
}
