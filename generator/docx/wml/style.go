package wml

// Style is a paragraph style.
type Style struct {
	ID, Name    string // Name is for people
	Role, Latin string // the font roles of its Chinese and its Latin characters
	Red         bool
	Size        int    // in half points
	Outline     int    // level in the navigation pane, from 1; 0 for none
	Next        string // the style of the paragraph that is typed after one of it; "" for the same
	Paragraph   Paragraph
}

// Body is the style that all others are based on.
type Body struct {
	Role, Latin string
	Size        int    // in half points
	Spacing     int    // between characters of that size, in twips
	Line        int    // from line to line
	Language    string // of Chinese text, BCP 47
}

// Styles gives word/styles.xml with the styles in the order of the style list.
func (t *Fonts) Styles(body Body, styles []Style) ([]byte, error) {
	normal, err := t.face(body.Role, body.Latin)
	if err != nil {
		return nil, err
	}
	x := xml{b: make([]byte, 0, 12<<10)}
	x.s(declaration).s(`<w:styles xmlns:w="` + nsW + `"><w:docDefaults><w:rPrDefault><w:rPr>`).faceOf(normal)
	x.s(`<w:sz w:val="`).n(body.Size).s(`"/><w:szCs w:val="`).n(body.Size).s(`"/>`)
	x.s(`<w:lang w:val="en-US" w:eastAsia="`).t(body.Language).s(`" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)

	x.s(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>`)
	x.s(`<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`)
	x.s(`<w:snapToGrid w:val="0"/><w:spacing w:line="`).n(body.Line).s(`" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr>`)
	x.faceOf(normal).s(`<w:spacing w:val="`).n(body.Spacing).s(`"/><w:kern w:val="0"/><w:sz w:val="`).n(body.Size)
	x.s(`"/><w:szCs w:val="`).n(body.Size).s(`"/></w:rPr></w:style>`)

	for i := range styles {
		f, err := t.face(styles[i].Role, styles[i].Latin)
		if err != nil {
			return nil, err
		}
		x.style(&styles[i], f, body.Size)
	}
	return x.s(`</w:styles>`).b, nil
}

// style appends a w:style. Only characters of the body's size stand on its grid.
func (x *xml) style(s *Style, f *face, bodySize int) {
	x.s(`<w:style w:type="paragraph" w:customStyle="1" w:styleId="`).s(s.ID).s(`"><w:name w:val="`).s(s.Name)
	x.s(`"/><w:basedOn w:val="Normal"/>`)
	if s.Next != "" {
		x.s(`<w:next w:val="`).s(s.Next).s(`"/>`)
	}
	x.s(`<w:qFormat/><w:pPr>`).properties(&s.Paragraph)
	if s.Outline > 0 {
		x.s(`<w:outlineLvl w:val="`).n(s.Outline - 1).s(`"/>`)
	}
	x.s(`</w:pPr><w:rPr>`).faceOf(f)
	if s.Red {
		x.s(`<w:color w:val="` + Red + `"/>`)
	}
	if s.Size != bodySize {
		x.s(`<w:spacing w:val="0"/><w:sz w:val="`).n(s.Size).s(`"/><w:szCs w:val="`).n(s.Size).s(`"/>`)
	}
	x.s(`</w:rPr></w:style>`)
}

// faceOf appends the fonts of a style.
func (x *xml) faceOf(f *face) *xml {
	x.s(`<w:rFonts w:ascii="`).t(f.west).s(`" w:eastAsia="`).t(f.east).s(`" w:hAnsi="`).t(f.west).s(`" w:cs="`).t(f.west)
	return x.s(`"/>`)
}
