package layout

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/typeset"
)

// Coverage looks up every character of d in the fonts. missing are those that no font of their role has: the paper cannot be
// printed. substituted are those that another font of the role's chain prints; each character is told once, at its first place.
func Coverage(d *doc.Document, l *typeset.Library) (missing, substituted []doc.Notice) {
	type use struct {
		role string
		r    rune
	}
	told := map[use]bool{}
	each(d, func(style string, t doc.Text) {
		for _, s := range t {
			role := d.Profile.Styles[style].Role
			if s.Role != "" {
				role = s.Role
			}
			column := 0
			for _, r := range s.Text {
				at := s.From
				at.Column += column
				column++
				if r == '\n' { // a wished break of a title
					at.Line, column = at.Line+1, 0
					continue
				}
				face, _, place, ok := l.Face(role, d.Profile.Styles[style].Latin, r)
				switch {
				case !ok:
					missing = append(missing, doc.Notice{From: at, Code: "missing-glyph", Message: fmt.Sprintf(
						"%s“%c”（U+%04X）在所有字库中都没有字形，无法印出，请改用别的写法", where(at), r, r)})
				case place > 0 && !told[use{role, r}]:
					told[use{role, r}] = true
					substituted = append(substituted, doc.Notice{From: at, Code: "substituted-font", Message: fmt.Sprintf(
						"%s“%c”（U+%04X）%s字库中没有，改用 %s 印出", where(at), r, r, title(l, role), face.Family())})
				}
			}
		}
	})
	return missing, substituted
}

func where(at doc.Source) string {
	if at.Line == 0 {
		return ""
	}
	return fmt.Sprintf("第%d行第%d个字", at.Line, at.Column)
}

func title(l *typeset.Library, role string) string {
	for _, r := range l.Roles() {
		if r.Name == role {
			return r.Title
		}
	}
	return role
}

// each calls f with every text of a document and the name of the profile's style that it is set in.
func each(d *doc.Document, f func(style string, t doc.Text)) {
	for _, block := range d.Blocks {
		switch t := block.(type) {
		case *doc.Mark:
			f("mark", t.Text)
		case *doc.Number:
			f("number", t.Text)
		case *doc.Title:
			f("title", t.Text)
		case *doc.Addressee:
			f("addressee", t.Text)
		case *doc.Paragraph:
			if t.Level == 0 {
				f("body", t.Text)
				continue
			}
			f(fmt.Sprintf("heading%d", t.Level), headed(t, d.Profile.Styles["body"].Role))
		case *doc.AttachmentNotes:
			f("attachmentNotes", t.Label)
			for _, n := range t.Names {
				f("attachmentNotes", n)
			}
		case *doc.Signature:
			for _, o := range t.Organs {
				f("signature", o)
			}
			f("signature", t.Date)
		case *doc.Note:
			f("note", t.Text)
		case *doc.Label:
			f("label", t.Text)
		case *doc.Imprint:
			eachOfImprint(t, f)
		}
	}
}

func eachOfImprint(t *doc.Imprint, f func(style string, t doc.Text)) {
	if t.Keywords != nil {
		f("keywordLabel", t.Keywords.Label)
		for _, w := range t.Keywords.Words {
			f("keywords", w)
		}
	}
	if t.CC != nil {
		f("imprint", t.CC.Label)
		f("imprint", t.CC.Text)
	}
	f("imprint", t.PrintedBy)
	f("imprint", t.PrintedOn)
	f("imprint", t.Copies)
}
