package kind

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/expr-lang/expr/vm"

	"gongwen/generator/doc"
	"gongwen/generator/notice"
	"gongwen/generator/person"
	"gongwen/generator/record"
)

// scope is what expressions see while one document is made, and what is gathered on the way.
type scope struct {
	kind    *Kind
	record  *record.Record
	profile *doc.Profile
	values  map[string]any
	paths   map[string]string // of the fields, of the variables of the loops, and of the names of includes
	item    string            // path of the item that the innermost loop is at
	machine vm.VM
	running *expression     // whose value is found
	masked  map[string]bool // paths of texts with numbers that were hidden
	notices []notice.Notice
	faults  notice.Refusal
}

func (k *Kind) scope(r *record.Record) *scope {
	fields := k.Schema.Fields()
	s := &scope{kind: k, record: r, values: make(map[string]any, len(fields)+8), paths: make(map[string]string, len(fields)+8)}
	for _, f := range fields {
		s.values[f.Name] = given(f, r.Values[f.Name])
		s.paths[f.Name] = "/" + f.Name
	}
	maps.Copy(s.values, functions)
	s.profile = k.profiles[s.values["profile"].(string)]
	s.values["writtenDate"] = dates(func(iso, style string) (string, error) { return writtenDate(iso, style, s.profile) })
	s.values["masked"] = masks(func(text string) string { return s.mask(text, person.Mask) })
	s.values["maskedNumber"] = masks(func(text string) string { return s.mask(text, person.MaskNumber) })
	return s
}

// given gives a value of the field's type in place of one that was not given: "", 0, an empty list, nil for an object.
func given(f *record.Field, v any) any {
	switch {
	case v == nil && f.Type == "string":
		return ""
	case v == nil && f.Type == "integer":
		return 0
	case v == nil && f.Type == "array":
		return []any(nil)
	case v == nil:
		return map[string]any(nil)
	case f.Type == "array":
		items := v.([]any)
		all := make([]any, len(items))
		for i := range items {
			all[i] = given(f.Items, items[i])
		}
		return all
	case f.Type == "object":
		members := v.(map[string]any)
		all := make(map[string]any, len(f.Fields))
		for _, c := range f.Fields {
			all[c.Name] = given(c, members[c.Name])
		}
		return all
	default:
		return v
	}
}

func (s *scope) value(x *expression) (any, error) {
	s.running = x
	v, err := s.machine.Run(x.program, s.values)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", x.text, err)
	}
	return v, nil
}

// string gives the text of an expression; "" for an attribute that was left out.
func (s *scope) string(x *expression) (string, error) {
	if x == nil {
		return "", nil
	}
	v, err := s.value(x)
	if err != nil {
		return "", err
	}
	switch v := v.(type) {
	case string:
		return v, nil
	case int:
		return strconv.Itoa(v), nil
	default:
		return "", fmt.Errorf("%q gives %T, no text", x.text, v)
	}
}

// int gives the number of an expression; 0 for an attribute that was left out.
func (s *scope) int(x *expression) (int, error) {
	if x == nil {
		return 0, nil
	}
	v, err := s.value(x)
	i, ok := v.(int)
	if err == nil && !ok {
		err = fmt.Errorf("%q gives %T, no whole number", x.text, v)
	}
	return i, err
}

func (s *scope) bool(x *expression) (bool, error) {
	v, err := s.value(x)
	b, ok := v.(bool)
	if err == nil && !ok {
		err = fmt.Errorf("%q gives %T, no yes or no", x.text, v)
	}
	return b, err
}

func (s *scope) list(x *expression) ([]any, error) {
	v, err := s.value(x)
	l, ok := v.([]any)
	if err == nil && !ok {
		err = fmt.Errorf("%q gives %T, no list", x.text, v)
	}
	return l, err
}

// source gives the field that an expression's value comes from.
func (s *scope) source(x *expression) doc.Source {
	if len(x.names) == 0 {
		return doc.Source{}
	}
	path := s.paths[x.names[0]]
	for _, name := range x.names[1:] {
		path += "/" + name
	}
	return doc.Source{Path: path, Line: 1, Column: 1}
}

func (s *scope) notice(from doc.Source, code, message string) {
	s.notices = append(s.notices, from.Notice(code, message))
}

// fault finds fault with a field, which makes Document refuse the record.
func (s *scope) fault(from doc.Source, code, message string) {
	s.faults = append(s.faults, s.record.Locate(from.Notice(code, message)))
}

// text gives the characters of parts, each with its source.
func (s *scope) text(parts []part) (doc.Text, error) {
	var t doc.Text
	for _, p := range parts {
		if p.value == nil {
			t = append(t, doc.Span{Text: p.text})
			continue
		}
		v, err := s.string(p.value)
		if err != nil {
			return nil, err
		}
		if v != "" {
			t = append(t, doc.Span{Text: v, From: s.source(p.value)})
		}
	}
	return t, nil
}

// check gathers a warning, or a fault, for each check that does not hold.
func (s *scope) check(checks []check) error {
	for _, c := range checks {
		holds, err := s.bool(c.holds)
		if err != nil {
			return err
		}
		if holds {
			continue
		}
		message, err := s.text(c.message)
		if err != nil {
			return err
		}
		say := s.notice
		if c.refuses {
			say = s.fault
		}
		say(doc.Source{Path: "/" + c.field, Line: 1, Column: 1}, c.code, message.String())
	}
	return nil
}

func (s *scope) info(x *info) (doc.Info, error) {
	i := doc.Info{Language: "zh-CN"}
	for _, f := range []struct {
		to   *string
		from *expression
	}{{&i.Title, x.title}, {&i.Author, x.author}, {&i.Number, x.number}} {
		v, err := s.string(f.from)
		if err != nil {
			return i, err
		}
		*f.to = strings.ReplaceAll(v, "\n", "")
	}
	words, err := s.list(x.keywords)
	if err != nil {
		return i, err
	}
	for _, w := range words {
		i.Keywords = append(i.Keywords, w.(string))
	}
	date, err := s.string(x.date)
	if err == nil && date != "" {
		i.Date, err = time.Parse(time.DateOnly, date)
	}
	return i, err
}
