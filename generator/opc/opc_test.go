package opc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"gongwen/generator/opc"
	"gongwen/internal/testkit"
)

func open(t testing.TB, data []byte, l opc.Limits) *opc.Package {
	t.Helper()
	p, err := opc.Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(p *opc.Package, name string) (string, error) {
	r, err := p.Part(name)
	if err != nil {
		return "", err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return string(data), err
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func relation(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, id, office+kind, target)
}

func relations(all ...string) string {
	return `<?xml version="1.0" encoding="us-ascii"?><Relationships xmlns="x">` + strings.Join(all, "") + `</Relationships>`
}

// TestRelationsLeadToParts follows relations as Word, WPS, .NET and Strict files write them.
func TestRelationsLeadToParts(t *testing.T) {
	for _, c := range []struct {
		name        string
		rels, entry string // what the package's relations say, and what the ZIP has
	}{
		{"relative", relation("rId1", "officeDocument", "word/document2.xml"), "word/document2.xml"},
		{"absolute", relation("rId1", "officeDocument", "/Inhalt.xml"), "Inhalt.xml"},
		{"with dots", relation("rId1", "officeDocument", "../word/./a/../main.xml"), "word/main.xml"},
		{"in another case", relation("rId1", "officeDocument", "word/Document.xml"), "Word/document.XML"},
		{"backslashes in the ZIP", relation("rId1", "officeDocument", "word/document.xml"), `word\document.xml`},
		{"backslashes in the target", relation("rId1", "officeDocument", `word\document.xml`), "word/document.xml"},
		{"a slash before the name", relation("rId1", "officeDocument", "word/document.xml"), "/word/document.xml"},
		{"Strict", `<Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="a.xml"/>`, "a.xml"},
		{"behind others", relation("rId7", "extended-properties", "docProps/app.xml") + relation("rId1", "officeDocument", "a.xml"), "a.xml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, testkit.ZIP(t, "_rels/.rels", relations(c.rels), c.entry, "the main part"), opc.Limits{})
			mains, err := p.Related("", "officeDocument")
			if err != nil || len(mains) != 1 || mains[0].ID != "rId1" {
				t.Fatalf("related %+v, %v", mains, err)
			}
			if text, err := read(p, mains[0].Part); text != "the main part" || err != nil {
				t.Errorf("%s: %q, %v", mains[0].Part, text, err)
			}
		})
	}
}

func TestRelationsOfAPart(t *testing.T) {
	p := open(t, testkit.ZIP(t, "word/document.xml", "", "word/_rels/document.xml.rels", relations(
		relation("rId1", "footer", "footer2.xml"), relation("rId2", "header", "header1.xml"), relation("rId3", "footer", "/custom/footer1.xml"),
		`<Relationship Id="rId4" Type="`+office+`footer" Target="https://example.org/?a&b" TargetMode="External"/>`,
	)), opc.Limits{})
	footers, err := p.Related("word/document.xml", "footer")
	want := []opc.Relation{{ID: "rId1", Part: "word/footer2.xml"}, {ID: "rId3", Part: "custom/footer1.xml"}}
	if err != nil || !slices.Equal(footers, want) {
		t.Errorf("footers %v, %v, want %v", footers, err, want)
	}
	if none, err := p.Related("word/header1.xml", "image"); len(none) != 0 || err != nil {
		t.Errorf("a part without relations has %v, %v", none, err)
	}
}

func TestLimitsNameThePart(t *testing.T) {
	data := testkit.ZIP(t, "word/document.xml", strings.Repeat("长", 1000))
	for _, c := range []struct {
		name   string
		limits opc.Limits
		reads  int  // that go well
		fails  bool // the next one
	}{
		{"none", opc.Limits{}, 3, false},
		{"of a part, just kept", opc.Limits{Part: 3000}, 3, false},
		{"of a part", opc.Limits{Part: 2999}, 0, true},
		{"of all parts", opc.Limits{All: 6000}, 2, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, data, c.limits)
			for range c.reads {
				if _, err := read(p, "word/document.xml"); err != nil {
					t.Fatal(err)
				}
			}
			_, err := read(p, "word/document.xml")
			if fails := errors.Is(err, opc.ErrTooLarge); fails != c.fails || fails && !strings.Contains(err.Error(), "word/document.xml") {
				t.Errorf("error %v, want one: %t", err, c.fails)
			}
		})
	}
}

func TestWhatIsNoPackage(t *testing.T) {
	good := testkit.ZIP(t, "a.xml", "text", "_rels/.rels", "<Relationships><Relationship")
	for _, data := range [][]byte{nil, []byte("PK\x03\x04"), good[:len(good)-5]} {
		if _, err := opc.Open(bytes.NewReader(data), int64(len(data)), opc.Limits{}); !errors.Is(err, opc.ErrNoPackage) {
			t.Errorf("%.9q: error %v", data, err)
		}
	}
	p := open(t, good, opc.Limits{})
	if _, err := p.Part("b.xml"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "b.xml") {
		t.Errorf("a part that is not there: error %v", err)
	}
	if _, err := p.Related("", "officeDocument"); err == nil || !strings.Contains(err.Error(), "_rels/.rels") {
		t.Errorf("damaged relations: error %v", err)
	}
	locked := bytes.Clone(good)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	if _, err := open(t, locked, opc.Limits{}).Part("a.xml"); !errors.Is(err, opc.ErrEncrypted) {
		t.Errorf("an encrypted part: error %v", err)
	}
	var many []string
	for i := range 1<<16 + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	data := testkit.ZIP(t, many...)
	if _, err := opc.Open(bytes.NewReader(data), int64(len(data)), opc.Limits{}); !errors.Is(err, opc.ErrTooLarge) {
		t.Errorf("too many parts: error %v", err)
	}
}
