package artwork

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// properties are those that are drawn, with the values that they begin with. Those in inherited go from an element to what is
// in it.
var properties = map[string]string{
	"fill": "black", "fill-rule": "nonzero", "fill-opacity": "1", "stroke": "none", "stroke-width": "1", "stroke-opacity": "1",
	"stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4", "stroke-dasharray": "none", "stroke-dashoffset": "0",
	"color": "black", "visibility": "visible", "paint-order": "normal",
	"opacity": "1", "display": "inline", "clip-path": "none",
}

func inherited(property string) bool {
	return property != "opacity" && property != "display" && property != "clip-path"
}

// mustBe are properties that are not drawn, and the values at which they show nothing.
var mustBe = map[string]struct {
	values []string
	what   string
}{
	"mask": {[]string{"none"}, "蒙版"}, "filter": {[]string{"none"}, "滤镜"},
	"marker": {[]string{"none"}, "箭头等标记"}, "marker-start": {[]string{"none"}, "箭头等标记"}, "marker-mid": {[]string{"none"}, "箭头等标记"},
	"marker-end": {[]string{"none"}, "箭头等标记"}, "mix-blend-mode": {[]string{"normal"}, "混合模式"},
	"vector-effect": {[]string{"none"}, "不随缩放的描边"}, "clip": {[]string{"auto"}, "剪切"},
	"transform-origin": {[]string{"0 0", "0px 0px", "0"}, "变换原点"}, "transform-box": {[]string{"view-box"}, "变换原点"},
}

// harmless begin the properties that show nothing without text, pictures, gradients or filters.
var harmless = []string{
	"font", "text-", "letter-spacing", "word-spacing", "line-height", "writing-mode", "direction", "unicode-bidi", "white-space",
	"baseline-shift", "alignment-baseline", "dominant-baseline", "kerning", "glyph-", "inline-size", "block-progression",
	"shape-rendering", "shape-inside", "shape-margin", "shape-padding", "shape-subtract", "color-", "image-rendering",
	"solid-", "stop-", "flood-", "lighting-", "pointer-events", "cursor", "overflow", "enable-background", "isolation", "clip-rule",
	"-inkscape", "-webkit-text", "will-change", "user-select",
}

// style is what an element is drawn with.
type style map[string]string

// declaration is a property and its value, and how strongly it is said.
type declaration struct {
	property, value string
	weight          int
}

// rule is what a selector of a style sheet says.
type rule struct {
	tag, class, id string
	say            []declaration
}

// weights of selectors: a tag, a class, an id.
const (
	tagWeight   = 1
	classWeight = 100
	idWeight    = 10_000
)

func (r *rule) of(n *node) bool {
	return (r.tag == "" || r.tag == n.name) && (r.id == "" || r.id == n.attrs["id"]) &&
		(r.class == "" || slices.Contains(strings.Fields(n.attrs["class"]), r.class))
}

// weight gives how strongly the rule's selector says something.
func (r *rule) weight() (w int) {
	if r.tag != "" {
		w += tagWeight
	}
	if r.class != "" {
		w += classWeight
	}
	if r.id != "" {
		w += idWeight
	}
	return w
}

// readSheet reads the text of a style sheet.
func readSheet(text string) ([]rule, error) {
	var rules []rule
	text = strings.NewReplacer("<!--", "", "-->", "").Replace(text)
	for {
		before, after, found := strings.Cut(text, "/*")
		if !found {
			break
		}
		_, after, _ = strings.Cut(after, "*/")
		text = before + " " + after
	}
	for strings.TrimSpace(text) != "" {
		selectors, rest, found := strings.Cut(text, "{")
		body, after, closed := strings.Cut(rest, "}")
		if strings.Contains(selectors, "@") {
			return nil, &Refusal{0, fmt.Sprintf("SVG 的 <style> 里有“%s”，不能用，请在绘图软件里把样式写进各图形再导出。", excerpt(selectors))}
		}
		if !found || !closed {
			return nil, &Refusal{0, "SVG 的 <style> 没有写完。"}
		}
		for selector := range strings.SplitSeq(selectors, ",") {
			r, err := readSelector(strings.TrimSpace(selector))
			if err != nil {
				return nil, err
			}
			r.say = declarations(body, r.weight())
			if rules = append(rules, r); len(rules) > maxRules {
				return nil, &Refusal{0, "SVG 的 <style> 里规则太多，请简化后再试。"}
			}
		}
		text = after
	}
	return rules, nil
}

// readSelector reads tag, .class, #id, and tag.class or tag#id.
func readSelector(s string) (rule, error) {
	if s == "" || strings.ContainsAny(s, " >+~:[]*\\\t\r\n") || strings.Count(s, ".")+strings.Count(s, "#") > 1 {
		return rule{}, &Refusal{0, fmt.Sprintf("SVG 的 <style> 里有选择符“%s”，只能用元素名、.类名和 #编号，请在绘图软件里把样式写进各图形再导出。", excerpt(s))}
	}
	if tag, id, found := strings.Cut(s, "#"); found {
		return rule{tag: tag, id: id}, nil
	}
	tag, class, _ := strings.Cut(s, ".")
	return rule{tag: tag, class: class}, nil
}

// declarations reads property: value; pairs.
func declarations(s string, weight int) (all []declaration) {
	for pair := range strings.SplitSeq(s, ";") {
		property, value, _ := strings.Cut(pair, ":")
		property, value = strings.ToLower(strings.TrimSpace(property)), strings.TrimSpace(value)
		if property != "" {
			all = append(all, declaration{property, value, weight})
		}
	}
	return all
}

// of gives the style of an element in one with the style outer.
func (d *drawer) styleOf(n *node, outer style) (style, error) {
	var said []declaration
	for property, value := range n.attrs {
		if _, drawn := properties[property]; drawn || mustBe[property].values != nil {
			said = append(said, declaration{property, value, 0})
		}
	}
	slices.SortFunc(said, func(a, b declaration) int { return cmp.Compare(a.property, b.property) })
	for i := range d.rules {
		if d.rules[i].of(n) {
			said = append(said, d.rules[i].say...)
		}
	}
	said = append(said, declarations(n.attrs["style"], 1<<30)...)
	slices.SortStableFunc(said, func(a, b declaration) int { return cmp.Compare(a.weight, b.weight) })
	s := style{}
	for property, value := range properties {
		if inherited(property) && outer != nil {
			value = outer[property]
		}
		s[property] = value
	}
	for _, said := range said {
		if err := s.say(n, said, outer); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// say sets a property, or refuses one that would show and is not drawn.
func (s style) say(n *node, said declaration, outer style) error {
	value := strings.Join(strings.Fields(said.value), " ")
	if strings.Contains(strings.ToLower(value), "!important") {
		return n.refuse("样式“%s”用了 !important，不能用，请去掉后再试。", said.property)
	}
	if begin, drawn := properties[said.property]; drawn {
		switch value {
		case "inherit":
			if value = begin; outer != nil {
				value = outer[said.property]
			}
		case "initial":
			value = begin
		}
		if value != "" {
			s[said.property] = value
		}
		return nil
	}
	if m := mustBe[said.property]; m.values != nil {
		if value != "" && !slices.Contains(m.values, strings.ToLower(value)) {
			return n.refuse("<%s> 用了%s（%s），不能照原样印出，请在绘图软件里去掉或展开后再试，或导出为 PNG。", n.name, m.what, said.property)
		}
		return nil
	}
	if slices.ContainsFunc(harmless, func(p string) bool { return strings.HasPrefix(said.property, p) }) {
		return nil
	}
	return n.refuse("<%s> 有看不懂的样式“%s”，怕印得不对，请在绘图软件里去掉后再试，或导出为 PNG。", n.name, excerpt(said.property))
}

// excerpt shortens a text for a message.
func excerpt(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 30 {
		return string(r[:30]) + "……"
	}
	return string(r)
}
