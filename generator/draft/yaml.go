package draft

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteYAML writes the draft as the input of the kind notice, with Chinese names. Above each guess stands why it was made;
// at the end stands what has no place in the paper.
func (d *Draft) WriteYAML(w io.Writer) error {
	y := &yamlWriter{w: bufio.NewWriter(w), unit: d.Unit}
	y.comment(0, fmt.Sprintf("由 %s 起草，请逐项核对；“猜测”之处尤其要看。", d.Source))
	y.line(0, "种类: 通知")
	group := ""
	for _, f := range d.Fields {
		if f.Kept {
			y.field(f, &group)
		}
	}
	for _, f := range d.Fields {
		if !f.Kept {
			y.comment(0, fmt.Sprintf("没有对应的字段：%s（%s）：%s", f.Title, y.place(f.FromLine, f.ToLine), f.Value))
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
	return y.w.Flush()
}

// yamlWriter writes lines; bufio keeps the first error for Flush.
type yamlWriter struct {
	w    *bufio.Writer
	unit string
}

// field writes one field. Those of an object or a list stand together; group is the one that is open.
func (y *yamlWriter) field(f Field, group *string) {
	path := strings.Split(f.Name, "/")
	titles := strings.Split(f.Title, "·")
	list := elements[elementOf(f.Name)].list
	depth := 0
	if len(path) > 1 || list {
		if *group != path[0] {
			y.line(0, elements[elementOf(f.Name)].group()+":")
		}
		depth = 1
	}
	*group = path[0]
	if f.Confidence == Guessed {
		y.comment(depth, fmt.Sprintf("猜测：%s", y.reason(f)))
	}
	key := titles[len(titles)-1] + ":"
	switch {
	case list && len(path) == 1:
		y.line(1, "- "+quote(f.Value))
		return
	case list && path[2] == "title":
		key = "- " + key
	case list:
		key = "  " + key
	}
	switch {
	case strings.HasSuffix(f.Name, "body"):
		y.block(depth, key, f.Value, strings.HasPrefix(f.Name, "attachments"))
	case slices.Contains(bare, f.Name):
		y.line(depth, key+" "+f.Value)
	default:
		y.line(depth, key+" "+quote(f.Value))
	}
}

// bare are the fields that are no wording: dates, numbers, choices.
var bare = []string{"profile", "date", "date_style", "printed_on", "copies"}

// group is the name of the object or list that fields of this sort stand in.
func (e element) group() string {
	name, _, _ := strings.Cut(e.title, "·")
	return name
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
	y.line(depth, "# "+strings.ReplaceAll(text, "\n", " ⏎ "))
}

// block writes paragraphs, a line each.
func (y *yamlWriter) block(depth int, key, text string, item bool) {
	y.line(depth, key+" |-")
	if item {
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
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(s) + `"`
}

// plainScalar tells whether a text can stand without quotes: it begins with a Chinese character and has no sign that YAML
// knows.
func plainScalar(s string) bool {
	return s != "" && s[0] >= 0x80 && !strings.ContainsAny(s, ":#\"'\\\t{}[]&*!|>%@`,")
}

// Place names a line of the source for a sentence about it: 第3行：; "" for 0.
func (d *Draft) Place(line int) string {
	if line == 0 {
		return ""
	}
	return fmt.Sprintf("第%d%s：", line, d.Unit)
}
