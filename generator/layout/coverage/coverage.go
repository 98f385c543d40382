// Package coverage looks up the characters of a document in the fonts before it is set: what no font has is told with its place,
// and what another font prints. Begin with Check; each is the one way through all texts of a document.
package coverage

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/mend"
	"gongwen/generator/notice"
	"gongwen/generator/typeset"
)

// Check looks up every character of d in the fonts. missing are those that no font of their role has: the paper cannot be
// printed. substituted are those that another font of the role's chain prints; each character is told once, at its first place. The
// error is a block that it does not know.
func Check(d *doc.Document, l *typeset.Library) (missing, substituted []notice.Notice, err error) {
	type use struct {
		role string
		r    rune
	}
	told := map[use]bool{}
	err = each(d, func(own, latin string, t doc.Text) {
		for _, s := range t {
			role := own
			if s.Role != "" {
				role = s.Role
			}
			column := 0
			printed := l.Faces(role, latin)
			for _, r := range s.Text {
				at := s.From
				at.Column += column
				column++
				if r == '\n' { // a wished break of a title
					at.Line, column = at.Line+1, 0
					continue
				}
				face, _, place, ok := printed(r)
				switch {
				case !ok:
					missing = append(missing, at.Notice("missing-glyph", fmt.Sprintf(
						"%s%s在所有字库中都没有字形，无法印出，请改用别的写法", where(at), mend.Called(r))))
				case place > 0 && !told[use{role, r}]:
					told[use{role, r}] = true
					substituted = append(substituted, at.Notice("substituted-font", fmt.Sprintf(
						"%s“%c”（U+%04X）%s字库中没有，改用 %s 印出", where(at), r, r, title(l, role), face.Family())))
				}
			}
		}
	})
	return missing, substituted, err
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

// each calls visit with every text of a document and the font roles that it is set in. It fails for a block that it does not
// know, because a text that is not walked could not be checked.
func each(d *doc.Document, visit func(role, latin string, t doc.Text)) error {
	f := func(style string, t doc.Text) {
		s := d.Profile.Styles[style]
		visit(s.Role, s.Latin, t)
	}
	for _, block := range d.Blocks {
		switch t := block.(type) {
		case *doc.HeadNotes:
			f("copy", t.Copy)
			f("secrecy", t.Secrecy)
			f("secrecy", t.Urgency)
		case *doc.Mark:
			all(f, "mark", t.Names...)
			f("mark", t.Suffix)
		case *doc.Number:
			all(f, "number", t.Text, t.Label)
			all(f, "signer", t.Signers...)
		case *doc.IssueLine:
			all(f, "number", t.Left, t.Right)
		case *doc.Title:
			f("title", t.Text)
		case *doc.DateLine:
			f("dateLine", t.Text)
		case *doc.Addressee:
			f("addressee", t.Text)
		case *doc.Paragraph:
			eachOfParagraph(t, d.Profile, f)
		case *doc.Table:
			eachOfTable(t, f)
		case *doc.NameList:
			for _, g := range t.Groups {
				f(doc.NameHead, g.Head)
				all(f, "body", g.Names...)
			}
		case *doc.Figure:
			f("caption", t.Caption)
		case *doc.AttachmentNotes:
			f("attachmentNotes", t.Label)
			all(f, "attachmentNotes", t.Names...)
		case *doc.Signature:
			for _, s := range t.Signers {
				f("signature", s.Name)
			}
			f("signature", t.Date)
		case *doc.SignLines:
			all(f, "signature", t.Labels...)
			f("signature", t.Date)
		case *doc.Attendance:
			f("label", t.Label)
			f("attendance", t.Text)
		case *doc.Note:
			f("note", t.Text)
		case *doc.Label:
			f("label", t.Text)
		case *doc.Imprint:
			eachOfImprint(t, f)
		case *doc.Side:
			eachOfSheet(t, visit)
		case *doc.Rule, *doc.PageBreak:
		default:
			return fmt.Errorf("coverage: no way to look up the characters of a %T", block)
		}
	}
	return nil
}

// all calls f with texts of one style.
func all(f func(style string, t doc.Text), style string, texts ...doc.Text) {
	for _, t := range texts {
		f(style, t)
	}
}

func eachOfParagraph(t *doc.Paragraph, p *doc.Profile, f func(style string, t doc.Text)) {
	if t.Level == 0 {
		f("body", t.Text)
		return
	}
	f(fmt.Sprintf("heading%d", t.Level), t.Headed(p.Styles["body"].Role))
}

func eachOfTable(t *doc.Table, f func(style string, t doc.Text)) {
	f("caption", t.Caption)
	for i, row := range t.Rows {
		for _, c := range row {
			all(f, t.CellStyle(i), c.Lines...)
			all(f, t.CellStyle(i), c.Foot...)
		}
	}
}

func eachOfImprint(t *doc.Imprint, f func(style string, t doc.Text)) {
	if t.Keywords != nil {
		f("keywordLabel", t.Keywords.Label)
		all(f, "keywords", t.Keywords.Words...)
	}
	for _, l := range t.Sent {
		all(f, "imprint", l.Label, l.Text)
	}
	for _, l := range []*doc.LabelledLine{t.To, t.CC} {
		if l != nil {
			all(f, "imprint", l.Label, l.Text)
		}
	}
	all(f, "imprint", t.PrintedBy, t.PrintedOn, t.Copies)
}

func eachOfSheet(t *doc.Side, visit func(role, latin string, t doc.Text)) {
	for _, row := range t.Rows {
		for _, column := range row.Columns {
			for _, item := range column.Items {
				text, ok := item.(*doc.SideText)
				if !ok {
					continue
				}
				for _, paragraph := range text.Paragraphs {
					visit(text.Role, text.Latin, paragraph)
				}
			}
		}
	}
}
