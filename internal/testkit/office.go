package testkit

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// PDFs has LibreOffice make a PDF of each file, and gives their paths, which differ from those of the files in their ending.
func PDFs(t testing.TB, files ...string) []string {
	t.Helper()
	pdfs := make([]string, len(files))
	for i, file := range files {
		pdfs[i] = strings.TrimSuffix(file, filepath.Ext(file)) + ".pdf"
	}
	Convert(t, "pdf", filepath.Dir(files[0]), files...)
	return pdfs
}

// Convert has LibreOffice write files in another format, as --convert-to names it, into a folder: all in one process, which has a profile
// of its own. What fonts the machine has does not matter: a file alone has those that it embeds, and none for Chinese but these.
// Several are lent those of the repository too, as LibreOffice takes the embedded fonts of the first for the next.
func Convert(t testing.TB, format, folder string, files ...string) {
	t.Helper()
	own := t.TempDir()
	chosen := ""
	if len(files) == 1 {
		chosen = "<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont><glob>*/LiberationSerif-*</glob></acceptfont></selectfont>"
	}
	config := File(t, "fonts.conf", fmt.Appendf(nil, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>%s</dir><cachedir>%s/fonts</cachedir>%s</fontconfig>`, Root(t, "fonts"), own, chosen))
	c := Command(t, "soffice", append([]string{"-env:UserInstallation=file://" + own + "/profile", "--headless",
		"--convert-to", format, "--outdir", folder}, files...)...)
	c.Env = append(c.Env, "FONTCONFIG_FILE="+config)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("soffice %q: %v\n%s", files, err, out)
	}
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
