// Package check reads a finished paper, ours or a stranger's, and reports clause by clause how it keeps to GB/T 9704.
//
// It measures the file itself. Of a PDF, package pdfread gives the glyphs, rules and images of each page; paragraphs and the
// type area are found in those (line.go, area.go), and so are the tables and the 版记 (imprint.go). A Word document has no
// places before Word has laid it out, so its section, styles and footers are read instead (docx.go, wordstyle.go,
// wordbody.go). Both become a paper (paper.go), whose elements are recognised by what they say and how they look (element.go);
// what the names of fonts tell is in family.go.
//
// Then the table of clauses (clause.go) is gone through. Each row names two small functions from what was seen to findings,
// one for pages and one for Word: of the page (page_clauses.go), the head, the main part, the ending, the foot
// (head_clauses.go, main_clauses.go, ending_clauses.go, foot_clauses.go), the special forms (form_clauses.go), and all of Word's
// that differ (word_clauses.go). finding.go has the words in which they report. A new clause is a new row. The report is
// written as text, as a page of HTML (text.go, html.go), or as JSON.
//
// What is required comes from a profile (templates/profiles), so that a paper of 1996 is held to its own rules. Which of its
// numbers holds for which form, check decides by itself: it does not ask the rules of doc.Profile that layout and docx follow
// (MarkTop, LinesAbove, EvenImprint), for a fault of those would then be measured against itself. Where the standard gives no
// tolerance, the table's is a choice that the report states.
package check

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"

	"gongwen/generator/doc"
	"gongwen/generator/inspect/pdfread"
	"gongwen/generator/opc"
)

// Options are what File has to know beyond the file.
type Options struct {
	Profile  *doc.Profile            // what the paper is held to; nil for what the file says of itself, or what its date tells
	Profiles map[string]*doc.Profile // by name, all that there are; needed if Profile is nil
	Name     string                  // of the file, for the report
}

// Report is what was found.
type Report struct {
	Name     string     `json:"name,omitempty"`  // of the file
	Format   string     `json:"format"`          // "pdf" or "docx"
	Standard string     `json:"standard"`        // what the clauses are clauses of; "" if no standard rules the file
	Notes    []string   `json:"notes,omitempty"` // what else is to be known, in Chinese: why this standard, how the file was read
	Pages    int        `json:"pages,omitempty"`
	Copies   int        `json:"copies,omitempty"` // if the file has the paper several times; findings are of the first that departs
	Findings []Finding  `json:"findings"`         // in the order of the clauses
	Unjudged []Unjudged `json:"unjudged"`         // what no file can show
}

// Finding is the verdict on one clause, or on one thing that a clause asks for.
type Finding struct {
	Clause    string  `json:"clause"`
	Title     string  `json:"title"`               // what is looked at, in Chinese as all texts
	Required  string  `json:"required,omitempty"`  //
	Measured  string  `json:"measured,omitempty"`  //
	Tolerance string  `json:"tolerance,omitempty"` //
	Page      int     `json:"page,omitempty"`      // from 1; 0 if it is no matter of one page
	Verdict   Verdict `json:"verdict"`
	Hint      string  `json:"hint,omitempty"` // how to mend it, or why it cannot be told
}

// Unjudged is a clause that cannot be judged from a file.
type Unjudged struct {
	Clause string `json:"clause"`
	Title  string `json:"title"`
	Why    string `json:"why"`
}

// Verdict says how a paper keeps to a clause.
type Verdict string

// The verdicts.
const (
	Exact         Verdict = "exact"
	Within        Verdict = "within tolerance"
	Departs       Verdict = "departs"
	NotApplicable Verdict = "not applicable"
	CannotTell    Verdict = "cannot be told"
)

// verdictTitles are the verdicts' names for people.
var verdictTitles = map[Verdict]string{
	Exact: "符合", Within: "在允差内", Departs: "不符合", NotApplicable: "不适用", CannotTell: "无法判断",
}

// Title gives the verdict in Chinese.
func (v Verdict) Title() string { return verdictTitles[v] }

// Count gives the number of findings with a verdict.
func (r *Report) Count(v Verdict) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Verdict == v {
			n++
		}
	}
	return n
}

// Departs tells whether the paper departs from a clause.
func (r *Report) Departs() bool { return r.Count(Departs) > 0 }

// UnreadableError is a file that cannot be checked.
type UnreadableError struct {
	Message string // for the office: one Chinese sentence
	Err     error
}

func (e *UnreadableError) Error() string { return fmt.Sprintf("check: unreadable file: %v", e.Err) }
func (e *UnreadableError) Unwrap() error { return e.Err }

// largestFile is the size up to which files are read.
const largestFile = 256 << 20

var (
	errFormat   = errors.New("neither PDF nor DOCX")
	errOld      = errors.New("a compound file: an old or a locked document")
	errEmpty    = errors.New("no pages")
	errTooLarge = errors.New("larger than any paper")
)

// File checks a file of size bytes. Its content tells its format. The error is an UnreadableError if the file is damaged,
// locked, too large or of another format, otherwise ctx.Err().
func File(ctx context.Context, r io.ReaderAt, size int64, o Options) (*Report, error) {
	h, notes, err := open(ctx, r, size, o)
	if err == nil && h.said == doc.NoProfile && o.Profile == nil {
		return &Report{Name: o.Name, Format: h.format, Findings: []Finding{}, Unjudged: []Unjudged{},
			Notes: []string{"这是证书、卡片一类，不是按 GB/T 9704 编排的公文，没有可检查的条款；一定要检查，请用 --profile 写明版式"}}, nil
	}
	var papers []*paper
	var profile *doc.Profile
	why := ""
	if err == nil {
		papers, profile, why, err = h.papers()
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, &UnreadableError{Message: sentence(h.format, err), Err: err}
	}
	if why != "" {
		notes = append([]string{why}, notes...)
	}
	report := &Report{Name: o.Name, Format: h.format, Standard: profile.Standard, Notes: notes, Findings: findings(papers), Unjudged: unjudged}
	for _, p := range papers {
		report.Pages += len(p.pages)
	}
	if len(papers) > 1 {
		report.Copies = len(papers)
	}
	return report, nil
}

// open tells the format of a file by its first bytes and reads it; notes are what the report says of how it was read.
func open(ctx context.Context, r io.ReaderAt, size int64, o Options) (h *holder, notes []string, err error) {
	h = &holder{Options: o}
	if size > largestFile {
		return h, nil, errTooLarge
	}
	start := make([]byte, min(size, 1024))
	if _, err := r.ReadAt(start, 0); err != nil && !errors.Is(err, io.EOF) {
		return h, nil, err
	}
	switch {
	case bytes.Contains(start, []byte("%PDF-")):
		h.format = "pdf"
		document, err := pdfread.Read(ctx, r, size)
		if err != nil {
			return h, nil, err
		}
		h.said = document.Profile
		h.observed, err = observePDF(document)
		return h, notesOn(document), err
	case bytes.HasPrefix(start, []byte("PK")):
		h.format = "docx"
		h.said = wordProfile(r, size)
		h.observed = func(profile *doc.Profile) ([]*paper, error) {
			p, err := observeWord(r, size, profile)
			return []*paper{p}, err
		}
		return h, nil, nil
	case bytes.HasPrefix(start, []byte("\xD0\xCF\x11\xE0")):
		return h, nil, errOld
	}
	return h, nil, errFormat
}

// notesOn says how a PDF was read, if not as it is.
func notesOn(d *pdfread.Document) (notes []string) {
	if d.Rebuilt {
		notes = append(notes, "PDF 里的对象目录（xref）有错，已按文件里的对象重建后检查；请重新导出，或用阅读软件另存一次")
	}
	if d.Restricted {
		notes = append(notes, "PDF 限制了打印或编辑，但不用密码就能打开，已照常检查")
	}
	turned := 0
	for _, p := range d.Pages {
		if p.Turned == 0 {
			continue
		}
		const most = 5
		if turned++; turned <= most {
			notes = append(notes, fmt.Sprintf("第%d页转了%d度，已转正后检查；文件里的这一页也请转正", p.Number, p.Turned))
		}
	}
	if most := 5; turned > most {
		notes = append(notes, fmt.Sprintf("转了的共%d页，都已转正后检查", turned))
	}
	return notes
}

// observePDF takes the lines of a PDF, which may have a paper several times, each copy with its own 份号, and gives what recognises
// what is on its pages.
func observePDF(document *pdfread.Document) (func(*doc.Profile) ([]*paper, error), error) {
	if len(document.Pages) == 0 {
		return nil, errEmpty
	}
	pages := make([]*page, len(document.Pages))
	for i := range pages {
		pages[i] = &page{Page: document.Pages[i]}
		pages[i].setLines()
	}
	all := copies(pages)
	return func(profile *doc.Profile) (papers []*paper, err error) {
		offset := 0
		for _, copied := range all {
			p := observePages(copied, profile)
			p.offset = offset
			offset += len(copied)
			papers = append(papers, p)
		}
		return papers, nil
	}, nil
}

// copies parts the pages of a paper that is printed several times: each copy begins with the same red head, or with its 份号
// where the head is preprinted; without either, as papers that were made for every row of a roster, with page 1. Its pages
// are numbered from 1.
func copies(pages []*page) [][]*page {
	first, counted := pages[0].mark(), pages[0].counted()
	bare := first == "" && !counted && pages[0].isOne()
	var all [][]*page
	for i, pg := range pages {
		if i == 0 || first != "" && pg.mark() == first || counted && pg.counted() || bare && pg.isOne() {
			all = append(all, nil)
		}
		n := len(all) - 1
		all[n] = append(all[n], pg)
		pg.number = len(all[n])
	}
	return all
}

// counted tells whether the first line of a page begins with a 份号 of six digits.
func (pg *page) counted() bool { return len(pg.lines) > 0 && sixDigits.MatchString(pg.lines[0].Text) }

// isOne tells whether the page number printed on a page is 1.
func (pg *page) isOne() bool {
	return pg.label != nil && digits.FindString(compact(pg.label.Text)) == "1"
}

var sixDigits = regexp.MustCompile(`^\d{6}(　|$)`)

// observePages recognises what is on the pages of one paper.
func observePages(pages []*page, profile *doc.Profile) *paper {
	findImprint(pages)
	for _, pg := range pages {
		pg.findTables()
	}
	p := &paper{pages: pages, area: observe(pages, profile)}
	p.findRule()
	p.setParagraphs()
	p.recognise()
	return p
}

// sentence says in Chinese why a file cannot be checked.
func sentence(format string, err error) string {
	var unreadable *pdfread.UnreadableError
	switch {
	case errors.As(err, &unreadable):
		return unreadable.Message
	case errors.Is(err, errTooLarge) || errors.Is(err, opc.ErrTooLarge):
		return "文件过大，不像一份公文，没有检查"
	case errors.Is(err, errOld):
		return "这是老格式的 Word、WPS 文件（.doc、.wps），或是加了密码的 .docx；请用 Word 或 WPS 打开，另存为不加密码的 .docx 或 PDF 再检查"
	case errors.Is(err, errFormat):
		return "文件既不是 PDF 也不是 DOCX，无法检查；请先转换为这两种格式之一"
	case errors.Is(err, errEmpty):
		return "文件里没有可以检查的页面"
	case errors.Is(err, errNoDocument):
		return "文件是压缩包，但里面没有 Word 文档的正文，无法检查"
	case format == "docx":
		return "DOCX 文件已损坏或不完整，无法检查；请用 Word 或 WPS 重新保存后再试"
	}
	return "文件读不出来，无法检查"
}
