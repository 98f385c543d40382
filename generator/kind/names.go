package kind

import (
	"fmt"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/expression"
	"gongwen/generator/person"
)

// orders are the values of the attribute order of names and of for: whether they go by 姓氏笔画.
var orders = map[string]bool{"": false, "given": false, "strokes": true}

// nameList makes a list of persons, those outside of groups first. One without any name is none.
func (s *scope) nameList(e *element) ([]doc.Block, error) {
	t := &doc.NameList{}
	var loose doc.NameGroup
	err := s.parts(e, func(inner *element) error {
		if inner.name == "name" {
			return s.addName(&loose, inner)
		}
		var g doc.NameGroup
		err := s.parts(inner, func(part *element) (err error) {
			if part.name == "name" {
				return s.addName(&g, part)
			}
			g.Head, err = s.characters(part)
			return err
		})
		if len(g.Names) > 0 {
			t.Groups = append(t.Groups, g)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(loose.Names) > 0 {
		t.Groups = append([]doc.NameGroup{loose}, t.Groups...)
	}
	if len(t.Groups) == 0 {
		return nil, nil
	}
	byStrokes, err := s.byStrokes(e.values["order"])
	var all []doc.Text
	for i, g := range t.Groups {
		all = append(all, g.Names...)
		if byStrokes {
			t.Groups[i].Names = sorted(s, g.Names, func(t doc.Text) doc.Text { return t })
		}
	}
	s.checkNames(all)
	return []doc.Block{t}, err
}

// persons gives the order in which a loop goes through n items: as given, or by the strokes of the names. take makes an item
// the current one.
func (s *scope) persons(l *loop, n int, take func(i int)) ([]int, error) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	if l.order == nil {
		return order, nil
	}
	byStrokes, err := s.byStrokes(l.order)
	if err != nil {
		return nil, err
	}
	names := make([]doc.Text, n)
	for i := range names {
		take(i)
		if names[i], err = s.text([]part{{value: l.name}}); err != nil {
			return nil, err
		}
	}
	s.checkNames(names)
	if byStrokes {
		order = sorted(s, order, func(i int) doc.Text { return names[i] })
	}
	return order, nil
}

func (s *scope) addName(g *doc.NameGroup, e *element) error {
	t, err := s.characters(e)
	if len(t) > 0 {
		g.Names = append(g.Names, t)
	}
	return err
}

// byStrokes tells whether an order is that of strokes.
func (s *scope) byStrokes(order *expression.Expression) (bool, error) {
	name, err := s.string(order)
	if err != nil {
		return false, err
	}
	byStrokes, ok := orders[name]
	if !ok {
		err = fmt.Errorf("unknown order %q", name)
	}
	return byStrokes, err
}

// sorted gives items in the order of the strokes of their names. Characters whose strokes are not known are warned of.
func sorted[T any](s *scope, items []T, name func(T) doc.Text) []T {
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = name(item).String()
	}
	order, unknown := person.ByStrokes(names)
	out := make([]T, len(items))
	for i, at := range order {
		out[i] = items[at]
	}
	for _, r := range unknown {
		for i, n := range names {
			if strings.ContainsRune(person.Bare(n), r) {
				s.notice(firstSource(name(items[i])), "unknown-strokes", fmt.Sprintf("没有“%c”字的笔画资料，“%s”按它排在后面，请核对次序。", r, n))
				break
			}
		}
	}
	return out
}

// checkNames warns of names that a list has twice, in the order in which they were given.
func (s *scope) checkNames(names []doc.Text) {
	seen := map[string]bool{}
	for _, name := range names {
		n := strings.NewReplacer(" ", "", "\u3000", "").Replace(name.String())
		if seen[n] && n != "" {
			s.notice(firstSource(name), "duplicate-name",
				fmt.Sprintf("名单中“%s”出现了不止一次，请核对；确是同名的几个人，可在姓名后加括号注明。", n))
		}
		seen[n] = true
	}
}
