package kind

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/expression"
)

// elementType says where an element may stand, what may stand in it, and which blocks it makes.
type elementType struct {
	within []string                                    // the elements that it stands in
	text   bool                                        // characters stand in it
	attrs  []string                                    // attributes that are text
	values wants                                       // attributes that are expressions, and what they have to give
	read   func(attrs map[string]string) (any, error)  // reads the attributes that are text; nil to leave them as they are
	build  func(*scope, *element) ([]doc.Block, error) // nil for a part of another element
}

// wants says what attributes that are expressions have to give.
type wants map[string]expression.Want

// elementKey gives the key of an element in elements: its name, or, for those that have a form of their own within another
// element, that of the other one, a slash and the name.
func elementKey(name, parent string) string {
	if _, ok := elements[parent+"/"+name]; ok {
		return parent + "/" + name
	}
	return name
}

var (
	inPaper   = []string{"paper"}
	inImprint = []string{"imprint"}
	withLabel = []string{"label"}
	withSize  = wants{"picture": expression.Choice, "width": expression.Whole, "height": expression.Whole}
	withSpan  = wants{"columns": expression.Whole, "rows": expression.Whole}

	inCol          = []string{"col"}
	sheetAttrs     = []string{"width", "height", "margins", "ground", "ornament-ink", "side"}
	imposeAttrs    = []string{"width", "height", "columns", "rows", "bleed", "tent"}
	sheetTextAttrs = []string{"role", "latin", "size", "floor", "ink", "align", "place", "indent", "lines", "pitch", "spacing", "left", "right", "top", "name", "preprinted"}
	imageAttrs     = []string{"width", "height", "align", "place", "left", "top", "alt"}
	codeAttrs      = []string{"size", "align", "place", "left", "top"}
	lineAttrs      = []string{"thickness", "ink", "place", "left", "right"}
)

// elements are the words of body.xml; templates/README.md explains them.
var elements = map[string]elementType{
	"head-notes": {within: inPaper, build: (*scope).headNotes},
	"copy":       {within: []string{"head-notes"}, text: true},
	"secrecy":    {within: []string{"head-notes"}, text: true},
	"urgency":    {within: []string{"head-notes"}, text: true},
	"mark":       {within: inPaper, build: (*scope).mark},
	"suffix":     {within: []string{"mark"}, text: true},
	"number":     {within: inPaper, text: true, attrs: withLabel, build: (*scope).number},
	"issue-line": {within: inPaper, build: (*scope).issueLine},
	"left":       {within: []string{"issue-line"}, text: true},
	"right":      {within: []string{"issue-line"}, text: true},
	"rule":       {within: inPaper, build: emptyBlock(&doc.Rule{})},

	"title":      {within: inPaper, text: true, attrs: []string{"place"}, read: readTitlePlace, build: (*scope).title},
	"date-line":  {within: inPaper, text: true, build: textBlock(func(t doc.Text) doc.Block { return &doc.DateLine{Text: t} })},
	"addressee":  {within: inPaper, text: true, build: (*scope).addressee},
	"text":       {within: inPaper, text: true, build: (*scope).prose},
	"table":      {within: inPaper, values: wants{"head": expression.Whole, "landscape": expression.Truth}, build: (*scope).table},
	"column":     {within: []string{"table"}, attrs: []string{"optional"}, values: wants{"width": expression.Whole, "align": expression.Choice}, read: readColumn},
	"row":        {within: []string{"table"}, values: wants{"height": expression.Whole}},
	"cell":       {within: []string{"row"}, text: true, attrs: []string{"place", "align", "spread"}, values: withSpan, read: readCell},
	"foot":       {within: []string{"cell"}, text: true},
	"names":      {within: inPaper, values: wants{"order": expression.Choice}, build: (*scope).nameList},
	"group":      {within: []string{"names"}},
	"head":       {within: []string{"group"}, text: true},
	"figure":     {within: inPaper, values: withSize, build: (*scope).figure},
	"caption":    {within: []string{"table", "figure"}, text: true},
	"attendance": {within: inPaper, text: true, attrs: withLabel, build: (*scope).attendance},

	"attachment-notes": {within: inPaper, attrs: withLabel, build: (*scope).attachmentNotes},
	"name":             {within: []string{"attachment-notes", "names", "group"}, text: true},
	"signature":        {within: inPaper, values: wants{"form": expression.Choice}, build: (*scope).signature},
	"signer":           {within: []string{"number", "signature"}, text: true},
	"seal":             {within: []string{"signature"}, values: withSize},
	"sign-lines":       {within: inPaper, build: (*scope).signLines},
	"sign-line":        {within: []string{"sign-lines"}, text: true},
	"date":             {within: []string{"signature", "sign-lines"}, text: true},
	"note":             {within: inPaper, text: true, build: (*scope).note},
	"page-break":       {within: inPaper, build: emptyBlock(&doc.PageBreak{})},
	"label":            {within: inPaper, text: true, build: textBlock(func(t doc.Text) doc.Block { return &doc.Label{Text: t} })},

	"imprint":    {within: inPaper, build: (*scope).imprint},
	"keywords":   {within: inImprint, attrs: withLabel},
	"word":       {within: []string{"keywords"}, text: true},
	"sent":       {within: inImprint, attrs: withLabel},
	"to":         {within: inImprint, text: true, attrs: withLabel},
	"cc":         {within: inImprint, attrs: withLabel},
	"organ":      {within: []string{"mark", "sent", "cc"}, text: true},
	"printed-by": {within: inImprint, text: true},
	"printed-on": {within: inImprint, text: true},
	"copies":     {within: inImprint, text: true},

	"sheet":     {within: inPaper, attrs: sheetAttrs, values: wants{"ornament": expression.Choice, "picture": expression.Choice}, read: readSheet, build: (*scope).sheet},
	"impose":    {within: []string{"sheet"}, attrs: imposeAttrs, read: readImposition},
	"sheet/row": {within: []string{"sheet"}, attrs: []string{"height"}, read: readSheetRow},
	"col":       {within: []string{"sheet/row"}, attrs: []string{"size"}, read: readSheetColumn},
	"col/text":  {within: inCol, text: true, attrs: sheetTextAttrs, read: readSheetText},
	"paragraph": {within: []string{"col/text"}, text: true},
	"image":     {within: inCol, attrs: imageAttrs, values: wants{"picture": expression.Choice}, read: readSheetImage},
	"qr":        {within: inCol, text: true, attrs: codeAttrs, read: readSheetCode},
	"line":      {within: inCol, attrs: lineAttrs, read: readSheetLine},
}

// titlePlaces are the values of a title's attribute place.
var titlePlaces = map[string]doc.TitlePlace{"": doc.MainTitle, "enclosure": doc.EnclosureTitle, "attachment": doc.AttachmentTitle}

func readTitlePlace(attrs map[string]string) (any, error) {
	place, ok := titlePlaces[attrs["place"]]
	if !ok {
		return nil, fmt.Errorf("unknown place %q", attrs["place"])
	}
	return place, nil
}

func textBlock(block func(doc.Text) doc.Block) func(*scope, *element) ([]doc.Block, error) {
	return func(s *scope, e *element) ([]doc.Block, error) {
		t, err := s.characters(e)
		return []doc.Block{block(t)}, err
	}
}

func emptyBlock(block doc.Block) func(*scope, *element) ([]doc.Block, error) {
	return func(*scope, *element) ([]doc.Block, error) { return []doc.Block{block}, nil }
}

// templateText is text of the template itself.
func templateText(s string) doc.Text { return doc.Text{{Text: s}} }

// headNotes makes no block when a paper has none of the three.
func (s *scope) headNotes(e *element) ([]doc.Block, error) {
	var b doc.HeadNotes
	to := map[string]*doc.Text{"copy": &b.Copy, "secrecy": &b.Secrecy, "urgency": &b.Urgency}
	some := false
	err := s.partTexts(e, func(name string, t doc.Text) { *to[name], some = t, true })
	if !some {
		return nil, err
	}
	return []doc.Block{&b}, err
}

func (s *scope) mark(e *element) ([]doc.Block, error) {
	b := &doc.Mark{}
	err := s.partTexts(e, func(name string, t doc.Text) {
		if name == "suffix" {
			b.Suffix = t
		} else {
			b.Names = append(b.Names, t)
		}
	})
	return []doc.Block{b}, err
}

func (s *scope) number(e *element) ([]doc.Block, error) {
	b := &doc.Number{}
	if err := s.partTexts(e, func(_ string, t doc.Text) { b.Signers = append(b.Signers, t) }); err != nil {
		return nil, err
	}
	if len(b.Signers) > 0 {
		b.Label = templateText(e.attrs["label"])
	}
	var err error
	b.Text, err = s.characters(e)
	return []doc.Block{b}, err
}

func (s *scope) issueLine(e *element) ([]doc.Block, error) {
	var b doc.IssueLine
	to := map[string]*doc.Text{"left": &b.Left, "right": &b.Right}
	err := s.partTexts(e, func(name string, t doc.Text) { *to[name] = t })
	return []doc.Block{&b}, err
}

func (s *scope) title(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	return []doc.Block{&doc.Title{Text: t, Place: e.static.(doc.TitlePlace)}}, err
}

// prose makes paragraphs of a field that holds running text.
func (s *scope) prose(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	return prose(t), err
}

func (s *scope) attendance(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	return []doc.Block{&doc.Attendance{Label: templateText(e.attrs["label"]), Text: t}}, err
}

// addressee ends the 主送机关 with a full-width colon (GB/T 9704-2012, 7.3.2), which may be written or not.
func (s *scope) addressee(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	if err == nil && !strings.HasSuffix(t.String(), "：") {
		t = append(t, doc.Span{Text: "："})
	}
	return []doc.Block{&doc.Addressee{Text: t}}, err
}

// note puts the 附注 in brackets (7.3.6), which may be written or not.
func (s *scope) note(e *element) ([]doc.Block, error) {
	t, err := s.characters(e)
	if said := t.String(); err == nil && !(strings.HasPrefix(said, "（") && strings.HasSuffix(said, "）")) {
		t = slices.Concat(templateText("（"), t, templateText("）"))
	}
	return []doc.Block{&doc.Note{Text: t}}, err
}

// attachmentNotes names the attachments on one line each, whatever the line ends in their titles.
func (s *scope) attachmentNotes(e *element) ([]doc.Block, error) {
	names, err := s.texts(e)
	for _, name := range names {
		for i := range name {
			name[i].Text = strings.ReplaceAll(name[i].Text, "\n", "")
		}
	}
	return []doc.Block{&doc.AttachmentNotes{Label: templateText(e.attrs["label"]), Names: names}}, err
}
