package credential

import (
	"crypto/ed25519"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Verdict is what a signed text was found to be.
type Verdict string

// The verdicts.
const (
	Genuine    Verdict = "genuine"     // signed with a known key, and not taken back
	Revoked    Verdict = "revoked"     // signed with a known key, and taken back
	Altered    Verdict = "altered"     // not as the owner of the key signed it, or never signed
	UnknownKey Verdict = "unknown-key" // signed with a key that is not among those given, or never signed
	Foreign    Verdict = "foreign"     // no text of this package
)

// Finding is what is known of a text.
type Finding struct {
	Verdict    Verdict     `json:"verdict"`
	Message    string      `json:"message"`              // for the office: one Chinese sentence
	Key        string      `json:"key,omitempty"`        // KeyID of the key that the text names
	Credential *Credential `json:"credential,omitempty"` // only what a known key signed: Genuine and Revoked
	Revocation *Revocation `json:"revocation,omitempty"`
}

// Sentence says in one line of Chinese what was found.
func (f *Finding) Sentence() string {
	if f.Credential == nil {
		return "不是真的：" + f.Message
	}
	c := f.Credential
	contents := strings.Join([]string{c.Number, c.Name, "“" + c.Honour + "”", c.Issuer, c.Date.Format("2006年1月2日")}, "，")
	if f.Verdict == Genuine {
		return "真：" + contents + "。" + f.Message
	}
	return "已注销：" + contents + "。" + f.Message
}

// Verifier checks texts. It may be used by several goroutines at a time.
type Verifier struct {
	keys    map[[idBytes]byte][]ed25519.PublicKey
	revoked Revocations
}

// NewVerifier gives a verifier that knows some keys, an office's present one and its earlier ones, and honours a list of
// revocations, which may be nil.
func NewVerifier(revoked Revocations, keys ...ed25519.PublicKey) *Verifier {
	v := &Verifier{keys: map[[idBytes]byte][]ed25519.PublicKey{}, revoked: revoked}
	for _, key := range keys {
		id := keyID(key)
		v.keys[id] = append(v.keys[id], key)
	}
	return v
}

// Is tells whether a text claims to be a signed credential.
func Is(text string) bool { return strings.HasPrefix(normal(text), mark) }

// normal takes away what typing and copying add: white space and small letters.
func normal(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
}

// Verify checks a text. White space and small letters in it do not matter.
func (v *Verifier) Verify(text string) *Finding {
	text = normal(text)
	if !strings.HasPrefix(text, mark) {
		return &Finding{Verdict: Foreign, Message: "这不是 gongwen 签发的验证码，无法核验"}
	}
	s, ok := open(text)
	if !ok {
		return &Finding{Verdict: Altered, Message: "验证码残缺或被改动过，不能证明证书是真的"}
	}
	f := &Finding{Key: fmt.Sprintf("%X", s.id)}
	keys := v.keys[s.id]
	if len(keys) == 0 {
		f.Verdict, f.Message = UnknownKey, fmt.Sprintf("验证码是用未知的密钥 %s 签发的，不是所给公钥的单位签发的", f.Key)
		return f
	}
	for _, key := range keys {
		if ed25519.Verify(key, s.signed, s.signature) {
			return v.signed(f, &s.credential)
		}
	}
	f.Verdict, f.Message = Altered, "验证码的内容与签名不符：被改动过，或者是伪造的"
	return f
}

// signed fills in what is known of a credential with a good signature.
func (v *Verifier) signed(f *Finding, c *Credential) *Finding {
	f.Credential = c
	if r, revoked := v.revoked[fold(c.Number)]; revoked {
		f.Verdict, f.Revocation = Revoked, &r
		f.Message = fmt.Sprintf("证书已于 %s 注销，原因：%s", r.Date.Format(time.DateOnly), r.Reason)
		return f
	}
	f.Verdict, f.Message = Genuine, "请核对证书上印的与此一致"
	return f
}
