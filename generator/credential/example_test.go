package credential_test

import (
	"crypto/ed25519"
	"fmt"
	"log"
	"strings"
	"time"

	"gongwen/generator/credential"
)

// What was signed is genuine until its issuer takes it back. Without the key nobody can tell.
func Example() {
	pair, err := credential.NewPair()
	if err != nil {
		log.Fatal(err)
	}
	private, err := credential.ParsePrivate(pair.Private)
	if err != nil {
		log.Fatal(err)
	}
	text, err := credential.NewSigner(private).Sign(&credential.Credential{
		Number: "常电大委证〔2012〕1号", Name: "张建国", Honour: "优秀共产党员", Issuer: "中共常州市广播电视大学委员会",
		Date: time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		log.Fatal(err)
	}
	public, err := credential.ParsePublic(pair.Public)
	if err != nil {
		log.Fatal(err)
	}
	revoked, err := credential.ReadRevocations(strings.NewReader("常电大委证〔2012〕1号 2012-09-01 重复颁发\n"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(credential.Is(text), credential.NewVerifier(nil, public).Verify(text).Message)
	fmt.Println(credential.NewVerifier(revoked, public).Verify(text).Message)
	fmt.Println(credential.NewVerifier(nil).Verify(text).Verdict)
	// Output:
	// true 请核对证书上印的与此一致
	// 证书已于 2012-09-01 注销，原因：重复颁发
	// unknown-key
}

// The files of keys are those of openssl.
func ExamplePublicPEM() {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	file, err := credential.PublicPEM(key)
	fmt.Print(string(file), credential.KeyID(key), " ", err)
	// Output:
	// -----BEGIN PUBLIC KEY-----
	// MCowBQYDK2VwAyEAO2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=
	// -----END PUBLIC KEY-----
	// 139E3940 <nil>
}
