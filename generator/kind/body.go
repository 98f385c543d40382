package kind

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/expression"
	"gongwen/generator/kind/folder"
)

// node is a part of body.xml: an *element, a *branch, a *loop, an *include or a text.
type node interface{ isNode() }

func (*element) isNode() {}
func (*branch) isNode()  {}
func (*loop) isNode()    {}
func (*include) isNode() {}
func (text) isNode()     {}

// element is an element of the paper.
type element struct {
	name     string // its key in elements
	static   any    // what its attributes that are text say, if elements reads them
	place    string // file and line
	attrs    map[string]string
	values   map[string]*expression.Expression // attributes that are expressions
	children []node
}

// text is characters with expressions among them.
type text []part

// part is characters of the template, or an expression.
type part struct {
	text  string
	value *expression.Expression
}

// branch is <if test="…">, which may have two parts with <else/> between them.
type branch struct {
	test            *expression.Expression
	then, otherwise []node
}

// loop is <for each="…" as="…" index="…" order="…" name="…">. index is counted from 0 and may be left out. order and name are of
// items that are persons, nil of others: whether they go by strokes, and what each is called.
type loop struct {
	each        *expression.Expression
	as, index   string
	order, name *expression.Expression
	children    []node
}

// include is <include file="…" name="…">: the elements of a fragment, in which names stand for what the including file gives them.
type include struct {
	given    map[string]*expression.Expression
	children []node
}

// bodyReader reads a body.xml or a fragment. Its errors begin with file and line.
type bodyReader struct {
	decoder *xml.Decoder
	fsys    fs.FS
	files   []string          // the file, and before it those that include it
	words   map[string]string // of a fragment: names that stand for one text each, which attributes may have in {{ }}
}

func newBodyReader(fsys fs.FS, files []string, words map[string]string) (*bodyReader, error) {
	f, err := fs.ReadFile(fsys, files[len(files)-1])
	if err != nil {
		return nil, err
	}
	return &bodyReader{xml.NewDecoder(bytes.NewReader(f)), fsys, files, words}, nil
}

// forms are the values of the attribute form of <paper>.
var forms = map[string]doc.Form{"": doc.Common, "letter": doc.Letter, "order": doc.Order, "minutes": doc.Minutes, "briefing": doc.Briefing,
	"plain": doc.Plain}

// readBody gives the form of a paper and what stands in the root element of its body.xml, <paper>.
func readBody(fsys fs.FS, file string, e expression.Environment) (doc.Form, []node, error) {
	b, err := newBodyReader(fsys, []string{file}, nil)
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
func (b *bodyReader) children(parent string, e expression.Environment) ([]node, error) {
	nodes, parted, err := b.part(parent, e)
	if err == nil && parted {
		err = b.errorf("<else/> stands in <if>, once")
	}
	return nodes, err
}

// part reads up to <else/>, or to the end of the element that it stands in.
func (b *bodyReader) part(parent string, e expression.Environment) (nodes []node, parted bool, err error) {
	for {
		line, _ := b.decoder.InputPos()
		t, err := b.decoder.Token()
		if err != nil {
			return nil, false, b.fault(b.at(line), err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nodes, false, nil
		case xml.CharData:
			text, err := readText(string(t), line, e)
			if err != nil {
				return nil, false, fmt.Errorf("%s:%w", b.files[len(b.files)-1], err)
			}
			if len(text) > 0 && !elements[parent].text {
				return nil, false, fmt.Errorf("%s: <%s> cannot have characters", b.at(line), path.Base(parent))
			}
			if len(text) > 0 {
				nodes = append(nodes, text)
			}
		case xml.StartElement:
			if t.Name.Local == "else" {
				return nodes, true, b.empty(b.at(line))
			}
			n, err := b.element(t, parent, b.at(line), e)
			if err != nil {
				return nil, false, err
			}
			nodes = append(nodes, n)
		}
	}
}

// empty reads the end of an <else/>.
func (b *bodyReader) empty(place string) error {
	t, err := b.decoder.Token()
	if err != nil {
		return b.fault(place, err)
	}
	if _, ok := t.(xml.EndElement); !ok {
		return fmt.Errorf("%s: <else/> is empty: what follows it is taken where the test is false", place)
	}
	return nil
}

// control says which elements are no part of the paper, and which attributes they have.
var control = map[string][]string{"if": {"test"}, "for": {"each", "as", "index", "order", "name"}}

func (b *bodyReader) element(start xml.StartElement, parent, place string, e expression.Environment) (node, error) {
	name := elementKey(start.Name.Local, parent)
	attrs := map[string]string{}
	for _, a := range start.Attr {
		value, err := b.worded(a.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: <%s>: %s: %w", place, name, a.Name.Local, err)
		}
		attrs[a.Name.Local] = value
	}
	if name == "include" {
		return b.include(attrs, parent, place, e)
	}
	allowed, isControl := control[name]
	if !isControl {
		if !slices.Contains(elements[name].within, parent) {
			return nil, fmt.Errorf("%s: <%s> cannot stand in <%s>", place, name, path.Base(parent))
		}
		allowed = slices.AppendSeq(slices.Clone(elements[name].attrs), maps.Keys(elements[name].values))
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

// worded puts the words of a fragment in place of their names in {{ }}.
func (b *bodyReader) worded(attribute string) (string, error) {
	if !strings.Contains(attribute, "{{") {
		return attribute, nil
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(attribute, "{{")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		name, after, _ := strings.Cut(rest, "}}")
		word, ok := b.words[strings.TrimSpace(name)]
		if !ok {
			return "", fmt.Errorf("{{%s}}: <include> gives no text of that name", name)
		}
		out.WriteString(word)
		attribute = after
	}
}

// paperElement reads an element that is a part of the paper, and compiles its attributes that are expressions.
func (b *bodyReader) paperElement(name, place string, attrs map[string]string, e expression.Environment) (node, error) {
	n := &element{name: name, place: place, attrs: attrs, values: map[string]*expression.Expression{}}
	if read := elements[name].read; read != nil {
		var err error
		if n.static, err = read(attrs); err != nil {
			return nil, fmt.Errorf("%s: <%s>: %w", place, path.Base(name), err)
		}
	}
	for a, want := range elements[name].values {
		if attrs[a] == "" {
			continue
		}
		x, err := e.Compile(attrs[a], want)
		if err == nil && a == "picture" {
			err = checkPicture(x, name)
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

// checkPicture makes sure that the attribute picture of an element is a field for pictures that the element can print.
func checkPicture(x *expression.Expression, name string) error {
	if !x.Plain || !x.Field.Picture {
		return fmt.Errorf("%q is no field with x-file: picture", x.Source)
	}
	if x.Field.Artwork && name != "sheet" && name != "image" {
		return fmt.Errorf("%q may be SVG, which only sheets can have", x.Source)
	}
	return nil
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

func (b *bodyReader) branch(attrs map[string]string, parent, place string, e expression.Environment) (node, error) {
	test, err := e.Compile(attrs["test"], expression.Truth)
	if err != nil {
		return nil, fmt.Errorf("%s: <if>: %w", place, err)
	}
	n := &branch{test: test}
	parted := false
	if n.then, parted, err = b.part(parent, e); err == nil && parted {
		n.otherwise, err = b.children(parent, e)
	}
	return n, err
}

func (b *bodyReader) loop(attrs map[string]string, parent, place string, e expression.Environment) (node, error) {
	each, err := e.Compile(attrs["each"], expression.Anything)
	if err != nil {
		return nil, fmt.Errorf("%s: <for>: %w", place, err)
	}
	if each.Field == nil || each.Field.Type != "array" || attrs["as"] == "" {
		return nil, fmt.Errorf("%s: <for>: want each, a list of things that are known, and as, a name", place)
	}
	in := e.With(attrs["as"], each.Field.Items)
	l := &loop{each: each, as: attrs["as"], index: attrs["index"]}
	if (attrs["order"] == "") != (attrs["name"] == "") {
		return nil, fmt.Errorf("%s: <for>: order and name stand together", place)
	}
	if attrs["order"] != "" {
		if l.order, err = e.Compile(attrs["order"], expression.Choice); err == nil {
			l.name, err = in.Compile(attrs["name"], expression.Text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: <for>: %w", place, err)
		}
	}
	if l.index != "" {
		in = in.WithNumber(l.index)
	}
	l.children, err = b.children(parent, in)
	return l, err
}

// fragment finds the file of a fragment: in the folder of the file that includes it, else in the shared one.
func (b *bodyReader) fragment(name string) string {
	own := path.Join(path.Dir(b.files[len(b.files)-1]), name+".xml")
	if _, err := fs.Stat(b.fsys, own); err == nil {
		return own
	}
	return path.Join(folder.Shared, name+".xml")
}

// include reads a fragment, whose elements are compiled for the fields of this kind and for the names that the other
// attributes give to fields, to values and to texts. A text in quotes may stand in the fragment's attributes, too.
func (b *bodyReader) include(attrs map[string]string, parent, place string, e expression.Environment) (node, error) {
	file := b.fragment(attrs["file"])
	if slices.Contains(b.files, file) {
		return nil, fmt.Errorf("%s: <include>: %s includes itself", place, file)
	}
	n := &include{given: map[string]*expression.Expression{}}
	words := map[string]string{}
	in := e
	for name, source := range attrs {
		if name == "file" {
			continue
		}
		x, err := e.Compile(source, expression.Anything)
		if err != nil {
			return nil, fmt.Errorf("%s: <include>: %w", place, err)
		}
		word, isWord := x.Word()
		if passed, ok := b.words[source]; ok {
			word, isWord = passed, true
		}
		if isWord {
			words[name] = word
		} else if x.Field == nil || !x.Plain && !e.HasValue(source) {
			return nil, fmt.Errorf("%s: <include>: %q is no field, value or text in quotes", place, source)
		}
		n.given[name] = x
		in = in.With(name, x.Field)
	}
	fragment, err := newBodyReader(b.fsys, append(slices.Clone(b.files), file), words)
	if err != nil {
		return nil, fmt.Errorf("%s: <include>: %w", place, err)
	}
	if _, err := fragment.root("fragment"); err != nil {
		return nil, err
	}
	if n.children, err = fragment.children(parent, in); err != nil {
		return nil, err
	}
	return n, b.decoder.Skip()
}

// readText cuts {{ expressions }} out of characters. Line ends with the blanks around them are no characters. Errors begin
// with the line.
func readText(s string, line int, e expression.Environment) (text, error) {
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
		x, err := e.Compile(inside, expression.Text)
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
