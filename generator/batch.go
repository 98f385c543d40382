package generator

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"gongwen/generator/credential"
	"gongwen/generator/kind"
	"gongwen/generator/layout/cards"
	"gongwen/generator/notice"
	"gongwen/generator/pdf"
	"gongwen/generator/record"
	"gongwen/generator/roster"
)

// BatchOptions say what is made of a roster. The zero BatchOptions make a PDF of every row.
type BatchOptions struct {
	First, Last int      // the rows of the sheet that are made, as the sheet numbers them; 0 for no limit
	Formats     []Format // of files; none for PDF alone
	Name        string   // of a file, without extension, with {{fields}}; "" for the kind's own
	Number      string   // the number of the first paper of the roster, such as 常电大委证〔2012〕1号, from which those after it count on; "" for none
	Group       string   // a field: papers with the same value follow on each other, behind a sheet that says so, or have a folder of their own
	Strokes     bool     // papers follow on each other, and are numbered, by the strokes of the names (姓氏笔画); else as the roster has them
	Print       Print    // how the papers are to be printed; its copies are not used
	SkipBad     bool     // makes the good rows of a roster that has bad ones too

	Sign *credential.Signer // makes the verification code of each paper; nil for none

	// Made tells whether the paper of an entry, of which all is known but what a file has, is there from an earlier run; nil for
	// none. It is called by several goroutines at a time.
	Made func(e *Entry) bool

	// Progress is told how many rows are done with, after each; nil for nobody.
	Progress func(done int)
}

// Wants tells whether the row with a number is among those that are made.
func (o *BatchOptions) Wants(row int) bool { return row >= o.First && (o.Last == 0 || row <= o.Last) }

// Batch is a roster on its way to papers of one kind.
//
// Rows are worked at on all processors and come out in the order of their papers, and only some hundred of them are in memory at
// a time; a batch with groups, or by strokes, has the cells of all rows in memory.
type Batch struct {
	generator *Generator
	kind      *kind.Kind
	roster    *roster.Roster
	options   BatchOptions
	sides     *cards.Sides
	cache     pdf.Cache
	name      fileName
	numbers   numbering
	groups    *groups // nil if there are none
	turns     []turn  // of all rows, by strokes; nil until somebody asks
	unknown   []rune
}

// Summary is what came of a batch.
type Summary struct {
	Rows   int             // that were looked at
	Made   int             // papers that were made
	Kept   int             // papers that were there from an earlier run
	Bad    int             // rows with faults, of which no paper was made
	Warned int             // papers with warnings
	Faults []notice.Notice // of the bad rows, in the order of the roster
	Free   []string        // numbers that bad rows would have had: they stay theirs, for when they are put right

	Unknown []rune // characters without known strokes: names with them go behind all others
}

// Batch prepares a batch of papers of a kind. It fails when the options do not fit the kind.
func (g *Generator) Batch(kindName string, roster *roster.Roster, o BatchOptions) (*Batch, error) {
	k, ok := g.Kind(kindName)
	if !ok {
		return nil, g.unknownKind(kindName)
	}
	if f := k.Schema.Unfit(); f != nil {
		return nil, optionFault("%s不能由名册成批生成：%s写不进一格", k.Title, f.Title)
	}
	b := &Batch{generator: g, kind: k, roster: roster, options: o, sides: cards.NewSides(g.faces)}
	if len(o.Formats) == 0 {
		b.options.Formats = []Format{PDF}
	}
	for _, f := range b.options.Formats {
		if f == SVG || !slices.Contains(k.Formats, string(f)) {
			return nil, optionFault("%s不能成批生成 %s 格式", k.Title, f)
		}
	}
	var err error
	if b.name, err = parseFileName(o.Name, k); err != nil {
		return nil, err
	}
	if b.numbers, err = parseNumbering(o.Number, k); err != nil {
		return nil, err
	}
	if o.Strokes && fieldOf(k, nameField) == nil {
		return nil, optionFault("%s没有姓名这一项，不能按姓氏笔画排列", k.Title)
	}
	if o.Group != "" {
		field := fieldOf(k, o.Group)
		if field == nil || field.Type != "string" {
			return nil, optionFault("%s没有可用来分组的“%s”这一项", k.Title, o.Group)
		}
		b.groups = &groups{field: field}
	}
	if o.Sign != nil && fieldOf(k, credentialField) == nil {
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
	r := b.run()
	return r.end(r.stream(ctx, r.lay))
}

// Merge writes one PDF of all papers to w, a page at a time, and calls made for each paper. The error is a notice.Refusal with the
// faults of all rows, unless bad rows are to be skipped; what w has got is then to be thrown away.
//
// When ctx is done the file is ended after the papers that are ready by then: it is whole, and the error is ctx's.
func (b *Batch) Merge(ctx context.Context, w io.Writer, made func(*Entry) error) (*Summary, error) {
	if b.groups != nil {
		if s, err := b.gather(ctx); err != nil {
			return s, err
		}
	}
	r := b.run()
	m := merger{batch: b, w: w, first: b.options.Print.FirstPlace}
	r.each = func(it *item) error {
		if err := m.add(ctx, it); err != nil {
			return err
		}
		return made(&it.entry)
	}
	s, err := r.end(r.stream(ctx, r.lay))
	if m.file != nil && s.Made > 0 && (err == nil || ctx.Err() != nil) {
		return s, cmp.Or(m.close(), err)
	}
	return s, err
}

// Files makes a file of each paper in each format, and calls put for each in the order of the papers. First it checks all rows:
// put is not called if the error is a notice.Refusal. When ctx is done, or put fails, the files before are all there are.
func (b *Batch) Files(ctx context.Context, put func(e *Entry, data []byte) error) (*Summary, error) {
	if b.options.Print.FirstPlace > 0 {
		return &Summary{}, optionFault("每行一个文件时，每个文件都从一张新纸的第 1 个位置印起")
	}
	check := b.Check
	if b.groups != nil {
		check = b.gather
	}
	if s, err := check(ctx); err != nil {
		return s, err
	}
	r := b.run()
	r.each = func(it *item) error {
		for i, f := range b.options.Formats {
			e := it.entry
			e.File += "." + string(f)
			e.Pages = it.pages
			e.SHA256 = it.files[i].sum
			if err := put(&e, it.files[i].data); err != nil {
				return err
			}
		}
		return nil
	}
	return r.end(r.stream(ctx, r.write))
}
