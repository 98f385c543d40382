package draft

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// conclude finds the kind of the paper, fits its fields to it, derives what the text does not say in so many words, and warns
// of what a person has to look at.
func (a *assembly) conclude(kinds Kinds) error {
	if err := a.choose(kinds); err != nil {
		return err
	}
	d := a.draft
	a.renumber()
	a.genre()
	a.dress()
	a.fit()
	slices.SortStableFunc(d.Fields, func(x, y Field) int {
		return cmp.Or(cmp.Compare(elementOf(x.Name), elementOf(y.Name)), cmp.Compare(x.item(), y.item()))
	})
	a.lacking()
	for _, f := range d.Fields {
		switch {
		case !f.Kept:
			a.warn(f.FromLine, "%s没有“%s”这一项，只写在注释里：%s", d.Kind.Title, f.Title, oneLine(f.Value))
		case f.Confidence == Guessed:
			a.warn(f.FromLine, "%s是猜测的，请核对：%s", f.Title, f.Rule)
		}
	}
	return nil
}

// choose gives the paper its kind.
func (a *assembly) choose(kinds Kinds) error {
	f := a.traits()
	for _, r := range kindRules {
		if !r.fits(f) {
			continue
		}
		k, err := kinds.Kind(r.kind)
		if err != nil {
			return fmt.Errorf("draft: %w", err)
		}
		said := Field{Name: "kind", Value: k.Title, Confidence: Likely, Rule: r.name}
		if r.kind == "notice" && f.genre == "" {
			said.Confidence, said.Rule = Guessed, "标题没有文种"
		}
		a.draft.Kind = k
		a.add(said)
		return nil
	}
	return errors.New("draft: no rule fits")
}

// traits gives what has been found so far that tells the kind.
func (a *assembly) traits() traits {
	value := func(name string) string {
		f, _ := a.draft.Field(name)
		return f.Value
	}
	f := traits{genre: genre(a.title), header: value("header"), number: value("number"),
		signers: value("signers") != "", addressed: value("to") != "", dated: a.dated, title: a.title}
	f.formal = slices.ContainsFunc(a.draft.Fields, func(f Field) bool { return slices.Contains(formal, strings.SplitN(f.Name, "/", 2)[0]) })
	if a.title == "" {
		f.genre = genre(f.header)
	}
	if value("header_suffix") != "" {
		f.header += value("header_suffix")
	}
	return f
}

// formal are the fields that papers with a red head alone have.
var formal = []string{"copy_number", "secrecy", "urgency", "signers", "issue", "editor", "enclosure", "report_to", "send_to", "issue_to", "cc", "printed_by",
	"printed_on", "keywords", "copies"}

// renumber writes the 第12期 of minutes, the 第15号 of an order and the issue of a briefing as these kinds do.
func (a *assembly) renumber() {
	i := slices.IndexFunc(a.draft.Fields, func(f Field) bool { return f.Name == "number" })
	if i < 0 {
		return
	}
	f := &a.draft.Fields[i]
	said := f.Value
	parts := serial.FindStringSubmatch(strip(said))
	if parts == nil {
		return
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil {
		n = small(parts[1])
	}
	right := fmt.Sprintf("第%d%s", n, parts[2])
	switch a.draft.Kind.Name {
	case "order", "minutes":
		f.Value = right
	case "briefing":
		f.Name, f.Title, f.Value = "issue", titleOf("issue"), strconv.Itoa(n)
	default:
		return
	}
	if right != strip(said) {
		a.warn(f.FromLine, "“%s”已改写成“%s”", said, right)
	}
}

// genre gives the paper the 文种 of its title.
func (a *assembly) genre() {
	if slices.Contains([]string{"order", "briefing", "manuscript"}, a.draft.Kind.Name) { // they have no title, or any
		return
	}
	if g := a.traits().genre; g != "" {
		a.add(Field{Name: "genre", Value: g, Confidence: Certain, Rule: "标题结尾的文种"})
	}
}

// dress derives how the paper is printed: 日期样式 and 版式.
func (a *assembly) dress() {
	date, dated := a.draft.Field("date")
	_, keywords := a.draft.Field("keywords")
	a.seal()
	switch {
	case dated && a.chinese:
		a.add(Field{Name: "date_style", Value: "chinese", Confidence: Certain, Rule: "成文日期用汉字"})
	case dated:
		a.add(Field{Name: "date_style", Value: "arabic", Confidence: Certain, Rule: "成文日期用阿拉伯数字"})
	}
	switch {
	case dated && date.Value < "2012-07-01":
		a.add(Field{Name: "profile", Value: "party-1996", Confidence: Guessed, Rule: "成文日期早于2012年7月1日，用当时的版式"})
	case keywords && !dated:
		a.add(Field{Name: "profile", Value: "party-1996", Confidence: Guessed, Rule: "有主题词，用2012年以前的版式"})
	default:
		a.add(Field{Name: "profile", Value: "gbt9704-2012", Confidence: Likely, Rule: "现行国家标准"})
	}
}

// seal says whether the paper is sealed: it is where somebody signs it (GB/T 9704-2012, 7.3.5.1), unless it is an order or a
// manuscript.
func (a *assembly) seal() {
	_, signed := a.draft.Field("signed_by")
	_, said := a.draft.Field("sealing")
	own := slices.ContainsFunc(a.draft.Kind.Schema.Fields(), func(f *record.Field) bool { return f.Name == "sealing" })
	if !signed || said || !own {
		return
	}
	f := Field{Name: "sealing", Value: "sealed", Confidence: Likely, Rule: "有署名的加盖印章"}
	switch a.draft.Kind.Name {
	case "order":
		f.Value, f.Rule = "chopped", "命令（令）加盖签发人签名章"
	case "manuscript":
		f.Value, f.Rule = "unsealed", "文稿没有写明盖章"
	}
	a.add(f)
}

// fit tells which fields the kind has, and gives them the titles that it has for them.
func (a *assembly) fit() {
	for i := range a.draft.Fields {
		f := &a.draft.Fields[i]
		top, _, inner := strings.Cut(f.Name, "/")
		for _, own := range a.draft.Kind.Schema.Fields() {
			if own.Name != top {
				continue
			}
			if f.Kept = true; !inner {
				f.Title = own.Title
			}
		}
	}
}

// lacking asks the kind's schema what the draft lacks and what it cannot take.
func (a *assembly) lacking() {
	var b bytes.Buffer
	if err := a.draft.WriteYAML(&b); err != nil {
		return // a buffer takes everything
	}
	_, err := record.Decode(b.Bytes(), record.YAML, a.draft.Kind.Schema, record.Files{})
	var faults notice.Refusal
	if !errors.As(err, &faults) {
		return
	}
	for _, n := range faults {
		name := strings.TrimPrefix(n.Path, "/")
		if top, _, _ := strings.Cut(name, "/"); n.Code != "missing" || top != name {
			a.warn(a.lineOf(n.Field), "%s：%s", n.Field, n.Message)
			continue
		}
		m := Missing{Name: name, Title: n.Field, Suggestion: a.suggestion(name)}
		a.draft.Missing = append(a.draft.Missing, m)
		a.warn(0, "没有找到%s，请填写%s", m.Title, m.maybe())
	}
}

// lineOf gives the line of the source that the field, or what it is part of, comes from: 附件第1项·正文第2项; 0 if it is not known.
func (a *assembly) lineOf(title string) int {
	for _, f := range a.draft.Fields {
		if rest, ok := strings.CutPrefix(title, f.Title); ok && (rest == "" || strings.HasPrefix(rest, "第") || strings.HasPrefix(rest, "·")) {
			return f.FromLine
		}
	}
	return 0
}

// maybe says what a missing field may be.
func (m Missing) maybe() string {
	if m.Suggestion == "" {
		return ""
	}
	return fmt.Sprintf("；可能是“%s”，请核对", m.Suggestion)
}

// suggestion gives what a missing field may be, as far as other parts of the paper tell; "" if they do not.
func (a *assembly) suggestion(name string) string {
	f := a.traits()
	switch name {
	case "title":
		if genre(f.header) != "" {
			return f.header // a 公告 may have no other title
		}
	case "header":
		if organ := a.issuer(); organ != "" {
			return organ + map[string]string{"notice": "文件", "decision": "文件", "report": "文件", "order": "令"}[a.draft.Kind.Name]
		}
	}
	return ""
}

// issuer gives the organ that may have issued a paper without a red head: who signed it, or whom the title names. A bare 办公室
// does not tell whose it is.
func (a *assembly) issuer() string {
	var names []string
	for _, from := range []string{"signed_by", "organs"} {
		f, _ := a.draft.Field(from)
		names = append(names, f.Value)
	}
	if m := titleOrgan.FindStringSubmatch(a.title); m != nil {
		names = append(names, m[1])
	}
	for _, n := range names {
		if fullOrgan.MatchString(n) && !bareOffice.MatchString(n) && organAtEnd.MatchString(n) {
			return n
		}
	}
	return ""
}
