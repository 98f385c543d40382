// Package kind turns a folder into a kind of paper, and a record of that kind into a document.
//
// A folder has kind.yaml (names, fields, values, checks), body.xml (the paper with {{ expressions }}), sample.yaml and often full.yaml; what several
// kinds have in common is in the folder shared. A kind is read, parsed and compiled once, when it is first asked for; values go in
// last, in Document, so no value can become structure.
//
// Where to begin: package folder has what kind.yaml may say, and compile.go makes a Kind of it. body.go reads body.xml into nodes, which
// scope.go and blocks.go walk for each record; element.go names what there may be in a body and who makes a block of it.
package kind

import (
	"fmt"
	"slices"

	"gongwen/generator/doc"
	"gongwen/generator/expression"
	"gongwen/generator/notice"
	"gongwen/generator/record"
)

// Kind is a kind of paper. It is safe for concurrent use.
type Kind struct {
	Name    string // English, the name of its folder
	Title   string // Chinese
	Summary string // Chinese, one sentence
	Schema  *record.Schema
	Formats []Format // what it can be written as
	Sample  []byte   // a short input in YAML, what a usual paper has
	Full    []byte   // an input that shows every field: that of full.yaml, or Sample where there is none

	Identity   []string    // the fields that identify whom a paper is for; two rows of a roster alike in all of them are a fault. nil: no such check
	Named      string      // the field with the name of whom a paper is for; "" if there is none
	Numbered   string      // the field that numbers are counted on in, over many papers; "" if there is none
	Credential *Credential // what can be verified of a paper; nil for nothing

	schema   []byte
	filename *expression.Expression
	info     info
	values   []value
	checks   []check
	form     doc.Form
	body     []node
	profiles map[string]*doc.Profile
}

// Credential names the fields of what can be verified of a paper, and the field that its signed code is written into.
type Credential struct {
	Field  string
	Number string
	Name   string
	Honour string
	Issuer string // a list
	Date   string
}

// info has the expressions for what a file says about itself; nil for what it does not say.
type info struct {
	title, author, number, keywords, date *expression.Expression
}

// value is a name for what an expression gives.
type value struct {
	name string
	is   *expression.Expression
}

// check is a condition that a record should meet, or has to if it refuses; message is said when it does not.
type check struct {
	holds   *expression.Expression
	refuses bool
	field   string
	code    string
	message []part
}

// SchemaJSON gives the kind's fields as JSON Schema 2020-12.
func (k *Kind) SchemaJSON() []byte { return slices.Clone(k.schema) }

// Document makes the paper. The notices are warnings: what was added by rule, what is not printed, what looks wrong. The
// error is a notice.Refusal for a table whose cells do not fit, and for a check that refuses.
func (k *Kind) Document(r *record.Record) (*doc.Document, []notice.Notice, error) {
	s, err := k.scope(r)
	if err != nil {
		return nil, nil, fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	d := &doc.Document{Profile: s.profile, Form: k.form}
	if d.Info, err = s.info(&k.info); err != nil {
		return nil, nil, fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	if err := s.check(k.checks); err != nil {
		return nil, nil, fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	if d.Blocks, err = s.blocks(k.body); err != nil {
		return nil, nil, fmt.Errorf("kind: %w", err)
	}
	evenHeads(d.Blocks)
	s.wording(d.Blocks)
	if len(s.faults) > 0 {
		return nil, nil, s.faults
	}
	return d, s.notices, nil
}

// FileName gives the name of the paper's file without extension, in characters that every system allows in names.
func (k *Kind) FileName(r *record.Record) (string, error) {
	s, err := k.scope(r)
	if err != nil {
		return "", fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	name, err := s.string(k.filename)
	if err != nil {
		return "", fmt.Errorf("kind: %s: %w", k.Name, err)
	}
	return CleanName(name, k.Name), nil
}
