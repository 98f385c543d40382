package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gongwen/generator/notice"
)

// jsonReader walks the tokens of encoding/json and keeps count of lines.
type jsonReader struct {
	text         string
	decoder      *json.Decoder
	done         int // bytes of text that line and column have counted
	line, column int // of the byte at done
}

func readJSON(text string) (*node, error) {
	r := &jsonReader{text: text, decoder: json.NewDecoder(strings.NewReader(text)), line: 1, column: 1}
	r.decoder.UseNumber()
	n, err := r.value(0)
	if err != nil {
		return nil, err
	}
	r.advance()
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, r.fault("trailing", "JSON 之后还有多余的内容，请删去。")
	}
	return n, nil
}

// advance moves to the first character of the next token.
func (r *jsonReader) advance() {
	end := int(r.decoder.InputOffset())
	end += len(r.text[end:]) - len(strings.TrimLeft(r.text[end:], " \t\n,:"))
	r.move(end)
}

func (r *jsonReader) move(end int) {
	passed := r.text[r.done:end]
	if i := strings.LastIndexByte(passed, '\n'); i >= 0 {
		r.line += strings.Count(passed, "\n")
		r.column = 1
		passed = passed[i+1:]
	}
	r.column += utf8.RuneCountInString(passed)
	r.done = end
}

func (r *jsonReader) fault(code, message string) error {
	return notice.Refusal{{Line: r.line, Column: r.column, Code: code, Message: message}}
}

func (r *jsonReader) token() (json.Token, error) {
	r.advance()
	t, err := r.decoder.Token()
	if err == nil {
		return t, nil
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		if end := min(max(int(syntax.Offset)-1, r.done), len(r.text)); utf8.ValidString(r.text[r.done:end]) {
			r.move(end)
		}
		return nil, r.fault("syntax", "这里的 JSON 写法有误，请检查引号、逗号和括号。")
	}
	return nil, r.fault("syntax", "JSON 没有写完，请检查末尾的引号和括号。")
}

func (r *jsonReader) value(depth int) (*node, error) {
	t, err := r.token()
	if err != nil {
		return nil, err
	}
	n := &node{line: r.line, column: r.column, indent: -1}
	switch t := t.(type) {
	case json.Delim:
		if depth == maxDepth {
			return nil, r.fault("too-deep", fmt.Sprintf("层次超过 %d 层，请检查括号。", maxDepth))
		}
		if t == '[' {
			return n, r.array(n, depth)
		}
		return n, r.object(n, depth)
	case string:
		n.kind, n.text = quoted, lineFeeds(t)
	case json.Number:
		n.kind, n.text = number, t.String()
	case bool:
		n.kind, n.text = boolean, fmt.Sprint(t)
	}
	return n, nil
}

func (r *jsonReader) array(n *node, depth int) error {
	n.kind = array
	for r.decoder.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := r.token()
	return err
}

func (r *jsonReader) object(n *node, depth int) error {
	n.kind = object
	for r.decoder.More() {
		t, err := r.token()
		if err != nil {
			return err
		}
		name, ok := t.(string)
		if !ok {
			return r.fault("syntax", "这里应是加引号的项目名。")
		}
		m := member{name: name, line: r.line, column: r.column}
		if m.value, err = r.value(depth + 1); err != nil {
			return err
		}
		n.members = append(n.members, m)
	}
	_, err := r.token()
	return err
}

// lineFeeds gives the text with line feeds for all line ends.
func lineFeeds(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
