package batch_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/generator/batch"
	"gongwen/internal/testkit"
)

func TestManifestRunsNothing(t *testing.T) {
	names := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "=HYPERLINK(\"http://x\",\"y\")", "王一一", "阿卜·买买提", "a,b"}
	var file bytes.Buffer
	m, err := batch.NewManifest(&file)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if err := m.Add(&batch.Entry{Row: i + 2, Sheet: "=1", Name: name, File: "-" + name}); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := csv.NewReader(bytes.NewReader(file.Bytes())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		for _, cell := range line {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") || strings.HasPrefix(cell, "＝") {
				t.Errorf("the cell %q would be run", cell)
			}
		}
	}
	entries, err := batch.ReadManifest(file.Bytes())
	if err != nil || len(entries) != len(names) {
		t.Fatalf("read %d lines: %v", len(entries), err)
	}
	for i, e := range entries {
		if e.Name != strings.ReplaceAll(names[i], "\r", "\r") || e.Sheet != "=1" || e.File != "-"+names[i] {
			t.Errorf("%q came back as %+v", names[i], e)
		}
	}

	// LibreOffice, which takes a leading = for a formula, has the texts.
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "m.csv"), file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := testkit.Command(t, "soffice", "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--infilter=CSV:44,34,76",
		"--convert-to", "fods", "--outdir", folder, filepath.Join(folder, "m.csv"))
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	sheet, err := os.ReadFile(filepath.Join(folder, "m.fods"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sheet, []byte("table:formula")) || !bytes.Contains(sheet, []byte("姓名或名称")) {
		t.Error("LibreOffice found a formula, or no headings")
	}
}

func TestManifestOfAnEarlierVersionIsRead(t *testing.T) {
	const old = "\ufeffrow,sheet,name,number,sha256,pages,warnings,file,page,in,input\n2,名册,=1+1,1号,ab,1,,a.pdf,0,,cd\n3,名册,'x,2号,ab,1,小心,b.pdf,0,,cd\n"
	entries, err := batch.ReadManifest([]byte(old))
	if err != nil || len(entries) != 2 || entries[0].Name != "=1+1" || entries[1].Name != "'x" || entries[1].Warnings[0].Message != "小心" {
		t.Errorf("got %+v, %v", entries, err)
	}
}
