package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/opc"
)

// The limits of a Word file, against files that unpack without end.
const (
	maxUnpacked = 64 << 20 // bytes of all parts that are read
	maxDepth    = 256      // of elements in elements
	maxSpan     = 46       // columns of a cell: no paper has as many
)

var (
	errBroken    = errors.New("这个 .docx 文件已损坏，请在 Word 或 WPS 中打开后另存一份")
	errTooBig    = errors.New("这个 .docx 文件展开后太大，没有读取")
	errEncrypted = errors.New("文件加了密码，请先取消密码，再存一份")
	errNotWord   = errors.New("这是压缩包或别的办公文件，不是 .docx，请在 Word 或 WPS 中另存为 .docx 再试")
)

// word reads a Word file as lines. It takes the document as it would be with every change accepted.
type word struct {
	pack   *opc.Package
	main   string // the part that has the text
	is     Sense
	styles map[string]style
	size   int // of characters of which nothing says it, in half points
	lists  lists

	decoder  *xml.Decoder
	depth    int
	lines    *[]Line // where paragraphs go: the document's, a table cell's, a text box's
	number   int     // of the paragraph
	text     *paragraph
	row      *Row  // of the table that is being read
	grid     []int // the widths of its columns, in millimetres
	tables   int
	after    []Line // of text boxes fixed to the paragraph, that come after it
	fields   []*field
	elements int    // that were begun
	writes   int    // how many times something was written, be it into the code of a field
	carried  string // text of a paragraph whose end was deleted
	deleted  int    // in how many deletions the decoder is

	warnings []Warning
	told     int // of the warnings, those that are of a place
	found    map[string]*finding
}

// finding is a sort of thing that lines cannot show.
type finding struct {
	count int
	lines []int // where it is, without doubles; the first ones
	text  strings.Builder
}

// paragraph is what is known of the paragraph that is being read.
type paragraph struct {
	text        strings.Builder
	style       string
	align       string
	list, level string
	merged      bool // its end was deleted: the next paragraph goes on
	hidden      bool // the run is not printed
	struck      bool // the run is struck through
	script           // of the run
	math        script
	shift, size int // of the run: how far it stands above the line, and its own size; both in half points
}

func readWord(data []byte, is Sense) (*Text, error) {
	pack, err := opc.Open(bytes.NewReader(data), int64(len(data)), opc.Limits{All: maxUnpacked})
	if err != nil {
		return nil, said(err)
	}
	w := &word{pack: pack, is: is, found: map[string]*finding{}}
	if err := w.open(); err != nil {
		return nil, err
	}
	t := &Text{Unit: "段"}
	w.lines = &t.Lines
	if err := w.document(); err != nil {
		return nil, err
	}
	if err := w.aside(); err != nil {
		return nil, err
	}
	t.Warnings = w.report()
	return t, nil
}

// said gives the Chinese sentence for an error of the package or of its XML.
func said(err error) error {
	switch {
	case err == nil, errors.Is(err, errNotWord):
		return err
	case errors.Is(err, errTooBig) || errors.Is(err, opc.ErrTooLarge):
		return errTooBig
	case errors.Is(err, opc.ErrEncrypted):
		return errEncrypted
	}
	return errBroken
}

// open finds the document and the parts that say how its paragraphs are numbered.
func (w *word) open() error {
	mains, err := w.pack.Related("", "officeDocument")
	if err != nil {
		return said(err)
	}
	if len(mains) == 0 {
		return errNotWord
	}
	w.main = mains[0].Part
	var numbering numberingPart
	if err := w.unmarshal("numbering", &numbering); err != nil {
		return err
	}
	var styles stylesPart
	if err := w.unmarshal("styles", &styles); err != nil {
		return err
	}
	w.styles, w.size = styles.byID(), styles.usualSize()
	w.lists = numbering.lists(w.styles)
	return nil
}

// unmarshal reads the parts of a kind that the document refers to into v, which stays as it is if there is none.
func (w *word) unmarshal(kind string, v any) error {
	parts, err := w.pack.Related(w.main, kind)
	if err != nil {
		return said(err)
	}
	for _, p := range parts {
		err := w.part(p.Part, func(r io.Reader) error { return xml.NewDecoder(r).Decode(v) })
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// part hands a part to read. The error is Chinese; fs.ErrNotExist if the package lacks the part.
func (w *word) part(name string, read func(io.Reader) error) error {
	r, err := w.pack.Part(name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ErrNotExist
	}
	if err != nil {
		return said(err)
	}
	defer r.Close()
	return said(read(r))
}

// document reads the paragraphs of the main part, which is no Word document if its root is called otherwise.
func (w *word) document() error {
	err := w.part(w.main, func(r io.Reader) error {
		w.decoder = xml.NewDecoder(r)
		if err := w.root(); err != nil {
			return err
		}
		if err := w.children(); err != nil {
			return err
		}
		if w.carried != "" {
			w.emit(w.carried)
		}
		w.flush()
		w.openFields()
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return errBroken
	}
	return err
}

// root moves into the document's root.
func (w *word) root() error {
	for {
		t, err := w.decoder.Token()
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if e.Name.Local != "document" || !isWord(e.Name) {
				return errNotWord
			}
			w.depth++
			return nil
		}
	}
}

// children reads what stands up to the end of the element that the decoder is in.
func (w *word) children() error {
	for {
		t, err := w.decoder.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			w.elements++
			if w.depth++; w.depth > maxDepth {
				return errTooBig
			}
			if err := w.element(t); err != nil {
				return err
			}
			w.depth--
		case xml.EndElement:
			return nil
		}
	}
}

// characters gives the character data of the element that the decoder is in.
func (w *word) characters() (string, error) {
	var b strings.Builder
	for {
		t, err := w.decoder.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := w.decoder.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// element reads one element. Those that are not named here are transparent.
func (w *word) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		if isWord(e.Name) {
			return w.paragraph()
		}
	case "tbl":
		return w.table()
	case "txbxContent":
		return w.box()
	case "del", "moveFrom":
		return w.deletion()
	case "ins", "moveTo":
		w.find("insertion", "")
	case "t", "delText":
		text, err := w.characters()
		w.write(text)
		return err
	case "instrText":
		text, err := w.characters()
		if f := w.coded(); f != nil {
			f.code.WriteString(text)
		}
		return err
	case "rt":
		return w.aboveLine()
	case "Fallback", "delInstrText", "pPrChange", "rPrChange", "sectPr", "tblPrChange", "trPrChange", "tcPrChange": // said elsewhere, or not printed
		return w.decoder.Skip()
	case "fldChar":
		return w.fieldChar(e)
	case "fldSimple":
		return w.simpleField(e)
	case "altChunk":
		if err := w.chunk(attribute(e, "id")); err != nil {
			return err
		}
	case "tblHeader", "gridBefore", "gridSpan", "vMerge", "cellDel", "gridCol":
		w.rowProperty(e)
	default:
		return w.drawn(e)
	}
	return w.children()
}

// drawn reads what is no text, or no plain text: it is counted, and told.
func (w *word) drawn(e xml.StartElement) error {
	switch e.Name.Local {
	case "oMath":
		w.find("formula", "")
	case "num", "den", "sup", "sub", "rad":
		if strings.Contains(e.Name.Space, "math") {
			return w.mathTerm(e.Name.Local)
		}
	case "blip", "imagedata":
		w.find("picture", "")
	case "chart":
		w.find("chart", "")
	case "relIds":
		return w.diagram(e)
	case "OLEObject":
		w.find("object", attribute(e, "ProgID")+"、")
	case "textpath":
		w.find("wordart", attribute(e, "string"))
	case "contentPart":
		w.find("ink", "")
	case "subDoc":
		w.find("subDoc", "")
	case "footnoteReference", "endnoteReference":
		w.find("note", "")
	case "commentReference":
		w.find("comment", "")
	default:
		return w.inline(e)
	}
	return w.children()
}

// mathTerm writes a part of a formula as one line of text does: fractions as 1/2, powers as ².
func (w *word) mathTerm(name string) error {
	p := w.text
	if p == nil {
		return w.children()
	}
	before := p.math
	switch name {
	case "sup":
		p.math = raised
	case "sub":
		p.math = lowered
	case "rad":
		w.write("√")
	case "num", "den":
		inner := &paragraph{math: p.math}
		w.text = inner
		err := w.children()
		w.text = p
		if err != nil {
			return err
		}
		if name == "num" { // what stands behind the stroke comes next
			w.write(strings.TrimSuffix(fraction(p.text.String(), inner.text.String(), ""), "/"))
		} else {
			w.write("/" + whole(inner.text.String()))
		}
		return nil
	}
	err := w.children()
	p.math = before
	return err
}

// aboveLine notes the reading that stands above characters.
func (w *word) aboveLine() error {
	p := w.text
	w.text = &paragraph{}
	err := w.children()
	if p != nil {
		w.find("ruby", w.text.text.String())
	}
	w.text = p
	return err
}

// diagram notes a SmartArt, whose wording is in a part of its own.
func (w *word) diagram(e xml.StartElement) error {
	parts, err := w.pack.Related(w.main, "diagramData")
	if err != nil {
		return said(err)
	}
	for _, p := range parts {
		if p.ID != attribute(e, "dm") {
			continue
		}
		text, err := w.drawingText(p.Part)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		w.find("diagram", text)
		return w.children()
	}
	w.find("diagram", "")
	return w.children()
}

// inline reads what is a character, or says something of the paragraph or the run.
func (w *word) inline(e xml.StartElement) error {
	p := w.text
	if p != nil {
		switch e.Name.Local {
		case "r":
			p.hidden, p.struck, p.script, p.shift, p.size = false, false, onLine, 0, 0
		case "rStyle":
			w.dress(attribute(e, "val"))
		case "vanish":
			p.hidden = on(e)
		case "strike", "dstrike":
			p.struck = on(e)
		case "position":
			p.shift = integer(attribute(e, "val"), 0)
		case "sz":
			p.size = integer(attribute(e, "val"), 0)
		case "vertAlign":
			p.script = scriptOf(attribute(e, "val"))
		case "tab", "ptab":
			if len(e.Attr) == 0 || e.Name.Local == "ptab" { // with attributes it is a tab stop
				w.write("\t")
			}
		case "br", "cr":
			w.write("\n")
			if attribute(e, "type") == "" {
				w.find("break", "")
			}
		case "noBreakHyphen":
			w.write("-")
		case "sym":
			w.find("symbol", "")
		case "jc":
			p.align = attribute(e, "val")
		case "pStyle":
			p.style = attribute(e, "val")
		case "numId":
			p.list = attribute(e, "val")
		case "ilvl":
			p.level = attribute(e, "val")
		case "default", "checked", "listEntry", "result":
			w.formField(e)
		}
	}
	return w.children()
}

// dress gives the run what its style says of raised and hidden characters.
func (w *word) dress(name string) {
	for steps := 0; name != "" && steps < mostBases; steps++ {
		s := w.styles[name]
		if s.raised != "" && w.text.script == onLine {
			w.text.script = scriptOf(s.raised)
		}
		w.text.hidden = w.text.hidden || s.hidden
		name = s.based
	}
}

// write adds characters to the paragraph, or notes them if they are not printed.
func (w *word) write(s string) {
	if s == "" || w.text == nil {
		return
	}
	w.writes++
	p := w.text
	f := w.field()
	switch into := w.coded(); {
	case into != nil:
		into.code.WriteString(s)
	case w.deleted > 0:
		w.find("deletion", s)
	case p.hidden:
		w.find("hidden", s)
	case f != nil && f.contents:
		w.contents(s)
	default:
		if p.struck && strings.TrimFunc(s, IsBlank) != "" {
			w.find("strike", s)
		}
		p.text.WriteString(w.scripted(s))
	}
}

// contents notes a piece of the 目录 that Word makes, and the word 目录 on the line above it.
func (w *word) contents(s string) {
	if last := len(*w.lines) - 1; w.found["contents"] == nil && last >= 0 && w.text.text.Len() == 0 {
		if head := strings.Map(notBlank, (*w.lines)[last].Text); head == "目录" || head == "目次" {
			w.find("contents", "目录 ")
			*w.lines = (*w.lines)[:last]
		}
	}
	if text := strings.Join(strings.Fields(s), " "); text != "" {
		w.find("contents", text+" ")
	}
}

func notBlank(r rune) rune {
	if IsBlank(r) {
		return -1
	}
	return r
}

// scripted gives characters of the run in its script.
func (w *word) scripted(s string) string {
	p := w.text
	at := p.script
	switch {
	case p.math != onLine:
		at = p.math
	case at == onLine && p.shift > 0 && w.smaller(p):
		at = raised
	case at == onLine && p.shift < 0 && w.smaller(p):
		at = lowered
	}
	if at == onLine || strings.TrimFunc(s, IsBlank) == "" || s == "\n" {
		return s
	}
	up, ok := scripted(s, at)
	if !ok {
		w.tell("%s“%s”没有相应的字符，已照平排的文字收入，请核对", scriptNames[at], s)
		return s
	}
	if f := w.found["script"]; f != nil && strings.Contains(f.text.String(), up+"、") {
		w.find("script", "")
	} else {
		w.find("script", up+"、")
	}
	return up
}

// smaller tells whether the characters of the run are clearly smaller than those of its paragraph, as those of a superscript are that is
// made by moving them. What is only moved stands in the middle of the line so.
func (w *word) smaller(p *paragraph) bool {
	size := 0
	for name, steps := p.style, 0; size == 0 && name != "" && steps < mostBases; steps++ {
		size, name = w.styles[name].size, w.styles[name].based
	}
	if size == 0 {
		size = w.size
	}
	return p.size > 0 && p.size*100 < size*85
}

// before gives what stands in the line, or the code of a field, that is being read.
func (w *word) before() string {
	switch into := w.coded(); {
	case into != nil:
		return into.code.String()
	case w.text != nil:
		return w.text.text.String()
	}
	return ""
}

// deletion reads a deletion; an empty one stands in the properties of a paragraph whose end, or a row that, was deleted.
func (w *word) deletion() error {
	before := w.elements
	w.deleted++
	err := w.children()
	w.deleted--
	if w.deleted > 0 || w.elements != before {
		return err
	}
	if w.text != nil {
		w.text.merged = true
	} else if w.row != nil && len(w.row.Cells) == 0 {
		w.row.deleted = true
	}
	return err
}

// paragraph reads a paragraph and gives its lines, its number in front.
func (w *word) paragraph() error {
	outer, deleted := w.text, w.deleted
	w.text = &paragraph{}
	if outer == nil {
		w.number++
	}
	err := w.children()
	p := w.text
	w.text, w.deleted = outer, deleted
	if err != nil {
		return err
	}
	if p.merged {
		w.carried += p.text.String()
		return nil
	}
	text := w.carried + p.text.String()
	w.carried = ""
	first := len(*w.lines)
	w.emit(w.numbered(p, text))
	for i := first; i < len(*w.lines) && w.row == nil; i++ {
		(*w.lines)[i].Middle = w.middle(p)
	}
	if outer == nil {
		w.flush()
	}
	return nil
}

// middle tells whether a paragraph, or its style, is set in the middle.
func (w *word) middle(p *paragraph) bool {
	align := p.align
	for name, steps := p.style, 0; align == "" && name != "" && steps < mostBases; steps++ {
		align, name = w.styles[name].align, w.styles[name].based
	}
	return align == "center"
}

// numbered gives the text of a paragraph with its number before it. Without text it has one in a cell alone: a column 序号 is often
// nothing else.
func (w *word) numbered(p *paragraph, text string) string {
	if w.row != nil && w.row.deleted {
		return text
	}
	m := w.lists.label(p, w.styles)
	if m.bullet {
		w.find("bullet", "")
	}
	if m.unknown != "" {
		w.tell("自动编号用的是“%s”格式，已写成“%s”，请对照原件", m.unknown, m.text)
	}
	blank := strings.TrimFunc(text, func(r rune) bool { return IsBlank(r) || r == '\n' }) == ""
	switch {
	case !blank:
		return m.text + text
	case w.row != nil:
		return m.text
	case m.text != "":
		w.find("unused number", "")
	}
	return text
}

// flush gives the lines of the text boxes that come after the paragraph.
func (w *word) flush() {
	*w.lines = append(*w.lines, w.after...)
	w.after = nil
}

func (w *word) emit(text string) {
	for _, l := range strings.Split(text, "\n") {
		*w.lines = append(*w.lines, Line{Number: max(w.number, 1), Text: l})
	}
}

// apart reads the children of an element as lines of their own.
func (w *word) apart() ([]Line, error) {
	lines, text, fields, row := w.lines, w.text, w.fields, w.row
	var own []Line
	w.lines, w.text, w.fields, w.row = &own, nil, nil, nil
	err := w.children()
	w.openFields()
	w.lines, w.text, w.fields, w.row = lines, text, fields, row
	return own, err
}

// box reads a text box. Its lines come before those of the paragraph that it is fixed to, for it is mostly the red head; those
// of an imprint come after it.
func (w *word) box() error {
	own, err := w.apart()
	if err != nil {
		return err
	}
	w.find("box", "")
	if slices.ContainsFunc(own, func(l Line) bool { return w.is.Imprint(strings.TrimFunc(l.Text, IsBlank)) }) {
		w.after = append(w.after, own...)
	} else {
		*w.lines = append(*w.lines, own...)
	}
	return nil
}

// find notes something that lines cannot show.
func (w *word) find(what, text string) {
	f := w.found[what]
	if f == nil {
		f = &finding{}
		w.found[what] = f
	}
	f.count++
	f.text.WriteString(text)
	if line := max(w.number, 1); len(f.lines) <= mostPlaces && !slices.Contains(f.lines, line) {
		f.lines = append(f.lines, line)
	}
}

const (
	mostPlaces   = 10  // that a warning names
	mostWarnings = 200 // of a place
)

// tell warns of something at the paragraph that is being read.
func (w *word) tell(format string, args ...any) {
	if w.told++; w.told <= mostWarnings {
		w.warnings = append(w.warnings, Warning{max(w.number, 1), fmt.Sprintf(format, args...)})
	}
}

// aside reads what stands outside the text: notes, comments, heads and feet of the pages.
func (w *word) aside() error {
	for _, kind := range []string{"footnotes", "endnotes", "comments", "header", "footer"} {
		parts, err := w.pack.Related(w.main, kind)
		if err != nil {
			return said(err)
		}
		for _, p := range parts {
			text, err := w.plain(p.Part)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return err
			}
			if text != "" && !w.is.Noise(text) {
				w.warnings = append(w.warnings, Warning{0, fmt.Sprintf("%s没有收入：“%s”", asideNames[kind], text)})
			}
		}
	}
	return nil
}

var asideNames = map[string]string{"footnotes": "脚注", "endnotes": "尾注", "comments": "批注", "header": "页眉", "footer": "页脚"}

// plain gives the characters of a part on one line. What they cannot show is not told: the whole part is.
func (w *word) plain(name string) (string, error) {
	var lines []Line
	part := word{pack: w.pack, main: w.main, is: w.is, styles: w.styles, lists: w.lists, lines: &lines, found: map[string]*finding{}}
	err := w.part(name, func(r io.Reader) error {
		part.decoder = xml.NewDecoder(r)
		if err := part.children(); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		return nil
	})
	var texts []string
	for _, l := range lines {
		if t := strings.TrimFunc(l.Text, IsBlank); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, " "), err
}

// drawingText gives the wording of a part that draws something, parted by 、.
func (w *word) drawingText(name string) (string, error) {
	var texts []string
	err := w.part(name, func(r io.Reader) error {
		d := xml.NewDecoder(r)
		for in := false; ; {
			t, err := d.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			switch t := t.(type) {
			case xml.StartElement:
				in = t.Name.Local == "t"
			case xml.EndElement:
				in = false
			case xml.CharData:
				if text := strings.TrimFunc(string(t), IsBlank); in && text != "" {
					texts = append(texts, text)
				}
			}
		}
	})
	return strings.Join(texts, "、"), err
}

// reports are the warnings of a Word file, in their order. %d is how many, %s what text.
var reports = []struct{ what, message string }{
	{"insertion", "有修订，插入的文字（%d 处）已当作正式文字收入"},
	{"deletion", "有修订，删除的文字（%d 处）没有收入：“%s”"},
	{"hidden", "隐藏的文字没有收入：“%s”"},
	{"nested", "有表格套在表格里（%d 行），里层的已改为文字"},
	{"bullet", "有项目符号（%d 处），没有收入"},
	{"box", "有文本框（%d 个），其中的文字放在它所在的段落之前，版记放在之后"},
	{"break", "有手动换行（%d 处），已当作分段"},
	{"picture", "有图片（%d 张），没有收入"},
	{"chart", "有图表（%d 个），没有收入，请存成图片再放进正文"},
	{"diagram", "有 SmartArt 图形（%d 个），没有收入，其中的文字是：“%s”"},
	{"wordart", "有艺术字（%d 处），没有收入：“%s”"},
	{"object", "有嵌入的对象（%d 个），没有收入：“%s”，请对照原件补上"},
	{"ink", "有手写的墨迹（%d 处），没有收入"},
	{"subDoc", "有子文档（%d 个），没有收入，请打开原件把它的文字复制到正文里再存一份"},
	{"note", "有脚注或尾注（%d 条），没有收入正文"},
	{"comment", "有批注（%d 条），没有收入"},
	{"formula", "有公式（%d 处），只收入其中的文字，分数写成 1/2，请对照原件"},
	{"equation", "有 EQ 域（%d 处），已写成“%s”，请核对"},
	{"script", "有上标、下标（%d 处），已写成“%s”这样的字符"},
	{"checkbox", "有复选框（%d 个），已写成“□”或“√”"},
	{"contents", "有自动的目录，没有收入：“%s”"},
	{"ruby", "有拼音指南（%d 处），没有收入拼音：“%s”"},
	{"strike", "有加了删除线的文字（%d 处），仍作为正文收入：“%s”，请核对"},
	{"unused number", "有带自动编号的空段落（%d 个），编号没有收入"},
	{"symbol", "有符号字体的字符（%d 个），没有收入，请对照原件补上"},
}

func (w *word) report() []Warning {
	var all []Warning
	for _, r := range reports {
		f := w.found[r.what]
		if f == nil {
			continue
		}
		text := strings.TrimSuffix(strings.TrimSpace(f.text.String()), "、")
		message := strings.NewReplacer("%d", strconv.Itoa(f.count), "%s", text, "：“%s”", quotedText(text)).Replace(r.message)
		all = append(all, Warning{f.lines[0], message + f.elsewhere()})
	}
	if more := w.told - mostWarnings; more > 0 {
		all = append(all, Warning{0, fmt.Sprintf("另有 %d 处同样要核对的没有列出", more)})
	}
	return append(all, w.warnings...)
}

// quotedText gives a text as it ends a sentence; "" for none.
func quotedText(text string) string {
	if text == "" {
		return ""
	}
	return "：“" + text + "”"
}

// elsewhere names the places of a finding behind the first.
func (f *finding) elsewhere() string {
	if len(f.lines) < 2 {
		return ""
	}
	var b strings.Builder
	b.WriteString("；还在第")
	for i, line := range f.lines[1:min(len(f.lines), mostPlaces)] {
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(strconv.Itoa(line))
	}
	if len(f.lines) > mostPlaces {
		return b.String() + "等段"
	}
	return b.String() + "段"
}

// isWord tells an element of WordprocessingML from those of the same name in drawings.
func isWord(n xml.Name) bool { return strings.Contains(n.Space, "wordprocessingml") }

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on tells the value of a property that is on when it says nothing.
func on(e xml.StartElement) bool {
	v := attribute(e, "val")
	return v != "0" && v != "false" && v != "off"
}
