package kind

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"gongwen/generator/record"
)

// environment is what an expression may name: the kind's fields, the variables of the loops around it, and functions.
type environment struct {
	types  types.Map
	fields map[string]*record.Field
	nature nature.Nature // of types: it is made once for all expressions, as it takes longer than to compile one
}

// dates is the function writtenDate(iso, style).
type dates func(iso, style string) (string, error)

// masks is the functions masked(text) and maskedNumber(number).
type masks func(text string) string

func newEnvironment(fields []*record.Field) environment {
	e := environment{types: types.Map{
		"writtenDate": types.TypeOf(dates(nil)),
		"masked":      types.TypeOf(masks(nil)), "maskedNumber": types.TypeOf(masks(nil)),
	}, fields: map[string]*record.Field{}}
	for name, f := range functions {
		e.types[name] = types.TypeOf(f)
	}
	for _, f := range fields {
		e.types[f.Name] = typeOf(f)
		e.fields[f.Name] = f
	}
	e.nature = e.types.Nature()
	return e
}

func typeOf(f *record.Field) types.Type {
	switch f.Type {
	case "integer":
		return types.Int
	case "array":
		return types.Array(typeOf(f.Items))
	case "object":
		m := types.Map{}
		for _, c := range f.Fields {
			m[c.Name] = typeOf(c)
		}
		return m
	default:
		return types.String
	}
}

// with gives the environment where name stands for a field or for an item of a list.
func (e environment) with(name string, f *record.Field) environment {
	in := environment{types: maps.Clone(e.types), fields: maps.Clone(e.fields)}
	in.types[name], in.fields[name] = typeOf(f), f
	in.nature = in.types.Nature()
	return in
}

// withIndex gives the environment where name stands for the number of an item.
func (e environment) withIndex(name string) environment {
	in := environment{types: maps.Clone(e.types), fields: e.fields}
	in.types[name] = types.Int
	in.nature = in.types.Nature()
	return in
}

// expression is compiled and knows which field its value comes from: the first that it names.
type expression struct {
	text    string
	program *vm.Program
	names   []string // a field or a loop's variable, and members of it; none if it names no field
}

func (e environment) compile(text string, options ...expr.Option) (*expression, error) {
	program, err := expr.Compile(text, append(options, e.into)...)
	if err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			return nil, fmt.Errorf("%s, in %q", at.Message, strings.TrimSpace(text))
		}
		return nil, err
	}
	find := finder{fields: e.fields}
	node := program.Node()
	ast.Walk(&node, &find)
	return &expression{text, program, find.names}, nil
}

// into does what expr.Env does with the types.
func (e environment) into(c *conf.Config) {
	c.EnvObject, c.Env, c.Strict = e.types, e.nature, e.nature.Strict
}

// finder finds the first field in an expression, with the members that follow.
type finder struct {
	fields map[string]*record.Field
	names  []string
	top    ast.Node
}

// Visit is called for a node after its children.
func (f *finder) Visit(n *ast.Node) {
	switch node := (*n).(type) {
	case *ast.IdentifierNode:
		if _, ok := f.fields[node.Value]; ok && f.names == nil {
			f.names, f.top = []string{node.Value}, node
		}
	case *ast.MemberNode:
		if name, ok := node.Property.(*ast.StringNode); ok && f.top != nil && node.Node == f.top {
			f.names, f.top = append(f.names, name.Value), node
		}
	}
}

// field gives the field that the expression names.
func (e environment) field(x *expression) *record.Field {
	if len(x.names) == 0 {
		return nil
	}
	f := e.fields[x.names[0]]
	for _, name := range x.names[1:] {
		i := 0
		for i < len(f.Fields) && f.Fields[i].Name != name {
			i++
		}
		if i == len(f.Fields) {
			return nil
		}
		f = f.Fields[i]
	}
	return f
}
