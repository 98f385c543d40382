package draft

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// nameGap is what parts two names of a line; less than that may stand in a spread name, 王　勇.
var nameGap = regexp.MustCompile(`[\p{Zs}]*\t[\t\p{Zs}]*|[\p{Zs}]{2,}`)

// listedName is a name as it stands in a list, with what is said of the person in brackets.
var listedName = regexp.MustCompile(`^(?:\p{Han}{2,4}|\p{Han}\p{Zs}\p{Han}|\p{Han}+(?:·\p{Han}+)+)(?:[（(][^（()）]*[)）])?$`)

// surnames are the hundred most frequent ones, which more than four fifths of all persons have.
const surnames = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"

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
			if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune(surnames, first) || strings.Contains(name, "·") {
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
