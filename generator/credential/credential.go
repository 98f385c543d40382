// Package credential signs what a certificate says, so that anyone who has the issuer's public key can tell a genuine one
// from a forged or altered one without asking anybody.
//
// A signed credential is one line of text: "GW1:", and in base32 (RFC 4648, without padding; QR codes have these characters
// at 5.5 bits each) these bytes:
//
//	4     the first bytes of the SHA-256 of the public key: which key signed
//	2     the date, in days since 1970-01-01, big-endian
//	1+n   four times a length and a text in GB 18030: number, name, honour, issuer
//	64    Ed25519 (RFC 8032) over the bytes "gongwen credential 1\n" and all of the above
//
// All of it is printed on the certificate already; nothing in it is secret. It proves what the issuer signed, not that the
// paper around it says the same: whoever checks compares the two.
package credential

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Credential is what a certificate says.
type Credential struct {
	Number string    `json:"number"` // 常电大委证〔2012〕1号
	Name   string    `json:"name"`   // of the person or the branch
	Honour string    `json:"honour"`
	Issuer string    `json:"issuer"`
	Date   time.Time `json:"date"` // its day counts
}

// mark begins every signed text. Another layout of the bytes would have another one.
const mark = "GW1:"

// context keeps a signature from being taken for one of something else by the same key.
const context = "gongwen credential 1\n"

// mostBytes is what fits into the largest QR code that is drawn, version 10-M with 311 characters: ISO/IEC 18004:2015, table 7.
const mostBytes = (311 - len(mark)) * 5 / 8

const (
	day      = 24 * time.Hour
	idBytes  = 4
	lastDay  = 1<<16 - 1 // 2149-06-06
	mostText = 1<<8 - 1
)

// ErrLong is a credential whose texts do not fit into a QR code together.
var ErrLong = errors.New("credential: texts too long for a QR code")

// FieldError is a field that cannot be signed.
type FieldError struct {
	Field string // number, name, honour, issuer or date
	Err   error
}

func (e *FieldError) Error() string { return fmt.Sprintf("credential: %s: %v", e.Field, e.Err) }
func (e *FieldError) Unwrap() error { return e.Err }

// What is wrong with a field; a text may also be ErrLong on its own.
var (
	ErrDate    = errors.New("want a date from 1970-01-01 to 2149-06-06")
	ErrControl = errors.New("a control character")
	ErrPrivate = errors.New("a character for private use, which means nothing to others")
	ErrUTF8    = errors.New("no UTF-8")
)

// Signer signs credentials. It may be used by several goroutines at a time.
type Signer struct {
	key ed25519.PrivateKey
	id  [idBytes]byte
}

// NewSigner gives a signer with a private key.
func NewSigner(key ed25519.PrivateKey) *Signer {
	return &Signer{key: key, id: keyID(key.Public().(ed25519.PublicKey))}
}

// keyID tells keys apart. It proves nothing.
func keyID(key ed25519.PublicKey) [idBytes]byte {
	sum := sha256.Sum256(key)
	return [idBytes]byte(sum[:])
}

// KeyID gives the name of a key as findings have it: eight hexadecimal digits.
func KeyID(key ed25519.PublicKey) string { return fmt.Sprintf("%X", keyID(key)) }

// Sign gives the text for a certificate's QR code. The same credential always gives the same text. The error is a
// *FieldError, or ErrLong.
func (s *Signer) Sign(c *Credential) (string, error) {
	signed := make([]byte, len(context), len(context)+mostBytes)
	copy(signed, context)
	signed, err := appendBody(append(signed, s.id[:]...), c)
	if err != nil {
		return "", err
	}
	signature := ed25519.Sign(s.key, signed)
	payload := append(signed[len(context):], signature...)
	if len(payload) > mostBytes {
		return "", ErrLong
	}
	return mark + encoding().EncodeToString(payload), nil
}

func encoding() *base32.Encoding { return base32.StdEncoding.WithPadding(base32.NoPadding) }

// field is a text of a credential.
type field struct {
	name string
	text *string
}

func (c *Credential) fields() [4]field {
	return [4]field{{"number", &c.Number}, {"name", &c.Name}, {"honour", &c.Honour}, {"issuer", &c.Issuer}}
}

func appendBody(dst []byte, c *Credential) ([]byte, error) {
	year, month, dayOfMonth := c.Date.Date()
	days := time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix() / int64(day/time.Second)
	if days < 0 || days > lastDay {
		return nil, &FieldError{"date", fmt.Errorf("%s: %w", c.Date.Format(time.DateOnly), ErrDate)}
	}
	dst = binary.BigEndian.AppendUint16(dst, uint16(days))
	for _, f := range c.fields() {
		var err error
		if dst, err = appendText(dst, *f.text); err != nil {
			return nil, &FieldError{f.name, fmt.Errorf("%q: %w", *f.text, err)}
		}
	}
	return dst, nil
}

func appendText(dst []byte, text string) ([]byte, error) {
	switch {
	case !utf8.ValidString(text):
		return nil, ErrUTF8
	case strings.ContainsFunc(text, unicode.IsControl):
		return nil, ErrControl
	case strings.ContainsFunc(text, private):
		return nil, ErrPrivate
	}
	coded, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		return nil, fmt.Errorf("a character that GB 18030 has not: %w", err)
	}
	if len(coded) > mostText {
		return nil, ErrLong
	}
	return append(append(dst, byte(len(coded))), coded...), nil
}

func private(r rune) bool { return unicode.Is(unicode.Co, r) }

// sealed is a signed text taken apart.
type sealed struct {
	id         [idBytes]byte
	signed     []byte // what the signature is over
	signature  []byte
	credential Credential
}

// open takes a signed text apart. ok is false if it is none.
func open(text string) (s *sealed, ok bool) {
	coded := text[len(mark):]
	payload, err := encoding().DecodeString(coded)
	if err != nil || encoding().EncodeToString(payload) != coded || len(payload) < idBytes+ed25519.SignatureSize {
		return nil, false
	}
	body, signature := payload[:len(payload)-ed25519.SignatureSize], payload[len(payload)-ed25519.SignatureSize:]
	s = &sealed{
		id:        [idBytes]byte(body),
		signed:    append([]byte(context), body...),
		signature: signature,
	}
	return s, s.credential.read(body[idBytes:])
}

// read reads a body without its key. It accepts only what appendBody writes.
func (c *Credential) read(body []byte) bool {
	if len(body) < 2 {
		return false
	}
	c.Date = time.Unix(0, 0).UTC().AddDate(0, 0, int(binary.BigEndian.Uint16(body)))
	rest := body[2:]
	for _, f := range c.fields() {
		if len(rest) == 0 || len(rest) <= int(rest[0]) {
			return false
		}
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(rest[1 : 1+rest[0]])
		if err != nil {
			return false
		}
		*f.text, rest = string(text), rest[1+rest[0]:]
	}
	again, err := appendBody(nil, c)
	return err == nil && bytes.Equal(again, body)
}
