// Package generator shows the whole way of a paper on one page: input → record → document → pages → bytes.
//
//	g, _ := generator.New(templates.Files, fonts.Files)
//	paper, err := g.Prepare(ctx, "notice", input, record.YAML, nil) // err is a notice.Refusal when the input has faults
//	err = paper.Write(ctx, w, generator.PDF, generator.Options{})
//
// A Generator may be used by several goroutines at a time, a Paper by one.
package generator

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/docx"
	"gongwen/generator/kind"
	"gongwen/generator/layout"
	"gongwen/generator/layout/cards"
	"gongwen/generator/notice"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/record"
	"gongwen/generator/roster"
	"gongwen/generator/svg"
	"gongwen/generator/typeset"
)

// Generator makes papers of the kinds of a templates folder with the fonts of a fonts folder.
type Generator struct {
	kinds *kind.Set
	faces *typeset.Library
}

// New reads the kinds, the profiles and the list of fonts. A fault in them is an error with its file and line. If kinds are wanted, by
// English names or Chinese titles, and all of them are known, no others are read: that saves most of the time.
func New(templates, fonts fs.FS, wanted ...string) (*Generator, error) {
	kinds, err := kind.Load(templates, wanted...)
	if err != nil {
		return nil, err
	}
	faces, err := typeset.Open(fonts)
	if err != nil {
		return nil, err
	}
	return &Generator{kinds: kinds, faces: faces}, nil
}

// Kinds gives every kind, by name.
func (g *Generator) Kinds() []*kind.Kind { return g.kinds.Kinds() }

// Kind gives the kind of an English name or a Chinese title.
func (g *Generator) Kind(name string) (*kind.Kind, bool) { return g.kinds.Kind(name) }

// Fonts gives the faces that papers are printed with.
func (g *Generator) Fonts() *typeset.Library { return g.faces }

// Paper is a checked input, ready to be written. It is for one goroutine.
type Paper struct {
	Kind     *kind.Kind
	Name     string          // file name without extension
	Warnings []notice.Notice // what was mended, substituted or left out
	Print    Print           // how it is to be printed; set before Pages is called

	generator *Generator
	sides     *cards.Sides
	cache     *pdf.Cache // of a batch; nil if there is none
	record    *record.Record
	document  *doc.Document
	pages     *page.Document
}

// Prepare decodes and checks an input, makes the document and looks up all its characters. kindName "" takes the input's own
// field kind (种类). files is the folder with the pictures that the input may name, nil for none. The error is a notice.Refusal, with
// every fault at once, when the input is at fault.
func (g *Generator) Prepare(ctx context.Context, kindName string, input []byte, f record.Format, files fs.FS) (*Paper, error) {
	in, err := record.Read(input, f)
	if err != nil {
		return nil, err
	}
	k, err := g.kindOf(kindName, in.Kind())
	if err != nil {
		return nil, err
	}
	r, err := in.Decode(k.Schema, record.Files{FS: files, Table: roster.List})
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p, err := g.paper(k, r, cards.NewSides(g.faces))
	if err != nil {
		return nil, err
	}
	p.Name, err = k.FileName(r)
	return p, err
}

// paper makes the document of a record, looks up its characters and measures what has to fit. It gives the paper no name. The
// error is a notice.Refusal when the record is at fault.
func (g *Generator) paper(k *kind.Kind, r *record.Record, sides *cards.Sides) (*Paper, error) {
	d, notices, err := k.Document(r)
	if err != nil {
		return nil, err
	}
	missing, substituted, err := layout.Coverage(d, g.faces)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 { // what cannot be set cannot be measured
		return nil, notice.Refusal(located(r, missing))
	}
	tooLong, err := sides.Check(d)
	if err != nil {
		return nil, err
	}
	if len(tooLong) > 0 {
		return nil, notice.Refusal(located(r, tooLong))
	}
	p := &Paper{Kind: k, generator: g, sides: sides, record: r, document: d}
	p.Warnings = slices.Concat(r.Notices, located(r, notices), located(r, substituted))
	return p, nil
}

// kindOf finds the kind that was asked for, wanted, and that the input says it is, said. Either may be "", not both.
func (g *Generator) kindOf(wanted, said string) (*kind.Kind, error) {
	own, known := g.Kind(said)
	if said != "" && !known {
		return nil, g.unknownKind(said)
	}
	if wanted == "" && known {
		return own, nil
	}
	k, ok := g.Kind(wanted)
	if !ok {
		return nil, g.unknownKind(wanted)
	}
	if known && own != k {
		return nil, kindRefused(fmt.Sprintf("种类写的是“%s”，要做的却是“%s”，请改成一致", said, wanted))
	}
	return k, nil
}

func (g *Generator) unknownKind(said string) error {
	var names []string
	for _, k := range g.Kinds() {
		names = append(names, fmt.Sprintf("%s（%s）", k.Name, k.Title))
	}
	message := "没有写明种类（kind）"
	if said != "" {
		message = fmt.Sprintf("没有“%s”这个种类", said)
	}
	return kindRefused(message + "，可用的有：" + strings.Join(names, "、"))
}

func kindRefused(message string) error {
	return notice.Refusal{{Path: "/kind", Field: "种类", Code: "kind", Message: message}}
}

// Pages lays the paper out, once.
func (p *Paper) Pages(ctx context.Context) (*page.Document, error) {
	if p.pages != nil {
		return p.pages, nil
	}
	pages, notices, err := p.layOut(ctx)
	if err != nil {
		return nil, err
	}
	p.pages = pages
	p.Warnings = append(p.Warnings, located(p.record, notices)...)
	return pages, nil
}

// Options are what may be chosen of an output.
type Options struct {
	Page int // the page of an SVG, from 0
}

// Write writes the paper in a format. It stops with ctx's error once ctx is done.
func (p *Paper) Write(ctx context.Context, w io.Writer, f Format, o Options) error {
	pages, err := p.Pages(ctx)
	if err != nil {
		return err
	}
	w = &cancelled{ctx: ctx, w: w}
	switch f {
	case PDF:
		return pdf.Write(w, pages, pdf.Options{Cache: p.cache})
	case SVG:
		return svg.Write(w, pages, svg.Options{Page: o.Page})
	case DOCX:
		return docx.Write(w, p.document, p.wordOptions(pages))
	}
	return fmt.Errorf("generator: no format %q", f)
}

// wordOptions tells docx what only a laid out paper knows: where its titles turn, and whether its imprint has a page of its
// own, which is the one that has no number. A letter's imprint stands where its text ends; its first page has none either.
func (p *Paper) wordOptions(pages *page.Document) docx.Options {
	faces := p.generator.faces
	return docx.Options{
		Fonts: wordFonts{faces: faces, named: map[string]*typeset.Face{}},
		Balance: func(t doc.Text) ([]int, error) {
			return layout.TitleBreaks(p.document.Profile, t, faces)
		},
		Size:        p.sides.Size,
		Ornament:    wordOrnament,
		ImprintPage: p.document.Form != doc.Letter && pages.Pages[len(pages.Pages)-1].Label == "",
	}
}

// cancelled is a writer that fails once its context is done: encoders take no context, as in the standard library.
type cancelled struct {
	ctx context.Context
	w   io.Writer
}

func (c *cancelled) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(b)
}

// located gives notices of a document their places in the input that r was read from.
func located(r *record.Record, notices []notice.Notice) []notice.Notice {
	out := make([]notice.Notice, len(notices))
	for i, n := range notices {
		out[i] = r.Locate(n)
	}
	return out
}
