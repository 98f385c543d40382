package source

import (
	"fmt"
	"strconv"
	"strings"
)

// numberingPart is numbering.xml, as far as it says what stands before a paragraph (ISO/IEC 29500-1, 17.9).
type numberingPart struct {
	Abstract []struct {
		ID     string `xml:"abstractNumId,attr"`
		Levels []struct {
			Level  string    `xml:"ilvl,attr"`
			Start  attrValue `xml:"start"`
			Format attrValue `xml:"numFmt"`
			Text   attrValue `xml:"lvlText"`
			Legal  *struct{} `xml:"isLgl"`
			Style  attrValue `xml:"pStyle"`
		} `xml:"lvl"`
	} `xml:"abstractNum"`
	Numbers []struct {
		ID        string    `xml:"numId,attr"`
		Abstract  attrValue `xml:"abstractNumId"`
		Overrides []struct {
			Level string     `xml:"ilvl,attr"`
			Start *attrValue `xml:"startOverride"`
		} `xml:"lvlOverride"`
	} `xml:"num"`
}

type attrValue struct {
	Value string `xml:"val,attr"`
}

// stylesPart is styles.xml, as far as it numbers paragraphs.
type stylesPart struct {
	Styles []struct {
		ID    string    `xml:"styleId,attr"`
		Based attrValue `xml:"basedOn"`
		List  attrValue `xml:"pPr>numPr>numId"`
		Level attrValue `xml:"pPr>numPr>ilvl"`
	} `xml:"style"`
}

type style struct{ based, list, level string }

func (p *stylesPart) byID() map[string]style {
	all := map[string]style{}
	for _, s := range p.Styles {
		all[s.ID] = style{s.Based.Value, s.List.Value, s.Level.Value}
	}
	return all
}

// lists are the numbered lists of a document, by w:numId, with their counters.
type lists map[string]*list

type list struct {
	scheme *scheme     // shared by the lists that go on counting each other's items
	starts map[int]int // levels that this list starts anew at its first item
}

const listLevels = 9

type scheme struct{ levels [listLevels]listLevel }

type listLevel struct {
	start        int
	format, text string
	legal        bool
	style        string
	count        int
	begun        bool
}

func (p *numberingPart) lists() lists {
	schemes := map[string]*scheme{}
	for _, a := range p.Abstract {
		s := &scheme{}
		for _, l := range a.Levels {
			if i := levelIndex(l.Level); i >= 0 {
				s.levels[i] = listLevel{start: integer(l.Start.Value, 0), format: l.Format.Value, text: l.Text.Value, legal: l.Legal != nil, style: l.Style.Value}
			}
		}
		schemes[a.ID] = s
	}
	all := lists{}
	for _, n := range p.Numbers {
		l := &list{scheme: schemes[n.Abstract.Value], starts: map[int]int{}}
		for _, o := range n.Overrides {
			if i := levelIndex(o.Level); i >= 0 && o.Start != nil {
				l.starts[i] = integer(o.Start.Value, 1)
			}
		}
		all[n.ID] = l
	}
	return all
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

// label counts a paragraph and gives what Word puts before it: "" if it is not numbered, or has a bullet.
func (ls lists) label(p *paragraph, styles map[string]style) (label string, bullet bool) {
	id, level := p.list, p.level
	for name, steps := p.style, 0; id == "" && name != "" && steps < 20; steps++ {
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
		return "", false
	}
	return l.next(at), l.scheme.levels[at].format == "bullet"
}

// next counts an item of a level and gives its label.
func (l *list) next(at int) string {
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
		levels[i].begun = false
	}
	if here.format == "bullet" || here.format == "none" {
		return ""
	}
	text := here.text
	for i := range at + 1 {
		n, format := levels[i].count, levels[i].format
		if !levels[i].begun {
			n = levels[i].start
		}
		if here.legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, fmt.Sprintf("%%%d", i+1), numeral(n, format))
	}
	return text
}

// numeral writes a number in a format of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59); in digits if it knows no other way.
func numeral(n int, format string) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital":
		return chineseNumeral(n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if 1 <= n && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalEnclosedParen":
		return fmt.Sprintf("（%d）", n)
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case "decimalZero":
		return fmt.Sprintf("%02d", n)
	case "ideographTraditional":
		if 1 <= n && n <= 10 {
			return string([]rune("甲乙丙丁戊己庚辛壬癸")[n-1])
		}
	case "upperLetter", "lowerLetter":
		if 1 <= n && n <= 26 {
			letter := string(rune('A' + n - 1))
			if format == "lowerLetter" {
				letter = strings.ToLower(letter)
			}
			return letter
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	}
	return strconv.Itoa(n)
}

// chineseNumeral writes a number below a hundred as 十二; others in digits.
func chineseNumeral(n int) string {
	if n < 0 || n > 99 {
		return strconv.Itoa(n)
	}
	digits := []string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if n < 10 {
		return digits[n]
	}
	text := "十"
	if n >= 20 {
		text = digits[n/10] + text
	}
	if n%10 > 0 {
		text += digits[n%10]
	}
	return text
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= s.value; n -= s.value {
			b.WriteString(s.text)
		}
	}
	return b.String()
}
