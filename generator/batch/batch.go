// Package batch makes papers of one kind from a roster: one PDF of all, single files, or a ZIP of them.
//
//	b, err := batch.New(g, k, roster, batch.Options{Number: "常电大委证〔2012〕1号"})
//	summary, err := b.Merge(ctx, w, func(*batch.Entry) error { return nil })
//
// pass.go is the way of the rows: decoded, checked and laid out on all processors, accepted in the order of their papers (order.go).
// merge.go and zip.go say what becomes of a paper that was accepted, folder.go how a folder is filled so that a batch which was
// stopped can go on. The error of a roster with bad rows is a notice.Refusal; no paper is made then, unless bad rows are to be
// skipped.
package batch

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gongwen/generator"
	"gongwen/generator/credential"
	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/record"
	"gongwen/generator/roster"
	"gongwen/generator/serial"
)

// Options say what is made of a roster. The zero Options make a PDF of every row.
type Options struct {
	First, Last int                // the rows of the sheet that are made, as the sheet numbers them; 0 for no limit
	Formats     []generator.Format // of files; none for PDF alone
	Name        string             // of a file, without extension, with {{fields}}; "" for the kind's own
	Number      string             // of the first paper, such as 常电大委证〔2012〕1号; the others count on from it. "" for none
	Group       string             // a field: papers with the same value stand together, behind a page that says so or in a folder of their own
	Strokes     bool               // papers are made and numbered by the strokes of the names (姓氏笔画), not as the roster has them
	Print       generator.Print    // how the papers are printed
	FirstPlace  int                // of the first card on a leaf that is in part used already, from 0; for a merged PDF alone
	SkipBad     bool               // makes the good rows of a roster that has bad ones too

	Sign *credential.Signer // makes the verification code of each paper; nil for none

	// Made tells whether the paper of an entry is there from an earlier pass; nil for none. The entry has all that is known before
	// the paper is made. Several goroutines call it at a time.
	Made func(e *Entry) bool

	// Progress is told how many rows are done, after each; nil for nobody.
	Progress func(done int)
}

// ParseRows reads the rows of the sheet that are made: 12 or 12-15. The error is an *OptionError.
func ParseRows(s string) (first, last int, err error) {
	from, to, ranged := strings.Cut(s, "-")
	if !ranged {
		to = from
	}
	if first, err = strconv.Atoi(from); err == nil {
		last, err = strconv.Atoi(to)
	}
	if err != nil || first < 1 || last < first {
		return 0, 0, optionFault("行的范围写成 12-15 这样，是表格左边的行号；收到的是“%s”", s)
	}
	return first, last, nil
}

// Wants tells whether the row with a number is among those that are made.
func (o *Options) Wants(row int) bool { return row >= o.First && (o.Last == 0 || row <= o.Last) }

// Count counts the rows of a roster that are made, as far as they can be read.
func (o *Options) Count(r *roster.Roster) (n int) {
	for row, err := range r.Rows() {
		if err == nil && o.Wants(row.Number) {
			n++
		}
	}
	return n
}

// Batch is a roster on its way to papers of one kind.
//
// Rows are worked at on all processors and come out in the order of their papers. Only some hundred of them are in memory at a
// time; with groups, or by strokes, the cells of all rows are.
type Batch struct {
	Notices []notice.Notice // what was mended in the first number

	generator *generator.Generator
	kind      *kind.Kind
	roster    *roster.Roster
	options   Options
	series    *generator.Series
	name      fileName
	numbers   serial.Numbers
	groups    *groups // nil if there are none
	seats     []seat  // of all rows, by strokes; nil until somebody asks
	unknown   []rune
}

// Summary is what came of a batch.
type Summary struct {
	Rows         int             // that were looked at
	Made         int             // papers that were made
	Kept         int             // papers that were there from an earlier pass
	Bad          int             // rows with faults, of which no paper was made
	Warned       int             // papers with warnings
	Faults       []notice.Notice // of the bad rows, in the order of the roster
	FreedNumbers []string        // that bad rows would have had: they stay theirs, for when they are put right

	Unknown []rune // characters without known strokes: names with them go behind all others
}

// New prepares a batch of papers of a kind. The error is an *OptionError when the options do not fit the kind.
func New(g *generator.Generator, k *kind.Kind, roster *roster.Roster, o Options) (*Batch, error) {
	if f := k.Schema.Unfit(); f != nil {
		return nil, optionFault("%s不能由名册成批生成：%s写不进一格", k.Title, f.Title)
	}
	b := &Batch{generator: g, kind: k, roster: roster, options: o, series: g.Series(o.Print)}
	if len(o.Formats) == 0 {
		b.options.Formats = []generator.Format{generator.PDF}
	}
	for _, f := range b.options.Formats {
		if f == generator.SVG || !slices.Contains(k.Formats, f) {
			return nil, optionFault("%s不能成批生成 %s 格式", k.Title, f)
		}
	}
	var err error
	if b.name, err = parseFileName(o.Name, k); err != nil {
		return nil, err
	}
	if b.numbers, b.Notices, err = parseNumbers(o.Number, k); err != nil {
		return nil, err
	}
	if o.Strokes && k.Named == "" {
		return nil, optionFault("%s没有姓名这一项，不能按姓氏笔画排列", k.Title)
	}
	if o.Group != "" {
		field := fieldOf(k, o.Group)
		if field == nil || field.Type != "string" {
			return nil, optionFault("%s没有可用来分组的“%s”这一项", k.Title, o.Group)
		}
		b.groups = &groups{field: field}
	}
	if o.Sign != nil && k.Credential == nil {
		return nil, optionFault("%s没有验证码这一项", k.Title)
	}
	return b, nil
}

// OptionError is an option of a batch that cannot be. Its text is Chinese.
type OptionError struct{ text string }

func (e *OptionError) Error() string { return e.text }

func optionFault(format string, args ...any) error { return &OptionError{fmt.Sprintf(format, args...)} }

// fieldOf finds a field of a kind by its English name or its Chinese title.
func fieldOf(k *kind.Kind, name string) *record.Field {
	for _, f := range k.Schema.Fields() {
		if f.Name == name || f.Title == name {
			return f
		}
	}
	return nil
}

// Check looks for the faults of every row and makes nothing. The error is a notice.Refusal with the faults of all rows, unless bad
// rows are to be skipped.
func (b *Batch) Check(ctx context.Context) (*Summary, error) {
	p := b.pass()
	return p.end(p.stream(ctx, p.lay))
}

// Merge writes one PDF of all papers to w, a page at a time, and calls made for each paper. The error is a notice.Refusal with the
// faults of all rows, unless bad rows are to be skipped; what w has got is then to be thrown away.
//
// When ctx is done the file is ended after the papers that are ready by then: it is whole, and the error is ctx's.
func (b *Batch) Merge(ctx context.Context, w io.Writer, made func(*Entry) error) (*Summary, error) {
	if b.groups != nil {
		if s, err := b.gather(ctx); err != nil {
			s.Made = 0 // what was laid out was thrown away
			return s, err
		}
	}
	p := b.pass()
	m := merger{batch: b, w: w, first: b.options.FirstPlace}
	p.each = func(work *rowWork) error {
		if err := m.add(ctx, work); err != nil {
			return err
		}
		return made(&work.entry)
	}
	s, err := p.end(p.stream(ctx, p.lay))
	if m.file != nil && s.Made > 0 && (err == nil || ctx.Err() != nil) {
		return s, cmp.Or(m.close(), err)
	}
	return s, err
}

// Files makes a file of each paper in each format, and calls put for each in the order of the papers. First it checks all rows:
// put is not called if the error is a notice.Refusal. When ctx is done, or put fails, the files before are all there are.
func (b *Batch) Files(ctx context.Context, put func(e *Entry, data []byte) error) (*Summary, error) {
	if b.options.FirstPlace > 0 {
		return &Summary{}, optionFault("每行一个文件时，每个文件都从一张新纸的第 1 个位置印起")
	}
	check := b.Check
	if b.groups != nil {
		check = b.gather
	}
	if s, err := check(ctx); err != nil {
		s.Made = 0 // what was laid out was thrown away
		return s, err
	}
	p := b.pass()
	p.each = func(work *rowWork) error {
		for i, f := range b.options.Formats {
			e := work.entry
			e.File += "." + string(f)
			e.Pages = work.pages
			e.SHA256 = work.files[i].sum
			if err := put(&e, work.files[i].data); err != nil {
				return err
			}
		}
		return nil
	}
	return p.end(p.stream(ctx, p.write))
}
