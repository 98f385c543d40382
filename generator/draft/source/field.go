package source

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// field is a field of Word that is being read (ISO/IEC 29500-1, 17.16): its code, and then its result, which alone is text.
type field struct {
	code      strings.Builder
	inCode    bool
	separated bool   // it has a result, if an empty one
	into      *field // the field in whose code this one stands; nil for none
	contents  bool   // it is 目录, or stands in one
	deleted   bool
	line      int
	before    int // writes before its result
	choices   []string
	chosen    int
	checked   bool
}

// name gives the word that says what sort of field it is.
func (f *field) name() string {
	words := strings.FieldsFunc(f.code.String(), func(r rune) bool { return unicode.IsSpace(r) || r == '\\' })
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0])
}

// mostFields is how many fields may stand in one another.
const mostFields = 64

// character reads a w:fldChar, which begins a field, parts its code from its result, or ends it.
func (w *word) fieldChar(e xml.StartElement) error {
	switch attribute(e, "fldCharType") {
	case "begin":
		if len(w.fields) == mostFields {
			return errTooBig
		}
		w.begin(&field{inCode: true, deleted: w.deleted > 0})
	case "separate":
		if f := w.field(); f != nil && f.inCode {
			w.separate(f)
		}
	case "end":
		if f := w.field(); f != nil {
			w.end(f)
		}
	}
	return w.children()
}

// field gives the innermost field; nil for none.
func (w *word) field() *field {
	if len(w.fields) == 0 {
		return nil
	}
	return w.fields[len(w.fields)-1]
}

// coded gives the field into whose code text goes; nil if text goes into the document.
func (w *word) coded() *field {
	f := w.field()
	if f == nil || f.inCode {
		return f
	}
	return f.into
}

func (w *word) begin(f *field) {
	f.into, f.line = w.coded(), max(w.number, 1)
	if outer := w.field(); outer != nil {
		f.contents = outer.contents
	}
	w.fields = append(w.fields, f)
}

func (w *word) separate(f *field) {
	f.inCode, f.separated, f.before = false, true, w.writes
	f.contents = f.contents || f.name() == "TOC"
}

// end ends a field. What Word computes anew each time has no result in the file.
func (w *word) end(f *field) {
	w.fields = w.fields[:len(w.fields)-1]
	if f.deleted || !f.inCode && w.writes > f.before {
		return
	}
	code := strings.TrimSpace(f.code.String())
	switch name := f.name(); {
	case name == "EQ":
		text, ok := equation(code[2:], w.before())
		if !ok {
			w.tell("有 EQ 域，一行文字写不出来，没有收入：“%s”，请对照原件补上", code)
			return
		}
		w.find("equation", text+"、")
		w.write(text)
	case name == "FORMCHECKBOX":
		w.find("checkbox", "")
		w.write(map[bool]string{true: "√", false: "□"}[f.checked])
	case name == "FORMDROPDOWN" && f.chosen < len(f.choices):
		w.write(f.choices[f.chosen])
	case name == "SYMBOL":
		if !w.symbol(code) {
			w.tell("有符号域，没有收入：“%s”，请对照原件补上", code)
		}
	case !f.separated && code != "" && !slices.Contains(silentFields, name):
		w.tell("有域没有结果，没有收入：“%s”，请对照原件补上", code)
	}
}

// silentFields print nothing, or what is no wording.
var silentFields = []string{"XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PRIVATE", "PAGE", "NUMPAGES", "SECTIONPAGES", "BOOKMARK", "TOC", "INDEX", "FORMTEXT"}

// symbol writes the character of a SYMBOL field that gives it in Unicode.
func (w *word) symbol(code string) bool {
	words := strings.Fields(code)
	if len(words) < 2 || !slices.Contains(words, `\u`) {
		return false
	}
	n, err := strconv.ParseInt(words[1], 0, 32)
	if err != nil || n < 0x20 {
		return false
	}
	w.write(string(rune(n)))
	return true
}

// simpleField reads a w:fldSimple, whose children are its result.
func (w *word) simpleField(e xml.StartElement) error {
	if len(w.fields) == mostFields {
		return errTooBig
	}
	f := &field{deleted: w.deleted > 0}
	w.begin(f)
	f.code.WriteString(attribute(e, "instr"))
	w.separate(f)
	err := w.children()
	if w.field() == f {
		w.end(f)
	}
	return err
}

// formField reads what a field of a form says of its choice.
func (w *word) formField(e xml.StartElement) {
	f := w.field()
	if f == nil || !f.inCode {
		return
	}
	switch e.Name.Local {
	case "default", "checked":
		f.checked = on(e)
	case "listEntry":
		f.choices = append(f.choices, attribute(e, "val"))
	case "result":
		f.chosen = max(integer(attribute(e, "val"), 0), 0)
	}
}

// open tells of fields that the document does not end: their code may have been text.
func (w *word) openFields() {
	for _, f := range w.fields {
		if text := strings.TrimSpace(f.code.String()); f.inCode && text != "" {
			w.tell("第%d段开始的域没有结束，其中的文字没有收入：“%s”", f.line, text)
		}
	}
	w.fields = nil
}
