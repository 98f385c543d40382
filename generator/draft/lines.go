package draft

import (
	"strings"
)

// line is a line of wording.
type line struct {
	number int
	text   string // without blanks at its ends
	indent int    // blanks before it, in half characters
	gap    bool   // an empty line stands before it
	table  bool
	used   bool // it is in a field, or was reported
}

// clean takes out what is no wording: invisible characters, marks of Markdown, page numbers, rules drawn with characters.
func (a *assembly) clean(s *Source) {
	gap, foot := false, false
	for _, l := range s.Lines {
		text := a.visible(l)
		trimmed := strings.TrimFunc(text, isBlank)
		if trimmed == "" {
			gap = gap || !foot
			continue
		}
		if r := ruleFor(noise, trimmed); r != nil && !l.Table {
			a.omit(Dropped, l.Number, trimmed, r.name)
			foot = r.name == "页码"
			gap = !foot
			continue
		}
		n := line{number: l.Number, text: a.unmarked(l.Number, trimmed), gap: gap, table: l.Table}
		for _, r := range text[:strings.Index(text, trimmed)] {
			n.indent++
			if r > 0xff {
				n.indent++
			}
		}
		gap, foot = false, false
		if n.text != "" {
			a.lines = append(a.lines, n)
		}
	}
}

// visible gives a line without characters that print nothing.
func (a *assembly) visible(l Line) string {
	if !strings.ContainsFunc(l.Text, isInvisible) {
		return l.Text
	}
	var shown, gone strings.Builder
	for _, r := range l.Text {
		if isInvisible(r) {
			gone.WriteRune(r)
		} else {
			shown.WriteRune(r)
		}
	}
	a.omit(Label, l.Number, gone.String(), "看不见的字符")
	return shown.String()
}

// unmarked gives a line without the marks of Markdown.
func (a *assembly) unmarked(at int, text string) string {
	const reason = "Markdown 标记"
	if m := markdown.FindString(text); m != "" {
		a.omit(Label, at, m, reason)
		text = strings.TrimLeftFunc(text[len(m):], isBlank)
	}
	if emphasis.MatchString(text) {
		a.omit(Label, at, strings.Repeat("****", len(emphasis.FindAllString(text, -1))), reason)
		text = emphasis.ReplaceAllString(text, "$1")
	}
	if len(text) > 2 && text[0] == '|' && strings.HasSuffix(text, "|") {
		a.omit(Label, at, strings.Repeat("|", strings.Count(text, "|")), reason)
		cells := strings.Split(text, "|")
		for i, c := range cells {
			cells[i] = strings.TrimFunc(c, isBlank)
		}
		text = strings.Join(cells, "\u3000")
		a.warn(at, "表格的一行已改为一行文字，栏与栏之间是全角空格")
	}
	return strings.TrimFunc(text, isBlank)
}
