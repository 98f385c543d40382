package record

import (
	"fmt"
	"regexp"
	"strings"

	"gongwen/generator/mend"
	"gongwen/generator/notice"
)

// The forms of a line of YAML that has the name of a field: with the colon and the blank that YAML wants, or with another colon.
var (
	keyLine     = regexp.MustCompile(`^[\p{Han}A-Za-z_]{1,20}:(?:\s|$)`)
	literalLine = regexp.MustCompile(`[:：-] *[|>][-+0-9]* *$`)
	itemLine    = regexp.MustCompile(`^ *- +`)
	wrongLine   = regexp.MustCompile(`^([\p{Han}A-Za-z_]{1,20})(?:[ \x{3000}]*：[ \x{3000}]*|:[\x{3000}]*)(.*)$`)
)

// mendKeys writes the colon behind the names of fields as YAML wants it: 标题：某 as 标题: 某. It does so where a line can be
// nothing else: at the beginning of a line, and in a block of lines of which another is written right. Lines of texts stay.
func mendKeys(text string) (string, []notice.Notice) {
	if !strings.ContainsRune(text, '：') && !strings.Contains(text, ":") {
		return text, nil
	}
	lines := strings.Split(text, "\n")
	var told []notice.Notice
	for i, s := range lines {
		if strings.HasPrefix(s, " ") || !wrongKey(s) {
			continue
		}
		told = append(told, mendKey(lines, i, 0))
	}
	literal := -1 // the indent of the line whose literal block goes on; -1 if none does
	for i, s := range lines {
		if own := len(s) - len(strings.TrimLeft(s, " ")); strings.TrimSpace(s) != "" && literal >= 0 && own <= literal {
			literal = -1
		}
		if literal >= 0 {
			continue
		}
		if literalLine.MatchString(s) {
			literal = len(s) - len(strings.TrimLeft(s, " "))
		}
		if indent := openBlock(lines, i); indent > 0 {
			told = append(told, mendBlock(lines, i+1, indent)...)
		}
		if m := itemLine.FindString(s); m != "" {
			told = append(told, mendBlock(lines, i, len(m))...)
		}
	}
	if told == nil {
		return text, nil
	}
	return strings.Join(lines, "\n"), told
}

// wrongKey tells whether a line without its indent has a name with a colon that YAML does not take for one.
func wrongKey(s string) bool {
	m := wrongLine.FindStringSubmatch(s)
	return m != nil && !keyLine.MatchString(s) && !strings.HasPrefix(m[2], "//")
}

// mendKey mends the line i, whose name stands behind an indent.
func mendKey(lines []string, i, indent int) notice.Notice {
	m := wrongLine.FindStringSubmatch(lines[i][indent:])
	lines[i] = strings.TrimRight(lines[i][:indent]+m[1]+": "+m[2], " ")
	return notice.Notice{Line: i + 1, Column: indent + 1, Code: "key-colon", Message: fmt.Sprintf("“%s”之后的冒号已改为半角冒号加空格。", notice.Excerpt(mend.Visible(m[1])))}
}

// openBlock gives the indent of the lines below line i if it is a name without a value, 印发文件: ; 0 if it is none.
func openBlock(lines []string, i int) int {
	s := strings.TrimRight(lines[i], " ")
	if i+1 >= len(lines) || !strings.HasSuffix(s, ":") || !keyLine.MatchString(strings.TrimLeft(s, " -")) {
		return 0
	}
	own := len(s) - len(strings.TrimLeft(s, " "))
	indent := len(lines[i+1]) - len(strings.TrimLeft(lines[i+1], " "))
	if indent <= own {
		return 0
	}
	return indent
}

// mendBlock mends the names of the lines from i on that have an indent, if one of them is right. The first may have the dash of an
// item in it.
func mendBlock(lines []string, i, indent int) []notice.Notice {
	var wrong []int
	right := false
	for first := i; i < len(lines); i++ {
		s := lines[i]
		own := len(s) - len(strings.TrimLeft(s, " "))
		if i == first {
			own = indent
		}
		switch {
		case strings.TrimSpace(s) == "" || own > indent:
		case own < indent:
			i = len(lines)
		case keyLine.MatchString(s[indent:]):
			right = true
		case wrongKey(s[indent:]):
			wrong = append(wrong, i)
		default:
			return nil
		}
	}
	if !right {
		return nil
	}
	var told []notice.Notice
	for _, at := range wrong {
		told = append(told, mendKey(lines, at, indent))
	}
	return told
}
