package source

import (
	"slices"
	"strings"
	"unicode"
)

// equation gives the text of an EQ field (ISO/IEC 29500-1, 17.16.5.17), by which Word makes enclosed characters, fractions, and
// characters above one another: code is what stands behind EQ, before is the text before the field. It is false for what one line of
// text cannot show.
func equation(code, before string) (string, bool) {
	e := &equationReader{rest: []rune(strings.TrimSpace(plainSwitches(code))), before: before}
	text, ok := e.terms("")
	return strings.TrimSpace(text), ok && len(e.rest) == 0
}

// plainSwitches takes out the switches \* that all fields may have: \* jc2 \* "Font:宋体" \* hps10.
func plainSwitches(code string) string {
	for {
		at := strings.Index(code, `\*`)
		if at < 0 {
			return code
		}
		rest := strings.TrimLeft(code[at+2:], " ")
		end := strings.IndexAny(rest, ` \`)
		if strings.HasPrefix(rest, `"`) {
			if end = strings.Index(rest[1:], `"`); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			end = len(rest)
		}
		code = code[:at] + rest[end:]
	}
}

// equationReader reads the code of an EQ field from left to right.
type equationReader struct {
	rest    []rune
	before  string
	depth   int
	overlay int // in how many \o it is
}

// mostEquations is how many EQ switches may stand in one another.
const mostEquations = 20

// terms reads text and switches up to one of the signs, which stays.
func (e *equationReader) terms(until string) (string, bool) {
	var b strings.Builder
	for open := 0; len(e.rest) > 0; {
		r := e.rest[0]
		switch {
		case open == 0 && strings.ContainsRune(until, r):
			return b.String(), true
		case r == '\\' && len(e.rest) > 1 && unicode.IsLetter(e.rest[1]):
			text, ok := e.term(e.before + b.String())
			if !ok {
				return "", false
			}
			b.WriteString(text)
			continue
		case r == '\\' && len(e.rest) > 1: // a sign that means itself
			e.rest = e.rest[1:]
			r = e.rest[0]
		case r == '(':
			open++
		case r == ')':
			open--
		}
		b.WriteRune(r)
		e.rest = e.rest[1:]
	}
	return b.String(), until == ""
}

// term reads a switch with its options and arguments.
func (e *equationReader) term(before string) (string, bool) {
	if e.depth++; e.depth > mostEquations {
		return "", false
	}
	defer func() { e.depth-- }()
	at := slices.Index(e.rest, '(')
	if at < 0 {
		return "", false
	}
	options := strings.FieldsFunc(strings.ToLower(string(e.rest[:at])), func(r rune) bool { return r == '\\' || r == ' ' })
	if len(options) == 0 {
		return "", false
	}
	e.rest = e.rest[at+1:]
	if options[0] == "o" {
		e.overlay++
		defer func() { e.overlay-- }()
	}
	var args []argument
	for {
		raw := e.rest
		text, ok := e.terms(",;，；)")
		if !ok {
			return "", false
		}
		args = append(args, argument{strings.TrimSpace(text), strings.Contains(string(raw[:len(raw)-len(e.rest)]), `\s`)})
		sign := e.rest[0]
		if e.rest = e.rest[1:]; sign == ')' {
			break
		}
	}
	if strings.HasPrefix(options[0], "s") && e.overlay > 0 && len(args) == 1 {
		return args[0].text, true // a reading, or a half of 合并字符
	}
	return shownTerm(options, args, before)
}

// argument is one of a switch.
type argument struct {
	text    string
	shifted bool // it stands above or below the line
}

// shownTerm gives a switch on one line.
func shownTerm(options []string, args []argument, before string) (string, bool) {
	switch name := options[0]; {
	case name == "o" && len(args) == 2 && slices.Contains(options, "ad") && args[0].shifted: // readings above characters
		return args[1].text, true
	case name == "o" && len(args) == 2 && args[0].shifted && args[1].shifted: // characters above one another: 合并字符
		return args[0].text + args[1].text, true
	case name == "o" && len(args) == 2:
		if text, ok := enclosed(args[0].text, args[1].text); ok {
			return text, ok
		}
		return enclosed(args[1].text, args[0].text)
	case name == "o" && len(args) == 1:
		return args[0].text, true
	case name == "f" && len(args) == 2:
		return fraction(before, args[0].text, args[1].text), true
	case name == "r" && len(args) == 1:
		return "√" + whole(args[0].text), true
	case name == "r" && len(args) == 2 && (args[0].text == "" || args[0].text == "2"):
		return "√" + whole(args[1].text), true
	case name == "b" && len(options) == 1 && len(args) == 1:
		return "(" + args[0].text + ")", true
	case strings.HasPrefix(name, "s") && len(options) > 1 && len(args) == 1:
		return shifted(options[1], args[0].text)
	}
	return "", false
}

// shifted gives the argument of \s\up or \s\do.
func shifted(option, text string) (string, bool) {
	s := raised
	if strings.HasPrefix(option, "do") {
		s = lowered
	} else if !strings.HasPrefix(option, "up") {
		return "", false
	}
	return scripted(text, s)
}

// The characters that Unicode has in circles.
const (
	circles      = "○◯〇Ｏ⭕"
	inCircles    = "一二三四五六七八九十上中下左右男女正学企医协夜财优印注项休写监"
	circledChars = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉㊤㊥㊦㊧㊨㊚㊛㊣㊫㊭㊩㊯㊰㊖㊝㊞㊟㊠㊡㊢㊬"
)

var circled = signs(inCircles, circledChars)

// enclosed gives a character in a circle: ⑤. It is false for another ring, or another character.
func enclosed(ring, inner string) (string, bool) {
	if len([]rune(ring)) != 1 || !strings.Contains(circles, ring) {
		return "", false
	}
	all := []rune(inner)
	if n := integer(inner, -1); n >= 0 {
		switch {
		case n == 0:
			return "⓪", true
		case n <= 20:
			return string('①' + rune(n-1)), true
		case n <= 35:
			return string('㉑' + rune(n-21)), true
		case n <= 50:
			return string('㊱' + rune(n-36)), true
		}
		return "", false
	}
	if len(all) != 1 {
		return "", false
	}
	switch r := all[0]; {
	case 'A' <= r && r <= 'Z':
		return string('Ⓐ' + r - 'A'), true
	case 'a' <= r && r <= 'z':
		return string('ⓐ' + r - 'a'), true
	case circled[r] != 0:
		return string(circled[r]), true
	}
	return "", false
}
