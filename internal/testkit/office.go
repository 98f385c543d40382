package testkit

import (
	"path/filepath"
	"strings"
	"testing"
)

// PDFs has LibreOffice make a PDF of each file, all in one process, and gives their paths, which differ from those of the files in
// their ending. It keeps the fonts that a file embeds for the next one: files of one call must embed the same characters of a
// font, or be asked for nothing but text and places.
func PDFs(t testing.TB, files ...string) []string {
	t.Helper()
	pdfs := make([]string, len(files))
	for i, file := range files {
		pdfs[i] = strings.TrimSuffix(file, filepath.Ext(file)) + ".pdf"
	}
	Convert(t, "pdf", filepath.Dir(files[0]), files...)
	return pdfs
}

// Convert has LibreOffice write each file in another format, as --convert-to names it, into a folder.
func Convert(t testing.TB, format, folder string, files ...string) {
	t.Helper()
	// A profile of its own, as two processes cannot share one.
	Tool(t, "soffice", append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless",
		"--convert-to", format, "--outdir", folder}, files...)...)
}

// Validate has the Open XML SDK look for faults in a DOCX or XLSX, by the rules of an Office: Office2007, Office2010, Office2013,
// Office2016, Office2019, Office2021 or Microsoft365.
func Validate(t testing.TB, office, file string) {
	t.Helper()
	out, err := Command(t, Root(t, "node_modules/.bin/ooxml-validator"), file, "--officeVersion", office).Output()
	if err != nil {
		t.Errorf("%s, %s: %v (tools/install brings the validator)\n%s", filepath.Base(file), office, err, out)
	}
}
