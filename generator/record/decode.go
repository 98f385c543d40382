package record

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/generator/decimal"
	"gongwen/generator/mend"
	"gongwen/generator/notice"
	"gongwen/generator/picture"
)

// decoder turns nodes into values and gathers what it finds on the way.
type decoder struct {
	faults, mended []notice.Notice
	positions      map[string]position // by pointers with English names
	files          Files
	budget         picture.Budget              // of all pictures
	pictures       map[string]*picture.Picture // by pointers with English names
	settled        map[string]bool             // pointers of the input to what cannot be read, of which no rule has more to say
}

// newDecoder prepares for an input of about some values.
func newDecoder(files Files, values int) decoder {
	if files.Album == nil {
		files.Album = &picture.Album{}
	}
	return decoder{positions: make(map[string]position, values), files: files, pictures: map[string]*picture.Picture{}}
}

// settle makes the faults of p that were found all that are told of it.
func (d *decoder) settle(p position) {
	if d.settled == nil {
		d.settled = map[string]bool{}
	}
	d.settled[p.path] = true
}

func (d *decoder) fault(p position, code, message string) {
	if len(d.faults) >= maxFaults || d.settled[p.path] {
		return
	}
	n := notice.Notice{Path: p.path, Field: p.field, Code: code, Message: message}
	p.locate(&n, 1, 1)
	d.faults = append(d.faults, n)
}

// object reads the members of n as the fields of f. at is n's pointer with English names.
func (d *decoder) object(f *Field, n *node, at string, p position) map[string]any {
	values := map[string]any{}
	given := map[string]string{}
	for _, m := range n.members {
		c, changes := f.called(m.name)
		key := &node{kind: plain, line: m.line, column: m.column, indent: -1}
		here := position{p.path + "/" + escape(m.name), p.field, key}
		if c == nil {
			if len(d.faults) < maxFaults { // a near name is looked for among all there are
				d.fault(here, "unknown-field", f.unknown(m.name))
			}
			continue
		}
		here.field = join(p.field, c.Title)
		d.tellChanges(here, changes, false)
		if before, twice := given[c.Name]; twice {
			d.fault(here, "duplicate-field", duplicate(before, m.name))
			continue
		}
		given[c.Name] = m.name
		here.node = m.value
		if fault := m.value.fault; fault != nil {
			d.fault(here, fault.Code, fault.Message)
			d.settle(here)
		}
		if m.value.fault != nil || c.leftOut(m.value) {
			d.positions[at+"/"+escape(c.Name)] = here
			continue
		}
		values[c.Name] = d.value(c, m.value, at+"/"+escape(c.Name), here)
	}
	f.addDefaults(values)
	return values
}

// addDefaults adds the fields that were not given and have a value all the same.
func (f *Field) addDefaults(values map[string]any) {
	for _, c := range f.Fields {
		if _, ok := values[c.Name]; !ok && c.preset != nil {
			values[c.Name] = c.preset
		}
	}
}

// lone reads a text in place of an object, as the field that the object's x-single names.
func (d *decoder) lone(f *Field, n *node, at string, p position) map[string]any {
	values := map[string]any{}
	if before, after, ok := n.headed(); ok && f.head != "" {
		c, here := f.field(f.head), p
		here.node = before
		values[c.Name] = d.value(c, before, at+"/"+escape(c.Name), here)
		n, p.node = after, after
	}
	if c := f.field(f.single); !n.blank() {
		values[c.Name] = d.value(c, n, at+"/"+escape(c.Name), p)
	}
	f.addDefaults(values)
	return values
}

// longestHead is how many characters may stand before a colon as the head of a text.
const longestHead = 12

// headed parts a text at its first colon, if what stands before it is a head: short, and without other punctuation.
func (n *node) headed() (before, after *node, ok bool) {
	colon := strings.IndexAny(n.text, "：:")
	if colon < 0 {
		return nil, nil, false
	}
	_, size := utf8.DecodeRuneInString(n.text[colon:])
	before, after = n.cut(0, colon), n.cut(colon+size, len(n.text))
	long := utf8.RuneCountInString(strings.TrimSpace(before.text)) > longestHead
	return before, after, !long && !before.blank() && !strings.ContainsAny(before.text, "，。；、！？,;!?“”（）()《》\n")
}

func duplicate(before, now string) string {
	if before == now {
		return fmt.Sprintf("“%s”写了两次，只能写一次。", now)
	}
	return fmt.Sprintf("“%s”和“%s”是同一项，只能写一个。", before, now)
}

// value reads n as f wants it. What does not fit is handed on as it is, so that the schema's rules refuse it.
func (d *decoder) value(f *Field, n *node, at string, p position) any {
	d.positions[at] = p
	if f.roster && n.namesTable() {
		return d.table(f, n, at, p)
	}
	switch {
	case n.kind == object && f.Type == "object":
		return d.object(f, n, at, p)
	case n.kind == array && f.Type == "array":
		return d.list(f, n, at, p)
	case n.kind == array && f.takesLines():
		return d.joined(f, n, at, p)
	case f.Type == "array" && (n.kind != object || f.Items.Type == "object"):
		return d.single(f, n, at, p)
	case f.single != "" && n.kind != array:
		return d.lone(f, n, at, p)
	case n.kind == object:
		return map[string]any{}
	case n.kind == array:
		return []any{}
	case n.kind == boolean:
		return n.text == "true"
	case f.Type == decimalType && (n.kind == number || n.kind == plain):
		return exact(n.text)
	case n.kind == number && !f.Date, n.kind == plain && f.Type == "integer":
		return integer(n.text)
	}
	text := d.text(f, n, p)
	if f.Picture {
		d.picture(f, text, at, p)
	}
	return text
}

// leftOut tells whether a value is as good as not given: a list, if all its items are.
func (f *Field) leftOut(n *node) bool {
	if n.kind != array {
		return n.blank()
	}
	of := f
	if f.Items != nil {
		of = f.Items
	}
	return !slices.ContainsFunc(n.items, func(item *node) bool { return of.empty || !of.leftOut(item) })
}

// list reads the items of n. A lone item that is written as several, 甲、乙, gives them all.
func (d *decoder) list(f *Field, n *node, at string, p position) []any {
	values := make([]any, 0, len(n.items))
	for i, item := range n.items {
		here := position{p.path + "/" + strconv.Itoa(i), fmt.Sprintf("%s第%d项", p.field, i+1), item}
		if f.Items.leftOut(item) && !f.Items.empty {
			d.fault(here, "empty", "这一项是空的，请填写或删去。")
			continue
		}
		parts := []*node{item}
		if len(n.items) == 1 {
			parts = d.parts(f, item, here)
		}
		for _, part := range parts {
			here.node = part
			values = append(values, d.value(f.Items, part, at+"/"+strconv.Itoa(len(values)), here))
		}
	}
	return values
}

// single reads a lone text or object where a list is wanted: a list of one, or of what the text is split into.
func (d *decoder) single(f *Field, n *node, at string, p position) []any {
	var values []any
	for i, part := range d.parts(f, n, p) {
		here := p
		here.node = part
		values = append(values, d.value(f.Items, part, at+"/"+strconv.Itoa(i), here))
	}
	return values
}

// parts gives what a text that stands for items of the field is split into; n itself if it is not. Names of persons may stand
// side by side with blanks between them.
func (d *decoder) parts(f *Field, n *node, p position) []*node {
	if f.split == "" || n.kind != plain && n.kind != quoted {
		return []*node{n}
	}
	parts := n.split(f.split)
	if f.Items.mode != mend.Name {
		return parts
	}
	var all []*node
	for _, part := range parts {
		names, ok := mend.Names(part.text)
		if !ok {
			all = append(all, part)
			continue
		}
		p.node = part
		d.tell(p, "name-blanks", fmt.Sprintf("几个人的姓名之间的空格已改为“、”：“%s”。", notice.Excerpt(strings.Join(names, "、"))))
		for _, name := range names {
			one := *part
			one.text = name
			all = append(all, &one)
		}
	}
	return all
}

// takesLines tells whether a list of texts may stand for the field's one text.
func (f *Field) takesLines() bool {
	return f.Type == "string" && f.titles == nil && !f.Picture && !f.Date && f.mode != mend.Trimmed && f.mode != mend.Number
}

// joined reads a list of texts where one text is wanted: its lines, or what 、 parts on one line.
func (d *decoder) joined(f *Field, n *node, at string, p position) any {
	one, separator, said := *n, "、", "写成了几项，已用“、”连成一行。"
	if f.mode.SeveralLines() {
		separator, said = "\n", "写成了几项，已一项一行连起来。"
	}
	var texts []string
	for _, item := range n.items {
		if item.kind == array || item.kind == object {
			return []any{}
		}
		if !item.blank() {
			texts = append(texts, strings.TrimSpace(item.text))
		}
	}
	one.kind, one.text, one.items, one.indent = plain, strings.Join(texts, separator), nil, -1
	if len(texts) > 1 {
		d.tell(p, "joined-list", said)
	}
	p.node = &one
	return d.value(f, &one, at, p)
}

// tell notes what was mended in the value at p.
func (d *decoder) tell(p position, code, message string) {
	n := notice.Notice{Path: p.path, Field: p.field, Code: code, Message: message}
	p.locate(&n, 1, 1)
	d.mended = append(d.mended, n)
}

// split parts a text at characters. Parts that are empty are left out.
func (n *node) split(at string) (parts []*node) {
	from, lines, column := 0, 0, 0 // where a part begins
	linesHere, columnHere := 0, 0  // and where the text is read
	add := func(to int) {
		if part := n.piece(from, to, lines, column); !part.blank() {
			parts = append(parts, part)
		}
	}
	for i, r := range n.text {
		columnHere++
		if r == '\n' {
			linesHere, columnHere = linesHere+1, 0
		}
		if strings.ContainsRune(at, r) {
			add(i)
			from, lines, column = i+utf8.RuneLen(r), linesHere, columnHere
		}
	}
	add(len(n.text))
	return parts
}

// integer gives the number as an int. For anything else it gives a value that the rule for integers refuses.
func integer(text string) any {
	if i, err := strconv.Atoi(text); err == nil && (text[0] == '-' || text[0] >= '0') {
		return i
	}
	return 0.5
}

// exact gives the number as the schema's rules read it, with all its digits. Anything else stays a text, which the rule for numbers
// refuses.
func exact(text string) any {
	d, err := decimal.Parse(text)
	if err != nil {
		return text
	}
	return json.Number(d.String())
}

// numbered gives a value of the field with its decimals as such, once it was held against the rules.
func (f *Field) numbered(v any) any {
	switch v := v.(type) {
	case json.Number:
		d, err := decimal.Parse(string(v))
		if err != nil { // an integer of an input that is refused
			return v
		}
		return d
	case []any:
		for i := range v {
			v[i] = f.Items.numbered(v[i])
		}
	case map[string]any:
		for _, c := range f.Fields {
			if inner, ok := v[c.Name]; ok {
				v[c.Name] = c.numbered(inner)
			}
		}
	}
	return v
}

// text mends a text and refuses what no text of the field may have.
func (d *decoder) text(f *Field, n *node, p position) string {
	if f.titles != nil {
		choice, changes := mend.Text(n.text, mend.Trimmed)
		d.tellChanges(p, changes, false)
		return f.choice(choice)
	}
	text := strings.TrimRight(n.text, "\n")
	if len(text) > maxBytes && !f.Picture {
		d.fault(p, "too-large", fmt.Sprintf("这一项有 %d 字节，最多可有 %d 字节。", len(text), maxBytes))
		return ""
	}
	line, column := 1, 0
	for _, r := range text {
		column++
		if r == '\n' {
			line, column = line+1, 0
		} else if r != '\t' && isControl(r) {
			d.fault(p, "control-character", fmt.Sprintf("第%d行第%d字：%s", line, column, controlMessage(r)))
		}
	}
	if f.Date {
		return d.date(text, p)
	}
	if line > 1 && !f.mode.SeveralLines() {
		d.fault(p, "line-break", "这一项只能写一行，请去掉换行。")
	}
	if f.Picture {
		return strings.TrimSpace(text) // the name of a file is what it is
	}
	mended, changes := mend.Text(text, f.mode)
	d.tellChanges(p, changes, line > 1)
	if bare := strings.TrimRight(mended, f.end); bare != mended && bare != "" {
		d.tell(p, "end-mark", fmt.Sprintf("末尾的“%s”已删去。", mended[len(bare):]))
		mended = bare
	}
	d.nobody(f, mended, p)
	return mended
}

// date reads a date in any form that offices write.
func (d *decoder) date(text string, p position) string {
	day, err := mend.Date(text)
	if err != nil {
		d.fault(p, "format", err.Error())
		d.settle(p)
		return text
	}
	if day.Told != "" && (p.node.row == nil || day.Clock != "") { // a sheet has dates in all forms, and shows them in others
		d.tell(p, "date-form", day.Told)
	}
	return day.ISO
}

// tellChanges notes what was mended in a text, each sort with its places; with their lines if the text has several.
func (d *decoder) tellChanges(p position, changes []mend.Change, several bool) {
	unit := ""
	if several {
		unit = "行"
	}
	for _, c := range changes {
		n := notice.Notice{Path: p.path, Field: p.field, Code: c.Code, Message: c.Sentence(unit)}
		p.locate(&n, c.Spots[0].Line, c.Spots[0].Column)
		d.mended = append(d.mended, n)
	}
}

// choice gives the value that a Chinese title stands for. Any other text stays as it is, and the schema judges it.
func (f *Field) choice(text string) string {
	for value, title := range f.titles {
		if text == title && title != "" {
			return value
		}
	}
	return text
}

// join puts the Chinese titles of a field and of a field in it together.
func join(outer, inner string) string {
	if outer == "" {
		return inner
	}
	return outer + "·" + inner
}

// escape writes a name as a token of an RFC 6901 pointer.
func escape(name string) string {
	if !strings.ContainsAny(name, "~/") {
		return name
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
