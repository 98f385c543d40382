package kind

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongwen/generator/doc"
)

// wording warns of what the standard does not allow and no rule can mend, because it is wording: what package check would find
// in the finished paper is told here, with its place in the input.
func (s *scope) wording(blocks []doc.Block) {
	var heads headOrder
	for _, block := range blocks {
		switch t := block.(type) {
		case *doc.Title:
			heads = headOrder{}
			s.titled(t)
		case *doc.Label, *doc.PageBreak:
			heads = headOrder{}
		case *doc.AttachmentNotes:
			for _, name := range t.Names {
				s.unnumbered(name)
			}
		case *doc.Paragraph:
			text := t.Text.String()
			if strings.Contains(text, "此页无正文") {
				s.told(t.Text, "void-text", "不得用“此页无正文”，请删去；署名放不下时程序会调整行距（第7.3.5.5条）。")
			}
			if t.Centred {
				heads = headOrder{}
			} else if fault := heads.next(text, t.Level); fault != "" {
				s.told(t.Text, "head-order", fmt.Sprintf("%s，请核对这一处及其后的层次序数（第7.3.3条）。", fault))
			}
		}
	}
}

// told warns of a text at its first character.
func (s *scope) told(t doc.Text, code, message string) {
	if len(t) > 0 {
		s.notice(t[0].From, code, message)
	}
}

// titled warns of a mark at the end of a title (7.3.1), and of the number of an attachment before its own (7.3.7).
func (s *scope) titled(t *doc.Title) {
	text := t.Text.String()
	for _, mark := range []string{"。", "，", "；", "："} {
		if strings.HasSuffix(text, mark) {
			s.told(t.Text, "title-mark", fmt.Sprintf("标题末尾的“%s”请删去：标题末尾不用标点。", mark))
		}
	}
	if t.Place == doc.AttachmentTitle {
		s.unnumbered(t.Text)
	}
}

// ownNumber is a number that stands before the name of an attachment: 1. (1) 一、 附件1：, but not the year of 2026年.
var ownNumber = regexp.MustCompile(`^(附件\s*)?([0-9]{1,2}\s*[.．、:：]|[（(][0-9]{1,2}[）)]|[一二三四五六七八九十]{1,3}、)[^0-9]`)

// unnumbered warns of the name of an attachment that begins with its number (7.3.4).
func (s *scope) unnumbered(name doc.Text) {
	if m := ownNumber.FindStringSubmatch(name.String()); m != nil {
		s.told(name, "numbered-attachment", fmt.Sprintf("附件的名称前不写序号，请删去“%s”：有几个附件时程序会编号（第7.3.4条）。", m[1]+m[2]))
	}
}

// headOrder is how far the numbers of heads have come in a part of a paper.
type headOrder struct {
	begun   bool
	highest int    // the level of the first head
	counts  [5]int // the last number of each level
	head    bool   // the paragraph before is a head, or an item
}

// next says what is wrong with the number of a paragraph of a level, 0 for plain text; "" if nothing is.
func (o *headOrder) next(text string, level int) (fault string) {
	after := o.head
	o.head = level > 0
	if level == 0 {
		return ""
	}
	n := ordinal(text)
	if !o.begun {
		o.begun, o.highest = true, level
	}
	before := o.counts[level]
	shown := strings.TrimSuffix(headNumber(text), "、")
	switch {
	case level < o.highest:
		fault, o.highest = fmt.Sprintf("“%s”之前已有低一级的序数，层次颠倒", shown), level
	case n == 1 && before > 0 && after:
		fault = fmt.Sprintf("“%s”又从1开始，前面没有新的上一级标题", shown)
	case n != 1 && n == before:
		fault = fmt.Sprintf("序数“%s”重复", shown)
	case n != 1 && n != before+1:
		fault = fmt.Sprintf("序数“%s”与前面的不连续", shown)
	}
	o.counts[level] = n
	clear(o.counts[level+1:])
	return fault
}

// headNumber gives the number that a head begins with: 一、 （一） 1. （1）.
func headNumber(text string) string {
	for i, r := range text {
		if strings.ContainsRune("、）.．", r) {
			return text[:i+len(string(r))]
		}
	}
	return text
}

// ordinal gives what the number of a head counts, 1 to 999; 0 for a number that is written wrong.
func ordinal(text string) int {
	number := strings.Trim(headNumber(text), "（）、.．")
	if n, err := strconv.Atoi(number); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range number {
		switch r {
		case '百':
			total, digit = total+max(1, digit)*100, 0
		case '十':
			total, digit = total+max(1, digit)*10, 0
		default:
			digit = 1 + strings.Index("一二三四五六七八九", string(r))/len("一")
		}
	}
	return total + digit
}
