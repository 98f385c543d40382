package record

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"gongwen/generator/notice"
)

// validate holds values against the rules and adds to d what is wrong. The error is for a schema that cannot be used.
func (s *Schema) validate(values map[string]any, d *decoder) error {
	err := s.rules.Validate(values)
	if err == nil {
		return nil
	}
	var failed *jsonschema.ValidationError
	if !errors.As(err, &failed) {
		return fmt.Errorf("record: %w", err)
	}
	s.explain(failed, d)
	return nil
}

func (s *Schema) explain(e *jsonschema.ValidationError, d *decoder) {
	for _, c := range e.Causes {
		s.explain(c, d)
	}
	if len(e.Causes) > 0 {
		return
	}
	f, at, value := s.root, "", e.InstanceLocation
	for _, name := range value {
		at += "/" + escape(name)
		if f.Type == "array" {
			f = f.Items
		} else {
			f = f.field(name)
		}
	}
	p := d.positions[at]
	if missing, ok := e.ErrorKind.(*kind.Required); ok {
		d.missing(f, missing.Missing, at, p)
		return
	}
	code, message := f.explain(e.ErrorKind, p)
	d.fault(p, code, message)
}

// missing adds a fault for each field of f that has to be there, in the order of the schema. at is the pointer with English
// names of the object that wants them.
func (d *decoder) missing(f *Field, names []string, at string, p position) {
	for _, c := range f.Fields {
		if !slices.Contains(names, c.Name) {
			continue
		}
		here := position{path: p.path + "/" + escape(c.Name), field: join(p.field, c.Title)}
		if blank, ok := d.positions[at+"/"+escape(c.Name)]; ok {
			here = blank
		} else if p.path != "" {
			here.node = p.node
		}
		message := "没有填写，这一项不能缺少。"
		if c.right != "" {
			message = fmt.Sprintf("没有填写，这一项不能缺少，应为%s。", c.right)
		}
		d.fault(here, "missing", message)
	}
}

// explain says in Chinese what the value at p has done against a rule, and what would be right.
func (f *Field) explain(k jsonschema.ErrorKind, p position) (code, message string) {
	switch k := k.(type) {
	case *kind.Type:
		if f.Type == decimalType && p.node.kind != array && p.node.kind != object {
			return "type", noDecimal(p.node)
		}
		if p.node.row != nil {
			return "type", fmt.Sprintf("“%s”不是整数，应如 50。", notice.Excerpt(p.node.text))
		}
		return "type", fmt.Sprintf("应为%s，现为%s。", typeNames[f.Type], typeName(k.Got, f.Type))
	case *kind.Enum:
		choices := f.choices(k.Want)
		if p.node.row != nil { // in a sheet the words are those of its drop-down list
			choices = strings.Join(f.written, "、")
		}
		return "choice", fmt.Sprintf("没有“%s”这个选项，应为%s。", notice.Excerpt(p.node.text), choices)
	case *kind.Pattern:
		return "pattern", f.pattern(k.Got)
	case *kind.Format:
		return "format", fmt.Sprintf("“%s”不是日期，应为“年-月-日”，如 2010-07-01。", notice.Excerpt(fmt.Sprint(k.Got)))
	case *kind.MinLength:
		return "too-short", fmt.Sprintf("只有%d字，至少要有%d字。", k.Got, k.Want)
	case *kind.MaxLength:
		return "too-long", fmt.Sprintf("有%d字，最多可有%d字。", k.Got, k.Want)
	case *kind.MinItems:
		return "too-few", fmt.Sprintf("只有%d项，至少要有%d项。", k.Got, k.Want)
	case *kind.MaxItems:
		return "too-many", fmt.Sprintf("有%d项，最多可有%d项。", k.Got, k.Want)
	case *kind.MinProperties:
		return "empty", "这一项是空的，请填写或删去。"
	case *kind.MaxProperties:
		return "too-many", fmt.Sprintf("这一项只能写%s中的%d种，现有%d种。", f.titlesOfFields(), k.Want, k.Got)
	case *kind.Minimum:
		return "too-small", fmt.Sprintf("是%s，不能小于%s。", written(k.Got), written(k.Want))
	case *kind.Maximum:
		return "too-large", fmt.Sprintf("是%s，不能大于%s。", written(k.Got), written(k.Want))
	case *kind.ExclusiveMinimum:
		return "too-small", fmt.Sprintf("是%s，应大于%s。", written(k.Got), written(k.Want))
	case *kind.ExclusiveMaximum:
		return "too-large", fmt.Sprintf("是%s，应小于%s。", written(k.Got), written(k.Want))
	case *kind.MultipleOf:
		return "places", offStep(k)
	default:
		return "invalid", fmt.Sprintf("不合要求（%s）。", strings.Join(k.KeywordPath(), "/"))
	}
}

// written writes a number with its decimal places.
func written(r *big.Rat) string {
	places, _ := r.FloatPrec()
	return r.FloatString(places)
}

// offStep says why a number is no multiple of another: a schema says with 0.01 how many decimal places there are.
func offStep(k *kind.MultipleOf) string {
	if step := written(k.Want); strings.Trim(step, "0.") == "1" && k.Want.Cmp(big.NewRat(1, 1)) < 0 {
		places, _ := k.Want.FloatPrec()
		return fmt.Sprintf("是%s，最多可有%d位小数。", written(k.Got), places)
	}
	return fmt.Sprintf("是%s，应是%s的整倍数。", written(k.Got), written(k.Want))
}

// noDecimal says why a value is no decimal.
func noDecimal(n *node) string {
	switch {
	case n.kind == quoted && n.row == nil:
		return "应为数（如 12.5，不加引号），现为加引号的文字。"
	case strings.ContainsAny(n.text, ",，"):
		return fmt.Sprintf("“%s”不是数：不加千位分隔符，应如 1234.5。", notice.Excerpt(n.text))
	default:
		return fmt.Sprintf("“%s”不是数，应如 12.5，用半角数字。", notice.Excerpt(n.text))
	}
}

var typeNames = map[string]string{
	"string": "文字", "integer": "整数（如 50，不加引号）", decimalType: "数（如 12.5，不加引号）", "array": "列表", "object": "几个分项", "number": "数字",
	"boolean": "是否（true、false）",
}

// typeName says what was given where want is wanted.
func typeName(got, want string) string {
	switch {
	case want == "integer" && got == "string":
		return "加引号的文字"
	case want == "integer" && got == "number":
		return "别的文字或数"
	default:
		return typeNames[got]
	}
}

func (f *Field) choices(values []any) string {
	var names []string
	for _, v := range values {
		name := fmt.Sprint(v)
		if title := f.titles[name]; title != "" {
			name = fmt.Sprintf("%s（%s）", name, title)
		}
		names = append(names, name)
	}
	return strings.Join(names, "、")
}

func (f *Field) pattern(got string) string {
	for _, w := range f.wrong {
		if w.pattern.MatchString(got) {
			return fmt.Sprintf("“%s”写法不对：%s。", notice.Excerpt(got), w.message)
		}
	}
	return fmt.Sprintf("“%s”写法不对，应为%s。", notice.Excerpt(got), f.right)
}

// unknown says in Chinese that there is no field of a name, and which there are.
func (f *Field) unknown(name string) string {
	best, distance := "", 3
	for _, c := range f.Fields {
		for _, known := range []string{c.Title, c.Name} {
			if d := levenshtein([]rune(notice.Excerpt(name)), []rune(known)); d < distance && d < len([]rune(known)) {
				best, distance = known, d
			}
		}
	}
	if best != "" {
		return fmt.Sprintf("没有“%s”这一项，是不是“%s”？", notice.Excerpt(name), best)
	}
	return fmt.Sprintf("没有“%s”这一项，可用的有：%s。", notice.Excerpt(name), f.titlesOfFields())
}

func (f *Field) titlesOfFields() string {
	var titles []string
	for _, c := range f.Fields {
		titles = append(titles, c.Title)
	}
	return strings.Join(titles, "、")
}

// Nearest gives the name that is most like another.
func Nearest(name string, among []string) string {
	return slices.MinFunc(among, func(a, b string) int {
		return levenshtein([]rune(notice.Excerpt(a)), []rune(name)) - levenshtein([]rune(notice.Excerpt(b)), []rune(name))
	})
}

// levenshtein counts the characters to put in, take out or change to make a into b.
func levenshtein(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			above := row[j+1]
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(above+1, row[j]+1, diagonal+cost)
			diagonal = above
		}
	}
	return row[len(b)]
}
