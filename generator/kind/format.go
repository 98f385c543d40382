package kind

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
func (k *Kind) FormatNames() []string {
	names := make([]string, len(k.Formats))
	for i, f := range k.Formats {
		names[i] = string(f)
	}
	return names
}
