package kind

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/expr-lang/expr/vm"

	"gongwen/generator/decimal"
	"gongwen/generator/doc"
	"gongwen/generator/expression"
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
	running *expression.Expression // whose value is found
	masked  map[string]bool        // paths of texts with numbers that were hidden
	notices []notice.Notice
	faults  notice.Refusal
}

// scope gives the scope of a record, with the kind's values.
func (k *Kind) scope(r *record.Record) (*scope, error) {
	fields := k.Schema.Fields()
	s := &scope{kind: k, record: r, values: make(map[string]any, len(fields)+8), paths: make(map[string]string, len(fields)+8)}
	for _, f := range fields {
		s.values[f.Name] = expression.Given(f, r.Values[f.Name])
		s.paths[f.Name] = "/" + f.Name
	}
	maps.Copy(s.values, expression.Functions)
	s.profile = k.profiles[s.values["profile"].(string)]
	s.values["writtenDate"] = dates(func(iso, style string) (string, error) { return writtenDate(iso, style, s.profile) })
	s.values["masked"] = masks(func(text string) string { return s.mask(text, person.Mask) })
	s.values["maskedNumber"] = masks(func(text string) string { return s.mask(text, person.MaskNumber) })
	for _, v := range k.values {
		var err error
		if s.values[v.name], err = s.value(v.is); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *scope) value(x *expression.Expression) (any, error) {
	s.running = x
	return x.Value(&s.machine, s.values)
}

// string gives the text of an expression; "" for an attribute that was left out.
func (s *scope) string(x *expression.Expression) (string, error) {
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
	case decimal.Decimal:
		return v.String(), nil
	default:
		return "", x.Misfit(v, expression.Text)
	}
}

// int gives the number of an expression; 0 for an attribute that was left out.
func (s *scope) int(x *expression.Expression) (int, error) {
	if x == nil {
		return 0, nil
	}
	v, err := s.value(x)
	i, ok := v.(int)
	if err == nil && !ok {
		err = x.Misfit(v, expression.Whole)
	}
	return i, err
}

func (s *scope) bool(x *expression.Expression) (bool, error) {
	v, err := s.value(x)
	b, ok := v.(bool)
	if err == nil && !ok {
		err = x.Misfit(v, expression.Truth)
	}
	return b, err
}

func (s *scope) list(x *expression.Expression) ([]any, error) {
	if x == nil {
		return nil, nil
	}
	v, err := s.value(x)
	l, ok := v.([]any)
	if err == nil && !ok {
		err = x.Misfit(v, expression.List)
	}
	return l, err
}

// source gives the field that an expression's value comes from; none for a text of the template.
func (s *scope) source(x *expression.Expression) doc.Source {
	if len(x.Names) == 0 || s.paths[x.Names[0]] == "" {
		return doc.Source{}
	}
	path := s.paths[x.Names[0]]
	for _, name := range x.Names[1:] {
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
		from *expression.Expression
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
		word, ok := w.(string)
		if !ok {
			return i, x.keywords.Misfit(w, expression.Text)
		}
		i.Keywords = append(i.Keywords, word)
	}
	date, err := s.string(x.date)
	if err == nil && date != "" {
		i.Date, err = time.Parse(time.DateOnly, date)
	}
	return i, err
}
