package kind

import (
	"fmt"
	"slices"
	"strings"
)

// Format is a kind of file that a paper is written as. Its text is the file's extension.
type Format string

// The formats.
const (
	PDF  Format = "pdf"
	DOCX Format = "docx"
	SVG  Format = "svg" // one page a file
)

// mediaTypes is in the order in which formats are offered.
var mediaTypes = []struct {
	format Format
	media  string
}{
	{PDF, "application/pdf"},
	{DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{SVG, "image/svg+xml"},
}

// Formats gives every format.
func Formats() []Format {
	all := make([]Format, 0, len(mediaTypes))
	for _, m := range mediaTypes {
		all = append(all, m.format)
	}
	return all
}

// ParseFormat gives the format of a name such as "pdf".
func ParseFormat(s string) (Format, bool) {
	for _, m := range mediaTypes {
		if string(m.format) == s {
			return m.format, true
		}
	}
	return "", false
}

// ParseFormats gives the formats of names, each once. Its error is Chinese.
func ParseFormats(names []string) ([]Format, error) {
	var formats []Format
	for _, name := range names {
		f, ok := ParseFormat(strings.ToLower(strings.TrimSpace(name)))
		if !ok {
			return nil, fmt.Errorf("没有“%s”这种格式，可用的有：%s", name, strings.Join(formatNames(Formats()), "、"))
		}
		if !slices.Contains(formats, f) {
			formats = append(formats, f)
		}
	}
	return formats, nil
}

// MediaType is the format's media type.
func (f Format) MediaType() string {
	for _, m := range mediaTypes {
		if m.format == f {
			return m.media
		}
	}
	return "application/octet-stream"
}

// FormatNames gives the names of the formats that the kind can be written as.
func (k *Kind) FormatNames() []string { return formatNames(k.Formats) }

func formatNames(formats []Format) []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = string(f)
	}
	return names
}
