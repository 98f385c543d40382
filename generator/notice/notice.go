// Package notice has what the person who filled in a paper is told: faults and warnings, each with its place.
//
// Whoever makes a notice knows a field of the record and a character of its text; record.Locate then finds the place in the
// input, as the person who reads the notice needs it.
package notice

import (
	"fmt"
	"strings"

	"gongwen/generator/mend"
)

// Notice is a fault or a warning. Before it is located, Path has the fields' English names, and Line and Column are counted in
// the text of the field.
type Notice struct {
	Path    string `json:"pointer"`          // RFC 6901 pointer into the input, with the names that the input uses: "/attachments/0/title"
	Field   string `json:"field,omitempty"`  // the field in Chinese, for people: 附件第1项·标题
	Line    int    `json:"line,omitempty"`   // in the input file, from 1; 0 if there is no such place
	Column  int    `json:"column,omitempty"` // in that line, in characters from 1; 0 if there is no such place
	Sheet   string `json:"sheet,omitempty"`  // of a roster: the sheet's name, "" for a roster as a whole and for other inputs
	Cell    string `json:"cell,omitempty"`   // of a roster: "C12"; "" if there is no such place
	Code    string `json:"code"`             // English, for programs: "missing"
	Message string `json:"message"`          // Chinese: what is wrong and what would be right
}

// In says where in a file something is, and what: notice.yaml:3:8：标题（/title）：不能为空
func (n Notice) In(file string) string {
	place := file
	if n.Sheet != "" {
		place = n.Sheet + "!" + n.Cell
	} else if n.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", file, n.Line, n.Column)
	}
	field := n.Field
	if n.Path != "" {
		field += "（" + n.Path + "）"
	}
	if field != "" {
		field += "："
	}
	return place + "：" + field + n.Message
}

// InRoster says where in a roster something is, and what: 名册.xlsx：Sheet1!C12：姓名：没有填写……
func (n Notice) InRoster(file string) string {
	parts := []string{file}
	if n.Sheet != "" {
		parts = append(parts, n.Sheet+"!"+n.Cell)
	}
	if n.Field != "" {
		parts = append(parts, n.Field)
	}
	return strings.Join(append(parts, n.Message), "：")
}

// Refusal is the error of an input that no paper is made of: all its faults, in the order of the input.
type Refusal []Notice

// Error gives the faults in one line, for logs: where they are and their codes, and nothing of what was filled in.
func (r Refusal) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "input refused: %d faults", len(r))
	for _, n := range r {
		fmt.Fprintf(&b, "; %s: %s", n.Path, n.Code)
	}
	return b.String()
}

// Excerpt shortens a text that is quoted in a message: at most twenty characters of it, and of those the ones that can be seen.
func Excerpt(s string) string {
	const most = 20
	s = mend.Visible(s)
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
