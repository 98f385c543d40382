package generator

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gongwen/generator/kind"
)

// The fields that a batch knows. It fills in the number and the credential, which is of the others, the honour and the date.
const (
	nameField       = "name"
	numberField     = "number"
	credentialField = "credential"
	issuersField    = "signed_by"
)

// numbering counts numbers on from a first one.
type numbering struct {
	before, after string
	first         int
	digits        int // at least
}

var lastDigits = regexp.MustCompile(`^(.*?)([0-9]{1,9})([^0-9]*)$`)

// parseNumbering reads a number such as 常电大委证〔2012〕1号: its last digits count. "" counts nothing.
func parseNumbering(s string, k *kind.Kind) (numbering, error) {
	if s == "" {
		return numbering{}, nil
	}
	if fieldOf(k, numberField) == nil {
		return numbering{}, optionFault("%s没有编号这一项", k.Title)
	}
	m := lastDigits.FindStringSubmatch(s)
	if m == nil {
		return numbering{}, optionFault("“%s”里没有可以往下数的数字，应如“常电大委证〔2012〕1号”", s)
	}
	n := numbering{before: m[1], after: m[3], digits: 1}
	if strings.HasPrefix(m[2], "0") {
		n.digits = len(m[2])
	}
	var err error
	n.first, err = strconv.Atoi(m[2])
	return n, err
}

// at gives the number of the row with an index; "" if nothing is counted.
func (n *numbering) at(index int) string {
	if n.digits == 0 {
		return ""
	}
	return fmt.Sprintf("%s%0*d%s", n.before, n.digits, n.first+index, n.after)
}

// fileName makes the names of files: texts, and fields between them.
type fileName struct {
	texts  []string // one more than there are fields
	fields []string // English names, or rowNumber or place
}

// What a file name may have beside fields.
const (
	place     = "n"   // of the paper among those of all rows, from 1, of at least four digits
	rowNumber = "row" // of the sheet
)

var inBraces = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// parseFileName reads a text such as {{n}}_{{name}}.
func parseFileName(s string, k *kind.Kind) (fileName, error) {
	var f fileName
	if s == "" {
		return f, nil
	}
	at := 0
	for _, m := range inBraces.FindAllStringSubmatchIndex(s, -1) {
		f.texts = append(f.texts, s[at:m[0]])
		at = m[1]
		name := s[m[2]:m[3]]
		if field := fieldOf(k, name); field != nil {
			name = field.Name
		} else if name != place && name != rowNumber {
			return f, optionFault("文件名中的“%s”不是%s的一项", name, k.Title)
		}
		f.fields = append(f.fields, name)
	}
	f.texts = append(f.texts, s[at:])
	return f, nil
}

// of gives the name of a row's file, without extension.
func (f *fileName) of(it *item, k *kind.Kind) (string, error) {
	if f.texts == nil {
		return k.FileName(it.record)
	}
	var b strings.Builder
	for i, field := range f.fields {
		b.WriteString(f.texts[i])
		switch field {
		case place:
			fmt.Fprintf(&b, "%04d", it.index+1)
		case rowNumber:
			fmt.Fprint(&b, it.row.Number)
		default:
			if v := it.record.Values[field]; v != nil {
				fmt.Fprint(&b, v)
			}
		}
	}
	b.WriteString(f.texts[len(f.fields)])
	return kind.CleanName(b.String(), k.Name), nil
}
