package person

import (
	"cmp"
	_ "embed"
	"slices"
	"unicode/utf8"
)

// strokes has a line for each number of strokes, "4 王…": the characters that have as many, in the order of their strokes,
// 横竖撇点折, as GB 13000.1字符集汉字字序（笔画序）规范 wants it. It is read as it stands, so that a start of the program pays nothing for
// it. internal/strokelist makes it; where from and under which licence is in strokes.LICENSE.
//
//go:embed strokes.txt
var strokes string

// ByStrokes gives the order of names by 姓氏笔画, as the places that they have in names: by the first character's strokes, of
// one surname the names of two characters first, and then character by character. It is that of lists of party congresses
// and of the 政协; those of the 人大 (姓名笔画) do not take names of two characters first. What stands in brackets behind a name does
// not count, nor does a difference of blanks; names that are alike stay in their order.
//
// unknown are the characters whose strokes are not known, each once, in the order of names. They go behind all others.
func ByStrokes(names []string) (order []int, unknown []rune) {
	all := make([][]rune, len(names))
	for i, name := range names {
		all[i] = slices.DeleteFunc([]rune(Bare(name)), func(r rune) bool { return r == ' ' || r == '\u3000' })
		order = append(order, i)
	}
	ranks := ranksOf(all)
	for _, name := range all {
		for _, r := range name {
			if ranks[r] < 0 && !slices.Contains(unknown, r) {
				unknown = append(unknown, r)
			}
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(all[i], all[j], ranks) })
	return order, unknown
}

// compare orders two names.
func compare(a, b []rune, ranks map[rune]int) int {
	first := func(name []rune) []rune { return name[:min(1, len(name))] }
	longer := func(name []rune) int {
		if len(name) > 2 {
			return 1
		}
		return 0
	}
	character := func(a, b rune) int {
		if ranks[a] < 0 || ranks[b] < 0 {
			return cmp.Or(cmp.Compare(min(0, ranks[b]), min(0, ranks[a])), cmp.Compare(a, b))
		}
		return cmp.Compare(ranks[a], ranks[b])
	}
	return cmp.Or(slices.CompareFunc(first(a), first(b), character), cmp.Compare(longer(a), longer(b)), slices.CompareFunc(a, b, character))
}

// ranksOf gives the place in strokes of each character of names: 0 for the · in a name, so that a name goes before those that
// it is the beginning of; -1 if it has none.
func ranksOf(names [][]rune) map[rune]int {
	ranks := map[rune]int{}
	missing := 0
	for _, name := range names {
		for _, r := range name {
			if _, known := ranks[r]; !known {
				ranks[r] = -1
				missing++
			}
		}
	}
	if _, used := ranks['·']; used {
		ranks['·'] = 0
		missing--
	}
	for i, r := range strokes {
		if missing == 0 {
			break
		}
		if r < utf8.RuneSelf { // the number of strokes
			continue
		}
		if _, wanted := ranks[r]; wanted {
			ranks[r] = i
			missing--
		}
	}
	return ranks
}
