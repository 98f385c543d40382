package generator_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// mayImport says which packages of this module each package's own code may import; "all" stands for any of them. Tests
// may import what they need. A package that is not here must be added, with the fewest imports that it can live with.
var mayImport = map[string]string{
	"fonts":     "",
	"templates": "",

	"generator/measure":  "",
	"generator/notice":   "generator/mend",
	"generator/artwork":  "",
	"generator/picture":  "generator/artwork",
	"generator/ornament": "generator/measure generator/artwork",
	"generator/person":   "",
	"generator/decimal":  "",
	"generator/mend":     "",
	"generator/record":   "generator/notice generator/picture generator/decimal generator/person generator/mend",
	"generator/doc":      "generator/notice generator/measure generator/picture",
	"generator/page":     "generator/measure generator/picture",

	"generator/expression":  "generator/decimal generator/record",
	"generator/kind/folder": "",
	"generator/kind":        "generator/notice generator/measure generator/record generator/decimal generator/expression generator/kind/folder generator/doc generator/person generator/ornament",
	"generator/typeset":     "generator/measure generator/page",
	"generator/layout":      "generator/notice generator/measure generator/doc generator/page generator/typeset generator/layout/cards",

	"generator/layout/coverage": "generator/notice generator/mend generator/doc generator/typeset",

	"generator/layout/cards": "generator/notice generator/measure generator/artwork generator/doc generator/page generator/typeset generator/qr generator/ornament",

	// Exporters know nothing of each other, and each knows one model.
	"generator/pdf":  "generator/measure generator/page generator/picture",
	"generator/svg":  "generator/measure generator/page generator/picture",
	"generator/docx": "generator/measure generator/doc generator/docx/wml generator/ornament generator/picture generator/qr",

	// Markup, which knows nothing of papers.
	"generator/docx/wml": "generator/archive generator/measure generator/artwork generator/picture",

	// Rosters: read, to fill in, and those that come back with their faults.
	"generator/opc":      "",
	"generator/workbook": "generator/opc",
	"generator/roster":   "generator/picture generator/notice generator/record generator/person generator/workbook generator/mend",

	// What reads finished files, anyone's.
	"generator/inspect/pdfread": "generator/measure",
	"generator/inspect/check":   "generator/measure generator/doc generator/opc generator/inspect/pdfread",
	"generator/inspect/scan":    "generator/credential generator/measure generator/inspect/pdfread",

	// Loose text: its lines, and the guess what they are.
	"generator/draft/source": "generator/opc generator/mend",
	"generator/draft":        "generator/notice generator/record generator/kind generator/draft/source generator/mend",

	// Signed QR codes: what they say, and how they are drawn.
	"generator/credential": "",
	"generator/qr":         "generator/measure generator/page generator/picture",

	// The facade: the way of one paper, and nothing that works in numbers.
	"generator": "generator/notice generator/measure generator/artwork generator/record generator/roster generator/kind generator/doc generator/typeset " +
		"generator/layout generator/layout/coverage generator/layout/cards generator/page generator/pdf generator/svg generator/docx generator/qr",

	// In numbers.
	"generator/archive": "",
	"generator/serial":  "",
	"generator/staged":  "",
	"generator/batch": "generator generator/notice generator/measure generator/record generator/kind generator/doc generator/typeset " +
		"generator/page generator/pdf generator/person generator/roster generator/credential generator/serial generator/archive",

	// The suite of the exporters' tests: nothing but tests may import it.
	"generator/page/pagetest": "generator/measure generator/picture generator/page",

	// Make words.txt and strokes.txt.
	"generator/typeset/internal/wordlist":  "",
	"generator/person/internal/strokelist": "",

	// What tests share: nothing but tests may import it.
	"internal/testkit":        "",
	"tools":                   "",
	"internal/testkit/papers": "fonts templates generator generator/doc generator/kind internal/testkit",

	// What the program says in Chinese for others, and on a terminal; its files, where - is standard input or output.
	"internal/chinese":  "",
	"internal/progress": "",
	"internal/stdio":    "generator/staged internal/chinese",

	"service/data": "fonts templates generator generator/doc generator/kind generator/page generator/credential generator/staged internal/chinese",
	"service/http": "generator generator/notice generator/kind generator/record",
	"cmd/gongwen":  "all",
}

// banned are names that say nothing of what a package is for.
var banned = []string{"common", "helper", "helpers", "manager", "misc", "util", "utils"}

func TestImportsRunOneWay(t *testing.T) {
	all := packages(t)
	for dir := range mayImport {
		if all[dir] == nil {
			t.Errorf("%s is in mayImport and not in the module", dir)
		}
	}
	for dir, imports := range all {
		allowed, listed := mayImport[dir]
		if !listed {
			t.Errorf("%s is not in mayImport: say there what it may import", dir)
		}
		for _, i := range imports {
			if i == "generator/page/pagetest" || strings.HasPrefix(i, "internal/testkit") && !strings.HasPrefix(dir, "internal/testkit") || allowed != "all" && !slices.Contains(strings.Fields(allowed), i) {
				t.Errorf("%s imports %s; it may import only: %s", dir, i, allowed)
			}
		}
		if slices.Contains(banned, path.Base(dir)) {
			t.Errorf("%s: the name does not say what the package is for", dir)
		}
	}
}

// packages gives, for each package of this module, the packages of this module that its own code imports, all by their
// folder.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	const module = "gongwen"
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"/...")
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	all := map[string][]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("%s: %v", cmd, err)
		}
		dir := strings.TrimPrefix(p.ImportPath, module+"/")
		all[dir] = []string{}
		for _, i := range p.Imports {
			if own, ok := strings.CutPrefix(i, module+"/"); ok {
				all[dir] = append(all[dir], own)
			}
		}
	}
}
