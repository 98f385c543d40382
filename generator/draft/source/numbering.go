package source

import (
	"fmt"
	"strconv"
	"strings"
)

// numberingPart is numbering.xml, as far as it says what stands before a paragraph (ISO/IEC 29500-1, 17.9).
type numberingPart struct {
	Abstract []struct {
		ID     string      `xml:"abstractNumId,attr"`
		Levels []levelPart `xml:"lvl"`
		Style  attrValue   `xml:"styleLink"`    // the style that these lists are of
		Link   attrValue   `xml:"numStyleLink"` // the style whose lists these are
	} `xml:"abstractNum"`
	Numbers []struct {
		ID        string    `xml:"numId,attr"`
		Abstract  attrValue `xml:"abstractNumId"`
		Overrides []struct {
			Level string     `xml:"ilvl,attr"`
			Start *attrValue `xml:"startOverride"`
			Own   *levelPart `xml:"lvl"`
		} `xml:"lvlOverride"`
	} `xml:"num"`
}

// levelPart is a level of a list. Word 2010 and later write a format of their own as an alternative to one that all know.
type levelPart struct {
	Level   string     `xml:"ilvl,attr"`
	Start   attrValue  `xml:"start"`
	Format  attrValue  `xml:"numFmt"`
	Newer   attrValue  `xml:"AlternateContent>Choice>numFmt"`
	Text    attrValue  `xml:"lvlText"`
	Restart *attrValue `xml:"lvlRestart"`
	Legal   *struct{}  `xml:"isLgl"`
	Style   attrValue  `xml:"pStyle"`
}

type attrValue struct {
	Value  string `xml:"val,attr"`
	Format string `xml:"format,attr"` // of numFmt: 001, 002, 003, ...
}

// stylesPart is styles.xml, as far as it numbers paragraphs, raises characters or hides them.
type stylesPart struct {
	Styles []struct {
		ID     string     `xml:"styleId,attr"`
		Based  attrValue  `xml:"basedOn"`
		List   attrValue  `xml:"pPr>numPr>numId"`
		Level  attrValue  `xml:"pPr>numPr>ilvl"`
		Raised attrValue  `xml:"rPr>vertAlign"`
		Hidden *attrValue `xml:"rPr>vanish"`
		Align  attrValue  `xml:"pPr>jc"`
		Size   attrValue  `xml:"rPr>sz"`
		Kind   string     `xml:"type,attr"`
		Usual  string     `xml:"default,attr"`
	} `xml:"style"`
	Size attrValue `xml:"docDefaults>rPrDefault>rPr>sz"`
}

type style struct {
	based, list, level string
	raised             string // superscript, subscript
	hidden             bool
	align              string
	size               int // of the characters, in half points; 0 if it is that of the style below
}

// usualSize gives the size of the characters of a document that says nothing of it, in half points.
func (p *stylesPart) usualSize() int {
	size := integer(p.Size.Value, 20) // ISO/IEC 29500-1, 17.3.2.38
	for _, s := range p.Styles {
		if s.Kind == "paragraph" && (s.Usual == "1" || s.Usual == "true") {
			size = integer(s.Size.Value, size)
		}
	}
	return size
}

// mostBases is how many styles may stand below one another, against those that go in a circle.
const mostBases = 20

func (p *stylesPart) byID() map[string]style {
	all := map[string]style{}
	for _, s := range p.Styles {
		hidden := s.Hidden != nil && s.Hidden.Value != "0" && s.Hidden.Value != "false"
		all[s.ID] = style{s.Based.Value, s.List.Value, s.Level.Value, s.Raised.Value, hidden, s.Align.Value, integer(s.Size.Value, 0)}
	}
	return all
}

// lists are the numbered lists of a document, by w:numId, with their counters.
type lists map[string]*list

type list struct {
	scheme *scheme               // shared by the lists that go on counting each other's items
	starts map[int]int           // levels that this list starts anew at its first item
	own    [listLevels]*ownLevel // levels that this list shows in another way
}

const listLevels = 9

type scheme struct{ levels [listLevels]listLevel }

type listLevel struct {
	ownLevel
	start   int
	style   string
	restart int // the level, from 1, that has this one counted anew, with all above it; 0 for none
	count   int
	begun   bool
}

// ownLevel is how a level is shown.
type ownLevel struct {
	format, text string
	legal        bool
}

func (p *levelPart) shown() ownLevel {
	format := p.Format.Value
	if p.Newer.Value != "" {
		format = p.Newer.Value
	}
	if zeros := customZeros(p.Newer.Format + p.Format.Format); format == "custom" && zeros > 0 {
		format = fmt.Sprintf("%s%d", zeroPadded, zeros)
	}
	return ownLevel{format, p.Text.Value, p.Legal != nil}
}

// zeroPadded begins the name that this program gives to the formats 001, 0001 and so on, which have none in the standard.
const zeroPadded = "zeroPadded"

// customZeros gives how many digits a number has in a format such as 001, 002, 003, ...; 0 for any other.
func customZeros(format string) int {
	first, _, _ := strings.Cut(format, ",")
	if len(first) > 1 && len(first) < 9 && strings.Trim(first, "0") == "1" && strings.HasSuffix(first, "1") {
		return len(first)
	}
	return 0
}

func (p *numberingPart) lists(styles map[string]style) lists {
	schemes, byStyle := map[string]*scheme{}, map[string]*scheme{}
	for _, a := range p.Abstract {
		s := &scheme{}
		for at := range s.levels {
			s.levels[at].restart = at
		}
		for _, l := range a.Levels {
			if i := levelIndex(l.Level); i >= 0 {
				here := listLevel{ownLevel: l.shown(), start: integer(l.Start.Value, 0), style: l.Style.Value, restart: i}
				if l.Restart != nil {
					here.restart = min(integer(l.Restart.Value, i), i)
				}
				s.levels[i] = here
			}
		}
		schemes[a.ID] = s
		if a.Style.Value != "" {
			byStyle[a.Style.Value] = s
		}
	}
	for _, a := range p.Abstract { // 17.9.21: the levels are those of the style's list
		if a.Link.Value == "" {
			continue
		}
		if s := byStyle[a.Link.Value]; s != nil {
			schemes[a.ID] = s
		} else if s := p.ofStyle(styles[a.Link.Value], schemes); s != nil {
			schemes[a.ID] = s
		}
	}
	all := lists{}
	for _, n := range p.Numbers {
		l := &list{scheme: schemes[n.Abstract.Value], starts: map[int]int{}}
		for _, o := range n.Overrides {
			i := levelIndex(o.Level)
			if i < 0 {
				continue
			}
			if o.Own != nil {
				own := o.Own.shown()
				l.own[i], l.starts[i] = &own, integer(o.Own.Start.Value, 0)
			}
			if o.Start != nil {
				l.starts[i] = integer(o.Start.Value, 1)
			}
		}
		all[n.ID] = l
	}
	return all
}

// ofStyle gives the scheme of the list that a style names; nil if it names none.
func (p *numberingPart) ofStyle(s style, schemes map[string]*scheme) *scheme {
	for _, n := range p.Numbers {
		if s.list != "" && n.ID == s.list {
			return schemes[n.Abstract.Value]
		}
	}
	return nil
}

func levelIndex(s string) int {
	if i := integer(s, 0); i >= 0 && i < listLevels {
		return i
	}
	return -1
}

func integer(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

// mark is what Word puts before a paragraph.
type mark struct {
	text    string
	bullet  bool
	unknown string // the format of numbers that this program cannot write
}

// label counts a paragraph and gives its mark: none if it is not numbered.
func (ls lists) label(p *paragraph, styles map[string]style) mark {
	id, level := p.list, p.level
	for name, steps := p.style, 0; id == "" && name != "" && steps < mostBases; steps++ {
		s := styles[name]
		id = s.list
		if level == "" {
			level = s.level
		}
		if l := ls[id]; l != nil && l.scheme != nil && s.level == "" {
			for i, at := range l.scheme.levels {
				if at.style == name {
					level = strconv.Itoa(i)
				}
			}
		}
		name = s.based
	}
	l, at := ls[id], levelIndex(level)
	if l == nil || l.scheme == nil || at < 0 {
		return mark{}
	}
	return l.next(at)
}

// shown gives how a level looks in this list.
func (l *list) shown(at int) ownLevel {
	if own := l.own[at]; own != nil {
		return *own
	}
	return l.scheme.levels[at].ownLevel
}

// next counts an item of a level and gives its mark.
func (l *list) next(at int) mark {
	levels := &l.scheme.levels
	here := &levels[at]
	if start, anew := l.starts[at]; anew {
		here.count, here.begun = start, true
		delete(l.starts, at)
	} else if here.begun {
		here.count++
	} else {
		here.count, here.begun = here.start, true
	}
	for i := at + 1; i < listLevels; i++ {
		if levels[i].restart > at {
			levels[i].begun = false
		}
	}
	look := l.shown(at)
	switch look.format {
	case "bullet":
		return mark{bullet: true}
	case "none": // its text may stand without a number
		for i := range at + 1 {
			look.text = strings.ReplaceAll(look.text, fmt.Sprintf("%%%d", i+1), "")
		}
		return mark{text: look.text}
	}
	m := mark{text: look.text}
	for i := range at + 1 {
		place := fmt.Sprintf("%%%d", i+1)
		if !strings.Contains(m.text, place) {
			continue
		}
		n, format := levels[i].count, l.shown(i).format
		if !levels[i].begun {
			n = levels[i].start
		}
		if look.legal {
			format = "decimal"
		}
		text, known := numeral(n, format)
		if zeros, padded := strings.CutPrefix(format, zeroPadded); padded {
			text, known = fmt.Sprintf("%0*d", integer(zeros, 1), n), true
		}
		if !known {
			m.unknown = format
		}
		m.text = strings.ReplaceAll(m.text, place, text)
	}
	return m
}
