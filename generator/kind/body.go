package kind

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/expr-lang/expr"

	"gongwen/generator/doc"
)

// node is a part of body.xml: an *element, a *branch, a *loop, an *include or a text.
type node interface{}

// element is an element of the paper.
type element struct {
	name     string // its key in elements
	static   any    // what its attributes that are text say, if elements reads them
	place    string // file and line
	attrs    map[string]string
	values   map[string]*expression // attributes that are expressions
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

// loop is <for each="…" as="…" index="…" order="…" name="…">. index is counted from 0 and may be left out. order and name are of
// items that are persons, nil of others: whether they go by strokes, and what each is called.
type loop struct {
	each        *expression
	as, index   string
	order, name *expression
	children    []node
}

// include is <include file="…" name="…">: the elements of a fragment, in which names stand for fields.
type include struct {
	fields   map[string]*expression
	children []node
}

// bodyReader reads a body.xml or a fragment. Its errors begin with file and line.
type bodyReader struct {
	decoder *xml.Decoder
	fsys    fs.FS
	files   []string // the file, and before it those that include it
}

func newBodyReader(fsys fs.FS, files []string) (*bodyReader, error) {
	f, err := fs.ReadFile(fsys, files[len(files)-1])
	if err != nil {
		return nil, err
	}
	return &bodyReader{xml.NewDecoder(bytes.NewReader(f)), fsys, files}, nil
}

// forms are the values of the attribute form of <paper>.
var forms = map[string]doc.Form{"": doc.Common, "letter": doc.Letter, "order": doc.Order, "minutes": doc.Minutes, "briefing": doc.Briefing,
	"plain": doc.Plain}

// readBody gives the form of a paper and what stands in the root element of its body.xml, <paper>.
func readBody(fsys fs.FS, file string, e environment) (doc.Form, []node, error) {
	b, err := newBodyReader(fsys, []string{file})
	if err != nil {
		return 0, nil, err
	}
	root, err := b.root("paper")
	if err != nil {
		return 0, nil, err
	}
	form := ""
	for _, a := range root.Attr {
		if a.Name.Local != "form" {
			return 0, nil, b.errorf("<paper> has no attribute %q", a.Name.Local)
		}
		form = a.Value
	}
	if _, ok := forms[form]; !ok {
		return 0, nil, b.errorf("<paper>: unknown form %q", form)
	}
	nodes, err := b.children("paper", e)
	return forms[form], nodes, err
}

// root reads up to the root element.
func (b *bodyReader) root(name string) (xml.StartElement, error) {
	for {
		place := b.place()
		t, err := b.decoder.Token()
		if err != nil {
			return xml.StartElement{}, b.fault(place, err)
		}
		if start, ok := t.(xml.StartElement); ok {
			if start.Name.Local != name {
				return start, fmt.Errorf("%s: root element <%s>: want <%s>", place, start.Name.Local, name)
			}
			return start, nil
		}
	}
}

// place gives file and line of what comes next.
func (b *bodyReader) place() string {
	line, _ := b.decoder.InputPos()
	return b.at(line)
}

func (b *bodyReader) at(line int) string {
	return fmt.Sprintf("%s:%d", b.files[len(b.files)-1], line)
}

func (b *bodyReader) errorf(format string, args ...any) error {
	return fmt.Errorf(b.place()+": "+format, args...)
}

func (b *bodyReader) fault(place string, err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%s: %s", b.at(syntax.Line), syntax.Msg)
	}
	return fmt.Errorf("%s: %w", place, err)
}

// children reads up to the end of the element that it stands in.
func (b *bodyReader) children(parent string, e environment) ([]node, error) {
	var nodes []node
	for {
		line, _ := b.decoder.InputPos()
		t, err := b.decoder.Token()
		if err != nil {
			return nil, b.fault(b.at(line), err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nodes, nil
		case xml.CharData:
			text, err := readText(string(t), line, e)
			if err != nil {
				return nil, fmt.Errorf("%s:%w", b.files[len(b.files)-1], err)
			}
			if len(text) > 0 && !elements[parent].text {
				return nil, fmt.Errorf("%s: <%s> cannot have characters", b.at(line), path.Base(parent))
			}
			if len(text) > 0 {
				nodes = append(nodes, text)
			}
		case xml.StartElement:
			n, err := b.element(t, parent, b.at(line), e)
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, n)
		}
	}
}

// control says which elements are no part of the paper, and which attributes they have.
var control = map[string][]string{"if": {"test"}, "for": {"each", "as", "index", "order", "name"}}

func (b *bodyReader) element(start xml.StartElement, parent, place string, e environment) (node, error) {
	name := elementKey(start.Name.Local, parent)
	attrs := map[string]string{}
	for _, a := range start.Attr {
		attrs[a.Name.Local] = a.Value
	}
	if name == "include" {
		return b.include(attrs, parent, place, e)
	}
	allowed, isControl := control[name]
	if !isControl {
		if !slices.Contains(elements[name].within, parent) {
			return nil, fmt.Errorf("%s: <%s> cannot stand in <%s>", place, name, path.Base(parent))
		}
		allowed = slices.Concat(elements[name].attrs, elements[name].values)
	}
	for a := range attrs {
		if !slices.Contains(allowed, a) {
			return nil, fmt.Errorf("%s: <%s> has no attribute %q", place, path.Base(name), a)
		}
	}
	switch name {
	case "if":
		return b.branch(attrs, parent, place, e)
	case "for":
		return b.loop(attrs, parent, place, e)
	}
	return b.paperElement(name, place, attrs, e)
}

// paperElement reads an element that is a part of the paper, and compiles its attributes that are expressions.
func (b *bodyReader) paperElement(name, place string, attrs map[string]string, e environment) (node, error) {
	n := &element{name: name, place: place, attrs: attrs, values: map[string]*expression{}}
	if read := elements[name].read; read != nil {
		var err error
		if n.static, err = read(attrs); err != nil {
			return nil, fmt.Errorf("%s: <%s>: %w", place, path.Base(name), err)
		}
	}
	for _, a := range elements[name].values {
		if attrs[a] == "" {
			continue
		}
		x, err := e.compile(attrs[a])
		if err == nil && a == "picture" && (e.field(x) == nil || !e.field(x).Picture) {
			err = fmt.Errorf("%q is no field with x-file: picture", attrs[a])
		}
		if err == nil && a == "picture" && e.field(x).Artwork && name != "sheet" && name != "image" {
			err = fmt.Errorf("%q may be SVG, which only sheets can have", attrs[a])
		}
		if err != nil {
			return nil, fmt.Errorf("%s: <%s>: %w", place, name, err)
		}
		n.values[a] = x
	}
	var err error
	if n.children, err = b.children(name, e); err != nil {
		return nil, err
	}
	return n, n.checkBleed()
}

// checkBleed refuses a sheet whose background would have to go beyond its cuts: a picture ends where the card ends.
func (e *element) checkBleed() error {
	if e.name != "sheet" || e.values["picture"] == nil {
		return nil
	}
	for _, n := range e.children {
		if inner, ok := n.(*element); ok && inner.name == "impose" && inner.static.(*doc.Imposition).Bleed > 0 {
			return fmt.Errorf("%s: <sheet>: a picture does not bleed: leave out picture, or bleed", e.place)
		}
	}
	return nil
}

func (b *bodyReader) branch(attrs map[string]string, parent, place string, e environment) (node, error) {
	test, err := e.compile(attrs["test"], expr.AsBool())
	if err != nil {
		return nil, fmt.Errorf("%s: <if>: %w", place, err)
	}
	children, err := b.children(parent, e)
	return &branch{test, children}, err
}

func (b *bodyReader) loop(attrs map[string]string, parent, place string, e environment) (node, error) {
	each, err := e.compile(attrs["each"])
	if err != nil {
		return nil, fmt.Errorf("%s: <for>: %w", place, err)
	}
	f := e.field(each)
	if f == nil || f.Type != "array" || attrs["as"] == "" {
		return nil, fmt.Errorf("%s: <for>: want each, a field that is a list, and as, a name", place)
	}
	in := e.with(attrs["as"], f.Items)
	l := &loop{each: each, as: attrs["as"], index: attrs["index"]}
	if (attrs["order"] == "") != (attrs["name"] == "") {
		return nil, fmt.Errorf("%s: <for>: order and name stand together", place)
	}
	if attrs["order"] != "" {
		if l.order, err = e.compile(attrs["order"]); err == nil {
			l.name, err = in.compile(attrs["name"])
		}
		if err != nil {
			return nil, fmt.Errorf("%s: <for>: %w", place, err)
		}
	}
	if l.index != "" {
		in = in.withIndex(l.index)
	}
	l.children, err = b.children(parent, in)
	return l, err
}

// include reads shared/<file>.xml, whose elements are compiled for the fields of this kind and for the names that the other
// attributes give to fields.
func (b *bodyReader) include(attrs map[string]string, parent, place string, e environment) (node, error) {
	file := path.Join(sharedFolder, attrs["file"]+".xml")
	if slices.Contains(b.files, file) {
		return nil, fmt.Errorf("%s: <include>: %s includes itself", place, file)
	}
	n := &include{fields: map[string]*expression{}}
	for name, text := range attrs {
		if name == "file" {
			continue
		}
		x, err := e.compile(text)
		if err != nil {
			return nil, fmt.Errorf("%s: <include>: %w", place, err)
		}
		f := e.field(x)
		if f == nil {
			return nil, fmt.Errorf("%s: <include>: %q is no field", place, text)
		}
		n.fields[name] = x
		e = e.with(name, f)
	}
	fragment, err := newBodyReader(b.fsys, append(slices.Clone(b.files), file))
	if err != nil {
		return nil, fmt.Errorf("%s: <include>: %w", place, err)
	}
	if _, err := fragment.root("fragment"); err != nil {
		return nil, err
	}
	if n.children, err = fragment.children(parent, e); err != nil {
		return nil, err
	}
	return n, b.decoder.Skip()
}

// readText cuts {{ expressions }} out of characters. Line ends with the blanks around them are no characters. Errors begin
// with the line.
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
