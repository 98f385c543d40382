package kind

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/expr-lang/expr"

	"gongwen/generator/doc"
)

// node is a part of body.xml: an *element, a *branch, a *loop or a text.
type node interface{}

// element is an element of the paper; text is nil unless characters stand in it.
type element struct {
	name     string
	line     int
	attrs    map[string]string
	children []node
}

// text is characters with expressions among them.
type text []part

// part is characters of the template, or an expression.
type part struct {
	text  string
	value *expression
}

// branch is <if test="…">.
type branch struct {
	test     *expression
	children []node
}

// loop is <for each="…" as="…" index="…">. index is counted from 0 and may be left out.
type loop struct {
	each      *expression
	as, index string
	children  []node
}

// bodyReader reads a body.xml. Its errors begin with the line.
type bodyReader struct {
	decoder *xml.Decoder
}

// readBody gives what stands in the root element, <paper>.
func readBody(r io.Reader, e environment) ([]node, error) {
	b := bodyReader{xml.NewDecoder(r)}
	for {
		line, _ := b.decoder.InputPos()
		t, err := b.decoder.Token()
		if err != nil {
			return nil, b.fault(line, err)
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != "paper" {
			return nil, fmt.Errorf("%d: root element <%s>: want <paper>", line, start.Name.Local)
		}
		return b.children("paper", e)
	}
}

func (b *bodyReader) fault(line int, err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%d: %s", syntax.Line, syntax.Msg)
	}
	return fmt.Errorf("%d: %w", line, err)
}

// children reads up to the end of the element that it stands in.
func (b *bodyReader) children(parent string, e environment) ([]node, error) {
	var nodes []node
	for {
		line, _ := b.decoder.InputPos()
		t, err := b.decoder.Token()
		if err != nil {
			return nil, b.fault(line, err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nodes, nil
		case xml.CharData:
			text, err := readText(string(t), line, e)
			if err != nil {
				return nil, err
			}
			if len(text) > 0 && !elements[parent].text {
				return nil, fmt.Errorf("%d: <%s> cannot have characters", line, parent)
			}
			if len(text) > 0 {
				nodes = append(nodes, text)
			}
		case xml.StartElement:
			n, err := b.element(t, parent, line, e)
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, n)
		}
	}
}

func (b *bodyReader) element(start xml.StartElement, parent string, line int, e environment) (node, error) {
	name := start.Name.Local
	attrs := map[string]string{}
	for _, a := range start.Attr {
		attrs[a.Name.Local] = a.Value
	}
	allowed := elements[name]
	switch name {
	case "if":
		allowed.attrs = []string{"test"}
	case "for":
		allowed.attrs = []string{"each", "as", "index"}
	default:
		if !slices.Contains(allowed.within, parent) {
			return nil, fmt.Errorf("%d: <%s> cannot stand in <%s>", line, name, parent)
		}
	}
	for a := range attrs {
		if !slices.Contains(allowed.attrs, a) {
			return nil, fmt.Errorf("%d: <%s> has no attribute %q", line, name, a)
		}
	}
	if _, ok := titlePlaces[attrs["place"]]; !ok {
		return nil, fmt.Errorf("%d: <%s>: unknown place %q", line, name, attrs["place"])
	}
	switch name {
	case "if":
		return b.branch(attrs, parent, line, e)
	case "for":
		return b.loop(attrs, parent, line, e)
	}
	children, err := b.children(name, e)
	return &element{name, line, attrs, children}, err
}

func (b *bodyReader) branch(attrs map[string]string, parent string, line int, e environment) (node, error) {
	test, err := e.compile(attrs["test"], expr.AsBool())
	if err != nil {
		return nil, fmt.Errorf("%d: <if>: %w", line, err)
	}
	children, err := b.children(parent, e)
	return &branch{test, children}, err
}

func (b *bodyReader) loop(attrs map[string]string, parent string, line int, e environment) (node, error) {
	each, err := e.compile(attrs["each"])
	if err != nil {
		return nil, fmt.Errorf("%d: <for>: %w", line, err)
	}
	f := e.field(each)
	if f == nil || f.Type != "array" || attrs["as"] == "" {
		return nil, fmt.Errorf("%d: <for>: want each, a field that is a list, and as, a name", line)
	}
	children, err := b.children(parent, e.with(attrs["as"], f.Items, attrs["index"]))
	return &loop{each, attrs["as"], attrs["index"], children}, err
}

// readText cuts {{ expressions }} out of characters. Line ends with the blanks around them are no characters.
func readText(s string, line int, e environment) (text, error) {
	var t text
	for {
		before, rest, found := strings.Cut(s, "{{")
		if literal := joinLines(before); literal != "" {
			t = append(t, part{text: literal})
		}
		if !found {
			return t, nil
		}
		line += strings.Count(before, "\n")
		inside, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return nil, fmt.Errorf("%d: {{ without }}", line)
		}
		x, err := e.compile(inside)
		if err != nil {
			return nil, fmt.Errorf("%d: %w", line, err)
		}
		t = append(t, part{value: x})
		line += strings.Count(inside, "\n")
		s = after
	}
}

func joinLines(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}

// each calls do for every element and text, with branches taken and loops gone round.
func (s *scope) each(nodes []node, do func(node) error) error {
	for _, n := range nodes {
		var err error
		switch n := n.(type) {
		case *branch:
			var yes bool
			if yes, err = s.bool(n.test); err == nil && yes {
				err = s.each(n.children, do)
			}
		case *loop:
			err = s.loop(n, do)
		default:
			err = do(n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scope) loop(l *loop, do func(node) error) error {
	items, err := s.list(l.each)
	if err != nil {
		return err
	}
	path := s.source(l.each).Path
	for i, item := range items {
		s.values[l.as] = item
		s.paths[l.as] = fmt.Sprintf("%s/%d", path, i)
		if l.index != "" {
			s.values[l.index] = i
		}
		if err := s.each(l.children, do); err != nil {
			return err
		}
	}
	return nil
}

// blocks makes the blocks of a paper.
func (s *scope) blocks(nodes []node) ([]doc.Block, error) {
	var blocks []doc.Block
	err := s.each(nodes, func(n node) error {
		e := n.(*element)
		made, err := elements[e.name].build(s, e)
		if err != nil {
			return fmt.Errorf("body.xml:%d: <%s>: %w", e.line, e.name, err)
		}
		blocks = append(blocks, made...)
		return nil
	})
	return blocks, err
}

// characters gives the text of an element.
func (s *scope) characters(e *element) (doc.Text, error) {
	var all doc.Text
	err := s.each(e.children, func(n node) error {
		t, err := s.text(n.(text))
		all = append(all, t...)
		return err
	})
	return all, err
}

// texts gives the text of each element in e, or that of e itself when no elements stand in it.
func (s *scope) texts(e *element) ([]doc.Text, error) {
	var inner []doc.Text
	var own doc.Text
	err := s.each(e.children, func(n node) error {
		if n, ok := n.(*element); ok {
			t, err := s.characters(n)
			inner = append(inner, t)
			return err
		}
		t, err := s.text(n.(text))
		own = append(own, t...)
		return err
	})
	if own != nil {
		return []doc.Text{own}, err
	}
	return inner, err
}
