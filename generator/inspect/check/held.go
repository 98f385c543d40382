package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongwen/generator/doc"
)

// Names of the profiles that a paper is held to if it does not say.
const (
	today   = "gbt9704-2012"
	ofParty = "party-1996" // of party organs, up to the day on which GB/T 9704-2012 came into force
)

// standing is the day on which GB/T 9704-2012 came into force.
const standing = "2012-07-01"

// holder finds what a paper is held to.
type holder struct {
	Options
	format   string
	said     string // the profile that the file says
	observed func(*doc.Profile) ([]*paper, error)
}

// papers recognises the papers of a file, held to the profile that the user wants, or else to the one by which the file says it
// was made, or else to the one that its date tells. why says which it was, for the report.
func (h *holder) papers() (papers []*paper, profile *doc.Profile, why string, err error) {
	if h.Profile != nil {
		papers, err = h.observed(h.Profile)
		return papers, h.Profile, "", err
	}
	if profile = h.Profiles[h.said]; profile != nil {
		papers, err = h.observed(profile)
		return papers, profile, "文件写明是按这套版式编排的", err
	}
	unknown := ""
	if h.said != "" {
		unknown = fmt.Sprintf("文件写明的版式“%s”这里没有", shorten(h.said))
	}
	if profile = h.Profiles[today]; profile == nil {
		return nil, nil, "", fmt.Errorf("no profile %s", today)
	}
	if papers, err = h.observed(profile); err != nil {
		return nil, nil, "", err
	}
	date := papers[0].day()
	if unknown != "" && date != "" && date < standing {
		unknown += "；"
	}
	old := h.Profiles[ofParty]
	switch {
	case date == "" || date >= standing:
		return papers, profile, unknown, nil
	case !papers[0].ofParty() || old == nil:
		return papers, profile, unknown + fmt.Sprintf("文件的日期是%s，早于这个标准开始施行的 %s，当时的格式与它有出入", date, standing), nil
	}
	papers, err = h.observed(old)
	return papers, old, unknown + fmt.Sprintf("按成文日期 %s 推定；要按别的版式检查，请用 --profile 写明", date), err
}

var dateParts = regexp.MustCompile(`(\d{4}|[〇○零Ｏ一二三四五六七八九]{4})[年.．/-](\d{1,2}|[一二三四五六七八九十]{1,3})[月.．/-](\d{1,2}|[一二三四五六七八九十]{1,3})`)

// day gives the date of a paper, such as 2010-07-01; "" if none was recognised.
func (p *paper) day() string {
	t := p.elements.date
	if t == nil {
		t = p.elements.issued
	}
	if t == nil {
		return ""
	}
	m := dateParts.FindStringSubmatch(compact(t.text))
	if m == nil {
		return ""
	}
	year := strings.Map(func(r rune) rune {
		switch i := strings.IndexRune("一二三四五六七八九", r); {
		case i >= 0:
			return '1' + rune(i/len("一"))
		case strings.ContainsRune("〇○零Ｏ", r):
			return '0'
		}
		return r
	}, m[1])
	return fmt.Sprintf("%s-%02d-%02d", year, ordinal(m[2]), ordinal(m[3]))
}

var partyOrgan = regexp.MustCompile(`中共|中国共产党|党委|党组|党总支|党支部|纪委|工委`)

// ofParty tells whether an organ of the party issued a paper.
func (p *paper) ofParty() bool {
	issuers := append(slices.Clone(p.elements.mark), p.elements.organs...)
	if t := p.elements.title; t != nil && len(p.elements.mark) == 0 {
		issuers = append(issuers, t)
	}
	return slices.ContainsFunc(issuers, func(t *paragraph) bool { return partyOrgan.MatchString(compact(t.text)) })
}
