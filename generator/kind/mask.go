package kind

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/person"
)

// mask hides the numbers in a text in part, and warns once of each text that has any: who filled it in has to know that it is
// not printed as it was written, and which number cannot be right.
func (s *scope) mask(text string, hide func(string) (string, []person.Number)) string {
	masked, found := hide(text)
	if len(found) == 0 {
		return masked
	}
	from := s.source(s.running)
	if s.masked[from.Path] {
		return masked
	}
	if s.masked == nil {
		s.masked = map[string]bool{}
	}
	s.masked[from.Path] = true
	for _, n := range found {
		s.notice(from, "masked-number", fmt.Sprintf("公开的材料不印出完整的%s，已印成“%s”。", n.Sort, n.Shown))
		s.wrongNumber(from, n)
	}
	return masked
}

func (s *scope) wrongNumber(from doc.Source, n person.Number) {
	if n.Wrong != "" {
		s.notice(from, "wrong-number", fmt.Sprintf("%s“%s”%s，请核对。", n.Sort, n.Shown, n.Wrong))
	}
}
