package layout_test

import (
	"fmt"
	"testing"

	"gongwen/generator/doc"
	"gongwen/generator/layout"
	"gongwen/generator/page"
	"gongwen/generator/picture"
)

// seal is a picture of a size; its data is never looked at here.
func seal(wide, high page.Length) *doc.Picture {
	return &doc.Picture{Picture: &picture.Picture{Data: []byte("seal"), Width: 100, Height: 100}, PrintedWidth: wide, PrintedHeight: high, Alt: "印章"}
}

func signers(n int, s *doc.Picture) []doc.Signer {
	names := []string{"甲某市委组织部", "乙某市教育局", "丙某市政府办", "丁某市财政局", "戊某市民政局", "己某市卫生局", "庚某市文化局"}
	var all []doc.Signer
	for i := range n {
		all = append(all, doc.Signer{Name: text(names[i]), Seal: s})
	}
	return all
}

func signed(form doc.SignatureForm, s ...doc.Signer) *doc.Signature {
	return &doc.Signature{Form: form, Signers: s, Date: text("2012年7月1日")}
}

func TestSealOfOneOrganStandsOnOrganAndDate(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d := b.layout(t, paragraph("正文。"), signed(doc.Sealed, doc.Signer{Name: text("中共某某委员会"), Seal: seal(42*mm, 42*mm)}))
		body, organ, date := one(t, d, "正文。"), one(t, d, "中共某某委员会"), one(t, d, "2012年7月1日")
		s := images(d.Pages[0])[0]
		same(t, "right of the date", date.right, area.X+area.W-p.Characters(p.Seal.Right.N))
		same(t, "middle of the organ", (organ.left+organ.right)/2, (date.left+date.right)/2)
		same(t, "middle of the seal", s.X+s.W/2, (date.left+date.right)/2)
		same(t, "date", date.baseline, organ.baseline+p.Rows(1))
		if middle := s.Y + s.H/2; b.top(t, organ, "signature") < middle-12 || organ.baseline > s.Y+s.H || date.baseline > s.Y+s.H {
			t.Errorf("organ at %v and date at %v do not lie slightly below the seal's centre at %v", organ.baseline, date.baseline, middle)
		}
		if above := s.Y - (b.top(t, body, "body") + p.Characters(1)); above < 0 || above > p.Rows(p.Seal.Above.N) {
			t.Errorf("the seal's upper edge is %v below the text", above)
		}
		same(t, "the organ is on the grid", (organ.baseline-body.baseline)%p.Rows(1), 0)
	})
}

func TestSealIsPaintedOverTheText(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	d := b.layout(t, paragraph("正文。"), signed(doc.Sealed, signers(2, seal(42*mm, 42*mm))...))
	items := d.Pages[0].Items
	var painted, first, last *page.Image
	for i, item := range items {
		if image, ok := item.(*page.Image); ok {
			if first == nil {
				first = image
			}
			last, painted = image, image
		}
		if text, ok := item.(*page.Text); ok && painted != nil && text.At.Y < b.area(0).Y+b.area(0).H {
			t.Errorf("item %d, %q, is painted after a seal", i, text.Chars())
		}
	}
	if first == last || first.Picture != last.Picture || first.Alt != "印章" {
		t.Errorf("two seals from one picture: %p %p", first.Picture, last.Picture)
	}
}

// TestSealsOfAnyNumberOfOrgans tries every number of organs below every number of lines of text.
func TestSealsOfAnyNumberOfOrgans(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		for n := 1; n <= 7; n++ {
			for lines := 1; lines <= 44; lines++ {
				blocks := append(paragraphs(lines), signed(doc.Sealed, signers(n, seal(42*mm, 42*mm))...))
				d, notices := b.paper(t, doc.Common, layout.Options{}, blocks...)
				checkSeals(t, b, d, fmt.Sprintf("%d organs below %d lines", n, lines), n)
				if t.Failed() {
					t.Fatalf("%d organs below %d lines: %v", n, lines, notices)
				}
			}
		}
	})
}

func checkSeals(t *testing.T, b bench, d *page.Document, what string, n int) {
	t.Helper()
	p := b.profile
	on := len(d.Pages) - 1
	area := b.area(on)
	seals := images(d.Pages[on])
	if len(seals) != n {
		t.Errorf("%s: %d seals on the last page", what, len(seals))
		return
	}
	for i, s := range seals {
		if s.X < area.X-2 || s.X+s.W > area.X+area.W+2 || s.Y < area.Y-2 || s.Y+s.H > area.Y+area.H+2 {
			t.Errorf("%s: seal %d at %v is not in the type area", what, i, s)
		}
		for _, o := range seals[:i] {
			if apart := max(s.X-o.X, o.X-s.X); s.Y < o.Y+o.H && apart < o.W+p.Seal.Distance.Length-2 {
				t.Errorf("%s: two seals of a row are %v apart", what, apart-o.W)
			}
			if s.Y != o.Y && s.Y < o.Y+o.H+p.Seal.Distance.Length-2 {
				t.Errorf("%s: two rows of seals are %v apart", what, s.Y-o.Y-o.H)
			}
		}
		organ := one(t, d, signers(n, nil)[i].Name.String())
		same(t, what+": middle of the organ", (organ.left+organ.right)/2, s.X+s.W/2)
		if top := b.top(t, organ, "signature"); top < s.Y+s.H/2-12 || top > s.Y+s.H*3/4 {
			t.Errorf("%s: organ %d at %v, its seal's centre at %v", what, i, top, s.Y+s.H/2)
		}
	}
	date, last := one(t, d, "2012年7月1日"), seals[n-1]
	same(t, what+": middle of the date", (date.left+date.right)/2, last.X+last.W/2)
	same(t, what+": right of the date", date.right, area.X+area.W-p.Characters(p.Seal.Right.N))
	var text page.Length // lower edge of the text on the page
	for _, at := range find(d, "正文。") {
		if at.page == on {
			text = max(text, b.top(t, at, "body")+p.Characters(1))
		}
	}
	if above := seals[0].Y - text; text == 0 || above < -2 || above > p.Rows(p.Seal.Above.N) {
		t.Errorf("%s: the first seals are %v below text at %v", what, above, text)
	}
}

func TestRoomForASealIsFirstMadeBySpacing(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	said := 0
	for lines := 10; lines <= 22; lines++ {
		ending := signed(doc.Sealed, signers(1, seal(42*mm, 42*mm))...)
		ending.Date[0].From = doc.Source{Path: "/date", Line: 1, Column: 1}
		d, notices := b.paper(t, doc.Common, layout.Options{}, append(paragraphs(lines), ending)...)
		if n := count(notices, "spaced-signature"); n > 0 {
			said++
			if notices[0].Path != "/date" {
				t.Errorf("%d lines: told of %v", lines, notices[0].Path)
			}
			if len(d.Pages) != 1 {
				t.Errorf("%d lines: spaced, and %d pages", lines, len(d.Pages))
			}
			all := find(d, "正文。")
			if pitch := all[1].baseline - all[0].baseline; pitch < b.profile.Rows(1)-b.profile.LineGap()/7 {
				t.Errorf("%d lines: set %v from line to line", lines, pitch)
			}
		}
		if len(d.Pages) == 2 {
			if n := len(find(d, "正文。")); find(d, "正文。")[n-2].page != 1 {
				t.Errorf("%d lines: less than two of them came to the second page", lines)
			}
		}
	}
	if said < 2 {
		t.Errorf("spaced %d times", said)
	}
}

func TestPlaceOfASealThatIsNotGivenIsKeptFree(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	with := b.layout(t, paragraph("正文。"), signed(doc.Sealed, signers(3, seal(42*mm, 42*mm))...))
	without := b.layout(t, paragraph("正文。"), signed(doc.Sealed, signers(3, nil)...))
	if n := len(images(without.Pages[0])); n != 0 {
		t.Errorf("%d seals", n)
	}
	if a, b := one(t, with, "2012年7月1日"), one(t, without, "2012年7月1日"); a != b {
		t.Errorf("the date is at %v, and without seals at %v", a, b)
	}
}

func TestDateAloneUnderASeal(t *testing.T) {
	b := setUp(t, "party-1996") // GB/T 9704-1999, 8.2.6.1
	d := b.layout(t, paragraph("正文。"), signed(doc.Sealed, doc.Signer{Seal: seal(42*mm, 42*mm)}))
	date, s := one(t, d, "2012年7月1日"), images(d.Pages[0])[0]
	same(t, "date", b.top(t, date, "signature"), s.Y+s.H/2)
	same(t, "middle", (date.left+date.right)/2, s.X+s.W/2)
}

func TestLongOrgansUnderSealsStayInTheirColumns(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	long := text("中国共产党某某市广播电视大学委员会宣传部")
	s := seal(42*mm, 42*mm)
	d := b.layout(t, paragraph("正文。"), signed(doc.Sealed, doc.Signer{Name: long, Seal: s}, doc.Signer{Name: long, Seal: s}, doc.Signer{Name: long, Seal: s}))
	for _, g := range glyphs(d.Pages[0].Items, 0) {
		if area := b.area(0); g.left < area.X || g.right > area.X+area.W {
			t.Errorf("%c stands at %v", g.r, g.left)
		}
	}
	single := b.layout(t, paragraph("正文。"), signed(doc.Sealed, doc.Signer{Name: text(words(26)), Seal: s}))
	organ, date := one(t, single, words(26)), one(t, single, "2012年7月1日")
	if organ.right > b.area(0).X+b.area(0).W {
		t.Errorf("a long organ ends at %v", organ.right)
	}
	same(t, "middle of the date", (date.left+date.right)/2, (organ.left+organ.right)/2)
}

func TestChops(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		chop := seal(40*mm, 20*mm)
		d := b.layout(t, paragraph("正文。"), signed(doc.Chopped, doc.Signer{Name: text("市长"), Seal: chop}, doc.Signer{Name: text("某某局局长"), Seal: seal(30*mm, 15*mm)}))
		body, post, second, date := one(t, d, "正文。"), one(t, d, "市长"), one(t, d, "某某局局长"), one(t, d, "2012年7月1日")
		chops := images(d.Pages[0])
		end := area.X + area.W - p.Characters(p.Chop.Right.N)
		bottom := b.top(t, body, "body") + p.Characters(1) + p.LineGap()
		sameBox(t, "chop", chops[0], page.Rect{X: end - 40*mm, Y: bottom + p.Rows(p.Chop.Space.N), W: 40 * mm, H: 20 * mm})
		same(t, "post", post.right, end-40*mm-p.Characters(p.Chop.Post.N))
		same(t, "second post", second.right, post.right)
		same(t, "middle of the post", b.top(t, post, "signature")+p.Characters(1)/2, chops[0].Y+chops[0].H/2)
		same(t, "second chop", chops[1].X+chops[1].W, end)
		same(t, "below the first chop", chops[1].Y, chops[0].Y+chops[0].H+p.LineGap())
		same(t, "date", b.top(t, date, "signature"), chops[1].Y+chops[1].H+p.LineGap()+p.Rows(p.Chop.Date.N))
		same(t, "right of the date", date.right, area.X+area.W-p.Characters(p.Chop.DateRight.N))
	})
}

func TestNoEndingIsAloneOnAPage(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, form := range []doc.SignatureForm{doc.Unsealed, doc.Sealed, doc.Chopped} {
		for lines := 1; lines <= 44; lines++ {
			blocks := append(paragraphs(lines), signed(form, signers(2, nil)...), &doc.Note{Text: text("（此件公开发布）")})
			d := b.layout(t, blocks...)
			body := find(d, "正文。")
			on := body[len(body)-1].page
			for _, s := range []string{"甲某市委组织部", "乙某市教育局", "2012年7月1日", "（此件公开发布）"} {
				if at := one(t, d, s); at.page != on || at.page != len(d.Pages)-1 {
					t.Errorf("form %d, %d lines: %s on page %d, the text ends on page %d", form, lines, s, at.page+1, on+1)
				}
			}
		}
	}
}

// Of a text that page 1 has to keep nothing is left to go along with signature and date, and that is said.
func TestEndingWithoutTextIsSaid(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, c := range []struct{ lines, said int }{{1, 1}, {2, 0}} {
		blocks := head(&doc.Mark{Names: texts("某局")}, &doc.Number{Text: text("某〔2012〕4号")})
		blocks[4] = &doc.Addressee{Text: text(words(195) + "：")} // up to the last but one line
		blocks = append(blocks[:5:5], &doc.Paragraph{Text: text(words(28*c.lines - 3))}, signed(doc.Unsealed, signers(1, nil)...))
		d, notices := b.paper(t, doc.Common, layout.Options{}, blocks...)
		if len(d.Pages) != 2 || count(notices, "ending-without-text") != c.said || count(notices, "no-text-on-page-1") > 0 {
			t.Errorf("%d lines: %d pages, %v", c.lines, len(d.Pages), notices)
		}
	}
}

func TestNoteStandsUnderTheDate(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for _, form := range []doc.SignatureForm{doc.Unsealed, doc.Sealed, doc.Chopped} {
		d := b.layout(t, paragraph("正文。"), signed(form, signers(1, nil)...), &doc.Note{Text: text("（此件公开发布）")})
		note, date := one(t, d, "（此件公开发布）"), one(t, d, "2012年7月1日")
		same(t, "note", note.baseline, date.baseline+b.profile.Rows(1))
	}
}

func TestImprintIsBelowTheSeals(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	for lines := 1; lines <= 30; lines++ {
		d := b.layout(t, append(paragraphs(lines), signed(doc.Sealed, signers(1, seal(45*mm, 45*mm))...),
			&doc.Imprint{PrintedBy: text("某某办公室"), PrintedOn: text("2012年7月2日印发")})...)
		last := d.Pages[len(d.Pages)-1]
		if s, rules := images(last), boxes(last.Items, page.Black); len(s) > 0 && s[0].Y+s[0].H > rules[0].Y {
			t.Errorf("%d lines: the seal ends at %v, the imprint begins at %v", lines, s[0].Y+s[0].H, rules[0].Y)
		}
	}
}

func TestMoreSealsThanAPageHolds(t *testing.T) {
	b := setUp(t, "gbt9704-2012")
	var many []doc.Signer
	for range 16 {
		many = append(many, doc.Signer{Name: text("某局"), Seal: seal(42*mm, 42*mm)})
	}
	d := b.layout(t, append(paragraphs(5), signed(doc.Sealed, many...))...)
	n := 0
	for i, p := range d.Pages {
		for _, s := range images(p) {
			n++
			if area := b.area(i); s.Y < area.Y-2 || s.Y+s.H > area.Y+area.H+2 {
				t.Errorf("page %d: a seal at %v", i+1, s)
			}
		}
	}
	if n != len(many) {
		t.Errorf("%d seals", n)
	}
}

func TestSignLines(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		p, area := b.profile, b.area(0)
		d := b.layout(t, paragraph("正文。"), &doc.SignLines{Labels: texts("承诺人（签名）：", "支部书记："), Date: text("　　年　　月　　日")})
		end, rules := area.X+area.W-p.Characters(p.Signature.Alone.N), boxes(d.Pages[0].Items, page.Black)
		body, label, second, date := one(t, d, "正文。"), one(t, d, "承诺人（签名）："), one(t, d, "支部书记："), one(t, d, "　　年　　月　　日")
		same(t, "an empty line above", label.baseline, body.baseline+p.Rows(1+p.Signature.Space.N))
		same(t, "labels end evenly", second.right, label.right)
		same(t, "second", second.baseline, label.baseline+p.Rows(1))
		same(t, "date", date.right, end)
		if len(rules) != 2 {
			t.Fatalf("%d rules to sign on", len(rules))
		}
		same(t, "a rule begins at its label", rules[0].X, label.right)
		same(t, "it ends where the date does", rules[0].X+rules[0].W, end)
		same(t, "it is below the characters", rules[0].Y+rules[0].H, b.top(t, label, "signature")+p.Character())
	})
}

func TestSignLinesStandWithTheTextBefore(t *testing.T) {
	eachProfile(t, func(t *testing.T, b bench) {
		for n := range 40 {
			blocks := append(paragraphs(n+2), &doc.SignLines{Labels: texts("支部书记（签名）：")},
				&doc.Signature{Form: doc.Sealed, Signers: []doc.Signer{{Name: text("某某党支部")}}, Date: text("2010年7月1日")})
			d := b.layout(t, blocks...)
			text, label, organ := find(d, "正文。"), one(t, d, "支部书记（签名）："), one(t, d, "某某党支部")
			if last := text[len(text)-1]; last.page != label.page || label.page != organ.page {
				t.Errorf("%d paragraphs: text ends on page %d, it is signed on %d, sealed on %d", n+2, last.page+1, label.page+1, organ.page+1)
			}
		}
	})
}
