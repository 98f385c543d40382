package check_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/doc"
	"gongwen/generator/inspect/check"
	"gongwen/generator/page"
	"gongwen/internal/testkit/papers"
)

// free checks a file against what it says of itself, or what its date tells.
func free(t testing.TB, file []byte) *check.Report {
	t.Helper()
	profiles := map[string]*doc.Profile{}
	for _, name := range []string{national, "party-1996"} {
		profiles[name] = papers.Profile(t, name)
	}
	r, err := check.File(t.Context(), bytes.NewReader(file), int64(len(file)), check.Options{Profiles: profiles})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// silent takes from a Word document what it says of its profile.
func silent(t testing.TB, file []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name == "docProps/custom.xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPapersAreHeldToTheirOwnProfile checks papers without being told the profile.
func TestPapersAreHeldToTheirOwnProfile(t *testing.T) {
	g := spoiled(t)
	dated := func(organ, date, profile string) string {
		return strings.NewReplacer("中共临江市开放大学委员会", organ, "2026-03-01", date).Replace("种类: 通知\n版式: " + profile + "\n" + ownHead +
			"标题: 关于开展学习活动的通知\n正文: |\n  " + said + "\n")
	}
	const party, university = "中共临江市开放大学委员会", "临江市开放大学"
	for _, c := range []struct{ name, input, standard, said, guessed, guess string }{
		{"of today", dated(party, "2026-03-01", national), "9704-2012", "文件写明", "9704-2012", ""},
		{"of 1996", dated(party, "2010-07-01", "party-1996"), "1996", "文件写明", "1996", "按成文日期 2010-07-01 推定"},
		{"of 1996, dated today", dated(party, "2026-03-01", "party-1996"), "1996", "文件写明", "9704-2012", ""},
		{"of today, dated before", dated(university, "2010-07-01", national), "9704-2012", "文件写明", "9704-2012", "早于"},
		{"on the day", dated(party, "2012-07-01", national), "9704-2012", "文件写明", "9704-2012", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := prepared(t, g, []byte(c.input))
			word := papers.Write(t, p, generator.DOCX)
			for name, files := range map[string][2][]byte{
				"PDF":  {papers.Write(t, p, generator.PDF), edited(t, p, func(d *page.Document) { d.Info.Profile = "" })},
				"DOCX": {word, silent(t, word)},
			} {
				r := free(t, files[0])
				if r.Departs() || !strings.Contains(r.Standard, c.standard) || !strings.Contains(strings.Join(r.Notes, ""), c.said) {
					t.Errorf("%s: held to %s, %q\n%s", name, r.Standard, r.Notes, table(t, r))
				}
				r = free(t, files[1])
				if notes := strings.Join(r.Notes, ""); !strings.Contains(r.Standard, c.guessed) || !strings.Contains(notes, c.guess) || c.guess == "" && notes != "" {
					t.Errorf("%s that does not say: held to %s, %q", name, r.Standard, r.Notes)
				}
			}
		})
	}
	unknown := edited(t, prepared(t, g, []byte(dated(party, "2026-03-01", national))), func(d *page.Document) { d.Info.Profile = "own-2030" })
	if r := free(t, unknown); r.Departs() || !strings.Contains(strings.Join(r.Notes, ""), "own-2030") {
		t.Errorf("an unknown profile: %q", r.Notes)
	}
}

// TestSheetsAreNoPapers checks a card: no clause is about it, unless somebody insists.
func TestSheetsAreNoPapers(t *testing.T) {
	p := prepare(t, spoiled(t), samples+"/redcard.yaml")
	for _, f := range []generator.Format{generator.PDF, generator.DOCX} {
		file := papers.Write(t, p, f)
		r := free(t, file)
		if r.Departs() || len(r.Findings) > 0 || r.Standard != "" || !strings.Contains(table(t, r), "不是按 GB/T 9704 编排的公文") {
			t.Errorf("%s:\n%s", f, table(t, r))
		}
		var b strings.Builder
		if err := check.WriteHTML(&b, r); err != nil || !strings.Contains(b.String(), "证书、卡片") || strings.Contains(b.String(), "<table") {
			t.Errorf("%s: %v\n%s", f, err, b.String())
		}
		if r := report(t, file, national); !r.Departs() {
			t.Errorf("%s: departs from nothing, though it is asked for", f)
		}
	}
}

// TestOddFilesAreTold checks what is said of files that are not as they should be.
func TestOddFilesAreTold(t *testing.T) {
	p := prepared(t, spoiled(t), []byte("种类: 通知\n"+ownHead+"标题: 关于开展学习活动的通知\n正文: |\n  "+said+"\n"))
	good := papers.Write(t, p, generator.PDF)
	turned := bytes.Replace(good, []byte("/Type /Page /"), []byte("/Type /Page /Rotate 90 /"), 1)
	if bytes.Equal(turned, good) {
		t.Fatal("no page to turn")
	}
	astray := regexp.MustCompile(`(?m)^0(\d{9}) 00000 n`).ReplaceAll(good, []byte("9$1 00000 n"))
	for want, file := range map[string][]byte{"第1页转了90度": turned, "xref": astray} {
		if r := free(t, file); r.Departs() || !strings.Contains(strings.Join(r.Notes, "\n"), want) {
			t.Errorf("no %s in notes %q\n%s", want, r.Notes, table(t, r))
		}
	}
	if r := free(t, good); len(r.Notes) != 1 {
		t.Errorf("notes %q of a good file", r.Notes)
	}
	unreadable(t, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"+strings.Repeat("\x00", 2000)), "老格式")
}
