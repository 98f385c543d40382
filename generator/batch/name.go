package batch

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"gongwen/generator/kind"
	"gongwen/generator/notice"
	"gongwen/generator/serial"
)

// parseNumbers reads the number of the first paper; "" counts nothing. It is mended as one in a cell is, which is told, and refused
// like it.
func parseNumbers(first string, k *kind.Kind) (n serial.Numbers, told []notice.Notice, err error) {
	if first == "" {
		return serial.Numbers{}, nil, nil
	}
	if k.Numbered == "" {
		return serial.Numbers{}, nil, optionFault("%s没有编号这一项", k.Title)
	}
	mended, told, err := k.Schema.Value(k.Numbered, first)
	if faults := (notice.Refusal)(nil); errors.As(err, &faults) {
		return serial.Numbers{}, nil, optionFault("编号不能用：%s", strings.TrimSuffix(faults[0].Message, "。"))
	} else if err != nil {
		return serial.Numbers{}, nil, err
	}
	text, _ := mended.(string)
	n, ok := serial.Parse(text)
	if !ok {
		return serial.Numbers{}, nil, optionFault("“%s”里没有可以往下数的数字，应如“常电大委证〔2012〕1号”", first)
	}
	return n, told, nil
}

// fileName makes the names of files: texts, and fields between them.
type fileName struct {
	texts  []string // one more than there are fields
	fields []string // English names, or rowNumber or serialName
}

// What a file name may have beside fields.
const (
	serialName = "n"   // of the paper among those of all rows, from 1, of at least four digits
	rowNumber  = "row" // of the sheet
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
		} else if name != serialName && name != rowNumber {
			return f, optionFault("文件名中的“%s”不是%s的一项", name, k.Title)
		}
		f.fields = append(f.fields, name)
	}
	f.texts = append(f.texts, s[at:])
	return f, nil
}

// of gives the name of a row's file, without extension.
func (f *fileName) of(work *rowWork, k *kind.Kind) (string, error) {
	if f.texts == nil {
		return k.FileName(work.record)
	}
	var b strings.Builder
	for i, field := range f.fields {
		b.WriteString(f.texts[i])
		switch field {
		case serialName:
			fmt.Fprintf(&b, "%04d", work.index+1)
		case rowNumber:
			fmt.Fprint(&b, work.row.Number)
		default:
			if v := work.record.Values[field]; v != nil {
				fmt.Fprint(&b, v)
			}
		}
	}
	b.WriteString(f.texts[len(f.fields)])
	return kind.CleanName(b.String(), k.Name), nil
}
