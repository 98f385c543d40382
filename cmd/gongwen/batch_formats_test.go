package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/generator/kind"
	"gongwen/internal/testkit"
)

// fillIn copies the example of a sample roster to so many rows below it, each for another person, but for the names of pictures, and
// what the sheet for all rows gives as an example.
func fillIn(t *testing.T, name string, rows int, k *kind.Kind) {
	t.Helper()
	person := "" // the title of the field that names one
	for _, f := range k.Schema.Fields() {
		if len(k.Identity) > 0 && f.Name == k.Identity[0] {
			person = f.Title
		}
	}
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	all, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	fillInCommon(t, f)
	const heading, example = 0, 1
	for i := range rows {
		for column, text := range all[example][1:] {
			column++ // the first marks the example
			title := strings.TrimSuffix(all[heading][column], "*")
			switch {
			case strings.HasSuffix(text, ".png"):
				continue
			case title == person:
				text = []string{"张三", "𬱖某", "买买提江·吐尔逊"}[i]
			case strings.HasSuffix(title, "编号"):
				text = fmt.Sprintf("某证〔2012〕%d号", i+1)
			}
			at, err := excelize.CoordinatesToCellName(column+1, example+2+i)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStr(sheet, at, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// fillInCommon copies the examples of the sheet for all rows, which stand behind 如.
func fillInCommon(t *testing.T, f *excelize.File) {
	t.Helper()
	if i, _ := f.GetSheetIndex("公共"); i < 0 {
		return
	}
	rows, err := f.GetRows("公共")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows[1:] {
		if _, example, ok := strings.Cut(row[2], "如 "); ok {
			if err := f.SetCellStr("公共", fmt.Sprint("B", i+2), example); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestEveryKindIsMadeByRoster makes PDF and DOCX of every kind from the roster that is its sample, and has others open them.
func TestEveryKindIsMadeByRoster(t *testing.T) {
	const rows = 3
	o := newOffice(t)
	g, err := (&program{}).folder().Generator()
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, k := range g.Kinds() {
		roster := k.Name + ".xlsx"
		if f := k.Schema.Unfit(); f != nil {
			if code, _, stderr := o.run("", "sample", k.Name, "--format", "xlsx"); code != exitUsage || !strings.Contains(stderr, f.Title) {
				t.Errorf("%s: exit code %d, %s", k.Name, code, stderr)
			}
			continue
		}
		if code, _, stderr := o.run("", "sample", k.Name, "--format", "xlsx", "--all", "-o", roster); code != exitMade {
			t.Fatalf("%s: %s", k.Name, stderr)
		}
		fillIn(t, roster, rows, k)
		code, stdout, stderr := o.run("", "batch", k.Name, roster, "-o", k.Name, "--zip", "--format", "pdf,docx", "--name", k.Name+"-{{n}}")
		if code != exitMade {
			t.Errorf("%s: exit code %d, %s%s", k.Name, code, stdout, stderr)
			continue
		}
		archive := filepath.Join(k.Name, k.Title+".zip")
		testkit.Tool(t, "unzip", "-qo", archive, "-d", k.Name)
		var want []string
		for i := range rows {
			name := fmt.Sprintf("%s-%04d", k.Name, i+1)
			want = append(want, name+".pdf", name+".docx")
			if text := testkit.Tool(t, "pdftotext", filepath.Join(k.Name, name+".pdf"), "-"); len(strings.Fields(text)) < 2 {
				t.Errorf("%s.pdf says %q", name, text)
			}
			testkit.Tool(t, "qpdf", "--check", filepath.Join(k.Name, name+".pdf"))
			words = append(words, filepath.Join(k.Name, name+".docx"))
		}
		names := strings.Fields(testkit.Tool(t, "unzip", "-Z1", archive))
		if want = append(want, "manifest.csv"); !slices.Equal(names, want) {
			t.Errorf("%s: in the archive %q, want %q", k.Name, names, want)
		}
	}
	testkit.Convert(t, "txt:Text (encoded):UTF8", "txt", words...)
	for _, word := range words {
		name := strings.TrimSuffix(filepath.Base(word), ".docx")
		if text := o.read("txt/" + name + ".txt"); len(strings.Fields(text)) < 2 {
			t.Errorf("LibreOffice finds %q in %s", text, word)
		}
	}
}

// TestNamesInArchivesAreGoodEverywhere has Python and unzip read names that some system cannot have.
func TestNamesInArchivesAreGoodEverywhere(t *testing.T) {
	o := newOffice(t)
	bad := []string{"CON", "con", "NUL.txt", "aux .a", "COM¹", "LPT9", "CONOUT$", "a<b>c", `d:\e`, "f/../../g", "..", "h.", "i ?*|\"", "张三", "张三", "张三_2",
		"ANN", "ann", "é", "e\u0301", "买买提江·吐尔逊", "𬱖𫍽㛃䶮", "王\u202e小明"}
	o.writeRoster("名册.xlsx", len(bad), func(i int, row []any) { row[0], row[1] = bad[i], fmt.Sprintf("第%d支部", i) })
	code, _, stderr := o.run("", "batch", "certificate", "名册.xlsx", "-o", "out", "--zip", "--name", "{{name}}", "--skip-bad")
	if code != exitMade {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	archive := "out/荣誉证书.zip"
	python := testkit.Tool(t, "/usr/bin/python3", "-c", "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nassert all(i.flag_bits & 0x800 for i in z.infolist())\n"+
		"sys.stdout.buffer.write('\\n'.join(z.namelist()).encode())", archive)
	names := strings.Split(python, "\n")
	seen := map[string]bool{}
	for _, name := range names {
		device, _, _ := strings.Cut(strings.ToUpper(name), ".")
		if strings.ContainsAny(name, `<>:"/\|?*`+"\u202e") || strings.TrimRight(strings.TrimSuffix(name, ".pdf"), ". ") != strings.TrimSuffix(name, ".pdf") ||
			slices.Contains([]string{"CON", "NUL", "AUX", "COM¹", "LPT9", "CONOUT$"}, strings.TrimSpace(device)) {
			t.Errorf("%q is no name on Windows", name)
		}
		if key := strings.ToLower(name); seen[key] {
			t.Errorf("%q is there twice", name)
		} else {
			seen[key] = true
		}
	}
	if !slices.Contains(names, "𬱖𫍽㛃䶮.pdf") || !slices.Contains(names, "买买提江·吐尔逊.pdf") {
		t.Errorf("names %q", names)
	}
	testkit.Tool(t, "unzip", "-q", archive, "-d", "unzipped")
	var unzipped []string
	files, err := os.ReadDir("unzipped")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		unzipped = append(unzipped, f.Name())
	}
	slices.Sort(names)
	if !slices.Equal(unzipped, names) {
		t.Errorf("unzip gives %q, Python %q", unzipped, names)
	}
	if listed := testkit.Tool(t, "unzip", "-l", archive); !bytes.Contains([]byte(listed), []byte(fmt.Sprintf("%d files", len(names)))) {
		t.Errorf("unzip lists %s", listed)
	}
}
