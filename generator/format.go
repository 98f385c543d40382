package generator

import "gongwen/generator/kind"

// Format is a kind of file that a paper is written as. Its text is the file's extension.
type Format = kind.Format

// The formats.
const (
	PDF  = kind.PDF
	DOCX = kind.DOCX
	SVG  = kind.SVG // one page a file
)
