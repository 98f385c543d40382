package draft

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteYAML writes the draft as an input of its kind, with Chinese names. Above each guess stands why it was made, at its place
// what is missing, and at the end what has no place in the paper.
func (d *Draft) WriteYAML(w io.Writer) error {
	y := &yamlWriter{w: bufio.NewWriter(w), unit: d.Unit}
	y.comment(0, fmt.Sprintf("由 %s 起草，请逐项核对；“猜测”之处尤其要看。", d.Source))
	group := ""
	for _, e := range elements {
		fields := d.kept(e)
		switch {
		case len(fields) == 0:
			y.missing(d.Missing, e.name)
		case strings.Contains(fields[0].Name, "/"):
			for _, f := range fields {
				y.member(f, &group)
			}
		case len(fields) == 1:
			y.guess(0, fields[0])
			y.value(0, fields[0].Title, fields[0])
		default:
			y.line(0, fields[0].Title+":")
			for _, f := range fields {
				y.guess(1, f)
				y.line(1, "- "+quote(f.Value))
			}
		}
	}
	y.leftOver(d)
	return y.w.Flush()
}

// kept gives the fields of a sort that the kind has.
func (d *Draft) kept(e element) []Field {
	var all []Field
	for _, f := range d.Fields {
		if f.Kept && elements[elementOf(f.Name)].name == e.name {
			all = append(all, f)
		}
	}
	return all
}

// yamlWriter writes lines; bufio keeps the first error for Flush.
type yamlWriter struct {
	w    *bufio.Writer
	unit string
}

// missing writes a comment for a field that has to be filled in.
func (y *yamlWriter) missing(all []Missing, name string) {
	for _, m := range all {
		if m.Name == name {
			y.comment(0, fmt.Sprintf("原文没有%s，必须填写%s。填好后删去下一行开头的“# ”。", m.Title, m.maybe()))
			y.comment(0, strings.TrimSpace(m.Title+": "+m.Suggestion))
		}
	}
}

// member writes a field of an object or of a list of objects; group is the one that is open.
func (y *yamlWriter) member(f Field, group *string) {
	path := strings.Split(f.Name, "/")
	titles := strings.Split(f.Title, "·")
	if *group != path[0] {
		*group = path[0]
		title, _, _ := strings.Cut(elements[elementOf(f.Name)].title, "·")
		y.line(0, title+":")
	}
	y.guess(1, f)
	switch key := titles[len(titles)-1]; {
	case len(path) == 2:
		y.value(1, key, f)
	case path[2] == "title":
		y.value(1, "- "+key, f)
	default:
		y.value(2, key, f)
	}
}

// guess writes why a field was guessed.
func (y *yamlWriter) guess(depth int, f Field) {
	if f.Confidence == Guessed {
		y.comment(depth, "猜测："+y.reason(f))
	}
}

// value writes a field.
func (y *yamlWriter) value(depth int, key string, f Field) {
	switch {
	case f.Parts != nil:
		y.line(depth, key+":")
		for _, p := range f.Parts {
			y.part(depth+1, p)
		}
	case f.Name == "body" || strings.HasSuffix(f.Name, "/body"):
		y.block(depth, key, f.Value)
	case elements[elementOf(f.Name)].bare:
		y.line(depth, key+": "+f.Value)
	default:
		y.line(depth, key+": "+quote(f.Value))
	}
}

// part writes an item of a text with tables or lists of names.
func (y *yamlWriter) part(depth int, p Part) {
	if p.Names != nil {
		y.line(depth, "- 名单: "+quote(strings.Join(p.Names, "、")))
		return
	}
	if p.Table == nil {
		y.block(depth, "- 文字", p.Text)
		return
	}
	y.line(depth, "- 表格:")
	depth += 2
	if p.Table.Caption != "" {
		y.line(depth, "表题: "+quote(p.Table.Caption))
	}
	if p.Table.Widths != nil {
		y.line(depth, "各栏: "+strings.Join(strings.Fields(fmt.Sprint(p.Table.Widths)), ", "))
	}
	if p.Table.Head >= 0 {
		y.line(depth, fmt.Sprintf("表头行数: %d", p.Table.Head))
	}
	y.line(depth, "各行:")
	for _, r := range p.Table.Rows {
		cells := make([]string, len(r))
		for i, c := range r {
			cells[i] = c.yaml()
		}
		y.line(depth+1, "- ["+strings.Join(cells, ", ")+"]")
	}
}

// yaml writes a cell: as its text, if it takes one column and one row.
func (c TableCell) yaml() string {
	if c.Columns == 1 && c.Rows == 1 {
		return quote(c.Text)
	}
	said := "文字: " + quote(c.Text)
	if c.Columns > 1 {
		said += fmt.Sprintf(", 占栏数: %d", c.Columns)
	}
	if c.Rows > 1 {
		said += fmt.Sprintf(", 占行数: %d", c.Rows)
	}
	return "{" + said + "}"
}

// leftOver writes comments for what has no place in the paper.
func (y *yamlWriter) leftOver(d *Draft) {
	for _, f := range d.Fields {
		if !f.Kept {
			y.comment(0, fmt.Sprintf("%s没有“%s”这一项（%s）：%s", d.Kind.Title, f.Title, y.place(f.FromLine, f.ToLine), f.Value))
		}
	}
	for _, o := range d.Omissions {
		switch o.Sort {
		case Unused:
			y.comment(0, fmt.Sprintf("没有归入任何一项（%s，%s）：%s", y.place(o.Line, o.Line), o.Reason, o.Text))
		case Dropped:
			y.comment(0, fmt.Sprintf("略去（%s，%s）：%s", y.place(o.Line, o.Line), o.Reason, o.Text))
		}
	}
}

// reason says where a field was found, and why it is what it is.
func (y *yamlWriter) reason(f Field) string {
	if f.FromLine == 0 {
		return f.Rule
	}
	return fmt.Sprintf("%s（%s）", f.Rule, y.place(f.FromLine, f.ToLine))
}

// place names lines of the source: 第3行, 第3—5行.
func (y *yamlWriter) place(from, to int) string {
	if from == to {
		return fmt.Sprintf("第%d%s", from, y.unit)
	}
	return fmt.Sprintf("第%d—%d%s", from, to, y.unit)
}

func (y *yamlWriter) line(depth int, text string) {
	fmt.Fprintf(y.w, "%s%s\n", strings.Repeat("  ", depth), text)
}

// comment writes a comment; what it quotes stays on its line.
func (y *yamlWriter) comment(depth int, text string) {
	y.line(depth, "# "+oneLine(text))
}

// block writes paragraphs, a line each. The key may begin an item of a list.
func (y *yamlWriter) block(depth int, key, text string) {
	y.line(depth, key+": |-")
	if strings.HasPrefix(key, "- ") {
		depth++
	}
	for l := range strings.SplitSeq(text, "\n") {
		y.line(depth+1, l)
	}
}

// quote writes a text so that nothing in it is taken for YAML.
func quote(s string) string {
	if plainScalar(s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`, "\n", `\n`).Replace(s) + `"`
}

// plainScalar tells whether a text can stand without quotes: it begins with a Chinese character and has no sign that YAML
// knows.
func plainScalar(s string) bool {
	return s != "" && s[0] >= 0x80 && !strings.ContainsAny(s, ":#\"'\\\t\n{}[]&*!|>%@`,")
}

// Place names a line of the source for a sentence about it: 第3行：; "" for 0.
func (d *Draft) Place(line int) string {
	if line == 0 {
		return ""
	}
	return fmt.Sprintf("第%d%s：", line, d.Unit)
}
