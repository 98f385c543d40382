// Strokelist makes strokes.txt of package person out of rime's stroke table, two tables of Unicode, and what both lack:
//
//	apt-get download rime-data-stroke unicode-data; for deb in *.deb; do dpkg -x $deb .; done; bunzip2 usr/share/unicode/*.bz2
//	go run ./internal/strokelist usr/share/rime-data/stroke.dict.yaml usr/share/unicode/Unihan_IRGSources.txt \
//		usr/share/unicode/Unihan_OtherMappings.txt strokes.more.txt > strokes.txt
//
// A line of strokes.txt is a number of strokes and the characters that have it, in the order of their strokes: 横, 竖, 撇, 点, 折.
//
// rime often has two ways to write a character, one of the mainland. kTGH of Unicode is the place of a character in 通用规范汉字表
// (2013), whose three lists are each in the official order of strokes. So the ways are taken that agree with that order; a
// character none of whose ways agrees goes behind the one before it in its list. For the rest, kTotalStrokes chooses.
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"log"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The three lists of 通用规范汉字表 end here.
var lists = [...]int{3500, 6500, 8105}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 5 {
		log.Fatal("usage: strokelist stroke.dict.yaml Unihan_IRGSources.txt Unihan_OtherMappings.txt strokes.more.txt > strokes.txt")
	}
	t := tables{ways: map[rune][]string{}, total: map[rune]int{}, place: map[rune]int{}, chosen: map[rune]string{}}
	if err := t.read(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		log.Fatal("strokelist: ", err)
	}
	t.choose()
	if _, err := os.Stdout.WriteString(t.lines()); err != nil {
		log.Fatal("strokelist: ", err)
	}
}

// tables are what is known of each character. Strokes are digits: 1 横, 2 竖, 3 撇, 4 点, 5 折.
type tables struct {
	ways   map[rune][]string
	total  map[rune]int // of strokes, by Unicode
	place  map[rune]int // in 通用规范汉字表, from 1
	chosen map[rune]string
}

func (t *tables) read(rime, sources, mappings, more string) error {
	digits := strings.NewReplacer("h", "1", "s", "2", "p", "3", "n", "4", "z", "5")
	err := eachLine(rime, func(f []string) error {
		if r, ok := character(f[0]); ok && len(f) >= 2 {
			t.ways[r] = append(t.ways[r], digits.Replace(f[1]))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := eachProperty(sources, "kTotalStrokes", func(r rune, value string) (err error) {
		t.total[r], err = strconv.Atoi(value)
		return err
	}); err != nil {
		return err
	}
	if err := eachProperty(mappings, "kTGH", func(r rune, value string) (err error) {
		t.place[r], err = strconv.Atoi(strings.TrimPrefix(value, "2013:"))
		return err
	}); err != nil {
		return err
	}
	return eachLine(more, func(f []string) error {
		r, ok := character(f[0])
		if !ok || len(f) != 2 || strings.Trim(f[1], "12345") != "" {
			return fmt.Errorf("%q: want a character and its strokes", f)
		}
		t.ways[r] = f[1:]
		return nil
	})
}

func character(s string) (rune, bool) {
	r, size := utf8.DecodeRuneInString(s)
	return r, size == len(s) && unicode.Is(unicode.Unified_Ideograph, r)
}

// eachProperty goes through a file of Unihan: lines of U+4E00, the property's name and its values, the first of which is that
// of the mainland.
func eachProperty(path, name string, do func(r rune, value string) error) error {
	return eachLine(path, func(f []string) error {
		if len(f) != 3 || f[1] != name {
			return nil
		}
		code, err := strconv.ParseInt(strings.TrimPrefix(f[0], "U+"), 16, 32)
		if err != nil {
			return err
		}
		return do(rune(code), strings.Fields(f[2])[0])
	})
}

func eachLine(path string, do func(fields []string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	for s.Scan() {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		if err := do(strings.Split(s.Text(), "\t")); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return s.Err()
}

// choose takes one way for each character.
func (t *tables) choose() {
	for r, ways := range t.ways { // rime has the way of the mainland last
		for _, w := range ways {
			if t.chosen[r] == "" || len(w) == t.total[r] || len(t.chosen[r]) != t.total[r] {
				t.chosen[r] = w
			}
		}
	}
	order := make([]rune, lists[len(lists)-1])
	for r, place := range t.place {
		order[place-1] = r
	}
	from := 0
	for _, to := range lists {
		t.chain(order[from:to])
		from = to
	}
}

// link is a character with one of its ways, and the link before it in the longest chain that ends with it; -1 for none.
type link struct{ at, before int }

// chain takes the ways of a list with which most of its characters are in order, and puts the others behind those before
// them. It is the search for the longest ascending row: ends has the links that chains of 1, 2, 3… characters may end with
// at the least.
func (t *tables) chain(list []rune) {
	var links []link
	var ways []string
	var ends []int
	for i, r := range list {
		own := slices.SortedFunc(slices.Values(t.ways[r]), func(a, b string) int { return compare(b, a) })
		for _, w := range own { // the greatest first, so that no two ways of one character are in a chain
			n := sort.Search(len(ends), func(n int) bool { return compare(ways[ends[n]], w) > 0 })
			l := link{i, -1}
			if n > 0 {
				l.before = ends[n-1]
			}
			links, ways = append(links, l), append(ways, w)
			if n == len(ends) {
				ends = append(ends, 0)
			}
			ends[n] = len(links) - 1
		}
	}
	taken := make([]string, len(list))
	for l := ends[len(ends)-1]; l >= 0; l = links[l].before {
		taken[links[l].at] = ways[l]
	}
	last := ""
	for i, r := range list {
		if taken[i] == "" {
			log.Printf("%c: %q does not agree with the official order", r, t.ways[r])
			taken[i] = last
		}
		t.chosen[r], last = taken[i], taken[i]
	}
}

// compare orders ways by the number of strokes, and then stroke by stroke.
func compare(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// lines gives strokes.txt. Of characters with the same strokes those of 通用规范汉字表 come first, in its order.
func (t *tables) lines() string {
	all := make([]rune, 0, len(t.chosen))
	for r := range t.chosen {
		all = append(all, r)
	}
	place := func(r rune) int { return cmp.Or(t.place[r], len(t.chosen)) }
	slices.SortFunc(all, func(a, b rune) int {
		return cmp.Or(compare(t.chosen[a], t.chosen[b]), cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
	var b strings.Builder
	count := 0
	for _, r := range all {
		if n := len(t.chosen[r]); n != count {
			if count > 0 {
				b.WriteByte('\n')
			}
			count = n
			fmt.Fprintf(&b, "%d ", n)
		}
		b.WriteRune(r)
	}
	b.WriteByte('\n')
	return b.String()
}
