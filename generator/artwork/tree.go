package artwork

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	namespace = "http://www.w3.org/2000/svg"
	xlink     = "http://www.w3.org/1999/xlink"
)

// node is an element of the file.
type node struct {
	name     string
	line     int
	attrs    map[string]string // those without a namespace; href of xlink too
	children []*node
	busy     bool // it is being used: a use within it that uses it would never end
}

func (n *node) refuse(format string, args ...any) *Refusal {
	return &Refusal{n.line, fmt.Sprintf(format, args...)}
}

// reader reads the elements of a file.
type reader struct {
	decoder *xml.Decoder
	nodes   int
	sheets  strings.Builder // the text of its style elements
	byID    map[string]*node
}

// readTree gives the root.
func (r *reader) readTree() (*node, error) {
	for {
		t, line, err := r.token()
		if err != nil {
			return nil, err
		}
		if start, ok := t.(xml.StartElement); ok {
			if start.Name.Local != "svg" || start.Name.Space != namespace && start.Name.Space != "" {
				return nil, &Refusal{line, fmt.Sprintf("最外层是 <%s>，不是 <svg>，不是 SVG 图片。", start.Name.Local)}
			}
			return r.element(start, line, 1)
		}
	}
}

// token gives the next token, and the line that it begins on.
func (r *reader) token() (xml.Token, int, error) {
	line, _ := r.decoder.InputPos()
	t, err := r.decoder.Token()
	var syntax *xml.SyntaxError
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, line, refusal
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "entity"):
		return nil, line, &Refusal{syntax.Line, "用了实体（&…;），不能用，请在绘图软件里另存为“普通 SVG”。"}
	case errors.As(err, &syntax):
		return nil, line, &Refusal{syntax.Line, "不是完整的 SVG：" + syntax.Msg}
	case errors.Is(err, io.EOF):
		return nil, line, &Refusal{0, "SVG 文件是空的。"}
	case err != nil:
		return nil, line, &Refusal{line, "读不懂这个 SVG，请另存为 UTF-8 编码的“普通 SVG”。"}
	}
	if d, ok := t.(xml.Directive); ok && bytes.ContainsRune(d, '[') {
		return nil, line, &Refusal{line, "<!DOCTYPE> 里定义了实体，不能用，请在绘图软件里另存为“普通 SVG”。"}
	}
	return t, line, nil
}

// element reads an element with all that is in it. Elements of other namespaces, the notes of drawing programs, show nothing and
// are left out.
func (r *reader) element(start xml.StartElement, line, depth int) (*node, error) {
	n := &node{name: start.Name.Local, line: line, attrs: make(map[string]string, len(start.Attr))}
	if r.nodes++; r.nodes > maxNodes || depth > maxDepth {
		return nil, n.refuse("图形太多或套得太深，请简化后再试。")
	}
	for _, a := range start.Attr {
		switch {
		case a.Name.Space == "":
			n.attrs[a.Name.Local] = strings.TrimSpace(a.Value)
		case a.Name.Space == xlink && a.Name.Local == "href" && n.attrs["href"] == "":
			n.attrs["href"] = strings.TrimSpace(a.Value)
		}
	}
	if id := n.attrs["id"]; id != "" && r.byID[id] == nil {
		r.byID[id] = n
	}
	for {
		t, line, err := r.token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return n, nil
		case xml.CharData:
			if n.name == "style" {
				r.sheets.Write(t)
			}
		case xml.StartElement:
			if t.Name.Space != namespace && t.Name.Space != "" || n.name == "metadata" {
				if err := r.pass(depth); err != nil {
					return nil, err
				}
				continue
			}
			child, err := r.element(t, line, depth+1)
			if err != nil {
				return nil, err
			}
			n.children = append(n.children, child)
		}
	}
}

// pass reads to the end of an element and keeps nothing.
func (r *reader) pass(depth int) error {
	for inside := 1; inside > 0; {
		t, line, err := r.token()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			if inside++; depth+inside > maxDepth {
				return &Refusal{line, "图形套得太深，请简化后再试。"}
			}
		case xml.EndElement:
			inside--
		}
	}
	return nil
}
