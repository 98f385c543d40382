package generator_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/generator"
	"gongwen/generator/inspect/check"
	"gongwen/generator/kind"
	"gongwen/internal/testkit"
	"gongwen/internal/testkit/papers"
	"gongwen/templates"
)

// clauses are the clauses of GB/T 9704-2012 that lay down something.
var clauses = strings.Fields(`3 4 5.1 5.2.1 5.2.2 5.2.3 5.2.4 6.1 6.2 6.3 7.1 7.2.1 7.2.2 7.2.3 7.2.4 7.2.5 7.2.6 7.2.7
	7.3.1 7.3.2 7.3.3 7.3.4 7.3.5.1 7.3.5.2 7.3.5.3 7.3.5.4 7.3.5.5 7.3.6 7.3.7 7.4.1 7.4.2 7.4.3 7.5 8 9 10.1 10.2 10.3`)

// clauseRow is a row of the table of clauses.
type clauseRow struct{ clause, rule, where, test, check, state string }

// tableOfClauses reads the README of the profiles: all of it, and its table of clauses.
func tableOfClauses(t *testing.T) (text string, rows []clauseRow) {
	t.Helper()
	b, err := os.ReadFile("../templates/profiles/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 8 || !strings.ContainsAny(cells[1], "0123456789") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, clauseRow{cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]})
	}
	return string(b), rows
}

func TestTableOfClausesIsWhole(t *testing.T) {
	_, rows := tableOfClauses(t)
	var got []string
	for _, r := range rows {
		got = append(got, r.clause)
		state := regexp.MustCompile(`^(implemented|partly: .|not implemented|not for a file)`).FindString(r.state)
		switch {
		case state == "" || r.rule == "":
			t.Errorf("%s %s: state %q", r.clause, r.rule, r.state)
		case strings.HasPrefix(state, "not "):
			if r.where != "" || r.test != "" {
				t.Errorf("%s %s: %s, and there is something", r.clause, r.rule, state)
			}
		case r.where == "" || !strings.Contains(r.test, "_test.go"):
			t.Errorf("%s %s: %s, and not said where or by which test", r.clause, r.rule, state)
		}
	}
	if got = slices.Compact(got); !slices.Equal(got, clauses) {
		t.Errorf("clauses %v, want %v", got, clauses)
	}
}

func TestTableOfClausesNamesWhatThereIs(t *testing.T) {
	text, _ := tableOfClauses(t)
	named := regexp.MustCompile("`([\\w./]+/\\w+\\.go|\\w+\\.go)` ([A-Za-z]\\w*(?:, [A-Za-z]\\w*)*)").FindAllStringSubmatch(text, -1)
	if len(named) < 200 {
		t.Errorf("only %d files with functions", len(named))
	}
	files := map[string][]string{}
	for _, n := range named {
		file := n[1]
		if files[file] == nil {
			files[file] = functions(t, file)
		}
		for f := range strings.SplitSeq(n[2], ", ") {
			if !slices.Contains(files[file], f) {
				t.Errorf("%s has no function %s", file, f)
			}
		}
	}
}

// functions gives the functions and methods of a file.
func functions(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return []string{""}
	}
	var names []string
	for _, d := range f.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

func TestTableOfClausesHasEveryItemOfCheck(t *testing.T) {
	kinds, err := kind.Load(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	profile, _ := kinds.Profile("gbt9704-2012")
	b, _ := write(t, papers.Generator(t), testkit.Sample(t, "notice-2012.yaml"), generator.PDF)
	report, err := check.File(t.Context(), bytes.NewReader(b), int64(len(b)), check.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	var items, named []string
	for _, f := range report.Findings {
		items = append(items, f.Title)
	}
	for _, u := range report.Unjudged {
		items = append(items, u.Title)
	}
	_, rows := tableOfClauses(t)
	for _, r := range rows {
		if r.check != "—" {
			named = append(named, strings.Split(r.check, "；")...)
		}
	}
	for _, s := range items {
		if !slices.Contains(named, s) {
			t.Errorf("check has %q, the table has not", s)
		}
	}
	for _, s := range named {
		if !slices.Contains(items, s) {
			t.Errorf("the table has %q, check has not", s)
		}
	}
}
