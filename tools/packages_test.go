// Package tools_test holds the scripts and the tests to tools/packages: a program that any of them calls is on the list, or a bare
// Debian has it.
package tools_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// given is what needs no line in tools/packages.
var given = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(`
		go gofmt git node apt-get
		. : [ [[ (( cd command echo eval exec exit export local mapfile printf read readarray return set shift source test trap true false unset wait
		awk basename bash cat chmod cmp comm cp cut date diff dirname env find grep head ls mkdir mktemp mv rm sed seq sh sha256sum sleep sort
		script tail tee touch tr uname uniq wc xargs
		sudo
	`) { // what the machine must have; builtins of bash; commands of Debian's essential packages; root needs none of it
		all[name] = true
	}
	return all
}()

// packages gives the commands and files of tools/packages.
func packages(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("packages")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 2 && f[0] != "#" {
			all[f[0]] = true
		} else if !strings.HasPrefix(line, "#") {
			t.Errorf("tools/packages: %q is no command or file and its package", line)
		}
	}
	return all
}

func TestEveryProgramThatIsCalledIsListed(t *testing.T) {
	listed := packages(t)
	calls := map[string]string{} // program, one place that calls it
	for _, file := range files(t, "*_test.go", "internal/testkit/*.go") {
		callsOfGo(t, file, calls)
	}
	scripts := files(t, ".ci/run", "tools/install", "tools/test")
	for _, file := range scripts {
		data, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range commands(string(data)) {
			calls[name] = file
		}
	}
	data, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range commands(recipes(string(data))) {
		calls[name] = "Makefile"
	}
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		if !listed[name] && !given[name] && !own(name) {
			t.Errorf("%s calls %s, which neither a bare Debian has nor tools/packages lists", calls[name], name)
		}
	}
	for name := range listed { // files stand for what a program or a test needs beside commands
		if calls[name] == "" && !strings.HasPrefix(name, "/") && name != "gcc" { // which go test -race calls
			t.Errorf("tools/packages lists %s, which nothing calls", name)
		}
	}
}

// own says whether a program is one of the repository, or one that npm installs by package-lock.json.
func own(name string) bool {
	for _, folder := range []string{"tools/", ".ci/", "bin/", "node_modules/.bin/"} {
		if strings.HasPrefix(name, folder) {
			return true
		}
	}
	return false
}

// files gives those of the repository's files that git knows or would add, by patterns as git has them.
func files(t *testing.T, patterns ...string) []string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "git", append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "--"}, patterns...)...)
	c.Dir = ".."
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v", c, err)
	}
	all := slices.DeleteFunc(strings.Fields(string(out)), func(file string) bool {
		_, err := os.Stat(filepath.Join("..", file))
		return err != nil // removed, and not yet committed
	})
	if len(all) < len(patterns) {
		t.Fatalf("git knows %v by %v", all, patterns)
	}
	return all
}

// callers are the functions that run a program or look for it, and the place of its name among their arguments.
var callers = map[string]int{
	"exec.Command": 0, "exec.CommandContext": 1, "exec.LookPath": 0,
	"testkit.Command": 1, "testkit.Tool": 1, "Command": 1, "Tool": 1, // the last two in testkit itself
}

// callsOfGo notes the programs that a file of tests calls. Each must be named by a constant, so that it can be found; but for
// programs that a test has built, which are called program.
func callsOfGo(t *testing.T, file string, calls map[string]string) {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, filepath.Join("..", file), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		at, ok := callers[calleeOf(call)]
		if !ok || at >= len(call.Args) {
			return true
		}
		switch name := call.Args[at].(type) {
		case *ast.BasicLit:
			program, err := strconv.Unquote(name.Value)
			if err != nil {
				t.Fatal(err)
			}
			calls[program] = file
			return true
		case *ast.CallExpr: // testkit.Root(t, "…")
			if last, ok := name.Args[len(name.Args)-1].(*ast.BasicLit); ok && strings.HasSuffix(calleeOf(name), "Root") {
				calls[strings.Trim(last.Value, `"`)] = file
				return true
			}
		case *ast.Ident:
			if name.Name == "program" || file == "internal/testkit/tool.go" { // whose callers are found
				return true
			}
		}
		t.Errorf("%v: name the program that is called by a constant", set.Position(call.Pos()))
		return true
	})
}

// calleeOf gives what is called, as name or package.name.
func calleeOf(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// recipes gives the lines of a Makefile that a shell runs.
func recipes(makefile string) string {
	var b strings.Builder
	for line := range strings.Lines(makefile) {
		if recipe, ok := strings.CutPrefix(line, "\t"); ok {
			b.WriteString(strings.ReplaceAll(recipe, "$$", "$"))
		}
	}
	return b.String()
}

var (
	keyword    = regexp.MustCompile(`^(if|then|else|elif|do|while|until|!|time|\{)$`)
	assignment = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*\+?=`)
	noCommand  = regexp.MustCompile(`^(fi|done|esac|for|case|select|in|function|\}|\)\)|\]\])$`)
	function   = regexp.MustCompile(`^([A-Za-z_]+)\(\)$`)
	redirected = regexp.MustCompile(`^[0-9&]*[<>]`)
)

// commands gives the names of the commands of a shell script: the first word of each command that is no keyword, assignment or
// redirection, and that of what xargs, env, exec and sudo run. It reads as much of the shell as the scripts here use, and gives
// too much rather than too little.
func commands(script string) []string {
	var found, functions []string
	first := true    // the next word may be a command
	var outer []bool // what first was before each open bracket
	for _, word := range shellWords(script) {
		switch {
		case word == "\n":
			first = true
		case word == "(":
			outer, first = append(outer, first), true
		case word == ")":
			first, outer = outer[len(outer)-1], outer[:len(outer)-1]
		case !first || keyword.MatchString(word) || assignment.MatchString(word) || redirected.MatchString(word):
		case function.MatchString(word):
			functions, first = append(functions, strings.TrimSuffix(word, "()")), false
		case noCommand.MatchString(word):
			first = false
		case slices.Contains([]string{"xargs", "env", "exec", "sudo"}, word):
			found = append(found, word) // and then what it runs
		case strings.HasPrefix(word, "-"), strings.HasPrefix(word, "$"): // an option of those; "$root" apt-get, which is env or sudo
		default:
			found, first = append(found, word), false
		}
	}
	return slices.DeleteFunc(found, func(name string) bool { return slices.Contains(functions, name) })
}

// shellWords gives the words of a script, without their quotes, "\n" where a command ends, and "(" and ")" around the
// commands in $(…), <(…) and (…). What stands in ((…)) is none.
func shellWords(script string) []string {
	script = strings.ReplaceAll(script, "\\\n", " ")
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	quoted := false  // in "…"
	var outer []bool // for each open $(, whether it stands in "…"
	for i := 0; i < len(script); i++ {
		rest := script[i:]
		switch c := script[i]; {
		case strings.HasPrefix(rest, "$(("), strings.HasPrefix(rest, "((") && !quoted:
			i += strings.Index(rest, "))") + 1
			word.WriteString(":") // an arithmetic command, or a number
		case strings.HasPrefix(rest, "${"):
			i += strings.Index(rest, "}")
			word.WriteString("$")
		case strings.HasPrefix(rest, "$("), !quoted && (strings.HasPrefix(rest, "<(") || strings.HasPrefix(rest, ">(")):
			outer, quoted = append(outer, quoted), false
			i++
			end()
			words = append(words, "(")
		case c == ')' && !quoted && len(outer) > 0:
			end()
			words, quoted, outer = append(words, ")"), outer[len(outer)-1], outer[:len(outer)-1]
		case c == '\\':
			i++
			word.WriteByte(script[i])
		case c == '"':
			quoted = !quoted
		case quoted:
			word.WriteByte(c)
		case c == '\'':
			n := strings.IndexByte(script[i+1:], '\'')
			word.WriteString(strings.ReplaceAll(script[i+1:i+1+n], "\n", " "))
			i += n + 1
		case c == '#' && word.Len() == 0:
			i += strings.IndexByte(rest+"\n", '\n') - 1
		case strings.ContainsRune("\n;|&", rune(c)) && !(c == '&' && strings.HasSuffix(word.String(), ">")):
			end()
			words = append(words, "\n")
		case c == ' ' || c == '\t':
			end()
		case c == '(' && word.Len() == 0:
			words, outer = append(words, "("), append(outer, false)
		default:
			word.WriteByte(c)
		}
	}
	end()
	return words
}

func TestCommandsOfAScript(t *testing.T) {
	got := commands(`#!/bin/bash
set -euo pipefail # cd nowhere
here=$(dirname "$0") quiet=1 make test >log 2>&1 || exit 1
if ! command -v "$need" >/dev/null && ! [[ -e $need ]]; then missing+=("$package"); fi
while read -r a b; do printf '%s; rm %s\n' "a $(basename "$a" .b | tr a b) c" b; done < <(grep -v '^#' list)
git ls-files -z '*.go' | LC_ALL=C xargs -0 gofmt -l \
	-w && sudo env A=b apt-get update
((n > 1)) && (zip a b; unzip c) | { tee d || true; }
for f in a b; do convert $f; done
own() {
	gzip "$@"
}
own a | b=c own d`)
	want := strings.Fields("set dirname make exit command [[ read printf basename tr grep git xargs gofmt sudo env apt-get zip unzip tee true convert gzip")
	for _, name := range want {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not found", name)
		}
	}
	for _, name := range []string{"cd", "nowhere", "rm", "-l", "a", "b", "c", "f", "fi", "done", "test", "log", "list", "$f", "n", "own"} {
		if slices.Contains(got, name) {
			t.Errorf("%s is found, which is no command", name)
		}
	}
}
