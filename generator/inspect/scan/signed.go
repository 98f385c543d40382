package scan

import (
	"bytes"
	"context"
	"errors"
	"io"

	"gongwen/generator/credential"
	"gongwen/generator/inspect/pdfread"
)

// Verified is a signed text of a file and what was found of it.
type Verified struct {
	Page int `json:"page,omitempty"` // of a PDF, from 1
	*credential.Finding
}

// Verify verifies what claims to be signed in a file: the texts of the codes of a PDF or a picture, or the file itself if it is such
// a text. There is one at least; otherwise the error says in Chinese what the file is instead. It may be ctx.Err() too.
func Verify(ctx context.Context, v *credential.Verifier, r io.ReaderAt, size int64) ([]Verified, error) {
	texts, err := signedTexts(ctx, r, size)
	if err != nil {
		return nil, err
	}
	all := make([]Verified, len(texts))
	for i, t := range texts {
		all[i] = Verified{Page: t.page, Finding: v.Verify(t.text)}
	}
	return all, nil
}

// signedText is a text that claims to be a signed credential.
type signedText struct {
	page int // of a PDF, from 1; otherwise 0
	text string
}

// signedTexts gives the texts of a file that claim to be signed.
func signedTexts(ctx context.Context, r io.ReaderAt, size int64) ([]signedText, error) {
	start := make([]byte, min(size, 1024))
	if _, err := r.ReadAt(start, 0); err != nil {
		return nil, err
	}
	switch text := string(start); {
	case credential.Is(text):
		return []signedText{{text: text}}, nil
	case bytes.Contains(start, []byte("%PDF-")):
		return signedInPDF(ctx, r, size)
	}
	return signedInPicture(io.NewSectionReader(r, 0, size))
}

func signedInPDF(ctx context.Context, r io.ReaderAt, size int64) ([]signedText, error) {
	var found []signedText
	for page, err := range PDF(ctx, r, size) {
		var unreadable *pdfread.UnreadableError
		if errors.As(err, &unreadable) {
			return nil, errors.New(unreadable.Message)
		}
		if err != nil {
			return nil, err
		}
		found = append(found, signed(page.Texts, page.Number)...)
	}
	if len(found) == 0 {
		return nil, errors.New("各页上都没有找到验证码；如果看得见二维码，请把那一页截图或拍照后再核验")
	}
	return found, nil
}

func signedInPicture(r io.ReadSeeker) ([]signedText, error) {
	texts, err := Image(r)
	if err != nil {
		return nil, errors.New("它不是验证码、图片或 PDF，或者已经损坏")
	}
	found := signed(texts, 0)
	switch {
	case len(found) > 0:
		return found, nil
	case len(texts) > 0:
		return nil, errors.New("图中的二维码不是 gongwen 签发的验证码")
	}
	return nil, errors.New("图中没有找到二维码；请正对着拍，让二维码清晰、完整、占画面的三分之一以上")
}

// signed gives those texts that claim to be signed.
func signed(texts []string, page int) []signedText {
	var found []signedText
	for _, text := range texts {
		if credential.Is(text) {
			found = append(found, signedText{page, text})
		}
	}
	return found
}
