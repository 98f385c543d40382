// Package expression compiles the expressions of a kind's folder and finds their values.
//
// The language is expr's. What an expression may name is an Environment: the fields of the kind, by their English names or their
// Chinese titles, the values that the kind defines, the variables of the loops around it, and functions. What it gives is known
// when it is compiled, so that a template which would print a list, or a quotient with no end, is refused before any paper is made.
package expression

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/optimizer"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"gongwen/generator/record"
)

// Want is what an expression has to give.
type Want int

// What may be wanted. What only a value can tell, such as the first item of a list of lists, is taken for right when an expression is
// compiled, and is an error when its value is found.
const (
	Anything Want = iota
	Text          // a text, or a number to be written as one
	Choice        // a text that is one of a few
	Whole         // a whole number
	Truth         // yes or no
	List          // a list
	Texts         // a list of texts
)

// Expression is compiled. It is safe for concurrent use.
type Expression struct {
	Source string        // as it is written
	Names  []string      // the field, or the variable of a loop, that it names first, and members of it; none if it names no field
	Field  *record.Field // what it gives: the field that it is, or one that is like its value; nil if none is
	Plain  bool          // it is that field and nothing else

	program *vm.Program
	gives   nature.Nature
	word    *string // that it is
}

// Word gives the text that the expression is, if it is a text in quotes and nothing else.
func (x *Expression) Word() (string, bool) {
	if x.word == nil {
		return "", false
	}
	return *x.word, true
}

// Compile compiles an expression that has to give what is wanted. The error names what is wrong, and the expression.
func (e Environment) Compile(source string, want Want) (*Expression, error) {
	x, err := e.compile(source)
	if err == nil {
		err = x.check(want)
	}
	if err == nil {
		return x, nil
	}
	var at *file.Error
	if errors.As(err, &at) {
		err = errors.New(at.Message)
	}
	return nil, fmt.Errorf("%w, in %q", err, strings.TrimSpace(source))
}

func (e Environment) compile(source string) (*Expression, error) {
	config := conf.CreateNew()
	config.Env, config.Strict = e.names, true
	for _, f := range arithmetic {
		config.Functions[f.Name] = f
	}
	if len(source) != utf8.RuneCountInString(source) {
		config.Visitors = append(config.Visitors, translator{e})
	}
	exact := &exactly{}
	if e.decimals || mayBeDecimal(source) {
		config.Visitors = append(config.Visitors, exact)
	}
	tree, err := checker.ParseCheck(source, config)
	if exact.err != nil {
		return nil, exact.err
	}
	if err != nil {
		return nil, err
	}
	x := &Expression{Source: source, gives: *tree.Node.Nature()}
	x.Field = e.described(x.gives)
	if plain := e.fieldOf(tree.Node); plain != nil {
		x.Field, x.Plain = plain, true
	}
	if text, ok := tree.Node.(*ast.StringNode); ok {
		x.word = &text.Value
	}
	if err := optimizer.Optimize(&tree.Node, config); err != nil {
		return nil, err
	}
	find := finder{environment: e}
	ast.Walk(&tree.Node, &find)
	x.Names = find.names
	x.program, err = compiler.Compile(tree, config)
	return x, err
}

// Value finds the expression's value. A machine may be used for one value after the other.
func (x *Expression) Value(machine *vm.VM, names map[string]any) (any, error) {
	v, err := machine.Run(x.program, names)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", x.Source, err)
	}
	return v, nil
}

// Misfit is the error for a value that is not what the expression has to give.
func (x *Expression) Misfit(v any, want Want) error {
	return fmt.Errorf("%q: expected %s, but got %T", x.Source, want, v)
}

func (w Want) String() string {
	return [...]string{"a value", "text", "one of a few texts", "a whole number", "bool", "a list", "a list of texts"}[w]
}

// check holds what the expression gives against what is wanted.
func (x *Expression) check(want Want) error {
	if x.unknown() && x.Field == nil {
		return nil
	}
	fits := false
	switch kind := x.gives.Kind; want {
	case Anything:
		fits = true
	case Text:
		fits = kind == reflect.String || kind == reflect.Int || x.gives.Type == decimalType
	case Choice:
		fits = kind == reflect.String
	case Whole:
		fits = kind == reflect.Int
	case Truth:
		fits = kind == reflect.Bool
	case List:
		fits = kind == reflect.Slice
	case Texts:
		fits = kind == reflect.Slice && (x.gives.Ref == nil || x.gives.Ref.Type == nil || x.gives.Ref.Kind == reflect.String)
	}
	if !fits {
		return fmt.Errorf("expected %s, but got %s", want, x.gives.String())
	}
	return nil
}

// unknown tells that only a value tells what the expression gives.
func (x *Expression) unknown() bool { return x.gives.IsUnknown(&nature.Cache{}) }

// parsed makes sure that a name can stand in an expression.
func parsed(name string) bool {
	tree, err := parser.Parse(name)
	if err != nil {
		return false
	}
	n, ok := tree.Node.(*ast.IdentifierNode)
	return ok && n.Value == name
}

// finder finds the first field in an expression, with the members that follow.
type finder struct {
	environment Environment
	names       []string
	top         ast.Node
}

// Visit is called for a node after its children.
func (f *finder) Visit(n *ast.Node) {
	switch node := (*n).(type) {
	case *ast.IdentifierNode:
		if f.names != nil {
			return
		}
		if from, ok := f.environment.values[node.Value]; ok {
			f.names = slices.Clone(from)
		} else if f.environment.fields[node.Value] != nil {
			f.names, f.top = []string{node.Value}, node
		}
	case *ast.MemberNode:
		if name, ok := node.Property.(*ast.StringNode); ok && f.top != nil && node.Node == f.top {
			f.names, f.top = append(f.names, name.Value), node
		}
	}
}
