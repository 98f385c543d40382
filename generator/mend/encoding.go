package mend

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var (
	errNoText     = errors.New("这不是文本文件；UTF-16 的文本要带字节顺序标记（BOM）")
	errNoEncoding = errors.New("看不出文件的编码，请另存为 UTF-8 再试")
)

// Decode gives the text of a file in UTF-8, UTF-16 with a byte order mark, or GB 18030 and so GBK, without the mark. name is what
// the encoding is called; "" for UTF-8. A text that is UTF-8 but for some bytes keeps those as they are. The error is a Chinese
// sentence without its stop.
func Decode(data []byte) (text, name string, err error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		name, from = "UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		name, from = "UTF-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.IndexByte(data, 0) >= 0:
		return "", "", errNoText
	case mostlyUTF8(data):
		return string(bytes.TrimPrefix(data, []byte("\ufeff"))), "", nil
	default:
		name, from = "GBK（GB 18030）", simplifiedchinese.GB18030
	}
	decoded, err := from.NewDecoder().Bytes(data)
	if err != nil || bytes.Count(decoded, []byte("\ufffd"))*20 > utf8.RuneCount(decoded) {
		return "", "", errNoEncoding
	}
	return string(decoded), name, nil
}

// mostlyUTF8 tells whether more characters beyond ASCII are right in UTF-8 than bytes are wrong: GBK has next to none that are.
func mostlyUTF8(data []byte) bool {
	right, wrong := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			wrong++
		case n > 2:
			right++
		}
		data = data[n:]
	}
	return wrong == 0 || right > wrong
}
