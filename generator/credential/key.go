package credential

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// The labels of PEM files, RFC 7468.
const (
	privateLabel = "PRIVATE KEY"
	publicLabel  = "PUBLIC KEY"
)

var (
	errPrivate = errors.New("credential: no Ed25519 private key in PEM (PKCS #8)")
	errPublic  = errors.New("credential: no Ed25519 public key in PEM (SubjectPublicKeyInfo)")
)

// Pair is a new pair of keys, as their files have them.
type Pair struct {
	ID              string // KeyID of the public key
	Private, Public []byte // PEM
}

// NewPair makes a pair of keys that nobody has.
func NewPair() (*Pair, error) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, err
	}
	p := &Pair{ID: KeyID(public)}
	if p.Private, err = PrivatePEM(private); err != nil {
		return nil, err
	}
	p.Public, err = PublicPEM(public)
	return p, err
}

// PrivatePEM gives the file of a private key: PKCS #8 (RFC 5958, RFC 8410), as openssl writes it.
func PrivatePEM(key ed25519.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("credential: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: privateLabel, Bytes: der}), nil
}

// PublicPEM gives the file of a public key: SubjectPublicKeyInfo (RFC 5280, RFC 8410), as openssl writes it.
func PublicPEM(key ed25519.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, fmt.Errorf("credential: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: publicLabel, Bytes: der}), nil
}

// ParsePrivate reads the file of a private key. Its error never has a part of the file in it.
func ParsePrivate(file []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(file)
	if block == nil || block.Type != privateLabel {
		return nil, errPrivate
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	key, ok := parsed.(ed25519.PrivateKey)
	if err != nil || !ok {
		return nil, errPrivate
	}
	return key, nil
}

// ParsePublic reads the file of a public key.
func ParsePublic(file []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(file)
	if block == nil || block.Type != publicLabel {
		return nil, errPublic
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	key, ok := parsed.(ed25519.PublicKey)
	if err != nil || !ok {
		return nil, errPublic
	}
	return key, nil
}
