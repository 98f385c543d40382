package kind

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/ornament"
)

// attributes reads the attributes of an element of a sheet, and keeps the first error.
type attributes struct {
	attrs map[string]string
	err   error
}

func (a *attributes) fail(name string, err error) {
	if a.err == nil && err != nil {
		a.err = fmt.Errorf("%s: %w", name, err)
	}
}

// length reads a length in mm or pt; otherwise stands in for one that is left out.
func (a *attributes) length(name, otherwise string) measure.Length {
	l, err := measure.Parse(cmp.Or(a.attrs[name], otherwise))
	a.fail(name, err)
	return l
}

// millimetres reads a length of the grid, which is a whole number of hundredths of a millimetre.
func (a *attributes) millimetres(name, otherwise string) measure.Length {
	l := a.length(name, otherwise)
	if l%(measure.MM/100) != 0 {
		a.fail(name, fmt.Errorf("%q is no whole number of hundredths of a millimetre", a.attrs[name]))
	}
	return l
}

func (a *attributes) count(name, otherwise string, least, most int) int {
	n, err := strconv.Atoi(cmp.Or(a.attrs[name], otherwise))
	if err == nil && (n < least || n > most) {
		err = fmt.Errorf("%d: want %d to %d", n, least, most)
	}
	a.fail(name, err)
	return n
}

// choice reads one of the keys of choices.
func choice[T any](a *attributes, name string, choices map[string]T) T {
	v, ok := choices[a.attrs[name]]
	if !ok {
		a.fail(name, fmt.Errorf("%q: want one of %q", a.attrs[name], slices.Sorted(maps.Keys(choices))))
	}
	return v
}

// ink reads a colour; otherwise stands in for one that is left out.
func (a *attributes) ink(name string, otherwise doc.Ink) doc.Ink {
	if a.attrs[name] == "" {
		return otherwise
	}
	return choice(a, name, doc.Inks)
}

var (
	places = map[string]doc.Place{"": doc.AtTop, "top": doc.AtTop, "middle": doc.InMiddle, "bottom": doc.AtBottom}
	sides  = map[string]bool{"": false, "front": false, "back": true}
	truths = map[string]bool{"": false, "false": false, "true": true}
)

func readSheet(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	s := doc.Side{
		Width: a.millimetres("width", ""), Height: a.millimetres("height", ""),
		Ground: a.ink("ground", doc.NoInk), OrnamentInk: a.ink("ornament-ink", doc.Red), Back: choice(a, "side", sides),
	}
	margins := strings.Fields(cmp.Or(attrs["margins"], "0mm 0mm 0mm 0mm"))
	if len(margins) != 4 {
		return nil, fmt.Errorf("margins: %q: want four, top, right, bottom and left", attrs["margins"])
	}
	for i, to := range []*measure.Length{&s.Top, &s.Right, &s.Bottom, &s.Left} {
		one := attributes{attrs: map[string]string{"margins": margins[i]}}
		*to = one.millimetres("margins", "")
		a.fail("sheet", one.err)
	}
	return s, a.err
}

func readImposition(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return &doc.Imposition{
		Width: a.millimetres("width", "210mm"), Height: a.millimetres("height", "297mm"),
		Columns: a.count("columns", "1", 1, 20), Rows: a.count("rows", "1", 1, 20),
		Bleed: a.millimetres("bleed", "0mm"), Tent: a.millimetres("tent", "0mm"),
	}, a.err
}

func readSheetRow(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	height := a.millimetres("height", "")
	if a.err == nil && height == 0 {
		a.err = fmt.Errorf("height: a row has one")
	}
	return height, a.err
}

func readSheetColumn(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return a.count("size", "12", 1, doc.SideGrid), a.err
}

func readSheetText(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	t := doc.SideText{Name: attrs["name"], Preprinted: choice(a, "preprinted", truths)}
	t.SideStyle = doc.SideStyle{
		Role: attrs["role"], Latin: cmp.Or(attrs["latin"], "latin"),
		Size: a.length("size", ""), Floor: a.length("floor", attrs["size"]),
		Ink: a.ink("ink", doc.Black), Align: choice(a, "align", aligns), Place: choice(a, "place", places),
		Indent: a.count("indent", "0", 0, 20), Lines: a.count("lines", "0", 0, 100), Pitch: a.count("pitch", "160", 100, 400),
		Spacing: a.length("spacing", "0pt"),
		Left:    a.millimetres("left", "0mm"), Right: a.millimetres("right", "0mm"), Top: a.millimetres("top", "0mm"),
	}
	switch {
	case a.err != nil:
		return nil, a.err
	case t.Role == "":
		return nil, fmt.Errorf("role: a text has one")
	case t.Size == 0 || t.Floor > t.Size:
		return nil, fmt.Errorf("size %q and floor %q: want a size and a floor below it", attrs["size"], attrs["floor"])
	}
	return t, nil
}

func readSheetImage(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return doc.SideImage{
		Width: a.millimetres("width", ""), Height: a.millimetres("height", ""),
		Align: choice(a, "align", aligns), Place: choice(a, "place", places),
		Left: a.millimetres("left", "0mm"), Top: a.millimetres("top", "0mm"),
	}, a.err
}

func readSheetCode(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return doc.SideCode{
		Size:  a.millimetres("size", ""),
		Align: choice(a, "align", aligns), Place: choice(a, "place", places),
		Left: a.millimetres("left", "0mm"), Top: a.millimetres("top", "0mm"),
	}, a.err
}

func readSheetLine(attrs map[string]string) (any, error) {
	a := &attributes{attrs: attrs}
	return doc.SideLine{
		Thickness: a.length("thickness", "0.2mm"), Ink: a.ink("ink", doc.Black), Place: choice(a, "place", places),
		Left: a.millimetres("left", "0mm"), Right: a.millimetres("right", "0mm"),
	}, a.err
}

// sheet makes a printed side.
func (s *scope) sheet(e *element) ([]doc.Block, error) {
	made := e.static.(doc.Side)
	var err error
	if made.Ornament, err = s.ornament(e); err != nil {
		return nil, err
	}
	if e.values["picture"] != nil {
		made.Picture, err = s.picture(e, "底图", func(*doc.Picture) (measure.Length, measure.Length) { return made.Width, made.Height })
		if err != nil {
			return nil, err
		}
	}
	err = s.parts(e, func(inner *element) error {
		if inner.name == "impose" {
			made.Imposition = inner.static.(*doc.Imposition)
			return nil
		}
		row := doc.SideRow{Height: inner.static.(measure.Length)}
		err := s.parts(inner, func(c *element) error {
			column, err := s.sheetColumn(c)
			row.Columns = append(row.Columns, column)
			return err
		})
		made.Rows = append(made.Rows, row)
		return err
	})
	return []doc.Block{&made}, err
}

// ornament gives the name of a sheet's ornament; none stands for no ornament.
func (s *scope) ornament(e *element) (string, error) {
	name, err := s.string(e.values["ornament"])
	if err != nil || name == "" || name == "none" {
		return "", err
	}
	if !slices.Contains(ornament.Names, name) {
		return "", fmt.Errorf("unknown ornament %q", name)
	}
	return name, nil
}

func (s *scope) sheetColumn(e *element) (doc.SideColumn, error) {
	column := doc.SideColumn{Size: e.static.(int)}
	err := s.parts(e, func(inner *element) error {
		item, err := s.sheetItem(inner)
		if item != nil {
			column.Items = append(column.Items, item)
		}
		return err
	})
	return column, err
}

// sheetItem gives an item of a column; none for a text that is empty.
func (s *scope) sheetItem(e *element) (doc.SideItem, error) {
	switch made := e.static.(type) {
	case doc.SideText:
		texts, err := s.texts(e)
		for _, t := range texts {
			made.Paragraphs = append(made.Paragraphs, lines(t)...)
		}
		if len(made.Paragraphs) == 0 {
			return nil, err
		}
		return &made, err
	case doc.SideImage:
		p, err := s.picture(e, cmp.Or(e.attrs["alt"], "图片"), func(*doc.Picture) (measure.Length, measure.Length) { return made.Width, made.Height })
		made.Picture = p
		return &made, err
	case doc.SideCode:
		t, err := s.characters(e)
		made.Text = t
		return &made, err
	case doc.SideLine:
		return &made, nil
	}
	return nil, fmt.Errorf("no item of a sheet")
}
