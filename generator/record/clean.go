package record

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/generator/mend"
	"gongwen/generator/notice"
)

// The limits of an input. A paper of a hundred pages has about 200 KB.
const (
	maxBytes      = 1 << 20 // without pictures
	maxDepth      = 16
	maxFaults     = 100
	maxBlankLines = 50 // in a row: the YAML scanner takes quadratic time over them
)

// clean gives the input as text with line feeds alone, and what is to be told of its encoding; or it says why it is no text.
func clean(data []byte) (string, []notice.Notice, notice.Refusal) {
	if size := len(data) - encodedBytes(data); size > maxBytes {
		return "", nil, notice.Refusal{{Code: "too-large", Message: fmt.Sprintf("内容有 %d 字节，最多可有 %d 字节。", size, maxBytes)}}
	}
	text, encoding, err := mend.Decode(data)
	if err != nil {
		return "", nil, notice.Refusal{{Code: "encoding", Message: err.Error() + "。"}}
	}
	text = lineFeeds(text)
	if strings.TrimSpace(text) == "" {
		return "", nil, notice.Refusal{{Code: "empty", Message: "内容是空的，请填写后再试（gongwen sample 可给出样例）。"}}
	}
	var told []notice.Notice
	if encoding != "" {
		told = append(told, notice.Notice{Code: "encoding", Message: fmt.Sprintf("文件是 %s 编码，已按这种编码读入；最好另存为 UTF-8。", encoding)})
	}
	return text, told, badCharacters(text)
}

// encodedBytes counts the bytes of pictures that stand in the input as data: URIs.
func encodedBytes(data []byte) int {
	n := 0
	for {
		_, rest, found := bytes.Cut(data, []byte(encodedMark))
		if !found {
			return n
		}
		data = bytes.TrimLeftFunc(rest, isBase64)
		n += len(rest) - len(data)
	}
}

// badCharacters finds what no text has: bytes that are not UTF-8, control characters, too many empty lines.
func badCharacters(text string) (faults notice.Refusal) {
	line, column, empty := 1, 0, 0
	for i, r := range text {
		column++
		if r == '\n' {
			line, column = line+1, 0
			empty++
			if empty > maxBlankLines {
				return append(faults, notice.Notice{Line: line, Column: 1, Code: "blank-lines",
					Message: fmt.Sprintf("连续空行超过 %d 行，请删去。", maxBlankLines)})
			}
			continue
		}
		if !mend.IsBlank(r) {
			empty = 0
		}
		switch {
		case r >= ' ' && r < 0x7f:
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return append(faults, notice.Notice{Line: line, Column: column, Code: "encoding", Message: "文件不是 UTF-8 编码，请另存为 UTF-8 再试。"})
		case r != '\t' && isControl(r):
			faults = append(faults, notice.Notice{Line: line, Column: column, Code: "control-character", Message: controlMessage(r)})
			if len(faults) == maxFaults {
				return faults
			}
		}
	}
	return faults
}

// isControl tells whether r is a character that no text may have. Line feed and tab are among them: whoever allows them looks
// for them first.
func isControl(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError || r&0xfffe == 0xfffe
}

func controlMessage(r rune) string {
	if r == utf8.RuneError {
		return "有一个乱码字符（U+FFFD），原字已经丢失，请补上原字。"
	}
	return fmt.Sprintf("有控制字符 %U，不能印出，请删去；要换行，请直接换行。", r)
}
