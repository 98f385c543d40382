package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/draft/source"
)

// line is a line of wording.
type line struct {
	number int
	text   string      // without blanks at its ends
	indent int         // blanks before it, in half characters
	gap    bool        // an empty line stands before it
	row    *source.Row // of the table that it stands in; nil for none
	table  bool        // it is a row of several cells
	middle bool        // it is set in the middle
	pasted bool        // its row was parted by tabs
	used   bool        // it is in a field, or was reported
}

// clean takes out what is no wording: invisible characters, marks of Markdown, page numbers, rules drawn with characters.
func (a *assembly) clean(text *source.Text) {
	gap, foot := false, false
	rows := tabbed(text.Lines)
	for i, l := range text.Lines {
		visible := a.visible(l)
		trimmed := strings.TrimFunc(visible, source.IsBlank)
		if trimmed == "" && l.Row == nil {
			gap = gap || !foot
			continue
		}
		if r := ruleFor(noise, trimmed); r != nil && l.Row == nil {
			a.omit(Dropped, l.Number, trimmed, r.name)
			if last := len(a.lines) - 1; r.name == tableRule && last >= 0 && a.lines[last].row != nil && !gap {
				a.lines[last].row.Head = true
				continue
			}
			foot = r.name == "页码"
			gap = !foot
			continue
		}
		n := line{number: l.Number, row: l.Row, gap: gap, middle: l.Middle}
		if rows[i] != nil {
			n.row, n.text, n.pasted = rows[i], rowText(rows[i]), true
		} else {
			n.text = a.unmarked(&n, trimmed)
		}
		a.placeholders(n)
		n.table = n.row != nil && (len(n.row.Cells) > 1 || n.text == "")
		for _, r := range visible[:strings.Index(visible, trimmed)] {
			n.indent++
			if r > 0xff {
				n.indent++
			}
		}
		gap, foot = false, false
		if n.text != "" || n.row != nil {
			a.lines = append(a.lines, n)
		}
	}
}

// placeholders warns of what is to be filled in. It stays as it is.
func (a *assembly) placeholders(l line) {
	for _, s := range placeholder.FindAllString(l.text, -1) {
		a.warn(l.number, "“%s”像是待填的内容，照原样保留，请填好", s)
	}
}

// visible gives a line without characters that print nothing.
func (a *assembly) visible(l source.Line) string {
	a.omit(Label, l.Number, strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return r
		}
		return -1
	}, l.Text), "看不见的字符")
	return shown(l.Text)
}

// shown gives the characters of a text that print something, its blanks and its line feeds.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && isInvisible(r) {
			return -1
		}
		return r
	}, s)
}

// unmarked gives a line without the marks of Markdown. A line of a Markdown table gets its row.
func (a *assembly) unmarked(l *line, text string) string {
	const reason = "Markdown 标记"
	at := l.number
	if m := markdown.FindString(text); m != "" && !dashNumber.MatchString(text) {
		a.omit(Label, at, m, reason)
		text = strings.TrimLeftFunc(text[len(m):], source.IsBlank)
	}
	if emphasis.MatchString(text) {
		a.omit(Label, at, strings.Repeat("****", len(emphasis.FindAllString(text, -1))), reason)
		text = emphasis.ReplaceAllString(text, "$1")
	}
	if len(text) > 2 && text[0] == '|' && strings.HasSuffix(text, "|") {
		a.omit(Label, at, strings.Repeat("|", strings.Count(text, "|")), reason)
		l.row = &source.Row{Table: -at}
		if last := len(a.lines) - 1; last >= 0 && a.lines[last].row != nil && !l.gap {
			l.row.Table = a.lines[last].row.Table
		}
		var texts []string
		for c := range strings.SplitSeq(text[1:len(text)-1], "|") {
			texts = append(texts, strings.TrimFunc(c, source.IsBlank))
			l.row.Cells = append(l.row.Cells, source.Cell{Text: texts[len(texts)-1], Columns: 1})
		}
		text = strings.Join(texts, "\u3000")
	}
	return strings.TrimFunc(text, source.IsBlank)
}

// isInvisible tells whether r prints nothing and is no blank, or is no character at all.
func isInvisible(r rune) bool {
	return r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r&0xfffe == 0xfffe || r == utf8.RuneError
}
