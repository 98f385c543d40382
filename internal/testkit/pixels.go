package testkit

import (
	"image"
	"image/png"
	"os"
	"strconv"
	"testing"
)

// Picture reads a PNG file.
func Picture(t testing.TB, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return m
}

// Draw gives a page of a PDF as poppler draws it: 254 dots an inch are 10 a millimetre. Pages are counted from 1; more are further
// arguments of pdftoppm.
func Draw(t testing.TB, pdf string, page, dpi int, more ...string) image.Image {
	t.Helper()
	arguments := append([]string{"-png", "-r", strconv.Itoa(dpi), "-f", strconv.Itoa(page), "-singlefile"}, more...)
	Tool(t, "pdftoppm", append(arguments, pdf, pdf)...)
	return Picture(t, pdf+".png")
}
