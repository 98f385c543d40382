package testkit

import (
	"os"
	"path/filepath"
	"testing"
)

// File writes data into a file of that name in a folder of its own, which ends with the test, and gives its path.
func File(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Read gives the content of a file.
func Read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Sample gives a file of samples/.
func Sample(t testing.TB, name string) []byte {
	t.Helper()
	return Read(t, Root(t, "samples", name))
}

// start is the folder of the package whose tests run, in which go test starts them.
var start, _ = os.Getwd()

// Root gives the path of something in the repository, whichever package asks and wherever its test has gone.
func Root(t testing.TB, elements ...string) string {
	t.Helper()
	for dir := start; ; {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(append([]string{dir}, elements...)...)
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("testkit: no go.mod above the test")
		}
		dir = up
	}
}
