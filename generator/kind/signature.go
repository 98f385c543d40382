package kind

import (
	"fmt"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
)

// signatureForms are the values of a signature's attribute form.
var signatureForms = map[string]doc.SignatureForm{"": doc.Unsealed, "unsealed": doc.Unsealed, "sealed": doc.Sealed, "chopped": doc.Chopped}

// signature makes 发文机关署名 and 成文日期. The nth seal is that of the nth signer.
func (s *scope) signature(e *element) ([]doc.Block, error) {
	name, err := s.string(e.values["form"])
	if err != nil {
		return nil, err
	}
	form, ok := signatureForms[name]
	if !ok {
		return nil, fmt.Errorf("unknown form %q", name)
	}
	b := &doc.Signature{Form: form}
	var seals []*doc.Picture
	err = s.parts(e, func(inner *element) error {
		if inner.name == "seal" {
			seal, err := s.seal(inner, form)
			if seal != nil {
				seals = append(seals, seal)
			}
			return err
		}
		t, err := s.characters(inner)
		if inner.name == "date" {
			b.Date = t
		} else {
			b.Signers = append(b.Signers, doc.Signer{Name: t})
		}
		return err
	})
	s.putSeals(b, seals)
	return []doc.Block{b}, err
}

// signLines makes lines to sign on.
func (s *scope) signLines(e *element) ([]doc.Block, error) {
	b := &doc.SignLines{}
	err := s.partTexts(e, func(name string, t doc.Text) {
		if name == "date" {
			b.Date = t
		} else {
			b.Labels = append(b.Labels, t)
		}
	})
	return []doc.Block{b}, err
}

// seal gives the picture of a seal or, under a name chop, of the chop.
func (s *scope) seal(e *element, form doc.SignatureForm) (*doc.Picture, error) {
	alt, wide, high := "印章", s.profile.Seal.Size, s.profile.Seal.Size
	if form == doc.Chopped {
		alt, wide, high = "签名章", s.profile.Chop.Width, s.profile.Chop.Height
	}
	return s.picture(e, alt, func(*doc.Picture) (measure.Length, measure.Length) { return wide.Length, high.Length })
}

// putSeals gives the signers their seals, and notice of those that are not printed.
func (s *scope) putSeals(b *doc.Signature, seals []*doc.Picture) {
	for i, seal := range seals {
		switch {
		case b.Form == doc.Unsealed:
			s.notice(seal.From, "not-printed", "落款不加盖印章，这枚印章不印出。")
		case i >= len(b.Signers):
			s.notice(seal.From, "not-printed", "印章比署名多，这一枚不印出。")
		default:
			b.Signers[i].Seal = seal
		}
	}
}
