package generator

import (
	"fmt"
	"strings"

	"gongwen/generator/doc"
	"gongwen/generator/record"
)

// Notice is a fault or a warning for the person who filled in the paper.
type Notice struct {
	Path    string `json:"pointer"`          // RFC 6901 pointer into the input
	Field   string `json:"field,omitempty"`  // the field's Chinese title
	Line    int    `json:"line,omitempty"`   // in the input file, from 1
	Column  int    `json:"column,omitempty"` // in characters, from 1
	Sheet   string `json:"sheet,omitempty"`  // of a roster: the sheet's name
	Cell    string `json:"cell,omitempty"`   // of a roster: "C12"
	Code    string `json:"code"`             // English, for programs
	Message string `json:"message"`          // Chinese: what is wrong and what would be right
}

// Refusal is the error of an input that no paper is made of. It has every fault at once.
type Refusal struct{ Faults []Notice }

// Error gives the faults in one line, for logs.
func (r *Refusal) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "generator: input refused: %d faults", len(r.Faults))
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "; %s: %s", f.Path, f.Code)
	}
	return b.String()
}

func fromRecord(notices []record.Notice) []Notice {
	out := make([]Notice, 0, len(notices))
	for _, n := range notices {
		out = append(out, Notice(n))
	}
	return out
}

// fromDocument finds the places of notices in the input that r was read from.
func fromDocument(r *record.Record, notices []doc.Notice) []Notice {
	out := make([]Notice, 0, len(notices))
	for _, n := range notices {
		at := Notice(r.Locate(n.From.Path, n.From.Line, n.From.Column))
		at.Code, at.Message = n.Code, n.Message
		out = append(out, at)
	}
	return out
}
