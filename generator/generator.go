// Package generator shows the whole way of a paper on one page: input → record → document → pages → bytes.
//
//	g, _ := generator.New(templates.Files, fonts.Files)
//	paper, err := g.Prepare(ctx, generator.Input{Text: text}) // err is a notice.Refusal when the input has faults
//	err = paper.Write(ctx, w, generator.PDF, generator.Options{})
//
// A Generator may be used by several goroutines at a time, a Paper by one.
package generator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/kind"
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

// New reads the profiles, what kinds share, and the list of fonts. A fault in them is an error with its file and line. A kind is
// compiled when it is first asked for, and one with faults stops nothing else.
func New(templates, fonts fs.FS) (*Generator, error) {
	kinds, err := kind.Load(templates)
	if err != nil {
		return nil, err
	}
	faces, err := typeset.Open(fonts)
	if err != nil {
		return nil, err
	}
	return &Generator{kinds: kinds, faces: faces}, nil
}

// Kinds gives every kind whose folder has no faults, by name.
func (g *Generator) Kinds() []*kind.Kind { return g.kinds.Kinds() }

// Faults gives the kinds whose folders have faults, by name.
func (g *Generator) Faults() []*kind.Fault { return g.kinds.Faults() }

// Kind gives the kind of an English name or a Chinese title. The error is kind.ErrUnknown, or a *kind.Fault if its folder is at fault.
func (g *Generator) Kind(name string) (*kind.Kind, error) { return g.kinds.Kind(name) }

// Fonts gives the faces that papers are printed with.
func (g *Generator) Fonts() *typeset.Library { return g.faces }

// Input is what a paper is made of, and how it is to be printed. Text alone must be given.
type Input struct {
	Text   []byte
	Syntax record.Syntax
	Kind   string // the kind's English name or Chinese title; "" for the one that the text names as its kind (种类)
	Files  fs.FS  // the folder with the pictures that the text may name; nil for none

	Print  Print
	Copies Copies
}

// Paper is a checked input, ready to be written. It is for one goroutine.
type Paper struct {
	Kind     *kind.Kind
	Name     string          // file name without extension
	Warnings []notice.Notice // what was mended, substituted or left out; Pages and Write may add to it

	prepared int             // the warnings that were there before
	ofSides  []notice.Notice // what there is to say of a card however it is printed
	series   *Series
	copies   Copies
	record   *record.Record
	document *doc.Document
	pages    *page.Document
}

// Prepare decodes and checks an input, makes the document and looks up all its characters. The error is a notice.Refusal, with
// every fault at once, when the input is at fault.
func (g *Generator) Prepare(ctx context.Context, in Input) (*Paper, error) {
	text, err := record.Read(in.Text, in.Syntax)
	if err != nil {
		return nil, err
	}
	k, err := g.kindOf(in.Kind, text.Kind())
	if err != nil {
		return nil, err
	}
	r, err := text.Decode(k.Schema, record.Files{FS: in.Files, Table: roster.List})
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p, err := g.paper(k, r, in.Print)
	if err != nil {
		return nil, err
	}
	p.copies = in.Copies
	return p, nil
}

// kindOf finds the kind that was asked for, wanted, and that the input says it is, said. Either may be "", not both.
func (g *Generator) kindOf(wanted, said string) (*kind.Kind, error) {
	var own *kind.Kind
	if said != "" {
		var err error
		if own, err = g.known(said); err != nil {
			return nil, err
		}
	}
	if wanted == "" && own != nil {
		return own, nil
	}
	k, err := g.known(wanted)
	if err != nil {
		return nil, err
	}
	if own != nil && own != k {
		return nil, kindRefused(fmt.Sprintf("种类写的是“%s”，要做的却是“%s”，请改成一致", said, wanted))
	}
	return k, nil
}

// known gives the kind of a name. The error says which kinds there are if there is none of that name.
func (g *Generator) known(name string) (*kind.Kind, error) {
	k, err := g.Kind(name)
	if errors.Is(err, kind.ErrUnknown) {
		return nil, g.unknownKind(name)
	}
	return k, err
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
	p.tell(notices)
	return pages, nil
}

// tell adds notices to the warnings, in place of those that were added before.
func (p *Paper) tell(notices []notice.Notice) {
	p.Warnings = append(p.Warnings[:p.prepared:p.prepared], located(p.record, notices)...)
}

// Options are what may be chosen of an output.
type Options struct {
	Page int // the page of an SVG, from 0
}

// Write writes the paper in a format. It stops with ctx's error once ctx is done.
func (p *Paper) Write(ctx context.Context, w io.Writer, f Format, o Options) error {
	w = &cancelled{ctx: ctx, w: w}
	if f == DOCX {
		return p.writeWord(ctx, w)
	}
	pages, err := p.Pages(ctx)
	if err != nil {
		return err
	}
	switch f {
	case PDF:
		return pdf.Write(w, pages, pdf.Options{Cache: &p.series.cache})
	case SVG:
		return svg.Write(w, pages, svg.Options{Page: o.Page})
	}
	return fmt.Errorf("generator: no format %q", f)
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
