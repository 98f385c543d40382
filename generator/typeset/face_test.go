package typeset_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"gongwen/fonts"
	"gongwen/generator/page"
	"gongwen/generator/typeset"
	"gongwen/internal/testkit"
)

func TestFaceComesFromTheChain(t *testing.T) {
	l := library(t)
	for _, c := range []struct {
		role  string
		r     rune
		face  string
		place int
	}{
		{"fangsong", '关', "zhuque", 0},
		{"fangsong", 'A', "liberation-serif", 0},
		{"fangsong", '3', "liberation-serif", 0},
		{"fangsong", 'é', "liberation-serif", 0},
		{"fangsong", '“', "zhuque", 0},
		{"fangsong", '—', "zhuque", 0},
		{"fangsong", '·', "zhuque", 0},
		{"fangsong", '①', "noto-serif", 1},
		{"fangsong", 0x2CC56, "zhuque", 0}, // 𬱖
		{"kaiti", 0x2CC56, "noto-serif", 1},
		{"kaiti", 0x20000, "hanamin", 2},
		{"xiaobiaosong", '㛃', "noto-serif-semibold", 0},
		{"kaiti", '㛃', "noto-serif", 1},
		{"kaiti", '党', "gkai", 0},
		{"heiti", '一', "noto-sans-medium", 0},
	} {
		f, g, place, ok := l.Face(c.role, "latin", c.r)
		if !ok {
			t.Errorf("%s: %c is missing", c.role, c.r)
			continue
		}
		if f.ID() != c.face || place != c.place || g == 0 {
			t.Errorf("%s: %c is glyph %d of %s, place %d; want %s, place %d", c.role, c.r, g, f.ID(), place, c.face, c.place)
		}
	}
	for _, r := range []rune{0x10FFFD, '\t', '\n', 0xFE0F, -1, 0x110000} {
		if f, g, _, ok := l.Face("fangsong", "latin", r); ok {
			t.Errorf("%U is glyph %d of %s", r, g, f.ID())
		}
	}
	if _, _, _, ok := l.Face("no such role", "latin", '一'); ok {
		t.Error("a role that is not there has a face")
	}
}

func TestMissingCharacterIsNamed(t *testing.T) {
	spans := []typeset.Span{{Text: "张三", Style: body}, {Text: "甲\U0010FFFD", Style: body}}
	_, err := library(t).Lines(&typeset.Paragraph{Spans: spans, Measure: textWidth})
	missing, ok := err.(*typeset.MissingError)
	if !ok || missing.Rune != 0x10FFFD || missing.Index != 3 || missing.Role != "fangsong" {
		t.Errorf("got %#v", err)
	}
}

func TestGlyphsAndAdvancesAreThoseOfTheFile(t *testing.T) {
	l := library(t)
	for _, file := range l.Files() {
		data, err := fonts.Files.ReadFile(file.File)
		if err != nil {
			t.Fatal(err)
		}
		want, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		role := slices.IndexFunc(l.Roles(), func(r typeset.Role) bool { return r.Chain[0] == file.Face })
		if role < 0 {
			continue
		}
		name := l.Roles()[role].Name
		var b sfnt.Buffer
		em := fixed.I(int(want.UnitsPerEm()))
		for r := rune(0x20); r < 0x30000; r++ {
			f, g, _, ok := l.Face(name, name, r)
			if !ok || f.ID() != file.Face {
				continue
			}
			index, err := want.GlyphIndex(&b, r)
			if err != nil || index != sfnt.GlyphIndex(g) {
				t.Fatalf("%s: %U is glyph %d, sfnt says %d %v", file.Face, r, g, index, err)
			}
			a, err := want.GlyphAdvance(&b, index, em, font.HintingNone)
			if err != nil || a != fixed.I(f.Advance(g)) {
				t.Fatalf("%s: %U advances %d, sfnt says %v %v", file.Face, r, f.Advance(g), a, err)
			}
		}
	}
}

func TestWidthsInEveryRole(t *testing.T) {
	l := library(t)
	for _, r := range l.Roles() {
		if r.Name == "latin" {
			continue
		}
		style := body
		style.Role = r.Name
		for _, c := range "一，。“”‘’（）〔〕《》、：；？！—…·～〇①\u3000张" {
			if w, err := l.Width(typeset.Span{Text: string(c), Style: style}); err != nil || w != cell {
				t.Errorf("%s: %c is %v wide (%v), want a cell", r.Name, c, w, err)
			}
		}
		for text, want := range map[string]int64{"2010": 2000, " ": 250, "A": 722} { // thousandths of an em, Liberation Serif
			w, err := l.Width(typeset.Span{Text: text, Style: style})
			if err != nil {
				t.Fatal(err)
			}
			if off := w - style.Size.Scale(want, 1000); off < -100 || off > 100 {
				t.Errorf("%s: %q is %v wide", r.Name, text, w)
			}
		}
	}
}

func TestNarrowedLatinIsNarrow(t *testing.T) {
	style := body
	style.Stretch = 700
	w, err := library(t).Width(typeset.Span{Text: "2010", Style: style})
	if want := style.Size.Scale(2*7, 10); err != nil || w != want {
		t.Errorf("width is %v (%v), want %v", w, err, want)
	}
}

// facesOf gives characters for every face. Some of Zhuque and of Liberation Serif are composite glyphs.
func facesOf() map[string][]rune {
	return map[string][]rune{
		"zhuque":              []rune("关于印发《常州电大》：“创先争优”，（一）——3个·…。？！"),
		"noto-serif-semibold": []rune("关于《》—，"),
		"noto-serif":          []rune("①的㛃"),
		"noto-sans-medium":    []rune("一、指导"),
		"gkai":                []rune("（一）党。"),
		"liberation-serif":    []rune("é2010A%Å"),
		"hanamin":             {0x20000, 0x2B740},
	}
}

// glyphsOf gives a face, those of runes that a role prints with it, and their glyphs in ascending order.
func glyphsOf(t testing.TB, l *typeset.Library, id string, runes []rune) (*typeset.Face, []rune, []page.GlyphID) {
	t.Helper()
	var face *typeset.Face
	var has []rune
	var ids []page.GlyphID
	for _, role := range l.Roles() {
		for _, r := range runes {
			f, g, _, ok := l.Face(role.Name, role.Name, r)
			if ok && f.ID() == id && !slices.Contains(has, r) {
				face, has, ids = f, append(has, r), append(ids, g)
			}
		}
	}
	if face == nil {
		t.Fatalf("no character of %q is in %s", string(runes), id)
	}
	slices.Sort(ids)
	return face, has, slices.Compact(ids)
}

// compare runs fontTools over a subset and gives what it says. glyphs are as compare.py has them.
func compare(t *testing.T, l *typeset.Library, f *typeset.Face, subset []byte, glyphs []string) []string {
	t.Helper()
	dir := t.TempDir()
	i := slices.IndexFunc(l.Files(), func(e typeset.File) bool { return e.Face == f.ID() })
	full, err := fonts.Files.ReadFile(l.Files()[i].File)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"testdata/compare.py", filepath.Join(dir, "full.ttf"), filepath.Join(dir, "subset.ttf")}
	for i, data := range [][]byte{full, subset} {
		if err := os.WriteFile(args[i+1], data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return strings.Split(strings.TrimSpace(testkit.Tool(t, "/usr/bin/python3", append(args, glyphs...)...)), "\n")
}

func TestSubsetsHaveTheGlyphsOfTheFace(t *testing.T) {
	l := library(t)
	for id, runes := range facesOf() {
		t.Run(id, func(t *testing.T) {
			f, _, ids := glyphsOf(t, l, id, runes)
			slices.Reverse(ids)
			subset, err := f.Subset(nil, ids)
			if err != nil {
				t.Fatal(err)
			}
			var glyphs []string
			for i, g := range ids {
				glyphs = append(glyphs, fmt.Sprintf("%d=%d", g, i+1))
			}
			got := compare(t, l, f, subset, glyphs)
			count := 0 // with glyph 0, and those that are only parts of others
			if _, err := fmt.Sscanf(got[0], "glyphs %d", &count); err != nil || len(got) != 1 || count <= len(ids) || count > 2*len(ids)+1 {
				t.Errorf("fontTools says %q", got)
			}
		})
	}
}

func TestEmbeddedSubsetStandsAlone(t *testing.T) {
	l := library(t)
	for id, runes := range facesOf() {
		t.Run(id, func(t *testing.T) {
			f, has, _ := glyphsOf(t, l, id, runes)
			subset, err := f.EmbeddedSubset(has, "仿宋_GB2312")
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(has)
			want := map[string]string{"cmap 4": "cmap 4", "cmap 12": "cmap 12"}
			var glyphs []string
			for _, r := range has {
				entry := fmt.Sprintf(" %04X", r)
				glyphs = append(glyphs, fmt.Sprintf("U+%04X", r))
				want["cmap 12"] += entry
				if r < 0x10000 {
					want["cmap 4"] += entry
				}
			}
			got := compare(t, l, f, subset, glyphs)
			if len(got) != 4 || got[0] != "family 仿宋_GB2312" || got[1] != want["cmap 4"] || got[2] != want["cmap 12"] {
				t.Errorf("fontTools says %q, want %q", got, want)
			}
			again, err := sfnt.Parse(subset)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range has {
				if g, err := again.GlyphIndex(nil, r); err != nil || g == 0 {
					t.Errorf("sfnt: %U is glyph %d %v", r, g, err)
				}
			}
		})
	}
}

func TestEmbeddedSubsetRefusesWhatTheFaceHasNot(t *testing.T) {
	f, _, _, _ := library(t).Face("fangsong", "latin", '关')
	if _, err := f.EmbeddedSubset([]rune{0x10FFFD}, "x"); err == nil {
		t.Error("no error")
	}
	if _, err := f.Subset(nil, []page.GlyphID{65535}); err == nil {
		t.Error("no error for a glyph that is not there")
	}
}

func TestOutlineIsClosedAndInItsBounds(t *testing.T) {
	l := library(t)
	for id, runes := range facesOf() {
		f, _, ids := glyphsOf(t, l, id, runes)
		for _, g := range ids {
			xMin, yMin, xMax, yMax, err := f.Bounds(g)
			if err != nil {
				t.Fatal(err)
			}
			outline, err := f.Outline(nil, g)
			if err != nil || len(outline) == 0 {
				t.Fatalf("%s: glyph %d has %d segments (%v)", id, g, len(outline), err)
			}
			if outline[0].Op != page.OutlineMove || outline[len(outline)-1].Op != page.OutlineClose {
				t.Errorf("%s: glyph %d begins with %v and ends with %v", id, g, outline[0].Op, outline[len(outline)-1].Op)
			}
			for _, s := range outline {
				if s.Op == page.OutlineClose {
					continue
				}
				end := s.To[0]
				if s.Op == page.OutlineQuad {
					end = s.To[1]
				}
				if x, y := int(end[0]), int(end[1]); x < xMin-1 || x > xMax+1 || y < yMin-1 || y > yMax+1 {
					t.Errorf("%s: glyph %d: point %v is outside of %d %d %d %d", id, g, end, xMin, yMin, xMax, yMax)
				}
			}
		}
	}
}

func TestAscentIsThatOfTheEmBox(t *testing.T) {
	l := library(t)
	for role, thousandths := range map[string]int64{"fangsong": 850, "xiaobiaosong": 880, "heiti": 880} {
		if a, err := l.Ascent(role, body.Size); err != nil || a != body.Size.Scale(thousandths, 1000) {
			t.Errorf("%s: %v %v", role, a, err)
		}
	}
}

func TestFontsAreThoseOfTheList(t *testing.T) {
	if err := library(t).Verify(); err != nil {
		t.Error(err)
	}
}

func TestBadListsAndFilesAreErrors(t *testing.T) {
	const list = "roles: [{role: a, title: a, word: a, chain: [f]}]\nfiles: [{face: f, file: f.ttf, family: F, licence: l, terms: t, sha256: x}]\n"
	for _, c := range []struct{ name, yaml string }{
		{"no list", ""},
		{"misspelt key", strings.Replace(list, "chain", "chains", 1)},
		{"face without a file", strings.Replace(list, "chain: [f]", "chain: [g]", 1)},
		{"role without a face", strings.Replace(list, "chain: [f]", "chain: []", 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			if c.yaml != "" {
				fsys["fonts.yaml"] = &fstest.MapFile{Data: []byte(c.yaml)}
			}
			if _, err := typeset.Open(fsys); err == nil {
				t.Error("no error")
			}
		})
	}
	for name, data := range map[string][]byte{"empty": {}, "no font": bytes.Repeat([]byte("gongwen "), 100), "only a directory": []byte("\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")} {
		t.Run(name, func(t *testing.T) {
			l, err := typeset.Open(fstest.MapFS{"fonts.yaml": {Data: []byte(list)}, "f.ttf": {Data: data}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := l.Ascent("a", 1); err == nil {
				t.Error("no error from Ascent")
			}
			if err := l.Verify(); err == nil {
				t.Error("no error from Verify")
			}
			if _, err := l.Width(typeset.Span{Text: "一", Style: typeset.Style{Role: "a", Latin: "a", Size: 1, Cell: 1, Stretch: 1000}}); err == nil {
				t.Error("no error from Width")
			}
		})
	}
}

func TestManyGoroutinesShareALibrary(t *testing.T) {
	l := library(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, text := range seed(t) {
				if _, err := l.Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: text, Style: body}}, Measure: textWidth}); err != nil {
					t.Error(err)
				}
			}
			for id, runes := range facesOf() {
				f, has, ids := glyphsOf(t, l, id, runes)
				if _, err := f.Subset(nil, ids); err != nil {
					t.Error(err)
				}
				if _, err := f.EmbeddedSubset(has, "x"); err != nil {
					t.Error(err)
				}
				if _, err := f.Outline(nil, ids[0]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		l := library(b)
		if _, err := l.Ascent("fangsong", body.Size); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstPaper is what a paper costs in a process that has set none.
func BenchmarkFirstPaper(b *testing.B) {
	paragraphs := seed(b)
	b.ReportAllocs()
	for b.Loop() {
		l := library(b)
		for _, s := range paragraphs {
			if _, err := l.Lines(&typeset.Paragraph{Spans: []typeset.Span{{Text: s, Style: body}}, Measure: textWidth}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkSubset(b *testing.B) {
	l := library(b)
	var ids []page.GlyphID
	var f *typeset.Face
	for r := rune(0x4E00); len(ids) < 800; r += 7 {
		if face, g, place, ok := l.Face("fangsong", "latin", r); ok && place == 0 {
			f, ids = face, append(ids, g)
		}
	}
	slices.Sort(ids)
	b.ReportAllocs()
	for b.Loop() {
		data, err := f.Subset(nil, ids)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Discard.Write(data); err != nil {
			b.Fatal(err)
		}
	}
}
