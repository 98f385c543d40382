package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/generator/doc"
)

// elementType says where an element may stand, what may stand in it, and which blocks it makes.
type elementType struct {
	within []string // the elements that it stands in
	text   bool     // characters stand in it, and no elements
	attrs  []string
	build  func(*scope, *element) ([]doc.Block, error) // nil for a part of another element
}

var inPaper = []string{"paper"}

// elements are the words of body.xml; templates/README.md explains them.
var elements = map[string]elementType{
	"mark":             {within: inPaper, text: true, build: textBlock(func(t doc.Text) doc.Block { return &doc.Mark{Text: t} })},
	"number":           {within: inPaper, text: true, build: textBlock(func(t doc.Text) doc.Block { return &doc.Number{Text: t} })},
	"rule":             {within: inPaper, build: emptyBlock(&doc.Rule{})},
	"title":            {within: inPaper, text: true, attrs: []string{"place"}, build: (*scope).title},
	"addressee":        {within: inPaper, text: true, build: (*scope).addressee},
	"text":             {within: inPaper, text: true, build: (*scope).prose},
	"attachment-notes": {within: inPaper, attrs: []string{"label"}, build: (*scope).attachmentNotes},
	"name":             {within: []string{"attachment-notes"}, text: true},
	"signature":        {within: inPaper, build: (*scope).signature},
	"organ":            {within: []string{"signature", "cc"}, text: true},
	"date":             {within: []string{"signature"}, text: true},
	"note":             {within: inPaper, text: true, build: (*scope).note},
	"page-break":       {within: inPaper, build: emptyBlock(&doc.PageBreak{})},
	"label":            {within: inPaper, text: true, build: textBlock(func(t doc.Text) doc.Block { return &doc.Label{Text: t} })},
	"imprint":          {within: inPaper, build: (*scope).imprint},
	"keywords":         {within: []string{"imprint"}, attrs: []string{"label"}},
	"word":             {within: []string{"keywords"}, text: true},
	"cc":               {within: []string{"imprint"}, attrs: []string{"label"}},
	"printed-by":       {within: []string{"imprint"}, text: true},
	"printed-on":       {within: []string{"imprint"}, text: true},
	"copies":           {within: []string{"imprint"}, text: true},
}

// titlePlaces are the values of a title's attribute place.
var titlePlaces = map[string]doc.TitlePlace{"": doc.MainTitle, "enclosure": doc.EnclosureTitle, "attachment": doc.AttachmentTitle}

func textBlock(block func(doc.Text) doc.Block) func(*scope, *element) ([]doc.Block, error) {
	return func(s *scope, e *element) ([]doc.Block, error) {
		t, err := s.characters(e)
		return []doc.Block{block(t)}, err
	}
}

func emptyBlock(block doc.Block) func(*scope, *element) ([]doc.Block, error) {
	return func(*scope, *element) ([]doc.Block, error) { return []doc.Block{block}, nil }
}

func (s *scope) title(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	return []doc.Block{&doc.Title{Text: t, Place: titlePlaces[e.attrs["place"]]}}, err
}

// prose makes paragraphs of a field that holds running text.
func (s *scope) prose(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	if err != nil || len(t) == 0 {
		return nil, err
	}
	return prose(t.String(), t[0].From), nil
}

// addressee ends the 主送机关 with a full-width colon (GB/T 9704-2012, 7.3.2).
func (s *scope) addressee(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	if err == nil && !strings.HasSuffix(t.String(), "：") {
		s.added(t, "added-colon", "末尾没有冒号，已加上“：”。")
		t = append(t, doc.Span{Text: "："})
	}
	return []doc.Block{&doc.Addressee{Text: t}}, err
}

// note puts the 附注 in brackets (7.3.6).
func (s *scope) note(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	if said := t.String(); err == nil && !(strings.HasPrefix(said, "（") && strings.HasSuffix(said, "）")) {
		s.added(t, "added-brackets", "附注没有括号，已加上“（）”。")
		t = slices.Concat(doc.Text{{Text: "（"}}, t, doc.Text{{Text: "）"}})
	}
	return []doc.Block{&doc.Note{Text: t}}, err
}

// added gives notice of characters that a rule has added to a text.
func (s *scope) added(t doc.Text, code, message string) {
	var from doc.Source
	if len(t) > 0 {
		from = t[len(t)-1].From
	}
	s.notice(from, code, message)
}

// attachmentNotes names the attachments on one line each, whatever the line ends in their titles.
func (s *scope) attachmentNotes(e *element) ([]doc.Block, error) {
	names, err := s.texts(e)
	for _, name := range names {
		for i := range name {
			name[i].Text = strings.ReplaceAll(name[i].Text, "\n", "")
		}
	}
	return []doc.Block{&doc.AttachmentNotes{Label: doc.Text{{Text: e.attrs["label"]}}, Names: names}}, err
}

func (s *scope) signature(e *element) ([]doc.Block, error) {
	b := &doc.Signature{}
	err := s.each(e.children, func(n node) error {
		inner := n.(*element)
		t, err := s.characters(inner)
		if inner.name == "date" {
			b.Date = t
		} else {
			b.Organs = append(b.Organs, t)
		}
		return err
	})
	return []doc.Block{b}, err
}

// imprintParts says which word of Profile.Imprint.Order stands for an element of the imprint, and its Chinese name.
var imprintParts = map[string]struct{ order, title string }{
	"keywords":   {"keywords", "主题词"},
	"cc":         {"cc", "抄送机关"},
	"printed-by": {"printed", "印发机关"},
	"printed-on": {"printed", "印发日期"},
	"copies":     {"copies", "印发份数"},
}

// imprint makes the 版记 of those elements that the profile has, and warns of those that it has not. An imprint without
// any element is none.
func (s *scope) imprint(e *element) ([]doc.Block, error) {
	b, any := &doc.Imprint{}, false
	err := s.each(e.children, func(n node) error {
		inner := n.(*element)
		t, err := s.imprintPart(b, inner)
		if err != nil {
			return err
		}
		any = any || t
		return nil
	})
	if !any || err != nil {
		return nil, err
	}
	return []doc.Block{b}, nil
}

// imprintPart adds an element to the imprint; false if it has no text or the profile does not have it.
func (s *scope) imprintPart(b *doc.Imprint, e *element) (bool, error) {
	words, err := s.texts(e)
	if err != nil || len(words) == 0 || len(words[0]) == 0 {
		return false, err
	}
	what := imprintParts[e.name]
	if !slices.Contains(s.profile.Imprint.Order, what.order) {
		s.notice(firstSource(words[0]), "not-printed", fmt.Sprintf("版式 %s 的版记没有%s，这一项不印出。", s.profile.Name, what.title))
		return false, nil
	}
	label := doc.Text{{Text: e.attrs["label"]}}
	switch e.name {
	case "keywords":
		b.Keywords = &doc.KeywordLine{Label: label, Words: words}
	case "cc":
		b.CC = &doc.LabelledLine{Label: label, Text: s.organs(words)}
	case "printed-by":
		b.PrintedBy = words[0]
	case "printed-on":
		b.PrintedOn = words[0]
	case "copies":
		b.Copies = words[0]
	}
	return true, nil
}

// firstSource gives the source of the first characters that are not the template's own.
func firstSource(t doc.Text) doc.Source {
	for _, span := range t {
		if span.From.Path != "" {
			return span.From
		}
	}
	return doc.Source{}
}

// organs joins the 抄送机关 with commas and ends them with a full stop (7.4.2).
func (s *scope) organs(names []doc.Text) doc.Text {
	var all doc.Text
	for i, name := range names {
		if i > 0 {
			all = append(all, doc.Span{Text: "，"})
		}
		all = append(all, name...)
	}
	if !strings.HasSuffix(all.String(), "。") {
		s.added(all, "added-stop", "末尾没有句号，已加上“。”。")
		all = append(all, doc.Span{Text: "。"})
	}
	return all
}
