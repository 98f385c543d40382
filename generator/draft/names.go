package draft

import (
	"regexp"
	"strings"

	"gongwen/generator/mend"
)

// nameGap is what parts two names of a line; less than that may stand in a spread name, 王　勇.
var nameGap = regexp.MustCompile(`[\p{Zs}]*\t[\t\p{Zs}]*|[\p{Zs}]{2,}`)

// listedName is a name as it stands in a list, with what is said of the person in brackets.
var listedName = regexp.MustCompile(`^(?:\p{Han}{2,4}|\p{Han}\p{Zs}\p{Han}|\p{Han}+(?:·\p{Han}+)+)(?:[（(][^（()）]*[)）])?$`)

// namesOf gives the names of a line; nil if it is no line of a list of names.
func namesOf(p passage) []string {
	if p.row != nil {
		return nil
	}
	names := nameGap.Split(p.text, -1)
	for i, name := range names {
		if !listedName.MatchString(name) {
			return nil
		}
		names[i] = strip(name)
	}
	return names
}

// nameLines gives the names of a list that begins with the first passage, and how many passages it takes: 0 if there is none.
// Its first line has two names at least, and half of all begin with a frequent surname, unlike the head of a table.
func nameLines(all []passage) (names []string, n int) {
	known := 0
	for n < len(all) {
		line := namesOf(all[n])
		if line == nil || n == 0 && len(line) < 2 {
			break
		}
		for _, name := range line {
			if mend.HasSurname(name) || strings.Contains(name, "·") {
				known++
			}
		}
		names = append(names, line...)
		n++
	}
	if 2*known < len(names) || n == 0 {
		return nil, 0
	}
	return names, n
}
