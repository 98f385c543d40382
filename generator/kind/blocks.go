package kind

import (
	"fmt"
	"maps"
	"slices"

	"gongwen/generator/doc"
)

// blocks makes the blocks of a paper.
func (s *scope) blocks(nodes []node) ([]doc.Block, error) {
	var blocks []doc.Block
	err := s.each(nodes, func(n node) error {
		e := n.(*element)
		made, err := elements[e.name].build(s, e)
		if err != nil {
			return fmt.Errorf("%s: <%s>: %w", e.place, e.name, err)
		}
		blocks = append(blocks, made...)
		return nil
	})
	return blocks, err
}

// each calls do for every element and text, with branches taken, loops gone round and fragments gone through.
func (s *scope) each(nodes []node, do func(node) error) error {
	for _, n := range nodes {
		var err error
		switch n := n.(type) {
		case *branch:
			var yes bool
			if yes, err = s.bool(n.test); err == nil && yes {
				err = s.each(n.then, do)
			} else if err == nil {
				err = s.each(n.otherwise, do)
			}
		case *loop:
			err = s.loop(n, do)
		case *include:
			err = s.include(n, do)
		default:
			err = do(n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scope) loop(l *loop, do func(node) error) error {
	items, err := s.list(l.each)
	if err != nil {
		return err
	}
	path := s.source(l.each).Path
	defer s.keep(l.as, l.index)()
	defer func(outer string) { s.item = outer }(s.item)
	take := func(i int) {
		s.item = path
		if l.each.Plain {
			s.item = fmt.Sprintf("%s/%d", path, i)
		}
		s.values[l.as], s.paths[l.as] = items[i], s.item
	}
	order, err := s.persons(l, len(items), take)
	if err != nil {
		return err
	}
	for n, i := range order {
		take(i)
		if l.index != "" {
			s.values[l.index] = n
		}
		if err := s.each(l.children, do); err != nil {
			return err
		}
	}
	return nil
}

// keep remembers what names stand for, for the function that it gives to put back.
func (s *scope) keep(names ...string) func() {
	values, paths := make([]any, len(names)), make([]string, len(names))
	for i, name := range names {
		values[i], paths[i] = s.values[name], s.paths[name]
	}
	return func() {
		for i, name := range names {
			s.values[name], s.paths[name] = values[i], paths[i]
		}
	}
}

func (s *scope) include(n *include, do func(node) error) error {
	names := slices.Collect(maps.Keys(n.given))
	defer s.keep(names...)()
	values, paths := map[string]any{}, map[string]string{}
	for name, x := range n.given {
		v, err := s.value(x)
		if err != nil {
			return err
		}
		values[name] = v
		if x.Plain || x.Field.Type != "array" { // what stands in a list that was made has no place in the input
			paths[name] = s.source(x).Path
		}
	}
	maps.Copy(s.values, values)
	for _, name := range names {
		s.paths[name] = paths[name]
	}
	return s.each(n.children, do)
}

// characters gives the text of an element, without that of elements in it.
func (s *scope) characters(e *element) (doc.Text, error) {
	var all doc.Text
	err := s.each(e.children, func(n node) error {
		own, ok := n.(text)
		if !ok {
			return nil
		}
		t, err := s.text(own)
		all = append(all, t...)
		return err
	})
	return all, err
}

// parts calls do for each element in e.
func (s *scope) parts(e *element, do func(*element) error) error {
	return s.each(e.children, func(n node) error {
		if inner, ok := n.(*element); ok {
			return do(inner)
		}
		return nil
	})
}

// partTexts calls do with the name and the text of each element in e that has text.
func (s *scope) partTexts(e *element, do func(name string, t doc.Text)) error {
	return s.parts(e, func(inner *element) error {
		t, err := s.characters(inner)
		if len(t) > 0 {
			do(inner.name, t)
		}
		return err
	})
}

// texts gives the text of each element in e, or that of e itself when no elements stand in it.
func (s *scope) texts(e *element) ([]doc.Text, error) {
	own, err := s.characters(e)
	if err != nil || own != nil {
		return []doc.Text{own}, err
	}
	var inner []doc.Text
	err = s.partTexts(e, func(_ string, t doc.Text) { inner = append(inner, t) })
	return inner, err
}
