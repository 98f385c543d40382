package artwork

import (
	"bytes"
	"errors"
	"image/color"
	"maps"
	"math"
	"slices"
	"strings"
)

// Is tells whether a file looks like SVG: it is XML that names the element svg in its first 16 KB.
func Is(data []byte) bool {
	head := bytes.TrimLeft(utf8Text(data[:min(len(data), 16<<10)]), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// Read reads an SVG file. The error is a *Refusal.
func Read(data []byte) (*Drawing, error) {
	r := &reader{decoder: decoder(data), byID: map[string]*node{}}
	root, err := r.readTree()
	if err != nil {
		return nil, err
	}
	d := &drawer{byID: r.byID}
	if d.rules, err = readSheet(r.sheets.String()); err != nil {
		return nil, err
	}
	outer, err := d.box(root)
	if err != nil {
		return nil, err
	}
	look, err := d.styleOf(root, nil)
	if err != nil {
		return nil, err
	}
	if root.attrs["transform"] != "" {
		return nil, root.refuse("<svg> 有 transform，不能用，请在绘图软件里另存为“普通 SVG”。")
	}
	if err := d.clip(root, look, outer); err != nil {
		return nil, err
	}
	shown, err := visible(root, look)
	if err != nil {
		return nil, err
	}
	if shown {
		err = d.all(root.children, look, outer, 1)
	}
	if err != nil {
		return nil, err
	}
	if len(d.made.Shapes) == 0 {
		return nil, root.refuse("里面没有可印的图形。")
	}
	return &d.made, nil
}

// drawer turns elements into shapes.
type drawer struct {
	made         Drawing
	byID         map[string]*node
	rules        []rule
	width, depth float64 // of the box, in its own units
	steps, nodes int
}

// box reads the size of the drawing, and gives how its units become ours.
func (d *drawer) box(root *node) (matrix, error) {
	var x, y float64
	if said, ok := root.attrs["viewBox"]; ok {
		v, ok := (&scanner{said}).numbers()
		if !ok || len(v) != 4 {
			return matrix{}, root.refuse("viewBox 应是四个数，如 0 0 297 210。")
		}
		x, y, d.width, d.depth = v[0], v[1], v[2], v[3]
	} else {
		w, okW := length(root.attrs["width"], math.NaN())
		h, okH := length(root.attrs["height"], math.NaN())
		if !okW || !okH {
			return matrix{}, root.refuse("没有写明画布的大小（viewBox，或 width 和 height）。")
		}
		d.width, d.depth = w, h
	}
	within := func(v float64) bool { return v > 0 && v < 1e9 }
	if !within(d.width) || !within(d.depth) || max(d.width, d.depth) > 100*min(d.width, d.depth) || !within(1+math.Abs(x)+math.Abs(y)) {
		return matrix{}, root.refuse("画布的大小不能用：%g × %g。", d.width, d.depth)
	}
	by := Side / max(d.width, d.depth)
	d.made.Width, d.made.Height = int64(math.Round(d.width*by)), int64(math.Round(d.depth*by))
	return matrix{a: by, d: by, e: -x * by, f: -y * by}, nil
}

// passed are elements that show nothing where they stand.
var passed = []string{
	"defs", "title", "desc", "metadata", "style", "linearGradient", "radialGradient", "pattern", "clipPath", "mask", "filter", "marker",
	"symbol", "view",
}

// refused are well-known elements that are not drawn, and what to do about them.
var refused = map[string]string{
	"text": "文字", "image": "位图", "script": "脚本", "foreignObject": "外来内容", "switch": "条件内容", "a": "链接", "svg": "嵌套的 SVG",
	"animate": "动画", "animateTransform": "动画", "animateMotion": "动画", "animateColor": "动画", "set": "动画",
	"video": "视频", "audio": "声音", "iframe": "外来内容",
}

// all draws elements in an element with the style outer, depth elements deep.
func (d *drawer) all(nodes []*node, outer style, m matrix, depth int) error {
	for _, n := range nodes {
		if slices.Contains(passed, n.name) {
			if err := harmful(n); err != nil {
				return err
			}
			continue
		}
		if err := d.draw(n, outer, m, depth); err != nil {
			return err
		}
	}
	return nil
}

// harmful finds scripts in elements that show nothing.
func harmful(n *node) error {
	for _, c := range n.children {
		if c.name == "script" {
			return c.refuse("<script> 是脚本，不能用，请删去后再试。")
		}
		if err := harmful(c); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawer) draw(n *node, outer style, m matrix, depth int) error {
	if d.nodes++; d.nodes > maxNodes || depth > maxDepth {
		return n.refuse("图形太多或套得太深，请简化后再试。")
	}
	if what, ok := refused[n.name]; ok {
		hint := "请在绘图软件里去掉或展开后再试，或导出为 PNG。"
		if n.name == "text" {
			hint = "请在绘图软件里把文字转为路径（曲线）再导出。"
		}
		return n.refuse("<%s> 是%s，不能照原样印出，%s", n.name, what, hint)
	}
	for _, name := range slices.Sorted(maps.Keys(n.attrs)) {
		event := len(name) > 2 && strings.HasPrefix(strings.ToLower(name), "on")
		if event || name == "systemLanguage" || strings.HasPrefix(name, "required") {
			return n.refuse("<%s> 有“%s”，是脚本或条件，不能用，请删去后再试。", n.name, excerpt(name))
		}
	}
	look, err := d.styleOf(n, outer)
	if err != nil {
		return err
	}
	own, ok := readTransform(n.attrs["transform"])
	if !ok {
		return n.refuse("transform 写得不对：“%s”。", excerpt(n.attrs["transform"]))
	}
	shown, err := visible(n, look)
	if err != nil || !shown {
		return err
	}
	m = m.times(own)
	if err := d.clip(n, look, m); err != nil {
		return err
	}
	switch n.name {
	case "g":
		return d.all(n.children, look, m, depth+1)
	case "use":
		return d.use(n, look, m, depth)
	}
	if err := d.onlyNotes(n); err != nil {
		return err
	}
	o := &outline{}
	if err := d.outline(n, o); err != nil {
		return err
	}
	return d.shape(n, look, o, m)
}

// clip refuses a clip that cuts something off. One to the whole canvas, which some programs write around everything, does not.
func (d *drawer) clip(n *node, s style, m matrix) error {
	if s["clip-path"] == "none" {
		return nil
	}
	id := strings.TrimSuffix(strings.TrimPrefix(strings.Trim(s["clip-path"], " "), "url(#"), ")")
	if by := d.byID[id]; by != nil && by.name == "clipPath" && by.attrs["clipPathUnits"] != "objectBoundingBox" &&
		by.attrs["transform"] == "" && by.attrs["clip-path"] == "" && len(by.children) == 1 && d.covers(by.children[0], m) {
		return nil
	}
	return n.refuse("<%s> 用了剪切路径（clip-path），不能照原样印出，请在绘图软件里去掉或展开后再试，或导出为 PNG。", n.name)
}

// covers tells whether an element is a plain rectangle over the whole box.
func (d *drawer) covers(n *node, m matrix) bool {
	plain := func(n *node) bool {
		return n.attrs["transform"] == "" && n.attrs["clip-path"] == "" && !strings.Contains(n.attrs["style"], "clip-path")
	}
	if to := d.byID[strings.TrimPrefix(n.attrs["href"], "#")]; n.name == "use" && to != nil && plain(n) && n.attrs["x"]+n.attrs["y"] == "" {
		n = to
	}
	if n.name != "rect" || !plain(n) || n.attrs["rx"]+n.attrs["ry"] != "" || m.b != 0 || m.c != 0 {
		return false
	}
	v, err := d.lengths(n, "x", "y", "width", "height")
	if err != nil {
		return false
	}
	x1, y1 := m.at(v[0], v[1])
	x2, y2 := m.at(v[0]+v[2], v[1]+v[3])
	const slack = Side / 10_000
	return min(x1, x2) <= slack && min(y1, y2) <= slack && max(x1, x2) >= float64(d.made.Width)-slack && max(y1, y2) >= float64(d.made.Height)-slack
}

// onlyNotes refuses what in a shape would show: an animation.
func (d *drawer) onlyNotes(n *node) error {
	for _, c := range n.children {
		if c.name != "title" && c.name != "desc" && c.name != "metadata" {
			return c.refuse("<%s> 里的 <%s> 不能照原样印出，请删去后再试。", n.name, excerpt(c.name))
		}
	}
	return nil
}

// visible tells whether an element is drawn. One that is half-transparent is refused.
func visible(n *node, s style) (bool, error) {
	if s["display"] == "none" {
		return false, nil
	}
	return seen(n, s, "opacity")
}

func seen(n *node, s style, property string) (bool, error) {
	v, ok := length(s[property], 1)
	if !ok || v > 0 && v < 0.999 {
		return false, n.refuse("<%s> 是半透明的（%s），不能照原样印出，请改为不透明，或导出为 PNG。", n.name, property)
	}
	return v > 0, nil
}

// use draws the element that a use names.
func (d *drawer) use(n *node, look style, m matrix, depth int) error {
	id, inside := strings.CutPrefix(n.attrs["href"], "#")
	to := d.byID[id]
	if !inside || to == nil {
		return n.refuse("<use> 引用了“%s”，只能引用文件里有的图形。", excerpt(n.attrs["href"]))
	}
	if to.busy {
		return n.refuse("<use> 引用了它自己（%s）。", excerpt(id))
	}
	x, errX := d.length(n, "x", d.width)
	y, errY := d.length(n, "y", d.depth)
	if err := errors.Join(errX, errY); err != nil {
		return err
	}
	m = m.times(matrix{a: 1, d: 1, e: x, f: y})
	to.busy = true
	defer func() { to.busy = false }()
	if to.name != "symbol" {
		return d.draw(to, look, m, depth+1)
	}
	for _, name := range []string{"viewBox", "transform"} {
		if to.attrs[name] != "" {
			return to.refuse("<symbol> 有 %s，不能照原样印出，请在绘图软件里展开后再试。", name)
		}
	}
	inner, err := d.styleOf(to, look)
	if err != nil {
		return err
	}
	if err := d.clip(to, inner, m); err != nil {
		return err
	}
	if shown, err := visible(to, inner); err != nil || !shown {
		return err
	}
	return d.all(to.children, inner, m, depth+1)
}

// length reads a length of an element; 0 if there is none.
func (d *drawer) length(n *node, name string, whole float64) (float64, error) {
	s := n.attrs[name]
	if s == "" {
		return 0, nil
	}
	v, ok := length(s, whole)
	if !ok {
		return 0, n.refuse("<%s> 的 %s 写得不对：“%s”。", n.name, name, excerpt(s))
	}
	return v, nil
}

// lengths reads several; each is of the width, of the height or, with r, of both.
func (d *drawer) lengths(n *node, names ...string) ([]float64, error) {
	all := make([]float64, len(names))
	for i, name := range names {
		whole := d.width
		switch {
		case name == "r":
			whole = math.Sqrt((float64(d.width*d.width) + float64(d.depth*d.depth)) / 2)
		case strings.Contains(name, "y") || name == "height":
			whole = d.depth
		}
		v, err := d.length(n, name, whole)
		if err != nil {
			return nil, err
		}
		all[i] = v
	}
	return all, nil
}

// outline gives the outline of a shape; none for one of no size.
func (d *drawer) outline(n *node, o *outline) error {
	switch n.name {
	case "path":
		if !o.readPath(n.attrs["d"]) {
			return n.refuse("<path> 的 d 写得不对或太长，请重新导出。")
		}
		return nil
	case "polyline", "polygon":
		return d.poly(n, o)
	case "line":
		v, err := d.lengths(n, "x1", "y1", "x2", "y2")
		if err == nil {
			o.move(v[0], v[1])
			o.line(v[2], v[3])
		}
		return err
	case "circle":
		v, err := d.lengths(n, "cx", "cy", "r")
		if err == nil && v[2] > 0 {
			o.ellipse(v[0], v[1], v[2], v[2])
		}
		return err
	case "ellipse":
		v, err := d.lengths(n, "cx", "cy", "rx", "ry")
		if err == nil && v[2] > 0 && v[3] > 0 {
			o.ellipse(v[0], v[1], v[2], v[3])
		}
		return err
	case "rect":
		v, err := d.lengths(n, "x", "y", "width", "height", "rx", "ry")
		if err != nil || v[2] <= 0 || v[3] <= 0 {
			return err
		}
		round := func(name string, own, other float64) float64 {
			if said := n.attrs[name]; said == "" || said == "auto" {
				return other
			}
			return own
		}
		o.rect(v[0], v[1], v[2], v[3], round("rx", v[4], v[5]), round("ry", v[5], v[4]))
		return nil
	}
	return n.refuse("<%s> 不能照原样印出，请在绘图软件里展开后再试，或导出为 PNG。", excerpt(n.name))
}

func (d *drawer) poly(n *node, o *outline) error {
	v, ok := (&scanner{n.attrs["points"]}).numbers()
	if !ok || len(v)%2 != 0 {
		return n.refuse("<%s> 的 points 写得不对。", n.name)
	}
	for i := 0; i+1 < len(v); i += 2 {
		if i == 0 {
			o.move(v[0], v[1])
		} else {
			o.line(v[i], v[i+1])
		}
	}
	if n.name == "polygon" {
		o.close()
	}
	return nil
}

// shape adds an outline with its fill and its line.
func (d *drawer) shape(n *node, s style, o *outline, m matrix) error {
	if s["visibility"] != "visible" || len(o.ops) == 0 {
		return nil
	}
	made := Shape{EvenOdd: s["fill-rule"] == "evenodd"}
	var err error
	if n.name != "line" { // which has no inside
		made.Fill, err = d.paint(n, s, "fill")
	}
	if err != nil {
		return err
	}
	if made.Line, err = d.line(n, s, m); err != nil {
		return err
	}
	if made.Fill == nil && made.Line == nil {
		return nil
	}
	lineFirst, ok := lineFirst(s["paint-order"])
	if !ok {
		return n.refuse("<%s> 的 paint-order 写法看不懂：“%s”，应由 fill、stroke、markers 组成，如“stroke fill”。", n.name, excerpt(s["paint-order"]))
	}
	if d.steps += len(o.ops); d.steps > maxSteps {
		return n.refuse("图形太多，超过 %d 段，请简化后再试，或导出为 PNG。", maxSteps)
	}
	made.Steps = make([]Step, len(o.ops))
	p := 0
	for i, op := range o.ops {
		made.Steps[i].Op = op
		for j := range op.Points() {
			x, y := m.at(o.points[p][0], o.points[p][1])
			if !(math.Abs(x) < 64*Side && math.Abs(y) < 64*Side) {
				return n.refuse("<%s> 远在画布之外。", n.name)
			}
			made.Steps[i].To[j] = Point{int64(math.Round(x)), int64(math.Round(y))}
			p++
		}
	}
	if lineFirst && made.Fill != nil && made.Line != nil {
		line := made
		line.Fill, made.Line = nil, nil
		d.made.Shapes = append(d.made.Shapes, line)
	}
	d.made.Shapes = append(d.made.Shapes, made)
	return nil
}

// lineFirst tells whether a paint-order has the line below the fill: fill, stroke and markers in the order in which they are named,
// and behind them those that are not (SVG 2, 13.8). Markers are refused elsewhere.
func lineFirst(order string) (first, ok bool) {
	if strings.EqualFold(order, "normal") {
		return false, true
	}
	fill, stroke := -1, -1
	named := strings.Fields(strings.ToLower(order))
	for i, name := range named {
		switch {
		case slices.Contains(named[:i], name):
			return false, false
		case name == "fill":
			fill = i
		case name == "stroke":
			stroke = i
		case name != "markers":
			return false, false
		}
	}
	return stroke >= 0 && (fill < 0 || stroke < fill), len(named) > 0
}

// paint gives the colour of a fill or a stroke; nil for none.
func (d *drawer) paint(n *node, s style, property string) (*color.RGBA, error) {
	value := s[property]
	if strings.EqualFold(value, "currentColor") {
		value = s["color"]
	}
	if lower := strings.ToLower(value); lower == "none" || lower == "transparent" {
		return nil, nil
	}
	shown, err := seen(n, s, property+"-opacity")
	if err != nil || !shown {
		return nil, err
	}
	if strings.HasPrefix(value, "url(") {
		return nil, n.refuse("<%s> 的 %s 是渐变或图案（%s），不能照原样印出，请改为纯色，或导出为 PNG。", n.name, property, excerpt(value))
	}
	c, alpha, ok := readColor(value)
	switch {
	case !ok:
		return nil, n.refuse("<%s> 的 %s 写成“%s”，不支持这种颜色写法，请改为 #RRGGBB、rgb(…)、hsl(…) 或颜色的英文名。", n.name, property, excerpt(value))
	case alpha <= 0:
		return nil, nil
	case alpha < 0.999:
		return nil, n.refuse("<%s> 的 %s 是半透明的颜色：“%s”，不能照原样印出，请改为不透明的颜色，或导出为 PNG。", n.name, property, excerpt(value))
	}
	return &c, nil
}

// line gives how the line of a shape is drawn; nil for none.
func (d *drawer) line(n *node, s style, m matrix) (*Line, error) {
	c, err := d.paint(n, s, "stroke")
	if c == nil || err != nil {
		return nil, err
	}
	diagonal := math.Sqrt((float64(d.width*d.width) + float64(d.depth*d.depth)) / 2)
	width, ok := length(s["stroke-width"], diagonal)
	miter, okMiter := length(s["stroke-miterlimit"], 1)
	if !ok || width < 0 || !okMiter || miter < 1 || miter > 1e6 {
		return nil, n.refuse("<%s> 的描边粗细写得不对：“%s”。", n.name, excerpt(s["stroke-width"]))
	}
	if width == 0 {
		return nil, nil
	}
	by, even := m.scale()
	if !even {
		return nil, n.refuse("<%s> 的描边随图形横竖不等地缩放，不能照原样印出，请在绘图软件里把描边转为路径。", n.name)
	}
	if width*by >= 64*Side {
		return nil, n.refuse("<%s> 的描边太粗。", n.name)
	}
	made := &Line{Color: *c, Width: int64(math.Round(width * by)), Miter: int64(math.Round(miter * 1000))}
	caps := map[string]Cap{"butt": Butt, "round": RoundCap, "square": SquareCap}
	joins := map[string]Join{"miter": Mitre, "round": RoundJoin, "bevel": Bevel}
	var okCap, okJoin bool
	made.Cap, okCap = caps[s["stroke-linecap"]]
	made.Join, okJoin = joins[s["stroke-linejoin"]]
	if !okCap || !okJoin {
		return nil, n.refuse("<%s> 的描边端点或拐角不能照原样印出：%s、%s。", n.name, excerpt(s["stroke-linecap"]), excerpt(s["stroke-linejoin"]))
	}
	return made, d.dash(n, s, made, by, diagonal)
}

// dash reads the dashes of a line.
func (d *drawer) dash(n *node, s style, to *Line, by, diagonal float64) error {
	if s["stroke-dasharray"] == "none" {
		return nil
	}
	var sum float64
	for part := range strings.FieldsFuncSeq(s["stroke-dasharray"], func(r rune) bool { return r == ',' || r == ' ' }) {
		v, ok := length(part, diagonal)
		if !ok || v < 0 || v*by >= 64*Side || len(to.Dashes) >= 32 {
			return n.refuse("<%s> 的虚线写得不对：“%s”。", n.name, excerpt(s["stroke-dasharray"]))
		}
		sum += v * by
		to.Dashes = append(to.Dashes, int64(math.Round(v*by)))
	}
	if len(to.Dashes)%2 != 0 {
		to.Dashes = append(to.Dashes, to.Dashes...)
		sum *= 2
	}
	if sum < Side/10_000 { // dashes that nobody sees: an unbroken line, as the standard has it for a sum of 0
		to.Dashes = nil
		return nil
	}
	offset, ok := length(s["stroke-dashoffset"], diagonal)
	if !ok {
		return n.refuse("<%s> 的 stroke-dashoffset 写得不对。", n.name)
	}
	if offset = math.Mod(offset*by, sum); offset < 0 {
		offset += sum
	}
	to.Phase = int64(math.Round(offset))
	return nil
}
