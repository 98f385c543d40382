package expression_test

import (
	"strings"
	"testing"

	"github.com/expr-lang/expr/vm"

	"gongwen/generator/decimal"
	"gongwen/generator/expression"
	"gongwen/generator/record"
)

const fields = `{"title": "票", "type": "object", "properties": {
	"title": {"type": "string", "title": "标题"},
	"count": {"type": "integer", "title": "份数"},
	"amount": {"type": "number", "title": "金额"},
	"words": {"type": "array", "title": "词", "items": {"type": "string"}},
	"rows": {"type": "array", "title": "各行", "items": {"type": "object", "properties": {
		"name": {"type": "string", "title": "姓名"}, "share": {"type": "number", "title": "份额"}}}}
}}`

func environment(t testing.TB) (expression.Environment, map[string]any) {
	t.Helper()
	s, err := record.Compile("test", []byte(fields))
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]any{
		"title": "关于学习的通知", "count": 3, "amount": mustParse(t, "12.50"), "words": []any{"甲", "乙"},
		"rows": []any{map[string]any{"name": "张三", "share": mustParse(t, "0.1")}, map[string]any{"name": "李四"}},
	}
	names := map[string]any{}
	for name, f := range expression.Functions {
		names[name] = f
	}
	for _, f := range s.Fields() {
		names[f.Name] = expression.Given(f, given[f.Name])
	}
	return expression.NewEnvironment(s.Fields(), nil), names
}

func mustParse(t testing.TB, s string) decimal.Decimal {
	t.Helper()
	d, err := decimal.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatAnExpressionIs(t *testing.T) {
	e, _ := environment(t)
	for _, c := range []struct {
		source, names string
		plain         bool
		fieldType     string
	}{
		{"title", "title", true, "string"},
		{"标题", "title", true, "string"},
		{"标题 + words[0]", "title", false, "string"},
		{"各行", "rows", true, "array"},
		{"filter(各行, .份额 > 0)", "rows", false, "array"},
		{"filter(各行, .份额 > 0)[0].姓名", "rows", false, "string"},
		{"sum(rows, .share)", "rows", false, "decimal"},
		{"1 + 1", "", false, "integer"},
		{"count > 1", "count", false, ""},
		{"let 数 = count; 数 * 2", "count", false, "integer"},
	} {
		x, err := e.Compile(c.source, expression.Anything)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
			continue
		}
		fieldType := ""
		if x.Field != nil {
			fieldType = x.Field.Type
		}
		if got := strings.Join(x.Names, "/"); got != c.names || x.Plain != c.plain || fieldType != c.fieldType {
			t.Errorf("%s: got %s, plain %t, %s, want %s, %t, %s", c.source, got, x.Plain, fieldType, c.names, c.plain, c.fieldType)
		}
	}
}

func TestANameStandsForTheLastThatItWasGiven(t *testing.T) {
	e, names := environment(t)
	in := e.WithNumber("title")
	if _, err := in.Compile("标题", expression.Anything); err == nil {
		t.Error("the title of a field whose name stands for something else: want an error")
	}
	x, err := in.Compile("title + 1", expression.Whole)
	if err != nil {
		t.Fatal(err)
	}
	names["title"] = 4
	if v, err := x.Value(&vm.VM{}, names); err != nil || v != 5 || len(x.Names) > 0 {
		t.Errorf("got %v, %v, of %q", v, err, x.Names)
	}
	in = e.With("标题", &record.Field{Type: "integer"})
	if x, err := in.Compile("标题", expression.Whole); err != nil || x.Names[0] != "标题" {
		t.Errorf("a variable of a loop with the title of a field: got %v, %v", x, err)
	}
}

// FuzzCompile: whatever stands in a template is an expression or an error, and so is its value.
func FuzzCompile(f *testing.F) {
	for _, source := range []string{
		"title", "金额 * 2 - 0.1", "sum(各行, .份额)", "amount.digits", "amount.String()", "amount.Add(amount)", "rows[0].姓名[0]", "let x = amount; x + x",
		"rows | filter(.份额 > 1.5) | map(.姓名) | join(\"、\")", "percent(count, amount, 1)", "quotient(1, 0, 99)", "rounded(amount, -1)", "count > 0 ? amount : title",
		"$env", "$env.标题", "$env[\"金额\"]", "-amount", "amount == nil", "amount in [1]", "{\"姓名\": amount}.姓名", "reduce(rows, #acc + .share, amount)",
		"groupBy(rows, .姓名)", "words?.[0]", "rows?.[0]?.姓名", "decimal(\"x\")", "sentence(1)", "amount ?? 1", "sort(map(rows, .share))", "1..count", "title[1:]", "rows[1:][0].share + 1",
	} {
		f.Add(source)
	}
	e, names := environment(f)
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 200 {
			return
		}
		x, err := e.Compile(source, expression.Text)
		if err != nil {
			return
		}
		_, _ = x.Value(&vm.VM{}, names)
	})
}
