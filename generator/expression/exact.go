package expression

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/checker/nature"

	"gongwen/generator/decimal"
)

// operation makes a function of two numbers, either of which may be a whole one.
func operation[T any](name string, do func(a, b decimal.Decimal) T) *builtin.Function {
	return function(name, func(args []any) (any, error) { return do(number(args[0]), number(args[1])), nil },
		new(func(a, b decimal.Decimal) T), new(func(a int, b decimal.Decimal) T), new(func(a decimal.Decimal, b int) T))
}

// function makes a function that may be called in as many ways as there are types, which pointers to functions stand for.
func function(name string, do func(args []any) (any, error), types ...any) *builtin.Function {
	f := &builtin.Function{Name: name, Func: func(args ...any) (any, error) { return do(args) }}
	for _, t := range types {
		f.Types = append(f.Types, reflect.TypeOf(t).Elem())
	}
	return f
}

func number(v any) decimal.Decimal {
	if d, ok := v.(decimal.Decimal); ok {
		return d
	}
	return decimal.Of(v.(int))
}

// The names that operators, and sum, have when they work on decimals. Nobody can write them.
const exactPrefix = "decimal "

// operators are those that work on decimals, and whether they give a decimal.
var operators = map[string]bool{"+": true, "-": true, "*": true, "==": false, "!=": false, "<": false, "<=": false, ">": false, ">=": false}

// arithmetic has the functions that work on decimals.
var arithmetic = []*builtin.Function{
	operation(exactPrefix+"+", decimal.Decimal.Add),
	operation(exactPrefix+"-", decimal.Decimal.Sub),
	operation(exactPrefix+"*", decimal.Decimal.Mul),
	operation(exactPrefix+"==", func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 }),
	operation(exactPrefix+"!=", func(a, b decimal.Decimal) bool { return a.Cmp(b) != 0 }),
	operation(exactPrefix+"<", func(a, b decimal.Decimal) bool { return a.Cmp(b) < 0 }),
	operation(exactPrefix+"<=", func(a, b decimal.Decimal) bool { return a.Cmp(b) <= 0 }),
	operation(exactPrefix+">", func(a, b decimal.Decimal) bool { return a.Cmp(b) > 0 }),
	operation(exactPrefix+">=", func(a, b decimal.Decimal) bool { return a.Cmp(b) >= 0 }),
	function(exactPrefix+"sum", func(args []any) (any, error) {
		var all decimal.Decimal
		for _, v := range args[0].([]any) {
			all = all.Add(number(v))
		}
		return all, nil
	}, new(func([]any) decimal.Decimal)),

	function("decimal", func(args []any) (any, error) {
		if s, ok := args[0].(string); ok {
			return decimal.Parse(s)
		}
		return number(args[0]), nil
	}, new(func(string) decimal.Decimal), new(func(int) decimal.Decimal), new(func(decimal.Decimal) decimal.Decimal)),
	function("rounded", func(args []any) (any, error) { return number(args[0]).Round(args[1].(int)) },
		new(func(decimal.Decimal, int) decimal.Decimal), new(func(int, int) decimal.Decimal)),
	function("quotient", func(args []any) (any, error) { return number(args[0]).Quo(number(args[1]), args[2].(int)) },
		new(func(a, b decimal.Decimal, places int) decimal.Decimal), new(func(a int, b decimal.Decimal, places int) decimal.Decimal),
		new(func(a decimal.Decimal, b int, places int) decimal.Decimal), new(func(a, b int, places int) decimal.Decimal)),
	function("percent", func(args []any) (any, error) {
		share, err := number(args[0]).Mul(decimal.Of(100)).Quo(number(args[1]), args[2].(int))
		return share.String() + "%", err
	},
		new(func(a, b decimal.Decimal, places int) string), new(func(a int, b decimal.Decimal, places int) string),
		new(func(a decimal.Decimal, b int, places int) string), new(func(a, b int, places int) string)),
}

// mayBeDecimal tells whether an expression calls a function that gives a decimal.
func mayBeDecimal(source string) bool {
	return strings.Contains(source, "decimal(") || strings.Contains(source, "rounded(") || strings.Contains(source, "quotient(")
}

// exactly puts functions in place of operators, and of sum, where they work on decimals.
type exactly struct {
	changed bool
	err     error
}

// Reset begins another walk.
func (x *exactly) Reset() { x.changed = false }

// ShouldRepeat tells whether the walk before has changed something, of which more may follow.
func (x *exactly) ShouldRepeat() bool { return x.changed }

// Visit is called for a node after its children.
func (x *exactly) Visit(n *ast.Node) {
	switch node := (*n).(type) {
	case *ast.BinaryNode:
		x.binary(n, node)
	case *ast.UnaryNode:
		if node.Operator == "-" && isDecimal(node.Node) {
			x.call(n, "-", decimalNature, &ast.IntegerNode{Value: 0}, node.Node)
		}
	case *ast.BuiltinNode:
		x.builtin(n, node)
	}
}

func isDecimal(n ast.Node) bool { return n.Nature().Type == decimalType }

func isNumber(n ast.Node) bool { return isDecimal(n) || n.Nature().Kind == wholeNature.Kind }

// binary changes an operator with a decimal on one side and a number that is exact on the other.
func (x *exactly) binary(n *ast.Node, node *ast.BinaryNode) {
	gives, known := operators[node.Operator]
	if !known || !isDecimal(node.Left) && !isDecimal(node.Right) {
		return
	}
	left, right := literal(node.Left), literal(node.Right)
	if !isNumber(left) || !isNumber(right) {
		return // the checker says which types do not go together
	}
	nature := truthNature
	if gives {
		nature = decimalNature
	}
	x.call(n, node.Operator, nature, left, right)
}

// literal gives a number with a point, as it is written, as a decimal; anything else as it is.
func literal(n ast.Node) ast.Node {
	f, ok := n.(*ast.FloatNode)
	if !ok {
		return n
	}
	d, err := decimal.Parse(strconv.FormatFloat(f.Value, 'f', -1, 64))
	if err != nil {
		return n
	}
	c := &ast.ConstantNode{Value: d}
	c.SetNature(decimalNature)
	return c
}

// call puts the call of a function in place of a node.
func (x *exactly) call(n *ast.Node, name string, gives nature.Nature, args ...ast.Node) {
	c := &ast.CallNode{Callee: &ast.IdentifierNode{Value: exactPrefix + name}, Arguments: args}
	c.SetNature(gives)
	ast.Patch(n, c)
	x.changed = true
}

// inexact are functions of the language that know no decimals.
var inexact = []string{"min", "max", "mean", "median", "abs", "round", "ceil", "floor", "int", "float", "sort", "sortBy"}

func (x *exactly) builtin(n *ast.Node, node *ast.BuiltinNode) {
	if node.Name == "sum" && x.sums(node) {
		items := node.Arguments[0]
		if len(node.Arguments) == 2 {
			items = &ast.BuiltinNode{Name: "map", Arguments: node.Arguments}
			items.SetNature(nature.NatureOf([]any{}))
		}
		x.call(n, "sum", decimalNature, items)
		return
	}
	if !slices.Contains(inexact, node.Name) {
		return
	}
	for _, a := range node.Arguments {
		of := a
		if p, ok := a.(*ast.PredicateNode); ok {
			of = p.Node
		}
		if items := of.Nature().Ref; isDecimal(of) || items != nil && items.Type == decimalType {
			x.err = fmt.Errorf("%s does not work on decimals", node.Name)
		}
	}
}

// sums tells whether what is summed up are decimals.
func (x *exactly) sums(node *ast.BuiltinNode) bool {
	if len(node.Arguments) == 2 {
		p, ok := node.Arguments[1].(*ast.PredicateNode)
		return ok && isDecimal(p.Node)
	}
	items := node.Arguments[0].Nature().Ref
	return items != nil && items.Type == decimalType
}
