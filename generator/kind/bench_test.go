package kind_test

import (
	"os"
	"testing"

	"gongwen/generator/record"
)

// BenchmarkNotice takes the whole seed paper from YAML to a document.
func BenchmarkNotice(b *testing.B) {
	input, err := os.ReadFile("../../samples/notice.yaml")
	if err != nil {
		b.Fatal(err)
	}
	k := noticeKind(b)
	b.ReportAllocs()
	for b.Loop() {
		r, err := record.Decode(input, record.YAML, k.Schema, record.Files{})
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := k.Document(r); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead is the part of it that the YAML parser takes.
func BenchmarkRead(b *testing.B) {
	input, err := os.ReadFile("../../samples/notice.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := record.Read(input, record.YAML); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoad reads all kinds and profiles, as every start of the program does.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}
