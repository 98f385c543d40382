package draft_test

import (
	"regexp"
	"testing"

	"gongwen/generator/draft"
	"gongwen/internal/testkit"
)

var partName = regexp.MustCompile(`(?m)^-- (.+) --\n`)

// parts takes a source apart into names and contents by turns: each part stands after a line such as -- word/document.xml --.
func parts(source []byte) []string {
	var all []string
	names := partName.FindAllSubmatchIndex(source, -1)
	for i, n := range names {
		end := len(source)
		if i+1 < len(names) {
			end = names[i+1][0]
		}
		all = append(all, string(source[n[2]:n[3]]), string(source[n[1]:end]))
	}
	return all
}

// document packs a Word file whose body is the given XML, with further parts, names and contents by turns.
func document(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	const root = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	return testkit.ZIP(t, append([]string{"_rels/.rels", root, "word/document.xml",
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2010年7月1日":         "2010-07-01",
		"２０１０年０７月０１日":       "2010-07-01",
		"2010 年 7 月 1 日":    "2010-07-01",
		"二○一○年七月一日":         "2010-07-01",
		"二〇一〇年十二月三十一日":      "2010-12-31",
		"二O一O年十月二十日":        "2010-10-20",
		"二0一0年十一月十日":        "2010-11-10",
		"二零一零年一月廿三日":        "2010-01-23",
		"一九九六年五月八日":         "1996-05-08",
		"二　〇　一　〇　年　七　月　一　日": "2010-07-01",
		"二О一二年九月三日":         "2012-09-03", // Cyrillic
		"二Ο一二年九月三日":         "2012-09-03", // Greek
		"二Ｏ一二年九月三日":         "2012-09-03",
		"二◯一二年九月三日":         "2012-09-03",
		"2010.7.1":          "2010-07-01",
		"2010-07-01":        "2010-07-01",
		"2010年2月30日":        "",
		"二〇一〇年七月四十日":        "",
		"2010年7月":           "",
	} {
		t.Run(text, func(t *testing.T) {
			_, d := of(t, []byte("关于放假的通知\n各部门：\n正文。\n校长办公室\n"+text), "x")
			if f, _ := d.Field("date"); f.Value != want {
				t.Errorf("got %q, want %q", f.Value, want)
			}
		})
	}
}

func FuzzWord(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>关于甲的</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>通知</w:t><w:br/></w:r></w:ins></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl/></w:tc><w:tc/></w:tr></w:tbl><w:txbxContent><w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p></w:txbxContent>`)
	f.Add(`<w:sdt><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t><w:tab/><w:sym/></w:r><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:p></w:sdt>`)
	f.Fuzz(func(t *testing.T, body string) {
		s, err := draft.Read(document(t, body), "x")
		if err != nil {
			return
		}
		d := newDraft(t, s)
		accounted(t, s, d)
		readBack(t, d)
	})
}
