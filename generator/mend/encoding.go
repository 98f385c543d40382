package mend

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// ErrNoText is the error for data that is no text in any of these encodings.
var ErrNoText = errors.New("这不是文本文件")

var errNoEncoding = errors.New("看不出文件的编码，请另存为 UTF-8 再试")

// Decode gives the text of a file in UTF-8, UTF-16, or GB 18030 and so GBK, without the mark. name is what
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
		if from = unmarked(data); from == nil {
			return "", "", ErrNoText
		}
		name = "UTF-16"
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

// unmarked gives the UTF-16 that a text without a byte order mark is in: nearly all of its characters are then those of Chinese
// texts. It is nil for data that is no text.
func unmarked(data []byte) encoding.Encoding {
	if len(data)%2 != 0 {
		return nil
	}
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		e := unicode.UTF16(order, unicode.IgnoreBOM)
		text, err := e.NewDecoder().Bytes(data)
		if err != nil {
			continue
		}
		all, usual := 0, 0
		for _, r := range string(text) {
			all++
			if r == '\n' || r == '\r' || r == '\t' || 0x20 <= r && r < 0x7f || isHan(r) || isMark(r) || IsBlank(r) || 0xff00 < r && r < 0xff5f {
				usual++
			}
		}
		if all > 1 && usual*20 >= all*19 {
			return e
		}
	}
	return nil
}
