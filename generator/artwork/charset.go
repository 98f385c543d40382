package artwork

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// utf8Text gives a file in UTF-8, without a byte order mark. UTF-16 is told by its mark, or by the nought beside its first <
// (XML 1.0, appendix F); whatever else is not UTF-8 says so in its declaration, which decoder follows.
func utf8Text(data []byte) []byte {
	var order unicode.Endianness
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00")):
		order = unicode.LittleEndian
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<")):
		order = unicode.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(data)
	if err != nil {
		return data
	}
	return bytes.TrimPrefix(text, []byte("\ufeff"))
}

// encodings are those that a declaration may name, beside UTF-8.
var encodings = map[string]encoding.Encoding{
	"gb2312": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GB18030, "gb18030": simplifiedchinese.GB18030,
	"iso-8859-1": charmap.ISO8859_1, "windows-1252": charmap.Windows1252, "us-ascii": charmap.ISO8859_1,
	"utf-16": encoding.Nop, "utf-16le": encoding.Nop, "utf-16be": encoding.Nop, // utf8Text has decoded them
}

// decoder gives the tokens of a file.
func decoder(data []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(utf8Text(data)))
	d.CharsetReader = func(name string, r io.Reader) (io.Reader, error) {
		if e := encodings[strings.ToLower(strings.TrimSpace(name))]; e != nil {
			return e.NewDecoder().Reader(r), nil
		}
		return nil, &Refusal{1, "用的是 " + excerpt(name) + " 编码，读不出来，请在绘图软件里另存为 UTF-8 编码的“普通 SVG”。"}
	}
	return d
}
