package scan_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"log"
	"time"

	"gongwen/generator/credential"
	"gongwen/generator/inspect/scan"
	"gongwen/generator/measure"
	"gongwen/generator/page"
	"gongwen/generator/pdf"
	"gongwen/generator/qr"
)

// The text of a code comes back off its picture.
func ExampleImage() {
	code, err := qr.Encode("GW1:ABCDEF")
	if err != nil {
		fmt.Println(err)
		return
	}
	picture, err := code.Picture()
	if err != nil {
		fmt.Println(err)
		return
	}
	texts, err := scan.Image(bytes.NewReader(picture.Data))
	fmt.Println(texts, err)
	// Output: [GW1:ABCDEF] <nil>
}

// A signed code is found on its page of a PDF, and verified.
func ExampleVerify() {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	text, err := credential.NewSigner(key).Sign(&credential.Credential{Number: "证〔2012〕1号", Name: "张建国", Date: time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		log.Fatal(err)
	}
	code, err := qr.Encode(text)
	if err != nil {
		log.Fatal(err)
	}
	path, err := code.Path(page.Rect{X: 20 * measure.MM, Y: 20 * measure.MM, W: 40 * measure.MM, H: 40 * measure.MM})
	if err != nil {
		log.Fatal(err)
	}
	sheet := &page.Page{Items: []page.Item{path}}
	sheet.Size.W, sheet.Size.H = 100*measure.MM, 100*measure.MM
	var file bytes.Buffer
	if err := pdf.Write(&file, &page.Document{Pages: []*page.Page{{Size: sheet.Size}, sheet}}, pdf.Options{}); err != nil {
		log.Fatal(err)
	}
	verifier := credential.NewVerifier(nil, key.Public().(ed25519.PublicKey))
	found, err := scan.Verify(context.Background(), verifier, bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	for _, v := range found {
		fmt.Println(v.Page, v.Verdict, v.Credential.Name)
	}
	for page, err := range scan.PDF(context.Background(), bytes.NewReader(file.Bytes()), int64(file.Len())) {
		fmt.Println(page.Number, len(page.Texts), err)
	}
	// Output:
	// 2 genuine 张建国
	// 1 0 <nil>
	// 2 1 <nil>
}
