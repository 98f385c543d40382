package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/generator/doc"
)

// imprintParts says which word of Profile.Imprint.Order stands for an element of the imprint, and its Chinese name. A 简报
// has its own foot, whatever the profile.
var imprintParts = map[string]struct{ order, title string }{
	"keywords":   {"keywords", "主题词"},
	"sent":       {"sent", "报、送、发"},
	"to":         {"cc", "主送机关"},
	"cc":         {"cc", "抄送机关"},
	"printed-by": {"printed", "印发机关"},
	"printed-on": {"printed", "印发日期"},
	"copies":     {"copies", "印发份数"},
}

// imprint makes the 版记 of those elements that the profile has, and warns of those that it has not. An imprint without
// any element is none.
func (s *scope) imprint(e *element) ([]doc.Block, error) {
	b, some := &doc.Imprint{}, false
	err := s.parts(e, func(inner *element) error {
		printed, err := s.imprintPart(b, inner)
		some = some || printed
		return err
	})
	if !some || err != nil {
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
	if s.kind.form != doc.Briefing && !slices.Contains(s.profile.Imprint.Order, what.order) {
		s.notice(firstSource(words[0]), "not-printed", fmt.Sprintf("版式 %s 的版记没有%s，这一项不印出。", s.profile.Name, what.title))
		return false, nil
	}
	label := templateText(e.attrs["label"])
	switch e.name {
	case "keywords":
		b.Keywords = &doc.KeywordLine{Label: label, Words: words}
	case "sent":
		b.Sent = append(b.Sent, doc.LabelledLine{Label: label, Text: organs(words)})
	case "to":
		b.To = &doc.LabelledLine{Label: label, Text: stopped(words[0])}
	case "cc":
		b.CC = &doc.LabelledLine{Label: label, Text: stopped(organs(words))}
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

// organs joins the names of organs with commas.
func organs(names []doc.Text) doc.Text {
	var all doc.Text
	for i, name := range names {
		if i > 0 {
			all = append(all, doc.Span{Text: "，"})
		}
		all = append(all, name...)
	}
	return all
}

// stopped ends a text with a full stop, in place of the colon that it may have as 主送机关 (7.4.2).
func stopped(t doc.Text) doc.Text {
	last := &t[len(t)-1]
	last.Text = strings.TrimSuffix(last.Text, "：")
	if strings.HasSuffix(last.Text, "。") {
		return t
	}
	return append(t, doc.Span{Text: "。"})
}
