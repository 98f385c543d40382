package expression

import (
	"fmt"
	"maps"
	"reflect"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker/nature"

	"gongwen/generator/decimal"
	"gongwen/generator/record"
)

// Environment is what an expression may name. It does not change; With, WithNumber and WithValue give others.
type Environment struct {
	names    nature.Nature            // all names, with what they stand for; fields by their titles too
	fields   map[string]*record.Field // by English names, and by the variables of loops
	titles   map[string]string        // English names of the fields by their titles
	values   map[string][]string      // the names of the field that a value names first
	objects  *objects
	decimals bool // something in it is a decimal
}

// objects remembers which field an object is of: the members of an object have titles of their own.
type objects struct {
	natures map[*record.Field]nature.Nature
	fields  map[*nature.TypeData]*record.Field
}

var (
	decimalType   = reflect.TypeFor[decimal.Decimal]()
	decimalNature = nature.FromType(decimalType)
	truthNature   = nature.FromType(reflect.TypeFor[bool]())
	wholeNature   = nature.FromType(reflect.TypeFor[int]())
	textNature    = nature.FromType(reflect.TypeFor[string]())
)

// NewEnvironment gives the environment of the fields of a kind, and of functions beside those that all kinds have.
func NewEnvironment(fields []*record.Field, functions map[string]any) Environment {
	e := Environment{
		fields: map[string]*record.Field{}, titles: map[string]string{}, values: map[string][]string{},
		objects: &objects{map[*record.Field]nature.Nature{}, map[*nature.TypeData]*record.Field{}},
	}
	e.names = emptyObject()
	for _, all := range []map[string]any{Functions, functions} {
		for name, f := range all {
			e.names.Fields[name] = nature.NatureOf(f)
		}
	}
	for _, f := range fields {
		n := e.natureOf(f)
		e.names.Fields[f.Name], e.fields[f.Name] = n, f
		if _, taken := e.names.Fields[f.Title]; !taken {
			e.names.Fields[f.Title], e.titles[f.Title] = n, f.Name
		}
		e.decimals = e.decimals || hasDecimal(f)
	}
	return e
}

func hasDecimal(f *record.Field) bool {
	if f.Type == "decimal" || f.Items != nil && hasDecimal(f.Items) {
		return true
	}
	for _, c := range f.Fields {
		if hasDecimal(c) {
			return true
		}
	}
	return false
}

// emptyObject is what an object without fields is.
func emptyObject() nature.Nature {
	n := nature.NatureOf(map[string]any{})
	n.TypeData, n.Strict = &nature.TypeData{Fields: map[string]nature.Nature{}}, true
	return n
}

// natureOf says what a field is, to the language.
func (e Environment) natureOf(f *record.Field) nature.Nature {
	switch f.Type {
	case "integer":
		return wholeNature
	case "decimal":
		return decimalNature
	case "array":
		items, n := e.natureOf(f.Items), nature.NatureOf([]any{})
		n.TypeData, n.Ref = &nature.TypeData{}, &items
		return n
	case "object":
		if n, ok := e.objects.natures[f]; ok {
			return n
		}
		n := emptyObject()
		for _, c := range f.Fields {
			n.Fields[c.Name] = e.natureOf(c)
		}
		for _, c := range f.Fields {
			if _, taken := n.Fields[c.Title]; !taken {
				n.Fields[c.Title] = n.Fields[c.Name]
			}
		}
		e.objects.natures[f], e.objects.fields[n.TypeData] = n, f
		return n
	default:
		return textNature
	}
}

// described gives a field that is like what an expression gives; nil if there is none like it.
func (e Environment) described(n nature.Nature) *record.Field {
	switch {
	case n.TypeData != nil && e.objects.fields[n.TypeData] != nil:
		return e.objects.fields[n.TypeData]
	case n.Type == decimalType:
		return &record.Field{Type: "decimal"}
	case n.Kind == reflect.String:
		return &record.Field{Type: "string"}
	case n.Kind == reflect.Int:
		return &record.Field{Type: "integer"}
	case n.Kind == reflect.Slice && n.Ref != nil:
		if items := e.described(*n.Ref); items != nil {
			return &record.Field{Type: "array", Items: items}
		}
	}
	return nil
}

// fieldOf gives the field that an expression is, if it is one and nothing else.
func (e Environment) fieldOf(n ast.Node) *record.Field {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return e.fields[n.Value]
	case *ast.MemberNode:
		name, named := n.Property.(*ast.StringNode)
		of := e.fieldOf(n.Node)
		if !named || of == nil {
			return nil
		}
		for _, c := range of.Fields {
			if c.Name == name.Value {
				return c
			}
		}
	}
	return nil
}

// with gives the environment where name stands for something else than it may have stood for.
func (e Environment) with(name string, n nature.Nature) Environment {
	in := e
	in.names.TypeData = &nature.TypeData{Fields: maps.Clone(e.names.Fields)}
	in.fields, in.titles, in.values = maps.Clone(e.fields), maps.Clone(e.titles), maps.Clone(e.values)
	for title, of := range e.titles {
		if of == name {
			delete(in.titles, title)
			delete(in.names.Fields, title)
		}
	}
	delete(in.titles, name)
	delete(in.fields, name)
	delete(in.values, name)
	in.names.Fields[name] = n
	return in
}

// With gives the environment where name stands for a field, or for an item of a list.
func (e Environment) With(name string, f *record.Field) Environment {
	in := e.with(name, e.natureOf(f))
	in.fields[name] = f
	in.decimals = in.decimals || hasDecimal(f)
	return in
}

// WithNumber gives the environment where name stands for a whole number that is counted.
func (e Environment) WithNumber(name string) Environment { return e.with(name, wholeNature) }

// WithValue gives the environment where name stands for the value of an expression. The error is for a name that there is already,
// or that cannot be one, and for an expression of which only a value tells what it gives.
func (e Environment) WithValue(name string, x *Expression) (Environment, error) {
	switch _, taken := e.names.Fields[name]; {
	case taken:
		return e, fmt.Errorf("value %q: there is a field, a value or a function of that name", name)
	case !parsed(name):
		return e, fmt.Errorf("value %q: want a name that an expression can use", name)
	case x.unknown():
		return e, fmt.Errorf("value %q: it cannot be told what %q gives", name, x.Source)
	}
	in := e.with(name, x.gives)
	in.values[name] = nil
	if x.gives.Kind == reflect.String { // a number or a list that was made stands nowhere in the input
		in.values[name] = x.Names
	}
	in.decimals = in.decimals || x.Field != nil && hasDecimal(x.Field)
	return in, nil
}

// HasField tells whether there is a field of an English name.
func (e Environment) HasField(name string) bool { return e.fields[name] != nil }

// HasValue tells whether there is a value of a name.
func (e Environment) HasValue(name string) bool {
	_, ok := e.values[name]
	return ok
}

// translator puts English names in place of Chinese titles.
type translator struct{ Environment }

// Visit is called for a node after its children.
func (t translator) Visit(n *ast.Node) {
	switch node := (*n).(type) {
	case *ast.IdentifierNode:
		if name, ok := t.titles[node.Value]; ok {
			node.Value = name
		}
	case *ast.MemberNode:
		title, ok := node.Property.(*ast.StringNode)
		if !ok || node.Node.Nature().TypeData == nil {
			return
		}
		if of := t.objects.fields[node.Node.Nature().TypeData]; of != nil {
			for _, c := range of.Fields {
				if c.Title == title.Value && !hasName(of, title.Value) {
					node.Property = &ast.StringNode{Value: c.Name}
				}
			}
		}
	}
}

func hasName(f *record.Field, name string) bool {
	for _, c := range f.Fields {
		if c.Name == name {
			return true
		}
	}
	return false
}

// Given gives what expressions see of a field's value, and of one that was not given: "", 0, an empty list, nil for an object.
func Given(f *record.Field, v any) any {
	switch {
	case v == nil && f.Type == "string":
		return ""
	case v == nil && f.Type == "integer":
		return 0
	case v == nil && f.Type == "decimal":
		return decimal.Decimal{}
	case v == nil && f.Type == "array":
		return []any(nil)
	case v == nil:
		return map[string]any(nil)
	case f.Type == "array":
		items := v.([]any)
		all := make([]any, len(items))
		for i := range items {
			all[i] = Given(f.Items, items[i])
		}
		return all
	case f.Type == "object":
		members := v.(map[string]any)
		all := make(map[string]any, len(f.Fields))
		for _, c := range f.Fields {
			all[c.Name] = Given(c, members[c.Name])
		}
		return all
	default:
		return v
	}
}
