package pdf_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"gongwen/generator/page"
	"gongwen/generator/page/pagetest"
	"gongwen/internal/testkit"
)

// These are preconditions of PDF/A-2u. Only veraPDF can say that a file conforms; it is not among the tools of the tests.

// dict is a dictionary as qpdf's JSON has it: names with their slash, strings as "u:text" or "b:hexadecimal".
type dict = map[string]any

// pdfFile is a file as qpdf reads it.
type pdfFile struct {
	path    string
	objects map[string]struct {
		Value  any
		Stream struct{ Dict dict }
	}
	Outlines   []bookmark
	PageLabels []struct {
		Index int
		Label dict
	}
}

type bookmark struct {
	Title string
	Page  int `json:"destpageposfrom1"`
	Kids  []bookmark
}

func open(t *testing.T, d *page.Document) *pdfFile {
	t.Helper()
	f := &pdfFile{path: save(t, d)}
	testkit.Tool(t, "qpdf", "--check", f.path)
	out := []byte(testkit.Tool(t, "qpdf", "--json=2", f.path))
	var objects struct{ QPDF []json.RawMessage }
	for _, to := range []any{f, &objects} {
		if err := json.Unmarshal(out, to); err != nil {
			t.Fatal(err)
		}
	}
	if err := json.Unmarshal(objects.QPDF[1], &f.objects); err != nil {
		t.Fatal(err)
	}
	return f
}

// at gives the dictionary of an object, of a stream its own, or v itself if it is one.
func (f *pdfFile) at(v any) dict {
	if ref, ok := v.(string); ok {
		o := f.objects["obj:"+ref]
		if o.Stream.Dict != nil {
			return o.Stream.Dict
		}
		v = o.Value
	}
	d, _ := v.(dict)
	return d
}

func (f *pdfFile) trailer() dict { return f.objects["trailer"].Value.(dict) }

func (f *pdfFile) catalog() dict { return f.at(f.trailer()["/Root"]) }

// data gives what a stream holds, without its filter.
func (f *pdfFile) data(t *testing.T, ref any) []byte {
	t.Helper()
	number, _, _ := strings.Cut(ref.(string), " ")
	return []byte(testkit.Tool(t, "qpdf", "--show-object="+number, "--filtered-stream-data", f.path))
}

func TestHeaderSaysThatTheFileIsBinary(t *testing.T) {
	line := bytesOf(t, pagetest.Document())[len("%PDF-1.7\n"):][:6]
	if line[0] != '%' || min(line[1], line[2], line[3], line[4]) < 128 || line[5] != '\n' {
		t.Errorf("second line %q, want a comment of four bytes beyond 127", line)
	}
}

func TestTrailerHasAnIDFromTheContent(t *testing.T) {
	f := open(t, pagetest.Document())
	id := f.trailer()["/ID"].([]any)
	if len(id) != 2 || id[0] != id[1] || len(id[0].(string)) != len("b:")+32 {
		t.Errorf("/ID %v", id)
	}
	if f.trailer()["/Encrypt"] != nil {
		t.Error("the file is encrypted")
	}
	other := pagetest.Document()
	other.Info.Title += "（二）"
	if open(t, other).trailer()["/ID"].([]any)[0] == id[0] {
		t.Error("another paper has the same /ID")
	}
}

func TestCatalogSaysHowThePaperIsRead(t *testing.T) {
	f := open(t, pagetest.Document())
	c := f.catalog()
	if c["/Lang"] != "u:zh-CN" {
		t.Errorf("/Lang %v", c["/Lang"])
	}
	if c["/ViewerPreferences"].(dict)["/DisplayDocTitle"] != true {
		t.Errorf("/ViewerPreferences %v", c["/ViewerPreferences"])
	}
	for _, key := range []string{"/OpenAction", "/AA", "/AcroForm", "/Names"} {
		if c[key] != nil {
			t.Errorf("the catalog has %s", key)
		}
	}
}

func TestOutputIntentIsSRGB(t *testing.T) {
	f := open(t, pagetest.Document())
	intent := f.at(f.catalog()["/OutputIntents"].([]any)[0])
	if intent["/S"] != "/GTS_PDFA1" || intent["/OutputConditionIdentifier"] != "u:sRGB IEC61966-2.1" {
		t.Errorf("output intent %v", intent)
	}
	profile := f.data(t, intent["/DestOutputProfile"])
	if n := f.at(intent["/DestOutputProfile"])["/N"]; n != 3.0 || string(profile[16:20]) != "RGB " {
		t.Errorf("/N %v for a profile of %q", n, profile[16:20])
	}
	if size := int(binary.BigEndian.Uint32(profile)); size != len(profile) {
		t.Errorf("profile of %d bytes, its header says %d", len(profile), size)
	}
}

func TestMetadataAndInfoSayTheSame(t *testing.T) {
	f := open(t, pagetest.Document())
	ref := f.catalog()["/Metadata"]
	if filter := f.at(ref)["/Filter"]; filter != nil {
		t.Errorf("metadata with filter %v", filter)
	}
	var xmp struct {
		Part        string `xml:"RDF>Description>part"`
		Conformance string `xml:"RDF>Description>conformance"`
		Title       string `xml:"RDF>Description>title>Alt>li"`
		Author      string `xml:"RDF>Description>creator>Seq>li"`
		Subject     string `xml:"RDF>Description>description>Alt>li"`
		Keywords    string `xml:"RDF>Description>Keywords"`
		Producer    string `xml:"RDF>Description>Producer"`
		Created     string `xml:"RDF>Description>CreateDate"`
		Modified    string `xml:"RDF>Description>ModifyDate"`
	}
	if err := xml.Unmarshal(f.data(t, ref), &xmp); err != nil {
		t.Fatal(err)
	}
	if xmp.Part != "2" || xmp.Conformance != "U" {
		t.Errorf("part %s, conformance %s", xmp.Part, xmp.Conformance)
	}
	if xmp.Created != "2010-07-01T00:00:00+08:00" || xmp.Modified != xmp.Created {
		t.Errorf("dates %s, %s", xmp.Created, xmp.Modified)
	}
	info := f.at(f.trailer()["/Info"])
	for key, want := range map[string]string{
		"/Title": xmp.Title, "/Author": xmp.Author, "/Subject": xmp.Subject, "/Keywords": xmp.Keywords, "/Producer": xmp.Producer,
		"/CreationDate": "D:20100701000000+08'00'", "/ModDate": "D:20100701000000+08'00'",
	} {
		if info[key] != "u:"+want {
			t.Errorf("%s: Info has %v, want %s", key, info[key], want)
		}
	}
	if want := pagetest.Document().Info.Title; xmp.Title != want {
		t.Errorf("title %q, want %q", xmp.Title, want)
	}
}

func TestTitleOfSeveralLinesBecomesOne(t *testing.T) {
	d := pagetest.Document()
	d.Info.Title = "关于印发\n《办法》的\x01通知"
	if got := open(t, d); got.at(got.trailer()["/Info"])["/Title"] != "u:关于印发 《办法》的 通知" {
		t.Errorf("title %v", got.at(got.trailer()["/Info"])["/Title"])
	}
}

func TestPaperWithoutFactsHasNoEmptyOnes(t *testing.T) {
	d := pagetest.Document()
	d.Info, d.Outline = page.Info{}, nil
	f := open(t, d)
	if info := f.at(f.trailer()["/Info"]); len(info) != 1 {
		t.Errorf("Info %v, want a producer only", info)
	}
	if c := f.catalog(); c["/Lang"] != nil || c["/Outlines"] != nil {
		t.Errorf("catalog %v", c)
	}
}

func TestBookmarksAreNested(t *testing.T) {
	f := open(t, pagetest.Document())
	want := []bookmark{
		{"张𬱖", 1, []bookmark{{"一、文件", 1, []bookmark{}}, {"二、图", 1, []bookmark{}}}},
		{"附件", 3, []bookmark{}},
	}
	if fmt.Sprint(f.Outlines) != fmt.Sprint(want) {
		t.Errorf("outline %v, want %v", f.Outlines, want)
	}
	first := f.at(f.at(f.catalog()["/Outlines"])["/First"])
	dest := first["/Dest"].([]any)
	if want := (297 - 30) * 72 / 25.4; dest[1] != "/XYZ" || math.Abs(dest[3].(float64)-want) > 0.001 {
		t.Errorf("first bookmark goes to %v, want height %.3f", dest, want)
	}
}

func TestPageLabelsAreThePrintedNumbers(t *testing.T) {
	d := manyPages(9)
	for i, label := range []string{"1", "2", "", "", "3", "4", "附1", "7", "07"} {
		d.Pages[i].Label = label
	}
	var got []string
	for _, l := range open(t, d).PageLabels {
		got = append(got, fmt.Sprintf("%d:%v%v%v", l.Index, or(l.Label["/P"], "-"), or(l.Label["/S"], "-"), or(l.Label["/St"], "-")))
	}
	// qpdf adds a start of 1 to labels that are no numbers.
	const want = "0:-/D1 2:u:-1 4:-/D3 6:u:附1-1 7:-/D7 8:u:07-1"
	if strings.Join(got, " ") != want {
		t.Errorf("labels %s, want %s", strings.Join(got, " "), want)
	}
}

func or(v, other any) any {
	if v == nil {
		return other
	}
	return v
}

// fonts gives the composite fonts of the file.
func (f *pdfFile) fonts(t *testing.T) []dict {
	t.Helper()
	var all []dict
	for _, o := range f.objects {
		if d, ok := o.Value.(dict); ok && d["/Subtype"] == "/Type0" {
			all = append(all, d)
		}
	}
	if len(all) != 2 {
		t.Fatalf("%d fonts, want 2", len(all))
	}
	return all
}

func TestWidthsAreThoseOfTheEmbeddedFont(t *testing.T) {
	f := open(t, pagetest.Document())
	for _, font := range f.fonts(t) {
		cid := f.at(font["/DescendantFonts"].([]any)[0])
		if cid["/CIDToGIDMap"] != "/Identity" || font["/Encoding"] != "/Identity-H" {
			t.Errorf("%v: CIDToGIDMap %v, encoding %v", font["/BaseFont"], cid["/CIDToGIDMap"], font["/Encoding"])
		}
		program := f.data(t, f.at(cid["/FontDescriptor"])["/FontFile2"])
		unitsPerEm := float64(binary.BigEndian.Uint16(table(program, "head")[18:]))
		hmtx := table(program, "hmtx")
		widths := widths(cid)
		for glyph := range toUnicode(t, f, font) {
			width, ok := widths[glyph]
			if !ok {
				width = cid["/DW"].(float64)
			}
			if want := float64(binary.BigEndian.Uint16(hmtx[4*glyph:])) * 1000 / unitsPerEm; math.Abs(width-want) > 0.5 {
				t.Errorf("%v: glyph %d: width %v, hmtx %v", font["/BaseFont"], glyph, width, want)
			}
		}
	}
}

func table(program []byte, tag string) []byte {
	be := binary.BigEndian
	for i := range int(be.Uint16(program[4:])) {
		if e := program[12+16*i:]; string(e[:4]) == tag {
			return program[be.Uint32(e[8:]):][:be.Uint32(e[12:])]
		}
	}
	return nil
}

// widths reads the array /W of the form "first [width …]".
func widths(cid dict) map[int]float64 {
	all := map[int]float64{}
	w := cid["/W"].([]any)
	for i := 0; i < len(w); i += 2 {
		for j, width := range w[i+1].([]any) {
			all[int(w[i].(float64))+j] = width.(float64)
		}
	}
	return all
}

// toUnicode gives the UTF-16 of each glyph, in hexadecimal.
func toUnicode(t *testing.T, f *pdfFile, font dict) map[int]string {
	t.Helper()
	all := map[int]string{}
	for _, m := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4})> \[((?:<[0-9A-F]+>)+)\]`).FindAllSubmatch(f.data(t, font["/ToUnicode"]), -1) {
		var first, last int
		fmt.Sscanf(string(m[1])+" "+string(m[2]), "%X %X", &first, &last)
		chars := regexp.MustCompile(`[0-9A-F]+`).FindAll(m[3], -1)
		if len(chars) != last-first+1 || first>>8 != last>>8 {
			t.Errorf("%d characters from %d to %d", len(chars), first, last)
		}
		for i, c := range chars {
			all[first+i] = string(c)
		}
	}
	return all
}

func TestToUnicodeHasPairsBeyondUFFFF(t *testing.T) {
	f := open(t, pagetest.Document())
	for _, font := range f.fonts(t) {
		if !strings.HasSuffix(font["/BaseFont"].(string), "+Test-Han") {
			continue
		}
		got := fmt.Sprint(toUnicode(t, f, font))
		if want := "map[1:5F20 2:D873DC56 3:FF08 4:4E8C 5:25CB 6:6587 7:4EF6 8:9644 9:4EF6" +
			" 10:5370 11:7AE0 12:6A2A 13:D840DD00 14:8868 15:5012 16:7F6E 17:540E 18:89D2 19:8FB9 20:6846 21:524D 22:672B]"; got != want {
			t.Errorf("ToUnicode %s, want %s", got, want)
		}
	}
}

// contents gives what all pages paint.
func (f *pdfFile) contents(t *testing.T) []byte {
	t.Helper()
	var all []byte
	for _, o := range f.objects {
		if d, ok := o.Value.(dict); ok && d["/Type"] == "/Page" {
			all = append(all, f.data(t, d["/Contents"])...)
		}
	}
	return all
}

func TestCharactersThatGlyphsDoNotGiveAreActualText(t *testing.T) {
	contents := open(t, pagetest.Document()).contents(t)
	// 〇; 𬱖 and the bracket that lies over it; 𠄀 and its own, in a group
	for _, span := range []string{"<feff3007>", "<feffd873dc56ff08>", "<feffd840dd00ff08>"} {
		if n := bytes.Count(contents, []byte("/Span << /ActualText "+span+" >> BDC\n")); n != 1 {
			t.Errorf("%d spans for %s, want 1:\n%s", n, span, contents)
		}
	}
	if n := bytes.Count(contents, []byte("/ActualText")); n != 3 {
		t.Errorf("%d spans with a text, want 3", n)
	}
	if begin, end := bytes.Count(contents, []byte("BDC\n")), bytes.Count(contents, []byte("EMC\n")); begin != end {
		t.Errorf("%d spans begin and %d end", begin, end)
	}
}

func TestFontsAreNamedAfterTheirSubset(t *testing.T) {
	names := func(d *page.Document) string {
		var all []string
		for _, line := range strings.Split(testkit.Tool(t, "pdffonts", save(t, d)), "\n")[2:] {
			if fields := strings.Fields(line); len(fields) > 0 && regexp.MustCompile(`^[A-Z]{6}\+Test-`).MatchString(fields[0]) {
				all = append(all, fields[0])
			}
		}
		return strings.Join(all, " ")
	}
	other := pagetest.Document()
	other.Pages[2].Items[0].(*page.Text).Glyphs[0].ID = 20
	one, two := names(pagetest.Document()), names(other)
	if strings.Count(one, "+") != 2 || one == two {
		t.Errorf("fonts %s, and of another subset %s", one, two)
	}
}

func TestNoToolFindsFault(t *testing.T) {
	path := save(t, pagetest.Document())
	testkit.Tool(t, "mutool", "draw", "-q", "-F", "txt", "-o", os.DevNull, path)
	testkit.Tool(t, "pdftocairo", "-pdf", path, path+".copy")
}
