package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// markup reads the tags and texts of an XML part one after the other, with no memory but one token's. Names come without
// their prefix.
type markup struct {
	from io.Reader
	buf  []byte
	next int // the first byte of buf that was not read
	err  error

	kind    markupKind
	name    []byte // of a tag; valid until the next call of read, as attributes and text are
	pairs   []byte // the attributes of a start tag as they are written
	text    []byte // of a text, as it is written
	literal bool   // the text has no references: a CDATA section
	empty   bool   // the start tag is its own end tag, which comes next
}

// markupKind says what a token is.
type markupKind uint8

const (
	startTag markupKind = iota
	endTag
	textRun
)

// maxToken is how long a tag or a text may be. A cell has at most 32,767 characters (ECMA-376-1, 18.18.26).
const maxToken = 1 << 20

var (
	errToken   = fmt.Errorf("%w: a tag or a text", ErrTooLarge)
	errCut     = errors.New("workbook: XML ends in the middle")
	errDoctype = errors.New("workbook: XML with a document type")
)

func newMarkup(r io.Reader) *markup { return &markup{from: r, buf: make([]byte, 0, 64<<10)} }

// read moves to the next token. It gives false at the end, and at an error, which is in err then.
func (m *markup) read() bool {
	if m.empty {
		m.empty, m.kind = false, endTag
		return true
	}
	for m.err == nil && (m.next < len(m.buf) || m.fill()) {
		switch {
		case m.buf[m.next] != '<':
			m.kind, m.literal = textRun, false
			m.text = m.until("<")
			return m.text != nil
		case m.starts("<?"):
			if !m.skip("?>") {
				m.cut()
			}
		case m.starts("<!--"):
			if !m.skip("-->") {
				m.cut()
			}
		case m.starts("<![CDATA["):
			m.next += len("<![CDATA[")
			m.kind, m.literal = textRun, true
			if m.text = m.until("]]>"); m.text == nil {
				m.cut()
				return false
			}
			m.next += len("]]>")
			return true
		case m.starts("<!"):
			m.err = errDoctype
		default:
			m.tag()
			return m.err == nil
		}
	}
	return false
}

// fill reads on and keeps what was not read. It gives false when there is no more, or no room.
func (m *markup) fill() bool {
	if m.err != nil {
		return false
	}
	m.buf = append(m.buf[:0], m.buf[m.next:]...)
	m.next = 0
	if len(m.buf) == cap(m.buf) {
		if cap(m.buf) >= maxToken {
			m.err = errToken
			return false
		}
		m.buf = append(make([]byte, 0, 2*cap(m.buf)), m.buf...)
	}
	for range 100 {
		n, err := m.from.Read(m.buf[len(m.buf):cap(m.buf)])
		m.buf = m.buf[:len(m.buf)+n]
		if err != nil && !errors.Is(err, io.EOF) {
			m.err = err
			return false
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	m.err = io.ErrNoProgress
	return false
}

func (m *markup) starts(prefix string) bool {
	for len(m.buf)-m.next < len(prefix) && m.fill() {
	}
	return bytes.HasPrefix(m.buf[m.next:], []byte(prefix))
}

// until gives what stands before end, and moves to end; nil if it does not come.
func (m *markup) until(end string) []byte {
	for done := 0; ; {
		if i := bytes.Index(m.buf[m.next+done:], []byte(end)); i >= 0 {
			b := m.buf[m.next : m.next+done+i]
			m.next += done + i
			return b
		}
		done = max(0, len(m.buf)-m.next-len(end)+1)
		if !m.fill() {
			m.next = len(m.buf)
			return nil
		}
	}
}

// skip moves behind end; it gives false if that does not come.
func (m *markup) skip(end string) bool {
	for {
		if i := bytes.Index(m.buf[m.next:], []byte(end)); i >= 0 {
			m.next += i + len(end)
			return true
		}
		m.next = max(m.next, len(m.buf)-len(end)+1)
		if !m.fill() {
			m.next = len(m.buf)
			return false
		}
	}
}

// cut notes that the part ends where it should not.
func (m *markup) cut() {
	m.next = len(m.buf)
	if m.err == nil {
		m.err = errCut
	}
}

// tag reads a tag up to its >, of which its values may have some too.
func (m *markup) tag() {
	var quote byte
	for i := 1; ; i++ {
		if m.next+i == len(m.buf) && !m.fill() {
			m.cut()
			return
		}
		switch c := m.buf[m.next+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			m.take(m.buf[m.next+1 : m.next+i])
			m.next += i + 1
			return
		}
	}
}

func (m *markup) take(tag []byte) {
	m.kind = startTag
	if rest, ok := bytes.CutPrefix(tag, []byte("/")); ok {
		m.kind, tag = endTag, rest
	} else if rest, ok := bytes.CutSuffix(tag, []byte("/")); ok {
		m.empty, tag = true, rest
	}
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	m.name, m.pairs = local(tag[:end]), tag[end:]
}

// local gives a name without its prefix.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// attr gives the value of an attribute as it is written, nil if there is none.
func (m *markup) attr(name string) []byte {
	for rest := m.pairs; ; {
		key, after, ok := bytes.Cut(rest, []byte("="))
		after = bytes.TrimLeft(after, " \t\r\n")
		if !ok || len(after) == 0 {
			return nil
		}
		value, more, ok := bytes.Cut(after[1:], after[:1])
		if !ok {
			return nil
		}
		key = bytes.TrimSpace(key)
		if string(local(key)) == name && !bytes.HasPrefix(key, []byte("xmlns")) {
			return value
		}
		rest = more
	}
}

// is tells whether the token is the start of an element.
func (m *markup) is(name string) bool { return m.kind == startTag && string(m.name) == name }

// ends tells whether the token is the end of an element.
func (m *markup) ends(name string) bool { return m.kind == endTag && string(m.name) == name }

// characters gives a text or a value with its references resolved. What is not UTF-8 becomes U+FFFD.
func characters(raw []byte, literal bool) string {
	s := string(raw)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if literal || strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "&")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, ";")
		if r := reference(name); closed && r != 0 {
			b.WriteRune(r)
			s = after
		} else {
			b.WriteByte('&')
			s = rest
		}
	}
}

// reference gives the character of a reference; 0 if there is none of that name.
func reference(name string) rune {
	if digits, ok := strings.CutPrefix(name, "#x"); ok {
		return codePoint(digits, 16)
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		return codePoint(digits, 10)
	}
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	return 0
}

func codePoint(digits string, base int) rune {
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || n == 0 {
		return 0
	}
	if !utf8.ValidRune(rune(n)) {
		return utf8.RuneError
	}
	return rune(n)
}
