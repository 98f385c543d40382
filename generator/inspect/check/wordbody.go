package check

import (
	"regexp"
	"strconv"
	"strings"

	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/measure"
)

// wordReader turns the blocks of a Word document into paragraphs.
type wordReader struct {
	paper  *paper
	styles *wordStyles
	faces  map[string]*pdfread.Face
	opens  bool // the next paragraph begins a page
	looks  []wordLook
}

// wordPlace is where blocks stand.
type wordPlace struct {
	boxed, tabled bool
	table         alignment // of the table
}

// blocks reads the paragraphs of a body, a cell, a text box or a content control.
func (r *wordReader) blocks(parent *node, at wordPlace) {
	for _, n := range parent.children {
		switch n.name {
		case "p":
			if len(r.paper.paragraphs) < mostParagraphs {
				r.paragraph(n, at)
			}
		case "tbl":
			inside := wordPlace{boxed: at.boxed, tabled: true}
			if n.at("tblPr", "jc").attr("val") == "center" {
				inside.table = centred
			}
			r.blocks(n, inside)
		case "tr", "tc", "sdt", "sdtContent", "ins", "customXml":
			r.blocks(n, at)
		}
	}
}

// paragraph reads a paragraph and what floats in it.
func (r *wordReader) paragraph(n *node, at wordPlace) {
	properties := n.child("pPr")
	id := properties.child("pStyle").attr("val")
	if id == "" {
		id = r.styles.id
	}
	look := r.styles.look(id)
	r.styles.apply(&look, properties, nil)
	t := &paragraph{
		style: r.styles.name(id), border: look.borders, tabled: at.tabled, table: at.table,
		boxed: at.boxed || properties.child("framePr") != nil,
		opens: look.opens || r.opens,
	}
	r.opens = false
	if look.exact {
		t.spacing = look.line
	}
	w := runReader{reader: r, paragraph: t, look: look}
	w.runs(n)
	t.text = spansText(t.spans)
	r.paper.paragraphs = append(r.paper.paragraphs, t)
	r.looks = append(r.looks, look)
	for _, b := range w.boxes {
		r.blocks(b, wordPlace{boxed: true, tabled: at.tabled})
	}
	if s := properties.child("sectPr"); s != nil && s.child("type").attr("val") != "continuous" {
		r.opens = true
	}
}

func spansText(spans []span) string {
	var out strings.Builder
	for _, s := range spans {
		out.WriteString(s.text)
	}
	return out.String()
}

// runReader reads the runs of one paragraph.
type runReader struct {
	reader    *wordReader
	paragraph *paragraph
	look      wordLook // of the paragraph's characters
	boxes     []*node  // the contents of its text boxes

	field  string // the instruction of the field that is being read
	result bool   // its result has begun
	shown  bool   // its result has text
}

func (w *runReader) runs(n *node) {
	for _, c := range n.children {
		switch c.name {
		case "r":
			w.run(c)
		case "hyperlink", "ins", "smartTag", "sdt", "sdtContent", "customXml":
			w.runs(c)
		case "fldSimple":
			before := len(w.paragraph.spans)
			w.runs(c)
			if len(w.paragraph.spans) == before && pageField.MatchString(c.attr("instr")) {
				w.text("1", w.look)
			}
		}
	}
}

// pageField is the instruction of a field that gives the page's number.
var pageField = regexp.MustCompile(`^\s*PAGE\b`)

func (w *runReader) run(n *node) {
	look := w.look
	if properties := n.child("rPr"); properties != nil {
		if id := properties.child("rStyle").attr("val"); id != "" {
			w.reader.styles.apply(&look, nil, w.reader.styles.nodes[id].child("rPr"))
		}
		w.reader.styles.apply(&look, nil, properties)
	}
	for _, c := range n.children {
		switch c.name {
		case "t":
			w.text(string(c.text), look)
		case "tab":
			w.text("　", look)
		case "br":
			if c.attr("type") == "page" {
				w.paragraph.opens = w.paragraph.opens || len(w.paragraph.spans) == 0
				w.reader.opens = true
			}
		case "noBreakHyphen":
			w.text("-", look)
		case "instrText":
			w.field += string(c.text[:min(len(c.text), 64)])
		case "fldChar":
			w.fieldMark(c.attr("fldCharType"), look)
		case "AlternateContent", "drawing", "pict", "object":
			w.drawing(c)
		}
	}
}

func (w *runReader) fieldMark(kind string, look wordLook) {
	switch kind {
	case "begin":
		w.field, w.result, w.shown = "", false, false
	case "separate":
		w.result = true
	case "end":
		if !w.shown && pageField.MatchString(w.field) {
			w.text("1", look)
		}
		w.field, w.result = "", false
	}
}

// text adds characters: Chinese ones in one font, the others in another.
func (w *runReader) text(s string, look wordLook) {
	if look.hidden || s == "" {
		return
	}
	w.shown = w.shown || w.result
	start := 0
	eastern := false
	add := func(end int) {
		if end > start {
			name := yesNo(eastern, look.east, look.west)
			w.paragraph.spans = append(w.paragraph.spans, span{text: s[start:end], size: look.size, face: w.reader.face(name), ink: look.ink})
		}
		start = end
	}
	for i, r := range s {
		if is := r >= 0x2000 || r == '·'; is != eastern {
			add(i)
			eastern = is
		}
	}
	add(len(s))
}

func (r *wordReader) face(name string) *pdfread.Face {
	if f, ok := r.faces[name]; ok {
		return f
	}
	if r.faces == nil {
		r.faces = map[string]*pdfread.Face{}
	}
	f := &pdfread.Face{Name: name}
	if name == "" {
		f.Name = "未指定"
	}
	r.faces[name] = f
	return f
}

// drawing takes the lines that a drawing draws, and its text boxes.
func (w *runReader) drawing(n *node) {
	n.walk(func(c *node) {
		switch c.name {
		case "txbxContent":
			w.boxes = append(w.boxes, c)
		case "wsp":
			w.shape(c)
		case "pic":
			w.reader.paper.word.pictures++
		case "line":
			w.vmlLine(c)
		}
	})
}

// shape takes a DrawingML shape that is as thin as a rule.
func (w *runReader) shape(n *node) {
	properties := n.child("spPr")
	frame := properties.child("xfrm")
	x, _ := frame.child("off").number("x")
	y, _ := frame.child("off").number("y")
	wide, _ := frame.child("ext").number("cx")
	high, _ := frame.child("ext").number("cy")
	color := properties.at("solidFill", "srgbClr").attr("val")
	if line := properties.child("ln"); high == 0 || color == "" {
		if c := line.at("solidFill", "srgbClr").attr("val"); c != "" {
			color = c
			high, _ = line.number("w")
		}
	}
	if length(high) <= pdfread.Thickest && color != "" {
		place := pdfread.Box{Left: length(x), Top: length(y), Right: length(x + wide), Bottom: length(y + high)}
		w.paragraph.border = append(w.paragraph.border, pdfread.Rule{Box: place, Ink: inkOf(color)})
	}
}

// vmlLine takes a line of the drawings of old word processors: from="0,0" to="442pt,0".
func (w *runReader) vmlLine(n *node) {
	from, to := vmlLength(n.attr("from")), vmlLength(n.attr("to"))
	color := strings.TrimPrefix(n.attr("strokecolor"), "#")
	if strings.HasPrefix(color, "red") {
		color = "FF0000"
	}
	weight := vmlLength(n.attr("strokeweight"))
	if weight == 0 {
		weight = 3 * measure.PT / 4
	}
	place := pdfread.Box{Left: min(from, to), Right: max(from, to), Bottom: weight}
	w.paragraph.border = append(w.paragraph.border, pdfread.Rule{Box: place, Ink: inkOf(color[:min(6, len(color))])})
}

// vmlLength reads the first length of a list; a bare number is in points.
func vmlLength(s string) length {
	s, _, _ = strings.Cut(s, ",")
	scale := float64(measure.PT)
	switch {
	case strings.HasSuffix(s, "mm"):
		scale = float64(measure.MM)
	case strings.HasSuffix(s, "cm"):
		scale = 10 * float64(measure.MM)
	case strings.HasSuffix(s, "in"):
		scale = 72 * float64(measure.PT)
	}
	v, err := strconv.ParseFloat(strings.TrimRight(s, "pmtcin "), 64)
	if err != nil || v < -1e5 || v > 1e5 {
		return 0
	}
	return length(v * scale)
}

// indent gives a paragraph its indents and alignment, now that the grid's character is known.
func (r *wordReader) indent(t *paragraph, look wordLook) {
	character := r.paper.area.character
	in := func(l length, chars int) length {
		if chars != 0 {
			return character.Scale(int64(chars), 100)
		}
		return l
	}
	t.left = in(look.left, look.leftChars)
	t.first = t.left + in(look.first, look.firstChars)
	t.right = in(look.right, look.rightChars)
	switch {
	case look.align == "center":
		t.align = centred
	case look.align == "right" || look.align == "end" || t.first > r.paper.area.width()/3:
		t.align = toRight
	}
	// Spaces at the beginning are an indent too.
	for _, s := range t.text {
		if s != '　' {
			break
		}
		if t.align == flush {
			t.first += character
		}
	}
}

// bodySize gives the size of most Chinese characters outside tables and boxes. One paragraph over a table is a title, and tells
// nothing of the body.
func (p *paper) bodySize() length {
	sizes := tally[length]{}
	written, tabled := 0, false
	for _, t := range p.paragraphs {
		tabled = tabled || t.tabled
		if t.tabled || t.boxed {
			continue
		}
		if compact(t.text) != "" {
			written++
		}
		for _, s := range t.spans {
			for _, r := range s.text {
				if pdfread.IsHan(r) {
					sizes.add(s.size, 1)
				}
			}
		}
	}
	want := p.area.profile.Styles["body"].Size.Length
	if written > 1 || !tabled {
		return textSize(&sizes, want)
	}
	return want
}

// opening gives the paragraphs at the beginning, among which a head may be.
func (p *paper) opening() []*paragraph {
	const most = 24 // paragraphs with text, those of a joint paper included
	written := 0
	for i, t := range p.paragraphs {
		if t.text != "" {
			written++
		}
		if written == most {
			return p.paragraphs[:i]
		}
	}
	return p.paragraphs
}

// markHead finds the red rule and marks the paragraphs above it as the head. A rule further down is something else.
func (r *wordReader) markHead() {
	p := r.paper
	end := 0
	for i, t := range p.opening() {
		var red []pdfread.Rule
		for _, b := range t.border {
			if isRed(b.Ink) {
				red = append(red, b)
			}
		}
		if whole, ok := joined(sortedRules(red)); ok {
			p.elements.rule, p.elements.doubled, end = &whole, doubled(red), i+1
			break
		}
		if t.isMark() {
			end = i + 1
		}
	}
	for _, t := range p.paragraphs[:end] {
		t.above = true
	}
}
