// Wordlist makes words.txt of package typeset out of jieba's dictionary and the words of offices:
//
//	npm pack nodejieba@3.5.8 && tar xf nodejieba-3.5.8.tgz
//	go run ./internal/wordlist package/submodules/cppjieba/dict/jieba.dict.utf8 words.office.txt > words.txt
//
// A line of words.txt is a word of one to five Chinese characters and what it costs to use it: 100·ln(total/frequency),
// rounded. The lines are in the order of their bytes. Words that jieba met fewer than 50 times are left out.
package main

import (
	"bufio"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	rarest = 50   // frequency of the rarest word that is taken
	office = 2000 // frequency that a word of offices is given at the least
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: wordlist jieba.dict.utf8 words.office.txt > words.txt")
	}
	words, total, err := frequencies(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal("wordlist: ", err)
	}
	var lines []string
	for w, n := range words {
		lines = append(lines, fmt.Sprintf("%s %d\n", w, int(math.Round(100*math.Log(float64(total)/float64(n))))))
	}
	slices.Sort(lines)
	if _, err := os.Stdout.WriteString(strings.Join(lines, "")); err != nil {
		log.Fatal("wordlist: ", err)
	}
}

// frequencies gives the words that are taken with their frequencies, and the sum of all frequencies of the dictionary.
func frequencies(dictionary, offices string) (words map[string]int, total int, err error) {
	words = map[string]int{}
	err = eachLine(dictionary, func(line string) error {
		f := strings.Fields(line)
		if len(f) < 2 {
			return fmt.Errorf("%q: want a word and its frequency", line)
		}
		n, err := strconv.Atoi(f[1])
		total += n
		if n >= rarest && chinese(f[0]) {
			words[f[0]] = n
		}
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	err = eachLine(offices, func(line string) error {
		if w := strings.TrimSpace(line); w != "" && !strings.HasPrefix(w, "#") {
			words[w] = max(words[w], office)
		}
		return nil
	})
	return words, total, err
}

func eachLine(path string, do func(line string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	for s.Scan() {
		if err := do(s.Text()); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return s.Err()
}

// chinese says whether w is one to five Chinese characters.
func chinese(w string) bool {
	for _, r := range w {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return utf8.RuneCountInString(w) <= 5
}
