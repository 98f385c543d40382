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
	lists  lists

	decoder *xml.Decoder
	depth   int
	lines   *[]Line // where paragraphs go: the document's, a table cell's, a text box's
	number  int     // of the paragraph
	text    *paragraph
	row     *Row // of the table that is being read
	tables  int
	after   []Line // of text boxes fixed to the paragraph, that come after it
	carried string // text of a paragraph whose end was deleted
	deleted int    // in how many deletions the decoder is

	warnings []Warning
	found    map[string]*finding
}

// finding is a sort of thing that lines cannot show.
type finding struct {
	count int
	line  int // of the first
	text  strings.Builder
}

// paragraph is what is known of the paragraph that is being read.
type paragraph struct {
	text        strings.Builder
	style       string
	list, level string
	merged      bool // its end was deleted: the next paragraph goes on
	hidden      bool // the run is not printed
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
	w.lists, w.styles = numbering.lists(), styles.byID()
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
	case "Fallback", "instrText", "delInstrText", "rt", "pPrChange", "rPrChange", "sectPr": // said elsewhere, or not printed
		return w.decoder.Skip()
	case "oMath":
		w.find("formula", "")
	case "blip", "imagedata":
		w.find("picture", "")
	case "tblHeader", "gridBefore", "gridSpan", "vMerge":
		w.rowProperty(e)
	case "footnoteReference", "endnoteReference":
		w.find("note", "")
	case "commentReference":
		w.find("comment", "")
	default:
		return w.inline(e)
	}
	return w.children()
}

// inline reads what is a character, or says something of the paragraph or the run.
func (w *word) inline(e xml.StartElement) error {
	p := w.text
	if p != nil {
		switch e.Name.Local {
		case "r":
			p.hidden = false
		case "vanish":
			p.hidden = on(e)
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
		case "pStyle":
			p.style = attribute(e, "val")
		case "numId":
			p.list = attribute(e, "val")
		case "ilvl":
			p.level = attribute(e, "val")
		}
	}
	return w.children()
}

// write adds characters to the paragraph, or notes them if they are not printed.
func (w *word) write(s string) {
	switch {
	case w.text == nil:
	case w.deleted > 0:
		w.find("deletion", s)
	case w.text.hidden:
		w.find("hidden", s)
	default:
		w.text.text.WriteString(s)
	}
}

// deletion reads a deletion; an empty one stands in the properties of a paragraph whose end, or a row that, was deleted.
func (w *word) deletion() error {
	before := w.decoder.InputOffset()
	w.deleted++
	err := w.children()
	w.deleted--
	if w.text != nil && w.deleted == 0 && w.decoder.InputOffset() == before {
		w.text.merged = true
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
	label, bullet := w.lists.label(p, w.styles)
	if bullet {
		w.find("bullet", "")
	}
	if strings.TrimFunc(text, func(r rune) bool { return IsBlank(r) || r == '\n' }) != "" {
		text = label + text
	}
	w.emit(text)
	if outer == nil {
		w.flush()
	}
	return nil
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
	lines, text := w.lines, w.text
	var own []Line
	w.lines, w.text = &own, nil
	err := w.children()
	w.lines, w.text = lines, text
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

// table reads a table.
func (w *word) table() error {
	outer := w.row
	defer func() { w.row = outer }()
	w.tables++
	table := w.tables
	rows, err := w.rows("tr", func() error {
		row := &Row{Table: table}
		w.row = row
		cells, err := w.rows("tc", func() error {
			w.row = row
			row.Cells = append(row.Cells, Cell{Columns: 1})
			return w.children()
		})
		w.lay(row, cells)
		return err
	})
	wide := false
	for _, r := range rows {
		wide = wide || slices.ContainsFunc(r, func(l Line) bool { return l.Row != nil && l.Row.Table == table && l.Row.Columns() > 1 })
	}
	for _, r := range rows {
		for _, l := range r {
			if l.Row != nil && l.Row.Table == table && !wide {
				l.Row = nil // a table of one column only places its paragraphs
			}
			*w.lines = append(*w.lines, l)
		}
	}
	return err
}

// lay gives the lines of a row: those of a lone cell, else one for all cells.
func (w *word) lay(row *Row, cells [][]Line) {
	var texts []string
	for i, c := range cells {
		var paragraphs []string
		for _, l := range c {
			if t := strings.TrimFunc(l.Text, IsBlank); t != "" {
				paragraphs = append(paragraphs, t)
			}
			if l.Row != nil && len(cells) > 1 {
				w.find("nested", "")
			}
		}
		row.Cells[i].Text = strings.Join(paragraphs, "\n")
		if len(paragraphs) > 0 {
			texts = append(texts, strings.Join(paragraphs, " "))
		}
	}
	switch len(cells) {
	case 0:
	case 1:
		for i := range cells[0] {
			if cells[0][i].Row == nil {
				cells[0][i].Row = row
			}
		}
		*w.lines = append(*w.lines, cells[0]...)
	default:
		*w.lines = append(*w.lines, Line{Number: max(w.number, 1), Text: strings.Join(texts, "\u3000"), Row: row})
	}
}

// rowProperty reads what a row, or its last cell, says of its place in the table.
func (w *word) rowProperty(e xml.StartElement) {
	if w.row == nil {
		return
	}
	last := len(w.row.Cells) - 1
	switch n := min(max(integer(attribute(e, "val"), 1), 1), maxSpan); {
	case e.Name.Local == "tblHeader":
		w.row.Head = on(e)
	case e.Name.Local == "gridBefore":
		w.row.Before = n
	case last < 0:
	case e.Name.Local == "gridSpan":
		w.row.Cells[last].Columns = n
	case e.Name.Local == "vMerge":
		w.row.Cells[last].Below = attribute(e, "val") != "restart"
	}
}

// rows reads the children called name, each as lines of its own.
func (w *word) rows(name string, read func() error) (all [][]Line, err error) {
	lines, text := w.lines, w.text
	w.text = nil
	defer func() { w.lines, w.text = lines, text }()
	for {
		t, err := w.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if w.depth++; w.depth > maxDepth {
				return nil, errTooBig
			}
			var own []Line
			w.lines = &own
			switch t.Name.Local {
			case name:
				err = read()
				all = append(all, own)
			case "trPr":
				err = w.children()
			case "sdt", "sdtContent", "customXml", "ins": // wrappers of rows and cells
				var inner [][]Line
				inner, err = w.rows(name, read)
				all = append(all, inner...)
			default:
				err = w.decoder.Skip()
			}
			if err != nil {
				return nil, err
			}
			w.depth--
		case xml.EndElement:
			return all, nil
		}
	}
}

// find notes something that lines cannot show.
func (w *word) find(what, text string) {
	f := w.found[what]
	if f == nil {
		f = &finding{line: max(w.number, 1)}
		w.found[what] = f
	}
	f.count++
	f.text.WriteString(text)
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

// plain gives the characters of a part on one line.
func (w *word) plain(name string) (string, error) {
	var lines []Line
	w.lines, w.text, w.depth, w.carried = &lines, nil, 0, ""
	found := w.found
	w.found = map[string]*finding{}
	err := w.part(name, func(r io.Reader) error {
		w.decoder = xml.NewDecoder(r)
		if err := w.children(); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		return nil
	})
	w.found = found
	var texts []string
	for _, l := range lines {
		if t := strings.TrimFunc(l.Text, IsBlank); t != "" {
			texts = append(texts, t)
		}
	}
	return strings.Join(texts, " "), err
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
	{"note", "有脚注或尾注（%d 条），没有收入正文"},
	{"comment", "有批注（%d 条），没有收入"},
	{"formula", "有公式（%d 处），只收入其中的文字"},
	{"symbol", "有符号字体的字符（%d 个），没有收入，请对照原件补上"},
}

func (w *word) report() []Warning {
	var all []Warning
	for _, r := range reports {
		f := w.found[r.what]
		if f == nil {
			continue
		}
		message := strings.NewReplacer("%d", strconv.Itoa(f.count), "%s", f.text.String()).Replace(r.message)
		all = append(all, Warning{f.line, message})
	}
	return append(all, w.warnings...)
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
