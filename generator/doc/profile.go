package doc

import (
	"fmt"

	"gongwen/generator/measure"
)

// Profile is a set of rules for the look of papers: every number that layout and docx need, with the clause it comes
// from. It is read from templates/profiles by package kind.
type Profile struct {
	Name     string `yaml:"name"`     // "gbt9704-2012"
	Standard string `yaml:"standard"` // what the clauses are clauses of, for people

	Page struct {
		Width   Value `yaml:"width"`
		Height  Value `yaml:"height"`
		Top     Value `yaml:"top"`     // 天头, from the page's edge to the type area
		Binding Value `yaml:"binding"` // 订口; on the right of even pages
	} `yaml:"page"`
	Area struct {
		Width  Value `yaml:"width"`
		Height Value `yaml:"height"`
	} `yaml:"area"` // 版心, the type area
	Grid struct {
		Characters Count `yaml:"characters"` // to a line
		Lines      Count `yaml:"lines"`      // to a page
		Most       Count `yaml:"most"`       // lines to a page, where they are set closer to save pages
		Gap        Ratio `yaml:"gap"`        // between two lines, in parts of a character of the body
	} `yaml:"grid"`

	Ink struct {
		Text Word `yaml:"text"` // of all that is not red
		Red  Word `yaml:"red"`
	} `yaml:"ink"`
	HeadNotes struct {
		Right Flag `yaml:"right"` // 密级 and 紧急程度 stand at the right of the first rows, a character's room between two characters
	} `yaml:"headNotes"`
	Mark struct {
		Top        Value `yaml:"top"`        // below the top of the type area
		Height     Value `yaml:"height"`     // of a character, at the most
		Width      Value `yaml:"width"`      // of a character, at the most
		Narrowest  Ratio `yaml:"narrowest"`  // width to height of a character, at the least
		LineLength Value `yaml:"lineLength"` // of the whole mark, at the most
	} `yaml:"mark"`
	Number struct {
		Space   Count `yaml:"space"`   // empty lines between mark and number
		Inset   Count `yaml:"inset"`   // characters on the left of the number, and on the right of its signers
		Signers Count `yaml:"signers"` // names of signers to a line
	} `yaml:"number"`
	Rule struct {
		Gap       Value `yaml:"gap"` // between the number's lower edge and the rule
		Length    Value `yaml:"length"`
		Thickness Value `yaml:"thickness"`
		Star      Flag  `yaml:"star"`     // a red star in the middle of the rule
		StarSize  Value `yaml:"starSize"` // its height, and the gap that it leaves in the rule on both sides
	} `yaml:"rule"`
	Title struct {
		Space      Count `yaml:"space"`      // empty lines between rule and title
		Attachment Count `yaml:"attachment"` // the row of an attachment's title, from 1
	} `yaml:"title"`
	Addressee struct {
		Space Count `yaml:"space"` // empty lines between title and addressee, or between title and body
	} `yaml:"addressee"`
	AttachmentNotes struct {
		Space  Count `yaml:"space"`  // empty lines above
		Indent Count `yaml:"indent"` // in characters
	} `yaml:"attachmentNotes"`
	Signature struct {
		Space Count `yaml:"space"` // empty lines above
		Right Count `yaml:"right"` // characters free on the right
		Shift Count `yaml:"shift"` // the date begins that many characters to the right of the organ's first
		Alone Count `yaml:"alone"` // characters free on the right of a date without an organ
		Gap   Ratio `yaml:"gap"`   // between lines, at the least, where room is made for an ending, in parts of a character
	} `yaml:"signature"`
	Seal struct {
		Right    Count `yaml:"right"`    // characters free on the right of the date
		Size     Value `yaml:"size"`     // of a seal whose size is not said, and of a place left free for one
		Above    Count `yaml:"above"`    // lines, at the most, between the text and the seal's upper edge
		Across   Count `yaml:"across"`   // seals beside each other, at the most
		Distance Value `yaml:"distance"` // between two seals, at the least: they must not touch
	} `yaml:"seal"`
	Chop struct {
		Space     Count `yaml:"space"`     // empty lines above
		Right     Count `yaml:"right"`     // characters free on the right of the chop
		Post      Count `yaml:"post"`      // characters between the signer's post and the chop
		Date      Count `yaml:"date"`      // empty lines between chop and date
		DateRight Count `yaml:"dateRight"` // characters free on the right of the date
		Width     Value `yaml:"width"`     // of a chop whose size is not said, and of a place left free for one
		Height    Value `yaml:"height"`
	} `yaml:"chop"`
	Date struct {
		Style DateStyle `yaml:"style"`
		Zero  Word      `yaml:"zero"` // the zero of the Chinese style
	} `yaml:"date"`
	Imprint struct {
		Order   []string `yaml:"order"`   // the elements that the profile has: keywords, cc, printed, copies
		Indent  Count    `yaml:"indent"`  // characters free on both sides
		Printed Count    `yaml:"printed"` // and of 印发机关, 印发日期 and 印发份数
		First   Value    `yaml:"first"`   // thickness of the rule above the first element; 0 for none
		Middle  Value    `yaml:"middle"`  // of the rules between elements
		Last    Value    `yaml:"last"`    // of the rule on the lower edge of the type area
		Even    Flag     `yaml:"even"`    // the imprint's page is the back of a leaf
	} `yaml:"imprint"`
	PageNumber struct {
		Gap   Value `yaml:"gap"`   // between the lower edge of the type area and the dash
		Inset Count `yaml:"inset"` // characters from the outer edge
	} `yaml:"pageNumber"`

	Letter struct {
		MarkTop    Value `yaml:"markTop"`    // below the page's upper edge
		RuleGap    Value `yaml:"ruleGap"`    // between mark and upper double rule
		RuleBottom Value `yaml:"ruleBottom"` // between lower double rule and the page's lower edge
		RuleLength Value `yaml:"ruleLength"`
		Thick      Value `yaml:"thick"` // outside: the upper of the upper rules, the lower of the lower
		Thin       Value `yaml:"thin"`
		Between    Value `yaml:"between"`    // the two rules of a pair
		NoteGap    Ratio `yaml:"noteGap"`    // between a double rule and the text beside it, in parts of a character
		TitleSpace Count `yaml:"titleSpace"` // empty lines above the title
	} `yaml:"letter"`
	Order struct {
		MarkTop   Value `yaml:"markTop"`   // below the top of the type area
		Number    Count `yaml:"number"`    // empty lines between mark and number
		BodySpace Count `yaml:"bodySpace"` // empty lines between number and body
	} `yaml:"order"`
	Minutes struct {
		MarkTop Value `yaml:"markTop"`
		Space   Count `yaml:"space"` // empty lines above the attendance
	} `yaml:"minutes"`
	Briefing struct {
		MarkTop Value `yaml:"markTop"`
		Number  Count `yaml:"number"` // empty lines between mark and issue number
	} `yaml:"briefing"`
	Table struct {
		Outer Value `yaml:"outer"` // thickness of the outer rules
		Inner Value `yaml:"inner"`
		Pad   Value `yaml:"pad"` // between a cell's text and its rules
	} `yaml:"table"`

	Styles map[string]Style `yaml:"styles"` // by the names of StyleNames
}

// StyleNames are the styles that every profile has.
var StyleNames = []string{"copy", "secrecy", "mark", "number", "signer", "title", "dateLine", "addressee", "body", "heading1",
	"heading2", "heading3", "heading4", "table", "tableHead", "caption", "attachmentNotes", "signature", "note", "attendance",
	"label", "keywordLabel", "keywords", "imprint", "pageNumber"}

// Style is the face and size of an element.
type Style struct {
	Role   string `yaml:"role"`  // font role of fonts.yaml: fangsong, xiaobiaosong, heiti, kaiti, songti
	Latin  string `yaml:"latin"` // font role for Latin letters and digits
	Size   Value  `yaml:"size"`
	Indent Count  `yaml:"indent"` // of a paragraph's first line, in characters
	Color  string `yaml:"color"`  // "black" or "red"
	Clause string `yaml:"clause"` // where face and colour come from
}

// Character is the width of a character on the grid, 1 字: the type area's width by the characters of a line.
func (p *Profile) Character() measure.Length {
	return p.Area.Width.Length / measure.Length(p.Grid.Characters.N)
}

// Characters is the width of n characters on the grid. It is not n times Character, which is rounded.
func (p *Profile) Characters(n int) measure.Length {
	return p.Area.Width.Length.Scale(int64(n), int64(p.Grid.Characters.N))
}

// LineGap is the space between two lines: 7/8 of a character of the body (GB/T 9704-2012, clause 3).
func (p *Profile) LineGap() measure.Length {
	return p.Area.Width.Length.Scale(int64(p.Grid.Gap.Num), int64(p.Grid.Gap.Den)*int64(p.Grid.Characters.N))
}

// Rows is the distance from the top of a line of body text to that of the nth line after it.
func (p *Profile) Rows(n int) measure.Length {
	num, den := int64(p.Grid.Gap.Num), int64(p.Grid.Gap.Den)
	return p.Area.Width.Length.Scale(int64(n)*(num+den), den*int64(p.Grid.Characters.N))
}

// Value is a length and where it comes from.
type Value struct {
	measure.Length
	Clause string
}

// Count is a whole number and where it comes from.
type Count struct {
	N      int
	Clause string
}

// Ratio is a fraction and where it comes from.
type Ratio struct {
	Num, Den int
	Clause   string
}

// Flag is a yes or no and where it comes from.
type Flag struct {
	On     bool
	Clause string
}

// Word is a text and where it comes from.
type Word struct {
	Text   string
	Clause string
}

// DateStyle says how a date is printed, and where that comes from.
type DateStyle struct {
	Chinese bool // 二○一○年七月一日 instead of 2010年7月1日
	Clause  string
}

// clause is how every number stands in a profile: {is: 37mm, clause: 5.2.1}.
type clause[T any] struct {
	Is     T      `yaml:"is"`
	Clause string `yaml:"clause"`
}

func read[T any](unmarshal func(any) error) (c clause[T], err error) {
	if err = unmarshal(&c); err == nil && c.Clause == "" {
		err = fmt.Errorf("doc: a number of a profile has no clause: write {is: …, clause: …}")
	}
	return c, err
}

// UnmarshalYAML reads {is: 37mm, clause: 5.2.1}.
func (v *Value) UnmarshalYAML(unmarshal func(any) error) error {
	c, err := read[string](unmarshal)
	if err != nil {
		return err
	}
	v.Clause = c.Clause
	v.Length, err = measure.Parse(c.Is)
	return err
}

// UnmarshalYAML reads {is: 22, clause: 5.2.3}.
func (n *Count) UnmarshalYAML(unmarshal func(any) error) error {
	c, err := read[int](unmarshal)
	n.N, n.Clause = c.Is, c.Clause
	return err
}

// UnmarshalYAML reads {is: 7/8, clause: "3"}.
func (r *Ratio) UnmarshalYAML(unmarshal func(any) error) error {
	c, err := read[string](unmarshal)
	if err != nil {
		return err
	}
	r.Clause = c.Clause
	if _, err := fmt.Sscanf(c.Is, "%d/%d", &r.Num, &r.Den); err != nil || r.Den <= 0 {
		return fmt.Errorf("doc: %q is no fraction such as 7/8", c.Is)
	}
	return nil
}

// UnmarshalYAML reads {is: true, clause: 7.4.1}.
func (f *Flag) UnmarshalYAML(unmarshal func(any) error) error {
	c, err := read[bool](unmarshal)
	f.On, f.Clause = c.Is, c.Clause
	return err
}

// UnmarshalYAML reads {is: ○, clause: 8.2.6}.
func (w *Word) UnmarshalYAML(unmarshal func(any) error) error {
	c, err := read[string](unmarshal)
	w.Text, w.Clause = c.Is, c.Clause
	return err
}

// UnmarshalYAML reads {is: chinese, clause: 8.2.6} or arabic.
func (d *DateStyle) UnmarshalYAML(unmarshal func(any) error) error {
	c, err := read[string](unmarshal)
	if err != nil {
		return err
	}
	d.Clause = c.Clause
	switch c.Is {
	case "chinese":
		d.Chinese = true
	case "arabic":
	default:
		return fmt.Errorf("doc: date style %q: want arabic or chinese", c.Is)
	}
	return nil
}
