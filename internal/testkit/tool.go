// Package testkit is what the tests of many packages share: how they call programs that are not ours (tool.go), LibreOffice and
// the Open XML SDK's validator among them (office.go); where they lay their files (file.go), and ZIP files for readers that are
// tested (zip.go); how they look at pages that were drawn (pixels.go). It imports nothing of this module, so that every package's tests can use it;
// internal/testkit/papers has the generator too. Only tests may import either.
package testkit

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
)

// Tool runs a program that is not ours and gives what it prints on standard output. The test ends if it fails.
func Tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	c := Command(t, name, args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s%s", name, args, err, out, &stderr)
	}
	return string(out)
}

// Thousands begins a test that works through thousands of papers, which -short skips. Its name begins with TestThousand: by that
// tools/test runs it without the race detector, under which it would take ten times as long.
func Thousands(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("thousands of papers take longer than -short allows")
	}
}

// Command gives a program that is not ours ready to be run, for tests that want more of it than Tool gives. It ends with the
// test. Under -short, which needs nothing of the machine, the test is skipped. tools/packages must list the program.
func Command(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	if testing.Short() {
		t.Skipf("%s is a program of the machine, which -short does without", name)
	}
	c := exec.CommandContext(t.Context(), name, args...)
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // in which unzip and pdftotext write Chinese
	return c
}
