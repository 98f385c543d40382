# make test is tools/test, which a fresh Debian with Go, Node and git can call before it has make.

.PHONY: test build bench samples pictures

test:
	tools/test

# One file that runs anywhere: fonts and templates are in it.
build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/gongwen ./cmd/gongwen

bench:
	go test -run '^$$' -bench . -benchmem ./...

# What the program makes of the inputs in samples/. CI fails if a byte of it is not what is committed.
samples: build
	tools/samples

# The picture in the README. Apart from samples: two versions of poppler draw it alike, but not to the byte.
pictures: samples
	pdftoppm -png -singlefile -f 1 -scale-to 900 samples/notice.pdf docs/notice-page1
